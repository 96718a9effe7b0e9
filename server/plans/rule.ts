// Whether a target is reached: thresholds on exact figures, joined by all or any. Pure.
import { z } from 'zod';
import { type Day, makeDay } from '#lib/day';
import { compare, divide, HUNDRED, multiply, printRational, type Rational, rationalOf } from '#lib/rational';
import { yearEnd, yearStart } from './state.ts';

export const OPS = ['>=', '<=', '=', '>', '<'] as const;
export type Op = (typeof OPS)[number];
export const VERDICTS = ['met', 'missed', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `30`, `2.5`, or a fraction as the plan writes it: `1/3`. */
export const Threshold = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?(\/[1-9]\d{0,8})?$/);
const code = z.string().trim().min(1).max(20);
const name = z.string().trim().min(1).max(1000);

export const Leaf = z.strictObject({
  code,
  name,
  op: z.enum(OPS),
  threshold: Threshold,
  /** What is measured: `%`, `document`, `point` … With `%` a numerator over a denominator counts a hundredfold. */
  unit: z.string().trim().min(1).max(40),
  figure: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('measure'), measure: z.string().min(1).max(80) }),
    z.strictObject({ kind: z.literal('declared') }),
  ]),
  /** The threshold must hold in each of so many years before the year of the target; 0: in the year itself. */
  years_before: z.int().min(0).max(5).default(0),
});
export type Leaf = z.output<typeof Leaf>;

/** Something that is there or not, of which no figure tells. */
export const YesNo = z.strictObject({ code, name, yes_no: z.literal(true) });
export type YesNo = z.output<typeof YesNo>;

export type Branch = { code: string; name: string; join: 'all' | 'any'; parts: Part[] };
export type Part = Leaf | YesNo | Branch;
export type PartInput = z.input<typeof Leaf> | YesNo | { code: string; name: string; join: 'all' | 'any'; parts: PartInput[] };

export const Branch: z.ZodType<Branch, { code: string; name: string; join: 'all' | 'any'; parts: PartInput[] }> = z.strictObject({
  code,
  name,
  join: z.enum(['all', 'any']),
  get parts() {
    return z.array(Part).min(1).max(40);
  },
});
export const Part: z.ZodType<Part, PartInput> = z.lazy(() => z.union([Branch, Leaf, YesNo]));

export const isBranch = (part: Part): part is Branch => 'parts' in part;
export const isLeaf = (part: Part): part is Leaf => 'op' in part;

/** Parts at the ends, in order. */
export function endsOf(part: Part): (Leaf | YesNo)[] {
  return isBranch(part) ? part.parts.flatMap(endsOf) : [part];
}

/** The first code that stands twice among the ends, by which figures are kept; null when each is its own. */
export function doubledCode(part: Part): string | null {
  const seen = new Set<string>();
  for (const end of endsOf(part)) {
    if (seen.has(end.code)) return end.code;
    seen.add(end.code);
  }
  return null;
}

/** How deep the tree goes; a leaf is 1. */
export const depthOf = (part: Part): number => (isBranch(part) ? 1 + Math.max(...part.parts.map(depthOf)) : 1);

export type Period = { from_on: Day; to_on: Day };

/** The periods whose figures an end needs on a day of the year of the target: that year until the day, or each of the years before, whole. */
export function periodsOf(end: Leaf | YesNo, year: number, day: Day): Period[] {
  const until: Day = day < yearEnd(year) ? day : yearEnd(year);
  const years = isLeaf(end) ? end.years_before : 0;
  if (years === 0) return [{ from_on: yearStart(year), to_on: until < yearStart(year) ? yearStart(year) : until }];
  return Array.from({ length: years }, (_, i) => year - years + i).map((past) => ({
    from_on: makeDay(past, 1, 1),
    to_on: yearEnd(past),
  }));
}

export const thresholdOf = (text: string): Rational => {
  const [top, below] = text.split('/') as [string, string | undefined];
  return below === undefined ? rationalOf(top) : divide(rationalOf(top), rationalOf(below));
};

/** A figure as told: one number, or a numerator over a denominator, which in per cent counts a hundredfold. Exact. */
export function exactOf(
  told: { value: string | null; numerator: string | null; denominator: string | null },
  unit: string,
): Rational | null {
  if (told.value !== null) return rationalOf(told.value);
  if (told.numerator === null || told.denominator === null) return null;
  const share = divide(rationalOf(told.numerator), rationalOf(told.denominator));
  return unit === '%' ? multiply(share, HUNDRED) : share;
}

/** Compared at full precision: 97,996 % is below 98 %, however it is printed. */
export function holds(value: Rational, op: Op, threshold: Rational): boolean {
  const order = compare(value, threshold);
  switch (op) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
  }
}

/** What is known of one end in one period. */
export type Known = { exact: Rational | null; declared: Verdict | null };

export function verdictOfEnd(end: Leaf | YesNo, known: readonly Known[]): Verdict {
  return every(
    known.map(({ exact, declared }) => {
      if (exact !== null && isLeaf(end)) return holds(exact, end.op, thresholdOf(end.threshold)) ? 'met' : 'missed';
      return declared ?? 'unknown';
    }),
  );
}

/** All must be met: one missed decides, whatever is not known yet. */
function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'met';
}

/** One is enough: one met decides. */
function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('met')) return 'met';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'missed';
}

/** @param of the verdict of each end, by its code */
export function verdictOf(part: Part, of: (code: string) => Verdict): Verdict {
  if (!isBranch(part)) return of(part.code);
  const verdicts = part.parts.map((one) => verdictOf(one, of));
  return part.join === 'all' ? every(verdicts) : some(verdicts);
}

/** For reading only: up to four decimals, trailing zeros dropped. */
export function printed(exact: Rational): string {
  const text = printRational(exact, 4);
  return text.replace(/\.?0+$/, '') || '0';
}
