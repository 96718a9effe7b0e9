import assert from 'node:assert/strict';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import { transaction } from '#lib/db';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { testDb } from '../../test/db.ts';
import { detailDocument, detailLinks, detailXlsx, type FilledDetail, fill, fillDetail, listForms, printedCell } from './forms.ts';

const { pool } = await testDb({ template: 'demo', read_only: true });
const ALL = { unit_ids: null };
const TODAY = '2026-11-20';
const links = detailLinks('http://motcua.example');
const made = { at: new Date('2023-10-02T02:00:00Z'), on: '2023-10-02' };

const filled = (form: string, unit: string, from: string, to: string) =>
  transaction(pool, 'read', (db) => fillDetail(db, { form, unit, from, to, today: TODAY }, ALL));
const shown = (form: FilledDetail, key: string, ...columns: string[]) => {
  const row = form.rows.find((one) => one.key === key || one.cells.ordinal?.text === key);
  assert.ok(row, `no row ${key}`);
  return columns.map((column) => (row.cells[column] ? printedCell(row.cells[column]) : ''));
};
/** ExcelJS reads a linked formula as a link: without links every formula shows. */
async function sheetOf(form: FilledDetail) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await detailXlsx(form, () => undefined, made)).buffer as ArrayBuffer);
  return book.worksheets[0] as ExcelJS.Worksheet;
}
function formulas(sheet: ExcelJS.Worksheet): Map<string, { formula: string; result: unknown }> {
  const found = new Map<string, { formula: string; result: unknown }>();
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      if (cell.formula) found.set(cell.address, { formula: cell.formula, result: cell.result });
    }),
  );
  return found;
}

test('the forms of things that are shipped', async () => {
  const forms = (await listForms(pool)).filter(({ kind }) => kind === 'detail').map(({ code, version }) => `${code} ${version}`);
  assert.deepEqual(forms, ['CD-CCHC 1', 'CT-CCHC 1', 'HS-GT 1', 'HS-QH 1', 'II.07b 1', 'II.07b 2', 'TC-15 1']);
});

test('Kon Rẫy 2023: 21 targets under six leading offices, 17 met, 2 missed, 2 not assessed', async () => {
  const form = await filled('CT-CCHC', 'kon-ray', '2023-01-01', '2023-09-30');
  assert.deepEqual(
    form.tallies.map(({ label_vi, value }) => `${label_vi} ${value}`),
    ['Tổng số chỉ tiêu 21', 'Đạt 17', 'Chưa đạt 2', 'Chưa đánh giá được 2'],
  );
  assert.equal(form.rows.filter(({ kind }) => kind === 'group').length, 6);
  assert.equal(form.rows.filter(({ kind }) => kind === 'row').length, 21);
  assert.deepEqual(shown(form, '1', 'threshold', 'numerator', 'denominator', 'figure', 'verdict'), [
    '≥ 30%',
    '7',
    '20',
    '35%',
    'Đạt',
  ]);
  assert.deepEqual(shown(form, '5b', 'threshold', 'figure', 'verdict'), ['≥ 30%', '17%', 'Chưa đạt']);
  assert.deepEqual(shown(form, '17', 'threshold', 'figure', 'verdict'), ['≥ 2,5%', '', 'Chưa đạt']);
  assert.deepEqual(shown(form, '19', 'verdict', 'reason'), ['Chưa đánh giá được', 'Theo kế hoạch, tháng 10/2023 mới kiểm tra']);
  const sheet = await sheetOf(form);
  const found = [...formulas(sheet).values()];
  const of = (what: RegExp) => found.filter(({ formula }) => what.test(formula)).map(({ result }) => result);
  assert.deepEqual(of(/"Đạt"/), [17]);
  assert.deepEqual(of(/"Chưa đạt"/), [2]);
  assert.ok(found.some(({ formula, result }) => /^ROUND\(D\d+\/E\d+\*100,0\)$/.test(formula) && result === 35));
});

test('Đắk Song 2023: eight areas make 64,7 of 90; what was stated is told beside it; Excel adds by itself', async () => {
  const form = await filled('CD-CCHC', 'dak-song', '2023-01-01', '2023-09-30');
  const areas = form.rows.filter(({ kind }) => kind === 'row');
  assert.deepEqual(
    areas.map(({ cells }) => ['max', 'achieved', 'missing'].map((key) => cells[key]?.value).join(' ')),
    ['14 12 2', '11 8.7 2.3', '17 9.5 7.5', '7.5 5.5 2', '11 9.5 1.5', '11 8 3', '15.5 9 6.5', '3 2.5 0.5'],
  );
  assert.deepEqual(shown(form, 'total', 'max', 'achieved', 'missing'), ['90', '64,7', '25,3']);
  assert.ok(form.notes.some(({ text_vi }) => text_vi.includes('65,7') && text_vi.includes('64,7')));
  assert.ok(form.rows.filter(({ kind }) => kind === 'part').every(({ cells }) => cells.office?.text));
  const found = [...formulas(await sheetOf(form)).values()];
  assert.ok(found.some(({ formula, result }) => formula.split('+').length === 8 && result === 64.7));
  assert.equal(found.filter(({ formula }) => /^C\d+-D\d+$/.test(formula)).length, 9);
});

test('Pờ Y 2024: criterion 15 part by part, with the three years before and the dossiers behind the online share', async () => {
  const form = await filled('TC-15', 'po-y', '2024-01-01', '2024-08-13');
  assert.deepEqual(shown(form, '15.1.2', 'threshold', 'numerator', 'denominator', 'figure', 'verdict'), [
    '≥ 50%',
    '109',
    '1.185',
    '9,2%',
    'Chưa đạt',
  ]);
  assert.deepEqual(shown(form, 'd1', 'year_3', 'year_2', 'year_1', 'verdict'), ['98,4%', '98,9%', '99,2%', 'Đạt']);
  assert.deepEqual(shown(form, 'đ', 'threshold', 'figure'), ['≥ 80 điểm', '80,7']);
  assert.deepEqual(form.columns.map(({ path_vi }) => path_vi.at(-1)).slice(3, 6), ['Năm 2021', 'Năm 2022', 'Năm 2023']);
  const online = form.rows.find(({ cells }) => cells.ordinal?.text === '15.1.2')?.cells.figure?.link;
  assert.deepEqual(online, {
    measure: 'online_rate',
    filter: { unit: 'H34.35.07', from: '2024-01-01', to: '2024-08-13', scope: 'all' },
  });
});

test('late dossiers are those of the overdue columns of II.06a, unit by unit', async () => {
  const [from, to] = ['2023-01-01', '2023-09-20'];
  const form = await filled('HS-QH', 'dak-song', from, to);
  const of = Object.fromEntries(form.tallies.map(({ code, value }) => [code, value]));
  assert.deepEqual([of.closed, of.open], [1865, 1043]);
  const official = await transaction(pool, 'read', (db) =>
    fill(db, { form: 'II.06a', unit: 'dak-song', from, to, by: 'sector', today: TODAY }, ALL),
  );
  const total = official.rows.at(-1)?.cells;
  assert.deepEqual([total?.resolved_overdue?.value, total?.pending_overdue?.value], [1865, 1043]);
  assert.equal(form.rows.filter(({ kind }) => kind === 'row').length, 500);
  assert.match(form.notes[0]?.text_vi ?? '', /còn 2408 hồ sơ/);
  const said = await filled('HS-GT', 'H48.108', '2026-06-01', '2026-11-20');
  const told = Object.fromEntries(said.tallies.map(({ code, value }) => [code, value]));
  assert.ok((told.explained ?? 0) <= (told.closed ?? 0) + (told.open ?? 0));
});

test('II.07b: levels a unit has add up; the others are blank', async () => {
  const form = await filled('II.07b', 'dak-song', '2023-01-01', '2023-09-30');
  const [row] = form.rows;
  const value = (key: string) => row?.cells[key]?.value ?? null;
  assert.equal(value('procedures_province'), null);
  assert.equal(Number(value('procedures_total')), Number(value('procedures_district')) + Number(value('procedures_commune')));
  assert.ok(Number(value('at_desk_total')) > 0 && Number(value('at_desk_total')) <= Number(value('procedures_total')));
  const two_tiers = await filled('II.07b', 'H36.102', '2025-07-01', '2025-09-14');
  assert.ok(!two_tiers.columns.some(({ key }) => key.endsWith('_district')));
});

test('every cell of a figure leads somewhere, on screen and on paper', async () => {
  for (const [code, unit, to] of [
    ['CT-CCHC', 'kon-ray', '2023-09-30'],
    ['CD-CCHC', 'dak-song', '2023-09-20'],
    ['TC-15', 'po-y', '2024-08-13'],
    ['HS-QH', 'kon-ray', '2023-09-30'],
    ['II.07b', 'kon-ray', '2023-09-30'],
  ] as const) {
    const form = await filled(code, unit, `${to.slice(0, 4)}-01-01`, to);
    for (const row of form.rows)
      for (const [key, cell] of Object.entries(row.cells))
        if (cell.value !== null) assert.ok(cell.link, `${code} ${row.key} ${key}`);
    const document = detailDocument(form, links, made);
    assert.ok((await documentDocx(document)).length > 5000);
    assert.ok((await documentPdf(document)).length > 5000);
  }
});

test('a unit without a scorecard or targets is told so; a unit nobody knows is refused', async () => {
  const form = await filled('CD-CCHC', 'kon-ray', '2022-01-01', '2022-12-31');
  assert.deepEqual([form.rows.length, form.notes[0]?.code], [0, 'no_card']);
  await assert.rejects(filled('CD-CCHC', 'nowhere', '2022-01-01', '2022-12-31'), { code: 'org.unit_unknown' });
  await assert.rejects(filled('II.06a', 'kon-ray', '2022-01-01', '2022-12-31'), { code: 'forms.unknown' });
});
