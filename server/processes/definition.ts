// The shape of a process and what must hold of it. Pure: no database, no clock.
import { z } from 'zod';

/** A day of working time, for comparing limits in hours with limits in days. Source: Bộ luật Lao động 45/2019/QH14, Điều 105 (to be verified). */
export const HOURS_PER_DAY = 8;

const Code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _, at most 40');
const Name = z.string().trim().min(1).max(200);

/** Where a step is done, told by the dossier. */
export const UnitRule = z.discriminatedUnion('at', [
  /** The desk that received it. */
  z.strictObject({ at: z.literal('receiving') }),
  /** Who decides. */
  z.strictObject({ at: z.literal('competent') }),
  /** Who the deciding unit answers to. */
  z.strictObject({ at: z.literal('parent') }),
  /** The province of the deciding unit. */
  z.strictObject({ at: z.literal('province') }),
  /** A division of the deciding unit, by its short name; a unit without it does the step itself. */
  z.strictObject({ at: z.literal('division'), name: Name }),
  /** A body of the province, by its short name. */
  z.strictObject({ at: z.literal('province_body'), name: Name }),
  /** This unit, by its identifier. */
  z.strictObject({ at: z.literal('unit'), code: z.string().min(1).max(60) }),
]);
export type UnitRule = z.infer<typeof UnitRule>;

/** Time of a step or leg: working hours, working days, or a share of the limit of the procedure. */
export const StepLimit = z.strictObject({
  unit: z.enum(['hour', 'working_day', 'percent']),
  amount: z.number().int().min(0).max(2600),
});
export type StepLimit = z.infer<typeof StepLimit>;

/** What may be done at a step, besides what every step allows (notes, scans, withdrawal by the applicant). */
export const POWERS = ['hand_on', 'step_back', 'ask_supplement', 'ask_payment', 'consult', 'propose', 'decide', 'stop'] as const;
export type Power = (typeof POWERS)[number];

export const AssignRule = z.discriminatedUnion('rule', [
  /** Whoever of the role takes it up. */
  z.strictObject({ rule: z.literal('pool') }),
  /** Who received the dossier. */
  z.strictObject({ rule: z.literal('receiver') }),
  /** Who did another step, last time. */
  z.strictObject({ rule: z.literal('same_as'), step: Code }),
  /** Who of the role has the fewest steps open. */
  z.strictObject({ rule: z.literal('least_busy') }),
]);
export type AssignRule = z.infer<typeof AssignRule>;

export const Step = z.strictObject({
  code: Code,
  name_vi: Name,
  name_en: Name,
  /** Code of the role that does it. */
  role: Code,
  unit: UnitRule,
  limit: StepLimit.nullable().default(null),
  /** Code of its leg; null: the process has no legs. */
  leg: Code.nullable().default(null),
  may: z.array(z.enum(POWERS)).default(['hand_on', 'consult']),
  assign: AssignRule.default({ rule: 'pool' }),
  /** Roles that may name or change the officer of this step. */
  assigned_by: z.array(Code).default(['leader']),
  next: z.array(Code).max(20).default([]),
  /** `one`: the officer chooses where it goes; `all`: it goes everywhere at once and comes together again where the ways meet. */
  fork: z.enum(['one', 'all']).default('one'),
  /** What is done here, for the officer. */
  guide: z.string().trim().max(1000).nullable().default(null),
});
export type Step = z.infer<typeof Step>;

export const LEG_LEVELS = ['commune', 'district', 'province', 'central'] as const;
export const Leg = z.strictObject({
  code: Code,
  name_vi: Name,
  name_en: Name,
  level: z.enum(LEG_LEVELS),
  limit: StepLimit.nullable().default(null),
});
export type Leg = z.infer<typeof Leg>;

export const Definition = z.strictObject({
  legs: z.array(Leg).max(10).default([]),
  /** The first one is where a dossier begins. */
  steps: z.array(Step).min(1).max(60),
  note: z.string().trim().max(2000).nullable().default(null),
});
export type Definition = z.infer<typeof Definition>;

/** Limit of the procedure a process is for; null: not known, or the process is for many. */
export type ProcedureLimit = { unit: 'hour' | 'day' | 'working_day' | 'month'; amount: number } | null;

/** A fault of a definition. `step`: where it lies. */
export type Fault = { code: FaultCode; step: string | null; data: Record<string, string | number> };
export type FaultCode =
  | 'step_twice'
  | 'leg_twice'
  | 'leg_unknown'
  | 'leg_missing'
  | 'leg_unused'
  | 'next_unknown'
  | 'next_itself'
  | 'next_twice'
  | 'circle'
  | 'never_reached'
  | 'fork_of_one'
  | 'no_decision'
  | 'way_without_decision'
  | 'same_as_unknown'
  | 'too_long'
  | 'leg_too_long'
  | 'percent_of_nothing'
  | 'percent_too_much';

/**
 * Working hours a limit leaves at least. Civil days and months are told by the fewest working days they can hold without any holiday:
 * 7 days hold 5, a month four weeks. Same-day limits (0 days) leave one working day.
 */
export function workingHours(limit: Exclude<ProcedureLimit, null>): number {
  const { unit, amount } = limit;
  if (unit === 'hour') return amount;
  if (unit === 'working_day') return Math.max(1, amount) * HOURS_PER_DAY;
  const days = unit === 'month' ? amount * 28 : amount;
  return Math.max(1, Math.floor(days / 7) * 5 + Math.max(0, (days % 7) - 2)) * HOURS_PER_DAY;
}

/** Working hours of a step or leg; null when it states no time, or a share of a limit that is not known. */
export function stepHours(limit: StepLimit | null, of: ProcedureLimit): number | null {
  if (limit === null) return null;
  if (limit.unit === 'hour') return limit.amount;
  if (limit.unit === 'working_day') return limit.amount * HOURS_PER_DAY;
  return of === null ? null : Math.floor((workingHours(of) * limit.amount) / 100);
}

/** How the legs of a process lie: in one body, between bodies of a level, of two levels, of three or more. */
export function interlinking({ legs }: Pick<Definition, 'legs'>): 'none' | 'same_level' | 'two_levels' | 'three_levels' {
  if (legs.length < 2) return 'none';
  const levels = new Set(legs.map((leg) => leg.level)).size;
  return levels === 1 ? 'same_level' : levels === 2 ? 'two_levels' : 'three_levels';
}

/** Everything that is wrong with a definition; empty: it may be put in force. */
export function faultsOf(definition: Definition, of: ProcedureLimit): Fault[] {
  const faults = [...shapeFaults(definition), ...legFaults(definition)];
  // Ways are followed only where every step leads somewhere and none in a circle.
  if (faults.length > 0) return faults;
  return [...wayFaults(definition), ...timeFaults(definition, of)];
}

function fault(code: FaultCode, step: string | null, data: Fault['data'] = {}): Fault {
  return { code, step, data };
}

function shapeFaults({ steps }: Definition): Fault[] {
  const faults: Fault[] = [];
  const codes = steps.map((step) => step.code);
  for (const [index, step] of steps.entries()) {
    if (codes.indexOf(step.code) !== index) faults.push(fault('step_twice', step.code));
    for (const [n, next] of step.next.entries()) {
      if (next === step.code) faults.push(fault('next_itself', step.code));
      else if (!codes.includes(next)) faults.push(fault('next_unknown', step.code, { next }));
      if (step.next.indexOf(next) !== n) faults.push(fault('next_twice', step.code, { next }));
    }
    if (step.fork === 'all' && step.next.length < 2) faults.push(fault('fork_of_one', step.code));
    if (step.assign.rule === 'same_as' && !codes.includes(step.assign.step))
      faults.push(fault('same_as_unknown', step.code, { other: step.assign.step }));
  }
  if (faults.length > 0) return faults;
  const circle = inCircle(steps);
  if (circle) return [fault('circle', circle)];
  const reached = reachable(steps, (steps[0] as Step).code);
  return codes.filter((code) => !reached.has(code)).map((code) => fault('never_reached', code));
}

function legFaults({ legs, steps }: Definition): Fault[] {
  const faults: Fault[] = [];
  const codes = legs.map((leg) => leg.code);
  for (const [index, code] of codes.entries()) {
    if (codes.indexOf(code) !== index) faults.push(fault('leg_twice', null, { leg: code }));
    if (!steps.some((step) => step.leg === code)) faults.push(fault('leg_unused', null, { leg: code }));
  }
  for (const step of steps) {
    if (step.leg !== null && !codes.includes(step.leg)) faults.push(fault('leg_unknown', step.code, { leg: step.leg }));
    if (step.leg === null && codes.length > 0) faults.push(fault('leg_missing', step.code));
  }
  return faults;
}

function wayFaults({ steps }: Definition): Fault[] {
  const decides = (step: Step) => step.may.includes('decide');
  if (!steps.some(decides)) return [fault('no_decision', null)];
  // A way that ends without anybody having decided would leave the dossier open with nobody to close it.
  const by_code = new Map(steps.map((step) => [step.code, step]));
  const known = new Map<string, boolean>();
  const isDecided = (code: string): boolean => {
    const found = known.get(code);
    if (found !== undefined) return found;
    const step = by_code.get(code) as Step;
    const ways = step.next.map(isDecided);
    const is_decided = decides(step) || (ways.length > 0 && (step.fork === 'all' ? ways.some(Boolean) : ways.every(Boolean)));
    known.set(code, is_decided);
    return is_decided;
  };
  return isDecided((steps[0] as Step).code) ? [] : [fault('way_without_decision', (steps[0] as Step).code)];
}

function timeFaults(definition: Definition, of: ProcedureLimit): Fault[] {
  const faults: Fault[] = [];
  const { steps, legs } = definition;
  for (const step of steps)
    if (step.limit?.unit === 'percent' && step.limit.amount > 100) faults.push(fault('percent_too_much', step.code));
  const percent = longest(steps, (step) => (step.limit?.unit === 'percent' ? step.limit.amount : 0));
  if (percent > 100) faults.push(fault('percent_too_much', null, { percent }));
  for (const leg of legs) {
    const allowed = stepHours(leg.limit, of);
    const needed = longest(steps, (step) => (step.leg === leg.code ? (stepHours(step.limit, of) ?? 0) : 0));
    if (allowed !== null && needed > allowed) faults.push(fault('leg_too_long', null, { leg: leg.code, needed, allowed }));
  }
  if (of === null) return faults;
  const needed = longest(steps, (step) => stepHours(step.limit, of) ?? 0);
  const allowed = workingHours(of);
  if (needed > allowed) faults.push(fault('too_long', null, { needed, allowed }));
  const whole = legs.reduce((sum, leg) => sum + (stepHours(leg.limit, of) ?? 0), 0);
  if (whole > allowed && !legsAreParallel(definition)) faults.push(fault('too_long', null, { needed: whole, allowed }));
  return faults;
}

/** Legs that run at the same time do not add up. */
function legsAreParallel({ steps }: Definition): boolean {
  return steps.some(
    (step) => step.fork === 'all' && new Set(step.next.map((code) => steps.find((one) => one.code === code)?.leg)).size > 1,
  );
}

/** The most that ways from the first step to an end add up to: parallel ways count by the longest. Steps without a circle only. */
export function longest(steps: readonly Step[], amount: (step: Step) => number): number {
  const by_code = new Map(steps.map((step) => [step.code, step]));
  const known = new Map<string, number>();
  const from = (code: string): number => {
    const found = known.get(code);
    if (found !== undefined) return found;
    const step = by_code.get(code) as Step;
    const most = amount(step) + Math.max(0, ...step.next.map(from));
    known.set(code, most);
    return most;
  };
  return from((steps[0] as Step).code);
}

/** Codes of what lies ahead of a step, itself included. */
export function reachable(steps: readonly Step[], from: string): Set<string> {
  const by_code = new Map(steps.map((step) => [step.code, step]));
  const seen = new Set<string>([from]);
  const ahead = [from];
  for (let code = ahead.pop(); code !== undefined; code = ahead.pop()) {
    for (const next of by_code.get(code)?.next ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ahead.push(next);
    }
  }
  return seen;
}

/** Code of a step that leads back to itself, or null. */
function inCircle(steps: readonly Step[]): string | null {
  const by_code = new Map(steps.map((step) => [step.code, step]));
  const state = new Map<string, 'open' | 'done'>();
  const visit = (code: string): string | null => {
    if (state.get(code) === 'done') return null;
    if (state.get(code) === 'open') return code;
    state.set(code, 'open');
    for (const next of by_code.get(code)?.next ?? []) {
      const found = visit(next);
      if (found) return found;
    }
    state.set(code, 'done');
    return null;
  };
  for (const step of steps) {
    const found = visit(step.code);
    if (found) return found;
  }
  return null;
}
