// Targets of a year: entered, judged as of a day, figures declared, assessments recorded.
import { z } from 'zod';
import { may } from '#access';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { definitionsOn } from '#measures';
import { Assessed, assessed, measuredFor, Told } from './assess.ts';
import { type By, noted, optional, Source, SourceInput, text, unitNamed, unitWithin, year } from './change.ts';
import { depthOf, doubledCode, endsOf, isLeaf, Part, VERDICTS, type Verdict } from './rule.ts';
import { yearEnd, yearStart } from './state.ts';
import { refuseStale } from './task-write.ts';

const sql = loadSql(import.meta.url, [
  'targets',
  'lock_target',
  'insert_target',
  'update_target',
  'remove_target',
  'clear_target_cooperation',
  'add_target_cooperation',
  'figures_told',
  'insert_verdict',
  'verdicts_of',
  'last_told_of',
  'earlier_targets',
]);

const Named = z.object({ code: z.string(), name: z.string() });
const Row = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  year: z.number(),
  plan_id: z.number().nullable(),
  bundle: z.string(),
  code: z.string(),
  position: z.number(),
  name: z.string(),
  lead_code: z.string(),
  lead_name: z.string(),
  assess_by: z.string().nullable(),
  ...Source,
  rule: Part,
  note: z.string().nullable(),
  edition: z.number(),
  cooperating: z.array(Named),
});
type Row = z.infer<typeof Row>;

export const TargetShown = Row.omit({ rule: true }).extend({
  verdict: z.enum(VERDICTS),
  assessed: Assessed,
  /** The day by which it was to be assessed is over and it could not be. */
  is_assessment_late: z.boolean(),
});
export type TargetShown = z.infer<typeof TargetShown>;

export type TargetsAsk = {
  id?: number | undefined;
  unit_ids?: readonly number[] | null | undefined;
  lead_ids?: readonly number[] | null | undefined;
  year?: number | undefined;
  bundle?: string | undefined;
};

function rows(db: Db, ask: TargetsAsk, scope: Scope): Promise<Row[]> {
  const { id = null, unit_ids = null, lead_ids = null, year: of_year = null, bundle = null } = ask;
  return many(db, sql.targets, { id, unit_ids, lead_ids, year: of_year, bundle, scope: scope.unit_ids }, Row);
}

/** As of which day targets are judged when nobody says: today, and of a past year the last day of which something was declared. */
async function usualDay(db: Db, found: readonly Row[], today: Day): Promise<Day> {
  const last = yearEnd(Math.max(...found.map((row) => row.year)));
  if (today <= last) return today;
  const { day } = await one(db, sql.last_told_of, { ids: found.map((row) => row.id) }, z.object({ day: z.string().nullable() }));
  return day !== null && day < last ? day : last;
}

export type TargetVerdicts = { day: Day; rows: TargetShown[]; counts: Record<Verdict, number> & { total: number } };

/**
 * Targets with their verdicts as of a day, every part with the figure it follows from.
 * @param access units whose targets one may see; figures of measures are those of the target's own unit, whole
 */
export async function targetVerdicts(
  db: Db,
  ask: TargetsAsk & { day?: Day | undefined },
  access: Scope,
  today: Day,
): Promise<TargetVerdicts> {
  const found = await rows(db, ask, access);
  if (found.length === 0) return { day: ask.day ?? today, rows: [], counts: { met: 0, missed: 0, unknown: 0, total: 0 } };
  const day = ask.day ?? (await usualDay(db, found, today));
  // The figure of a target is that of its unit, whoever looks: a verdict that changed with the reader would be none.
  const measured = await measuredFor(db, found, day, { unit_ids: null }, today);
  const told = Map.groupBy(await toldOf(db, found, day), (row) => row.target_id);
  const counts = { met: 0, missed: 0, unknown: 0, total: found.length };
  const shown = found.map(({ rule, ...row }): TargetShown => {
    const judged = assessed({ ...row, rule }, day, measured, told.get(row.id) ?? []);
    counts[judged.verdict] += 1;
    const is_assessment_late = judged.verdict === 'unknown' && row.assess_by !== null && row.assess_by < day;
    return { ...row, verdict: judged.verdict, assessed: judged, is_assessment_late };
  });
  return { day, rows: shown, counts };
}

function toldOf(db: Db, found: readonly Row[], day: Day): Promise<Told[]> {
  return many(db, sql.figures_told, { ids: found.map((row) => row.id), day }, Told);
}

export const Recorded = z.object({
  id: z.number(),
  target_id: z.number(),
  from_on: z.string(),
  to_on: z.string(),
  verdict: z.enum(VERDICTS),
  parts: Assessed,
  reason: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
});
export type Recorded = z.infer<typeof Recorded>;
export const EarlierYear = z.object({ year: z.number(), id: z.number() });

/**
 * A target with what was declared and recorded of it, and the same target of other years.
 * @throws plans.target_not_found
 */
export async function target(
  db: Db,
  id: number,
  day: Day | undefined,
  access: Scope,
  today: Day,
): Promise<{
  day: Day;
  target: TargetShown;
  rule: Part;
  told: Told[];
  recorded: Recorded[];
  years: z.infer<typeof EarlierYear>[];
}> {
  const [row] = await rows(db, { id }, access);
  if (!row) throw new DomainError('plans.target_not_found', 404, { id });
  const { tenant, unit_id, bundle, code, year: of_year, rule } = row;
  // As of the same day as in the list it stands in.
  const beside = await rows(db, { unit_ids: [unit_id], year: of_year }, access);
  const judged = await targetVerdicts(db, { id, day: day ?? (await usualDay(db, beside, today)) }, access, today);
  const [shown] = judged.rows;
  return {
    day: judged.day,
    target: shown as TargetShown,
    rule,
    told: await toldOf(db, [row], '9999-12-31'),
    recorded: await many(db, sql.verdicts_of, { ids: [id] }, Recorded),
    years: await many(db, sql.earlier_targets, { tenant, unit_id, bundle, code, year: of_year }, EarlierYear),
  };
}

export const TargetInput = z.object({
  name: text(2000),
  position: z.int().min(0).max(10_000).default(0),
  lead: text(60),
  cooperating: z.array(text(60)).max(60).default([]),
  assess_by: z.iso.date().nullable().default(null),
  ...SourceInput,
  rule: Part,
  note: optional(2000),
});
export const NewTarget = TargetInput.extend({
  unit: text(60),
  year,
  bundle: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/)
    .default('reform'),
  code: text(20),
});

const Id = z.object({ id: z.number() });

/** @throws plans.rule_code_doubled, plans.rule_too_deep, measures.unknown_measure */
async function refuseRule(db: Db, rule: Part, of: { tenant: number; day: Day }): Promise<void> {
  const doubled = doubledCode(rule);
  if (doubled !== null) throw new DomainError('plans.rule_code_doubled', 422, { code: doubled });
  if (depthOf(rule) > 4) throw new DomainError('plans.rule_too_deep', 422, { most: 4 });
  const definitions = await definitionsOn(db, of.day, of.tenant);
  for (const end of endsOf(rule)) if (isLeaf(end) && end.figure.kind === 'measure') definitions.get(end.figure.measure);
}

/**
 * @throws plans.unit_not_permitted, plans.target_exists, plans.rule_code_doubled, plans.rule_too_deep, plans.other_province, measures.unknown_measure, org.unit_unknown
 */
export async function createTarget(db: Db, input: z.output<typeof NewTarget>, by: By): Promise<number> {
  const day = by.today < yearEnd(input.year) && by.today >= yearStart(input.year) ? by.today : yearEnd(input.year);
  const unit = await unitWithin(db, input.unit, day, by.scope);
  await refuseRule(db, input.rule, { tenant: unit.tenant, day });
  const within = { tenant: unit.tenant, scope: by.scope };
  const lead = await unitNamed(db, input.lead, day, within);
  const { unit: _, lead: __, cooperating, rule, ...said } = input;
  const row = {
    ...said,
    rule: JSON.stringify(rule),
    tenant: unit.tenant,
    unit_id: unit.id,
    lead_unit_id: lead.id,
    plan_id: null,
    at: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  };
  const { id } = await translating({ target_once: { code: 'plans.target_exists', data: { code: input.code } } }, () =>
    one(db, sql.insert_target, row, Id),
  );
  await cooperate(db, { ...within, id }, cooperating, day);
  await noted(db, 'target', { id, tenant: unit.tenant, unit_id: unit.id }, 'add_target', by, { after: input });
  return id;
}

async function cooperate(
  db: Db,
  of: { tenant: number; id: number; scope: Scope },
  codes: readonly string[],
  day: Day,
): Promise<void> {
  const unit_ids: number[] = [];
  for (const code of codes) unit_ids.push((await unitNamed(db, code, day, of)).id);
  if (unit_ids.length > 0) await exec(db, sql.add_target_cooperation, { tenant: of.tenant, target_id: of.id, unit_ids });
}

const Held = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  year: z.number(),
  code: z.string(),
  name: z.string(),
  rule: Part,
  assess_by: z.string().nullable(),
  edition: z.number(),
});

/** The target, locked. @throws plans.target_not_found */
export async function hold(db: Db, id: number, scope: Scope): Promise<z.infer<typeof Held>> {
  const found = await maybeOne(db, sql.lock_target, { id, scope: scope.unit_ids }, Held);
  if (!found) throw new DomainError('plans.target_not_found', 404, { id });
  return found;
}

/** @throws plans.target_not_found, plans.unit_not_permitted */
async function holdOwned(db: Db, id: number, by: By): Promise<z.infer<typeof Held>> {
  const found = await hold(db, id, by.scope);
  if (!may(by.scope, found.unit_id)) throw new DomainError('plans.unit_not_permitted', 403, { id });
  return found;
}

/** @throws plans.target_not_found, plans.unit_not_permitted, plans.changed_meanwhile and those of `createTarget` */
export async function changeTarget(
  db: Db,
  id: number,
  input: z.output<typeof TargetInput> & { reason: string; edition?: number | null },
  by: By,
): Promise<void> {
  const found = await holdOwned(db, id, by);
  refuseStale(found, input.edition ?? null);
  const day = yearEnd(found.year);
  await refuseRule(db, input.rule, { tenant: found.tenant, day });
  const within = { tenant: found.tenant, scope: by.scope };
  const lead = await unitNamed(db, input.lead, day, within);
  const { lead: _, cooperating, rule, reason, edition: __, ...said } = input;
  await exec(db, sql.update_target, { ...said, rule: JSON.stringify(rule), lead_unit_id: lead.id, tenant: found.tenant, id });
  await exec(db, sql.clear_target_cooperation, { tenant: found.tenant, target_id: id });
  await cooperate(db, { ...within, id }, cooperating, day);
  const before = { name: found.name, rule: found.rule, assess_by: found.assess_by };
  await noted(db, 'target', found, 'change_target', by, {
    before,
    after: { ...said, rule, lead: lead.code, cooperating },
    reason,
  });
}

/** @throws plans.target_not_found, plans.unit_not_permitted */
export async function removeTarget(db: Db, id: number, reason: string, by: By): Promise<void> {
  const found = await holdOwned(db, id, by);
  await exec(db, sql.remove_target, { tenant: found.tenant, id, at: by.now, reason });
  await noted(db, 'target', found, 'remove_target', by, { before: { code: found.code, name: found.name }, reason });
}

/**
 * Records the assessment of a target as it stands on a day, with every figure; later changes of figures do not change it.
 * @throws plans.target_not_found, plans.figure_in_the_future, plans.reason_needed when it could not be assessed and nobody says why
 */
export async function recordVerdict(
  db: Db,
  id: number,
  input: { day: Day; reason: string | null },
  by: By,
): Promise<{ id: number; verdict: Verdict }> {
  const found = await hold(db, id, by.scope);
  if (input.day > by.today) throw new DomainError('plans.figure_in_the_future', 422, { to_on: input.day, today: by.today });
  const judged = await targetVerdicts(db, { id, day: input.day }, by.scope, by.today);
  const { verdict, assessed: parts } = judged.rows[0] as TargetShown;
  if (verdict === 'unknown' && input.reason === null) throw new DomainError('plans.reason_needed', 422, {});
  const to_on = input.day < yearEnd(found.year) ? input.day : yearEnd(found.year);
  const row = {
    tenant: found.tenant,
    target_id: id,
    from_on: yearStart(found.year),
    to_on,
    verdict,
    parts: JSON.stringify(parts),
    reason: input.reason,
    at: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  };
  const made = await one(db, sql.insert_verdict, row, Id);
  await noted(db, 'target', found, 'record_verdict', by, { after: { verdict, to_on }, reason: input.reason });
  return { id: made.id, verdict };
}
