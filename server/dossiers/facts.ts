// From what happened to what is known: the events of a dossier fold to its row, its papers and the dated versions that measures count.
// Pure. Live writes, the rebuild and bulk loading all come through here, so they cannot differ.
import assert from 'node:assert/strict';
import { type Day, daysBetween, vietnamDay } from '#lib/day';
import type { DossierEvent, Due, EventPaper, Filing } from './event.ts';
import { TIMELINESS, timeliness } from './lateness.ts';
import { isPaused, type Status, statusAfter } from './status.ts';

/** What the catalogue says about the procedure version of a dossier. */
export type ProcedureFacts = {
  version_id: number;
  procedure_id: number;
  sector_id: number;
  level: 'province' | 'district' | 'commune';
  online_level: 'none' | 'partial' | 'full';
  is_no_writing: boolean;
  is_interlinked: boolean;
};

export const LEVEL_CODE = { province: 1, district: 2, commune: 3 } as const;
export const ONLINE_CODE = { none: 0, partial: 1, full: 2 } as const;
/** Codes of dossiers.version.outcome. A reasoned refusal by decision is a result: it counts as resolved. */
export const OUTCOME = { open: 0, resolved: 1, withdrawn: 2, stopped: 3 } as const;

/** One row of dossiers.dossier. */
export type DossierRow = {
  tenant: number;
  id: number;
  code: string;
  client_id: string | null;
  procedure_id: number;
  procedure_version_id: number;
  receiving_unit_id: number;
  competent_unit_id: number;
  holder_unit_id: number;
  holder_id: number | null;
  channel: 1 | 2 | 3;
  applicant_kind: 0 | 1 | 2;
  applicant_name: string;
  applicant_identity: string | null;
  no_identity_reason: string | null;
  applicant_phone: string | null;
  applicant_email: string | null;
  applicant_address: string | null;
  submitter_name: string | null;
  matter: string | null;
  return_channel: 1 | 2 | 3;
  filed_at: Date;
  received_at: Date | null;
  due_at: Date | null;
  due_on: Day | null;
  due_precision: 'day' | 'hour' | null;
  status: Status;
  paused_at: Date | null;
  decided_at: Date | null;
  closed_at: Date | null;
  delivered_at: Date | null;
  outcome: 'granted' | 'refused' | null;
  last_seq: number;
  changed_at: Date;
};

/** One row of dossiers.paper, without its generated id. */
export type PaperRow = {
  kind: 'component' | 'result';
  ordinal: number;
  name: string;
  form: 0 | 1 | 2;
  sheets: number;
  must_digitise: boolean;
  file_id: number | null;
  digitised_at: Date | null;
};

/** One row of dossiers.version. `known_to` null = still known. */
export type VersionRow = {
  known_from: Date;
  known_to: Date | null;
  received_on: Day;
  due_on: Day | null;
  closed_on: Day | null;
  paused_on: Day | null;
  outcome: 0 | 1 | 2 | 3;
  timeliness: 0 | 1 | 2 | 3 | 4;
  channel: 1 | 2 | 3;
  competent_unit_id: number;
  receiving_unit_id: number;
  procedure_id: number;
  sector_id: number;
  level: 1 | 2 | 3;
  online_level: 0 | 1 | 2;
  papers_state: 0 | 1 | 2;
  result_state: 0 | 1 | 2;
  suspended_days: number;
  is_no_writing: boolean;
  is_interlinked: boolean;
};

export type Projection = { dossier: DossierRow; papers: PaperRow[]; versions: VersionRow[]; suspended_days: number };

/**
 * Everything known about a dossier after its events.
 * @param events all of them, oldest first, seq 1, 2, 3 …
 * @param factsOf the catalogue's facts of a procedure version
 * @throws dossiers.not_in_this_status when an event could not follow
 */
export function project(
  tenant: number,
  id: number,
  events: readonly DossierEvent[],
  factsOf: (version_id: number) => ProcedureFacts,
): Projection {
  let known: Projection | null = null;
  for (const event of events) known = known ? follow(known, event, factsOf) : begin(tenant, id, event, factsOf);
  assert(known, 'a dossier has at least its first event');
  return known;
}

function begin(tenant: number, id: number, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): Projection {
  const status = statusAfter(0, event.kind);
  const filing = event.data as Filing;
  const { applicant } = filing;
  const dossier: DossierRow = {
    tenant,
    id,
    code: filing.code,
    client_id: filing.client_id,
    procedure_id: factsOf(filing.procedure_version_id).procedure_id,
    procedure_version_id: filing.procedure_version_id,
    receiving_unit_id: event.unit_id,
    competent_unit_id: filing.competent_unit_id,
    holder_unit_id: event.unit_id,
    holder_id: null,
    channel: filing.channel,
    applicant_kind: applicant.kind,
    applicant_name: applicant.name,
    applicant_identity: applicant.identity,
    no_identity_reason: applicant.no_identity_reason,
    applicant_phone: applicant.phone,
    applicant_email: applicant.email,
    applicant_address: applicant.address,
    submitter_name: applicant.submitter_name,
    matter: filing.matter,
    return_channel: filing.return_channel,
    filed_at: event.at,
    received_at: null,
    due_at: null,
    due_on: null,
    due_precision: null,
    status,
    paused_at: null,
    decided_at: null,
    closed_at: null,
    delivered_at: null,
    outcome: null,
    last_seq: event.seq,
    changed_at: event.recorded_at,
  };
  const known: Projection = {
    dossier,
    papers: filing.papers.map((paper) => paperRow('component', paper, event.at)),
    versions: [],
    suspended_days: 0,
  };
  if (event.kind === 'received') {
    dossier.received_at = event.at;
    promise(dossier, filing.due);
    remember(known, event, factsOf);
  }
  return known;
}

function follow(known: Projection, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): Projection {
  const { dossier } = known;
  assert(event.seq === dossier.last_seq + 1, `event ${event.seq} after ${dossier.last_seq}`);
  const status = statusAfter(dossier.status, event.kind);
  apply(known, event, factsOf);
  if (isPaused(dossier.status) && !isPaused(status) && dossier.paused_at !== null) {
    // The stop of a dossier that ends while paused counts up to its end.
    known.suspended_days = Math.min(
      32_767,
      known.suspended_days + daysBetween(vietnamDay(dossier.paused_at), vietnamDay(event.at)),
    );
    dossier.paused_at = null;
  }
  dossier.status = status;
  dossier.last_seq = event.seq;
  dossier.changed_at = event.recorded_at;
  remember(known, event, factsOf);
  return known;
}

function apply(known: Projection, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): void {
  const { dossier, papers } = known;
  switch (event.kind) {
    case 'received':
      dossier.received_at = event.at;
      dossier.procedure_version_id = event.data.procedure_version_id;
      dossier.procedure_id = factsOf(event.data.procedure_version_id).procedure_id;
      promise(dossier, event.data.due);
      break;
    case 'handed_over':
      dossier.holder_unit_id = event.data.to_unit_id;
      dossier.holder_id = event.data.to_account_id;
      break;
    case 'taken_up':
      dossier.holder_unit_id = event.unit_id;
      dossier.holder_id = event.actor_id;
      break;
    case 'supplement_requested':
    case 'payment_requested':
      dossier.paused_at = event.at;
      break;
    case 'supplement_given':
      for (const paper of event.data.papers) papers.push(paperRow('component', paper, event.at));
      promise(dossier, event.data.due);
      break;
    case 'payment_made':
      promise(dossier, event.data.due);
      break;
    case 'rejected_at_intake':
    case 'withdrawn':
    case 'stopped':
      dossier.closed_at = event.at;
      break;
    case 'decided':
      dossier.decided_at = event.at;
      dossier.closed_at = event.at;
      dossier.outcome = event.data.outcome;
      // The result goes back to the desk that gives it out.
      dossier.holder_unit_id = dossier.receiving_unit_id;
      dossier.holder_id = null;
      if (event.data.result) papers.push(paperRow('result', event.data.result, event.at));
      break;
    case 'delivered':
      dossier.delivered_at = event.at;
      break;
    case 'paper_digitised': {
      const paper = papers.find((one) => one.kind === event.data.kind && one.ordinal === event.data.ordinal);
      assert(paper, `event ${event.seq}: no ${event.data.kind} ${event.data.ordinal}`);
      paper.file_id = event.data.file_id;
      paper.digitised_at = event.at;
      break;
    }
    case 'registered':
    case 'note_added':
      break;
  }
}

function promise(dossier: DossierRow, due: Due | null): void {
  dossier.due_on = due?.due_on ?? null;
  dossier.due_at = due?.due_at ? new Date(due.due_at) : null;
  dossier.due_precision = due?.precision ?? null;
}

function paperRow(kind: 'component' | 'result', paper: EventPaper, at: Date): PaperRow {
  const { ordinal, name, form, sheets, must_digitise } = paper;
  return { kind, ordinal, name, form, sheets, must_digitise, file_id: null, digitised_at: paper.is_digitised ? at : null };
}

/** An electronic paper is born digitised. */
function isDigitised(paper: PaperRow): boolean {
  return paper.digitised_at !== null || paper.form === 2;
}

/** 0 nothing to digitise, 1 something is missing, 2 all digitised. */
export function papersState(papers: readonly PaperRow[]): 0 | 1 | 2 {
  const wanted = papers.filter((paper) => paper.kind === 'component' && paper.must_digitise);
  if (wanted.length === 0) return 0;
  return wanted.every(isDigitised) ? 2 : 1;
}

/** 0 no result, 1 a result that is not digitised, 2 digitised. */
export function resultState(papers: readonly PaperRow[]): 0 | 1 | 2 {
  const results = papers.filter((paper) => paper.kind === 'result');
  if (results.length === 0) return 0;
  return results.every(isDigitised) ? 2 : 1;
}

/** Appends a version when what measures count has changed. A dossier that was never received has none. */
function remember(known: Projection, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): void {
  const { dossier, versions } = known;
  if (dossier.received_at === null) return;
  const next = versionOf(known, dossier.received_at, event.recorded_at, factsOf(dossier.procedure_version_id));
  const last = versions.at(-1);
  if (!last) {
    versions.push(next);
    return;
  }
  if (isSame(last, next)) return;
  if (last.known_from.getTime() === event.recorded_at.getTime()) {
    // Learned at the same moment: nobody ever knew the earlier one.
    versions[versions.length - 1] = next;
    const before = versions.at(-2);
    if (before && isSame(before, next)) {
      versions.pop();
      before.known_to = null;
    }
    return;
  }
  last.known_to = event.recorded_at;
  versions.push(next);
}

function versionOf(known: Projection, received_at: Date, known_from: Date, facts: ProcedureFacts): VersionRow {
  const { dossier, papers } = known;
  const outcome = outcomeOf(dossier.status);
  const due = { due_on: dossier.due_on, due_at: dossier.due_at, precision: dossier.due_precision };
  return {
    known_from,
    known_to: null,
    received_on: vietnamDay(received_at),
    due_on: dossier.due_on,
    closed_on: dossier.closed_at === null ? null : vietnamDay(dossier.closed_at),
    paused_on: dossier.paused_at === null ? null : vietnamDay(dossier.paused_at),
    outcome,
    timeliness:
      outcome === OUTCOME.resolved && dossier.decided_at ? TIMELINESS[timeliness(due, dossier.decided_at)] : TIMELINESS.none,
    channel: dossier.channel,
    competent_unit_id: dossier.competent_unit_id,
    receiving_unit_id: dossier.receiving_unit_id,
    procedure_id: facts.procedure_id,
    sector_id: facts.sector_id,
    level: LEVEL_CODE[facts.level],
    online_level: ONLINE_CODE[facts.online_level],
    papers_state: papersState(papers),
    result_state: resultState(papers),
    suspended_days: known.suspended_days,
    is_no_writing: facts.is_no_writing,
    is_interlinked: facts.is_interlinked,
  };
}

function outcomeOf(status: Status): 0 | 1 | 2 | 3 {
  if (status === 9 || status === 10) return OUTCOME.resolved;
  if (status === 7) return OUTCOME.withdrawn;
  return status === 8 ? OUTCOME.stopped : OUTCOME.open;
}

function isSame(a: VersionRow, b: VersionRow): boolean {
  return VERSION_FACTS.every((field) => a[field] === b[field]);
}

/** Columns of a version besides its key and the times it was known. */
export const VERSION_FACTS = [
  'received_on',
  'due_on',
  'closed_on',
  'paused_on',
  'outcome',
  'timeliness',
  'channel',
  'competent_unit_id',
  'receiving_unit_id',
  'procedure_id',
  'sector_id',
  'level',
  'online_level',
  'papers_state',
  'result_state',
  'suspended_days',
  'is_no_writing',
  'is_interlinked',
] as const satisfies readonly (keyof VersionRow)[];
