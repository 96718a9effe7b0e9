import path from 'node:path';
import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitNear } from '#org';
import { CHANNELS, KINDS, type Kind, NoticeData, SHOWN_KINDS, type ShownKind } from './kinds.ts';

export { type CarrierConfig, carriers, configure, hasChannel, sendersOf } from './configure.ts';
export { deliver } from './deliver.ts';
export { digest } from './digest.ts';
export { tasks } from './jobs.ts';
export { CHANNELS, KINDS, type Kind, SHOWN_KINDS } from './kinds.ts';
export { type NewMessage, putMessage } from './outbox.ts';
export { Refused, type Sender } from './senders.ts';
export { rulesFor, sweep, workingDaysAgo } from './sweep.ts';
export { type Tell, tell } from './tell.ts';

const sql = loadSql(import.meta.url, [
  'listed',
  'counts',
  'mark_read',
  'setting',
  'keep_setting',
  'keep_rule',
  'drop_rule',
  'rules_in_reach',
  'messages',
  'message_counts',
  'message_in_reach',
  'try_again',
  'try_dead_again',
  'cancel_message',
]);

export type By = { actor: Actor; now: Date; scope: Scope; request_id: string };

export const Notice = z.object({
  id: z.number(),
  kind: z.enum(SHOWN_KINDS),
  dossier_id: z.number().nullable(),
  dossier_code: z.string().nullable(),
  data: NoticeData,
  at: z.date(),
  read_at: z.date().nullable(),
});

type Page = { page: number; page_size: number };
const skipped = ({ page, page_size }: Page) => ({ page_size, skipped: (page - 1) * page_size });

/** What one account was told, newest first. */
export async function noticesOf(
  db: Db,
  account_id: number,
  asked: Page & { unread: boolean; kind?: ShownKind | undefined },
): Promise<{ rows: z.infer<typeof Notice>[]; total: number; unread: number }> {
  const params = { account_id, unread: asked.unread, kind: asked.kind ?? null };
  const counts = await one(db, sql.counts, params, z.object({ total: z.number(), unread: z.number() }));
  return { ...counts, rows: await many(db, sql.listed, { ...params, ...skipped(asked) }, Notice) };
}

/** Marks one's own notices as read: those named, or all. Seeing is no change of a record, so it leaves no audit entry. */
export async function markRead(db: Db, account_id: number, ids: readonly number[] | null, now: Date): Promise<number> {
  return exec(db, sql.mark_read, { account_id, ids, at: now });
}

export const Setting = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  by_email: z.array(z.enum(KINDS)),
  by_sms: z.array(z.enum(KINDS)),
  digest: z.boolean(),
});
export type Setting = z.infer<typeof Setting>;

export const SettingInput = z.object({
  email: z.email().max(200).nullable(),
  phone: z
    .string()
    .regex(/^\+?\d{9,12}$/)
    .nullable(),
  by_email: z.array(z.enum(KINDS)).max(KINDS.length),
  by_sms: z.array(z.enum(KINDS)).max(KINDS.length),
  digest: z.boolean(),
});

const NOWHERE: Setting = { email: null, phone: null, by_email: [], by_sms: [], digest: true };

export async function settingOf(db: Db, account_id: number): Promise<Setting> {
  return (await maybeOne(db, sql.setting, { account_id }, Setting)) ?? NOWHERE;
}

/** @throws notices.address_needed */
export async function keepSetting(db: Db, account_id: number, input: z.output<typeof SettingInput>, by: By): Promise<Setting> {
  if (input.by_email.length > 0 && !input.email) throw new DomainError('notices.address_needed', 422, { field: 'email' });
  if (input.by_sms.length > 0 && !input.phone) throw new DomainError('notices.address_needed', 422, { field: 'phone' });
  await exec(db, sql.keep_setting, { ...input, account_id, at: by.now });
  // Which kinds, not the addresses: the trail needs no personal data.
  const { by_email, by_sms, digest } = input;
  await record(db, {
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: 'notices.keep_setting',
    subject_kind: 'account',
    subject_id: account_id,
    after: { by_email, by_sms, digest },
  });
  return settingOf(db, account_id);
}

export const RuleShown = z.object({
  kind: z.enum(KINDS),
  is_active: z.boolean(),
  lead: z.number(),
  to_officer: z.boolean(),
  to_head: z.boolean(),
  to_superior: z.boolean(),
  /** Null: what the product comes with, for every unit that says nothing else. */
  unit_code: z.string().nullable(),
  unit_name: z.string().nullable(),
  changed_at: z.date(),
  changed_by_name: z.string().nullable(),
});

export function rulesInReach(db: Db, scope: Scope): Promise<z.infer<typeof RuleShown>[]> {
  return many(db, sql.rules_in_reach, { scope: scope.unit_ids }, RuleShown);
}

export const RuleInput = z.object({
  kind: z.enum(KINDS),
  is_active: z.boolean(),
  lead: z.int().min(0).max(60),
  to_officer: z.boolean(),
  to_head: z.boolean(),
  to_superior: z.boolean(),
});

async function unitInScope(db: Db, code: string, by: By, day: string): Promise<{ id: number; tenant: number }> {
  const unit = await unitNear(db, code, day);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('notices.unit_not_permitted', 403, { code: unit.code });
  return unit;
}

/** How a unit and everything below it is warned, instead of what the product comes with. @throws org.unit_unknown, notices.unit_not_permitted */
export async function keepRule(db: Db, unit_code: string, input: z.output<typeof RuleInput>, by: By, day: string): Promise<void> {
  const unit = await unitInScope(db, unit_code, by, day);
  const changed = { changed_by: by.actor.user_id, at: by.now, from_pack: false };
  await exec(db, sql.keep_rule, { ...input, unit_id: unit.id, ...changed });
  await noted(db, unit, 'keep_rule', input, by);
}

/** Back to what holds above. @throws org.unit_unknown, notices.unit_not_permitted, notices.no_own_rule */
export async function dropRule(db: Db, unit_code: string, kind: Kind, by: By, day: string): Promise<void> {
  const unit = await unitInScope(db, unit_code, by, day);
  const gone = await exec(db, sql.drop_rule, { unit_id: unit.id, kind, scope: by.scope.unit_ids });
  if (gone === 0) throw new DomainError('notices.no_own_rule', 404, { unit: unit_code, kind });
  await noted(db, unit, 'drop_rule', { kind }, by);
}

async function noted(db: Db, unit: { id: number; tenant: number }, what: string, after: unknown, by: By): Promise<void> {
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `notices.${what}`,
    subject_kind: 'notice_rule',
    subject_id: unit.id,
    unit_id: unit.id,
    after,
  });
}

export const MESSAGE_STATES = ['waiting', 'sending', 'sent', 'dead', 'cancelled'] as const;
const Message = z.object({
  id: z.number(),
  channel: z.enum(CHANNELS),
  to_address: z.string(),
  to_name: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  state: z.enum(MESSAGE_STATES),
  attempts: z.number(),
  next_try_at: z.date(),
  last_error: z.string().nullable(),
  created_at: z.date(),
  ended_at: z.date().nullable(),
  account_id: z.number().nullable(),
  dossier_id: z.number().nullable(),
  unit_code: z.string().nullable(),
});
export const MessageShown = Message.omit({ text: true });

export type MessagesAsked = Page & { state?: string | undefined; channel?: string | undefined };

/** The outbox of one's units. Addresses of applicants are covered but for their ends; what is written to them is not shown. */
export async function messages(
  db: Db,
  asked: MessagesAsked,
  scope: Scope,
): Promise<{ rows: z.infer<typeof MessageShown>[]; total: number; waiting: number; sent: number; dead: number }> {
  const params = { state: asked.state ?? null, channel: asked.channel ?? null, scope: scope.unit_ids };
  const Counts = z.object({ total: z.number(), waiting: z.number(), sent: z.number(), dead: z.number() });
  const rows = await many(db, sql.messages, { ...params, ...skipped(asked) }, Message);
  return {
    ...(await one(db, sql.message_counts, params, Counts)),
    rows: rows.map(({ text: _, ...row }) => ({
      ...row,
      to_address: covered(row.to_address),
      to_name: row.account_id === null ? null : row.to_name,
    })),
  };
}

/** `nguyenvana@vidu.vn` → `ng…@vidu.vn`, `0912345678` → `091…78`. */
export function covered(address: string): string {
  const at = address.indexOf('@');
  return at > 0 ? `${address.slice(0, Math.min(2, at - 1))}…${address.slice(at)}` : `${address.slice(0, 3)}…${address.slice(-2)}`;
}

/** A dead or cancelled message is tried anew; one that waits is cancelled. @throws notices.message_not_found, notices.message_not_in_this_state */
export async function actOnMessage(db: Db, id: number, action: 'retry' | 'cancel', by: By): Promise<void> {
  const Locked = z.object({
    id: z.number(),
    tenant: z.number(),
    state: z.enum(MESSAGE_STATES),
    unit_id: z.number().nullable(),
    channel: z.string(),
  });
  const message = await maybeOne(db, sql.message_in_reach, { id, scope: by.scope.unit_ids }, Locked);
  if (!message) throw new DomainError('notices.message_not_found', 404, { id });
  const from: readonly string[] = action === 'retry' ? ['dead', 'cancelled'] : ['waiting'];
  if (!from.includes(message.state))
    throw new DomainError('notices.message_not_in_this_state', 409, { state: message.state, action });
  await exec(db, action === 'retry' ? sql.try_again : sql.cancel_message, { id, at: by.now });
  await record(db, {
    tenant: message.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `notices.${action}_message`,
    subject_kind: 'message',
    subject_id: id,
    unit_id: message.unit_id,
    before: { state: message.state, channel: message.channel },
  });
}

/** Every dead message in reach is tried anew: after a carrier was away for longer than the tries last. @returns how many */
export async function retryDead(db: Db, by: By): Promise<number> {
  const rows = await many(
    db,
    sql.try_dead_again,
    { scope: by.scope.unit_ids, at: by.now },
    z.object({ id: z.number(), tenant: z.number(), unit_id: z.number().nullable() }),
  );
  const of_unit = new Map<string, typeof rows>();
  for (const row of rows) {
    const key = `${row.tenant}/${row.unit_id}`;
    of_unit.set(key, [...(of_unit.get(key) ?? []), row]);
  }
  for (const [first, ...more] of of_unit.values()) {
    if (!first) continue;
    await record(db, {
      tenant: first.tenant,
      at: by.now,
      actor: by.actor,
      request_id: by.request_id,
      action: 'notices.retry_dead',
      subject_kind: 'message',
      subject_id: first.id,
      unit_id: first.unit_id,
      after: { messages: [first, ...more].map((one) => one.id) },
    });
  }
  return rows.length;
}

const Pack = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        kind: z.enum(KINDS),
        lead: z.int().min(0).max(60),
        to_officer: z.boolean().default(false),
        to_head: z.boolean().default(false),
        to_superior: z.boolean().default(false),
      }),
    )
    .min(1),
});

/** The product's own rules; those of units stay. @throws packs.broken */
export async function loadPack(db: Db, dir = path.join(PACKS, 'notices')): Promise<void> {
  const { value, problems } = readPackFile(path.join(dir, 'rules.yaml'), Pack);
  refuseIfBroken(problems);
  for (const rule of value?.rules ?? []) {
    const common = { unit_id: null, is_active: true, from_pack: true, changed_by: null, at: new Date(0) };
    await exec(db, sql.keep_rule, { ...rule, ...common });
  }
}
