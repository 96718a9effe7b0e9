import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import * as access from '#access';
import * as calendar from '#calendar';
import { type DemoAccount, demoAccounts, loadDemo } from '#demo';
import * as forms from '#forms';
import { migrate } from '#lib/migrate';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import * as org from '#org';
import * as procedures from '#procedures';

const LOCK = 7_240_119;

// In the order of the modules: a pack may name what a lower one brought.
const LOADERS: Record<string, (db: pg.ClientBase) => Promise<unknown>> = {
  calendar: (db) => calendar.loadPack(db),
  org: (db) => org.loadPack(db),
  access: (db) => access.loadPack(db),
  procedures: (db) => procedures.loadPack(db),
  measures: (db) => measures.loadPack(db),
  forms: (db) => forms.loadPack(db),
};

export type SetUp = {
  migrated: string[];
  packs: string[];
  has_demo: boolean;
  demo_accounts: readonly DemoAccount[];
  /** Password of the first administrator, made now because nobody could have signed in; shown once, kept nowhere. */
  admin_password: string | null;
};

/**
 * Makes a database ready: migrations, packs whose content changed, the demonstration if asked for, a first administrator if nobody could sign in.
 * Each pack, and the demonstration, goes in whole or not at all.
 * @param owner_url a connection that owns the database
 * @throws packs.broken with every fault's file and line
 */
export async function setUp(
  owner_url: string,
  options: { demo: boolean; log?: (line: string) => void; today?: Date },
): Promise<SetUp> {
  const log = options.log ?? (() => {});
  const migrated = await migrate(owner_url);
  if (migrated.length) log(`Đã cập nhật cấu trúc cơ sở dữ liệu: ${migrated.length} bước.`);
  const client = new pg.Client({ connectionString: owner_url, application_name: 'motcua setup', options: '-c timezone=UTC' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    const packs: string[] = [];
    for (const [name, load] of Object.entries(LOADERS)) if (await loadOnce(client, name, load)) packs.push(name);
    if (packs.length) log(`Đã nạp các gói quy định: ${packs.join(', ')}.`);
    if (options.demo) {
      const loaded = await loadOnce(client, 'demo', (db) => loadDemo(db, { log, now: options.today ?? new Date() }), false);
      if (loaded) await client.query('analyze');
    }
    const has_demo = (await client.query("select from lib.pack p where p.name = 'demo'")).rowCount === 1;
    const admin_password = has_demo ? null : await firstAdministrator(client);
    return { migrated, packs, has_demo, demo_accounts: has_demo ? demoAccounts() : [], admin_password };
  } finally {
    await client.end();
  }
}

/** @returns false when this content was loaded before. `again` false: loaded once, whatever changes in its files later (people work on top of it). */
async function loadOnce(
  client: pg.Client,
  name: string,
  load: (db: pg.ClientBase) => Promise<unknown>,
  again = true,
): Promise<boolean> {
  const sha256 = packHash(path.join(PACKS, name));
  const before = (await client.query('select p.sha256 from lib.pack p where p.name = $1', [name])).rows[0] as
    | { sha256: string }
    | undefined;
  if (before && (!again || before.sha256 === sha256)) return false;
  await client.query('begin');
  try {
    await load(client);
    await client.query(
      'insert into lib.pack (name, sha256) values ($1, $2) on conflict (name) do update set sha256 = excluded.sha256, loaded_at = now()',
      [name, sha256],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
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

async function firstAdministrator(db: Db): Promise<string | null> {
  const password = randomBytes(12).toString('base64url');
  return (await access.createFirstAdministrator(db, { username: 'admin', password, now: new Date() })) ? password : null;
}
