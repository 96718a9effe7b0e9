// The counter under load: receiving, opening, queues, searching. `node bench/desk.ts [--dossiers 1000000] [--state DIR] [--seconds 15] [--only …]`
import { execFileSync, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as access from '#access';
import { get, queueWritten } from '#dossiers';
import { vietnamDay } from '#lib/day';
import { openPool, type Pool } from '#lib/db';
import { dataDir, type Embedded, startEmbedded } from '#lib/embedded';
import { stampsIn } from '#lib/revision';
// @ts-expect-error Plain JavaScript: it runs before anything is installed.
import { flagsOf } from '../bin/run.mjs';
import { startDirectus } from './desk/directus.ts';
import { type Answered, closedLoop, type Load, openLoop, type Request, request } from './desk/load.ts';
import { hasPgbench, limitOfReading, limitOfReceiving, watching } from './desk/pgbench.ts';
import { aFiling, makeOffice, type Office, type Officer, PEOPLE, randomOf, someApplicants, someDossiers } from './desk/world.ts';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '15' },
    /** Before each measurement, so that what is measured is a server at work, not one that has just begun. */
    warm: { type: 'string', default: '3' },
    /** Dossiers with their papers and events in the database's memory before, as they are where the office has worked since yesterday. */
    prewarm: { type: 'boolean', default: false },
    state: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    /** A folder for a profile of the server's processor time. */
    profile: { type: 'string' },
    /** Where Directus is installed, and found by the next run. */
    directus: { type: 'string' },
    /**
     * Everything in the real-time class, taking turns (`chrt`, root only): a kernel that keeps the threads of the fair class on few processors
     * gives these all it has. Kept in a file of its own.
     */
    'round-robin': { type: 'boolean', default: false },
  },
});
const dossiers = Number(values.dossiers);
const seconds = Number(values.seconds);
const warm_seconds = Number(values.warm);
// Clients of pgbench, as many as the limit was first measured with.
const PGBENCH_PEOPLE = 16;

// Requests a second to write beforehand, more than are answered.
const MOST_RECEIVED = 6000;
const wanted = (part: string) => !values.only || values.only.split(',').includes(part);

type Server = { port: number; usage(): Promise<{ user: number; system: number; rss: number }>; stop(): Promise<void> };

/** What `npm start` gives its process (`bin/run.mjs`). */
const START_FLAGS = flagsOf('start', []);

async function startServer(url: string): Promise<Server> {
  const child = fork(path.join(import.meta.dirname, 'desk/server.ts'), [url, ...(values.profile ? [values.profile] : [])], {
    execArgv: START_FLAGS,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const heard = <T>() =>
    new Promise<T>((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      child.once('exit', () => reject(new Error('the server ended')));
    });
  const { port } = await heard<{ port: number }>();
  return {
    port,
    usage: () => {
      const answer = heard<{ user: number; system: number; rss: number }>();
      child.send('usage');
      return answer;
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}

const HEAD = `${'with 50 people at once'.padEnd(44)}   per s      p50      p95      p99     most  budget`;
const ms = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1)).padStart(8);

function shown({ name, rate, p50, p95, p99, most, others }: Load, budget: number | null): string {
  const verdict = budget === null ? '' : `${String(budget).padStart(7)}  ${rate >= budget ? 'met' : 'NOT MET'}`;
  const refused = Object.keys(others).length > 0 ? `  others: ${JSON.stringify(others)}` : '';
  return `${name.padEnd(44)}${rate.toFixed(0).padStart(8)} ${ms(p50)} ${ms(p95)} ${ms(p99)} ${ms(most)} ${verdict}${refused}`;
}

/** Processor time of the database's processes, also of those that have ended meanwhile, microseconds. */
function databaseTime(postmaster: number): number {
  let ticks = 0;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      // User and system time of its own; of the postmaster, also that of its children that have ended.
      const own = Number(fields[11]) + Number(fields[12]);
      if (Number(fields[1]) === postmaster) ticks += own;
      else if (Number(pid) === postmaster) ticks += own + Number(fields[13]) + Number(fields[14]);
    } catch {
      // It has ended.
    }
  }
  // Linux counts in hundredths of a second.
  return ticks * 10_000;
}

type Bench = {
  cluster: Embedded;
  url: string;
  pool: Pool;
  postmaster: number;
  page: Page;
  server: Server;
  office: Office;
  owner: Pool;
};

/** Runs a load and says where the processor time went: ours, or everything else (the database, the load generator). */
async function measured(
  { page, server, postmaster }: Bench,
  name: string,
  budget: number | null,
  next: (person: number) => Request,
  look?: (answered: Answered) => void,
): Promise<Load> {
  let all = 0;
  const counted = (person: number) => {
    all += 1;
    return next(person);
  };
  const taken = async () => {
    const { user, system, rss } = await server.usage();
    const own = process.cpuUsage();
    return { all, server: user + system, user, system, database: databaseTime(postmaster), own: own.user + own.system, rss };
  };
  const load = { people: PEOPLE, next: counted, ...(look && { look }) };
  await closedLoop(name, server.port, { ...load, seconds: 0, warm_seconds });
  const before = await taken();
  const answered = await closedLoop(name, server.port, { ...load, seconds, warm_seconds: 0 });
  const after = await taken();
  const each = (of: 'server' | 'user' | 'system' | 'database' | 'own') =>
    `${Math.round((after[of] - before[of]) / (after.all - before.all))} µs`;
  page.say(
    shown(answered, budget),
    `${''.padEnd(20)}processor time each: server ${each('server')} (kernel ${each('system')}), database ${each('database')}, load generator ${each('own')}; ` +
      `${Math.round(answered.megabytes / seconds)} MB/s; server ${Math.round(after.rss / 1_048_576)} MB`,
  );
  return answered;
}

async function main(): Promise<void> {
  // What is started from here inherits it.
  if (values['round-robin']) execFileSync('chrt', ['--all-tasks', '--rr', '--pid', '1', String(process.pid)]);
  const page = new Page(values['round-robin'] ? 'desk-round-robin' : 'desk');
  page.say(...machine(), `warm-up   ${warm_seconds} s of the same requests before each measurement`);
  const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-desk-');
  fs.mkdirSync(state, { recursive: true });
  fs.chmodSync(state, 0o711);
  const cluster = await startEmbedded({ state_dir: state });
  const url = cluster.url('motcua');
  await cluster.ensureDatabase('motcua');
  const owner = openPool(url, { owner: true, max: 4 });
  try {
    const office = await makeOffice(url, owner, dossiers, (line) => console.error(line));
    const { rows } = await owner.query(
      `select version() as version, (select count(*) from dossiers.dossier)::int as n,
         pg_size_pretty(pg_total_relation_size('dossiers.dossier')) as size, current_setting('huge_pages_status') as large`,
    );
    page.say(
      `database  ${rows[0].version.split(' on ')[0]}, embedded, settings of the product, synchronous commit, large pages ${rows[0].large}`,
    );
    page.say(
      `data      ${rows[0].n.toLocaleString('en')} dossiers (${rows[0].size} with indexes), ${office.officers.length} officers with a session each`,
    );
    if (values.prewarm) page.say(await prewarmed(owner));
    const server = await startServer(url);
    try {
      const postmaster = Number(fs.readFileSync(path.join(dataDir(state), 'postmaster.pid'), 'utf8').split('\n')[0]);
      const pool = openPool(url, { max: 2 });
      await run({ cluster, url, pool, page, server, office, owner, postmaster });
      await pool.end();
    } finally {
      await server.stop();
    }
  } finally {
    await owner.end();
    await cluster.stop();
    if (!values.state) fs.rmSync(state, { recursive: true, force: true });
  }
  if (!values.only || values.keep) page.keep();
}

/** Reads the tables of dossiers and their indexes into the database's memory. */
async function prewarmed(owner: Pool): Promise<string> {
  await owner.query('create extension if not exists pg_prewarm schema public');
  const { rows } = await owner.query(
    `select pg_size_pretty(sum(public.pg_prewarm(c.oid)) * 8192) as size, current_setting('shared_buffers') as of
     from pg_class c
     where c.relnamespace = 'dossiers'::regnamespace and c.relkind in ('r', 'i') and pg_relation_size(c.oid) > 0`,
  );
  return `          in the database's memory before: tables of dossiers and their indexes, ${rows[0].size} (shared_buffers ${rows[0].of})`;
}

async function run(bench: Bench): Promise<void> {
  const { page, office, owner } = bench;
  const random = randomOf(11);
  const officer = (person: number) => office.officers[person % office.officers.length] as Officer;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const written = (person: number) =>
    request('POST', '/api/dossiers', officer(person), aFiling(officer(person).desk, office, random));
  // Written beforehand, as people write them: the processors are for whoever answers.
  const sheets: Request[][] = [];
  const receive = (person: number) => sheets[person % PEOPLE]?.pop() ?? written(person);
  const writeSheets = (count: number) => {
    for (let person = 0; person < PEOPLE; person += 1)
      sheets[person] = Array.from({ length: Math.ceil(count / PEOPLE) }, () => written(person));
  };
  const today = vietnamDay(new Date());
  const reach = await Promise.all(
    office.officers.map(async ({ account_id }) => {
      const scope = await access.scopeOf(owner, account_id, 'dossiers.read', today);
      return someDossiers(owner, scope?.unit_ids ?? [], 20_000);
    }),
  );
  const open = (person: number) => {
    const at = person % office.officers.length;
    return request('GET', `/api/dossiers/${pick(reach[at] as number[])}`, officer(person));
  };
  const queue = (person: number) => request('GET', '/api/dossiers/queue?tab=waiting&page_size=50', officer(person));
  const people = await someApplicants(owner);
  const typed = (): string => {
    const somebody = pick(people);
    const kind = random();
    if (kind < 0.35) return somebody.name;
    if (kind < 0.55)
      return somebody.name
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/đ/gi, 'd')
        .toLowerCase()
        .split(' ')
        .slice(-2)
        .join(' ');
    if (kind < 0.7) return somebody.identity;
    if (kind < 0.8) return somebody.phone ?? somebody.identity;
    if (kind < 0.9) return somebody.code;
    return pick(['khai sinh', 'chứng thực bản sao', 'ho kinh doanh', `${somebody.name} khai sinh`]);
  };
  const search = (person: number) =>
    request('GET', `/api/dossiers?page_size=20&q=${encodeURIComponent(typed())}`, officer(person));
  page.say(
    `          opened at random: ${reach.reduce((sum, ids) => sum + ids.length, 0).toLocaleString('en')} different dossiers`,
    '',
    HEAD,
  );
  const loads: Loads = {};
  if (wanted('open')) loads.open = await measured(bench, 'open a dossier', 4000, open);
  if (wanted('queue')) loads.queue = await measured(bench, 'queue, a page of 50 and every count', 2000, queue);
  if (wanted('search')) await searching(bench, search);
  if (wanted('mixed')) await mixed(bench, { receive: written, open, queue, search });
  // Last: in a minute it leaves on nineteen desks what a province receives in a week, more open work than any office has.
  if (wanted('receive')) {
    const [last] = (await owner.query('select max(d.id)::int as id from dossiers.dossier d')).rows;
    writeSheets((warm_seconds + seconds) * MOST_RECEIVED);
    loads.receive = await measured(bench, 'receive', 4000, receive);
    // Rows of a transaction carry its number.
    const { rows } = await owner.query(
      'select round(count(*)::numeric / count(distinct d.xmin::text))::int as size from dossiers.dossier d where d.id > $1',
      [last.id],
    );
    loads.batch = rows[0].size;
    page.say(`${''.padEnd(20)}${loads.batch} in a transaction on average`);
  }
  if (wanted('pgbench')) await limits(bench, loads);
  if (wanted('directus')) await beside(bench, loads);
}

type Loads = Partial<Record<'receive' | 'open' | 'queue', Load>> & { batch?: number };

/** Fifty people who search without a pause would wait for each other; as many as search at a time in an office of fifty do not. */
async function searching({ page, server }: Bench, next: (person: number) => Request): Promise<void> {
  for (const people of [5, PEOPLE]) {
    const load = await closedLoop(`search, ${people} at a time without a pause`, server.port, {
      people,
      seconds,
      warm_seconds: 2,
      next,
    });
    const verdict = people === PEOPLE ? '' : `  budget p95 150 ms: ${load.p95 <= 150 ? 'met' : 'NOT MET'}`;
    page.say(`${shown(load, null)}${verdict}`);
  }
}

const share = (ours: Load | undefined, of: number) => (ours ? `${(ours.rate / of).toFixed(2)} of it` : '');

/** PostgreSQL alone, doing the same statements. */
async function limits({ page, owner, pool, url, office }: Bench, { receive, open, queue, batch = 25 }: Loads): Promise<void> {
  if (!hasPgbench()) {
    page.say('', 'pgbench is not on this machine (Debian: postgresql-client-15 or postgresql-contrib): no limit was taken');
    return;
  }
  page.say('', 'pgbench, the same statements prepared, no HTTP, no rights asked for     per s   the product reaches');
  const line = (name: string, rate: number, ours: Load | undefined, wanted_share = '') =>
    page.say(`${name.padEnd(68)}${rate.toFixed(0).padStart(9)}   ${share(ours, rate)}${wanted_share}`);
  // As people send them, each receipt its own transaction, is the measure (docs/adr/0021); batches, which the product makes of them, are shown beside.
  for (const [size, at_once] of [
    [1, PGBENCH_PEOPLE],
    [1, 2],
    [batch, 2],
    [64, 2],
  ] as const) {
    const rate = await limitOfReceiving(owner, url, office, { size, at_once, seconds });
    const verdict =
      receive && at_once === PGBENCH_PEOPLE ? `; budget 0.50: ${receive.rate / rate >= 0.5 ? 'met' : 'NOT MET'}` : '';
    line(`receive, ${size} in a transaction, ${at_once} transactions at a time`, rate, receive, verdict);
  }
  const today = vietnamDay(new Date());
  const [first] = office.officers as [Officer];
  const scope = (await access.scopeOf(pool, first.account_id, 'dossiers.read', today)) ?? { unit_ids: [] };
  const reader = { scope, personal: scope, now: new Date(), account_id: first.account_id, stamps: await stampsIn(pool) };
  const [some] = await someDossiers(owner, scope.unit_ids as number[], 1);
  const opened = await watching(pool, (db) => get(db as never, some as number, reader, () => true), 'dossiers.opened');
  const { rows } = await owner.query('select max(d.id)::int as last from dossiers.dossier d');
  const drawn = { place: 1, set: `\\set id random(1, ${rows[0].last})`, as: 'array[(:id)::bigint]' };
  line('open', await limitOfReading(url, [{ ...opened, values: [null], drawn }], seconds), open);
  const input = { tab: 'waiting', mine: false, page: 1, page_size: 50 } as const;
  const statements = [];
  for (const { account_id } of office.officers.slice(0, 8)) {
    const own = (await access.scopeOf(pool, account_id, 'dossiers.read', today)) ?? { unit_ids: [] };
    statements.push(
      await watching(pool, (db) => queueWritten(db as never, input, { ...reader, scope: own, personal: own }), 'dossiers.queue'),
    );
  }
  line('queue (without the lines of its dossiers, which are in memory)', await limitOfReading(url, statements, seconds), queue);
}

/** Directus on the same machine, one after the other. */
async function beside({ page, cluster }: Bench, { receive, open, queue }: Loads): Promise<void> {
  const folder = values.directus ?? path.join('/tmp', 'motcua-bench-directus');
  const directus = await startDirectus(cluster, folder, dossiers, (line) => page.say(line));
  if (!directus) return;
  try {
    page.say(
      '',
      `Directus ${directus.version}, administrator's token, ${dossiers.toLocaleString('en')} rows     per s      p50      p95      p99     most  the product does`,
    );
    for (const [name, next, ours] of [
      ['create, with three papers and one event', directus.create, receive],
      ['get, with papers and events', directus.get, open],
      ['list, 50 of a desk, counted', directus.list, queue],
    ] as const) {
      const load = await closedLoop(name, directus.port, { people: PEOPLE, seconds, warm_seconds: 3, next });
      page.say(`${shown(load, null)}  ${ours && load.rate > 0 ? `${(ours.rate / load.rate).toFixed(1)} times as many` : ''}`);
    }
  } finally {
    await directus.stop();
  }
}

async function mixed(
  { page, server }: Bench,
  requests: Record<'receive' | 'open' | 'queue' | 'search', (person: number) => Request>,
): Promise<void> {
  const random = randomOf(13);
  const loads = await openLoop(server.port, {
    rate: 200,
    seconds: seconds * 2,
    people: PEOPLE,
    next: (place) => {
      const share = random();
      const kind = share < 0.35 ? 'open' : share < 0.6 ? 'queue' : share < 0.75 ? 'search' : 'receive';
      return { kind, request: requests[kind](place) };
    },
  });
  page.say('', '200 requests a second, mixed: 35 % open, 25 % queue, 15 % search, 25 % receive');
  const budgets = { read: [50, 150, 300], write: [100, 300, 500] } as const;
  for (const [kind, load] of loads) {
    const [b50, b95, b99] = budgets[kind === 'receive' ? 'write' : 'read'];
    const is_met = load.p50 <= b50 && load.p95 <= b95 && load.p99 <= b99;
    page.say(`${shown(load, null)}  budget ${b50}/${b95}/${b99} ms: ${is_met ? 'met' : 'NOT MET'}`);
  }
}

await main();
