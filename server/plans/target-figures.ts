// What is declared of the parts of a target: a figure, or where none can be given a verdict with its reason and evidence.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, maybeOne, one } from '#lib/sql';
import { type By, noted, optional, text } from './change.ts';
import { EvidenceGiven, linkGiven } from './evidence.ts';
import { endsOf, isLeaf, VERDICTS } from './rule.ts';
import { hold } from './targets.ts';

const sql = loadSql(import.meta.url, ['insert_figure', 'figure_of_client']);
const Id = z.object({ id: z.number() });

const figure = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,6})?$/)
  .nullable()
  .default(null);
export const FigureInput = z.object({
  part: text(20),
  from_on: z.iso.date(),
  to_on: z.iso.date(),
  numerator: figure,
  denominator: figure,
  value: figure,
  /** Only where no figure can be given: with its reason, and met or missed with evidence. */
  verdict: z.enum(VERDICTS).nullable().default(null),
  reason: optional(2000),
  note: optional(2000),
  evidence: z.array(EvidenceGiven).max(20).default([]),
  client_id: optional(60),
});
export type FigureInput = z.output<typeof FigureInput>;

/**
 * Declares a figure of a part, or where none can be given a verdict with reason and evidence.
 * @throws plans.target_not_found, plans.part_unknown, plans.verdict_is_computed, plans.verdict_without_figure, plans.reason_needed,
 * plans.evidence_needed, plans.evidence_outside_period, plans.figure_reversed, plans.figure_in_the_future, plans.zero_denominator,
 * plans.client_id_taken
 */
export async function tell(db: Db, id: number, input: FigureInput, by: By): Promise<{ id: number }> {
  const found = await hold(db, id, by.scope);
  const end = endsOf(found.rule).find((one) => one.code === input.part);
  if (!end) throw new DomainError('plans.part_unknown', 422, { part: input.part });
  if (isLeaf(end) && end.figure.kind === 'measure')
    throw new DomainError('plans.verdict_is_computed', 409, { part: input.part, measure: end.figure.measure });
  refuseFigure(input, by.today);
  const { evidence, ...told } = input;
  const row = { ...told, tenant: found.tenant, target_id: id, at: by.now, by_id: by.actor.user_id, by_name: by.actor.name };
  const made = await maybeOne(db, sql.insert_figure, row, Id);
  if (!made) return sentBefore(db, row);
  // Proof of a year may be signed until the day it is handed in, not before the period begins.
  await linkGiven(db, evidence, { kind: 'target_figure', id: made.id }, { from_on: input.from_on, to_on: by.today }, by);
  await noted(db, 'target', found, 'tell_figure', by, { after: { ...told, evidence: evidence.length }, reason: input.reason });
  return made;
}

/** The figure that the same page sent before. @throws plans.client_id_taken when it was another one */
async function sentBefore(db: Db, row: Record<string, unknown>): Promise<{ id: number }> {
  const { id, is_same } = await one(db, sql.figure_of_client, row, Id.extend({ is_same: z.boolean() }));
  if (!is_same) throw new DomainError('plans.client_id_taken', 409, { client_id: row.client_id });
  return { id };
}

type FigureRow = Pick<FigureInput, 'part' | 'from_on' | 'to_on'> &
  Partial<Pick<FigureInput, 'numerator' | 'denominator' | 'value' | 'verdict' | 'reason' | 'note'>>;

/** For the demonstration: what published reports said of a target, without the questions asked of an officer. */
export async function insertFigures(
  db: Db,
  target_id: number,
  figures: readonly FigureRow[],
  by: Pick<By, 'actor' | 'now'>,
): Promise<void> {
  const { tenant } = await hold(db, target_id, { unit_ids: null });
  const nothing = { numerator: null, denominator: null, value: null, verdict: null, reason: null, note: null, client_id: null };
  const told = { tenant, target_id, at: by.now, by_id: by.actor.user_id, by_name: by.actor.name };
  for (const figure of figures) await one(db, sql.insert_figure, { ...nothing, ...figure, ...told }, Id);
}

function refuseFigure(input: FigureInput, today: Day): void {
  const { from_on, to_on, numerator, denominator, value, verdict } = input;
  if (to_on < from_on) throw new DomainError('plans.figure_reversed', 422, { from_on, to_on });
  if (to_on > today) throw new DomainError('plans.figure_in_the_future', 422, { to_on, today });
  if (denominator !== null && /^-?0+(\.0+)?$/.test(denominator)) throw new DomainError('plans.zero_denominator', 422, {});
  const has_share = numerator !== null && denominator !== null;
  const ways = [value !== null, has_share, verdict !== null].filter(Boolean).length;
  if (ways !== 1 || (numerator === null) !== (denominator === null))
    throw new DomainError('plans.verdict_without_figure', 422, { part: input.part });
  if (verdict === null) return;
  if (input.reason === null) throw new DomainError('plans.reason_needed', 422, {});
  if (verdict !== 'unknown' && input.evidence.length === 0)
    throw new DomainError('plans.evidence_needed', 422, { part: input.part });
}
