import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#lib/errors';
import type { Upload } from '#lib/route';

export type Received = { upload: Upload; discard(): void };

/** Most bytes of a package that another system sends. */
const MOST_BODY_BYTES = 60 * 1024 * 1024;

export function isOfType(request: FastifyRequest, types: readonly string[]): boolean {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return types.includes(type.trim().toLowerCase());
}

/**
 * The same for a body that is itself the file.
 * @throws files.no_file, files.too_large
 */
export async function receiveBody(request: FastifyRequest, types: readonly string[]): Promise<Received> {
  if (!isOfType(request, types)) throw new DomainError('files.no_file', 400);
  const file = path.join(os.tmpdir(), `motcua-upload-${randomUUID()}`);
  const discard = () => fs.rmSync(file, { force: true });
  let size = 0;
  async function* bounded(parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      size += part.length;
      if (size > MOST_BODY_BYTES) throw new DomainError('files.too_large', 413, { limit_bytes: MOST_BODY_BYTES });
      yield part;
    }
  }
  try {
    await pipeline(request.raw, bounded, fs.createWriteStream(file, { mode: 0o600 }));
    if (size === 0) throw new DomainError('files.no_file', 400);
  } catch (error) {
    discard();
    throw error;
  }
  return { upload: { name: 'body', type: request.headers['content-type'] ?? '', bytes: bytesOf(file), fields: {} }, discard };
}

// Opened when it is read: a request refused before that removes the file, and a stream that nobody reads would then fail with nobody to tell.
const bytesOf = (file: string) => ({
  [Symbol.asyncIterator]: (): AsyncIterator<Uint8Array> => fs.createReadStream(file)[Symbol.asyncIterator](),
});

/**
 * Takes the whole upload onto the disk before any transaction begins: a slow sender must not hold a database connection.
 * @returns null when no file was sent
 * @throws files.no_file, files.too_large
 */
export async function receiveUpload(request: FastifyRequest, limit_bytes: number): Promise<Received | null> {
  if (!request.isMultipart()) throw new DomainError('files.no_file', 400);
  const part = await request.file();
  if (!part) return null;
  const file = path.join(os.tmpdir(), `motcua-upload-${randomUUID()}`);
  const discard = () => fs.rmSync(file, { force: true });
  try {
    await pipeline(part.file, fs.createWriteStream(file, { mode: 0o600 }));
    if (part.file.truncated) throw new DomainError('files.too_large', 413, { limit_bytes });
  } catch (error) {
    discard();
    throw error;
  }
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(part.fields)) {
    if (value && !Array.isArray(value) && value.type === 'field') fields[key] = String(value.value);
  }
  return { upload: { name: part.filename, type: part.mimetype, bytes: bytesOf(file), fields }, discard };
}
