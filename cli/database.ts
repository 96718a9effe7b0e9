import fs from 'node:fs';
import { z } from 'zod';
import { type Config, readConfig } from '#lib/config';
import type { Pool } from '#lib/db';
import { openPool } from '#lib/db';
import { loadSql, many, maybeOne } from '#lib/sql';
import { say } from './print.ts';

const sql = loadSql(import.meta.url, ['has_table', 'packs', 'migrations']);

export type Source = 'running' | 'embedded' | 'external';

/** A database ready to be asked. `source`: of the running product, started by this command, or the office's own. */
export type Database = { source: Source; pool: Pool; owner_url: string; config: Config; close(): Promise<void> };

/** The database cannot be used as it is; the message is a sentence in both languages. Exit code 1. */
export class NotReady extends Error {
  readonly says: { vi: string; en: string };

  constructor(vi: string, en: string) {
    super(en);
    this.says = { vi, en };
  }
}

/**
 * Opens the database of the running product, or starts the embedded one, or takes DATABASE_URL. One that was never set up is set up
 * first, with progress on stderr; an embedded one of our own is also brought up to date.
 * @param options.set_up false: as it is (doctor, migrate)
 */
export async function openDatabase(options: { set_up?: boolean } = {}): Promise<Database> {
  const config = readConfig();
  const place = await locate(config);
  const pool = openPool(place.url, { max: 4, application_name: 'motcua command line' });
  const close = async () => {
    await pool.end();
    await place.stop();
  };
  const database: Database = { source: place.source, pool, owner_url: place.owner_url, config, close };
  try {
    if (options.set_up !== false) await makeReady(database, config);
    return database;
  } catch (error) {
    await close();
    throw error;
  }
}

type Place = { source: Source; url: string; owner_url: string; stop(): Promise<void> };

async function locate(config: Config): Promise<Place> {
  if (config.database_url) {
    const owner_url = config.owner_url ?? config.database_url;
    return { source: 'external', url: config.database_url, owner_url, stop: async () => {} };
  }
  const { attachEmbedded, dataDir, startEmbedded, stateDir } = await import('#lib/embedded');
  const state_dir = stateDir();
  // The product may be starting or stopping at this moment, so both ways are tried twice.
  for (const is_last of [false, true]) {
    const running = await attachEmbedded(dataDir(state_dir));
    if (running) return { source: 'running', url: running.url(), owner_url: running.url(), stop: async () => {} };
    if (!fs.existsSync(dataDir(state_dir))) say('Đang tạo cơ sở dữ liệu lần đầu… / Creating the database…');
    try {
      const started = await startEmbedded({ state_dir });
      return { source: 'embedded', url: started.url(), owner_url: started.url(), stop: () => started.stop() };
    } catch (error) {
      if (is_last || (error as { reason?: string }).reason !== 'in_use') throw error;
    }
  }
  throw new Error('unreachable');
}

async function makeReady(database: Database, config: Config): Promise<void> {
  const state = await stateOf(database.owner_url, config);
  if (state === 'ready') return;
  if (state === 'outdated' && database.source === 'external') {
    throw new NotReady(
      'Cơ sở dữ liệu chưa được cập nhật theo phiên bản này; hãy chạy: motcua migrate',
      'The database is older than this program; run: motcua migrate',
    );
  }
  const { setUp } = await import('../server/setup.ts');
  await setUp(database.owner_url, { demo: config.with_demo, log: say });
}

const Name = z.object({ name: z.string() });

/** Whether migrations and packs of this program are in the database. */
export async function stateOf(owner_url: string, config: Pick<Config, 'with_demo'>): Promise<'empty' | 'outdated' | 'ready'> {
  // As the owner: the role that the product works as is made by the first migration.
  const owner = openPool(owner_url, { max: 1, owner: true });
  try {
    return await stateAs(owner, config);
  } finally {
    await owner.end();
  }
}

async function stateAs(pool: Pool, config: Pick<Config, 'with_demo'>): Promise<'empty' | 'outdated' | 'ready'> {
  if (!(await isThere(pool, 'lib.migration'))) return 'empty';
  const { migrations } = await import('#lib/migrate');
  const ran = new Set((await many(pool, sql.migrations, {}, Name)).map((row) => row.name));
  if (migrations().some((migration) => !ran.has(migration.name))) return 'outdated';
  const packs = new Set((await many(pool, sql.packs, {}, Name)).map((row) => row.name));
  const wanted = ['calendar', 'org', 'access', 'procedures', 'measures', 'forms', ...(config.with_demo ? ['demo'] : [])];
  if (packs.size === 0) return 'empty';
  return wanted.every((name) => packs.has(name)) ? 'ready' : 'outdated';
}

async function isThere(pool: Pool, table: string): Promise<boolean> {
  const found = await maybeOne(pool, sql.has_table, { table }, z.object({ is_there: z.boolean() }));
  return found?.is_there ?? false;
}
