// Values of measures of every kind, for a unit or for many at once: few statements, however many units and measures.
import { addDays, type Day } from '#lib/day';
import { divide, multiply, type Rational, whole } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { certifiedCells } from './certified.ts';
import { declaredCells } from './declared.ts';
import type { Count, Definition, Ratio } from './definition.ts';
import { type Definitions, definitionsOn, partsOf } from './definitions.ts';
import { NOTHING } from './digest.ts';
import { entriesCells } from './entries.ts';
import { evaluate, parseExpression } from './expression.ts';
import { countsByUnit, summed, without } from './figures.ts';
import { type Frame, type FrameAsk, frameOf, perRow, type Rows } from './frame.ts';
import { madeOf } from './kinds.ts';
import { type Cell, shownValue, type Value } from './value.ts';

export type ValuesAsk = FrameAsk & {
  measures: readonly string[];
  /** Digests of dossiers cost a third more; without them `digest` is null there. */
  digest?: boolean | undefined;
};

/** Cells of one measure by row. */
export type Cells = Map<number, Cell>;

/**
 * Values of a unit over `from` to `to`, both included.
 * @param access units whose records the asker may see; `unit_ids` null = the product itself
 * @throws org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates, measures.unknown_measure
 */
export async function valuesOf(db: Db, ask: ValuesAsk, access: Scope): Promise<Record<string, Value>> {
  const { frame, values } = await tableOf(db, { digest: true, ...ask }, 'one', access);
  return values(frame.unit.id);
}

/**
 * Values of many units at once, by unit code: those just below `unit`, its whole tree with itself, or units by code. Every unit's value is
 * that of all it holds (`scope` all), also where the units of the table lie below each other.
 * @throws what `valuesOf` throws
 */
export async function valuesByUnit(
  db: Db,
  ask: ValuesAsk & { units: Exclude<Rows, 'one'> },
  access: Scope,
): Promise<Map<string, Record<string, Value>>> {
  const { frame, values } = await tableOf(db, ask, ask.units, access);
  return new Map(frame.rows.map((row) => [row.code, values(row.id)]));
}

/** Values of one measure over several periods, in their order. @throws what `valuesOf` throws */
export async function seriesOf(
  db: Db,
  ask: Omit<ValuesAsk, 'measures' | 'from' | 'to'> & { measure: string; periods: readonly { from: Day; to: Day }[] },
  access: Scope,
): Promise<{ from: Day; to: Day; value: Value }[]> {
  const { measure, periods, ...rest } = ask;
  const found: { from: Day; to: Day; value: Value }[] = [];
  for (const { from, to } of periods) {
    const values = await valuesOf(db, { ...rest, from, to, measures: [measure] }, access);
    found.push({ from, to, value: values[measure] as Value });
  }
  return found;
}

export type Table = { frame: Frame; definitions: Definitions; values: (row: number) => Record<string, Value> };

/** The values behind every face above, with what they were computed from. */
export async function tableOf(db: Db, ask: ValuesAsk, rows: Rows, access: Scope): Promise<Table> {
  const frame = await frameOf(db, ask, rows, access);
  const definitions = await definitionsOn(db, addDays(frame.bounds.e, -1), frame.tenant);
  return { frame, definitions, values: await computed(db, frame, definitions, ask) };
}

/** Values in a frame that is known, by definitions that are known. */
export async function computed(
  db: Db,
  frame: Frame,
  definitions: Definitions,
  ask: { measures: readonly string[]; digest?: boolean | undefined },
): Promise<Table['values']> {
  const digest = ask.digest ? 'all' : 'no_dossiers';
  const [values] = await computedOver(db, [{ frame, measures: ask.measures }], definitions, digest);
  return values as Table['values'];
}

/**
 * Values in several frames of one question, what registers give read once for all of them.
 * @param digest of every figure, of all but those of dossiers (a third more of the time), of none
 */
export async function computedOver(
  db: Db,
  asked: readonly { frame: Frame; measures: readonly string[] }[],
  definitions: Definitions,
  digest: 'all' | 'no_dossiers' | 'none',
): Promise<Table['values'][]> {
  const needed = asked.map(({ measures }) => definitions.needed(measures));
  const of_entries = asked.map(({ frame }, at) => ({ frame, measures: ofKind(needed[at] ?? [], 'entries') }));
  const entries = await entriesCells(db, of_entries, digest !== 'none');
  const found: Table['values'][] = [];
  for (const [at, { frame, measures }] of asked.entries()) {
    const cells = await cellsOf(db, frame, definitions, needed[at] ?? [], entries[at] ?? new Map(), digest === 'all');
    const wanted = measures.map((name) => definitions.get(name));
    found.push((row) =>
      Object.fromEntries(wanted.map((one) => [one.name, shownValue(one, cells.get(one.name)?.get(row) as Cell)])),
    );
  }
  return found;
}

const ofKind = <K extends Definition['kind']>(all: readonly Definition[], kind: K) =>
  all.filter((one): one is Extract<Definition, { kind: K }> => one.kind === kind);

async function cellsOf(
  db: Db,
  frame: Frame,
  definitions: Definitions,
  needed: readonly Definition[],
  entries: ReadonlyMap<string, Cells>,
  digest: boolean,
): Promise<Map<string, Cells>> {
  const found = new Map<string, Cells>(entries);
  const keep = (more: ReadonlyMap<string, Cells>) => {
    for (const [name, cells] of more) found.set(name, cells);
  };
  keep(await dossierCells(db, frame, definitions, [...ofKind(needed, 'count'), ...ofKind(needed, 'ratio')], digest));
  keep(await declaredCells(db, frame, ofKind(needed, 'declared')));
  keep(await certifiedCells(db, frame, ofKind(needed, 'certifications')));
  // What is made of others stands after them.
  for (const one of needed) {
    if (one.kind !== 'share' && one.kind !== 'expression') continue;
    const parts = new Map(madeOf(one).map((name) => [name, found.get(name) as Cells]));
    const part = (name: string, row: number) => parts.get(name)?.get(row)?.exact ?? null;
    found.set(
      one.name,
      new Map(
        frame.rows.map(({ id }): [number, Cell] => [
          id,
          withNote(
            parts,
            id,
            one.kind === 'share'
              ? shareCell(part(one.numerator, id), part(one.denominator, id), one.factor)
              : expressionCell(one.expression, madeOf(one), (name) => part(name, id)),
          ),
        ]),
      ),
    );
  }
  return found;
}

/** A note on one of the parts is a note on what is made of them. */
function withNote(parts: ReadonlyMap<string, Cells>, row: number, cell: Cell): Cell {
  const notes = new Set([...parts.values()].flatMap((cells) => cells.get(row)?.note ?? []));
  return notes.size === 1 ? { ...cell, note: [...notes][0] as string } : cell;
}

export function shareCell(numerator: Rational | null, denominator: Rational | null, factor: number): Cell {
  const parts = { n: null, digest: null, ...(numerator && { numerator }), ...(denominator && { denominator }) };
  if (!numerator || !denominator) return { exact: null, ...parts, reason_null: 'part_missing' };
  if (denominator.n === 0n) return { exact: null, ...parts, reason_null: 'no_denominator' };
  return { exact: divide(multiply(numerator, whole(factor)), denominator), ...parts };
}

function expressionCell(text: string, names: readonly string[], known: (name: string) => Rational | null): Cell {
  const exact = evaluate(parseExpression(text), known);
  if (exact) return { exact, n: null, digest: null };
  const is_missing = names.some((name) => known(name) === null);
  return { exact: null, n: null, digest: null, reason_null: is_missing ? 'part_missing' : 'no_denominator' };
}

async function dossierCells(
  db: Db,
  frame: Frame,
  definitions: Definitions,
  asked: readonly (Count | Ratio)[],
  digest: boolean,
): Promise<Map<string, Cells>> {
  if (asked.length === 0) return new Map();
  const names = [...new Set(asked.flatMap(partsOf))];
  const counts = names.map((name) => definitions.count(name));
  const { unit_ids, is_wide, known_at, bounds } = frame;
  const by_unit = await countsByUnit(db, { counts, bounds, where: { unit_ids, is_wide, known_at }, digest });
  for (const { from_unit, unit_id, dossier_ids } of frame.apart ?? []) {
    const where = { unit_ids: [unit_id], known_at, dossier_ids };
    const some = (await countsByUnit(db, { counts, bounds, where, digest })).get(unit_id);
    const all = by_unit.get(unit_id);
    if (!some || !all) continue;
    by_unit.set(from_unit, some);
    by_unit.set(unit_id, without(all, some));
  }
  const rows = perRow(frame, by_unit, false);
  const tallies = new Map([...rows].map(([row, parts]) => [row, summed(parts, counts, digest)]));
  const at = new Map(names.map((name, place) => [name, place]));
  const cellOf = (one: Count | Ratio, row: number): Cell => {
    const tally = tallies.get(row);
    const n = (name: string) => tally?.counts[at.get(name) as number] ?? 0;
    const digestOf = (name: string) => (digest ? (tally?.digests?.[at.get(name) as number] ?? NOTHING) : null);
    if (one.kind === 'ratio') {
      const [numerator, denominator] = [whole(n(one.numerator)), whole(n(one.denominator))];
      const cell = shareCell(numerator, denominator, one.factor);
      return { ...cell, n: n(one.numerator), digest: digestOf(one.numerator) };
    }
    const part = one.part_of ? { numerator: whole(n(one.name)), denominator: whole(n(one.part_of)) } : {};
    return { exact: whole(n(one.name)), n: n(one.name), digest: digestOf(one.name), ...part };
  };
  return new Map(asked.map((one) => [one.name, new Map(frame.rows.map((row) => [row.id, cellOf(one, row.id)]))]));
}
