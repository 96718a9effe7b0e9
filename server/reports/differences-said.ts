// Why a figure of declarations or of certified copies would be another one today. Pure.
import type { HeldDeclaration, MovedCopy } from '#measures';
import type { Cause } from './differences.ts';

type Moved = { id: number; cause: Cause };
export type MovedRecords = { entered: Moved[]; left: Moved[]; changed: Moved[] };

/** Of each unit one declaration stands: another one of the same unit says something else; one above may stand for those below it. */
export function movedDeclarations(
  then: readonly HeldDeclaration[],
  now: readonly HeldDeclaration[],
  known_at: Date,
  same_text: boolean,
): MovedRecords {
  const were = new Map(then.map((one) => [one.unit_id, one]));
  const are = new Map(now.map((one) => [one.unit_id, one]));
  const entered = now.filter(({ unit_id }) => !were.has(unit_id));
  const is_late = (one: HeldDeclaration) => one.declared_at > known_at;
  const apart: Cause = same_text ? 'tree_changed' : 'definition_changed';
  const has_late = entered.some(is_late);
  return {
    entered: entered.map((one) => ({ id: one.id, cause: is_late(one) ? 'entered_late' : apart })),
    left: then
      .filter(({ unit_id }) => !are.has(unit_id))
      .map(({ id }) => ({ id, cause: has_late && same_text ? 'entered_late' : apart })),
    changed: now
      .filter((one) => were.has(one.unit_id) && were.get(one.unit_id)?.id !== one.id)
      .map((one) => ({ id: one.id, cause: is_late(one) ? 'value_changed' : apart })),
  };
}

/** @param moved_units units that counted then or count now, and not both */
export function movedCopiesWhy(
  copies: readonly MovedCopy[],
  { moved_units, same_text }: { moved_units: ReadonlySet<number>; same_text: boolean },
): MovedRecords {
  const why = (one: MovedCopy): Cause => {
    if (one.has_entered && !one.was_there) return 'entered_late';
    if (!one.has_entered && one.is_cancelled) return 'removed';
    if (moved_units.has(one.unit_id)) return 'tree_changed';
    if (!same_text) return 'definition_changed';
    return one.has_entered ? 'entered_late' : 'other';
  };
  const told = (one: MovedCopy) => ({ id: one.id, cause: why(one) });
  return {
    entered: copies.filter((one) => one.has_entered).map(told),
    left: copies.filter((one) => !one.has_entered).map(told),
    changed: [],
  };
}
