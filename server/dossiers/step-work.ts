// Dossiers by step: work to do, opinions that are waited for, times of legs.
import { z } from 'zod';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { unitNear, unitsFor } from '#org';
import { interlinking, mayStandIn, type ProcessVersion, processVersion, stepOf } from '#processes';
import { isPaused, type Status } from './status.ts';
import { isPast, type Viewer } from './step-view.ts';

const sql = loadSql(import.meta.url, ['work_counts', 'work', 'opinions_asked', 'leg_times']);

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
});

export type WorkAsked = { tab: (typeof WORK_TABS)[number]; unit?: string | undefined; page: number; page_size: number };

/** Steps to be done: mine (and of whom I stand in for), nobody's yet, my units', late ones, those that wait for an opinion. */
export async function work(
  db: Db,
  { tab, unit, page, page_size }: WorkAsked,
  { account_id, scope, now }: Viewer,
): Promise<{ tabs: z.infer<typeof WorkCounts>; rows: z.infer<typeof Work>[]; total: number }> {
  const today = vietnamDay(now);
  const params = {
    account_id: account_id ?? -1,
    stands_in_for: (await mayStandIn(db, account_id ?? -1, today)).map((row) => row.account_id),
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, unit, today),
    at: now,
    today,
  };
  const tabs = await one(db, sql.work_counts, params, WorkCounts);
  const window = { tab, limit: page_size, offset: (page - 1) * page_size };
  const rows: z.infer<typeof Work>[] = [];
  for (const { process_version_id, ...row } of await many(db, sql.work, { ...params, ...window }, StoredWork)) {
    const version = (await processVersion(db, process_version_id)) as ProcessVersion;
    const step = stepOf(version.definition, row.step_code);
    const is_late = !isPaused(row.status as Status) && isPast(row, now);
    rows.push({ ...row, step_vi: step.name_vi, step_en: step.name_en, is_late });
  }
  return { tabs, rows, total: tabs[tab] };
}

async function unitsIn(db: Db, unit: string | undefined, today: Day): Promise<number[] | null> {
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

const StoredLeg = z.object({
  leg: z.string(),
  process_version_id: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  done: z.number(),
  in_time: z.number(),
  late: z.number(),
  undated: z.number(),
  mean_hours: z.string().nullable(),
});
export const LegTime = StoredLeg.extend({
  process_vi: z.string(),
  process_en: z.string(),
  leg_vi: z.string(),
  leg_en: z.string(),
  level: z.string(),
  interlinking: z.enum(['none', 'same_level', 'two_levels', 'three_levels']),
});

/**
 * How the legs of interlinked dossiers kept their time, by the unit that did them: a leg counts in the days in which its last step was left.
 * `mean_hours`: civil hours from coming to the leg to leaving it, one decimal.
 * Source: PY 15.3d measures the commune's leg of interlinked dossiers on its own.
 */
export async function legTimes(
  db: Db,
  ask: { unit?: string | undefined; from: Day; to: Day },
  { scope, now }: Viewer,
): Promise<z.infer<typeof LegTime>[]> {
  const params = {
    from_at: vietnamMoment(ask.from),
    to_at: vietnamMoment(addDays(ask.to, 1)),
    to_day: ask.to,
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, ask.unit, vietnamDay(now)),
  };
  const found: z.infer<typeof LegTime>[] = [];
  for (const row of await many(db, sql.leg_times, params, StoredLeg)) {
    const version = (await processVersion(db, row.process_version_id)) as ProcessVersion;
    const leg = version.definition.legs.find((one) => one.code === row.leg);
    found.push({
      ...row,
      process_vi: version.name_vi,
      process_en: version.name_en,
      leg_vi: leg?.name_vi ?? row.leg,
      leg_en: leg?.name_en ?? row.leg,
      level: leg?.level ?? '',
      interlinking: interlinking(version.definition),
    });
  }
  return found;
}
