// Declarations and certified copies behind a figure that is held still: found again whatever became of the tree and of what was said since.
import { z } from 'zod';
import { vietnamMoment } from '#lib/day';
import { add, type Rational, rationalOf } from '#lib/rational';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { CertifiedRecord } from './certified.ts';
import { declarationRows } from './declare.ts';
import { digestOf, joined, NOTHING } from './digest.ts';
import type { HeldFigure, HeldPage } from './held.ts';
import type { Certified } from './kinds.ts';

const sql = loadSql(import.meta.url, ['declarations_held', 'declarations_of', 'copies_held', 'copies_moved']);

const HeldRow = z.object({ id: z.number(), value: z.string().nullable(), x: z.string(), y: z.string() });

/** The declarations a figure was made of, a page of them, with number, digest and sum of all the asker may see. */
export async function heldDeclarations(db: Db, of: { tenant: number; ids: readonly number[] }, page: HeldPage, access: Scope) {
  const found = await many(db, sql.declarations_held, { ids: of.ids, scope: access.unit_ids }, HeldRow);
  const digest = found.reduce((so_far, one) => joined(so_far, digestOf(1, one.x, one.y)), NOTHING);
  const values: Rational[] = found.flatMap(({ value }) => (value === null ? [] : [rationalOf(value)]));
  const shown = found.slice((page.page - 1) * page.page_size, page.page * page.page_size).map(({ id }) => id);
  return {
    count: found.length,
    digest,
    sum: values.length === 0 ? null : values.reduce(add),
    declarations: await declarationRows(db, of.tenant, shown, access),
  };
}

const OfRow = z.object({ id: z.number(), unit_id: z.number(), s: z.string(), e: z.string(), declared_at: z.date() });
export type HeldDeclaration = z.infer<typeof OfRow>;

/** What each of these declarations is about, and when it was said. */
export function declarationsOf(db: Db, ids: readonly number[], access: Scope): Promise<HeldDeclaration[]> {
  return many(db, sql.declarations_of, { ids, scope: access.unit_ids }, OfRow);
}

type HeldCopies = HeldFigure & { definition: Certified };
const whatOf = ({ counts }: Certified) => (counts === 'copies' ? 'certified' : counts);

const moments = ({ bounds }: HeldFigure) => ({ from_at: vietnamMoment(bounds.s), to_at: vietnamMoment(bounds.e) });

/** The certified copies a figure counted then, as they stood then. */
export async function heldCopies(db: Db, held: HeldCopies, unit_ids: readonly number[], { page, page_size }: HeldPage) {
  const ask = { ...moments(held), unit_ids, known_at: held.known_at, what: whatOf(held.definition) };
  const Found = CertifiedRecord.extend({ all_n: z.int(), x: z.string(), y: z.string() });
  const rows = await many(db, sql.copies_held, { ...ask, most: page_size, skipped: (page - 1) * page_size }, Found);
  const [first] = rows;
  return {
    count: first?.all_n ?? 0,
    digest: first ? digestOf(first.all_n, first.x, first.y) : NOTHING,
    copies: rows.map(({ all_n: _, x: __, y: ___, ...copy }) => copy),
  };
}

const MovedCopy = z.object({
  id: z.number(),
  has_entered: z.boolean(),
  /** It was there then, with nothing of the moment that counts. */
  was_there: z.boolean(),
  is_cancelled: z.boolean(),
  unit_id: z.number(),
  entered_n: z.int(),
  left_n: z.int(),
});
export type MovedCopy = z.infer<typeof MovedCopy>;

/** Copies that would be counted today and were not, and the other way round. `now`: units, measure of today. */
export function movedCopies(
  db: Db,
  held: HeldCopies,
  now: { unit_ids: readonly number[]; definition: Certified; bounds: HeldFigure['bounds'] },
  limit: number,
): Promise<MovedCopy[]> {
  const ask = {
    ...moments(held),
    units_then: held.unit_ids,
    units_now: now.unit_ids,
    what_then: whatOf(held.definition),
    what_now: whatOf(now.definition),
    known_at: held.known_at,
  };
  return many(db, sql.copies_moved, { ...ask, limit }, MovedCopy);
}
