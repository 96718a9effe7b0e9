// Who reports under a regime and to whom: assigned by a superior, else by the kinds of unit the regime names a day for.
import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { tree, UNIT_KINDS, type Unit, unitById, unitOn, unitsByIds } from '#org';
import { PERIOD_KINDS, type RegimeOn, regimeOn } from './regimes.ts';
import type { By } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'assignments',
  'insert_assignment',
  'hold_assignment',
  'end_assignment',
  'assignment_history',
]);

/** `valid_to`: the first day it no longer holds. */
export const Assigned = z.object({
  id: z.number(),
  regime: z.string(),
  by_unit_id: z.number(),
  unit_id: z.number(),
  of_kind: z.string().nullable(),
  except_ids: z.array(z.number()),
  report_to_id: z.number().nullable(),
  kinds: z.array(z.string()),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});
export type Assigned = z.infer<typeof Assigned>;

/** A unit with those it answers to: `line` begins with itself, then the unit above, up to the top. */
export type Placed = { id: number; kind: string; line: readonly number[] };

/**
 * Whether a unit reports, and by which assignment. Where a superior assigned the regime, only what is assigned below it reports; elsewhere every
 * unit of a kind the regime names a day for. An assignment of the unit itself stands before one of its kind, a newer one before an older.
 * @param day last day of the period
 * @param has_rule the regime names a day for units of that kind
 */
export function assignedTo(
  unit: Placed,
  rows: readonly Assigned[],
  ask: { period_kind: string; day: Day; has_rule: boolean },
): { is_assigned: boolean; by: Assigned | null } {
  const above = unit.line.slice(1);
  const governing = rows.filter(
    (row) =>
      row.valid_from <= ask.day &&
      (row.valid_to === null || ask.day < row.valid_to) &&
      (above.includes(row.by_unit_id) || isItself(row, unit)),
  );
  if (governing.length === 0) return { is_assigned: ask.has_rule, by: null };
  const meant = governing
    .filter((row) => isItself(row, unit) || (row.of_kind === unit.kind && above.includes(row.unit_id)))
    .filter((row) => !row.except_ids.includes(unit.id))
    .filter((row) => row.kinds.length === 0 || row.kinds.includes(ask.period_kind))
    .sort((a, b) => Number(isItself(b, unit)) - Number(isItself(a, unit)) || b.id - a.id);
  return { is_assigned: meant.length > 0, by: meant[0] ?? null };
}

const isItself = (row: Assigned, unit: Placed) => row.of_kind === null && row.unit_id === unit.id;

/** Assignments of a province that were in force on some day from `from` to `to`, by regime. */
export async function assignmentsIn(
  db: Db,
  tenant: number,
  span: { from: Day; to: Day },
  regime: string | null = null,
): Promise<Map<string, Assigned[]>> {
  return Map.groupBy(await many(db, sql.assignments, { tenant, ...span, regime }, Assigned), (row) => row.regime);
}

/** Ids of the units above, the next one first. */
export async function unitsAbove(db: Db, unit: Unit, day: Day): Promise<number[]> {
  const found: number[] = [];
  for (let at = unit; at.parent_id !== null && found.length < 8; at = await unitById(db, at.parent_id, day))
    found.push(at.parent_id);
  return found;
}

export type PlacedUnit = Unit & { line: number[]; depth: number };

/** The units of the tree of `day` from `root` down, each with those it answers to. */
export async function placedUnder(db: Db, root: Unit, day: Day): Promise<PlacedUnit[]> {
  const above = await unitsAbove(db, await unitById(db, root.id, day), day);
  const lines = new Map<number, number[]>();
  return (await tree(db, day, root.id)).map(({ children: _, ...unit }) => {
    const parent = unit.parent_id === null ? undefined : lines.get(unit.parent_id);
    const line = [unit.id, ...(parent ?? (unit.id === root.id ? above : []))];
    lines.set(unit.id, line);
    return { ...unit, line };
  });
}

/** Ids of the units of a tree that report under the regime for a period, with the unit each reports to when that is not the one above. */
export async function reportersAmong(
  db: Db,
  regime: RegimeOn,
  units: readonly PlacedUnit[],
  period: { kind: string; e: Day; tenant: number },
): Promise<Map<number, Assigned | null>> {
  const day = addDays(period.e, -1);
  const rows = (await assignmentsIn(db, period.tenant, { from: day, to: day }, regime.code)).get(regime.code) ?? [];
  const found = new Map<number, Assigned | null>();
  for (const unit of units) {
    const has_rule = hasRule(regime, unit.kind);
    const { is_assigned, by } = assignedTo(unit, rows, { period_kind: period.kind, day, has_rule });
    if (is_assigned) found.set(unit.id, by);
  }
  return found;
}

/** The unit a report goes to: the one its assignment names, else the unit above. */
export async function receiverOf(
  db: Db,
  unit: Unit,
  report: { tenant: number; regime: string; kind: string; e: Day },
): Promise<number | null> {
  const day = addDays(report.e, -1);
  const rows = (await assignmentsIn(db, report.tenant, { from: day, to: day }, report.regime)).get(report.regime) ?? [];
  if (rows.length === 0) return unit.parent_id;
  const line = [unit.id, ...(await unitsAbove(db, unit, day))];
  const { by } = assignedTo({ id: unit.id, kind: unit.kind, line }, rows, { period_kind: report.kind, day, has_rule: false });
  return by?.report_to_id ?? unit.parent_id;
}

/** A unit of that kind reports when nobody assigned anything. */
export const hasRule = (regime: RegimeOn, kind: string): boolean =>
  !regime.is_ended && regime.once === null && regime.due[kind as (typeof UNIT_KINDS)[number]] !== undefined;

// ---- what an officer assigns

export const NewAssignment = z.object({
  unit: z.string().max(60),
  of_kind: z.enum(UNIT_KINDS).nullable().default(null),
  except: z.array(z.string().max(60)).max(500).default([]),
  report_to: z.string().max(60).nullable().default(null),
});
export type NewAssignment = z.infer<typeof NewAssignment>;
export type Assign = {
  regime: string;
  /** The unit that assigns; below it what is assigned stands from now on. */
  by_unit: string;
  targets: NewAssignment[];
  kinds: string[];
  valid_from: Day;
  valid_to: Day | null;
  document_number: string | null;
  reason: string | null;
};

/**
 * Assigns a regime to units, many at once; all of them or none.
 * @throws org.unit_unknown, reports.regime_unknown, reports.not_of_regime, reports.no_due_rule, reports.assigned_from_above, reports.assignment_days,
 * reports.nobody_assigned
 */
export async function assign(db: Db, ask: Assign, by: By): Promise<{ ids: number[] }> {
  const above = await unitWithin(db, ask.by_unit, ask.valid_from, by);
  const regime = await regimeOn(db, ask.regime, ask.valid_from, above.tenant);
  if (ask.valid_to !== null && ask.valid_to < ask.valid_from)
    throw new DomainError('reports.assignment_days', 422, { from: ask.valid_from, to: ask.valid_to });
  for (const kind of ask.kinds)
    if (!(regime.periods as string[]).includes(kind))
      throw new DomainError('reports.not_of_regime', 422, { regime: regime.code, kind });
  const placed = new Map((await placedUnder(db, above, ask.valid_from)).map((unit) => [unit.id, unit]));
  const ids: number[] = [];
  for (const target of ask.targets) ids.push(await keepOne(db, { ask, regime, above, placed }, target, by));
  await record(db, {
    tenant: above.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.assign',
    subject_kind: 'report_regime',
    subject_id: regime.code,
    unit_id: above.id,
    after: { ...ask, ids },
    reason: ask.reason,
  });
  return { ids };
}

type Ground = { ask: Assign; regime: RegimeOn; above: Unit; placed: ReadonlyMap<number, PlacedUnit> };

async function keepOne(db: Db, { ask, regime, above, placed }: Ground, target: NewAssignment, by: By): Promise<number> {
  const unit = await below(db, target.unit, ask.valid_from, placed, above);
  const meant =
    target.of_kind === null
      ? [unit]
      : [...placed.values()].filter((one) => one.kind === target.of_kind && one.id !== unit.id && one.line.includes(unit.id));
  if (target.of_kind === null && unit.id === above.id)
    throw new DomainError('reports.assigned_from_above', 422, { unit: above.code });
  const except: number[] = [];
  for (const code of target.except) except.push((await below(db, code, ask.valid_from, placed, above)).id);
  if (meant.filter(({ id }) => !except.includes(id)).length === 0)
    throw new DomainError('reports.nobody_assigned', 422, { unit: unit.code, kind: target.of_kind });
  if (regime.once === null && !regime.due[meant[0]?.kind as (typeof UNIT_KINDS)[number]])
    throw new DomainError('reports.no_due_rule', 422, { regime: regime.code, kind: meant[0]?.kind });
  const report_to = target.report_to === null ? null : await unitOn(db, target.report_to, ask.valid_from);
  const { id } = await one(
    db,
    sql.insert_assignment,
    {
      tenant: above.tenant,
      regime: regime.code,
      by_unit_id: above.id,
      unit_id: unit.id,
      of_kind: target.of_kind,
      except_ids: except,
      report_to_id: report_to?.id ?? null,
      kinds: ask.kinds,
      valid_from: ask.valid_from,
      valid_to: ask.valid_to === null ? null : addDays(ask.valid_to, 1),
      document_number: ask.document_number,
      reason: ask.reason,
      now: by.now,
      by: by.actor.user_id,
      by_name: by.actor.name,
    },
    z.object({ id: z.number() }),
  );
  return id;
}

async function below(db: Db, code: string, day: Day, placed: ReadonlyMap<number, PlacedUnit>, above: Unit): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (!placed.has(unit.id)) throw new DomainError('reports.assigned_from_above', 422, { unit: code, above: above.code });
  return unit;
}

/** A unit in reach, as on a day. Out of reach looks like not there. @throws org.unit_unknown, org.unit_not_on_day */
export async function unitWithin(db: Db, code: string, day: Day, { scope }: Pick<By, 'scope'>): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

/**
 * Ends an assignment: from `on` on it no longer holds; periods whose last day lies before stay as they were.
 * @throws reports.assignment_unknown, reports.assignment_over
 */
export async function endAssignment(db: Db, ask: { id: number; on: Day; reason: string }, by: By): Promise<void> {
  const Row = Assigned.extend({ tenant: z.number(), is_ended: z.boolean() });
  const found = await maybeOne(db, sql.hold_assignment, { id: ask.id, scope: by.scope.unit_ids }, Row);
  if (!found) throw new DomainError('reports.assignment_unknown', 404, { id: ask.id });
  if (found.is_ended || (found.valid_to !== null && found.valid_to <= vietnamDay(by.now)))
    throw new DomainError('reports.assignment_over', 409, { id: ask.id });
  // It keeps its first day at least: an empty span is none.
  const valid_to = ask.on > found.valid_from ? ask.on : addDays(found.valid_from, 1);
  const { tenant, id } = found;
  const ended = { tenant, id, valid_to, reason: ask.reason, now: by.now, by: by.actor.user_id, by_name: by.actor.name };
  await exec(db, sql.end_assignment, ended);
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.end_assignment',
    subject_kind: 'report_regime',
    subject_id: found.regime,
    unit_id: found.by_unit_id,
    before: { id, unit_id: found.unit_id, of_kind: found.of_kind, valid_to: found.valid_to },
    after: { valid_to },
    reason: ask.reason,
  });
}

const UnitNamed = z.object({ code: z.string(), name: z.string() });
export const AssignmentShown = z.object({
  id: z.number(),
  regime: z.string(),
  by_unit: UnitNamed,
  unit: UnitNamed,
  of_kind: z.string().nullable(),
  except: z.array(UnitNamed),
  report_to: UnitNamed.nullable(),
  kinds: z.array(z.enum(PERIOD_KINDS)),
  valid_from: z.string(),
  /** Last day it holds; null: without end. */
  valid_until: z.string().nullable(),
  document_number: z.string().nullable(),
  reason: z.string().nullable(),
  made_at: z.date(),
  made_by_name: z.string(),
  ended_at: z.date().nullable(),
  ended_by_name: z.string().nullable(),
  ended_reason: z.string().nullable(),
});
export type AssignmentShown = z.infer<typeof AssignmentShown>;

/** Every assignment that concerns the units in reach, newest first: what holds, what is to come, what is over. */
export async function assignmentHistory(
  db: Db,
  ask: { regime: string | null; unit_ids: readonly number[] },
  today: Day,
): Promise<AssignmentShown[]> {
  const Row = Assigned.extend(
    AssignmentShown.pick({
      document_number: true,
      reason: true,
      made_at: true,
      made_by_name: true,
      ended_at: true,
      ended_by_name: true,
      ended_reason: true,
    }).shape,
  );
  const rows = await many(db, sql.assignment_history, ask, Row);
  const ids = rows.flatMap((row) => [
    row.by_unit_id,
    row.unit_id,
    ...row.except_ids,
    ...(row.report_to_id === null ? [] : [row.report_to_id]),
  ]);
  const named = new Map((await unitsByIds(db, [...new Set(ids)], today)).map(({ id, code, name }) => [id, { code, name }]));
  const nameOf = (id: number) => named.get(id) ?? { code: String(id), name: String(id) };
  return rows.map(({ by_unit_id, unit_id, except_ids, report_to_id, valid_to, kinds, ...row }) => ({
    ...row,
    by_unit: nameOf(by_unit_id),
    unit: nameOf(unit_id),
    except: except_ids.map(nameOf),
    report_to: report_to_id === null ? null : nameOf(report_to_id),
    kinds: PERIOD_KINDS.filter((kind) => kinds.includes(kind)),
    valid_until: valid_to === null ? null : addDays(valid_to, -1),
  }));
}
