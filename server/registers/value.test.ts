import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsOf, Layout } from './layout.ts';
import { isSame, lineOf, naturalKey, readValues } from './value.ts';

const field = (key: string, type: string, more: Record<string, unknown> = {}) => ({
  key,
  type,
  label_vi: key,
  label_en: key,
  ...more,
});
const LAYOUT = Layout.parse({
  fields: [
    field('on', 'day', { is_required: true }),
    field('kind', 'choice', { choices: [{ key: 'a', label_vi: 'A', label_en: 'A' }], is_required: true }),
    field('found', 'number', { min: '0' }),
    field('solved', 'number', { min: '0' }),
    field('share', 'number', { decimals: 2, max: '100' }),
    field('paid', 'money'),
    field('done', 'flag'),
    field('who', 'person'),
    field('paper', 'document'),
    field('due', 'day', { may_be_future: true }),
  ],
  day_field: 'on',
  period_kind: 'at_day',
  key: ['on', 'kind', 'paper'],
  list: ['on'],
  rules: [
    { kind: 'not_more_than', field: 'solved', than: 'found' },
    { kind: 'not_before', field: 'due', than: 'on' },
    { kind: 'required_when', field: 'who', when: 'done', is: ['true'] },
  ],
});
const TODAY = '2026-11-20';
const START = { on: '2026-01-05', kind: 'a' };
const faults = (more: Record<string, unknown>) =>
  readValues(LAYOUT, { ...START, ...more }, TODAY).faults.map(({ field: key, fault }) => `${key} ${fault}`);

test('blank is left out, numbers are written one way', () => {
  const sent = {
    ...START,
    found: '007',
    share: '18.20',
    paid: '69843532000',
    done: false,
    who: { name: '' },
    paper: { number: '' },
  };
  assert.deepEqual(readValues(LAYOUT, sent, TODAY), {
    values: { ...START, found: '7', share: '18.2', paid: '69843532000', done: false },
    faults: [],
  });
});

for (const [more, expected] of [
  [{ on: '' }, ['on required']],
  [{ on: '2026-02-30' }, ['on not_a_day']],
  [{ on: '2026-11-21' }, ['on in_the_future']],
  [{ due: '2027-01-01' }, []],
  [{ due: '2026-01-04' }, ['due before']],
  [{ kind: 'b' }, ['kind not_a_choice']],
  [{ found: '11 cả huyện, xã' }, ['found text_beside_number']],
  [{ found: 'không' }, ['found not_a_number']],
  [{ found: 1.5 }, ['found not_a_number']],
  [{ found: '-1' }, ['found too_small']],
  [{ share: '100.01' }, ['share too_large']],
  [{ share: '1.005' }, ['share too_many_decimals']],
  [{ paid: '1.5' }, ['paid too_many_decimals']],
  [{ found: '2', solved: '3' }, ['solved more_than']],
  [{ solved: '3' }, []],
  [{ done: true }, ['who needed_now']],
  [{ done: 'có' }, ['done not_a_flag']],
  [{ paper: { on: '2026-13-01' } }, ['paper not_a_day']],
  [{ more: 'x' }, ['more unknown_field']],
] as const)
  test(`${JSON.stringify(more)}: ${expected.join() || 'fine'}`, () => assert.deepEqual(faults(more), expected));

test('the key tells lines apart; the line leaves the day out', () => {
  const values = { ...START, paper: { number: '16/KH-UBND', on: '2022-01-22', title: 'x' } };
  assert.equal(naturalKey(LAYOUT, values), '2026-01-05 | a | 16/kh-ubnd 2022-01-22');
  assert.equal(lineOf(LAYOUT, values), 'a | 16/kh-ubnd 2022-01-22');
  assert.equal(isSame({ a: '1', b: { number: 'x', on: 'y' } }, { b: { on: 'y', number: 'x' }, a: '1' }), true);
});

test('the parts of a total add up, where all are known', () => {
  const parts = Layout.parse({
    fields: [field('on', 'day', { is_required: true }), field('x', 'number'), field('y', 'number'), field('all', 'number')],
    day_field: 'on',
    period_kind: 'at_day',
    list: ['on'],
    rules: [{ kind: 'sum_is', parts: ['x', 'y'], total: 'all' }],
  });
  const told = (more: Record<string, string>) =>
    readValues(parts, { on: '2026-01-01', ...more }, TODAY).faults.map(({ data }) => data);
  assert.deepEqual(told({ x: '101', y: '98', all: '199' }), []);
  assert.deepEqual(told({ x: '1', y: '34', all: '34' }), [{ total: '34', sum: '35' }]);
  assert.deepEqual(told({ x: '1', all: '34' }), []);
});

test('a layout that cannot be kept says where', () => {
  const broken = Layout.parse({
    fields: [field('on', 'day'), field('on', 'text'), field('pick', 'choice'), field('n', 'number', { min: '5', max: '1' })],
    day_field: 'on',
    period_kind: 'in_period',
    key: ['n'],
    list: ['gone'],
    rules: [{ kind: 'not_more_than', field: 'pick', than: 'n' }],
  });
  assert.deepEqual(
    faultsOf(broken).map(({ fault, path }) => `${fault} ${path}`),
    [
      'field_twice fields.1.key',
      'no_choices fields.2.choices',
      'min_above_max fields.3.min',
      'not_a_day day_field',
      'key_not_required key',
      'unknown_field list.0',
      'not_a_number rules.0.field',
    ],
  );
});
