// Bulk loading: indexes are made once over all rows instead of being kept up row by row, references checked set-wise.
import { z } from 'zod';
import { type Db, loadSql, many, one } from './sql.ts';

const sql = loadSql(import.meta.url, ['secondary_indexes', 'references', 'rows_known']);

const Part = z.object({ take_off: z.string(), put_back: z.string() });

/**
 * Runs `work` while the tables stand without secondary indexes and foreign keys, then puts them back as they were; the keys are then
 * checked over all rows. In the caller's transaction: when it fails, nothing was ever taken off. Others wait for the tables, and for
 * those they refer to, until it ends.
 * @param tables with their schema
 */
export async function withoutIndexes<T>(db: Db, tables: readonly string[], work: () => Promise<T>): Promise<T> {
  const parts = [
    ...(await many(db, sql.references, { tables }, Part)),
    ...(await many(db, sql.secondary_indexes, { tables }, Part)),
  ];
  for (const { take_off } of parts) await db.query(take_off);
  const result = await work();
  for (const { put_back } of parts.reverse()) await db.query(put_back);
  return result;
}

/** Rows of the tables together, about. */
export async function rowsKnown(db: Db, tables: readonly string[]): Promise<number> {
  return (await one(db, sql.rows_known, { tables }, z.object({ rows: z.number() }))).rows;
}
