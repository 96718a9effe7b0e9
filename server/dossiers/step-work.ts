// Dossiers by step: work to do, opinions that are waited for.
import { z } from 'zod';
import { type Day, vietnamDay } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { unitNear, unitsFor } from '#org';
import { mayStandIn, type ProcessVersion, processVersion, stepOf } from '#processes';
import { isPaused, type Status } from './status.ts';
import { mayAct, mayAssign } from './step-rights.ts';
import { isPast, type Viewer } from './step-view.ts';

const sql = loadSql(import.meta.url, ['work_counts', 'work', 'opinions_asked']);

export const WORK_TABS = ['mine', 'pool', 'unit', 'late', 'waiting'] as const;
export const WorkCounts = z.object({
  mine: z.number(),
  pool: z.number(),
  unit: z.number(),
  late: z.number(),
  waiting: z.number(),
});
const StoredWork = z.object({
  tenant: z.number(),
  id: z.number(),
  last_seq: z.number(),
  place: z.number(),
  step_code: z.string(),
  process_version_id: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  entered_at: z.date(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  code: z.string(),
  applicant_name: z.string(),
  status: z.number(),
  dossier_due_on: z.string().nullable(),
  paused_at: z.date().nullable(),
  waiting_for: z.number(),
  procedure_name: z.string(),
});
export const Work = StoredWork.omit({ process_version_id: true }).extend({
  step_vi: z.string(),
  step_en: z.string(),
  is_late: z.boolean(),
  /** The reader may hand it on now. */
  may_finish: z.boolean(),
  /** Nobody has it, or somebody who is away and in whose place the reader acts. */
  may_take_up: z.boolean(),
  may_assign: z.boolean(),
});

export type WorkAsked = {
  tab: (typeof WORK_TABS)[number];
  unit?: string | undefined;
  procedure?: string | undefined;
  page: number;
  page_size: number;
};

/** Steps to be done: mine (and of whom I stand in for), nobody's yet, my units', late ones, those that wait for an opinion. */
export async function work(
  db: Db,
  { tab, unit, procedure, page, page_size }: WorkAsked,
  viewer: Viewer,
): Promise<{ tabs: z.infer<typeof WorkCounts>; rows: z.infer<typeof Work>[]; total: number }> {
  const { account_id, scope, now } = viewer;
  const today = vietnamDay(now);
  const params = {
    account_id: account_id ?? -1,
    procedure_code: procedure ?? null,
    stands_in_for: (await mayStandIn(db, account_id ?? -1, today)).map((row) => row.account_id),
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, unit, today),
    at: now,
    today,
  };
  const tabs = await one(db, sql.work_counts, params, WorkCounts);
  const window = { tab, limit: page_size, offset: (page - 1) * page_size };
  const rows: z.infer<typeof Work>[] = [];
  const rightsAt = rightsOf(db, viewer);
  for (const { process_version_id, ...row } of await many(db, sql.work, { ...params, ...window }, StoredWork)) {
    const version = (await processVersion(db, process_version_id)) as ProcessVersion;
    const step = stepOf(version.definition, row.step_code);
    const is_running = !isPaused(row.status as Status);
    const { acts, stands_in, assigns } = await rightsAt(version, row);
    rows.push({
      ...row,
      step_vi: step.name_vi,
      step_en: step.name_en,
      is_late: is_running && isPast(row, now),
      may_finish: acts && is_running && step.may.includes('hand_on') && step.next.length > 0,
      may_take_up: acts && is_running && (row.account_id === null || stands_in),
      may_assign: assigns && is_running,
    });
  }
  return { tabs, rows, total: tabs[tab] };
}

/** What the reader may do at steps: many lines of a list stand at the same step of the same unit, and are asked about once. */
function rightsOf(db: Db, { account_id, now }: Viewer) {
  const day = vietnamDay(now);
  const known = new Map<string, Promise<{ acts: boolean; stands_in: boolean; assigns: boolean }>>();
  return ({ id, definition }: ProcessVersion, row: { step_code: string; unit_id: number; account_id: number | null }) => {
    const key = `${id} ${row.step_code} ${row.unit_id} ${row.account_id}`;
    const found =
      known.get(key) ??
      (async () => {
        const acting = await mayAct(db, definition, row, account_id, day);
        const assigns = await mayAssign(db, stepOf(definition, row.step_code), row.unit_id, account_id, day);
        return { acts: acting !== null, stands_in: acting !== null && acting.on_behalf_of !== null, assigns };
      })();
    known.set(key, found);
    return found;
  };
}

/** The unit and all below it today; null: no unit was named. */
export async function unitsIn(db: Db, unit: string | undefined, today: Day): Promise<number[] | null> {
  return unit ? unitsFor(db, { unit_id: (await unitNear(db, unit, today)).id, day: today, scope: 'all' }) : null;
}

export const OpinionAsked = z.object({
  tenant: z.number(),
  dossier_id: z.number(),
  id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  last_seq: z.number(),
  question: z.string(),
  asked_at: z.date(),
  due_on: z.string(),
  due_at: z.date(),
  times_reminded: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  asked_by_name: z.string().nullable(),
  asked_by_unit_name: z.string(),
});

/** Opinions that are waited for from the reader or their units, the most urgent first. */
export async function opinionsAsked(db: Db, { account_id, scope, now }: Viewer): Promise<z.infer<typeof OpinionAsked>[]> {
  const stands_in_for = (await mayStandIn(db, account_id ?? -1, vietnamDay(now))).map((row) => row.account_id);
  return many(db, sql.opinions_asked, { account_id: account_id ?? -1, stands_in_for, scope: scope.unit_ids }, OpinionAsked);
}
