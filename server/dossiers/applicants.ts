// An applicant found again by the number on his card or his phone, so that nothing known is typed twice.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { identityOf, phoneOf } from './applicant.ts';

const sql = loadSql(import.meta.url, ['applicants']);

export const KnownApplicant = z.object({
  kind: z.number(),
  name: z.string(),
  identity: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  dossiers: z.number(),
  /** Of these, not yet given back. */
  open: z.number(),
  last_filed_at: z.date(),
  last_id: z.number(),
  last_code: z.string(),
  last_procedure_name: z.string(),
});

const MOST_FOUND = 10;

/**
 * People and bodies that filed under exactly this identity or phone number with a unit whose personal data the reader may see; the last one first.
 * A phone may be shared by a family; an identity is one person's.
 * @throws dossiers.number_needed when neither is given
 */
export async function applicants(
  db: Db,
  asked: { identity?: string | undefined; phone?: string | undefined },
  personal: Scope,
): Promise<z.output<typeof KnownApplicant>[]> {
  const identity = identityOf(asked.identity ?? null);
  const phone = phoneOf(asked.phone ?? null);
  if (identity === null && phone === null) throw new DomainError('dossiers.number_needed', 422);
  const found = await many(
    db,
    sql.applicants,
    { identity, phone, personal: personal.unit_ids, most: MOST_FOUND },
    KnownApplicant,
  );
  return found.sort((a, b) => b.last_filed_at.getTime() - a.last_filed_at.getTime());
}
