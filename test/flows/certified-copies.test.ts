import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import test, { after } from 'node:test';
import { zipSync } from 'fflate';
import { COUNTS, type Counts, countedByUnit, countedEntries } from '#certifications';
import { transaction } from '#lib/db';
import { PdfFile } from '#lib/pdf-file';
import { typeset } from '#lib/typst';
import { issue, makeAuthority, makePkcs12 } from '#signatures';
import { makeAccount } from '../access/world.ts';
import { DEMO_PASSWORD, testApp } from '../app.ts';
import { without } from '../programs.ts';
import { type FileForm, send } from './multipart.ts';

const app = await testApp({ template: 'demo' });
const UNIT = 'H48.108';
const FOLDER = fs.mkdtempSync('/tmp/motcua-copy-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
await transaction(app.db.owner, 'write', async (db) => {
  for (const [name, role] of [
    ['quan.tri.xa', 'administrator'],
    ['mot.cua.xa', 'reception_officer'],
    ['chu.tich.xa', 'leader'],
  ] as const)
    await makeAccount(db, name, UNIT, role, app.now.at);
  await makeAccount(db, 'quan.tri.tinh', 'H48', 'administrator', app.now.at);
});
const signIn = (name: string) => app.signIn(name, DEMO_PASSWORD);
const [admin, desk, leader, province] = [
  await signIn('quan.tri.xa'),
  await signIn('mot.cua.xa'),
  await signIn('chu.tich.xa'),
  await signIn('quan.tri.tinh'),
];

const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const chain = [root.certificate];
const seal = makePkcs12(issue(root, { common_name: 'UBND xã thử', organisation: 'UBND tỉnh' }, LIFE), chain, 'mật khẩu con dấu');
const own = makePkcs12(issue(root, { common_name: 'Chủ Tịch Thử' }, LIFE), chain, 'mật khẩu của tôi');
const p12 = (bytes: Buffer): FileForm => ({ name: 'khoa.p12', bytes });

const original = Buffer.from(
  await typeset({ template: 'Bang tot nghiep #pagebreak() trang hai', data: {}, made_at: app.now.at }),
);
const fields = {
  requester_name: 'Nguyễn Văn Thử',
  requester_identity: '077201009999',
  original_name: 'Bằng tốt nghiệp đại học',
  original_number: 'B123',
  original_issuer: 'Trường Đại học Thử',
  original_issued_on: '2020-06-30',
  copies: '2',
  fee_vnd: '8000',
};

const ask = (bytes: Buffer, more: Record<string, string> = {}) =>
  send(app.base, desk, 'certifications.draft', { unit: UNIT }, { name: 'ban-chinh.pdf', bytes }, { ...fields, ...more });

test('seals: the body’s by its administrator, one’s own by oneself, the authority by the province alone', async () => {
  const added = await send(app.base, admin, 'signatures.add_seal', { unit: UNIT, label: 'Con dấu UBND xã' }, p12(seal), {
    password: 'mật khẩu con dấu',
  });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const mine = await send(
    app.base,
    leader,
    'signatures.add_own',
    { unit: UNIT, label: 'Chữ ký của tôi', title: 'Chủ tịch' },
    p12(own),
    {
      password: 'mật khẩu của tôi',
    },
  );
  assert.equal(mine.status, 200, JSON.stringify(mine.body));
  const pem = { name: 'goc.pem', bytes: Buffer.from(root.certificate.toString()) };
  assert.equal((await send(app.base, admin, 'signatures.trust', { source: 'thử' }, pem)).status, 403);
  assert.deepEqual((await send(app.base, province, 'signatures.trust', { source: 'thử' }, pem)).body, { added: 1 });
  assert.deepEqual(
    (await leader.call('signatures.usable', {})).map((one) => [one.label, one.needs_password]),
    [
      ['Chữ ký của tôi', true],
      ['Con dấu UBND xã', false],
    ],
  );
});

async function signers() {
  const usable = await leader.call('signatures.usable', {});
  const [mine, body] = usable.map((one) => one.id) as [number, number];
  return [{ seal_id: mine, password: 'mật khẩu của tôi' }, { seal_id: body }];
}

let certified: Buffer = Buffer.alloc(0);
test('a copy from the scan to the store of its owner, checked by whoever holds it', async () => {
  const asked = await ask(original);
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const { id } = asked.body as { id: number };
  const wrong = [{ ...(await signers())[0], password: 'sai' }, (await signers())[1]];
  const signing = { id, signer_name: 'Chủ Tịch Thử', signer_title: 'Chủ tịch' };
  assert.equal((await leader.ask('certifications.sign', { ...signing, signers: wrong })).body.code, 'signatures.wrong_password');
  assert.equal(
    (await desk.ask('certifications.sign', { ...signing, signers: await signers() })).body.code,
    'access.not_permitted',
  );
  const done = await leader.call('certifications.sign', { ...signing, signers: (await signers()) as never });
  // The failed try took no number.
  assert.deepEqual(done, { state: 'signed', number: '1/2026' });
  const copy = await desk.call('certifications.get', { id });
  assert.deepEqual([copy.state, copy.pages, copy.copies, copy.fee_vnd, copy.signer_name], ['signed', 2, 2, 8000, 'Chủ Tịch Thử']);

  const bytes = await desk.bytes('certifications.file', { id });
  assert.equal(createHash('sha256').update(bytes).digest('hex'), copy.sha256);
  assert.equal(new PdfFile(bytes).pages().length, 3);
  const { state, signatures } = await desk.call('certifications.signatures', { id });
  assert.deepEqual([state, ...signatures.map((one) => one.signer)], ['valid', 'Chủ Tịch Thử', 'UBND xã thử']);
  certified = bytes;

  const seen = await app.anonymous().ask('certifications.check', { token: copy.token });
  const { unit_name, ...told } = seen.body as unknown as Record<string, unknown>;
  assert.match(String(unit_name), /^Ủy ban nhân dân/);
  assert.deepEqual(told, {
    state: 'certified',
    number: '1/2026',
    original_name: 'Bằng tốt nghiệp đại học',
    pages: 2,
    signer_name: 'Chủ Tịch Thử',
    signer_title: 'Chủ tịch',
    signed_at: app.now.at.toISOString(),
    cancelled_at: null,
    sha256: copy.sha256,
  });

  const opened = await desk.call('holdings.open', { identity: '077201009999', unit: UNIT, ground: 'present' });
  const store = await desk.call('holdings.items', { reading_id: opened.reading_id });
  assert.deepEqual(
    store.items.map((item) => [item.kind, item.name, item.number, item.signature_state, item.sha256]),
    [['certified_copy', 'Bằng tốt nghiệp đại học', 'B123', 'valid', copy.sha256]],
  );
  await desk.call('certifications.give', { id, given_to: 'Nguyễn Văn Thử', given_how: 'email' });
  await leader.call('certifications.cancel', { id, reason: 'bản chính bị thu hồi' });
  const void_one = await app.anonymous().ask('certifications.check', { token: copy.token });
  assert.equal((void_one.body as unknown as { state: string }).state, 'cancelled');
  for (const token of ['x'.repeat(24), 'zzz', "'; --"]) {
    const refused = await app.anonymous().ask('certifications.check', { token });
    assert.equal(refused.status, 404);
    assert.equal((refused.body as { code: string }).code, 'certifications.not_genuine');
  }
});

test('another program finds both signatures of the copy good', { skip: without('pdfsig') }, () => {
  fs.writeFileSync(`${FOLDER}/x.pdf`, certified);
  const said = execFileSync('pdfsig', ['-nocert', `${FOLDER}/x.pdf`], { encoding: 'utf8' });
  assert.equal([...said.matchAll(/Signature is Valid/g)].length, 2, said);
});

test('numbers follow one another, also when two are certified at once; a cancelled one is not used again', async () => {
  const asked = await Promise.all([1, 2, 3].map(() => ask(original)));
  const body = await signers();
  const numbers = await Promise.all(
    asked.map(async (one) => {
      const { id } = one.body as { id: number };
      const input = { id, signer_name: 'Chủ Tịch Thử', signers: [body[1]] as never };
      return (await leader.call('certifications.sign', input)).number;
    }),
  );
  assert.deepEqual(numbers.sort(), ['2/2026', '3/2026', '4/2026']);
  const { rows, total } = await desk.call('certifications.counts', { from: '2026-11-20', to: '2026-11-20', unit: UNIT });
  assert.deepEqual(
    rows.map(({ unit_code, ...row }) => [unit_code, row]),
    [[UNIT, { asked: 4, certified: 3, copies: 6, fee_vnd: 24_000, given: 1, cancelled: 1 }]],
  );
  assert.equal(total.certified, 3);
  // The same for figures: by unit in one statement, as known at a moment, with the entries behind it.
  const { rows: units } = await app.db.pool.query('select u.id from org.unit u where u.code = $1', [UNIT]);
  const [after, before] = [new Date(app.now.at.getTime() + 60_000), new Date(app.now.at.getTime() - 60_000)];
  const period = { unit_ids: [units[0].id as number], from: '2026-11-15', to: '2026-12-14', known_at: after };
  const counted = (counts: Counts, more = {}) => countedByUnit(app.db.pool, { ...period, counts, ...more });
  const values = await Promise.all(COUNTS.map(async (one) => (await counted(one)).map((row) => [row.value, row.entries])));
  // Asked 4, of which 3 certified (2 copies each); the one that was given has been cancelled.
  assert.deepEqual(values, [[[4, 4]], [[3, 3]], [[6, 3]], []]);
  const entries = await countedEntries(app.db.pool, { ...period, counts: 'certified' }, { page: 1, page_size: 2 });
  assert.deepEqual(entries.map((one) => `${one.number}/${one.year}`).length, 2);
  assert.doesNotMatch(JSON.stringify(entries), /Nguyễn Văn Thử|077201009999/, 'nothing of who asked');
  assert.deepEqual(await counted('certified', { from: '2026-10-15', to: '2026-11-14' }), []);
  assert.deepEqual(await counted('certified', { known_at: before }), [], 'as the register was then');
  assert.ok((await desk.bytes('certifications.export', {})).toString('latin1').startsWith('PK'));
  assert.equal((await desk.call('certifications.list', { q: 'bang tot nghiep' })).total, 4);
  assert.equal((await desk.call('certifications.list', { q: '3' })).total, 1);
});

test('scanned pages make a copy too; what cannot be read is refused and leaves nothing', async () => {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const pages = await ask(Buffer.from(zipSync({ '001.png': pixel, '002.png': pixel })));
  assert.equal((await desk.call('certifications.get', { id: (pages.body as { id: number }).id })).pages, 2);
  const before = (await desk.call('certifications.list', {})).total;
  assert.equal(((await ask(Buffer.from('%PDF-1.7 hong'))).body as { code: string }).code, 'certifications.scan_unreadable');
  assert.equal(((await ask(Buffer.from('x'))).body as { code: string }).code, 'files.pages_unreadable');
  assert.equal(
    ((await ask(original, { original_issued_on: '2027-01-01' })).body as { code: string }).code,
    'certifications.issued_in_the_future',
  );
  assert.equal((await desk.call('certifications.list', {})).total, before);
});
