import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, plannedAnew } from '#lib/sql';
import { unitById } from '#org';
import { DossierListed, type Key, type Reader, rowsOf, rowsWritten } from './listed.ts';
import { asked, type Filter } from './search.ts';

export { DossierListed, type Reader, rowsOf };

const files = loadSql(import.meta.url, ['found', 'newest', 'sorted']);
const sql = {
  found: plannedAnew(files.found),
  newest: plannedAnew(files.newest),
  sorted: plannedAnew(files.sorted),
};

export const SORTS = ['received_at', 'due_on', 'filed_at', 'code', 'changed_at', 'applicant_name'] as const;

/** A list counts no further: who has more than so many does not page through them but asks more narrowly. */
export const MOST_COUNTED = 10_000;

export type Page = { page: number; page_size: number; sort?: string | undefined };

const FoundKey = z.object({ tenant: z.number(), id: z.number(), last_seq: z.number() });
const Found = z.object({
  total: z.number(),
  tenant: z.number().nullable(),
  id: z.number().nullable(),
  last_seq: z.number().nullable(),
});

export type List = {
  rows: DossierListed[];
  /** How many there are; {@link MOST_COUNTED} when there are more. */
  total: number;
  has_more: boolean;
};

/** A page of dossiers and how many there are in all. Default order: newest filing first. */
export async function find(db: Db, filter: Filter, page: Page, reader: Reader): Promise<List> {
  const { keys, ...counted } = await keysOf(db, await asked(db, filter, reader), page, MOST_COUNTED);
  return { rows: await rowsOf(db, keys, reader), ...counted };
}

/** {@link find} with its rows as JSON. */
export async function findWritten(
  db: Db,
  filter: Filter,
  page: Page,
  reader: Reader,
): Promise<Omit<List, 'rows'> & { rows_json: Buffer }> {
  const { keys, ...counted } = await keysOf(db, await asked(db, filter, reader), page, MOST_COUNTED);
  return { rows_json: (await rowsWritten(db, keys, reader)).json, ...counted };
}

/** @throws dossiers.export_too_large */
export async function findAll(
  db: Db,
  filter: Filter,
  sort: string | undefined,
  most: number,
  reader: Reader,
): Promise<DossierListed[]> {
  const { keys, total } = await keysOf(db, await asked(db, filter, reader), { page: 1, page_size: most, sort }, most);
  if (total > most) throw new DomainError('dossiers.export_too_large', 422, { total, most });
  return rowsOf(db, keys, reader);
}

async function keysOf(
  db: Db,
  params: Record<string, unknown>,
  { page, page_size, sort = '-filed_at' }: Page,
  most: number,
): Promise<{ keys: Key[]; total: number; has_more: boolean }> {
  const window = { limit: page_size, offset: (page - 1) * page_size };
  const first = await many(db, sql.found, { ...params, ...window, most: most + 1 }, Found);
  const counted = first[0]?.total ?? 0;
  const total = most === MOST_COUNTED ? Math.min(counted, most) : counted;
  const is_sorted = sort !== '-filed_at';
  const has_more = counted > most;
  if (!has_more && !is_sorted)
    return { keys: first.flatMap(({ total: _, ...key }) => (key.id === null ? [] : [key as Key])), total, has_more };
  if (!is_sorted) return { keys: await many(db, sql.newest, { ...params, ...window }, FoundKey), total, has_more };
  const is_descending = sort.startsWith('-');
  const order = { sort: is_descending ? sort.slice(1) : sort, is_descending };
  return { keys: await many(db, sql.sorted, { ...params, ...window, ...order }, FoundKey), total, has_more };
}

/** Names of units, as on a day or the nearest of their lives. */
export async function unitNames(db: Db, ids: readonly number[], on: Day): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const id of new Set(ids)) names.set(id, (await unitById(db, id, on)).name);
  return names;
}
