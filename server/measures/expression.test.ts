import assert from 'node:assert/strict';
import test from 'node:test';
import { printRational, whole } from '#lib/rational';
import { evaluate, namesIn, parseExpression } from './expression.ts';

const KNOWN: Record<string, number | null> = { a: 7, b: 3, zero: 0, blank: null };
const known = (name: string) => (KNOWN[name] == null ? null : whole(KNOWN[name]));

for (const [text, value] of [
  ['1 + 2 * 3', '7.0000'],
  ['(1 + 2) * 3', '9.0000'],
  ['a / b', '2.3333'],
  ['a / b * b', '7.0000'],
  ['-a + 10', '3.0000'],
  ['a / zero', null],
  ['a + blank', null],
  ['coalesce(blank, a)', '7.0000'],
  ['coalesce(blank, a / zero)', null],
  ['if(b > 2 and a <> b, 1, blank)', '1.0000'],
  ['if(zero = 0, 100, a / zero)', '100.0000'],
  ['if(blank = 0, 1, 2)', null],
  ['max(a, b, 10) - min(a, b)', '7.0000'],
  ['abs(b - a)', '4.0000'],
  ['10 - 2 - 3', '5.0000'],
  ['0.1 + 0.2 = 0.3', '1.0000'],
] as const) {
  test(`${text} is ${value ?? 'not available'}`, () => {
    const found = evaluate(parseExpression(text), known);
    assert.equal(found && printRational(found, 4), value);
  });
}

for (const [text, at] of [
  ['1 +', 3],
  ['a b', 2],
  ['sqrt(a)', 0],
  ['a % b', 2],
  ['(a', 2],
  ['if(a, b)', 0],
  ['[a] + 1', 0],
  ['a + @1.1', 4],
] as const) {
  test(`"${text}" is refused at character ${at}`, () => assert.throws(() => parseExpression(text), { at }));
}

test('names of an expression, each once', () => assert.deepEqual(namesIn(parseExpression('a / b + max(a, c)')), ['a', 'b', 'c']));
