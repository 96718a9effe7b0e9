// What is kept about a filled form of a unit and a period.
import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day } from '#lib/day';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, one } from '#lib/sql';

const sql = loadSql(import.meta.url, [
  'filings',
  'filings_of_units',
  'insert_filing',
  'remarks',
  'insert_remark',
  'explanations',
  'insert_explanation',
]);

export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

/** A form of a unit for `from` to `to`, both included. */
export type Place = { form: string; unit: { id: number; tenant: number }; from: Day; to: Day };

const keyOf = ({ form, unit, from, to }: Place) => ({ form, unit_id: unit.id, s: from, e: addDays(to, 1) });
const who = (by: By) => ({ now: by.now, by_id: by.actor.user_id, by_name: by.actor.name });

export const Counts = z.object({ inputs: z.int(), declared: z.int(), missing: z.int(), failed: z.int(), explained: z.int() });
export type Counts = z.infer<typeof Counts>;

export const Filing = z.object({
  seq: z.int(),
  kind: z.enum(['completed', 'reopened']),
  reason: z.string().nullable(),
  counts: Counts.nullable(),
  at: z.date(),
  by_name: z.string(),
});
export type Filing = z.infer<typeof Filing>;

/** Oldest first; the last one says whether the form is complete. */
export function filingsOf(db: Db, place: Place, scope: Scope): Promise<Filing[]> {
  return many(db, sql.filings, { ...keyOf(place), scope: scope.unit_ids }, Filing);
}

const FilingOfUnit = Filing.pick({ kind: true, at: true, by_name: true, counts: true }).extend({ unit_id: z.int() });

/** The last word on a form of each of these units, by unit. */
export async function filingsOfUnits(
  db: Db,
  of: { form: string; unit_ids: readonly number[]; from: Day; to: Day },
  scope: Scope,
): Promise<Map<number, z.infer<typeof FilingOfUnit>>> {
  const params = { form: of.form, unit_ids: of.unit_ids, s: of.from, e: addDays(of.to, 1), scope: scope.unit_ids };
  const rows = await many(db, sql.filings_of_units, params, FilingOfUnit);
  return new Map(rows.map((row) => [row.unit_id, row]));
}

export async function addFiling(
  db: Db,
  place: Place,
  filing: { seq: number; kind: Filing['kind']; reason: string | null; counts: Counts | null },
  by: By,
): Promise<void> {
  const { counts, ...said } = filing;
  await exec(db, sql.insert_filing, {
    ...keyOf(place),
    ...said,
    ...who(by),
    tenant: place.unit.tenant,
    counts: counts && JSON.stringify(counts),
  });
  await auditForm(db, place, by, filing.kind === 'completed' ? 'forms.complete' : 'forms.reopen', { counts }, filing.reason);
}

export const Remark = z.object({
  id: z.number(),
  cell: z.string(),
  kind: z.enum(['comment', 'flagged', 'unflagged']),
  words: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
});
export type Remark = z.infer<typeof Remark>;

export function remarksOf(db: Db, place: Place, scope: Scope, cell: string | null = null): Promise<Remark[]> {
  return many(db, sql.remarks, { ...keyOf(place), cell, scope: scope.unit_ids }, Remark);
}

export async function addRemark(
  db: Db,
  place: Place,
  remark: { cell: string; kind: Remark['kind']; words: string | null },
  by: By,
): Promise<{ id: number }> {
  const row = { ...keyOf(place), ...remark, ...who(by), tenant: place.unit.tenant };
  const made = await one(db, sql.insert_remark, row, z.object({ id: z.number() }));
  await auditForm(db, place, by, `forms.${remark.kind}`, { cell: remark.cell, words: remark.words }, null);
  return made;
}

export const Explanation = z.object({
  id: z.number(),
  rule: z.string(),
  fault: z.string(),
  words: z.string(),
  at: z.date(),
  by_name: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

export function explanationsOf(db: Db, place: Place, scope: Scope): Promise<Explanation[]> {
  return many(db, sql.explanations, { ...keyOf(place), scope: scope.unit_ids }, Explanation);
}

export async function addExplanation(
  db: Db,
  place: Place,
  said: { rule: string; fault: string; words: string },
  by: By,
): Promise<{ id: number }> {
  const row = { ...keyOf(place), ...said, ...who(by), tenant: place.unit.tenant };
  const made = await one(db, sql.insert_explanation, row, z.object({ id: z.number() }));
  await auditForm(db, place, by, 'forms.explain', { rule: said.rule, fault: said.fault }, said.words);
  return made;
}

function auditForm(db: Db, place: Place, by: By, action: string, more: object, reason: string | null): Promise<void> {
  const { form, unit, from, to } = place;
  return record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'form',
    subject_id: `${form} ${from} ${to}`,
    unit_id: unit.id,
    after: { form, from, to, ...more },
    reason,
  });
}
