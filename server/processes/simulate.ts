// The dates a dossier of a given moment would have, step by step, when every officer takes all the time there is. Pure.
import { type Calendar, type DeadlineRule, deadline, type Pause, type TraceStep, type Warning } from '#calendar';
import { begin, type Course, next } from './course.ts';
import { type Definition, type ProcedureLimit, type Step, stepHours } from './definition.ts';

export type SimulatedStep = {
  step: string;
  leg: string | null;
  entered_at: Date;
  due_at: Date | null;
  due_on: string | null;
  precision: 'day' | 'hour' | null;
  trace: TraceStep[];
  warnings: Warning[];
};
export type SimulatedLeg = { leg: string; from: Date; to: Date | null; due_at: Date | null };
export type Simulation = { steps: SimulatedStep[]; legs: SimulatedLeg[]; ends_at: Date };

/** The rule of the deadline engine for the time of a step or a leg; null when it has none, or a share of a limit that is not known. */
export function ruleFor(id: string, limit: Step['limit'], of: ProcedureLimit, source: string): DeadlineRule | null {
  if (limit === null) return null;
  if (limit.unit === 'working_day') return { id, unit: 'working_day', amount: limit.amount, source };
  const hours = stepHours(limit, of);
  return hours === null ? null : { id, unit: 'hour', amount: hours, source };
}

export type SimulateInput = {
  definition: Definition;
  limit: ProcedureLimit;
  entered_at: Date;
  pauses: readonly Pause[];
  /** Working time of where a step is done. */
  calendarOf: (step: Step) => Calendar;
  /** Ways to take where a step has several: codes of the next steps, by the step's code. Left out: the first. */
  choices?: Readonly<Record<string, readonly string[]>>;
};

/**
 * Every step from the first to the last, each entered when the one before is due. Where ways meet, the later one counts. A pause stops every
 * step that runs at the time.
 */
export function simulate({ definition, limit, entered_at, pauses, calendarOf, choices = {} }: SimulateInput): Simulation {
  const steps: SimulatedStep[] = [];
  const open = new Map<string, SimulatedStep>();
  let ends_at = entered_at;
  const enter = (codes: readonly string[], at: Date) => {
    for (const code of codes) {
      const entry = enterStep(definition, code, at, { limit, pauses, calendarOf });
      steps.push(entry);
      open.set(code, entry);
    }
  };
  const first = begin(definition);
  let course: Course = first.course;
  enter(first.entered, entered_at);
  while (course.active.length > 0) {
    // The step that is done first goes on first; so the one that ends a group of parallel ways is the latest of them.
    const code = [...course.active].sort((a, b) => endOf(open.get(a)) - endOf(open.get(b)))[0] as string;
    const { next: ways, fork } = definition.steps.find((step) => step.code === code) as Step;
    const to = choices[code] ?? (fork === 'one' && ways.length > 1 ? ways.slice(0, 1) : undefined);
    const move = next(definition, course, code, to);
    const at = new Date(endOf(open.get(code)));
    open.delete(code);
    if (at > ends_at) ends_at = at;
    course = move.course;
    enter(move.entered, at);
  }
  return { steps, legs: legsOf(definition, steps, { limit, pauses, calendarOf }), ends_at };
}

function endOf(entry: SimulatedStep | undefined): number {
  return (entry?.due_at ?? entry?.entered_at ?? new Date(0)).getTime();
}

type Timing = Pick<SimulateInput, 'limit' | 'pauses' | 'calendarOf'>;

function enterStep(definition: Definition, code: string, entered_at: Date, timing: Timing): SimulatedStep {
  const step = definition.steps.find((one) => one.code === code) as Step;
  const entry = { step: code, leg: step.leg, entered_at };
  const rule = ruleFor(code, step.limit, timing.limit, '');
  if (rule === null) return { ...entry, due_at: null, due_on: null, precision: null, trace: [], warnings: [] };
  const pauses = timing.pauses.filter((pause) => pause.to_at !== null && pause.to_at > entered_at);
  const { due_at, due_on, precision, trace, warnings } = deadline({
    received_at: entered_at,
    rule,
    calendar: timing.calendarOf(step),
    pauses,
  });
  return { ...entry, due_at, due_on, precision, trace, warnings };
}

function legsOf({ legs, steps: defined }: Definition, steps: readonly SimulatedStep[], timing: Timing): SimulatedLeg[] {
  return legs.flatMap((leg) => {
    const own = steps.filter((step) => step.leg === leg.code);
    const first = own[0];
    if (!first) return [];
    const from = new Date(Math.min(...own.map((step) => step.entered_at.getTime())));
    const to = new Date(Math.max(...own.map(endOf)));
    const rule = ruleFor(leg.code, leg.limit, timing.limit, '');
    const calendar = timing.calendarOf(defined.find((step) => step.code === first.step) as Step);
    const pauses = timing.pauses.filter((pause) => pause.to_at !== null && pause.to_at > from);
    const due_at = rule === null ? null : deadline({ received_at: from, rule, calendar, pauses }).due_at;
    return [{ leg: leg.code, from, to, due_at }];
  });
}
