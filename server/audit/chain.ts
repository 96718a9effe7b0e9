import { createHash } from 'node:crypto';

/** What the hash of an audit entry covers: everything but the hash itself. */
export type Sealed = {
  tenant: number;
  seq: number;
  /** Moment in UTC with microseconds, as PostgreSQL keeps it: `2026-09-07T01:02:03.000000Z`. */
  at: string;
  actor_id: number | null;
  actor_name: string;
  request_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  unit_id: number | null;
  before: unknown;
  after: unknown;
  reason: string | null;
};

export type Link = Sealed & { prev_hash: Buffer; hash: Buffer };

/** What stands before the first entry of a chain. */
export const GENESIS = Buffer.alloc(32);

/**
 * JSON with sorted keys: `jsonb` gives keys back in an order of its own, and the hash must not depend on it. The same for a value and for what
 * JSON makes of it (a Date is its text, a field that is undefined is none).
 */
export function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON());
  const fields = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(fields[key])}`;
  }
  return `{${text}}`;
}

/** The same moment as `at` of a {@link Sealed} entry. */
export function stamp(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}

/** sha256 over the hash of the entry before and every column of this one; audit.append() in the database makes the same. */
export function hashOf(prev_hash: Uint8Array, entry: Sealed): Buffer {
  const { tenant, seq, at, actor_id, actor_name, request_id, action, subject_kind, subject_id, unit_id, before, after, reason } =
    entry;
  const columns = [
    tenant,
    seq,
    at,
    actor_id,
    actor_name,
    request_id,
    action,
    subject_kind,
    subject_id,
    unit_id,
    before,
    after,
    reason,
  ];
  return createHash('sha256').update(prev_hash).update(canonical(columns)).digest();
}

/**
 * Follows a chain entry by entry, from its first (`seq` 1).
 * `step` returns the number of the first entry that is missing or was changed, or null while all is well.
 */
export function follow(): {
  step(link: Link): number | null;
  end(head: { seq: number; hash: Buffer } | null): number | null;
  count(): number;
} {
  let seq = 0;
  let hash: Buffer = GENESIS;
  return {
    step(link) {
      const expected = seq + 1;
      if (link.seq !== expected || !link.prev_hash.equals(hash) || !link.hash.equals(hashOf(hash, link))) return expected;
      seq = expected;
      hash = link.hash;
      return null;
    },
    // The head remembers the last entry, so entries cut off the end are missed as well.
    end(head) {
      if (seq === 0 && (head === null || head.seq === 0)) return null;
      if (head === null) return seq;
      if (head.seq !== seq) return Math.min(head.seq, seq) + 1;
      return head.hash.equals(hash) ? null : seq;
    },
    count: () => seq,
  };
}
