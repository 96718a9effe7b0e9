import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Definition, type Fault, faultsOf, interlinking, longest, workingHours } from './definition.ts';

const step = (code: string, more: object = {}) => ({
  code,
  name_vi: code,
  name_en: code,
  role: 'leader',
  unit: { at: 'competent' },
  ...more,
});
const said = (faults: Fault[]) => faults.map(({ code, step: at, data }) => [code, at, ...Object.values(data)].join(' '));
const check = (definition: object, limit: Parameters<typeof faultsOf>[1] = null) =>
  said(faultsOf(Definition.parse(definition), limit));
const hours = (amount: number) => ({ limit: { unit: 'hour', amount } });

for (const [limit, expected, why] of [
  [{ unit: 'hour', amount: 4 }, 4, 'hours are hours'],
  [{ unit: 'working_day', amount: 3 }, 24, 'a working day is eight'],
  [{ unit: 'working_day', amount: 0 }, 8, 'the same day is one working day'],
  [{ unit: 'day', amount: 7 }, 40, 'a week of civil days holds five working days'],
  [{ unit: 'day', amount: 15 }, 80, 'two weeks and a day that may be a Sunday'],
  [{ unit: 'day', amount: 2 }, 8, 'two days may both be a weekend; one working day is left'],
  [{ unit: 'month', amount: 1 }, 160, 'a month is four weeks'],
] as const) {
  test(`a limit in working hours: ${why}`, () => assert.equal(workingHours(limit), expected));
}

const TWO = [step('a', { next: ['b'], ...hours(8) }), step('b', { may: ['decide'], ...hours(8) })];

for (const [why, definition, limit, expected] of [
  ['two steps within the limit', { steps: TWO }, { unit: 'working_day', amount: 2 }, []],
  ['steps that take longer than the procedure', { steps: TWO }, { unit: 'working_day', amount: 1 }, ['too_long  16 8']],
  ['a procedure that states no limit', { steps: TWO }, null, []],
  ['nobody decides', { steps: [step('a')] }, null, ['no_decision ']],
  [
    'a way that ends undecided',
    { steps: [step('a', { next: ['b', 'c'] }), step('b', { may: ['decide'] }), step('c')] },
    null,
    ['way_without_decision a'],
  ],
  ['a circle', { steps: [step('a', { next: ['b'] }), step('b', { next: ['a'], may: ['decide'] })] }, null, ['circle a']],
  ['a step to nowhere', { steps: [step('a', { next: ['x'], may: ['decide'] })] }, null, ['next_unknown a x']],
  ['a step to itself', { steps: [step('a', { next: ['a'], may: ['decide'] })] }, null, ['next_itself a']],
  ['a step nobody comes to', { steps: [step('a', { may: ['decide'] }), step('b')] }, null, ['never_reached b']],
  ['one code for two steps', { steps: [step('a', { may: ['decide'] }), step('a')] }, null, ['step_twice a']],
  [
    'a fork with one way',
    { steps: [step('a', { next: ['b'], fork: 'all' }), step('b', { may: ['decide'] })] },
    null,
    ['fork_of_one a'],
  ],
  [
    'shares of more than the whole',
    {
      steps: [
        step('a', { next: ['b'], limit: { unit: 'percent', amount: 60 } }),
        step('b', { may: ['decide'], limit: { unit: 'percent', amount: 50 } }),
      ],
    },
    null,
    ['percent_too_much  110'],
  ],
  [
    'a step outside every leg, and a leg without steps',
    { legs: [{ code: 'xa', name_vi: 'Xã', name_en: 'Commune', level: 'commune' }], steps: [step('a', { may: ['decide'] })] },
    null,
    ['leg_unused  xa', 'leg_missing a'],
  ],
  [
    'a leg shorter than its steps',
    {
      legs: [{ code: 'xa', name_vi: 'Xã', name_en: 'Commune', level: 'commune', limit: { unit: 'working_day', amount: 1 } }],
      steps: TWO.map((one) => ({ ...one, leg: 'xa' })),
    },
    null,
    ['leg_too_long  xa 16 8'],
  ],
] as const) {
  test(`a definition is read: ${why}`, () => assert.deepEqual(check(definition, limit), expected));
}

test('ways that run at once count by the longest', () => {
  const { steps } = Definition.parse({
    steps: [
      step('a', { next: ['b', 'c'], fork: 'all', ...hours(2) }),
      step('b', { next: ['d'], ...hours(10) }),
      step('c', { next: ['d'], ...hours(4) }),
      step('d', { may: ['decide'], ...hours(3) }),
    ],
  });
  assert.equal(
    longest(steps, (one) => one.limit?.amount ?? 0),
    15,
  );
});

test('interlinking is told by the levels of the legs', () => {
  const leg = (level: 'commune' | 'district' | 'province', code: string) => ({
    code,
    name_vi: code,
    name_en: code,
    level,
    limit: null,
  });
  assert.equal(interlinking({ legs: [] }), 'none');
  assert.equal(interlinking({ legs: [leg('commune', 'a'), leg('commune', 'b')] }), 'same_level');
  assert.equal(interlinking({ legs: [leg('commune', 'a'), leg('province', 'b')] }), 'two_levels');
  assert.equal(interlinking({ legs: [leg('commune', 'a'), leg('district', 'b'), leg('province', 'c')] }), 'three_levels');
});
