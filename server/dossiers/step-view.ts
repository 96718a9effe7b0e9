// Where dossiers stand in their processes: on the page of one, as work to do, and as times of legs.
import { z } from 'zod';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { unitNear, unitsFor } from '#org';
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

const sql = loadSql(import.meta.url, [
  'steps_of',
  'consultations_of',
  'state_of',
  'work_counts',
  'work',
  'opinions_asked',
  'leg_times',
]);

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

function isPast(
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

export const WORK_TABS = ['mine', 'pool', 'unit', 'late', 'waiting'] as const;
export const WorkCounts = z.object({
  mine: z.number(),
  pool: z.number(),
  unit: z.number(),
  late: z.number(),
  waiting: z.number(),
});
const StoredWork = z.object({
  tenant: z.number(),
  id: z.number(),
  place: z.number(),
  step_code: z.string(),
  process_version_id: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  entered_at: z.date(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  code: z.string(),
  applicant_name: z.string(),
  status: z.number(),
  dossier_due_on: z.string().nullable(),
  paused_at: z.date().nullable(),
  waiting_for: z.number(),
  procedure_name: z.string(),
});
export const Work = StoredWork.omit({ process_version_id: true }).extend({
  step_vi: z.string(),
  step_en: z.string(),
  is_late: z.boolean(),
});

export type WorkAsked = { tab: (typeof WORK_TABS)[number]; unit?: string | undefined; page: number; page_size: number };

/** Steps to be done: mine (and of whom I stand in for), nobody's yet, my units', late ones, those that wait for an opinion. */
export async function work(
  db: Db,
  { tab, unit, page, page_size }: WorkAsked,
  { account_id, scope, now }: Viewer,
): Promise<{ tabs: z.infer<typeof WorkCounts>; rows: z.infer<typeof Work>[]; total: number }> {
  const today = vietnamDay(now);
  const params = {
    account_id: account_id ?? -1,
    stands_in_for: (await mayStandIn(db, account_id ?? -1, today)).map((row) => row.account_id),
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, unit, today),
    at: now,
    today,
  };
  const tabs = await one(db, sql.work_counts, params, WorkCounts);
  const window = { tab, limit: page_size, offset: (page - 1) * page_size };
  const rows: z.infer<typeof Work>[] = [];
  for (const { process_version_id, ...row } of await many(db, sql.work, { ...params, ...window }, StoredWork)) {
    const version = (await processVersion(db, process_version_id)) as ProcessVersion;
    const step = stepOf(version.definition, row.step_code);
    const is_late = !isPaused(row.status as Status) && isPast(row, now);
    rows.push({ ...row, step_vi: step.name_vi, step_en: step.name_en, is_late });
  }
  return { tabs, rows, total: tabs[tab] };
}

async function unitsIn(db: Db, unit: string | undefined, today: Day): Promise<number[] | null> {
  return unit ? unitsFor(db, { unit_id: (await unitNear(db, unit, today)).id, day: today, scope: 'all' }) : null;
}

export const OpinionAsked = z.object({
  tenant: z.number(),
  dossier_id: z.number(),
  id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  last_seq: z.number(),
  question: z.string(),
  asked_at: z.date(),
  due_on: z.string(),
  due_at: z.date(),
  times_reminded: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  asked_by_name: z.string().nullable(),
  asked_by_unit_name: z.string(),
});

/** Opinions that are waited for from the reader or their units, the most urgent first. */
export async function opinionsAsked(db: Db, { account_id, scope, now }: Viewer): Promise<z.infer<typeof OpinionAsked>[]> {
  const stands_in_for = (await mayStandIn(db, account_id ?? -1, vietnamDay(now))).map((row) => row.account_id);
  return many(db, sql.opinions_asked, { account_id: account_id ?? -1, stands_in_for, scope: scope.unit_ids }, OpinionAsked);
}

const StoredLeg = z.object({
  leg: z.string(),
  process_version_id: z.number(),
  unit_id: z.number(),
  unit_name: z.string(),
  done: z.number(),
  in_time: z.number(),
  late: z.number(),
  undated: z.number(),
  mean_hours: z.string().nullable(),
});
export const LegTime = StoredLeg.extend({
  process_vi: z.string(),
  process_en: z.string(),
  leg_vi: z.string(),
  leg_en: z.string(),
  level: z.string(),
  interlinking: z.enum(['none', 'same_level', 'two_levels', 'three_levels']),
});

/**
 * How the legs of interlinked dossiers kept their time, by the unit that did them: a leg counts in the days in which its last step was left.
 * `mean_hours`: civil hours from coming to the leg to leaving it, one decimal.
 * Source: PY 15.3d measures the commune's leg of interlinked dossiers on its own.
 */
export async function legTimes(
  db: Db,
  ask: { unit?: string | undefined; from: Day; to: Day },
  { scope, now }: Viewer,
): Promise<z.infer<typeof LegTime>[]> {
  const params = {
    from_at: vietnamMoment(ask.from),
    to_at: vietnamMoment(addDays(ask.to, 1)),
    to_day: ask.to,
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, ask.unit, vietnamDay(now)),
  };
  const found: z.infer<typeof LegTime>[] = [];
  for (const row of await many(db, sql.leg_times, params, StoredLeg)) {
    const version = (await processVersion(db, row.process_version_id)) as ProcessVersion;
    const leg = version.definition.legs.find((one) => one.code === row.leg);
    found.push({
      ...row,
      process_vi: version.name_vi,
      process_en: version.name_en,
      leg_vi: leg?.name_vi ?? row.leg,
      leg_en: leg?.name_en ?? row.leg,
      level: leg?.level ?? '',
      interlinking: interlinking(version.definition),
    });
  }
  return found;
}
