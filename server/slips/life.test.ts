import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { type Action, act, get, VisitInput, visit } from '#dossiers';
import { transaction } from '#lib/db';
import { Definition, putInForce } from '#processes';
import { testDb } from '../../test/db.ts';
import { at, filing, makeWorld, type World } from '../dossiers/make-world.ts';
import { receive } from '../dossiers/receive.ts';
import { issue, preview, print, slipsOf } from './issue.ts';
import type { Kind } from './kinds.ts';

// Slips about what happens to a dossier after reception, and about visits without one.

const { pool, owner } = await testDb();
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

const EVERYTHING = { unit_ids: null };
const by = (now: Date) => ({ ...world.everything, personal: EVERYTHING, now });

async function course(now: Date, steps: [Action, Date, object?][], more: object = {}): Promise<number> {
  const { id } = await transaction(pool, 'write', (db) => receive(db, filing(more), by(now)));
  for (const [action, moment, data = {}] of steps) {
    const seen = await get(pool, id, { scope: EVERYTHING, personal: EVERYTHING, now: moment }, async () => true);
    const given = { last_seq: seen.last_seq, data: data as Record<string, unknown> };
    await transaction(pool, 'write', (db) => act(db, id, action, given, by(moment)));
  }
  return id;
}

/** Issues a slip and reads its PDF. */
async function said(
  kind: Kind,
  subject: { dossier_id?: number; visit_id?: number },
  now: Date,
): Promise<{ number: string; text: string }> {
  const slip = await transaction(pool, 'write', (db) => issue(db, kind, subject, by(now)));
  const file = await print(pool, slip.id, { format: 'pdf', paper: 'a4' }, by(now));
  return { number: slip.number_text, text: await read(file.bytes) };
}

async function read(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

function has(text: string, words: readonly string[]): void {
  for (const one of words) assert.ok(text.includes(one), `${one}\nin: ${text}`);
}

const APOLOGY = {
  kind: 'reappointment',
  cause: 'other_agency',
  reason: 'Chờ ý kiến của Chi cục Thuế',
  new_due_on: '2024-03-12',
  signer_name: 'Nguyễn Văn Ký',
};

test('an apology of the 2018 set is a paper of the deciding body with the new day; its title is the one of its circular', async () => {
  const id = await course(at('2024-03-05', '09:00'), [['apologise', at('2024-03-06', '09:00'), APOLOGY]]);
  const { number, text } = await said('apology', { dossier_id: id }, at('2024-03-06', '09:10'));
  assert.equal(number, '01/PXL-UBND');
  has(text, [
    'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
    'Mẫu số 04 - Thông tư 01/2018/TT-VPCP',
    'Kính gửi: Y Thử',
    'Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 08 tháng 3 năm 2024',
    'Lý do: Chờ ý kiến của Chi cục Thuế',
    'sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà vào: 12/03/2024',
    'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH',
    'Nguyễn Văn Ký',
    'Nơi nhận:',
  ]);
});

test('in the 2025 set the same paper asks to extend', async () => {
  const where = { receiving_unit: 'H48.108' };
  const request = { ...APOLOGY, kind: 'extension_request', new_due_on: '2025-10-09' };
  const id = await course(at('2025-10-01', '09:00'), [['apologise', at('2025-10-02', '09:00'), request]], where);
  const { text } = await said('apology', { dossier_id: id }, at('2025-10-02', '09:10'));
  has(text, [
    'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
    'Mẫu số 04 - Thông tư 03/2025/TT-VPCP',
    'Nguyên nhân thuộc nhóm: Chờ ý kiến của cơ quan phối hợp',
    'đề nghị gia hạn thời gian giải quyết đến: 09/10/2025',
  ]);
});

test('an explanation tells promise, end, days late, cause and every hand-over', async () => {
  const id = await course(at('2024-04-01', '09:00'), [
    ['hand_over', at('2024-04-01', '10:00'), { to_unit: 'H16.36.D01', to_account_id: world.officer }],
    ['take_up', at('2024-04-01', '11:00')],
    ['decide', at('2024-04-08', '15:00'), { outcome: 'granted' }],
    ['explain', at('2024-04-08', '16:00'), { cause: 'workload', text: 'Cao điểm đăng ký đầu quý.' }],
  ]);
  const { text } = await said('lateness_explanation', { dossier_id: id }, at('2024-04-08', '16:05'));
  has(text, [
    'Giải trình hồ sơ thủ tục hành chính quá hạn',
    'Hạn trả kết quả đã hẹn: 17 giờ 00 phút, ngày 04 tháng 4 năm 2024',
    'Thời điểm có kết quả: 15 giờ 00 phút, ngày 08 tháng 4 năm 2024',
    'Số ngày quá hạn: 4',
    'Số lượng hồ sơ nhiều, quá tải',
    'Cao điểm đăng ký đầu quý.',
    'Giao cho: Cán bộ Thử',
    'Quá hạn',
  ]);
});

test('a fee receipt writes every item, the sum in figures and in words, who paid and how', async () => {
  const paid = {
    amount_vnd: 100_000,
    items: [
      { name: 'Lệ phí đăng ký', amount_vnd: 75_000 },
      { name: 'Phí công bố', amount_vnd: 25_000 },
    ],
    method: 'transfer',
    payer_name: 'Y Người Trả',
    receipt_no: 'BL 0001234',
  };
  const id = await course(at('2024-05-06', '09:00'), [['collect_fee', at('2024-05-06', '09:05'), paid]]);
  const { number, text } = await said('fee_receipt', { dossier_id: id }, at('2024-05-06', '09:06'));
  assert.equal(number, '01/PT');
  has(text, [
    'PHIẾU THU PHÍ, LỆ PHÍ',
    'Họ tên người nộp tiền: Y Người Trả',
    'Lệ phí đăng ký 75.000',
    'Phí công bố 25.000',
    'Tổng số tiền: 100.000 đồng',
    'Viết bằng chữ: Một trăm nghìn đồng',
    'Hình thức nộp: Chuyển khoản. Thời điểm thu: khi tiếp nhận hồ sơ',
    'BL 0001234',
  ]);
});

test('a dossier refused at intake gets the refusal and no receipt', async () => {
  const registered = { is_registration: true, channel: 2 };
  const id = await course(
    at('2024-06-03', '09:00'),
    [['reject', at('2024-06-03', '10:00'), { reason: 'Không thuộc thẩm quyền' }]],
    registered,
  );
  const now = at('2024-06-03', '10:05');
  assert.deepEqual(
    (await slipsOf(pool, id, by(now))).map((one) => one.kind),
    ['refusal'],
  );
  const { text } = await said('refusal', { dossier_id: id }, now);
  has(text, ['PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ', 'Không thuộc thẩm quyền', 'Mã hồ sơ: H16.36-240603-0001']);
});

test('who came with too little goes home with a list, or with a refusal and its ground; both are numbered and drafted without a number', async () => {
  const came = (more: object) =>
    VisitInput.parse({
      procedure_code: '1.001612',
      receiving_unit: 'dak-song',
      applicant: { name: 'Y Thiếu Giấy', phone: '0900000222' },
      missing: [{ ordinal: 1 }, { name: 'Hợp đồng thuê nhà', note: 'bản sao có chứng thực' }],
      ...more,
    });
  const now = at('2024-07-01', '09:00');
  const guided = await transaction(pool, 'write', (db) => visit(db, came({ kind: 'guidance' }), by(now)));
  const draft = await preview(pool, 'guidance', { visit_id: guided.id }, { format: 'pdf' }, by(now));
  has(await read(draft.bytes), ['BẢN NHÁP', 'Số: ……']);
  const told = await said('guidance', { visit_id: guided.id }, now);
  assert.equal(told.number, '01/HDHS');
  has(told.text, ['PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ', 'hướng dẫn: Y Thiếu Giấy', '2. Hợp đồng thuê nhà (bản sao có chứng thực)']);
  const refusal = { kind: 'refusal', reason: 'Ngành nghề bị cấm', legal_ground: 'Điều 6 Luật Đầu tư 2020' };
  const refused = await transaction(pool, 'write', (db) => visit(db, came(refusal), by(now)));
  const said_no = await said('refusal', { visit_id: refused.id }, now);
  has(said_no.text, ['Ngành nghề bị cấm', 'Căn cứ: Điều 6 Luật Đầu tư 2020', '1. ']);
  assert.ok(!said_no.text.includes('Mã hồ sơ:'));
  await assert.rejects(
    issue(pool, 'guidance', { visit_id: refused.id }, by(now)),
    (error: { code?: string }) => error.code === 'slips.nothing_to_print',
  );
});

test('the filled application of the no-writing day is printed from what the desk entered, and carries no number', async () => {
  const now = at('2024-08-05', '09:00');
  const id = await course(now, []);
  const file = await preview(pool, 'no_writing_application', { dossier_id: id }, { format: 'pdf' }, by(now));
  has(await read(file.bytes), [
    'GIẤY ĐỀ NGHỊ',
    'Tôi/tổ chức: Y Thử',
    'Đăng ký thành lập hộ kinh doanh',
    'NGƯỜI ĐỀ NGHỊ',
    'Mã hồ sơ: H16.36-240805-0001',
  ]);
  const applicant = { kind: 0, name: 'Y Thử', identity: '062190001234', born_on: '1990-08-15', sex: 'female' };
  const read_card = await course(now, [], { applicant });
  const of_card = await preview(pool, 'no_writing_application', { dossier_id: read_card }, { format: 'pdf' }, by(now));
  has(await read(of_card.bytes), [
    'Số định danh cá nhân/mã số tổ chức: 062190001234 Ngày sinh: 15/08/1990 Giới tính: Nữ Địa chỉ',
  ]);
  await assert.rejects(
    issue(pool, 'no_writing_application', { dossier_id: id }, by(now)),
    (error: { code?: string }) => error.code === 'slips.not_issued',
  );
});

test('a dossier that follows a process has its slips: who got it at every step, also when it was sent back, and how each step was left', async () => {
  const step = (code: string, name_vi: string, more: object) => ({
    code,
    name_vi,
    name_en: name_vi,
    role: 'processing_officer',
    ...more,
  });
  const definition = Definition.parse({
    steps: [
      step('nhan', 'Tiếp nhận', { unit: { at: 'receiving' }, limit: { unit: 'hour', amount: 2 }, next: ['xem'] }),
      step('xem', 'Thẩm định', {
        unit: { at: 'competent' },
        limit: { unit: 'hour', amount: 2 },
        may: ['hand_on', 'step_back', 'decide'],
      }),
    ],
  });
  const process = { unit: 'dak-song', procedure_code: '1.001612', definition, from: '2024-05-01', decision_no: '9/QĐ-UBND' };
  await transaction(owner, 'write', (db) => putInForce(db, process));
  const id = await course(at('2024-05-06', '08:00'), [
    ['finish_step', at('2024-05-06', '09:00'), { note: 'Đủ giấy tờ' }],
    ['return_step', at('2024-05-06', '16:00'), { to: ['nhan'], reason: 'Thiếu chữ ký' }],
  ]);
  const slips = await slipsOf(pool, id, by(at('2024-05-06', '16:30')));
  assert.ok(slips.some((slip) => slip.kind === 'control_slip'));
  const { bytes } = await preview(
    pool,
    'control_slip',
    { dossier_id: id },
    { format: 'pdf', paper: 'a4' },
    by(at('2024-05-06', '16:30')),
  );
  has(await read(bytes), ['Đủ giấy tờ', 'Trả lại: Thiếu chữ ký', 'Quá hạn']);
});
