// Who may stand under a report of a unit, and how the place of the signature is written.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many } from '#lib/sql';

const sql = loadSql(import.meta.url, ['signers_at']);

export const Signer = z.object({ id: z.number(), name: z.string(), title: z.string().nullable() });
export type Signer = z.infer<typeof Signer>;

/** Officers of the unit itself who may issue its reports, on a day. */
export function signersAt(db: Db, unit_id: number, day: Day): Promise<Signer[]> {
  return many(db, sql.signers_at, { unit_id, day, permission: 'reports.issue' }, Signer);
}

/** `head`: the one the place is written for; `deputy`: for him (KT.); `order`: by his order (TL.); `authorised`: by his authority (TUQ.); `acting`: in his office for a time (Q.). */
export const SIGNS_AS = ['head', 'deputy', 'order', 'authorised', 'acting'] as const;
export type SignsAs = (typeof SIGNS_AS)[number];

/** What the title of an officer says of how he signs. */
export function signsAsOf(title: string | null): SignsAs {
  const said = (title ?? '').trim().toLowerCase();
  if (/^(phó|quyền phó)/.test(said)) return 'deputy';
  if (/^quyền /.test(said)) return 'acting';
  return /^(chánh văn phòng|trưởng phòng|trưởng ban|chuyên viên|công chức)/.test(said) ? 'order' : 'head';
}

const PREFIX = { deputy: 'KT.', order: 'TL.', authorised: 'TUQ.', acting: 'Q.' } as const;

/**
 * The lines above the signature. A deputy and an acting head of a body that decides together sign in its name.
 * @param head lines of the head himself: `['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']`, `['GIÁM ĐỐC']`
 * Source: Nghị định 30/2020/NĐ-CP, Điều 13; Phụ lục I, mục II.7.
 */
export function authorityLines(head: readonly string[], as: SignsAs, title: string | null): string[] {
  if (as === 'head') return [...head];
  const office = head.at(-1) ?? '';
  const body = head.slice(0, -1);
  if (as === 'acting') return [...body, `${PREFIX.acting} ${office}`];
  const own = ownTitle(title, as === 'deputy' ? `PHÓ ${office}` : '');
  const above = as === 'deputy' ? body : [];
  return [...above, `${PREFIX[as]} ${office}`, ...(own === '' ? [] : [own])];
}

/** `Phó Chủ tịch UBND xã` is printed `PHÓ CHỦ TỊCH`: the body stands above. */
function ownTitle(title: string | null, fallback: string): string {
  const bare = (title ?? '')
    .replace(/\s*(?:,|UBND|Ủy ban nhân dân|Uỷ ban nhân dân).*$/iu, '')
    .trim()
    .toUpperCase();
  return bare === '' ? fallback : bare;
}

/** @throws reports.signer_unknown when nobody of the unit with the right to issue is meant */
export async function signerOf(db: Db, unit: { id: number; name: string }, id: number, day: Day): Promise<Signer> {
  const found = (await signersAt(db, unit.id, day)).find((one) => one.id === id);
  if (!found) throw new DomainError('reports.signer_unknown', 422, { unit: unit.name });
  return found;
}
