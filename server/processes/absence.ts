// Officers who are away, and who acts in their place.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';

const sql = loadSql(import.meta.url, [
  'away',
  'stands_in_for',
  'colleagues',
  'absences',
  'account',
  'may_stand_in',
  'insert',
  'for_change',
  'shorten',
  'granted_on',
  'led',
  'stand_ins',
]);

export type Away = { delegate_id: number | null; delegate_name: string | null };

/** Of these officers, those who are away on a day, with who stands in. */
export async function awayOn(db: Db, account_ids: readonly number[], day: Day): Promise<Map<number, Away>> {
  if (account_ids.length === 0) return new Map();
  const Row = z.object({ account_id: z.number(), delegate_id: z.number().nullable(), delegate_name: z.string().nullable() });
  const rows = await many(db, sql.away, { account_ids, day }, Row);
  return new Map(rows.map(({ account_id, ...away }) => [account_id, away]));
}

/** Officers in whose place this one may act on a day. */
export function mayStandIn(db: Db, account_id: number, day: Day): Promise<{ account_id: number; display_name: string }[]> {
  return many(db, sql.stands_in_for, { account_id, day }, z.object({ account_id: z.number(), display_name: z.string() }));
}

export const Colleague = z.object({
  id: z.number(),
  display_name: z.string(),
  title: z.string().nullable(),
  /** Who stands in while they are away. */
  delegate_id: z.number().nullable(),
  delegate_name: z.string().nullable(),
});
export type Colleague = z.infer<typeof Colleague>;

/** Officers who hold a role for a unit on a day; those who are away last. */
export function colleagues(db: Db, unit_id: number, role_code: string, day: Day): Promise<Colleague[]> {
  return many(db, sql.colleagues, { unit_id, role_code, day }, Colleague);
}

export const Absence = z.object({
  id: z.number(),
  account_id: z.number(),
  account_name: z.string(),
  account_title: z.string().nullable(),
  unit_id: z.number().nullable(),
  unit_name: z.string().nullable(),
  delegate_id: z.number().nullable(),
  delegate_name: z.string().nullable(),
  from_day: z.string(),
  /** Included. */
  to_day: z.string(),
  reason: z.string(),
  document_no: z.string().nullable(),
});
export type Absence = z.infer<typeof Absence>;

/** `scope`: units whose officers the actor leads. Everybody sees and enters their own. */
export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id?: string | null };

/** Absences of the actor, of those they stand in for, and of officers of the units they lead; those of today and later unless told. */
export function absences(db: Db, by: By, with_past = false): Promise<Absence[]> {
  const params = { account_id: by.actor.user_id ?? -1, scope: by.scope.unit_ids, day: by.today, with_past };
  return many(db, sql.absences, params, Absence);
}

export const NewAbsence = z.object({
  account_id: z.int().positive(),
  delegate_id: z.int().positive().nullable().default(null),
  from_day: z.iso.date(),
  to_day: z.iso.date(),
  reason: z.string().trim().min(1).max(300),
  document_no: z
    .string()
    .trim()
    .max(100)
    .transform((text) => text || null)
    .nullable()
    .default(null),
});

const Account = z.object({ id: z.number(), unit_id: z.number(), display_name: z.string(), tenant: z.number() });

/**
 * Who stands in holds every role the absent officer holds, where they hold it: nobody gets a right by another's absence.
 * @throws processes.account_unknown, processes.absence_reversed, processes.absence_in_the_past, processes.absence_overlaps,
 * processes.delegate_without_role, processes.delegate_is_oneself
 */
export async function addAbsence(db: Db, input: z.output<typeof NewAbsence>, by: By): Promise<{ id: number }> {
  const account = await maybeOne(db, sql.account, { id: input.account_id }, Account);
  const is_own = input.account_id === by.actor.user_id;
  if (!account || !(is_own || reaches(by.scope, account.unit_id)))
    throw new DomainError('processes.account_unknown', 404, { account_id: input.account_id });
  if (input.to_day < input.from_day)
    throw new DomainError('processes.absence_reversed', 422, { from: input.from_day, to: input.to_day });
  if (input.from_day < by.today)
    throw new DomainError('processes.absence_in_the_past', 422, { from: input.from_day, today: by.today });
  if (input.delegate_id === input.account_id) throw new DomainError('processes.delegate_is_oneself', 422, {});
  if (input.delegate_id !== null) await refuseOther(db, account, input.delegate_id, input.from_day);
  const { id } = await translating(
    { absence_once: { code: 'processes.absence_overlaps', data: { account: account.display_name } } },
    () =>
      one(
        db,
        sql.insert,
        { ...input, tenant: account.tenant, actor_id: by.actor.user_id, now: by.now },
        z.object({ id: z.number() }),
      ),
  );
  await audit(db, by, 'processes.add_absence', { id, tenant: account.tenant, unit_id: account.unit_id }, null, input);
  return { id };
}

async function refuseOther(db: Db, account: z.infer<typeof Account>, delegate_id: number, day: Day): Promise<void> {
  const delegate = await maybeOne(db, sql.account, { id: delegate_id }, Account);
  if (!delegate || delegate.tenant !== account.tenant)
    throw new DomainError('processes.account_unknown', 404, { account_id: delegate_id });
  const { may } = await one(db, sql.may_stand_in, { account_id: account.id, delegate_id, day }, z.object({ may: z.boolean() }));
  if (!may)
    throw new DomainError('processes.delegate_without_role', 422, {
      account: account.display_name,
      delegate: delegate.display_name,
    });
}

function reaches(scope: Scope, unit_id: number): boolean {
  return scope.unit_ids === null || scope.unit_ids.includes(unit_id);
}

/** They are back: from today on. @throws processes.absence_not_found */
export async function endAbsence(db: Db, id: number, by: By): Promise<void> {
  const Row = z.object({
    id: z.number(),
    tenant: z.number(),
    account_id: z.number(),
    unit_id: z.number(),
    from_day: z.string(),
    to_day: z.string(),
  });
  const params = { id, account_id: by.actor.user_id ?? -1, scope: by.scope.unit_ids };
  const absence = await maybeOne(db, sql.for_change, params, Row);
  if (!absence || absence.to_day < by.today) throw new DomainError('processes.absence_not_found', 404, { id });
  await exec(db, sql.shorten, { tenant: absence.tenant, id, until: by.today });
  await audit(db, by, 'processes.end_absence', absence, absence, { until: by.today });
}

async function audit(
  db: Db,
  by: By,
  action: string,
  absence: { id: number; tenant: number; unit_id: number },
  before: unknown,
  after: unknown,
): Promise<void> {
  await record(db, {
    tenant: absence.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'absence',
    subject_id: absence.id,
    unit_id: absence.unit_id,
    before,
    after,
  });
}

/** Units on which an account was given a permission, not what lies below them. */
export async function grantedOn(db: Db, account_id: number | null, permission: string, day: Day): Promise<number[]> {
  const rows = await many(db, sql.granted_on, { account_id, permission, day }, z.object({ unit_id: z.number() }));
  return rows.map((row) => row.unit_id);
}

const Person = z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() });

/** Officers of the units the actor leads. */
export function ledBy(db: Db, by: By): Promise<z.infer<typeof Person>[]> {
  return many(db, sql.led, { scope: by.scope.unit_ids }, Person);
}

/**
 * Who may stand in for an officer (null: for the actor): everyone of the province who holds all their roles where they hold them.
 * @throws processes.account_unknown
 */
export async function standIns(db: Db, account_id: number | null, by: By): Promise<z.infer<typeof Person>[]> {
  const id = account_id ?? by.actor.user_id ?? -1;
  const account = await maybeOne(db, sql.account, { id }, Account);
  if (!account || !(id === by.actor.user_id || reaches(by.scope, account.unit_id)))
    throw new DomainError('processes.account_unknown', 404, { account_id: id });
  return many(db, sql.stand_ins, { account_id: id, tenant: account.tenant, day: by.today }, Person);
}
