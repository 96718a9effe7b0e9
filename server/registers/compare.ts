// A book beside what is there: which rows are new, which say the same, which have the key of an entry and say something else.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { plain } from '#lib/text';
import { columnLetters } from '#lib/xlsx';
import { type Unit, unitsByIds, unitsFor } from '#org';
import type { RegisterDefinition } from './definitions.ts';
import { EntryValues, refuseWriter, windowOf } from './entries.ts';
import { evidenceByNumbers, type Window } from './evidence.ts';
import type { Faults, ReadBook, ReadRow } from './read-book.ts';
import { isSame, naturalKey, stableText, type Values } from './value.ts';

const sql = loadSql(import.meta.url, ['keyed', 'in_days']);

const Keyed = z.object({
  entry_id: z.number(),
  version: z.number(),
  unit_id: z.number(),
  natural_key: z.string(),
  values: EntryValues,
});

export type Use = { evidence_id: number; page: number | null };
export type NewRow = { row: ReadRow; unit: Unit; evidence: Use[] };
export type Conflict = NewRow & { entry_id: number; version: number; before: Values };
export type Compared = { added: NewRow[]; conflicts: Conflict[]; same: number };

export type Target = {
  definition: RegisterDefinition;
  /** At and below it an import may write. */
  unit: Unit;
  /** Who asked reaches the level above the unit. */
  reaches_above: boolean;
  from: Day;
  to: Day;
  sheet: string;
};

/** Units a book may name: by identifier, name or short name. A name that several have is none of them. */
async function unitsOf(db: Db, { unit, to }: Target): Promise<{ by_word: Map<string, Unit | null>; ids: number[] }> {
  const day = lastDayOf(unit, to);
  const ids = await unitsFor(db, { unit_id: unit.id, day, scope: 'all' });
  const by_word = new Map<string, Unit | null>();
  for (const one of await unitsByIds(db, ids, day))
    for (const word of new Set([one.code.toLowerCase(), plain(one.name), plain(one.short_name)]))
      by_word.set(word, by_word.has(word) && by_word.get(word)?.id !== one.id ? null : one);
  return { by_word, ids };
}

function lastDayOf(unit: Unit, to: Day): Day {
  if (unit.died === null || unit.died > to) return to;
  const at = new Date(`${unit.died}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

/**
 * Finds units and evidence of every row, refuses what may not be written, tells new rows from known ones. Adds its faults to those of reading.
 */
export async function compareBook(db: Db, book: ReadBook, target: Target, faults: Faults): Promise<Compared> {
  const { definition } = target;
  const { by_word, ids } = await unitsOf(db, target);
  const scope = { unit_ids: ids };
  const numbers = [...new Set(book.rows.flatMap((row) => row.evidence.map((one) => one.number)))];
  const known = await evidenceByNumbers(db, target.unit.tenant, numbers, scope);
  const above = { unit_ids: target.reaches_above && target.unit.parent_id !== null ? [...ids, target.unit.parent_id] : ids };
  const rows: NewRow[] = [];
  const first_of = new Map<string, number>();
  const refused = new Map<number, string | null>();
  for (const row of book.rows) {
    const told = (column: number, fault: string, data: Record<string, string>) =>
      faults.add({ sheet: target.sheet, cell: `${columnLetters(column)}${row.no}`, fault, field: null, data });
    const unit = row.unit === null ? target.unit : by_word.get(plain(row.unit));
    if (!unit) {
      told(1, unit === null ? 'unit_ambiguous' : 'unit_unknown', {
        text: (row.unit ?? '').slice(0, 80),
        under: target.unit.name,
      });
      continue;
    }
    if (!refused.has(unit.id)) refused.set(unit.id, refusalOf(definition, unit, above));
    const refusal = refused.get(unit.id);
    if (refusal) {
      told(1, refusal, { text: unit.name });
      continue;
    }
    const key = naturalKey(definition.layout, row.values);
    const place = `${unit.id} ${key}`;
    const before = key === null ? undefined : first_of.get(place);
    if (before !== undefined) told(keyColumn(book, definition), 'row_twice', { row: String(before) });
    else first_of.set(place, row.no);
    rows.push({ row, unit, evidence: evidenceFor(row, known, definition, faults, target) });
  }
  // A book with faults is mended first: whether its rows are known is then asked anew.
  if (faults.count > 0) return { added: [], conflicts: [], same: 0 };
  return definition.layout.key.length > 0 ? byKey(db, rows, target) : byContent(db, rows, target, ids);
}

function refusalOf(definition: RegisterDefinition, unit: Unit, scope: { unit_ids: number[] }): string | null {
  try {
    refuseWriter(definition, unit, scope);
    return null;
  } catch (error) {
    return (error as { code: string }).code.replace('registers.', '');
  }
}

function keyColumn(book: ReadBook, { layout }: RegisterDefinition): number {
  return book.columns.findIndex((column) => column.field?.key === layout.key[0]) + 1 || 1;
}

type KnownEvidence = Awaited<ReturnType<typeof evidenceByNumbers>>;

function evidenceFor(
  row: ReadRow,
  known: KnownEvidence,
  definition: RegisterDefinition,
  faults: Faults,
  { sheet }: Target,
): Use[] {
  const on_day = row.values[definition.layout.day_field];
  const window: Window | null = typeof on_day === 'string' ? windowOf(definition, on_day) : null;
  const uses: Use[] = [];
  for (const { number, page, cell } of row.evidence) {
    const found = known.get(number.toLowerCase());
    const told = (fault: string, data: Record<string, string>) =>
      faults.add({ sheet, cell, fault, field: null, data: { number, ...data } });
    if (!found) told('evidence_unknown', {});
    else if (window && found.document_on !== null && (found.document_on < window.from || found.document_on > window.to))
      told('evidence_outside_period', { day: found.document_on, ...window });
    else uses.push({ evidence_id: found.id, page });
  }
  if (definition.layout.evidence.is_needed && row.evidence.length === 0)
    faults.add({ sheet, cell: `A${row.no}`, fault: 'evidence_needed', field: null, data: {} });
  return uses;
}

async function byKey(db: Db, rows: readonly NewRow[], { definition, unit }: Target): Promise<Compared> {
  const keys = rows.map(({ row }) => naturalKey(definition.layout, row.values) as string);
  const unit_ids = rows.map((one) => one.unit.id);
  const there = await many(db, sql.keyed, { tenant: unit.tenant, register: definition.code, unit_ids, keys }, Keyed);
  const by_place = new Map(there.map((one) => [`${one.unit_id} ${one.natural_key}`, one]));
  const compared: Compared = { added: [], conflicts: [], same: 0 };
  for (const [index, one] of rows.entries()) {
    const known = by_place.get(`${one.unit.id} ${keys[index]}`);
    if (!known) compared.added.push(one);
    else if (isSame(known.values, one.row.values)) compared.same += 1;
    else compared.conflicts.push({ ...one, entry_id: known.entry_id, version: known.version, before: known.values });
  }
  return compared;
}

// Without a key a line that says exactly what stands already is taken for the same: the book was sent before.
async function byContent(
  db: Db,
  rows: readonly NewRow[],
  { definition, unit, from, to }: Target,
  unit_ids: number[],
): Promise<Compared> {
  const asked = { tenant: unit.tenant, register: definition.code, unit_ids, from, to };
  const there = await many(db, sql.in_days, asked, z.object({ unit_id: z.number(), values: EntryValues }));
  const known = new Set(there.map((one) => `${one.unit_id} ${stableText(one.values)}`));
  const added = rows.filter((one) => !known.has(`${one.unit.id} ${stableText(one.row.values)}`));
  return { added, conflicts: [], same: rows.length - added.length };
}
