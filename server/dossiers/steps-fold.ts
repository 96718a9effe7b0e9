// Steps of its process and opinions asked about a dossier, from its events. Pure: the events carry what the process decided.
import type { DossierEvent } from './event.ts';
import type { LeftAs, StepEntry } from './flow.ts';
import { TIMELINESS, timeliness } from './lateness.ts';
import type { DossierRow, Projection, StepRow } from './rows.ts';

/** What an event does to the steps and opinions of a dossier. */
export function followSteps(known: Projection, event: DossierEvent): void {
  const { flow } = event.data;
  if (flow) {
    for (const { step, as } of flow.left ?? []) leave(known, step, as, event);
    for (const entry of flow.entered ?? []) enter(known, event, entry);
    if (flow.arrived) known.arrived = flow.arrived;
    for (const { step, unit_id, account_id, by } of flow.assigned ?? [])
      for (const open of openSteps(known).filter((one) => one.step_code === step))
        Object.assign(open, { unit_id, account_id, assigned_by: by });
    for (const { step, due_at, leg_due_at, ...due } of flow.dues ?? [])
      for (const open of openSteps(known).filter((one) => one.step_code === step))
        Object.assign(open, { ...due, due_at: moment(due_at), leg_due_at: moment(leg_due_at) });
  } else if (ENDS.includes(event.kind)) {
    // Whatever ended it: nobody works on it any more.
    for (const step of openSteps(known)) close(step, 'ended', event);
  }
  if (event.kind === 'assigned' && event.data.step === null) hold(known.dossier, event.data.unit_id, event.data.account_id);
  consult(known, event);
  stand(known, flow !== undefined);
}

const ENDS: readonly DossierEvent['kind'][] = ['rejected_at_intake', 'withdrawn', 'stopped', 'decided', 'delivered'];

/** Where a dossier is, in the order it came there. */
export function openSteps(known: Pick<Projection, 'steps'>): StepRow[] {
  return known.steps.filter((step) => step.left_at === null);
}

/** The row follows the first open step: who holds it, by when it must go on. */
function stand(known: Projection, has_moved: boolean): void {
  const { dossier } = known;
  const open = openSteps(known);
  const [first] = open;
  dossier.step_code = first?.step_code ?? null;
  const dues = open.flatMap((step) => (step.due_at === null ? [] : [step.due_at.getTime()]));
  dossier.step_due_at = dues.length === 0 ? null : new Date(Math.min(...dues));
  dossier.waiting_for = known.consultations.filter((one) => one.answered_at === null && one.cancelled_at === null).length;
  if (first && has_moved) hold(dossier, first.unit_id, first.account_id);
}

function enter(known: Projection, event: DossierEvent, entry: StepEntry): void {
  const { step, by, due_at, leg_due_at, ...rest } = entry;
  known.steps.push({
    place: known.steps.length + 1,
    seq: event.seq,
    step_code: step,
    leg: rest.leg,
    unit_id: rest.unit_id,
    account_id: rest.account_id,
    assigned_by: by,
    entered_at: event.at,
    due_on: rest.due_on,
    due_at: moment(due_at),
    due_precision: rest.due_precision,
    leg_due_at: moment(leg_due_at),
    left_seq: null,
    left_at: null,
    left_as: null,
    timeliness: TIMELINESS.none,
    process_version_id: known.dossier.process_version_id ?? 0,
  });
}

function leave(known: Projection, code: string, as: LeftAs, event: DossierEvent): void {
  for (const step of openSteps(known).filter((one) => one.step_code === code)) {
    close(step, as, event);
    // Nobody was named: who did it, had it.
    if (as === 'done' || as === 'returned') step.account_id ??= event.actor_id;
  }
}

/** Early, on time and overdue as of a whole dossier, by the step's own due moment; what was called off is neither. */
function close(step: StepRow, as: LeftAs, { at, seq }: DossierEvent): void {
  step.left_at = at;
  step.left_seq = seq;
  step.left_as = as;
  const due = { due_on: step.due_on, due_at: step.due_at, precision: step.due_precision };
  step.timeliness = as === 'done' || as === 'returned' ? TIMELINESS[timeliness(due, at)] : TIMELINESS.none;
}

function hold(dossier: DossierRow, unit_id: number, account_id: number | null): void {
  dossier.holder_unit_id = unit_id;
  dossier.holder_id = account_id;
  if (account_id !== null) dossier.officer_id = account_id;
}

function moment(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}

function consult({ consultations }: Projection, event: DossierEvent): void {
  if (event.kind === 'consultation_asked') {
    const { step, unit_id, account_id, question, due_on, due_at } = event.data;
    consultations.push({
      id: event.seq,
      step_code: step,
      asked_by_unit_id: event.unit_id,
      asked_by: event.actor_id,
      unit_id,
      account_id,
      question,
      asked_at: event.at,
      due_on,
      due_at: new Date(due_at),
      reminded_at: null,
      times_reminded: 0,
      answered_at: null,
      answered_by: null,
      answer: null,
      opinion: null,
      cancelled_at: null,
    });
    return;
  }
  if (ENDS.includes(event.kind)) {
    for (const open of consultations) if (open.answered_at === null) open.cancelled_at ??= event.at;
    return;
  }
  if (event.kind !== 'consultation_answered' && event.kind !== 'consultation_cancelled' && event.kind !== 'consultation_reminded')
    return;
  const asked = consultations.find((one) => one.id === event.data.id);
  if (!asked) return;
  if (event.kind === 'consultation_cancelled') asked.cancelled_at = event.at;
  else if (event.kind === 'consultation_reminded') {
    asked.reminded_at = event.at;
    asked.times_reminded += 1;
  } else {
    asked.answered_at = event.at;
    asked.answered_by = event.actor_id;
    asked.answer = event.data.text;
    asked.opinion = event.data.opinion;
  }
}
