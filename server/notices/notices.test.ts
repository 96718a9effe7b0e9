import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after, beforeEach } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { transaction } from '#lib/db';
import { testApp } from '../../test/app.ts';
import { told } from './applicants.ts';
import { plainSms, sentence, waitMinutes } from './kinds.ts';
import { configure, covered, deliver, digest, putMessage, sendersOf, sweep } from './notices.ts';

const app = await testApp();
const { pool, owner } = app.db;
const start = app.now.at;
const officer = await app.signIn('thuly');
const leader = await app.signIn('lanhdao');
const reception = await app.signIn('tiepnhan');
const admin = await app.signIn('quantri');

type Mail = { to: string; text: string };
const mails: Mail[] = [];
let answer: { code: number; text: string } | null = null;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) =>
    done(answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : null),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      mails.push({
        to: session.envelope.rcptTo.map((one) => one.address).join(),
        text: decoded(Buffer.concat(parts).toString('utf8')),
      });
      done();
    });
  },
});
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
const smtp_port = (smtp.server.address() as AddressInfo).port;

const texts: { to: string; text: string; reference: string; authorization: string | undefined }[] = [];
let gateway_status = 200;
const gateway = http.createServer((request, reply) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    if (gateway_status === 200) texts.push({ ...JSON.parse(body), authorization: request.headers.authorization });
    reply.writeHead(gateway_status, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `g-${texts.length}` }));
  });
});
await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
const gateway_url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;

after(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  gateway.close();
});

/** The readable text of a mail: the body comes as base64 or quoted-printable. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return `${head}\n${Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8')}`;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}

beforeEach(async () => {
  configure({
    senders: sendersOf({
      smtp_url: `smtp://127.0.0.1:${smtp_port}`,
      mail_from: 'motcua@vidu.vn',
      sms_url: gateway_url,
      sms_token: 'khoa-thu',
      zalo_url: null,
      zalo_token: null,
    }),
    public_url: 'https://motcua.vidu.vn',
  });
  answer = null;
  gateway_status = 200;
  mails.length = 0;
  texts.length = 0;
  app.now.at = start;
  await owner.query(`update notices.message set state = 'cancelled', ended_at = now() where state in ('waiting', 'sending')`);
});

const look = (now = app.now.at) => transaction(pool, 'write', (db) => sweep(db, now));
const kinds = async (client: typeof officer, code: string) =>
  (await client.call('notices.list', { page_size: 200 })).rows.filter((row) => row.dossier_code === code).map((row) => row.kind);

/** A dossier with the officer, received now. */
async function aDossier(phone?: string): Promise<{ id: number; code: string; due_on: string; last_seq: number }> {
  const receipt = await reception.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'H48.108',
    applicant: { name: 'Người Nhận Tin', no_identity_reason: 'Chưa được cấp', ...(phone && { phone }) },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 as const })),
  });
  const { id: account_id } = (await officer.call('access.me', {})).account;
  const { last_seq } = await reception.call('dossiers.act', {
    id: receipt.id,
    action: 'hand_over',
    last_seq: 1,
    data: { to_account_id: account_id },
  });
  return { id: receipt.id, code: receipt.code, due_on: receipt.due_on as string, last_seq };
}

const dayAfter = (day: string, n: number) => new Date(new Date(`${day}T02:00:00Z`).getTime() + n * 86_400_000);

test('an officer is told once of what was assigned, warned before the due day and when it is over; leaders when it is over', async () => {
  const { code, due_on } = await aDossier();
  await look();
  await look(new Date(app.now.at.getTime() + 60_000));
  assert.deepEqual(await kinds(officer, code), ['assigned']);
  await look(dayAfter(due_on, 0));
  await look(dayAfter(due_on, 0));
  assert.deepEqual(await kinds(officer, code), ['due_soon', 'assigned']);
  assert.deepEqual(await kinds(leader, code), []);
  await look(dayAfter(due_on, 1));
  assert.deepEqual(await kinds(officer, code), ['overdue', 'due_soon', 'assigned']);
  assert.deepEqual(await kinds(leader, code), ['overdue']);
});

test('an opinion is asked for, wanted soon and overdue: each said once to who is asked, the last also to who asked; answered it is quiet', async () => {
  const { id, code, last_seq } = await aDossier();
  const { id: account_id } = (await reception.call('access.me', {})).account;
  const question = { to_unit: 'H48.108', account_id, question: 'Đã số hóa đủ chưa?', due_on: '2026-11-25' };
  const asked = await officer.call('dossiers.act', { id, action: 'ask_opinion', last_seq, data: question });
  const stages = async (client: typeof officer) =>
    (await client.call('notices.list', { page_size: 200 })).rows
      .filter((row) => row.dossier_code === code && row.kind === 'consultation')
      .map((row) => row.data.stage);
  await look();
  await look(new Date(app.now.at.getTime() + 60_000));
  assert.deepEqual([await stages(reception), await stages(officer)], [['asked'], []]);
  // The 24th is off: on Monday the 23rd the next working day is the 25th.
  await look(new Date('2026-11-23T01:00:00Z'));
  await look(new Date('2026-11-23T09:00:00Z'));
  assert.deepEqual([await stages(reception), await stages(officer)], [['soon', 'asked'], []]);
  await look(new Date('2026-11-25T11:00:00Z'));
  await look(new Date('2026-11-26T01:00:00Z'));
  assert.deepEqual([await stages(reception), await stages(officer)], [['over', 'soon', 'asked'], ['over']]);
  const { id: opinion } = (await reception.call('dossiers.opinions', {})).find((one) => one.dossier_id === id) ?? { id: 0 };
  const answer = { id: opinion, opinion: 'agree', text: 'Đủ' };
  await reception.call('dossiers.act', { id, action: 'give_opinion', last_seq: asked.last_seq, data: answer });
  await look(new Date('2026-11-27T01:00:00Z'));
  assert.equal((await stages(reception)).length, 3);
  assert.equal(
    sentence({ kind: 'consultation', dossier_code: 'H48-1', data: { day: '2026-11-25', stage: 'over' } }),
    'Ý kiến về hồ sơ H48-1 đã quá hạn trả lời ngày 25/11/2026',
  );
});

test('what is done is not warned of', async () => {
  const { id, code, due_on, last_seq } = await aDossier();
  await leader.call('dossiers.act', { id, action: 'decide', last_seq, data: { outcome: 'granted' } });
  await look(dayAfter(due_on, 9));
  assert.deepEqual(await kinds(officer, code), []);
});

test('a unit may be warned earlier, later or not at all than the product comes with', async () => {
  const { code, due_on } = await aDossier();
  const rule = { unit: 'H48.108', kind: 'due_soon' as const, lead: 0, to_officer: true, to_head: true, to_superior: false };
  await admin.call('notices.keep_rule', { ...rule, is_active: false });
  await look(dayAfter(due_on, 0));
  assert.ok(!(await kinds(officer, code)).includes('due_soon'));
  await admin.call('notices.keep_rule', { ...rule, is_active: true });
  await look(dayAfter(due_on, 0));
  assert.ok((await kinds(officer, code)).includes('due_soon'));
  assert.ok((await kinds(leader, code)).includes('due_soon'));
  await admin.call('notices.drop_rule', { unit: 'H48.108', kind: 'due_soon' });
  const { body, status } = await admin.ask('notices.drop_rule', { unit: 'H48.108', kind: 'due_soon' });
  assert.equal(`${status} ${body.code}`, '404 notices.no_own_rule');
});

test('notices go by e-mail to who asked for it: one message for everything new', async () => {
  const set = { email: 'thuly@vidu.vn', phone: null, by_email: ['assigned' as const], by_sms: [], digest: false };
  await officer.call('notices.keep_settings', set);
  const [one, two] = [await aDossier(), await aDossier()];
  await look();
  assert.deepEqual(await deliver(pool, () => app.now.at), { sent: 1, later: 0, dead: 0 });
  assert.equal(mails[0]?.to, 'thuly@vidu.vn');
  assert.match(mails[0]?.text ?? '', new RegExp(`Bạn được giao hồ sơ ${one.code}`));
  assert.match(mails[0]?.text ?? '', new RegExp(`Bạn được giao hồ sơ ${two.code}`));
  assert.deepEqual(await deliver(pool, () => app.now.at), { sent: 0, later: 0, dead: 0 });
  await officer.call('notices.keep_settings', { ...set, by_email: [] });
});

test('an applicant is told by SMS without diacritics what happened, each event once', async () => {
  const { code } = await aDossier('0912345678');
  await look();
  await look(new Date(app.now.at.getTime() + 30_000));
  await deliver(pool, () => app.now.at);
  const sent = texts.filter((one) => one.text.includes(code));
  assert.equal(sent.length, 1);
  assert.equal(sent[0]?.to, '0912345678');
  assert.equal(sent[0]?.authorization, 'Bearer khoa-thu');
  assert.match(sent[0]?.text ?? '', /da tiep nhan ho so/);
});

async function aMessage(key: string, channel: 'email' | 'sms' = 'email'): Promise<number> {
  const unit = await owner.query(`select u.id, u.tenant from org.unit u where u.code = 'H48.108'`);
  await putMessage(pool, {
    tenant: unit.rows[0].tenant,
    key,
    channel,
    to_address: channel === 'email' ? 'ai.do@vidu.vn' : '0987654321',
    to_name: 'Ai Đó',
    account_id: null,
    unit_id: unit.rows[0].id,
    dossier_id: null,
    subject: 'Thử',
    text: `Nội dung ${key}`,
    at: app.now.at,
  });
  return (await owner.query('select m.id from notices.message m where m.key = $1', [key])).rows[0].id;
}
const stateOf = async (id: number) =>
  (await owner.query('select m.state, m.attempts, m.last_error from notices.message m where m.id = $1', [id])).rows[0];

test('a carrier that is away for a while loses nothing: the message waits longer each time and goes when it is back', async () => {
  const id = await aMessage('cham', 'sms');
  gateway_status = 503;
  let now = app.now.at;
  await deliver(pool, () => now);
  assert.deepEqual(await stateOf(id), { state: 'waiting', attempts: 1, last_error: 'HTTP 503' });
  assert.deepEqual(await deliver(pool, () => now), { sent: 0, later: 0, dead: 0 });
  now = new Date(now.getTime() + 60_000);
  await deliver(pool, () => now);
  assert.equal((await stateOf(id)).attempts, 2);
  gateway_status = 200;
  now = new Date(now.getTime() + 5 * 60_000);
  await deliver(pool, () => now);
  assert.equal((await stateOf(id)).state, 'sent');
  assert.equal(texts.length, 1);
});

test('what is refused for good is dead at once, is listed, and may be tried anew', async () => {
  const id = await aMessage('hong');
  answer = { code: 550, text: 'no such user' };
  assert.deepEqual(await deliver(pool, () => app.now.at), { sent: 0, later: 0, dead: 1 });
  const listed = await admin.call('notices.messages', { state: 'dead' });
  const row = listed.rows.find((one) => one.id === id);
  assert.deepEqual([row?.last_error, row?.to_address, row?.to_name], ['SMTP 550', 'ai…@vidu.vn', null]);
  assert.ok(listed.dead >= 1);
  answer = null;
  await admin.call('notices.act_on_message', { id, action: 'retry' });
  assert.deepEqual(await deliver(pool, () => app.now.at), { sent: 1, later: 0, dead: 0 });
  const again = await admin.ask('notices.act_on_message', { id, action: 'retry' });
  assert.equal(`${again.status} ${again.body.code}`, '409 notices.message_not_in_this_state');
});

test('tries are used up in the end, and a sender that died lets go of its message', async () => {
  const id = await aMessage('chet', 'sms');
  gateway_status = 500;
  let now = app.now.at;
  for (let tries = 1; tries <= 8; tries += 1) {
    await deliver(pool, () => now);
    now = new Date(now.getTime() + 800 * 60_000);
  }
  assert.deepEqual(await stateOf(id), { state: 'dead', attempts: 8, last_error: 'HTTP 500' });
  gateway_status = 200;
  const other = await aMessage('bo-do', 'sms');
  await owner.query(`update notices.message set state = 'sending', attempts = 1, next_try_at = $2 where id = $1`, [other, now]);
  await deliver(pool, () => new Date(now.getTime() - 1000));
  assert.equal((await stateOf(other)).state, 'sending');
  await deliver(pool, () => now);
  assert.equal((await stateOf(other)).state, 'sent');
});

test('everything dead of my units is tried anew at once, of other units nothing', async () => {
  const [mine, others] = [await aMessage('tat-ca', 'sms'), await aMessage('noi-khac', 'sms')];
  await owner.query(
    `update notices.message set state = 'dead', attempts = 8, last_error = 'HTTP 500', ended_at = $2 where id = any ($1)`,
    [[mine, others], app.now.at],
  );
  await owner.query(`update notices.message set unit_id = (select u.id from org.unit u where u.code = 'H36.102') where id = $1`, [
    others,
  ]);
  const { dead } = await admin.call('notices.messages', { state: 'dead' });
  assert.deepEqual(await admin.call('notices.retry_dead', {}), { count: dead });
  assert.deepEqual(await stateOf(mine), { state: 'waiting', attempts: 0, last_error: null });
  assert.equal((await stateOf(others)).state, 'dead');
  await deliver(pool, () => app.now.at);
  assert.equal((await stateOf(mine)).state, 'sent');
});

test('many senders at once send each message once', async () => {
  for (let n = 0; n < 40; n += 1) await aMessage(`song-song-${n}`, 'sms');
  await Promise.all([1, 2, 3, 4].map(() => deliver(pool, () => app.now.at)));
  assert.equal(new Set(texts.map((one) => one.reference)).size, 40);
  assert.equal(texts.length, 40);
});

test('a message and what it is about stay or go together', async () => {
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      const common = { tenant: 48, account_id: null, unit_id: null, dossier_id: null, to_name: null, subject: 'x', text: 'x' };
      await putMessage(db, { ...common, key: 'cuon-lai', channel: 'email', to_address: 'x@vidu.vn', at: app.now.at });
      throw new Error('rolled back');
    }),
  );
  assert.equal((await owner.query(`select 1 from notices.message m where m.key = 'cuon-lai'`)).rowCount, 0);
});

test('every leader finds the morning’s summary among the notices without having asked for it; yesterday’s unread one gives way', async () => {
  await owner.query('delete from notices.setting');
  const found = async () => (await leader.call('notices.list', { kind: 'digest' })).rows;
  const run = (at: string) => transaction(pool, 'write', (db) => digest(db, new Date(at)));
  assert.equal(await run('2026-11-19T00:00:00Z'), 0);
  await run('2026-11-19T00:05:00Z');
  const [first, ...more] = await found();
  assert.deepEqual(more, []);
  assert.match(first?.data.title ?? '', /^Xã Bờ Y: \d+ quá hạn, \d+ đến hạn hôm nay, .*chờ trả kết quả$/);
  assert.equal(first?.data.link, '/dossiers/queue?unit=H48.108');
  assert.equal(first?.read_at, null);
  await run('2026-11-20T00:00:00Z');
  assert.deepEqual(
    (await found()).map(({ read_at }) => read_at === null),
    [true, false],
  );
  await leader.call('notices.keep_settings', { email: null, phone: null, by_email: [], by_sms: [], digest: false });
  await run('2026-11-23T00:00:00Z');
  assert.equal((await found()).length, 2);
  assert.equal((await officer.call('notices.list', { kind: 'digest' })).total, 0);
});

test('leaders who want it get one summary on a working day, none on a day off', async () => {
  const set = { email: 'lanhdao@vidu.vn', phone: null, by_email: [], by_sms: [], digest: true };
  await leader.call('notices.keep_settings', set);
  const morning = new Date('2026-11-20T00:00:00Z');
  const run = (now: Date) => transaction(pool, 'write', (db) => digest(db, now));
  assert.equal(await run(morning), 1);
  assert.equal(await run(morning), 0);
  assert.equal(await run(new Date('2026-11-21T00:00:00Z')), 0);
  await deliver(pool, () => app.now.at);
  assert.match(mails[0]?.text ?? '', /Tình hình hồ sơ đầu ngày 20\/11\/2026/);
  assert.match(mails[0]?.text ?? '', /Quá hạn chưa giải quyết xong: \d+/);
});

test('my notices are mine: read ones stay read, and nobody else’s are touched', async () => {
  await aDossier();
  await look();
  const before = await leader.call('notices.list', {});
  assert.ok((await officer.call('notices.list', { unread: true })).total > 0);
  await officer.call('notices.mark_read', {});
  assert.equal((await officer.call('notices.list', { unread: true })).total, 0);
  assert.equal((await leader.call('notices.list', {})).unread, before.unread);
});

test('settings need the address of the channel they ask for', async () => {
  const bad = { email: null, phone: null, by_email: ['overdue'], by_sms: [], digest: true };
  const { status, body } = await officer.ask('notices.keep_settings', bad);
  assert.equal(`${status} ${body.code}`, '422 notices.address_needed');
  configure({ senders: {}, public_url: '' });
  await officer.call('notices.keep_settings', { ...bad, email: 'a@vidu.vn', by_email: [] });
  const sent = await officer.ask('notices.send_test', { channel: 'email' });
  assert.equal(`${sent.status} ${sent.body.code}`, '409 notices.channel_not_set_up');
});

test('without a carrier nothing is put into the outbox, and nothing fails', async () => {
  configure({ senders: {}, public_url: '' });
  const { code } = await aDossier('0912000111');
  await look();
  assert.equal((await owner.query('select 1 from notices.message m where m.subject like $1', [`%${code}%`])).rowCount, 0);
  assert.deepEqual(await deliver(pool, () => app.now.at), { sent: 0, later: 0, dead: 0 });
});

test('sentences, waiting times and covered addresses', () => {
  assert.equal(
    sentence({ kind: 'due_soon', dossier_code: 'H48-1', data: { day: '2026-11-23', procedure: 'Khai sinh' } }),
    'Hồ sơ H48-1 đến hạn ngày 23/11/2026: Khai sinh',
  );
  assert.deepEqual([1, 2, 7, 8].map(waitMinutes), [1, 5, 720, null]);
  assert.equal(plainSms('Đã tiếp nhận hồ sơ'), 'Da tiep nhan ho so');
  assert.equal(plainSms('ạ'.repeat(400)).length, 320);
  assert.deepEqual([covered('nguyenvana@vidu.vn'), covered('0912345678')], ['ng…@vidu.vn', '091…78']);
  const event = { code: 'H48-1', due_on: null, procedure_name: 'Khai sinh', unit_name: 'Xã Bờ Y' };
  assert.equal(
    told({ ...event, kind: 'apologised', reappointed_on: '2026-12-01' }),
    'Xã Bờ Y xin lỗi vì chậm trả kết quả hồ sơ H48-1 (Khai sinh). Ngày hẹn lại: 01/12/2026.',
  );
});
