// Which units a request speaks of, within what its scope allows.
import { may } from '#access';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Ctx, Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Unit, unitById, unitNear, unitOn, unitsFor } from '#org';
import type { By } from './by.ts';

export const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

/** A unit in reach, as on a day. Out of reach looks like not there. @throws org.unit_unknown, org.unit_not_on_day */
export async function unitWithin(db: Db, code: string, on: Day, scope: Scope): Promise<Unit> {
  const near = await unitNear(db, code, on);
  if (!may(scope, near.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unitOn(db, code, on);
}

/** A unit in reach, as on the nearest day of its life: for reading what it kept. @throws org.unit_unknown */
export async function unitSeen(db: Db, code: string, on: Day, scope: Scope): Promise<Unit> {
  const near = await unitNear(db, code, on);
  if (!may(scope, near.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return near;
}

/** The unit alone, or with everything below it on its last day up to `on`. */
export async function unitIds(db: Db, unit: Unit, on: Day, reach: 'own' | 'all'): Promise<number[]> {
  if (reach === 'own') return [unit.id];
  const day = unit.died !== null && unit.died <= on ? addDays(unit.died, -1) : on < unit.born ? unit.born : on;
  return unitsFor(db, { unit_id: unit.id, day, scope: 'all' });
}

/** The province a unit lies in on a day. */
export async function provinceOf(db: Db, unit: Unit, on: Day): Promise<Unit> {
  let one = unit;
  for (let steps = 0; one.kind !== 'province' && one.parent_id !== null && steps < 8; steps += 1)
    one = await unitById(db, one.parent_id, on);
  return one;
}
