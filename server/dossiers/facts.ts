// From what happened to what is known: the events of a dossier fold to its row, its papers and the dated versions that measures count.
// Pure. Live writes, the rebuild and bulk loading all come through here, so they cannot differ.
import assert from 'node:assert/strict';
import { daysBetween, vietnamDay } from '#lib/day';
import type { DossierEvent, Due, EventPaper, Filing } from './event.ts';
import { charge, followFees } from './fees-fold.ts';
import type { DossierRow, PaperRow, ProcedureFacts, Projection } from './rows.ts';
import { isPaused, statusAfter } from './status.ts';
import { followSteps } from './steps-fold.ts';
import { remember } from './versions.ts';

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
    helping_unit_id: filing.helping_unit_id ?? null,
    first_due_on: null,
    times_extended: 0,
    reappointed_on: null,
    apologised_at: null,
    explained_at: null,
    explanation_accepted_at: null,
    reopened_times: 0,
    officer_id: null,
    process_version_id: filing.process_version_id ?? null,
    step_code: null,
    fee_due_vnd: 0,
    fee_paid_vnd: 0,
    step_due_at: null,
    waiting_for: 0,
  };
  const known: Projection = {
    dossier,
    papers: filing.papers.map((paper) => paperRow('component', paper, event.at)),
    versions: [],
    payments: [],
    steps: [],
    consultations: [],
    arrived: [],
    suspended_days: 0,
    life: {
      fee_vnd: 0,
      requested_vnd: 0,
      waived_vnd: 0,
      paid_online: false,
      paid_on_behalf: false,
      purpose: 'fee',
      decided_recorded_at: null,
      late_entry_cause: null,
      corrected_agency: false,
      corrected_applicant: false,
      is_reused: hasReused(filing.papers),
    },
  };
  charge(known, factsOf(filing.procedure_version_id).fee_vnd);
  if (event.kind === 'received') {
    dossier.received_at = event.at;
    promise(dossier, filing.due);
    followSteps(known, event);
    remember(known, event, factsOf);
  }
  return known;
}

function follow(known: Projection, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): Projection {
  const { dossier } = known;
  assert(event.seq === dossier.last_seq + 1, `event ${event.seq} after ${dossier.last_seq}`);
  const status = statusAfter(dossier.status, event.kind);
  apply(known, event, factsOf);
  followLife(known, event);
  followFees(known, event);
  followSteps(known, event);
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
      charge(known, factsOf(event.data.procedure_version_id).fee_vnd);
      dossier.process_version_id = event.data.process_version_id ?? dossier.process_version_id;
      break;
    case 'handed_over':
      hold(dossier, event.data.to_unit_id, event.data.to_account_id);
      break;
    case 'taken_up':
      hold(dossier, event.unit_id, event.actor_id);
      break;
    case 'supplement_requested':
    case 'payment_requested':
      dossier.paused_at = event.at;
      break;
    case 'supplement_given':
      for (const paper of event.data.papers) papers.push(paperRow('component', paper, event.at));
      known.life.is_reused ||= hasReused(event.data.papers);
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
      dossier.officer_id ??= event.actor_id;
      hold(dossier, dossier.receiving_unit_id, null);
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
      known.life.is_reused ||= event.data.holding_id !== undefined;
      break;
    }
    // Money, steps and what is told or asked about the promise: fees-fold.ts, steps-fold.ts and below.
    default:
      break;
  }
}

/** What the law asks for around the promise: extensions, apologies, explanations, a second opening. */
function followLife(known: Projection, event: DossierEvent): void {
  const { dossier, life } = known;
  switch (event.kind) {
    case 'extended':
      promise(dossier, event.data.due);
      dossier.times_extended += 1;
      break;
    case 'apologised':
      dossier.apologised_at = event.at;
      if (event.data.kind !== 'apology') dossier.reappointed_on = event.data.new_due_on;
      break;
    case 'explained':
      dossier.explained_at = event.at;
      dossier.explanation_accepted_at = null;
      break;
    case 'explanation_accepted':
      dossier.explanation_accepted_at = event.at;
      break;
    case 'decided':
      life.decided_recorded_at = event.recorded_at;
      life.late_entry_cause = event.data.late_entry_cause ?? (event.data.late_entry_reason ? 'other' : null);
      break;
    case 'reopened':
      reopen(dossier);
      if (event.data.due) promise(dossier, event.data.due);
      life.decided_recorded_at = null;
      life.late_entry_cause = null;
      break;
    case 'corrected':
      if (event.data.fault === 'agency') life.corrected_agency = true;
      else life.corrected_applicant = true;
      break;
    default:
      break;
  }
}

/** Back to the deciding unit; the result that was given stays among the papers. */
function reopen(dossier: DossierRow): void {
  dossier.decided_at = null;
  dossier.closed_at = null;
  dossier.delivered_at = null;
  dossier.outcome = null;
  dossier.reopened_times += 1;
  hold(dossier, dossier.competent_unit_id, null);
}

function hold(dossier: DossierRow, unit_id: number, account_id: number | null): void {
  dossier.holder_unit_id = unit_id;
  dossier.holder_id = account_id;
  if (account_id !== null) dossier.officer_id = account_id;
}

function promise(dossier: DossierRow, due: Due | null): void {
  dossier.due_on = due?.due_on ?? null;
  dossier.due_at = due?.due_at ? new Date(due.due_at) : null;
  dossier.due_precision = due?.precision ?? null;
  dossier.first_due_on = due?.first_due_on ?? dossier.due_on;
}

function hasReused(papers: readonly EventPaper[]): boolean {
  return papers.some((paper) => paper.holding_id !== undefined);
}

function paperRow(kind: 'component' | 'result', paper: EventPaper, at: Date): PaperRow {
  const { ordinal, name, form, sheets, must_digitise } = paper;
  return {
    kind,
    ordinal,
    name,
    form,
    sheets,
    must_digitise,
    file_id: paper.file_id ?? null,
    digitised_at: paper.is_digitised ? at : null,
  };
}
