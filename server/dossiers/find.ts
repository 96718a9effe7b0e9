import { z } from 'zod';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, plannedAnew } from '#lib/sql';
import { unitById } from '#org';
import { hidePersonal } from './applicant.ts';
import { lateDays, standing, timeliness } from './lateness.ts';
import { asked, type Filter, STANDINGS } from './search.ts';
import { isOpen, STATUS_LABELS, type Status } from './status.ts';

const files = loadSql(import.meta.url, ['found', 'newest', 'sorted', 'rows_of']);
const sql = {
  ...files,
  found: plannedAnew(files.found),
  newest: plannedAnew(files.newest),
  sorted: plannedAnew(files.sorted),
};

export const SORTS = ['received_at', 'due_on', 'filed_at', 'code', 'changed_at', 'applicant_name'] as const;

/** A list counts no further: who has more than so many does not page through them but asks more narrowly. */
export const MOST_COUNTED = 10_000;

export const DossierListed = z.object({
  id: z.number(),
  code: z.string(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  sector_code: z.string(),
  sector_name: z.string(),
  level: z.enum(['province', 'district', 'commune']),
  applicant_kind: z.number(),
  applicant_name: z.string(),
  applicant_identity: z.string().nullable(),
  applicant_phone: z.string().nullable(),
  applicant_email: z.string().nullable(),
  applicant_address: z.string().nullable(),
  is_masked: z.boolean(),
  channel: z.number(),
  status: z.number(),
  status_vi: z.string(),
  status_en: z.string(),
  filed_at: z.date(),
  received_at: z.date().nullable(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  paused_at: z.date().nullable(),
  decided_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
  outcome: z.enum(['granted', 'refused']).nullable(),
  /** Of an open dossier now. */
  standing: z.enum(STANDINGS).nullable(),
  /** Of a decided dossier. */
  timeliness: z.enum(['early', 'on_time', 'overdue', 'undated']).nullable(),
  /** Civil days after the due day, up to the end of processing or today. */
  late_days: z.number(),
  receiving_unit_code: z.string(),
  receiving_unit_name: z.string(),
  competent_unit_code: z.string(),
  competent_unit_name: z.string(),
  holder_unit_code: z.string(),
  holder_unit_name: z.string(),
  holder_id: z.number().nullable(),
  holder_name: z.string().nullable(),
  last_seq: z.number(),
});
export type DossierListed = z.output<typeof DossierListed>;

/** What a reader may see: records under `scope`, personal data under `personal`; `account_id`: whose records are `mine`. */
export type Reader = { scope: Scope; personal: Scope; now: Date; account_id?: number | null };

export type Page = { page: number; page_size: number; sort?: string | undefined };

const Key = z.object({ tenant: z.number(), id: z.number() });
const Found = z.object({ total: z.number(), tenant: z.number().nullable(), id: z.number().nullable() });

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
): Promise<{ keys: z.infer<typeof Key>[]; total: number; has_more: boolean }> {
  const window = { limit: page_size, offset: (page - 1) * page_size };
  const first = await many(db, sql.found, { ...params, ...window, most: most + 1 }, Found);
  const counted = first[0]?.total ?? 0;
  const total = most === MOST_COUNTED ? Math.min(counted, most) : counted;
  const is_sorted = sort !== '-filed_at';
  const has_more = counted > most;
  if (!has_more && !is_sorted)
    return { keys: first.flatMap(({ tenant, id }) => (tenant === null || id === null ? [] : [{ tenant, id }])), total, has_more };
  if (!is_sorted) return { keys: await many(db, sql.newest, { ...params, ...window }, Key), total, has_more };
  const is_descending = sort.startsWith('-');
  const order = { sort: is_descending ? sort.slice(1) : sort, is_descending };
  return { keys: await many(db, sql.sorted, { ...params, ...window, ...order }, Key), total, has_more };
}

const Computed = {
  is_masked: true,
  status_vi: true,
  status_en: true,
  standing: true,
  timeliness: true,
  late_days: true,
} as const;
const StoredRow = DossierListed.omit(Computed).extend({ may_read_personal: z.boolean() });

/** Rows of these dossiers in this order, as far as the scope reaches. */
export async function rowsOf(
  db: Db,
  found: readonly { tenant: number; id: number }[],
  { scope, personal, now }: Reader,
): Promise<DossierListed[]> {
  if (found.length === 0) return [];
  const params = {
    tenants: found.map((key) => key.tenant),
    ids: found.map((key) => key.id),
    scope: scope.unit_ids,
    personal: personal.unit_ids,
  };
  return (await many(db, sql.rows_of, params, StoredRow)).map(({ may_read_personal, ...row }) => ({
    ...hidePersonal(row, may_read_personal),
    ...standingOf(row, now),
  }));
}

type Dated = Pick<DossierListed, 'status' | 'due_on' | 'due_at' | 'due_precision' | 'paused_at' | 'decided_at' | 'closed_at'>;

function standingOf(
  row: Dated,
  now: Date,
): Pick<DossierListed, 'status_vi' | 'status_en' | 'standing' | 'timeliness' | 'late_days'> {
  const status = row.status as Status;
  const due = { due_on: row.due_on, due_at: row.due_at, precision: row.due_precision };
  const paused_on = row.paused_at === null ? null : vietnamDay(row.paused_at);
  const now_standing = isOpen(status) ? standing(due, paused_on, now) : null;
  const end = row.closed_at ?? now;
  const counts = row.decided_at !== null || now_standing === 'overdue';
  return {
    status_vi: STATUS_LABELS[status].vi,
    status_en: STATUS_LABELS[status].en,
    standing: now_standing,
    timeliness: row.decided_at === null ? null : timeliness(due, row.decided_at),
    late_days: counts ? lateDays(row.due_on, vietnamDay(end)) : 0,
  };
}

/** Names of units, as on a day or the nearest of their lives. */
export async function unitNames(db: Db, ids: readonly number[], on: Day): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const id of new Set(ids)) names.set(id, (await unitById(db, id, on)).name);
  return names;
}
