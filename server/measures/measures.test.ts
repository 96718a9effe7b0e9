import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import ExcelJS from 'exceljs';
import { transaction } from '#lib/db';
import type { DomainError } from '#lib/errors';
import { PACKS } from '#lib/pack';
import * as measures from '#measures';
import { testDb } from '../../test/db.ts';
import { keepVersions, makeGround, type Version } from '../../test/versions.ts';
import { exportRecords } from './export.ts';
import { asOf } from './question.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
const { units } = await makeGround(owner);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-measures-'));
after(() => fs.rmSync(folder, { recursive: true }));

let last_id = 0;
function dossier(more: Partial<Version>): Version {
  last_id += 1;
  return {
    dossier_id: last_id,
    known_from: '2023-01-01T00:00:00Z',
    known_to: null,
    unit: 'xa-d',
    sector: 'ho-tich',
    procedure: 'P1',
    channel: 1,
    level: 3,
    online_level: 2,
    papers_state: 0,
    result_state: 0,
    is_no_writing: false,
    received_on: '2023-03-01',
    due_on: '2023-03-10',
    closed_on: null,
    paused_on: null,
    outcome: 0,
    timeliness: 0,
    marks: 0,
    ...more,
  };
}
const resolved = (unit: string, timeliness: 1 | 2 | 3 | 4) =>
  dossier({ unit, closed_on: '2023-03-09', outcome: 1, timeliness, ...(timeliness === 4 ? { due_on: null } : {}) });
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

await transaction(owner, 'write', async (db) => {
  await measures.loadPack(db);
  await keepVersions(db, [
    // xa-a: 1 of 1 in time; xa-b: 1 of 3.
    resolved('xa-a', 1),
    resolved('xa-b', 2),
    resolved('xa-b', 3),
    resolved('xa-b', 3),
    // xa-d: nothing resolved, one withdrawn, one waiting since before it was due, one overdue, one without a due date.
    dossier({ closed_on: '2023-03-20', outcome: 2, papers_state: 1 }),
    dossier({ paused_on: '2023-03-09', papers_state: 2 }),
    dossier({ paused_on: '2023-03-11' }),
    dossier({ due_on: null, channel: 2 }),
    // Before the merger, after it, and after the districts.
    ...times(100, () => dossier({ unit: 'xa-a', received_on: '2024-02-10', due_on: '2024-02-20' })),
    ...times(200, () => dossier({ unit: 'xa-b', received_on: '2024-02-10', due_on: '2024-02-20' })),
    ...times(300, () => dossier({ unit: 'xa-m', received_on: '2024-04-10', due_on: '2024-04-20' })),
  ]);
});

const MARCH = { from: '2023-03-01', to: '2023-03-31' } as const;
const figures = (ask: measures.FiguresAsk, access: { unit_ids: readonly number[] | null } = EVERYTHING) =>
  measures.figures(pool, ask, access);

test('a ratio over two units is made from their sums, not from their ratios', async () => {
  const { groups = [], measures: district } = await figures({
    unit: 'HUYEN.1',
    ...MARCH,
    measures: ['on_time_rate'],
    group_by: ['unit'],
  });
  const rates = Object.fromEntries(groups.map((group) => [group.key.unit?.code, group.measures.on_time_rate?.value]));
  assert.deepEqual(rates, { 'HUYEN.1': null, 'XA.A': '100.00', 'XA.B': '33.33', 'XA.C': null });
  assert.deepEqual(district.on_time_rate, { value: '50.00', numerator: 2, denominator: 4 });
});

test('nothing resolved: the rate is not available; nothing at all: counts are zero', async () => {
  const { measures: commune } = await figures({ unit: 'XA.D', ...MARCH });
  assert.equal(commune.received?.value, 4);
  assert.equal(commune.resolved?.value, 0);
  assert.deepEqual(commune.on_time_rate, { value: null, numerator: 0, denominator: 0 });
  assert.deepEqual(commune.papers_digitised, { value: 1, numerator: 1, denominator: 2 });
  assert.deepEqual(commune.online_rate, { value: '25.00', numerator: 1, denominator: 4 });
  const { measures: empty } = await figures({ unit: 'XA.D', from: '2010-01-01', to: '2010-01-31' });
  assert.equal(empty.received?.value, 0);
  assert.equal(empty.online_rate?.value, null);
});

test('waiting since before the due day is in time, since after it is overdue; no due date is never overdue', async () => {
  const { measures: commune } = await figures({ unit: 'XA.D', ...MARCH });
  assert.equal(commune.pending?.value, 3);
  assert.equal(commune.pending_overdue?.value, 1);
  assert.equal(commune.pending_in_time?.value, 2);
  assert.equal(commune.withdrawn_refused?.value, 1);
});

for (const [unit, to, expected, why] of [
  ['XA.M', '2024-04-30', 600, 'the merged commune, in its own tree'],
  ['HUYEN.1', '2024-04-30', 600, 'its district'],
  ['TINH', '2024-04-30', 600, 'the province'],
  ['TINH', '2025-12-31', 600, 'the province, after the districts'],
  ['XA.X', '2025-12-31', 600, 'the commune it went into'],
  ['XA.A', '2024-02-29', 100, 'a part of it, on its last day'],
  ['XA.B', '2024-04-30', 200, 'a part of it, asked beyond its last day'],
] as const) {
  test(`100 + 200 + 300 dossiers around a merger: ${expected} at ${why}`, async () => {
    const { measures: m } = await figures({ unit, from: '2024-01-01', to, measures: ['new'] });
    assert.equal(m.new?.value, expected);
  });
}

test('a unit that ended inside the period answers by the tree of its last day and says so', async () => {
  const found = await figures({ unit: 'XA.B', from: '2024-01-01', to: '2024-04-30', measures: ['new'] });
  assert.equal(found.tree_day, '2024-02-29');
  assert.deepEqual(
    found.notes.map((note) => note.code),
    ['unit_ended'],
  );
  assert.match(found.notes[0]?.text_vi ?? '', /Xã xa-b kết thúc hoạt động ngày 29\/02\/2024/);
});

test('a period across the change of tiers is answered and explained', async () => {
  const { notes } = await figures({ unit: 'XA.X', from: '2025-01-01', to: '2025-12-31', measures: ['new'], today: '2025-10-01' });
  assert.deepEqual(
    notes.map((note) => note.code),
    ['unit_began', 'tiers_changed', 'period_running'],
  );
});

for (const [today, expected, why] of [
  [undefined, '2023-04-01', 'nobody said what day it is: the end of the period'],
  ['2023-03-15', '2023-03-16', 'the period runs: today is over, tomorrow is not'],
  ['2023-03-31', '2023-04-01', 'its last day'],
  ['2024-01-01', '2023-04-01', 'long past'],
  ['2023-02-01', '2023-04-01', 'it has not begun'],
] as const) {
  test(`overdue is judged on ${expected}: ${why}`, () => assert.equal(asOf('2023-03-01', '2023-04-01', today), expected));
}

test('a unit out of reach is as unknown as one that does not exist, and records out of reach do not count', async () => {
  const reach = { unit_ids: [units['xa-a'] as number, units['huyen-1'] as number] };
  await assert.rejects(figures({ unit: 'XA.B', ...MARCH }, reach), {
    code: 'org.unit_unknown',
    status: 404,
    data: { code: 'XA.B' },
  });
  await assert.rejects(figures({ unit: 'KHONG.CO', ...MARCH }, reach), {
    code: 'org.unit_unknown',
    status: 404,
    data: { code: 'KHONG.CO' },
  });
  const found = await figures({ unit: 'HUYEN.1', ...MARCH, measures: ['resolved'] }, reach);
  assert.equal(found.measures.resolved?.value, 1);
  assert.deepEqual(
    found.notes.map((note) => note.code),
    ['partly_visible'],
  );
  const list = await measures.records(pool, { unit: 'HUYEN.1', ...MARCH, measure: 'resolved' }, reach);
  assert.deepEqual([list.count, list.records.map((record) => record.unit_code)], [1, ['XA.A']]);
  await assert.rejects(measures.records(pool, { unit: 'XA.B', ...MARCH, measure: 'resolved' }, reach), {
    code: 'org.unit_unknown',
  });
  await assert.rejects(exportRecords(pool, { unit: 'XA.B', ...MARCH, measure: 'resolved' }, reach), { code: 'org.unit_unknown' });
  assert.equal((await figures({ unit: 'TINH', ...MARCH }, { unit_ids: [units.tinh as number] })).measures.received?.value, 0);
  await assert.rejects(figures({ unit: 'TINH', ...MARCH }, { unit_ids: [] }), { code: 'org.unit_unknown' });
});

test('a unit that came later is not missed by those who may not see it', async () => {
  // In the tree of 2023 xa-m counts at the unit it went on from; nobody had it then.
  const reach = { unit_ids: [units['huyen-1'], units['xa-a'], units['xa-b'], units['xa-c']] as number[] };
  const { notes } = await figures({ unit: 'HUYEN.1', ...MARCH, measures: ['new'] }, reach);
  assert.deepEqual(notes, []);
});

for (const [ask, code, why] of [
  [{ unit: 'TINH', from: '2023-02-30', to: '2023-03-01' }, 'calendar.impossible_date', 'a day that does not exist'],
  [{ unit: 'TINH', from: '2023-03-02', to: '2023-03-01' }, 'calendar.reversed_dates', 'reversed days'],
  [{ unit: 'XA.X', ...MARCH }, 'org.unit_not_on_day', 'a unit that was not there yet'],
  [{ unit: 'XA.A', from: '2025-01-01', to: '2025-01-31' }, 'org.unit_not_on_day', 'a unit that was gone'],
  [{ unit: 'TINH', ...MARCH, sector: 'khong-co' }, 'measures.unknown_filter', 'a sector nobody knows'],
  [{ unit: 'TINH', ...MARCH, procedure: 'khong-co' }, 'measures.unknown_filter', 'a procedure nobody knows'],
  [{ unit: 'TINH', ...MARCH, channel: 'fax' }, 'measures.unknown_filter', 'a channel that is none'],
  [{ unit: 'TINH', ...MARCH, measures: ['khong_co'] }, 'measures.unknown_measure', 'a measure nobody knows'],
] as const) {
  test(`${why} is refused with ${code}`, async () => {
    await assert.rejects(figures(ask), { code });
  });
}

test('the records of a ratio are its numerator, or its denominator when asked', async () => {
  const ask = { unit: 'HUYEN.1', ...MARCH, measure: 'on_time_rate' };
  assert.equal((await measures.records(pool, ask, EVERYTHING)).count, 2);
  assert.equal((await measures.records(pool, { ...ask, part: 'denominator' }, EVERYTHING)).count, 4);
  const part = { unit: 'XA.D', ...MARCH, measure: 'papers_digitised', part: 'denominator' } as const;
  assert.equal((await measures.records(pool, part, EVERYTHING)).count, 2);
  const none = { ...part, measure: 'new' };
  await assert.rejects(measures.records(pool, none, EVERYTHING), { code: 'measures.no_such_part' });
});

test('a page holds its rows, number and digest are of all; sorting is total', async () => {
  const ask = { unit: 'XA.M', from: '2024-01-01', to: '2024-04-30', measure: 'new' };
  const all = await measures.records(pool, ask, EVERYTHING);
  const second = await measures.records(pool, { ...ask, page: 2, page_size: 50 }, EVERYTHING);
  assert.equal(all.records.length, 600);
  assert.deepEqual(second.records, all.records.slice(50, 100));
  assert.equal(second.digest, all.digest);
  const newest = await measures.records(
    pool,
    { ...ask, sort: { by: 'received_on', descending: true }, page_size: 1 },
    EVERYTHING,
  );
  assert.equal(newest.records[0]?.received_on, '2024-04-10');
});

test('a record tells what the figure saw and nothing personal', async () => {
  const { records } = await measures.records(pool, { unit: 'XA.A', ...MARCH, measure: 'resolved_early' }, EVERYTHING);
  assert.deepEqual(records, [
    {
      id: 1,
      code: 'H34-1',
      procedure_code: 'P1',
      procedure_name: 'Thủ tục P1',
      sector_code: 'ho-tich',
      sector_name: 'Lĩnh vực ho-tich',
      unit_code: 'XA.A',
      unit_name: 'Xã xa-a',
      channel: 'direct',
      level: 'commune',
      outcome: 'resolved',
      timeliness: 'early',
      received_on: '2023-03-01',
      due_on: '2023-03-10',
      closed_on: '2023-03-09',
      paused_on: null,
    },
  ]);
});

test('the Excel sheet holds every record and the digest of the figure', async () => {
  const ask = { unit: 'XA.B', ...MARCH, measure: 'resolved' };
  const { digest } = await measures.records(pool, ask, EVERYTHING);
  const file = await exportRecords(pool, ask, EVERYTHING);
  assert.equal(file.file_name, 'ho-so-resolved-XA.B-2023-03-01-2023-03-31.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.bytes as unknown as ArrayBuffer);
  const sheet = book.getWorksheet('Hồ sơ');
  assert.equal(sheet?.getCell('A3').value, `Số hồ sơ: 3. Chữ ký số liệu: ${digest}`);
  assert.deepEqual(
    [6, 7, 8].map((row) => sheet?.getCell(row, 1).value),
    ['H34-2', 'H34-3', 'H34-4'],
  );
  assert.equal(sheet?.getCell('H6').value, '10/03/2023');
  assert.equal(sheet?.getCell('A9').value, null);
});

test('a broken pack is refused whole, every fault with its file and line', async () => {
  fs.writeFileSync(
    path.join(folder, 'a.yaml'),
    `measures:
  - name: one
    kind: count
    unit: dossier
    label_vi: Một
    label_en: One
    time: some_day
    definition_vi: x
    definition_en: x
    source: x
    status: approved
  - name: two
    kind: ratio
    unit: percent
    label_vi: Hai
    label_en: Two
    numerator: one
    denominator: three
    factor: 100
    decimals: 2
    definition_vi: x
    definition_en: x
    source: x
    status: approved
`,
  );
  fs.writeFileSync(
    path.join(folder, 'b.yaml'),
    fs
      .readFileSync(path.join(PACKS, 'measures/dossiers.yaml'), 'utf8')
      .replace('value: online', 'value: fax')
      .replace('denominator: resolved', 'denominator: no_such'),
  );
  const before = (await pool.query('select count(*) as n from measures.definition d')).rows[0].n;
  await assert.rejects(measures.loadPack(pool, folder), (error: DomainError) => {
    assert.equal(error.code, 'packs.broken');
    const found = (error.data.problems as { file: string; line: number; message: string }[]).map(
      (p) => `${path.basename(p.file)}:${p.line}`,
    );
    assert.ok(found.includes('a.yaml:7'), `${found}`);
    assert.ok(
      found.some((at) => at.startsWith('b.yaml:')),
      `${found}`,
    );
    return true;
  });
  assert.equal((await pool.query('select count(*) as n from measures.definition d')).rows[0].n, before);
});

test('a definition knows its version and hash; loading the pack again changes neither', async () => {
  const read = async () =>
    (await measures.definitionsOn(pool, '2024-01-01')).all.map((one) => [one.definition.name, one.version, one.def_hash]);
  const before = await read();
  assert.equal(before[0]?.[0], 'carried_over');
  await transaction(owner, 'write', (db) => measures.loadPack(db));
  assert.deepEqual(await read(), before);
});
