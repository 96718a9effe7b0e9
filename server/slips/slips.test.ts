import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { type Action, act, get } from '#dossiers';
import * as files from '#files';
import { transaction } from '#lib/db';
import type { FileReply } from '#lib/route';
import { testDb } from '../../test/db.ts';
import { at, filing, makeWorld, type World } from '../dossiers/make-world.ts';
import { receive } from '../dossiers/receive.ts';
import { issue, preview, print, slipsOf } from './issue.ts';
import { list, verify } from './issued.ts';
import type { Kind } from './kinds.ts';
import { batches, handoverList, register } from './lists.ts';

const { pool, owner } = await testDb();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'slips-'));
files.configure({ dir, max_bytes: 5_000_000 });
let world: World;

before(async () => {
  world = await makeWorld(owner);
});
after(() => fs.rmSync(dir, { recursive: true, force: true }));

const EVERYTHING = { unit_ids: null };
const by = (now: Date, more: object = {}) => ({ ...world.everything, personal: EVERYTHING, now, ...more });
const see = (id: number, now: Date) => get(pool, id, { scope: EVERYTHING, personal: EVERYTHING, now }, async () => true);

async function textOf(file: FileReply): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file.bytes)), { mergePages: true });
  return text.replace(/\s+/g, ' ').trim();
}

/** A dossier with long names and what followed, each step at its moment. */
async function course(now: Date, steps: [Action, Date, object?][], more: object = {}): Promise<number> {
  const { id } = await transaction(pool, 'write', (db) => receive(db, filing(more), by(now)));
  for (const [action, moment, data = {}] of steps) {
    const { last_seq } = await see(id, moment);
    await transaction(pool, 'write', (db) =>
      act(db, id, action, { last_seq, data: data as Record<string, unknown> }, by(moment)),
    );
  }
  return id;
}

const issued = (kind: Kind, dossier_id: number, now: Date, more: object = {}) =>
  transaction(pool, 'write', (db) => issue(db, kind, { dossier_id, ...more }, by(now)));
const pdf = (id: number, now: Date, paper: 'a4' | 'a5' = 'a5') => print(pool, id, { format: 'pdf', paper }, by(now));

test('a receipt says the promise made at reception, whatever happened since, and keeps its number when printed again', async () => {
  const received = at('2024-03-05', '09:00');
  const id = await course(received, [
    ['request_supplement', at('2024-03-06', '09:00'), { reason: 'Thiếu chữ ký', items: ['Giấy đề nghị'] }],
    ['give_supplement', at('2024-03-11', '09:00')],
  ]);
  const now = at('2024-03-12', '08:00');
  assert.equal((await see(id, now)).due_on, '2024-03-13');
  const slip = await issued('receipt', id, now);
  assert.equal(slip.number_text, '01/TNHS');
  assert.equal(slip.form_set, '01/2018');
  const text = await textOf(await pdf(slip.id, now));
  for (const words of [
    'ỦY BAN NHÂN DÂN HUYỆN ĐẮK SONG',
    'BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ',
    'Số: 01/TNHS',
    'Đắk Song, ngày 12 tháng 3 năm 2024',
    'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    'Bộ phận Tiếp nhận và Trả kết quả huyện Đắk Song đã tiếp nhận hồ sơ của: Y Thử',
    'Địa chỉ: Thôn 1, thị trấn Đức An',
    'Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 05 tháng 3 năm 2024',
    'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 08 tháng 3 năm 2024',
    'Mẫu số 01 - Thông tư 01/2018/TT-VPCP',
  ])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
  assert.ok(!text.includes('BẢN IN LẠI'));
  const later = await textOf(await pdf(slip.id, at('2024-03-15', '10:30')));
  assert.ok(later.includes('BẢN IN LẠI lúc 10 giờ 30 phút, ngày 15/03/2024'), later);
  assert.ok(later.includes('Số: 01/TNHS'));
  const again = await issued('receipt', id, at('2024-03-15', '10:30'));
  assert.deepEqual([again.id, again.number_text, again.is_repeat], [slip.id, '01/TNHS', true]);
});

test('the form set is that of the day of the dossier, not of the day of printing', async () => {
  const where = { receiving_unit: 'H48.108', procedure_code: '1.001612' };
  const old = await course(at('2025-09-12', '09:00'), [], where);
  const recent = await course(at('2025-09-16', '09:00'), [], where);
  const now = at('2025-10-01', '09:00');
  assert.equal((await issued('receipt', old, now)).form_set, '01/2018');
  const slip = await issued('receipt', recent, now);
  assert.equal(slip.form_set, '03/2025');
  const text = await textOf(await pdf(slip.id, now));
  assert.ok(text.includes('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'), text);
  assert.ok(text.includes('Mẫu số 01 - Thông tư 03/2025/TT-VPCP'), text);
});

test('a request names every item and how often it was asked; each request is a slip of its own', async () => {
  const id = await course(at('2024-04-01', '09:00'), [
    [
      'request_supplement',
      at('2024-04-02', '09:00'),
      { reason: 'Chưa ký', items: ['Giấy đề nghị có chữ ký', 'Bản sao căn cước'] },
    ],
    ['give_supplement', at('2024-04-03', '09:00')],
    ['request_supplement', at('2024-04-04', '09:00'), { reason: 'Sai địa chỉ', items: ['Hợp đồng thuê nhà'] }],
  ]);
  const now = at('2024-04-04', '10:00');
  const possible = (await slipsOf(pool, id, by(now))).filter((one) => one.kind === 'supplement_request');
  assert.equal(possible.length, 2);
  const first = await issued('supplement_request', id, now, { event_seq: possible[0]?.event_seq });
  const second = await issued('supplement_request', id, now);
  assert.deepEqual([first.number_text, second.number_text], ['01/HDHS', '02/HDHS']);
  const text = await textOf(await pdf(first.id, now, 'a4'));
  for (const words of [
    'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
    '1. Giấy đề nghị có chữ ký',
    '2. Bản sao căn cước',
    'Lý do: Chưa ký',
  ])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
  assert.ok((await textOf(await pdf(second.id, now))).includes('1. Hợp đồng thuê nhà'));
});

test('a stop notice is a paper of the deciding body, signed for it and sent to the applicant and the desk', async () => {
  const id = await course(at('2024-05-06', '09:00'), [
    ['stop', at('2024-05-07', '09:00'), { reason: 'Hồ sơ giả mạo giấy tờ', decision_no: '15/QĐ-UBND' }],
  ]);
  const now = at('2024-05-07', '09:05');
  const slip = await issued('stop_notice', id, now);
  assert.equal(slip.number_text, '01/TB-UBND');
  const text = await textOf(await pdf(slip.id, now, 'a4'));
  for (const words of [
    'ỦY BAN NHÂN DÂN HUYỆN ĐẮK SONG',
    'Số: 01/TB-UBND',
    'Kính gửi: Y Thử',
    'Lý do: Hồ sơ giả mạo giấy tờ',
    'Căn cứ: 15/QĐ-UBND',
    'TM. ỦY BAN NHÂN DÂN',
    'Nơi nhận:',
  ])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
});

test('the control slip tells every hand-over with who and when, and whether the result was in time', async () => {
  const id = await course(at('2024-03-05', '09:00'), [
    ['hand_over', at('2024-03-05', '09:30'), { to_unit: 'H16.36.D01', to_account_id: world.officer, note: 'đủ giấy tờ' }],
    ['take_up', at('2024-03-05', '10:00')],
    ['decide', at('2024-03-07', '15:00'), { outcome: 'granted' }],
  ]);
  const now = at('2024-03-08', '08:00');
  const text = await textOf(await preview(pool, 'control_slip', { dossier_id: id }, { format: 'pdf' }, by(now)));
  for (const words of [
    'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
    'Mẫu số 05 - Thông tư 01/2018/TT-VPCP',
    '09 giờ 30 phút, ngày 05/03/2024',
    'Giao cho: Cán bộ Thử',
    'Trước hạn',
  ])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
});

test('fifty at once from one book: numbers 1 to 50, none twice, none missing, and one each', async () => {
  const ids: number[] = [];
  for (let i = 0; i < 50; i += 1) ids.push(await course(at('2023-02-01', '09:00'), []));
  const now = at('2023-02-01', '10:00');
  // Everybody asks twice, as a double click does.
  const slips = await Promise.all([...ids, ...ids].map((id) => issued('receipt', id, now)));
  const { rows } = await owner.query<{ number: number }>(
    "select number from slips.slip where year = 2023 and kind = 'receipt' order by number",
  );
  assert.deepEqual(
    rows.map((row) => row.number),
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  assert.equal(slips.filter((slip) => slip.is_repeat).length, 50);
  assert.equal(new Set(slips.map((slip) => slip.id)).size, 50);
});

test('an issue that is rolled back leaves no gap', async () => {
  const [first, second] = [await course(at('2022-02-01', '09:00'), []), await course(at('2022-02-01', '09:30'), [])];
  const now = at('2022-02-01', '10:00');
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      await issue(db, 'receipt', { dossier_id: first }, by(now));
      throw new Error('the connection went away');
    }),
    /went away/,
  );
  assert.equal((await issued('receipt', second, now)).number_text, '01/TNHS');
});

test('who does not reach the dossier, may not know people, or issues for another unit is refused', async () => {
  const now = at('2024-06-03', '10:00');
  const id = await course(at('2024-06-03', '09:00'), []);
  const elsewhere = by(now, { scope: { unit_ids: [world.unit.po_y] } });
  const code = (wanted: string) => (error: { code?: string }) => error.code === wanted;
  await assert.rejects(issue(pool, 'receipt', { dossier_id: id }, elsewhere), code('dossiers.not_found'));
  const nameless = by(now, { personal: { unit_ids: [world.unit.po_y] } });
  await assert.rejects(issue(pool, 'receipt', { dossier_id: id }, nameless), code('slips.personal_needed'));
  await assert.rejects(issue(pool, 'apology', { dossier_id: id }, by(now)), code('slips.nothing_to_print'));
  await assert.rejects(issue(pool, 'control_slip', { dossier_id: id }, by(now)), code('slips.not_issued'));
  const slip = await issued('receipt', id, now);
  await assert.rejects(print(pool, slip.id, { format: 'pdf' }, elsewhere), code('slips.not_found'));
  await assert.rejects(print(pool, slip.id, { format: 'pdf' }, nameless), code('slips.personal_needed'));
  await assert.rejects(print(pool, slip.id, { format: 'xlsx' }, by(now)), code('slips.no_sheet'));
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      const other = await receive(db, filing(), by(now));
      const officer = by(now, { scope: { unit_ids: [world.unit.office] } });
      await act(db, other.id, 'hand_over', { last_seq: 1, data: { to_unit: 'H16.36.D01' } }, by(now));
      await issue(db, 'receipt', { dossier_id: other.id }, officer);
    }),
    code('slips.unit_not_permitted'),
  );
});

test('the code on a slip tells whoever holds it that it is genuine, and no name', async () => {
  const now = at('2024-06-04', '10:00');
  const id = await course(at('2024-06-04', '09:00'), []);
  const slip = await issued('receipt', id, now);
  const { rows } = await owner.query<{ token: string }>('select token from slips.slip where id = $1', [slip.id]);
  const told = await verify(pool, rows[0]?.token as string);
  assert.equal(told.number_text, slip.number_text);
  assert.equal(told.addressee_hint, 'Y*** T***');
  assert.equal(told.status, 2);
  assert.equal(told.promised, '17 giờ 00 phút, ngày 07 tháng 6 năm 2024');
  assert.ok(!JSON.stringify(told).includes('Y Thử'));
  await assert.rejects(verify(pool, 'AAAAAAAAAAAAAAAAAAAAAA'), (error: { code?: string }) => error.code === 'slips.not_genuine');
});

test('issued slips are found by name without diacritics, number and code; only in the scope', async () => {
  const now = at('2024-07-01', '10:00');
  const id = await course(at('2024-07-01', '09:00'), [], { applicant: { name: 'Đặng Thị Ước Mơ', identity: '000123456788' } });
  const slip = await issued('receipt', id, now);
  const found = async (filter: object, scope = EVERYTHING as { unit_ids: number[] | null }) =>
    (await list(pool, filter, { page: 1, page_size: 20 }, scope, '2024-07-01')).rows.map((row) => row.id);
  assert.deepEqual(await found({ q: 'dang thi uoc' }), [slip.id]);
  assert.ok((await found({ q: slip.number_text })).includes(slip.id));
  assert.deepEqual(await found({ q: 'dang thi uoc', kind: 'apology' }), []);
  assert.deepEqual(await found({ q: 'dang thi uoc', from: '2024-07-02' }), []);
  assert.deepEqual(await found({ q: 'dang thi uoc' }, { unit_ids: [world.unit.po_y] }), []);
});

test('the register lists what the desk received in the period, in order, as PDF, Word and Excel', async () => {
  const unit = 'H34.35.07';
  await course(at('2024-08-01', '09:00'), [], {
    receiving_unit: unit,
    procedure_code: '1.001022',
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 })),
  });
  await course(at('2024-08-02', '09:00'), [], {
    receiving_unit: unit,
    procedure_code: '1.001022',
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 })),
  });
  const now = at('2024-08-05', '10:00');
  const ask = { unit, from: '2024-08-01', to: '2024-08-31' };
  const text = await textOf(await register(pool, { ...ask, format: 'pdf' }, by(now)));
  for (const words of [
    'SỔ THEO DÕI HỒ SƠ',
    'Từ ngày 01/08/2024 đến ngày 31/08/2024',
    'Tiếp nhận 2; đã có kết quả 0; đã trả kết quả 0',
    '01/08/2024',
  ])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
  const one = await textOf(await register(pool, { ...ask, from: '2024-08-02', format: 'pdf' }, by(now)));
  assert.ok(one.includes('Tiếp nhận 1;'), one);
  for (const format of ['docx', 'xlsx'] as const)
    assert.equal(Buffer.from((await register(pool, { ...ask, format }, by(now))).bytes.subarray(0, 2)).toString(), 'PK');
  for (const [from, code] of [
    ['2023-01-01', 'slips.period_too_long'],
    ['2024-09-01', 'calendar.reversed_dates'],
  ] as const)
    await assert.rejects(
      register(pool, { ...ask, from, format: 'pdf' }, by(now)),
      (error: { code?: string }) => error.code === code,
    );
});

test('what was handed over on a day makes one list for each unit that got it', async () => {
  const day = '2024-09-04';
  for (const time of ['09:00', '09:10'])
    await course(at(day, time), [['hand_over', at(day, '14:00'), { to_unit: 'H16.36.D01', note: 'đủ giấy tờ' }]]);
  const now = at(day, '15:00');
  const [batch, ...others] = await batches(pool, { unit: 'dak-song', day }, by(now));
  assert.deepEqual([batch?.to_unit_code, batch?.to_account_id, batch?.dossiers, others.length], ['H16.36.D01', null, 2, 0]);
  const text = await textOf(await handoverList(pool, { unit: 'dak-song', to: 'H16.36.D01', day, format: 'pdf' }, by(now)));
  for (const words of ['DANH SÁCH BÀN GIAO HỒ SƠ', 'Tổng số: 02 hồ sơ', 'BÊN GIAO', 'BÊN NHẬN', 'đủ giấy tờ'])
    assert.ok(text.includes(words), `${words}\nin: ${text}`);
  const to_account_id = world.officer;
  await course(at(day, '10:00'), [['hand_over', at(day, '16:00'), { to_unit: 'H16.36.D01', to_account_id }]]);
  const later = by(at(day, '16:30'));
  const [, to_officer] = await batches(pool, { unit: 'dak-song', day }, later);
  assert.deepEqual([to_officer?.to_account_name, to_officer?.dossiers], ['Cán bộ Thử', 1]);
  const ask = { unit: 'dak-song', to: 'H16.36.D01', account_id: to_account_id, day, format: 'pdf' as const };
  const of_officer = await textOf(await handoverList(pool, ask, later));
  assert.ok(of_officer.includes('Tổng số: 01 hồ sơ') && of_officer.includes('Cán bộ Thử'), of_officer);
  await assert.rejects(
    handoverList(pool, { unit: 'dak-song', to: 'H16.36.D01', day: '2024-09-05', format: 'pdf' }, by(now)),
    (error: { code?: string }) => error.code === 'slips.nothing_to_print',
  );
});
