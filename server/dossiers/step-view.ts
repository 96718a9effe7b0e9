// Where dossiers stand in their processes: on the page of one, as work to do, and as times of legs.
import { z } from 'zod';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import {
  Colleague,
  colleagues,
  Definition,
  earlier,
  interlinking,
  mayStandIn,
  type Power,
  type ProcessVersion,
  processVersion,
  stepOf,
  unitOfRule,
} from '#processes';
import type { Action } from './actions.ts';
import { isPaused, type Status } from './status.ts';
import { mayAct, mayAssign } from './step-rights.ts';
import { tenantOf } from './view.ts';

const sql = loadSql(import.meta.url, ['steps_of', 'consultations_of', 'state_of']);

const StoredStep = z.object({
  place: z.number(),
  seq: z.number(),
  step_code: z.string(),
  leg: z.string().nullable(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  assigned_by: z.enum(['person', 'rule', 'delegate']).nullable(),
  entered_at: z.date(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  leg_due_at: z.date().nullable(),
  left_seq: z.number().nullable(),
  left_at: z.date().nullable(),
  left_as: z.enum(['done', 'returned', 'cancelled', 'ended']).nullable(),
  /** Of a step that was done or sent back: 1 early, 2 on time, 3 overdue, 4 no limit; 0: still there, or called off. */
  timeliness: z.number(),
  process_version_id: z.number(),
});

export const StepTaken = StoredStep.extend({
  name_vi: z.string(),
  name_en: z.string(),
  /** Of an open step whose time has passed while the clock ran. */
  is_late: z.boolean(),
});
export type StepTaken = z.infer<typeof StepTaken>;

export const Consultation = z.object({
  id: z.number(),
  step_code: z.string().nullable(),
  asked_by_unit_id: z.number(),
  asked_by_unit_name: z.string(),
  asked_by: z.number().nullable(),
  asked_by_name: z.string().nullable(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  question: z.string(),
  asked_at: z.date(),
  due_on: z.string(),
  due_at: z.date(),
  reminded_at: z.date().nullable(),
  times_reminded: z.number(),
  answered_at: z.date().nullable(),
  answered_by: z.number().nullable(),
  answered_by_name: z.string().nullable(),
  answer: z.string().nullable(),
  opinion: z.enum(['agree', 'disagree', 'other']).nullable(),
  cancelled_at: z.date().nullable(),
});

const NextStep = z.object({
  code: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  unit_id: z.number().nullable(),
  unit_name: z.string().nullable(),
  /** Who may be named for it. */
  officers: z.array(Colleague),
});

/** What the reader may do at an open step. */
const Offer = z.object({
  step: z.string(),
  place: z.number(),
  may: z.array(z.string()),
  may_take_up: z.boolean(),
  may_assign: z.boolean(),
  /** Name of the officer in whose place the reader would act. */
  on_behalf_of: z.string().nullable(),
  next: z.array(NextStep),
  fork: z.enum(['one', 'all']),
  /** Earlier steps it may be sent back to. */
  back: z.array(z.object({ code: z.string(), name_vi: z.string(), name_en: z.string() })),
  /** Who may do this step. */
  officers: z.array(Colleague),
});

export const DossierSteps = z.object({
  last_seq: z.number(),
  process: z
    .object({
      id: z.number(),
      process_id: z.number(),
      name_vi: z.string(),
      name_en: z.string(),
      decision_no: z.string().nullable(),
      interlinking: z.enum(['none', 'same_level', 'two_levels', 'three_levels']),
      definition: Definition,
    })
    .nullable(),
  steps: z.array(StepTaken),
  arrived: z.array(z.string()),
  offers: z.array(Offer),
  consultations: z.array(Consultation),
});
export type DossierSteps = z.infer<typeof DossierSteps>;

export type Viewer = { account_id: number | null; scope: Scope; now: Date };

const State = z.object({
  process_version_id: z.number().nullable(),
  status: z.number(),
  last_seq: z.number(),
  receiving_unit_id: z.number(),
  competent_unit_id: z.number(),
  holder_unit_id: z.number(),
  paused_at: z.date().nullable(),
  arrived: z.array(z.string()).nullable(),
});

/** Every step a dossier took, oldest first, with its names; for the page, the control slip and reports. Empty without a process. */
export async function stepsOf(db: Db, tenant: number, dossier_id: number, now = new Date()): Promise<StepTaken[]> {
  const rows = await many(db, sql.steps_of, { tenant, dossier_id }, StoredStep);
  const first = rows[0];
  if (!first) return [];
  const version = (await processVersion(db, first.process_version_id)) as ProcessVersion;
  const { status } = await one(db, sql.state_of, { tenant, dossier_id }, State);
  return rows.map((row) => {
    const { name_vi, name_en } = stepOf(version.definition, row.step_code);
    return { ...row, name_vi, name_en, is_late: row.left_at === null && !isPaused(status as Status) && isPast(row, now) };
  });
}

/** Whether the time of an open step is over, by the day or by the moment. */
export function isPast(
  { due_at, due_on, due_precision }: Pick<z.infer<typeof StoredStep>, 'due_at' | 'due_on' | 'due_precision'>,
  now: Date,
): boolean {
  if (due_precision === 'hour') return due_at !== null && due_at < now;
  return due_on !== null && due_on < vietnamDay(now);
}

/** A dossier in its process: the way so far, where it stands, what the reader may do there. @throws dossiers.not_found */
export async function dossierSteps(db: Db, id: number, viewer: Viewer): Promise<DossierSteps> {
  const tenant = await tenantOf(db, id, viewer.scope.unit_ids);
  const state = await one(db, sql.state_of, { tenant, dossier_id: id }, State);
  const consultations = await many(db, sql.consultations_of, { tenant, dossier_id: id }, Consultation);
  const version = state.process_version_id === null ? null : await processVersion(db, state.process_version_id);
  const steps = await stepsOf(db, tenant, id, viewer.now);
  const said = { last_seq: state.last_seq, arrived: state.arrived ?? [], consultations, steps };
  if (!version) return { ...said, process: null, offers: [] };
  const offers: z.infer<typeof Offer>[] = [];
  for (const row of steps.filter((one) => one.left_at === null)) {
    const offer = await offerAt(db, version, row, state, viewer);
    if (offer) offers.push(offer);
  }
  const { process_id, name_vi, name_en, decision_no, definition } = version;
  const process = {
    id: version.id,
    process_id,
    name_vi,
    name_en,
    decision_no,
    definition,
    interlinking: interlinking(definition),
  };
  return { ...said, process, offers };
}

async function offerAt(
  db: Db,
  { definition }: ProcessVersion,
  row: StepTaken,
  state: z.infer<typeof State>,
  { account_id, now }: Viewer,
): Promise<z.infer<typeof Offer> | null> {
  const day = vietnamDay(now);
  const step = stepOf(definition, row.step_code);
  const acting = await mayAct(db, definition, row, account_id, day);
  const may_assign = await mayAssign(db, step, row.unit_id, account_id, day);
  if (!acting && !may_assign) return null;
  const officers = await colleagues(db, row.unit_id, step.role, day);
  const stands = acting?.on_behalf_of
    ? (await mayStandIn(db, account_id ?? -1, day)).find((one) => one.account_id === acting.on_behalf_of)
    : null;
  const is_running = !isPaused(state.status as Status);
  const next: z.infer<typeof NextStep>[] = [];
  if (acting && step.may.includes('hand_on'))
    for (const code of step.next) next.push(await nextStep(db, definition, code, { ...state, day }));
  return {
    step: row.step_code,
    place: row.place,
    may: acting && is_running ? step.may : [],
    may_take_up:
      acting !== null && is_running && row.account_id !== account_id && (row.account_id === null || acting.on_behalf_of !== null),
    may_assign: may_assign && is_running,
    on_behalf_of: stands?.display_name ?? null,
    next,
    fork: step.fork,
    back: earlier(definition, row.step_code).map((code) => {
      const { name_vi, name_en } = stepOf(definition, code);
      return { code, name_vi, name_en };
    }),
    officers,
  };
}

async function nextStep(
  db: Db,
  definition: Definition,
  code: string,
  where: { receiving_unit_id: number; competent_unit_id: number; day: Day },
): Promise<z.infer<typeof NextStep>> {
  const { name_vi, name_en, unit: rule, role } = stepOf(definition, code);
  try {
    const unit = await unitOfRule(db, rule, where);
    return {
      code,
      name_vi,
      name_en,
      unit_id: unit.id,
      unit_name: unit.name,
      officers: await colleagues(db, unit.id, role, where.day),
    };
  } catch (error) {
    // Told when it is tried; the page shows the step all the same.
    if (!(error instanceof DomainError)) throw error;
    return { code, name_vi, name_en, unit_id: null, unit_name: null, officers: [] };
  }
}

const NEEDS_POWER: Partial<Record<Action, Power>> = {
  decide: 'decide',
  stop: 'stop',
  request_supplement: 'ask_supplement',
  request_payment: 'ask_payment',
  finish_step: 'hand_on',
  return_step: 'step_back',
  ask_opinion: 'consult',
};

/** Of the actions a status and the reader's rights allow, those the process leaves to the reader; all of them without a process. */
export async function allowedInProcess(db: Db, id: number, actions: readonly Action[], viewer: Viewer): Promise<Action[]> {
  const { process, steps, offers, consultations } = await dossierSteps(db, id, viewer);
  const is_open = steps.some((row) => row.left_at === null);
  const asked = consultations.filter((one) => one.answered_at === null && one.cancelled_at === null);
  const mine = asked.some((one) => one.account_id === null || one.account_id === viewer.account_id);
  return actions.filter((action) => {
    if (action === 'give_opinion') return mine;
    if (action === 'remind_opinion' || action === 'cancel_opinion') return asked.length > 0;
    if (!process || !is_open) return true;
    if (action === 'hand_over') return false;
    if (action === 'take_up') return offers.some((offer) => offer.may_take_up);
    if (action === 'assign') return offers.some((offer) => offer.may_assign);
    const power = NEEDS_POWER[action];
    return power === undefined || offers.some((offer) => offer.may.includes(power));
  });
}
