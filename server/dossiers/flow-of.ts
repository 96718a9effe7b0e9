// What an event does to the steps of a dossier's process: decided once, when it happens, and kept with the event.
import { z } from 'zod';
import { type Calendar, calendarOn, deadline, type Pause } from '#calendar';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Stamps } from '#lib/revision';
import { type Db, loadSql, many } from '#lib/sql';
import { unitById } from '#org';
import { versionById } from '#procedures';
import {
  back,
  begin,
  type Colleague,
  type Course,
  colleagues,
  next,
  type Power,
  type ProcedureLimit,
  type ProcessVersion,
  processOn,
  processVersion,
  ruleFor,
  type Step,
  type StepLimit,
  stepOf,
} from '#processes';
import type { Situation } from './action.ts';
import { pausesOf } from './due.ts';
import type { DossierEvent, EventData } from './event.ts';
import type { Flow, StepEntry } from './flow.ts';
import { awayFrom, roleHolders, stepCalendar, stepUnit } from './flow-known.ts';
import type { Projection, StepRow } from './rows.ts';
import type { EventKind } from './status.ts';
import { type Acting, mayAct, mayAssign } from './step-rights.ts';
import { openSteps } from './steps-fold.ts';

const sql = loadSql(import.meta.url, ['open_steps']);

/** What goes with an event besides what it says. `unit_id`: the unit whose step it was. */
export type Flowing = { flow?: Flow; on_behalf_of?: number; process_version_id?: number; unit_id?: number };

/** What entering a step rests on. */
type Ground = {
  version: ProcessVersion;
  limit: ProcedureLimit;
  receiving_unit_id: number;
  competent_unit_id: number;
  /** When it is entered. */
  at: Date;
  /** Steps so far. */
  rows: readonly StepRow[];
  receiver_id: number | null;
  /** Times the clock stood, all ended. */
  pauses: readonly Pause[];
  /** Officers named by who hands the dossier on, by the step's code. */
  chosen: Readonly<Record<string, number>>;
  /** Read for this request: what entering rests on may come from memory. */
  stamps?: Stamps | undefined;
};

type Received = {
  procedure: {
    procedure_id: number;
    level: 'province' | 'district' | 'commune';
    limit_unit: 'hour' | 'day' | 'working_day' | 'month' | null;
    limit_amount: number | null;
  };
  receiving_unit_id: number;
  competent_unit_id: number;
  at: Date;
  actor_id: number | null;
  stamps?: Stamps | undefined;
};

/** The process of the day of reception and its first step; null when none is in force for this procedure and deciding unit. */
export async function flowAtReception(
  db: Db,
  { procedure, receiving_unit_id, competent_unit_id, at, actor_id, stamps }: Received,
): Promise<{ process_version_id: number; flow: Flow } | null> {
  const { procedure_id, level } = procedure;
  const version = await processOn(db, { procedure_id, competent_unit_id, level, day: vietnamDay(at) }, stamps);
  if (!version) return null;
  const limit = limitOf(procedure);
  const ground: Ground = {
    ...{ version, limit, receiving_unit_id, competent_unit_id, at },
    ...{ rows: [], receiver_id: actor_id, pauses: [], chosen: {}, stamps },
  };
  return { process_version_id: version.id, flow: { entered: await entries(db, begin(version.definition).entered, ground) } };
}

function limitOf({ limit_unit, limit_amount }: Received['procedure']): ProcedureLimit {
  return limit_unit === null || limit_amount === null ? null : { unit: limit_unit, amount: limit_amount };
}

/** Which power an event needs at the step where it happens. */
const NEEDS: Partial<Record<EventKind, Power>> = {
  step_done: 'hand_on',
  step_returned: 'step_back',
  supplement_requested: 'ask_supplement',
  payment_requested: 'ask_payment',
  consultation_asked: 'consult',
  decided: 'decide',
  stopped: 'stop',
};

/** What an action asked for beyond what its event keeps. */
export type Asked = { step?: string | undefined; to?: string[] | undefined; officers?: Record<string, number> | undefined };

/**
 * What goes with the event of an action; nothing for a dossier without a process.
 * @param asked what the officer sent
 * @throws dossiers.follow_process, dossiers.not_at_this_step, dossiers.step_of_another, dossiers.may_not_assign, dossiers.officer_without_role,
 * dossiers.taken_already, processes.choose_next, processes.not_a_next_step, processes.not_an_earlier_step, processes.no_unit_for_step
 */
export async function flowOf(db: Db, kind: EventKind, said: object, asked: Asked, situation: Situation): Promise<Flowing | null> {
  const { dossier, known, at, by } = situation;
  if (kind === 'received') return accepted(db, said as EventData['received'], situation);
  const open = openSteps(known);
  if (dossier.process_version_id === null) return null;
  if (kind === 'reopened') return reopened(db, situation);
  if (open.length === 0) return null;
  if (kind === 'handed_over') throw new DomainError('dossiers.follow_process', 409, { id: dossier.id });
  if (kind === 'supplement_given' || kind === 'payment_made') return { flow: { dues: await newDues(db, situation) } };
  if (kind === 'delivered') return { flow: { left: open.map((row) => ({ step: row.step_code, as: 'done' as const })) } };
  if (kind === 'taken_up') return takenUp(db, situation);
  if (kind === 'assigned') return assigned(db, said as EventData['assigned'], situation);
  const power = NEEDS[kind];
  if (!power) return null;
  const ground = await groundOf(db, situation);
  const acting = await actingAt(db, ground.version, { open, at, actor_id: by.actor.user_id, power, step: asked.step });
  const more = { unit_id: acting.row.unit_id, ...(acting.on_behalf_of !== null && { on_behalf_of: acting.on_behalf_of }) };
  const flow = await moved(db, kind, asked, acting, { ...ground, chosen: asked.officers ?? {} }, known);
  return flow ? { flow, ...more } : more;
}

async function moved(
  db: Db,
  kind: EventKind,
  asked: Asked,
  { row, step }: Acting,
  ground: Ground,
  known: Projection,
): Promise<Flow | null> {
  const { definition } = ground.version;
  const course: Course = { active: openSteps(known).map((one) => one.step_code), arrived: known.arrived };
  if (kind === 'step_done') {
    const move = next(definition, course, row.step_code, asked.to);
    return {
      left: [{ step: row.step_code, as: 'done' }],
      entered: await entries(db, move.entered, ground),
      arrived: [...move.course.arrived],
    };
  }
  if (kind === 'step_returned') {
    const move = back(definition, course, row.step_code, asked.to?.[0] ?? '');
    return {
      left: [
        { step: row.step_code, as: 'returned' },
        ...move.cancelled.map((code) => ({ step: code, as: 'cancelled' as const })),
      ],
      entered: await entries(db, move.entered, ground),
      arrived: [...move.course.arrived],
    };
  }
  if (kind !== 'decided') return null;
  // The decision ends whatever runs beside it; what follows it (numbering, giving back) goes the first way.
  const others = course.active.filter((code) => code !== row.step_code);
  const to = step.fork === 'one' ? step.next.slice(0, 1) : undefined;
  const move = next(definition, { active: [row.step_code], arrived: [] }, row.step_code, to);
  return {
    left: [{ step: row.step_code, as: 'done' }, ...others.map((code) => ({ step: code, as: 'ended' as const }))],
    entered: await entries(db, move.entered, ground),
    arrived: [],
  };
}

async function groundOf(db: Db, { dossier, events, known, at }: Situation): Promise<Ground> {
  const version = await processVersion(db, dossier.process_version_id as number);
  if (!version) throw new Error(`process version ${dossier.process_version_id} is gone`);
  const received = events.find((event) => event.kind === 'received');
  return {
    version,
    limit: limitOf(await versionById(db, dossier.procedure_version_id)),
    receiving_unit_id: dossier.receiving_unit_id,
    competent_unit_id: dossier.competent_unit_id,
    at,
    rows: known.steps,
    receiver_id: received?.actor_id ?? null,
    pauses: pausesOf(events, at),
    chosen: {},
  };
}

async function accepted(db: Db, said: EventData['received'], { dossier, at, by }: Situation): Promise<Flowing | null> {
  const procedure = await versionById(db, said.procedure_version_id);
  const { receiving_unit_id, competent_unit_id } = dossier;
  return flowAtReception(db, { procedure, receiving_unit_id, competent_unit_id, at, actor_id: by.actor.user_id });
}

/** Opened again: the step that decided is done again; where none did, the one that was left last. */
async function reopened(db: Db, situation: Situation): Promise<Flowing | null> {
  // What is about to happen ends the time in which it was closed.
  const opening = { kind: 'reopened', at: situation.at } as DossierEvent;
  const ground = await groundOf(db, { ...situation, events: [...situation.events, opening] });
  const decided = situation.events.findLast((event) => event.kind === 'decided');
  const last = decided
    ? ground.rows.findLast((row) => row.left_seq === decided.seq && row.left_as === 'done')
    : ground.rows.at(-1);
  if (!last) return null;
  const left = openSteps(situation.known).map((row) => ({ step: row.step_code, as: 'ended' as const }));
  return { flow: { left, entered: await entries(db, [last.step_code], ground), arrived: [] } };
}

/**
 * The actor takes the first open step nobody was named for, or that of somebody in whose place they act.
 * @throws dossiers.taken_already when every open step is theirs
 */
async function takenUp(db: Db, { known, at, by, dossier }: Situation): Promise<Flowing> {
  const version = (await processVersion(db, dossier.process_version_id as number)) as ProcessVersion;
  const actor_id = by.actor.user_id;
  const open = openSteps(known).filter((row) => actor_id === null || row.account_id !== actor_id);
  if (open.length === 0) throw new DomainError('dossiers.taken_already', 409, { id: dossier.id });
  const acting = await actingAt(db, version, { open, at, actor_id, power: null, step: undefined });
  const { unit_id, step_code: step } = acting.row;
  const account_id = by.actor.user_id ?? acting.row.account_id;
  const flow: Flow = { assigned: [{ step, unit_id, account_id, by: acting.on_behalf_of === null ? 'person' : 'delegate' }] };
  return { flow, unit_id, ...(acting.on_behalf_of !== null && { on_behalf_of: acting.on_behalf_of }) };
}

async function assigned(
  db: Db,
  { step: code, account_id }: EventData['assigned'],
  { known, at, by, dossier }: Situation,
): Promise<Flowing> {
  const version = (await processVersion(db, dossier.process_version_id as number)) as ProcessVersion;
  const open = openSteps(known).find((row) => code === null || row.step_code === code);
  if (!open) throw new DomainError('dossiers.not_at_this_step', 409, { steps: namesOf(version, openSteps(known)) });
  const step = stepOf(version.definition, open.step_code);
  const day = vietnamDay(at);
  if (!(await mayAssign(db, step, open.unit_id, by.actor.user_id, day)))
    throw new DomainError('dossiers.may_not_assign', 403, { step: step.name_vi });
  if (account_id !== null) await mustHoldRole(db, step, open.unit_id, account_id, day);
  return {
    flow: { assigned: [{ step: open.step_code, unit_id: open.unit_id, account_id, by: account_id === null ? null : 'person' }] },
    unit_id: open.unit_id,
  };
}

type Looking = {
  open: readonly StepRow[];
  at: Date;
  actor_id: number | null;
  /** Null: whatever the step allows. */
  power: Power | null;
  step: string | undefined;
};

/**
 * The open step at which the actor does this.
 * @throws dossiers.not_at_this_step when no open step allows it, dossiers.step_of_another when one does but is another officer's
 */
async function actingAt(db: Db, { definition }: ProcessVersion, { open, at, actor_id, power, step }: Looking): Promise<Acting> {
  const able = open.filter(
    (row) =>
      (step === undefined || row.step_code === step) && (power === null || stepOf(definition, row.step_code).may.includes(power)),
  );
  if (able.length === 0)
    throw new DomainError('dossiers.not_at_this_step', 409, { steps: namesOf({ definition }, open), power: power ?? '' });
  for (const row of able) {
    const acting = await mayAct(db, definition, row, actor_id, vietnamDay(at));
    if (acting) return acting;
  }
  throw new DomainError('dossiers.step_of_another', 403, { steps: namesOf({ definition }, able) });
}

function namesOf({ definition }: Pick<ProcessVersion, 'definition'>, rows: readonly StepRow[]): string {
  return rows.map((row) => stepOf(definition, row.step_code).name_vi).join(', ');
}

async function mustHoldRole(db: Db, step: Step, unit_id: number, account_id: number, day: Day): Promise<Colleague> {
  const found = (await colleagues(db, unit_id, step.role, day)).find((one) => one.id === account_id);
  if (!found) throw new DomainError('dossiers.officer_without_role', 422, { account_id, step: step.name_vi, role: step.role });
  return found;
}

/** Steps as they are entered: where, by whom, by when. */
async function entries(db: Db, codes: readonly string[], ground: Ground): Promise<StepEntry[]> {
  const made: StepEntry[] = [];
  for (const code of codes) made.push(await entry(db, stepOf(ground.version.definition, code), ground));
  return made;
}

async function entry(db: Db, step: Step, ground: Ground): Promise<StepEntry> {
  const { at, limit, version, stamps } = ground;
  const day = vietnamDay(at);
  const unit = await stepUnit(db, step.unit, { ...ground, day }, stamps);
  const calendar = await stepCalendar(db, unit.code, stamps);
  const { account_id, by } = await officerFor(db, step, unit.id, ground, day);
  return {
    step: step.code,
    leg: step.leg,
    unit_id: unit.id,
    account_id,
    by,
    ...dueOfStep(step.code, step.limit, limit, at, [], calendar),
    leg_due_at: legDue(version, step, ground, calendar),
  };
}

function dueOfStep(
  id: string,
  own: StepLimit | null,
  of: ProcedureLimit,
  at: Date,
  pauses: readonly Pause[],
  calendar: Calendar,
): Pick<StepEntry, 'due_on' | 'due_at' | 'due_precision'> {
  const rule = ruleFor(id, own, of, '');
  if (rule === null) return { due_on: null, due_at: null, due_precision: null };
  const { due_on, due_at, precision } = deadline({ received_at: at, rule, calendar, pauses });
  return { due_on, due_at: due_at?.toISOString() ?? null, due_precision: precision };
}

/** A leg has one due moment, from when it was first come to, the times the clock stood taken out: being sent back into it gives no new time. */
function legDue(
  { definition }: ProcessVersion,
  step: Step,
  { rows, at, limit, pauses }: Ground,
  calendar: Calendar,
): string | null {
  const leg = definition.legs.find((one) => one.code === step.leg);
  if (!leg) return null;
  const from = rows.find((row) => row.leg === leg.code)?.entered_at ?? at;
  return dueOfStep(leg.code, leg.limit, limit, from, since(pauses, from), calendar).due_at;
}

function since(pauses: readonly Pause[], from: Date): Pause[] {
  return pauses.filter((pause) => pause.to_at !== null && pause.to_at > from);
}

type Named = Pick<StepEntry, 'account_id' | 'by'>;

/** Who does a step: named by a person, by the rule of the step, or who stands in for them. @throws dossiers.officer_without_role */
async function officerFor(db: Db, step: Step, unit_id: number, ground: Ground, day: Day): Promise<Named> {
  const chosen = ground.chosen[step.code];
  if (chosen !== undefined) {
    await mustHoldRole(db, step, unit_id, chosen, day);
    return { account_id: chosen, by: 'person' };
  }
  const by_rule = await officerByRule(db, step, unit_id, ground, day);
  if (by_rule === null) return { account_id: null, by: null };
  const away = await awayFrom(db, by_rule, day, ground.stamps);
  if (!away) return { account_id: by_rule, by: 'rule' };
  return away.delegate_id === null ? { account_id: null, by: null } : { account_id: away.delegate_id, by: 'delegate' };
}

async function officerByRule(db: Db, { assign, role }: Step, unit_id: number, ground: Ground, day: Day): Promise<number | null> {
  if (assign.rule === 'pool') return null;
  const holders = await roleHolders(db, unit_id, role, day, ground.stamps);
  // Whoever has lost the role since is not named again.
  const known = (id: number | null) => (holders.some((one) => one.id === id) ? id : null);
  if (assign.rule === 'receiver') return known(ground.receiver_id);
  if (assign.rule === 'same_as')
    return known(ground.rows.findLast((row) => row.step_code === assign.step && row.account_id !== null)?.account_id ?? null);
  const present = holders.filter((one) => !one.delegate_id);
  const Row = z.object({ account_id: z.number(), open: z.number() });
  const busy = new Map(
    (await many(db, sql.open_steps, { account_ids: present.map((one) => one.id) }, Row)).map((row) => [row.account_id, row.open]),
  );
  const [first] = [...present].sort((a, b) => (busy.get(a.id) ?? 0) - (busy.get(b.id) ?? 0) || a.id - b.id);
  return first?.id ?? null;
}

/** Due moments of the open steps after the clock stood: counted anew from when each was entered, the pauses since taken out. */
async function newDues(db: Db, situation: Situation): Promise<NonNullable<Flow['dues']>> {
  const ground = await groundOf(db, situation);
  const dues: NonNullable<Flow['dues']> = [];
  for (const row of openSteps(situation.known)) {
    const step = stepOf(ground.version.definition, row.step_code);
    const unit = await unitById(db, row.unit_id, vietnamDay(row.entered_at));
    const calendar = await calendarOn(db, unit.code);
    const due = dueOfStep(step.code, step.limit, ground.limit, row.entered_at, since(ground.pauses, row.entered_at), calendar);
    dues.push({ step: row.step_code, ...due, leg_due_at: legDue(ground.version, step, ground, calendar) });
  }
  return dues;
}
