import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Config, readConfig } from '#lib/config';
import type { Pool } from '#lib/db';
import { openPool } from '#lib/db';
import type { Embedded } from '#lib/embedded';
import { loadSql, many, maybeOne, one } from '#lib/sql';
import { say } from './print.ts';

const sql = loadSql(import.meta.url, ['has_table', 'packs', 'migrations', 'other_clients']);

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
    if (running) {
      return { source: 'running', url: running.url(), owner_url: running.url(), stop: await present(running.url()) };
    }
    if (!fs.existsSync(dataDir(state_dir))) say('Đang tạo cơ sở dữ liệu lần đầu… / Creating the database…');
    try {
      const started = await startEmbedded({ state_dir });
      return {
        source: 'embedded',
        url: started.url(),
        owner_url: started.url(),
        stop: () => stopWhenAlone(started, dataDir(state_dir)),
      };
    } catch (error) {
      if (is_last || (error as { reason?: string }).reason !== 'in_use') throw error;
    }
  }
  throw new Error('unreachable');
}

const PATIENCE_MS = 20_000;

/** Opens a connection that stays while this command works, so that another one does not stop the database under it. @returns how to leave */
async function present(url: string): Promise<() => Promise<void>> {
  const pool = openPool(url, { max: 1, owner: true, application_name: 'motcua command line' });
  for (const began = performance.now(); ; await sleep(100)) {
    try {
      const client = await pool.connect();
      client.on('error', () => {});
      return async () => {
        client.release();
        await pool.end();
      };
    } catch (error) {
      // 57P03: it is just recovering from a crash.
      if ((error as { code?: string }).code === '57P03' && performance.now() - began < PATIENCE_MS) continue;
      await pool.end();
      throw error;
    }
  }
}

const ARRIVAL_MS = 150;

/** Another command may have come to use the database that this one started: it goes first. */
async function stopWhenAlone(started: Embedded, data_dir: string): Promise<void> {
  const { announce, withdraw } = await import('#lib/embedded-owner');
  const pool = openPool(started.url(), { max: 1, owner: true });
  const others = async () => (await one(pool, sql.other_clients, {}, z.object({ n: z.int() }))).n;
  try {
    for (;;) {
      while ((await others()) > 0) await sleep(100);
      // From here on nobody is told the address; one that has just read it still gets the time to connect.
      withdraw(data_dir);
      await sleep(ARRIVAL_MS);
      if ((await others()) === 0) break;
      announce(data_dir, started.socket_dir, started.port);
    }
  } finally {
    await pool.end();
  }
  await started.stop();
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
  const ours = migrations();
  const newer = [...ran].filter((name) => !ours.some((migration) => migration.name === name));
  if (newer.length > 0) {
    throw new NotReady(
      `Cơ sở dữ liệu mới hơn phần mềm này (đã có ${newer.join(', ')}); hãy cập nhật phần mềm rồi chạy lại.`,
      `The database is newer than this program (it has ${newer.join(', ')}); update the program.`,
    );
  }
  if (ours.some((migration) => !ran.has(migration.name))) return 'outdated';
  const packs = new Set((await many(pool, sql.packs, {}, Name)).map((row) => row.name));
  const wanted = ['calendar', 'org', 'access', 'procedures', 'measures', 'forms', ...(config.with_demo ? ['demo'] : [])];
  if (packs.size === 0) return 'empty';
  return wanted.every((name) => packs.has(name)) ? 'ready' : 'outdated';
}

async function isThere(pool: Pool, table: string): Promise<boolean> {
  const found = await maybeOne(pool, sql.has_table, { table }, z.object({ is_there: z.boolean() }));
  return found?.is_there ?? false;
}
