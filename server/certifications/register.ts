// The register of certified copies: looking for them, counting them, checking one.
import { z } from 'zod';
import { open, store } from '#files';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { bodyName, unitById } from '#org';

const sql = loadSql(import.meta.url, ['copies', 'count_copies', 'file_of', 'counts_by_unit', 'by_token']);

export const STATES = ['draft', 'signing', 'signed', 'given', 'cancelled'] as const;
export const HOW = ['email', 'device', 'portal', 'link'] as const;
/** `15/2026` */
export const numberText = (number: number, year: number) => `${number}/${year}`;

const day_or_null = z.string().nullable();

export const Copy = z.object({
  id: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  state: z.enum(STATES),
  year: z.number().nullable(),
  number: z.number().nullable(),
  requester_name: z.string(),
  requester_identity: z.string().nullable(),
  requester_phone: z.string().nullable(),
  original_name: z.string(),
  original_number: z.string().nullable(),
  original_issuer: z.string().nullable(),
  original_issued_on: day_or_null,
  pages: z.number(),
  copies: z.number(),
  fee_vnd: z.number(),
  fee_note: z.string().nullable(),
  dossier_code: z.string().nullable(),
  has_file: z.boolean(),
  sha256: z.string().nullable(),
  token: z.string().nullable(),
  signer_name: z.string().nullable(),
  signer_title: z.string().nullable(),
  drafted_at: z.date(),
  drafted_by_name: z.string().nullable(),
  signed_at: z.date().nullable(),
  given_at: z.date().nullable(),
  given_to: z.string().nullable(),
  given_how: z.enum(HOW).nullable(),
  cancelled_at: z.date().nullable(),
  cancel_reason: z.string().nullable(),
});
export type Copy = z.infer<typeof Copy>;

export type Wanted = {
  unit_ids: readonly number[] | null;
  state?: Copy['state'] | undefined;
  /** Days, both included: of certifying, or of asking while it is not certified. */
  from?: Day | undefined;
  to?: Day | undefined;
  q?: string | undefined;
};

function paramsOf(wanted: Wanted, scope: Scope) {
  const q = wanted.q ? plain(wanted.q).replace(/[\\%_]/g, '\\$&') : null;
  return {
    scope: scope.unit_ids,
    unit_ids: wanted.unit_ids,
    state: wanted.state ?? null,
    from_at: wanted.from ? vietnamMoment(wanted.from) : null,
    to_at: wanted.to ? vietnamMoment(addDays(wanted.to, 1)) : null,
    q: q || null,
  };
}

/** The register, newest first. Identity and phone numbers as they are: the caller masks them. */
export async function copies(
  db: Db,
  wanted: Wanted & { page: number; page_size: number },
  scope: Scope,
): Promise<{ rows: Copy[]; total: number }> {
  const params = paramsOf(wanted, scope);
  const { total } = await one(db, sql.count_copies, params, z.object({ total: z.number() }));
  const page = { id: null, page_size: wanted.page_size, skipped: (wanted.page - 1) * wanted.page_size };
  return { rows: await many(db, sql.copies, { ...params, ...page }, Copy), total };
}

/** One entry of the register. @throws certifications.not_found */
export async function copyById(db: Db, id: number, scope: Scope): Promise<Copy> {
  const params = { ...paramsOf({ unit_ids: null }, scope), id, page_size: 1, skipped: 0 };
  const copy = await maybeOne(db, sql.copies, params, Copy);
  if (!copy) throw new DomainError('certifications.not_found', 404, { id });
  return copy;
}

/** The certified copy, or the scan while it is not certified. @throws certifications.not_found */
export async function fileOf(db: Db, id: number, scope: Scope) {
  const Row = z.object({
    file_id: z.number(),
    number: z.number().nullable(),
    year: z.number().nullable(),
    is_signed: z.boolean(),
  });
  const found = await maybeOne(db, sql.file_of, { id, scope: scope.unit_ids }, Row);
  if (!found) throw new DomainError('certifications.not_found', 404, { id });
  const file = await open(db, store(), found.file_id, { unit_ids: null });
  return { ...file, is_signed: found.is_signed };
}

export const UnitCounts = z.object({
  unit_code: z.string(),
  asked: z.number(),
  certified: z.number(),
  copies: z.number(),
  fee_vnd: z.number(),
  given: z.number(),
  cancelled: z.number(),
});

/** Requests, certified dossiers and copies of a period, by unit; both days included. */
export function counts(
  db: Db,
  from: Day,
  to: Day,
  unit_ids: readonly number[] | null,
  scope: Scope,
): Promise<z.infer<typeof UnitCounts>[]> {
  const period = { from_at: vietnamMoment(from), to_at: vietnamMoment(addDays(to, 1)) };
  return many(db, sql.counts_by_unit, { ...period, unit_ids, scope: scope.unit_ids }, UnitCounts);
}

export const Checked = z.object({
  state: z.enum(['certified', 'cancelled']),
  unit_name: z.string(),
  number: z.string(),
  original_name: z.string(),
  pages: z.number(),
  signer_name: z.string().nullable(),
  signer_title: z.string().nullable(),
  signed_at: z.date(),
  cancelled_at: z.date().nullable(),
  sha256: z.string(),
});

/** What whoever holds a copy may know of it: nothing of the requester. @throws certifications.not_genuine */
export async function check(db: Db, token: string): Promise<z.infer<typeof Checked>> {
  const Row = z.object({
    unit_id: z.number(),
    state: z.enum(STATES),
    year: z.number(),
    number: z.number(),
    original_name: z.string(),
    pages: z.number(),
    sha256: z.string(),
    signer_name: z.string().nullable(),
    signer_title: z.string().nullable(),
    signed_at: z.date(),
    cancelled_at: z.date().nullable(),
  });
  const found = await maybeOne(db, sql.by_token, { token }, Row);
  if (!found) throw new DomainError('certifications.not_genuine', 404);
  const { unit_id, state, year, number, ...rest } = found;
  const unit = await unitById(db, unit_id, vietnamDay(found.signed_at));
  return {
    ...rest,
    state: state === 'cancelled' ? 'cancelled' : 'certified',
    unit_name: bodyName(unit),
    number: numberText(number, year),
  };
}
