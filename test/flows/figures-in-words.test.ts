import assert from 'node:assert/strict';
import test from 'node:test';
import { openWord } from '../../server/reports/word/package.ts';
import { testApp } from '../app.ts';
import { approve, toIssue } from '../report-steps.ts';

// A figure found by an officer's words, put into a block, saved, refreshed, edited in Word, issued with its records.

const app = await testApp();
const officer = await app.signIn('vanphong');
const leader = await app.signIn('lanhdao');
const UNIT = 'H48.108';
const { id } = await officer.call('reports.create', { unit: UNIT, regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });
const search = (q: string) => officer.call('reports.figure_search', { id, q });
const code = async (asked: ReturnType<typeof officer.ask>) => ((await asked).body as { code?: string }).code;

test('figures of the report come first, with what they print', async () => {
  const { rows, understood } = await search('ho so qua han quy III');
  assert.deepEqual(
    [rows[0]?.measure, rows[0]?.printed, rows[0]?.from, rows[0]?.to],
    ['resolved_overdue', '43', '2026-06-15', '2026-09-14'],
  );
  assert.match(understood.period, /Quý III\/2026/);
  const rates = await search('tỷ lệ đúng hạn');
  assert.deepEqual([rates.rows[0]?.measure, rates.rows[0]?.printed], ['on_time_rate', '93,84%']);
});

test('other days, sectors and the year before are offered without a value, and computed when chosen', async () => {
  const q2 = (await search('hồ sơ quá hạn quý II')).rows[0];
  assert.deepEqual([q2?.measure, q2?.printed, q2?.from, q2?.to], ['resolved_overdue', null, '2026-03-15', '2026-06-14']);
  const value = await officer.call('reports.figure_value', {
    id,
    measure: 'resolved_overdue',
    unit: UNIT,
    from: '2026-03-15',
    to: '2026-06-14',
  });
  assert.deepEqual([value.printed, value.n, value.anchor], ['28', 28, q2?.anchor]);
  const land = (await search('quá hạn lĩnh vực đất đai quý II')).rows[0];
  assert.deepEqual([land?.sector, land?.sector_name], ['dat-dai', 'Đất đai']);
  const year_before = await search('quá hạn cùng kỳ');
  assert.deepEqual([year_before.understood.is_earlier, year_before.rows[0]?.from], [true, '2025-06-15']);
  assert.deepEqual((await search('rừng phòng hộ ven biển')).rows, []);
});

const wanted = { measure: 'resolved_overdue', unit: UNIT, from: '2026-03-15', to: '2026-06-14' };
const OF_PERIOD = { measure: 'c15_overdue', unit: UNIT, from: '2026-06-15', to: '2026-09-14' };
const state = { block: '', anchor: '', version: 0 };

test('a figure nobody asked to compute is refused in words; one that is asked for stands in the next version with its records', async () => {
  const report = await officer.call('reports.get', { id });
  const block = report.content.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'narrative');
  state.block = block?.key ?? '';
  const { anchor } = await officer.call('reports.figure_value', { id, ...wanted });
  state.anchor = anchor;
  const words = [[{ text: 'Quý II có ' }, { figure: anchor }, { text: ' hồ sơ quá hạn.' }]];
  const edit = { id, version: report.version, blocks: { [state.block]: words } };
  assert.equal(await code(officer.ask('reports.save', edit)), 'reports.no_such_figure');
  const bad = (more: object) => code(officer.ask('reports.save', { ...edit, figures: [{ ...wanted, ...more }] }));
  assert.equal(await bad({ measure: 'khong_co' }), 'reports.no_such_figure_asked');
  assert.equal(await bad({ to: '2026-01-01' }), 'reports.no_such_figure_asked');
  assert.equal(await bad({ from: '2030-01-01', to: '2030-03-31' }), 'reports.no_such_figure_asked');
  assert.equal(await bad({ unit: 'H99.999' }), 'org.unit_unknown');
  state.version = (await officer.call('reports.save', { ...edit, figures: [wanted] })).version;
  const figure = (await officer.call('reports.get', { id })).content.figures[anchor];
  assert.deepEqual([figure?.printed, figure?.value, figure?.n, figure?.digest !== null], ['28', '28', 28, true]);
  const { xml, archive } = openWord(await officer.bytes('reports.docx', { id }));
  assert.ok(xml.includes(`n:${anchor}`));
  assert.ok(archive.text('customXml/item1.xml')?.includes(`id="${anchor}"`));
});

test('refreshed it is counted anew and stays', async () => {
  const { version } = await officer.call('reports.refresh', { id, version: state.version });
  const { content } = await officer.call('reports.get', { id });
  assert.equal(version, state.version + 1);
  assert.equal(content.figures[state.anchor]?.printed, '28');
  assert.ok(JSON.stringify(content.sections).includes(state.anchor));
});

test('put into words of a file the office gave, it stands in its part of figures too', async () => {
  const file = { name: 'bao-cao.docx', type: 'application/octet-stream', bytes: await officer.bytes('reports.docx', { id }) };
  await officer.upload('reports.upload', { id }, file);
  const { version } = await officer.call('reports.get', { id });
  const asked = { ...wanted, measure: 'received' };
  const { anchor, printed } = await officer.call('reports.figure_value', { id, ...asked });
  assert.equal(printed, '717');
  // Of the days of the report itself, and of no dossier alone: made of two counts.
  const { anchor: of_period } = await officer.call('reports.figure_value', { id, ...OF_PERIOD });
  const blocks = {
    [state.block]: [
      [{ text: 'Quý II tiếp nhận ' }, { figure: anchor }, { text: ' và quá hạn ' }, { figure: state.anchor }],
      [{ text: 'Trong kỳ quá hạn ' }, { figure: of_period }, { text: ', cả hai quý 71 hồ sơ.' }],
    ],
  };
  const { is_layout_lost } = await officer.call('reports.save', { id, version, blocks, figures: [asked, OF_PERIOD] });
  assert.equal(is_layout_lost, false);
  const { archive } = openWord(await officer.bytes('reports.docx', { id }));
  assert.match(archive.text('customXml/item1.xml') ?? '', new RegExp(`id="${anchor}" measure="received">717<`));
});

test('issued it is frozen like any other and opens its records', async () => {
  await approve(officer, leader, id);
  await leader.call('reports.issue', await toIssue(leader, id));
  const figure = await officer.call('reports.figure', { id, anchor: state.anchor });
  assert.equal(JSON.stringify(figure).includes('"28"'), true);
});

test('in the report of the next period it is a figure still: of its own days, or of the very days that were asked for', async () => {
  const { id: next } = await officer.call('reports.create', { unit: UNIT, regime: 'tthc', kind: 'quarter', year: 2026, n: 4 });
  const { content, findings } = await officer.call('reports.get', { id: next });
  const block = content.sections.flatMap(({ blocks }) => blocks).find(({ key }) => key === state.block);
  assert.ok(block?.kind === 'narrative' && block.origin === 'carried');
  const chips = block.paragraphs.flat().flatMap((one) => ('figure' in one ? (content.figures[one.figure] ?? []) : []));
  assert.deepEqual(
    chips.map(({ measure, from, to }) => [measure, from, to]),
    [
      ['received', '2026-03-15', '2026-06-14'],
      ['resolved_overdue', '2026-03-15', '2026-06-14'],
      ['c15_overdue', '2026-09-15', '2026-12-14'],
    ],
  );
  assert.deepEqual([chips[1]?.printed, chips[1]?.digest !== null], ['28', true]);
  const live = await officer.call('measures.values', {
    ...OF_PERIOD,
    from: '2026-09-15',
    to: '2026-12-14',
    measures: 'c15_overdue',
  });
  assert.equal(chips[2]?.value, live.rows[0]?.values.c15_overdue?.value);
  // What was typed is words of another quarter: the check says so.
  assert.ok(
    findings.some(({ message, quote }) => /71/.test(`${message} ${quote}`)),
    JSON.stringify(findings.map(({ rule, message }) => [rule, message])),
  );
});

test('it is the writer’s search, and only in reach', async () => {
  assert.equal((await leader.ask('reports.figure_search', { id, q: 'x' })).status, 403);
  assert.equal(await code(officer.ask('reports.figure_search', { id: 987654, q: 'x' })), 'reports.not_found');
});
