import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { runDue } from '#jobs';
import { type Client, testApp } from '../../test/app.ts';
import { checkTask } from './checks.ts';
import { docxOf, p } from './read/make-files.ts';

const app = await testApp();
let officer: Client;
let unit_id: number;

before(async () => {
  officer = await app.signIn('cchc');
  unit_id = (await officer.call('org.unit', { code: 'H36.102' })).unit.id;
});

const sentence = (rate: string, date = '30/9/2023') =>
  `Đến ngày ${date}, đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, đạt ${rate}%.`;
const report = (rate: string, date?: string) =>
  docxOf({ body: p('BÁO CÁO') + p('Kết quả 9 tháng đầu năm 2023') + p(sentence(rate, date)) });
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Uploaded = { document_id: number; draft_id: number; job_id: number; seq: number };
async function upload(input: Record<string, unknown>, bytes: Uint8Array, name = 'Báo cáo CCHC.docx'): Promise<Uploaded> {
  const reply = await officer.upload('checks.upload', input, { name, type: TYPE, bytes });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body as Uploaded;
}
const work = () => runDue(app.db.pool, { tasks: [checkTask], now: () => app.now.at });
const shown = (id: number, seq?: number) => officer.call('checks.document', seq === undefined ? { id } : { id, seq });

test('an uploaded report waits, is checked in the background, and shows its text and findings', async () => {
  const { document_id, job_id } = await upload({ unit_id }, report('98,4'));
  const waiting = await shown(document_id);
  assert.deepEqual([waiting.draft.state, waiting.draft.job?.state, waiting.text], ['waiting', 'waiting', null]);
  await work();
  const { draft, text, findings, claims, title, unit_code } = await shown(document_id);
  assert.deepEqual([title, unit_code, draft.state, draft.seq, draft.errors], ['Báo cáo CCHC', 'H36.102', 'checked', 1, 1]);
  assert.equal((await officer.call('jobs.get', { id: job_id })).state, 'done');
  const [first] = findings;
  assert.ok(first);
  assert.deepEqual([first.rule, first.severity, first.verdict], ['R01', 'error', null]);
  const whole = text?.blocks.map((block) => block.text).join('\n') ?? '';
  assert.equal(whole.slice(first.place.offset, first.place.offset + first.place.length), first.quote);
  assert.match(first.message, /98,4/);
  assert.ok((claims?.seen ?? 0) >= 1);
});

test('an explanation needs words and stays with the same words in the next draft; what was fixed and still stands is open again', async () => {
  const { document_id } = await upload({ unit_id }, report('98,4', '31/9/2023'), 'giải trình.docx');
  await work();
  const first = await shown(document_id);
  const [date, rate] = [first.findings.find(({ rule }) => rule === 'R14'), first.findings.find(({ rule }) => rule === 'R01')];
  assert.ok(date && rate);
  const refused = await officer.ask('checks.judge', { id: rate.id, verdict: 'explained' });
  assert.deepEqual([refused.status, refused.body.code], [422, 'checks.note_needed']);
  await officer.call('checks.judge', { id: rate.id, verdict: 'explained', note: 'Tính theo mẫu khác' });
  await officer.call('checks.judge', { id: date.id, verdict: 'fixed' });
  await upload({ document_id }, docxOf({ body: p('Thêm một đoạn') + p(sentence('98,4', '31/9/2023')) }), 'lần hai.docx');
  await work();
  const second = await shown(document_id);
  assert.deepEqual([second.draft.seq, second.drafts.length], [2, 2]);
  const of = (rule: string) => second.findings.find((finding) => finding.rule === rule);
  assert.deepEqual(
    [of('R01')?.verdict, of('R01')?.verdict_note, of('R01')?.is_carried],
    ['explained', 'Tính theo mẫu khác', true],
  );
  assert.deepEqual([of('R14')?.verdict, of('R14')?.earlier_id], [null, date.id]);
});

test('between two drafts: what was mended, what remains, what came anew', async () => {
  const { document_id } = await upload({ unit_id }, report('98,4'), 'ba bản.docx');
  await upload({ document_id }, report('97,1', '31/9/2023'));
  await upload({ document_id }, report('89,4', '31/9/2023'));
  await work();
  const rules = (list: { rule: string }[]) => list.map(({ rule }) => rule);
  const one = await officer.call('checks.compare', { id: document_id, from: 1, to: 2 });
  assert.deepEqual([rules(one.mended), rules(one.remaining), rules(one.added)], [[], ['R01'], ['R14']]);
  const all = await officer.call('checks.compare', { id: document_id, from: 1, to: 3 });
  assert.deepEqual([rules(all.mended), rules(all.remaining), rules(all.added)], [['R01'], [], ['R14']]);
});

test('the Word file comes back with comments, except for false alarms; a page too', async () => {
  const { document_id, draft_id } = await upload({ unit_id }, report('98,4', '31/9/2023'), 'nhận xét.docx');
  await work();
  const { findings } = await shown(document_id);
  const alarm = findings.find(({ rule }) => rule === 'R14');
  assert.ok(alarm);
  await officer.call('checks.judge', { id: alarm.id, verdict: 'false_alarm', note: 'Trích nguyên văn' });
  const parts = unzipSync(await officer.bytes('checks.export', { id: draft_id, format: 'docx' }));
  const comments = Buffer.from(parts['word/comments.xml'] as Uint8Array).toString();
  assert.match(comments, /Lỗi R01: /);
  assert.doesNotMatch(comments, /R14/);
  assert.match((await officer.bytes('checks.export', { id: draft_id, format: 'html' })).toString(), /15\.739 hồ sơ/);
  const sarif = JSON.parse((await officer.bytes('checks.export', { id: draft_id, format: 'sarif' })).toString());
  assert.deepEqual([sarif.version, sarif.runs[0].results[0].ruleId], ['2.1.0', 'R01']);
});

test('a text file lies here, a broken one is told with its reason, another kind is refused at once', async () => {
  const text = await upload({ unit_id }, Buffer.from(sentence('98,4')), 'chữ.txt');
  const broken = await upload(
    { unit_id },
    Buffer.from(report('98,4').map((byte, i) => (i > 400 && i < 500 ? byte ^ 255 : byte))),
    'hỏng.docx',
  );
  await work();
  assert.equal((await shown(text.document_id)).findings[0]?.rule, 'R01');
  const { draft } = await shown(broken.document_id);
  assert.equal(draft.state, 'unreadable');
  assert.match(draft.unreadable ?? '', /bị hỏng/);
  const refused = await officer.upload(
    'checks.upload',
    { unit_id },
    { name: 'a.doc', type: '', bytes: Buffer.from('\xd0\xcf\x11\xe0abc', 'latin1') },
  );
  assert.deepEqual([refused.status, (refused.body as { code: string }).code], [422, 'checks.unreadable']);
});

test('a check that was cancelled can be asked for again, one that is done cannot', async () => {
  const { draft_id, document_id, job_id } = await upload({ unit_id }, report('98,4'), 'dừng.docx');
  assert.equal((await officer.ask('checks.recheck', { id: draft_id })).body.code, 'checks.still_running');
  await officer.call('jobs.cancel', { id: job_id });
  await work();
  assert.deepEqual(
    [(await shown(document_id)).draft.state, (await shown(document_id)).draft.job?.state],
    ['waiting', 'cancelled'],
  );
  await officer.call('checks.recheck', { id: draft_id });
  await work();
  assert.equal((await shown(document_id)).draft.state, 'checked');
  assert.equal((await officer.ask('checks.recheck', { id: draft_id })).body.code, 'checks.already_checked');
});

test('the list finds by words without diacritics and by what is still open', async () => {
  const found = await officer.call('checks.documents', { q: 'giai trinh' });
  assert.deepEqual([found.total, found.rows[0]?.title, found.rows[0]?.drafts], [1, 'giải trình', 2]);
  const open = await officer.call('checks.documents', { only: 'open', sort: 'title' });
  assert.ok(open.rows.length > 0 && open.rows.every(({ open_findings }) => open_findings > 0));
});

test('verdicts stand in the ledger of their rule, once however many drafts they went through', async () => {
  const { rows } = await officer.call('checks.rules', {});
  const ledger = (id: string) => rows.find((rule) => rule.id === id)?.ledger;
  assert.deepEqual(ledger('R01'), { confirmed: 0, explained: 1, false_alarms: 0 });
  assert.deepEqual(ledger('R14'), { confirmed: 1, explained: 0, false_alarms: 1 });
  const dates = rows.find((rule) => rule.id === 'R14');
  assert.deepEqual([dates?.severity, dates?.speaks, dates?.precision_pct], ['error', 'warning', 50]);
  const { document_id } = await upload({ unit_id }, report('98,4', '31/9/2023'), 'sau khi hạ.docx');
  await work();
  const { findings, lowered } = await shown(document_id);
  assert.deepEqual(lowered, { R14: 'error' });
  assert.equal(findings.find((finding) => finding.rule === 'R14')?.severity, 'warning');
});
