import assert from 'node:assert/strict';
import test from 'node:test';
import { rationalOf } from '#lib/rational';
import { faultsOfRule, RuleBody, readSide } from './rules.ts';
import { intervalOf } from './rules-interval.ts';
import { faultId, judge, usualRange } from './rules-judge.ts';

type Values = Record<string, string | null>;

/** Values with a per cent sign are rounded ones. */
function known(values: Values) {
  const of = (key: string, is_printed: boolean) => {
    const text = values[key];
    if (text == null) return null;
    return intervalOf(text.replace('%', ''), is_printed && text.endsWith('%'));
  };
  return { cell: of, measure: of };
}

function rule(left: string, op: string, right: string, more: object = {}) {
  return RuleBody.parse({
    label_vi: 'x',
    label_en: 'x',
    left: { expression: left },
    op,
    right: { expression: right },
    importance: 'high',
    instruction_vi: 'x',
    ...more,
  });
}

const state = (body: ReturnType<typeof rule>, values: Values) => judge(body, known(values)).state;

test('every operator, exactly: what floats get wrong is right here', () => {
  const values = { a: '0.1', b: '0.2', c: '0.3', d: '46', e: '35' };
  assert.equal(state(rule('[a] + [b]', '==', '[c]'), values), 'met');
  assert.equal(state(rule('[a] + [b]', '!=', '[c]'), values), 'failed');
  assert.equal(state(rule('[e]', '<=', '[d]'), values), 'met');
  assert.equal(state(rule('[d]', '<=', '[e]'), values), 'failed');
  assert.equal(state(rule('[d]', '<', '[d]'), values), 'failed');
  assert.equal(state(rule('[d]', '>=', '[d]'), values), 'met');
  assert.equal(state(rule('[d]', '>', '[e] + 10.999999999'), values), 'met');
  assert.equal(state(rule('[d]', '>', '[e] + 11'), values), 'failed');
});

test('a printed share may lie half a unit of its last decimal away, and not more', () => {
  // 35/46 = 76.0869…: printed 76.09; 76.08 is what no rounding gives.
  const share = rule('[rate] * [all] / 100', '==', '[done]');
  assert.equal(state(share, { rate: '76.09%', all: '46', done: '35' }), 'met');
  assert.equal(state(share, { rate: '76.08%', all: '46', done: '35' }), 'failed');
  assert.equal(state(share, { rate: '76.1%', all: '46', done: '35' }), 'met');
  const exact = rule('[rate] * [all] / 100', '==', '[done]', { precision: 'exact' });
  assert.equal(state(exact, { rate: '76.09%', all: '46', done: '35' }), 'failed');
  // 33.33 + 33.33 + 33.33 = 99.99 is 100 as far as print can tell; 99.9 and 99.97 are not.
  const whole = rule('[a] + [b] + [c]', '==', '100');
  assert.equal(state(whole, { a: '33.33%', b: '33.33%', c: '33.33%' }), 'met');
  assert.equal(state(whole, { a: '33.33%', b: '33.33%', c: '33.31%' }), 'failed');
  assert.equal(state(whole, { a: '33.33', b: '33.33', c: '33.33' }), 'failed');
});

test('what a missing cell means is said per side', () => {
  const parts = (missing: string) => rule('[a] + [b]', '<=', '[all]', { left: { expression: '[a] + [b]', missing } });
  const some = { a: '7', b: null, all: '5' };
  const none = { a: null, b: null, all: '5' };
  assert.equal(state(parts('skip_if_any'), some), 'skipped');
  assert.equal(state(parts('skip_if_all'), some), 'failed');
  assert.equal(state(parts('skip_if_all'), none), 'skipped');
  assert.equal(state(parts('never_skip'), some), 'failed');
  assert.equal(state(parts('never_skip'), none), 'met');
  assert.equal(state(parts('never_skip'), { ...some, all: null }), 'skipped', 'the other side has its own strategy');
  assert.deepEqual(judge(parts('skip_if_all'), known(some)).missing, ['b']);
});

test('pairs: both or neither, and not both; zero is a value, blank is not', () => {
  const both = rule('[a]', 'compulsory_pair', '[b]');
  assert.equal(state(both, { a: '0', b: null }), 'failed');
  assert.equal(state(both, { a: '0', b: '0' }), 'met');
  assert.equal(state(both, { a: null, b: null }), 'met');
  const one = rule('[a]', 'exclusive_pair', '[b]');
  assert.equal(state(one, { a: '0', b: '3' }), 'failed');
  assert.equal(state(one, { a: null, b: '3' }), 'met');
});

test('dividing by what may be 0 is not judged; coalesce and if decide where they can', () => {
  assert.equal(state(rule('[a] / [b]', '<=', '1'), { a: '3', b: '0' }), 'skipped');
  assert.equal(state(rule('coalesce([a], [b])', '==', '4'), { a: null, b: '4' }), 'met');
  assert.equal(state(rule('if([b] = 0, 100, [a] / [b] * 100)', '<=', '100'), { a: '3', b: '0' }), 'met');
  assert.equal(state(rule('max([a], [b])', '==', '[b]'), { a: '3', b: '4' }), 'met');
  assert.equal(state(rule('abs([a] - [b])', '<=', '1'), { a: '3', b: '5' }), 'failed');
  assert.equal(state(rule('on_time', '<=', '[b]'), { on_time: '3', b: '5' }), 'met', 'a measure by its name');
});

test('keys of official numbering are cells; what the form does not have is told', () => {
  assert.deepEqual([...readSide('[1.4.2] + [4.6#2] + [1.4.2]').cells.values()], ['1.4.2', '4.6#2']);
  const row = {
    code: null,
    label_vi: 'x',
    label_en: 'x',
    level: 1,
    unit_vi: '',
    basis: 'period' as const,
    scope: 'all' as const,
    decimals: 2,
  };
  const layout = {
    official_code: 'X',
    rows: [
      { ...row, key: '1', is_heading: true },
      { ...row, key: '1.1', is_heading: false, measure: 'new' },
    ],
    checks: [],
  };
  const faults = faultsOfRule(rule('[1.1] + [1]', '<=', 'nothing + ('), layout, () => false);
  assert.deepEqual(faults, [
    { side: 'left', message: '[1] ?' },
    { side: 'right', message: 'something is missing at the end (12)' },
  ]);
});

test('an explanation is of these figures: with others the fault is another', () => {
  const body = rule('[a]', '<=', '[b]');
  const of = (a: string) => faultId({ code: 'c1', version: 1 }, judge(body, known({ a, b: '5' })));
  assert.equal(of('7'), of('7'));
  assert.notEqual(of('7'), of('8'));
});

test('the usual range: quartiles and one and a half of their distance, from four earlier values on', () => {
  const values = (...all: string[]) => all.map(rationalOf);
  assert.equal(usualRange(values('10', '12', '11'), 0), null);
  assert.deepEqual(usualRange(values('10', '12', '11', '13', '12'), 1), { low: '9.5', high: '13.5', periods: 5 });
  assert.deepEqual(usualRange(values('5', '5', '5', '5'), 0), { low: '5', high: '5', periods: 4 });
});
