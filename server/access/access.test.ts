import assert from 'node:assert/strict';
import test from 'node:test';
import { assign, byProduct, changeAccount, formerUnits, loadPack, ownOf, permissionsOf, reachOf, scopeOf } from '#access';
import { testDb } from '../../test/db.ts';
import { someUnits, type TestUnit } from '../../test/ground.ts';

const { pool, owner } = await testDb();
await loadPack(owner);
const NOW = new Date('2026-09-07T02:00:00Z');
const TODAY = '2026-09-07';
const by = byProduct(NOW);

let accounts = 0;
/** An account that nobody can sign in to: hashing a password for each would be most of the time of this file. */
async function anAccount(unit_id: number): Promise<number> {
  accounts += 1;
  const values = [`nguoi.${accounts}`, `Người ${accounts}`, unit_id];
  const { rows } = await owner.query(
    'insert into access.account (username, display_name, unit_id) values ($1, $2, $3) returning id',
    values,
  );
  return rows[0].id;
}

const u = await someUnits(owner, [
  { code: 'tinh' },
  { code: 'huyen', under: 'tinh', died: '2025-07-01' },
  { code: 'xa-cu-1', under: 'huyen', died: '2025-07-01', into: 'xa-moi' },
  { code: 'xa-cu-2', under: 'huyen', died: '2025-07-01', into: 'xa-moi' },
  { code: 'xa-moi', under: 'tinh', born: '2025-07-01' },
  { code: 'xa-khac', under: 'tinh' },
  { code: 'xa-o-lai', under: 'huyen', moved: { under: 'tinh', on: '2025-07-01' } },
  { code: 'tinh-khac' },
]);
const codes = async (account_id: number, permission = 'dossiers.read', day = TODAY) => {
  const scope = await scopeOf(pool, account_id, permission, day);
  return (
    scope &&
    Object.keys(u)
      .filter((code) => scope.unit_ids?.includes(u[code] as number))
      .sort()
      .join(' ')
  );
};

async function holder(
  unit: string,
  role_code: string,
  valid_from = '2020-01-01',
  valid_to: string | null = null,
): Promise<number> {
  const account_id = await anAccount(u.tinh as number);
  await assign(pool, { account_id, role_code, unit_id: u[unit] as number, valid_from, valid_to }, by);
  return account_id;
}

test('a role reaches everything below its unit and what became part of that, and nothing else', async () => {
  assert.equal(await codes(await holder('xa-moi', 'leader')), 'xa-cu-1 xa-cu-2 xa-moi');
  assert.equal(await codes(await holder('xa-khac', 'leader')), 'xa-khac');
  assert.equal(await codes(await holder('tinh', 'leader')), 'huyen tinh xa-cu-1 xa-cu-2 xa-khac xa-moi xa-o-lai');
  assert.equal(await codes(await holder('tinh-khac', 'leader')), 'tinh-khac');
});

test('the earlier units that became part of one’s own are named with it, and are those its people write for', async () => {
  const former = async (account_id: number, day = TODAY) =>
    (await formerUnits(pool, account_id, day)).map(({ unit_id, former_code }) => {
      const own = Object.keys(u).find((code) => u[code] === unit_id);
      return `${former_code} in ${own}`;
    });
  const merged = await holder('xa-moi', 'leader');
  assert.deepEqual(await former(merged), ['XA.CU.1 in xa-moi', 'XA.CU.2 in xa-moi']);
  assert.deepEqual(await former(merged, '2025-06-30'), [], 'before the merger there is nothing to become part of');
  // The district that ended is the province's; what lies below it became part of others, not of the province itself.
  assert.deepEqual(await former(await holder('tinh', 'leader')), ['HUYEN in tinh']);
  assert.deepEqual(await former(await holder('xa-o-lai', 'leader')), []);
  assert.deepEqual(await former(await holder('xa-cu-1', 'leader')), [], 'a unit that is gone has what it had then');
  assert.deepEqual(await former(await holder('xa-moi', 'leader', '2020-01-01', '2026-09-01')), [], 'the role is over');
  assert.deepEqual(await former(await anAccount(u['xa-moi'] as number)), [], 'belonging to a unit is no role there');
  const scope = await scopeOf(pool, merged, 'reports.issue', TODAY);
  assert.deepEqual(
    [...(scope?.unit_ids ?? [])].sort((a, b) => a - b),
    [u['xa-cu-1'], u['xa-cu-2'], u['xa-moi']].map(Number).sort((a, b) => a - b),
  );
});

test('what a unit says over its own name only a role on that very unit may do; one from above reads, returns and counts', async () => {
  const named = (ids: readonly number[] | null | undefined) => Object.keys(u).filter((code) => ids?.includes(u[code] as number));
  const above = await holder('tinh', 'reform_officer');
  for (const permission of ['reports.write', 'measures.declare', 'forms.complete', 'reports.send']) {
    const scope = await scopeOf(pool, above, permission, TODAY);
    // The district that ended without a successor is the province's own now.
    assert.deepEqual(named(scope?.unit_ids), ['tinh', 'huyen'], permission);
    assert.equal(named(scope && reachOf(scope).unit_ids).join(' '), 'tinh huyen xa-cu-1 xa-cu-2 xa-moi xa-khac xa-o-lai');
  }
  const reads = await scopeOf(pool, above, 'reports.read', TODAY);
  assert.deepEqual([named(reads?.unit_ids).length, named(reads && ownOf(reads))], [7, ['tinh', 'huyen']]);
  assert.deepEqual(named((await scopeOf(pool, await holder('tinh', 'leader'), 'reports.issue', TODAY))?.unit_ids), [
    'tinh',
    'huyen',
  ]);
  const own = await scopeOf(pool, await holder('xa-moi', 'reform_officer'), 'reports.write', TODAY);
  assert.deepEqual(named(own?.unit_ids), ['xa-cu-1', 'xa-cu-2', 'xa-moi'], 'what became part of the unit is its own');
  await assign(
    pool,
    {
      account_id: above,
      role_code: 'reform_officer',
      unit_id: u['xa-khac'] as number,
      valid_from: '2026-09-01',
      valid_to: '2026-09-30',
    },
    by,
  );
  const helping = await scopeOf(pool, above, 'reports.write', TODAY);
  assert.deepEqual(named(helping?.unit_ids), ['tinh', 'huyen', 'xa-khac'], 'who helps out is given the role there, for a time');
  assert.deepEqual(named((await scopeOf(pool, above, 'reports.write', '2026-10-01'))?.unit_ids), ['tinh', 'huyen']);
});

test('before the reform the same role reached what was below then', async () => {
  assert.equal(await codes(await holder('huyen', 'leader'), 'dossiers.read', '2025-06-30'), 'huyen xa-cu-1 xa-cu-2 xa-o-lai');
});

test('a role on a unit that is gone keeps what is gone with it, not what lives on elsewhere', async () => {
  assert.equal(await codes(await holder('huyen', 'leader')), 'huyen xa-cu-1 xa-cu-2');
});

test('a role gives its own permissions only', async () => {
  const account_id = await holder('xa-khac', 'reception_officer');
  assert.equal(await codes(account_id, 'dossiers.receive'), 'xa-khac');
  assert.equal(await codes(account_id, 'dossiers.decide'), null);
  assert.equal(await codes(account_id, 'no.such'), null);
  const other = await holder('tinh-khac', 'auditor');
  assert.equal(await codes(other, 'audit.read'), 'tinh-khac');
  assert.equal(await codes(other, 'files.read'), null, 'papers hold what an auditor sees masked');
});

test('no role opens files without seeing personal data: the files of a unit hold its applicants’ papers', async () => {
  const { rows } = await owner.query<{ role_code: string }>(
    `select p.role_code from access.role_permission p
     where p.permission in ('files.read', 'holdings.read')
       and not exists (select from access.role_permission q where q.role_code = p.role_code and q.permission = 'dossiers.read_personal')
     group by p.role_code`,
  );
  assert.deepEqual(rows, []);
});

test('roles on several units add up, per permission', async () => {
  const account_id = await holder('xa-moi', 'leader');
  await assign(
    pool,
    { account_id, role_code: 'reception_officer', unit_id: u['xa-khac'] as number, valid_from: '2020-01-01' },
    by,
  );
  assert.equal(await codes(account_id, 'dossiers.read'), 'xa-cu-1 xa-cu-2 xa-khac xa-moi');
  assert.equal(await codes(account_id, 'dossiers.decide'), 'xa-cu-1 xa-cu-2 xa-moi');
  assert.equal(await codes(account_id, 'dossiers.receive'), 'xa-khac');
});

for (const [valid_from, valid_to, expected, why] of [
  ['2026-09-08', null, null, 'tomorrow'],
  ['2026-01-01', '2026-09-06', null, 'until yesterday'],
  ['2026-01-01', '2026-09-07', 'xa-khac', 'until today'],
  ['2026-09-07', '2026-09-07', 'xa-khac', 'today alone'],
] as const) {
  test(`a role from ${valid_from} to ${valid_to} (${why}) gives ${expected ?? 'nothing'}`, async () => {
    const account_id = await holder('xa-khac', 'leader', valid_from, valid_to);
    assert.equal(await codes(account_id), expected);
    assert.equal((await permissionsOf(pool, account_id, TODAY)).length > 0, expected !== null);
  });
}

test('a locked account, and one that must change its password first, have nothing', async () => {
  const account_id = await holder('xa-khac', 'leader');
  assert.equal(await codes(account_id), 'xa-khac');
  await changeAccount(pool, account_id, { is_locked: true }, by);
  assert.equal(await codes(account_id), null);
  await changeAccount(pool, account_id, { is_locked: false }, by);
  await owner.query('update access.account set must_change_password = true where id = $1', [account_id]);
  assert.equal(await codes(account_id), null);
  assert.deepEqual(await permissionsOf(pool, account_id, TODAY), []);
});

test('permissions name the unit on which the role was given', async () => {
  const account_id = await holder('xa-moi', 'processing_officer');
  assert.deepEqual(await permissionsOf(pool, account_id, TODAY), [
    { permission: 'calendar.read', unit_id: u['xa-moi'] },
    { permission: 'certifications.read', unit_id: u['xa-moi'] },
    { permission: 'certifications.write', unit_id: u['xa-moi'] },
    { permission: 'desk.read', unit_id: u['xa-moi'] },
    { permission: 'dossiers.explain', unit_id: u['xa-moi'] },
    { permission: 'dossiers.process', unit_id: u['xa-moi'] },
    { permission: 'dossiers.read', unit_id: u['xa-moi'] },
    { permission: 'dossiers.read_personal', unit_id: u['xa-moi'] },
    { permission: 'files.read', unit_id: u['xa-moi'] },
    { permission: 'files.write', unit_id: u['xa-moi'] },
    { permission: 'holdings.read', unit_id: u['xa-moi'] },
    { permission: 'holdings.write', unit_id: u['xa-moi'] },
    { permission: 'org.read', unit_id: u['xa-moi'] },
    { permission: 'plans.read', unit_id: u['xa-moi'] },
    { permission: 'plans.report', unit_id: u['xa-moi'] },
    { permission: 'procedures.read', unit_id: u['xa-moi'] },
    { permission: 'processes.read', unit_id: u['xa-moi'] },
    { permission: 'slips.print', unit_id: u['xa-moi'] },
  ]);
});

test('one predicate answers in SQL as may() does: no unit is in nobody’s scope, the product is in every', async () => {
  const { rows } = await pool.query(
    `select access.in_scope(1, '{1,2}') as inside, access.in_scope(3, '{1,2}') as outside, access.in_scope(1, '{}') as nothing,
            access.in_scope(1, null) as product, access.in_scope(null, '{1}') as no_unit`,
  );
  assert.deepEqual(rows[0], { inside: true, outside: false, nothing: false, product: true, no_unit: null });
});

// A generator with a seed, so that a failure can be repeated.
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * sides);
  };
}

/** 14 units in a random tree, some of which merged into a random living one on 1 July 2025. */
function randomTree(seed: number): TestUnit[] {
  const roll = dice(seed);
  const living = Array.from(
    { length: 9 },
    (_, n): TestUnit => ({ code: `s${seed}l${n}`, ...(n > 0 && roll(8) > 0 ? { under: `s${seed}l${roll(n)}` } : {}) }),
  );
  const gone = Array.from({ length: 5 }, (_, n): TestUnit => {
    const into = `s${seed}l${roll(9)}`;
    return { code: `s${seed}g${n}`, under: `s${seed}l${roll(9)}`, died: '2025-07-01', into };
  });
  return [...living, ...gone];
}

/** What a grant at `top` must reach, told from the description of the tree alone: a living unit by walking up, a gone one by where it went. */
function expectedAt(top: string, units: readonly TestUnit[]): string[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const isBelow = (code: string | undefined): boolean => code !== undefined && (code === top || isBelow(byCode.get(code)?.under));
  return units.filter((unit) => isBelow(unit.into ?? unit.code)).map((unit) => unit.code);
}

for (let seed = 1; seed <= 12; seed += 1) {
  test(`random tree ${seed}: a grant at any unit reaches exactly its subtree and what became part of it`, async () => {
    const units = randomTree(seed);
    const ids = await someUnits(owner, units);
    const known = new Set(Object.values(ids));
    for (const { code } of units.filter((unit) => !unit.into)) {
      const account_id = await anAccount(ids[code] as number);
      await assign(pool, { account_id, role_code: 'leader', unit_id: ids[code] as number, valid_from: TODAY }, by);
      const scope = await scopeOf(pool, account_id, 'dossiers.decide', TODAY);
      const expected = expectedAt(code, units).map((name) => ids[name] as number);
      assert.deepEqual(
        [...(scope?.unit_ids ?? [])].sort((a, b) => a - b),
        expected.sort((a, b) => a - b),
        `granted at ${code}`,
      );
      assert.ok(scope?.unit_ids?.every((id) => known.has(id)));
    }
  });
}
