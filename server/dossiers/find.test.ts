import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import ExcelJS from 'exceljs';
import { vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { parseSql } from '#lib/sql';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { find, findAll, type Reader } from './find.ts';
import { standing } from './lateness.ts';
import { aDossier, at, makeWorld, type World } from './make-world.ts';
import { queue } from './queue.ts';
import { Filter } from './search.ts';
import { dossierSheet } from './sheet.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
const NOBODY = { unit_ids: [] };
const READER: Reader = { scope: EVERYTHING, personal: EVERYTHING, now: at('2024-03-11', '10:00') };
let world: World;
const made: Record<string, { id: number; code: string }> = {};

before(async () => {
  world = await makeWorld(owner);
  const make = async (name: string, day: string, more: object = {}) => {
    made[name] = await transaction(pool, 'write', (db) => aDossier(db, { ...world.everything, now: at(day, '08:00') }, more));
  };
  const land = { procedure_code: '1.004199', papers: [1, 2].map((ordinal) => ({ ordinal, form: 0 })) };
  const copy = { procedure_code: '2.000815', receiving_unit: 'po-y', papers: [1, 2].map((ordinal) => ({ ordinal, form: 0 })) };
  await make('late', '2024-03-04', { applicant: { name: 'Nguyễn Thị Đậu', identity: '000111111111', phone: '0900000222' } });
  await make('due', '2024-03-06');
  await make('soon', '2024-03-07', { matter: 'Bán hàng bằng xe ba gác' });
  await make('paused', '2024-03-01');
  await make('decided', '2024-03-04', land);
  await make('copy', '2024-03-11', copy);
  await make('filed', '2024-03-10', { is_registration: true, channel: 2 });
  const does = (name: string, action: Action, day: string, data: Record<string, unknown>) =>
    transaction(pool, 'write', (db) =>
      act(db, made[name]?.id as number, action, { last_seq: 1, data }, { ...world.everything, now: at(day, '09:00') }),
    );
  await does('paused', 'request_supplement', '2024-03-04', { reason: 'thiếu', items: ['x'] });
  await does('decided', 'decide', '2024-03-08', { outcome: 'granted' });
  await does('due', 'hand_over', '2024-03-06', { to_unit: 'H16.36.D01', to_account_id: world.officer });
});

const names = async (filter: object, reader = READER, sort?: string) => {
  const { rows, total } = await find(pool, Filter.parse(filter), { page: 1, page_size: 50, sort }, reader);
  assert.equal(rows.length, total);
  return rows.map((row) => Object.entries(made).find(([, one]) => one.id === row.id)?.[0]);
};

for (const [filter, expected] of [
  [{}, ['copy', 'filed', 'soon', 'due', 'decided', 'late', 'paused']],
  [{ q: 'nguyen thi dau' }, ['late']],
  [{ q: 'ĐẬU' }, ['late']],
  [{ q: '000 111 111 111' }, ['late']],
  [{ q: '0900000222' }, ['late']],
  [{ q: 'h34.35.07-2403' }, ['copy']],
  [{ q: '240311-0001' }, ['copy']],
  [{ q: '240304 0002' }, ['decided']],
  [{ q: '35.07-240311-0001' }, ['copy']],
  [{ q: 'H34.35.07 240311 0001' }, ['copy']],
  [{ q: '240311-0002' }, []],
  [{ q: '%' }, ['copy', 'filed', 'soon', 'due', 'decided', 'late', 'paused']],
  [{ q: 'không ai' }, []],
  [{ q: 'đậu ngu' }, ['late']],
  [{ q: 'ngu đậu' }, []],
  [{ q: 'hộ kinh doanh' }, ['filed', 'soon', 'due', 'late', 'paused']],
  [{ q: 'HO KINH DOANH nguyễn thị' }, ['late']],
  [{ q: 'dau ho kinh doanh' }, ['late']],
  [{ q: 'xe ba gác' }, ['soon']],
  [{ q: '000111' }, ['late']],
  [{ q: '+84 900 000 222' }, ['late']],
  [{ q: "'; drop:* | !" }, []],
  [{ mine: 'true' }, []],
  [{ holder_unit: 'H16.36.D01' }, ['due']],
  [{ status: '5,6' }, ['paused']],
  [{ status: ['2', '9'] }, ['copy', 'soon', 'decided', 'late']],
  [{ standing: 'overdue' }, ['late']],
  [{ standing: 'paused' }, ['paused']],
  [{ standing: 'in_time' }, ['copy', 'soon', 'due']],
  [{ sector: 'dat-dai' }, ['decided']],
  [{ procedure: '2.000815.H34' }, ['copy']],
  [{ level: 'commune' }, ['copy']],
  [{ channel: '2' }, ['filed']],
  [{ unit: 'dak-song' }, ['filed', 'soon', 'due', 'decided', 'late', 'paused']],
  [{ unit: 'H34' }, ['copy']],
  [{ received_from: '2024-03-04', received_to: '2024-03-06' }, ['due', 'decided', 'late']],
  [{ due_from: '2024-03-11', due_to: '2024-03-11' }, ['copy', 'due', 'decided']],
  [{ closed_from: '2024-03-08', closed_to: '2024-03-08' }, ['decided']],
] as const) {
  test(`list ${JSON.stringify(filter)}`, async () => assert.deepEqual(await names(filter), expected));
}

test('lists sort by any of their columns, both ways', async () => {
  assert.deepEqual((await names({}, READER, 'due_on')).slice(0, 3), ['paused', 'late', 'copy']);
  assert.equal((await names({}, READER, '-code'))[0], 'copy');
  assert.equal((await names({}, READER, 'applicant_name'))[0], 'late');
  assert.equal((await names({}, READER, 'received_at'))[0], 'paused');
  assert.equal((await names({}, READER, '-received_at')).at(-1), 'filed');
});

test('pages do not overlap and know the whole', async () => {
  const page = (n: number) => find(pool, Filter.parse({}), { page: n, page_size: 3 }, READER);
  const pages = [await page(1), await page(2), await page(3)];
  assert.deepEqual(
    pages.map((one) => [one.rows.length, one.total]),
    [
      [3, 7],
      [3, 7],
      [1, 7],
    ],
  );
  assert.equal(new Set(pages.flatMap((one) => one.rows.map((row) => row.id))).size, 7);
});

test('the reader sees only dossiers of the units in reach', async () => {
  const po_y = { ...READER, scope: { unit_ids: [world.unit.po_y] } };
  assert.deepEqual(await names({}, po_y), ['copy']);
  assert.deepEqual(await names({ unit: 'dak-song' }, po_y), []);
  assert.deepEqual(await names({}, { ...READER, scope: NOBODY }), []);
  // Handed over to the office: it sees what it holds, and nothing else of the district.
  assert.deepEqual(await names({}, { ...READER, scope: { unit_ids: [world.unit.office] } }), ['due']);
});

test('personal data is hidden, and not found by searching, without the right to it', async () => {
  const masked = { ...READER, personal: NOBODY };
  const { rows } = await find(pool, Filter.parse({ q: 'nguyen thi dau' }), { page: 1, page_size: 5 }, masked);
  assert.deepEqual(
    [rows[0]?.applicant_identity, rows[0]?.applicant_phone, rows[0]?.is_masked],
    ['*********111', '*******222', true],
  );
  assert.deepEqual(await names({ q: '000111111111' }, masked), []);
  assert.deepEqual(await names({ q: '000111111111' }, { ...READER, personal: { unit_ids: [world.unit.po_y] } }), []);
});

test('the queue counts its tabs and shows the most urgent first', async () => {
  const ask = (tab: 'overdue' | 'due_soon' | 'waiting' | 'paused', more: object = {}) =>
    queue(pool, { tab, mine: false, page: 1, page_size: 10, ...more }, { ...READER, account_id: world.officer });
  const { tabs } = await ask('waiting', { unit: 'dak-song' });
  assert.deepEqual(tabs, {
    to_accept: 1,
    waiting: 2,
    in_progress: 1,
    paused: 1,
    to_return: 1,
    due_soon: 2,
    overdue: 1,
    others: 0,
  });
  const ids = async (tab: Parameters<typeof ask>[0], more: object = {}) =>
    (await ask(tab, { unit: 'dak-song', ...more })).rows.map((row) => row.id);
  assert.deepEqual(await ids('overdue'), [made.late?.id]);
  assert.deepEqual(await ids('due_soon'), [made.due?.id, made.soon?.id]);
  assert.deepEqual(await ids('due_soon', { mine: true }), [made.due?.id]);
  assert.deepEqual(await ids('paused'), [made.paused?.id]);
  const mine = await ask('due_soon', { mine: true });
  assert.deepEqual([mine.tabs.in_progress, mine.tabs.waiting, mine.total], [1, 0, 1]);
  const elsewhere = await queue(
    pool,
    { tab: 'overdue', mine: false, page: 1, page_size: 10 },
    {
      ...READER,
      scope: { unit_ids: [world.unit.po_y] },
    },
  );
  assert.deepEqual([elsewhere.tabs.overdue, elsewhere.tabs.waiting], [0, 1]);
});

test('counted, newest and sorted lists have one predicate', () => {
  const file = path.join(import.meta.dirname, 'find.sql');
  const queries = parseSql(fs.readFileSync(file, 'utf8'), file);
  const predicate = (name: string) =>
    /where[\s\S]*?(?=\n *(?:order by|limit)|$)/
      .exec(queries.get(name)?.text ?? '')?.[0]
      .replace(/\$\d+/g, '$')
      .replace(/\s+/g, ' ');
  assert.ok((predicate('found') ?? '').length > 500);
  assert.equal(predicate('newest'), predicate('found'));
  assert.equal(predicate('sorted'), predicate('found'));
});

test('how a dossier stands is the same in SQL and in TypeScript', async () => {
  const days = [null, '2024-03-08', '2024-03-11', '2024-03-12'];
  const moments = [
    at('2024-03-08', '23:59:59'),
    at('2024-03-11', '00:00:00'),
    at('2024-03-11', '10:30'),
    at('2024-03-11', '10:30:01'),
    at('2024-03-12', '12:30'),
  ];
  let compared = 0;
  for (const due_on of days) {
    for (const precision of due_on === null ? [null] : (['day', 'hour'] as const)) {
      const due_at = due_on === null ? null : at(due_on, precision === 'hour' ? '10:30' : '17:00');
      for (const paused_at of [null, ...moments]) {
        for (const moment of moments) {
          const { rows } = await pool.query('select dossiers.standing(4::smallint, $1, $2, $3, $4, $5) as s', [
            due_on,
            due_at,
            precision,
            paused_at,
            moment,
          ]);
          const expected = standing({ due_on, due_at, precision }, paused_at && vietnamDay(paused_at), moment);
          assert.equal(rows[0].s, expected, JSON.stringify({ due_on, precision, paused_at, moment }));
          compared += 1;
        }
      }
    }
  }
  assert.equal(compared, 210);
  for (const closed of [1, 3, 7, 8, 9, 10]) {
    const { rows } = await pool.query("select dossiers.standing($1::smallint, '2024-01-01', null, 'day', null, now()) as s", [
      closed,
    ]);
    assert.equal(rows[0].s, null);
  }
});

test('the exported sheet has the same rows, as they may be seen', async () => {
  const rows = await findAll(pool, Filter.parse({ unit: 'dak-song' }), undefined, 100, { ...READER, personal: NOBODY });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await dossierSheet(rows)).buffer as ArrayBuffer);
  const sheet = book.getWorksheet('Hồ sơ');
  assert.equal(sheet?.rowCount, 7);
  const late = rows.findIndex((row) => row.id === made.late?.id) + 2;
  assert.deepEqual(
    [2, 6, 7, 16, 17].map((column) => sheet?.getRow(late).getCell(column).value),
    [made.late?.code, 'Nguyễn Thị Đậu', '*********111', 'Quá hạn', 4],
  );
  assert.equal((sheet?.getRow(late).getCell(12).value as Date).toISOString(), '2024-03-04T08:00:00.000Z');
  await assert.rejects(findAll(pool, Filter.parse({}), undefined, 6, READER), { code: 'dossiers.export_too_large', status: 422 });
});
