import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { endingOf, type Kept, keep, paperFileName, type Store } from '#files';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope, Upload } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { unitById } from '#org';
import type { Situation } from './action.ts';
import { type Action, actionOf } from './actions.ts';
import { type DossierEvent, type EventData, LATE_ENTRY_CAUSES } from './event.ts';
import { project } from './facts.ts';
import { type Asked, flowOf } from './flow-of.ts';
import { type By, changeOf, momentOf } from './intake.ts';
import { eventsOf, factsFor, happen, lockDossier } from './keep.ts';
import { putInStore } from './reuse.ts';
import type { DossierRow, PaperRow, Projection } from './rows.ts';
import { type EventKind, statusAfter } from './status.ts';

const sql = loadSql(import.meta.url, ['officers', 'paper']);

/** When it happened, and why it is entered only now. */
export const Moment = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  late_entry_reason: z.string().trim().min(1).max(500).optional(),
  /** Left out with a reason: other. */
  late_entry_cause: z.enum(LATE_ENTRY_CAUSES).optional(),
});

export type ActInput = z.output<typeof Moment> & {
  /** What the officer saw: a dossier changed since then is not changed blindly. */
  last_seq: number;
  data: Record<string, unknown>;
};

// These say nothing about the course of the dossier, so a late entry may lie before them.
const BESIDE: readonly EventKind[] = [
  'note_added',
  'paper_digitised',
  'fee_collected',
  'fee_waived',
  'fee_refunded',
  'corrected',
];

/**
 * Does something to a dossier and keeps it as an event. `by.scope` is what the actor may reach under the action's own permission.
 * @throws dossiers.not_found, dossiers.changed_meanwhile, dossiers.not_in_this_status, dossiers.held_elsewhere, dossiers.in_the_future,
 * dossiers.late_entry_without_reason,
 * dossiers.before_last_event, and those of the single actions
 */
export async function act(db: Db, id: number, name: Action, input: ActInput, by: By): Promise<Projection> {
  const { event: kind, by_holder = false, at_desk = false, data: Data, says, after: then } = actionOf(name);
  const data = Data.parse(input.data) as object;
  const held = await hold(db, id, by.scope, input.last_seq);
  const { tenant, events, dossier } = held;
  statusAfter(dossier.status, kind);
  // A dossier that follows a process is done where its step is: step-rights.ts.
  if (by_holder && dossier.step_code === null && !may(by.scope, dossier.holder_unit_id)) {
    const { name: unit } = await unitById(db, dossier.holder_unit_id, vietnamDay(by.now));
    throw new DomainError('dossiers.held_elsewhere', 409, { id, unit });
  }
  const at = whenIn(events, kind, momentOf(input.at, input.late_entry_reason, by.now), input.at !== undefined);
  const situation: Situation = { ...held, at, by };
  const said = says ? await says(db, data, situation) : data;
  const { unit_id, ...flowing } = (await flowOf(db, kind, said, data as Asked, situation)) ?? {};
  const event = stamped(events, dossier, kind, at, by, { ...said, ...lateEntry(input), ...flowing });
  if (unit_id !== undefined) event.unit_id = unit_id;
  if (at_desk) event.unit_id = dossier.receiving_unit_id;
  const after = await happen(db, tenant, id, events, event);
  await audit(db, dossier, after.dossier, event, by, auditReason(data) ?? input.late_entry_reason ?? null);
  await then?.(db, data, situation, after);
  return after;
}

function lateEntry({ late_entry_reason, late_entry_cause }: ActInput): object {
  if (!late_entry_reason) return {};
  return { late_entry_reason, ...(late_entry_cause && { late_entry_cause }) };
}

/**
 * @param seen what the officer saw last: who comes too late learns it before anything is read
 * @throws dossiers.not_found, dossiers.changed_meanwhile
 */
async function hold(db: Db, id: number, scope: Scope, seen?: number): Promise<Omit<Situation, 'at' | 'by'>> {
  const held = await lockDossier(db, id, scope.unit_ids);
  if (!held) throw new DomainError('dossiers.not_found', 404, { id });
  if (seen !== undefined && seen !== held.last_seq)
    throw new DomainError('dossiers.changed_meanwhile', 409, { id, last_seq: held.last_seq, seen });
  const events = await eventsOf(db, held.tenant, id);
  const known = project(held.tenant, id, events, await factsFor(db, events));
  return { tenant: held.tenant, events, dossier: known.dossier, known };
}

/** @throws dossiers.before_last_event */
function whenIn(events: readonly DossierEvent[], kind: EventKind, at: Date, is_given: boolean): Date {
  const last = events.findLast((event) => !BESIDE.includes(event.kind));
  if (!last || at >= last.at || BESIDE.includes(kind)) return at;
  // A clock set back must not stop the desk.
  if (!is_given) return last.at;
  throw new DomainError('dossiers.before_last_event', 422, {
    at: at.toISOString(),
    last_at: last.at.toISOString(),
    last_event: last.kind,
  });
}

function stamped(
  events: readonly DossierEvent[],
  dossier: DossierRow,
  kind: EventKind,
  at: Date,
  by: By,
  data: object,
): DossierEvent {
  const before = (events.at(-1) as DossierEvent).recorded_at;
  const recorded_at = by.now < before ? before : by.now;
  return {
    seq: dossier.last_seq + 1,
    kind,
    at,
    recorded_at,
    actor_id: by.actor.user_id,
    unit_id: dossier.holder_unit_id,
    data,
  } as DossierEvent;
}

function auditReason(data: object): string | null {
  return 'reason' in data && typeof data.reason === 'string' ? data.reason : null;
}

async function audit(
  db: Db,
  before: DossierRow,
  after: DossierRow,
  event: DossierEvent,
  by: By,
  why: string | null,
): Promise<void> {
  const shown = ({ status, holder_unit_id, holder_id, due_on, outcome }: DossierRow) => ({
    status,
    holder_unit_id,
    holder_id,
    due_on,
    outcome,
  });
  await record(db, {
    ...changeOf(event, after, by),
    unit_id: before.holder_unit_id,
    before: shown(before),
    after: { ...shown(after), code: after.code, seq: event.seq, at: event.at },
    reason: why,
  });
}

const PaperKey = z.object({
  kind: z.enum(['component', 'result']),
  ordinal: z.number(),
  file_id: z.number().nullable(),
  name: z.string(),
});

/**
 * Keeps the scan of a paper: the paper is digitised from now on. A second file replaces the first in sight; both stay on record.
 * @throws dossiers.not_found, dossiers.paper_not_found, dossiers.not_in_this_status, files.too_large, files.empty, files.type_not_allowed
 */
export function attach(
  db: Db,
  to: Store,
  id: number,
  paper_id: number,
  upload: Pick<Upload, 'name' | 'type' | 'bytes'>,
  by: By,
): Promise<Digitised> {
  return digitise(db, id, paper_id, by, ({ tenant, dossier, paper }) => {
    const { actor, now, request_id = null } = by;
    const ending = endingOf(upload.name);
    const name = ending ? paperFileName({ ...paper, code: dossier.code, day: vietnamDay(now) }, `.${ending}`) : upload.name;
    return keep(db, to, { ...upload, name, unit_id: dossier.receiving_unit_id, tenant, actor, now, request_id });
  });
}

type Digitised = { file_id: number; sha256: string; size_bytes: number };
type FileFor = { file: Pick<Kept, 'id' | 'name' | 'content_type' | 'sha256' | 'size_bytes'>; holding_id?: number };

/**
 * A file stands for a paper from now on, and goes into the applicant's electronic store (what came from there does not go back).
 * @param fileFor brings the file, once the dossier is held and may be changed
 * @throws dossiers.not_found, dossiers.paper_not_found, dossiers.not_in_this_status, and what `fileFor` throws
 */
export async function digitise(
  db: Db,
  id: number,
  paper_id: number,
  by: By,
  fileFor: (of: { tenant: number; dossier: DossierRow; paper: PaperRow }) => Promise<FileFor['file'] | FileFor>,
): Promise<Digitised> {
  const { tenant, events, dossier, known } = await hold(db, id, by.scope);
  const key = await maybeOne(db, sql.paper, { tenant, dossier_id: id, paper_id }, PaperKey);
  const paper = known.papers.find((one) => one.kind === key?.kind && one.ordinal === key.ordinal);
  if (!paper) throw new DomainError('dossiers.paper_not_found', 404, { paper_id });
  statusAfter(dossier.status, 'paper_digitised');
  const brought = await fileFor({ tenant, dossier, paper });
  const { file, holding_id } = 'file' in brought ? brought : { file: brought, holding_id: undefined };
  const data: EventData['paper_digitised'] = {
    kind: paper.kind,
    ordinal: paper.ordinal,
    file_id: file.id,
    ...(holding_id && { holding_id }),
  };
  const event = stamped(events, dossier, 'paper_digitised', by.now, by, data);
  const after = await happen(db, tenant, id, events, event);
  if (!holding_id) await putInStore(db, after.dossier, paper, file, by);
  await audit(db, dossier, after.dossier, event, by, null);
  return { file_id: file.id, sha256: file.sha256, size_bytes: file.size_bytes };
}

/** The file of a paper of a dossier in the scope. @throws dossiers.paper_not_found, also out of scope or without a file */
export async function paperFile(db: Db, id: number, paper_id: number, tenant: number): Promise<number> {
  const paper = await maybeOne(db, sql.paper, { tenant, dossier_id: id, paper_id }, PaperKey);
  if (!paper || paper.file_id === null) throw new DomainError('dossiers.paper_not_found', 404, { paper_id });
  return paper.file_id;
}

export const Officer = z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() });

/** Officers of a unit in the scope to whom a dossier may be handed over. */
export async function officersOf(db: Db, unit_id: number, scope: Scope): Promise<z.infer<typeof Officer>[]> {
  return many(db, sql.officers, { unit_id, scope: scope.unit_ids }, Officer);
}
