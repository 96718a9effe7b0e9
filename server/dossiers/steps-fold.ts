// Steps of its process and consultations of a dossier, from its events. Pure: the events carry what the process decided.
import { vietnamDay } from '#lib/day';
import type { DossierEvent, StepEntry } from './event.ts';
import { TIMELINESS, timeliness } from './lateness.ts';
import type { DossierRow, Projection, StepRow } from './rows.ts';

/** The first steps of a dossier that was received under a process. */
export function enterFirst(known: Projection, event: DossierEvent, entries: readonly StepEntry[]): void {
  for (const entry of entries) enter(known, event, entry);
  const first = entries[0];
  if (first) hold(known, first.unit_id, first.account_id);
}

/** What an event does to the steps and consultations of a dossier. */
export function followSteps(known: Projection, event: DossierEvent): void {
  switch (event.kind) {
    case 'step_done':
      leave(known, event.data.step, event);
      move(known, event, event.data.to);
      break;
    case 'step_returned':
      leave(known, event.data.step, event);
      move(known, event, [event.data.to]);
      break;
    case 'assigned': {
      const { step, unit_id, account_id } = event.data;
      const open = openSteps(known).find((one) => step === null || one.step_code === step);
      if (open) {
        open.unit_id = unit_id;
        open.account_id = account_id;
      }
      if (!open || open.step_code === known.dossier.step_code) hold(known, unit_id, account_id);
      break;
    }
    case 'reopened': {
      // The step that was last left is done again.
      const last = known.steps.at(-1);
      if (!last) break;
      const { step_code, leg, unit_id, account_id } = last;
      move(known, event, [{ step: step_code, leg, unit_id, account_id, due_at: null }]);
      break;
    }
    case 'decided':
    case 'withdrawn':
    case 'stopped':
      for (const step of openSteps(known)) close(step, event);
      known.dossier.step_code = null;
      break;
    default:
      consult(known, event);
  }
}

function openSteps(known: Projection): StepRow[] {
  return known.steps.filter((step) => step.left_at === null);
}

function enter(known: Projection, event: DossierEvent, { step, leg, unit_id, account_id, due_at }: StepEntry): void {
  known.steps.push({
    place: known.steps.length + 1,
    seq: event.seq,
    step_code: step,
    leg,
    unit_id,
    account_id,
    entered_at: event.at,
    due_at: due_at === null ? null : new Date(due_at),
    left_at: null,
    timeliness: TIMELINESS.none,
    process_version_id: known.dossier.process_version_id ?? 0,
  });
  known.dossier.step_code ??= step;
}

function leave(known: Projection, code: string, event: DossierEvent): void {
  const step = openSteps(known).find((one) => one.step_code === code);
  if (step) close(step, event);
}

/** Early, on time and overdue as of a whole dossier, by the step's due moment. */
function close(step: StepRow, { at }: DossierEvent): void {
  step.left_at = at;
  const due_on = step.due_at === null ? null : vietnamDay(step.due_at);
  step.timeliness = TIMELINESS[timeliness({ due_on, due_at: step.due_at, precision: 'hour' }, at)];
}

/** Enters the next steps; the dossier lies where the first open one is done. */
function move(known: Projection, event: DossierEvent, to: readonly StepEntry[]): void {
  for (const entry of to) enter(known, event, entry);
  const present = openSteps(known)[0];
  known.dossier.step_code = present?.step_code ?? null;
  if (present) hold(known, present.unit_id, present.account_id);
}

function hold({ dossier }: { dossier: DossierRow }, unit_id: number, account_id: number | null): void {
  dossier.holder_unit_id = unit_id;
  dossier.holder_id = account_id;
  if (account_id !== null) dossier.officer_id = account_id;
}

function consult({ consultations }: Projection, event: DossierEvent): void {
  if (event.kind === 'consultation_asked') {
    const { id, unit_id, question, due_at } = event.data;
    consultations.push({
      id,
      unit_id,
      question,
      due_at: due_at === null ? null : new Date(due_at),
      asked_at: event.at,
      asked_by: event.actor_id,
      answered_at: null,
      answered_by: null,
      answer: null,
      opinion: null,
      cancelled_at: null,
    });
    return;
  }
  if (event.kind !== 'consultation_answered' && event.kind !== 'consultation_cancelled') return;
  const asked = consultations.find((one) => one.id === event.data.id);
  if (!asked) return;
  if (event.kind === 'consultation_cancelled') asked.cancelled_at = event.at;
  else
    Object.assign(asked, {
      answered_at: event.at,
      answered_by: event.actor_id,
      answer: event.data.text,
      opinion: event.data.opinion,
    });
}
