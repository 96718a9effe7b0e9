import { z } from 'zod';
import { exportTrace, route } from '#lib/route';
import { Evidence, evidenceOf } from '#registers';
import { by, Done, day, id, leadAsked, ownersAsked, TasksAsked, thisYear, UnitAsked, words, XLSX } from './asked.ts';
import { taskBook } from './book.ts';
import { optional, reason } from './change.ts';
import { HandDownInput, handDown, handedDown, Note, notesOf, ReportInput, report } from './notes.ts';
import { addTask, usualDay } from './plan.ts';
import { DecideInput, decide, PROPOSAL_STATES, Proposal, ProposalInput, proposals, propose } from './proposals.ts';
import { OUTCOMES, occurrencesOf, STATES } from './state.ts';
import { AssignedInput, assign, changeTask, removeTask, TaskInput } from './task-write.ts';
import {
  changesOf,
  type Judged,
  judged,
  Parent,
  parentOf,
  picked,
  SORTS,
  type Sort,
  shown,
  TaskChange,
  TaskShown,
  taskById,
} from './tasks.ts';

const Sorted = z.enum([...SORTS, ...SORTS.map((sort) => `-${sort}` as const)] as [Sort, ...Sort[]]);
const Asked = TasksAsked.extend({
  states: words(STATES).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  sort: Sorted.optional(),
});
const Occurrence = z.object({ label: z.string(), starts_on: z.string(), due_on: z.string(), done_on: z.string().nullable() });

type Ctx = Parameters<typeof by>[0];

/** Tasks asked for, with the day as of which: the one asked for, today, or of a past year the last one told of. */
async function asked(ctx: Ctx, input: z.output<typeof Asked>): Promise<{ day: string; tasks: Judged[] }> {
  const of_year = input.year ?? (input.plan_id === undefined ? thisYear(ctx) : undefined);
  const unit_ids = await ownersAsked(ctx, { ...input, year: of_year ?? thisYear(ctx) });
  const lead_ids = await leadAsked(ctx, input.lead);
  const ask = { ...input, unit_ids, lead_ids, year: of_year };
  let as_of = input.day;
  if (as_of === undefined) {
    const year = of_year ?? (await judged(ctx.db, ask, ctx.today, ctx.scope))[0]?.year ?? thisYear(ctx);
    as_of = await usualDay(ctx.db, { plan_id: input.plan_id, year, unit_ids }, ctx.today, ctx.scope);
  }
  return { day: as_of, tasks: picked(await judged(ctx.db, ask, as_of, ctx.scope), input, input.sort) };
}

export const routes = {
  'plans.tasks': route({
    method: 'GET',
    path: '/api/plans/tasks',
    permission: 'plans.read',
    summary: 'Tasks as they stand on a day: of a plan, of a unit, led by a unit; by area, kind, state, words',
    input: Asked.extend({
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(1000).default(20),
    }),
    output: z.object({ rows: z.array(TaskShown), total: z.number(), day: z.string(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      const found = await asked(ctx, input);
      const rows = found.tasks.slice((page - 1) * page_size, page * page_size);
      return { rows: await shown(ctx.db, rows, found.day), total: found.tasks.length, day: found.day, page, page_size };
    },
  }),
  'plans.tasks_export': route({
    method: 'GET',
    path: '/api/plans/tasks/export',
    permission: 'plans.read',
    summary: 'The same tasks as an Excel book',
    input: Asked,
    output: z.unknown(),
    file: true,
    trace: exportTrace('plan_tasks'),
    run: async (ctx, input) => {
      const found = await asked(ctx, input);
      return {
        file_name: `nhiem-vu-${found.day}.xlsx`,
        content_type: XLSX,
        bytes: await taskBook(await shown(ctx.db, found.tasks, found.day), { plan: null, day: found.day }),
      };
    },
  }),
  'plans.task': route({
    method: 'GET',
    path: '/api/plans/tasks/:id',
    permission: 'plans.read',
    summary: 'A task with what was told of it, its evidence, how it goes where it was handed down to, and how it was changed',
    input: z.object({ id, day }),
    output: z.object({
      day: z.string(),
      task: TaskShown,
      notes: z.array(Note),
      occurrences: z.array(Occurrence),
      evidence: z.array(Evidence),
      parent: Parent.nullable(),
      below: z.array(TaskShown),
      changes: z.array(TaskChange),
    }),
    run: async (ctx, input) => {
      const known = await taskById(ctx.db, input.id, ctx.today, ctx.scope);
      const as_of =
        input.day ?? (await usualDay(ctx.db, { year: known.year, plan_id: known.plan_id ?? undefined }, ctx.today, ctx.scope));
      const judged_now = await taskById(ctx.db, input.id, as_of, ctx.scope);
      const done = new Map(judged_now.done.map(({ label, on }) => [label, on]));
      const [task] = await shown(ctx.db, [judged_now], as_of);
      const evidence = await evidenceOf(ctx.db, 'task', [input.id], { unit_ids: null });
      return {
        day: as_of,
        task: task as TaskShown,
        notes: await notesOf(ctx.db, judged_now),
        occurrences: occurrencesOf(judged_now).map((one) => ({ ...one, done_on: done.get(one.label) ?? null })),
        evidence: evidence.get(String(input.id)) ?? [],
        parent: await parentOf(ctx.db, judged_now),
        below: await handedDown(ctx.db, input.id, as_of),
        changes: await changesOf(ctx.db, judged_now),
      };
    },
  }),
  'plans.add_task': route({
    method: 'POST',
    path: '/api/plans/:plan_id/tasks',
    permission: 'plans.write',
    summary: 'Add a task to a draft, or to a plan under amendment',
    input: TaskInput.extend({ plan_id: id, reason: optional(1000), client_id: optional(60) }),
    output: Done,
    run: async (ctx, { plan_id, reason: why, client_id, ...input }) => ({
      id: await addTask(ctx.db, plan_id, input, by(ctx), why, client_id),
    }),
  }),
  'plans.assign': route({
    method: 'POST',
    path: '/api/plans/tasks',
    permission: 'plans.write',
    summary: 'Enter a task assigned by the province, a chairman, the conclusion of a meeting',
    input: AssignedInput,
    output: Done,
    run: async (ctx, input) => ({ id: await assign(ctx.db, input, by(ctx)) }),
  }),
  'plans.change_task': route({
    method: 'PUT',
    path: '/api/plans/tasks/:id',
    permission: 'plans.write',
    summary: 'Change what is planned: of a draft, under an amendment, or of an assigned task with a reason',
    input: TaskInput.extend({ id, reason: optional(1000), edition: z.int().positive().nullable().default(null) }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await changeTask(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'plans.remove_task': route({
    method: 'POST',
    path: '/api/plans/tasks/:id/remove',
    permission: 'plans.write',
    summary: 'Take a task out, with the reason; it stays on record',
    input: z.object({ id, reason }),
    output: Done,
    run: async (ctx, input) => {
      await removeTask(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'plans.report': route({
    method: 'POST',
    path: '/api/plans/tasks/:id/report',
    permission: 'plans.report',
    summary: 'Tell what became of a task on a day: begun, done, below plan, not done, dropped, taken up again',
    input: ReportInput.extend({ id }),
    output: Done,
    run: (ctx, { id, ...input }) => report(ctx.db, id, input, by(ctx)),
  }),
  'plans.hand_down': route({
    method: 'POST',
    path: '/api/plans/tasks/:id/hand_down',
    permission: 'plans.write',
    summary: 'Hand a task down to units below; how it goes there is seen with it',
    input: HandDownInput.extend({ id }),
    output: z.object({ ids: z.array(z.number()) }),
    run: (ctx, { id, ...input }) => handDown(ctx.db, id, input, by(ctx)),
  }),
  'plans.proposals': route({
    method: 'GET',
    path: '/api/plans/proposals',
    permission: 'plans.read',
    summary: 'What the checking teams proposed, newest first',
    input: z.object({
      unit: UnitAsked.optional(),
      scope: z.enum(['own', 'below', 'all']).default('all'),
      state: z.enum(PROPOSAL_STATES).optional(),
      from: day,
      to: day,
    }),
    output: z.object({ rows: z.array(Proposal), total: z.number() }),
    run: async (ctx, input) => {
      const unit_ids = await ownersAsked(ctx, { ...input, year: thisYear(ctx) });
      const rows = await proposals(ctx.db, { unit_ids, state: input.state, from_on: input.from, to_on: input.to }, ctx.scope);
      return { rows, total: rows.length };
    },
  }),
  'plans.propose': route({
    method: 'POST',
    path: '/api/plans/proposals',
    permission: 'plans.write',
    summary: 'A checking team proposes what to do about a unit that does not carry its tasks out',
    input: ProposalInput,
    output: Done,
    run: (ctx, input) => propose(ctx.db, input, by(ctx)),
  }),
  'plans.decide': route({
    method: 'POST',
    path: '/api/plans/proposals/:id/decide',
    permission: 'plans.approve',
    summary: 'Accept or reject a proposal, or say that what was accepted is done',
    input: DecideInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await decide(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
};
