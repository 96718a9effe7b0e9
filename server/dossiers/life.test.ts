import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { feeTotals } from './fees.ts';
import type { By } from './intake.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { MARKS, type Mark } from './marks.ts';
import { get } from './opened.ts';
import { rebuild } from './rebuild.ts';

// Extensions, apologies, explanations, re-opening, errors and fees: what each does to the promise, to timeliness and to what measures count.

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

const by = (more: Partial<By> = {}): By => ({ ...world.everything, ...more });
/** Household business at Đắk Song, received on Tuesday 5 March 2024: three working days, due on Friday 8 March. */
const make = (more: object = {}, now = NOW) => transaction(pool, 'write', (db) => aDossier(db, by({ now }), more));
const see = (id: number, now = at('2024-12-31', '08:00')) =>
  get(pool, id, { scope: EVERYTHING, personal: EVERYTHING, now }, async () => true);

type Step = [action: Action, day: string, time: string, data?: object, more?: object];

async function does(id: number, ...steps: Step[]) {
  for (const [action, day, time, data = {}, more = {}] of steps) {
    const { last_seq } = await see(id);
    const input = { last_seq, data: data as Record<string, unknown>, ...more };
    await transaction(pool, 'write', (db) => act(db, id, action, input, by({ now: at(day, time) })));
  }
  return see(id);
}

async function marks(id: number): Promise<Record<Mark, number> & { timeliness: number; outcome: number }> {
  const { rows } = await owner.query(
    'select v.marks, v.timeliness, v.outcome from dossiers.version_now v where v.dossier_id = $1',
    [id],
  );
  const { marks: bits, timeliness, outcome } = rows[0];
  const facts = Object.fromEntries(
    Object.entries(MARKS).map(([name, mark]) => [name, Math.floor(bits / 2 ** mark.at) % 2 ** mark.bits]),
  ) as Record<Mark, number>;
  return { ...facts, timeliness, outcome };
}

const refusedBy = (code: string) => ({ code });
const EXTEND = { days: 2, reason: 'Phải xác minh thực địa', approved_by_name: 'Chủ tịch Thử' };
const REAPPOINT = {
  kind: 'reappointment',
  cause: 'workload',
  reason: 'Nhiều hồ sơ',
  new_due_on: '2024-03-14',
  signer_name: 'Chủ tịch Thử',
};
const GRANT = { outcome: 'granted' };

test('an extension moves the promise by working days; the first promise stays and both are countable', async () => {
  const { id, tenant } = await make();
  const extended = await does(id, ['extend', '2024-03-07', '08:00', EXTEND]);
  // Friday 8 March and two working days: Tuesday 12 March.
  assert.deepEqual([extended.due_on, extended.first_due_on, extended.times_extended], ['2024-03-12', '2024-03-08', 1]);
  assert.ok(extended.explanation.vi.some((line) => line.includes('Được gia hạn thêm 2 ngày làm việc từ hạn ngày 08/03/2024')));
  const decided = await does(id, ['decide', '2024-03-11', '10:00', GRANT]);
  assert.equal(decided.timeliness, 'early');
  assert.deepEqual(
    await marks(id).then(({ is_extended, is_late_at_first, timeliness }) => [is_extended, is_late_at_first, timeliness]),
    [1, 1, 1],
  );
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('an extension until a day; a supplement in the extended time still counts', async () => {
  const { id, tenant } = await make();
  await does(id, ['extend', '2024-03-07', '08:00', { ...EXTEND, days: undefined, until: '2024-03-13' }]);
  const shown = await does(
    id,
    ['request_supplement', '2024-03-11', '08:00', { reason: 'Thiếu', items: ['Giấy'] }],
    ['give_supplement', '2024-03-13', '08:00', {}],
  );
  // Three days were added (11, 12, 13 March); the clock stood for two (12 and 13), so Friday 15 March. Without the extension: 8 March.
  assert.deepEqual([shown.due_on, shown.first_due_on, shown.times_extended], ['2024-03-15', '2024-03-08', 1]);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('due-date override without reason', async () => {
  const { id } = await make();
  for (const data of [
    { ...EXTEND, reason: ' ' },
    { ...EXTEND, approved_by_name: '' },
    { ...EXTEND, until: '2024-03-20' },
  ])
    await assert.rejects(does(id, ['extend', '2024-03-07', '08:00', data]), { name: 'ZodError' });
  assert.equal((await see(id)).due_on, '2024-03-08');
});

test('only a running limit is extended, to a later working day, and not a dossier without a due date', async () => {
  const { id } = await make();
  await assert.rejects(does(id, ['extend', '2024-03-09', '08:00', EXTEND]), refusedBy('dossiers.extension_too_late'));
  await assert.rejects(
    does(id, ['extend', '2024-03-07', '08:00', { ...EXTEND, days: undefined, until: '2024-03-10' }]),
    refusedBy('dossiers.extension_not_later'),
  );
  await does(id, ['request_supplement', '2024-03-06', '08:00', { reason: 'Thiếu', items: ['Giấy'] }]);
  await assert.rejects(does(id, ['extend', '2024-03-07', '08:00', EXTEND]), refusedBy('dossiers.not_in_this_status'));
});

test('an apology with a new day excuses nothing; the decree of 2018 allows one', async () => {
  const { id, tenant } = await make();
  const shown = await does(id, ['apologise', '2024-03-07', '08:00', REAPPOINT]);
  assert.deepEqual([shown.due_on, shown.reappointed_on], ['2024-03-08', '2024-03-14']);
  assert.equal(shown.timeline.at(-1)?.details.is_in_time, true);
  await assert.rejects(does(id, ['apologise', '2024-03-07', '09:00', REAPPOINT]), refusedBy('dossiers.reappointed_already'));
  await does(id, ['apologise', '2024-03-15', '08:00', { ...REAPPOINT, kind: 'apology', new_due_on: null }]);
  const decided = await does(id, ['decide', '2024-03-14', '10:00', GRANT, { at: '2024-03-15T09:00:00+07:00' }]).catch(() => null);
  assert.equal(decided, null);
  assert.equal((await does(id, ['decide', '2024-03-15', '10:00', GRANT])).timeliness, 'overdue');
  const facts = await marks(id);
  assert.deepEqual([facts.apology, facts.timeliness], [2, 3]);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('a re-appointment on the due day or later is kept and marked; never on a day off or before the promise', async () => {
  const { id } = await make();
  await assert.rejects(
    does(id, ['apologise', '2024-03-07', '08:00', { ...REAPPOINT, new_due_on: '2024-03-16' }]),
    refusedBy('dossiers.new_day_off'),
  );
  await assert.rejects(
    does(id, ['apologise', '2024-03-07', '08:00', { ...REAPPOINT, new_due_on: '2024-03-08' }]),
    refusedBy('dossiers.new_day_not_later'),
  );
  const shown = await does(id, ['apologise', '2024-03-08', '08:00', REAPPOINT]);
  assert.equal(shown.timeline.at(-1)?.details.is_in_time, false);
});

test('a rule of its day may refuse a re-appointment that comes too late', async () => {
  await owner.query("update dossiers.life_rule set after_lead = 'refuse' where valid @> date '2024-03-05'");
  try {
    const { id } = await make();
    await assert.rejects(does(id, ['apologise', '2024-03-08', '08:00', REAPPOINT]), refusedBy('dossiers.reappointment_too_late'));
    await does(id, ['apologise', '2024-03-08', '09:00', { ...REAPPOINT, kind: 'apology', new_due_on: null }]);
  } finally {
    await owner.query("update dossiers.life_rule set after_lead = 'mark' where valid @> date '2024-03-05'");
  }
});

test('completed on time but closed late in the system: two times kept, with the cause', async () => {
  const { id, tenant } = await make();
  const earlier = {
    at: '2024-03-08T15:00:00+07:00',
    late_entry_reason: 'Đứt cáp quang',
    late_entry_cause: 'network_fault',
  };
  const shown = await does(id, ['decide', '2024-03-12', '08:00', GRANT, earlier]);
  assert.equal(shown.timeliness, 'on_time');
  const facts = await marks(id);
  assert.deepEqual([facts.timeliness, facts.is_late_by_click, facts.late_entry], [2, 1, 1]);
  // Whoever looks at the clicks alone would call it late: it is explained like a late one.
  await does(id, ['explain', '2024-03-12', '09:00', { cause: 'system', text: 'Mất mạng hai ngày' }]);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('a late entry with a reason and no cause counts as another cause; an entry in time has none', async () => {
  const late = await make();
  await does(late.id, ['decide', '2024-03-07', '17:00', GRANT, { at: '2024-03-07T09:00:00+07:00', late_entry_reason: 'họp' }]);
  const soon = await make();
  await does(soon.id, ['decide', '2024-03-07', '17:00', GRANT, { at: '2024-03-07T16:30:00+07:00' }]);
  const [one, other] = [await marks(late.id), await marks(soon.id)];
  assert.deepEqual([one.late_entry, one.is_late_by_click], [3, 0]);
  assert.deepEqual([other.late_entry, other.is_late_by_click], [0, 0]);
});

test('an explanation is given by the officer, accepted by the head; explained again it waits again', async () => {
  const { id, tenant } = await make();
  await assert.rejects(
    does(id, ['explain', '2024-03-08', '08:00', { cause: 'workload', text: 'x' }]),
    refusedBy('dossiers.not_late'),
  );
  await assert.rejects(does(id, ['accept_explanation', '2024-03-11', '08:00']), refusedBy('dossiers.not_explained'));
  await does(id, ['explain', '2024-03-11', '08:00', { cause: 'workload', text: 'Quá tải' }]);
  assert.equal((await see(id)).actions.includes('accept_explanation'), true);
  await does(id, ['decide', '2024-03-11', '09:00', GRANT], ['accept_explanation', '2024-03-11', '10:00', { note: 'đồng ý' }]);
  assert.equal((await marks(id)).explanation, 2);
  await assert.rejects(
    does(id, ['accept_explanation', '2024-03-11', '11:00']),
    refusedBy('dossiers.explanation_accepted_already'),
  );
  const again = await does(id, ['explain', '2024-03-12', '08:00', { cause: 'officer', text: 'Nói lại' }]);
  assert.equal(again.explanation_accepted_at, null);
  assert.equal((await marks(id)).explanation, 1);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('re-opened after it was decided early: what was left of the limit is left now; both results stay on record', async () => {
  const { id, tenant } = await make();
  await does(id, ['decide', '2024-03-06', '10:00', GRANT], ['deliver', '2024-03-06', '11:00', { to_name: 'Y Thử' }]);
  const open = await does(id, ['reopen', '2024-03-20', '08:00', { reason: 'Ghi sai tên', decision_no: '12/QĐ' }]);
  assert.deepEqual([open.status, open.decided_at, open.delivered_at, open.outcome], [4, null, null, null]);
  // Decided with two working days left, 7 and 8 March; the same two after 20 March.
  assert.deepEqual([open.due_on, open.reopened_times], ['2024-03-22', 1]);
  await does(id, ['correct', '2024-03-20', '09:00', { fault: 'agency', reason: 'Ghi sai tên' }]);
  const closed = await does(id, ['decide', '2024-03-21', '10:00', { ...GRANT, result_name: 'Giấy chứng nhận cấp lại' }]);
  assert.deepEqual([closed.timeliness, closed.status], ['early', 9]);
  assert.deepEqual(
    closed.papers.filter((paper) => paper.kind === 'result').map((paper) => paper.name),
    ['Giấy chứng nhận đăng ký hộ kinh doanh', 'Giấy chứng nhận cấp lại'],
  );
  const facts = await marks(id);
  assert.deepEqual([facts.is_reopened, facts.correction], [1, 1]);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('re-opened after its month was closed: the old month keeps what was known, the new one has it', async () => {
  const { id } = await make();
  await does(id, ['decide', '2024-03-11', '10:00', GRANT]);
  await does(id, ['reopen', '2024-04-03', '08:00', { reason: 'Khiếu nại' }], ['decide', '2024-04-04', '10:00', GRANT]);
  const known = async (moment: string) =>
    (
      await owner.query(
        `select v.closed_on, v.outcome, v.timeliness from dossiers.version v
         where v.dossier_id = $1 and v.known_from <= $2 and v.known_to > $2`,
        [id, moment],
      )
    ).rows;
  assert.deepEqual(await known('2024-04-01T00:00+07'), [{ closed_on: '2024-03-11', outcome: 1, timeliness: 3 }]);
  assert.deepEqual(await known('2024-04-03T12:00+07'), [{ closed_on: null, outcome: 0, timeliness: 0 }]);
  // It was late when it was first closed, and the time it lay closed after that excuses nothing.
  assert.deepEqual(await known('2024-05-01T00:00+07'), [{ closed_on: '2024-04-04', outcome: 1, timeliness: 3 }]);
});

test('a withdrawn, a stopped dossier and one waiting for papers come back to work', async () => {
  const withdrawn = await make();
  await does(withdrawn.id, ['request_supplement', '2024-03-06', '08:00', { reason: 'Thiếu', items: ['Giấy'] }]);
  const back = await does(
    withdrawn.id,
    ['withdraw', '2024-03-07', '08:00', { reason: 'Đổi ý' }],
    ['reopen', '2024-03-12', '08:00', { reason: 'Lại cần' }],
  );
  // The clock stood from 6 to 12 March: two working days of the three are left.
  assert.deepEqual([back.status, back.paused_at, back.due_on], [4, null, '2024-03-14']);
  const stopped = await make();
  const again = await does(
    stopped.id,
    ['stop', '2024-03-06', '08:00', { reason: 'Tranh chấp' }],
    ['reopen', '2024-03-06', '15:00', { reason: 'Đã hòa giải' }],
  );
  assert.deepEqual([again.status, again.due_on], [4, '2024-03-08']);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [withdrawn.id, stopped.id] }), []);
});

const payments = async (id: number) =>
  (
    await owner.query(
      'select p.kind, p.amount_vnd, p.method, p.is_paid_on_behalf, p.unit_id from dossiers.payment p where p.dossier_id = $1 order by p.seq',
      [id],
    )
  ).rows;

test('fees: owed by the procedure, taken at the desk, let off, given back; never more than is owed or paid', async () => {
  const { id, tenant } = await make();
  assert.deepEqual(await see(id).then(({ fee_due_vnd, fee_paid_vnd }) => [fee_due_vnd, fee_paid_vnd]), [100_000, 0]);
  assert.equal((await marks(id)).fee, 1);
  const take = (amount_vnd: number, more: object = {}): Step => ['collect_fee', '2024-03-05', '10:00', { amount_vnd, ...more }];
  await assert.rejects(does(id, take(100_001)), refusedBy('dossiers.fee_above_owed'));
  await does(id, ['hand_over', '2024-03-05', '09:30', { to_unit: 'H16.36.D01' }], take(60_000));
  assert.equal((await marks(id)).fee, 1);
  await assert.rejects(
    does(id, ['waive_fee', '2024-03-05', '11:00', { amount_vnd: 50_000, reason: 'x' }]),
    refusedBy('dossiers.fee_above_owed'),
  );
  await does(id, ['waive_fee', '2024-03-05', '11:00', { amount_vnd: 40_000, reason: 'Hộ nghèo', legal_ground: 'NQ 01' }]);
  assert.deepEqual(await see(id).then(({ fee_due_vnd, fee_paid_vnd }) => [fee_due_vnd, fee_paid_vnd]), [60_000, 60_000]);
  assert.equal((await marks(id)).fee, 2);
  await assert.rejects(
    does(id, ['refund_fee', '2024-03-06', '08:00', { amount_vnd: 60_001, reason: 'x' }]),
    refusedBy('dossiers.refund_above_paid'),
  );
  const shown = await does(id, ['refund_fee', '2024-03-06', '08:00', { amount_vnd: 60_000, reason: 'Thu nhầm' }]);
  assert.equal(shown.fee_paid_vnd, 0);
  // Taken at the desk that received it, wherever the dossier lies.
  assert.deepEqual(await payments(id), [
    { kind: 'collected', amount_vnd: 60_000, method: 'cash', is_paid_on_behalf: false, unit_id: world.unit.dak_song },
    { kind: 'waived', amount_vnd: 40_000, method: null, is_paid_on_behalf: false, unit_id: world.unit.dak_song },
    { kind: 'refunded', amount_vnd: 60_000, method: 'cash', is_paid_on_behalf: false, unit_id: world.unit.dak_song },
  ]);
  assert.deepEqual(await rebuild(owner, { tenant, ids: [id] }), []);
});

test('fee paid by an officer on the citizen’s behalf is flagged, so the online rate is honest', async () => {
  const own = await make();
  await does(own.id, ['collect_fee', '2024-03-05', '10:00', { amount_vnd: 100_000, method: 'online', gateway: 'PayGov' }]);
  const behalf = await make();
  await does(behalf.id, [
    'collect_fee',
    '2024-03-05',
    '10:00',
    { amount_vnd: 100_000, method: 'online', is_paid_on_behalf: true, payer_name: 'Cán bộ Thử' },
  ]);
  assert.deepEqual([(await marks(own.id)).fee, (await marks(behalf.id)).fee], [3, 4]);
  const row = { kind: 'collected', amount_vnd: 100_000, method: 'online', is_online: true } as const;
  const totals = feeTotals([
    { ...row, is_paid_on_behalf: false },
    { ...row, is_paid_on_behalf: true },
    { ...row, method: 'cash', is_online: false, is_paid_on_behalf: false },
  ]);
  assert.deepEqual([totals.payments, totals.online, totals.online_on_behalf, totals.collected_vnd], [3, 2, 1, 300_000]);
});

test('a tax paid while the clock stands is no fee of the desk; a fee asked for is', async () => {
  const tax = await make();
  await does(
    tax.id,
    ['request_payment', '2024-03-06', '08:00', { amount_vnd: 5_000_000, reason: 'Thuế', purpose: 'obligation' }],
    ['record_payment', '2024-03-07', '08:00', { amount_vnd: 5_000_000 }],
  );
  assert.deepEqual(await payments(tax.id), []);
  const fee = await make();
  const shown = await does(
    fee.id,
    ['request_payment', '2024-03-06', '08:00', { amount_vnd: 150_000, reason: 'Lệ phí' }],
    ['record_payment', '2024-03-07', '08:00', { amount_vnd: 150_000, is_online: true }],
  );
  assert.deepEqual([shown.fee_due_vnd, shown.fee_paid_vnd], [150_000, 150_000]);
  const short = await make();
  await does(short.id, [
    'request_payment',
    '2024-03-06',
    '08:00',
    { amount_vnd: 5_000_000, reason: 'Thuế', purpose: 'obligation' },
  ]);
  await assert.rejects(
    does(short.id, ['record_payment', '2024-03-07', '08:00', { amount_vnd: 500_000 }]),
    refusedBy('dossiers.payment_below_asked'),
  );
  const enough = await does(short.id, [
    ...(['record_payment', '2024-03-07', '08:00', { amount_vnd: 500_000, reason: 'Được giảm thuế' }] as const),
  ]);
  assert.equal(enough.status, 4);
  assert.equal(enough.timeline.at(-1)?.details.reason, 'Được giảm thuế');
  const let_off = await make();
  await does(
    let_off.id,
    ['request_payment', '2024-03-06', '08:00', { amount_vnd: 150_000, reason: 'Lệ phí' }],
    ['waive_fee', '2024-03-06', '09:00', { stage: 'supplement', amount_vnd: 50_000, reason: 'Hộ nghèo' }],
    ['record_payment', '2024-03-07', '08:00', { amount_vnd: 100_000 }],
  );
  const later = await make();
  const more = { amount_vnd: 25_000, reason: 'Phí thẩm định' };
  const asked = await does(
    later.id,
    ['collect_fee', '2024-03-05', '10:00', { amount_vnd: 100_000 }],
    ['request_payment', '2024-03-06', '08:00', more],
  );
  assert.deepEqual([asked.fee_due_vnd, asked.fee_paid_vnd], [125_000, 100_000]);
  assert.ok(asked.actions.includes('record_payment') && !asked.actions.includes('collect_fee'));
});

test('a result given back before its fee is paid is put on record, or refused, as the rule of its day says', async () => {
  const { id } = await make();
  const shown = await does(
    id,
    ['decide', '2024-03-06', '10:00', GRANT],
    ['deliver', '2024-03-06', '11:00', { to_name: 'Y Thử' }],
  );
  assert.equal(shown.timeline.at(-1)?.details.owed_vnd, 100_000);
  await owner.query("update dossiers.life_rule set return_unpaid = 'refuse' where valid @> date '2024-03-05'");
  try {
    const other = await make();
    await does(other.id, ['decide', '2024-03-06', '10:00', GRANT]);
    await assert.rejects(does(other.id, ['deliver', '2024-03-06', '11:00', { to_name: 'Y' }]), refusedBy('dossiers.fees_unpaid'));
    await does(other.id, ['collect_fee', '2024-03-06', '11:00', { amount_vnd: 100_000, stage: 'result' }]);
    await does(other.id, ['deliver', '2024-03-06', '12:00', { to_name: 'Y' }]);
  } finally {
    await owner.query("update dossiers.life_rule set return_unpaid = 'warn' where valid @> date '2024-03-05'");
  }
});

test('no due date is a class of its own: never on time, never late, nothing to extend, apologise for or explain', async () => {
  const papers = [1, 2].map((ordinal) => ({ ordinal, form: 0 }));
  const { id } = await make({ procedure_code: '2.002165', receiving_unit: 'po-y', papers });
  await assert.rejects(does(id, ['extend', '2024-03-07', '08:00', EXTEND]), refusedBy('dossiers.no_due_date'));
  await assert.rejects(does(id, ['apologise', '2024-03-07', '08:00', REAPPOINT]), refusedBy('dossiers.no_due_date'));
  await assert.rejects(does(id, ['explain', '2024-06-07', '08:00', { cause: 'law', text: 'x' }]), refusedBy('dossiers.not_late'));
  const shown = await does(id, ['decide', '2024-09-02', '08:00', GRANT]);
  assert.equal(shown.timeliness, 'undated');
});
