import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** The account a child process runs as; empty: the account of this process. */
export type Account = { uid?: number; gid?: number };

/**
 * Moment at which a process started, in clock ticks since boot, or null when there is none.
 * Together with the pid it names a process for good: pids are used again.
 */
export function startedAt(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command stands in parentheses and may itself hold blanks and parentheses; field 3 follows the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

// Run as the account itself: in a container root may signal, but not look into, processes of another account.
const FIND = 'for p in /proc/[0-9]*; do [ "$(readlink "$p/cwd" 2>/dev/null)" = "$WANTED" ] && echo "$p"; done; exit 0';

/** Pids of the live PostgreSQL processes, postmaster and children, whose data directory is `data_dir`. */
export function postgresProcesses(data_dir: string, account: Account): number[] {
  const candidates = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name) === 'postgres');
  if (candidates.length === 0) return [];
  const found = spawnSync('/bin/sh', ['-c', FIND], {
    ...account,
    cwd: '/',
    env: { WANTED: data_dir, PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
  return found.stdout
    .split('\n')
    .map((line) => line.slice('/proc/'.length))
    .filter((pid) => candidates.includes(pid) && startedAt(Number(pid)) !== null)
    .map(Number);
}

function commandOf(pid: string): string | null {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Sends a signal; a process that is gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
