import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitNear } from '#org';
import { type By, forward, noted, optional, text } from './change.ts';

export type { By } from './change.ts';
export {
  addStaff,
  CounterInput,
  dropEquipment,
  EquipmentInput,
  EquipmentKind,
  endStaff,
  equipmentKinds,
  HoursInput,
  keepCounter,
  keepEquipment,
  keepService,
  ServiceInput,
  StaffInput,
  setHours,
} from './parts.ts';
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
  'equipment_of',
  'hours_of',
  'services_of',
  'counters_of',
]);

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
  if (!desk) throw new DomainError('desk.address_not_in_use', 404);
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
