import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { openZip, rezip } from '#checks';
import type { Content } from '../../server/reports/content.ts';
import { openWord } from '../../server/reports/word/package.ts';
import { testApp } from '../app.ts';

// A report from the records to its issue: written, edited in the browser and in Word, checked, returned, approved by another, issued, frozen.

const app = await testApp();
const officer = await app.signIn('vanphong');
const leader = await app.signIn('lanhdao');
const province = await app.signIn('kiemsoat');
const reader = await app.signIn('captren');
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Shown = {
  state: string;
  steps: string[];
  version: number;
  content: Content;
  findings: { id: string; severity: string; message: string; quote: string }[];
  issued: { number: number; token: string; sha256: string } | null;
  events: { kind: string; reason: string | null }[];
};
const ask = { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 };
const { id } = await officer.call('reports.create', ask);
const shown = (client = officer) => client.call('reports.get', { id }) as unknown as Promise<Shown>;
const narratives = (content: Content) =>
  content.sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'narrative' ? [one] : [])));

test('a report writes itself from the records, and asked again it is the same one', async () => {
  assert.deepEqual(await officer.call('reports.create', ask), { id, is_new: false });
  const report = await shown();
  assert.equal(report.state, 'draft');
  const figures = Object.values(report.content.figures);
  assert.ok(figures.length > 20, `${figures.length} figures`);
  const received = figures.find(({ measure, filter }) => measure === 'received' && !filter.sector);
  const live = await officer.call('measures.figures', {
    unit: 'H48.108',
    from: '2026-06-15',
    to: '2026-09-14',
    measures: 'received',
  });
  const value = (live as unknown as { measures: Record<string, { value: number }> }).measures.received?.value;
  assert.equal(received?.value, String(value));
  for (const { blocks } of report.content.sections)
    for (const block of blocks) if (block.kind === 'table') assert.ok(block.rows.length > 0, block.key);
});

test('what it may not be asked', async () => {
  const problem = async (input: Record<string, unknown>) => {
    const { status, body } = await officer.ask('reports.create', { ...ask, ...input });
    return [status, (body as { code: string }).code];
  };
  assert.deepEqual(await problem({ regime: 'khong-co' }), [404, 'reports.regime_unknown']);
  assert.deepEqual(await problem({ kind: 'decade' }), [422, 'reports.not_of_regime']);
  assert.deepEqual(await problem({ n: 5 }), [422, 'calendar.no_such_period']);
  assert.deepEqual(await problem({ year: 2027, n: 2 }), [422, 'reports.period_not_begun']);
  assert.deepEqual(await problem({ unit: 'H36.102' }), [404, 'org.unit_unknown']);
  assert.equal((await reader.ask('reports.create', ask)).status, 403);
  assert.equal((await reader.ask('reports.get', { id })).status, 404);
});

test('words are saved as a new version; an old page cannot write over a new one', async () => {
  const { version, content } = await shown();
  const own = narratives(content).at(-1);
  assert.ok(own);
  const paragraphs = [[{ text: 'Nguyên nhân chủ yếu là thiếu giấy tờ; xã đã bố trí thêm người trực.' }]];
  const saved = await officer.call('reports.save', { id, version, blocks: { [own.key]: paragraphs } });
  assert.equal(saved.version, version + 1);
  assert.deepEqual(narratives((await shown()).content).find(({ key }) => key === own.key)?.paragraphs, paragraphs);
  const late = await officer.ask('reports.save', { id, version, blocks: {} });
  assert.deepEqual([late.status, (late.body as { code: string }).code], [409, 'reports.changed_meanwhile']);
  const wrong = await officer.ask('reports.save', {
    id,
    version: version + 1,
    blocks: { [own.key]: [[{ figure: 'f123456789abc' }]] },
  });
  assert.deepEqual([wrong.status, (wrong.body as { code: string }).code], [422, 'reports.no_such_figure']);
});

test('the Word file comes back with its words; a figure changed by hand is told and put back', async () => {
  const { content, version } = await shown();
  const bytes = await officer.bytes('reports.docx', { id });
  const { part, xml } = openWord(bytes);
  const received = Object.values(content.figures).find(({ measure, filter }) => measure === 'received' && !filter.sector);
  assert.ok(received && xml.includes(`n:${received.anchor}`));
  const edited = xml
    .replace('thiếu giấy tờ', 'thiếu giấy tờ và mất điện 02 ngày')
    .replace(`>${received.printed}</w:t>`, '>999.999</w:t>')
    .replace('<w:body>', '<w:body><w:p><w:r><w:t>CỦA RIÊNG ĐƠN VỊ</w:t></w:r></w:p>');
  assert.notEqual(edited, xml);
  const sent = {
    name: 'bao-cao-da-sua.docx',
    type: DOCX,
    bytes: rezip(openZip(bytes), [{ name: part, bytes: Buffer.from(edited) }]),
  };
  const reply = await officer.upload('reports.upload', { id }, sent);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  const {
    changed,
    typed,
    lost,
    version: now,
  } = reply.body as {
    changed: { anchor: string; was: string; now: string }[];
    typed: { text: string }[];
    lost: string[];
    version: number;
  };
  assert.equal(now, version + 1);
  assert.deepEqual(lost, []);
  assert.deepEqual(
    changed.map(({ anchor, was, now: printed }) => ({ anchor, was, printed })),
    [{ anchor: received.anchor, was: received.printed, printed: '999.999' }],
  );
  assert.ok(typed.some(({ text }) => text === '02'));
  assert.match(JSON.stringify(narratives((await shown()).content)), /mất điện 02 ngày/);
  // What goes out again is the office's own file, with the figure put back.
  const again = openWord(await officer.bytes('reports.docx', { id })).xml;
  assert.ok(again.includes('mất điện 02 ngày') && !again.includes('999.999'));

  // Words changed in the browser after that go into the office's own file.
  const now_shown = await shown();
  const own = narratives(now_shown.content).find(({ paragraphs }) => JSON.stringify(paragraphs).includes('mất điện 02 ngày'));
  const words = [[{ text: 'Thiếu giấy tờ và mất điện 02 ngày, đã khắc phục.' }]];
  await officer.call('reports.save', { id, version: now_shown.version, blocks: { [own?.key ?? '']: words } });
  const { xml: kept } = openWord(await officer.bytes('reports.docx', { id }));
  assert.ok(kept.includes('đã khắc phục') && kept.includes('CỦA RIÊNG ĐƠN VỊ') && kept.includes(`n:${received.anchor}`));

  // Figures of today keep the office's layout too.
  const { is_layout_lost } = await officer.call('reports.refresh', { id });
  const { xml: fresh } = openWord(await officer.bytes('reports.docx', { id }));
  assert.equal(is_layout_lost, false);
  assert.ok(fresh.includes('đã khắc phục') && fresh.includes('CỦA RIÊNG ĐƠN VỊ') && fresh.includes(`n:${received.anchor}`));

  const other = await officer.upload(
    'reports.upload',
    { id },
    { name: 'khac.docx', type: DOCX, bytes: Buffer.from('không phải Word') },
  );
  assert.deepEqual([other.status, (other.body as { code: string }).code], [422, 'reports.unreadable']);
});

test('submitted, returned with a reason and a remark, submitted again, approved by another', async () => {
  const state = async () => (await shown()).state;
  const code = async (
    client: typeof officer,
    name: 'reports.return' | 'reports.approve' | 'reports.submit',
    input: Record<string, unknown> = {},
  ) => {
    const { status, body } = await client.ask(name, { id, ...input });
    return [status, (body as { code?: string }).code];
  };
  assert.deepEqual(await code(leader, 'reports.approve'), [409, 'reports.not_in_this_state']);
  await officer.call('reports.submit', { id });
  assert.deepEqual(await code(leader, 'reports.return'), [422, 'reports.needs_reason']);
  await leader.call('reports.return', { id, reason: 'Bổ sung giải pháp' });
  assert.equal(await state(), 'returned');
  const { content } = await shown();
  const place = narratives(content)[0]?.key ?? '';
  const { id: remark_id } = await leader.call('reports.remark', { id, place, words: 'Nêu rõ hơn' });
  await officer.call('reports.remark', { id, place, words: 'Đã nêu', answers: remark_id });
  await officer.call('reports.close_remark', { id, remark_id });
  await officer.call('reports.submit', { id });
  assert.equal((await officer.ask('reports.approve', { id })).status, 403);
  await leader.call('reports.approve', { id });
  assert.equal(await state(), 'approved');
  const save = await officer.ask('reports.save', { id, version: 1, blocks: {} });
  assert.deepEqual([save.status, (save.body as { code: string }).code], [409, 'reports.not_in_this_state']);
});

test('issued only without unexplained errors; then numbered, frozen, and anybody may check its code', async () => {
  const before = await shown();
  const errors = before.findings.filter(({ severity }) => severity === 'error');
  const to_issue = { id, signer: 'Lê Thanh Sơn', issued_on: '2026-09-16' };
  if (errors.length > 0) assert.equal((await leader.ask('reports.issue', to_issue)).status, 409);
  for (const { id: finding } of errors)
    await officer.call('reports.explain', { id, finding, words: 'Số liệu theo hai kỳ khác nhau.' });
  const early = await leader.ask('reports.issue', { ...to_issue, issued_on: '2026-09-01' });
  assert.deepEqual([early.status, (early.body as { code: string }).code], [422, 'reports.issue_day_wrong']);
  const { number, year, token } = await leader.call('reports.issue', to_issue);
  assert.deepEqual([number, year], [1, 2026]);
  const { issued, state } = await shown();
  assert.equal(state, 'issued');
  const file = await officer.bytes('reports.docx', { id });
  // The office's own layout goes out, with what only the issue knows.
  for (const said of ['01/BC-UBND', 'ngày 16 tháng 9 năm 2026', 'Lê Thanh Sơn'])
    assert.ok(openWord(file).xml.includes(said), said);
  assert.equal(createHash('sha256').update(file).digest('hex'), issued?.sha256);
  assert.match((await officer.bytes('reports.pdf', { id })).subarray(0, 5).toString(), /^%PDF-/);
  const verified = await app.anonymous().call('reports.verify', { token });
  assert.deepEqual([verified.number, verified.sha256, verified.is_newest, verified.state], [1, issued?.sha256, true, 'issued']);
  assert.equal((await app.anonymous().ask('reports.verify', { token: 'a'.repeat(24) })).status, 404);
  const { rows } = await officer.call('reports.differences', { id });
  assert.deepEqual(rows, []);
});

test('what becomes of the records later leaves the issued report as it was, and is told record by record with its cause', async () => {
  const frozen = await officer.bytes('reports.docx', { id });
  const { records } = await officer.call('measures.records', {
    unit: 'H48.108',
    from: '2026-06-15',
    to: '2026-09-14',
    measure: 'resolved',
    page: 1,
    page_size: 5,
  });
  const reopened = records[0]?.id ?? 0;
  const { last_seq } = await leader.call('dossiers.get', { id: reopened });
  app.now.at = new Date(app.now.at.getTime() + 3_600_000);
  await leader.call('dossiers.act', {
    id: reopened,
    action: 'reopen',
    last_seq,
    data: { reason: 'Ghi sai', decision_no: '07/QĐ' },
  });
  const { rows } = await officer.call('reports.differences', { id });
  const resolved = rows.find(({ label, left }) => label === 'Đã giải quyết' && left.length > 0);
  assert.ok(resolved, JSON.stringify(rows));
  assert.equal(Number(resolved.was) - Number(resolved.now), 1);
  assert.deepEqual(resolved.left, [{ id: reopened, cause: 'outcome_changed' }]);
  assert.deepEqual(await officer.bytes('reports.docx', { id }), frozen);
});

test('the level above accepts it, sends it back with a reason; the issued words stay', async () => {
  const { status, body } = await leader.ask('reports.accept', { id });
  assert.deepEqual(
    [status, (body as { code: string }).code],
    [403, 'reports.not_above'],
    'nobody accepts the report of his own unit',
  );
  assert.deepEqual((await shown(leader)).steps, ['recall']);
  assert.deepEqual((await shown()).steps, []);
  assert.deepEqual((await shown(province)).steps, ['accept', 'send_back']);
  await province.call('reports.accept', { id });
  await province.call('reports.send_back', { id, reason: 'Thiếu phụ lục' });
  const { state, events, issued } = await shown();
  assert.equal(state, 'returned');
  assert.equal(events.at(-1)?.reason, 'Thiếu phụ lục');
  assert.equal(issued?.number, 1);
});

test('the next report carries the office’s own words, and prints what changed in the one before', async () => {
  const next = await officer.call('reports.create', { ...ask, n: 4 });
  const { content } = (await officer.call('reports.get', { id: next.id })) as unknown as Shown;
  const carried = narratives(content).filter(({ origin }) => origin === 'carried');
  assert.ok(carried.some(({ paragraphs }) => JSON.stringify(paragraphs).includes('mất điện 02 ngày')));
  const adjusted = content.sections.find(({ heading }) => heading === 'ĐIỀU CHỈNH SỐ LIỆU KỲ TRƯỚC');
  const table = adjusted?.blocks.find((block) => block.kind === 'table');
  const resolved = table?.rows.find((row) => row[1]?.text === 'Đã giải quyết' && row[5]?.text === '1');
  assert.ok(resolved, JSON.stringify(table?.rows.map((row) => row.map(({ text }) => text))));
  assert.equal(Number(resolved[2]?.text) - Number(resolved[3]?.text), 1);
});

test('the reform report is written from registers and declared values, row by row, each with its anchor', async () => {
  const reformer = await app.signIn('cchc');
  const { id: reform } = await reformer.call('reports.create', {
    unit: 'H36',
    regime: 'cchc',
    kind: 'quarter',
    year: 2026,
    n: 3,
  });
  const { content, findings } = (await reformer.call('reports.get', { id: reform })) as unknown as Shown;
  assert.deepEqual(
    content.sections.filter(({ level }) => level === 1).map(({ heading }) => heading.split('.')[0]),
    ['', 'I', 'II', 'III', 'IV'],
  );
  // Of the six contents those that the registers and records of the province know something of.
  assert.deepEqual(
    content.sections.filter(({ level }) => level === 2).map(({ heading }) => heading),
    ['1. Cải cách thể chế', '2. Cải cách thủ tục hành chính', '3. Cải cách chế độ công vụ'],
  );
  assert.ok((content.annexes[0]?.table.rows.length ?? 0) > 100);
  for (const figure of Object.values(content.figures)) assert.notEqual(figure.value, undefined, figure.measure);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error').map(({ message, quote }) => [message, quote]),
    [],
  );
});
