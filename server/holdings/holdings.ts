// The electronic store of a person (kho quản lý dữ liệu điện tử của tổ chức, cá nhân): what need not be asked for again.
import { z } from 'zod';
import { record } from '#audit';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';

const sql = loadSql(import.meta.url, [
  'replace_item',
  'insert_item',
  'items_of',
  'usable_item',
  'item_in_store',
  'insert_use',
  'uses_of',
  'insert_reading',
  'reading',
  'withdraw_item',
  'counts_by_unit',
]);

/** Who acts, when, where they may. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

export const KINDS = ['paper', 'result', 'certified_copy'] as const;
export const SIGNATURE_STATES = ['unsigned', 'valid', 'untrusted', 'broken'] as const;

export type NewHolding = {
  tenant: number;
  /** Citizen identity number or enterprise code of the owner. */
  identity: string;
  owner_name: string;
  kind: (typeof KINDS)[number];
  name: string;
  number?: string | null;
  issuer?: string | null;
  issued_on?: Day | null;
  valid_until?: Day | null;
  file: { id: number; sha256: string };
  signature_state: (typeof SIGNATURE_STATES)[number];
  signer?: string | null;
  unit_id: number;
  source?: { dossier_id: number; dossier_code: string; procedure_code: string } | null;
  /** Which paper of its source it is (`dossier 12 component 3`): kept again under the same key, it replaces the former. */
  source_key?: string | null;
};

/** Puts something into the store of its owner. @returns its number */
export async function keepHolding(
  db: Db,
  input: NewHolding,
  by: Pick<By, 'actor' | 'now' | 'request_id'>,
): Promise<{ id: number }> {
  const { tenant, source = null, source_key = null } = input;
  if (source_key !== null) await exec(db, sql.replace_item, { tenant, source_key, now: by.now });
  const row = {
    tenant,
    identity: input.identity,
    owner_name: input.owner_name,
    kind: input.kind,
    name: input.name,
    number: input.number ?? null,
    issuer: input.issuer ?? null,
    issued_on: input.issued_on ?? null,
    valid_until: input.valid_until ?? null,
    file_id: input.file.id,
    sha256: input.file.sha256,
    signature_state: input.signature_state,
    signer: input.signer ?? null,
    source_unit_id: input.unit_id,
    source_dossier_id: source?.dossier_id ?? null,
    source_dossier_code: source?.dossier_code ?? null,
    procedure_code: source?.procedure_code ?? null,
    source_key,
    now: by.now,
    kept_by: by.actor.user_id,
  };
  return one(db, sql.insert_item, row, z.object({ id: z.number() }));
}

export const Holding = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  name: z.string(),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issued_on: z.string().nullable(),
  valid_until: z.string().nullable(),
  file_id: z.number(),
  file_name: z.string(),
  content_type: z.string(),
  size_bytes: z.number(),
  sha256: z.string(),
  signature_state: z.enum(SIGNATURE_STATES),
  signer: z.string().nullable(),
  owner_name: z.string(),
  source_unit_id: z.number(),
  source_unit_code: z.string(),
  source_dossier_id: z.number().nullable(),
  source_dossier_code: z.string().nullable(),
  procedure_code: z.string().nullable(),
  kept_at: z.date(),
  /** Its own term is over on the day asked for. */
  is_expired: z.boolean(),
  times_used: z.number(),
});
export type Holding = z.infer<typeof Holding>;

/**
 * What lies in the store of a person, what may still be used first. Asks no right: the caller has a ground (a dossier of that person in
 * hand, the person at the desk).
 */
export function findHoldings(db: Db, asked: { tenant: number; identity: string; day: Day }): Promise<Holding[]> {
  return many(db, sql.items_of, asked, Holding);
}

/** What may be offered for a paper of a procedure, without its content. */
export const Offered = z.object({
  id: z.number(),
  kind: z.enum(KINDS),
  name: z.string(),
  issuer: z.string().nullable(),
  issued_on: z.string().nullable(),
  valid_until: z.string().nullable(),
  signature_state: z.enum(SIGNATURE_STATES),
  source_dossier_code: z.string().nullable(),
  kept_on: z.string(),
  times_used: z.number(),
  /** The same paper by its name; otherwise something else of that person which the officer may find fitting. */
  is_same: z.boolean(),
});
export type Offered = z.infer<typeof Offered>;

/** For each of the papers that a procedure asks for: what lies in the applicant's store and is still in force, the same paper first. */
export async function offersFor(
  db: Db,
  asked: { tenant: number; identity: string; day: Day; papers: readonly { ordinal: number; name: string }[] },
): Promise<{ ordinal: number; offers: Offered[] }[]> {
  const there = (await findHoldings(db, asked)).filter((one) => !one.is_expired && one.signature_state !== 'broken');
  const shown = (one: Holding, is_same: boolean): Offered => {
    const { id, kind, name, issuer, issued_on, valid_until, signature_state, source_dossier_code, times_used } = one;
    const kept_on = vietnamDay(one.kept_at);
    return { id, kind, name, issuer, issued_on, valid_until, signature_state, source_dossier_code, kept_on, times_used, is_same };
  };
  return asked.papers.map(({ ordinal, name }) => {
    const same = (one: Holding) => sameName(one.name, name);
    return { ordinal, offers: there.map((one) => shown(one, same(one))).sort((a, b) => Number(b.is_same) - Number(a.is_same)) };
  });
}

/** The same words, whatever their letters' size and marks; what stands in brackets (number of copies, notes) is no part of a name. */
export function sameName(a: string, b: string): boolean {
  const bare = (text: string) =>
    plain(text.replace(/\([^)]*\)/g, ' '))
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return bare(a) === bare(b);
}

/**
 * What a dossier takes from its applicant's store: the file that stands for the paper.
 * @throws holdings.not_found when it is not there (any more) or is another person's; holdings.expired when its term is over
 */
export async function holdingFor(
  db: Db,
  asked: { tenant: number; holding_id: number; identity: string | null; day: Day },
): Promise<{ id: number; file_id: number; name: string }> {
  const Row = z.object({
    id: z.number(),
    file_id: z.number(),
    name: z.string(),
    identity: z.string(),
    valid_until: z.string().nullable(),
  });
  const item = await maybeOne(db, sql.usable_item, { tenant: asked.tenant, id: asked.holding_id }, Row);
  if (!item || item.identity !== asked.identity) throw new DomainError('holdings.not_found', 404, { id: asked.holding_id });
  if (item.valid_until !== null && item.valid_until < asked.day)
    throw new DomainError('holdings.expired', 422, { id: item.id, name: item.name, valid_until: item.valid_until });
  return { id: item.id, file_id: item.file_id, name: item.name };
}

export type Use = { holding_id: number; dossier_id: number; dossier_code: string; unit_id: number; ordinal: number };

/** Remembers that a dossier took a paper from the store. */
export async function noteUse(db: Db, tenant: number, use: Use, by: Pick<By, 'actor' | 'now'>): Promise<void> {
  const { holding_id, ...row } = use;
  await exec(db, sql.insert_use, { ...row, tenant, item_id: holding_id, now: by.now, used_by: by.actor.user_id });
}

export const HoldingUse = z.object({
  item_id: z.number(),
  dossier_id: z.number(),
  dossier_code: z.string(),
  unit_code: z.string(),
  used_at: z.date(),
});

/** Which dossiers used these, newest first. */
export function usesOf(db: Db, tenant: number, item_ids: readonly number[]): Promise<z.infer<typeof HoldingUse>[]> {
  return many(db, sql.uses_of, { tenant, item_ids }, HoldingUse);
}

const READING_MS = 2 * 3_600_000;
export const GROUNDS = ['present', 'written'] as const;

const Reading = z.object({
  id: z.number(),
  tenant: z.number(),
  identity: z.string(),
  unit_id: z.number(),
  ground: z.enum(GROUNDS),
  until: z.date(),
});
export type Reading = z.infer<typeof Reading>;

/**
 * Opens the store of a person who stands at the desk, or who agreed in writing. Good for two hours, for this account; who, whose, when
 * and why is on record.
 */
export async function openStore(
  db: Db,
  asked: { identity: string; unit: { id: number; tenant: number }; ground: (typeof GROUNDS)[number]; note: string | null },
  by: By,
): Promise<{ reading_id: number; until: Date }> {
  const until = new Date(by.now.getTime() + READING_MS);
  const { identity, ground, note } = asked;
  const { id: unit_id, tenant } = asked.unit;
  const row = { tenant, identity, unit_id, account_id: by.actor.user_id, ground, note, now: by.now, until };
  const { id } = await one(db, sql.insert_reading, row, z.object({ id: z.number() }));
  await audit(db, by, tenant, unit_id, 'holdings.open', 'reading', id, { identity: hidden(identity), ground, note, until });
  return { reading_id: id, until };
}

/** The trail says whose store it was without giving the number away. */
function hidden(identity: string): string {
  return identity.slice(-4).padStart(identity.length, '*');
}

/** An opened store. @throws holdings.not_open when it is another's, over, or no longer permitted */
export async function readingOf(db: Db, id: number, by: By): Promise<Reading> {
  const reading = await maybeOne(
    db,
    sql.reading,
    { id, account_id: by.actor.user_id, scope: by.scope.unit_ids, now: by.now },
    Reading,
  );
  if (!reading) throw new DomainError('holdings.not_open', 404, { id });
  return reading;
}

/** The file of something in an opened store; each is on record. @throws holdings.not_open, holdings.not_found */
export async function fileInStore(db: Db, asked: { reading_id: number; id: number }, by: By): Promise<number> {
  const reading = await readingOf(db, asked.reading_id, by);
  const Row = z.object({ id: z.number(), file_id: z.number(), name: z.string(), source_unit_id: z.number() });
  const { tenant, identity } = reading;
  const item = await maybeOne(db, sql.item_in_store, { tenant, id: asked.id, identity }, Row);
  if (!item) throw new DomainError('holdings.not_found', 404, { id: asked.id });
  await audit(db, by, tenant, reading.unit_id, 'holdings.read_file', 'holding', item.id, {
    name: item.name,
    reading_id: reading.id,
  });
  return item.file_id;
}

/** Takes something out of a store (the wrong person's, a void paper); it stays on record. @throws holdings.not_found */
export async function withdraw(db: Db, id: number, reason: string, by: By): Promise<void> {
  const Row = z.object({ tenant: z.number(), source_unit_id: z.number(), name: z.string(), sha256: z.string() });
  const item = await maybeOne(db, sql.withdraw_item, { id, reason, now: by.now, scope: by.scope.unit_ids }, Row);
  if (!item) throw new DomainError('holdings.not_found', 404, { id });
  await audit(db, by, item.tenant, item.source_unit_id, 'holdings.withdraw', 'holding', id, {
    name: item.name,
    sha256: item.sha256,
    reason,
  });
}

/** An entry of the trail about something in a store. */
export async function audit(
  db: Db,
  by: By,
  tenant: number,
  unit_id: number,
  action: string,
  subject_kind: string,
  subject_id: number,
  after: unknown,
): Promise<void> {
  const { actor, now, request_id = null } = by;
  await record(db, { tenant, at: now, actor, request_id, action, subject_kind, subject_id, unit_id, after });
}

export const UnitCounts = z.object({
  unit_code: z.string(),
  papers: z.number(),
  results: z.number(),
  copies: z.number(),
  /** Papers taken from a store; `dossiers`: in how many dossiers. */
  uses: z.number(),
  dossiers: z.number(),
});

/** What was put into stores and what was used again, by unit, in [from_at, to_at). */
export function countsByUnit(db: Db, from_at: Date, to_at: Date, scope: Scope): Promise<z.infer<typeof UnitCounts>[]> {
  return many(db, sql.counts_by_unit, { from_at, to_at, scope: scope.unit_ids }, UnitCounts);
}
