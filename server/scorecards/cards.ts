// Cards as a reader may see them: points at each stage, what holds, sums made anew, missing points.
import { z } from 'zod';
import { may } from '#access';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { holds, type Sight, STAGES, type Stage, sightOf } from './flow.ts';
import { type Given, sums } from './ledger.ts';
import { type Points, points } from './points.ts';
import type { Card, Round } from './rounds.ts';
import { type CriteriaSet, leaves } from './tree.ts';

const sql = loadSql(import.meta.url, ['scores', 'gaps', 'history', 'stated']);

const PointsOut = z.string().transform((text): Points => points(text));

export const Score = z.object({
  id: z.number(),
  card_id: z.number(),
  criterion: z.string(),
  stage: z.enum(STAGES),
  value: PointsOut.nullable(),
  is_applicable: z.boolean(),
  is_estimate: z.boolean(),
  prefilled: PointsOut.nullable(),
  inputs: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
  scored_at: z.date(),
  scored_by: z.number().nullable(),
  scored_by_name: z.string(),
});
export type Score = z.output<typeof Score>;

export const Gap = z.object({
  id: z.number(),
  score_id: z.number(),
  points: PointsOut,
  cause: z.enum(['not_due', 'lost']),
  reason: z.string().nullable(),
  office_unit_id: z.number().nullable(),
  office_name: z.string().nullable(),
  due_on: z.string().nullable(),
  task_id: z.number().nullable(),
});
export type Gap = z.output<typeof Gap>;

const StatedRow = z.object({
  card_id: z.number(),
  part: z.string(),
  points: PointsOut,
  source: z.string(),
  stated_at: z.date(),
  stated_by: z.string(),
});
export type StatedRow = z.output<typeof StatedRow>;

export type ByStage = Partial<Record<Stage, Score>>;

/** One card with all that is known of it, before anything is hidden. */
export type Whole = { card: Card; scores: Map<string, ByStage>; stated: StatedRow[] };

/** Everything about cards of one province: two statements, however many. */
export async function wholeCards(db: Db, tenant: number, cards: readonly Card[]): Promise<Whole[]> {
  if (cards.length === 0) return [];
  const card_ids = cards.map((card) => card.id);
  const scores = Map.groupBy(await many(db, sql.scores, { tenant, card_ids }, Score), (row) => row.card_id);
  const stated = Map.groupBy(await many(db, sql.stated, { tenant, card_ids }, StatedRow), (row) => row.card_id);
  return cards.map((card) => {
    const by_criterion = new Map<string, ByStage>();
    for (const score of scores.get(card.id) ?? [])
      by_criterion.set(score.criterion, { ...by_criterion.get(score.criterion), [score.stage]: score });
    return { card, scores: by_criterion, stated: stated.get(card.id) ?? [] };
  });
}

/** Items of missing points by score. */
export async function gapsOf(db: Db, tenant: number, score_ids: readonly number[]): Promise<Map<number, Gap[]>> {
  if (score_ids.length === 0) return new Map();
  return Map.groupBy(await many(db, sql.gaps, { tenant, score_ids }, Gap), (row) => row.score_id);
}

/** Every score a criterion ever had, the oldest first. */
export function historyOf(db: Db, card: Card, criterion: string): Promise<Score[]> {
  return many(db, sql.history, { tenant: card.tenant, card_id: card.id, criterion }, Score);
}

/** Scopes of one reader: who may read, who may score for a unit. */
export type Reader = { read: Scope; score: Scope };

export function sightFor(reader: Reader, round: Round, card: Card): Sight {
  const viewer = {
    reads_unit: may(reader.read, card.unit_id),
    reads_owner: may(reader.read, round.owner_unit_id),
    scores_unit: may(reader.score, card.unit_id),
  };
  return sightOf(viewer, round.state, card.state);
}

export const ALL_SIGHT: Sight = { card: true, own_scores: true, appraisal: true };

/** Stages a reader may see. The unit's own words are its own until it hands them in; the superior's are hidden until handed over. */
export function seenStages(by_stage: ByStage, sight: Sight): ByStage {
  const { self, survey, appraisal, explanation, final } = by_stage;
  const seen: ByStage = {};
  if (self && sight.own_scores) seen.self = self;
  if (explanation && sight.own_scores) seen.explanation = explanation;
  if (survey && (sight.own_scores || sight.appraisal)) seen.survey = survey;
  if (appraisal && sight.appraisal) seen.appraisal = appraisal;
  if (final && sight.appraisal) seen.final = final;
  return seen;
}

export type Held = { held: Map<string, Score>; given: Map<string, Given>; made: ReturnType<typeof sums> };

/** The score of each criterion that holds for a reader, and the sums made of them. */
export function heldBy(set: CriteriaSet, whole: Whole, sight: Sight): Held {
  const held = new Map<string, Score>();
  const given = new Map<string, Given>();
  for (const leaf of leaves(set)) {
    const seen = seenStages(whole.scores.get(leaf.code) ?? {}, sight);
    const stage = holds(leaf.scored_by, sight).find((one) => seen[one]);
    const score = stage && seen[stage];
    if (!score) continue;
    held.set(leaf.code, score);
    given.set(leaf.code, { value: score.value, is_estimate: score.is_estimate });
  }
  return { held, given, made: sums(set, given) };
}
