// The limit: what PostgreSQL alone does of the same statements, driven by pgbench. The statements are those the product sent for a real batch;
// only what must be new each time (ids, codes, places in the audit chain) is made by the server instead of being handed in.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { ReceiveInput, receiveAll } from '#dossiers';
import { type Pool, transaction } from '#lib/db';
import { aFiling, type Desk, type Office, randomOf } from './world.ts';

type Sent = { name: string; text: string; values: unknown[] };

export function hasPgbench(): boolean {
  return spawnSync('pgbench', ['--version']).status === 0;
}

/** A connection that notes what is sent through it. */
function watchedBy(db: Pick<pg.ClientBase, 'query'>, sent: Sent[]): Pick<pg.ClientBase, 'query'> {
  const query = (one: Sent) => {
    sent.push(one);
    return db.query(one as never);
  };
  return { query } as never;
}

/** The statements of one batch of receipts at these desks, as they went to the database; nothing of it stays. */
async function sentFor(owner: Pool, office: Office, desks: readonly Desk[], size: number, random: () => number): Promise<Sent[]> {
  const by = { actor: { user_id: null, name: 'đo tốc độ' }, now: new Date(), scope: { unit_ids: null } };
  const asked = Array.from({ length: size }, () => {
    const desk = desks[Math.floor(random() * desks.length)] as Desk;
    return { input: ReceiveInput.parse(aFiling(desk, office, random)), by };
  });
  const sent: Sent[] = [];
  const gone = new Error('only to see what is sent');
  const gone_behind: Promise<unknown>[] = [];
  const work = async (db: Parameters<typeof receiveAll>[0]) => {
    const watched = watchedBy(db, sent);
    await receiveAll(watched, asked, { behind: (rest) => gone_behind.push(rest), is_hopeful: true, database: {} });
    await Promise.all(gone_behind);
    throw gone;
  };
  // Twice: the first time the catalogue is asked, too.
  for (const _ of [1, 2]) {
    sent.length = 0;
    await transaction(owner, 'write', work).catch((error) => {
      if (error !== gone) throw error;
    });
  }
  return sent.filter(({ name }) => /^(dossiers\.(hold_client_ids|reserve|take|keep_new)|audit\.append)/.test(name));
}

/** A value as SQL; a colon could be taken for a variable by pgbench. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `array[${value.map(literal).join(',')}]`;
  const text =
    value instanceof Date ? value.toISOString() : Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value);
  if (typeof value === 'number' || typeof value === 'boolean') return text;
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`;
}

function filled({ text, values }: Sent, instead: Record<number, string>): string {
  return text
    .replace(/\$(\d+)/g, (_, n) => {
      const place = Number(n);
      return instead[place] ?? literal(values[place - 1]);
    })
    .replace(/\s*\n\s*/g, ' ');
}

type Script = { text: string; define: string[] };

/** The statement with its values as parameters, which PostgreSQL reads each time as it reads the product's. */
function asked({ text, values }: Sent, instead: Record<number, string>, { define }: Script): string {
  const own = randomUUID().replaceAll('-', '');
  const said = text.replace(/\$(\d+)/g, (_, n) => {
    const place = Number(n);
    const value = values[place - 1];
    if (instead[place] !== undefined || value === null || value === undefined) return instead[place] ?? 'null';
    const name = `v${own}_${place}`;
    const setting = `${name}=${parameterOf(value)}`;
    if (!define.includes(setting)) define.push(setting);
    return `:${name}`;
  });
  return said.replace(/\s*\n\s*/g, ' ');
}

/** As the product's driver writes it. */
function parameterOf(value: unknown): string {
  if (!Array.isArray(value)) return value instanceof Date ? value.toISOString() : String(value);
  return `{${value.map((one) => (one === null ? 'NULL' : JSON.stringify(String(one)))).join()}}`;
}

/** One script: a batch of receipts in one transaction. */
function batchScript(sent: readonly Sent[], size: number): Script {
  const script: Script = { text: '', define: [] };
  const lines = ['begin;'];
  for (const one of sent) {
    if (one.name === 'dossiers.keep_new') {
      const fresh = `array(select nextval('dossiers.dossier_id') from generate_series(1, ${size}))`;
      const codes = `array(select 'PGB-' || nextval('public.bench_code') from generate_series(1, ${size}))`;
      // The same names of sendings again would be refused.
      const values = one.values.map((value) =>
        typeof value === 'string' ? value.replaceAll(/,\\"bench-[\w-]+\\",/g, ',,') : value,
      );
      lines.push(`${asked({ ...one, values }, { 1: fresh, 2: codes }, script)};`);
    } else lines.push(`${asked(one, {}, script)};`);
  }
  return { ...script, text: `${[...lines, 'commit;'].join('\n')}\n` };
}

type Ran = { tps: number; latency_ms: number };

function pgbench(url: URL, scripts: readonly Script[], options: { clients: number; seconds: number }): Promise<Ran> {
  const folder = fs.mkdtempSync('/tmp/motcua-pgbench-');
  const files = scripts.map(({ text }, place) => {
    const file = path.join(folder, `${place}.sql`);
    fs.writeFileSync(file, text);
    return ['-f', file];
  });
  const socket = url.searchParams.get('host') ?? url.hostname;
  const args = ['-n', '-M', 'prepared', '-c', String(options.clients), '-j', '1', '-T', String(options.seconds)];
  const values = scripts.flatMap(({ define }) => define.flatMap((one) => ['-D', one]));
  const env = {
    ...process.env,
    PGHOST: socket,
    PGPORT: url.searchParams.get('port') ?? (url.port || '5432'),
    PGUSER: decodeURIComponent(url.username),
    PGOPTIONS: '-c timezone=UTC',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('pgbench', [...args, ...values, ...files.flat(), url.pathname.slice(1)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.once('close', () => {
      fs.rmSync(folder, { recursive: true, force: true });
      const tps = /tps = ([\d.]+)/.exec(said)?.[1];
      const latency = /latency average = ([\d.]+)/.exec(said)?.[1];
      if (!tps || / aborted in command /.test(said)) reject(new Error(`pgbench: ${said.slice(0, 1500)}`));
      else resolve({ tps: Number(tps), latency_ms: Number(latency) });
    });
  });
}

// Their values are handed over on a command line, which has two megabytes.
const RECEIPTS = 12 * 24;
const LANES = 2;

/**
 * Receipts per second of PostgreSQL alone, in batches of `size` from desks all over the office. As in the product transactions go in two lanes, each
 * with desks of its own, so that they do not wait for the other's counters.
 * @param at_once transactions under way, an even number; the product has two
 */
export async function limitOfReceiving(
  owner: Pool,
  url: string,
  office: Office,
  { size, at_once, seconds }: { size: number; at_once: number; seconds: number },
): Promise<number> {
  await owner.query('create sequence if not exists public.bench_code');
  const random = randomOf(size);
  const runs: Script[][] = [];
  for (let lane = 0; lane < LANES; lane += 1) {
    const desks = office.officers.map(({ desk }) => desk).filter((_, place) => place % LANES === lane);
    const scripts: Script[] = [];
    while (scripts.length < Math.min(12, Math.floor(RECEIPTS / size)))
      scripts.push(batchScript(await sentFor(owner, office, desks, size, random), size));
    runs.push(scripts);
  }
  const ran = await Promise.all(runs.map((scripts) => pgbench(new URL(url), scripts, { clients: at_once / LANES, seconds })));
  return ran.reduce((sum, { tps }) => sum + tps, 0) * size;
}

/** The same for one reading: the statement with its values, of which `$1` may be drawn by pgbench. */
export async function limitOfReading(
  url: string,
  statements: readonly { text: string; values: unknown[]; drawn?: { place: number; set: string; as: string } }[],
  seconds: number,
): Promise<number> {
  const scripts = statements.map(({ text, values, drawn }) => {
    const sent = { name: '', text, values };
    return { text: `${drawn ? `${drawn.set}\n` : ''}${filled(sent, drawn ? { [drawn.place]: drawn.as } : {})};\n`, define: [] };
  });
  return (await pgbench(new URL(url), scripts, { clients: 8, seconds })).tps;
}

/** What a function of the product sends when it reads. */
export async function watching(
  pool: Pool,
  work: (db: Pick<pg.ClientBase, 'query'>) => Promise<unknown>,
  name: string,
): Promise<Sent> {
  const sent: Sent[] = [];
  const client = await pool.connect();
  try {
    await work(watchedBy(client, sent));
  } finally {
    client.release();
  }
  const found = sent.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not sent: ${sent.map((one) => one.name).join()}`);
  return found;
}
