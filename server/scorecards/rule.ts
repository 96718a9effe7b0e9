// How the points of a criterion follow from a number, an answer or other figures. Pure.
import { z } from 'zod';
import { compare, divide, larger, multiply, type Rational, rationalOf, smaller, subtract, whole } from '#lib/rational';
import { type Expression, evaluate, type Known, parseExpression } from './expression.ts';
import { type Points, points, pointsOf, rationalPoints } from './points.ts';

export const DecimalText = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'a decimal number with a point');
export const PointsText = z.string().regex(/^-?\d{1,4}(\.\d{1,3})?$/, 'points: at most three places after the point');
/** A measure of the product (`on_time_rate`) or a count of the plan (`plan.done_rate`). */
export const MeasureName = z.string().regex(/^[a-z][a-z0-9_.]{2,62}$/, 'name of a measure');

const measure = MeasureName.optional();

export const Rule = z.discriminatedUnion('type', [
  /** All points for yes, none for no. By a measure: yes when it is above zero. */
  z.strictObject({ type: z.literal('yes_no'), measure }),
  /**
   * All points from `full` on; nothing below `floor`; between them in proportion: `x / full`, or from nothing at the floor when
   * `start` is floor. A floor above `full` turns it round: fewer is better.
   */
  z.strictObject({
    type: z.literal('ratio'),
    measure,
    full: DecimalText,
    floor: DecimalText.optional(),
    start: z.enum(['zero', 'floor']).default('zero'),
  }),
  /** So many points for each, up to the maximum. */
  z.strictObject({ type: z.literal('count'), measure, points_each: PointsText }),
  /** The maximum less so many points for each, down to the minimum. */
  z.strictObject({ type: z.literal('penalty'), measure, points_each: PointsText }),
  /** The points of the first step that is reached, from the highest down. */
  z.strictObject({
    type: z.literal('steps'),
    measure,
    steps: z
      .array(z.strictObject({ at_least: DecimalText, points: PointsText }))
      .min(1)
      .max(20),
    otherwise: PointsText.default('0'),
  }),
  /** One of some grades (excellent, good, done), each with its points. */
  z.strictObject({
    type: z.literal('tiers'),
    tiers: z
      .array(
        z.strictObject({
          key: z.string().regex(/^[a-z][a-z0-9_]*$/),
          label_vi: z.string().min(1),
          label_en: z.string().min(1),
          points: PointsText,
        }),
      )
      .min(2)
      .max(10),
  }),
  /** Points as an expression over measures in brackets and criteria after @, cut to the maximum and minimum. */
  z.strictObject({ type: z.literal('expression'), expression: z.string().trim().min(1).max(500) }),
  /** Points are judged from the evidence. */
  z.strictObject({ type: z.literal('judged') }),
]);
export type Rule = z.output<typeof Rule>;
export const RULE_TYPES = ['yes_no', 'ratio', 'count', 'penalty', 'steps', 'tiers', 'expression', 'judged'] as const;

const parsed = new Map<string, Expression>();

/** Parsed once per text. @throws ExpressionError */
export function expressionOf(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  const made = parseExpression(text);
  parsed.set(text, made);
  return made;
}

/** Names of the measures a rule is computed from. */
export function measuresOf(rule: Rule): readonly string[] {
  if (rule.type === 'expression') return expressionOf(rule.expression).measures;
  return 'measure' in rule && rule.measure ? [rule.measure] : [];
}

export type Range = { max: Points; min: Points; decimals: number };

const cut = (value: Rational, { max, min, decimals }: Range): Points => {
  const made = pointsOf(value, decimals);
  return made > max ? max : made < min ? min : made;
};

/** Points for a number `x`: of a measure, or declared. Grades, expressions and judged points have none. */
export function pointsFor(rule: Rule, x: Rational, range: Range): Points | null {
  const max = rationalPoints(range.max);
  switch (rule.type) {
    case 'yes_no':
      return x.n > 0n ? range.max : larger(whole(0), rationalPoints(range.min)).n === 0n ? 0n : range.min;
    case 'ratio':
      return cut(
        share(x, rationalOf(rule.full), rule.floor === undefined ? null : rationalOf(rule.floor), rule.start, max),
        range,
      );
    case 'count':
      return cut(multiply(x, rationalOf(rule.points_each)), range);
    case 'penalty':
      return cut(subtract(max, multiply(x, rationalOf(rule.points_each))), range);
    case 'steps': {
      const reached = rule.steps
        .map((step) => ({ at_least: rationalOf(step.at_least), points: points(step.points) }))
        .filter((step) => compare(x, step.at_least) >= 0)
        .sort((one, other) => compare(other.at_least, one.at_least))[0];
      return reached?.points ?? points(rule.otherwise);
    }
    default:
      return null;
  }
}

function share(x: Rational, full: Rational, floor: Rational | null, start: 'zero' | 'floor', max: Rational): Rational {
  const none = whole(0);
  const is_fewer_better = floor !== null && compare(floor, full) > 0;
  if (is_fewer_better) {
    if (compare(x, full) <= 0) return max;
    if (compare(x, floor) >= 0) return none;
    return divide(multiply(max, subtract(floor, x)), subtract(floor, full));
  }
  if (compare(x, full) >= 0) return max;
  if (floor !== null && compare(x, floor) < 0) return none;
  if (start === 'floor' && floor !== null) return divide(multiply(max, subtract(x, floor)), subtract(full, floor));
  return full.n === 0n ? none : larger(none, smaller(max, divide(multiply(max, x), full)));
}

/** Points from what the product knows; null: nothing to compute them from. */
export function computed(rule: Rule, known: Known, range: Range): Points | null {
  if (rule.type === 'expression') {
    const value = evaluate(expressionOf(rule.expression), known);
    return value && cut(value, range);
  }
  const name = 'measure' in rule ? rule.measure : undefined;
  const x = name === undefined ? null : known.measure(name);
  return x && pointsFor(rule, x, range);
}

/** Points for what an officer declares: `yes`, `no`, a number, the key of a grade. Null: no such answer to this rule. */
export function declared(rule: Rule, answer: string, range: Range): Points | null {
  if (rule.type === 'yes_no') {
    if (answer === 'yes') return range.max;
    return answer === 'no' ? pointsFor(rule, whole(0), range) : null;
  }
  if (rule.type === 'tiers') {
    const tier = rule.tiers.find((one) => one.key === answer);
    return tier ? points(tier.points) : null;
  }
  return DecimalText.safeParse(answer).success ? pointsFor(rule, rationalOf(answer), range) : null;
}
