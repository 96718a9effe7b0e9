import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#lib/errors';
import { directoryOf, ENDS_BYTES, namesIn, sniff } from './sniff.ts';

/** Bytes on disk under their sha256, so the same bytes lie there once: `ab/cd/abcd…`; what is being received lies in `incoming`. */
export type Store = { dir: string; max_bytes: number };

/** Received and looked at, but not yet in its place: `place` or `discard` it. */
export type Received = { file: string; sha256: string; size_bytes: number; content_type: string | null };

const SHA256 = /^[0-9a-f]{64}$/;
const INCOMING = 'incoming';
const MOST_DIRECTORY_BYTES = 4 * 1024 * 1024;

/** Where bytes lie. Only a sha256 becomes a path, so nothing outside the store can be named. @throws Error for anything else */
export function pathOf(store: Store, sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('not a sha256');
  return path.join(store.dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

/**
 * Writes bytes beside their place, flushed to the disk. Whatever goes wrong, an aborted upload included, nothing is left.
 * @throws files.too_large, files.empty, or what the sender's stream throws
 */
export async function receive(store: Store, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Received> {
  await fs.mkdir(path.join(store.dir, INCOMING), { recursive: true, mode: 0o700 });
  const file = path.join(store.dir, INCOMING, randomBytes(16).toString('hex'));
  const hash = createHash('sha256');
  let size_bytes = 0;
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    for await (const part of bytes) {
      size_bytes += part.length;
      if (size_bytes > store.max_bytes) throw new DomainError('files.too_large', 413, { limit_bytes: store.max_bytes });
      hash.update(part);
      await writeWhole(handle, part);
    }
    if (size_bytes === 0) throw new DomainError('files.empty', 422);
    await handle.sync();
    await handle.close();
    return { file, sha256: hash.digest('hex'), size_bytes, content_type: await contentType(file, size_bytes) };
  } catch (error) {
    await handle.close().catch(() => {});
    await fs.rm(file, { force: true });
    throw error;
  }
}

async function writeWhole(handle: fs.FileHandle, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length; ) at += (await handle.write(part, at)).bytesWritten;
}

async function contentType(file: string, size: number): Promise<string | null> {
  const handle = await fs.open(file, 'r');
  try {
    const read = async (from: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    const head = await read(0, 16);
    const tail = await read(Math.max(0, size - ENDS_BYTES), Math.min(size, ENDS_BYTES));
    const directory = head.toString('latin1', 0, 2) === 'PK' ? directoryOf(tail) : null;
    const is_sound = directory !== null && directory.size <= MOST_DIRECTORY_BYTES && directory.offset + directory.size <= size;
    return sniff(head, is_sound ? namesIn(await read(directory.offset, directory.size)) : null);
  } finally {
    await handle.close();
  }
}

/** Puts received bytes in their place; when they lie there already, nothing changes. */
export async function place(store: Store, received: Received): Promise<void> {
  const target = pathOf(store, received.sha256);
  await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await fs.rename(received.file, target);
  await syncFolder(path.dirname(target));
}

// Without it a power cut may forget the new name although the bytes were flushed.
async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function discard(received: Received): Promise<void> {
  await fs.rm(received.file, { force: true });
}

/** The bytes, or null when they are missing or are no longer those of the hash. */
export async function read(store: Store, sha256: string): Promise<Buffer | null> {
  try {
    const bytes = await fs.readFile(pathOf(store, sha256));
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function remove(store: Store, sha256: string): Promise<void> {
  await fs.rm(pathOf(store, sha256), { force: true });
}

/** Hashes of everything that lies in its place. */
export async function* kept(store: Store): AsyncGenerator<string> {
  for (const first of await list(store.dir)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const second of await list(path.join(store.dir, first))) {
      for (const name of await list(path.join(store.dir, first, second))) if (SHA256.test(name)) yield name;
    }
  }
}

/** Removes what was being received when a process ended. @returns how many */
export async function removeIncoming(store: Store, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await list(path.join(store.dir, INCOMING))) {
    const file = path.join(store.dir, INCOMING, name);
    const stat = await fs.stat(file).catch(() => null);
    if (stat === null || stat.mtime >= before) continue;
    await fs.rm(file, { force: true });
    removed += 1;
  }
  return removed;
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await fs.readdir(folder)).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
