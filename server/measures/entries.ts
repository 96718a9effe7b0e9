// Values of measures over registers: one statement per register for all units, one more for what takes the latest entry.
import { z } from 'zod';
import { add, larger, type Rational, rationalOf, whole } from '#lib/rational';
import type { Db } from '#lib/sql';
import { digestOf, joined, NOTHING } from './digest.ts';
import { compileEntries, compileLatest } from './entries-sql.ts';
import { type Frame, parentsOf, perRow, speaking } from './frame.ts';
import type { Entries } from './kinds.ts';
import { type Cell, scaled } from './value.ts';
import type { Cells } from './values.ts';

/** What the entries of one unit give for one measure. */
type Tally = { n: number; digest: string; value: Rational | null; different: ReadonlySet<string>; day: string | null };

const Row = z.object({
  unit_id: z.int(),
  n: z.array(z.int()),
  x: z.array(z.string().nullable()),
  y: z.array(z.string().nullable()),
  v: z.array(z.string().nullable()),
  d: z.array(z.string().nullable()).optional(),
});

/** Cells of measures over registers, by name and row. */
export async function entriesCells(db: Db, frame: Frame, measures: readonly Entries[]): Promise<Map<string, Cells>> {
  const parents = measures.some((one) => one.roll_up === 'own_first') ? await parentsOf(db, frame) : new Map<number, number>();
  const tallies = await talliesOf(db, frame, measures);
  return new Map(
    measures.map((measure) => {
      const of_unit = tallies.get(measure.name) as ReadonlyMap<number, Tally>;
      const by_row =
        measure.roll_up === 'own_first'
          ? new Map(frame.rows.map(({ id }) => [id, spoken(frame, parents, id, of_unit)]))
          : perRow(frame, of_unit, measure.roll_up === 'none');
      return [measure.name, new Map([...by_row].map(([row, parts]) => [row, cellOf(measure, parts)]))];
    }),
  );
}

function spoken(frame: Frame, parents: ReadonlyMap<number, number>, row: number, of_unit: ReadonlyMap<number, Tally>): Tally[] {
  const filled = new Map([...of_unit].filter(([, tally]) => tally.n > 0));
  return speaking(frame, parents, row, filled).map((id) => filled.get(id) as Tally);
}

/** Units of any time whose entries make the figure of the frame's unit. */
export async function unitsCounted(db: Db, frame: Frame, measure: Entries): Promise<number[]> {
  if (measure.roll_up === 'sum') return frame.unit_ids;
  if (measure.roll_up === 'none') return frame.unit_ids.filter((id) => frame.leaves.get(id)?.some((leaf) => leaf.depth === 0));
  const tallies = (await talliesOf(db, frame, [measure])).get(measure.name) as ReadonlyMap<number, Tally>;
  const filled = new Map([...tallies].filter(([, tally]) => tally.n > 0));
  return speaking(frame, await parentsOf(db, frame), frame.unit.id, filled);
}

async function talliesOf(db: Db, frame: Frame, measures: readonly Entries[]): Promise<Map<string, Map<number, Tally>>> {
  const found = new Map<string, Map<number, Tally>>();
  const passes = Map.groupBy(measures, (one) =>
    one.aggregate === 'latest'
      ? `${one.register} latest ${one.per?.join(' ') ?? ''}`
      : `${one.register} ${one.day ? 'by day' : ''}`,
  );
  for (const group of passes.values()) {
    const compile = group[0]?.aggregate === 'latest' ? compileLatest : compileEntries;
    const { rows } = await db.query(compile(group, frame.bounds, { unit_ids: frame.unit_ids, known_at: frame.known_at }));
    const parsed = rows.map((row) => Row.parse(row));
    group.forEach((measure, place) => {
      found.set(measure.name, new Map(parsed.map((row) => [row.unit_id, tallyOf(measure, row, place)])));
    });
  }
  return found;
}

function tallyOf(measure: Entries, row: z.infer<typeof Row>, place: number): Tally {
  const n = row.n[place] as number;
  const value = row.v[place] ?? null;
  const is_number = measure.aggregate !== 'distinct' && measure.aggregate !== 'count';
  return {
    n,
    digest: digestOf(n, row.x[place] ?? null, row.y[place] ?? null),
    value: is_number && value !== null ? rationalOf(value) : null,
    different: new Set(measure.aggregate === 'distinct' && value !== null ? value.split('\u001f') : []),
    day: row.d?.[place] ?? null,
  };
}

function cellOf(measure: Entries, tallies: readonly Tally[]): Cell {
  const n = tallies.reduce((sum, one) => sum + one.n, 0);
  const digest = tallies.reduce((so_far, one) => joined(so_far, one.digest), NOTHING);
  const is_counting = measure.aggregate === 'count' || measure.aggregate === 'distinct';
  const empty = measure.empty ?? (is_counting ? 'zero' : 'null');
  if (n === 0) return empty === 'zero' ? { exact: whole(0), n, digest } : { exact: null, n, digest, reason_null: 'no_records' };
  const days = tallies.flatMap((one) => one.day ?? []);
  return {
    exact: scaled(togetherOf(measure, tallies, n), measure.factor),
    n,
    digest,
    ...(days.length > 0 && { as_of: days.reduce((a, b) => (a > b ? a : b)) }),
  };
}

function togetherOf(measure: Entries, tallies: readonly Tally[], n: number): Rational | null {
  if (measure.aggregate === 'count') return whole(n);
  if (measure.aggregate === 'distinct') return whole(new Set(tallies.flatMap((one) => [...one.different])).size);
  const values = tallies.flatMap((one) => one.value ?? []);
  if (values.length === 0) return null;
  return values.reduce(measure.aggregate === 'max' ? larger : add);
}
