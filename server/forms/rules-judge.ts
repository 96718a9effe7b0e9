// A rule held against the cells of a filled form. Pure.
import { createHash } from 'node:crypto';
import { add, compare, divide, printRational, type Rational, reduced, whole, ZERO } from '#lib/rational';
import { cellsOfRule, type Operator, type RuleBody, readSide, type Side } from './rules.ts';
import { evaluateInterval, type Interval, mayHold, point } from './rules-interval.ts';

export type KnownCells = {
  /** By key of the row; null: without a value. */
  cell: (key: string, is_printed: boolean) => Interval | null;
  measure: (name: string, is_printed: boolean) => Interval | null;
};

export type Verdict = {
  state: 'met' | 'failed' | 'skipped';
  /** Middle of what each side may be, printed; null: no value. */
  left: string | null;
  right: string | null;
  /** Cells without a value that the rule looks at. */
  missing: string[];
};

/** What a side is; `has_value` says whether anything stands there. */
function sideOf(
  side: Side,
  known: KnownCells,
  is_printed: boolean,
): { value: Interval | null; has_value: boolean; is_skipped: boolean } {
  const { expression, cells, measures } = readSide(side.expression);
  const value = (name: string) => {
    const key = cells.get(name);
    return key === undefined ? known.measure(name, is_printed) : known.cell(key, is_printed);
  };
  const names = [...cells.keys(), ...measures];
  const missing = names.filter((name) => value(name) === null);
  const has_any = names.length === 0 || missing.length < names.length;
  const has_value = side.missing === 'skip_if_any' ? missing.length === 0 : has_any;
  const is_skipped =
    (side.missing === 'skip_if_any' && missing.length > 0 && !standsWithout(side, value)) ||
    (side.missing === 'skip_if_all' && !has_any);
  const zero = point(ZERO);
  const filled = side.missing === 'skip_if_any' ? value : (name: string) => value(name) ?? zero;
  return { value: is_skipped ? null : evaluateInterval(expression, filled), has_value, is_skipped };
}

/** `coalesce` may need no value of some of its names: a side that has a value without them misses nothing. */
function standsWithout(side: Side, value: (name: string) => Interval | null): boolean {
  return side.expression.includes('coalesce') && evaluateInterval(readSide(side.expression).expression, value) !== null;
}

/** Says of a rule whether it holds for these cells. A side without a value, or divided by 0, is not judged. */
export function judge(body: RuleBody, known: KnownCells): Verdict {
  const is_printed = body.precision === 'printed';
  const [left, right] = [sideOf(body.left, known, is_printed), sideOf(body.right, known, is_printed)];
  const missing = cellsOfRule(body).filter((key) => known.cell(key, is_printed) === null);
  const shown = { left: print(left.value), right: print(right.value), missing };
  if (body.op === 'compulsory_pair' || body.op === 'exclusive_pair') {
    const is_met = body.op === 'compulsory_pair' ? left.has_value === right.has_value : !(left.has_value && right.has_value);
    return { state: is_met ? 'met' : 'failed', ...shown };
  }
  if (left.is_skipped || right.is_skipped || !left.value || !right.value) return { state: 'skipped', ...shown };
  return { state: mayHold(body.op as Exclude<Operator, `${string}_pair`>, left.value, right.value) ? 'met' : 'failed', ...shown };
}

/** Whole where it is, otherwise to four decimals without zeros at the end. */
function print(value: Interval | null): string | null {
  if (!value) return null;
  const middle = reduced(divide(add(value.lo, value.hi), whole(2)));
  if (middle.d === 1n) return String(middle.n);
  return printRational(middle, 4).replace(/0+$/, '').replace(/\.$/, '');
}

/** The same rule with the same figures is the same fault: what explains it explains no other. */
export function faultId(rule: { code: string; version: number }, verdict: Verdict): string {
  const said = [rule.code, rule.version, verdict.left, verdict.right, ...verdict.missing];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 24);
}

export type Usual = { low: string; high: string; periods: number };
const LEAST_PERIODS = 4;

/**
 * The range a value usually lies in: one and a half quartile distances outside the quartiles of its earlier values (Tukey's fences), exactly.
 * Null with fewer than four of them.
 */
export function usualRange(values: readonly Rational[], decimals: number): Usual | null {
  if (values.length < LEAST_PERIODS) return null;
  const sorted = [...values].sort(compare);
  const [low, high] = [quantile(sorted, 1n), quantile(sorted, 3n)];
  const reach = divide(multiplyBy(subtractOf(high, low), 3n), whole(2));
  return {
    low: printRational(reduced(subtractOf(low, reach)), decimals),
    high: printRational(reduced(add(high, reach)), decimals),
    periods: values.length,
  };
}

const subtractOf = (a: Rational, b: Rational) => add(a, { n: -b.n, d: b.d });
const multiplyBy = (a: Rational, n: bigint): Rational => ({ n: a.n * n, d: a.d });

/** The `quarter`/4 quantile, between the two values it falls between. */
function quantile(sorted: readonly Rational[], quarter: bigint): Rational {
  const place = quarter * BigInt(sorted.length - 1);
  const below = sorted[Number(place / 4n)] as Rational;
  const above = sorted[Number(place / 4n) + 1] ?? below;
  return add(below, divide(multiplyBy(subtractOf(above, below), place % 4n), whole(4)));
}
