import { DomainError } from './errors.ts';
import type { Upload } from './route.ts';

/** The beginning of what was sent: all of it, or somewhat more than `most` bytes of it, which is enough to say that it is too much. */
export async function beginningOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return Buffer.concat(chunks);
}

/**
 * An upload held in memory, for what is read as a whole.
 * @param limit_bytes most it may have
 * @throws files.too_large
 */
export async function wholeOf({ bytes }: Upload, limit_bytes: number): Promise<Buffer> {
  const whole = await beginningOf(bytes, limit_bytes);
  if (whole.length > limit_bytes) throw new DomainError('files.too_large', 413, { limit_bytes });
  return whole;
}
