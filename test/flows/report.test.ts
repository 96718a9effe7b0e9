import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { openZip, rezip } from '#checks';
import type { Content } from '../../server/reports/content.ts';
import { openWord } from '../../server/reports/word/package.ts';
import { testApp } from '../app.ts';
import { approve, leaveOutPlaces, ready, toIssue } from '../report-steps.ts';

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
  findings: { id: string; rule: string; severity: string; message: string; quote: string }[];
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
  // Number and day are written at issue: nobody is told that they are blank.
  assert.match(report.content.number, /^Số: \s*…?\s*\/BC-/);
  assert.deepEqual(
    report.findings.filter(({ quote }) => quote.includes('/BC-')),
    [],
  );
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
  const late = await officer.ask('reports.save', { id, version, blocks: { [own.key]: [[{ text: 'Lời viết trên bản cũ.' }]] } });
  assert.deepEqual([late.status, late.body.code], [409, 'reports.changed_meanwhile']);
  assert.deepEqual(late.body.data, { version: version + 1, blocks: [own.key], by_name: 'Đinh Thị Thu' });
  // Another part of the report is taken beside it.
  const other = narratives(content).find(({ key }) => key !== own.key);
  assert.ok(other);
  const beside = await officer.call('reports.save', { id, version, blocks: { [other.key]: other.paragraphs } });
  assert.equal(beside.version, version + 2);
  assert.deepEqual(narratives((await shown()).content).find(({ key }) => key === own.key)?.paragraphs, paragraphs);
  const wrong = await officer.ask('reports.save', {
    id,
    version: version + 2,
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
  const { is_layout_lost } = await officer.call('reports.refresh', { id, version: (await shown()).version });
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
  const before = await shown();
  const errors = before.findings.filter(({ severity }) => severity === 'error');
  // The figure the Word file said otherwise.
  assert.deepEqual(
    errors.map(({ rule }) => rule),
    ['W01'],
  );
  const finding = errors[0]?.id ?? '';
  // The place nobody wrote in is told first, then the error.
  assert.deepEqual(await code(officer, 'reports.submit'), [409, 'reports.places_unfilled']);
  await leaveOutPlaces(officer, id);
  assert.deepEqual(await code(officer, 'reports.submit'), [409, 'reports.errors_unexplained']);
  const short = await officer.ask('reports.explain', { id, finding, words: 'x' });
  assert.deepEqual([short.status, short.body.code], [422, 'reports.explanation_says_nothing']);
  await ready(officer, id);
  await officer.call('reports.submit', { id });
  // Bettered until it is approved; what was said before stays in the history.
  await officer.call('reports.explain', { id, finding, words: 'Số liệu theo hai kỳ khác nhau.' });
  const [explained] = (await officer.call('reports.get', { id })).explanations.filter((one) => one.finding === finding);
  assert.deepEqual(
    [explained?.words, explained?.before.map(({ words }) => words)],
    ['Số liệu theo hai kỳ khác nhau.', ['Đã rà soát.']],
  );
  assert.deepEqual(await code(leader, 'reports.return'), [422, 'reports.needs_reason']);
  await leader.call('reports.return', { id, reason: 'Bổ sung giải pháp' });
  assert.equal(await state(), 'returned');
  const { content } = await shown();
  const place = narratives(content)[0]?.key ?? '';
  const { id: remark_id } = await leader.call('reports.remark', { id, place, words: 'Nêu rõ hơn' });
  await officer.call('reports.remark', { id, place, words: 'Đã nêu', answers: remark_id });
  // On some words of a part: found where they stand, and told as edited once they are others.
  const own = narratives(content).find(({ paragraphs }) => JSON.stringify(paragraphs).includes('mất điện 02 ngày'));
  assert.ok(own);
  const quote = { text: 'đã khắc phục', occurrence: 1 };
  const on_words = await leader.call('reports.remark', { id, place: own.key, words: 'Khắc phục thế nào?', quote });
  const placed = async () => (await officer.call('reports.get', { id })).remarks.find((one) => one.id === on_words.id);
  const line = own.paragraphs.findIndex((paragraph) => JSON.stringify(paragraph).includes(quote.text));
  const { quote: said, found } = (await placed()) ?? {};
  assert.deepEqual([said, found?.line, found && found.to - found.from], [quote.text, line, quote.text.length]);
  const gone = await leader.ask('reports.remark', { id, place: own.key, words: 'x', quote: { ...quote, occurrence: 2 } });
  assert.deepEqual([gone.status, gone.body.code], [422, 'reports.quote_not_there']);
  const words = JSON.parse(JSON.stringify(own.paragraphs).replace('đã khắc phục', 'đã có máy phát điện'));
  await officer.call('reports.save', { id, version: (await shown()).version, blocks: { [own.key]: words } });
  assert.deepEqual([(await placed())?.quote, (await placed())?.found], [quote.text, null]);
  await officer.call('reports.close_remark', { id, remark_id: on_words.id });
  // Who hands it in and who approves is told that a remark is open.
  assert.equal((await officer.call('reports.submit', { id })).remarks, 1);
  assert.equal((await leader.call('reports.get', { id })).readiness.remarks, 1);
  await officer.call('reports.close_remark', { id, remark_id });
  assert.equal((await officer.ask('reports.approve', { id })).status, 403);
  await leader.call('reports.approve', { id });
  assert.equal(await state(), 'approved');
  assert.deepEqual(
    (await officer.ask('reports.explain', { id, finding, words: 'Đã rà soát lần nữa.' })).body.code,
    'reports.explanation_closed',
  );
  const save = await officer.ask('reports.save', { id, version: 1, blocks: {} });
  assert.deepEqual([save.status, (save.body as { code: string }).code], [409, 'reports.not_in_this_state']);
});

test('a place nobody wrote in hinders the report, also where Word or the browser brings it back; a period that is not over as well', async () => {
  const month = await officer.call('reports.create', { ...ask, kind: 'month', n: 5 });
  const of = async () =>
    (await officer.call('reports.get', { id: month.id })) as unknown as Shown & { readiness: { places: { text: string }[] } };
  const PLACE = '[Đơn vị nêu nguyên nhân hồ sơ quá hạn (nếu có), giải pháp khắc phục và kiến nghị]';
  const report = await of();
  assert.deepEqual(
    report.readiness.places.map(({ text }) => text),
    [PLACE],
  );
  const submitted = async (client = officer, of_id = month.id) => (await client.ask('reports.submit', { id: of_id })).body.code;
  const refused = await officer.ask('reports.submit', { id: month.id });
  assert.deepEqual([refused.status, refused.body.code, refused.body.data?.count], [409, 'reports.places_unfilled', 1]);
  const block = narratives(report.content).find(({ paragraphs }) => JSON.stringify(paragraphs).includes(PLACE));
  assert.ok(block);
  // Given back without its mark, and with words beside it, the place is still one.
  const beside = [[{ text: `Do mất điện. ${PLACE}` }]];
  await officer.call('reports.save', { id: month.id, version: report.version, blocks: { [block.key]: beside } });
  const bytes = await officer.bytes('reports.docx', { id: month.id });
  await officer.upload('reports.upload', { id: month.id }, { name: 'bao-cao.docx', type: DOCX, bytes });
  assert.deepEqual(
    (await of()).readiness.places.map(({ text }) => text),
    [PLACE],
  );
  await ready(officer, month.id);
  assert.match(JSON.stringify((await of()).content), /Do mất điện\./);
  assert.equal(await submitted(), undefined);

  const running = await officer.call('reports.create', { ...ask, kind: 'month', n: 12 });
  const early = (await officer.call('reports.get', { id: running.id })) as unknown as Shown & {
    readiness: { early_until: string };
  };
  assert.equal(early.readiness.early_until, '2026-12-14');
  const words = JSON.stringify(early.content);
  assert.match(words, /Số liệu đến ngày 20\/11\/2026, chưa hết ngày chốt 14\/12\/2026/);
  assert.match(words, /Đến ngày 20\/11\/2026 còn/);
  assert.doesNotMatch(words, /Đến hết kỳ báo cáo/);
  await ready(officer, running.id);
  const told = await officer.ask('reports.submit', { id: running.id });
  assert.deepEqual(
    [told.status, told.body.code, told.body.data],
    [409, 'reports.figures_early', { known_on: '2026-11-20', until: '2026-12-14' }],
  );
  const at = app.now.at;
  app.now.at = new Date('2026-12-15T02:00:00Z');
  const later = await app.signIn('vanphong');
  assert.equal(
    await submitted(later, running.id),
    'reports.figures_early',
    'it is the figures that must be of after, not the click',
  );
  const { version: newest } = (await later.call('reports.get', { id: running.id })) as unknown as Shown;
  await later.call('reports.refresh', { id: running.id, version: newest });
  await ready(later, running.id);
  assert.ok(JSON.stringify(await later.call('reports.get', { id: running.id })).includes('Đến hết kỳ báo cáo còn'));
  assert.equal(await submitted(later, running.id), undefined);
  app.now.at = at;
});

test('issued only without unexplained errors; then numbered, frozen, and anybody may check its code', async () => {
  const to_issue = await toIssue(leader, id);
  const refused = async (more: Record<string, unknown>) => {
    const { status, body } = await leader.ask('reports.issue', { ...to_issue, ...more });
    return [status, body.code];
  };
  assert.deepEqual(to_issue.issued_on, '2026-11-20');
  assert.deepEqual(await refused({ issued_on: '2026-09-01' }), [422, 'reports.issue_day_wrong']);
  // After its period, and before it was written and approved.
  assert.deepEqual(await refused({ issued_on: '2026-09-16' }), [422, 'reports.issue_day_early']);
  assert.deepEqual(await refused({ signer_id: 999_999 }), [422, 'reports.signer_unknown']);
  const writers = await leader.call('reports.signers', { id });
  assert.deepEqual(
    writers.rows.map(({ name, title, signs_as }) => [name, title, signs_as]),
    [['Lê Thanh Sơn', 'Phó Chủ tịch UBND xã', 'deputy']],
  );
  const { number, year, token } = await leader.call('reports.issue', to_issue);
  assert.deepEqual([number, year], [1, 2026]);
  const { issued, state } = await shown();
  assert.equal(state, 'issued');
  const file = await officer.bytes('reports.docx', { id });
  // The office's own layout goes out, with what only the issue knows.
  for (const said of ['01/BC-UBND', 'ngày 20 tháng 11 năm 2026', 'Lê Thanh Sơn', 'KT. CHỦ TỊCH'])
    assert.ok(openWord(file).xml.includes(said), said);
  assert.equal(createHash('sha256').update(file).digest('hex'), issued?.sha256);
  assert.match((await officer.bytes('reports.pdf', { id })).subarray(0, 5).toString(), /^%PDF-/);
  const late = await officer.ask('reports.explain', { id, finding: 'khong-co', words: 'Đã rà soát sau khi ban hành.' });
  assert.deepEqual([late.status, late.body.code], [409, 'reports.explanation_closed']);
  const verified = await app.anonymous().call('reports.verify', { token });
  assert.deepEqual([verified.number, verified.sha256, verified.is_newest, verified.state], [1, issued?.sha256, true, 'issued']);
  assert.equal((await app.anonymous().ask('reports.verify', { token: 'a'.repeat(24) })).status, 404);
  const { rows } = await officer.call('reports.differences', { id });
  assert.deepEqual(rows, []);
});

test('numbers follow days, and the level above accepts only what was sent to it', async () => {
  const at = app.now.at;
  app.now.at = new Date('2026-11-23T02:00:00Z');
  const [writer, boss] = [await app.signIn('vanphong'), await app.signIn('lanhdao')];
  const month = await writer.call('reports.create', { ...ask, kind: 'month', n: 3 });
  await approve(writer, boss, month.id);
  const earlier = await writer.call('reports.create', { ...ask, kind: 'month', n: 4 });
  await approve(writer, boss, earlier.id);
  app.now.at = new Date('2026-11-24T02:00:00Z');
  const later = await app.signIn('lanhdao');
  const first = { ...(await toIssue(later, month.id)), issued_on: '2026-11-24' };
  assert.equal((await later.call('reports.issue', first)).number, 2);
  const second = await toIssue(later, earlier.id);
  assert.equal(second.issued_on, '2026-11-24');
  const back = await later.ask('reports.issue', { ...second, issued_on: '2026-11-23' });
  assert.deepEqual(
    [back.status, back.body.code, back.body.data],
    [422, 'reports.issue_day_before_book', { issued_on: '2026-11-23', number: 2, from: '2026-11-24' }],
  );
  assert.equal((await later.call('reports.issue', second)).number, 3, 'what was refused took no number');
  const above = await app.signIn('kiemsoat');
  const unsent = await above.ask('reports.accept', { id: month.id });
  assert.deepEqual([unsent.status, unsent.body.code], [409, 'reports.not_sent']);
  await later.call('reports.send', { id: month.id, recipients: [{ channel: 'product', unit: 'H48' }] } as never);
  await above.call('reports.accept', { id: month.id });
  const { rows } = await above.call('reports.inbox', { unit: 'H48' });
  assert.deepEqual([rows[0]?.code, rows[0]?.state], ['02/BC-UBND', 'accepted']);
  app.now.at = at;
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
  assert.deepEqual((await shown(province)).steps, ['send_back'], 'it was not sent');
  await leader.call('reports.send', { id, recipients: [{ channel: 'product', unit: 'H48' }] } as never);
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
  const rows = (table?.rows ?? []).map((row) => row.map(({ text }) => text));
  const resolved = rows.find(([, figure]) => figure === 'Đã giải quyết');
  assert.ok(resolved, JSON.stringify(rows));
  const [, , place, was, now, ...rest] = resolved;
  assert.equal(Number(was) - Number(now), 1);
  assert.deepEqual([place, ...rest], ['Phụ lục, dòng Tổng số, cột (7) Tổng số', '−1', 'Bớt 1 hồ sơ do đổi kết quả giải quyết']);
});

test('the reform report is written from registers and declared values, row by row, each with its anchor', async () => {
  const reformer = await app.signIn('cchc');
  const values = { decided_on: '2026-08-10', rank: 'office_head', form: 'new', is_competitive: false, people: '3' };
  await reformer.call('registers.keep', { code: 'appointment', unit: 'H36', values });
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
  const appointed = Object.values(content.figures).filter(({ measure }) => measure.startsWith('appointments'));
  assert.deepEqual(
    appointed.map(({ measure, value }) => [measure, value]),
    [
      ['appointments', '3'],
      ['appointments_year', '3'],
    ],
  );
  assert.ok((content.annexes[0]?.table.rows.length ?? 0) > 100);
  for (const figure of Object.values(content.figures)) assert.notEqual(figure.value, undefined, figure.measure);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error').map(({ message, quote }) => [message, quote]),
    [],
  );
});

test('what is drafted from data stands beside its part, unprinted, until an officer accepts, edits or refuses it', async () => {
  const month = await officer.call('reports.create', { ...ask, kind: 'month', n: 9 });
  const of = async () => (await officer.call('reports.get', { id: month.id })) as unknown as Shown;
  const draftOf = ({ content }: Shown, kind: string) => narratives(content).find(({ draft }) => draft?.kind === kind);
  const printed = async () => openWord(await officer.bytes('reports.docx', { id: month.id })).xml;
  const report = await of();
  const weak = draftOf(report, 'weaknesses');
  assert.ok(weak?.draft);
  assert.deepEqual([weak.draft.state, weak.paragraphs, weak.key], ['offered', [], 's5.weaknesses']);
  assert.ok(!(await printed()).includes('Tồn tại, hạn chế'));
  // Its figures open before they are in the report.
  const [figure] = Object.values(weak.draft.figures);
  assert.ok(figure);
  const opened = await officer.call('reports.figure', { id: month.id, anchor: figure.anchor });
  assert.equal((opened as unknown as { figure: { value: string } }).figure.value, figure.value);
  const decide = async (more: Record<string, unknown>) => {
    const { version } = await of();
    return officer.ask('reports.decide_draft', { id: month.id, version, block: weak.key, ...more });
  };
  const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code?: string }).code];
  assert.deepEqual(code(await decide({ version: 7, decision: 'accept' })), [409, 'reports.changed_meanwhile']);
  assert.deepEqual(code(await decide({ block: 's1', decision: 'accept' })), [422, 'reports.no_such_draft']);
  assert.deepEqual(code(await decide({ decision: 'accept', words: [[{ figure: 'f000000000000' }]] })), [
    422,
    'reports.no_such_figure',
  ]);
  assert.equal(
    (await reader.ask('reports.decide_draft', { id: month.id, version: 1, block: weak.key, decision: 'accept' })).status,
    403,
  );
  // Refused, it is not offered by a refresh; asked for, it is offered again.
  assert.equal((await decide({ decision: 'refuse' })).status, 200);
  await officer.call('reports.refresh', { id: month.id, version: (await of()).version });
  assert.equal(draftOf(await of(), 'weaknesses')?.draft?.state, 'refused');
  assert.equal((await decide({ decision: 'offer' })).status, 200);
  assert.equal((await decide({ decision: 'accept' })).status, 200);
  const accepted = draftOf(await of(), 'weaknesses');
  assert.deepEqual(
    [accepted?.origin, accepted?.draft?.state, accepted?.paragraphs],
    ['accepted', 'accepted', weak.draft.paragraphs],
  );
  assert.ok((await of()).content.figures[figure.anchor]);
  assert.ok((await printed()).includes('Tồn tại, hạn chế'));
  // What nobody decided on is written anew by a refresh; what was accepted stays.
  await officer.call('reports.refresh', { id: month.id, version: (await of()).version });
  const after = await of();
  assert.deepEqual(draftOf(after, 'weaknesses')?.paragraphs, weak.draft.paragraphs);
  assert.equal(draftOf(after, 'next_tasks')?.draft?.state, 'offered');
  // Edited first, it is the officer's own.
  const next = draftOf(after, 'next_tasks');
  const words = [[{ text: 'Tập trung xử lý hồ sơ quá hạn.' }]];
  assert.equal((await decide({ block: next?.key, decision: 'accept', words })).status, 200);
  assert.deepEqual([draftOf(await of(), 'next_tasks')?.origin, draftOf(await of(), 'next_tasks')?.paragraphs], ['typed', words]);
  assert.equal((await decide({ block: next?.key, decision: 'accept', is_behind: true })).status, 200);
  assert.deepEqual(draftOf(await of(), 'next_tasks')?.paragraphs.slice(0, 1), words);
  const told = await app.db.owner.query<{ action: string }>(
    "select action from audit.entry where subject_kind = 'report' and subject_id = $1 and action like '%_draft' order by seq",
    [String(month.id)],
  );
  assert.deepEqual(
    told.rows.map(({ action }) => action.replace(/^reports\./, '')),
    ['refuse_draft', 'offer_draft', 'accept_draft', 'accept_draft', 'accept_draft'],
  );
  // The report of the next month drafts its own, and does not repeat what was accepted as it was.
  const later = await officer.call('reports.create', { ...ask, kind: 'month', n: 10 });
  const { content } = (await officer.call('reports.get', { id: later.id })) as unknown as Shown;
  const anew = narratives(content).find(({ draft }) => draft?.kind === 'weaknesses');
  assert.deepEqual([anew?.origin, anew?.paragraphs, anew?.draft?.state], ['typed', [], 'offered']);
});
