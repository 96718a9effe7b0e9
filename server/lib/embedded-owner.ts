import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startedAt } from './processes.ts';

type Owner = { pid: number; started: string | null; socket_dir: string; port: number };

// Beside the data, not in it: PostgreSQL's account writes there, ours here.
function ownerFile(data_dir: string): string {
  return path.join(path.dirname(data_dir), 'owner.json');
}

/** Tells other processes of the same user where the server of this process listens. */
export function announce(data_dir: string, socket_dir: string, port: number): void {
  const owner: Owner = { pid: process.pid, started: startedAt(process.pid), socket_dir, port };
  const partial = `${ownerFile(data_dir)}.${process.pid}`;
  fs.writeFileSync(partial, JSON.stringify(owner), { mode: 0o600 });
  fs.renameSync(partial, ownerFile(data_dir));
}

export function withdraw(data_dir: string): void {
  fs.rmSync(ownerFile(data_dir), { force: true });
}

/** What the owner wrote, when it is still the same live process. */
export function readOwner(data_dir: string): Owner | null {
  try {
    const owner = JSON.parse(fs.readFileSync(ownerFile(data_dir), 'utf8')) as Owner;
    return owner.started !== null && startedAt(owner.pid) === owner.started ? owner : null;
  } catch {
    return null;
  }
}

// An abstract socket: the kernel gives it to one process and takes it back when that dies, however it dies.
function lockName(data_dir: string): string {
  return `\0motcua-${createHash('sha256').update(data_dir).digest('hex').slice(0, 32)}`;
}

/** Makes this process the owner of `data_dir` until the lock is closed or the process ends; null when another one is. */
export function lockData(data_dir: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(lockName(data_dir), () => {
      server.unref();
      resolve(server);
    });
  });
}

export function isLocked(data_dir: string): Promise<boolean> {
  return connects(lockName(data_dir));
}

/** True when something listens on the unix socket. */
export function connects(socket_path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socket_path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
