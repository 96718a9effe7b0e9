// The monthly list of units and officers with late dossiers: compiled from records, approved by a leader, then public and never changed.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { addDays, addMonths, type Day, daysBetween, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type Unit, unitNear, unitsFor } from '#org';
import { LATE_CAUSES } from './event.ts';
import { unitNames } from './find.ts';
import type { By } from './intake.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, [
  'compile',
  'count_resolved',
  'hold_month',
  'present',
  'forget_entries',
  'forget_draft',
  'insert_list',
  'insert_entries',
  'lists',
  'count_lists',
  'lock_list',
  'entries',
  'publish',
  'recall',
]);

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'YYYY-MM');
export const CompileInput = z.object({ unit: z.string().max(60), month: Month });

export const LateEntry = z.object({
  ordinal: z.number(),
  dossier_id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  sector_name: z.string(),
  unit_id: z.number(),
  unit_name: z.string(),
  officer_id: z.number().nullable(),
  officer_name: z.string().nullable(),
  officer_title: z.string().nullable(),
  due_on: z.string(),
  /** Null: open when the month ended. */
  closed_on: z.string().nullable(),
  /** Civil days after the due day, to the end of processing or of the month. */
  late_days: z.number(),
  cause: z.enum(LATE_CAUSES).nullable(),
  is_explained: z.boolean(),
  is_apologised: z.boolean(),
});
export type LateEntry = z.output<typeof LateEntry>;

/** Late dossiers of an officer in a unit: what the public sees. */
export const LateOfficer = z.object({
  unit_name: z.string(),
  officer_name: z.string().nullable(),
  officer_title: z.string().nullable(),
  closed_late: z.number(),
  open_late: z.number(),
  most_late_days: z.number(),
});
export type LateOfficer = z.output<typeof LateOfficer>;

export const LateListHead = z.object({
  id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  /** YYYY-MM */
  month: z.string(),
  state: z.enum(['draft', 'published', 'recalled']),
  known_at: z.date(),
  /** Dossiers resolved in the month, late or not. */
  resolved: z.number(),
  total: z.number(),
  compiler_name: z.string().nullable(),
  approved_at: z.date().nullable(),
  approver_name: z.string().nullable(),
  approver_title: z.string().nullable(),
  recalled_at: z.date().nullable(),
  recall_reason: z.string().nullable(),
});
export type LateListHead = z.output<typeof LateListHead>;
const StoredHead = LateListHead.omit({ unit_name: true }).extend({ unit_id: z.number() });

const Compiled = LateEntry.omit({ ordinal: true, unit_name: true, late_days: true }).extend({ tenant: z.number() });
const Id = z.object({ id: z.number() });

/**
 * Compiles the list of a month that is over, or compiles a draft again. What is known now goes in; nothing is public yet.
 * @throws dossiers.month_not_over, dossiers.late_list_published (recall it first), dossiers.unit_not_permitted, org.unit_unknown
 */
export async function compileLateList(db: Db, { unit: code, month }: z.output<typeof CompileInput>, by: By): Promise<number> {
  const from_day: Day = `${month}-01`;
  const to_day = addMonths(from_day, 1);
  if (to_day > vietnamDay(by.now)) throw new DomainError('dossiers.month_not_over', 422, { month });
  const last_day = addDays(to_day, -1);
  const unit = await unitNear(db, code, last_day);
  if (!may(by.scope, unit.id)) throw new DomainError('dossiers.unit_not_permitted', 403, { code: unit.code });
  const { tenant } = unit;
  await exec(db, sql.hold_month, { unit_id: unit.id, month: from_day });
  await forgetDraft(db, unit, from_day);
  const units = await unitsFor(db, { unit_id: unit.id, day: last_day, scope: 'all' });
  const found = await many(db, sql.compile, { units, from_day, to_day }, Compiled);
  const { resolved } = await one(db, sql.count_resolved, { units, from_day, to_day }, z.object({ resolved: z.number() }));
  const account_id = by.actor.user_id;
  const head = {
    tenant,
    unit_id: unit.id,
    month: from_day,
    known_at: by.now,
    compiled_by: account_id,
    resolved,
    total: found.length,
  };
  const { id } = await one(db, sql.insert_list, head, Id);
  const names = await unitNames(
    db,
    found.map((row) => row.unit_id),
    last_day,
  );
  const rows = found.map(({ tenant: _, ...row }, index) => ({
    ...row,
    ordinal: index + 1,
    unit_name: names.get(row.unit_id),
    late_days: daysBetween(row.due_on, row.closed_on ?? last_day),
  }));
  await exec(db, sql.insert_entries, { tenant, id, rows: JSON.stringify(rows) });
  await told(db, by, { tenant, id, unit_id: unit.id, action: 'compiled', after: { month, total: found.length, resolved } });
  return id;
}

/** @throws dossiers.late_list_published */
async function forgetDraft(db: Db, { tenant, id: unit_id }: Unit, month: Day): Promise<void> {
  const present = await maybeOne(
    db,
    sql.present,
    { tenant, unit_id, month },
    z.object({ id: z.number(), state: z.enum(['draft', 'published']) }),
  );
  if (!present) return;
  if (present.state === 'published')
    throw new DomainError('dossiers.late_list_published', 409, { id: present.id, month: month.slice(0, 7) });
  await exec(db, sql.forget_entries, { tenant, id: present.id });
  await exec(db, sql.forget_draft, { tenant, id: present.id });
}

/**
 * Makes a draft public, under the name of who approves it.
 * @param leads units whose results the actor answers for
 * @throws dossiers.late_list_not_found, dossiers.late_list_not_draft, dossiers.action_not_permitted
 */
export async function publishLateList(db: Db, id: number, leads: Scope, by: By): Promise<void> {
  const list = await lockList(db, id, by.scope);
  mustLead(leads, list.unit_id, 'publish_late_list');
  if (list.state !== 'draft') throw new DomainError('dossiers.late_list_not_draft', 409, { id, state: list.state });
  await exec(db, sql.publish, { tenant: list.tenant, id, at: by.now, account_id: by.actor.user_id });
  await told(db, by, { ...list, action: 'published', after: { month: list.month.slice(0, 7), total: list.total } });
}

/**
 * Takes a public list back; it stays on record with the reason, and the month may be compiled anew.
 * @throws dossiers.late_list_not_found, dossiers.late_list_not_published, dossiers.action_not_permitted
 */
export async function recallLateList(db: Db, id: number, reason: string, leads: Scope, by: By): Promise<void> {
  const list = await lockList(db, id, by.scope);
  mustLead(leads, list.unit_id, 'recall_late_list');
  if (list.state !== 'published') throw new DomainError('dossiers.late_list_not_published', 409, { id, state: list.state });
  await exec(db, sql.recall, { tenant: list.tenant, id, at: by.now, account_id: by.actor.user_id, reason });
  await told(db, by, { ...list, action: 'recalled', after: { month: list.month.slice(0, 7) }, reason });
}

/** @throws dossiers.action_not_permitted */
function mustLead(leads: Scope, unit_id: number, action: string): void {
  if (!may(leads, unit_id))
    throw new DomainError('dossiers.action_not_permitted', 403, { action, permission: 'dossiers.decide' });
}

const Locked = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  month: z.string(),
  state: z.enum(['draft', 'published', 'recalled']),
  total: z.number(),
});

async function lockList(db: Db, id: number, scope: Scope): Promise<z.output<typeof Locked>> {
  const list = await maybeOne(db, sql.lock_list, { id, scope: scope.unit_ids }, Locked);
  if (!list) throw new DomainError('dossiers.late_list_not_found', 404, { id });
  return list;
}

type Told = { tenant: number; id: number; unit_id: number; action: string; after: object; reason?: string };

async function told(db: Db, by: By, { tenant, id, unit_id, action, after, reason }: Told): Promise<void> {
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `dossiers.late_list_${action}`,
    subject_kind: 'late_list',
    subject_id: id,
    unit_id,
    after,
    reason: reason ?? null,
  });
}

/** Lists of a unit and below, newest month first. */
export async function lateLists(
  db: Db,
  ask: { unit?: string | undefined; page: number; page_size: number },
  scope: Scope,
  today: Day,
): Promise<{ rows: LateListHead[]; total: number }> {
  const units = ask.unit ? await unitsUnder(db, ask.unit, today) : null;
  const params = { scope: scope.unit_ids, units, is_public: false };
  const { total } = await one(db, sql.count_lists, params, z.object({ total: z.number() }));
  return { rows: await heads(db, { ...params, id: null, limit: ask.page_size, offset: (ask.page - 1) * ask.page_size }), total };
}

/** A list with its dossiers, and what the public sees of it. @throws dossiers.late_list_not_found */
export async function lateList(
  db: Db,
  id: number,
  scope: Scope,
): Promise<LateListHead & { officers: LateOfficer[]; entries: LateEntry[] }> {
  const [head] = await heads(db, { scope: scope.unit_ids, units: null, id, is_public: false, limit: 1, offset: 0 });
  if (!head) throw new DomainError('dossiers.late_list_not_found', 404, { id });
  const entries = await many(db, sql.entries, { id }, LateEntry);
  return { ...head, officers: officersOf(entries), entries };
}

/** Published lists, for everyone. */
export async function publicLateLists(
  db: Db,
  page: { page: number; page_size: number },
): Promise<{ rows: LateListHead[]; total: number }> {
  const params = { scope: null, units: null, is_public: true };
  const { total } = await one(db, sql.count_lists, params, z.object({ total: z.number() }));
  return {
    rows: await heads(db, { ...params, id: null, limit: page.page_size, offset: (page.page - 1) * page.page_size }),
    total,
  };
}

/** A published list, for everyone: units, officers and counts, nothing of any applicant. @throws dossiers.late_list_not_found */
export async function publicLateList(db: Db, id: number): Promise<LateListHead & { officers: LateOfficer[] }> {
  const [head] = await heads(db, { scope: null, units: null, id, is_public: true, limit: 1, offset: 0 });
  if (!head) throw new DomainError('dossiers.late_list_not_found', 404, { id });
  return { ...head, officers: officersOf(await many(db, sql.entries, { id }, LateEntry)) };
}

async function heads(db: Db, params: Record<string, unknown>): Promise<LateListHead[]> {
  const rows = await many(db, sql.lists, params, StoredHead);
  const named: LateListHead[] = [];
  for (const { unit_id, month, ...row } of rows) {
    const names = await unitNames(db, [unit_id], addDays(addMonths(month, 1), -1));
    named.push({ ...row, month: month.slice(0, 7), unit_name: names.get(unit_id) ?? '' });
  }
  return named;
}

function officersOf(entries: readonly LateEntry[]): LateOfficer[] {
  const groups = Map.groupBy(entries, (entry) => `${entry.unit_id}/${entry.officer_id ?? 0}`);
  return [...groups.values()].map((of_one) => {
    const { unit_name, officer_name, officer_title } = of_one[0] as LateEntry;
    return {
      unit_name,
      officer_name,
      officer_title,
      closed_late: of_one.filter((entry) => entry.closed_on !== null).length,
      open_late: of_one.filter((entry) => entry.closed_on === null).length,
      most_late_days: Math.max(...of_one.map((entry) => entry.late_days)),
    };
  });
}
