import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays } from '#lib/day';
import { transaction } from '#lib/db';
import { plain } from '#lib/text';
import { unitOn } from '#org';
import { bulkEntries, entries, type Filter, registerOn, totals } from '#registers';
import { testDb } from '../../test/db.ts';
import { dice } from '../../test/versions.ts';

// A list and its totals are those a plain look at every entry gives, whatever is asked.

const db = await testDb({ template: 'packs' });
const NOW = new Date('2026-11-20T03:00:00Z');
const SCOPE = { unit_ids: null };
const roll = dice(77);
const below = (n: number) => Math.floor(roll() * n);
const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;

const units = await Promise.all(['H48', 'H36', 'H01'].map((code) => unitOn(db.pool, code, '2026-11-20')));
const definition = await registerOn(db.pool, 'outreach', '2026-01-01');
type Said = { done_on: string; channel: string; items: string; listeners?: string; subject?: string };
const made = Array.from({ length: 300 }, () => {
  const values: Said = {
    done_on: addDays('2026-01-01', below(300)),
    channel: one(['website', 'zalo', 'meeting', 'other']),
    items: String(1 + below(9)),
    ...(roll() < 0.6 && { listeners: String(below(200)) }),
    ...(roll() < 0.7 && { subject: one(['Họp thôn về Một cửa', 'Tin bài', 'Đối thoại với người dân', 'Chuyển đổi số']) }),
  };
  return { unit: one(units), values };
});
await transaction(db.owner, 'write', (tx) =>
  bulkEntries(
    tx as never,
    made.map((each) => ({ definition, ...each })),
    { actor: { user_id: null, name: 'Kiểm thử' }, now: NOW },
  ),
);

function meets(values: Said, { field, op, wanted }: Filter): boolean {
  const value = values[field as keyof Said];
  const first = wanted[0] ?? '';
  switch (op) {
    case 'is':
      return value !== undefined && wanted.includes(value);
    case 'not':
      return value === undefined || !wanted.includes(value);
    case 'has':
      return plain(value ?? '').includes(plain(first));
    case 'at_least':
      return value !== undefined && Number(value) >= Number(first);
    case 'at_most':
      return value !== undefined && Number(value) <= Number(first);
    case 'from':
      return value !== undefined && value >= first;
    case 'to':
      return value !== undefined && value <= first;
    case 'blank':
      return value === undefined;
    case 'filled':
      return value !== undefined;
  }
}

const someFilter = (): Filter =>
  one<() => Filter>([
    () => ({ field: 'channel', op: 'is', wanted: ['zalo', 'website'].slice(below(2)) }),
    () => ({ field: 'channel', op: 'not', wanted: [one(['zalo', 'other'])] }),
    () => ({ field: 'subject', op: 'has', wanted: [one(['mot cua', 'TIN', 'ĐỐI', ''])] }),
    () => ({ field: 'items', op: 'at_least', wanted: [String(below(6))] }),
    () => ({ field: 'listeners', op: 'at_most', wanted: [String(50 + below(150))] }),
    () => ({ field: 'done_on', op: 'from', wanted: [addDays('2026-01-01', below(150))] }),
    () => ({ field: 'done_on', op: 'to', wanted: [addDays('2026-06-01', below(150))] }),
    () => ({ field: 'subject', op: one(['blank', 'filled'] as const), wanted: [] }),
  ])();

test('filters, words, days and units drawn by lot: the list, its sums and its order', async () => {
  let found = 0;
  for (let turn = 0; turn < 120; turn += 1) {
    const filters = Array.from({ length: turn % 10 === 9 ? 9 : below(4) }, someFilter);
    const unit_ids = roll() < 0.3 ? null : units.filter(() => roll() < 0.6).map((unit) => unit.id);
    const q = roll() < 0.25 ? one(['thôn', 'mot cua', '"zalo"']) : null;
    const [from, to] = [addDays('2026-01-01', below(120)), addDays('2026-05-01', below(180))];
    const wanted = { register: 'outreach', layout: definition.layout, unit_ids, from, to, filters, q, sort: 'done_on' };
    const expected = made.filter(
      ({ unit, values }) =>
        (unit_ids === null || unit_ids.includes(unit.id)) &&
        values.done_on >= from &&
        values.done_on <= to &&
        filters.every((filter) => meets(values, filter)) &&
        (q === null || plain(JSON.stringify(values)).includes(plain(q))),
    );
    const what = JSON.stringify({ filters, q, from, to, unit_ids });
    const rows = await entries(db.pool, { ...wanted, page_size: 400 }, SCOPE);
    assert.deepEqual(
      rows.map((row) => row.on_day),
      expected.map(({ values }) => values.done_on).sort(),
      what,
    );
    const sum = (field: 'items' | 'listeners') => {
      const said = expected.flatMap(({ values }) => values[field] ?? []);
      return {
        field,
        filled: said.length,
        sum: said.length === 0 ? null : String(said.reduce((so_far, n) => so_far + Number(n), 0)),
      };
    };
    const all = await totals(db.pool, wanted, SCOPE);
    assert.deepEqual(
      { ...all, fields: all.fields.map(({ field, filled, sum: of }) => ({ field, filled, sum: of })) },
      {
        entries: expected.length,
        units: new Set(expected.map(({ unit }) => unit.id)).size,
        fields: expected.length === 0 ? [] : [sum('items'), sum('listeners')],
      },
      what,
    );
    found += expected.length;
  }
  assert.ok(found > 2000, `the questions found too little: ${found}`);
});

test('a register with more fields of numbers than one statement sums', async () => {
  const numbers = Array.from({ length: 19 }, (_, n) => ({ key: `n${n}`, type: 'number' as const }));
  const layout = { ...definition.layout, fields: [...definition.layout.fields, ...numbers] } as typeof definition.layout;
  const all = await totals(db.pool, { register: 'outreach', layout, unit_ids: null }, SCOPE);
  assert.equal(all.entries, 300);
  assert.equal(all.fields.find((field) => field.field === 'items')?.filled, 300);
  assert.deepEqual(
    all.fields.find((field) => field.field === 'n18'),
    { field: 'n18', filled: 0, sum: null },
  );
});
