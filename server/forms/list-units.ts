// A list form over the units just below one: a row for each unit, a column for each of the form's figures.
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { children, unitForPeriod } from '#org';
import { gridFilled } from './grid.ts';
import type { FilledListRow } from './list.ts';

export type ListOfUnits = {
  /** In the order of the tree, each with all it holds, as its own form prints it. */
  units: { code: string; name: string; rows: FilledListRow[] }[];
  /** The unit itself with all below it. */
  whole: FilledListRow[];
};

/** Units of a province, however it is divided, are fewer. */
const MOST_UNITS = 400;

/** Units just below one that have a row, on the last day of a period it was there. @throws org.unit_unknown, org.unit_not_on_day */
export async function unitsOfList(
  db: Db,
  ask: { unit: string; from: Day; to: Day },
  scope: Scope,
): Promise<{ code: string; name: string }[]> {
  const { unit, day } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const below = await children(db, unit.id, day);
  return below
    .filter(({ id }) => scope.unit_ids === null || scope.unit_ids.includes(id))
    .slice(0, MOST_UNITS)
    .map(({ code, name }) => ({ code, name }));
}

/** @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day, calendar.reversed_dates */
export async function listOfUnits(
  db: Db,
  ask: { form: string; unit: string; from: Day; to: Day; today: Day },
  scope: Scope,
): Promise<ListOfUnits> {
  const units: ListOfUnits['units'] = [];
  for (const { code, name } of await unitsOfList(db, ask, scope))
    units.push({ code, name, rows: (await gridFilled(db, { ...ask, unit: code }, scope)).rows });
  return { units, whole: (await gridFilled(db, ask, scope)).rows };
}
