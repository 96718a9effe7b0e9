// Many periods at once: twelve statutory months of every unit and sector in one statement.
import type { Day } from '#lib/day';
import { addDays } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { GroupColumn } from './compile.ts';
import { definitionsOn } from './definitions.ts';
import { pass, type Tally } from './figures.ts';
import type { Keyed } from './groups.ts';
import { asked, asOf, type Question } from './question.ts';

export type CellsAsk = Omit<Question, 'from' | 'to'> & {
  /** `[s, e)`, oldest first. The tree is that of the last day of the last one. */
  periods: readonly { s: Day; e: Day }[];
  group_by: readonly GroupColumn[];
  measures?: readonly string[] | undefined;
  digest?: boolean | undefined;
};

/**
 * The counts of every period for every unit of a record, sector and so on: `counts` names them, each cell has the position of its period,
 * its ids in the order of `group_by`, and the counts. Units are those of the records, not yet summed up the tree. Cells without any live
 * dossier are left out.
 * @throws what `figures` throws
 */
export async function cells(db: Db, ask: CellsAsk, access: Scope): Promise<{ counts: string[]; cells: Keyed<Tally>[] }> {
  const [first, last] = [ask.periods[0], ask.periods.at(-1)];
  if (!first || !last) throw new RangeError('no period');
  const to = addDays(last.e, -1);
  const question = await asked(db, { ...ask, from: first.s, to }, access);
  const definitions = await definitionsOn(db, to);
  const counts = definitions.countsFor(ask.measures ?? definitions.all.map((one) => one.definition.name));
  const periods = ask.periods.map(({ s, e }) => ({ s, e, as_of: asOf(s, e, ask.today) }));
  const found = await pass(db, question, { counts, periods, group_by: ask.group_by, digest: ask.digest });
  return { counts: counts.map(({ name }) => name), cells: found };
}
