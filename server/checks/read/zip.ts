import { inflateRawSync } from 'node:zlib';
import { LIMITS, UnreadableError } from './unreadable.ts';

export type Entry = {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc32: number;
  packed_size: number;
  size: number;
  /** Where the packed bytes begin and end in the archive. */
  from: number;
  to: number;
  flags: number;
  time: number;
  date: number;
};

export type Archive = {
  entries: Entry[];
  bytes: Buffer;
  /** Bytes of a part, or null when there is none of that name. @throws UnreadableError broken_archive, bomb */
  part(name: string): Buffer | null;
  /** The same as text without a byte order mark. */
  text(name: string): string | null;
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Opens a zip archive by its directory. Nothing is unpacked before it is asked for, and then only up to the limits, whatever sizes the
 * directory claims.
 * @throws UnreadableError broken_archive, bomb
 */
export function openZip(input: Uint8Array): Archive {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const entries = readDirectory(bytes);
  const by_name = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  let unpacked = 0;
  const part = (name: string): Buffer | null => {
    const entry = by_name.get(name.toLowerCase());
    if (!entry) return null;
    const packed = bytes.subarray(entry.from, entry.to);
    const most = Math.min(LIMITS.part_bytes, LIMITS.unpacked_bytes - unpacked);
    const whole = entry.method === 0 ? stored(packed, most) : inflated(packed, most);
    unpacked += whole.length;
    return whole;
  };
  const text = (name: string): string | null => {
    const found = part(name);
    return found === null ? null : decodeXml(found);
  };
  return { entries, bytes, part, text };
}

function stored(packed: Buffer, most: number): Buffer {
  if (packed.length > most) throw new UnreadableError('bomb');
  return packed;
}

function inflated(packed: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (cause) {
    const is_over = (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnreadableError(is_over ? 'bomb' : 'broken_archive', { cause });
  }
}

// The directory stands at the end; a comment of up to 64 KiB may follow it.
function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 65_557);
  for (let at = bytes.length - 22; at >= lowest; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new UnreadableError('broken_archive');
}

function readDirectory(bytes: Buffer): Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > LIMITS.zip_entries) throw new UnreadableError('bomb');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new UnreadableError('broken_archive');
    const name_length = bytes.readUInt16LE(at + 28);
    const next = at + 46 + name_length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw new UnreadableError('broken_archive');
    entries.push(entryAt(bytes, at, name_length));
    at = next;
  }
  return entries;
}

function entryAt(bytes: Buffer, at: number, name_length: number): Entry {
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new UnreadableError('broken_archive');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed_size = bytes.readUInt32LE(at + 20);
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  // Encrypted, or packed in a way that Word and Excel do not use.
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8) || from + packed_size > bytes.length)
    throw new UnreadableError('broken_archive');
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + name_length).replaceAll('\\', '/'),
    method,
    crc32: bytes.readUInt32LE(at + 16),
    packed_size,
    size: bytes.readUInt32LE(at + 24),
    from,
    to: from + packed_size,
    flags,
    time: bytes.readUInt16LE(at + 12),
    date: bytes.readUInt16LE(at + 14),
  };
}

function decodeXml(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableError('broken_xml', { cause });
  }
}
