import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { LIMITS, UnreadableError } from './unreadable.ts';

export type Entry = {
  name: string;
  /** As it is written in the archive. */
  raw_name: Buffer;
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
    raw_name: bytes.subarray(at + 46, at + 46 + name_length),
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

export type NewPart = { name: string; bytes: Uint8Array };

/** The archive with some parts new or changed; all others keep their packed bytes as they are. */
export function rezip(archive: Archive, parts: readonly NewPart[]): Buffer {
  const changed = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
  const out: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  const add = (entry: Omit<Entry, 'name' | 'from' | 'to'>, packed: Buffer) => {
    const { local, central } = headers(entry, offset);
    out.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
    count += 1;
  };
  for (const entry of archive.entries) {
    const part = changed.get(entry.name.toLowerCase());
    changed.delete(entry.name.toLowerCase());
    if (part) add(...packed(part, entry));
    else add(entry, archive.bytes.subarray(entry.from, entry.to));
  }
  const first = archive.entries[0];
  for (const part of changed.values())
    add(...packed(part, { raw_name: Buffer.from(part.name), time: first?.time ?? 0, date: first?.date ?? 33 }));
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...out, ...directory, end]);
}

function packed(
  part: NewPart,
  old: { raw_name: Buffer; time: number; date: number },
): [Omit<Entry, 'name' | 'from' | 'to'>, Buffer] {
  const bytes = deflateRawSync(part.bytes);
  const { raw_name, time, date } = old;
  const sizes = { packed_size: bytes.length, size: part.bytes.length, crc32: crc32(part.bytes) };
  return [{ raw_name, time, date, method: 8, flags: 0, ...sizes }, bytes];
}

function headers(entry: Omit<Entry, 'name' | 'from' | 'to'>, offset: number): { local: Buffer; central: Buffer } {
  const { raw_name } = entry;
  const local = Buffer.alloc(30 + raw_name.length);
  const central = Buffer.alloc(46 + raw_name.length);
  local.writeUInt32LE(LOCAL, 0);
  central.writeUInt32LE(CENTRAL, 0);
  central.writeUInt16LE(20, 4);
  for (const [header, at] of [
    [local, 4],
    [central, 6],
  ] as const) {
    header.writeUInt16LE(20, at);
    // Sizes stand in the header, not behind the bytes.
    header.writeUInt16LE(entry.flags & ~8, at + 2);
    header.writeUInt16LE(entry.method, at + 4);
    header.writeUInt16LE(entry.time, at + 6);
    header.writeUInt16LE(entry.date, at + 8);
    header.writeUInt32LE(entry.crc32, at + 10);
    header.writeUInt32LE(entry.packed_size, at + 14);
    header.writeUInt32LE(entry.size, at + 18);
    header.writeUInt16LE(raw_name.length, at + 22);
  }
  central.writeUInt32LE(offset, 42);
  raw_name.copy(local, 30);
  raw_name.copy(central, 46);
  return { local, central };
}
