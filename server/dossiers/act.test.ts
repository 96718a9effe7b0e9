import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { entries } from '#audit';
import { configure } from '#files';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { act, attach, officersOf } from './act.ts';
import type { Action } from './actions.ts';
import type { By } from './intake.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { get } from './opened.ts';
import { rebuild } from './rebuild.ts';

const { pool, owner } = await testDb();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dossiers-act-'));
const store = { dir, max_bytes: 2000 };
let world: World;

before(async () => {
  configure(store);
  world = await makeWorld(owner);
});
after(() => fs.rmSync(dir, { recursive: true, force: true }));

const EVERYTHING = { unit_ids: null };
const by = (more: Partial<By> = {}): By => ({ ...world.everything, ...more });
const make = (more: object = {}, who: Partial<By> = {}) => transaction(pool, 'write', (db) => aDossier(db, by(who), more));
const see = (id: number, now = NOW) => get(pool, id, { scope: EVERYTHING, personal: EVERYTHING, now }, async () => true);

/** Does the actions one after the other, each at its moment. */
async function course(id: number, steps: [Action, string, string, object?][]) {
  for (const [action, day, time, data = {}] of steps) {
    const { last_seq } = await see(id);
    await transaction(pool, 'write', (db) =>
      act(db, id, action, { last_seq, data: data as Record<string, unknown> }, by({ now: at(day, time) })),
    );
  }
  return see(id, at('2024-12-31', '08:00'));
}

const one = (id: number, action: Action, data: object, more: object = {}, who: Partial<By> = {}) =>
  transaction(pool, 'write', (db) =>
    act(db, id, action, { last_seq: 1, data: data as Record<string, unknown>, ...more }, by(who)),
  );

const DECIDE = { outcome: 'granted' };

test('received, handed over, taken up, decided, delivered: the whole way with its timeline', async () => {
  const { id, tenant } = await make();
  const shown = await course(id, [
    ['hand_over', '2024-03-05', '09:30', { to_unit: 'H16.36.D01', to_account_id: world.officer, note: 'đủ giấy tờ' }],
    ['take_up', '2024-03-05', '10:00'],
    ['decide', '2024-03-07', '15:00', DECIDE],
    ['deliver', '2024-03-08', '08:00', { to_name: 'Y Thử' }],
  ]);
  assert.equal(shown.status, 10);
  assert.equal(shown.timeliness, 'early');
  assert.equal(shown.holder_unit_code, 'H16.36');
  assert.deepEqual(shown.actions, ['reopen', 'note', 'correct', 'apologise', 'collect_fee']);
  assert.deepEqual(
    shown.timeline.map((entry) => entry.label_vi),
    ['Tiếp nhận hồ sơ', 'Chuyển hồ sơ', 'Nhận xử lý', 'Có kết quả giải quyết', 'Trả kết quả'],
  );
  assert.equal(shown.timeline[1]?.details.to_account_name, 'Cán bộ Thử');
  assert.deepEqual(
    shown.papers.filter((paper) => paper.kind === 'result').map((paper) => paper.name),
    ['Giấy chứng nhận đăng ký hộ kinh doanh'],
  );
  assert.match(shown.explanation.vi.at(-1) as string, /^Hạn trả kết quả: 17:00 ngày 08\/03\/2024/);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('a supplement across a holiday and a make-up Saturday moves the due date by the working days it took', async () => {
  // Thursday 25 April 2024 received, 3 working days: 26 Apr, then 29 Apr (swapped off), 30 Apr, 1 May off, 2 and 3 May.
  const { id, tenant } = await make({}, { now: at('2024-04-25', '08:00') });
  assert.equal((await see(id)).due_on, '2024-05-03');
  const paused = await course(id, [
    ['request_supplement', '2024-04-26', '09:00', { reason: 'Thiếu chữ ký', items: ['Giấy đề nghị'] }],
  ]);
  assert.equal(paused.standing, 'paused');
  assert.equal(paused.status, 5);
  assert.match(paused.explanation.vi.at(-1) as string, /đang dừng/);
  // Given on Saturday 4 May, worked in exchange for 29 April: 2, 3 and 4 May do not count; two days are left, Monday and Tuesday.
  const resumed = await course(id, [['give_supplement', '2024-05-04', '10:00', { papers: [{ ordinal: 1, form: 0 }] }]]);
  assert.equal(resumed.due_on, '2024-05-07');
  assert.equal(resumed.paused_at, null);
  assert.deepEqual(
    resumed.papers.map((paper) => [paper.ordinal, paper.name]),
    [
      [1, 'Giấy đề nghị đăng ký hộ kinh doanh'],
      [2, 'Căn cước công dân, thẻ căn cước hoặc hộ chiếu'],
      [1001, 'Giấy đề nghị đăng ký hộ kinh doanh (bổ sung)'],
    ],
  );
  const decided = await course(id, [['decide', '2024-05-07', '16:59', DECIDE]]);
  assert.equal(decided.timeliness, 'on_time');
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('released exactly at the due moment is on time; a day later is overdue by one day', async () => {
  const exact = await make();
  assert.equal((await course(exact.id, [['decide', '2024-03-08', '17:00', DECIDE]])).timeliness, 'on_time');
  const late = await make();
  const shown = await course(late.id, [['decide', '2024-03-09', '00:00', DECIDE]]);
  assert.equal(shown.timeliness, 'overdue');
  assert.equal(shown.late_days, 1);
});

test('a payment stops the clock; who paid for whom is on record', async () => {
  const { id } = await make();
  const shown = await course(id, [
    ['request_payment', '2024-03-06', '08:00', { amount_vnd: 100000, reason: 'Lệ phí đăng ký' }],
    [
      'record_payment',
      '2024-03-13',
      '08:00',
      { amount_vnd: 100000, receipt_no: 'BL-01', is_online: true, is_paid_on_behalf: true },
    ],
  ]);
  assert.equal(shown.due_on, '2024-03-15');
  const paid = shown.timeline.at(-1)?.details as Record<string, unknown>;
  assert.deepEqual([paid.amount_vnd, paid.is_online, paid.is_paid_on_behalf], [100000, true, true]);
});

test('a limit that begins anew after a supplement, and how often papers may be asked for', async () => {
  const { id } = await make(
    { procedure_code: '1.009994', papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 })) },
    { now: at('2024-03-04', '08:00') },
  );
  assert.equal((await see(id)).due_on, '2024-03-19');
  const shown = await course(id, [
    ['request_supplement', '2024-03-11', '08:00', { reason: 'Thiếu bản vẽ', items: ['Bản vẽ mặt cắt'] }],
    ['give_supplement', '2024-03-20', '08:00', { papers: [{ name: 'Bản vẽ mặt cắt', form: 0 }] }],
    ['request_supplement', '2024-03-21', '08:00', { reason: 'Bản vẽ sai tỷ lệ', items: ['Bản vẽ mặt cắt'] }],
    ['give_supplement', '2024-03-22', '08:00', {}],
  ]);
  // 15 days counted anew from 22 March end on Saturday 6 April; the next working day is Monday.
  assert.equal(shown.due_on, '2024-04-08');
  await assert.rejects(
    one(
      id,
      'request_supplement',
      { reason: 'nữa', items: ['x'] },
      { last_seq: shown.last_seq },
      { now: at('2024-03-25', '08:00') },
    ),
    { code: 'dossiers.supplements_used_up', status: 422 },
  );
});

test('withdrawn, stopped, refused: three ends', async () => {
  const end = async (action: Action, data: object) => course((await make()).id, [[action, '2024-03-06', '08:00', data]]);
  assert.deepEqual(
    [(await end('withdraw', { reason: 'Đổi ý' })).status, (await end('stop', { reason: 'Chủ hồ sơ đã mất' })).status],
    [7, 8],
  );
  const refused = await end('decide', { outcome: 'refused', note: 'Không đủ điều kiện' });
  assert.deepEqual(
    [refused.status, refused.outcome, refused.timeliness, refused.papers.at(-1)?.name],
    [9, 'refused', 'early', 'Văn bản từ chối giải quyết'],
  );
});

test('a closed dossier is not opened again', async () => {
  const { id } = await make();
  await course(id, [['withdraw', '2024-03-06', '08:00', { reason: 'Đổi ý' }]]);
  await assert.rejects(one(id, 'take_up', {}, { last_seq: 2 }, { now: at('2024-03-07', '08:00') }), {
    code: 'dossiers.not_in_this_status',
    status: 409,
  });
});

test('an online filing is accepted with the version of that day, or rejected with a reason', async () => {
  const { id, tenant } = await make({ is_registration: true, channel: 2 }, { now: at('2023-03-20', '22:00') });
  const accepted = await course(id, [['accept', '2023-03-21', '08:00']]);
  assert.deepEqual([accepted.status, accepted.due_on, accepted.filed_at], [2, '2023-03-24', '2023-03-20T15:00:00.000Z']);
  const version = await owner.query('select v.received_on, v.is_no_writing from dossiers.version v where v.dossier_id = $1', [
    id,
  ]);
  assert.deepEqual(version.rows, [{ received_on: '2023-03-21', is_no_writing: true }]);
  const other = await make({ is_registration: true, channel: 2 });
  assert.equal((await course(other.id, [['reject', '2024-03-06', '08:00', { reason: 'Sai thẩm quyền' }]])).status, 3);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id, other.id] }), []);
});

test('done in time, entered days later: the moment it happened counts, with the reason', async () => {
  const { id } = await make();
  const late = { at: '2024-03-08T15:00:00+07:00', last_seq: 1 };
  await assert.rejects(one(id, 'decide', DECIDE, late, { now: at('2024-03-12', '08:00') }), {
    code: 'dossiers.late_entry_without_reason',
  });
  await one(id, 'decide', DECIDE, { ...late, late_entry_reason: 'Mạng bị lỗi' }, { now: at('2024-03-12', '08:00') });
  const shown = await see(id);
  assert.equal(shown.timeliness, 'on_time');
  assert.deepEqual(
    [shown.timeline[1]?.at, shown.timeline[1]?.recorded_at, shown.timeline[1]?.details.late_entry_reason],
    ['2024-03-08T08:00:00.000Z', '2024-03-12T01:00:00.000Z', 'Mạng bị lỗi'],
  );
});

test('impossible moments are refused', async () => {
  const { id } = await make();
  await assert.rejects(one(id, 'take_up', {}, { at: '2024-03-06T08:00:00+07:00' }, { now: NOW }), {
    code: 'dossiers.in_the_future',
    status: 422,
  });
  await assert.rejects(
    one(id, 'take_up', {}, { at: '2024-03-04T08:00:00+07:00', late_entry_reason: 'x' }, { now: at('2024-03-06', '08:00') }),
    { code: 'dossiers.before_last_event', status: 422 },
  );
});

test('two officers at one dossier: the second one is told, nothing is overwritten', async () => {
  const { id } = await make();
  const decide = (outcome: string) => one(id, 'decide', { outcome, note: 'x' }, {}, { now: at('2024-03-06', '08:00') });
  const results = await Promise.allSettled([decide('granted'), decide('refused'), decide('granted')]);
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  for (const result of results) if (result.status === 'rejected') assert.equal(result.reason.code, 'dossiers.changed_meanwhile');
  assert.equal((await see(id)).timeline.length, 2);
});

test('out of the scope is like not being there', async () => {
  const { id } = await make();
  const elsewhere = { scope: { unit_ids: [world.unit.po_y] } };
  await assert.rejects(one(id, 'take_up', {}, {}, elsewhere), { code: 'dossiers.not_found', status: 404 });
  await assert.rejects(one(9_999_999, 'take_up', {}), { code: 'dossiers.not_found', status: 404 });
  await assert.rejects(
    get(pool, id, { scope: elsewhere.scope, personal: EVERYTHING, now: NOW }, async () => true),
    { code: 'dossiers.not_found' },
  );
});

test('a hand-over goes to a unit of the province and an officer who is there', async () => {
  const { id } = await make();
  await assert.rejects(one(id, 'hand_over', { to_unit: 'po-y' }), { code: 'dossiers.other_province', status: 422 });
  await assert.rejects(one(id, 'hand_over', { to_unit: 'H16.36.01', to_account_id: world.officer }), {
    code: 'dossiers.officer_not_there',
    status: 422,
  });
  await assert.rejects(one(id, 'hand_over', { to_unit: 'khong-co' }), { code: 'org.unit_unknown' });
  assert.deepEqual(
    (await officersOf(pool, world.unit.office, EVERYTHING)).map((officer) => officer.display_name),
    ['Cán bộ Thử'],
  );
  assert.deepEqual(await officersOf(pool, world.unit.office, { unit_ids: [world.unit.po_y] }), []);
});

const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

test('scans digitise papers; what is too large is refused and leaves nothing', async () => {
  const { id, tenant } = await make({
    procedure_code: '2.000815',
    receiving_unit: 'po-y',
    papers: [
      { ordinal: 1, form: 0 },
      { ordinal: 2, form: 1 },
    ],
  });
  const [, copy] = (await see(id)).papers;
  const scan = (bytes: Uint8Array) =>
    transaction(pool, 'write', (db) =>
      attach(
        db,
        store,
        id,
        copy?.id as number,
        {
          name: 'ban-sao.pdf',
          type: 'application/pdf',
          bytes: (async function* () {
            yield bytes;
          })(),
        },
        by(),
      ),
    );
  const state = async () =>
    (
      await owner.query(
        "select v.papers_state, v.result_state from dossiers.version v where v.dossier_id = $1 and v.known_to = 'infinity'",
        [id],
      )
    ).rows[0];
  assert.deepEqual(await state(), { papers_state: 1, result_state: 0 });
  await assert.rejects(scan(new Uint8Array(2001).fill(65)), { code: 'files.too_large', status: 413 });
  assert.equal((await see(id)).timeline.length, 1);
  const file = await scan(PDF);
  assert.deepEqual(await state(), { papers_state: 2, result_state: 0 });
  assert.equal((await see(id)).papers[1]?.file_id, file.file_id);
  await course(id, [['decide', '2024-03-05', '14:00', { outcome: 'granted', result_form: 2 }]]);
  assert.deepEqual(await state(), { papers_state: 2, result_state: 2 });
  await assert.rejects(
    transaction(pool, 'write', (db) =>
      attach(
        db,
        store,
        id,
        999_999,
        {
          name: 'a.pdf',
          type: '',
          bytes: (async function* () {
            yield PDF;
          })(),
        },
        by(),
      ),
    ),
    { code: 'dossiers.paper_not_found', status: 404 },
  );
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('every action is in the audit trail with its reason', async () => {
  const { id } = await make();
  await course(id, [['stop', '2024-03-06', '08:00', { reason: 'Chủ hồ sơ đã mất' }]]);
  const { rows } = await entries(
    pool,
    { subject_kind: 'dossier', subject_id: String(id) },
    { page: 1, page_size: 10, sort: '-at' },
    EVERYTHING,
  );
  assert.deepEqual(
    rows.map((row) => [row.action, row.reason]),
    [
      ['dossiers.stopped', 'Chủ hồ sơ đã mất'],
      ['dossiers.received', null],
    ],
  );
});

test('data that an action does not know is refused', async () => {
  const { id } = await make();
  await assert.rejects(one(id, 'decide', { outcome: 'maybe' }), { name: 'ZodError' });
  await assert.rejects(one(id, 'decide', { outcome: 'refused' }), { name: 'ZodError' });
  await assert.rejects(one(id, 'decide', { outcome: 'refused', note: '   ' }), { name: 'ZodError' });
  await assert.rejects(one(id, 'request_supplement', { reason: 'x', items: [] }), { name: 'ZodError' });
  await assert.rejects(one(id, 'withdraw', { reason: '   ' }), { name: 'ZodError' });
});

test('a unit that handed a dossier over takes what the applicant brings, but no longer processes or decides', async () => {
  const { id } = await make();
  const seen = await course(id, [['hand_over', '2024-03-05', '09:30', { to_unit: 'H16.36.D01' }]]);
  const sender = { scope: { unit_ids: [world.unit.dak_song] }, now: at('2024-03-05', '10:00') };
  const again = { last_seq: seen.last_seq };
  for (const [action, data] of [
    ['hand_over', { to_unit: 'H16.36.D01' }],
    ['take_up', {}],
    ['request_supplement', { reason: 'thiếu', items: ['Đơn'] }],
    ['decide', DECIDE],
    ['stop', { reason: 'dừng' }],
  ] as const) {
    await assert.rejects(one(id, action, data, again, sender), { code: 'dossiers.held_elsewhere', status: 409 });
  }
  const withdrawn = await one(id, 'withdraw', { reason: 'không có nhu cầu' }, again, sender);
  assert.equal(withdrawn.dossier.status, 7);
});

test('a note says who reads it: the house, unless it is for the applicant', async () => {
  const { id } = await make();
  const shown = await course(id, [
    ['note', '2024-03-05', '10:00', { text: 'Gọi lại sau' }],
    ['note', '2024-03-05', '11:00', { text: 'Mời đến ký', visibility: 'public' }],
  ]);
  assert.deepEqual(
    shown.timeline.slice(-2).map((entry) => entry.details.visibility),
    ['internal', 'public'],
  );
});

test('Saturday returns: given back on a Saturday morning, late or not is what the decision was; decided on one, the day counts', async () => {
  const { id } = await make();
  // Friday 8 March is the due day; Saturday 9 March no working day.
  const shown = await course(id, [
    ['decide', '2024-03-08', '16:00', DECIDE],
    ['deliver', '2024-03-09', '08:30', { to_name: 'Y Thử' }],
  ]);
  assert.deepEqual([shown.timeliness, shown.late_days, shown.delivered_at], ['on_time', 0, '2024-03-09T01:30:00.000Z']);
  const late = await make();
  const decided = await course(late.id, [['decide', '2024-03-09', '08:30', DECIDE]]);
  assert.deepEqual([decided.timeliness, decided.late_days], ['overdue', 1]);
});

test('received on 31 December, due in January: the promise crosses the year and its holiday', async () => {
  const { id } = await make({}, { now: at('2024-12-31', '09:00') });
  // 1 January is off; 2, 3 and 6 January are the three working days.
  assert.equal((await see(id)).due_on, '2025-01-06');
});
