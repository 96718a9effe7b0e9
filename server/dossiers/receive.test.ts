import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { entries } from '#audit';
import { vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import type { By } from './intake.ts';
import { at, filing, makeWorld, NOW, type World } from './make-world.ts';
import { rebuild } from './rebuild.ts';
import { previewDue, receive } from './receive.ts';

const { pool, owner } = await testDb();
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

const by = (more: Partial<By> = {}): By => ({ ...world.everything, ...more });
const take = (more: object = {}, who: Partial<By> = {}) => transaction(pool, 'write', (db) => receive(db, filing(more), by(who)));
const count = async (table: string) => (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n as number;

test('a dossier gets a code, a due date with reasons, an event, its papers, a version and an audit entry', async () => {
  const receipt = await take({ received_at: '2024-03-05T09:00:00+07:00' });
  assert.match(receipt.code, /^H16\.36-240305-\d{4}$/);
  assert.equal(receipt.due?.due_on, '2024-03-08');
  assert.ok((receipt.due?.trace?.length ?? 0) > 2);
  assert.equal(receipt.status, 2);
  const { rows } = await owner.query('select e.seq, e.kind, e.unit_id from dossiers.event e where e.dossier_id = $1', [
    receipt.id,
  ]);
  assert.deepEqual(rows, [{ seq: 1, kind: 'received', unit_id: world.unit.dak_song }]);
  const papers = await owner.query('select w.name, w.form from dossiers.paper w where w.dossier_id = $1 order by w.ordinal', [
    receipt.id,
  ]);
  assert.deepEqual(papers.rows, [
    { name: 'Giấy đề nghị đăng ký hộ kinh doanh', form: 0 },
    { name: 'Căn cước công dân, thẻ căn cước hoặc hộ chiếu', form: 1 },
  ]);
  const version = await owner.query(
    'select v.received_on, v.due_on, v.is_no_writing, v.level from dossiers.version v where v.dossier_id = $1',
    [receipt.id],
  );
  assert.deepEqual(version.rows, [{ received_on: '2024-03-05', due_on: '2024-03-08', is_no_writing: true, level: 2 }]);
  const trail = await entries(
    pool,
    { subject_kind: 'dossier', subject_id: String(receipt.id) },
    { page: 1, page_size: 10, sort: '-at' },
    { unit_ids: null },
  );
  assert.equal(trail.rows[0]?.action, 'dossiers.received');
  assert.equal(JSON.stringify(trail.rows[0]).includes('000123456789'), false);
  assert.deepEqual(await rebuild(owner, { tenant: receipt.tenant, ids: [receipt.id] }), []);
});

test('fifty desks at once: every number of the day once, none left out', async () => {
  const now = at('2024-03-06', '10:00');
  const receipts = await Promise.all(Array.from({ length: 50 }, () => take({}, { now })));
  assert.deepEqual(
    receipts.map((receipt) => Number(receipt.code.slice(-4))).sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, n) => n + 1),
  );
});

test('a refused dossier leaves no gap in the numbers and nothing behind', async () => {
  const now = at('2024-03-07', '10:00');
  assert.match((await take({}, { now })).code, /-0001$/);
  const was = [await count('dossiers.event'), await count('dossiers.paper'), await count('audit.entry')];
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      await receive(db, filing(), by({ now }));
      throw new Error('the desk lost its power');
    }),
    /power/,
  );
  assert.deepEqual([await count('dossiers.event'), await count('dossiers.paper'), await count('audit.entry')], was);
  assert.match((await take({}, { now })).code, /-0002$/);
});

test('the same sending twice makes one dossier, also at the same moment', async () => {
  const client_id = 'desk-7-0000001';
  const first = await take({ client_id });
  const again = await take({ client_id });
  assert.equal(first.is_repeat, false);
  assert.deepEqual(
    { id: again.id, code: again.code, is_repeat: again.is_repeat, due_on: again.due?.due_on },
    { id: first.id, code: first.code, is_repeat: true, due_on: first.due?.due_on },
  );
  const many = await Promise.all(Array.from({ length: 8 }, () => take({ client_id: 'desk-7-0000002' })));
  assert.equal(new Set(many.map((receipt) => receipt.id)).size, 1);
  assert.equal(many.filter((receipt) => !receipt.is_repeat).length, 1);
  await assert.rejects(take({ client_id, applicant: { name: 'Người khác', identity: '000999999999' } }), {
    code: 'dossiers.client_id_reused',
    status: 409,
  });
});

test('received exactly at midnight of the first in Vietnam counts for the first', async () => {
  const receipt = await take({ received_at: '2024-03-01T00:00:00+07:00', late_entry_reason: 'nhập bù sổ giấy' });
  assert.match(receipt.code, /-240301-/);
  const { rows } = await owner.query('select v.received_on from dossiers.version v where v.dossier_id = $1', [receipt.id]);
  assert.equal(rows[0].received_on, '2024-03-01');
  const before_it = await take({ received_at: '2024-02-29T16:59:59Z', late_entry_reason: 'nhập bù sổ giấy' });
  assert.match(before_it.code, /-240229-/);
});

for (const [received_at, due, why] of [
  ['2024-03-04T14:59:59+07:00', '2024-03-04', 'before the cut-off hour: the same day'],
  ['2024-03-04T12:30:00+07:00', '2024-03-04', 'in the noon break'],
  ['2024-03-04T15:00:01+07:00', '2024-03-05', 'after 15:00: the next working day'],
  ['2024-03-01T15:30:00+07:00', '2024-03-04', 'Friday after 15:00: Monday'],
] as const) {
  test(`certification, ${why}`, async () => {
    const receipt = await take({
      procedure_code: '2.000815',
      receiving_unit: 'po-y',
      received_at,
      late_entry_reason: 'nhập sau',
      papers: [
        { ordinal: 1, form: 0 },
        { ordinal: 2, form: 1 },
      ],
    });
    assert.equal(receipt.due?.due_on, due);
  });
}

test('a desk below receives for the unit above that decides', async () => {
  const { competent } = await previewDue(
    pool,
    { procedure_code: '1.001612', receiving_unit: 'H16.36.01', competent_unit: undefined },
    NOW,
  );
  assert.equal(competent.code, 'H16.36');
  await assert.rejects(take({ procedure_code: '1.001193', papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 })) }), {
    code: 'dossiers.competent_unit_needed',
    status: 422,
  });
  await assert.rejects(take({ competent_unit: 'H16.36.01' }), { code: 'dossiers.unit_not_competent', status: 422 });
});

test('what is filed online and not checked has no due date and counts for nothing yet', async () => {
  const receipt = await take({ is_registration: true, channel: 2 });
  assert.equal(receipt.status, 1);
  assert.equal(receipt.due, null);
  assert.equal(receipt.received_at, null);
  assert.equal((await owner.query('select from dossiers.version v where v.dossier_id = $1', [receipt.id])).rowCount, 0);
});

for (const [more, code, status] of [
  [{ applicant: { name: 'Y Thử' } }, 'dossiers.applicant_without_identity', 422],
  [{ applicant: { name: ' ', identity: '000123456789' } }, 'dossiers.applicant_without_name', 422],
  [{ applicant: { name: 'Y Thử', identity: '12' } }, 'dossiers.bad_identity', 422],
  [{ applicant: { name: 'Y Thử', identity: '000123456789', phone: '12' } }, 'dossiers.bad_phone', 422],
  [{ procedure_code: '9.999999' }, 'procedures.unknown', 404],
  [{ received_at: '2018-01-02T08:00:00+07:00', late_entry_reason: 'x' }, 'procedures.not_on_day', 422],
  [{ receiving_unit: 'khong-co' }, 'org.unit_unknown', 404],
  [{ received_at: '2024-03-05T09:00:01+07:00' }, 'dossiers.in_the_future', 422],
  [{ received_at: '2024-03-04T09:00:00+07:00' }, 'dossiers.late_entry_without_reason', 422],
  [{ papers: [{ ordinal: 1, form: 0 }] }, 'dossiers.papers_missing', 422],
  [{ papers: [{ ordinal: 9, form: 0 }] }, 'dossiers.paper_unknown', 422],
  [{ papers: [1, 1, 2].map((ordinal) => ({ ordinal, form: 0 })) }, 'dossiers.paper_unknown', 422],
  [{ papers: [{ form: 0 }] }, 'dossiers.paper_unknown', 422],
  [{ procedure_code: '2.000843', channel: 2 }, 'dossiers.online_not_offered', 422],
] as const) {
  test(`bad input is refused as ${code} and leaves nothing: ${JSON.stringify(more)}`, async () => {
    const was = [
      await count('dossiers.dossier'),
      await count('dossiers.event'),
      await count('dossiers.paper'),
      await count('audit.entry'),
    ];
    await assert.rejects(take(more), { code, status });
    assert.deepEqual(
      [await count('dossiers.dossier'), await count('dossiers.event'), await count('dossiers.paper'), await count('audit.entry')],
      was,
    );
  });
}

test('a unit that no longer exists receives nothing, and the answer names its successors', async () => {
  await assert.rejects(
    take({}, { now: at('2025-07-01', '08:00') }),
    (error: { code: string; data: { successors: unknown[] } }) => {
      assert.equal(error.code, 'org.unit_not_on_day');
      assert.ok(error.data.successors.length > 0);
      return true;
    },
  );
  const last_day = await take({}, { now: at('2025-06-30', '08:00') });
  assert.equal(vietnamDay(last_day.received_at as Date), '2025-06-30');
});

test('a desk outside the officer’s units is refused', async () => {
  await assert.rejects(take({}, { scope: { unit_ids: [world.unit.po_y] } }), {
    code: 'dossiers.unit_not_permitted',
    status: 403,
  });
  assert.equal((await take({}, { scope: { unit_ids: [world.unit.dak_song] } })).status, 2);
});

test('a dossier of a procedure without a limit has no due date', async () => {
  const receipt = await take({
    procedure_code: '2.002165',
    receiving_unit: 'po-y',
    papers: [1, 2].map((ordinal) => ({ ordinal, form: 0 })),
  });
  assert.deepEqual(receipt.due, { rule_id: null, due_on: null, due_at: null, precision: null });
});
