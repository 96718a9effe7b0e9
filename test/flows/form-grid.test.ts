import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { testApp } from '../app.ts';
import { ready } from '../report-steps.ts';

// The appendix of Ngân Sơn as a grid over HTTP: filled, pasted, judged, explained, completed, opened again.

const app = await testApp();
const officer = await app.signIn('cchc.thainguyen');
const superior = await app.signIn('captren');
const PERIOD = { from: '2022-06-15', to: '2022-09-09' };
const FORM = { code: 'CCHC-TK', unit: 'ngan-son', ...PERIOD };
// A unit that keeps no plan in the product: what a plan would say is declared.
const NO_PLAN = "update plans.task set removed_at = now(), removed_reason = 'kiểm thử' where removed_at is null";
await app.db.owner.query(NO_PLAN);

const grid = () => officer.call('forms.grid', FORM);
type Grid = Awaited<ReturnType<typeof grid>>;
const rowOf = (of: Grid, key: string) => of.rows.find((row) => row.key === key) as Grid['rows'][number];
const finding = (of: Grid, rule: string) => of.findings.find((one) => one.rule === rule);
const save = (cells: object[], more: object = {}) => officer.ask('forms.save_cells', { ...FORM, ...more, cells });

type Refused = { faults: { key: string; code: string | null; error: string; data: { value?: string } }[] };
const faultsOf = (reply: { body: { data?: Record<string, unknown> } }) =>
  (reply.body.data as Refused).faults.map(({ key, error }) => [key, error]);

test('every cell says where its value comes from', async () => {
  const form = await grid();
  assert.equal(form.rows.length, 121);
  const states = (key: string) => [rowOf(form, key).state, rowOf(form, key).value];
  assert.deepEqual(states('1.2.1'), ['declared', '46']);
  assert.deepEqual(states('1.2'), ['computed', '76.09']);
  assert.equal(rowOf(form, '1.2').input, null, 'a rate is locked');
  assert.deepEqual(states('1.4.4'), ['missing', null]);
  assert.equal(states('1')[0], 'heading');
  assert.equal(rowOf(form, '1.2.1').input?.version, 1);
  assert.equal(rowOf(form, '1.5.1').words ?? rowOf(form, '1.5.1').note, 'Chưa thực hiện');
  const carried = await officer.call('forms.grid', { ...FORM, from: '2022-09-15', to: '2022-12-14' });
  assert.deepEqual([rowOf(carried, '3.2.1').state, rowOf(carried, '3.2.1').as_of], ['carried', '2022-09-09']);
  const reversed = await officer.ask('forms.grid', { ...FORM, from: FORM.to, to: FORM.from });
  assert.deepEqual([reversed.status, reversed.body.code], [422, 'calendar.reversed_dates']);
});

test('cells are saved one by one; what stood there wants a reason; a second writer is told', async () => {
  const first = await save([{ key: '1.4.3', value: '5', version: 0 }]);
  assert.deepEqual([first.status, first.body], [200, { saved: 1, unchanged: 0, versions: [1] }]);
  assert.equal(rowOf(await grid(), '1.4.3').value, '5');
  // Typed a moment ago by the same person: no reason. What somebody else declared: a reason.
  assert.equal((await save([{ key: '1.4.3', value: '6', version: 1 }])).status, 200);
  const changed = await save([{ key: '1.4.2', value: '31', version: 1 }]);
  assert.deepEqual([changed.status, changed.body.code], [422, 'forms.cells_refused']);
  assert.deepEqual(faultsOf(changed), [['1.4.2', 'forms.reason_needed']]);
  assert.equal((await save([{ key: '1.4.2', value: '31', version: 1, reason: 'Đếm lại theo sổ giao việc' }])).status, 200);
  const late = await save([{ key: '1.4.2', value: '32', version: 1, reason: 'x' }]);
  assert.deepEqual(faultsOf(late), [['1.4.2', 'measures.declared_meanwhile']]);
  const cell = await officer.call('forms.grid_cell', { ...FORM, key: '1.4.2' });
  assert.deepEqual(
    cell.versions.map(({ version, value, reason, declared_by_name }) => [version, value, reason, declared_by_name]),
    [
      [2, '31', 'Đếm lại theo sổ giao việc', 'Nông Thu Trang'],
      [1, '30', 'Biểu thống kê CCHC quý III/2022 của huyện', cell.versions[1]?.declared_by_name],
    ],
  );
});

test('a paste is all or nothing, and every cell that is wrong is told', async () => {
  const refused = await save([
    { key: '7.2.5.a', value: '40', version: 0 },
    { key: '3.1.4.b', value: '11 cả huyện, xã', version: 1, reason: 'x' },
    { key: '1.4.4', value: '-1', version: 0 },
    { key: '1.2', value: '80', version: 0 },
    { key: '3.2.3', value: '1.5', version: 1, reason: 'x' },
  ]);
  assert.equal(refused.status, 422);
  assert.deepEqual(faultsOf(refused), [
    ['3.1.4.b', 'measures.not_a_number'],
    ['1.4.4', 'measures.out_of_range'],
    ['1.2', 'forms.cell_not_declared'],
    ['3.2.3', 'measures.too_many_decimals'],
  ]);
  assert.equal((refused.body.data as Refused).faults[0]?.data.value, '11 cả huyện, xã');
  assert.equal(rowOf(await grid(), '7.2.5.a').value, null, 'nothing of it is kept');
  const words = await save([
    { key: '1.5.2', value: 'Phát phiếu', version: 0 },
    { key: '7.2.5.a', value: '40', version: 0 },
  ]);
  assert.deepEqual(words.body, { saved: 2, unchanged: 0, versions: [1, 1] });
  assert.equal(rowOf(await grid(), '1.5.2').words, 'Phát phiếu');
});

test('rules judge the form; one of high importance hinders it until it is explained or right', async () => {
  assert.equal(finding(await grid(), 'c1.4')?.state, 'met');
  await save([{ key: '1.4.4', value: '20', version: 0 }]);
  const failed = finding(await grid(), 'c1.4');
  assert.deepEqual([failed?.state, failed?.left, failed?.right], ['failed', '57', '48']);
  assert.deepEqual(failed?.cells, ['1.4.2', '1.4.3', '1.4.4', '1.4.1']);
  const hindered = await officer.ask('forms.complete', FORM);
  assert.deepEqual([hindered.status, hindered.body.code], [409, 'forms.failures_unexplained']);
  for (const one of (await grid()).findings.filter(({ state, importance }) => state === 'failed' && importance === 'high'))
    await officer.call('forms.explain', { ...FORM, rule: one.rule, words: 'Nhiệm vụ quá hạn gồm cả năm trước chuyển sang' });
  assert.equal(finding(await grid(), 'c1.4')?.explanation?.by_name, 'Nông Thu Trang');
  // Other figures are another fault.
  await save([{ key: '1.4.4', value: '21', version: 1 }]);
  assert.equal(finding(await grid(), 'c1.4')?.explanation, null);
  await save([{ key: '1.4.4', value: '10', version: 2 }]);
  assert.equal(finding(await grid(), 'c1.4')?.state, 'met');
  const pointless = await officer.ask('forms.explain', { ...FORM, rule: 'c1.4', words: 'x' });
  assert.deepEqual([pointless.status, pointless.body.code], [409, 'forms.not_failing']);
});

test('complete: cells are held still, it counts for the superior, and is opened again with a reason', async () => {
  const above = { ...FORM, unit: 'bac-kan' };
  assert.equal((await superior.call('forms.units', above)).completed, 0);
  // A note beside an empty cell fills nothing; a number is taken as it is written here.
  const before = (await grid()).counts;
  const cell = (await grid()).rows.find(
    ({ input, state }) => input?.kind === 'number' && input.version === 0 && state === 'missing',
  );
  const { key = '', input } = cell ?? {};
  assert.equal((await save([{ key, value: null, note: 'Chờ sở gửi', version: 0 }])).status, 200);
  assert.deepEqual([(await grid()).counts.declared, rowOf(await grid(), key).state], [before.declared, 'missing']);
  const written = await save([{ key, value: `3,${'5'.repeat((input?.decimals ?? 0) + 1)}`, version: 1 }]);
  assert.deepEqual(faultsOf(written), [[key, 'measures.too_many_decimals']], 'read as a number');
  assert.equal((await save([{ key, value: '3', version: 1 }])).status, 200);
  assert.deepEqual([(await grid()).counts.declared, rowOf(await grid(), key).value], [before.declared + 1, '3']);
  // With cells empty it is complete only for a reason.
  const early = await officer.ask('forms.complete', FORM);
  assert.deepEqual([early.status, early.body.code], [422, 'forms.completion_reason_needed']);
  assert.ok(Number(early.body.data?.empty) > 0);
  const reason = 'Sở chưa gửi số liệu';
  const { counts } = await officer.call('forms.complete', { ...FORM, reason });
  assert.equal((await grid()).filings.at(-1)?.reason, reason);
  assert.equal(counts.inputs >= 20, true);
  const done = await grid();
  assert.equal(done.is_complete, true);
  assert.equal(done.filings.at(-1)?.by_name, 'Nông Thu Trang');
  const held = await save([{ key: '1.4.4', value: '11', version: 3 }]);
  assert.deepEqual(faultsOf(held), [['1.4.4', 'measures.declaration_held']]);
  const around = await officer.ask('measures.declare', {
    reason: 'x',
    cells: [{ measure: 'plan_tasks', unit: 'ngan-son', ...PERIOD, value: '47', version: 1 }],
  });
  assert.deepEqual([around.status, around.body.code], [409, 'measures.declaration_held'], 'nor by another way');
  const twice = await officer.ask('forms.complete', FORM);
  assert.deepEqual([twice.status, twice.body.code], [409, 'forms.already_complete']);
  const after = await superior.call('forms.units', above);
  const there = after.units.find(({ name }) => name.includes('Ngân Sơn'));
  assert.deepEqual([after.completed, there?.filing?.kind], [1, 'completed']);
  assert.equal(there?.values[after.rows.findIndex(({ key }) => key === '1.2.1')], '46');
  assert.equal((await officer.ask('forms.reopen', { ...FORM, reason: '' })).status, 400);
  await officer.call('forms.reopen', { ...FORM, reason: 'Bổ sung nhiệm vụ' });
  assert.equal((await save([{ key: '1.4.4', value: '11', version: 3 }])).status, 200);
  const forbidden = await superior.ask('forms.complete', FORM);
  assert.deepEqual([forbidden.status, forbidden.body.code], [403, 'access.not_permitted']);
});

test('what is said of a cell, and the flag', async () => {
  await superior.call('forms.remark', { ...FORM, key: '1.2.2', kind: 'comment', words: 'Vì sao còn 11 nhiệm vụ?' });
  await superior.call('forms.remark', { ...FORM, key: '1.2.2', kind: 'flagged' });
  const row = rowOf(await grid(), '1.2.2');
  assert.deepEqual([row.comments, row.is_followed], [1, true]);
  await officer.call('forms.remark', { ...FORM, key: '1.2.2', kind: 'unflagged', words: 'Đã trả lời' });
  const cell = await officer.call('forms.grid_cell', { ...FORM, key: '1.2.2' });
  assert.deepEqual([cell.remarks.length, cell.is_followed], [3, false]);
  const nowhere = await officer.ask('forms.remark', { ...FORM, key: '1', kind: 'flagged' });
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'forms.no_such_cell']);
});

test('what is to be followed up is one list, of a form or of all, at the unit and below; done with words; in Excel', async () => {
  const ask = { unit: 'ngan-son', code: 'CCHC-TK' };
  const done = await officer.call('forms.follow_ups', { ...ask, state: 'done' });
  assert.deepEqual(
    done.rows.map(({ cell, code, by_name, comments, last_words, done_by_name, done_words }) => [
      cell,
      code,
      by_name,
      comments,
      last_words,
      done_by_name,
      done_words,
    ]),
    [['1.2.2', '1.2.2', 'Hà Ngọc Linh', 1, 'Vì sao còn 11 nhiệm vụ?', 'Nông Thu Trang', 'Đã trả lời']],
  );
  assert.deepEqual(await officer.call('forms.follow_ups', ask), { rows: [], total: 0, page: 1, page_size: 50 });
  await superior.call('forms.remark', { ...FORM, key: '1.2.2', kind: 'flagged', words: 'Còn thiếu văn bản' });
  await superior.call('forms.remark', { ...FORM, key: '1.4.1', kind: 'flagged', words: 'Đối chiếu sổ' });
  const { rows, total } = await officer.call('forms.follow_ups', { ...ask, from: PERIOD.from, to: PERIOD.to });
  assert.deepEqual(
    [total, rows.map(({ cell, words, done_at }) => [cell, words, done_at])],
    [
      2,
      [
        ['1.4.1', 'Đối chiếu sổ', null],
        ['1.2.2', 'Còn thiếu văn bản', null],
      ],
    ],
  );
  assert.match(rows[1]?.label_vi ?? '', /nhiệm vụ/i);
  // Another period has none; the province sees those of its communes, another province none.
  assert.equal((await officer.call('forms.follow_ups', { ...ask, from: '2022-09-15', to: '2022-12-14' })).total, 0);
  assert.equal((await superior.call('forms.follow_ups', { unit: 'bac-kan' })).total, 2);
  const elsewhere = await (await app.signIn('cchc')).ask('forms.follow_ups', ask);
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [404, 'org.unit_unknown']);
  assert.equal((await officer.ask('forms.follow_ups', { ...ask, from: PERIOD.from })).status, 400);
  await officer.call('forms.remark', { ...FORM, key: '1.4.1', kind: 'unflagged', words: 'Đã đối chiếu' });
  assert.deepEqual(
    (await officer.call('forms.follow_ups', { ...ask, state: 'all' })).rows.map(({ cell, done_words }) => [cell, done_words]),
    [
      ['1.4.1', 'Đã đối chiếu'],
      ['1.2.2', null],
    ],
  );
  const sheet = new ExcelJS.Workbook();
  await sheet.xlsx.load((await officer.bytes('forms.export_follow_ups', { ...ask, state: 'all' })) as unknown as ArrayBuffer);
  const first = sheet.worksheets[0]?.getRow(4);
  assert.deepEqual(
    [first?.getCell(5).text, first?.getCell(11).text, first?.getCell(14).text],
    ['1.4.1', 'Đã xong', 'Đã đối chiếu'],
  );
  assert.match(
    first?.getCell(6).hyperlink ?? '',
    /\/forms\/CCHC-TK\/fill\?unit=H[\w.]+&from=2022-06-15&to=2022-09-09&period=free&cell=1\.4\.1$/,
  );
  const { rows: kept } = await app.db.owner.query(
    "select action, count(*)::int as n from audit.entry where action in ('forms.flagged', 'forms.unflagged') group by 1 order by 1",
  );
  assert.deepEqual(kept, [
    { action: 'forms.flagged', n: 3 },
    { action: 'forms.unflagged', n: 2 },
  ]);
});

test('history gives the usual range, and a value far outside it is marked', async () => {
  const months = ['01', '02', '03', '04', '05'] as const;
  for (const [at, month] of months.entries()) {
    const to = `2026-${month}-28`;
    const cell = { key: '3.2.1', from: `2026-${month}-01`, to, value: String(20 + at), version: 0 };
    assert.equal((await save([cell], { unit: 'thai-nguyen', from: cell.from, to })).status, 200);
  }
  const june = { code: 'CCHC-TK', unit: 'thai-nguyen', from: '2026-06-01', to: '2026-06-28' };
  await officer.call('forms.save_cells', { ...june, cells: [{ key: '3.2.1', value: '210', version: 0 }] });
  const row = rowOf(await officer.call('forms.grid', june), '3.2.1');
  assert.deepEqual([row.usual, row.is_unusual], [{ low: '18', high: '26', periods: 5 }, true]);
  const { history } = await officer.call('forms.grid_cell', { ...june, key: '3.2.1' });
  assert.deepEqual(
    history.slice(-6).map(({ value }) => value),
    [null, '20', '21', '22', '23', '24'],
  );
});

test('a year by quarters, saved cell by cell with each its own period', async () => {
  const ask = { code: 'CCHC-TK', unit: 'thai-nguyen', year: 2026, kind: 'quarter' as const };
  const before = await officer.call('forms.periods', ask);
  assert.deepEqual(
    before.columns.map(({ label, is_over }) => [label, is_over]),
    [
      ['Quý I/2026', true],
      ['Quý II/2026', true],
      ['Quý III/2026', true],
      ['Quý IV/2026', false],
    ],
  );
  const [one, two] = before.columns as [(typeof before.columns)[number], (typeof before.columns)[number]];
  await officer.call('forms.save_cells', {
    code: 'CCHC-TK',
    unit: 'thai-nguyen',
    from: one.from,
    to: one.to,
    cells: [
      { key: '1.2.1', value: '12', version: 0 },
      { key: '1.2.1', from: two.from, to: two.to, value: '14', version: 0 },
    ],
  });
  const after = await officer.call('forms.periods', ask);
  const at = after.rows.findIndex(({ key }) => key === '1.2.1');
  assert.deepEqual(
    after.cells.filter(({ row }) => row === at).map(({ column, value, version }) => [column, value, version]),
    [
      [0, '12', 1],
      [1, '14', 1],
    ],
  );
});

test('rules are versioned by an authorised officer: tried, kept, changed, switched off; earlier periods keep theirs', async () => {
  const rule = {
    label_vi: 'Thủ tục cấp xã không quá 100',
    label_en: 'At most 100',
    left: { expression: '[3.1.4.b]' },
    op: '<=' as const,
    right: { expression: '100' },
    importance: 'low' as const,
    instruction_vi: 'Xem lại danh mục',
  };
  const seen = await officer.call('forms.try_rule', { ...FORM, rule });
  assert.deepEqual([seen.state, seen.left, seen.right], ['failed', '108', '100']);
  const broken = await officer.ask('forms.try_rule', { ...FORM, rule: { ...rule, left: { expression: '[9.9] + (' } } });
  assert.deepEqual([broken.status, broken.body.code], [422, 'forms.rule_broken']);
  const at = { code: 'CCHC-TK', unit: 'thai-nguyen' };
  const keep = (more: object) =>
    officer.ask('forms.keep_rule', {
      ...at,
      rule: { ...rule, code: 't1', valid_from: '2026-01-01', reason: 'Theo công văn', ...more },
    });
  assert.equal((await keep({})).status, 200);
  assert.equal((await keep({})).body.code, 'forms.rule_changed_meanwhile');
  assert.equal((await keep({ version: 1, valid_from: '2025-01-01' })).body.code, 'forms.rule_too_early');
  assert.equal(finding(await grid(), 't1'), undefined, 'not in 2022');
  const now = await officer.call('forms.grid', { ...at, from: '2026-06-01', to: '2026-06-30' });
  assert.equal(
    now.findings.some((one) => one.rule === 't1'),
    true,
  );
  assert.equal((await keep({ version: 1, is_on: false })).status, 200);
  const later = await officer.call('forms.grid', { ...at, from: '2026-06-01', to: '2026-06-30' });
  assert.equal(
    later.findings.some((one) => one.rule === 't1'),
    false,
  );
  const { versions } = await officer.call('forms.rule_versions', { ...at, rule: 't1' });
  assert.deepEqual(
    versions.map(({ version, is_on }) => [version, is_on]),
    [
      [2, false],
      [1, true],
    ],
  );
});

test('what fails stands in the sheet and the document with its explanation', async () => {
  await officer.call('forms.save_cells', { ...FORM, cells: [{ key: '1.4.4', value: '40', version: 4 }] });
  await officer.call('forms.explain', { ...FORM, rule: 'c1.4', words: 'Gồm việc của năm trước' });
  const { failures } = await officer.call('forms.fill_list', FORM);
  const told = failures.find(({ rule }) => rule === 'c1.4');
  assert.deepEqual([told?.left, told?.right, told?.explained], ['77', '48', 'Gồm việc của năm trước']);
  const book = await officer.bytes('forms.export_list', { ...FORM, format: 'xlsx' });
  const sheet = new ExcelJS.Workbook();
  await sheet.xlsx.load(book as unknown as ArrayBuffer);
  let words = '';
  sheet.worksheets[0]?.eachRow((row) => {
    words += `${row.getCell(1).text}\n`;
  });
  assert.match(words, /Quy tắc c1\.4 chưa đạt: .*\(77 so với 48\)\. Giải trình của Nông Thu Trang: Gồm việc của năm trước/);
});

test('a form that fails hinders the report that carries it, until it is explained', async () => {
  const whole = { code: 'CCHC-TK', unit: 'ngan-son', from: '2022-06-15', to: '2022-09-14' };
  const { id } = await officer.call('reports.create', { unit: 'ngan-son', regime: 'cchc', kind: 'quarter', year: 2022, n: 3 });
  const refused = await officer.ask('reports.submit', { id });
  assert.deepEqual([refused.status, refused.body.code], [409, 'reports.form_failures']);
  assert.equal((refused.body.data as { form: string }).form, 'CCHC-TK');
  const { findings } = await officer.call('forms.grid', whole);
  for (const { rule } of findings.filter(({ state, importance }) => state === 'failed' && importance === 'high'))
    await officer.call('forms.explain', { ...whole, rule, words: 'Gồm việc của năm trước' });
  await ready(officer, id);
  assert.equal((await officer.ask('reports.submit', { id })).status, 200);
});
