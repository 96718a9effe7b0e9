// The promise and what is owed when it is not kept: extension, apology, re-appointment, explanation.
import { z } from 'zod';
import { workingDaysBetween } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { action, optional, reason, type Seen, type Situation } from './action.ts';
import { type EventData, LATE_CAUSES } from './event.ts';
import { standing, timeliness } from './lateness.ts';
import { lifeRuleFor } from './life-rules.ts';
import { calendarOf, dueExtended } from './promise.ts';
import { isOpen } from './status.ts';

const name = z.string().trim().min(1).max(200);
const Extension = z
  .object({
    /** Working days; or the new day. */
    days: z.int().min(1).max(366).optional(),
    until: z.iso.date().optional(),
    reason,
    approved_by_name: name,
    decision_no: optional,
  })
  .refine(({ days, until }) => (days === undefined) !== (until === undefined), {
    path: ['days'],
    message: 'either a number of working days or a day',
  });
const Apology = z
  .object({
    kind: z.enum(['apology', 'reappointment', 'extension_request']),
    cause: z.enum(LATE_CAUSES),
    reason,
    new_due_on: z.iso.date().nullable().default(null),
    signer_name: name,
  })
  .refine(({ kind, new_due_on }) => (kind === 'apology') === (new_due_on === null), {
    path: ['new_due_on'],
    message: 'a new day with a re-appointment or a request to extend, none with a bare apology',
  });

export const TIME = {
  extend: action({
    event: 'extended',
    permission: 'dossiers.extend',
    data: Extension,
    when: (seen) => seen.dossier.due_on !== null && !isLate(seen),
    says: extended,
  }),
  apologise: action({
    event: 'apologised',
    permission: 'dossiers.process',
    data: Apology,
    when: ({ dossier }) => dossier.due_on !== null,
    says: apologised,
  }),
  explain: action({
    event: 'explained',
    permission: 'dossiers.explain',
    data: z.object({ cause: z.enum(LATE_CAUSES), text: reason }),
    when: (seen) => isLate(seen) && seen.dossier.explanation_accepted_at === null,
    says: (_, data, situation) => {
      mustBeLate(situation);
      return { ...data, officer_id: situation.by.actor.user_id };
    },
  }),
  accept_explanation: action({
    event: 'explanation_accepted',
    permission: 'dossiers.decide',
    data: z.object({ note: optional }),
    when: ({ dossier }) => dossier.explained_at !== null && dossier.explanation_accepted_at === null,
    says: (_, data, { dossier }) => {
      if (dossier.explained_at === null) throw new DomainError('dossiers.not_explained', 409, { id: dossier.id });
      if (dossier.explanation_accepted_at !== null)
        throw new DomainError('dossiers.explanation_accepted_already', 409, { id: dossier.id });
      return data;
    },
  }),
};

/** Open and after its due moment, or decided after it: by when it really happened, or by when it was entered. */
export function isLate({ dossier, events, now }: Seen): boolean {
  const { due_on, due_at, due_precision, paused_at, decided_at, status } = dossier;
  const due = { due_on, due_at, precision: due_precision };
  if (isOpen(status)) return standing(due, paused_at === null ? null : vietnamDay(paused_at), now) === 'overdue';
  if (decided_at === null) return false;
  const entered = events.findLast((event) => event.kind === 'decided')?.recorded_at ?? decided_at;
  return timeliness(due, decided_at) === 'overdue' || timeliness(due, entered) === 'overdue';
}

/** @throws dossiers.not_late */
function mustBeLate({ dossier, events, by }: Situation): void {
  if (!isLate({ dossier, events, now: by.now })) throw new DomainError('dossiers.not_late', 409, { id: dossier.id });
}

/**
 * @throws dossiers.no_due_date, dossiers.extension_too_late, dossiers.extension_not_later, dossiers.extensions_used_up
 * Source: the limit is extended with permission, reason and history; how often: dated data in packs/dossiers/life-rules.yaml.
 */
async function extended(db: Db, data: z.output<typeof Extension>, situation: Situation): Promise<EventData['extended']> {
  const { dossier, events, at } = situation;
  const { due_on } = dossier;
  if (due_on === null) throw new DomainError('dossiers.no_due_date', 422, { id: dossier.id });
  if (isLate({ dossier, events, now: at })) throw new DomainError('dossiers.extension_too_late', 422, { due_on });
  const rule = await lifeRuleFor(db, dossier);
  const most = rule?.max_extensions ?? null;
  if (most !== null && dossier.times_extended >= most) throw new DomainError('dossiers.extensions_used_up', 409, { most });
  const days = data.days ?? workingDaysBetween(await calendarOf(db, dossier, at), due_on, data.until as Day);
  if (days < 1) throw new DomainError('dossiers.extension_not_later', 422, { due_on, until: data.until });
  const { reason: why, approved_by_name, decision_no } = data;
  const due = await dueExtended(db, { dossier: { ...dossier, due_on }, events, at }, days, decision_no ?? approved_by_name);
  return { due, days, until: data.until ?? null, reason: why, approved_by_name, decision_no };
}

/**
 * An apology, with a new day or without. It excuses nothing: whether the dossier is late is judged by the promise.
 * @throws dossiers.no_due_date, dossiers.reappointed_already, dossiers.reappointment_too_late, dossiers.new_day_not_later, dossiers.new_day_off
 * Source: Nghị định 61/2018/NĐ-CP (at most one re-appointment, at least a day before expiry), form 04; dated data in packs/dossiers.
 */
async function apologised(db: Db, data: z.output<typeof Apology>, situation: Situation): Promise<EventData['apologised']> {
  const { dossier, at } = situation;
  const { due_on } = dossier;
  if (due_on === null) throw new DomainError('dossiers.no_due_date', 422, { id: dossier.id });
  const rule = await lifeRuleFor(db, dossier);
  const is_in_time = vietnamDay(at) <= addDays(due_on, -(rule?.lead_days ?? 0));
  if (data.new_due_on !== null) {
    await mustBeNewDay(db, data.new_due_on, due_on, situation);
    const before = situation.events.filter((event) => event.kind === 'apologised' && event.data.kind !== 'apology').length;
    const most = rule?.max_reappointments ?? null;
    if (most !== null && before >= most)
      throw new DomainError('dossiers.reappointed_already', 409, { most, decree: rule?.decree });
    if (!is_in_time && rule?.after_lead === 'refuse')
      throw new DomainError('dossiers.reappointment_too_late', 422, { due_on, lead_days: rule.lead_days });
  }
  return { ...data, promised_on: due_on, is_in_time, rule_id: rule?.id ?? null };
}

/** @throws dossiers.new_day_not_later, dossiers.new_day_off */
async function mustBeNewDay(db: Db, new_due_on: Day, due_on: Day, { dossier, at }: Situation): Promise<void> {
  if (new_due_on <= due_on || new_due_on < vietnamDay(at))
    throw new DomainError('dossiers.new_day_not_later', 422, { due_on, new_due_on });
  if (!(await calendarOf(db, dossier, at)).isWorkingDay(new_due_on))
    throw new DomainError('dossiers.new_day_off', 422, { new_due_on });
}
