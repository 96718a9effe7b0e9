// What a team would assemble instead: Directus 12 from npm, in a temporary folder, on a database of its own in the same PostgreSQL, with tables of
// the same shape and as many rows. It has its own roles and its own record of changes; it knows no deadlines, codes, processes or hash chains.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPool } from '#lib/db';
import type { Embedded } from '#lib/embedded';
import { type Request, request } from './load.ts';
import { randomOf } from './world.ts';

// The newest whose parts the registry has, all of them.
const VERSION = '12.4.0';
const ADMIN = { email: 'bench@example.com', password: 'bench-directus-2026' };

export type Directus = {
  port: number;
  version: string;
  create(): Request;
  get(): Request;
  list(): Request;
  stop(): Promise<void>;
};

const FIELDS: Record<string, 'string' | 'text' | 'integer' | 'dateTime' | 'date' | 'json'> = {
  code: 'string',
  client_id: 'string',
  procedure_code: 'string',
  receiving_unit_id: 'integer',
  competent_unit_id: 'integer',
  holder_unit_id: 'integer',
  channel: 'integer',
  applicant_name: 'string',
  applicant_identity: 'string',
  applicant_phone: 'string',
  applicant_address: 'string',
  matter: 'text',
  filed_at: 'dateTime',
  due_on: 'date',
  due_at: 'dateTime',
  status: 'integer',
  last_seq: 'integer',
};

/** Installs, starts and fills it. @returns null with the reason when it cannot be had */
export async function startDirectus(
  cluster: Embedded,
  folder: string,
  dossiers: number,
  say: (line: string) => void,
): Promise<Directus | null> {
  fs.mkdirSync(folder, { recursive: true });
  // The isolated-vm it names cannot be built for this Node; the newest one brings what it needs ready-made and has the same face.
  const manifest = { private: true, type: 'module', overrides: { 'isolated-vm': '7.0.1' } };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const bin = path.join(folder, 'node_modules/.bin/directus');
  const node = process.execPath;
  const env = { ...process.env, PATH: `${path.dirname(node)}:${process.env.PATH ?? ''}` };
  if (!fs.existsSync(bin)) {
    say(`installing directus@${VERSION} …`);
    // Headers for what is built in place.
    const nodedir = path.dirname(path.dirname(fs.realpathSync(node)));
    const asked = ['install', `directus@${VERSION}`, '--no-audit', '--no-fund', `--nodedir=${nodedir}`];
    const done = spawnSync('npm', asked, { cwd: folder, env, encoding: 'utf8' });
    if (done.status !== 0 || !fs.existsSync(bin)) {
      say(`directus@${VERSION} could not be installed: ${(done.stderr || done.stdout).slice(-600)}`);
      return null;
    }
  }
  await cluster.ensureDatabase('directus');
  const port = 18_055 + (process.pid % 500);
  const of_directus = {
    ...env,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    KEY: 'b0c1d2e3-0000-4000-8000-000000000001',
    SECRET: 'bench-secret-of-more-than-32-characters-0001',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    DB_CLIENT: 'pg',
    DB_HOST: cluster.socket_dir,
    DB_PORT: String(cluster.port),
    DB_DATABASE: 'directus',
    DB_USER: 'motcua',
    DB_PASSWORD: '',
    TELEMETRY: 'false',
    ACCEPT_TERMS: 'true',
    LOG_LEVEL: 'error',
    CACHE_ENABLED: 'false',
    RATE_LIMITER_ENABLED: 'false',
    WEBSOCKETS_ENABLED: 'false',
    QUERY_LIMIT_MAX: '-1',
  };
  const prepared = spawnSync(node, [bin, 'bootstrap'], { cwd: folder, env: of_directus, encoding: 'utf8' });
  if (prepared.status !== 0) {
    say(`directus bootstrap: ${(prepared.stderr || prepared.stdout).slice(-800)}`);
    return null;
  }
  const child = spawn(node, [bin, 'start'], {
    cwd: folder,
    env: of_directus,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return await filled(cluster, child, port, dossiers);
  } catch (error) {
    child.kill();
    throw error;
  }
}

async function filled(cluster: Embedded, child: ChildProcess, port: number, dossiers: number): Promise<Directus> {
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (
      await fetch(`${base}/server/ping`).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      break;
    if (tries > 240) throw new Error('directus did not start');
    await sleep(500);
  }
  const send = async (method: string, url: string, body: unknown, token?: string) => {
    const reply = await fetch(base + url, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`directus ${method} ${url}: ${reply.status} ${text.slice(0, 500)}`);
    return text ? JSON.parse(text) : null;
  };
  const signed_in = await send('POST', '/auth/login', ADMIN);
  const session = signed_in.data.access_token as string;
  const me = await fetch(`${base}/users/me`, { headers: { authorization: `Bearer ${session}` } }).then(
    (reply) => reply.json() as Promise<{ data: { id: string } }>,
  );
  const token = 'bench-static-token-0001';
  await send('PATCH', `/users/${me.data.id}`, { token }, session);
  await collections(send, token);
  await rows(cluster, dossiers);
  const random = randomOf(5);
  const { rows: span } = await asOwner(cluster, 'select min(d.id)::int as first, max(d.id)::int as last from dossier d');
  const { first, last } = span[0] as { first: number; last: number };
  const whoever = { cookie: 'none=1', csrf: 'none' };
  const asked = (method: string, url: string, body?: unknown): Request => {
    const { bytes } = request(method, url, whoever, body);
    const text = bytes.toString('utf8').replace('\r\n\r\n', `\r\nauthorization: Bearer ${token}\r\n\r\n`);
    return { bytes: Buffer.from(text) };
  };
  let numbered = 0;
  return {
    port,
    version: VERSION,
    create: () => {
      numbered += 1;
      return asked('POST', '/items/dossier', {
        code: `DIR-${process.pid}-${numbered}`,
        client_id: `directus-${process.pid}-${numbered}`,
        procedure_code: '1.001022',
        receiving_unit_id: 1 + Math.floor(random() * 50),
        competent_unit_id: 1,
        holder_unit_id: 1 + Math.floor(random() * 50),
        channel: 1,
        applicant_name: 'Nguyễn Văn An',
        applicant_identity: `001${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
        applicant_phone: '0900000111',
        applicant_address: 'Thôn 1, xã Thử',
        matter: 'Đề nghị giải quyết theo quy định',
        filed_at: '2026-11-20T09:00:00',
        due_on: '2026-11-25',
        due_at: '2026-11-25T17:00:00',
        status: 2,
        last_seq: 1,
        papers: [1, 2, 3].map((ordinal) => ({ ordinal, name: `Giấy tờ ${ordinal}`, form: 1 })),
        events: [{ seq: 1, kind: 'received', at: '2026-11-20T09:00:00', data: { channel: 1 } }],
      });
    },
    get: () => asked('GET', `/items/dossier/${first + Math.floor(random() * (last - first))}?fields=*,papers.*,events.*`),
    list: () =>
      asked(
        'GET',
        `/items/dossier?limit=50&sort=due_on,id&meta=filter_count&filter[holder_unit_id][_eq]=${1 + Math.floor(random() * 50)}&filter[status][_in]=1,2,4,5,6,9`,
      ),
    stop: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await closed;
    },
  };
}

type Send = (method: string, url: string, body: unknown, token?: string) => Promise<unknown>;

async function collections(send: Send, token: string): Promise<void> {
  const fieldsOf = (collection: string, fields: Record<string, string>) => [
    {
      field: 'id',
      type: 'integer',
      schema: { is_primary_key: true, has_auto_increment: true },
      meta: { collection, field: 'id' },
    },
    ...Object.entries(fields).map(([field, type]) => ({ field, type, schema: {}, meta: { collection, field } })),
  ];
  const make = (collection: string, fields: Record<string, string>) =>
    send(
      'POST',
      '/collections',
      { collection, schema: {}, meta: { collection, accountability: 'all' }, fields: fieldsOf(collection, fields) },
      token,
    ).catch((error) => {
      // A folder that was used before has them already.
      if (!/already exists/.test(String(error))) throw error;
    });
  await make('dossier', FIELDS);
  for (const [collection, alias, fields] of [
    ['paper', 'papers', { dossier_id: 'integer', ordinal: 'integer', name: 'string', form: 'integer' }],
    ['event', 'events', { dossier_id: 'integer', seq: 'integer', kind: 'string', at: 'dateTime', data: 'json' }],
  ] as const) {
    await make(collection, fields);
    const related = send(
      'POST',
      '/relations',
      { collection, field: 'dossier_id', related_collection: 'dossier', meta: { one_field: alias } },
      token,
    );
    await related.catch((error) => {
      if (!/already|exists|duplicate/i.test(String(error))) throw error;
    });
    await send('POST', '/fields/dossier', { field: alias, type: 'alias', meta: { special: ['o2m'] } }, token).catch((error) => {
      if (!/already|exists|duplicate/i.test(String(error))) throw error;
    });
  }
}

/** The rows go in by SQL; one in fifty lies open on one of fifty desks. */
async function rows(cluster: Embedded, dossiers: number): Promise<void> {
  const { rows: known } = await asOwner(cluster, 'select count(*)::int as n from dossier');
  const more = dossiers - (known[0] as { n: number }).n;
  if (more <= 0) return;
  await asOwner(
    cluster,
    `insert into dossier (code, client_id, procedure_code, receiving_unit_id, competent_unit_id, holder_unit_id, channel, applicant_name, applicant_identity,
       applicant_phone, applicant_address, matter, filed_at, due_on, due_at, status, last_seq)
     select 'DIR-' || n, null, '1.001022', 1 + n % 50, 1, 1 + n % 50, 1, 'Người nộp ' || n, '001' || lpad(n::text, 9, '0'), '0900000111', 'Thôn ' || n % 20,
            'Đề nghị giải quyết theo quy định', timestamp '2026-01-01' + n * interval '20 second', date '2026-01-05' + (n / 4000)::int,
            timestamp '2026-01-05', case when n % 50 = 0 then 2 else 10 end, 3
     from generate_series(1, ${more}) n`,
  );
  await asOwner(
    cluster,
    `insert into paper (dossier_id, ordinal, name, form) select d.id, o, 'Giấy tờ ' || o, 1 from dossier d, generate_series(1, 3) o where d.client_id is null`,
  );
  await asOwner(
    cluster,
    `insert into event (dossier_id, seq, kind, at, data) select d.id, s, 'received', d.filed_at, '{"channel":1}' from dossier d, generate_series(1, 3) s where d.client_id is null`,
  );
  for (const index of [
    'create index if not exists paper_dossier on paper (dossier_id)',
    'create index if not exists event_dossier on event (dossier_id)',
    'create index if not exists dossier_desk on dossier (holder_unit_id, status, due_on)',
  ])
    await asOwner(cluster, index);
  await asOwner(cluster, 'vacuum analyze');
}

async function asOwner(cluster: Embedded, text: string): Promise<{ rows: unknown[] }> {
  const pool = openPool(cluster.url('directus'), { owner: true, max: 1 });
  try {
    return await pool.query(text);
  } finally {
    await pool.end();
  }
}
