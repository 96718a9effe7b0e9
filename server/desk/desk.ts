import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitNear } from '#org';

export {
  act,
  callNext,
  DeskDay,
  Display,
  days,
  display,
  Kiosk,
  kiosk,
  MOST_A_MINUTE,
  PRIORITIES,
  Taken,
  TICKET_ACTIONS,
  Ticket,
  take,
  ticketsOf,
} from './tickets.ts';

const sql = loadSql(import.meta.url, [
  'desks',
  'desk_in_reach',
  'desk_by_token',
  'token_of',
  'insert_desk',
  'update_desk',
  'replace_token',
  'staff_of',
  'insert_staff',
  'end_staff',
  'account_there',
  'equipment_of',
  'end_equipment',
  'replace_equipment_of_today',
  'insert_equipment',
  'hours_of',
  'end_hours',
  'forget_hours_from',
  'insert_hours',
  'services_of',
  'upsert_service',
  'counters_of',
  'upsert_counter',
]);

/** Who changes something, when, where they may. */
export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id: string };

// `valid_until` is the first day on which it no longer holds.
const Dated = { valid_from: z.string(), valid_until: z.string().nullable() };

export const DeskRow = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  has_own_room: z.boolean(),
  decision_no: z.string().nullable(),
  note: z.string().nullable(),
  ...Dated,
  staff_count: z.number(),
  counter_count: z.number(),
  /** Pieces of equipment that the desk should have and that are not there or do not work. */
  pieces_missing: z.number(),
});
export type DeskRow = z.infer<typeof DeskRow>;

/** Desks open on a day (or ever), of one unit or of all in the scope. */
export async function desks(
  db: Db,
  asked: { unit?: string | undefined; day: Day; all_days: boolean },
  scope: Scope,
): Promise<DeskRow[]> {
  const unit_ids = asked.unit === undefined ? null : [(await unitNear(db, asked.unit, asked.day)).id];
  return many(db, sql.desks, { unit_ids, day: asked.day, all_days: asked.all_days, scope: scope.unit_ids }, DeskRow);
}

export const Reached = z.object({ id: z.number(), tenant: z.number(), unit_id: z.number() });
export type Reached = z.infer<typeof Reached>;

/** @throws desk.not_found */
export async function deskInReach(db: Db, id: number, scope: Scope): Promise<Reached> {
  const desk = await maybeOne(db, sql.desk_in_reach, { id, scope: scope.unit_ids }, Reached);
  if (!desk) throw new DomainError('desk.not_found', 404, { id });
  return desk;
}

export const OpenDesk = Reached.extend({ name: z.string(), address: z.string().nullable(), unit_name: z.string() });

/** The desk that a take-a-number or display page belongs to. @throws desk.not_found */
export async function deskByToken(db: Db, token: string, day: Day): Promise<z.infer<typeof OpenDesk>> {
  const desk = await maybeOne(db, sql.desk_by_token, { token, day }, OpenDesk);
  if (!desk) throw new DomainError('desk.not_found', 404);
  return desk;
}

export const Staff = z.object({
  id: z.number(),
  account_id: z.number().nullable(),
  name: z.string(),
  duty: z.enum(['head', 'deputy', 'officer', 'support']),
  title: z.string(),
  agency: z.string().nullable(),
  decision_no: z.string().nullable(),
  ...Dated,
  end_reason: z.string().nullable(),
});
export const Equipment = z.object({
  id: z.number(),
  kind: z.string(),
  name: z.string(),
  amount: z.number(),
  amount_working: z.number(),
  amount_needed: z.number().nullable(),
  since: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  ...Dated,
});
export const Hours = z.object({ weekday: z.number(), opens: z.string(), closes: z.string(), ...Dated });
export const Service = z.object({
  id: z.number(),
  letter: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  is_open: z.boolean(),
});
export const Counter = z.object({
  id: z.number(),
  number: z.number(),
  name: z.string(),
  services: z.array(z.number()),
  is_open: z.boolean(),
});

export const DeskShown = z.object({
  desk: DeskRow,
  /** Everybody who ever worked there; `valid_until` null or later than today: still does. */
  staff: z.array(Staff),
  equipment: z.array(Equipment),
  hours: z.array(Hours),
  services: z.array(Service),
  counters: z.array(Counter),
  /** Only for who manages the desk: opens its public pages. */
  token: z.string().nullable(),
});

/** A desk with everything in it on a day. @throws desk.not_found */
export async function desk(
  db: Db,
  id: number,
  day: Day,
  scope: Scope,
  may_manage: (unit_id: number) => boolean,
): Promise<z.infer<typeof DeskShown>> {
  const { unit_id } = await deskInReach(db, id, scope);
  const rows = await many(db, sql.desks, { unit_ids: [unit_id], day, all_days: true, scope: scope.unit_ids }, DeskRow);
  const of = { desk_id: id, day };
  return {
    desk: rows.find((row) => row.id === id) as DeskRow,
    staff: await many(db, sql.staff_of, { desk_id: id, day: null }, Staff),
    equipment: await many(db, sql.equipment_of, of, Equipment),
    hours: await many(db, sql.hours_of, of, Hours),
    services: await many(db, sql.services_of, of, Service),
    counters: await many(db, sql.counters_of, of, Counter),
    token: may_manage(unit_id) ? (await one(db, sql.token_of, { id }, z.object({ token: z.string() }))).token : null,
  };
}

async function noted(
  db: Db,
  of: Reached,
  what: string,
  by: By,
  after: unknown,
  before?: unknown,
  reason?: string | null,
): Promise<void> {
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `desk.${what}`,
    subject_kind: 'desk',
    subject_id: of.id,
    unit_id: of.unit_id,
    before,
    after,
    reason: reason ?? null,
  });
}

const text = (most: number) => z.string().trim().min(1).max(most);
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((said) => said || null)
    .nullable()
    .default(null);

export const DeskInput = z.object({
  name: text(200),
  address: optional(300),
  phone: optional(40),
  has_own_room: z.boolean().default(true),
  decision_no: optional(100),
  valid_from: z.iso.date(),
  valid_until: z.iso.date().nullable().default(null),
  note: optional(1000),
});

const newToken = () => randomBytes(18).toString('base64url');

/** Opens a desk of a unit. @throws org.unit_unknown, desk.unit_not_permitted, desk.reversed_dates */
export async function openDesk(db: Db, unit_code: string, input: z.output<typeof DeskInput>, by: By): Promise<number> {
  const unit = await unitNear(db, unit_code, input.valid_from);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('desk.unit_not_permitted', 403, { code: unit.code });
  forward(input);
  const values = { ...input, tenant: unit.tenant, unit_id: unit.id, token: newToken() };
  const { id } = await one(db, sql.insert_desk, values, z.object({ id: z.number() }));
  await noted(db, { id, tenant: unit.tenant, unit_id: unit.id }, 'open_desk', by, input);
  return id;
}

/** @throws desk.not_found, desk.reversed_dates */
export async function changeDesk(db: Db, id: number, input: z.output<typeof DeskInput>, by: By): Promise<void> {
  const of = await deskInReach(db, id, by.scope);
  forward(input);
  const before = (
    await many(db, sql.desks, { unit_ids: [of.unit_id], day: by.today, all_days: true, scope: null }, DeskRow)
  ).find((row) => row.id === id);
  await exec(db, sql.update_desk, { ...input, id });
  await noted(db, of, 'change_desk', by, input, before);
}

/** Pages opened with the old address stop working at once. @throws desk.not_found */
export async function replaceToken(db: Db, id: number, by: By): Promise<string> {
  const of = await deskInReach(db, id, by.scope);
  const token = newToken();
  await exec(db, sql.replace_token, { id, token });
  await noted(db, of, 'replace_token', by, null);
  return token;
}

function forward({ valid_from, valid_until }: { valid_from: Day; valid_until: Day | null }): void {
  if (valid_until !== null && valid_until <= valid_from)
    throw new DomainError('desk.reversed_dates', 422, { from: valid_from, to: valid_until });
}

export const StaffInput = z.object({
  account_id: z.int().positive().nullable().default(null),
  name: text(200),
  duty: z.enum(['head', 'deputy', 'officer', 'support']),
  title: text(200),
  agency: optional(200),
  decision_no: optional(100),
  valid_from: z.iso.date(),
  valid_until: z.iso.date().nullable().default(null),
});

/** @throws desk.not_found, desk.reversed_dates, desk.account_unknown, desk.already_there */
export async function addStaff(db: Db, desk_id: number, input: z.output<typeof StaffInput>, by: By): Promise<number> {
  const of = await deskInReach(db, desk_id, by.scope);
  forward(input);
  if (input.account_id !== null) {
    const params = { account_id: input.account_id, scope: by.scope.unit_ids };
    const there = await maybeOne(db, sql.account_there, params, z.object({ id: z.number() }));
    if (!there) throw new DomainError('desk.account_unknown', 422, { account_id: input.account_id });
  }
  const { id } = await translating(
    { staff_once: { code: 'desk.already_there', data: { name: input.name, title: input.title } } },
    () => one(db, sql.insert_staff, { ...input, desk_id }, z.object({ id: z.number() })),
  );
  await noted(db, of, 'add_staff', by, { ...input, id });
  return id;
}

/** Someone leaves the desk: the last day is `last_day`. @throws desk.not_found, desk.staff_not_there */
export async function endStaff(
  db: Db,
  desk_id: number,
  input: { staff_id: number; last_day: Day; reason: string },
  by: By,
): Promise<void> {
  const of = await deskInReach(db, desk_id, by.scope);
  const until = addDays(input.last_day, 1);
  const Ended = z.object({ name: z.string(), title: z.string(), valid_from: z.string() });
  const ended = await maybeOne(db, sql.end_staff, { id: input.staff_id, desk_id, until, reason: input.reason }, Ended);
  if (!ended) throw new DomainError('desk.staff_not_there', 404, { staff_id: input.staff_id, day: input.last_day });
  await noted(db, of, 'end_staff', by, { ...ended, valid_until: until }, ended, input.reason);
}

const KindPack = z.strictObject({
  status: z.enum(['approved', 'to_be_verified']),
  kinds: z.array(z.strictObject({ code: z.string(), name_vi: z.string(), name_en: z.string(), is_listed: z.boolean() })).min(1),
});
export const EquipmentKind = KindPack.shape.kinds.element;
let kinds: z.infer<typeof EquipmentKind>[] | null = null;

/** Kinds of equipment, as packs/desk/equipment.yaml lists them. @throws packs.broken */
export function equipmentKinds(): z.infer<typeof EquipmentKind>[] {
  if (kinds) return kinds;
  const { value, problems } = readPackFile(path.join(PACKS, 'desk', 'equipment.yaml'), KindPack);
  refuseIfBroken(problems);
  kinds = value?.kinds ?? [];
  return kinds;
}

export const EquipmentInput = z.object({
  kind: z.string().max(40),
  name: text(200),
  amount: z.int().min(0).max(10_000),
  amount_working: z.int().min(0).max(10_000),
  amount_needed: z.int().min(0).max(10_000).nullable().default(null),
  since: z.iso.date().nullable().default(null),
  source: optional(200),
  note: optional(500),
});

/**
 * Records equipment, or what changed about it from today on: the register of earlier days stays.
 * @param equipment_id what it replaces; left out: something new
 * @throws desk.not_found, desk.kind_unknown, desk.more_working_than_there, desk.equipment_not_there
 */
export async function keepEquipment(
  db: Db,
  desk_id: number,
  equipment_id: number | null,
  input: z.output<typeof EquipmentInput>,
  by: By,
): Promise<number> {
  const of = await deskInReach(db, desk_id, by.scope);
  if (!equipmentKinds().some((kind) => kind.code === input.kind))
    throw new DomainError('desk.kind_unknown', 422, { kind: input.kind });
  if (input.amount_working > input.amount)
    throw new DomainError('desk.more_working_than_there', 422, { amount: input.amount, amount_working: input.amount_working });
  const Id = z.object({ id: z.number() });
  let before: unknown;
  if (equipment_id !== null) {
    const same_day = { ...input, id: equipment_id, desk_id, from: by.today };
    const changed = await maybeOne(db, sql.replace_equipment_of_today, same_day, Id);
    if (changed) {
      await noted(db, of, 'keep_equipment', by, { ...input, id: equipment_id });
      return equipment_id;
    }
    before = await endOne(db, desk_id, equipment_id, by.today);
  }
  const { id } = await one(db, sql.insert_equipment, { ...input, desk_id, from: by.today }, Id);
  await noted(db, of, 'keep_equipment', by, { ...input, id }, before);
  return id;
}

/** Gone from today on. @throws desk.not_found, desk.equipment_not_there */
export async function dropEquipment(
  db: Db,
  desk_id: number,
  input: { equipment_id: number; reason: string },
  by: By,
): Promise<void> {
  const of = await deskInReach(db, desk_id, by.scope);
  const before = await endOne(db, desk_id, input.equipment_id, by.today);
  await noted(db, of, 'drop_equipment', by, null, before, input.reason);
}

async function endOne(db: Db, desk_id: number, id: number, from: Day): Promise<unknown> {
  const ended = await maybeOne(db, sql.end_equipment, { id, desk_id, from }, z.record(z.string(), z.unknown()));
  if (!ended) throw new DomainError('desk.equipment_not_there', 404, { equipment_id: id });
  return ended;
}

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const HoursInput = z.object({
  from: z.iso.date(),
  hours: z.array(z.object({ weekday: z.int().min(1).max(7), opens: clock, closes: clock })).max(28),
});

/** The hours of a week from a day on; those before it stay on record. @throws desk.not_found, desk.hours_overlap */
export async function setHours(db: Db, desk_id: number, input: z.output<typeof HoursInput>, by: By): Promise<void> {
  const of = await deskInReach(db, desk_id, by.scope);
  const sorted = [...input.hours].sort((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens));
  for (const [i, span] of sorted.entries()) {
    const before = sorted[i - 1];
    if (span.closes <= span.opens || (before && before.weekday === span.weekday && before.closes > span.opens))
      throw new DomainError('desk.hours_overlap', 422, { weekday: span.weekday, opens: span.opens, closes: span.closes });
  }
  await exec(db, sql.end_hours, { desk_id, from: input.from });
  await exec(db, sql.forget_hours_from, { desk_id, from: input.from });
  await exec(db, sql.insert_hours, { desk_id, from: input.from, hours: JSON.stringify(sorted) });
  await noted(db, of, 'set_hours', by, { ...input, hours: sorted });
}

export const ServiceInput = z.object({
  letter: z.string().regex(/^[A-Z]$/),
  name: text(200),
  name_en: optional(200),
  is_open: z.boolean().default(true),
});

/** @throws desk.not_found */
export async function keepService(db: Db, desk_id: number, input: z.output<typeof ServiceInput>, by: By): Promise<number> {
  const of = await deskInReach(db, desk_id, by.scope);
  const { id } = await one(db, sql.upsert_service, { ...input, desk_id }, z.object({ id: z.number() }));
  await noted(db, of, 'keep_service', by, { ...input, id });
  return id;
}

export const CounterInput = z.object({
  number: z.int().min(1).max(99),
  name: text(200),
  services: z.array(z.int().positive()).min(1).max(26),
  is_open: z.boolean().default(true),
});

/** @throws desk.not_found, desk.service_unknown */
export async function keepCounter(db: Db, desk_id: number, input: z.output<typeof CounterInput>, by: By): Promise<number> {
  const of = await deskInReach(db, desk_id, by.scope);
  const known = (await many(db, sql.services_of, { desk_id }, Service)).map((service) => service.id);
  const unknown = input.services.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new DomainError('desk.service_unknown', 422, { services: unknown });
  const { id } = await one(db, sql.upsert_counter, { ...input, desk_id }, z.object({ id: z.number() }));
  await noted(db, of, 'keep_counter', by, { ...input, id });
  return id;
}
