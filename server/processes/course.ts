// Where a dossier stands in its process and where it goes from there. Pure.
import { DomainError } from '#lib/errors';
import { type Definition, reachable, type Step } from './definition.ts';

/** Steps a dossier is at, and meeting points at which some of the parallel ways have arrived already. */
export type Course = { active: readonly string[]; arrived: readonly string[] };

/** What a move does. */
export type Move = { left: string[]; cancelled: string[]; entered: string[]; course: Course };

/** @throws processes.step_unknown */
export function stepOf({ steps }: Pick<Definition, 'steps'>, code: string): Step {
  const step = steps.find((one) => one.code === code);
  if (!step) throw new DomainError('processes.step_unknown', 422, { step: code });
  return step;
}

/** A dossier enters its process. */
export function begin({ steps }: Definition): Move {
  const { code } = steps[0] as Step;
  return { left: [], cancelled: [], entered: [code], course: { active: [code], arrived: [] } };
}

/**
 * A step is done. Where several ways run at once they come together again where they meet: that step is entered when no active step can still
 * reach it.
 * @param to where it goes; left out: everywhere when all ways are taken, the only way when there is one
 * @returns nothing entered and nothing active: the process is at its end
 * @throws processes.step_not_active, processes.choose_next, processes.not_a_next_step
 */
export function next(definition: Definition, course: Course, code: string, to?: readonly string[]): Move {
  const step = stepOf(definition, code);
  if (!course.active.includes(code)) throw new DomainError('processes.step_not_active', 409, { step: code });
  const chosen = to && to.length > 0 ? [...new Set(to)] : step.fork === 'all' || step.next.length <= 1 ? step.next : null;
  if (chosen === null) throw new DomainError('processes.choose_next', 422, { step: code, next: step.next });
  for (const one of chosen)
    if (!step.next.includes(one))
      throw new DomainError('processes.not_a_next_step', 422, { step: code, to: one, next: step.next });
  if (step.fork === 'one' && chosen.length > 1)
    throw new DomainError('processes.choose_next', 422, { step: code, next: step.next });
  return {
    left: [code],
    cancelled: [],
    ...settle(
      definition,
      course.active.filter((one) => one !== code),
      [...course.arrived, ...chosen],
    ),
  };
}

/**
 * A step goes back to an earlier one. What runs beside it and hangs on the earlier step is called off and will be done again.
 * @throws processes.step_not_active, processes.not_an_earlier_step
 */
export function back(definition: Definition, course: Course, code: string, to: string): Move {
  stepOf(definition, to);
  if (!course.active.includes(code)) throw new DomainError('processes.step_not_active', 409, { step: code });
  const ahead = reachable(definition.steps, to);
  if (to === code || !ahead.has(code)) throw new DomainError('processes.not_an_earlier_step', 422, { step: code, to });
  const others = course.active.filter((one) => one !== code);
  const cancelled = others.filter((one) => ahead.has(one));
  const active = [...others.filter((one) => !ahead.has(one)), to];
  return {
    left: [code],
    cancelled,
    entered: [to],
    course: { active, arrived: course.arrived.filter((one) => !ahead.has(one)) },
  };
}

/** Steps of before to which this one may go back, nearest last. */
export function earlier({ steps }: Definition, code: string): string[] {
  return steps.filter((step) => step.code !== code && reachable(steps, step.code).has(code)).map((step) => step.code);
}

/** Enters the arrived steps that nothing active can reach any more. */
function settle({ steps }: Definition, active: readonly string[], arrived: readonly string[]): Pick<Move, 'entered' | 'course'> {
  const waiting = new Set(arrived);
  const entered: string[] = [];
  for (const code of arrived) {
    if (!waiting.has(code)) continue;
    const others = [...active, ...[...waiting].filter((one) => one !== code)];
    if (active.includes(code) || others.some((one) => reachable(steps, one).has(code))) continue;
    waiting.delete(code);
    entered.push(code);
    active = [...active, code];
  }
  return { entered, course: { active, arrived: [...waiting] } };
}
