import { z } from 'zod';
import { type Calendar, deadline, explain, type Trace, type Warning, warningText } from '#calendar';
import { DomainError } from '#lib/errors';
import type { Wire } from '#lib/route';
import { type Db, loadSql, maybeOne } from '#lib/sql';
import { ACTION_NAMES } from './actions.ts';
import { masked } from './applicant.ts';
import { extensionsOf, limitOf, pausesOf, ruleOf } from './due.ts';
import type { DossierEvent, Due } from './event.ts';
import { DossierListed } from './listed.ts';
import { STEPS } from './status.ts';

const sql = loadSql(import.meta.url, ['key_of']);

export const Explanation = z.object({ vi: z.array(z.string()), en: z.array(z.string()) });

/** What an event is about: a step of the process, a unit, an officer. */
export const Named = z.object({
  /** The step it happened at, the one it was sent back to, what comes next, who was assigned, who was asked, in whose place. */
  as: z.enum(['step', 'back_to', 'next', 'assigned', 'asked', 'on_behalf_of', 'helping_unit']),
  step_vi: z.string().nullable(),
  step_en: z.string().nullable(),
  unit_name: z.string().nullable(),
  /** Null where nobody is named: whoever of the role takes it up. */
  account_name: z.string().nullable(),
});
export type Named = z.infer<typeof Named>;

export const TimelineEntry = z.object({
  seq: z.number(),
  kind: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  at: z.date(),
  recorded_at: z.date(),
  actor_name: z.string().nullable(),
  unit_name: z.string(),
  /** What was said: reason, items, note, amount … ; names of people only where the reader may see them. */
  details: z.record(z.string(), z.unknown()),
  /** Steps of the process, units and officers it is about; empty without a process and without anybody named. */
  named: z.array(Named),
});

export const PaperShown = z.object({
  id: z.number(),
  kind: z.enum(['component', 'result']),
  ordinal: z.number(),
  name: z.string(),
  form: z.number(),
  sheets: z.number(),
  must_digitise: z.boolean(),
  is_digitised: z.boolean(),
  digitised_at: z.date().nullable(),
  file_id: z.number().nullable(),
  file_name: z.string().nullable(),
  size_bytes: z.number().nullable(),
});

/** What became of the promise and of the fees. */
const LifeShown = {
  /** The promise without its extensions. */
  first_due_on: z.string().nullable(),
  times_extended: z.number(),
  reappointed_on: z.string().nullable(),
  apologised_at: z.date().nullable(),
  explained_at: z.date().nullable(),
  explanation_accepted_at: z.date().nullable(),
  reopened_times: z.number(),
  officer_id: z.number().nullable(),
  process_version_id: z.number().nullable(),
  step_code: z.string().nullable(),
  step_due_at: z.date().nullable(),
  waiting_for: z.number(),
  fee_due_vnd: z.number(),
  fee_paid_vnd: z.number(),
};

export const DossierShown = DossierListed.extend({
  tenant: z.number(),
  matter: z.string().nullable(),
  submitter_name: z.string().nullable(),
  no_identity_reason: z.string().nullable(),
  return_channel: z.number(),
  ...LifeShown,
  /** Of the procedure; `fee_due_vnd`: what this applicant owes. */
  fee_vnd: z.number(),
  procedure_version_id: z.number(),
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']).nullable(),
  limit_amount: z.number().nullable(),
  explanation: Explanation,
  warnings: Explanation,
  papers: z.array(PaperShown),
  /** Papers of the procedure's list that are not in the dossier. */
  papers_not_given: z.array(z.object({ ordinal: z.number(), name: z.string(), is_required: z.boolean() })),
  timeline: z.array(TimelineEntry),
  /** What this status and this reader's rights allow. */
  actions: z.array(z.enum(ACTION_NAMES)),
});

/** Tenant of a dossier in the scope, or null. */
export async function tenantWithin(db: Db, id: number, scope: readonly number[] | null): Promise<number | null> {
  return (await maybeOne(db, sql.key_of, { id, scope }, z.object({ tenant: z.number() })))?.tenant ?? null;
}

/** Tenant of a dossier in the scope. @throws dossiers.not_found */
export async function tenantOf(db: Db, id: number, scope: readonly number[] | null): Promise<number> {
  const tenant = await tenantWithin(db, id, scope);
  if (tenant === null) throw new DomainError('dossiers.not_found', 404, { id });
  return tenant;
}

/** Sentences and warnings of a promised due date. */
export function sentences(due: Pick<Due, 'trace' | 'warnings'>): {
  explanation: z.infer<typeof Explanation>;
  warnings: z.infer<typeof Explanation>;
} {
  const trace = (due.trace ?? []) as Trace;
  const warnings = (due.warnings ?? []) as Warning[];
  return {
    explanation: { vi: explain(trace, 'vi'), en: explain(trace, 'en') },
    warnings: { vi: warnings.map((one) => warningText(one, 'vi')), en: warnings.map((one) => warningText(one, 'en')) },
  };
}

/** As promised, from the event that set it. While the clock stands, and for records made in bulk, the engine is asked again. */
export async function explanationOf(
  events: readonly DossierEvent[],
  version: Parameters<typeof limitOf>[0],
  calendarOf: () => Promise<Calendar>,
): Promise<ReturnType<typeof sentences>> {
  const promise = events.findLast((event) => 'due' in event.data && event.data.due);
  const due = promise && 'due' in promise.data ? (promise.data.due as Due) : null;
  const pauses = pausesOf(events);
  const is_standing = pauses.at(-1)?.to_at === null;
  if (due?.trace && !is_standing) return sentences(due);
  const rule = ruleOf(limitOf(version));
  const received = events.find((event) => event.kind === 'received');
  if (rule === null || !received) return sentences({ trace: [], warnings: [] });
  const calendar = await calendarOf();
  const now = deadline({ received_at: received.at, rule, calendar, pauses, extensions: extensionsOf(events) });
  // A calendar changed since the promise would explain another date.
  if (!is_standing && now.due_at?.toISOString() !== due?.due_at) return sentences({ trace: [], warnings: [] });
  return sentences(now);
}

const HIDDEN = new Set([
  'content_hash',
  'steps',
  'process_version_id',
  'rule_id',
  'code',
  'client_id',
  'procedure_version_id',
  'competent_unit_id',
  'applicant',
  'due',
  'matter',
]);
const NAMES = new Set(['to_name', 'receipt_no', 'payer_name']);

/**
 * What happened, as far as the reader may know people's names.
 * @param moments of the events, as they go out
 */
export function timelineOf(
  events: readonly DossierEvent[],
  moments: readonly { at: string; recorded_at: string }[],
  names: { unit(id: number): string; account(id: number): string | undefined },
  is_masked: boolean,
): Wire<z.infer<typeof TimelineEntry>>[] {
  return events.map((event, place) => {
    const details: Record<string, unknown> = {};
    for (const key in event.data) {
      const value = (event.data as Record<string, unknown>)[key];
      if (value === null || HIDDEN.has(key)) continue;
      details[key] = is_masked && NAMES.has(key) ? masked(String(value)) : value;
    }
    const { at, recorded_at } = moments[place] as (typeof moments)[number];
    if (event.seq > 1 && 'due' in event.data && event.data.due) details.due_on = event.data.due.due_on;
    if (event.kind === 'handed_over') {
      details.to_unit_name = names.unit(event.data.to_unit_id);
      if (event.data.to_account_id !== null) details.to_account_name = names.account(event.data.to_account_id);
    }
    return {
      seq: event.seq,
      kind: event.kind,
      label_vi: STEPS[event.kind].vi,
      label_en: STEPS[event.kind].en,
      at,
      recorded_at,
      actor_name: event.actor_id === null ? null : (names.account(event.actor_id) ?? null),
      unit_name: names.unit(event.unit_id),
      details,
      named: [],
    };
  });
}
