import assert from 'node:assert/strict';
import test from 'node:test';
import { transaction } from '#lib/db';
import * as measures from '#measures';
import * as registers from '#registers';
import { registerOn } from '#registers';
import { testDb } from '../../test/db.ts';
import { makeGround } from '../../test/versions.ts';
import { compared } from './compare.ts';
import { define, preview } from './define.ts';
import { entriesCells } from './entries.ts';
import { frameOf } from './frame.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
const NOW = new Date('2026-03-01T02:00:00Z');
const BY = { actor: { user_id: null, name: 'Thử' }, now: NOW, scope: EVERYTHING };
const { units } = await makeGround(owner);

let seed = 20260301;
const random = (below: number) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed % below;
};
const two = (n: number) => String(n).padStart(2, '0');

await transaction(owner, 'write', async (db) => {
  await registers.loadPack(db);
  await measures.loadPack(db);
  const directive = await registerOn(db, 'directive', '2023-06-01');
  const inspection = await registerOn(db, 'inspection', '2023-06-01');
  const posts = await registerOn(db, 'posts', '2023-06-01');
  const names = Object.keys(units);
  const unit = (name: string) => ({ id: units[name] as number, tenant: 34 });
  const list = Array.from({ length: 400 }, (_, at) => {
    const on = `2023-${two(1 + random(12))}-${two(1 + random(28))}`;
    const where = unit(names[random(names.length)] as string);
    return at % 2 === 0
      ? {
          definition: directive,
          unit: where,
          values: { kind: 'plan', number: `${at}/KH`, issued_on: on, subject: 'x', area: 'steering' },
        }
      : {
          definition: inspection,
          unit: where,
          values: { inspected_on: on, kind: 'planned', units: '1', findings: String(random(5)), resolved: '0' },
        };
  });
  const states = [
    ['xa-a', '2023-02-01', '10'],
    ['xa-a', '2023-05-01', '12'],
    ['xa-b', '2023-03-01', '7'],
  ].map(([name, as_of, allocated]) => ({
    definition: posts,
    unit: unit(name as string),
    values: { as_of, group: 'district_civil_servant', allocated },
  }));
  await registers.bulkEntries(db as never, [...list, ...states], { actor: BY.actor, now: NOW });
});

const rootOf = async (name: string) => {
  const { rows } = await pool.query(
    `select u.code from org.closure c join org.unit u on u.id = c.ancestor
     where c.tree_id = (select t.id from org.tree_version t where t.valid @> '2023-12-31'::date) and c.descendant = $1 order by c.depth desc limit 1`,
    [units[name]],
  );
  return rows[0].code as string;
};
const ROOT = await rootOf('xa-a');
const YEAR = { from: '2023-01-01', to: '2023-12-31' };
const of = (unit: string, name: string, more: object = {}) =>
  measures
    .valuesOf(pool, { unit, ...YEAR, measures: [name], ...more }, EVERYTHING)
    .then((values) => values[name] as measures.Value);

test('random figures of registers equal the number and digest of their lists', async () => {
  const tree = await measures.valuesByUnit(pool, { unit: ROOT, units: 'tree', ...YEAR, measures: ['directives'] }, EVERYTHING);
  const codes = [...tree.keys()];
  for (let turn = 0; turn < 12; turn += 1) {
    const unit = codes[random(codes.length)] as string;
    const month = 1 + random(12);
    const period = { from: `2023-${two(month)}-01`, to: `2023-${two(month)}-28` };
    for (const measure of ['directives', 'inspection_findings', 'civil_servants_allocated']) {
      const value = (await measures.valuesOf(pool, { unit, ...period, measures: [measure] }, EVERYTHING))[
        measure
      ] as measures.Value;
      const behind = await measures.measureRecords(
        pool,
        { unit, ...period, measure, page: 1, page_size: 200, today: '2026-03-01' },
        EVERYTHING,
      );
      assert.deepEqual([behind.count, behind.digest], [value.n, value.digest], `${measure} ${unit} ${period.from}`);
      assert.equal(behind.entries?.rows.length, value.n);
    }
  }
});

test('every measure of a register equals its list, now and as known before', async () => {
  const { all } = await measures.definitionsOn(pool, YEAR.to);
  const names = all.flatMap(({ definition }) =>
    definition.kind === 'entries' && ['directive', 'inspection', 'posts'].includes(definition.register) ? [definition.name] : [],
  );
  assert.ok(names.length > 15, `${names.length} measures`);
  for (const known_at of [undefined, NOW, new Date('2020-01-01T00:00:00Z')]) {
    const values = await measures.valuesOf(pool, { unit: ROOT, ...YEAR, measures: names, known_at }, EVERYTHING);
    for (const measure of names) {
      const ask = { unit: ROOT, ...YEAR, measure, known_at, page: 1, page_size: 1, today: '2026-03-01' };
      const { count, digest } = await measures.measureRecords(pool, ask, EVERYTHING);
      assert.deepEqual([count, digest], [values[measure]?.n, values[measure]?.digest], `${measure} ${known_at?.toISOString()}`);
    }
  }
});

test('spans and parts of a unit read together say what each says alone', async () => {
  const { all } = await measures.definitionsOn(pool, YEAR.to);
  const names = all.map(({ definition }) => definition.name);
  const spans = [
    { from: '2023-01-01', scope: 'own' as const, measures: names },
    { from: '2023-10-01', scope: 'below' as const, measures: names },
    { from: '2023-01-01', scope: 'all' as const, measures: names },
    { from: '2023-12-01', scope: 'all' as const, measures: names.toReversed() },
  ];
  const together = await measures.valuesOverSpans(pool, { unit: ROOT, to: YEAR.to, today: '2026-03-01', spans }, EVERYTHING);
  let filled = 0;
  for (const [at, span] of spans.entries()) {
    const ask = { ...span, unit: ROOT, to: YEAR.to, today: '2026-03-01' };
    const alone = await measures.valuesOf(pool, ask, EVERYTHING);
    for (const name of names) {
      assert.deepEqual(
        { ...together[at]?.[name], digest: null },
        { ...alone[name], digest: null },
        `${name} ${span.from} ${span.scope}`,
      );
      if (alone[name]?.n) filled += 1;
    }
  }
  assert.ok(filled > 15, `${filled} figures`);
});

test('the whole is the sum of the units below and its own', async () => {
  const ask = { unit: ROOT, ...YEAR, measures: ['directives', 'inspection_findings'] };
  const whole = await measures.valuesOf(pool, ask, EVERYTHING);
  const own = await measures.valuesOf(pool, { ...ask, scope: 'own' }, EVERYTHING);
  const children = await measures.valuesByUnit(pool, { ...ask, units: 'children' }, EVERYTHING);
  for (const name of ask.measures) {
    const below = [...children.values()].reduce((sum, values) => sum + Number(values[name]?.value ?? 0), 0);
    assert.equal(Number(whole[name]?.value), below + Number(own[name]?.value ?? 0), name);
  }
});

test('many units at once say what each says alone', async () => {
  const ask = { unit: ROOT, ...YEAR, measures: ['directives', 'units_inspected', 'inspection_resolution_rate'] };
  const table = await measures.valuesByUnit(pool, { ...ask, units: 'tree', digest: true }, EVERYTHING);
  for (const [unit, values] of table) assert.deepEqual(values, await measures.valuesOf(pool, { ...ask, unit }, EVERYTHING), unit);
});

test('the latest state before the end counts, not a later one; before the first there is none', async () => {
  const [unit] = (await pool.query('select code from org.unit where id = $1', [units['xa-a']])).rows;
  const name = 'civil_servants_allocated';
  const at = (to: string) => of(unit.code, name, { from: '2023-01-01', to });
  assert.equal((await at('2023-05-01')).value, '12');
  assert.deepEqual([(await at('2023-04-30')).value, (await at('2023-04-30')).as_of], ['10', '2023-02-01']);
  assert.deepEqual([(await at('2023-01-31')).value, (await at('2023-01-31')).reason_null], [null, 'no_records']);
});

test('a declaration of the unit stands for all it holds; without it those below are summed; said anew it is as known then', async () => {
  const name = 'c15_discipline';
  const codes = (await pool.query('select id, code from org.unit where id = any($1)', [[units['xa-a'], units['xa-b']]])).rows;
  const [a, b] = codes.map((row) => row.code as string) as [string, string];
  const said = (unit: string, value: string | null, version = 0) => ({
    measure: name,
    unit,
    ...YEAR,
    value,
    note: null,
    version,
  });
  const declare = (cells: Parameters<typeof measures.declare>[1], now = NOW) =>
    transaction(owner, 'write', (db) => measures.declare(db, cells, 'thử', { ...BY, now }));
  assert.equal((await of(ROOT, name)).reason_null, 'not_declared');
  await declare([said(a, '2'), said(b, null)]);
  assert.equal((await of(a, name)).value, '2');
  assert.equal((await of(b, name)).reason_null, 'declared_blank');
  const later = new Date('2026-03-02T02:00:00Z');
  await declare([said(a, '5', 1)], later);
  assert.equal((await of(a, name)).value, '5');
  assert.equal((await of(a, name, { known_at: new Date('2026-03-01T12:00:00Z') })).value, '2');
  await assert.rejects(declare([said(a, '6', 1)], later), { code: 'measures.declared_meanwhile' });
  await assert.rejects(declare([said(a, '6', 2), said(b, '11 cả huyện, xã', 1)], later), { code: 'measures.not_a_number' });
  assert.equal((await of(a, name)).value, '5', 'nothing of a refused lot is kept');
  assert.deepEqual(await declare([said(a, '5', 2)], later), { ids: [], unchanged: 1 });
});

test('a rate without anything to divide by is not available, and neither is what needs it', async () => {
  const value = await of(ROOT, 'feedback_resolution_rate');
  assert.deepEqual([value.value, value.reason_null], [null, 'part_missing']);
  const zero = await of(ROOT, 'inspection_resolution_rate', { from: '2022-01-01', to: '2022-01-31' });
  assert.deepEqual([zero.value, zero.reason_null], [null, 'no_denominator']);
});

const SAID = {
  label_vi: 'x',
  label_en: 'x',
  definition_vi: 'x',
  definition_en: 'x',
  source: 'x',
  status: 'to_be_verified',
  decimals: 2,
};
const made = (name: string, expression: string) => ({ ...SAID, name, kind: 'expression', unit: 'number', expression });
const put = (definition: unknown, valid_from = '2023-01-01', version = 0) =>
  transaction(owner, 'write', (db) => define(db, { definition, unit: ROOT, valid_from, reason: 'thử', version }, BY));

test('a measure of the province: tried, kept by day, refused when it leads to itself', async () => {
  const draft = made('own_a', 'directives / 3');
  const tried = await preview(pool, { definition: draft, unit: ROOT, ...YEAR, today: '2026-03-01' }, EVERYTHING);
  await put(draft);
  const kept = await of(ROOT, 'own_a');
  assert.deepEqual(kept, tried.value);
  assert.equal(kept.exact?.den === '1' || kept.exact?.den === '3', true);
  await put(made('own_b', 'own_a + 1'));
  await assert.rejects(put(made('own_a', 'own_b * 2'), '2023-07-01', 1), {
    code: 'measures.cycle',
    data: { way: 'own_a → own_b → own_a' },
  });
  await put(made('own_a', 'directives * 2'), '2023-07-01', 1);
  const half = { from: '2023-01-01', to: '2023-06-30' };
  assert.equal((await of(ROOT, 'own_a', half)).exact?.den === '1' || (await of(ROOT, 'own_a', half)).exact?.den === '3', true);
  assert.equal((await of(ROOT, 'own_a')).value, `${2 * Number((await of(ROOT, 'directives')).value)}.00`);
  await assert.rejects(put(made('directives', '1')), { code: 'measures.name_shipped' });
  await assert.rejects(put(made('own_c', 'nothing_there')), { code: 'measures.unknown_measure' });
  await assert.rejects(put(made('own_c', '1 +')), { code: 'measures.definition_broken' });
  const bad = {
    ...SAID,
    name: 'own_d',
    kind: 'entries',
    unit: 'item',
    register: 'directive',
    aggregate: 'sum',
    field: 'subject',
    time: 'in_period',
    decimals: 0,
  };
  await assert.rejects(put(bad), { code: 'measures.unknown_field' });
});

test('beside the same period a year earlier: difference, per cent, and whether that is better', () => {
  const value = (num: string, text: string): measures.Value => ({
    value: text,
    exact: { num, den: '1' },
    unit: 'item',
    decimals: 0,
    n: 1,
    digest: null,
    source: 'entries',
  });
  const { difference, change_percent, is_better } = compared(value('15', '15'), value('12', '12'), 'up');
  assert.deepEqual([difference, change_percent, is_better], ['3', '25.00', true]);
  assert.deepEqual(measures.periodEarlier('2024-02-01', '2024-02-29'), { from: '2023-02-01', to: '2023-02-28' });
  assert.deepEqual(measures.periodEarlier('2023-01-01', '2023-02-28'), { from: '2022-01-01', to: '2022-02-28' });
});

test('every shipped measure over a register names fields and choices that are there', async () => {
  const { all } = await measures.definitionsOn(pool, '2026-03-01');
  const known = new Map((await registers.registersOn(pool, '2026-03-01')).map((one) => [one.code, one.layout.fields]));
  for (const { definition } of all) {
    if (definition.kind !== 'entries') continue;
    const fields = new Map(known.get(definition.register)?.map((field) => [field.key, field]));
    assert.ok(fields.size > 0, `${definition.name}: no register ${definition.register}`);
    for (const key of [definition.field, definition.day, ...(definition.per ?? [])])
      assert.ok(!key || fields.has(key), `${definition.name}: ${key}`);
    for (const one of (definition.where ?? []).flatMap((each) => ('any' in each ? each.any : [each]))) {
      const field = fields.get(one.field);
      assert.ok(field, `${definition.name}: ${one.field}`);
      const values = 'is' in one ? [one.is] : 'not' in one ? [one.not] : 'in' in one ? one.in : [];
      if (field.type === 'choice')
        for (const value of values)
          assert.ok(
            field.choices.some((each) => each.key === value),
            `${definition.name}: ${value}`,
          );
    }
  }
});

test('every register of the product has a measure', async () => {
  const { all } = await measures.definitionsOn(pool, '2026-03-01');
  const used = new Set(all.flatMap(({ definition }) => (definition.kind === 'entries' ? [definition.register] : [])));
  const missing = (await registers.registersOn(pool, '2026-03-01')).map((one) => one.code).filter((code) => !used.has(code));
  assert.deepEqual(missing, []);
});

test('many measures of one register take two statements', async () => {
  const frame = await frameOf(pool, { unit: ROOT, ...YEAR }, 'tree', EVERYTHING);
  const { all } = await measures.definitionsOn(pool, '2023-12-31');
  const of_posts = all.flatMap(({ definition }) =>
    definition.kind === 'entries' && definition.register === 'posts' ? [definition] : [],
  );
  assert.ok(of_posts.length > 5);
  let asked = 0;
  const counting = {
    query: (...parts: Parameters<typeof pool.query>) => {
      asked += 1;
      return pool.query(...parts);
    },
  };
  await entriesCells(counting as never, [{ frame, measures: of_posts }], true);
  assert.equal(asked, 2, 'the parents of the tree, the latest entries');
});
