import assert from 'node:assert/strict';
import test from 'node:test';
import { type Rational, rationalOf } from '#lib/rational';
import { ExpressionError } from '#measures';
import { evaluate, parseExpression } from './expression.ts';
import { points, printPoints } from './points.ts';
import { computed, declared, pointsFor, Rule } from './rule.ts';

const range = (max: string, min = '0', decimals = 2) => ({ max: points(max), min: points(min), decimals });
const x = (text: string): Rational => {
  const [n, d] = text.split('/');
  return d ? { n: BigInt(n as string), d: BigInt(d) } : rationalOf(text);
};

for (const [rule, max, value, expected, why] of [
  [{ type: 'yes_no' }, '0.5', '1', '0.5', 'there is one: all points'],
  [{ type: 'yes_no' }, '0.5', '0', '0', 'there is none: nothing'],
  [{ type: 'ratio', full: '80' }, '4', '80', '4', 'at the threshold: all points'],
  [{ type: 'ratio', full: '80' }, '4', '79.99', '4', 'just below: rounded to two places'],
  [{ type: 'ratio', full: '80' }, '4', '60', '3', 'linear to the threshold'],
  [{ type: 'ratio', full: '80' }, '4', '0', '0', 'zero is zero'],
  [{ type: 'ratio', full: '90' }, '6', '200/3', '4.44', 'two thirds of a hundred, exactly rounded'],
  [{ type: 'ratio', full: '100', floor: '80' }, '4', '79.999', '0', 'below the floor: nothing'],
  [{ type: 'ratio', full: '100', floor: '80' }, '4', '80', '3.2', 'at the floor: in proportion to a hundred'],
  [{ type: 'ratio', full: '100', floor: '80' }, '4', '89.4', '3.58', 'between floor and a hundred, half away from zero'],
  [{ type: 'ratio', full: '100', floor: '80' }, '4', '100', '4', 'a hundred: all'],
  [{ type: 'ratio', full: '100', floor: '80' }, '4', '104', '4', 'above a hundred: no more than all'],
  [{ type: 'ratio', full: '100', floor: '80', start: 'floor' }, '4', '90', '2', 'from nothing at the floor'],
  [{ type: 'ratio', full: '5', floor: '20' }, '2', '5', '2', 'fewer is better: at the limit all'],
  [{ type: 'ratio', full: '5', floor: '20' }, '2', '12.5', '1', 'fewer is better: half-way'],
  [{ type: 'ratio', full: '5', floor: '20' }, '2', '20', '0', 'fewer is better: at the floor nothing'],
  [{ type: 'count', points_each: '0.5' }, '2', '3', '1.5', 'three of half a point'],
  [{ type: 'count', points_each: '0.5' }, '2', '7', '2', 'no more than the maximum'],
  [{ type: 'penalty', points_each: '0.5' }, '1', '2', '0', 'two disciplined: all taken off'],
  [{ type: 'penalty', points_each: '0.5' }, '1', '5', '0', 'not below the minimum'],
  [{ type: 'penalty', points_each: '0.25' }, '1', '1', '0.75', 'a quarter taken off'],
  [
    {
      type: 'steps',
      steps: [
        { at_least: '50', points: '1' },
        { at_least: '90', points: '3' },
      ],
    },
    '3',
    '90',
    '3',
    'steps in any order: the highest reached',
  ],
  [
    {
      type: 'steps',
      steps: [
        { at_least: '50', points: '1' },
        { at_least: '90', points: '3' },
      ],
    },
    '3',
    '89.999',
    '1',
    'just below a step',
  ],
  [{ type: 'steps', steps: [{ at_least: '50', points: '1' }], otherwise: '0.25' }, '3', '10', '0.25', 'below every step'],
] as const)
  test(`points: ${why}`, () => {
    const given = pointsFor(Rule.parse(rule), x(value), range(max));
    assert.equal(given === null ? null : printPoints(given), expected);
  });

test('points below zero: a penalty without points of its own', () => {
  const rule = Rule.parse({ type: 'penalty', points_each: '0.5' });
  assert.equal(printPoints(pointsFor(rule, x('3'), range('0', '-5')) as bigint), '-1.5');
  assert.equal(printPoints(pointsFor(rule, x('30'), range('0', '-5')) as bigint), '-5');
});

for (const [rule, answer, expected, why] of [
  [{ type: 'yes_no' }, 'yes', '2', 'yes'],
  [{ type: 'yes_no' }, 'no', '0', 'no'],
  [{ type: 'yes_no' }, '7', null, 'a number is no answer to yes or no'],
  [
    {
      type: 'tiers',
      tiers: [
        { key: 'good', label_vi: 'Tốt', label_en: 'Good', points: '1.5' },
        { key: 'done', label_vi: 'Đạt', label_en: 'Done', points: '1' },
      ],
    },
    'good',
    '1.5',
    'a grade',
  ],
  [
    {
      type: 'tiers',
      tiers: [
        { key: 'good', label_vi: 'Tốt', label_en: 'Good', points: '1.5' },
        { key: 'done', label_vi: 'Đạt', label_en: 'Done', points: '1' },
      ],
    },
    'best',
    null,
    'no such grade',
  ],
  [{ type: 'count', points_each: '1' }, '1', '1', 'one initiative of two'],
  [{ type: 'count', points_each: '1' }, '11 cả huyện, xã', null, 'text where a number belongs'],
  [{ type: 'judged' }, '1', null, 'judged points are given, not computed'],
] as const)
  test(`declared: ${why}`, () => {
    const given = declared(Rule.parse(rule), answer, range('2'));
    assert.equal(given === null ? null : printPoints(given), expected);
  });

const FIGURES: Record<string, string> = { late_cases: '3', on_time_rate: '89.4', zero: '0' };
const known = {
  measure: (name: string) => (FIGURES[name] === undefined ? null : x(FIGURES[name])),
  criterion: (code: string) => (code === '1.1' ? x('1.5') : null),
};

for (const [expression, expected, why] of [
  ['1 + 2 * 3', '7', 'products before sums'],
  ['(1 + 2) * 3', '9', 'brackets'],
  ['-2 - -3', '1', 'signs'],
  ['max(0, 2 - 0.5 * [late_cases])', '0.5', 'a deduction'],
  ['min(1, 2, 0.5)', '0.5', 'the smallest'],
  ['abs(-4.25)', '4.25', 'absolute'],
  ['if([on_time_rate] >= 90, 2, [on_time_rate] / 90)', '0.993333', 'a condition'],
  ['if(@1.1 = 1.5, 2, 0)', '2', 'points of another criterion'],
  ['1 / [zero]', null, 'division by nothing is not available'],
  ['[unknown] + 1', null, 'nothing known, nothing said'],
  ['coalesce([unknown], [late_cases])', '3', 'the first that is known'],
  ['if([unknown] > 1, 1, 0)', null, 'an unknown condition decides nothing'],
] as const)
  test(`expression: ${why}`, () => {
    const value = evaluate(parseExpression(expression), known);
    if (expected === null) assert.equal(value, null);
    else assert.equal(value && (value.n * 1_000_000n) / value.d, (rationalOf(expected).n * 1_000_000n) / rationalOf(expected).d);
  });

for (const [text, at] of [
  ['1 +', 3],
  ['(1', 2],
  ['foo(1)', 0],
  ['late_cases', 0],
  ['if(1, 2)', 0],
  ['1 2', 2],
  ['[Hoa]', 0],
  ['', 0],
] as const)
  test(`expression refused: ${text || '(empty)'}`, () => {
    assert.throws(
      () => parseExpression(text),
      (error) => error instanceof ExpressionError && error.at === at,
    );
  });

test('an expression of points is cut to its range', () => {
  const rule = Rule.parse({ type: 'expression', expression: '[late_cases] * 10' });
  assert.equal(printPoints(computed(rule, known, range('4')) as bigint), '4');
  assert.equal(computed(Rule.parse({ type: 'expression', expression: '[unknown]' }), known, range('4')), null);
});

test('points of text: three places at most', () => {
  assert.equal(points('8.7'), 8700n);
  assert.equal(printPoints(points('8.700')), '8.7');
  assert.equal(printPoints(points('10')), '10');
  assert.equal(printPoints(-500n), '-0.5');
  assert.throws(() => points('0.0001'), RangeError);
  assert.throws(() => points('mười'), RangeError);
});
