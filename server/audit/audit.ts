import { z } from 'zod';
import { columnsOf } from '#lib/columns';
import { addDays, type Day, vietnamMoment } from '#lib/day';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { canonical, follow, stamp } from './chain.ts';

const sql = loadSql(import.meta.url, ['append', 'head', 'chains', 'chain_after', 'newest', 'oldest', 'count_entries']);

export type Change = {
  /** Province in which the change was made; left out or 0: what belongs to no province. */
  tenant?: number;
  at: Date;
  actor: Actor;
  request_id?: string | null;
  /** `module.what_was_done` */
  action: string;
  subject_kind: string;
  subject_id: string | number;
  /** The unit concerned: readers see the entry when it is in their scope; without it only the product itself does. */
  unit_id?: number | null;
  before?: unknown;
  after?: unknown;
  reason?: string | null;
};

const Head = z.object({ seq: z.number(), hash: z.instanceof(Buffer) });

/**
 * Writes who changed what, in the transaction of the change: both stay or both go.
 *
 * Locks the chain of the tenant until that transaction ends, so make it the last thing a change does: whatever it locks
 * afterwards may wait for someone who waits for the chain. Never pass passwords, tokens or file contents.
 */
export async function record(db: Db, change: Change): Promise<void> {
  await recordAll(db, [change]);
}

/** {@link record} for changes made together: the chains are taken once. Entries of a chain stand in the order of `changes`. */
export async function recordAll(db: Db, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await exec(db, sql.append, columnsOf('e', COLUMNS, changes.map(textsOf)));
}

const COLUMNS = [
  'tenant',
  'at',
  'actor_id',
  'actor_name',
  'request_id',
  'action',
  'subject_kind',
  'subject_id',
  'unit_id',
  'before',
  'after',
  'reason',
] as const;

// Columns are text, jsonb and numbers; what is hashed is what PostgreSQL gives back.
function textsOf({ tenant = 0, at, actor, subject_id, before, after, ...more }: Change) {
  return {
    ...more,
    tenant,
    at: stamp(at),
    actor_id: actor.user_id,
    actor_name: actor.name,
    subject_id: String(subject_id),
    before: unlessNull(canonical(before)),
    after: unlessNull(canonical(after)),
  };
}

const unlessNull = (json: string) => (json === 'null' ? null : json);

const Facts = z.object({
  tenant: z.number(),
  seq: z.number(),
  actor_id: z.number().nullable(),
  actor_name: z.string(),
  request_id: z.string().nullable(),
  action: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  unit_id: z.number().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
});

/** As the hash saw it: the moment as text, to the last digit. */
const Link = Facts.extend({ at: z.string(), prev_hash: z.instanceof(Buffer), hash: z.instanceof(Buffer) });

/**
 * Reads a whole chain again. In a repeatable-read transaction the answer holds for one moment, whoever writes meanwhile.
 * @returns `entries` that hold together from the first on; `broken_at`: number of the first one that is missing or was changed
 */
export async function verify(db: Db, tenant: number): Promise<{ entries: number; ok: boolean; broken_at: number | null }> {
  const chain = follow();
  for (;;) {
    const links = await many(db, sql.chain_after, { tenant, seq: chain.count(), size: 2000 }, Link);
    for (const link of links) {
      const broken_at = chain.step(link);
      if (broken_at !== null) return { entries: chain.count(), ok: false, broken_at };
    }
    if (links.length < 2000) break;
  }
  const broken_at = chain.end(await maybeOne(db, sql.head, { tenant }, Head));
  return { entries: chain.count(), ok: broken_at === null, broken_at };
}

/** Every chain there is. @returns `entries` of all together, and the first broken one with the first entry that does not hold */
export async function verifyAll(
  db: Db,
): Promise<{ entries: number; ok: boolean; broken_at: number | null; broken_tenant: number | null }> {
  let entries = 0;
  for (const { tenant } of await many(db, sql.chains, {}, z.object({ tenant: z.number() }))) {
    const chain = await verify(db, tenant);
    entries += chain.entries;
    if (!chain.ok) return { entries, ok: false, broken_at: chain.broken_at, broken_tenant: tenant };
  }
  return { entries, ok: true, broken_at: null, broken_tenant: null };
}

export const Entry = Facts.extend({ at: z.date() });
export type Entry = z.infer<typeof Entry>;

export type Filter = {
  subject_kind?: string | undefined;
  subject_id?: string | undefined;
  unit?: number | undefined;
  /** Account number, or words of the name. */
  actor?: string | undefined;
  action?: string | undefined;
  from?: Day | undefined;
  /** Inclusive. */
  to?: Day | undefined;
};

export type Page = { page: number; page_size: number; sort: 'at' | '-at' };

const PERSONAL = /(^|_)(identity|identity_no|phone|email|address|birth_date|born_on)$/;

/** `value` with what identifies a person hidden: the trail shows that it changed, the record itself shows it to those who may see it. */
export function withoutPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersonal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, PERSONAL.test(key) && field !== null ? '***' : withoutPersonal(field)]),
  );
}

/** Entries about units in `scope`, a page of them, personal data hidden. */
export async function entries(
  db: Db,
  filter: Filter,
  page: Page,
  scope: Scope,
): Promise<{ rows: Entry[]; total: number; page: number; page_size: number }> {
  const by_number = filter.actor !== undefined && /^\d{1,15}$/.test(filter.actor);
  const params = {
    subject_kind: filter.subject_kind,
    subject_id: filter.subject_id,
    unit_id: filter.unit,
    actor_id: by_number ? Number(filter.actor) : null,
    actor_words: filter.actor === undefined || by_number ? null : plain(filter.actor).replace(/[\\%_]/g, '\\$&'),
    action: filter.action,
    from_at: filter.from === undefined ? null : vietnamMoment(filter.from),
    to_at: filter.to === undefined ? null : vietnamMoment(addDays(filter.to, 1)),
    scope: scope.unit_ids,
  };
  const { total } = await one(db, sql.count_entries, params, z.object({ total: z.number() }));
  const query = page.sort === 'at' ? sql.oldest : sql.newest;
  const rows = await many(db, query, { ...params, size: page.page_size, skip: (page.page - 1) * page.page_size }, Entry);
  const shown = rows.map((row) => ({ ...row, before: withoutPersonal(row.before), after: withoutPersonal(row.after) }));
  return { rows: shown, total, page: page.page, page_size: page.page_size };
}
