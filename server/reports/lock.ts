// Which periods are closed: after the lock day of the regime, or by hand; opened again, for a while, by the level above with its reason.
import { z } from 'zod';
import { record } from '#audit';
import { calendarOn } from '#calendar';
import { addDays, type Day, dayVi, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, one } from '#lib/sql';
import { type Unit, unitById, unitsByIds } from '#org';
import { unitsAbove, unitWithin } from './assignment.ts';
import { lockDay } from './due-rule.ts';
import { dueOn, type NamedPeriod, type RegimeOn, regimeFor, regimeOf } from './regimes.ts';
import type { By, Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['share_lock', 'take_lock', 'lock_changes', 'insert_lock_change', 'lock_history']);

export const LockChange = z.object({
  id: z.number(),
  regime: z.string(),
  s: z.string(),
  e: z.string(),
  unit_id: z.number(),
  is_locked: z.boolean(),
  open_until: z.string().nullable(),
  reason: z.string(),
  at: z.date(),
  by_name: z.string(),
});
export type LockChange = z.infer<typeof LockChange>;

export type LockState = {
  is_locked: boolean;
  /** Last day the rule of the regime lets a report be written; null: none. */
  lock_on: Day | null;
  /** What was done by hand and decides now; null: the rule decides. */
  by_hand: LockChange | null;
};

/**
 * Whether the period is closed for a unit.
 * @param changes of that regime and period, newest first
 * @param line the unit and those above it
 */
export function lockState(changes: readonly LockChange[], line: readonly number[], lock_on: Day | null, today: Day): LockState {
  const by_hand =
    changes.find((one) => line.includes(one.unit_id) && (one.open_until === null || today <= one.open_until)) ?? null;
  const is_locked = by_hand === null ? lock_on !== null && today > lock_on : by_hand.is_locked;
  return { is_locked, lock_on, by_hand };
}

/** Last day on which a report due on `due_on` may be written. */
export async function lockOnFor(db: Db, regime: RegimeOn, due_on: Day | null): Promise<Day | null> {
  if (regime.once) return regime.once.lock_on;
  return due_on === null ? null : lockDay(regime.lock, due_on, await calendarOn(db));
}

/** What was done by hand to periods of a province, newest first. */
export function lockChanges(db: Db, ask: { tenant: number; regime: string | null; from: Day; to: Day }): Promise<LockChange[]> {
  return many(db, sql.lock_changes, ask, LockChange);
}

type Period = { tenant: number; regime: string; s: Day; e: Day };
const changesOf = async (db: Db, { tenant, regime, s, e }: Period) =>
  (await lockChanges(db, { tenant, regime, from: s, to: e })).filter((one) => one.s === s && one.e === e);

/**
 * Refuses to write a report of a closed period. What is being written holds the period open until its transaction ends, so that a lock by hand
 * waits for it, and whoever writes after the lock sees it.
 * @throws reports.period_locked
 */
export async function refuseIfLocked(db: Db, unit: Unit, report: Period & { due_on: Day | null }, now: Date): Promise<void> {
  const { tenant, regime, s, e } = report;
  await one(db, sql.share_lock, { key: keyOf(report) }, z.object({ is_held: z.boolean() }));
  const state = await stateOf(db, unit, { tenant, regime, s, e, due_on: report.due_on }, vietnamDay(now));
  if (!state.is_locked) return;
  const { by_hand, lock_on } = state;
  throw new DomainError('reports.period_locked', 409, {
    regime,
    from: s,
    to: addDays(e, -1),
    lock_on,
    since: by_hand ? vietnamDay(by_hand.at) : lock_on && addDays(lock_on, 1),
    reason: by_hand?.reason ?? null,
    day: dayVi(by_hand ? vietnamDay(by_hand.at) : addDays(lock_on as Day, 1)),
  });
}

const keyOf = ({ tenant, regime, s, e }: Period) => `reports.lock ${tenant} ${regime} ${s} ${e}`;

/** How the period of a report stands for its unit today. */
export async function stateOf(db: Db, unit: Unit, report: Period & { due_on: Day | null }, today: Day): Promise<LockState> {
  const regime = await regimeOf(db, report);
  const changes = await changesOf(db, report);
  const due_on = report.due_on ?? dueOn(regime, unit.kind, report, await calendarOn(db));
  const line = changes.length === 0 ? [unit.id] : [unit.id, ...(await unitsAbove(db, unit, today))];
  return lockState(changes, line, await lockOnFor(db, regime, due_on), today);
}

export type ChangeLock = NamedPeriod & {
  unit: string;
  regime: string;
  is_locked: boolean;
  /** Last day of an exception; null: until it is locked again. */
  open_until: Day | null;
  reason: string;
};

/**
 * Locks the reports of a period by hand for a unit and everything below it, or opens them again. The level above does it, never the unit for
 * itself; for a province it does its own.
 * @throws org.unit_unknown, reports.regime_unknown, reports.not_of_regime, reports.lock_from_above, reports.lock_days
 */
export async function changeLock(db: Db, ask: ChangeLock, by: By): Promise<LockState> {
  const today = vietnamDay(by.now);
  const unit = await unitWithin(db, ask.unit, today, by);
  const { regime, period } = await regimeFor(db, ask.regime, ask, unit.tenant);
  await refuseOwn(db, unit, by);
  if (ask.open_until !== null && (ask.is_locked || ask.open_until < today))
    throw new DomainError('reports.lock_days', 422, { open_until: ask.open_until, today });
  const { s, e } = period;
  const key = { tenant: unit.tenant, regime: regime.code, s, e };
  await one(db, sql.take_lock, { key: keyOf(key) }, z.object({ is_held: z.boolean() }));
  const due_on = dueOn(regime, unit.kind, period, await calendarOn(db));
  const before = await stateOf(db, unit, { ...key, due_on }, today);
  const { is_locked, open_until, reason } = ask;
  const said = { unit_id: unit.id, is_locked, open_until, reason, now: by.now, by: by.actor.user_id, by_name: by.actor.name };
  await one(db, sql.insert_lock_change, { ...key, ...said }, z.object({ id: z.number() }));
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: is_locked ? 'reports.lock' : 'reports.unlock',
    subject_kind: 'report_period',
    subject_id: `${regime.code}/${s}/${addDays(e, -1)}`,
    unit_id: unit.id,
    before: { is_locked: before.is_locked },
    after: { is_locked, open_until },
    reason,
  });
  return stateOf(db, unit, { ...key, due_on }, today);
}

/** The top of a province locks its own; below it the unit above does. */
async function refuseOwn(db: Db, unit: Unit, { scope, now }: By): Promise<void> {
  if (scope.unit_ids === null || unit.kind === 'province' || unit.parent_id === null) return;
  const above = await unitById(db, unit.parent_id, vietnamDay(now));
  if (!scope.unit_ids.includes(above.id)) throw new DomainError('reports.lock_from_above', 403, { unit: unit.code });
}

export const LockShown = z.object({
  is_locked: z.boolean(),
  lock_on: z.string().nullable(),
  by_hand: z
    .object({
      is_locked: z.boolean(),
      open_until: z.string().nullable(),
      reason: z.string(),
      at: z.date(),
      by_name: z.string(),
      unit_name: z.string(),
    })
    .nullable(),
});

/** The same, as a page tells it. */
export async function lockShown(
  db: Db,
  { is_locked, lock_on, by_hand }: LockState,
  today: Day,
): Promise<z.infer<typeof LockShown>> {
  if (!by_hand) return { is_locked, lock_on, by_hand: null };
  const { open_until, reason, at, by_name, unit_id } = by_hand;
  const { name } = await unitById(db, unit_id, today);
  return { is_locked, lock_on, by_hand: { is_locked: by_hand.is_locked, open_until, reason, at, by_name, unit_name: name } };
}

export async function lockOfReport(db: Db, report: Held, unit: Unit, today: Day): Promise<z.infer<typeof LockShown>> {
  return lockShown(db, await stateOf(db, unit, report, today), today);
}

export const LockRow = LockChange.omit({ e: true, s: true, unit_id: true }).extend({
  from: z.string(),
  to: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
});

/** What was locked and opened by hand for units in reach, newest first; 300 at most. */
export async function lockHistory(
  db: Db,
  ask: { unit_ids: readonly number[]; regime: string | null },
  today: Day,
): Promise<z.infer<typeof LockRow>[]> {
  const rows = await many(db, sql.lock_history, ask, LockChange);
  const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))], today);
  const named = new Map(units.map(({ id, code, name }) => [id, { code, name }]));
  return rows.map(({ s, e, unit_id, ...row }) => ({
    ...row,
    from: s,
    to: addDays(e, -1),
    unit: named.get(unit_id) ?? { code: String(unit_id), name: String(unit_id) },
  }));
}
