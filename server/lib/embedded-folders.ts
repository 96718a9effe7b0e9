import fs from 'node:fs';
import path from 'node:path';
import type { Account } from './processes.ts';

const MAX_SOCKET_PATH_BYTES = 107;

/** The folder on the way to `folder` that `account` may not enter, or null when it may enter all of them. */
export function shutFolder(folder: string, account: Account): string | null {
  if (account.uid === undefined) return null;
  for (let at = folder; ; at = path.dirname(at)) {
    const { mode, uid, gid } = fs.statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return at;
    if (at === path.dirname(at)) return null;
  }
}

/** `run` beside the data; in /tmp when that path is too long for a unix socket. */
export function socketDir(data_dir: string, port: number, account: Account): string {
  const beside = path.join(path.dirname(data_dir), 'run');
  const is_short = Buffer.byteLength(path.join(beside, `.s.PGSQL.${port}.lock`)) <= MAX_SOCKET_PATH_BYTES;
  const folder = is_short ? beside : fs.mkdtempSync('/tmp/motcua-');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) fs.chownSync(folder, account.uid, account.gid as number);
  return folder;
}

/** Containers often have a /dev/shm of 64 MB, where a parallel hash join dies; the data directory has room. */
export function sharedMemory(): Record<string, string> {
  try {
    const { bsize, bavail } = fs.statfsSync('/dev/shm');
    if (bsize * bavail >= 256 * 1024 * 1024) return {};
  } catch {
    // no /dev/shm at all
  }
  return { dynamic_shared_memory_type: 'mmap' };
}
