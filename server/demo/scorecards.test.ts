import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { cardsOf, cardView, indexSheet, roundById, rounds, roundView, serviceIndex } from '#scorecards';
import { testDb } from '../../test/db.ts';

// Published points come out of the product: areas, missing points with their cause, and the sum that the report got wrong.

const { pool } = await testDb({ template: 'demo', read_only: true });
const ALL = { unit_ids: null };
const READER = { read: ALL, score: ALL, appraise: ALL };
const TODAY = '2026-11-20';

const of_year = async (year: number) => (await rounds(pool, { year }, ALL)).map((round) => round.id);
const cardOf = async (round_id: number, code: string) =>
  (await cardsOf(pool, [round_id])).find((card) => card.unit_code === code)?.id as number;
const [dak_song] = await of_year(2023);
const view = await cardView(pool, await cardOf(dak_song as number, 'H16.36'), READER, TODAY);

test('Đắk Song 2023: eight areas as published make 64.7 of 90, and the 65.7 of the report is told to be one too many', () => {
  const areas = view.rows.filter((row) => row.parent_code === null).map((row) => `${row.sum.achieved}/${row.sum.max}`);
  assert.deepEqual(areas, ['12/14', '8.7/11', '9.5/17', '5.5/7.5', '9.5/11', '8/11', '9/15.5', '2.5/3']);
  assert.deepEqual(
    [view.total.achieved, view.total.max, view.total.missing, view.total.percent],
    ['64.7', '90', '25.3', '71.89'],
  );
  assert.deepEqual(view.differences, [{ part: '', stated: '65.7', computed: '64.7', difference: '1' }]);
});

test('Đắk Song 2023: what misses, by cause and by office', () => {
  const sum = (items: typeof view.ledger) =>
    items.reduce((so_far, item) => so_far + Math.round(Number(item.points) * 1000), 0) / 1000;
  assert.equal(sum(view.ledger), 25.3);
  assert.equal(sum(view.ledger.filter((item) => item.cause === 'not_due')), 4.8);
  assert.equal(sum(view.ledger.filter((item) => item.cause === 'lost')), 20.5);
  assert.equal(sum(view.ledger.filter((item) => item.office_code === 'H16.36.D02')), 6.5);
  assert.equal(sum(view.ledger.filter((item) => item.office_code === 'H16.36.D01')), 12.5);
  assert.equal(view.total.estimates, 1);
});

test('Đắk Song 2023: the on-time points of the report are those its own dossiers give', () => {
  const on_time = view.rows.find((row) => row.code === '3.4.1')?.leaf;
  assert.deepEqual([on_time?.stages.self?.value, on_time?.prefill?.value, on_time?.deviation], ['2', '2', null]);
  assert.equal(on_time?.prefill?.inputs.on_time_rate?.value, '89.41');
});

test('communes of 2026 stand at every step of a round; those of 2025 are ranked and published', async () => {
  const states = new Map<string, string>();
  for (const id of await of_year(2026)) for (const card of await cardsOf(pool, [id])) states.set(card.unit_code, card.state);
  assert.deepEqual(Object.fromEntries(states), {
    'H36.101': 'appraised',
    'H36.102': 'submitted',
    'H36.103': 'explained',
    'H36.104': 'self',
    'H48.108': 'submitted',
    'H48.109': 'self',
    'H48.110': 'appraised',
  });
  const [id] = await of_year(2025);
  const round = await roundById(pool, id as number, ALL);
  assert.deepEqual([round.state, round.publication], ['published', 'public']);
  const table = await roundView(pool, round, null, 'areas', TODAY);
  assert.deepEqual(
    table.rows.map((row) => row.rank),
    [1, 2, 3, 4],
  );
});

test('every card of the demonstration: missing = maximum − achieved = its items', async () => {
  for (const year of [2023, 2025, 2026])
    for (const card of await cardsOf(pool, await of_year(year))) {
      const one = await cardView(pool, card.id, READER, TODAY);
      const items = one.ledger.reduce((sum, item) => sum + Math.round(Number(item.points) * 1000), 0);
      const missing = Math.round(Number(one.total.max) * 1000) - Math.round(Number(one.total.achieved) * 1000);
      assert.equal(items, missing, `${year} ${card.unit_code}`);
      assert.equal(Number(one.total.missing) * 1000, missing);
    }
});

test('Pờ Y 2024: the portal says 80.7; ours is an estimate beside it, the difference told to the last point', async () => {
  const index = await serviceIndex(pool, { unit: 'po-y', from: '2024-01-01', to: '2024-08-13' }, TODAY, ALL);
  assert.deepEqual([index.portal?.value, index.portal?.as_of, index.portal?.band?.key], ['80.7', '2024-08-13', 'good']);
  assert.ok(Number(index.estimate.points) > 0 && Number(index.estimate.points) <= Number(index.estimate.max_known));
  const { not_ours, differs, unaccounted } = index.explained as { not_ours: string; differs: string; unaccounted: string };
  const sum = [not_ours, differs, unaccounted].reduce((so_far, text) => so_far + Math.round(Number(text) * 1000), 0);
  assert.equal(sum, Math.round(Number(index.difference) * 1000));
  assert.equal(index.rows.find((row) => row.code === '1.1')?.estimate, null);

  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await indexSheet(pool, index)) as never);
  const sheet = book.getWorksheet('Chỉ số 766') as ExcelJS.Worksheet;
  const line = (code: string) => sheet.getRows(6, index.rows.length + 1)?.find((row) => row.getCell(1).value === code);
  const shown = index.rows.find((row) => row.rule !== null && row.estimate !== null);
  assert.equal(line(shown?.code as string)?.getCell(4).value, Number(shown?.estimate));
  assert.equal(line('1.1')?.getCell(4).value, null, 'what cannot be told is no zero');
  const figures = index.rows.map((row) => String(line(row.code)?.getCell(9).value ?? '')).join('\n');
  assert.match(figures, /Tỷ lệ/);
  assert.doesNotMatch(figures, /[a-z]_[a-z]/, 'figures are told by name, not by code');
  const total = line('');
  assert.deepEqual([total?.getCell(2).value, total?.getCell(5).value], ['Tổng cộng', 80.7]);
  // What the sheet would come to by itself is what the page says.
  const areas = index.rows.flatMap((row, at) => (row.parent_code === null ? [at + 6] : []));
  assert.deepEqual(total?.getCell(4).value, {
    formula: areas.map((at) => `D${at}`).join('+'),
    result: Number(index.estimate.points),
  });
  for (const at of areas) {
    const cell = sheet.getCell(`D${at}`).value as { formula: string; result: number } | null;
    if (cell === null) continue;
    const parts = cell.formula.split('+').map((part) => Number(sheet.getCell(part).value ?? 0));
    assert.equal(Math.round(cell.result * 1000), Math.round(parts.reduce((all, part) => all + part, 0) * 1000));
  }
});
