// People, equipment, hours, services and counters of a desk.
import path from 'node:path';
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type By, forward, noted, optional, text } from './change.ts';
import { deskInReach } from './desk.ts';

const sql = loadSql(import.meta.url, [
  'insert_staff',
  'end_staff',
  'account_there',
  'end_equipment',
  'replace_equipment_of_today',
  'insert_equipment',
  'end_hours',
  'forget_hours_from',
  'insert_hours',
  'upsert_service',
  'upsert_counter',
  'service_ids',
]);

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
  const known = (await many(db, sql.service_ids, { desk_id }, z.object({ id: z.number() }))).map((service) => service.id);
  const unknown = input.services.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new DomainError('desk.service_unknown', 422, { services: unknown });
  const { id } = await one(db, sql.upsert_counter, { ...input, desk_id }, z.object({ id: z.number() }));
  await noted(db, of, 'keep_counter', by, { ...input, id });
  return id;
}
