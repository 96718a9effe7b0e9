import assert from 'node:assert/strict';
import test from 'node:test';
import { addsUp, bandOf, differences, type Given, sums } from './ledger.ts';
import { points, printPoints } from './points.ts';
import { ranked } from './ranking.ts';
import { CriteriaSet, computingOrder, faultsOf, leaves } from './tree.ts';

const HEAD = {
  code: 'thu',
  version: 1,
  kind: 'reform_index',
  level: 'district',
  name_vi: 'Bộ thử',
  name_en: 'Trial set',
  valid_from: '2023-01-01',
  is_official: false,
  source: 'kiểm thử',
};
const judged = (code: string, max_points: string, more: object = {}) => ({
  code,
  name_vi: `Tiêu chí ${code}`,
  max_points,
  rule: { type: 'judged' },
  ...more,
});
const area = (code: string, max_points: string, children: object[]) => ({
  code,
  name_vi: `Lĩnh vực ${code}`,
  max_points,
  children,
});
const given = (values: Record<string, string | null>): Map<string, Given> =>
  new Map(
    Object.entries(values).map(([code, value]) => [code, { value: value === null ? null : points(value), is_estimate: false }]),
  );

// Maxima and points by area of the nine-month report of Đắk Song district, 2023; its own words say 65.7.
const AREAS = [
  ['1', '14', '12'],
  ['2', '11', '8.7'],
  ['3', '17', '9.5'],
  ['4', '7.5', '5.5'],
  ['5', '11', '9.5'],
  ['6', '11', '8'],
  ['7', '15.5', '9'],
  ['8', '3', '2.5'],
] as const;

test('the areas of Đắk Song make 64.7 of 90; a report that says 65.7 is told so', () => {
  const set = CriteriaSet.parse({
    ...HEAD,
    max_points: '90',
    areas: AREAS.map(([code, max]) => area(code, max, [judged(`${code}.1`, max)])),
  });
  assert.deepEqual(faultsOf(set, null), []);
  const made = sums(set, given(Object.fromEntries(AREAS.map(([code, , achieved]) => [`${code}.1`, achieved]))));
  assert.equal(printPoints(made.total.achieved), '64.7');
  assert.equal(printPoints(made.total.missing), '25.3');
  assert.equal(made.total.percent, 7189n);
  assert.deepEqual(
    differences(
      [
        { part: '', points: points('65.7') },
        { part: '1', points: points('12') },
      ],
      made,
    ),
    [{ part: '', stated: '65.7', computed: '64.7', difference: '1' }],
  );
});

const small = (more: object) =>
  CriteriaSet.parse({
    ...HEAD,
    max_points: '10',
    areas: [
      area('1', '6', [judged('1.1', '4'), judged('1.2', '2', { may_not_apply: true })]),
      area('2', '4', [judged('2.1', '4'), judged('2.2', '1', { is_bonus: true })]),
    ],
    ...more,
  });

for (const [not_applicable, max, achieved, missing, counted, percent] of [
  ['exclude', '8', '5', '3', '5', 6250n],
  ['rescale', '8', '5', '3', '6.25', 6250n],
  ['full', '10', '7', '3', '7', 7000n],
] as const)
  test(`not applicable: ${not_applicable}`, () => {
    const { total, parts } = sums(small({ not_applicable }), given({ '1.1': '3', '1.2': null, '2.1': '2' }));
    assert.deepEqual([total.max, total.achieved, total.missing, total.counted].map(printPoints), [
      max,
      achieved,
      missing,
      counted,
    ]);
    assert.equal(total.percent, percent);
    assert.equal(total.missing, total.max - total.achieved);
    assert.equal(printPoints(parts.get('1')?.missing as bigint), '1');
  });

test('points on top count for the total and miss nothing', () => {
  const { total } = sums(small({}), given({ '1.1': '4', '1.2': '2', '2.1': '4', '2.2': '0.5' }));
  assert.deepEqual([total.achieved, total.missing, total.bonus, total.counted].map(printPoints), ['10', '0', '0.5', '10.5']);
});

test('what nobody scored misses all of it; nothing scored at all is not a hundred per cent', () => {
  const { total } = sums(small({}), new Map());
  assert.deepEqual([printPoints(total.achieved), printPoints(total.missing), total.scored, total.criteria], ['0', '10', 0, 4]);
  assert.equal(sums(small({ areas: [area('1', '10', [judged('1.1', '10')])] }), given({ '1.1': null })).total.percent, null);
});

for (const [change, fault, code, data] of [
  [{ max_points: '11' }, 'sum_differs', '', { stated: '11', sum: '10' }],
  [{ areas: [area('1', '10', [judged('1.1', '9.5')])] }, 'sum_differs', '1', { stated: '10', sum: '9.5' }],
  [{ areas: [area('1', '10', [judged('1.1', '5'), judged('1.1', '5')])] }, 'code_twice', '1.1', { code: '1.1' }],
  [
    {
      areas: [
        area('1', '10', [
          judged('1.1', '5', { rule: { type: 'expression', expression: '@1.2' } }),
          judged('1.2', '5', { rule: { type: 'expression', expression: '@1.1 / 2' } }),
        ]),
      ],
    },
    'cycle',
    '1.1',
    { code: '1.2' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { rule: { type: 'expression', expression: '@1.1' } })])] },
    'cycle',
    '1.1',
    { code: '1.1' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { rule: { type: 'expression', expression: '@9' } })])] },
    'unknown_criterion',
    '1.1',
    { code: '9' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { rule: { type: 'expression', expression: '1 +' } })])] },
    'bad_expression',
    '1.1',
    { at: 4, expression: '1 +' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { rule: { type: 'steps', steps: [{ at_least: '50', points: '11' }] } })])] },
    'step_above_maximum',
    '1.1',
    { points: '11', max: '10' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { min_points: '12' })])] },
    'minimum_above_maximum',
    '1.1',
    { min: '12', max: '10' },
  ],
  [
    { areas: [area('1', '10', [judged('1.1', '10', { rule: { type: 'yes_no', measure: 'not_there' } })])] },
    'unknown_measure',
    '1.1',
    { name: 'not_there' },
  ],
  [{ tie_rule: ['9'] }, 'unknown_tie_part', '', { part: '9' }],
  [
    {
      bands: [
        { key: 'B', label_vi: 'B', label_en: 'B', at_least: '80' },
        { key: 'A', label_vi: 'A', label_en: 'A', at_least: '90' },
      ],
    },
    'bands_out_of_order',
    '',
    {},
  ],
] as const)
  test(`a set is refused: ${fault} at ${code || 'the whole'}`, () => {
    const found = faultsOf(small(change), new Set(['on_time_rate']));
    assert.ok(
      found.some((one) => one.fault === fault && one.code === code && JSON.stringify(one.data) === JSON.stringify(data)),
      JSON.stringify(found),
    );
  });

test('expressions are computed after what they name', () => {
  const set = small({
    areas: [area('1', '10', [judged('1.1', '5', { rule: { type: 'expression', expression: '@1.2' } }), judged('1.2', '5')])],
  });
  assert.deepEqual(
    computingOrder(set).map((leaf) => leaf.code),
    ['1.2', '1.1'],
  );
});

const BANDS = [
  { key: 'A', label_vi: 'A', label_en: 'A', at_least: '90' },
  { key: 'B', label_vi: 'B', label_en: 'B', at_least: '80' },
];
for (const [percent, expected] of [
  [9000n, 'A'],
  [8999n, 'B'],
  [8000n, 'B'],
  [7999n, null],
  [null, null],
] as const)
  test(`band of ${percent}`, () => assert.equal(bandOf(BANDS, percent)?.key ?? null, expected));

test('equal totals: told apart by the stated parts in their order, else the same rank', () => {
  const one = (unit_id: number, percent: bigint | null, parts: Record<string, string>) => ({
    unit_id,
    percent,
    counted: percent ?? 0n,
    parts: new Map(Object.entries(parts).map(([code, value]) => [code, points(value)])),
  });
  const places = ranked(
    [
      one(1, 8000n, { '3': '9', survey: '5' }),
      one(2, 8000n, { '3': '9', survey: '6' }),
      one(3, 9000n, { '3': '1' }),
      one(4, 8000n, { '3': '9', survey: '5' }),
      one(5, null, {}),
      one(6, 7000n, {}),
    ],
    ['3', 'survey'],
  );
  assert.deepEqual(
    places.map(({ unit_id, rank, decided_by, is_tied }) => [unit_id, rank, decided_by, is_tied]),
    [
      [3, 1, null, false],
      [2, 2, null, false],
      [1, 3, 'survey', true],
      [4, 3, null, true],
      [6, 5, null, false],
      [5, null, null, false],
    ],
  );
});

// Numbers from a seed: the same cards every time.
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('property: of any card, missing = maximum − achieved = the sum over areas = the sum over criteria', () => {
  const next = random(20231121);
  for (let card = 0; card < 300; card += 1) {
    const areas = Array.from({ length: 1 + next(8) }, (_, a) => {
      const children = Array.from({ length: 1 + next(9) }, (_, c) =>
        judged(`${a}.${c}`, printPoints(BigInt(1 + next(40)) * 125n), { may_not_apply: true, is_bonus: c > 0 && next(10) === 0 }),
      );
      const max = children.reduce(
        (sum, leaf) => sum + ((leaf as { is_bonus?: boolean }).is_bonus ? 0n : points(leaf.max_points)),
        0n,
      );
      return area(`${a}`, printPoints(max), children);
    });
    const max = areas.reduce((sum, one) => sum + points(one.max_points), 0n);
    const not_applicable = (['exclude', 'rescale', 'full'] as const)[next(3)];
    const set = CriteriaSet.parse({ ...HEAD, max_points: printPoints(max), not_applicable, areas });
    assert.deepEqual(faultsOf(set, null), []);
    const scores = new Map<string, Given>();
    let itemised = 0n;
    for (const leaf of leaves(set)) {
      const kind = next(10);
      if (kind === 0) {
        if (!leaf.is_bonus) itemised += points(leaf.max_points);
        continue;
      }
      const value = kind === 1 ? null : (points(leaf.max_points) * BigInt(next(5))) / 4n;
      scores.set(leaf.code, { value, is_estimate: next(4) === 0 });
      const missing = leaf.is_bonus || value === null ? 0n : points(leaf.max_points) - value;
      const first = missing / 3n;
      const items = [first, missing - first].filter((one) => one > 0n).map((one) => ({ points: one }));
      assert.ok(addsUp(leaf, value, items));
      assert.ok(!addsUp(leaf, value, [...items, { points: 1n }]));
      itemised += missing;
    }
    const { parts, total } = sums(set, scores);
    assert.equal(total.missing, total.max - total.achieved);
    assert.equal(total.missing, itemised);
    for (const key of ['max', 'achieved', 'missing', 'bonus', 'not_applicable'] as const) {
      const of_areas = set.areas.reduce((sum, one) => sum + (parts.get(one.code)?.[key] as bigint), 0n);
      const of_leaves = leaves(set).reduce((sum, one) => sum + (parts.get(one.code)?.[key] as bigint), 0n);
      assert.equal(of_areas, total[key]);
      assert.equal(of_leaves, total[key]);
    }
  }
});
