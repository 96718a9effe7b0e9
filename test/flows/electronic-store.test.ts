import assert from 'node:assert/strict';
import test from 'node:test';
import { transaction } from '#lib/db';
import { typeset } from '#lib/typst';
import { makeAccount } from '../access/world.ts';
import { DEMO_PASSWORD, testApp } from '../app.ts';
import { send } from './multipart.ts';

// What was digitised once is not asked for again: in the same commune, in another one of the province, and never from somebody else's store.

const app = await testApp({ template: 'demo' });
await transaction(app.db.owner, 'write', async (db) => {
  await makeAccount(db, 'mot.cua.a', 'H48.108', 'reception_officer', app.now.at);
  await makeAccount(db, 'mot.cua.b', 'H48.109', 'reception_officer', app.now.at);
  await makeAccount(db, 'lanh.dao.a', 'H48.108', 'leader', app.now.at);
});
const here = await app.signIn('mot.cua.a', DEMO_PASSWORD);
const elsewhere = await app.signIn('mot.cua.b', DEMO_PASSWORD);
const leader = await app.signIn('lanh.dao.a', DEMO_PASSWORD);
const OWNER = '077201005555';
const scan = Buffer.from(await typeset({ template: 'To khai', data: {}, made_at: app.now.at }));

type Papers = { ordinal: number; form: 0 | 1 | 2; holding_id?: number }[];
const filing = (unit: string, identity: string, papers: Papers) => ({
  procedure_code: '1.001022',
  receiving_unit: unit,
  applicant: { name: 'Y Thử Kho', identity },
  papers,
});
const on_paper: Papers = [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 }));
const first = await here.call('dossiers.receive', filing('H48.108', OWNER, on_paper));
const listed = (await here.call('dossiers.get', { id: first.id })).papers;
const digitised = listed.find((paper) => paper.must_digitise) ?? listed[0];
assert.ok(digitised);
const asked = listed.map(({ ordinal, name }) => ({ ordinal, name }));
let holding = 0;

test('what is to be digitised goes into the store when it is scanned, and is offered for the same paper', async () => {
  for (const paper of listed) {
    const reply = await send(
      app.base,
      here,
      'dossiers.attach',
      { id: first.id, paper_id: paper.id },
      { name: 'Quét.pdf', bytes: scan },
    );
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
  }
  const must = listed.filter((paper) => paper.must_digitise);
  assert.ok(must.length > 0, 'the procedure has a paper to digitise');
  const { items } = await here.call('dossiers.store', { id: first.id });
  assert.deepEqual(items.map((item) => item.name).sort(), must.map((paper) => paper.name).sort());
  const offers = await elsewhere.call('holdings.offer', { identity: OWNER, unit: 'H48.109', papers: asked });
  const same = offers.find((one) => one.ordinal === must[0]?.ordinal)?.offers.find((one) => one.is_same);
  assert.ok(same);
  assert.deepEqual([same.source_dossier_code, same.times_used], [first.code, 0]);
  assert.ok(!('file_id' in same), 'names and days only');
  holding = same.id;
});

test('another commune of the province takes it instead of a scan; the store remembers who used it', async () => {
  const ordinal = listed.find((paper) => paper.must_digitise)?.ordinal as number;
  const papers = on_paper.map((paper) => (paper.ordinal === ordinal ? { ...paper, holding_id: holding } : paper));
  const second = await elsewhere.call('dossiers.receive', filing('H48.109', OWNER, papers));
  const taken = (await elsewhere.call('dossiers.get', { id: second.id })).papers.find((paper) => paper.ordinal === ordinal);
  assert.deepEqual([taken?.form, taken?.is_digitised, taken?.file_id !== null], [2, true, true]);
  const bytes = await elsewhere.bytes('dossiers.paper_file', { id: second.id, paper_id: taken?.id });
  assert.ok(bytes.equals(scan));
  const { items, uses } = await elsewhere.call('dossiers.store', { id: second.id });
  assert.deepEqual(items.find((item) => item.id === holding)?.times_used, 1);
  assert.deepEqual(
    uses.map((use) => [use.item_id, use.dossier_code, use.unit_code]),
    [[holding, second.code, 'H48.109']],
  );
  const counted = await elsewhere.call('holdings.counts', { from: '2026-11-20', to: '2026-11-20' });
  assert.deepEqual(
    counted.rows.map(({ unit_code, uses: n, dossiers }) => [unit_code, n, dossiers]),
    [['H48.109', 1, 1]],
  );
  const viewer = await app.signIn('kiemsoat', DEMO_PASSWORD);
  const figures = await viewer.call('measures.figures', { unit: 'H48.109', from: '2026-11-20', to: '2026-11-20' });
  assert.equal(figures.measures.reused?.value, 1);
});

test('nobody takes from the store of somebody else, nor what is not there, nor what is out of force', async () => {
  const [paper] = on_paper;
  const rest = on_paper.slice(1);
  const count = async () => (await here.call('dossiers.list', { q: 'y thử kho' })).total;
  const before = await count();
  const other = filing('H48.108', '077201006666', [{ ...(paper as Papers[number]), holding_id: holding }, ...rest]);
  assert.equal((await here.ask('dossiers.receive', other)).body.code, 'holdings.not_found');
  const missing = filing('H48.108', OWNER, [{ ...(paper as Papers[number]), holding_id: 987_654_321 }, ...rest]);
  assert.equal((await here.ask('dossiers.receive', missing)).body.code, 'holdings.not_found');
  const fields = { identity: OWNER, owner_name: 'Y Thử Kho', kind: 'result', name: 'Giấy phép cũ', valid_until: '2026-11-19' };
  const added = await send(app.base, here, 'holdings.add', { unit: 'H48.108' }, { name: 'cu.pdf', bytes: scan }, fields);
  const expired = filing('H48.108', OWNER, [
    { ...(paper as Papers[number]), holding_id: (added.body as { id: number }).id },
    ...rest,
  ]);
  assert.equal((await here.ask('dossiers.receive', expired)).body.code, 'holdings.expired');
  assert.equal(await count(), before);
});

test('a store is opened for two hours by one account, and every file looked at is on record', async () => {
  assert.equal(
    (await here.ask('holdings.open', { identity: OWNER, unit: 'H48.108', ground: 'written' })).body.code,
    'holdings.note_needed',
  );
  const { reading_id } = await here.call('holdings.open', { identity: OWNER, unit: 'H48.108', ground: 'present' });
  assert.ok((await here.call('holdings.items', { reading_id })).items.length >= 2);
  assert.ok((await here.bytes('holdings.file', { reading_id, id: holding })).equals(scan));
  for (const who of [elsewhere, leader])
    assert.equal((await who.ask('holdings.items', { reading_id })).body.code, 'holdings.not_open');
  const now = app.now.at;
  app.now.at = new Date(now.getTime() + 2 * 3_600_000 + 1);
  assert.equal((await here.ask('holdings.items', { reading_id })).body.code, 'holdings.not_open');
  app.now.at = now;
  const { rows } = await app.db.owner.query(
    `select e.action from audit.entry e where e.action in ('holdings.open', 'holdings.read_file') order by e.seq`,
  );
  assert.deepEqual(
    rows.map((row) => row.action),
    ['holdings.open', 'holdings.read_file'],
  );
});

test('a paper scanned again takes the place of the former; one taken out is offered no more', async () => {
  const paper_id = listed.find((paper) => paper.must_digitise)?.id as number;
  const again = Buffer.from(await typeset({ template: 'To khai, quet lai', data: {}, made_at: app.now.at }));
  await send(app.base, here, 'dossiers.attach', { id: first.id, paper_id }, { name: 'Quét lại.pdf', bytes: again });
  const { items } = await here.call('dossiers.store', { id: first.id });
  assert.ok(!items.some((item) => item.id === holding));
  const [fresh] = items.filter((item) => item.source_dossier_code === first.code);
  assert.ok(fresh);
  assert.equal((await here.ask('holdings.withdraw', { id: fresh.id, reason: 'nhầm người' })).body.code, 'access.not_permitted');
  await leader.call('holdings.withdraw', { id: fresh.id, reason: 'nhầm người' });
  assert.ok(!(await here.call('dossiers.store', { id: first.id })).items.some((item) => item.id === fresh.id));
});
