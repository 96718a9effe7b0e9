import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { fillList, listDocument, listLinks, listXlsx } from '#forms';
import { documentDocx } from '#lib/docx';
import { figures, measureRecords } from '#measures';
import { testDb } from '../../test/db.ts';
import { grid } from './grid.ts';
import { cellOf } from './grid-cell.ts';
import { ListLayout } from './list-layout.ts';

const { pool } = await testDb({ template: 'demo', read_only: true });
const EVERYTHING = { unit_ids: null };
const ASK = { form: 'CCHC-TK', unit: 'ngan-son', from: '2022-06-15', to: '2022-09-10' };
const MADE = { at: new Date('2022-09-20T03:00:00Z'), on: '2022-09-20' };
const filled = await fillList(pool, ASK, EVERYTHING);
const row = (key: string) => {
  const found = filled.rows.find((one) => one.key === key);
  assert.ok(found, key);
  return found;
};

/** As the appendix of the district prints them; null: blank. */
const PUBLISHED: Record<string, string | null> = {
  '1.1': '14',
  '1.2.1': '46',
  '1.2.2': '35',
  '1.3.2': '0',
  '1.3.3': '0',
  '1.4.1': '48',
  '1.4.2': '30',
  '1.5.1': null,
  '1.6': '1',
  '2.1': '2',
  '2.2': '0',
  '2.2.1': null,
  '2.2.1.a': null,
  '2.2.1.b': null,
  '2.3.1': '20',
  '2.3.2': '100.00',
  '2.3.2.a': '2',
  '2.3.2.b': '2',
  '3.1.1': null,
  '3.1.2': '0',
  '3.1.3': '0',
  '3.1.4.a': '256',
  '3.1.4.b': '108',
  '3.2.1': '28',
  '3.2.2': '14',
  '3.2.3': '0',
  '3.3.1': '100.00',
  '3.3.1.a': '254',
  '3.3.1.b': '254',
  '3.3.2': '100.00',
  '3.3.2.a': '1851',
  '3.3.2.b': '1851',
  '3.4.1': '0',
  '3.4.2': '0',
  '4.1': '11',
  '4.2': '0',
  '4.3': '34',
  '4.4': null,
  '4.5.1': '72',
  '4.5.2': '63',
  '4.5.3': '6',
  '4.5.4': '2',
  '4.5.5': null,
  '4.6#2': '694',
  '4.6.1': '622',
  '4.6.2': '0',
  '4.6.3': '0.00',
  '5.1.1': '97.00',
  '5.1.2': '97.00',
  '5.2.1': '0',
  '5.2.2': '0',
  '5.3.1': '0',
  '5.3.2': '0',
  '5.3.3': '0',
  '5.3.4': '0',
  '5.3.5': '0',
  '5.3.6': '0',
  '5.4.1': '2',
  '5.4.2': '0',
  '5.4.3': '0',
  '6.1': '18.21',
  '6.1.1': '69843.532',
  '6.1.2': '12715.025',
  '6.2.1': '0',
  '6.2.2': '1',
  '6.2.3': '0',
  '6.2.3.a': null,
  '6.2.3.b': null,
  '6.2.3.c': null,
  '6.2.4': '34',
  '6.2.5': '0',
  '7.1': null,
  '7.1.a': '98.49',
  '7.1.b': '100.00',
  '7.2.1': null,
  '7.2.1.a': '0',
  '7.2.1.b': '0',
  '7.2.1.c': '0',
  '7.2.2.a': '191',
  '7.2.2.b': '191',
  '7.2.2.c': '11',
  '7.2.3.a': '191',
  '7.2.3.b': null,
  '7.2.4.a': '5106',
  '7.2.4.b': '396',
  '7.2.5.a': null,
  '7.2.5.b': null,
};

/** Where the report is not right, or leaves a sum out: what it prints and what the product computes. */
const CORRECTED: Record<string, [printed: string | null, ours: string | null, why: string]> = {
  '1.2': ['76', '76.09', 'rounded to whole per cent in print'],
  '1.3.1': ['0', '3', 'its own text says three communes'],
  '1.3.4': ['0', null, 'nothing found, nothing to divide by'],
  '1.4.3': [null, '0', 'of the 48 assigned tasks none was done late'],
  '1.4.4': [null, '0', 'nor is one overdue'],
  '3.1.4': [null, '364', '256 and 108 are printed below it'],
  '3.4': ['0', null, 'no feedback, nothing to divide by'],
  '7.2.2': ['52.04', '100.00', '191 of 191'],
  '7.2.3': ['100', null, 'how many are integrated is blank'],
  '7.2.4': ['5.75', '7.76', '396 of 5,106; its text says 7.75'],
  '7.2.5': ['100', null, 'both parts are blank'],
};

test('the appendix of Ngân Sơn has the rows, codes and figures it was published with', () => {
  assert.equal(filled.rows.length, 121);
  for (const [key, value] of Object.entries(PUBLISHED)) assert.equal(row(key).value, value, `${key} ${row(key).label_vi}`);
});

test('where the printed appendix was wrong the product shows its own figure', () => {
  for (const [key, [, ours, why]] of Object.entries(CORRECTED)) assert.equal(row(key).value, ours, `${key}: ${why}`);
  const all = new Set([...Object.keys(PUBLISHED), ...Object.keys(CORRECTED)]);
  const untold = filled.rows.filter((one) => !one.is_heading && !all.has(one.key)).map((one) => one.key);
  assert.deepEqual(untold, ['1.5.2'], 'every other row is accounted for; this one is words');
});

test('blank is not zero, and says why', () => {
  assert.equal(row('7.2.5.a').reason_null, 'not_declared');
  assert.equal(row('1.5.1').note, 'Chưa thực hiện');
  assert.equal(row('3.4').reason_null, 'no_denominator');
  assert.equal(row('7.2.5.b').value, null);
  assert.equal(row('7.2.1').note, 'Không có thủ tục ở mức độ 3');
});

test('the form finds what does not add up: the classes of autonomy make 35, the service units are 34', () => {
  const found = filled.checks.filter((check) => check.is_met === false);
  assert.deepEqual(
    found.map(({ code, left, right }) => ({ code, left, right })),
    [{ code: 'c6.2', left: '35', right: '34' }],
  );
  assert.equal(filled.checks.find((check) => check.code === 'c7.2.3')?.is_met, null, 'a blank part cannot be judged');
});

test('what the plan of the unit says is taken from it, as the report says it in words; it is not declared beside it', async () => {
  for (const [key, count] of [
    ['1.2.1', 'total'],
    ['1.2.2', 'completed_all'],
    ['1.4.1', 'total'],
    ['1.4.2', 'on_time'],
  ] as const) {
    const { source, filter, measure } = row(key);
    assert.deepEqual([source, filter?.told, filter?.from], ['plans', `all.${count}`, ASK.from], key);
    assert.equal(measure, key.startsWith('1.2') ? 'plans.tasks' : 'plans.assigned', key);
  }
  const { rows } = await grid(pool, ASK, EVERYTHING);
  assert.deepEqual(
    rows.filter(({ key }) => ['1.2.1', '1.4.1'].includes(key)).map(({ state, input }) => [state, input]),
    [
      ['computed', null],
      ['computed', null],
    ],
  );
  // Its cell says so, and its past is what the plan said on the last day of each period.
  const cell = await cellOf(pool, { ...ASK, key: '1.2.1' }, EVERYTHING);
  assert.equal(cell.measure?.definition_vi, 'Đếm từ nhiệm vụ của kế hoạch trong hệ thống, theo tình trạng ở ngày cuối kỳ.');
  const told = cell.history.flatMap(({ to, value }) => (value !== null && to.startsWith(ASK.to.slice(0, 4)) ? [value] : []));
  assert.ok(told.length > 0 && told.every((value) => value === row('1.2.1').value), JSON.stringify(cell.history));
});

test('levels are those of the procedures and of the day: a commune has nothing under the province, districts end with June 2025', async () => {
  const commune = await fillList(pool, { form: 'CCHC-TK', unit: 'H48.108', from: '2025-12-15', to: '2026-09-14' }, EVERYTHING);
  const of = (form: typeof commune, key: string) => form.rows.find((one) => one.key === key);
  assert.deepEqual(
    ['3.3.1', '3.3.1.a', '3.3.2', '1.3.1'].map((key) => of(commune, key)?.label_vi),
    ['Tỷ lệ đúng hạn, cấp tỉnh', 'Đã giải quyết xong cấp tỉnh', 'Tỷ lệ đúng hạn, cấp xã', 'Cơ quan, đơn vị đã kiểm tra'],
  );
  assert.equal(of(commune, '3.3.1.a')?.value, '0');
  assert.equal(of(commune, '3.3.1')?.value, null, 'no rate of nothing');
  const { measures } = await figures(
    pool,
    { unit: 'H48.108', from: '2025-12-15', to: '2026-09-14', measures: ['resolved'] },
    EVERYTHING,
  );
  assert.equal(of(commune, '3.3.2.a')?.value, String(measures.resolved?.value));
  assert.ok(Number(measures.resolved?.value) > 100);
  assert.ok(commune.rows.every(({ label_vi }) => !/huyện/i.test(label_vi)));
  assert.equal(row('3.3.1').label_vi, 'Tỷ lệ đúng hạn, cấp huyện');
  // Since the year of Decree 09 began: what comes in over the year is what comes in over these nine months.
  assert.deepEqual([of(commune, '7.2.4.a')?.filter?.from, of(commune, '7.2.4.a')?.basis], ['2025-12-15', 'cumulative']);
  assert.match(of(commune, '1.6')?.words ?? '', /^(Có|Không)$/);
});

test('every figure opens what stands behind it, and that gives the same figure', async () => {
  for (const one of filled.rows) {
    // Tasks of the plan open their list, not records of a measure.
    if (one.value === null || !one.measure || !one.filter || one.ratio_of || one.filter.told) continue;
    const behind = await measureRecords(
      pool,
      { ...one.filter, measure: one.measure, page: 1, page_size: 5, today: '2026-11-20' },
      EVERYTHING,
    );
    assert.equal(Number(behind.value.value), Number(one.value), one.key);
    if (behind.kind === 'entries') assert.equal(behind.count, behind.value.n, one.key);
  }
});

test('Excel: rates and sums are live formulas with their results, blanks are empty cells', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await listXlsx(filled, () => undefined, MADE)).buffer as ArrayBuffer);
  const sheet = book.worksheets[0];
  assert.ok(sheet);
  const line = (key: string) => 8 + filled.rows.findIndex((one) => one.key === key);
  const cell = (key: string) => sheet.getCell(line(key), 4);
  const [top, bottom] = [`D${line('7.2.4.b')}`, `D${line('7.2.4.a')}`];
  assert.equal(
    cell('7.2.4').formula,
    `IF(OR(NOT(ISNUMBER(${top})),NOT(ISNUMBER(${bottom})),${bottom}=0),"",ROUND(${top}/${bottom}*100,2))`,
  );
  assert.equal(cell('7.2.4').result, 7.76);
  assert.match(cell('3.1.4').formula, /^IF\(COUNT\(D\d+,D\d+\)<2,"",D\d+\+D\d+\)$/);
  assert.equal(cell('3.1.4').result, 364);
  assert.equal(cell('7.2.5.a').value, null);
  assert.equal(cell('6.1.1').value, 69843.532);
  assert.equal(cell('1.3.2').value, 0);
});

test('Word holds every row', async () => {
  const document = listDocument(filled, listLinks('http://x'), MADE);
  const [block] = document.body;
  assert.ok(block?.kind === 'table');
  assert.equal(block.table.rows.length, 121);
  assert.ok((await documentDocx(document)).byteLength > 10_000);
});

const LAYOUT = {
  official_code: 'X',
  checks: [],
  rows: [
    { key: 'a', code: '1', label_vi: 'A', label_en: 'A', level: 1, measure: 'new' },
    { key: 'b', code: '2', label_vi: 'B', label_en: 'B', level: 1, ratio_of: ['a', 'c'] },
  ],
};

test('a layout that names a row that is not there is refused', () => {
  const parsed = ListLayout.safeParse(LAYOUT);
  assert.deepEqual(
    parsed.error?.issues.map((issue) => issue.message),
    ['no row with a figure is called c'],
  );
});
