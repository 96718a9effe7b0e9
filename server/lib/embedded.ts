import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { sharedMemory, shutFolder, socketDir } from './embedded-folders.ts';
import { announce, connects, isLocked, lockData, readOwner, withdraw } from './embedded-owner.ts';
import { accountFor, runnableBinaries } from './postgres-binaries.ts';
import { type Account, postgresProcesses, signal } from './processes.ts';
import { loadSql, maybeOne } from './sql.ts';

const sql = loadSql(import.meta.url, ['statement_to_create']);

/** Superuser of an embedded cluster and owner of its database. Only a unix socket in a private folder leads to it. */
export const OWNER = 'motcua';
/** The database that is made in every new cluster. */
export const DATABASE = 'motcua';

export type EmbeddedOptions = {
  /** Folder for this cluster alone: `data`, `run` (socket), `postgres.log`, `owner.json`. */
  state_dir?: string;
  /** Its data; what else belongs to it stands beside it. Default: `data` in `state_dir`. */
  data_dir?: string;
  /** Where the binaries are copied when they cannot run where they are installed. Default: `runtime` beside the data. */
  runtime_dir?: string;
  /** False: a crash of the machine may destroy the data. For tests only. */
  fsync?: boolean;
  /** PostgreSQL settings over the defaults. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
};

export type Address = {
  socket_dir: string;
  port: number;
  /** Connection string; by default of the owner on the product's database. */
  url: (dbname?: string, user?: string) => string;
};

export type Embedded = Address & {
  /** Makes a database that is not there yet; {@link DATABASE} always is. */
  ensureDatabase: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** The embedded database cannot be used as asked; the message is a sentence for the operator. */
export class EmbeddedError extends Error {
  readonly reason: 'in_use' | 'unreachable_folder' | 'other_version' | 'failed';

  constructor(reason: EmbeddedError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

// Measured for 2 cores; an office's small server has 4 GB, of which the database keeps 512 MB by itself; a province's keeps a quarter, so that a million dossiers with all that happened to them stay in it. JIT is not in these binaries, the timezone of days is the product's affair.
const DEFAULTS: Record<string, string> = {
  shared_buffers: megabytes(memory() / (memory() < 12e9 ? 8 : 4), 128, 8192),
  work_mem: '64MB',
  maintenance_work_mem: '256MB',
  effective_cache_size: megabytes(memory() / 2, 512, 65_536),
  max_parallel_workers_per_gather: '2',
  max_connections: '100',
  max_wal_size: '4GB',
  // Journal files that exist are written over; making and zeroing new ones takes a busy counter 4 % of the database's time.
  min_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%a ',
};

/** Bytes this process may use: what the machine has, or less where it is shut in (a container). */
function memory(): number {
  return Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

function megabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(most, Math.max(least, bytes / 1_048_576)))}MB`;
}

const UNSAFE: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

// Every statement takes and gives back some memory. The C library hands it to the system at once and asks for it again at the next statement,
// unless told to keep a little: a small transaction takes 11 % less processor time so, one of 24 receipts 4 %.
const KEEPING_MEMORY = { MALLOC_TRIM_THRESHOLD_: '8388608', MALLOC_TOP_PAD_: '1048576' };

const PORT = 5432;
const LOG_KEPT_BYTES = 10 * 1024 * 1024;
const MAX_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;

type Cluster = {
  data_dir: string;
  socket_dir: string;
  log_file: string;
  bin: string;
  account: Account;
  flags: string[];
  log: (line: string) => void;
  postmaster: ChildProcess | null;
  is_stopping: boolean;
  reviving: Promise<void> | null;
  /** Moments of recent restarts, ms. */
  revived_at: number[];
};

export function addressOf(socket_dir: string, port: number): Address {
  const query = new URLSearchParams({ host: socket_dir, port: String(port) });
  return { socket_dir, port, url: (dbname = DATABASE, user = OWNER) => `postgres://${user}@localhost/${dbname}?${query}` };
}

/**
 * Folder for what a running product keeps (database, files): `MOTCUA_STATE_DIR`, else one per checkout under
 * `/var/lib/motcua` (root), `$XDG_STATE_HOME/motcua` or `~/.local/state/motcua`, and under /tmp when none can be written.
 */
export function stateDir(checkout = path.join(import.meta.dirname, '../..'), env: NodeJS.ProcessEnv = process.env): string {
  if (env.MOTCUA_STATE_DIR) return prepared(path.resolve(env.MOTCUA_STATE_DIR));
  const real = fs.realpathSync(checkout);
  const folder = `${path.basename(real)}-${createHash('sha256').update(real).digest('hex').slice(0, 10)}`;
  const uid = process.getuid?.() ?? 0;
  const home = uid === 0 ? '/var/lib/motcua' : path.join(env.XDG_STATE_HOME || path.join(os.homedir(), '.local/state'), 'motcua');
  try {
    return prepared(path.join(home, folder));
  } catch {
    const temporary = `/tmp/motcua-${uid}`;
    prepared(temporary);
    if (fs.lstatSync(temporary).uid !== uid) throw new Error(`${temporary} belongs to someone else: set MOTCUA_STATE_DIR.`);
    return prepared(path.join(temporary, folder));
  }
}

// The account of the database passes through to its data, others see nothing of what is inside.
function prepared(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o711 });
  fs.accessSync(folder, fs.constants.W_OK);
  return folder;
}

/** Where the cluster's own files stand in a folder of {@link stateDir}. */
export function dataDir(state_dir: string): string {
  return path.join(state_dir, 'data');
}

/**
 * Starts the embedded PostgreSQL on `data_dir`, making it first when it is new. It listens on a unix socket only.
 * A server left behind by a process that was killed is ended first; while this process lives a server that dies is started again.
 *
 * @throws EmbeddedError `in_use` when a live process owns `data_dir` (use {@link attachEmbedded}), `unreachable_folder` when the
 *   unprivileged account cannot get to it, `other_version` when another PostgreSQL made it, `failed` with the server's own words
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => {});
  const began = performance.now();
  const wanted = options.data_dir ?? dataDir(options.state_dir ?? stateDir());
  fs.mkdirSync(path.dirname(wanted), { recursive: true, mode: 0o711 });
  const state = fs.realpathSync(path.dirname(wanted));
  const data_dir = path.join(state, path.basename(wanted));
  const lock = await lockData(data_dir);
  if (lock === null) {
    const pid = readOwner(data_dir)?.pid;
    const [vi, en] = pid
      ? [`tiến trình ${pid}`, `process ${pid}`]
      : ['một lần chạy đang mở hoặc đang dừng', 'another process that is starting or stopping'];
    throw new EmbeddedError(
      'in_use',
      `Phần mềm (hoặc một lệnh motcua) của bản cài này đang chạy: ${vi} đang dùng cơ sở dữ liệu ${data_dir}. Hãy dừng nó trước. / The database is in use by ${en}; stop it first.`,
    );
  }
  try {
    const account = accountFor(data_dir);
    const shut = shutFolder(state, account);
    if (shut) {
      const message = `PostgreSQL không chạy bằng tài khoản root, và tài khoản của nó không vào được ${shut}; hãy đặt MOTCUA_STATE_DIR là thư mục khác. / The account of the database may not enter ${shut}; set MOTCUA_STATE_DIR to another folder.`;
      throw new EmbeddedError('unreachable_folder', message);
    }
    const native = runnableBinaries(options.runtime_dir ?? path.join(state, 'runtime'), account, log);
    const cluster: Cluster = {
      data_dir,
      socket_dir: socketDir(data_dir, PORT, account),
      log_file: path.join(state, 'postgres.log'),
      bin: path.join(native, 'bin'),
      account,
      flags: Object.entries({
        ...DEFAULTS,
        ...sharedMemory(),
        ...(options.fsync === false ? UNSAFE : {}),
        ...options.settings,
      }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      log,
      postmaster: null,
      is_stopping: false,
      reviving: null,
      revived_at: [],
    };
    if (fs.existsSync(data_dir)) await endProcesses(cluster);
    initialise(cluster);
    await launch(cluster);
    await ensureDatabase(cluster.socket_dir, DATABASE);
    announce(data_dir, cluster.socket_dir, PORT);
    log(`PostgreSQL đã sẵn sàng sau ${Math.round(performance.now() - began)} ms.`);
    return running(cluster, lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * Address of the server that another live process runs on `data_dir`, or null when there is none.
 * A process that is still starting is waited for.
 */
export async function attachEmbedded(data_dir: string, patience_ms = 15_000): Promise<Address | null> {
  if (!fs.existsSync(path.dirname(data_dir))) return null;
  const real = path.join(fs.realpathSync(path.dirname(data_dir)), path.basename(data_dir));
  for (const began = performance.now(); performance.now() - began < patience_ms; await sleep(100)) {
    if (!(await isLocked(real))) return null;
    const owner = readOwner(real);
    if (owner && (await connects(path.join(owner.socket_dir, `.s.PGSQL.${owner.port}`))))
      return addressOf(owner.socket_dir, owner.port);
  }
  return null;
}

/** Makes a new cluster; an interrupted attempt leaves nothing that looks complete. */
function initialise(cluster: Cluster): void {
  const { data_dir, account } = cluster;
  const version_file = path.join(data_dir, 'PG_VERSION');
  const own = spawnSync(path.join(cluster.bin, 'postgres'), ['-V'], { ...account, cwd: '/', env: {}, encoding: 'utf8' });
  const major = /\(PostgreSQL\) (\d+)/.exec(own.stdout)?.[1] ?? '';
  if (fs.existsSync(version_file)) {
    const made_by = fs.readFileSync(version_file, 'utf8').trim();
    if (made_by === major) return;
    const message = `The data in ${data_dir} was made by PostgreSQL ${made_by}; this product brings ${major}. Restore a backup into an empty folder.`;
    throw new EmbeddedError('other_version', message);
  }
  const partial = `${data_dir}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { mode: 0o700 });
  if (account.uid !== undefined) fs.chownSync(partial, account.uid, account.gid as number);
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', partial, '-U', OWNER, '-A', 'trust', ...locale, '--no-sync', '--no-instructions'];
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const made = spawnSync(path.join(cluster.bin, 'initdb'), args, { ...account, cwd: '/', env, encoding: 'utf8' });
  if (made.status !== 0) {
    throw new EmbeddedError('failed', `initdb in ${partial} failed: ${made.error?.message ?? made.stderr.trim()}`);
  }
  fs.renameSync(partial, data_dir);
}

// ---- the server process

/**
 * Ends what runs on this data directory (our own server, or one that a killed owner left behind), and only that:
 * a pid in postmaster.pid may meanwhile belong to something else. Fast shutdown first, so that the next start needs no recovery.
 */
async function endProcesses(cluster: Cluster): Promise<void> {
  const pid_file = path.join(cluster.data_dir, 'postmaster.pid');
  if (!fs.existsSync(pid_file)) return;
  const postmaster = Number.parseInt(fs.readFileSync(pid_file, 'utf8'), 10);
  const left = () => postgresProcesses(cluster.data_dir, cluster.account);
  let pids = left();
  if (pids.length > 0 && !cluster.is_stopping)
    cluster.log(`Đang đóng PostgreSQL của lần chạy trước bị ngắt (${pids.join(', ')}).`);
  for (const [name, patience_ms] of [['SIGINT', 30_000] as const, ['SIGQUIT', 5_000] as const, ['SIGKILL', 5_000] as const]) {
    if (pids.length === 0) break;
    // Children follow their postmaster; without one they notice within moments and need no fast shutdown.
    const targets = pids.includes(postmaster) ? [postmaster] : name === 'SIGINT' ? [] : pids;
    for (const pid of targets) signal(pid, name);
    const patience = targets.length > 0 ? patience_ms : 2_000;
    for (const began = performance.now(); pids.length > 0 && performance.now() - began < patience; pids = left()) await sleep(20);
  }
  if (pids.length > 0)
    throw new EmbeddedError('failed', `PostgreSQL processes ${pids.join(', ')} on ${cluster.data_dir} cannot be ended.`);
  // With nobody left on the data these are stale, even if their pid lives again as something else, or is a zombie that init does not reap.
  for (const file of [pid_file, path.join(cluster.socket_dir, `.s.PGSQL.${PORT}.lock`)]) fs.rmSync(file, { force: true });
}

/** @throws EmbeddedError with the server's own words when it does not come up */
async function launch(cluster: Cluster): Promise<void> {
  const log_fd = openLog(cluster.log_file);
  const from_byte = fs.fstatSync(log_fd).size;
  const args = [
    '-D',
    cluster.data_dir,
    '-p',
    String(PORT),
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${cluster.socket_dir}`,
  ];
  const child = spawn(path.join(cluster.bin, 'postgres'), [...args, '-c', 'unix_socket_permissions=0700', ...cluster.flags], {
    ...cluster.account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...KEEPING_MEMORY },
    stdio: ['ignore', 'ignore', log_fd],
    // Its own session: Ctrl-C at the terminal is for us, we then stop it in order.
    detached: true,
  });
  fs.closeSync(log_fd);
  let failure: string | null = null;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, name) => {
    failure ??= `exit ${code ?? name}`;
  });
  child.unref();
  while (failure === null && !isReady(cluster.data_dir, child.pid)) await sleep(5);
  if (failure !== null) {
    const words = fs.readFileSync(cluster.log_file).subarray(from_byte).toString('utf8').trim();
    throw new EmbeddedError('failed', `PostgreSQL did not start (${failure}): ${words.slice(-2000)}`);
  }
  cluster.postmaster = child;
  child.once('exit', () => {
    if (!cluster.is_stopping) cluster.reviving = revive(cluster);
  });
}

/** Starts a server again that ended without being asked to; open connections are lost, new ones find it under the same address. */
async function revive(cluster: Cluster): Promise<void> {
  const now = performance.now();
  cluster.revived_at = [...cluster.revived_at.filter((at) => now - at < RESTART_WINDOW_MS), now];
  if (cluster.revived_at.length > MAX_RESTARTS)
    return cluster.log(`PostgreSQL liên tục dừng nên không được mở lại nữa; xem ${cluster.log_file}`);
  cluster.log(`PostgreSQL dừng bất thường và đang được mở lại; xem ${cluster.log_file}`);
  try {
    await endProcesses(cluster);
    if (!cluster.is_stopping) await launch(cluster);
  } catch (error) {
    cluster.log((error as Error).message);
    await sleep(1000);
    if (!cluster.is_stopping) await revive(cluster);
  }
}

function openLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES) fs.renameSync(file, `${file}.1`);
  return fs.openSync(file, 'a', 0o600);
}

// Line 1 of postmaster.pid is the pid, line 8 the state: "ready" once connections are accepted.
function isReady(data_dir: string, pid: number | undefined): boolean {
  try {
    const lines = fs.readFileSync(path.join(data_dir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function ensureDatabase(socket_dir: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(socket_dir, PORT).url('postgres') });
  await client.connect();
  try {
    const missing = await maybeOne(client, sql.statement_to_create, { name }, z.object({ statement: z.string() }));
    if (missing) await client.query(missing.statement);
  } finally {
    await client.end();
  }
}

function running(cluster: Cluster, lock: net.Server): Embedded {
  // process.exit() without stop(): the server ends in order by itself. The next start waits for it.
  const atExit = () => cluster.postmaster?.kill('SIGINT');
  process.once('exit', atExit);
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    cluster.is_stopping = true;
    process.off('exit', atExit);
    await cluster.reviving;
    await endProcesses(cluster);
    withdraw(cluster.data_dir);
    if (cluster.socket_dir.startsWith('/tmp/motcua-')) fs.rmSync(cluster.socket_dir, { recursive: true, force: true });
    await new Promise((resolve) => lock.close(resolve));
  };
  return {
    ...addressOf(cluster.socket_dir, PORT),
    ensureDatabase: (name) => ensureDatabase(cluster.socket_dir, name),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
