// Many periods at once: twelve statutory months of every unit and sector in one statement.
import type { Day } from '#lib/day';
import { addDays } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { GroupColumn } from './compile.ts';
import { definitionsOn } from './definitions.ts';
import { cellRows } from './figures.ts';
import { asked, asOf, type Question } from './question.ts';

export type CellsAsk = Omit<Question, 'from' | 'to'> & {
  /** `[s, e)`, oldest first. The tree is that of the last day of the last one. */
  periods: readonly { s: Day; e: Day }[];
  group_by: readonly GroupColumn[];
  measures?: readonly string[] | undefined;
  digest?: boolean | undefined;
};

/**
 * The counts of every period for every unit of a record, sector and so on, as one table of numbers: `columns` names them, `rows` holds the
 * position of the period, the ids and the counts (with a digest: count, xor and sum each). Units are those of the records, not yet summed up the tree. Cells without any dossier are left out.
 * @throws what `figures` throws
 */
export async function cells(db: Db, ask: CellsAsk, access: Scope): Promise<{ columns: string[]; rows: unknown[][] }> {
  const [first, last] = [ask.periods[0], ask.periods.at(-1)];
  if (!first || !last) throw new RangeError('no period');
  const to = addDays(last.e, -1);
  const question = await asked(db, { ...ask, from: first.s, to }, access);
  const definitions = await definitionsOn(db, to);
  const counts = definitions.countsFor(ask.measures ?? definitions.all.map((one) => one.definition.name));
  const periods = ask.periods.map(({ s, e }) => ({ s, e, as_of: asOf(s, e, ask.today) }));
  const rows = await cellRows(db, question, { counts, periods, group_by: ask.group_by, digest: ask.digest });
  const names = counts.flatMap(({ name }) => (ask.digest ? [name, `${name}.xor`, `${name}.sum`] : [name]));
  return { columns: ['period', ...ask.group_by, ...names], rows };
}
