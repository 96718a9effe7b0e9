import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import { records } from '#measures';
import { testDb } from '../../test/db.ts';
import { type FilledForm, fill, formOn, listForms, loadPack, periodName } from './forms.ts';

const ALL = { unit_ids: null };
const { pool } = await testDb({ template: 'demo', read_only: true });
const filled = (unit: string, from: string, to: string, by: 'sector' | 'unit' = 'sector') =>
  transaction(pool, 'read', (db) => fill(db, { form: 'II.06a', unit, from, to, by }, ALL));
const total = (form: FilledForm) => {
  const row = form.rows.at(-1);
  assert.equal(row?.kind, 'total');
  return Object.fromEntries(Object.entries(row?.cells ?? {}).map(([key, cell]) => [key, cell.value]));
};

test('the form of Đắk Song, 1 January to 20 September 2023, has the published figures', async () => {
  const form = await filled('dak-song', '2023-01-01', '2023-09-20');
  const { received, carried_over, new_online, new_direct, resolved, resolved_early, resolved_on_time, resolved_overdue } =
    total(form);
  assert.deepEqual(
    { received, carried_over, resolved, resolved_overdue },
    { received: 20845, carried_over: 1728, resolved: 17604, resolved_overdue: 1865 },
  );
  assert.equal((new_online as number) + (new_direct as number), 19117);
  assert.equal((resolved_early as number) + (resolved_on_time as number), 15739);
  const land = form.rows.find((row) => row.label === 'Đất đai');
  assert.equal(land?.cells.resolved_overdue?.value, 1668);
  assert.deepEqual(
    form.checks.filter((check) => !check.is_met),
    [],
  );
});

test('by unit, the communes of Ngân Sơn are one group with the published figures', async () => {
  const form = await filled('ngan-son', '2022-06-15', '2022-09-09', 'unit');
  const figures = (key: string) => {
    const cells = form.rows.find((row) => row.key === key)?.cells;
    return [cells?.received?.value, cells?.resolved?.value, cells?.pending_in_time?.value, cells?.pending_overdue?.value];
  };
  assert.deepEqual(figures('group:commune'), [1869, 1851, 18, 0]);
  assert.deepEqual(figures('group:district'), [269, 254, 15, 0]);
  assert.deepEqual(
    form.checks.filter((check) => !check.is_met),
    [],
  );
});

test('by sector and by unit have the same total', async () => {
  const [by_sector, by_unit] = await Promise.all([
    filled('ngan-son', '2022-06-15', '2022-09-09'),
    filled('ngan-son', '2022-06-15', '2022-09-09', 'unit'),
  ]);
  assert.deepEqual(total(by_sector), total(by_unit));
});

test('every cell equals the number of records behind its link', async () => {
  const form = await filled('po-y', '2024-01-01', '2024-08-13');
  const cells = form.rows.flatMap((row) => Object.values({ ...row.cells, ...row.besides }));
  assert.ok(cells.length >= 13 * 2, `${cells.length} cells`);
  await transaction(pool, 'read', async (db) => {
    for (const { value, measure, filter } of cells) {
      const { count } = await records(db, { ...filter, measure, page: 1, page_size: 1 }, ALL);
      assert.equal(count, value, `${measure} ${JSON.stringify(filter)}`);
    }
  });
});

test('the version of the form is that of the last day: three tiers, then two', async () => {
  const versions = await transaction(pool, 'read', async (db) => [
    await formOn(db, 'II.06a', '2025-06-30'),
    await formOn(db, 'II.06a', '2025-07-01'),
  ]);
  assert.deepEqual(
    versions.map((form) => [form.version, form.layout.groups.map((group) => group.key)]),
    [
      [1, ['province', 'district', 'commune']],
      [2, ['province', 'commune']],
    ],
  );
  assert.deepEqual(
    (await listForms(pool))
      .filter(({ kind }) => kind !== 'detail')
      .map((form) => [form.code, form.version, form.valid_from, form.valid_to]),
    [
      ['CCHC-TK', 1, '2021-01-01', '2025-07-01'],
      ['CCHC-TK', 2, '2025-07-01', null],
      ['II.06a', 1, '2020-12-05', '2025-07-01'],
      ['II.06a', 2, '2025-07-01', null],
    ],
  );
});

for (const [unit, from, to, form, code, why] of [
  ['po-y', '2024-01-01', '2024-08-13', 'II.99', 'forms.unknown', 'there is no such form'],
  ['po-y', '2019-01-01', '2019-08-13', 'II.06a', 'forms.not_on_day', 'the form did not exist then'],
  ['nowhere', '2024-01-01', '2024-08-13', 'II.06a', 'org.unit_unknown', 'there is no such unit'],
  ['kon-ray', '2025-08-01', '2025-08-31', 'II.06a', 'org.unit_not_on_day', 'the district ended before the period'],
  ['po-y', '2024-08-13', '2024-01-01', 'II.06a', 'calendar.reversed_dates', 'the period ends before it begins'],
  ['po-y', '2024-02-30', '2024-03-01', 'II.06a', 'calendar.impossible_date', 'there is no 30 February'],
] as const) {
  test(`refused: ${why}`, async () => {
    await assert.rejects(
      transaction(pool, 'read', (db) => fill(db, { form, unit, from, to, by: 'sector' }, ALL)),
      { code },
    );
  });
}

test('a unit outside the reader’s scope is not found', async () => {
  await assert.rejects(
    transaction(pool, 'read', (db) =>
      fill(db, { form: 'II.06a', unit: 'po-y', from: '2024-01-01', to: '2024-08-13', by: 'sector' }, { unit_ids: [] }),
    ),
    { code: 'org.unit_unknown' },
  );
});

for (const [from, to, expected] of [
  ['2022-06-15', '2022-09-14', 'Quý III/2022'],
  ['2022-12-15', '2023-12-14', 'Năm 2023'],
  ['2023-01-01', '2023-12-31', 'Năm 2023'],
  ['2023-01-01', '2023-06-30', '6 tháng đầu năm 2023'],
  ['2023-01-15', '2023-02-14', 'Tháng 2/2023'],
  ['2023-01-01', '2023-09-20', null],
] as const) {
  test(`${from} to ${to} is called ${expected ?? 'by its days'}`, () => assert.equal(periodName(from, to), expected));
}

test('a form that asks for a measure nobody defined is refused whole, with file and line', async () => {
  const { owner } = await testDb({ template: 'packs' });
  const before = await listForms(owner);
  assert.ok(before.length > 0);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-forms-'));
  const text = fs.readFileSync(path.join(PACKS, 'forms/II.06a.yaml'), 'utf8');
  fs.writeFileSync(path.join(folder, 'II.06a.yaml'), text.replace('measure: pending_overdue', 'measure: pending_late'));
  await assert.rejects(
    transaction(owner, 'write', (db) => loadPack(db, folder)),
    (error: { code?: string; data?: { problems: { line: number; message: string }[] } }) => {
      assert.equal(error.code, 'packs.broken');
      assert.deepEqual(
        error.data?.problems.map((problem) => problem.message),
        ['no measure is called pending_late', 'no measure is called pending_late'],
      );
      // Both versions point at one list of columns: the line is where the column is written.
      const written = text.split('\n');
      assert.ok(error.data?.problems.every(({ line }) => written[line - 1]?.includes('measure: pending_overdue')));
      return true;
    },
  );
  assert.deepEqual(await listForms(owner), before, 'what was there stays');
  fs.rmSync(folder, { recursive: true });
});
