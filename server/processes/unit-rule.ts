// Which unit does a step of a dossier.

import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { plain } from '#lib/text';
import { children, type Unit, unitById, unitOn } from '#org';
import type { UnitRule } from './definition.ts';

export type Where = { receiving_unit_id: number; competent_unit_id: number; day: Day };

/**
 * The unit a rule means for a dossier on a day. A unit that has ended by then is told with what became of it.
 * @throws processes.no_unit_for_step when nothing fits, org.unit_unknown, org.unit_not_on_day
 */
export async function unitOfRule(db: Db, rule: UnitRule, { receiving_unit_id, competent_unit_id, day }: Where): Promise<Unit> {
  if (rule.at === 'receiving') return unitById(db, receiving_unit_id, day);
  if (rule.at === 'unit') return unitOn(db, rule.code, day);
  const competent = await unitById(db, competent_unit_id, day);
  if (rule.at === 'competent') return competent;
  if (rule.at === 'division') return (await divisionOf(db, competent.id, rule.name, day)) ?? competent;
  if (rule.at === 'parent' && competent.parent_id !== null) return unitById(db, competent.parent_id, day);
  if (rule.at === 'parent') throw new DomainError('processes.no_unit_for_step', 422, { rule: rule.at, name: competent.name });
  const province = await provinceOf(db, competent, day);
  if (rule.at === 'province') return province;
  const body = await divisionOf(db, province.id, rule.name, day);
  if (!body) throw new DomainError('processes.no_unit_for_step', 422, { rule: rule.at, name: rule.name });
  return body;
}

async function provinceOf(db: Db, unit: Unit, day: Day): Promise<Unit> {
  for (let above: Unit | null = unit; above; above = above.parent_id === null ? null : await unitById(db, above.parent_id, day))
    if (above.kind === 'province') return above;
  throw new DomainError('processes.no_unit_for_step', 422, { rule: 'province', name: unit.name });
}

/** The unit right below another that is called so, diacritics and case aside. */
export async function divisionOf(db: Db, unit_id: number, name: string, day: Day): Promise<Unit | null> {
  const wanted = plain(name);
  const below = await children(db, unit_id, day);
  return below.find((unit) => plain(unit.short_name) === wanted || plain(unit.name) === wanted) ?? null;
}
