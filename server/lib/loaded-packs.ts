import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { PACKS } from './pack.ts';
import { type Db, exec, loadSql, maybeOne, one } from './sql.ts';

const sql = loadSql(import.meta.url, ['find', 'remember', 'lock', 'analyze', 'alive']);

/** Keeps two starting processes from setting up at the same time; held until the connection closes. */
export async function lockSetUp(db: Db): Promise<void> {
  await db.query(sql.lock.text);
}

/** Statistics for the planner after much was loaded. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.query(sql.analyze.text);
}

/** Answers when the database does. */
export async function isAlive(db: Db): Promise<boolean> {
  return (await one(db, sql.alive, {}, z.object({ answer: z.number() }))).answer === 1;
}

/** Hash of the content of the pack that is loaded, null when it never was. */
export async function loadedPack(db: Db, name: string): Promise<string | null> {
  return (await maybeOne(db, sql.find, { name }, z.object({ sha256: z.string() })))?.sha256 ?? null;
}

/**
 * Loads a pack in a transaction of its own, whole or not at all, when its content is not the one that is loaded.
 * @param again false: loaded once, whatever changes in its files later, because people work on top of it
 * @returns whether it was loaded now
 */
export async function loadPackOnce(
  db: pg.ClientBase,
  name: string,
  load: (db: pg.ClientBase) => Promise<unknown>,
  again = true,
): Promise<boolean> {
  const sha256 = packHash(path.join(PACKS, name));
  const before = await loadedPack(db, name);
  if (before !== null && (!again || before === sha256)) return false;
  await db.query('begin');
  try {
    await load(db);
    await exec(db, sql.remember, { name, sha256 });
    await db.query('commit');
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
  return true;
}

function packHash(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, entry);
    if (fs.statSync(file).isFile()) hash.update(entry).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
