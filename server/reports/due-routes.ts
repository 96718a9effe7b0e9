// Routes of what reports are due, who is assigned, what is asked ad hoc, which periods are closed.
import { z } from 'zod';
import { may } from '#access';
import { addDays, type Day } from '#lib/day';
import { type Ctx, exportTrace, route } from '#lib/route';
import { descendants, UNIT_KINDS, type Unit, unitNear } from '#org';
import { AssignmentShown, assign, assignmentHistory, endAssignment, NewAssignment, unitWithin } from './assignment.ts';
import { type Due, dueOfPeriods, dueOfUnit, HANDED_IN, periodsAround } from './due.ts';
import { dueBook } from './due-book.ts';
import { Cell, cellOf, Matrix, matrix } from './due-matrix.ts';
import { askReport, NewRequest, RequestRow, requestsMade, withdrawRequest } from './due-request.ts';
import { changeLock, LockRow, LockShown, lockHistory, lockOfReport, lockShown } from './lock.ts';
import { PeriodAsked, periodAsked } from './make.ts';
import { PERIOD_KINDS, regimeOn } from './regimes.ts';
import { type By, held, unitOf } from './stored.ts';

const id = z.coerce.number().int().positive();
const code = z.string().max(60);
const day = z.iso.date();
const said = (most: number) => z.string().trim().min(1).max(most);
const kind = z.enum(PERIOD_KINDS);
const UnitShown = z.object({ code: z.string(), name: z.string() });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });
const named = ({ code: of, name }: Unit) => ({ code: of, name });

const DueRow = Cell.omit({ unit_id: true, s: true }).extend({
  regime: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  is_once: z.boolean(),
  year: z.number().nullable(),
  n: z.number().nullable(),
  label_vi: z.string(),
  label_en: z.string(),
  from: z.string(),
  to: z.string(),
});

function rowOf(due: Due): z.infer<typeof DueRow> {
  const { unit_id: _, s, ...cell } = cellOf(due);
  const { regime, period } = due;
  const { year, n, label_vi, label_en, e } = period;
  const { code: of, name_vi, name_en } = regime;
  const about = { regime: of, name_vi, name_en, is_once: regime.once !== null };
  return { ...cell, ...about, year, n, label_vi, label_en, from: s, to: addDays(e, -1) };
}

const MatrixInput = z.object({
  unit: code,
  regime: code,
  kind: kind.optional(),
  year: z.coerce.number().int().min(2000).max(2199),
  unit_kind: z.enum(UNIT_KINDS).optional(),
});

async function matrixOf(ctx: Ctx, { unit, ...ask }: z.output<typeof MatrixInput>): Promise<z.infer<typeof Matrix>> {
  const superior = await unitSeen(ctx, unit);
  const regime = await regimeOn(ctx.db, ask.regime, ctx.today, superior.tenant);
  // What is asked once has one period, whichever year it lies in.
  const year = regime.once ? Number(addDays(regime.once.e, -1).slice(0, 4)) : ask.year;
  return matrix(ctx.db, superior, { ...ask, year, ...(regime.once ? { kind: undefined } : {}) }, ctx.scope, ctx.today);
}

/** A unit in reach, as on the nearest day of its life. */
async function unitSeen(ctx: Ctx, of: string): Promise<Unit> {
  const near = await unitNear(ctx.db, of, ctx.today);
  // Out of reach looks like not there.
  if (!may(ctx.scope, near.id)) return unitWithin(ctx.db, of, near.born > ctx.today ? near.born : ctx.today, ctx);
  return near;
}

/** Ids of a unit and everything below it. */
async function unitIds(ctx: Ctx, of: string): Promise<number[]> {
  const unit = await unitSeen(ctx, of);
  const last = unit.died === null || unit.died > ctx.today ? ctx.today : addDays(unit.died, -1);
  return descendants(ctx.db, unit.id, last);
}

const behindOf = (rows: readonly Due[], from: Day, today: Day) =>
  rows.filter(({ due_on, standing }) => due_on !== null && due_on < from && due_on < today && !HANDED_IN.includes(standing));

export const dueRoutes = {
  'reports.due': route({
    method: 'GET',
    path: '/api/reports/due',
    permission: 'reports.read',
    summary: 'What reports of a unit are due from one day to another, how each stands, and what it still owes from before',
    input: z.object({ unit: code, from: day, to: day }),
    output: z.object({ unit: UnitShown, today: z.string(), rows: z.array(DueRow), behind: z.array(DueRow) }),
    run: async (ctx, input) => {
      const unit = await unitSeen(ctx, input.unit);
      const rows = await dueOfUnit(ctx.db, unit, input, ctx.scope, ctx.today);
      const around = await periodsAround(ctx.db, unit.tenant, ctx.today);
      const behind = behindOf(await dueOfPeriods(ctx.db, unit, around, ctx.scope, ctx.today), input.from, ctx.today);
      const oldest = behind.sort((a, b) => ((a.due_on as Day) < (b.due_on as Day) ? -1 : 1));
      return { unit: named(unit), today: ctx.today, rows: rows.map(rowOf), behind: oldest.map(rowOf) };
    },
  }),
  'reports.period_asked': route({
    method: 'GET',
    path: '/api/reports/periods/asked',
    permission: 'reports.write',
    summary:
      'Of a report that is not made yet: its days, until when it is due, which days its figures would be of, and what an officer should know of them',
    input: z.object({
      unit: code,
      regime: code,
      kind: said(20),
      year: z.coerce.number().int().min(2000).max(2199),
      n: z.coerce.number().int().min(1).max(12).default(1),
      /** Days an officer means to give: told what they mean. */
      data_from: day.optional(),
      data_to: day.optional(),
    }),
    output: PeriodAsked,
    run: (ctx, input) => periodAsked(ctx.db, input, ctx.scope, ctx.today),
  }),
  'reports.due_matrix': route({
    method: 'GET',
    path: '/api/reports/due/matrix',
    permission: 'reports.read',
    summary:
      'The reports of the units below one by period of a year: how each stands, how complete and how punctual each period is',
    input: MatrixInput,
    output: Matrix,
    run: matrixOf,
  }),
  'reports.due_export': route({
    method: 'GET',
    path: '/api/reports/due/export',
    permission: 'reports.export',
    summary: 'The same as an Excel book',
    input: MatrixInput,
    output: z.object({}),
    file: true,
    trace: exportTrace('reports.due'),
    run: async (ctx, input) => ({
      file_name: `tinh-hinh-bao-cao-${input.unit}-${input.regime}-${input.year}.xlsx`,
      content_type: XLSX,
      bytes: await dueBook(await matrixOf(ctx, input), ctx.today),
    }),
  }),
  'reports.assignments': route({
    method: 'GET',
    path: '/api/reports/assignments',
    permission: 'reports.read',
    summary: 'Who was assigned which regime, by whom, from when until when; what is over too',
    input: z.object({ unit: code, regime: code.optional() }),
    output: z.object({ rows: z.array(AssignmentShown), may_assign: z.boolean() }),
    run: async (ctx, input) => {
      const unit_ids = await unitIds(ctx, input.unit);
      const unit = await unitSeen(ctx, input.unit);
      const rows = await assignmentHistory(ctx.db, { unit_ids, regime: input.regime ?? null }, ctx.today);
      return { rows, may_assign: may(await ctx.scopeOf('reports.assign'), unit.id) };
    },
  }),
  'reports.assign': route({
    method: 'POST',
    path: '/api/reports/assignments',
    permission: 'reports.assign',
    summary: 'Assign a regime to units below one: single ones, all of a kind, with exceptions; many at once',
    input: z.object({
      unit: code,
      regime: code,
      targets: z.array(NewAssignment).min(1).max(300),
      kinds: z.array(kind).max(PERIOD_KINDS.length).default([]),
      valid_from: day,
      valid_to: day.nullable().default(null),
      document_number: z.string().trim().max(100).nullable().default(null),
      reason: z.string().trim().max(1000).nullable().default(null),
    }),
    output: z.object({ ids: z.array(z.number()) }),
    run: (ctx, { unit, ...input }) => assign(ctx.db, { ...input, by_unit: unit }, by(ctx)),
  }),
  'reports.end_assignment': route({
    method: 'POST',
    path: '/api/reports/assignments/:id/end',
    permission: 'reports.assign',
    summary: 'End an assignment from a day on, with the reason',
    input: z.object({ id, on: day, reason: said(1000) }),
    output: z.object({}),
    run: async (ctx, input) => {
      await endAssignment(ctx.db, input, by(ctx));
      return {};
    },
  }),
  'reports.ask': route({
    method: 'POST',
    path: '/api/reports/requests',
    permission: 'reports.assign',
    summary: 'Ask units for a report once: what about, of which days, until when, under which headings',
    input: NewRequest,
    output: z.object({ id: z.number(), regime: z.string() }),
    run: (ctx, input) => askReport(ctx.db, input, by(ctx)),
  }),
  'reports.requests': route({
    method: 'GET',
    path: '/api/reports/requests',
    permission: 'reports.read',
    summary: 'Reports that a unit and those below it asked of others once',
    input: z.object({ unit: code }),
    output: z.object({ rows: z.array(RequestRow) }),
    run: async (ctx, input) => ({
      rows: await requestsMade(ctx.db, { unit_ids: await unitIds(ctx, input.unit) }, ctx.today),
    }),
  }),
  'reports.withdraw_request': route({
    method: 'POST',
    path: '/api/reports/requests/:id/withdraw',
    permission: 'reports.assign',
    summary: 'Nobody owes this report any more; what was written stays',
    input: z.object({ id, reason: said(1000) }),
    output: z.object({}),
    run: async (ctx, input) => {
      await withdrawRequest(ctx.db, input, by(ctx));
      return {};
    },
  }),
  'reports.locks': route({
    method: 'GET',
    path: '/api/reports/locks',
    permission: 'reports.read',
    summary: 'Periods that were locked and opened by hand for a unit and those below it, with the reasons',
    input: z.object({ unit: code, regime: code.optional() }),
    output: z.object({ rows: z.array(LockRow) }),
    run: async (ctx, input) => {
      const unit_ids = await unitIds(ctx, input.unit);
      return { rows: await lockHistory(ctx.db, { unit_ids, regime: input.regime ?? null }, ctx.today) };
    },
  }),
  'reports.change_lock': route({
    method: 'POST',
    path: '/api/reports/locks',
    permission: 'reports.lock',
    summary:
      'Lock the reports of a period for a unit and everything below it, or open them again, for a while or until they are locked again',
    input: z.object({
      unit: code,
      regime: code,
      kind,
      year: z.coerce.number().int().min(2000).max(2199),
      n: z.coerce.number().int().min(1).max(12).default(1),
      from: day.optional(),
      to: day.optional(),
      is_locked: z.boolean(),
      open_until: day.nullable().default(null),
      reason: said(1000),
    }),
    output: LockShown,
    run: async (ctx, input) => lockShown(ctx.db, await changeLock(ctx.db, input, by(ctx)), ctx.today),
  }),
  'reports.lock_of': route({
    method: 'GET',
    path: '/api/reports/:id/lock',
    permission: 'reports.read',
    summary: 'Whether the period of a report is closed for its unit, since when, and what exception was made',
    input: z.object({ id }),
    output: LockShown,
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      return lockOfReport(ctx.db, report, await unitOf(ctx.db, report), ctx.today);
    },
  }),
};
