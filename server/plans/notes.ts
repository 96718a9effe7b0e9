// Progress of tasks: told day by day, never overwritten; the state of a task follows from it.
import { z } from 'zod';
import { type Day, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { descendants, unitById } from '#org';
import { type By, noted, optional, text, unitNamed } from './change.ts';
import { EvidenceGiven, linkGiven } from './evidence.ts';
import { isClosed, occurrencesOf, yearEnd, yearStart } from './state.ts';
import { type Held, hold, insertTask, once } from './task-write.ts';
import { type Judged, judged, shown, type TaskShown } from './tasks.ts';
import { NOTE_STATUSES, type NoteStatus } from './words.ts';

const sql = loadSql(import.meta.url, ['insert_note', 'notes_of']);

export const Note = z.object({
  id: z.number(),
  on_day: z.string(),
  status: z.enum(NOTE_STATUSES),
  occurrence: z.string().nullable(),
  percent: z.number().nullable(),
  words: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
});
export type Note = z.infer<typeof Note>;

/** What was told of a task, newest first. */
export function notesOf(db: Db, task: { tenant: number; id: number }): Promise<Note[]> {
  return many(db, sql.notes_of, { tenant: task.tenant, task_id: task.id }, Note);
}

export const ReportInput = z.object({
  on_day: z.iso.date(),
  status: z.enum(NOTE_STATUSES),
  occurrence: optional(10),
  percent: z.int().min(0).max(100).nullable().default(null),
  words: optional(4000),
  reason: optional(1000),
  evidence: z.array(EvidenceGiven).max(20).default([]),
});
export type ReportInput = z.output<typeof ReportInput>;

const REASONED: readonly NoteStatus[] = ['below_plan', 'not_done', 'will_not_do', 'reopened'];
/** What a unit that only helps may tell. */
const OF_HELPERS: readonly NoteStatus[] = ['started', 'comment'];

/**
 * Tells what became of a task on a day.
 * @throws plans.task_not_found, plans.plan_not_approved, plans.only_helping, plans.note_in_the_future, plans.note_before_start,
 * plans.note_out_of_order, plans.task_closed, plans.task_not_closed, plans.reason_needed, plans.occurrence_needed, plans.occurrence_unknown,
 * plans.occurrence_done, plans.units_unfinished, plans.evidence_outside_period
 */
export async function report(db: Db, task_id: number, input: ReportInput, by: By): Promise<{ id: number }> {
  const task = await hold(db, task_id, by.scope);
  // Judged with what is told of any day: what is told of a later one decides what may still be told.
  const [now] = await judged(db, { ids: [task_id] }, LAST_DAY, { unit_ids: null });
  await refuseUntimely(task, now as Judged, input, by);
  if (input.status === 'done' && input.occurrence === null) await refuseUnfinishedBelow(db, task_id, input.reason, by);
  const { evidence, ...said } = input;
  const row = {
    ...said,
    percent: input.status === 'done' && input.occurrence === null ? 100 : input.percent,
    tenant: task.tenant,
    task_id,
    at: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  };
  const { id } = await one(db, sql.insert_note, row, z.object({ id: z.number() }));
  const within = { from_on: yearStart(Math.min(task.year, yearOf(task.starts_on))), to_on: by.today };
  await linkGiven(db, evidence, { kind: 'task', id: task_id }, within, by);
  await noted(db, 'task', task, 'report', by, { after: said, reason: input.reason });
  return { id };
}

const LAST_DAY: Day = '9999-12-31';

async function refuseUntimely(task: Held, now: Judged, input: ReportInput, by: By): Promise<void> {
  const { status, on_day, occurrence } = input;
  const data = { id: task.id };
  if (task.plan_state === 'draft') throw new DomainError('plans.plan_not_approved', 409, data);
  if (!task.is_own && !OF_HELPERS.includes(status)) throw new DomainError('plans.only_helping', 403, data);
  if (on_day > by.today) throw new DomainError('plans.note_in_the_future', 422, { on_day, today: by.today });
  const first = task.starts_on < yearStart(task.year) ? task.starts_on : yearStart(task.year);
  if (on_day < first) throw new DomainError('plans.note_before_start', 422, { on_day, starts_on: first });
  if (REASONED.includes(status) && input.reason === null) throw new DomainError('plans.reason_needed', 422, {});
  if (status === 'comment') return;
  const is_closed = now.last_status === 'done' || now.last_status === 'will_not_do';
  if (is_closed && status !== 'reopened') throw new DomainError('plans.task_closed', 409, { ...data, last_on: now.last_on });
  if (!is_closed && status === 'reopened') throw new DomainError('plans.task_not_closed', 409, data);
  refuseOccurrence(now, status, occurrence);
  if (occurrence === null && now.last_on !== null && on_day < now.last_on)
    throw new DomainError('plans.note_out_of_order', 409, { on_day, last_on: now.last_on });
}

function refuseOccurrence(now: Judged, status: NoteStatus, occurrence: string | null): void {
  const each = occurrencesOf(now);
  if (occurrence === null) {
    if (status === 'done' && each.length > 0)
      throw new DomainError('plans.occurrence_needed', 422, { occurrences: each.map(({ label }) => label) });
    return;
  }
  if (!each.some(({ label }) => label === occurrence)) throw new DomainError('plans.occurrence_unknown', 422, { occurrence });
  if (now.done.some(({ label }) => label === occurrence)) throw new DomainError('plans.occurrence_done', 409, { occurrence });
}

/** What was handed down and is not finished there is not simply done here: it needs a reason. */
async function refuseUnfinishedBelow(db: Db, task_id: number, reason: string | null, by: By): Promise<void> {
  if (reason !== null) return;
  const below = await judged(db, { parent_id: task_id }, by.today, { unit_ids: null });
  const open = below.filter((task) => !isClosed(task.state));
  if (open.length > 0) throw new DomainError('plans.units_unfinished', 409, { id: task_id, units: open.length });
}

export const HandDownInput = z.object({
  units: z.array(text(60)).min(1).max(300),
  due_on: z.iso.date().nullable().default(null),
  note: optional(2000),
});

/**
 * Hands a task down: each unit below gets it as its own, to be carried out by an earlier or the same day; how it goes there is seen here.
 * @throws plans.task_not_found, plans.plan_not_approved, plans.unit_not_permitted, plans.not_below, plans.task_due_after_parent, plans.task_exists
 */
export async function handDown(
  db: Db,
  task_id: number,
  input: z.output<typeof HandDownInput>,
  by: By,
): Promise<{ ids: number[] }> {
  const task = await hold(db, task_id, by.scope);
  if (!task.is_owner) throw new DomainError('plans.unit_not_permitted', 403, { id: task_id });
  if (task.plan_state === 'draft') throw new DomainError('plans.plan_not_approved', 409, { id: task_id });
  const due_on = input.due_on ?? task.due_on;
  if (due_on > task.due_on) throw new DomainError('plans.task_due_after_parent', 422, { due_on, parent_due_on: task.due_on });
  const day = task.due_on < yearEnd(task.year) ? task.due_on : yearEnd(task.year);
  const below = new Set(await descendants(db, task.unit_id, day));
  const from = await unitById(db, task.unit_id, day);
  const ids: number[] = [];
  for (const code of input.units) {
    const unit = await unitNamed(db, code, day, { tenant: task.tenant, scope: by.scope });
    if (unit.id === task.unit_id || !below.has(unit.id)) throw new DomainError('plans.not_below', 422, { code });
    const { area, code: number, title, product, recurrence, source_number, source_on } = task;
    const starts_on = task.starts_on > due_on ? due_on : task.starts_on;
    const planned = { area, code: number, title, product, recurrence, source_number, source_on, starts_on, due_on };
    const given = { ...planned, lead: code, cooperating: [], source_issuer: task.source_issuer ?? from.name, note: input.note };
    const place = {
      tenant: unit.tenant,
      unit_id: unit.id,
      plan_id: null,
      year: task.year,
      kind: 'assigned' as const,
      version: 0,
    };
    ids.push(
      await once(() => insertTask(db, place, given, by, { assigner: 'superior', parent_id: task_id }), {
        id: task_id,
        unit: code,
      }),
    );
  }
  await noted(db, 'task', task, 'hand_down', by, { after: { units: input.units, due_on } });
  return { ids };
}

/** How a task that was handed down goes in each unit. */
export async function handedDown(db: Db, task_id: number, day: Day): Promise<TaskShown[]> {
  // Whoever sees a task sees how it goes where it was handed down to.
  return shown(db, await judged(db, { parent_id: task_id }, day, { unit_ids: null }), day);
}

/** For the demonstration and for roll-over in tests: many notes at once, without the questions asked of an officer. */
export async function insertNotes(
  db: Db,
  rows: readonly {
    tenant: number;
    task_id: number;
    on_day: Day;
    status: NoteStatus;
    occurrence?: string | null;
    percent?: number | null;
    words?: string | null;
    reason?: string | null;
  }[],
  by: Pick<By, 'actor' | 'now'>,
): Promise<void> {
  for (const row of rows)
    await exec(db, sql.insert_note, {
      occurrence: null,
      percent: null,
      words: null,
      reason: null,
      ...row,
      at: by.now,
      by_id: by.actor.user_id,
      by_name: by.actor.name,
    });
}
