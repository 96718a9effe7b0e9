// The way through a process: a step done, sent back, assigned; opinions asked of others meanwhile.
import { z } from 'zod';
import { may, scopeOf } from '#access';
import { calendarOn, closingMoment, workingDayFrom } from '#calendar';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type Unit, unitById, unitOn } from '#org';
import { awayOn } from '#processes';
import { mustBeThere } from './act-desk.ts';
import { action, optional, reason, type Situation } from './action.ts';
import type { EventData } from './event.ts';
import type { ConsultationRow } from './rows.ts';
import { openSteps } from './steps-fold.ts';

const step = z.string().max(40).optional();

const Assignment = z.object({
  /** Left out: the only open step, or a dossier without a process. */
  step,
  account_id: z.int().positive().nullable(),
  note: optional,
});
const Question = z.object({
  step,
  to_unit: z.string().max(60),
  /** One officer of the unit; left out: whoever there handles or decides dossiers. */
  account_id: z.int().positive().nullable().default(null),
  question: reason,
  due_on: z.iso.date(),
});
const Answer = z.object({ id: z.int().positive(), opinion: z.enum(['agree', 'disagree', 'other']), text: reason });
const OneOpinion = z.object({ id: z.int().positive() });

export const STEP_ACTIONS = {
  finish_step: action({
    event: 'step_done',
    // Everyone of the process may read its dossiers; that it is their step is asked by step-rights.ts.
    permission: 'dossiers.read',
    data: z.object({
      step,
      /** Codes of the next steps, where there is a choice. */
      to: z.array(z.string().max(40)).max(20).optional(),
      /** Officers of the next steps, by step; left out: by the rule of the step. */
      officers: z.record(z.string(), z.int().positive()).optional(),
      note: optional,
      result: optional,
    }),
    when: ({ dossier }) => dossier.step_code !== null,
    says: (_db, { step, note, result }, situation): EventData['step_done'] => ({ step: stepIn(situation, step), note, result }),
  }),
  return_step: action({
    event: 'step_returned',
    permission: 'dossiers.read',
    data: z.object({ step, to: z.array(z.string().max(40)).length(1), reason }),
    when: ({ dossier }) => dossier.step_code !== null,
    says: (_db, { step, to, reason }, situation): EventData['step_returned'] => ({
      step: stepIn(situation, step),
      to: to[0] as string,
      reason,
    }),
  }),
  assign: action({
    event: 'assigned',
    permission: 'dossiers.assign',
    data: Assignment,
    says: assigned,
  }),
  ask_opinion: action({
    event: 'consultation_asked',
    permission: 'dossiers.read',
    data: Question,
    says: asked,
  }),
  remind_opinion: action({
    event: 'consultation_reminded',
    permission: 'dossiers.read',
    data: OneOpinion,
    when: ({ dossier }) => dossier.waiting_for > 0,
    says: async (db, { id }, situation) => {
      openOpinion(situation, id);
      await mustHandle(db, situation);
      return { id };
    },
  }),
  cancel_opinion: action({
    event: 'consultation_cancelled',
    permission: 'dossiers.read',
    data: OneOpinion.extend({ reason: optional }),
    when: ({ dossier }) => dossier.waiting_for > 0,
    says: async (db, { id, reason }, situation) => {
      openOpinion(situation, id);
      await mustHandle(db, situation);
      return { id, reason };
    },
  }),
  give_opinion: action({
    event: 'consultation_answered',
    permission: 'dossiers.read',
    data: Answer,
    when: ({ dossier }) => dossier.waiting_for > 0,
    says: answered,
  }),
};

/** The step that is meant: the one named, or the one it is at. @throws dossiers.no_process, dossiers.which_step */
function stepIn({ known }: Situation, named: string | undefined): string {
  const open = openSteps(known);
  if (open.length === 0) throw new DomainError('dossiers.no_process', 409, {});
  if (named !== undefined) return named;
  if (open.length > 1) throw new DomainError('dossiers.which_step', 422, { steps: open.map((row) => row.step_code).join(', ') });
  return (open[0] as { step_code: string }).step_code;
}

/** @throws dossiers.held_elsewhere, dossiers.officer_not_there, dossiers.which_step */
async function assigned(db: Db, data: z.output<typeof Assignment>, situation: Situation): Promise<EventData['assigned']> {
  const { dossier, known, by, at } = situation;
  const { account_id, note } = data;
  if (openSteps(known).length > 0) {
    const code = stepIn(situation, data.step);
    const row = openSteps(known).find((one) => one.step_code === code);
    return { step: code, unit_id: row?.unit_id ?? dossier.holder_unit_id, account_id, note };
  }
  const unit = await unitById(db, dossier.holder_unit_id, vietnamDay(at));
  if (!may(by.scope, unit.id)) throw new DomainError('dossiers.held_elsewhere', 409, { id: dossier.id, unit: unit.name });
  if (account_id !== null) await mustBeThere(db, account_id, unit);
  return { step: null, unit_id: unit.id, account_id, note };
}

/** @throws dossiers.other_province, dossiers.officer_not_there, dossiers.opinion_due_too_early, dossiers.opinion_asked_already */
async function asked(db: Db, data: z.output<typeof Question>, situation: Situation): Promise<EventData['consultation_asked']> {
  const { at, tenant, known } = situation;
  const day = vietnamDay(at);
  const unit = await unitOn(db, data.to_unit, day);
  if (unit.tenant !== tenant) throw new DomainError('dossiers.other_province', 422, { unit: unit.code });
  if (data.account_id !== null) await mustBeThere(db, data.account_id, unit);
  const is_open = (one: ConsultationRow) => one.answered_at === null && one.cancelled_at === null;
  if (known.consultations.some((one) => is_open(one) && one.unit_id === unit.id && one.account_id === data.account_id))
    throw new DomainError('dossiers.opinion_asked_already', 409, { unit: unit.name });
  const calendar = await calendarOn(db, unit.code);
  const due_on = workingDayFrom(calendar, data.due_on);
  if (data.due_on < day) throw new DomainError('dossiers.opinion_due_too_early', 422, { due_on: data.due_on });
  if (openSteps(known).length === 0) await mustHandle(db, situation);
  return {
    step: openSteps(known).length === 0 ? null : (data.step ?? openSteps(known)[0]?.step_code ?? null),
    unit_id: unit.id,
    account_id: data.account_id,
    question: data.question,
    due_on,
    due_at: closingMoment(calendar, due_on).toISOString(),
  };
}

/** @throws dossiers.opinion_not_asked */
function openOpinion({ known }: Situation, id: number): ConsultationRow {
  const found = known.consultations.find((one) => one.id === id && one.answered_at === null && one.cancelled_at === null);
  if (!found) throw new DomainError('dossiers.opinion_not_asked', 409, { id });
  return found;
}

/** Handles or decides dossiers of a unit. */
async function handles(db: Db, unit_id: number, { by, at }: Situation): Promise<boolean> {
  if (by.actor.user_id === null) return true;
  for (const permission of ['dossiers.process', 'dossiers.decide'])
    if (may(await scopeOf(db, by.actor.user_id, permission, vietnamDay(at)), unit_id)) return true;
  return false;
}

/** Handles or decides dossiers of a unit that received it, decides it, has it or a step of it, or is asked for an opinion on it. */
export async function mayWriteIn(db: Db, situation: Situation): Promise<boolean> {
  const { receiving_unit_id, competent_unit_id, holder_unit_id } = situation.dossier;
  const { known } = situation;
  const asked = known.consultations.filter((one) => one.answered_at === null && one.cancelled_at === null);
  const others = [...openSteps(known), ...asked].map((row) => row.unit_id);
  for (const unit_id of new Set([receiving_unit_id, competent_unit_id, holder_unit_id, ...others]))
    if (await handles(db, unit_id, situation)) return true;
  return false;
}

/** @throws dossiers.held_elsewhere */
async function mustHandle(db: Db, situation: Situation): Promise<void> {
  const { dossier, known, at } = situation;
  const units = new Set([dossier.holder_unit_id, ...openSteps(known).map((row) => row.unit_id)]);
  for (const unit_id of units) if (await handles(db, unit_id, situation)) return;
  const unit: Unit = await unitById(db, dossier.holder_unit_id, vietnamDay(at));
  throw new DomainError('dossiers.held_elsewhere', 409, { id: dossier.id, unit: unit.name });
}

/** @throws dossiers.opinion_not_asked, dossiers.opinion_of_another */
async function answered(
  db: Db,
  { id, opinion, text }: z.output<typeof Answer>,
  situation: Situation,
): Promise<EventData['consultation_answered'] & { on_behalf_of?: number }> {
  const { by, at } = situation;
  const { account_id, unit_id } = openOpinion(situation, id);
  const said = { id, opinion, text };
  const actor_id = by.actor.user_id;
  if (actor_id === null || account_id === actor_id) return said;
  if (account_id !== null) {
    const away = (await awayOn(db, [account_id], vietnamDay(at))).get(account_id);
    if (away?.delegate_id === actor_id) return { ...said, on_behalf_of: account_id };
  } else if (await handles(db, unit_id, situation)) return said;
  throw new DomainError('dossiers.opinion_of_another', 403, { id });
}
