import { z } from 'zod';
import { calendarOn, deadline, explain, type Trace, type Warning, warningText } from '#calendar';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { papersOf, versionById } from '#procedures';
import type { Seen } from './action.ts';
import { ACTION_NAMES, type Action, offeredActions } from './actions.ts';
import { masked } from './applicant.ts';
import { extensionsOf, limitOf, pausesOf, ruleOf } from './due.ts';
import type { DossierEvent, Due } from './event.ts';
import { DossierListed, type Reader, rowsOf, unitNames } from './find.ts';
import { eventsOf } from './keep.ts';
import { STEPS, type Status } from './status.ts';

const sql = loadSql(import.meta.url, ['key_of', 'is_held_within', 'more_of', 'papers_of_dossier', 'account_names']);

export const Explanation = z.object({ vi: z.array(z.string()), en: z.array(z.string()) });

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

const More = z.object({
  procedure_version_id: z.number(),
  competent_unit_code: z.string(),
  matter: z.string().nullable(),
  submitter_name: z.string().nullable(),
  no_identity_reason: z.string().nullable(),
  return_channel: z.number(),
  ...LifeShown,
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

/** Whether the dossier lies at a unit of `scope`; null when it is out of reach altogether. */
export async function heldWithin(db: Db, id: number, scope: readonly number[] | null): Promise<boolean | null> {
  return (await maybeOne(db, sql.is_held_within, { id, scope }, z.object({ is_held: z.boolean() })))?.is_held ?? null;
}

/**
 * A dossier with its papers, what happened, and why it is due when it is.
 * @param mayDo whether the reader has the action's permission for this dossier
 * @throws dossiers.not_found, also when it lies outside the scope
 */
export async function get(
  db: Db,
  id: number,
  reader: Reader,
  mayDo: (action: Action) => Promise<boolean>,
): Promise<z.output<typeof DossierShown>> {
  const tenant = await tenantOf(db, id, reader.scope.unit_ids);
  const [row] = await rowsOf(db, [{ tenant, id }], reader);
  const more = await maybeOne(db, sql.more_of, { tenant, id }, More);
  if (!row || !more) throw new DomainError('dossiers.not_found', 404, { id });
  const events = await eventsOf(db, tenant, id);
  const version = await versionById(db, more.procedure_version_id);
  const papers = await many(db, sql.papers_of_dossier, { tenant, id }, PaperShown);
  const actions: Action[] = [];
  const seen: Seen = { dossier: { ...row, ...more, status: row.status as Status }, events, now: reader.now };
  for (const action of offeredActions(seen)) if (await mayDo(action)) actions.push(action);
  const { competent_unit_code: _, ...shown } = more;
  return {
    ...row,
    ...shown,
    submitter_name: row.is_masked && shown.submitter_name !== null ? '***' : shown.submitter_name,
    tenant,
    fee_vnd: version.fee_vnd,
    limit_unit: version.limit_unit,
    limit_amount: version.limit_amount,
    ...(await explanationOf(db, events, version, more.competent_unit_code)),
    papers,
    papers_not_given: (await papersOf(db, version.id))
      .filter((listed) => !papers.some((paper) => paper.kind === 'component' && paper.ordinal === listed.ordinal))
      .map(({ ordinal, name, is_required }) => ({ ordinal, name, is_required })),
    timeline: await timelineOf(db, events, row.is_masked),
    actions,
  };
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
async function explanationOf(
  db: Db,
  events: readonly DossierEvent[],
  version: Awaited<ReturnType<typeof versionById>>,
  unit_code: string,
) {
  const promise = events.findLast((event) => 'due' in event.data && event.data.due);
  const due = promise && 'due' in promise.data ? (promise.data.due as Due) : null;
  const pauses = pausesOf(events);
  const is_standing = pauses.at(-1)?.to_at === null;
  if (due?.trace && !is_standing) return sentences(due);
  const rule = ruleOf(limitOf(version));
  const received = events.find((event) => event.kind === 'received');
  if (rule === null || !received) return sentences({ trace: [], warnings: [] });
  const calendar = await calendarOn(db, unit_code);
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

async function timelineOf(db: Db, events: readonly DossierEvent[], is_masked: boolean): Promise<z.infer<typeof TimelineEntry>[]> {
  const unit_ids = events.flatMap((event) => [event.unit_id, ...(event.kind === 'handed_over' ? [event.data.to_unit_id] : [])]);
  const names = await unitNames(db, unit_ids, vietnamDay((events.at(-1) as DossierEvent).at));
  const account_ids = events.flatMap((event) => [
    event.actor_id,
    ...(event.kind === 'handed_over' ? [event.data.to_account_id] : []),
  ]);
  const Account = z.object({ id: z.number(), display_name: z.string() });
  const accounts = new Map(
    (await many(db, sql.account_names, { ids: account_ids.filter((id) => id !== null) }, Account)).map((one) => [
      one.id,
      one.display_name,
    ]),
  );
  return events.map((event) => {
    const details: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(event.data)) {
      if (HIDDEN.has(key) || value === null) continue;
      details[key] = is_masked && NAMES.has(key) ? masked(String(value)) : value;
    }
    if (event.seq > 1 && 'due' in event.data && event.data.due) details.due_on = event.data.due.due_on;
    if (event.kind === 'handed_over') {
      details.to_unit_name = names.get(event.data.to_unit_id);
      if (event.data.to_account_id !== null) details.to_account_name = accounts.get(event.data.to_account_id);
    }
    return {
      seq: event.seq,
      kind: event.kind,
      label_vi: STEPS[event.kind].vi,
      label_en: STEPS[event.kind].en,
      at: event.at,
      recorded_at: event.recorded_at,
      actor_name: event.actor_id === null ? null : (accounts.get(event.actor_id) ?? null),
      unit_name: names.get(event.unit_id) ?? '',
      details,
    };
  });
}
