import assert from 'node:assert/strict';
import test from 'node:test';
import { transaction } from '#lib/db';
import { formatVi } from '#lib/decimal';
import { create, issue, leaveOut } from '#reports';
import type { Content } from '../../server/reports/content.ts';
import type { NewReport } from '../../server/reports/make.ts';
import { step } from '../../server/reports/stored.ts';
import { makeAccount } from '../access/world.ts';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// A province consolidates the reports of its communes: who is missing, the sums, its own adjustments, words taken over, the issue.

const app = await testApp();
const officer = await app.signIn('kiemsoat');
const PERIOD = { regime: 'tthc', kind: 'quarter', year: 2026, n: 3 };
const by = (now: Date) => ({ actor: { user_id: null, name: 'Kiểm thử' }, now, scope: { unit_ids: null } });

// Each report is written by an account of its own unit.
await makeAccount(app.db.owner, 'vp.konbraih', 'H48.102', 'procedure_control_officer', app.now.at);
await makeAccount(app.db.owner, 'vp.khac', 'H48.109', 'procedure_control_officer', app.now.at);
const [boYWriter, konBraihWriter, otherWriter] = (await Promise.all(
  ['vanphong', 'vp.konbraih', 'vp.khac'].map((name) => app.signIn(name, DEMO_PASSWORD)),
)) as [Client, Client, Client];

/** The report of a commune, issued; `words` are the office's own. */
async function issued(unit: string, words: string, writer: Client, period: Omit<NewReport, 'unit'> = PERIOD): Promise<number> {
  return transaction(app.db.pool, 'write', async (db) => {
    const { id } = await create(db, { unit, ...period }, by(app.now.at));
    return id;
  }).then(async (id) => {
    const report = (await writer.call('reports.get', { id })) as unknown as { version: number; content: Content };
    const block = report.content.sections.find(({ heading }) => heading.startsWith('IV.'))?.blocks[0];
    assert.ok(block?.kind === 'narrative');
    const figure = Object.values(report.content.figures).find(({ measure, filter }) => measure === 'received' && !filter.sector);
    assert.ok(figure);
    await writer.call('reports.save', {
      id,
      version: report.version,
      blocks: { [block.key]: [[{ text: `${words} Phải giải quyết ` }, { figure: figure.anchor }, { text: ' hồ sơ.' }]] },
    });
    await transaction(app.db.pool, 'write', async (db) => {
      await leaveOut(db, id, by(app.now.at));
      await step(db, id, 'submit', null, by(app.now.at));
      await step(db, id, 'approve', null, by(app.now.at));
      await issue(db, id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by(app.now.at));
    });
    return id;
  });
}

type Shown = Awaited<ReturnType<typeof shown>>;
const { id } = await officer.call('reports.create', { unit: 'H48', ...PERIOD });
const shown = () => officer.call('reports.consolidation', { id });
const column = (found: Shown, measure: string) => found.columns.find((one) => one.measure === measure);
const bo_y = await issued('H48.108', 'Xã Bờ Y thiếu người trực.', boYWriter);
const kon_braih = await issued('H48.102', 'Xã Kon Braih mất điện.', konBraihWriter);

test('what a province should get and has got, before anything is consolidated', async () => {
  const found = await shown();
  assert.equal(found.choice, null);
  const standing = Object.fromEntries(found.units.map((one) => [one.code, one.standing]));
  assert.equal(standing['H48.108'], 'submitted');
  assert.equal(standing['H48.101'], 'missing');
  assert.equal(standing['H48.13'], 'missing');
  assert.equal(found.units.find(({ code }) => code === 'H48.101')?.is_late, true);
});

const annexOf = (content: Content, key: string) => content.annexes.find((one) => one.key === key);
const printed = (content: Content, { figure, text }: { figure?: string | undefined; text?: string | undefined }) =>
  figure ? (content.figures[figure]?.printed ?? '') : (text ?? '');
const content = async (of = id, client = officer) =>
  ((await client.call('reports.get', { id: of })) as unknown as { content: Content }).content;

test('sums are those of the frozen figures, beside the records; who is missing is named in the text and in the table', async () => {
  const made = await officer.call('reports.consolidate', { id, mode: 'as_reported' });
  assert.deepEqual(
    made.findings.filter(({ severity }) => severity !== 'note'),
    [],
  );
  const found = await shown();
  const received = column(found, 'received');
  const [a, b] = await Promise.all(
    [bo_y, kon_braih].map(async (one) =>
      Object.values((await content(one)).figures).find(
        ({ measure, filter, to }) => measure === 'received' && !filter.sector && to === '2026-09-14',
      ),
    ),
  );
  assert.equal(received?.reported, String(Number(a?.value) + Number(b?.value)));
  assert.equal(Number(received?.total) - Number(received?.now), Number(received?.difference));
  assert.equal(received?.difference, received?.why.unreported);
  const rate = column(found, 'on_time_rate');
  const share = (Number(column(found, 'resolved_early')?.total) + Number(column(found, 'resolved_on_time')?.total)) * 100;
  assert.equal(rate?.total, (share / Number(column(found, 'resolved')?.total)).toFixed(2));
  const text = await content();
  const section = text.sections.find(({ key }) => key === 'th');
  assert.match(section?.heading ?? '', /^V\. TỔNG HỢP BÁO CÁO CỦA CÁC ĐƠN VỊ$/);
  assert.match(JSON.stringify(section), /Đã có 02\/11 đơn vị gửi báo cáo/);
  assert.match(JSON.stringify(section), /Chưa có báo cáo của: Sở Nông nghiệp và Môi trường[^"]*chưa có báo cáo, quá hạn/);
  assert.match(JSON.stringify(annexOf(text, 'th-bieu')), /Xã Đắk Kôi \(chưa có báo cáo\)/);
  assert.deepEqual(
    text.annexes.map(({ label }) => label),
    ['PHỤ LỤC I', 'PHỤ LỤC II', 'PHỤ LỤC III', 'PHỤ LỤC IV', 'PHỤ LỤC V'],
  );
});

/** What the report prints as the whole of a measure: in words, in tables, in forms; the comparison with the records says both on purpose. */

function wholes(text: Content, measure: string, since = '2026-06-15'): string[] {
  const own = text.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'narrative'
        ? block.paragraphs.flat().flatMap((piece) => ('figure' in piece ? [piece.figure] : []))
        : block.rows.flat().flatMap(({ figure }) => figure ?? []),
    ),
  );
  const annexed = text.annexes
    .filter(({ key }) => key !== 'th-doi-chieu')
    .flatMap(({ table }) => table.rows.flat().flatMap(({ figure }) => figure ?? []));
  return [...own, ...annexed].flatMap((anchor) => {
    const figure = text.figures[anchor];
    const { filter, unit, from } = figure ?? {};
    const is_whole = figure?.measure === measure && unit === 'H48' && from === since;
    return is_whole && filter?.scope === 'all' && !filter.sector && filter.basis !== 'adjustment' ? [figure.value ?? ''] : [];
  });
}

test('words, tables and forms of a consolidating report say the sums, not the records: one number in the whole document', async () => {
  const text = await content();
  const found = await shown();
  for (const measure of ['received', 'new', 'resolved', 'resolved_overdue', 'pending', 'on_time_rate']) {
    const said = wholes(text, measure);
    assert.ok(said.length >= 2, `${measure}: ${said.length}`);
    assert.deepEqual([...new Set(said)], [column(found, measure)?.total], measure);
  }
  assert.notEqual(column(found, 'received')?.total, column(found, 'received')?.now);
  const by_sector = text.annexes[0]?.table.rows ?? [];
  const number = (cells: (typeof by_sector)[number] | undefined) => Number(text.figures[cells?.[2]?.figure ?? '']?.value);
  assert.equal(
    by_sector.slice(0, -1).reduce((sum, cells) => sum + number(cells), 0),
    number(by_sector.at(-1)),
  );
  assert.match(JSON.stringify(text.sections), /chưa gồm báo cáo của 09 đơn vị/);
  assert.match(JSON.stringify(text.sections[0]), /số tổng hợp từ báo cáo đã gửi của các đơn vị/);
});

test('a figure of the records put into the words of a consolidating report is told as another number than the sums', async () => {
  const before = (await officer.call('reports.get', { id })) as unknown as { version: number; content: Content };
  const block = before.content.sections.find(({ heading }) => heading.startsWith('IV.'))?.blocks.at(-1);
  assert.ok(block?.kind === 'narrative');
  const wanted = { measure: 'received', unit: 'H48', from: '2026-06-15', to: '2026-09-14' };
  const chip = Object.values(before.content.figures).find(
    ({ measure, unit, from, filter }) =>
      measure === 'received' && unit === 'H48' && from === wanted.from && filter.basis === undefined,
  );
  assert.ok(chip);
  const words = [[{ text: 'Hệ thống ghi nhận ' }, { figure: chip.anchor }, { text: ' hồ sơ phải giải quyết.' }]];
  const { findings, version } = await officer.call('reports.save', {
    id,
    version: before.version,
    blocks: { [block.key]: words },
    figures: [wanted],
  });
  const found = findings.filter(({ rule, severity }) => rule === 'R09' && severity === 'error');
  const { total, now } = column(await shown(), 'received') ?? {};
  assert.equal(found.length, 1, JSON.stringify(found));
  assert.match(
    found[0]?.message ?? '',
    new RegExp(`ghi ${formatVi(now ?? '')} nhưng cộng báo cáo của các đơn vị được ${formatVi(total ?? '')}`),
  );
  // Made anew, the words say the sum.
  await officer.call('reports.consolidate', { id, mode: 'as_reported' });
  assert.deepEqual([...new Set(wholes(await content(), 'received'))], [total]);
  assert.ok(version < ((await officer.call('reports.get', { id })) as unknown as { version: number }).version);
});

test('the figure of a unit in the table opens its frozen figure', async () => {
  const text = await content();
  const row = annexOf(text, 'th-bieu')?.table.rows.find((cells) => cells[1]?.text === 'Xã Bờ Y');
  const cell = text.figures[row?.[2]?.figure ?? ''];
  assert.equal(cell?.filter.basis, 'taken');
  assert.equal(cell?.filter.report, String(bo_y));
  assert.equal((await content(bo_y)).figures[cell?.filter.figure ?? '']?.value, cell?.value);
});

test('an adjustment is a line of its own with its reason; the units’ figures stay; withdrawn it is gone and on record', async () => {
  const before = column(await shown(), 'received');
  const ask = { id, measure: 'received', s: '2026-06-15', unit: 'H48.108', reason: 'Xã nhập trùng 03 hồ sơ' };
  const refused = await officer.ask('reports.adjust', { ...ask, measure: 'on_time_rate', delta: '1' });
  assert.deepEqual([refused.status, refused.body.code], [422, 'reports.not_adjustable']);
  const resolved = column(await shown(), 'resolved');
  for (const [measure, delta, why] of [
    ['received', '-999999', 'below_zero'],
    ['resolved_overdue', String(Number(resolved?.total) + 1), 'part_above_whole'],
    ['resolved', `-${resolved?.total}`, 'part_above_whole'],
  ] as const) {
    const { status, body } = await officer.ask('reports.adjust', { ...ask, unit: null, measure, delta });
    assert.deepEqual([status, body.code, body.data?.why], [422, 'reports.adjustment_impossible', why], measure);
  }
  await officer.call('reports.adjust', { ...ask, delta: '-3' });
  const found = await shown();
  const after = column(found, 'received');
  assert.equal(Number(after?.total), Number(before?.total) - 3);
  assert.equal(after?.reported, before?.reported);
  assert.equal(after?.why.adjusted, '-3');
  const text = await content();
  const rows = annexOf(text, 'th-bieu')?.table.rows ?? [];
  const line = rows.find((cells) => cells[1]?.text?.startsWith('Điều chỉnh của cấp tổng hợp'));
  assert.equal(line?.[1]?.text, 'Điều chỉnh của cấp tổng hợp Xã Bờ Y: Xã nhập trùng 03 hồ sơ');
  assert.equal(printed(text, line?.[2] ?? {}), '\u22123');
  assert.match(JSON.stringify(text.sections.at(-1)), /Phạm Thu Hạnh/);
  const [adjustment] = found.adjustments;
  assert.ok(adjustment);
  await officer.call('reports.withdraw_adjustment', { id, adjustment_id: adjustment.id, reason: 'Xã đã sửa' });
  assert.equal(column(await shown(), 'received')?.total, before?.total);
  assert.equal((await shown()).adjustments[0]?.withdrawn_reason, 'Xã đã sửa');
});

let pulled = '';
test('words are taken from the units with their figures, in order, never twice unasked', async () => {
  const unasked = await officer.call('reports.sources', { id });
  const { heading } = unasked;
  assert.match(heading ?? '', /^IV\./, 'where somebody wrote, not what the system wrote in every report');
  assert.ok(heading && unasked.headings.every((one) => one.written > 0 === (one.heading === heading)));
  const { sources } = await officer.call('reports.sources', { id, heading });
  assert.deepEqual(
    sources.filter(({ origin }) => origin !== 'drafted').map(({ unit_name, texts }) => [unit_name, texts[0]?.slice(0, 24)]),
    [
      ['Xã Kon Braih', 'Xã Kon Braih mất điện. P'],
      ['Xã Bờ Y', 'Xã Bờ Y thiếu người trực'],
    ],
  );
  const report = (await officer.call('reports.get', { id })) as unknown as { version: number; content: Content };
  const section = report.content.sections.find((one) => one.heading === heading);
  const source = sources.find(({ unit_name }) => unit_name === 'Xã Bờ Y');
  assert.ok(section && source);
  const ask = { id, section: section.key, report_id: bo_y, block: source.block };
  const first = await officer.call('reports.pull', { ...ask, version: report.version });
  pulled = first.block;
  const again = await officer.ask('reports.pull', { ...ask, version: first.version });
  assert.deepEqual([again.status, again.body.code, again.body.data?.unit], [409, 'reports.already_pulled', 'Xã Bờ Y']);
  const text = await content();
  const block = text.sections.find(({ key }) => key === section.key)?.blocks.find(({ key }) => key === pulled);
  assert.ok(block?.kind === 'narrative');
  assert.deepEqual([block.origin, block.from], ['pulled', 'Xã Bờ Y']);
  const chip = block.paragraphs[0]?.find((piece) => 'figure' in piece);
  assert.equal(text.figures[chip && 'figure' in chip ? chip.figure : '']?.filter.report, String(bo_y));
  const keys = text.sections.find(({ key }) => key === section.key)?.blocks.map(({ key }) => key) ?? [];
  const moved = await officer.call('reports.arrange', {
    id,
    version: first.version,
    section: section.key,
    blocks: keys.toReversed(),
  });
  const own = await officer.ask('reports.arrange', { id, version: moved.version, section: section.key, blocks: [pulled] });
  assert.deepEqual([own.status, own.body.code], [422, 'reports.no_such_block']);
  // Edited it is still theirs, and consolidating again leaves it where it stands.
  const saved = await officer.call('reports.save', {
    id,
    version: moved.version,
    blocks: { [pulled]: [[{ text: 'Một số xã thiếu người trực.' }]] },
  });
  await officer.call('reports.consolidate', { id, mode: 'as_reported' });
  const later = (await content()).sections.find(({ key }) => key === section.key)?.blocks ?? [];
  assert.equal(later[0]?.key, pulled);
  assert.ok(later[0]?.kind === 'narrative' && later[0].origin === 'pulled' && saved.version > moved.version);
  assert.equal((await officer.call('reports.sources', { id, heading })).pulled[0]?.is_edited, true);
});

test('what a unit is still writing is not shown above, only that it is being written', async () => {
  const { id: draft } = await otherWriter.call('reports.create', { unit: 'H48.109', ...PERIOD });
  assert.equal((await officer.ask('reports.get', { id: draft })).status, 404);
  const found = await shown();
  const unit = found.units.find(({ code }) => code === 'H48.109');
  assert.deepEqual([unit?.standing, unit?.state, unit?.report_id], ['in_work', null, null]);
  const { headings, sources } = await officer.call('reports.sources', { id });
  assert.ok(headings.length > 0 && sources.every(({ report_id }) => report_id !== draft));
});

test('a report below that changes after the consolidation hinders handing in, approving and issuing, until it is consolidated anew or explained', async () => {
  const head = await app.signIn('lanhdao.tinh');
  const refusal = async (client: Client, name: 'reports.submit' | 'reports.issue' | 'reports.explain', more: object = {}) => {
    const { status, body } = await client.ask(name, { id, ...more });
    return [status, body.code ?? null, body.data?.units ?? null];
  };
  const as = by(app.now.at);
  const below = async (work: (db: Parameters<typeof step>[0]) => Promise<unknown>) => transaction(app.db.pool, 'write', work);
  const findings = async () =>
    (await officer.call('reports.get', { id })).findings.filter(({ rule }) => rule === 'TH').map(({ message }) => message);
  await officer.call('reports.consolidate', { id, mode: 'as_reported' });
  await below((db) => leaveOut(db, id, as));
  assert.deepEqual(await findings(), []);
  await below((db) => step(db, kon_braih, 'recall', 'Sai số liệu', as));
  assert.deepEqual(await refusal(officer, 'reports.submit'), [409, 'reports.below_moved', 'Xã Kon Braih']);
  await reissued(kon_braih, 'Đã có điện.', konBraihWriter);
  assert.match((await findings()).join(), /^Báo cáo của Xã Kon Braih đã ban hành lại sau khi tổng hợp/);
  // Consolidated anew nothing has moved.
  await officer.call('reports.consolidate', { id, mode: 'as_reported' });
  assert.deepEqual(await findings(), []);
  for (const { id: finding, severity } of (await officer.call('reports.get', { id })).findings)
    if (severity === 'error') await officer.call('reports.explain', { id, finding, words: 'Đã rà soát với các xã, giữ nguyên.' });
  await officer.call('reports.submit', { id });
  await head.call('reports.approve', { id });
  // Approved, and a report comes in late: what the approver read is no longer what there is.
  const { id: late } = await otherWriter.call('reports.create', { unit: 'H48.109', ...PERIOD });
  await reissued(late, 'Gửi muộn.', otherWriter);
  const to_issue = { signer: 'Võ Minh Đức', issued_on: '2026-11-20' };
  const signer = (await head.call('access.me', {})).account.id;
  const issuing = () => refusal(head, 'reports.issue', { ...to_issue, signer_id: signer });
  assert.deepEqual((await issuing()).slice(1), ['reports.below_moved', 'Xã Sa Loong']);
  await head.call('reports.return', { id, reason: 'Có báo cáo gửi muộn' });
  const [moved] = (await officer.call('reports.get', { id })).findings.filter(({ rule }) => rule === 'TH');
  assert.equal(moved?.severity, 'error');
  await officer.call('reports.explain', { id, finding: moved?.id, words: 'Báo cáo gửi sau ngày chốt, đưa vào kỳ sau.' });
  await officer.call('reports.submit', { id });
  await head.call('reports.approve', { id });
  await below((db) => issue(db, id, to_issue, as));
  const { events, state } = await officer.call('reports.get', { id });
  assert.equal(state, 'issued');
  assert.match(events.at(-1)?.reason ?? '', /Giải trình của Phạm Thu Hạnh: Báo cáo gửi sau ngày chốt, đưa vào kỳ sau\.$/);
  const { rows } = await app.db.owner.query<{ said: string }>(
    `select after ->> 'explained_below' as said from audit.entry where action = 'reports.issue' and subject_kind = 'report' and subject_id = $1`,
    [String(id)],
  );
  assert.match(rows[0]?.said ?? '', /đưa vào kỳ sau/);
});

test('issued, it tells the units; one that issues anew makes its words here stale', async () => {
  for (const one of [bo_y, kon_braih]) {
    const report = (await officer.call('reports.get', { id: one })) as unknown as {
      state: string;
      events: { kind: string; reason: string | null }[];
    };
    assert.equal(report.state, 'consolidated');
    assert.match(report.events.at(-1)?.reason ?? '', /^\d+\/BC-UBND, Tỉnh Quảng Ngãi$/);
  }
  await officer.call('reports.send_back', { id: bo_y, reason: 'Thiếu nguyên nhân' });
  assert.equal((await officer.call('reports.sources', { id })).pulled[0]?.stale, 'not_in_force');
  // The one that came late is another than what was consolidated still.
  assert.deepEqual((await shown()).moved_since, ['Xã Bờ Y', 'Xã Sa Loong']);
  await reissued(bo_y, 'Xã đã bố trí thêm người.');
  const { pulled: blocks } = await officer.call('reports.sources', { id });
  assert.equal(blocks[0]?.stale, 'changed');
  // The issued report above is its own copy: nothing of it changed, and the unit is not told a second time.
  assert.equal((await officer.call('reports.get', { id: bo_y })).state, 'issued');
});

async function reissued(of: number, words: string, writer = boYWriter): Promise<void> {
  const report = (await writer.call('reports.get', { id: of })) as unknown as { version: number; content: Content };
  const block = report.content.sections.find(({ heading }) => heading.startsWith('IV.'))?.blocks[0];
  assert.ok(block);
  await writer.call('reports.save', { id: of, version: report.version, blocks: { [block.key]: [[{ text: words }]] } });
  await transaction(app.db.pool, 'write', async (db) => {
    await leaveOut(db, of, by(app.now.at));
    await step(db, of, 'submit', null, by(app.now.at));
    await step(db, of, 'approve', null, by(app.now.at));
    await issue(db, of, { signer: 'Người Ký', issued_on: '2026-11-20' }, by(app.now.at));
  });
}

test('a year with two trees: the total of the province is the same in every mode, and the mode is printed', async () => {
  const reform = await app.signIn('cchc');
  const year = { unit: 'H36', regime: 'tthc', kind: 'year', year: 2025, n: 1 };
  const { id: lam_dong } = await reform.call('reports.create', year);
  const totals: string[] = [];
  const lines: Record<string, string[]> = {};
  for (const mode of ['as_reported', 'mapped', 'common_level'] as const) {
    await reform.call('reports.consolidate', { id: lam_dong, mode, bases: { bieu: 'own' } });
    const found = await reform.call('reports.consolidation', { id: lam_dong });
    assert.equal(found.is_crossing, true);
    const text = await content(lam_dong, reform);
    const rows = annexOf(text, 'th-bieu')?.table.rows ?? [];
    const number = (cell: { figure?: string | undefined; text?: string | undefined } | undefined) =>
      Number(text.figures[cell?.figure ?? '']?.value ?? 0);
    const total = rows.at(-1) ?? [];
    for (let at = 2; at < total.length; at += 1)
      assert.equal(
        rows.slice(0, -1).reduce((sum, cells) => sum + number(cells[at]), 0),
        number(total[at]),
        `${mode}, column ${at}`,
      );
    assert.ok(number(total[2]) > 0, 'there is something to count');
    totals.push(total.map((cell) => printed(text, cell)).join(' '));
    lines[mode] = rows.map((cells) => cells[1]?.text ?? '');
    assert.match(
      JSON.stringify(text.sections.find(({ key }) => key === 'th')),
      /Số tổng của Tỉnh Lâm Đồng như nhau ở mọi cách tổng hợp/,
    );
    assert.ok(
      text.annexes.filter(({ key }) => key.startsWith('th-')).every((annex) => /Cách tổng hợp:/.test(annex.lines.join(' '))),
    );
  }
  assert.equal(new Set(totals).size, 1, totals.join('\n'));
  assert.ok(lines.as_reported?.some((line) => /Huyện Đắk Song \(đến hết ngày 30\/06\/2025/.test(line)));
  assert.ok(!lines.mapped?.some((line) => /Huyện Đắk Song/.test(line)));
  assert.deepEqual(lines.common_level?.length, 2);
  const { changes } = await reform.call('reports.consolidation', { id: lam_dong });
  assert.ok(
    changes.some(({ kind, pred_name, document_no }) => kind === 'dissolve' && pred_name === 'Huyện Đắk Song' && document_no),
  );
  assert.match(
    JSON.stringify((await content(lam_dong, reform)).sections.find(({ key }) => key === 'th')),
    /Từ ngày 01\/07\/2025, Huyện Đắk Song[^.]*kết thúc/,
  );
});

test('a dossier of a dissolved district that names its commune counts at what became of it, the others stay without a place', async () => {
  const reform = await app.signIn('cchc');
  const { id: lam_dong } = await reform.call('reports.create', { unit: 'H36', regime: 'tthc', kind: 'year', year: 2025, n: 1 });
  const received = async () => {
    await reform.call('reports.consolidate', { id: lam_dong, mode: 'mapped', bases: { bieu: 'own' } });
    const text = await content(lam_dong, reform);
    const rows = annexOf(text, 'th-bieu')?.table.rows ?? [];
    const of = (name: RegExp) => {
      const cells = rows.find((one) => name.test(one[1]?.text ?? ''));
      return Number(text.figures[cells?.[2]?.figure ?? '']?.value ?? 0);
    };
    return { placed: of(/^Xã Đức An/), unallocated: of(/^Chưa phân bổ/), total: of(/^Tổng cộng/) };
  };
  const before = await received();
  assert.ok(before.unallocated > 5);
  // Nam Bình went into Đức An; a name that two communes bear, or none, places nothing.
  const { rowCount } = await app.db.owner.query(
    `update dossiers.dossier set applicant_address = 'Thôn 3, Xã Nam Bình' where id in (
       select v.dossier_id from dossiers.version_now v join org.unit u on u.id = v.competent_unit_id
       where u.code = 'H16.36' and v.received_on >= '2025-06-01' order by v.dossier_id limit 5)`,
  );
  assert.equal(rowCount, 5);
  const after = await received();
  assert.deepEqual(after, { placed: before.placed + 5, unallocated: before.unallocated - 5, total: before.total });
});

test('reports whose figures follow on are summed by period; a unit whose days are others is named with them', async () => {
  const regime = {
    ...{
      code: 'noi-tiep',
      name_vi: 'Báo cáo nối tiếp',
      name_en: 'Following on',
      source: 'Quyết định của tỉnh',
      status: 'approved',
    },
    ...{ periods: ['month'], calendar: 'CAL', outline: 'tthc', due: { commune: { rule: 'days_after', days: 3 } } },
    cut_off: { commune: { rule: 'day_of_month', day: 25 }, province: { rule: 'day_of_month', day: 25 } },
  };
  const define = { unit: 'H48', regime, version: 0, is_new: true, valid_from: '2025-01-01', reason: 'Tỉnh quy định' };
  await officer.call('reports.define_regime', define as never);
  const month = { regime: regime.code, kind: 'month', year: 2026, n: 10 };
  const { id: whole } = await officer.call('reports.create', { unit: 'H48', ...month });
  const like = await issued('H48.108', 'Xã Bờ Y đủ người.', boYWriter, month);
  const consolidated = async () => {
    await officer.call('reports.consolidate', { id: whole, mode: 'as_reported' });
    const found = await officer.call('reports.consolidation', { id: whole });
    return { found, text: await content(whole) };
  };
  const one = await consolidated();
  assert.deepEqual([one.text.from, one.text.to, one.text.year_from], ['2026-09-26', '2026-10-25', '2025-12-26']);
  const at = (from: string) => one.found.columns.find(({ measure, s }) => measure === 'received' && s === from);
  const own = Object.values((await content(like, boYWriter)).figures).find(
    ({ measure, from, to, filter }) => measure === 'received' && from === '2026-09-26' && to === '2026-10-25' && !filter.sector,
  );
  assert.equal(at('2026-09-26')?.reported, own?.value);
  assert.ok(Number(own?.value) > 0);
  assert.doesNotMatch(JSON.stringify(one.text), /khoảng ngày khác|ngày chốt số liệu khác/);
  assert.deepEqual(new Set(wholes(one.text, 'received', '2026-09-26')), new Set([at('2026-09-26')?.total]));
  // Closed by hand five days before the others.
  const unlike = await issued('H48.102', 'Xã Kon Braih đủ người.', konBraihWriter, { ...month, data_to: '2026-10-20' });
  const two = await consolidated();
  const other = Object.values((await content(unlike, konBraihWriter)).figures).find(
    ({ measure, from, to, filter }) => measure === 'received' && from === '2026-09-26' && to === '2026-10-20' && !filter.sector,
  );
  const received = two.found.columns.find(({ measure, s }) => measure === 'received' && s === '2026-09-26');
  assert.equal(received?.reported, String(Number(own?.value) + Number(other?.value)));
  assert.deepEqual(
    two.found.units.filter(({ other_days }) => other_days !== null).map(({ code, other_days }) => [code, other_days]),
    [['H48.102', { from: '2026-09-26', to: '2026-10-20' }]],
  );
  assert.match(
    JSON.stringify(two.text.sections.find(({ key }) => key === 'th')),
    /ngày chốt số liệu khác[^"]*từ ngày 26\/09\/2026 đến hết ngày 20\/10\/2026: Xã Kon Braih\./,
  );
  assert.match(JSON.stringify(annexOf(two.text, 'th-bieu')), /Tính theo khoảng ngày khác: Xã Kon Braih\./);
});

test('what is refused', async () => {
  const reader = await app.signIn('captren');
  const problem = async (client: typeof officer, name: Parameters<typeof officer.ask>[0], input: Record<string, unknown>) => {
    const { status, body } = await client.ask(name, input);
    return [status, body.code];
  };
  assert.deepEqual(await problem(reader, 'reports.consolidate', { id, mode: 'mapped' }), [403, 'access.not_permitted']);
  assert.deepEqual(await problem(reader, 'reports.consolidation', { id }), [404, 'reports.not_found']);
  const below = { id: kon_braih, mode: 'mapped' };
  assert.deepEqual(await problem(officer, 'reports.consolidate', below), [404, 'reports.not_found'], 'not from above');
  assert.deepEqual(await problem(konBraihWriter, 'reports.consolidate', below), [422, 'reports.nothing_below']);
  assert.deepEqual(await problem(officer, 'reports.consolidation_figure', { id: kon_braih, measure: 'new', s: '2026-06-15' }), [
    409,
    'reports.not_consolidated',
  ]);
  assert.deepEqual(await problem(officer, 'reports.consolidate', { id, mode: 'mapped' }), [409, 'reports.not_in_this_state']);
});
