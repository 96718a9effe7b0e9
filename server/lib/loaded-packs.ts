import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { PACKS, type PackProblem, refuseIfBroken } from './pack.ts';
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
 * Loads something once, in a transaction of its own, whole or not at all; later changes of its files are not read, because people work on top of it.
 * @returns whether it was loaded now
 */
export async function loadOnce(db: pg.ClientBase, name: string, load: (db: pg.ClientBase) => Promise<unknown>): Promise<boolean> {
  if ((await loadedPack(db, name)) !== null) return false;
  await db.query('begin');
  try {
    await load(db);
    await exec(db, sql.remember, { name, sha256: packHash(path.join(PACKS, name)) });
    await db.query('commit');
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
  return true;
}

/**
 * Loads every pack whose content changed, in their order, in one transaction: all of them or none.
 * A fault does not hide those of the packs after it.
 * @returns names of what was loaded now
 * @throws packs.broken with the faults of every pack, each with file and line
 */
export async function loadPacks(
  db: pg.ClientBase,
  loaders: Readonly<Record<string, (db: pg.ClientBase) => Promise<unknown>>>,
): Promise<string[]> {
  const loaded: string[] = [];
  const problems: PackProblem[] = [];
  await db.query('begin');
  try {
    for (const [name, load] of Object.entries(loaders)) {
      const sha256 = packHash(path.join(PACKS, name));
      if ((await loadedPack(db, name)) === sha256) continue;
      await db.query('savepoint pack');
      try {
        await load(db);
        await exec(db, sql.remember, { name, sha256 });
        loaded.push(name);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'packs.broken')) throw error;
        problems.push(...(error.data.problems as PackProblem[]));
        await db.query('rollback to savepoint pack');
      }
    }
    refuseIfBroken(problems);
    await db.query('commit');
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
  return loaded;
}

function packHash(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, entry);
    if (fs.statSync(file).isFile()) hash.update(entry).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
