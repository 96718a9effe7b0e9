// The tallies held against the dossiers: every count of every unit, counted the way it is counted without them.
import { z } from 'zod';
import { periodsIn } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import type { Bounds } from './condition.ts';
import type { Count } from './definition.ts';
import { countsInPeriods } from './figures.ts';
import { tallied } from './tally.ts';
import { partsOf } from './tally-columns.ts';
import { allCounts } from './tally-keep.ts';

const sql = loadSql(import.meta.url, ['months_known', 'layout', 'keep_check']);

/** What a tally says of a unit and a period `[s, e)`, and what the dossiers say. */
export const TallyDifference = z.object({
  unit_id: z.int(),
  s: z.string(),
  e: z.string(),
  measure: z.string(),
  tallied: z.int(),
  counted: z.int(),
});
export type TallyDifference = z.infer<typeof TallyDifference>;

export type Comparison = { periods: number; figures: number; differences: TallyDifference[] };

/** So many periods are read at once. */
const AT_ONCE = 6;
/** Named one by one; beyond it there is something to mend, not to read. */
const MOST_NAMED = 200;

/**
 * Compares all tallies with the dossiers, in one snapshot: every calendar month, and of each month the days up to one that is another every night, so
 * that in a month of nights every day has been an edge.
 * @param day decides which
 * @returns no period at all when there are no tallies to compare
 */
export async function compareTallies(
  pool: Pool,
  day: Day,
  told: (steps_done: number, steps_total: number) => Promise<void> = async () => {},
): Promise<Comparison> {
  return transaction(pool, 'read', async (db) => {
    const found: Comparison = { periods: 0, figures: 0, differences: [] };
    const counts = await distinctCounts(db);
    const groups = await periodsToCompare(db, Number(day.slice(8)));
    for (const [at, periods] of groups.entries()) {
      await told(at, groups.length);
      await compare(db, counts, periods, found);
    }
    await told(groups.length, groups.length);
    return found;
  });
}

/** Every version of every count, called by its name and, where several count differently, by its number. */
async function distinctCounts(db: Db): Promise<Count[]> {
  const all = new Map<string, Count>();
  for (const count of await allCounts(db)) if (partsOf(count)) all.set(JSON.stringify([count.time, count.where]), count);
  return [...all.values()];
}

/** Periods that are read together: whole months are read from the tallies of months, cut ones from those of days. */
async function periodsToCompare(db: Db, day_of_month: number): Promise<Bounds[][]> {
  if (!(await maybeOne(db, sql.layout, {}, z.object({ layout: z.string() })))) return [];
  const Months = z.object({ first: z.string().nullable(), last: z.string().nullable() });
  const { first, last } = await one(db, sql.months_known, {}, Months);
  if (first === null || last === null) return [];
  const months = periodsIn('CAL', 'month', first, last);
  const whole = months.map(({ s, e }) => ({ s, e, as_of: e }));
  const cut = months.flatMap(({ s, e }) => {
    const edge = addDays(s, day_of_month);
    return edge < e ? [{ s, e: edge, as_of: edge }] : [];
  });
  const inGroups = (all: readonly Bounds[]) =>
    Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
  return [...inGroups(whole), ...inGroups(cut)];
}

async function compare(db: Db, counts: readonly Count[], periods: readonly Bounds[], found: Comparison): Promise<void> {
  const kept = await tallied(db, { counts, periods, unit_ids: null });
  // Doubted: they answer nothing, and are counted anew within a minute.
  if (!kept) return;
  const counted = await countsInPeriods(db, counts, periods);
  found.periods += periods.length;
  for (const unit_id of new Set([...kept.keys(), ...counted.keys()])) {
    for (const [at, { s, e }] of periods.entries()) {
      for (const [place, { name }] of counts.entries()) {
        const [a, b] = [kept.get(unit_id)?.[at]?.[place] ?? 0, counted.get(unit_id)?.[at]?.[place] ?? 0];
        found.figures += 1;
        if (a !== b && found.differences.length < MOST_NAMED)
          found.differences.push({ unit_id, s, e, measure: name, tallied: a, counted: b });
      }
    }
  }
}

/** Keeps what the last comparison gave, for who looks after the machine. */
export async function keepComparison(db: Db, at: Date, { differences }: Comparison): Promise<void> {
  await exec(db, sql.keep_check, { at, differences: differences.length });
}
