import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { promisify } from 'node:util';
import jsQR from 'jsqr';
import { SMTPServer } from 'smtp-server';
import { openZip } from '#checks';
import { configure as configureNotices, sendersOf } from '#notices';
import { collect, configure, deliver } from '#reports';
import { issue, makeAuthority, makePkcs12, verifyPdf } from '#signatures';
import { type ReadDocument, type ReadStatus, readPackage } from '../../server/reports/edxml-read.ts';
import { documentPackage, statusPackage } from '../../server/reports/edxml-write.ts';
import { openWord } from '../../server/reports/word/package.ts';
import { testApp } from '../app.ts';
import { throughOffice } from '../office.ts';
import { without } from '../programs.ts';
import { approve, toIssue } from '../report-steps.ts';

// An issued report: its code, its signatures, its way to the level above, by mail, over the exchange; what comes back; recall and what replaces it;
// packages of other systems.

const run = promisify(execFile);
const scan = jsQR as unknown as typeof jsQR.default;
const app = await testApp();
const { pool } = app.db;
const officer = await app.signIn('vanphong');
const province = await app.signIn('kiemsoat');
const leader = await app.signIn('lanhdao');
const admin = await app.signIn('quantri');
const foreign = await app.signIn('cchc');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-issued-'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const mails: { to: string; raw: string }[] = [];
let refuse_mail: number | null = null;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) =>
    done(refuse_mail ? Object.assign(new Error('no'), { responseCode: refuse_mail }) : null),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo.map((one) => one.address).join(), raw: Buffer.concat(parts).toString('utf8') });
      done();
    });
  },
});
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
const smtp_url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
const none = { sms_url: null, sms_token: null, zalo_url: null, zalo_token: null };
configureNotices({ senders: sendersOf({ smtp_url, mail_from: 'bao-cao@vidu.vn', ...none }), public_url: app.base });
const folder = path.join(dir, 'edxml');
const BY_FOLDER = { edxml_dir: folder, edxml_url: null, edxml_token: null };
configure(BY_FOLDER);
after(() => {
  smtp.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const send = () => deliver(pool, () => app.now.at);
const out = () => (fs.existsSync(path.join(folder, 'out')) ? fs.readdirSync(path.join(folder, 'out')).sort() : []);
const sentPackage = (name: string) => readPackage(fs.readFileSync(path.join(folder, 'out', name)));
const later = (hours: number) => {
  app.now.at = new Date(app.now.at.getTime() + hours * 3_600_000);
};
const refusal = async (client: typeof leader, ...asked: Parameters<typeof leader.ask>) => {
  const { status, body } = await client.ask(...asked);
  return [status, (body as { code?: string }).code];
};
/** As a mail program shows it. */
const decoded = (raw: string) =>
  raw
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (text) => Buffer.from(text.replaceAll('=', ''), 'hex').toString('utf8'));

async function approved(n: number): Promise<number> {
  const { id } = await officer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n });
  await approve(officer, leader, id);
  return id;
}

const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const sealOf = (common_name: string, organisation: string) =>
  makePkcs12(issue(root, { common_name, organisation }, LIFE), [root.certificate], 'mật khẩu');
const p12 = (bytes: Uint8Array) => ({ name: 'khoa.p12', type: 'application/x-pkcs12', bytes });

const id = await approved(3);
const { token } = await leader.call('reports.issue', await toIssue(leader, id));
const address = new RegExp(`https?://[^ ]+/r/${token}`);
const shown = () => leader.call('reports.get', { id });
const seals = { own: 0, office: 0, other: 0 };

test('the Word file carries the code, as a picture with words for who cannot see it', async () => {
  const docx = await leader.bytes('reports.docx', { id });
  const { xml, rels, types } = openWord(docx);
  const target = /Target="(media\/motcua-proof\.png)"/.exec(rels)?.[1] ?? '';
  assert.ok(openZip(docx).part(`word/${target}`)?.subarray(1, 4).toString() === 'PNG');
  assert.ok(types.includes('Extension="png"'));
  assert.match(xml, /descr="Mã QR mở trang kiểm tra báo cáo: http[^"]+"/);
  assert.match(xml, address);
  assert.equal(xml.split('w:name="motcua_proof"').length, 2);
});

test('a phone reads the code on the printed PDF and on the printed Word file', {
  skip: without('writer', 'pdftoppm'),
}, async () => {
  fs.writeFileSync(path.join(dir, 'a.pdf'), await leader.bytes('reports.pdf', { id }));
  fs.writeFileSync(path.join(dir, 'b.docx'), await leader.bytes('reports.docx', { id }));
  const [printed = ''] = await throughOffice(dir, 'pdf', [path.join(dir, 'b.docx')]);
  fs.renameSync(printed, path.join(dir, 'b.pdf'));
  for (const name of ['a', 'b']) {
    await run('pdftoppm', ['-r', '150', path.join(dir, `${name}.pdf`), path.join(dir, name)]);
    const pages = fs.readdirSync(dir).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.ppm'));
    const read = pages.flatMap((file) => {
      const { width, height, rgba } = pixels(fs.readFileSync(path.join(dir, file)));
      return scan(rgba, width, height)?.data ?? [];
    });
    assert.equal(read.length, 1, name);
    assert.match(read[0] as string, address);
  }
});

function pixels(ppm: Buffer): { width: number; height: number; rgba: Uint8ClampedArray } {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1')) as RegExpExecArray;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i += 1)
    for (let c = 0; c < 3; c += 1) rgba[i * 4 + c] = ppm[head[0].length + i * 3 + c] as number;
  return { width, height, rgba };
}

test('the person signs, then the office over it; nobody else, nothing twice', async () => {
  await admin.upload(
    'signatures.trust',
    { source: 'thử' },
    { name: 'goc.pem', type: 'text/plain', bytes: Buffer.from(root.certificate.toString()) },
  );
  const add = async (
    client: typeof leader,
    name: 'signatures.add_own' | 'signatures.add_seal',
    input: Record<string, unknown>,
    key: Uint8Array,
  ) => {
    const reply = await client.upload(name, { password: 'mật khẩu', ...input }, p12(key));
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return (reply.body as { id: number }).id;
  };
  const own = { unit: 'H48.108', label: 'Chữ ký', title: 'Phó Chủ tịch' };
  seals.own = await add(leader, 'signatures.add_own', own, sealOf('Lê Thanh Sơn', 'UBND xã Bờ Y'));
  const stranger = await add(leader, 'signatures.add_own', { ...own, label: 'Tên khác' }, sealOf('Người Khác', 'UBND xã Bờ Y'));
  seals.office = await add(
    admin,
    'signatures.add_seal',
    { unit: 'H48.108', label: 'Con dấu xã' },
    sealOf('UBND xã Bờ Y', 'UBND tỉnh Quảng Ngãi'),
  );
  const password = 'mật khẩu';
  assert.deepEqual(await refusal(leader, 'reports.sign', { id, seal_id: seals.office }), [409, 'reports.person_signs_first']);
  assert.deepEqual(await refusal(leader, 'reports.sign', { id, seal_id: stranger, password }), [422, 'reports.signer_differs']);
  assert.deepEqual(await refusal(leader, 'reports.sign', { id, seal_id: seals.own, password: 'sai' }), [
    422,
    'signatures.wrong_password',
  ]);
  assert.equal((await officer.ask('reports.sign', { id, seal_id: seals.own, password })).status, 403);
  const before = await leader.bytes('reports.pdf', { id });
  assert.deepEqual(await leader.call('reports.sign', { id, seal_id: seals.own, password }), { state: 'signed', role: 'person' });
  assert.deepEqual(await refusal(leader, 'reports.sign', { id, seal_id: seals.own, password }), [409, 'reports.already_signed']);
  assert.deepEqual(await leader.call('reports.sign', { id, seal_id: seals.office, password: null }), {
    state: 'signed',
    role: 'office',
  });
  const pdf = await leader.bytes('reports.pdf', { id });
  assert.ok(pdf.subarray(0, before.length).equals(before), 'what was there is not touched');
  const signatures = verifyPdf(pdf, { trust: [root.certificate], now: app.now.at });
  assert.deepEqual(
    signatures.map((one) => [
      one.signer,
      one.is_intact,
      one.is_trusted,
      one.changes_after,
      one.covers_whole,
      one.at?.toISOString(),
    ]),
    [
      ['Lê Thanh Sơn', true, true, 'signatures', false, app.now.at.toISOString()],
      ['UBND xã Bờ Y', true, true, 'none', true, app.now.at.toISOString()],
    ],
  );
  const { issued } = await shown();
  assert.deepEqual(
    issued?.signed.map(({ role, signer, signed_at }) => [role, signer, signed_at]),
    [
      ['person', 'Lê Thanh Sơn', app.now.at.toISOString()],
      ['office', 'UBND xã Bờ Y', app.now.at.toISOString()],
    ],
  );
});

test('another program finds both signatures good', { skip: without('pdfsig') }, async () => {
  const file = path.join(dir, 'signed.pdf');
  fs.writeFileSync(file, await leader.bytes('reports.pdf', { id }));
  const { stdout } = await run('pdfsig', ['-nocert', file]);
  assert.equal(stdout.split('Signature is Valid.').length, 3, stdout);
  assert.match(stdout, /Signature #2[\s\S]*Total document signed/);
});

test('anybody sees which files are the issued report, and who signed', async () => {
  const verified = await app.anonymous().call('reports.verify', { token });
  assert.deepEqual(
    [verified.code, verified.is_in_force, verified.recalled_on, verified.replaces, verified.replaced_by],
    ['01/BC-UBND', true, null, null, null],
  );
  assert.deepEqual(
    verified.files.map(({ kind, signatures }) => [kind, signatures]),
    [
      ['word', 0],
      ['pdf', 0],
      ['signed_pdf', 1],
      ['signed_pdf', 2],
      ['excel', 0],
    ],
  );
  assert.equal(verified.files[0]?.sha256, sha256(await leader.bytes('reports.docx', { id })));
  assert.equal(verified.files[3]?.sha256, sha256(await leader.bytes('reports.pdf', { id })));
  assert.deepEqual(
    verified.signatures.map(({ signer }) => signer),
    ['Lê Thanh Sơn', 'UBND xã Bờ Y'],
  );
});

test('sent to the level above, by mail and over the exchange; each recipient once', async () => {
  assert.deepEqual(
    (await leader.call('reports.recipients', { id })).units.map(({ code, is_superior }) => [code, is_superior])[0],
    ['H48', true],
  );
  const recipients = [
    { channel: 'product', unit: 'H48' },
    { channel: 'product', unit: 'H48.109' },
    { channel: 'email', name: 'Sở Nội vụ', address: 'so@vidu.vn' },
    { channel: 'edxml', name: 'Bộ Nội vụ', code: 'G22' },
  ];
  assert.deepEqual(await refusal(leader, 'reports.send', { id, recipients: [{ channel: 'product', unit: 'H48.108' }] }), [
    422,
    'reports.recipient_self',
  ]);
  const ask = { id, recipients, note: 'Kính gửi' } as never;
  assert.deepEqual(
    (await leader.call('reports.send', ask)).rows.map((row) => row.is_new),
    [true, true, true, true],
  );
  assert.deepEqual(
    (await leader.call('reports.send', ask)).rows.map((row) => row.is_new),
    [false, false, false, false],
  );
  refuse_mail = 451;
  assert.deepEqual(await send(), { sent: 1, later: 1, dead: 0 });
  refuse_mail = null;
  assert.deepEqual(await send(), { sent: 0, later: 0, dead: 0 }, 'not before its time');
  later(0.1);
  assert.deepEqual(await send(), { sent: 1, later: 0, dead: 0 });
  const pdf = await leader.bytes('reports.pdf', { id });
  const [mail] = mails;
  assert.equal(mail?.to, 'so@vidu.vn');
  assert.ok(mail?.raw.replace(/\r?\n/g, '').includes(pdf.toString('base64')), 'the signed PDF is attached');
  assert.match(decoded(mail?.raw ?? ''), new RegExp(`/r/${token}`));
  const [name = ''] = out();
  const { files, ...said } = sentPackage(name) as ReadDocument;
  assert.deepEqual(
    [said.from.code, said.to[0]?.code, said.number, said.notation, said.promulgated_on, said.means, said.document_id],
    ['H48.108', 'G22', '01', 'BC-UBND', '2026-11-20', 'new', 'H48.108,2026/11/20,01/BC-UBND'],
  );
  assert.deepEqual(
    files.map(({ bytes, is_digest_proven }) => [sha256(bytes), is_digest_proven]),
    [
      [sha256(pdf), true],
      [sha256(await leader.bytes('reports.docx', { id })), true],
    ],
  );
  const { rows } = await leader.call('reports.dispatches', { id });
  assert.deepEqual(
    rows.map(({ channel, state }) => [channel, state]),
    [
      ['product', 'delivered'],
      ['product', 'delivered'],
      ['email', 'sent'],
      ['edxml', 'sent'],
    ],
  );
  assert.equal((await foreign.ask('reports.dispatches', { id })).status, 404);
});

const inbox = async () =>
  (await province.call('reports.inbox', { unit: 'H48', page_size: 100 })).rows.filter(({ unit_code }) => unit_code === 'H48');

test('an address refused for good is dead, and may be tried again by hand', async () => {
  refuse_mail = 550;
  await leader.call('reports.send', { id, recipients: [{ channel: 'email', name: 'Sai', address: 'sai@vidu.vn' }] });
  assert.deepEqual(await send(), { sent: 0, later: 0, dead: 1 });
  refuse_mail = null;
  const dead = (await leader.call('reports.dispatches', { id })).rows.find(({ to_address }) => to_address === 'sai@vidu.vn');
  assert.deepEqual([dead?.state, dead?.outbox_state, dead?.last_error], ['failed', 'dead', 'SMTP 550']);
  await leader.call('reports.retry_dispatch', { id: dead?.id ?? 0 });
  assert.deepEqual(await send(), { sent: 1, later: 0, dead: 0 });
  assert.deepEqual(await refusal(leader, 'reports.retry_dispatch', { id: dead?.id ?? 0 }), [409, 'reports.nothing_to_retry']);
});

test('the level above takes it in and accepts it; the sender sees who and when', async () => {
  const [came] = await inbox();
  assert.deepEqual([came?.from_code, came?.code, came?.state], ['H48.108', '01/BC-UBND', 'arrived']);
  const key = { id: came?.id ?? 0 };
  const { files, steps } = await province.call('reports.incoming', key);
  assert.deepEqual(steps, ['receive', 'accept', 'send_back']);
  assert.deepEqual(
    await province.bytes('reports.incoming_file', { ...key, ordinal: 1 }),
    await leader.bytes('reports.pdf', { id }),
  );
  assert.equal(files.length, 2);
  assert.deepEqual(await refusal(leader, 'reports.incoming', key), [404, 'reports.incoming_not_found']);
  await province.call('reports.inbox_receive', key);
  assert.deepEqual(await refusal(province, 'reports.inbox_receive', key), [409, 'reports.incoming_not_in_this_state']);
  await province.call('reports.inbox_accept', key);
  assert.equal((await shown()).state, 'accepted');
  const [above, sibling] = (await leader.call('reports.dispatches', { id })).rows;
  assert.deepEqual(
    above?.events.map(({ kind, by_name }) => [kind, by_name]),
    [
      ['sent', 'Lê Thanh Sơn'],
      ['delivered', null],
      ['received', 'Phạm Thu Hạnh'],
      ['accepted', 'Phạm Thu Hạnh'],
    ],
  );
  assert.equal(sibling?.state, 'delivered');
  const told = await leader.call('notices.list', { page_size: 50 });
  assert.ok(told.rows.some(({ kind }) => kind === 'report_answered'));
});

test('who got it for information takes it in and judges nothing', async () => {
  const rows = (await province.call('reports.inbox', { unit: 'H48.109' })).rows;
  const key = { id: rows[0]?.id ?? 0 };
  assert.deepEqual((await province.call('reports.incoming', key)).steps, ['receive']);
  assert.deepEqual(await refusal(province, 'reports.inbox_accept', key), [403, 'reports.not_above']);
});

const REPORT_ID = 'H48.108,2026/11/20,01/BC-UBND';
const status = (code: string, from = 'G22', document_id = REPORT_ID) =>
  statusPackage({
    code,
    description: 'Trạng thái',
    from: { code: from, name: 'Bộ Nội vụ' },
    about: { organ: 'H48.108', document_id, number: '01', notation: 'BC-UBND', promulgated_on: '2026-11-20' },
    staff: 'Văn thư Bộ',
    at: app.now.at,
  });
const upload = async (client: typeof leader, bytes: Uint8Array) => {
  const reply = await client.upload('reports.inbox_import', {}, { name: 'goi.edxml', type: 'application/xml', bytes });
  return {
    status: reply.status,
    body: reply.body as {
      kind: string;
      rows: { id: number; is_new: boolean; kept: number; not_kept: string[] }[];
      code?: string;
    },
  };
};

test('another system says what became of it: by upload and through the folder; messages that overtake each other do no harm', async () => {
  assert.equal((await upload(leader, status('03'))).body.kind, 'status');
  fs.mkdirSync(path.join(folder, 'in'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'in', 'den.edxml'), status('01'));
  fs.writeFileSync(path.join(folder, 'in', 'la.edxml'), status('03', 'G99'));
  fs.writeFileSync(path.join(folder, 'in', 'xong.edxml'), status('06'));
  assert.deepEqual(await collect(pool, path.join(folder, 'in'), () => app.now.at), { taken: 2, refused: 1 });
  assert.deepEqual(fs.readdirSync(path.join(folder, 'in', 'refused')).sort(), ['la.edxml', 'la.edxml.txt']);
  const outside = (await leader.call('reports.dispatches', { id })).rows.find(({ channel }) => channel === 'edxml');
  assert.deepEqual(
    outside?.events.map(({ kind, code, by_name }) => [kind, code, by_name]),
    [
      ['queued', null, 'Lê Thanh Sơn'],
      ['sent', null, null],
      ['received', '03', 'Văn thư Bộ'],
      ['accepted', '06', 'Văn thư Bộ'],
    ],
  );
  assert.deepEqual([(await upload(foreign, status('03'))).status], [404], 'what another unit sent is not found');
});

test('recalled with a reason: every recipient is told, the public page says so; what replaces it refers to it', async () => {
  assert.deepEqual(await refusal(leader, 'reports.recall', { id }), [422, 'reports.needs_reason']);
  const count = mails.length;
  await leader.call('reports.recall', { id, reason: 'Sai số liệu mục II' });
  assert.deepEqual(await send(), { sent: 3, later: 0, dead: 0 });
  assert.equal(mails.length, count + 2);
  assert.match(decoded(mails.at(-1)?.raw ?? ''), /Lý do: Sai số liệu mục II/);
  const recall = sentPackage(out().find((name) => name.startsWith('thu-hoi')) ?? '') as ReadDocument;
  assert.deepEqual([recall.means, recall.about, recall.reason], ['recall', REPORT_ID, 'Sai số liệu mục II']);
  const [came] = await inbox();
  assert.equal(came?.state, 'recalled');
  assert.deepEqual((await province.call('reports.incoming', { id: came?.id ?? 0 })).steps, []);
  assert.deepEqual(await refusal(leader, 'reports.send', { id, recipients: [{ channel: 'product', unit: 'H48' }] }), [
    409,
    'reports.not_in_this_state',
  ]);
  const old = await app.anonymous().call('reports.verify', { token });
  assert.deepEqual([old.state, old.is_in_force, old.recalled_on, old.replaced_by], ['recalled', false, '2026-11-20', null]);

  const { version } = await shown();
  await officer.call('reports.save', { id, version, blocks: {} });
  await approve(officer, leader, id);
  const again = await leader.call('reports.issue', await toIssue(leader, id));
  assert.equal(again.number, 2);
  assert.match(openWord(await leader.bytes('reports.docx', { id })).xml, /Thay thế Báo cáo số 01\/BC-UBND ngày 20\/11\/2026/);
  const replaced = await app.anonymous().call('reports.verify', { token });
  assert.deepEqual(
    [replaced.is_in_force, replaced.replaced_by?.code, replaced.replaced_by?.token],
    [false, '02/BC-UBND', again.token],
  );
  const now = await app.anonymous().call('reports.verify', { token: again.token });
  assert.deepEqual([now.is_in_force, now.replaces?.code], [true, '01/BC-UBND']);

  const before = out();
  await leader.call('reports.send', {
    id,
    recipients: [
      { channel: 'product', unit: 'H48' },
      { channel: 'edxml', name: 'Bộ Nội vụ', code: 'G22' },
    ],
  });
  await send();
  const other = sentPackage(out().find((one) => one.startsWith('van-ban') && !before.includes(one)) ?? '') as ReadDocument;
  assert.deepEqual([other.means, other.about, other.number], ['replace', REPORT_ID, '02']);
  const book = await leader.call('reports.book', { year: 2026 });
  assert.deepEqual(
    book.rows.map(({ code, state, signatures, sent_to }) => [code, state, signatures, sent_to.length]),
    [
      ['02/BC-UBND', 'in_force', 0, 2],
      ['01/BC-UBND', 'replaced', 2, 5],
    ],
  );
  assert.equal((await leader.bytes('reports.book_file', { year: 2026 })).subarray(0, 2).toString(), 'PK');
});

const letter = (more: Partial<Parameters<typeof documentPackage>[0]> = {}) =>
  documentPackage({
    means: 'new',
    document_id: 'H55,2026/11/10,77/BC-SNV',
    about: null,
    reason: null,
    from: { code: 'H55', name: 'Sở Nội vụ' },
    to: [{ code: 'H48.108', name: 'UBND xã Bờ Y' }],
    number: '77',
    notation: 'BC-SNV',
    place: 'Thái Nguyên',
    promulgated_on: '2026-11-10',
    subject: 'Báo cáo phối hợp',
    signer: { name: 'Người Ký', title: 'Giám đốc' },
    to_places: [],
    at: app.now.at,
    files: [
      { name: 'bao-cao.pdf', content_type: 'application/pdf', bytes: Buffer.from('%PDF-1.4 thử') },
      { name: 'chay.exe', content_type: 'application/x-msdownload', bytes: Buffer.from('MZ') },
    ],
    ...more,
  });

test('a package of another system comes into the inbox with its files; its sender is answered at every step', async () => {
  const first = await upload(leader, letter());
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual(
    first.body.rows.map(({ is_new, kept, not_kept }) => [is_new, kept, not_kept]),
    [[true, 1, ['chay.exe']]],
  );
  assert.deepEqual(
    (await upload(leader, letter())).body.rows.map(({ is_new }) => is_new),
    [false],
  );
  const key = { id: first.body.rows[0]?.id ?? 0 };
  const { files, from_name, state, steps } = await leader.call('reports.incoming', key);
  assert.deepEqual([from_name, state, steps], ['Sở Nội vụ', 'arrived', ['receive', 'accept', 'send_back']]);
  assert.deepEqual(
    files.map(({ name, problem, is_digest_proven }) => [name, problem, is_digest_proven]),
    [
      ['bao-cao.pdf', null, true],
      ['chay.exe', 'files.type_not_allowed', true],
    ],
  );
  assert.equal((await leader.bytes('reports.incoming_file', { ...key, ordinal: 1 })).toString(), '%PDF-1.4 thử');
  assert.equal((await leader.ask('reports.incoming_file', { ...key, ordinal: 2 })).status, 404);
  await leader.call('reports.inbox_receive', key);
  assert.deepEqual(await refusal(leader, 'reports.inbox_send_back', key), [422, 'reports.needs_reason']);
  await leader.call('reports.inbox_send_back', { ...key, reason: 'Thiếu phụ lục' });
  await send();
  const answers = out()
    .filter((name) => name.startsWith('trang-thai'))
    .map((name) => sentPackage(name) as ReadStatus);
  assert.deepEqual(
    answers.map(({ code, organ, document_id, description }) => [code, organ, document_id, description]),
    [
      ['01', 'H55', 'H55,2026/11/10,77/BC-SNV', 'Đã đến'],
      ['02', 'H55', 'H55,2026/11/10,77/BC-SNV', 'Từ chối tiếp nhận: Thiếu phụ lục'],
      ['03', 'H55', 'H55,2026/11/10,77/BC-SNV', 'Đã tiếp nhận'],
    ],
  );
  const recalled = await upload(
    leader,
    letter({ means: 'recall', about: 'H55,2026/11/10,77/BC-SNV', reason: 'Gửi nhầm', files: [] }),
  );
  assert.equal(recalled.body.kind, 'recall');
  assert.equal((await leader.call('reports.incoming', key)).state, 'recalled');
});

test('a package that is hostile, not for us or too large is refused, and leaves nothing behind', async () => {
  const code = async (bytes: Uint8Array, client = leader) => {
    const { status, body } = await upload(client, bytes);
    return [status, body.code];
  };
  const dtd = Buffer.from(letter().toString().replace('?>', '?><!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>'));
  assert.deepEqual(await code(dtd), [422, 'reports.package_unreadable']);
  assert.deepEqual(await code(letter({ document_id: 'x', to: [{ code: 'H99', name: 'Khác' }] })), [
    422,
    'reports.package_not_for_us',
  ]);
  assert.deepEqual(await code(letter({ document_id: 'x' }), foreign), [422, 'reports.package_not_for_us']);
  assert.deepEqual(await code(Buffer.alloc(3 * 1024 * 1024, 32)), [413, 'files.too_large']);
  assert.equal((await leader.call('reports.inbox', { q: 'phối hợp' })).total, 1);
});

test('over HTTP: tried again when the exchange is away, dead when it refuses', async () => {
  const got: { headers: http.IncomingHttpHeaders; body: Buffer }[] = [];
  let reply = 503;
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (reply < 300) got.push({ headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(reply, { 'content-type': 'application/json' }).end('{"id":"TX-1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await send();
  configure({
    edxml_dir: null,
    edxml_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gui`,
    edxml_token: 'khoa',
  });
  try {
    const to = (code: string) =>
      leader.call('reports.send', { id, recipients: [{ channel: 'edxml', name: 'Bộ Tư pháp', code }] });
    await to('G15');
    assert.deepEqual(await send(), { sent: 0, later: 1, dead: 0 });
    later(1);
    reply = 200;
    assert.deepEqual(await send(), { sent: 1, later: 0, dead: 0 });
    assert.deepEqual(
      [got[0]?.headers.authorization, got[0]?.headers['x-to'], (readPackage(got[0]?.body as Buffer) as ReadDocument).to[0]?.code],
      ['Bearer khoa', 'G15', 'G15'],
    );
    reply = 400;
    await to('G16');
    assert.deepEqual(await send(), { sent: 0, later: 0, dead: 1 });
  } finally {
    server.close();
    configure(BY_FOLDER);
  }
});

test('received over HTTP: from our own sender over loopback and its status back; without the secret, too large or bad, nothing comes in', async () => {
  const key = 'khoa-cua-truc-lien-thong';
  const url = `${app.base}/api/exchange/edxml`;
  const post = async (bytes: Uint8Array, headers: Record<string, string> = {}) => {
    const said = { 'content-type': 'application/xml', authorization: `Bearer ${key}`, ...headers };
    const reply = await fetch(url, { method: 'POST', headers: said, body: new Uint8Array(bytes) });
    return [reply.status, ((await reply.json()) as { code?: string }).code ?? null];
  };
  await send();
  assert.deepEqual(await post(letter({ document_id: 'http-0' })), [404, 'reports.exchange_closed']);
  configure({ edxml_dir: null, edxml_url: url, edxml_token: key, edxml_in_token: key });
  try {
    await leader.call('reports.send', { id, recipients: [{ channel: 'edxml', name: 'Tỉnh Thái Nguyên', code: 'H55' }] });
    // The report goes out and is taken in at once; the status that answers it goes the same way back.
    assert.deepEqual(await send(), { sent: 2, later: 0, dead: 0 });
    const thai_nguyen = await app.signIn('cchc.thainguyen');
    const { rows } = await thai_nguyen.call('reports.inbox', { unit: 'H55', source: 'edxml' });
    assert.deepEqual(
      rows.map(({ state, from_name }) => [state, from_name]),
      [['arrived', 'Ủy ban nhân dân xã Bờ Y']],
    );
    const { rows: sent } = await leader.call('reports.dispatches', { id });
    assert.equal(sent.find(({ to_address }) => to_address === 'H55')?.state, 'delivered');
    // The same package twice, also at the same moment, is one report.
    const twice = letter({ document_id: 'http-1' });
    assert.deepEqual(await Promise.all([post(twice), post(twice), post(twice)]), [
      [200, null],
      [200, null],
      [200, null],
    ]);
    assert.equal((await leader.call('reports.inbox', { q: 'phối hợp', state: 'arrived' })).total, 1);
    assert.deepEqual(await post(letter({ document_id: 'http-2' }), { authorization: 'Bearer khac' }), [
      401,
      'reports.exchange_credential',
    ]);
    assert.deepEqual(await post(letter({ document_id: 'http-2' }), { 'content-type': 'application/json' }), [
      400,
      'app.body_not_json',
    ]);
    const most = 60 * 1024 * 1024;
    assert.deepEqual(await post(Buffer.alloc(most + 1, 32)), [413, 'files.too_large']);
    assert.deepEqual(
      await post(Buffer.alloc(most, 32)),
      [422, 'reports.package_unreadable'],
      'as large as it may be, and no package',
    );
    assert.deepEqual(await post(Buffer.from('<x/>')), [422, 'reports.package_unreadable']);
    const foreign_unit = letter({ document_id: 'http-3', to: [{ code: 'H99', name: 'Khác' }] });
    assert.deepEqual(await post(foreign_unit), [422, 'reports.package_not_for_us']);
    const told = await app.db.owner.query<{ code: string }>(
      "select after ->> 'code' as code from audit.entry where action = 'reports.package_refused' order by seq",
    );
    assert.deepEqual(
      told.rows.map(({ code }) => code),
      ['reports.package_unreadable', 'reports.package_unreadable', 'reports.package_not_for_us'],
    );
    // A page of ours takes no XML where it takes JSON.
    const json = await fetch(`${app.base}/api/access/sign_in`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<x/>',
    });
    assert.equal(json.status, 415);
  } finally {
    configure(BY_FOLDER);
  }
});

test('several at once: each answered for itself', async () => {
  const ids = [await approved(1), await approved(2)];
  for (const one of ids) await leader.call('reports.issue', await toIssue(leader, one));
  const { rows } = await leader.call('reports.send_many', { ids: [...ids, 999_999_999] });
  assert.deepEqual(
    rows.map(({ is_done, error }) => [is_done, error?.code ?? null]),
    [
      [true, null],
      [true, null],
      [false, 'reports.not_found'],
    ],
  );
  const accepted = await province.call('reports.accept_many', { ids });
  assert.deepEqual(
    accepted.rows.map(({ is_done }) => is_done),
    [true, true],
  );
  const back = await province.call('reports.send_back_many', { ids, reason: '' });
  assert.deepEqual(
    back.rows.map(({ error }) => error?.code),
    ['reports.needs_reason', 'reports.needs_reason'],
  );
  const sent_back = await province.call('reports.send_back_many', { ids: [...ids, id], reason: 'Bổ sung phụ lục' });
  assert.deepEqual(
    sent_back.rows.map(({ is_done }) => is_done),
    [true, true, true],
  );
  assert.ok((await inbox()).filter(({ state }) => state === 'sent_back').length >= 2);

  // Sent back for its signatures, say: handed in again without a change, it is issued again.
  const [as_it_was = 0] = ids;
  const before = await leader.call('reports.get', { id: as_it_was });
  await officer.call('reports.submit', { id: as_it_was });
  await leader.call('reports.approve', { id: as_it_was });
  const again = await leader.call('reports.issue', await toIssue(leader, as_it_was));
  const after = await leader.call('reports.get', { id: as_it_was });
  assert.deepEqual(
    [after.state, after.version, after.content.sections, after.issued?.number],
    ['issued', before.version + 1, before.content.sections, again.number],
  );
  assert.notEqual(after.issued?.number, before.issued?.number);
});
