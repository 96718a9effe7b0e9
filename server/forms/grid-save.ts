// Filling the cells of a form: all of what is sent or none of it, with every fault by its cell; completing it, and what is said of its cells.
import { reachOf } from '#access';
import { type Day, dayVi, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { compare, rationalOf } from '#lib/rational';
import type { Db } from '#lib/sql';
import { type DeclaredOver, declareEach, holdDeclared, type NewDeclaration, releaseDeclared, takeDeclaringTurn } from '#measures';
import { type Evidence, type EvidenceUse, evidenceOf } from '#registers';
import { type Filled, grid, gridGround } from './grid.ts';
import { addExplanation, addFiling, addRemark, type By, type Counts, filingsOf } from './grid-facts.ts';
import { declaredNow, type Input } from './grid-inputs.ts';

export type CellSaid = {
  key: string;
  /** Of another unit or period than the rest: the grid of periods sends those of many. */
  unit: string;
  from: Day;
  to: Day;
  /** A plain decimal number, words where the cell takes words; null or '': no value. */
  value: string | null;
  note?: string | null | undefined;
  /** The version the writer saw; 0: none. */
  version: number;
  reason?: string | null | undefined;
  evidence?: readonly EvidenceUse[] | undefined;
};

export type CellFault = {
  key: string;
  unit: string;
  from: Day;
  to: Day;
  code: string | null;
  label: string;
  error: string;
  data: object;
};

/** What one typed a moment ago may be put right without saying why. */
const FRESH_MINUTES = 15;

type Ground = Omit<Filled, 'rows' | 'checks' | 'ask'> & { said: Map<string, DeclaredOver>; proofs: Map<string, Evidence[]> };

/**
 * Declares cells of a form. A value that stood there already wants a reason, unless the same person typed it a quarter of an hour ago or less.
 * @throws forms.cells_refused with every fault and its cell; nothing is kept then. org.unit_unknown, forms.unknown
 */
export async function saveCells(
  db: Db,
  form: string,
  cells: readonly CellSaid[],
  by: By,
): Promise<{ saved: number; unchanged: number; versions: number[] }> {
  const grounds = new Map<string, Ground>();
  const faults: { at: number; error: DomainError }[] = [];
  const wanted: { at: number; cell: NewDeclaration & { reason: string } }[] = [];
  for (const [at, cell] of cells.entries()) {
    const ground = await groundOf(db, form, cell, grounds, by);
    try {
      wanted.push({ at, cell: declarationOf(ground, cell, by) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push({ at, error });
    }
  }
  const { ids, faults: refused } = await declareEach(
    db,
    wanted.map(({ cell }) => cell),
    by,
  );
  for (const { index, error } of refused) faults.push({ at: wanted[index]?.at ?? 0, error });
  if (faults.length > 0) {
    faults.sort((a, b) => a.at - b.at);
    throw new DomainError('forms.cells_refused', 422, {
      count: faults.length,
      faults: faults.map(({ at, error }) => shownFault(cells[at] as CellSaid, grounds, error)),
    });
  }
  const saved = ids.filter((id) => id !== null).length;
  // Without a fault there is an id for every cell, in their order.
  const versions = cells.map(({ version }, at) => (ids[at] == null ? version : version + 1));
  return { saved, unchanged: ids.length - saved, versions };
}

async function groundOf(db: Db, form: string, cell: CellSaid, grounds: Map<string, Ground>, by: By): Promise<Ground> {
  const key = placeKey(cell);
  const known = grounds.get(key);
  if (known) return known;
  const ground = await gridGround(db, { form, unit: cell.unit, from: cell.from, to: cell.to }, by.scope);
  const said = await declaredNow(db, ground.unit.id, ground.inputs.values(), by.scope);
  const ids = [...said.values()].map((row) => row.id);
  const made = { ...ground, said, proofs: await evidenceOf(db, 'declaration', ids, reachOf(by.scope)) };
  grounds.set(key, made);
  return made;
}

const placeKey = ({ unit, from, to }: Pick<CellSaid, 'unit' | 'from' | 'to'>) => `${unit} ${from} ${to}`;

function declarationOf(ground: Ground, cell: CellSaid, by: By): NewDeclaration & { reason: string } {
  const input = ground.inputs.get(cell.key);
  if (!input) throw new DomainError('forms.cell_not_declared', 422, { cell: cell.key });
  const last = ground.said.get(cell.key);
  const { value, note } = saidOf(input, cell, last);
  const reason = reasonOf(cell, { value, note }, last, by);
  if (reason === null) throw new DomainError('forms.reason_needed', 422, { was: last?.value ?? last?.note ?? null });
  return {
    measure: input.measure.name,
    unit: ground.unit.code,
    from: input.from,
    to: input.to,
    value,
    note,
    version: cell.version,
    evidence: cell.evidence ?? (isSaid({ value, note }, last) ? [] : proofsOf(ground, last)),
    reason: reason || `Nhập biểu ${ground.form.layout.official_code}`,
  };
}

/** What proved the value that stood there goes on proving what is put right; it can be taken off by its reason. */
function proofsOf({ proofs }: Ground, last: DeclaredOver | undefined): EvidenceUse[] {
  const found = last ? (proofs.get(String(last.id)) ?? []) : [];
  return found.map(({ evidence_id, page, quote }) => ({ evidence_id, page, quote }));
}

type Said = { value: string | null; note: string | null };

function isSaid(now: Said, last: DeclaredOver | undefined): boolean {
  return last !== undefined && isSame(now.value, last.value) && now.note === last.note;
}

/** Words are kept as the note of a value that is not a number. */
function saidOf(
  { measure }: Input,
  cell: CellSaid,
  last: DeclaredOver | undefined,
): { value: string | null; note: string | null } {
  const typed = cell.value?.trim() || null;
  if (measure.unit === 'words') return { value: null, note: typed };
  return { value: typed && plainNumber(typed), note: (cell.note === undefined ? last?.note : cell.note?.trim()) || null };
}

/** As people here write it: `1.234,5` and `3,5` are `1234.5` and `3.5`. Without a comma it is a plain decimal; what is no number stays as it is. */
function plainNumber(typed: string): string {
  return /^-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/.test(typed) ? typed.replaceAll('.', '').replace(',', '.') : typed;
}

/** @returns '' where none is needed, null where one is missing */
function reasonOf(cell: CellSaid, now: Said, last: DeclaredOver | undefined, by: By): string | null {
  const given = cell.reason?.trim();
  if (given) return given;
  if (!last || (last.value === null && last.note === null)) return '';
  if (isSaid(now, last)) return '';
  const minutes = (by.now.getTime() - last.declared_at.getTime()) / 60_000;
  return last.declared_by !== null && last.declared_by === by.actor.user_id && minutes <= FRESH_MINUTES
    ? 'Sửa lại ngay khi nhập'
    : null;
}

const NUMBER = /^-?\d{1,18}(\.\d{1,9})?$/;

function isSame(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return NUMBER.test(a) && compare(rationalOf(a), rationalOf(b)) === 0;
}

function shownFault(cell: CellSaid, grounds: ReadonlyMap<string, Ground>, error: DomainError): CellFault {
  const row = grounds.get(placeKey(cell))?.form.layout.rows.find((one) => one.key === cell.key);
  const { key, unit, from, to, value } = cell;
  return {
    key,
    unit,
    from,
    to,
    code: row?.code ?? null,
    label: row?.label_vi ?? key,
    error: error.code,
    data: { ...error.data, value: error.data.value ?? value },
  };
}

export type FormPlace = { form: string; unit: string; from: Day; to: Day; today: Day };

const heldBy = (official_code: string, { from, to }: { from: Day; to: Day }) =>
  `Biểu ${official_code} từ ${dayVi(from)} đến ${dayVi(to)} đã hoàn thành`;

/**
 * Says that a form of a unit and a period is complete; its declared cells are held still until it is opened again. One with empty cells or rules that
 * fail is complete only with the reason why.
 * @throws forms.already_complete, forms.period_not_over, forms.failures_unexplained, forms.completion_reason_needed, and what `grid` throws
 */
export async function complete(db: Db, ask: FormPlace, reason: string | null, by: By): Promise<{ counts: Counts }> {
  const { place, inputs, form, unit } = await gridGround(db, ask, by.scope);
  await takeDeclaringTurn(db, unit.tenant);
  const filings = await filingsOf(db, place, by.scope);
  if (filings.at(-1)?.kind === 'completed') throw new DomainError('forms.already_complete', 409, { form: form.code });
  if (ask.to > vietnamDay(by.now)) throw new DomainError('forms.period_not_over', 409, { to: ask.to });
  const { counts, findings, rows } = await grid(db, ask, reachOf(by.scope));
  const open = findings.filter((one) => one.state === 'failed' && one.importance === 'high' && one.explanation === null);
  if (open.length > 0)
    throw new DomainError('forms.failures_unexplained', 409, {
      count: open.length,
      rules: open.map((one) => one.label_vi).join('; '),
    });
  const empty = rows.filter((row) => row.input !== null && row.state === 'missing').length;
  const failed = findings.filter((one) => one.state === 'failed' && one.explanation === null).length;
  if (reason === null && empty + failed > 0) throw new DomainError('forms.completion_reason_needed', 422, { empty, failed });
  const held_by = heldBy(form.layout.official_code, ask);
  await holdDeclared(db, { unit, wanted: [...inputs.values()], held_by }, by.now);
  await addFiling(db, place, { seq: (filings.at(-1)?.seq ?? 0) + 1, kind: 'completed', reason, counts }, by);
  return { counts };
}

/** Opens a complete form again. @throws forms.not_complete */
export async function reopen(db: Db, ask: Omit<FormPlace, 'today'>, reason: string, by: By): Promise<void> {
  const { place, form, unit } = await gridGround(db, ask, by.scope);
  await takeDeclaringTurn(db, unit.tenant);
  const last = (await filingsOf(db, place, by.scope)).at(-1);
  if (last?.kind !== 'completed') throw new DomainError('forms.not_complete', 409, { form: form.code });
  await releaseDeclared(db, { unit_id: unit.id, to: ask.to, held_by: heldBy(form.layout.official_code, ask) }, by.scope);
  await addFiling(db, place, { seq: last.seq + 1, kind: 'reopened', reason, counts: null }, by);
}

/** Says something of a cell, or whether somebody must follow it up. @throws forms.no_such_cell */
export async function remark(
  db: Db,
  ask: Omit<FormPlace, 'today'>,
  said: { cell: string; kind: 'comment' | 'flagged' | 'unflagged'; words: string | null },
  by: By,
): Promise<{ id: number }> {
  const { place, form } = await gridGround(db, ask, by.scope);
  if (form.layout.rows.find((row) => row.key === said.cell)?.is_heading !== false)
    throw new DomainError('forms.no_such_cell', 404, { cell: said.cell });
  return addRemark(db, place, said, by);
}

/** Why a rule that fails with these very figures does not hinder the form. @throws forms.not_failing */
export async function explain(db: Db, ask: FormPlace, said: { rule: string; words: string }, by: By): Promise<{ id: number }> {
  const { place } = await gridGround(db, ask, by.scope);
  const { findings } = await grid(db, ask, reachOf(by.scope));
  const found = findings.find((one) => one.rule === said.rule && one.state === 'failed');
  if (!found) throw new DomainError('forms.not_failing', 409, { rule: said.rule });
  return addExplanation(db, place, { rule: said.rule, fault: found.fault, words: said.words }, by);
}
