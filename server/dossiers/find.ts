import { z } from 'zod';
import { calendarOn, nextWorkingDay } from '#calendar';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { plain } from '#lib/text';
import { unitById, unitNear, unitsFor } from '#org';
import { nationalCode } from '#procedures';
import { hidePersonal } from './applicant.ts';
import { lateDays, standing, timeliness } from './lateness.ts';
import { isOpen, STATUS_LABELS, type Status } from './status.ts';

const sql = loadSql(import.meta.url, [
  'versions_matching',
  'count_found',
  'newest',
  'sorted',
  'rows_of',
  'queue_counts',
  'queue_keys',
]);

export const STANDINGS = ['in_time', 'overdue', 'paused', 'undated'] as const;
export const SORTS = ['received_at', 'due_on', 'filed_at', 'code', 'changed_at', 'applicant_name'] as const;

const day = z.iso.date();
const list = (schema: z.ZodType<number, unknown>) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(',')),
    z.array(schema).optional(),
  );

/** What a list, its count and its export are asked with. */
export const Filter = z.object({
  /** The beginning of a code, a name without diacritics, or identity or phone in full (where the reader may see them). */
  q: z.string().trim().max(200).optional(),
  status: list(z.coerce.number().int().min(1).max(10)),
  standing: z.enum(STANDINGS).optional(),
  /** Unit, with everything below it today and what it took over, that receives or decides. */
  unit: z.string().max(60).optional(),
  procedure: z.string().max(60).optional(),
  sector: z.string().max(60).optional(),
  level: z.enum(['province', 'district', 'commune']).optional(),
  channel: z.coerce.number().int().min(1).max(3).optional(),
  received_from: day.optional(),
  /** Included. */
  received_to: day.optional(),
  due_from: day.optional(),
  due_to: day.optional(),
  closed_from: day.optional(),
  closed_to: day.optional(),
});
export type Filter = z.output<typeof Filter>;

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

/** What a reader may see: records under `scope`, personal data under `personal`. */
export type Reader = { scope: Scope; personal: Scope; now: Date };

export type Page = { page: number; page_size: number; sort?: string | undefined };

const Key = z.object({ tenant: z.number(), id: z.number() });
const Total = z.object({ total: z.number() });

/** A page of dossiers and how many there are in all. Default order: newest filing first. */
export async function find(
  db: Db,
  filter: Filter,
  page: Page,
  reader: Reader,
): Promise<{ rows: DossierListed[]; total: number }> {
  const params = await asked(db, filter, reader);
  const { total } = await one(db, sql.count_found, params, Total);
  return { rows: await rowsOf(db, await keys(db, params, page), reader), total };
}

/** @throws dossiers.export_too_large */
export async function findAll(
  db: Db,
  filter: Filter,
  sort: string | undefined,
  most: number,
  reader: Reader,
): Promise<DossierListed[]> {
  const params = await asked(db, filter, reader);
  const { total } = await one(db, sql.count_found, params, Total);
  if (total > most) throw new DomainError('dossiers.export_too_large', 422, { total, most });
  return rowsOf(db, await keys(db, params, { page: 1, page_size: most, sort }), reader);
}

async function keys(
  db: Db,
  params: Record<string, unknown>,
  { page, page_size, sort = '-filed_at' }: Page,
): Promise<z.infer<typeof Key>[]> {
  const window = { limit: page_size, offset: (page - 1) * page_size };
  if (sort === '-filed_at') return many(db, sql.newest, { ...params, ...window }, Key);
  const is_descending = sort.startsWith('-');
  return many(db, sql.sorted, { ...params, ...window, sort: is_descending ? sort.slice(1) : sort, is_descending }, Key);
}

/** The filter as parameters of the one predicate in find.sql. */
async function asked(db: Db, filter: Filter, { scope, personal, now }: Reader): Promise<Record<string, unknown>> {
  const today = vietnamDay(now);
  return {
    scope: scope.unit_ids,
    personal: personal.unit_ids,
    at: now,
    ...sought(filter.q ?? ''),
    status: filter.status ?? null,
    standing: filter.standing ?? null,
    units: filter.unit ? await unitsUnder(db, filter.unit, today) : null,
    version_ids: await versionsFor(db, filter),
    channel: filter.channel ?? null,
    received_from: startOf(filter.received_from),
    received_before: startOf(filter.received_to, 1),
    due_from: filter.due_from ?? null,
    due_before: filter.due_to ? addDays(filter.due_to, 1) : null,
    closed_from: startOf(filter.closed_from),
    closed_before: startOf(filter.closed_to, 1),
  };
}

/** What somebody types: a number of eight digits or more, the beginning of a code (`H34.19-24…`), else a name or a part of it. */
function sought(q: string): { name_like: string | null; code_like: string | null; number: string | null } {
  const nothing = { name_like: null, code_like: null, number: null };
  const compact = q.replace(/[\s.-]/g, '').toUpperCase();
  if (/^(\+?\d{8,}|[A-Z]{1,2}\d{6,8})$/.test(compact) && !/^[A-Z]\d{2}\./i.test(q)) return { ...nothing, number: compact };
  const text = plain(q)
    .replace(/[%_\\]/g, ' ')
    .trim();
  if (text === '') return nothing;
  if (/^[a-z]\d{2}([.-]|$)/.test(text)) return { ...nothing, code_like: `${text.toUpperCase()}%` };
  return { ...nothing, name_like: `%${text}%` };
}

function startOf(on: Day | undefined, days = 0): Date | null {
  return on === undefined ? null : vietnamMoment(addDays(on, days));
}

async function unitsUnder(db: Db, code: string, today: Day): Promise<number[]> {
  const unit = await unitNear(db, code, today);
  return unitsFor(db, {
    unit_id: unit.id,
    day: unit.died !== null && unit.died <= today ? addDays(unit.died, -1) : today,
    scope: 'all',
  });
}

async function versionsFor(db: Db, { procedure, sector, level }: Filter): Promise<number[] | null> {
  if (!procedure && !sector && !level) return null;
  const code = procedure ? nationalCode(procedure) : null;
  return (
    await many(db, sql.versions_matching, { code, sector: sector ?? null, level: level ?? null }, z.object({ id: z.number() }))
  ).map((row) => row.id);
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

export const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue'] as const;
export type Tab = (typeof TABS)[number];
export const TabCounts = z.object(Object.fromEntries(TABS.map((tab) => [tab, z.number()])) as Record<Tab, z.ZodNumber>);

export type QueueInput = { tab: Tab; unit?: string | undefined; mine: boolean; page: number; page_size: number };

/**
 * What lies on the desks of a unit (and below), or on mine: the count of each tab and a page of one of them, most urgent first.
 * `due_soon`: due today or on the next working day.
 */
export async function queue(
  db: Db,
  { tab, unit, mine, page, page_size }: QueueInput,
  account_id: number | null,
  reader: Reader,
): Promise<{ tabs: z.infer<typeof TabCounts>; rows: DossierListed[]; total: number }> {
  const today = vietnamDay(reader.now);
  const params = {
    scope: reader.scope.unit_ids,
    units: unit ? await unitsUnder(db, unit, today) : null,
    holder_id: mine ? (account_id ?? -1) : null,
    at: reader.now,
    soon_on: nextWorkingDay(await calendarOn(db), today),
  };
  const tabs = await one(db, sql.queue_counts, params, TabCounts);
  const found = await many(db, sql.queue_keys, { ...params, tab, limit: page_size, offset: (page - 1) * page_size }, Key);
  return { tabs, rows: await rowsOf(db, found, reader), total: tabs[tab] };
}

/** Names of units, as on a day or the nearest of their lives. */
export async function unitNames(db: Db, ids: readonly number[], on: Day): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const id of new Set(ids)) names.set(id, (await unitById(db, id, on)).name);
  return names;
}
