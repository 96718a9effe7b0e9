// Reports that are kept: which one is meant, its versions and events, and the steps it takes.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ownOf, reachOf } from '#access';
import { record } from '#audit';
import { checkFile } from '#checks';
import { publicUrl } from '#forms';
import { addDays, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { type Unit, unitById } from '#org';
import { receiverOf } from './assignment.ts';
import { Content } from './content.ts';
import { refuseIfLocked } from './lock.ts';
import { EVENTS, eventOf, hindrance, STEPS, type State, type StepName, stateAfter } from './states.ts';
import { type FactsOf, factsOf } from './system-facts.ts';
import { templateUsed, type Used } from './template-used.ts';
import { staleNumbers, stillOpen } from './upload-told.ts';
import { filled } from './word/fill.ts';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, [
  'insert_version',
  'version_anew',
  'insert_event',
  'hold_report',
  'report',
  'events',
  'newest_version',
  'version',
  'versions',
]);

/** `scope`: where the asker may take the step; what a report counts below is asked with its reach (`reachOf`). */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

/** More versions than any report has: who asks for the product itself sees them all. */
export const ANY_VERSION = 2_147_483_647;

export const Held = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  regime: z.string(),
  kind: z.string(),
  s: z.string(),
  e: z.string(),
  due_on: z.string().nullable(),
  title: z.string(),
  /** The newest version its reader may see: whoever is above sees what was submitted, not what is being written. */
  newest: z.number().default(ANY_VERSION),
});
export type Held = z.infer<typeof Held>;

export const EventShown = z.object({
  seq: z.number(),
  kind: z.enum(EVENTS),
  version: z.number(),
  at: z.date(),
  by: z.number().nullable(),
  by_name: z.string().nullable(),
  reason: z.string().nullable(),
});

export const FindingShown = z.object({
  /** The same fault in a later version has the same id. */
  id: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  /** In English, where it was found by the reports themselves; the rules of the checker speak Vietnamese. */
  message_en: z.string().optional(),
  quote: z.string(),
});
export type FindingShown = z.infer<typeof FindingShown>;

const Version = z.object({
  version: z.number(),
  content: Content,
  known_at: z.date(),
  made_at: z.date(),
  made_how: z.enum(['composed', 'refreshed', 'edited', 'uploaded', 'consolidated']),
  made_by_name: z.string().nullable(),
  file_id: z.number().nullable(),
  findings: z.array(FindingShown).nullable(),
});
export type Version = z.infer<typeof Version>;

// ---- versions and events

export type NewVersion = {
  version: number;
  content: Content;
  made_how: Version['made_how'];
  file_id: number | null;
  known_at: Date;
  /** What an upload was found to say otherwise; left out: what was found before goes on with the report. */
  told?: readonly FindingShown[] | undefined;
};

/** @param bytes the file the office gave; the product's own when there is none. @returns what the check of it found */
export async function addVersion(db: Db, report: Held, made: NewVersion, by: By, bytes?: Uint8Array): Promise<FindingShown[]> {
  const facts = await factsOf(db, report, made, reachOf(by.scope));
  const before = made.told || made.version === 1 ? null : await versionOf(db, { ...report, newest: ANY_VERSION });
  const found = await findingsOf(bytes ?? (await writtenDraft(db, report, made.content, by.now)).bytes, facts, made.content);
  const findings = inOrder([...(made.told ?? stillOpen(before?.findings ?? null)), ...staleNumbers(made.content), ...found]);
  await exec(db, sql.insert_version, {
    tenant: report.tenant,
    report_id: report.id,
    version: made.version,
    content: JSON.stringify(made.content),
    known_at: made.known_at,
    now: by.now,
    by: by.actor.user_id,
    made_how: made.made_how,
    file_id: made.file_id,
    findings: JSON.stringify(findings),
  });
  return findings;
}

export async function addEvent(
  db: Db,
  report: Held,
  event: { seq: number; kind: (typeof EVENTS)[number]; version: number; reason: string | null },
  by: By,
): Promise<void> {
  await exec(db, sql.insert_event, { tenant: report.tenant, report_id: report.id, ...event, now: by.now, by: by.actor.user_id });
}

export function auditReport(
  db: Db,
  report: Held,
  by: By,
  action: string,
  after: unknown,
  reason: string | null = null,
): Promise<void> {
  const { actor, now, request_id = null } = by;
  return record(db, {
    tenant: report.tenant,
    at: now,
    actor,
    request_id,
    action,
    subject_kind: 'report',
    subject_id: report.id,
    unit_id: report.unit_id,
    after,
    reason,
  });
}

/** A report in the product's own template: figures locked, each with its anchor. */
export async function draftDocx(content: Content): Promise<Uint8Array> {
  return filled(await defaultTemplate(new Date(0)), content, { linkOf: () => null });
}

/** The Word file of a version nobody gave a file of, in the template in force for the unit: figures locked, each with its anchor. */
export async function writtenDraft(db: Db, report: Held, content: Content, now: Date): Promise<Used> {
  const { template_id, bytes } = await templateUsed(db, await unitOf(db, report), report, vietnamDay(now));
  return { template_id, bytes: filled(bytes, content, { linkOf: () => null }) };
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

/** Errors first; 200 at most. */
function inOrder(findings: readonly FindingShown[]): FindingShown[] {
  return findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]).slice(0, 200);
}

/** Rules that look at whether the head is filled in. */
const OF_THE_HEAD = ['R14', 'R18'];

/** What the checker says of the file; not that its number and day are blank, which the product writes at issue. */
async function findingsOf(docx: Uint8Array, systemOf: FactsOf, content: Content): Promise<FindingShown[]> {
  const { checked } = await checkFile('report.docx', docx, { systemOf });
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
  const filled_at_issue = [content.number, content.place_and_date].map(tidy);
  const isFilled = (quote: string) => quote !== '' && filled_at_issue.some((line) => line.includes(quote));
  const told = checked.findings.filter(({ rule, quote }) => !OF_THE_HEAD.includes(rule) || !isFilled(tidy(quote)));
  return told.map(({ rule, severity, message, quote, expected }) => ({
    id: createHash('sha256')
      .update(`${rule}|${quote}|${expected ?? ''}`)
      .digest('hex')
      .slice(0, 24),
    rule,
    severity,
    message,
    quote,
  }));
}

// ---- reading

/**
 * The one place where it is decided whether somebody sees a report, and up to which version: every route of a report begins here.
 * @throws reports.not_found, also when it lies outside the scope, and of a unit below when it was never submitted
 */
export async function held(db: Db, id: number, scope: Scope, for_update = false): Promise<Held> {
  const ask = { id, scope: scope.unit_ids, own: ownOf(scope) };
  const found = await maybeOne(db, for_update ? sql.hold_report : sql.report, ask, Held);
  if (!found) throw new DomainError('reports.not_found', 404, { id });
  return found;
}

export async function eventsOf(db: Db, report: Held): Promise<z.infer<typeof EventShown>[]> {
  return many(db, sql.events, { tenant: report.tenant, id: report.id }, EventShown);
}

/** @throws reports.no_such_version */
export async function versionOf(db: Db, report: Held, version?: number | undefined): Promise<Version> {
  const key = { tenant: report.tenant, id: report.id, newest: report.newest };
  const found =
    version === undefined
      ? await maybeOne(db, sql.newest_version, key, Version)
      : await maybeOne(db, sql.version, { ...key, version }, Version);
  if (!found) throw new DomainError('reports.no_such_version', 404, { version: version ?? null });
  return found;
}

export const VersionShown = Version.pick({ version: true, made_at: true, made_how: true, made_by_name: true });

export function versionsOf(db: Db, report: Held): Promise<z.infer<typeof VersionShown>[]> {
  return many(db, sql.versions, { tenant: report.tenant, id: report.id, newest: report.newest }, VersionShown);
}

/** The unit as it was in the report's period. */
export function unitOf(db: Db, report: Held): Promise<Unit> {
  return unitById(db, report.unit_id, addDays(report.e, -1));
}

export type Now = { state: State; seq: number; version: number };

/** What nobody does to a report once its period is closed; a superior still sends back what came, and a unit recalls. */
const CLOSED_BY_LOCK: readonly StepName[] = ['save', 'submit', 'approve', 'issue'];

/**
 * Locks the report and says whether the step may be taken.
 * @throws reports.not_found, reports.not_in_this_state, reports.needs_reason, reports.own_submission, reports.period_locked
 */
export async function begin(
  db: Db,
  id: number,
  step: StepName,
  reason: string | null,
  by: By,
): Promise<{ report: Held; now: Now }> {
  const report = await held(db, id, by.scope, true);
  const events = await eventsOf(db, report);
  const last = events.at(-1);
  if (!last) throw new Error(`report ${id} has no event`);
  const state = stateAfter(last.kind);
  const submitted_by = events.findLast(({ kind }) => kind === 'submitted')?.by ?? null;
  const problem = hindrance(step, { state, submitted_by, actor_id: by.actor.user_id, reason });
  if (problem === 'not_in_this_state')
    throw new DomainError('reports.not_in_this_state', 409, { state, step, from: STEPS[step].from });
  if (problem === 'needs_reason') throw new DomainError('reports.needs_reason', 422, { step });
  if (problem === 'own_submission') throw new DomainError('reports.own_submission', 409, { step });
  if (CLOSED_BY_LOCK.includes(step)) await refuseIfLocked(db, await unitOf(db, report), report, by.now);
  return { report, now: { state, seq: last.seq, version: last.version } };
}

/** Whether the scope reaches the unit that the report goes to: nobody accepts the report of his own unit. */
export async function isAbove(db: Db, report: Held, scope: Scope): Promise<boolean> {
  if (scope.unit_ids === null) return true;
  const receiver = await receiverOf(db, await unitOf(db, report), report);
  return receiver !== null && scope.unit_ids.includes(receiver);
}

/** What was issued stands under its version for ever: sent back and handed in again as it is, it is the next one. */
async function versionAnew(db: Db, { tenant, id }: Held, version: number): Promise<number | null> {
  const made = await maybeOne(db, sql.version_anew, { tenant, id, version }, z.object({ version: z.number() }));
  return made?.version ?? null;
}

/**
 * A step that changes nothing of what the report says.
 * @throws reports.not_found, reports.not_in_this_state, reports.needs_reason, reports.own_submission, reports.not_above
 */
export async function step(
  db: Db,
  id: number,
  name: Exclude<StepName, 'save' | 'issue'>,
  reason: string | null,
  by: By,
): Promise<{ state: State }> {
  const { report, now } = await begin(db, id, name, reason, by);
  if (STEPS[name].is_superior && !(await isAbove(db, report, by.scope)))
    throw new DomainError('reports.not_above', 403, { step: name });
  const kind = eventOf(name);
  // Every version has an event, so the last event names the newest one.
  const version = (name === 'submit' && (await versionAnew(db, report, now.version))) || now.version;
  await addEvent(db, report, { seq: now.seq + 1, kind, version, reason }, by);
  await auditReport(db, report, by, `reports.${name}`, { from: now.state, to: stateAfter(kind), version }, reason);
  return { state: stateAfter(kind) };
}

/** The page behind a figure of a report. */
export function figureAddress(report_id: number, anchor: string): string {
  return `${publicUrl()}/reports/kept/${report_id}/figures/${anchor}`;
}
