// Exact numbers known to lie between two bounds: a share printed 92.35 stands for anything from 92.345 to 92.355.
import {
  add,
  compare,
  divide,
  larger,
  multiply,
  negate,
  type Rational,
  rationalOf,
  smaller,
  subtract,
  whole,
  ZERO,
} from '#lib/rational';
import type { Expression } from '#measures';

/** `lo` ≤ value ≤ `hi`. */
export type Interval = { lo: Rational; hi: Rational };

export const point = (value: Rational): Interval => ({ lo: value, hi: value });

/** @param is_rounded the text is a rounded number: half a unit of its last decimal either way */
export function intervalOf(text: string, is_rounded: boolean): Interval {
  const value = rationalOf(text);
  if (!is_rounded) return point(value);
  const half = divide(whole(1), whole(2n * 10n ** BigInt(text.split('.')[1]?.length ?? 0)));
  return { lo: subtract(value, half), hi: add(value, half) };
}

const isPoint = ({ lo, hi }: Interval) => compare(lo, hi) === 0;
const hull = (values: readonly Rational[]): Interval => ({ lo: values.reduce(smaller), hi: values.reduce(larger) });

/** Null: a value it needs is not available, or the divisor may be 0. */
export function evaluateInterval(expression: Expression, known: (name: string) => Interval | null): Interval | null {
  switch (expression.kind) {
    case 'number':
      return point(expression.value);
    case 'name':
      return known(expression.name);
    case 'negate': {
      const value = evaluateInterval(expression.of, known);
      return value && { lo: negate(value.hi), hi: negate(value.lo) };
    }
    case 'binary': {
      const [left, right] = [evaluateInterval(expression.left, known), evaluateInterval(expression.right, known)];
      return left && right ? binary(expression.op, left, right) : null;
    }
    case 'call':
      return called(expression, known);
  }
}

function binary(op: string, a: Interval, b: Interval): Interval | null {
  const corners = (of: (x: Rational, y: Rational) => Rational) =>
    hull([of(a.lo, b.lo), of(a.lo, b.hi), of(a.hi, b.lo), of(a.hi, b.hi)]);
  if (op === '+') return { lo: add(a.lo, b.lo), hi: add(a.hi, b.hi) };
  if (op === '-') return { lo: subtract(a.lo, b.hi), hi: subtract(a.hi, b.lo) };
  if (op === '*') return corners(multiply);
  if (op === '/') return compare(b.lo, ZERO) <= 0 && compare(b.hi, ZERO) >= 0 ? null : corners(divide);
  if (op === 'and' || op === 'or') return logic(op, truthOf(a), truthOf(b));
  return truth(certain(op, a, b));
}

/** True or false where it is certain, null where both can be. */
type Certain = boolean | null;

function certain(op: string, a: Interval, b: Interval): Certain {
  if (op === '>' || op === '>=') return certain(op === '>' ? '<' : '<=', b, a);
  if (op === '<>') {
    const same = certain('=', a, b);
    return same === null ? null : !same;
  }
  if (op === '=') {
    if (compare(a.hi, b.lo) < 0 || compare(b.hi, a.lo) < 0) return false;
    return isPoint(a) && isPoint(b) ? true : null;
  }
  if (op === '<') return compare(a.hi, b.lo) < 0 ? true : compare(a.lo, b.hi) >= 0 ? false : null;
  return compare(a.hi, b.lo) <= 0 ? true : compare(a.lo, b.hi) > 0 ? false : null;
}

const truth = (is_true: Certain): Interval => ({ lo: whole(is_true ? 1 : 0), hi: whole(is_true === false ? 0 : 1) });
const truthOf = (a: Interval): Certain =>
  isPoint(a) ? a.lo.n !== 0n : compare(a.lo, ZERO) > 0 || compare(a.hi, ZERO) < 0 ? true : null;

function logic(op: 'and' | 'or', a: Certain, b: Certain): Interval {
  const decisive = op === 'or';
  if (a === decisive || b === decisive) return truth(decisive);
  return truth(a === null || b === null ? null : !decisive);
}

function called({ name, of }: Extract<Expression, { kind: 'call' }>, known: (name: string) => Interval | null): Interval | null {
  const value = (at: number) => evaluateInterval(of[at] as Expression, known);
  if (name === 'coalesce') {
    for (let at = 0; at < of.length; at += 1) {
      const found = value(at);
      if (found) return found;
    }
    return null;
  }
  if (name === 'if') {
    const condition = value(0);
    if (!condition) return null;
    const decided = truthOf(condition);
    if (decided !== null) return value(decided ? 1 : 2);
    const [yes, no] = [value(1), value(2)];
    return yes && no && { lo: smaller(yes.lo, no.lo), hi: larger(yes.hi, no.hi) };
  }
  const values = of.map((_, at) => value(at));
  const all = values.filter((one) => one !== null);
  if (all.length < values.length) return null;
  const [first] = all as [Interval];
  if (name === 'abs') {
    if (compare(first.lo, ZERO) >= 0) return first;
    if (compare(first.hi, ZERO) <= 0) return { lo: negate(first.hi), hi: negate(first.lo) };
    return { lo: ZERO, hi: larger(negate(first.lo), first.hi) };
  }
  const pick = name === 'max' ? larger : smaller;
  return { lo: all.map(({ lo }) => lo).reduce(pick), hi: all.map(({ hi }) => hi).reduce(pick) };
}

/** Whether `a op b` can be so for some values in both; only what cannot be is a fault. */
export function mayHold(op: '==' | '!=' | '>' | '>=' | '<' | '<=', a: Interval, b: Interval): boolean {
  const word = op === '==' ? '=' : op === '!=' ? '<>' : op;
  return certain(word, a, b) !== false;
}
