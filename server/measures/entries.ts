// Values of measures over registers: one statement for all units, registers and spans of days.
import { add, larger, type Rational, rationalOf, whole } from '#lib/rational';
import type { Db } from '#lib/sql';
import { digestOf, joined, NOTHING } from './digest.ts';
import { compileEntries, type EntriesAsked, type EntriesPass } from './entries-pass.ts';
import { type Frame, parentsOf, perRow, speaking } from './frame.ts';
import type { Entries } from './kinds.ts';
import { type Cell, scaled } from './value.ts';
import type { Cells } from './values.ts';

/** What the entries of one unit give for one measure. */
type Tally = {
  n: number /** Null: not asked for. */;
  digest: string | null;
  value: Rational | null;
  different: ReadonlySet<string>;
  day: string | null;
};

/** As `compileEntries` says; a province's form has thousands of them, and checking each again would cost more than all else that is done with it. */
type Row = {
  pass: number;
  unit_id: number;
  n: number[];
  x: (string | null)[] | null;
  y: (string | null)[] | null;
  v: (string | null)[];
  d: (string | null)[] | null;
};

/** Measures over registers that are asked in a frame; frames of one question may look at different days and parts of a unit. */
export type EntriesIn = { frame: Frame; measures: readonly Entries[] };

/** Cells of measures over registers, by name and row, of each frame in its order. Without `digest` theirs are null. */
export async function entriesCells(db: Db, asked: readonly EntriesIn[], digest: boolean): Promise<Map<string, Cells>[]> {
  const tallies = await talliesOf(db, asked, digest);
  const found: Map<string, Cells>[] = [];
  for (const { frame, measures } of asked) {
    const parents = measures.some((one) => one.roll_up === 'own_first') ? await parentsOf(db, frame) : new Map<number, number>();
    const cells = measures.map((measure): [string, Cells] => {
      const of_unit = tallies(frame, measure);
      const by_row =
        measure.roll_up === 'own_first'
          ? new Map(frame.rows.map(({ id }) => [id, spoken(frame, parents, id, of_unit)]))
          : perRow(frame, of_unit, measure.roll_up === 'none');
      return [measure.name, new Map([...by_row].map(([row, parts]) => [row, cellOf(measure, parts, digest)]))];
    });
    found.push(new Map(cells));
  }
  return found;
}

function spoken(frame: Frame, parents: ReadonlyMap<number, number>, row: number, of_unit: ReadonlyMap<number, Tally>): Tally[] {
  return speaking(frame, parents, row, of_unit).map((id) => of_unit.get(id) as Tally);
}

/** Units of any time whose entries make the figure of the frame's unit. */
export async function unitsCounted(db: Db, frame: Frame, measure: Entries): Promise<number[]> {
  if (measure.roll_up === 'sum') return frame.unit_ids;
  if (measure.roll_up === 'none') return frame.unit_ids.filter((id) => frame.leaves.get(id)?.some((leaf) => leaf.depth === 0));
  const tallies = await talliesOf(db, [{ frame, measures: [measure] }], false);
  return speaking(frame, await parentsOf(db, frame), frame.unit.id, tallies(frame, measure));
}

type Tallies = (frame: Frame, measure: Entries) => Map<number, Tally>;

const keyOf = ({ measure, bounds }: EntriesAsked) => `${measure.name} ${bounds.s} ${bounds.e}`;

/** What each unit's entries give; units without any are left out. */
async function talliesOf(db: Db, asked: readonly EntriesIn[], digest: boolean): Promise<Tallies> {
  const passes = passesOf(asked);
  const found = new Map<string, Map<number, Tally>>();
  const rows = passes.length === 0 ? [] : (await db.query<Row>(compileEntries(passes, digest))).rows;
  const by_pass = Map.groupBy(rows, (row) => row.pass);
  for (const [place, pass] of passes.entries()) {
    const of_pass = by_pass.get(place) ?? [];
    pass.asked.forEach((one, at) => {
      const filled = of_pass.filter((row) => row.n[at] !== 0);
      found.set(keyOf(one), new Map(filled.map((row) => [row.unit_id, tallyOf(one.measure, row, at)])));
    });
  }
  return (frame, measure) => {
    const all = found.get(keyOf({ measure, bounds: frame.bounds })) ?? new Map<number, Tally>();
    if (asked.length === 1) return all;
    // Another frame may have asked for more units.
    return new Map([...all].filter(([unit_id]) => frame.leaves.has(unit_id)));
  };
}

/** What is read together: by register, and of `latest` by what it is the latest of. Units are those of all frames that ask. */
function passesOf(asked: readonly EntriesIn[]): EntriesPass[] {
  const each = asked.flatMap(({ frame, measures }) => measures.map((measure) => ({ frame, measure, bounds: frame.bounds })));
  const groups = Map.groupBy(each, ({ measure }) => {
    const { register, day, per, aggregate } = measure;
    return aggregate === 'latest'
      ? `${register} latest ${day ?? ''} ${per?.join(' ') ?? ''}`
      : `${register} ${day ? 'by day' : ''}`;
  });
  return [...groups.values()].map((group) => ({
    is_latest: group[0]?.measure.aggregate === 'latest',
    asked: [...new Map(group.map((one) => [keyOf(one), one])).values()],
    unit_ids: [...new Set([...new Set(group.map(({ frame }) => frame))].flatMap(({ unit_ids }) => unit_ids))],
    known_at: group[0]?.frame.known_at,
  }));
}

const NO_VALUES: ReadonlySet<string> = new Set();

function tallyOf(measure: Entries, row: Row, place: number): Tally {
  const n = row.n[place] as number;
  const value = row.v[place] ?? null;
  const is_number = measure.aggregate !== 'distinct' && measure.aggregate !== 'count';
  return {
    n,
    digest: row.x && digestOf(n, row.x[place] ?? null, row.y?.[place] ?? null),
    value: is_number && value !== null ? rationalOf(value) : null,
    different: measure.aggregate === 'distinct' && value !== null ? new Set(value.split('\u001f')) : NO_VALUES,
    day: row.d?.[place] ?? null,
  };
}

function cellOf(measure: Entries, tallies: readonly Tally[], with_digest: boolean): Cell {
  const n = tallies.reduce((sum, one) => sum + one.n, 0);
  const digest = with_digest ? tallies.reduce((so_far, one) => joined(so_far, one.digest ?? NOTHING), NOTHING) : null;
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
