// Whether a score may be given as it was sent, and what becomes of it. Pure.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Score } from './cards.ts';
import type { Stage } from './flow.ts';
import { addsUp } from './ledger.ts';
import { type Points, points, printPoints } from './points.ts';
import type { Prefill } from './prefill.ts';
import { declared, PointsText } from './rule.ts';
import type { CriteriaSet, Leaf } from './tree.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((words) => words || null)
    .nullable()
    .default(null);

export const GapInput = z.object({
  points: PointsText.refine((value) => points(value) > 0n, 'more than nothing'),
  cause: z.enum(['not_due', 'lost']),
  reason: text(1000),
  /** Office that answers for it: a unit of the catalogue, or its name. */
  office_unit: text(60),
  office: text(200),
  due_on: z.iso.date().nullable().default(null),
});

export const ScoreInput = z.object({
  criterion: z.string().max(60),
  /** Points; left out: what the answer or the figures give. */
  value: PointsText.nullable().default(null),
  /** `yes`, `no`, a number, the key of a grade. */
  answer: text(60),
  is_applicable: z.boolean().default(true),
  is_estimate: z.boolean().default(false),
  reason: text(2000),
  /** What misses and why; left out: one item for all of it. */
  gaps: z.array(GapInput).max(30).nullable().default(null),
});
export type ScoreInput = z.output<typeof ScoreInput>;

export type GapDraft = {
  points: Points;
  cause: 'not_due' | 'lost';
  reason: string | null;
  office_unit: string | null;
  office: string | null;
  due_on: string | null;
};

export type Judged = {
  criterion: string;
  value: Points | null;
  is_applicable: boolean;
  is_estimate: boolean;
  prefilled: Points | null;
  inputs: Record<string, unknown>;
  reason: string | null;
  gaps: GapDraft[];
};

export type Around = {
  set: CriteriaSet;
  leaf: Leaf;
  stage: Stage;
  prefill: Prefill | undefined;
  /** The score of this stage until now. */
  before: Score | undefined;
  /** The score of the stage before, which this one confirms or changes. */
  earlier: Score | undefined;
  /** Items of `earlier`: kept when the points stay the same. */
  earlier_gaps: readonly GapDraft[];
};

/**
 * @throws scorecards.not_scored_here, scorecards.must_apply, scorecards.unknown_answer, scorecards.value_needed, scorecards.above_maximum,
 * scorecards.below_minimum, scorecards.reason_needed, scorecards.deviation_unexplained, scorecards.gap_differs
 */
export function judgeScore(input: ScoreInput, around: Around): Judged {
  const { leaf, stage, prefill, before, earlier } = around;
  const { is_applicable, is_estimate, reason } = input;
  const said = { criterion: leaf.code, name: leaf.name_vi };
  refuseStage(leaf, stage, said);
  if (!is_applicable && !leaf.may_not_apply) throw new DomainError('scorecards.must_apply', 422, said);
  const value = is_applicable ? valueOfInput(input, around, said) : null;
  refuseRange(value, leaf, said);
  const prefilled = prefill?.value ?? null;
  const is_changed = before !== undefined && (before.value !== value || before.is_applicable !== is_applicable);
  const is_other =
    earlier !== undefined && stage !== 'self' && (earlier.value !== value || earlier.is_applicable !== is_applicable);
  if (reason === null && stage === 'self' && is_applicable && prefilled !== null && prefilled !== value)
    throw new DomainError('scorecards.deviation_unexplained', 422, {
      ...said,
      value: printPoints(value as Points),
      prefilled: printPoints(prefilled),
    });
  if (reason === null && (is_changed || is_other || !is_applicable || stage === 'explanation'))
    throw new DomainError('scorecards.reason_needed', 422, said);
  const inputs = { ...prefill?.inputs, ...(input.answer !== null && { answer: input.answer }) };
  const judged = { criterion: leaf.code, value, is_applicable, is_estimate, prefilled, inputs, reason };
  return { ...judged, gaps: stage === 'explanation' ? [] : itemsOf(input, judged, around, said) };
}

type Said = { criterion: string; name: string };

function refuseStage(leaf: Leaf, stage: Stage, said: Said): void {
  const stages: Record<Leaf['scored_by'], readonly Stage[]> = {
    self: ['self', 'appraisal', 'explanation', 'final'],
    superior: ['appraisal', 'explanation', 'final'],
    survey: ['survey'],
  };
  if (!stages[leaf.scored_by].includes(stage))
    throw new DomainError('scorecards.not_scored_here', 422, { ...said, scored_by: leaf.scored_by });
}

function valueOfInput(input: ScoreInput, { set, leaf, prefill, earlier }: Around, said: Said): Points {
  if (input.value !== null) return points(input.value);
  if (input.answer !== null) {
    const range = { max: points(leaf.max_points), min: points(leaf.min_points), decimals: set.decimals };
    const value = declared(leaf.rule, input.answer, range);
    if (value === null) throw new DomainError('scorecards.unknown_answer', 422, { ...said, answer: input.answer });
    return value;
  }
  const value = prefill?.value ?? earlier?.value;
  if (value === undefined || value === null) throw new DomainError('scorecards.value_needed', 422, said);
  return value;
}

function refuseRange(value: Points | null, leaf: Leaf, said: Said): void {
  if (value === null) return;
  const [max, min] = [points(leaf.max_points), points(leaf.min_points)];
  if (value > max)
    throw new DomainError('scorecards.above_maximum', 422, { ...said, value: printPoints(value), max: leaf.max_points });
  if (value < min)
    throw new DomainError('scorecards.below_minimum', 422, { ...said, value: printPoints(value), min: leaf.min_points });
}

/** Items of what misses: as sent, those of the stage before while the points are the same, or one for all of it. */
function itemsOf(
  input: ScoreInput,
  judged: Omit<Judged, 'gaps'>,
  { leaf, earlier, earlier_gaps }: Around,
  said: Said,
): GapDraft[] {
  const { value, reason, is_estimate } = judged;
  const missing = leaf.is_bonus || value === null ? 0n : points(leaf.max_points) - value;
  if (input.gaps !== null) {
    const items = input.gaps.map((one) => ({ ...one, points: points(one.points), office: one.office ?? leaf.office }));
    if (!addsUp(leaf, value, items)) {
      const sum = items.reduce((so_far, one) => so_far + one.points, 0n);
      throw new DomainError('scorecards.gap_differs', 422, { ...said, missing: printPoints(missing), items: printPoints(sum) });
    }
    return items;
  }
  if (missing === 0n) return [];
  if (earlier?.value === value && addsUp(leaf, value, earlier_gaps)) return [...earlier_gaps];
  const cause = is_estimate ? 'not_due' : 'lost';
  return [{ points: missing, cause, reason, office_unit: null, office: leaf.office, due_on: null }];
}
