// Declared values: said with a reason and evidence where no record gives them; never changed, only said anew.
import { z } from 'zod';
import { reachOf } from '#access';
import { recordAll } from '#audit';
import { freePeriod } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { compare, rationalOf } from '#lib/rational';
import type { Actor, Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { type Unit, unitForPeriod, unitsFor } from '#org';
import { type Evidence, type EvidenceUse, evidenceOf, linkEvidence } from '#registers';
import { declaredPeriod, heldDeclared, takeDeclaringTurn } from './declare-locks.ts';
import { type Definitions, definitionsOn } from './definitions.ts';
import type { Declared } from './kinds.ts';

const sql = loadSql(import.meta.url, [
  'last_version',
  'insert_declaration',
  'declared_cells',
  'declarations',
  'count_declarations',
]);

export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

export type NewDeclaration = {
  measure: string;
  unit: string;
  from: Day;
  to: Day;
  /** Plain decimal text; null: declared as not available. */
  value: string | null;
  note: string | null;
  /** The version the writer saw; 0: none. */
  version: number;
  evidence?: readonly EvidenceUse[] | undefined;
};

/** Evidence may be dated as long as this before and after the period. */
const EVIDENCE_DAYS = 366;

/** What is wrong with one of the values. */
export type DeclareFault = { index: number; error: DomainError };
export type Declaring = { ids: (number | null)[]; faults: DeclareFault[] };

/**
 * Declares values, all or none. What is said already in the same words is left alone.
 * @param reason why these values, for all of them
 * @throws measures.unknown_measure, measures.not_declared_kind, measures.not_a_number, measures.out_of_range, measures.too_many_decimals,
 * measures.declared_in_future, measures.declared_meanwhile, measures.declaration_held, org.unit_unknown, org.unit_not_on_day,
 * registers.evidence_…; each with `index`
 */
export async function declare(
  db: Db,
  cells: readonly NewDeclaration[],
  reason: string,
  by: By,
): Promise<{ ids: number[]; unchanged: number }> {
  const { ids, faults } = await declareEach(
    db,
    cells.map((cell) => ({ ...cell, reason })),
    by,
  );
  const [fault] = faults;
  if (fault) throw new DomainError(fault.error.code, fault.error.status, { ...fault.error.data, index: fault.index });
  const said = ids.filter((id) => id !== null);
  return { ids: said, unchanged: ids.length - said.length };
}

/**
 * {@link declare} that tells every fault instead of the first. Where there are faults the caller must give the transaction up: the rest is
 * written already. `ids` in the order of the cells, null: nothing changed.
 */
export async function declareEach(db: Db, cells: readonly (NewDeclaration & { reason: string })[], by: By): Promise<Declaring> {
  const places = new Map<string, Place>();
  const ids: (number | null)[] = [];
  const faults: DeclareFault[] = [];
  const changes: Parameters<typeof recordAll>[1][number][] = [];
  for (const [index, cell] of cells.entries()) {
    try {
      const place = await placeFor(db, cell, places, by.scope);
      const measure = declaredMeasure(place.definitions, cell.measure);
      refuseValue(measure, cell.value);
      const done = await declareOne(db, { ...place, measure, cell, reason: cell.reason }, by);
      ids.push(done?.id ?? null);
      if (done) changes.push(done.change);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      ids.push(null);
      faults.push({ index, error });
    }
  }
  if (faults.length === 0) await recordAll(db, changes);
  return { ids, faults };
}

type Place = { unit: Unit; definitions: Definitions; heldBy: Awaited<ReturnType<typeof heldDeclared>> };

/** Where a cell belongs, found once for all that lie there; the first of a province takes its turn. */
async function placeFor(db: Db, cell: NewDeclaration, places: Map<string, Place>, scope: Scope): Promise<Place> {
  const key = `${cell.unit} ${cell.from} ${cell.to}`;
  const known = places.get(key);
  if (known) return known;
  const { unit, definitions } = await placeOf(db, cell, scope);
  if (![...places.values()].some((place) => place.unit.tenant === unit.tenant)) await takeDeclaringTurn(db, unit.tenant);
  const place = { unit, definitions, heldBy: await heldDeclared(db, { unit_id: unit.id, days: [cell.to] }, scope) };
  places.set(key, place);
  return place;
}

async function placeOf(db: Db, cell: NewDeclaration, scope: Scope) {
  freePeriod(cell.from, cell.to);
  const { unit } = await unitForPeriod(db, cell.unit, cell.from, cell.to);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: cell.unit });
  return { unit, definitions: await definitionsOn(db, cell.to, unit.tenant) };
}

/** @throws measures.unknown_measure, measures.not_declared_kind */
function declaredMeasure(definitions: Definitions, name: string): Declared {
  const definition = definitions.get(name);
  if (definition.kind !== 'declared')
    throw new DomainError('measures.not_declared_kind', 422, { measure: name, label: definition.label_vi });
  return definition;
}

const PLAIN = /^-?\d{1,18}(\.\d{1,9})?$/;

function refuseValue(measure: Declared, value: string | null): void {
  if (value === null) return;
  const said = { measure: measure.name, label: measure.label_vi, value };
  if (!PLAIN.test(value)) throw new DomainError('measures.not_a_number', 422, said);
  const decimals = value.split('.')[1]?.length ?? 0;
  if (decimals > measure.decimals) throw new DomainError('measures.too_many_decimals', 422, { ...said, most: measure.decimals });
  const exact = rationalOf(value);
  const least = measure.least ?? null;
  const most = measure.most ?? null;
  if ((least !== null && compare(exact, rationalOf(least)) < 0) || (most !== null && compare(exact, rationalOf(most)) > 0))
    throw new DomainError('measures.out_of_range', 422, { ...said, least, most });
}

type One = Place & { measure: Declared; cell: NewDeclaration; reason: string };

/** @returns null when the same is said already */
async function declareOne(db: Db, { unit, measure, cell, reason, heldBy }: One, by: By) {
  if (cell.to > vietnamDay(by.now)) throw new DomainError('measures.declared_in_future', 422, { to: cell.to });
  const { s, e } = declaredPeriod(measure, cell.from, cell.to);
  const of = { measure: measure.name, unit_id: unit.id, s, e };
  const Last = z.object({ version: z.int(), value: z.string().nullable(), note: z.string().nullable() });
  const last = await maybeOne(db, sql.last_version, { ...of, scope: by.scope.unit_ids }, Last);
  const evidence = cell.evidence ?? [];
  if (last && same(last.value, cell.value) && last.note === cell.note && evidence.length === 0) return null;
  if ((last?.version ?? 0) !== cell.version)
    throw new DomainError('measures.declared_meanwhile', 409, {
      label: measure.label_vi,
      unit: unit.name,
      value: last?.value ?? null,
    });
  const held_by = heldBy(measure.name, { s, e });
  if (held_by !== null) throw new DomainError('measures.declaration_held', 409, { label: measure.label_vi, held_by });
  const version = cell.version + 1;
  const row = {
    ...of,
    tenant: unit.tenant,
    version,
    value: cell.value,
    decimals: cell.value?.split('.')[1]?.length ?? 0,
    note: cell.note,
    reason,
    declared_by: by.actor.user_id,
    declared_by_name: by.actor.name,
    now: by.now,
  };
  const { id } = await one(db, sql.insert_declaration, row, z.object({ id: z.number() }));
  const window = { from: addDays(s, -EVIDENCE_DAYS), to: addDays(e, EVIDENCE_DAYS) };
  for (const use of evidence)
    await linkEvidence(db, { ...by, scope: reachOf(by.scope) }, { ...use, subject_kind: 'declaration', subject_id: id, window });
  const change = {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'measures.declare',
    subject_kind: 'declaration',
    subject_id: id,
    unit_id: unit.id,
    before: last && { value: last.value, note: last.note },
    after: { measure: measure.name, s, e, version, value: cell.value, note: cell.note },
    reason,
  };
  return { id, change };
}

function same(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : compare(rationalOf(a), rationalOf(b)) === 0;
}

const CellRow = z.object({
  measure: z.string(),
  unit_id: z.int(),
  unit_code: z.string(),
  id: z.number(),
  s: z.string(),
  e: z.string(),
  version: z.int(),
  value: z.string().nullable(),
  decimals: z.int(),
  note: z.string().nullable(),
  reason: z.string(),
  declared_by_name: z.string(),
  declared_at: z.date(),
});

export const DeclaredCell = CellRow.omit({ unit_id: true, s: true, e: true, decimals: true }).extend({
  evidence: z.number(),
  /** First and last day of what it was declared for. */
  from: z.string(),
  to: z.string(),
});

/** What is declared for a period at these units and measures, each with its version and number of pieces of evidence. */
export async function declaredGrid(
  db: Db,
  ask: { unit_ids: readonly number[]; measures: readonly Declared[]; from: Day; to: Day },
  scope: Scope,
): Promise<z.infer<typeof DeclaredCell>[]> {
  const bounds = { s: ask.from, e: addDays(ask.to, 1) };
  const params = {
    names: ask.measures.map((measure) => measure.name),
    times: ask.measures.map((measure) => measure.time),
    ...bounds,
    unit_ids: ask.unit_ids,
    scope: scope.unit_ids,
  };
  const rows = await many(db, sql.declared_cells, params, CellRow);
  const proofs = await proofsOf(
    db,
    rows.map((row) => row.id),
    scope,
  );
  return rows.map(({ unit_id: _, s, e, decimals: __, ...row }) => ({
    ...row,
    from: s,
    to: addDays(e, -1),
    evidence: proofs.get(row.id)?.length ?? 0,
  }));
}

async function proofsOf(db: Db, ids: readonly number[], scope: Scope): Promise<Map<number, Evidence[]>> {
  if (ids.length === 0) return new Map();
  const found = await evidenceOf(db, 'declaration', ids, scope);
  return new Map(ids.map((id) => [id, found.get(String(id)) ?? []]));
}

const HistoryRow = CellRow.extend({ unit_name: z.string(), is_current: z.boolean() });

export const DeclarationOut = HistoryRow.omit({ unit_id: true, s: true, e: true }).extend({
  label_vi: z.string(),
  label_en: z.string(),
  unit_vi: z.string(),
  from: z.string(),
  to: z.string(),
  evidence: z.array(
    z.object({
      evidence_id: z.number(),
      title: z.string(),
      document_number: z.string().nullable(),
      document_on: z.string().nullable(),
      page: z.number().nullable(),
      quote: z.string().nullable(),
    }),
  ),
});

export type HistoryAsk = {
  unit: string;
  /** Whose tree says what lies below the unit. */
  day: Day;
  measure?: string | undefined;
  /** Only of the period that ends here. */
  to?: Day | undefined;
  ids?: readonly number[] | undefined;
  page: number;
  page_size: number;
};

/** Everything that was declared at a unit and below it, newest first, each with its evidence. */
export async function declarations(db: Db, ask: HistoryAsk, scope: Scope) {
  const { day } = ask;
  const { unit, day: tree_day } = await unitForPeriod(db, ask.unit, day, day);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const unit_ids = await unitsFor(db, { unit_id: unit.id, day: tree_day, scope: 'all' });
  const params = {
    scope: scope.unit_ids,
    unit_ids,
    measure: ask.measure ?? null,
    e: ask.to === undefined ? null : addDays(ask.to, 1),
    ids: ask.ids ?? null,
  };
  const rows = await many(
    db,
    sql.declarations,
    { ...params, most: ask.page_size, skipped: (ask.page - 1) * ask.page_size },
    HistoryRow,
  );
  const { total } = await one(db, sql.count_declarations, params, z.object({ total: z.int() }));
  return { total, rows: await shownDeclarations(db, rows, await definitionsOn(db, day, unit.tenant), scope) };
}

/** Declarations by their ids, newest first, whatever the tree; those out of scope are left out. */
export async function declarationRows(db: Db, tenant: number, ids: readonly number[], scope: Scope) {
  const params = { scope: scope.unit_ids, unit_ids: null, measure: null, e: null, ids, most: ids.length, skipped: 0 };
  const rows = ids.length === 0 ? [] : await many(db, sql.declarations, params, HistoryRow);
  const last = rows.reduce((latest, { e }) => (e > latest ? e : latest), '0001-01-02');
  return rows.length === 0 ? [] : shownDeclarations(db, rows, await definitionsOn(db, addDays(last, -1), tenant), scope);
}

async function shownDeclarations(db: Db, rows: readonly z.infer<typeof HistoryRow>[], definitions: Definitions, scope: Scope) {
  const proofs = await proofsOf(
    db,
    rows.map((row) => row.id),
    scope,
  );
  return rows.map(({ unit_id: _, s, e, ...row }) => ({
    ...row,
    ...wordsOf(definitions, row.measure),
    from: s,
    to: addDays(e, -1),
    evidence: (proofs.get(row.id) ?? []).map(({ evidence_id, title, document_number, document_on, page, quote }) => ({
      evidence_id,
      title,
      document_number,
      document_on,
      page,
      quote,
    })),
  }));
}

function wordsOf(definitions: Definitions, name: string) {
  const known = definitions.version(name)?.definition;
  return { label_vi: known?.label_vi ?? name, label_en: known?.label_en ?? name, unit_vi: known?.unit ?? '' };
}
