import assert from 'node:assert/strict';
import test from 'node:test';
import { vietnamMoment } from '#lib/day';
import { type Client, testApp } from '../app.ts';

// A dossier goes over the desks of a commune, over HTTP: reception officer, processing officer, leader, and back to the citizen.

const app = await testApp({ template: 'demo' });
let desk: Client;
let officer: Client;
let leader: Client;
let auditor: Client;
let elsewhere: Client;
const PDF = Buffer.from('%PDF-1.7\nĐơn đề nghị');

/** A new day at work: sessions of the day before are over. */
async function on(day: string, time: string): Promise<void> {
  app.now.at = vietnamMoment(day, time);
  [desk, officer, leader, auditor, elsewhere] = await Promise.all([
    app.signIn('tiepnhan'),
    app.signIn('thuly'),
    app.signIn('lanhdao'),
    app.signIn('kiemtra'),
    app.signIn('tiepnhan.daksong'),
  ]);
}

const filing = {
  procedure_code: '1.004873',
  receiving_unit: 'bo-y',
  channel: 1 as const,
  applicant: {
    kind: 0 as const,
    name: 'Y Thử Nghiệm',
    identity: '000123456789',
    phone: '0900000123',
    address: 'Thôn Iệc, xã Bờ Y',
  },
  papers: [
    { ordinal: 1, form: 0 as const },
    { ordinal: 3, form: 1 as const },
  ],
  client_id: 'flow-desk-1',
};

const figures = async () =>
  (await leader.call('measures.figures', { unit: 'bo-y', from: '2026-11-20', to: '2026-12-10' })).measures as Record<
    string,
    { value: unknown }
  >;

test('received, supplemented, decided, returned: each by who may, each visible in the figures', async () => {
  await on('2026-11-20', '09:00');
  const before = await figures();
  const preview = await desk.call('dossiers.preview_due', { procedure_code: '1.004873', receiving_unit: 'bo-y' });
  const receipt = await desk.call('dossiers.receive', filing);
  assert.equal(receipt.due_on, preview.due_on);
  assert.deepEqual(receipt.explanation, preview.explanation);
  // Three working days after Friday 20 November: Monday 23, then Tuesday 24 is the new day off, Wednesday 25, Thursday 26.
  assert.equal(receipt.due_on, '2026-11-26');
  assert.equal((await desk.call('dossiers.receive', filing)).is_repeat, true);

  const { id } = receipt;
  const may = await desk.ask('dossiers.act', { id, action: 'decide', last_seq: 1, data: { outcome: 'granted' } });
  assert.deepEqual([may.status, may.body.code], [403, 'dossiers.action_not_permitted']);
  await desk.call('dossiers.act', { id, action: 'hand_over', last_seq: 1, data: { note: 'đủ giấy tờ' } });
  await on('2026-11-23', '08:00');
  assert.ok((await officer.call('dossiers.get', { id })).actions.includes('take_up'));
  await officer.call('dossiers.act', { id, action: 'take_up', last_seq: 2 });
  assert.ok(!(await officer.call('dossiers.get', { id })).actions.includes('take_up'));
  const twice = await officer.ask('dossiers.act', { id, action: 'take_up', last_seq: 3 });
  assert.deepEqual([twice.status, twice.body.code], [409, 'dossiers.taken_already']);
  const mine = await officer.call('dossiers.queue', { tab: 'in_progress', mine: true });
  assert.ok(mine.rows.some((row) => row.id === id));
  await officer.call('dossiers.act', {
    id,
    action: 'request_supplement',
    last_seq: 3,
    data: { reason: 'Thiếu trích lục ghi chú ly hôn', items: ['Trích lục ghi chú ly hôn'] },
  });
  await on('2026-11-25', '08:00');
  const again = await officer.call('dossiers.act', {
    id,
    action: 'give_supplement',
    last_seq: 4,
    data: { papers: [{ ordinal: 2, form: 1 }] },
  });
  assert.equal(again.due_on, '2026-11-27');

  const shown = await desk.call('dossiers.get', { id });
  assert.deepEqual(
    shown.papers.map((paper) => paper.ordinal),
    [1, 2, 3],
  );
  for (const paper of shown.papers.filter((one) => one.must_digitise)) {
    const reply = await desk.upload(
      'dossiers.attach',
      { id, paper_id: paper.id },
      { name: 'giay.pdf', type: 'application/pdf', bytes: PDF },
    );
    assert.equal(reply.status, 200);
  }
  assert.deepEqual(await desk.bytes('dossiers.paper_file', { id, paper_id: shown.papers[0]?.id }), PDF);

  await on('2026-11-26', '10:00');
  const stale = await leader.ask('dossiers.act', { id, action: 'decide', last_seq: 5, data: { outcome: 'granted' } });
  assert.deepEqual([stale.status, stale.body.code], [409, 'dossiers.changed_meanwhile']);
  const { last_seq } = await leader.call('dossiers.get', { id });
  await leader.call('dossiers.act', { id, action: 'decide', last_seq, data: { outcome: 'granted', result_form: 2 } });
  await on('2026-11-27', '14:00');
  await desk.call('dossiers.act', { id, action: 'deliver', last_seq: last_seq + 1, data: { to_name: 'Y Thử Nghiệm' } });

  // A leader instructs by a note; who only reads writes none.
  const noted = { id, action: 'note' as const, last_seq: last_seq + 2, data: { text: 'Rút kinh nghiệm khâu bổ sung' } };
  const auditor = await app.signIn('kiemtra');
  const refused = await auditor.ask('dossiers.act', noted);
  assert.deepEqual([refused.status, refused.body.code], [403, 'dossiers.action_not_permitted']);
  await leader.call('dossiers.act', noted);

  const end = await desk.call('dossiers.get', { id });
  assert.deepEqual([end.status, end.timeliness, end.late_days], [10, 'early', 0]);
  const after = await figures();
  const more = (name: string) => Number(after[name]?.value) - Number(before[name]?.value);
  assert.deepEqual([more('new'), more('new_counter'), more('resolved'), more('resolved_early')], [1, 1, 1, 1]);
  const records = await leader.call('measures.records', {
    unit: 'bo-y',
    measure: 'new',
    from: '2026-11-20',
    to: '2026-12-10',
    page_size: 200,
  });
  assert.ok(records.records.some((record) => record.code === receipt.code));
});

test('who may not see a dossier is told it is not there; who may not see personal data sees it hidden', async () => {
  await on('2026-11-27', '15:00');
  const { rows } = await desk.call('dossiers.list', { q: 'y thu nghiem' });
  const id = rows[0]?.id as number;
  assert.equal(rows[0]?.applicant_identity, '000123456789');
  for (const name of ['dossiers.get', 'dossiers.act'] as const) {
    const reply = await elsewhere.ask(name, { id, action: 'note', last_seq: 1, data: { text: 'x' } });
    assert.deepEqual([reply.status, reply.body.code], [404, 'dossiers.not_found']);
  }
  assert.equal((await elsewhere.call('dossiers.list', { q: 'y thu nghiem' })).total, 0);
  const seen = await auditor.call('dossiers.get', { id });
  assert.deepEqual(
    [seen.applicant_identity, seen.applicant_phone, seen.applicant_address, seen.is_masked],
    ['*********789', '*******123', '***, xã Bờ Y', true],
  );
  assert.deepEqual(seen.actions, []);
  assert.equal((await auditor.call('dossiers.list', { q: '000123456789' })).total, 0);
  const sheet = await auditor.bytes('dossiers.export', { q: 'y thu nghiem' });
  assert.equal(sheet.subarray(0, 2).toString(), 'PK');
});

test('bad input over HTTP: a documented refusal, and nothing half-written', async () => {
  await on('2026-11-27', '16:00');
  const total = async () => (await desk.call('dossiers.list', {})).total;
  const was = await total();
  const refused = async (more: object) => {
    const reply = await desk.ask('dossiers.receive', { ...filing, client_id: undefined, ...more });
    return [reply.status, reply.body.code];
  };
  assert.deepEqual(await refused({ applicant: { name: 'Y Thử' } }), [422, 'dossiers.applicant_without_identity']);
  assert.deepEqual(await refused({ procedure_code: '9.999999' }), [404, 'procedures.unknown']);
  assert.deepEqual(await refused({ receiving_unit: 'po-y' }), [422, 'org.unit_not_on_day']);
  assert.deepEqual(await refused({ receiving_unit: 'H36.102' }), [403, 'dossiers.unit_not_permitted']);
  assert.deepEqual(await refused({ received_at: '2026-02-30T08:00:00+07:00' }), [400, 'app.bad_input']);
  assert.deepEqual(await refused({ papers: [] }), [422, 'dossiers.papers_missing']);
  assert.equal(await total(), was);
});
