import { z } from 'zod';
import { record } from '#audit';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { endingOf, safeName } from './name.ts';
import type { Scan } from './scan.ts';
import { ALLOWED } from './sniff.ts';
import { discard, kept, place, type Received, read, receive, remove, removeIncoming, type Store } from './store.ts';

export { endingOf, paperFileName, safeName } from './name.ts';
export { MOST_PAGES, pdfOfPages, unpackPages } from './pages.ts';
export { type Scan, scannerOf } from './scan.ts';
export type { Store } from './store.ts';

const sql = loadSql(import.meta.url, [
  'hold_blob',
  'hold_blob_alone',
  'is_referred',
  'not_referred',
  'insert_file',
  'file',
  'unit_tenant',
]);

let configured: (Store & { scan: Scan | null }) | null = null;

/** Where bytes are kept and how large a file may be; once, at start. */
export function configure(options: { dir: string; max_bytes: number; scan?: Scan }): void {
  configured = { dir: options.dir, max_bytes: options.max_bytes, scan: options.scan ?? null };
}

/** The store of this process. @throws Error before `configure` */
export function store(): Store & { scan: Scan | null } {
  if (!configured) throw new Error('files.configure was not called');
  return configured;
}

export type Keep = {
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array;
  name: string;
  /** What the sender says it is; what counts is what the bytes are. */
  type?: string;
  unit_id: number;
  tenant: number;
  actor: Actor;
  now: Date;
  request_id?: string | null;
  /** Only the part of the product that keeps it hands it out: never by its number alone. */
  is_withheld?: boolean;
};

export type Kept = { id: number; name: string; content_type: string; sha256: string; size_bytes: number };

/**
 * Keeps a file: bytes first, then its row in the caller's transaction. When that is rolled back the bytes stay until the next
 * `sweep`, unless another file has the same.
 * @throws files.too_large, files.empty, files.type_not_allowed, files.infected, files.scanner_away
 */
export async function keep(db: Db, to: Store & { scan?: Scan | null }, input: Keep): Promise<Kept> {
  const name = safeName(input.name);
  const expected = ALLOWED[endingOf(name)];
  const refusal = new DomainError('files.type_not_allowed', 415, { name, allowed: Object.keys(ALLOWED) });
  if (!expected) throw refusal;
  const received = await receive(to, input.bytes instanceof Uint8Array ? [input.bytes] : input.bytes);
  try {
    if (received.content_type !== expected) throw refusal;
    const found = (await to.scan?.(received.file)) ?? null;
    if (found !== null) throw new DomainError('files.infected', 422, { name, found });
    return await insert(db, to, { ...input, name }, received, expected);
  } finally {
    await discard(received);
  }
}

async function insert(db: Db, to: Store, input: Keep, received: Received, content_type: string): Promise<Kept> {
  const { tenant, name, unit_id, actor, now } = input;
  const { sha256, size_bytes } = received;
  await many(db, sql.hold_blob, { sha256 }, z.unknown());
  await place(to, received);
  const { is_withheld = false } = input;
  const row = { tenant, sha256, name, content_type, size_bytes, unit_id, now, kept_by: actor.user_id, is_withheld };
  const { id } = await one(db, sql.insert_file, row, z.object({ id: z.number() }));
  const after = { name, content_type, sha256, size_bytes };
  const { request_id } = input;
  await record(db, {
    tenant,
    at: now,
    actor,
    request_id: request_id ?? null,
    action: 'files.keep',
    subject_kind: 'file',
    subject_id: id,
    unit_id,
    after,
  });
  return { id, ...after };
}

const FileRow = z.object({
  id: z.number(),
  tenant: z.number(),
  sha256: z.string(),
  name: z.string(),
  content_type: z.string(),
  size_bytes: z.number(),
  unit_id: z.number(),
  is_withheld: z.boolean(),
});

/**
 * A file with its bytes, checked against their hash.
 * @throws files.not_found, also when it lies outside `scope`; files.damaged when the bytes are missing or altered on disk
 */
export async function open(db: Db, from: Store, id: number, scope: Scope): Promise<z.infer<typeof FileRow> & { bytes: Buffer }> {
  const row = await maybeOne(db, sql.file, { id, scope: scope.unit_ids }, FileRow);
  if (!row) throw new DomainError('files.not_found', 404, { id });
  const bytes = await read(from, row.sha256);
  if (!bytes) throw new DomainError('files.damaged', 500, { id, sha256: row.sha256 });
  return { ...row, bytes };
}

/** Province of a unit in the scope. @throws files.unit_not_found */
export async function tenantOf(db: Db, unit_id: number, scope: Scope): Promise<number> {
  const unit = await maybeOne(db, sql.unit_tenant, { unit_id, scope: scope.unit_ids }, z.object({ tenant: z.number() }));
  if (!unit) throw new DomainError('files.unit_not_found', 404, { unit_id });
  return unit.tenant;
}

const HOUR_MS = 3_600_000;

/**
 * Removes bytes that no file refers to, left by transactions that were rolled back, and uploads broken off more than an hour ago.
 * May run at any time: bytes that an open transaction is about to refer to are left alone.
 */
export async function sweep(pool: Pool, from: Store, now: Date): Promise<{ blobs: number; incoming: number }> {
  const incoming = await removeIncoming(from, new Date(now.getTime() - HOUR_MS));
  let blobs = 0;
  let batch: string[] = [];
  const flush = async () => {
    const orphans = await many(pool, sql.not_referred, { hashes: batch }, z.object({ sha256: z.string() }));
    for (const { sha256 } of orphans) if (await removeOrphan(pool, from, sha256)) blobs += 1;
    batch = [];
  };
  for await (const sha256 of kept(from)) {
    batch.push(sha256);
    if (batch.length === 500) await flush();
  }
  if (batch.length > 0) await flush();
  return { blobs, incoming };
}

// Asked again under the lock: between listing and removing, someone may have kept the same bytes.
function removeOrphan(pool: Pool, from: Store, sha256: string): Promise<boolean> {
  return transaction(pool, 'write', async (db) => {
    const { is_held } = await one(db, sql.hold_blob_alone, { sha256 }, z.object({ is_held: z.boolean() }));
    if (!is_held) return false;
    const { is_referred } = await one(db, sql.is_referred, { sha256 }, z.object({ is_referred: z.boolean() }));
    if (is_referred) return false;
    await remove(from, sha256);
    return true;
  });
}
