// Looks what officers and applicants should know by now, and says each thing once.
import { z } from 'zod';
import { addWorkingDays, calendarOn } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { treeOn } from '#org';
import { forApplicants } from './applicants.ts';
import { hasChannel, publicUrl } from './configure.ts';
import { DOSSIER_KINDS, type DossierKind, KINDS, type Kind, NoticeData, plainSms, sentence } from './kinds.ts';
import { putMessage } from './outbox.ts';

const sql = loadSql(import.meta.url, [
  'units_with_work',
  'rules',
  'above',
  'warn_of_dossiers',
  'warn_of_steps',
  'tell_assigned',
  'tell_consultations',
  'tell_explanations',
  'new_for_messages',
  'watermark',
  'move_watermark',
]);

const Rule = z.object({
  id: z.number(),
  unit_id: z.number().nullable(),
  kind: z.enum(KINDS),
  is_active: z.boolean(),
  lead: z.number(),
  to_officer: z.boolean(),
  to_head: z.boolean(),
  to_superior: z.boolean(),
});
type Rule = z.infer<typeof Rule>;
export type Group<K extends Kind> = { rule: Rule & { kind: K }; unit_ids: number[] };
const Ids = z.object({ id: z.number() });

export type Swept = { notices: number; messages: number };

/** What happened this long before the first look of all is not told: an office that begins is not flooded. */
const FIRST_LOOK_MS = 15 * 60_000;

/**
 * One look: warnings before and after due days, of steps and of whole dossiers; what was assigned; opinions asked, nearly due and not given; explanations
 * due; and what applicants are told. Looking twice says nothing twice. Due days are days: an officer on a day off is warned by the working days that are left.
 */
export async function sweep(db: Db, now: Date): Promise<Swept> {
  const today = vietnamDay(now);
  const since = await sinceLastLook(db, now);
  const told: number[] = [];
  const units = (await many(db, sql.units_with_work, {}, z.object({ unit_id: z.number() }))).map((row) => row.unit_id);
  for (const { rule, unit_ids } of await rulesFor(db, DOSSIER_KINDS, units, today))
    told.push(...(await warn(db, rule, unit_ids, { today, now, since })));
  const messages = (await messagesFor(db, told, now)) + (await forApplicants(db, { since, now, today }));
  await exec(db, sql.move_watermark, { name: 'events', at: now });
  return { notices: told.length, messages };
}

async function sinceLastLook(db: Db, now: Date): Promise<Date> {
  const last = await maybeOne(db, sql.watermark, { name: 'events' }, z.object({ at: z.date() }));
  // A transaction that began before the last look may have committed after it; the keys keep the overlap from saying anything twice.
  // A clock that was set back must not hide what happens now.
  return last ? new Date(Math.min(last.at.getTime(), now.getTime()) - 60_000) : new Date(now.getTime() - FIRST_LOOK_MS);
}

/** Units with the same rule are looked at together: the nearest unit above that has a rule of the kind, else the product's own. */
export async function rulesFor<K extends Kind>(
  db: Db,
  kinds: readonly K[],
  units: readonly number[],
  today: Day,
): Promise<Group<K>[]> {
  const rules = await many(db, sql.rules, {}, Rule);
  const Above = z.object({ unit_id: z.number(), ancestor: z.number(), depth: z.number() });
  const above = new Map<number, number[]>();
  for (const row of await many(db, sql.above, { tree_id: await treeOn(db, today), unit_ids: units }, Above))
    above.set(row.unit_id, [...(above.get(row.unit_id) ?? []), row.ancestor]);
  const found = new Map<number, Group<K>>();
  for (const kind of kinds) {
    const of_kind = rules.filter((rule): rule is Rule & { kind: K } => rule.kind === kind);
    for (const unit_id of units) {
      const line = above.get(unit_id) ?? [unit_id];
      const own = line.map((ancestor) => of_kind.find((rule) => rule.unit_id === ancestor)).find(Boolean);
      const rule = own ?? of_kind.find((one) => one.unit_id === null);
      if (!rule?.is_active) continue;
      const group = found.get(rule.id) ?? { rule, unit_ids: [] };
      group.unit_ids.push(unit_id);
      found.set(rule.id, group);
    }
  }
  return [...found.values()];
}

async function warn(
  db: Db,
  rule: Rule & { kind: DossierKind },
  unit_ids: number[],
  { today, now, since }: { today: Day; now: Date; since: Date },
): Promise<number[]> {
  const { kind, lead, to_officer, to_head, to_superior } = rule;
  const common = { kind, unit_ids, today, at: now, to_officer, to_head };
  const ids = async (run: Promise<{ id: number }[]>) => (await run).map((row) => row.id);
  switch (kind) {
    case 'due_soon': {
      const until = addWorkingDays(await calendarOn(db), today, lead);
      const params = { ...common, to_superior, tree_id: await treeOn(db, today), is_late: false, until };
      return ids(many(db, sql.warn_of_dossiers, params, Ids));
    }
    case 'overdue':
    case 'escalation': {
      const until = await workingDaysAgo(db, today, lead);
      const params = { ...common, to_superior, tree_id: await treeOn(db, today), is_late: true, until };
      return ids(many(db, sql.warn_of_dossiers, params, Ids));
    }
    case 'step_due_soon':
    case 'step_overdue': {
      const until_at = new Date(now.getTime() + lead * 3_600_000);
      return ids(many(db, sql.warn_of_steps, { ...common, is_late: kind === 'step_overdue', until_at }, Ids));
    }
    case 'assigned':
      return ids(many(db, sql.tell_assigned, { unit_ids, since, at: now }, Ids));
    case 'consultation': {
      const soon_until = addWorkingDays(await calendarOn(db), today, 1);
      return ids(many(db, sql.tell_consultations, { unit_ids, today, at: now, soon_until }, Ids));
    }
    case 'explanation_needed':
      return ids(many(db, sql.tell_explanations, { unit_ids, since, at: now }, Ids));
  }
}

/** The first day of which fewer than `n` working days have passed since: due before it means at least `n` working days late. */
export async function workingDaysAgo(db: Db, today: Day, n: number): Promise<Day> {
  const calendar = await calendarOn(db);
  let day = today;
  for (let left = n; left > 0; day = addDays(day, -1)) if (calendar.isWorkingDay(day)) left -= 1;
  return day;
}

const Fresh = z.object({
  id: z.number(),
  tenant: z.number(),
  account_id: z.number(),
  kind: z.enum(KINDS),
  dossier_code: z.string().nullable(),
  data: NoticeData,
  display_name: z.string(),
  unit_id: z.number().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  by_email: z.boolean(),
  by_sms: z.boolean(),
});
type Fresh = z.infer<typeof Fresh>;

/** One message for everything new of a look, not one for each: a desk with fifty late dossiers gets one e-mail. */
export async function messagesFor(db: Db, ids: readonly number[], at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const of_account = new Map<number, Fresh[]>();
  for (const row of await many(db, sql.new_for_messages, { ids, at }, Fresh))
    of_account.set(row.account_id, [...(of_account.get(row.account_id) ?? []), row]);
  let put = 0;
  for (const rows of of_account.values()) {
    const first = rows[0] as Fresh;
    const addressed = { tenant: first.tenant, account_id: first.account_id, unit_id: first.unit_id, to_name: first.display_name };
    const mails = rows.filter((row) => row.by_email);
    if (first.email && mails.length > 0 && hasChannel('email')) {
      const text = [...lines(mails), '', `${publicUrl()}/notices`].join('\n');
      const message = { channel: 'email' as const, to_address: first.email, subject: subjectOf(mails), text, dossier_id: null };
      put += await putMessage(db, { ...addressed, ...message, key: `notices:${first.account_id}:${first.id}:email`, at });
    }
    const texts = rows.filter((row) => row.by_sms);
    if (first.phone && texts.length > 0 && hasChannel('sms')) {
      const text = plainSms(
        texts.length === 1 ? sentence(texts[0] as Fresh & { kind: Kind }) : `${subjectOf(texts)}. ${publicUrl()}/notices`,
      );
      const message = { channel: 'sms' as const, to_address: first.phone, subject: subjectOf(texts), text, dossier_id: null };
      put += await putMessage(db, { ...addressed, ...message, key: `notices:${first.account_id}:${first.id}:sms`, at });
    }
  }
  return put;
}

function subjectOf(rows: readonly Fresh[]): string {
  return rows.length === 1 ? sentence(rows[0] as Fresh) : `Một Cửa: ${rows.length} việc cần xem`;
}

function lines(rows: readonly Fresh[]): string[] {
  return rows.map((row) => `- ${sentence(row)}`);
}
