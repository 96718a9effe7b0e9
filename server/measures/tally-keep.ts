// Keeping the tallies: adding what changed, and counting everything anew. Disposable; nothing else writes them.
import { z } from 'zod';
import { type Pool, transaction } from '#lib/db';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import type { Count } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { type Column, columnsFor, layoutOf } from './tally-columns.ts';
import { countSql, foldSql } from './tally-sql.ts';

const sql = loadSql(import.meta.url, [
  'state',
  'is_doubted',
  'all_counts',
  'stored_columns',
  'forget_changes',
  'forget_tallies',
  'forget_state',
  'keep_state',
]);

const Layout = z.object({ layout: z.string() });

/** Counts of dossiers by any definition, of any day. */
export async function allCounts(db: Db): Promise<Count[]> {
  const rows = await many(db, sql.all_counts, {}, z.object({ text: z.string() }));
  return rows.flatMap(({ text }) => {
    const definition = definitionOf(text);
    return definition.kind === 'count' ? [definition] : [];
  });
}

/** One writer at a time; who reads does not wait. Sent as it is, before the transaction looks at anything. */
const HOLD = 'lock table measures.tally_state in exclusive mode';

/**
 * Adds what changed to the tallies. Waits for nobody: while they are counted anew there is nothing to do.
 * @returns `busy`: somebody is at it; `missing`: they must be counted anew ({@link buildTallies})
 */
export async function foldTallies(pool: Pool): Promise<'added' | 'busy' | 'missing'> {
  try {
    return await transaction(pool, 'write', async (db) => {
      await db.query(`${HOLD} nowait`);
      const state = await maybeOne(db, sql.state, {}, Layout);
      const { is_doubted } = await one(db, sql.is_doubted, {}, z.object({ is_doubted: z.boolean() }));
      const wanted = layoutOf(columnsFor(await allCounts(db)));
      if (!state || is_doubted || state.layout !== wanted) return 'missing';
      const { columns } = await one(db, sql.stored_columns, {}, z.object({ columns: z.array(z.custom<Column>()) }));
      await db.query(foldSql(columns));
      return 'added';
    });
  } catch (error) {
    // 55P03: the table is held.
    if ((error as { code?: string }).code === '55P03') return 'busy';
    throw error;
  }
}

/** Units are counted in so many parts, one after the other: each reads all dossiers, and progress is told after each. */
const PIECES = 4;

/**
 * Counts every dossier anew, in one transaction and one snapshot; what is written meanwhile is noted and added later. Who reads goes on with what
 * there was before.
 * @param told after each step; what it throws undoes everything
 * @returns rows kept
 */
export async function buildTallies(
  pool: Pool,
  at: Date,
  told: (steps_done: number, steps_total: number) => Promise<void> = async () => {},
): Promise<number> {
  return transaction(pool, 'write', async (db) => {
    await db.query('set transaction isolation level repeatable read');
    await db.query(HOLD);
    const columns = columnsFor(await allCounts(db));
    await exec(db, sql.forget_changes, {});
    await exec(db, sql.forget_tallies, {});
    await exec(db, sql.forget_state, {});
    let rows = 0;
    for (let piece = 0; piece < PIECES && columns.length > 0; piece += 1) {
      await told(piece, PIECES);
      const { rowCount } = await db.query(countSql(columns, PIECES, piece));
      rows += rowCount ?? 0;
    }
    await exec(db, sql.keep_state, { layout: layoutOf(columns), columns: JSON.stringify(columns), at });
    await told(PIECES, PIECES);
    return rows;
  });
}
