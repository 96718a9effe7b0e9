import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApp } from '../app.ts';

// Several desks at once: no dossier twice, no code twice, no change lost, no request that waits for ever.

const app = await testApp({ template: 'demo' });
const [desk, officer, leader] = (await Promise.all(['tiepnhan', 'thuly', 'lanhdao'].map((name) => app.signIn(name)))) as [
  Client,
  Client,
  Client,
];

const filing = (name: string) => ({
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name, identity: '062190000004' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
});

const total = async (q: string) => (await desk.call('dossiers.list', { q })).total;

test('forty dossiers received at once have forty codes in an unbroken sequence', async () => {
  const receipts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => desk.call('dossiers.receive', filing(`Y Cùng Lúc ${n}`))),
  );
  const numbers = receipts.map(({ code }) => Number(code.slice(-4))).sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    Array.from({ length: 40 }, (_, n) => (numbers[0] as number) + n),
  );
  assert.equal(await total('y cung luc'), 40);
});

test('one filing sent ten times at once is one dossier, and all ten are told the same', async () => {
  const input = { ...filing('Y Gửi Lại'), client_id: 'cung-mot-phieu-1' };
  const receipts = await Promise.all(Array.from({ length: 10 }, () => desk.call('dossiers.receive', input)));
  assert.equal(new Set(receipts.map(({ id, code, due_on }) => `${id} ${code} ${due_on}`)).size, 1);
  assert.equal(receipts.filter(({ is_repeat }) => !is_repeat).length, 1);
  assert.equal(await total('y gui lai'), 1);
  const other = await desk.ask('dossiers.receive', { ...input, applicant: { name: 'Người Khác', identity: '062190000005' } });
  assert.deepEqual([other.status, other.body.code], [409, 'dossiers.client_id_reused']);
});

test('the same filings sent alone and among many at the same moment: one dossier each, and whoever came second is told so or to ask again', async () => {
  const names = Array.from({ length: 12 }, (_, n) => n);
  const filings = names.map((n) => ({ ...filing(`Y Hai Đường ${n}`), client_id: `hai-duong-${n}` }));
  const replies = await Promise.all([
    ...filings.map((input) => desk.ask('dossiers.receive', input)),
    desk.ask('dossiers.receive_many', { items: filings }),
    ...filings.map((input) => desk.ask('dossiers.receive', input)),
  ]);
  for (const { status, body } of replies) assert.ok(status === 200 || body.code === 'app.try_again', `${status} ${body.code}`);
  for (const input of filings) assert.equal((await desk.call('dossiers.receive', input)).is_repeat, true);
  assert.equal(await total('y hai duong'), 12);
});

test('of two officers who act on what they both saw, one is told that it changed', async () => {
  const { id } = await desk.call('dossiers.receive', filing('Y Hai Người'));
  const replies = await Promise.all([
    officer.ask('dossiers.act', { id, action: 'take_up', last_seq: 1, data: {} }),
    leader.ask('dossiers.act', { id, action: 'decide', last_seq: 1, data: { outcome: 'granted' } }),
    desk.ask('dossiers.act', { id, action: 'withdraw', last_seq: 1, data: { reason: 'xin rút' } }),
  ]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409]);
  for (const { status, body } of replies)
    if (status === 409) assert.ok(['dossiers.changed_meanwhile', 'app.try_again'].includes(body.code ?? ''), body.code);
  assert.equal((await desk.call('dossiers.get', { id })).last_seq, 2);
});

test('many more requests at once than there are connections are all answered', async () => {
  const { rows } = await desk.call('dossiers.list', { page_size: 20 });
  const replies = await Promise.all(
    Array.from({ length: 80 }, (_, n) => {
      const id = rows[n % rows.length]?.id;
      return n % 2 === 0
        ? desk.ask('dossiers.get', { id })
        : desk.ask('dossiers.act', { id, action: 'note', last_seq: 99, data: { text: 'x' } });
    }),
  );
  assert.deepEqual([...new Set(replies.map(({ status }) => status))].sort(), [200, 409]);
});

test('figures asked for while dossiers come in agree with their own lists', async () => {
  const question = { unit: 'bo-y', from: '2026-11-20', to: '2026-11-20' };
  const incoming = Promise.all(Array.from({ length: 20 }, (_, n) => desk.call('dossiers.receive', filing(`Y Trong Khi ${n}`))));
  for (let n = 0; n < 5; n += 1) {
    const table = await leader.call('measures.table', { ...question, measures: 'new,received,pending', group_by: 'sector' });
    const sum = table.groups.reduce((so_far, group) => so_far + Number(group.measures.new?.value), 0);
    assert.equal(sum, table.measures.new?.value, 'one snapshot for the whole and its parts');
  }
  await incoming;
  assert.equal(await total('y trong khi'), 20);
});

test('after all of it the stored rows are what the events say, and the trail holds', async () => {
  const { rebuild } = await import('#dossiers');
  const { rows } = await app.db.owner.query<{ id: number }>(
    "select d.id from dossiers.dossier d where d.applicant_name like 'Y %' and d.filed_at >= '2026-11-20T00:00+07' order by d.id",
  );
  assert.ok(rows.length >= 62);
  const differences = await rebuild(app.db.pool, { tenant: 48, ids: rows.map((row) => row.id) });
  assert.deepEqual(differences, []);
  const auditor = await app.signIn('kiemtra');
  assert.equal((await auditor.call('audit.verify', { tenant: 48 })).ok, true);
});
