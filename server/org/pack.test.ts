import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsOf, OrgPack, spellOut } from './pack.ts';

const KNOWN = new Map([['VN', { born: '2000-01-01', died: null }]]);

/** What is wrong with a pack of these units and successions under the nation. */
function wrong(units: object[], successions: object[] = []): string[] {
  const pack = OrgPack.parse({
    defaults: { born: '2000-01-01', source: 'law', status: 'approved' },
    sources: { law: 'Nghị quyết 1' },
    tenants: [{ id: 1, code: 'H01', name: 'An Giang' }],
    units: units.map((unit) => ({ kind: 'commune', tenant: 1, name: 'Xã A', short_name: 'A', ...unit })),
    successions,
  });
  const plain = spellOut(pack);
  return [...plain.faults, ...faultsOf(plain.units, plain.successions, KNOWN, new Set([1]))].map((fault) => fault.message);
}

const A = { code: 'H01.1', parent: 'VN' };
const ENDS = { ...A, died: '2020-01-01' };
const B = { code: 'H01.2', parent: 'VN', born: '2020-01-01' };
const FOLLOWS = { effective: '2020-01-01', pred: 'H01.1', succ: 'H01.2', kind: 'merge', is_exact: true };

for (const [what, units, successions, expected] of [
  ['a sound pack', [ENDS, B], [FOLLOWS], []],
  ['an unknown parent', [{ ...A, parent: 'H09' }], [], ['parent H09 is unknown']],
  ['a unit that stands twice', [A, A], [], ['H01.1 stands twice']],
  ['an unknown tenant', [{ ...A, tenant: 7 }], [], ['tenant 7 is not listed under tenants']],
  ['an unknown source', [{ ...A, source: 'rumour' }], [], ['source rumour is not listed under sources']],
  ['a death before birth', [{ ...A, died: '1999-01-01' }], [], ['dies on 1999-01-01, not after it is born on 2000-01-01']],
  ['a parent that is gone', [ENDS, { ...B, parent: 'H01.1' }], [], ['parent H01.1 does not live 2020-01-01 to now']],
  [
    'two parents at a time',
    [
      {
        code: 'H01.1',
        parents: [
          { from: '2000-01-01', to: '2010-01-01', parent: 'VN' },
          { from: '2009-01-01', parent: 'VN' },
        ],
      },
    ],
    [],
    ['answers to VN and VN at the same time'],
  ],
  [
    'a circle',
    [
      { ...A, parent: 'H01.3' },
      { code: 'H01.3', parent: 'H01.1' },
    ],
    [],
    ['these stand below themselves: H01.1, H01.3'],
  ],
  [
    'a successor that is not born yet',
    [ENDS, { ...B, born: '2021-01-01' }],
    [FOLLOWS],
    ['succ H01.2 does not live on 2020-01-01'],
  ],
  ['a merged unit that lives on', [A, B], [FOLLOWS], ['pred H01.1 must end on 2020-01-01; only a split leaves it alive']],
  ['a split that leaves the unit alive', [A, B], [{ ...FOLLOWS, kind: 'split', is_exact: false }], []],
] as const) {
  test(`a pack with ${what}`, () => {
    const messages = wrong(units as unknown as object[], successions as unknown as object[]);
    if (what === 'a death before birth') assert.ok(messages.includes(expected[0] as string));
    else assert.deepEqual(messages, expected);
  });
}

test('a name holds until the next one', () => {
  const pack = OrgPack.parse({
    defaults: { born: '2000-01-01', source: 'law', status: 'approved' },
    sources: { law: 'Nghị quyết 1' },
    units: [
      {
        code: 'H03.1',
        kind: 'commune',
        tenant: 3,
        died: '2025-07-01',
        names: [
          { from: '2000-01-01', name: 'Xã Vân Tùng', short_name: 'Vân Tùng' },
          { from: '2023-04-10', name: 'Thị trấn Vân Tùng', short_name: 'Vân Tùng' },
        ],
      },
    ],
  });
  assert.deepEqual(spellOut(pack).units[0]?.names, [
    { name: 'Xã Vân Tùng', short_name: 'Vân Tùng', from: '2000-01-01', to: '2023-04-10' },
    { name: 'Thị trấn Vân Tùng', short_name: 'Vân Tùng', from: '2023-04-10', to: '2025-07-01' },
  ]);
});
