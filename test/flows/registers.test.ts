// Registers from the desk of a reform officer: kept, corrected, proved, made anew without programming, taken in from Excel.
import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { runDue } from '#jobs';
import { tasks } from '../../server/worker.ts';
import { type Client, testApp } from '../app.ts';

const app = await testApp({ max_upload_bytes: 8 * 1024 * 1024 });
const officer = await app.signIn('cchc');
const UNIT = 'H36.102';
const work = () => runDue(app.db.pool, { tasks, now: () => app.now.at });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DIRECTIVE = { kind: 'plan', number: '16/KH-UBND', issued_on: '2026-01-22', subject: 'Kế hoạch CCHC năm 2026' };

test('bad values are refused with the name of each field', async () => {
  const reply = await officer.ask('registers.keep', {
    code: 'inspection',
    unit: UNIT,
    values: { inspected_on: '2026-13-01', kind: 'planned', units: '11 cả huyện, xã', findings: '2', resolved: '3', area: 'x' },
  });
  assert.equal(reply.status, 422);
  assert.equal(reply.body.code, 'registers.bad_values');
  const faults = reply.body.data?.faults as { field: string; fault: string; label_vi: string }[];
  assert.deepEqual(
    faults.map(({ field, fault }) => `${field} ${fault}`),
    ['area unknown_field', 'inspected_on not_a_day', 'units text_beside_number'],
  );
  assert.equal(faults[2]?.label_vi, 'Số đơn vị được kiểm tra');
  const rule = await officer.ask('registers.keep', {
    code: 'inspection',
    unit: UNIT,
    values: { inspected_on: '2026-03-01', kind: 'planned', units: '1', findings: '2', resolved: '3' },
  });
  assert.deepEqual((rule.body.data?.faults as { fault: string }[])[0]?.fault, 'more_than');
});

test('the same line is refused, a day to come too, and who has another version is told', async () => {
  const { id } = await officer.call('registers.keep', {
    code: 'directive',
    unit: UNIT,
    values: DIRECTIVE,
    client_id: 'may-1-so-1',
  });
  const again = await officer.call('registers.keep', {
    code: 'directive',
    unit: UNIT,
    values: DIRECTIVE,
    client_id: 'may-1-so-1',
  });
  assert.equal(again.id, id);
  const same = await officer.ask('registers.keep', { code: 'directive', unit: UNIT, values: DIRECTIVE });
  assert.equal(`${same.status} ${same.body.code}`, '409 registers.same_key');
  assert.equal(same.body.data?.entry_id, id);
  const future = await officer.ask('registers.keep', {
    code: 'directive',
    unit: UNIT,
    values: { ...DIRECTIVE, number: '2', issued_on: '2027-01-01' },
  });
  assert.equal((future.body.data?.faults as { fault: string }[])[0]?.fault, 'in_the_future');
  await officer.call('registers.correct', { id, values: { ...DIRECTIVE, issuer: 'UBND xã' }, reason: 'bổ sung', version: 1 });
  const late = await officer.ask('registers.correct', { id, values: DIRECTIVE, reason: 'x', version: 1 });
  assert.equal(`${late.status} ${late.body.code}`, '409 registers.changed_meanwhile');
  const shown = await officer.call('registers.entry', { id });
  assert.deepEqual(
    shown.versions.map((one) => [one.version, one.values.issuer ?? null, one.reason, one.changed_by_name]),
    [
      [2, 'UBND xã', 'bổ sung', 'Nguyễn Hữu Tâm'],
      [1, null, null, 'Nguyễn Hữu Tâm'],
    ],
  );
});

test('one document proves several entries, with page and words; a document of another time is refused', async () => {
  const pdf = (text: string) => ({
    name: `${text}.pdf`,
    type: 'application/pdf',
    bytes: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`),
  });
  const fields = { unit: UNIT, title: 'Báo cáo kiểm tra', document_number: '45/BC-UBND', document_on: '2026-04-02' };
  const kept = await officer.upload('registers.keep_evidence', fields, pdf('a'));
  assert.equal(kept.status, 200);
  const { id: evidence_id, sha256 } = kept.body as { id: number; sha256: string };
  const again = await officer.upload('registers.keep_evidence', fields, pdf('a'));
  assert.equal((again.body as { id: number }).id, evidence_id);
  const values = { inspected_on: '2026-03-20', kind: 'planned', units: '1', findings: '2', resolved: '1' };
  const evidence = [{ evidence_id, page: 3, quote: 'phát hiện 02 vấn đề' }];
  const one = await officer.call('registers.keep', { code: 'inspection', unit: UNIT, values, evidence });
  const two = await officer.call('registers.keep', {
    code: 'inspection',
    unit: UNIT,
    values: { ...values, inspected_on: '2026-03-21' },
  });
  await officer.call('registers.link', { id: two.id, evidence_id, page: 4 });
  const uses = await officer.call('registers.evidence_uses', { id: evidence_id });
  assert.deepEqual(
    uses.rows.map((use) => [use.subject_id, use.page]),
    [
      [String(one.id), 3],
      [String(two.id), 4],
    ],
  );
  const shown = await officer.call('registers.entry', { id: one.id });
  assert.deepEqual([shown.evidence[0]?.sha256, shown.evidence[0]?.quote], [sha256, 'phát hiện 02 vấn đề']);
  const old = await officer.upload(
    'registers.keep_evidence',
    { ...fields, document_number: '1', document_on: '2020-01-01' },
    pdf('b'),
  );
  const refused = await officer.ask('registers.link', { id: one.id, evidence_id: (old.body as { id: number }).id });
  assert.equal(`${refused.status} ${refused.body.code}`, '422 registers.evidence_outside_period');
  const link = shown.evidence[0]?.link_id as number;
  await officer.call('registers.unlink', { id: link, reason: 'nhầm' });
  assert.equal((await officer.call('registers.entry', { id: one.id })).evidence.length, 0);
});

test('period, since January and as of a day are different views of the same entries', async () => {
  const keep = (as_of: string, plan: string, actual: string) =>
    officer.call('registers.keep', {
      code: 'disbursement',
      unit: UNIT,
      values: { as_of, source: 'total', sub_source: 'all', plan, actual },
    });
  await keep('2026-03-31', '69843532000', '1000000000');
  await keep('2026-09-08', '69843532000', '12715025000');
  const asked = { code: 'disbursement', unit: UNIT, from: '2026-07-01', to: '2026-09-30' };
  const actual = async (input: Record<string, unknown>) => {
    const reply = await officer.call('registers.entries', { ...asked, ...input });
    return [reply.total, reply.totals.find((one) => one.field === 'actual')?.sum];
  };
  assert.deepEqual(await actual({}), [1, '12715025000']);
  assert.deepEqual(await actual({ view: 'since_january' }), [2, '13715025000']);
  assert.deepEqual(await actual({ view: 'at_day' }), [1, '12715025000']);
  assert.deepEqual(await actual({ view: 'at_day', to: '2026-08-31' }), [1, '1000000000']);
  const many = [{ field: 'actual', op: 'at_least', wanted: ['2000000000'] }];
  assert.deepEqual(await actual({ view: 'since_january', filters: JSON.stringify(many) }), [1, '12715025000']);
  const bad = await officer.ask('registers.entries', {
    ...asked,
    filters: JSON.stringify([{ field: 'no', op: 'is', wanted: ['x'] }]),
  });
  assert.equal(`${bad.status} ${bad.body.code}`, '422 registers.bad_filter');
});

test('a new register needs no programming; entries of an old version stay readable', async () => {
  const field = (key: string, type: string, more = {}) => ({ key, type, label_vi: `Ô ${key}`, label_en: key, ...more });
  const layout = {
    fields: [field('on', 'day', { is_required: true }), field('trees', 'number', { min: '0', unit: 'cây' })],
    day_field: 'on',
    period_kind: 'in_period' as const,
    list: ['on', 'trees'],
  };
  const said = { unit: 'H36', code: 'tree_planting', name_vi: 'Trồng cây', name_en: 'Trees', area: 'general' as const };
  const why = { source: 'Kế hoạch riêng', reason: 'theo dõi phong trào' };
  const broken = await officer.call('registers.check_definition', {
    ...said,
    layout: { ...layout, day_field: 'trees', list: ['x'] } as never,
  });
  assert.deepEqual(
    broken.faults.map(({ fault, path }) => `${fault} ${path}`),
    ['not_a_day day_field', 'unknown_field list.0'],
  );
  const first = await officer.call('registers.define', { ...said, layout: layout as never, valid_from: '2026-01-01', ...why });
  assert.equal(first.version, 1);
  const { id } = await officer.call('registers.keep', {
    code: 'tree_planting',
    unit: UNIT,
    values: { on: '2026-02-10', trees: '120' },
  });
  const wider = { ...layout, fields: [...layout.fields, field('kind', 'text', { is_required: true })] };
  const second = await officer.call('registers.define', { ...said, layout: wider as never, valid_from: '2026-06-01', ...why });
  assert.equal(second.version, 2);
  const old = await officer.call('registers.entry', { id });
  assert.deepEqual([old.definition.version, old.values], [1, { on: '2026-02-10', trees: '120' }]);
  const needed = await officer.ask('registers.keep', {
    code: 'tree_planting',
    unit: UNIT,
    values: { on: '2026-06-10', trees: '5' },
  });
  assert.equal((needed.body.data?.faults as { field: string }[])[0]?.field, 'kind');
  const early = await officer.ask('registers.define', { ...said, layout, valid_from: '2026-05-01', ...why });
  assert.equal(`${early.status} ${early.body.code}`, '409 registers.version_too_early');
  const retyped = { ...layout, fields: [layout.fields[0], field('trees', 'text')] };
  const changed = await officer.ask('registers.define', { ...said, layout: retyped, valid_from: '2026-07-01', ...why });
  assert.equal(`${changed.status} ${changed.body.code}`, '422 registers.bad_definition');
  const list = await officer.call('registers.list', { unit: UNIT });
  assert.deepEqual(
    list.rows.filter((row) => row.code === 'tree_planting').map((row) => [row.version, row.is_own, row.entries, list.can_define]),
    [[2, true, 1, true]],
  );
});

type Row = (string | number | Date | null)[];

/** The template as it is downloaded, filled in from its fifth row on. */
async function filled(
  client: Client,
  code: string,
  rows: Row[],
  spoil: (sheet: ExcelJS.Worksheet) => void = () => {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await client.bytes('registers.template', { code, unit: UNIT })) as never);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  for (const [index, row] of rows.entries())
    for (const [at, value] of row.entries()) sheet.getCell(index + 5, at + 1).value = value;
  spoil(sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function send(code: string, bytes: Buffer, from = '2026-01-01', to = '2026-12-31') {
  const sent = await officer.upload('registers.import', { code, unit: UNIT, from, to }, { name: 'so.xlsx', type: XLSX, bytes });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  await work();
  return officer.call('registers.import_of', { id: (sent.body as { id: number }).id });
}

const faultsIn = (reply: Awaited<ReturnType<typeof send>>) =>
  reply.import.report?.faults.map(({ cell, fault }) => `${cell} ${fault}`);
const OUTREACH: Row = [null, new Date('2026-05-04'), 'Zalo', 12, 300, 'Tuyên truyền DVC trực tuyến', null];
const count = async () =>
  (await officer.call('registers.entries', { code: 'outreach', unit: UNIT, from: '2026-01-01', to: '2026-12-31' })).total;

test('a book is looked through, then kept whole; sent again it is known', async () => {
  const bytes = await filled(officer, 'outreach', [OUTREACH, [UNIT, '05/05/2026', 'Facebook', '1.200', null, null, null]]);
  const looked = await send('outreach', bytes);
  assert.deepEqual(
    [looked.import.state, looked.job?.state],
    ['checked', 'done'],
    JSON.stringify(looked.import.report ?? looked.job),
  );
  const { rows, added, same, conflict_count, fault_count } = looked.import.report ?? {};
  assert.deepEqual([rows, added, same, conflict_count, fault_count], [2, 2, 0, 0, 0]);
  assert.equal(await count(), 0);
  await officer.call('registers.import_keep', { id: looked.import.id });
  await work();
  const kept = await officer.call('registers.import_of', { id: looked.import.id });
  assert.deepEqual([kept.import.state, kept.job?.state, kept.job?.error ?? null], ['kept', 'done', null]);
  assert.equal(await count(), 2);
  const again = await send('outreach', bytes);
  assert.deepEqual([again.import.report?.added, again.import.report?.same], [0, 2]);
  const twice = await officer.ask('registers.import_keep', { id: kept.import.id });
  assert.equal(`${twice.status} ${twice.body.code}`, '409 registers.import_not_ready');
});

test('every fault of a book is told by sheet and cell, and nothing of it is kept', async () => {
  const before = await count();
  const bytes = await filled(officer, 'outreach', [
    OUTREACH,
    [null, new Date('2026-05-05'), 'Zalo', '11 cả huyện, xã', null, null, null],
    [null, '26/0/2026', 'Zalo', 1, null, null, null],
    [null, new Date('2025-12-31'), 'Truyền hình lạ', 1, null, null, null],
    ['Xã Không Có', new Date('2026-05-06'), 'Zalo', null, -1, null, null],
    [null, new Date('2026-05-07'), 'Zalo', 1, null, null, null, '999/BC'],
  ]);
  const looked = await send('outreach', bytes);
  assert.equal(looked.import.state, 'faulty');
  assert.equal(looked.import.report?.faults[0]?.sheet, 'Sổ');
  assert.deepEqual(faultsIn(looked), [
    'D6 text_beside_number',
    'B7 not_a_day',
    'C8 not_a_choice',
    'B8 outside_period',
    'D9 required',
    'E9 too_small',
    'A9 unit_unknown',
    'H10 evidence_unknown',
  ]);
  const refused = await officer.ask('registers.import_keep', { id: looked.import.id });
  assert.equal(`${refused.status} ${refused.body.code}`, '409 registers.import_not_ready');
  assert.equal(await count(), before);
});

test('merged cells and shifted columns are refused where they are', async () => {
  const merged = await send(
    'outreach',
    await filled(officer, 'outreach', [OUTREACH, OUTREACH], (sheet) => sheet.mergeCells('C5:C6')),
  );
  assert.deepEqual(faultsIn(merged), ['C5:C6 merged_cells']);
  const shifted = await filled(officer, 'outreach', [OUTREACH], (sheet) => {
    sheet.getCell('C4').value = 'Cột lạ';
    sheet.getCell('D4').value = 'Kênh *';
  });
  assert.deepEqual(faultsIn(await send('outreach', shifted)), ['C4 shifted_column', 'D4 shifted_column']);
  const bare = new ExcelJS.Workbook();
  bare.addWorksheet('x').getCell('A1').value = 'không phải mẫu';
  assert.deepEqual(faultsIn(await send('outreach', Buffer.from(await bare.xlsx.writeBuffer()))), ['A1 no_header']);
});

test('entries with the same key that say something else are listed, and what becomes of them is chosen', async () => {
  const row = (subject: string): Row => [null, 'Kế hoạch', '16/KH-UBND', new Date('2026-01-22'), 'UBND xã', subject, null];
  const bytes = await filled(officer, 'directive', [
    row('Kế hoạch đã sửa'),
    [null, 'Công văn', '17/UBND', new Date('2026-02-01'), null, 'Đôn đốc', null],
  ]);
  const looked = await send('directive', bytes);
  assert.deepEqual([looked.import.state, looked.import.report?.added, looked.import.report?.conflict_count], ['checked', 1, 1]);
  const conflict = looked.import.report?.conflicts[0];
  assert.deepEqual([conflict?.before.subject, conflict?.after.subject], ['Kế hoạch CCHC năm 2026', 'Kế hoạch đã sửa']);
  const asked = await officer.ask('registers.import_keep', { id: looked.import.id });
  assert.equal(`${asked.status} ${asked.body.code}`, '409 registers.import_conflicts');
  await officer.call('registers.import_keep', { id: looked.import.id, on_conflict: 'take_new', reason: 'theo sổ văn thư' });
  await work();
  const shown = await officer.call('registers.entry', { id: conflict?.entry_id as number });
  assert.deepEqual([shown.values.subject, shown.version, shown.versions[0]?.reason], ['Kế hoạch đã sửa', 3, 'theo sổ văn thư']);
});

test('an import that is stopped keeps nothing', async () => {
  const before = await count();
  const bytes = await filled(officer, 'outreach', [[null, new Date('2026-06-04'), 'Zalo', 7, null, 'dừng', null]]);
  const looked = await send('outreach', bytes);
  // Asked twice at once it is one job: whoever stops it stops the writing.
  const both = await Promise.all([1, 2].map(() => officer.call('registers.import_keep', { id: looked.import.id })));
  const { job_id } = both[0] as (typeof both)[number];
  assert.equal(both[1]?.job_id, job_id);
  await officer.call('jobs.cancel', { id: job_id });
  await work();
  assert.equal((await officer.call('jobs.get', { id: job_id })).state, 'cancelled');
  assert.equal(await count(), before);
  // What was stopped may be asked for again.
  await officer.call('registers.import_keep', { id: looked.import.id });
  await work();
  assert.equal(await count(), before + 1);
});

test('an exported list is what an import reads', async () => {
  const bytes = await officer.bytes('registers.export', { code: 'outreach', unit: UNIT, from: '2026-01-01', to: '2026-12-31' });
  const printed = new ExcelJS.Workbook();
  await printed.xlsx.load(bytes as never);
  const { orientation, fitToWidth, printTitlesRow } = printed.worksheets[0]?.pageSetup ?? {};
  assert.deepEqual([orientation, fitToWidth, printTitlesRow], ['landscape', 1, '4:4']);
  const looked = await send('outreach', bytes);
  assert.deepEqual([faultsIn(looked), looked.import.report?.added, looked.import.report?.same], [[], 0, 3]);
});

test('a register of another province is not there', async () => {
  const reply = await officer.ask('registers.entries', { code: 'directive', unit: 'H48.108' });
  assert.equal(`${reply.status} ${reply.body.code}`, '404 org.unit_unknown');
  const unknown = await officer.ask('registers.entries', { code: 'khong_co', unit: UNIT });
  assert.equal(`${unknown.status} ${unknown.body.code}`, '404 registers.unknown_register');
});
