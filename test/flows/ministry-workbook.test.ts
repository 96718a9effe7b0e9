import assert from 'node:assert/strict';
import test from 'node:test';
import { openZip } from '#checks';
import { transaction } from '#lib/db';
import { create, issue, leaveOut, step } from '#reports';
import { keyOf, openBook, placeOf } from '../../server/reports/ministry-book.ts';
import { testApp } from '../app.ts';

// A province keeps the workbook a ministry sent for a form; its communes take it filled. What was sent is not touched.

const app = await testApp();
const officer = await app.signIn('kiemsoat');
const leader = await app.signIn('lanhdao');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Form II.06a as ministries send it: no sectors yet, room for `lines`, a total of formulas. */
async function empty(lines: number): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('II.06a');
  sheet.getCell('A1').value = 'Biểu số II.06a/VPCP/KSTT';
  sheet.getRow(4).values = Array.from({ length: 13 }, (_, at) => `(${at + 1})`);
  for (let row = 5; row < 5 + lines; row += 1)
    for (let column = 1; column <= 13; column += 1) sheet.getCell(row, column).border = { top: { style: 'thin' } };
  const last = 5 + lines;
  sheet.getCell(last, 2).value = 'Tổng số';
  for (let column = 3; column <= 13; column += 1) {
    const letter = String.fromCharCode(64 + column);
    sheet.getCell(last, column).value = { formula: `SUM(${letter}5:${letter}${last - 1})`, result: 0 };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
const file = (bytes: Buffer) => ({ name: 'mau-bo.xlsx', type: XLSX, bytes });
const keep = (more = {}) => ({
  form: 'II.06a',
  unit: 'H48',
  valid_from: '2026-06-15',
  rows_by: 'sector',
  reason: 'Mẫu năm 2026',
  ...more,
});
const period = { form: 'II.06a', unit: 'H48.108', from: '2026-06-15', to: '2026-09-14' };
const text = (bytes: Buffer, address: string) => {
  const place = placeOf(address);
  return place && openBook(bytes).sheets[0]?.cells.get(keyOf(place.row, place.column))?.text;
};

test('uploaded, proposed, filled for a commune: figures of the form, totals computed, everything else as it came', async () => {
  assert.equal((await officer.ask('reports.fill_workbook', period)).body.code, 'reports.workbook_unknown');
  const bytes = await empty(60);
  const { status, body } = await officer.upload('reports.upload_workbook', keep(), file(bytes));
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body, { version: 1, mapped: 780, skipped: (body as { skipped: unknown[] }).skipped });
  const form = await officer.call('forms.fill', { code: 'II.06a', unit: 'H48.108', from: period.from, to: period.to });
  const filled = await officer.bytes('reports.fill_workbook', period);
  const rows = form.rows.filter(({ kind }) => kind === 'row');
  assert.ok(rows.length > 5);
  rows.forEach((row, at) => {
    assert.equal(text(filled, `B${5 + at}`), row.label);
    assert.equal(text(filled, `C${5 + at}`), String(row.cells.received?.value));
  });
  // Lines nobody needs stay blank; they are not 0.
  assert.equal(text(filled, `C${5 + rows.length}`), '');
  const total = form.rows.at(-1);
  assert.equal(text(filled, 'C65'), String(total?.cells.received?.value));
  const [before, now] = [openZip(bytes), openZip(filled)];
  assert.deepEqual(
    now.entries.filter(({ name }) => !before.part(name)?.equals(now.part(name) ?? Buffer.alloc(0))).map(({ name }) => name),
    ['xl/worksheets/sheet1.xml'],
  );
  const checked = await officer.call('reports.workbook_check', period);
  assert.deepEqual(checked, { version: 1, file_name: 'mau-bo.xlsx', cells: 780, left: [] });
});

test('a mapping is changed as a version of its own; one that may not be, is not kept', async () => {
  const found = await officer.call('reports.workbook', { form: 'II.06a', unit: 'H48' });
  const put = (cell: string) => ({ sheet: 'II.06a', cell, name: null, row: 'total', column: 'received' });
  const ask = { form: 'II.06a', unit: 'H48', version: 1, valid_from: '2026-07-01', rows_by: 'sector' as const, reason: 'thêm ô' };
  const wrong = await officer.ask('reports.map_workbook', { ...ask, mapping: [put('C65')] });
  assert.equal(wrong.body.code, 'reports.workbook_map_faults');
  assert.deepEqual(wrong.body.data?.faults, [{ place: 'II.06a!C65', fault: 'formula', text: 'SUM(C5:C64)' }]);
  const mapping = [...found.mapping, put('C2')];
  assert.deepEqual(await officer.call('reports.map_workbook', { ...ask, mapping }), { version: 2 });
  assert.equal((await officer.ask('reports.map_workbook', { ...ask, mapping })).body.code, 'reports.workbook_changed_meanwhile');
  const early = { ...ask, version: 2, valid_from: '2026-06-30', mapping };
  assert.equal((await officer.ask('reports.map_workbook', early)).body.code, 'reports.workbook_too_early');
  // A period that ended before goes on with the version of its day.
  assert.equal(text(await officer.bytes('reports.fill_workbook', { ...period, to: '2026-06-30' }), 'C2'), undefined);
  assert.notEqual(text(await officer.bytes('reports.fill_workbook', period), 'C2'), '');
  const { rows } = await app.db.owner.query("select action from audit.entry where action = 'reports.keep_workbook'");
  assert.equal(rows.length, 2);
});

test('of an issued report the workbook takes the frozen figures, whatever the records say since', async () => {
  const id = await transaction(app.db.pool, 'write', async (db) => {
    const by = { actor: { user_id: null, name: 'Kiểm thử' }, now: app.now.at, scope: { unit_ids: null } };
    const made = await create(db, { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 }, by);
    await leaveOut(db, made.id, by);
    await step(db, made.id, 'submit', null, by);
    await step(db, made.id, 'approve', null, by);
    await issue(db, made.id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by);
    return made.id;
  });
  const listed = await officer.call('reports.workbook_reports', { form: 'II.06a', unit: 'H48.108' });
  assert.deepEqual(
    listed.reports.map((one) => [one.id, one.from, one.to, one.issued_on]),
    [[id, '2026-06-15', '2026-09-14', '2026-11-20']],
  );
  assert.deepEqual((await officer.call('reports.workbook_reports', { form: 'HS-QH', unit: 'H48.108' })).reports, []);
  const live = await officer.bytes('reports.fill_workbook', period);
  const frozen = await officer.bytes('reports.fill_workbook', { form: 'II.06a', report_id: id });
  const cells = (bytes: Buffer) =>
    [...(openBook(bytes).sheets[0]?.cells.values() ?? [])]
      .map(({ row, column, text: said }) => `${row}/${column} ${said}`)
      .join('\n');
  // Nothing was changed since it was issued, so both say the same: in every cell.
  assert.equal(cells(frozen), cells(live));
  const { rowCount } = await app.db.owner.query(
    `delete from dossiers.version v using org.unit u where u.id = v.competent_unit_id and u.code = 'H48.108' and v.received_on >= '2026-07-01' and v.received_on < '2026-08-01'`,
  );
  assert.ok((rowCount ?? 0) > 3);
  await app.db.owner.query('update measures.tally_state set layout = layout');
  await app.db.owner.query('truncate measures.tally, measures.tally_change, measures.tally_state');
  const after = await officer.bytes('reports.fill_workbook', { form: 'II.06a', report_id: id });
  assert.ok(after.equals(frozen), 'the same bytes');
  assert.notEqual(cells(await officer.bytes('reports.fill_workbook', period)), cells(live));
  const missing = await officer.ask('reports.fill_workbook', { form: 'CCHC-TK', report_id: id });
  assert.equal(missing.body.code, 'reports.workbook_unknown');
  assert.equal((await officer.ask('reports.fill_workbook', { form: 'II.06a' })).status, 400);
  const elsewhere = await (await app.signIn('cchc')).ask('reports.fill_workbook', { form: 'II.06a', report_id: id });
  assert.equal(elsewhere.status, 404);
});

test('a form of things fills a workbook line by line', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Quá hạn');
  sheet.getRow(2).values = Array.from({ length: 12 }, (_, at) => `(${at + 1})`);
  for (let row = 3; row < 503; row += 1)
    for (let column = 1; column <= 12; column += 1) sheet.getCell(row, column).border = { top: { style: 'thin' } };
  const sent = file(Buffer.from(await book.xlsx.writeBuffer()));
  const late = { form: 'HS-QH', unit: 'H48' };
  const { status, body } = await officer.upload('reports.upload_workbook', keep({ ...late, valid_from: '2026-06-01' }), sent);
  assert.equal(status, 200, JSON.stringify(body));
  const days = { unit: 'H48.108', from: '2026-03-01', to: '2026-11-19' };
  const { rows, columns } = await officer.call('forms.fill_detail', { code: 'HS-QH', ...days });
  const lines = rows.filter(({ kind }) => kind === 'row');
  assert.ok(lines.length > 2, `${lines.length} late dossiers`);
  const filled = await officer.bytes('reports.fill_workbook', { form: 'HS-QH', ...days });
  lines.forEach((row, at) => {
    const said = columns.map(({ key }) => row.cells[key]?.value ?? row.cells[key]?.text ?? '');
    const there = columns.map((_, column) => text(filled, `${String.fromCharCode(65 + column)}${3 + at}`) ?? '');
    assert.deepEqual(there, said);
  });
  assert.equal(text(filled, `B${3 + lines.length}`), '');
});

test('a list of the units below by indicator is filled for a period, each figure as the unit’s own form says it', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Danh sách');
  const days = { from: period.from, to: period.to };
  const own = await officer.call('forms.fill_list', { code: 'CCHC-TK', unit: 'H48.108', ...days });
  const counted = own.rows.filter(({ code, value }) => code?.includes('.') && value !== null).map(({ code }) => code as string);
  const heads = [...new Set(counted)].filter((code) => own.rows.filter((row) => row.code === code).length === 1).slice(0, 4);
  assert.equal(heads.length, 4, JSON.stringify(counted));
  sheet.getRow(3).values = ['STT', 'Đơn vị', ...heads];
  sheet.getRow(4).values = ['1', 'Xã Bờ Y'];
  sheet.getRow(5).values = ['', 'Tổng cộng'];
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const ask = keep({ form: 'CCHC-TK', rows_by: 'unit' });
  const { status, body } = await officer.upload('reports.upload_workbook', ask, file(bytes));
  assert.equal(status, 200, JSON.stringify(body));
  const { shape, mapping } = await officer.call('reports.workbook', { form: 'CCHC-TK', unit: 'H48' });
  assert.equal(shape.kind, 'units');
  assert.equal(mapping.length, 8, JSON.stringify(mapping));
  const filled = await officer.bytes('reports.fill_workbook', { form: 'CCHC-TK', unit: 'H48', ...days });
  for (const unit of ['H48.108', 'H48']) {
    const { rows } = await officer.call('forms.fill_list', { code: 'CCHC-TK', unit, ...days });
    for (const { cell, column } of mapping.filter(({ row }) => row === (unit === 'H48' ? 'total' : unit))) {
      const row = rows.find(({ key }) => key === column);
      assert.equal(text(filled, cell ?? '') ?? '', row?.words ?? row?.value ?? '', `${unit} ${column}`);
    }
  }
  assert.deepEqual(await officer.call('reports.workbook_reports', { form: 'CCHC-TK', unit: 'H48' }), { reports: [] });
});

test('too few lines, no workbook, no right', async () => {
  const small = await officer.upload('reports.upload_workbook', keep({ valid_from: '2026-08-01' }), file(await empty(2)));
  assert.equal(small.status, 200);
  const full = await officer.ask('reports.fill_workbook', period);
  assert.equal(full.body.code, 'reports.workbook_no_room');
  assert.equal(full.body.data?.room, 2);
  const broken = await officer.upload(
    'reports.upload_workbook',
    keep({ valid_from: '2026-08-01' }),
    file(Buffer.from('PK không')),
  );
  assert.equal((broken.body as { code: string }).code, 'reports.workbook_unreadable');
  const denied = await leader.upload('reports.upload_workbook', keep(), file(await empty(2)));
  assert.equal(denied.status, 403);
});
