// From a missing point to a task that mends it, in the unit's remediation plan.
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type Area, remediationTask } from '#plans';
import { ALL_SIGHT, gapsOf, heldBy, type Reader, sightFor, wholeCards } from './cards.ts';
import { printPoints } from './points.ts';
import { placeOf } from './rounds.ts';
import { auditCard, noteTask } from './scoring.ts';
import type { By } from './sets.ts';
import { leaves } from './tree.ts';

export type Remedy = {
  card_id: number;
  gap_id: number;
  title: string;
  area: Area;
  /** Code of the unit or office that leads. */
  lead: string;
  year: number;
  due_on: string | null;
  product: string | null;
};

/**
 * Makes a task from an item of missing points; each item has one.
 * @param by with the units in which the asker may write plans
 * @throws scorecards.card_not_found, scorecards.gap_not_found, scorecards.has_task, what `#plans` refuses
 */
export async function remedy(db: Db, input: Remedy, reader: Reader, by: By): Promise<{ plan_id: number; task_id: number }> {
  const place = await placeOf(db, input.card_id);
  const sight = sightFor(reader, place.round, place.card);
  if (!sight.own_scores) throw new DomainError('scorecards.card_not_found', 404, { id: input.card_id });
  const [whole] = await wholeCards(db, place.card.tenant, [place.card]);
  const { held } = heldBy(place.set.set, whole ?? { card: place.card, scores: new Map(), stated: [] }, {
    ...ALL_SIGHT,
    appraisal: sight.appraisal,
  });
  const all = await gapsOf(
    db,
    place.card.tenant,
    [...held.values()].map((score) => score.id),
  );
  const gap = [...all.values()].flat().find((one) => one.id === input.gap_id);
  if (!gap) throw new DomainError('scorecards.gap_not_found', 404, { id: input.gap_id });
  if (gap.task_id !== null) throw new DomainError('scorecards.has_task', 409, { task_id: gap.task_id });
  const criterion = [...held.values()].find((score) => score.id === gap.score_id)?.criterion;
  const leaf = leaves(place.set.set).find((one) => one.code === criterion);
  const { title, area, lead, year, due_on, product } = input;
  const origin = { kind: 'score_gap', id: gap.id, points: printPoints(gap.points) };
  const note = [leaf && `${leaf.code} ${leaf.name_vi}`, gap.reason].filter(Boolean).join(': ').slice(0, 900) || null;
  const made = await remediationTask(
    db,
    { unit: place.card.unit_code, lead, year, area, title, product, due_on, origin, note },
    by,
  );
  await noteTask(db, place.card.tenant, gap.id, made.task_id);
  await auditCard(db, place, 'scorecards.remedy', by, { after: { gap_id: gap.id, points: origin.points, ...made } });
  return made;
}
