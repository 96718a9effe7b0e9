// Who may do a step, and who may name its officer. Rights of the route come first; these are the step's own.
import type { Day } from '#lib/day';
import type { Db } from '#lib/sql';
import { awayOn, type Colleague, colleagues, type Definition, type Step, stepOf } from '#processes';
import type { StepRow } from './rows.ts';

/** An open step and in whose place the actor does it, if in anybody's. */
export type Acting<R = StepRow> = { row: R; step: Step; on_behalf_of: number | null };

/**
 * Whether an officer does this step: it is theirs, nobody's while they hold its role at its unit, or that of somebody away in whose place they act.
 * @param actor_id null: the product itself may
 */
export async function mayAct<R extends Pick<StepRow, 'step_code' | 'unit_id' | 'account_id'>>(
  db: Db,
  definition: Definition,
  row: R,
  actor_id: number | null,
  day: Day,
): Promise<Acting<R> | null> {
  const step = stepOf(definition, row.step_code);
  const acting: Acting<R> = { row, step, on_behalf_of: null };
  if (actor_id === null || row.account_id === actor_id) return acting;
  if (row.account_id !== null) {
    const away = (await awayOn(db, [row.account_id], day)).get(row.account_id);
    return away?.delegate_id === actor_id ? { ...acting, on_behalf_of: row.account_id } : null;
  }
  const holders = await colleagues(db, row.unit_id, step.role, day);
  if (holders.some((one) => one.id === actor_id)) return acting;
  const absent = holders.find((one) => one.delegate_id === actor_id);
  return absent ? { ...acting, on_behalf_of: absent.id } : null;
}

/** Whether an officer may name who does a step: by a role the step names, at the step's unit, or in the place of who holds it. */
export async function mayAssign(db: Db, step: Step, unit_id: number, actor_id: number | null, day: Day): Promise<boolean> {
  if (actor_id === null) return true;
  for (const role of step.assigned_by) {
    const holders: Colleague[] = await colleagues(db, unit_id, role, day);
    if (holders.some((one) => one.id === actor_id || one.delegate_id === actor_id)) return true;
  }
  return false;
}
