// Starts what package.json's scripts name, on whatever Node the machine has (18 or newer): plain JavaScript, no dependency.
// It sees to the dependencies, to Node 24 (which comes with them) and to the built interface, then becomes the program.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = path.join(ROOT, 'node_modules');
const NEEDED_NODE = 24;

const PROGRAMS = {
  // What a request leaves behind is gone before it is looked at twice: fewer rounds of collecting, no more memory in the end.
  // Each report is checked in a thread of its own, which uses a regex often or not at all: compiled at once, 100 pages take 1.5 s, not 1.65.
  // Node's own code on large pages of memory: 48 MB and a quarter of a second at the start, 2 to 3 % more receipts; nothing where the system has none.
  start: {
    entry: 'server/main.ts',
    needs_dev: false,
    needs_web: true,
    flags: ['--max-semi-space-size=64', '--regexp-tier-up-ticks=0', '--use-largepages=silent'],
  },
  test: { entry: 'test/run.ts', needs_dev: true, needs_web: false },
  build: { entry: null, needs_dev: false, needs_web: true },
  // Short-lived objects in small halves: a report of 100 pages is checked within 200 MB, in the same time.
  motcua: { entry: 'cli/main.ts', needs_dev: false, needs_web: false, flags: ['--max-semi-space-size=4'] },
};

/**
 * What some commands of a program are given besides. A report is checked once: regexes are compiled at their first use (0.15 s of 100 pages), and
 * what the slowest compiler makes comes too late (0.35 s; 1,000 pages take as long without it).
 */
const COMMAND_FLAGS = { 'motcua check': ['--regexp-tier-up-ticks=0', '--no-turbofan'] };

/** Flags of Node for a program of PROGRAMS and what follows its name. */
export const flagsOf = (command, args) => [...(PROGRAMS[command].flags ?? []), ...(COMMAND_FLAGS[`${command} ${args[0]}`] ?? [])];

/** Everything said here goes to stderr: stdout belongs to the program (`motcua … --json`). */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends with one sentence, and what the failing tool itself said. */
function giveUp(sentence, details = '') {
  if (details.trim()) say(details.trimEnd());
  say(sentence);
  process.exit(1);
}

// ---- dependencies

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** True when node_modules holds what package-lock.json says, whoever installed it. */
export function isInstalled(root, needs_dev) {
  const lock_text = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const stamp_file = path.join(root, 'node_modules/.motcua-lock');
  const stamp = readJson(stamp_file);
  if (stamp?.lock === sha256(lock_text) && (stamp.with_dev || !needs_dev)) return true;
  const with_dev = matchesLock(root, JSON.parse(lock_text), true);
  if (!with_dev && (needs_dev || !matchesLock(root, JSON.parse(lock_text), false))) return false;
  try {
    fs.writeFileSync(stamp_file, JSON.stringify({ lock: sha256(lock_text), with_dev }));
  } catch {
    // A checkout that cannot be written to is compared again next time.
  }
  return true;
}

// npm writes what it installed to node_modules/.package-lock.json as its last step.
function matchesLock(root, lock, with_dev) {
  const installed = readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '' || wanted.devOptional || wanted.peer || (wanted.dev && !with_dev)) return true;
    if (wanted.optional && !isForThisMachine(wanted)) return true;
    return installed[place]?.version === wanted.version && fs.existsSync(path.join(root, place));
  });
}

// Node 24 and the typesetter come as optional packages, one for each kind of machine.
function isForThisMachine(wanted) {
  if (!wanted.os || !wanted.cpu) return false;
  const libc = fs.existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
  return (
    wanted.os.includes(process.platform) && wanted.cpu.includes(process.arch) && (!wanted.libc || wanted.libc.includes(libc))
  );
}

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function install(needs_dev) {
  say('Đang cài các gói phần mềm cần dùng (npm ci, chỉ lần đầu, khoảng nửa phút)… / Installing dependencies…');
  const began = Date.now();
  const include = ['--include=optional', ...(needs_dev ? ['--include=dev'] : [])];
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...include];
  // npm itself runs on the machine's Node: ours is among the files that npm replaces.
  const PATH = (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.endsWith('node_modules/.bin'))
    .join(':');
  // An account without a home of its own still has the checkout.
  const cache = isWritable(os.homedir()) ? {} : { npm_config_cache: path.join(ROOT, '.cache/npm') };
  const npm = spawnSync('npm', args, {
    cwd: ROOT,
    env: { ...process.env, ...cache, PATH },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (npm.error) giveUp(`Không chạy được npm (${npm.error.message}). Hãy cài Node.js kèm npm rồi chạy lại. / npm cannot be run.`);
  if (npm.status !== 0) {
    giveUp(
      'Cài các gói phần mềm không thành công; hãy xem lời báo của npm ở trên, kiểm tra mạng rồi chạy lại. / npm ci failed.',
      npm.stdout + npm.stderr,
    );
  }
  if (!isInstalled(ROOT, needs_dev))
    giveUp('npm ci đã chạy xong nhưng thiếu gói phần mềm. / npm ci left packages out.', npm.stdout + npm.stderr);
  say(`Đã cài xong sau ${Math.round((Date.now() - began) / 1000)} giây. / Installed.`);
}

// ---- Node 24

function nodeProgram() {
  const own = path.join(MODULES, '.bin/node');
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  if (fs.existsSync(own)) {
    const tried = spawnSync(own, ['--version'], { encoding: 'utf8' });
    if (tried.status === 0) return own;
    say(`Node ${NEEDED_NODE} đi kèm không chạy được trên máy này: ${(tried.error?.message ?? tried.stderr).trim()}`);
  }
  return giveUp(
    `Cần Node.js ${NEEDED_NODE} trở lên; máy đang có ${process.versions.node} và không có bản đi kèm cho ${process.platform}-${process.arch}. ` +
      `Hãy cài Node.js ${NEEDED_NODE} rồi chạy lại. / Node.js ${NEEDED_NODE} or newer is needed.`,
  );
}

// ---- interface

function filesUnder(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
}

/** Fingerprint of what the interface is built from; the server's route tables are bundled into it. */
function webDigest() {
  const dist = path.join(ROOT, 'web/dist') + path.sep;
  const sources = filesUnder(path.join(ROOT, 'web')).filter((file) => !file.startsWith(dist) && !/\.test\.tsx?$/.test(file));
  const routes = filesUnder(path.join(ROOT, 'server')).filter((file) => path.basename(file) === 'routes.ts');
  const hash = createHash('sha256');
  for (const file of [...sources, ...routes, path.join(ROOT, 'vite.config.ts'), path.join(ROOT, 'package-lock.json')]) {
    hash.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function isBuilt(digest) {
  try {
    return fs.readFileSync(path.join(ROOT, 'web/dist/.stamp'), 'utf8') === digest;
  } catch {
    return false;
  }
}

/** Builds the interface when it is missing or older than its sources. */
export async function ensureWeb() {
  if (isBuilt(webDigest())) return;
  await alone('web', () => {
    const digest = webDigest();
    if (isBuilt(digest)) return;
    say('Đang dựng giao diện… / Building the interface…');
    const vite = path.join(MODULES, '.bin/vite');
    const built = spawnSync(nodeProgram(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (built.status !== 0) {
      giveUp(
        'Dựng giao diện không thành công. / Building the interface failed.',
        `${built.stdout}${built.stderr}${built.error?.message ?? ''}`,
      );
    }
    fs.writeFileSync(path.join(ROOT, 'web/dist/.stamp'), digest);
  });
}

// ---- one at a time

// Field 22 of /proc/<pid>/stat: a pid alone may by now be another process.
function startedAt(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return null;
  }
}

function isAlive(owner) {
  if (fs.existsSync('/proc/self/stat')) return startedAt(owner.pid) === owner.started;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` while no other process of this checkout does the same; what a killed one left is cleared away. */
async function alone(name, work) {
  const lock = path.join(ROOT, `.cache/${name}.lock`);
  const owner_file = path.join(lock, 'owner.json');
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let told = false; ; ) {
    try {
      fs.mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = readJson(owner_file);
    const age_ms = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (owner ? !isAlive(owner) : age_ms > 5000) {
      // Renamed before it is removed, so that of two processes that see it only one takes it away.
      const stale = `${lock}.${process.pid}`;
      try {
        fs.renameSync(lock, stale);
        fs.rmSync(stale, { recursive: true, force: true });
      } catch {
        // the other one was first
      }
      continue;
    }
    if (!told) say('Một lần chạy khác đang chuẩn bị; xin chờ… / Waiting for another run…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  fs.writeFileSync(owner_file, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }));
  const release = () => fs.rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

// ---- becoming the program

// What Node made of the sources is kept: `start` loads in 0.8 s, not 1.6, `motcua check` of one line takes 0.25 s, not 0.45.
// Where nothing can be written, or what was kept is broken or of other sources, Node loads as without it.
const keptSources = () => ({ NODE_COMPILE_CACHE: path.join(ROOT, '.cache/compile') });

function become(node, args, own_env) {
  // Each password check takes 19 MiB for a moment; the C library gives blocks of that size back only when told where "large" begins.
  const env = {
    MALLOC_MMAP_THRESHOLD_: '4194304',
    ...own_env,
    ...process.env,
    PATH: `${path.join(MODULES, '.bin')}:${process.env.PATH ?? ''}`,
  };
  if (typeof process.execve === 'function') {
    // Replaces this process: signals, exit code and memory are then the program's own.
    process.emitWarning = () => {};
    process.execve(node, [node, ...args], env);
  }
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  child.once('error', (error) => giveUp(`Không chạy được ${node}: ${error.message}`));
  child.once('exit', (code, name) => {
    if (name === null) process.exit(code);
    process.removeAllListeners(name);
    process.kill(process.pid, name);
  });
}

/** @param command one of PROGRAMS */
export async function run(command, args) {
  const program = PROGRAMS[command];
  if (!program) giveUp(`Cách dùng: node bin/run.mjs ${Object.keys(PROGRAMS).join('|')} [tham số…]`);
  if (!isInstalled(ROOT, program.needs_dev)) {
    await alone('install', () => {
      if (!isInstalled(ROOT, program.needs_dev)) install(program.needs_dev);
    });
  }
  const node = nodeProgram();
  if (program.needs_web) await ensureWeb();
  if (!program.entry) return;
  // `test` keeps its own.
  become(node, [...flagsOf(command, args), path.join(ROOT, program.entry), ...args], command === 'test' ? {} : keptSources());
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await run(process.argv[2], process.argv.slice(3));
}
