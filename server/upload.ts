import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#lib/errors';
import type { Upload } from '#lib/route';

export type Received = { upload: Upload; discard(): void };

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
  // Opened when it is read: a request refused before that removes the file, and a stream that nobody reads would then fail with nobody to tell.
  const bytes = { [Symbol.asyncIterator]: (): AsyncIterator<Uint8Array> => fs.createReadStream(file)[Symbol.asyncIterator]() };
  return { upload: { name: part.filename, type: part.mimetype, bytes, fields }, discard };
}
