import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { runDue } from '#jobs';
import { importTask } from '#procedures';
import { testApp } from '../../test/app.ts';
import { gapsOf } from './completeness.ts';

const app = await testApp();
const control = await app.signIn('kiemsoat');
const leader = await app.signIn('lanhdao');
const elsewhere = await app.signIn('tiepnhan.daksong');
const code = (reply: { status: number; body: { code?: string } }) => `${reply.status} ${reply.body.code}`;

const content = {
  name: 'Cấp giấy phép thử nghiệm',
  sector: 'ho-tich',
  level: 'commune' as const,
  authority: 'UBND cấp xã',
  limit: { unit: 'working_day' as const, amount: 5 },
  online_level: 'none' as const,
  papers: [{ name: 'Tờ khai', originals: 1 }],
  fees: [
    { name: 'Phí thẩm định', amount_vnd: 30_000 },
    { name: 'Lệ phí cấp giấy', kind: 'charge' as const, amount_vnd: 20_000, stage: 'result' as const },
    { name: 'Chi phí đo đạc', amount_text: 'theo hợp đồng' },
  ],
  steps: [{ name: 'Nộp hồ sơ', actor: 'Cá nhân' }],
  legal_documents: [{ number: '118/2025/NĐ-CP', article: 'Điều 17' }],
  result_name: 'Giấy phép',
  source: 'Quyết định thử nghiệm',
};
let numbered = 0;
const decision = (...items: object[]) => {
  numbered += 1;
  return {
    number: `${numbered}/QĐ-UBND`,
    signed_on: '2026-11-19',
    issuer: 'UBND tỉnh Quảng Ngãi',
    title: 'Công bố thủ tục hành chính',
    items,
  };
};
const enter = (...items: object[]) => control.ask('procedures.enter_decision', decision(...items));
const onDay = (which: string, day: string) => control.ask('procedures.get', { code: which, day });

test('a decision announces, amends, replaces and abolishes procedures, each from its day', async () => {
  const announced = await enter({ kind: 'announce', code: '1.900001', effective_on: '2026-12-01', content });
  assert.equal(announced.status, 200);
  assert.equal(code(await onDay('1.900001', '2026-11-30')), '422 procedures.not_on_day');
  const first = await control.call('procedures.get', { code: '1.900001', day: '2026-12-01' });
  assert.deepEqual(
    [first.fee_vnd, first.fees.length, first.steps.length, first.legal_documents[0]?.number],
    [50_000, 3, 1, '118/2025/NĐ-CP'],
  );

  const shorter = { ...content, limit: { unit: 'working_day', amount: 3 } };
  assert.equal((await enter({ kind: 'amend', code: '1.900001', effective_on: '2027-01-01', content: shorter })).status, 200);
  assert.equal((await control.call('procedures.get', { code: '1.900001', day: '2026-12-31' })).limit_amount, 5);
  const amended = await control.call('procedures.get', { code: '1.900001', day: '2027-01-01' });
  assert.equal(amended.limit_amount, 3);
  assert.deepEqual(
    amended.decisions.map((one) => one.kind),
    ['amend', 'announce'],
  );

  const replace = { kind: 'replace', code: '1.900002', replaced_code: '1.900001', effective_on: '2027-02-01', content };
  assert.equal((await enter(replace)).status, 200);
  assert.equal(code(await onDay('1.900001', '2027-02-01')), '422 procedures.not_on_day');
  const new_one = await control.call('procedures.get', { code: '1.900002', day: '2027-02-01' });
  assert.equal(new_one.decisions[0]?.replaced_code, '1.900001');

  assert.equal((await enter({ kind: 'abolish', code: '1.900002', effective_on: '2027-03-01' })).status, 200);
  assert.equal((await onDay('1.900002', '2027-02-28')).status, 200);
  assert.equal(code(await onDay('1.900002', '2027-03-01')), '422 procedures.not_on_day');
  const listed = await control.call('procedures.decisions', { q: 'cong bo thu tuc' });
  assert.ok(listed.total >= 4);
  const shown = await control.call('procedures.decision', { id: listed.rows[0]?.id as number });
  assert.equal(shown.items.length, 1);
});

test('a decision with one wrong item leaves nothing of the others behind', async () => {
  const good = { kind: 'announce', code: '1.900010', effective_on: '2026-12-01', content };
  assert.equal(
    code(await enter(good, { kind: 'abolish', code: '9.999999', effective_on: '2026-12-01' })),
    '404 procedures.unknown',
  );
  assert.equal(code(await onDay('1.900010', '2026-12-01')), '404 procedures.unknown');
});

test('what a decision may not do is refused with its reason', async () => {
  const item = { kind: 'announce', code: '1.900020', effective_on: '2026-12-01', content };
  assert.equal(code(await enter({ ...item, code: 'abc' })), '422 procedures.bad_code');
  assert.equal(code(await enter({ ...item, effective_on: '2026-11-01' })), '422 procedures.reason_needed');
  assert.equal(code(await enter({ ...item, content: null })), '422 procedures.content_needed');
  assert.equal(code(await enter({ ...item, content: { ...content, sector: 'khong-co' } })), '422 procedures.sector_unknown');
  assert.equal(code(await enter({ ...item, kind: 'amend' })), '404 procedures.unknown');
  assert.equal((await enter({ ...item, effective_on: '2026-11-01', reason: 'Nhập chậm' })).status, 200);
  assert.equal(code(await enter({ ...item, effective_on: '2026-12-05' })), '409 procedures.already_there');
  const late = { ...decision(item), signed_on: '2026-12-31' };
  assert.equal(code(await control.ask('procedures.enter_decision', late)), '422 procedures.signed_in_the_future');
  const twice = decision({ ...item, code: '1.900021' });
  assert.equal((await control.ask('procedures.enter_decision', twice)).status, 200);
  assert.equal(
    code(await control.ask('procedures.enter_decision', { ...twice, items: [{ ...item, code: '1.900022' }] })),
    '409 procedures.decision_exists',
  );
  assert.equal(code(await leader.ask('procedures.enter_decision', decision(item))), '403 access.not_permitted');
});

test('a dossier keeps the promise of its day when a decision is entered late', async () => {
  const reception = await app.signIn('tiepnhan');
  const receipt = await reception.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'H48.108',
    applicant: { name: 'Người Giữ Hẹn', no_identity_reason: 'Chưa được cấp' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 as const })),
  });
  const now = await control.call('procedures.get', { code: '1.001022' });
  const longer = { ...content, name: now.name, sector: now.sector_code, limit: { unit: 'working_day', amount: 60 } };
  const item = { kind: 'amend', code: '1.001022', effective_on: '2026-11-02', content: longer, reason: 'Nhận quyết định chậm' };
  assert.equal((await enter(item)).status, 200);
  assert.equal((await reception.call('dossiers.get', { id: receipt.id })).due_on, receipt.due_on);
});

test('what the catalogue does not say yet is listed as a gap, and found by it', async () => {
  assert.deepEqual(
    gapsOf({
      limit_unit: null,
      result_name: null,
      decision_no: null,
      legal_basis: null,
      status: 'to_be_verified',
      fee_vnd: 0,
      is_interlinked: true,
      interlinked_kind: null,
      papers: 0,
      fees: 0,
      steps: 0,
      legal_documents: 0,
    }),
    [
      'no_papers',
      'no_limit',
      'no_fees',
      'no_steps',
      'no_legal_documents',
      'no_result',
      'no_decision',
      'not_verified',
      'no_interlinked_kind',
    ],
  );
  const all = await control.call('procedures.list', { page_size: 1 });
  const without_steps = await control.call('procedures.list', { gap: 'no_steps', page_size: 200 });
  assert.ok(without_steps.total > 0 && without_steps.total <= all.total);
  assert.ok(without_steps.rows.every((row) => row.gaps.includes('no_steps')));
});

test('what a unit has posted is counted against what it should have posted', async () => {
  const before = (await leader.call('procedures.publications', { unit: 'H48.108' })).share;
  const listed = await control.call('procedures.list', { level: 'commune', page_size: 200 });
  const codes = listed.rows.filter((row) => row.is_at_desk && !row.is_internal).map((row) => row.code);
  const fresh = { unit: 'H48.108', codes: codes.slice(0, 200), place: 'kiosk' as const, from: '2026-11-01' };
  const { added } = await leader.call('procedures.post', fresh);
  assert.ok(added > 0);
  assert.deepEqual(await leader.call('procedures.post', fresh), { added: 0 });
  const after = await leader.call('procedures.publications', { unit: 'H48.108', place: 'kiosk' });
  assert.equal(after.total, added);
  assert.equal(after.share?.due, before?.due);
  const id = after.rows[0]?.id as number;
  await leader.call('procedures.check_publication', { id, is_complete: false, note: 'Thiếu mẫu đơn' });
  await leader.call('procedures.check_publication', { id, ends: true });
  assert.equal(
    (await leader.call('procedures.publications', { unit: 'H48.108', place: 'kiosk', day: '2026-11-21' })).total,
    added - 1,
  );
  assert.equal(code(await leader.ask('procedures.post', { ...fresh, unit: 'H48.109' })), '403 procedures.unit_not_permitted');
  assert.equal(code(await elsewhere.ask('procedures.publications', {})), '403 access.not_permitted');
});

test('a review plan, its results and what became of the proposals', async () => {
  const plan = { unit: 'H48.108', year: 2027, codes: ['1.001193', '1.001022'], due_on: '2027-06-30', plan_no: '34/KH-UBND' };
  assert.deepEqual(await leader.call('procedures.plan_reviews', plan), { added: 2 });
  assert.deepEqual(await leader.call('procedures.plan_reviews', plan), { added: 0 });
  assert.equal(
    code(await leader.ask('procedures.plan_reviews', { ...plan, due_on: '2028-01-01' })),
    '422 procedures.due_outside_year',
  );
  const { rows } = await leader.call('procedures.reviews', { year: 2027 });
  const id = rows[0]?.id as number;
  assert.equal(code(await leader.ask('procedures.propose', { id, what: 'Bỏ một giấy tờ' })), '409 procedures.not_reviewed_yet');
  await leader.call('procedures.record_outcome', {
    id,
    outcome: 'simplify',
    findings: 'Giấy tờ đã có trong cơ sở dữ liệu',
    done_on: '2026-11-20',
  });
  const proposal = await leader.call('procedures.propose', { id, what: 'Bỏ một giấy tờ', saved_vnd: 12_000_000 });
  const move = (state: string, decision_no?: string) =>
    leader.ask('procedures.move_proposal', { id: proposal.id, state, ...(decision_no && { decision_no }) });
  assert.equal(code(await move('in_force')), '409 procedures.proposal_not_in_this_state');
  assert.equal((await move('submitted')).status, 200);
  assert.equal(code(await move('approved')), '422 procedures.decision_needed');
  assert.equal((await move('approved', '12/QĐ-TTg')).status, 200);
  const { counts } = await leader.call('procedures.reviews', { year: 2027, unit: 'H48.108' });
  assert.deepEqual(counts, { planned: 2, reviewed: 1, late: 0, proposals: 1, approved: 1, saved_vnd: 12_000_000 });
});

test('units named for a procedure, and sectors, are changed by a decision of the province', async () => {
  await control.call('procedures.change_offer', { code: '1.001193', unit: 'H48.108', from: '2027-01-01' });
  assert.equal(
    code(await control.ask('procedures.change_offer', { code: '1.001193', unit: 'H48.108', from: '2027-02-01' })),
    '409 procedures.offered_already',
  );
  await control.call('procedures.change_offer', { code: '1.001193', unit: 'H48.108', from: '2027-06-01', ends: true });
  assert.deepEqual(
    (await control.call('procedures.offered', { code: '1.001193' })).rows.map((row) => [row.unit_code, row.valid_until]),
    [['H48.108', '2027-06-01']],
  );
  await control.call('procedures.keep_sector', { code: 'thu-nghiem', name: 'Lĩnh vực thử nghiệm', source: 'Quyết định thử' });
  assert.ok((await control.call('procedures.sectors', {})).some((sector) => sector.code === 'thu-nghiem'));
});

const book = async (change: (book: ExcelJS.Workbook) => void) => {
  const made = new ExcelJS.Workbook();
  await made.xlsx.load((await control.bytes('procedures.export', { day: '2026-12-01' })) as never);
  change(made);
  return { name: 'danh-muc.xlsx', type: XLSX, bytes: new Uint8Array(await made.xlsx.writeBuffer()) };
};
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Preview = {
  problem_count: number;
  problems: { sheet: string; cell: string }[];
  added: { code: string }[];
  changed: { code: string; fields: string[] }[];
  same: number;
};
const preview = async (change: (book: ExcelJS.Workbook) => void) =>
  (await control.upload('procedures.import_preview', { effective_on: '2026-12-01' }, await book(change))).body as Preview;

test('the exported catalogue read back is the same catalogue', async () => {
  const told = await preview(() => {});
  assert.deepEqual([told.problem_count, told.added, told.changed], [0, [], []]);
  assert.ok(told.same > 100);
});

test('faults of a book are named by sheet and cell, and nothing of it is taken over', async () => {
  const broken = (made: ExcelJS.Workbook) => {
    const page = made.getWorksheet('Thủ tục') as ExcelJS.Worksheet;
    page.getCell('A2').value = 'abc';
    page.getCell('C3').value = 'khong-co';
    page.getCell('F4').value = '11 cả huyện, xã';
    page.getCell('A6').value = page.getCell('A5').value;
    page.mergeCells('B7:C7');
  };
  const told = await preview(broken);
  const at = told.problems.filter((one) => one.sheet === 'Thủ tục').map((one) => one.cell);
  for (const cell of ['A2', 'C3', 'F4', 'A6', 'B7']) assert.ok(at.includes(cell), `${cell} not in ${at.join()}`);
  const document = { number: '77/QĐ-UBND', signed_on: '2026-11-19', issuer: 'UBND tỉnh', title: 'x', effective_on: '2026-12-01' };
  const sent = await control.upload('procedures.import', document, await book(broken));
  assert.equal(code(sent as never), '422 procedures.book_has_faults');
  const shifted = await preview((made) => made.getWorksheet('Thủ tục')?.spliceColumns(2, 1));
  assert.deepEqual(shifted.problems[0], { ...shifted.problems[0], sheet: 'Thủ tục', cell: 'B1' });
  const nothing = await control.upload(
    'procedures.import_preview',
    { effective_on: '2026-12-01' },
    { name: 'a.xlsx', type: XLSX, bytes: Buffer.from('PK\u0003\u0004x') },
  );
  assert.equal(code(nothing as never), '422 procedures.book_unreadable');
});

test('a book is taken over as one decision in the background: new ones announced, changed ones amended, the rest left alone', async () => {
  const change = (made: ExcelJS.Workbook) => {
    const page = made.getWorksheet('Thủ tục') as ExcelJS.Worksheet;
    page.getCell('B2').value = 'Tên mới của thủ tục';
    const row = (page.getRow(3).values as ExcelJS.CellValue[]).slice(1);
    page.addRow(['3.900001', 'Thủ tục nhập từ Excel', ...row.slice(2)]);
    made.getWorksheet('Phí, lệ phí')?.addRow(['3.900001', 'Lệ phí thử', 'Lệ phí', 15000, null, 'Tiếp nhận', null]);
  };
  const told = await preview(change);
  assert.deepEqual([told.added.map((one) => one.code), told.changed.map((one) => one.fields)], [['3.900001'], [['name']]]);
  const document = {
    number: '78/QĐ-UBND',
    signed_on: '2026-11-19',
    issuer: 'UBND tỉnh',
    title: 'Công bố từ Excel',
    effective_on: '2026-12-01',
  };
  const sent = await control.upload('procedures.import', document, await book(change));
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const { job_id } = sent.body as { job_id: number };
  await runDue(app.db.pool, { tasks: [importTask], now: () => app.now.at });
  const job = await control.call('jobs.get', { id: job_id });
  assert.deepEqual(
    [job.state, job.steps_done, job.result],
    ['done', 2, { decision_id: (job.result as { decision_id: number }).decision_id, items: 2 }],
  );
  const imported = await control.call('procedures.get', { code: '3.900001', day: '2026-12-01' });
  assert.deepEqual([imported.name, imported.fee_vnd], ['Thủ tục nhập từ Excel', 15_000]);
  assert.deepEqual((await preview(() => {})).changed, []);
});
