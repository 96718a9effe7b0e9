import assert from 'node:assert/strict';
import { constants, privateEncrypt } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import test, { after } from 'node:test';
import { configure as configureFiles, keep, open, store } from '#files';
import { prepareQueue, runDue } from '#jobs';
import { transaction } from '#lib/db';
import { typeset } from '#lib/typst';
import { testDb } from '../../test/db.ts';
import { someUnits } from '../../test/ground.ts';
import { configure, lock, unlock } from './key-box.ts';
import { type Holder, issue, makeAuthority, makePkcs12 } from './make-authority.ts';
import { askService, giveUp, requests, retry, type Signing, startSigning, whenSigned } from './requests.ts';
import { addRemoteSeal, addSeal, type By, distrust, retireSeal, roots, trust, usableSeals } from './seals.ts';
import { signaturesOf } from './signatures.ts';

const { pool, owner, owner_url } = await testDb();
await prepareQueue(owner_url);
const u = (await someUnits(owner, [{ code: 'xa-a' }, { code: 'xa-b' }])) as Record<'xa-a' | 'xa-b', number>;
const FOLDER = fs.mkdtempSync('/tmp/motcua-sign-');
after(() => fs.rmSync(FOLDER, { recursive: true }));
configureFiles({ dir: FOLDER, max_bytes: 2_000_000 });
configure({ secret: 'bí mật của kiểm thử' });

const NOW = new Date('2026-11-20T03:00:00Z');
const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const commune = issue(root, { common_name: 'UBND xã A', organisation: 'UBND tỉnh' }, LIFE);
const { rows } = await owner.query<{ id: number }>(
  `insert into access.account (username, display_name, unit_id) values ('can.bo', 'Cán Bộ', $1), ('nguoi.khac', 'Người Khác', $1) returning id`,
  [u['xa-a']],
);
const [me, other] = rows.map((row) => row.id) as [number, number];
const by = (more: Partial<By> = {}): By => ({
  actor: { user_id: me, name: 'Cán Bộ' },
  now: NOW,
  scope: { unit_ids: [u['xa-a']] },
  ...more,
});
const UNIT = { id: u['xa-a'], tenant: 34 };
const pdf = Buffer.from(await typeset({ template: 'Ket qua', data: {}, made_at: NOW }));
const file = await keep(pool, store(), {
  bytes: pdf,
  name: 'ket-qua.pdf',
  unit_id: u['xa-a'],
  tenant: 34,
  actor: by().actor,
  now: NOW,
});

const PASSWORD = 'mật khẩu của tệp khóa 2026';
const agency = { unit: UNIT, kind: 'agency' as const, account_id: null, label: 'Con dấu xã A', signer_title: null };
const asked = (seal_id: number, more: Partial<Signing> = {}): Signing => ({
  seal_id,
  password: null,
  file: { id: file.id, name: file.name, bytes: pdf, unit_id: u['xa-a'], tenant: 34 },
  reason: 'Trả kết quả',
  location: null,
  mark: { page: 'last', corner: 'bottom_right' },
  purpose: 'test.done',
  subject_kind: 'thing',
  subject_id: 7,
  detail: null,
  ...more,
});
const done: unknown[] = [];
whenSigned('test.done', async (_db, one) => void done.push(one));

const write = <T>(work: Parameters<typeof transaction<T>>[2]) => transaction(pool, 'write', work);
const addAgency = (pkcs12 = makePkcs12(commune, [root.certificate], PASSWORD), needs_password = false) =>
  write((db) => addSeal(db, { ...agency, pkcs12, password: PASSWORD, needs_password }, by()));

test('what is locked opens with the same secret and password only', () => {
  const locked = lock(Buffer.from('khóa'), 'mật khẩu');
  assert.ok(!locked.includes('khóa'));
  assert.equal(unlock(locked, 'mật khẩu').toString(), 'khóa');
  assert.throws(() => unlock(locked, 'sai'), { code: 'signatures.wrong_password', status: 422 });
  assert.throws(() => unlock(locked, null), { code: 'signatures.password_needed' });
  const plain = lock(Buffer.from('khóa'), null);
  assert.equal(unlock(plain, null).toString(), 'khóa');
  configure({ secret: 'một bí mật khác hẳn' });
  assert.throws(() => unlock(plain, null), { code: 'signatures.secret_changed', status: 409 });
  configure({ secret: 'bí mật của kiểm thử' });
  assert.throws(() => configure({ secret: 'ngắn' }), /MOTCUA_SECRET/);
});

for (const algorithm of ['aes256', '3des'] as const) {
  test(`a seal from a PKCS#12 file (${algorithm}) signs; neither key nor password lies in the database`, async () => {
    const { id } = await addAgency(makePkcs12(commune, [root.certificate], PASSWORD, algorithm));
    const before = done.length;
    const reply = await write((db) => startSigning(db, asked(id), by()));
    assert.equal(reply.state, 'signed');
    const signed = await open(pool, store(), reply.file_id as number, { unit_ids: [u['xa-a']] });
    assert.equal(signed.name, 'ket-qua_da-ky.pdf');
    await write((db) => trust(db, { certificates: Buffer.from(root.certificate.toString()), source: 'kiểm thử' }, by()));
    const [one] = await signaturesOf(pool, signed, NOW);
    assert.deepEqual([one?.signer, one?.is_intact, one?.is_trusted, one?.covers_whole], ['UBND xã A', true, true, true]);
    assert.deepEqual(done.slice(before), [
      {
        request_id: reply.request_id,
        tenant: 34,
        file_id: signed.id,
        purpose: 'test.done',
        subject_kind: 'thing',
        subject_id: 7,
        detail: null,
        name: 'ket-qua.pdf',
      },
    ]);
    const key = commune.key.export({ type: 'pkcs8', format: 'der' });
    const { rows: kept } = await owner.query('select s.locked_key from signatures.seal s where s.id = $1', [id]);
    assert.ok(!kept[0].locked_key.includes(key.subarray(100, 140)));
    const { rows: trail } = await owner.query(
      `select e.action, coalesce(e.after::text, '') as after from audit.entry e where e.action like 'signatures.%'`,
    );
    assert.ok(trail.some((entry) => entry.action === 'signatures.sign'));
    assert.ok(trail.every((entry) => !entry.after.includes(PASSWORD)));
  });
}

test('a file that is no key file, a wrong password, a certificate out of force', async () => {
  const pkcs12 = makePkcs12(commune, [], PASSWORD);
  const add = (more: object, at = NOW) =>
    write((db) => addSeal(db, { ...agency, pkcs12, password: PASSWORD, needs_password: false, ...more }, by({ now: at })));
  await assert.rejects(add({ password: 'sai' }), { code: 'signatures.wrong_password', status: 422 });
  await assert.rejects(add({ pkcs12: Buffer.from('%PDF') }), { code: 'signatures.not_key_file', status: 422 });
  await assert.rejects(add({ pkcs12: pkcs12.subarray(0, 500) }), { code: 'signatures.not_key_file' });
  await assert.rejects(add({}, new Date('2032-01-01T00:00:00Z')), { code: 'signatures.certificate_not_in_force' });
});

test('a personal signature is its owner’s alone and asks for its password', async () => {
  const officer = issue(root, { common_name: 'Cán Bộ' }, LIFE);
  const pkcs12 = makePkcs12(officer, [root.certificate], PASSWORD);
  const own = { ...agency, kind: 'personal' as const, account_id: me, label: 'Chữ ký của tôi' };
  const { id } = await write((db) => addSeal(db, { ...own, pkcs12, password: PASSWORD, needs_password: false }, by()));
  const sign = (password: string | null, who = by()) => write((db) => startSigning(db, asked(id, { password }), who));
  await assert.rejects(sign(null), { code: 'signatures.password_needed' });
  await assert.rejects(sign('sai'), { code: 'signatures.wrong_password' });
  await assert.rejects(sign(PASSWORD, by({ actor: { user_id: other, name: 'Người Khác' } })), {
    code: 'signatures.seal_not_found',
    status: 404,
  });
  assert.equal((await sign(PASSWORD)).state, 'signed');
  assert.ok((await usableSeals(pool, by())).some((seal) => seal.id === id));
  assert.ok(!(await usableSeals(pool, by({ actor: { user_id: other, name: 'Người Khác' } }))).some((seal) => seal.id === id));
});

test('a seal of another unit, a retired one, and a file that is no PDF are refused and leave nothing', async () => {
  const { id } = await addAgency();
  const count = async () => (await owner.query('select count(*)::int as n from signatures.request')).rows[0].n;
  const before = await count();
  await assert.rejects(
    write((db) => startSigning(db, asked(id), by({ scope: { unit_ids: [u['xa-b']] } }))),
    { code: 'signatures.seal_not_found' },
  );
  const broken = { ...asked(id).file, bytes: Buffer.from('%PDF-1.7 nothing') };
  await assert.rejects(
    write((db) => startSigning(db, asked(id, { file: broken }), by())),
    { code: 'signatures.not_pdf' },
  );
  await write((db) => retireSeal(db, id, 'thay con dấu', by()));
  await assert.rejects(
    write((db) => startSigning(db, asked(id), by())),
    { code: 'signatures.seal_retired' },
  );
  assert.equal(await count(), before);
});

test('an authority is trusted until it is not', async () => {
  const another = makeAuthority({ common_name: 'Gốc khác' }, LIFE);
  const certificates = Buffer.from(another.certificate.raw);
  assert.deepEqual(await write((db) => trust(db, { certificates, source: 'kiểm thử' }, by())), { added: 1 });
  assert.deepEqual(await write((db) => trust(db, { certificates, source: 'kiểm thử' }, by())), { added: 0 });
  const found = (await roots(pool)).find((one) => one.subject === 'Gốc khác');
  assert.ok(found);
  await write((db) => distrust(db, found.id, 'không dùng nữa', by()));
  await assert.rejects(
    write((db) => distrust(db, found.id, 'không dùng nữa', by())),
    { code: 'signatures.root_not_found' },
  );
  await assert.rejects(
    write((db) => trust(db, { certificates: Buffer.from(commune.certificate.raw), source: 'x' }, by())),
    { code: 'signatures.not_authority' },
  );
  await assert.rejects(
    write((db) => trust(db, { certificates: Buffer.from('x'), source: 'x' }, by())),
    { code: 'signatures.not_certificate' },
  );
});

/** A signing service on a real port that really signs. `pending`: how often it answers that its owner has not confirmed yet. */
async function service(holder: Holder, more: { pending?: number; refuse?: boolean; signer?: Holder; fail?: number } = {}) {
  const state = { ...more, asked: [] as string[], tokens: new Set<string>() };
  let waiting: Buffer | null = null;
  const server = http.createServer(async (request, reply) => {
    let body = '';
    for await (const part of request) body += part;
    const input = JSON.parse(body) as { hashes?: string[]; SAD?: string; credentialID?: string };
    const method = (request.url ?? '').replace('/csc/v2/', '');
    state.asked.push(method);
    state.tokens.add(request.headers.authorization ?? '');
    const answer = (status: number, said: object) =>
      reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    // The service is handed a hash: it signs that, as its hardware does.
    const signature = (hash: Buffer) => rawSignature((state.signer ?? holder).key, hash).toString('base64');
    if ((state.fail ?? 0) > 0) {
      state.fail = (state.fail ?? 0) - 1;
      return answer(503, {});
    }
    if (method === 'credentials/info')
      return answer(200, {
        cert: { certificates: [holder.certificate, root.certificate].map((one) => one.raw.toString('base64')) },
      });
    if (method === 'credentials/authorize') return answer(200, { SAD: 'một-lần' });
    const refusal = { error: 'access_denied', error_description: 'Chủ chữ ký từ chối' };
    if (method === 'signatures/signHash') {
      assert.equal(input.SAD, 'một-lần');
      waiting = Buffer.from(input.hashes?.[0] ?? '', 'base64');
      if (state.refuse) return answer(400, refusal);
      return (state.pending ?? 0) > 0 ? answer(200, { responseID: 'yc-1' }) : answer(200, { signatures: [signature(waiting)] });
    }
    state.pending = (state.pending ?? 0) - 1;
    if (state.pending > 0) return answer(400, { error: 'authorization_pending' });
    return answer(200, { signatures: [signature(waiting as Buffer)] });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  after(() => server.close());
  const { port } = server.address() as { port: number };
  const remote = { url: `http://127.0.0.1:${port}/csc/v2`, credential_id: 'xa-a' };
  const { id } = await write((db) =>
    addRemoteSeal(db, { ...agency, label: `Con dấu từ xa ${port}`, remote, token: 'the-vao' }, by()),
  );
  return { id, state };
}

/** PKCS#1 v1.5 over a SHA-256 hash that somebody else made. */
function rawSignature(key: Holder['key'], hash: Buffer): Buffer {
  const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), hash]);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info);
}

const run = () => runDue(pool, { tasks: [askService], now: () => NOW });
// A minute ago: the machine's clock may be set back between the two statements.
const hurry = () => owner.query("update graphile_worker._private_jobs set run_at = now() - interval '1 minute'");
const stateOf = async (id: number) => (await requests(pool, { id, page: 1, page_size: 1 }, { unit_ids: null })).rows[0];

test('a service that signs at once', async () => {
  const { id, state } = await service(commune);
  const reply = await write((db) => startSigning(db, asked(id), by()));
  assert.deepEqual([reply.state, reply.file_id], ['waiting', null]);
  await run();
  const request = await stateOf(reply.request_id);
  assert.equal(request?.state, 'signed');
  const signed = await open(pool, store(), request?.signed_file_id as number, { unit_ids: null });
  const [one] = await signaturesOf(pool, signed, NOW);
  assert.deepEqual([one?.signer, one?.is_intact, one?.covers_whole], ['UBND xã A', true, true]);
  assert.deepEqual(state.asked, ['credentials/info', 'credentials/authorize', 'signatures/signHash']);
  assert.deepEqual([...state.tokens], ['Bearer the-vao']);
});

test('a service whose owner confirms later, and one that is away for a while', async () => {
  const { id, state } = await service(commune, { pending: 2 });
  const reply = await write((db) => startSigning(db, asked(id), by()));
  await run();
  // The clock of the test stands before the queue's own: what is to be asked later is due at once.
  assert.equal((await stateOf(reply.request_id))?.state, 'signed');
  assert.deepEqual(state.asked.slice(3), ['signatures/signPolling', 'signatures/signPolling']);

  const away = await service(commune);
  away.state.fail = 1;
  const later = await write((db) => startSigning(db, asked(away.id), by()));
  await run();
  assert.deepEqual(
    [(await stateOf(later.request_id))?.state, (await stateOf(later.request_id))?.problem],
    ['waiting', 'signatures.service_away: HTTP 503'],
  );
  await write((db) => retry(db, later.request_id, by()));
  await run();
  assert.equal((await stateOf(later.request_id))?.state, 'signed');
  await assert.rejects(
    write((db) => retry(db, later.request_id, by())),
    { code: 'signatures.request_finished', status: 409 },
  );
});

test('a refusal is kept with its reason; a signature that does not hold is not handed on; who gives up gets nothing later', async () => {
  const refusing = await service(commune, { refuse: true });
  const refused = await write((db) => startSigning(db, asked(refusing.id), by()));
  await run();
  const first = await stateOf(refused.request_id);
  assert.deepEqual([first?.state, first?.problem, first?.signed_file_id], ['refused', 'Chủ chữ ký từ chối', null]);

  const lying = await service(commune, { signer: issue(root, { common_name: 'Kẻ khác' }, LIFE) });
  const lied = await write((db) => startSigning(db, asked(lying.id), by()));
  await run();
  assert.deepEqual(
    [(await stateOf(lied.request_id))?.state, (await stateOf(lied.request_id))?.problem],
    ['refused', 'signatures.signature_wrong'],
  );

  const slow = await service(commune, { pending: 1 });
  const before = done.length;
  const given = await write((db) => startSigning(db, asked(slow.id), by()));
  await write((db) => giveUp(db, given.request_id, by()));
  await run();
  await hurry();
  await run();
  assert.equal((await stateOf(given.request_id))?.state, 'refused');
  assert.equal(done.length, before);
  await assert.rejects(
    write((db) => giveUp(db, given.request_id, by({ scope: { unit_ids: [u['xa-b']] } }))),
    { code: 'signatures.request_not_found', status: 404 },
  );
});
