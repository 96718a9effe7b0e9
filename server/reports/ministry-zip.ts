// A zip archive in which some parts say something else: every other byte of it, order, compression, dates and comments are as they were.
import { crc32, deflateRawSync } from 'node:zlib';
import { UnreadableError } from '#checks';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
/** Offsets and sizes of archives beyond 4 GiB. */
const BEYOND = 0xffffffff;

type Entry = { name: string; central: number; local: number; flags: number; method: number; data: number; packed: number };

/**
 * @param changes name of a part → its new bytes, unpacked; they are packed in the way the part was
 * @throws UnreadableError broken_archive
 */
export function withParts(archive: Uint8Array, changes: ReadonlyMap<string, Uint8Array>): Buffer {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(bytes);
  const directory = bytes.readUInt32LE(end + 16);
  const entries = entriesOf(bytes, end, directory);
  const wanted = new Map([...changes].map(([name, part]) => [name.toLowerCase(), part]));
  const out: Buffer[] = [];
  const central = Buffer.from(bytes.subarray(directory, end));
  let from = 0;
  let moved = 0;
  for (const entry of [...entries].sort((a, b) => a.local - b.local)) {
    if (entry.local < from) throw new UnreadableError('broken_archive');
    central.writeUInt32LE(entry.local + moved, entry.central - directory + 42);
    const part = wanted.get(entry.name.toLowerCase());
    if (part === undefined) continue;
    const made = repacked(bytes, entry, part);
    out.push(bytes.subarray(from, entry.local), made.bytes);
    for (const [value, at] of made.sizes) central.writeUInt32LE(value, entry.central - directory + at + 2);
    moved += made.bytes.length - (made.end - entry.local);
    from = made.end;
  }
  if (from > directory) throw new UnreadableError('broken_archive');
  const tail = Buffer.from(bytes.subarray(end));
  tail.writeUInt32LE(directory + moved, 16);
  return Buffer.concat([...out, bytes.subarray(from, directory), central, tail]);
}

// The directory stands at the end; a comment of up to 64 KiB may follow it.
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1)
    if (bytes.readUInt32LE(at) === END) return at;
  throw new UnreadableError('broken_archive');
}

function entriesOf(bytes: Buffer, end: number, directory: number): Entry[] {
  const found: Entry[] = [];
  const seen = new Set<string>();
  let at = directory;
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new UnreadableError('broken_archive');
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    const packed = bytes.readUInt32LE(at + 20);
    // Two parts of one name: readers disagree which of them counts.
    if (local === BEYOND || packed === BEYOND || seen.has(name.toLowerCase())) throw new UnreadableError('broken_archive');
    seen.add(name.toLowerCase());
    if (local + 30 > directory || bytes.readUInt32LE(local) !== LOCAL) throw new UnreadableError('broken_archive');
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    found.push({ name, central: at, local, flags, method, data, packed });
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

type Repacked = { bytes: Buffer; end: number; sizes: [number, number][] };

/** The local record with other contents. Sizes stand in its header, or behind the contents where the producer wrote them there. */
function repacked(bytes: Buffer, entry: Entry, part: Uint8Array): Repacked {
  const data = entry.method === 8 ? deflateRawSync(part) : Buffer.from(part);
  const sizes: [number, number][] = [
    [crc32(part), 14],
    [data.length, 18],
    [part.length, 22],
  ];
  const header = Buffer.from(bytes.subarray(entry.local, entry.data));
  const stop = entry.data + entry.packed;
  if ((entry.flags & 8) === 0) {
    for (const [value, at] of sizes) header.writeUInt32LE(value, at);
    return { bytes: Buffer.concat([header, data]), end: stop, sizes };
  }
  const is_marked = stop + 4 <= bytes.length && bytes.readUInt32LE(stop) === DESCRIPTOR;
  const descriptor = Buffer.from(bytes.subarray(stop, stop + (is_marked ? 16 : 12)));
  for (const [i, [value]] of sizes.entries()) descriptor.writeUInt32LE(value, (is_marked ? 4 : 0) + i * 4);
  // Some write the sizes in both places.
  if (header.readUInt32LE(18) !== 0) for (const [value, at] of sizes) header.writeUInt32LE(value, at);
  return { bytes: Buffer.concat([header, data, descriptor]), end: stop + descriptor.length, sizes };
}
