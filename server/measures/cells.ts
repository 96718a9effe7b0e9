// Many periods at once: twelve statutory months of every unit and sector in one statement.
import pg, { type CustomTypesConfig, type QueryArrayConfig } from 'pg';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { compileCells, type GroupColumn } from './compile.ts';
import { definitionsOn, OF_DOSSIERS } from './definitions.ts';
import { digestOf } from './digest.ts';
import { eachNumber, INT_ARRAY, longNumbers, TEXT_ARRAY } from './numbers.ts';
import { asked, asOf, type Question } from './question.ts';

export type CellsAsk = Omit<Question, 'from' | 'to'> & {
  /** `[s, e)`, oldest first. The tree is that of the last day of the last one. */
  periods: readonly { s: Day; e: Day }[];
  group_by: readonly GroupColumn[];
  measures?: readonly string[] | undefined;
  digest?: boolean | undefined;
};

const PIECE = 1 << 16;

/** Whole numbers one after another, in pieces of a quarter megabyte: as arrays of objects the 2,700,000 of a province's year take ten times as much. */
class Numbers {
  readonly #pieces: Int32Array[] = [];
  #length = 0;

  push(n: number): void {
    const place = this.#length % PIECE;
    if (place === 0) this.#pieces.push(new Int32Array(PIECE));
    (this.#pieces.at(-1) as Int32Array)[place] = n;
    this.#length += 1;
  }

  at(place: number): number {
    if (place < 0 || place >= this.#length) throw new RangeError(`no number at ${place}`);
    return (this.#pieces[Math.floor(place / PIECE)] as Int32Array)[place % PIECE] as number;
  }
}

type Digests = (string | null)[][];

/** Cells by row: each has the position of its period, its ids in the order of `group_by`, and its counts in the order of `counts`. */
export class CellTable {
  readonly group_by: readonly GroupColumn[];
  /** Names of the counts. */
  readonly counts: readonly string[];
  length = 0;
  readonly #numbers = new Numbers();
  #digests: Digests[] = [];

  constructor(group_by: readonly GroupColumn[], counts: readonly string[]) {
    this.group_by = group_by;
    this.counts = counts;
  }

  /** Position of the period. */
  period(row: number): number {
    return this.#number(row, 0);
  }

  /** Id of the unit, sector … at this place of `group_by`. */
  id(row: number, at: number): number {
    return this.#number(row, 1 + at);
  }

  value(row: number, count: number): number {
    return this.#number(row, 1 + this.group_by.length + count);
  }

  /** @throws RangeError when no digests were asked for */
  digest(row: number, count: number): string {
    const [xors, sums] = this.#digests[row] ?? [];
    if (!xors || !sums) throw new RangeError('no digests were asked for');
    return digestOf(this.value(row, count), xors[count] ?? null, sums[count] ?? null);
  }

  #number(row: number, at: number): number {
    return this.#numbers.at(row * (1 + this.group_by.length + this.counts.length) + at);
  }

  /** Reads the rows of {@link compileCells}. Every number goes from its text straight into the table: no row is ever an object. */
  async read(db: Db, statement: { text: string; values: unknown[] }): Promise<void> {
    const push = (n: number) => this.#numbers.push(n);
    const parsers: Record<number, (text: string) => unknown> = {
      [pg.types.builtins.INT2]: (text) => push(Number(text)),
      [pg.types.builtins.INT4]: (text) => push(Number(text)),
      [INT_ARRAY]: (text) => eachNumber(text, push),
      [TEXT_ARRAY]: longNumbers,
    };
    const types = { getTypeParser: (oid: number) => parsers[oid] ?? pg.types.getTypeParser(oid) } as CustomTypesConfig;
    const first = 2 + this.group_by.length;
    await eachRow(db, { ...statement, rowMode: 'array', types } as QueryArrayConfig, (row) => {
      this.length += 1;
      if (row.length > first) this.#digests.push(row.slice(first) as Digests);
    });
  }
}

/** Rows one by one as they arrive; none is kept. */
function eachRow(db: Db, statement: QueryArrayConfig, take: (row: unknown[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<never>(statement);
    query.on('row', take);
    query.on('end', () => resolve());
    query.on('error', reject);
    // A client gives the query back, a pool a promise that tells the error itself.
    Promise.resolve(db.query(query)).catch(reject);
  });
}

/**
 * The counts of every period for every unit of a record, sector and so on. Units are those of the records, not yet summed up the tree. Cells
 * without any live dossier are left out.
 * @throws what `figures` throws
 */
export async function cells(db: Db, ask: CellsAsk, access: Scope): Promise<CellTable> {
  const [first, last] = [ask.periods[0], ask.periods.at(-1)];
  if (!first || !last) throw new RangeError('no period');
  const to = addDays(last.e, -1);
  const question = await asked(db, { ...ask, from: first.s, to }, access);
  const definitions = await definitionsOn(db, to, null, OF_DOSSIERS);
  const counts = definitions.countsFor(ask.measures ?? definitions.names('count', 'ratio'));
  const periods = ask.periods.map(({ s, e }) => ({ s, e, as_of: asOf(s, e, ask.today) }));
  const table = new CellTable(
    ask.group_by,
    counts.map(({ name }) => name),
  );
  await table.read(db, compileCells({ counts, periods, group_by: ask.group_by, where: question.where, digest: ask.digest }));
  return table;
}
