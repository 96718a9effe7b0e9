import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { transaction } from '#lib/db';
import type { DomainError } from '#lib/errors';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as org from '#org';
import { testDb } from '../../test/db.ts';

const { pool, owner } = await testDb();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-org-'));
after(() => fs.rmSync(folder, { recursive: true }));

async function load(): Promise<void> {
  await transaction(owner, 'write', async (db) => {
    await org.loadPack(db);
    await org.loadPack(db, path.join(PACKS, 'demo'));
  });
}
await load();

const read = <T>(work: (db: Db) => Promise<T>) => transaction(pool, 'read', work);
const codes = (units: readonly { code: string }[]) => units.map((unit) => unit.code);
const codesOf = (db: Db, ids: readonly number[], day: string) => org.unitsByIds(db, ids, day).then(codes);
const idOf = async (db: Db, code: string, day: string) => (await org.unitOn(db, code, day)).id;

/** Runs a change as the product's own role and takes it back. */
async function trial<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const BY: org.By = { actor: { user_id: null, name: 'test' }, now: new Date('2026-01-05T01:00:00Z'), scope: { unit_ids: null } };
const ORDER = { day: '2026-02-01', document_no: '1/NQ', source: 'Nghị quyết thử' };
const fresh = (code: string, name: string) => ({ code, kind: 'commune' as const, name, short_name: name });

test('there were 63 provinces with districts until 30 June 2025 and are 34 without since', async () => {
  const trees = await read(org.trees);
  assert.deepEqual(
    trees.map(({ tree_id, provinces, districts }) => [tree_id, provinces, districts]),
    [
      [20000101, 63, 5],
      [20200201, 63, 5],
      [20250301, 63, 5],
      [20250701, 34, 0],
    ],
  );
  assert.equal(await read((db) => org.treeOn(db, '2025-06-30')), 20250301);
  assert.equal(await read((db) => org.treeOn(db, '2025-07-01')), 20250701);
});

test('loading the packs again changes nothing', async () => {
  const count = () =>
    owner.query(
      'select (select count(*)::int from org.unit) u, (select count(*)::int from org.edge) e, (select count(*)::int from org.unit_map) m',
    );
  const before = (await count()).rows;
  await load();
  assert.deepEqual((await count()).rows, before);
});

test('a unit is found by identifier and by short name, as it was that day', async () => {
  const unit = await read((db) => org.unitOn(db, 'tu-mo-rong', '2023-06-14'));
  assert.deepEqual([unit.code, unit.name, unit.kind, unit.tenant], ['H34.41', 'Huyện Tu Mơ Rông', 'district', 34]);
  assert.equal((await read((db) => org.unitOn(db, 'H03.34.07', '2023-04-09'))).name, 'Xã Vân Tùng');
  assert.equal((await read((db) => org.unitOn(db, 'H03.34.07', '2023-04-10'))).name, 'Thị trấn Vân Tùng');
});

test('a unit that is unknown or not there that day is refused, with what became of it', async () => {
  await assert.rejects(
    read((db) => org.unitOn(db, 'khong-co', '2023-01-01')),
    { code: 'org.unit_unknown', status: 404 },
  );
  await assert.rejects(
    read((db) => org.unitOn(db, 'dak-song', '2025-07-01')),
    (error: DomainError) => {
      assert.deepEqual([error.code, error.status], ['org.unit_not_on_day', 422]);
      assert.equal(error.data.died, '2025-07-01');
      assert.deepEqual(error.data.successors, [{ code: 'H36', name: 'Tỉnh Lâm Đồng' }]);
      return true;
    },
  );
  await assert.rejects(
    read((db) => org.treeOn(db, '1999-12-31')),
    { code: 'org.no_tree_on_day', status: 422 },
  );
});

test('a period takes the tree of the last day on which the unit lives', async () => {
  const ask = (from: string, to: string) => read((db) => org.unitForPeriod(db, 'ngan-son', from, to));
  assert.equal((await ask('2022-06-15', '2022-09-09')).day, '2022-09-09');
  assert.equal((await ask('2025-01-01', '2025-12-31')).day, '2025-06-30');
  await assert.rejects(ask('2025-07-01', '2025-12-31'), { code: 'org.unit_not_on_day' });
});

test('own, below and all of a district are its own unit, its communes and offices, and both', async () => {
  const parts = await read(async (db) => {
    const unit_id = await idOf(db, 'dak-song', '2023-05-01');
    const part = async (scope: org.Part) =>
      codesOf(db, await org.unitsFor(db, { unit_id, day: '2023-05-01', scope }), '2023-05-01');
    return { own: await part('own'), below: await part('below'), all: await part('all') };
  });
  // The communes of 2025 came from several of the district's: what they do later stands in this tree at the district.
  assert.deepEqual(parts.own, ['H16.36', 'H36.101', 'H36.102', 'H36.103', 'H36.104']);
  assert.deepEqual(
    parts.below.filter((code) => !code.includes('.D')),
    ['H16.36.01', 'H16.36.02', 'H16.36.03', 'H16.36.04', 'H16.36.05', 'H16.36.06', 'H16.36.07', 'H16.36.08', 'H16.36.09'],
  );
  assert.equal(parts.all.length, parts.own.length + parts.below.length);
});

test('a merged commune counts what its predecessors did; a dissolved district counts at the province, labelled', async () => {
  await read(async (db) => {
    const day = '2025-07-01';
    const bo_y = await org.unitsFor(db, { unit_id: await idOf(db, 'bo-y', day), day, scope: 'own' });
    assert.deepEqual(await codesOf(db, bo_y, day), ['H34.35.01', 'H34.35.06', 'H34.35.07', 'H48.108']);
    const province = await idOf(db, 'quang-ngai', day);
    const own = await codesOf(db, await org.unitsFor(db, { unit_id: province, day, scope: 'own' }), day);
    for (const code of ['H48', 'H34', 'H34.38', 'H34.41']) assert.ok(own.includes(code), `${code} counts at the province`);
    assert.ok(!own.includes('H34.35.07'), 'Pờ Y counts at Bờ Y');
    const inexact = await codesOf(db, await org.inexactFor(db, { unit_id: province, day }), day);
    assert.ok(inexact.includes('H34.38') && !inexact.includes('H34') && !inexact.includes('H34.38.01'));
    const before = { unit_id: await idOf(db, 'dak-song', '2023-05-01'), day: '2023-05-01' };
    assert.deepEqual(await org.inexactFor(db, before), [], 'what came later does not blur the figures of 2023');
  });
});

test('a commune that was kept answers to the province once the district is gone', async () => {
  await read(async (db) => {
    const thai_nguyen = await idOf(db, 'thai-nguyen', '2025-07-01');
    assert.ok(codes(await org.children(db, thai_nguyen, '2025-07-01')).includes('H03.34.08'));
    assert.equal((await org.unitOn(db, 'H03.34.08', '2025-06-30')).parent_id, await idOf(db, 'ngan-son', '2025-06-30'));
  });
});

test('Lãng Ngâm and Hương Nê became Hiệp Lực in 2020 and again in 2025', async () => {
  await read(async (db) => {
    const day = '2026-01-01';
    const now = await org.unitsFor(db, { unit_id: await idOf(db, 'H55.104', day), day, scope: 'all' });
    assert.deepEqual(await codesOf(db, now, day), ['H03.34.09', 'H03.34.10', 'H03.34.11', 'H03.34.12', 'H55.104']);
  });
});

test('a right reaches the units below and what went into them; one on a unit that is gone never reaches its successor', async () => {
  await read(async (db) => {
    const reach = async (code: string, born_day: string, day: string) =>
      codesOf(db, await org.coverage(db, [await idOf(db, code, born_day)], day), day);
    const bo_y = await reach('bo-y', '2026-01-01', '2026-01-01');
    assert.deepEqual(bo_y, ['H34.35.01', 'H34.35.06', 'H34.35.07', 'H48.108']);
    assert.deepEqual(await reach('po-y', '2024-01-01', '2026-01-01'), ['H34.35.07']);
    const old_district = await reach('ngoc-hoi', '2024-01-01', '2026-01-01');
    assert.ok(old_district.includes('H34.35.07') && !old_district.includes('H48.108'));
    const province = await reach('quang-ngai', '2026-01-01', '2026-01-01');
    assert.ok(province.includes('H34.35.07') && province.includes('H34.38') && !province.includes('H16.36'));
    assert.ok(!(await reach('quang-ngai', '2024-01-01', '2024-01-01')).includes('H34.38'), 'not before the merger');
  });
});

test('units are found without diacritics, within a part of the tree', async () => {
  await read(async (db) => {
    assert.deepEqual(codes(await org.findUnits(db, { q: 'dak son', kind: 'district', day: '2023-01-01' })), ['H16.36']);
    const within = await idOf(db, 'kon-ray', '2023-01-01');
    assert.deepEqual(codes(await org.findUnits(db, { q: 'TỜ RE', day: '2023-01-01', within })), ['H34.38.06']);
    assert.deepEqual(await org.findUnits(db, { q: 'kon ray', kind: 'district', day: '2025-07-01' }), []);
  });
});

test('the tree is shown each unit after its parent', async () => {
  const rows = await read(async (db) => org.tree(db, '2026-01-01', await idOf(db, 'lam-dong', '2026-01-01')));
  assert.deepEqual(
    rows.map((row) => [row.code, row.depth, row.children]),
    [
      ['H36', 0, 5],
      ['H36.13', 1, 0],
      ['H36.101', 1, 0],
      ['H36.102', 1, 0],
      ['H36.103', 1, 0],
      ['H36.104', 1, 0],
    ],
  );
});

test('the history tells names, parents, origins and successors with their sources', async () => {
  const history = await read(async (db) => org.history(db, await idOf(db, 'po-y', '2024-01-01')));
  assert.deepEqual(
    history.went_to.map((row) => [row.effective, row.kind, row.succ_name, row.document_no]),
    [['2025-07-01', 'merge', 'Xã Bờ Y', '1677/NQ-UBTVQH15']],
  );
  assert.deepEqual(
    history.parents.map((row) => [row.parent_name, row.valid_to]),
    [['Huyện Ngọc Hồi', '2025-07-01']],
  );
});

test('the database refuses a second parent on the same day', async () => {
  await assert.rejects(
    owner.query(
      "insert into org.edge (child, parent, valid) select c.id, p.id, '[2023-01-01,2024-01-01)' from org.unit c, org.unit p where c.code = 'H34.35.07' and p.code = 'H34'",
    ),
    { constraint: 'edge_one_parent' },
  );
});

test('a move over a later one is refused as an overlap', async () => {
  await assert.rejects(
    trial((db) => org.move(db, BY, { code: 'H03.34.08', parent: 'H03', ...ORDER, day: '2022-01-01' })),
    { code: 'org.parent_overlaps', status: 409 },
  );
});

test('a unit moved below itself is refused', async () => {
  await assert.rejects(
    trial(async (db) => {
      await org.createUnit(db, BY, { unit: fresh('H36.900', 'Thôn'), parent: 'H36.101', ...ORDER, day: '2026-01-10' });
      await org.move(db, BY, { code: 'H36.101', parent: 'H36.900', ...ORDER });
    }),
    { code: 'org.cycle', status: 422 },
  );
});

test('a merge ends the units, hands over what answered to them, counts exactly and is written down', async () => {
  await trial(async (db) => {
    const child = await org.createUnit(db, BY, {
      unit: fresh('H36.900', 'Bộ phận'),
      parent: 'H36.102',
      ...ORDER,
      day: '2026-01-10',
    });
    const id = await org.merge(db, BY, { codes: ['H36.101', 'H36.102'], into: fresh('H36.201', 'Xã Đức Song'), ...ORDER });
    const merged = await org.unitsFor(db, { unit_id: id, day: '2026-02-01', scope: 'own' });
    assert.deepEqual(await codesOf(db, merged, '2026-02-01'), [
      'H16.36.01',
      'H16.36.02',
      'H16.36.03',
      'H16.36.04',
      'H16.36.05',
      'H36.101',
      'H36.102',
      'H36.201',
    ]);
    assert.deepEqual(await org.inexactFor(db, { unit_id: id, day: '2026-02-01' }), []);
    assert.equal((await org.unitById(db, child, '2026-02-01')).parent_id, id);
    assert.equal((await org.unitById(db, child, '2026-01-31')).parent_id, await idOf(db, 'H36.102', '2026-01-31'));
    await assert.rejects(org.unitOn(db, 'H36.101', '2026-02-01'), { code: 'org.unit_not_on_day' });
    const { rows } = await db.query("select action, tenant, actor_name from audit.entry where action = 'org.merge'");
    assert.deepEqual(rows, [{ action: 'org.merge', tenant: 36, actor_name: 'test' }]);
  });
});

test('merge, then rename, then merge again: the first unit counts in the last', async () => {
  await trial(async (db) => {
    await org.merge(db, BY, { codes: ['H36.101', 'H36.102'], into: fresh('H36.201', 'Xã Đức Song'), ...ORDER });
    await org.rename(db, BY, { code: 'H36.201', name: 'Xã Song Đức', short_name: 'Song Đức', ...ORDER, day: '2026-03-01' });
    const last = await org.merge(db, BY, {
      codes: ['H36.201', 'H36.103'],
      into: fresh('H36.301', 'Xã Lớn'),
      ...ORDER,
      day: '2026-04-01',
    });
    assert.equal((await org.unitById(db, await idOf(db, 'H36.201', '2026-03-15'), '2026-02-15')).name, 'Xã Đức Song');
    const under = await codesOf(db, await org.unitsFor(db, { unit_id: last, day: '2026-04-01', scope: 'own' }), '2026-04-01');
    for (const code of ['H16.36.01', 'H36.101', 'H36.201', 'H36.103']) assert.ok(under.includes(code), code);
  });
});

test('a split counts at the superior, a dissolved unit at its parent, neither exactly', async () => {
  await trial(async (db) => {
    await org.split(db, BY, { code: 'H36.101', into: [fresh('H36.401', 'Xã Đông'), fresh('H36.402', 'Xã Tây')], ...ORDER });
    await org.dissolve(db, BY, { code: 'H36.102', ...ORDER });
    const province = await idOf(db, 'H36', ORDER.day);
    const inexact = await codesOf(db, await org.inexactFor(db, { unit_id: province, day: ORDER.day }), ORDER.day);
    assert.ok(inexact.includes('H36.101') && inexact.includes('H36.102') && inexact.includes('H16.36.01'));
  });
});

const REFUSED: [what: string, code: string, change: (db: Db) => Promise<unknown>][] = [
  ['a unit that has ended', 'org.unit_not_on_day', (db: Db) => org.dissolve(db, BY, { code: 'kon-ray', ...ORDER })],
  [
    'a unit that will end',
    'org.later_change',
    (db: Db) => org.dissolve(db, BY, { code: 'kon-ray', ...ORDER, day: '2024-01-01' }),
  ],
  [
    'one unit alone',
    'org.nothing_to_merge',
    (db: Db) => org.merge(db, BY, { codes: ['H36.101'], into: fresh('H36.9', 'X'), ...ORDER }),
  ],
  [
    'a unit into itself',
    'org.nothing_to_merge',
    (db: Db) => org.merge(db, BY, { codes: ['H36.101'], into: 'H36.101', ...ORDER }),
  ],
  [
    'an identifier that is taken',
    'org.code_taken',
    (db: Db) => org.createUnit(db, BY, { unit: fresh('H36.101', 'X'), parent: 'H36', ...ORDER }),
  ],
  [
    'a short name that is taken',
    'org.slug_taken',
    (db: Db) => org.createUnit(db, BY, { unit: { ...fresh('H36.9', 'X'), slug: 'po-y' }, parent: 'H36', ...ORDER }),
  ],
  [
    'a unit with units below it',
    'org.has_units_below',
    (db: Db) => org.split(db, BY, { code: 'H36', into: [fresh('H36.8', 'X'), fresh('H36.9', 'Y')], ...ORDER }),
  ],
  ['the nation', 'org.nothing_above', (db: Db) => org.dissolve(db, BY, { code: 'VN', ...ORDER })],
  [
    'a unit outside the right of the actor',
    'org.unit_unknown',
    (db: Db) => org.rename(db, { ...BY, scope: { unit_ids: [1] } }, { code: 'H36.101', name: 'X', short_name: 'X', ...ORDER }),
  ],
];
for (const [what, code, change] of REFUSED) {
  test(`changing ${what} is refused: ${code}`, async () => {
    await assert.rejects(trial(change), { code });
  });
}

test('a broken pack is refused whole, each fault with its line', async () => {
  fs.writeFileSync(
    path.join(folder, 'org.yaml'),
    `defaults: {born: 2000-01-01, source: law, status: approved}
sources: {law: Nghị quyết 1}
tenants: [{id: 900, code: H900, name: Thử}]
units:
  - {code: H900, kind: province, tenant: 900, parent: VN, name: Tỉnh Thử, short_name: Thử}
  - {code: H900.1, kind: commune, tenant: 901, parent: H900, name: Xã A, short_name: A}
  - {code: H900.2, kind: commune, tenant: 900, parent: H999, name: Xã B, short_name: B}
`,
  );
  await assert.rejects(
    transaction(owner, 'write', (db) => org.loadPack(db, folder)),
    (error: DomainError) => {
      assert.equal(error.code, 'packs.broken');
      const problems = error.data.problems as { line: number; message: string }[];
      assert.deepEqual(
        problems.map(({ line, message }) => [line, message]),
        [
          [6, 'tenant 901 is not listed under tenants'],
          [7, 'parent H999 is unknown'],
        ],
      );
      return true;
    },
  );
  const { rows } = await owner.query("select count(*)::int as count from org.unit u where u.code like 'H900%'");
  assert.deepEqual(rows, [{ count: 0 }]);
});
