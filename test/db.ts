import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { openPool, type Pool } from '#lib/db';
import { type Address, addressOf, type Embedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import { startTestCluster } from './cluster.ts';
import { DEMO_NOW } from './demo-now.ts';

/** `migrated`: empty tables; `packs`: with calendar, roles, measures and forms; `demo`: with the demonstration. */
export type Template = 'migrated' | 'packs' | 'demo';

export type TestDb = {
  /** Connections that act as the role the product works as. */
  pool: Pool;
  /** For `openPool(url)`. The same as `owner_url`: the pool takes the role, the login is the owner's. */
  url: string;
  /** Connections with the owner's rights: what the product itself may not do, such as loading and tampering. */
  owner: Pool;
  owner_url: string;
  drop: () => Promise<void>;
};

const open_now = new Set<() => Promise<void>>();
const first = new Set<() => Promise<void>>();
let own_cluster: Promise<Embedded> | null = null;

// Registered while the test file is loaded, so it runs once, after every test of the file; inside before() it would run at once.
after(async () => {
  try {
    for (const stop of first) await stop();
    await Promise.all([...open_now].map((close) => close()));
    await (await own_cluster)?.stop();
  } catch (error) {
    // The runner reports a hook that failed after the last test as "test failed" and nothing more.
    process.stderr.write(
      `after the tests of this file: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    throw error;
  }
});

/**
 * A database of this test file's own, cloned from a template that is made once per run; dropped when the file's tests are done.
 * Call it at the top of the file: `const { pool } = await testDb();`
 * @param options.read_only one copy shared by every file that asks; a write is refused
 */
export async function testDb(options: { template?: Template; read_only?: boolean } = {}): Promise<TestDb> {
  const server = await testServer();
  const template = options.template ?? 'migrated';
  const name = options.read_only ? `shared_${template}` : `t_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    // One at a time: the first makes the template, and CREATE DATABASE wants the template for itself.
    await admin.query('select pg_advisory_lock(7240900)');
    await ensureTemplate(admin, server, template);
    if (options.read_only && (await exists(admin, name))) return;
    await clone(admin, name, `template_${template}`);
    if (options.read_only) await admin.query(`alter database ${name} set default_transaction_read_only = on`);
  });
  const url = server.url(name);
  const pool = openPool(url, { max: 8, application_name: 'motcua test' });
  const owner = openPool(url, { max: 4, owner: true, application_name: 'motcua test owner' });
  const drop = async () => {
    if (!open_now.delete(drop)) return;
    for (const one of [pool, owner]) if (!one.ended) await one.end();
    if (!options.read_only) await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
  };
  open_now.add(drop);
  return { pool, url, owner, owner_url: url, drop };
}

/** What must end before the databases go: a product that still answers a request would meet a closed pool. */
export function beforeDatabasesGo(stop: () => Promise<void>): void {
  first.add(stop);
}

/** The server of this run (`test/run.ts` names it in MOTCUA_TEST_PG), or one of this process's own when a file runs alone. */
export async function testServer(): Promise<Address> {
  if (process.env.MOTCUA_TEST_PG) {
    const { socket_dir, port } = JSON.parse(process.env.MOTCUA_TEST_PG) as { socket_dir: string; port: number };
    return addressOf(socket_dir, port);
  }
  own_cluster ??= startTestCluster();
  return own_cluster;
}

async function asAdmin(server: Address, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query('select d.oid from pg_database d where d.datname = $1', [name])).rowCount === 1;
}

/** Copies files instead of writing every page through the log: 30 ms instead of 55 ms for a migrated database without fsync. */
async function clone(admin: pg.Client, name: string, template: string): Promise<void> {
  await admin.query(`create database ${name} template ${template} strategy file_copy`);
}

/** Built under another name first: a template that exists is complete. A demo grows from packs. */
async function ensureTemplate(admin: pg.Client, server: Address, template: Template): Promise<void> {
  const name = `template_${template}`;
  if (await exists(admin, name)) return;
  const building = `building_${template}`;
  await admin.query(`drop database if exists ${building} with (force)`);
  await admin.query(`create database ${building}`);
  const url = server.url(building);
  if (template === 'migrated') await migrate(url);
  else {
    // Loaded only here: it stands on every module, and tests of the lowest ones run without them.
    const { setUp } = await import('../server/setup.ts');
    await setUp(url, { demo: template === 'demo', log: () => {}, today: DEMO_NOW });
  }
  await admin.query(`alter database ${building} rename to ${name}`);
}
