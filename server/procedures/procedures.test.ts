import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { entries } from '#audit';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import {
  announce,
  Content,
  isCompetent,
  loadPack,
  nationalCode,
  procedureOn,
  search,
  sectors,
  versionsOf,
} from './procedures.ts';

const { pool, owner } = await testDb();
const NOW = new Date('2024-05-06T02:00:00Z');
const BY = { actor: { user_id: null, name: 'kiểm thử' }, now: NOW, today: '2024-05-06' };

before(async () => {
  await transaction(owner, 'write', (db) => loadPack(db));
});

const NEW = Content.parse({
  name: 'Thủ tục thử',
  sector: 'ho-tich',
  level: 'commune',
  authority: 'Ủy ban nhân dân cấp xã',
  limit: { unit: 'working_day', amount: 3 },
  online_level: 'full',
  papers: [{ name: 'Tờ khai', originals: 1 }],
  source: 'Quyết định 1/QĐ-UBND',
});

test('a code is known with and without the suffix of a locality', () => {
  for (const [code, expected] of [
    ['1.000948.H38', '1.000948'],
    ['2.000815.000.00.00.H55', '2.000815'],
    [' 1.001193 ', '1.001193'],
    ['đất đai', 'đất đai'],
  ] as const)
    assert.equal(nationalCode(code), expected);
});

test('a procedure is the one of its day: the no-writing day, then the end of the districts', async () => {
  const before_start = await procedureOn(pool, '1.001612', '2023-03-20');
  assert.equal(before_start.is_no_writing, false);
  const day_one = await procedureOn(pool, '1.001612.H16', '2023-03-21');
  assert.equal(day_one.is_no_writing, true);
  assert.equal(day_one.level, 'district');
  assert.equal(day_one.limit_unit, 'working_day');
  assert.equal(day_one.limit_amount, 3);
  assert.deepEqual(
    day_one.papers.map((paper) => paper.name),
    ['Giấy đề nghị đăng ký hộ kinh doanh', 'Căn cước công dân, thẻ căn cước hoặc hộ chiếu'],
  );
  assert.equal((await procedureOn(pool, '1.001612', '2025-06-30')).level, 'district');
  assert.equal((await procedureOn(pool, '1.001612', '2025-07-01')).level, 'commune');
  assert.equal((await procedureOn(pool, '1.011441', '2025-07-01')).level, 'province');
  assert.equal((await procedureOn(pool, '2.000815', '2024-01-01')).cut_off, '15:00');
});

test('four procedures belong to the no-writing day: three of the district, one of the commune', async () => {
  const { rows } = await pool.query(
    `select p.code, v.level from procedures.version v join procedures.procedure p on p.id = v.procedure_id
     where v.is_no_writing and v.valid @> date '2023-03-21' order by p.code`,
  );
  assert.deepEqual(rows, [
    { code: '1.001612', level: 'district' },
    { code: '1.004873', level: 'commune' },
    { code: '1.011441', level: 'district' },
    { code: '1.011443', level: 'district' },
  ]);
});

test('an unknown code and a day without the procedure are told apart', async () => {
  await assert.rejects(procedureOn(pool, '9.999999', '2024-01-01'), { code: 'procedures.unknown', status: 404 });
  await assert.rejects(procedureOn(pool, '1.001193', '2018-06-20'), { code: 'procedures.not_on_day', status: 422 });
  await assert.rejects(versionsOf(pool, '9.999999'), { code: 'procedures.unknown' });
});

test('procedures are found by words without diacritics, by initials and by code', async () => {
  const first = async (q: string) => (await search(pool, { day: '2024-01-01', q })).rows[0]?.code;
  assert.equal(await first('ket hon dang ky'), '1.000894');
  assert.equal(await first('ĐĂNG KÝ KHAI SINH'), '1.001193');
  assert.equal(await first('dkkh'), '1.000894');
  assert.equal(await first('2.000815.H34'), '2.000815');
  assert.equal((await search(pool, { day: '2024-01-01', q: '100%' })).total, 0);
  assert.equal((await search(pool, { day: '2024-01-01', q: 'khong co thu tuc nao nhu the' })).total, 0);
  const land = await search(pool, { day: '2024-01-01', sector: 'dat-dai', level: 'district', page_size: 3 });
  assert.equal(land.rows.length, 3);
  assert.equal(land.total, 10);
  const all = await search(pool, { day: '2024-01-01', page_size: 200 });
  assert.equal(all.total, 113);
  assert.equal(new Set(all.rows.map((row) => row.code)).size, 113);
  assert.equal((await search(pool, { day: '2018-06-20' })).total, 0);
});

test('sectors carry the published list of Tu Mơ Rông: 50 sectors, 269 procedures', async () => {
  const all = await sectors(pool, '2024-01-01');
  const published = all.filter((sector) => sector.published_count !== null);
  assert.equal(published.length, 50);
  assert.equal(
    published.reduce((sum, sector) => sum + (sector.published_count ?? 0), 0),
    269,
  );
  assert.deepEqual(
    all.filter((sector) => ['dat-dai', 'chung-thuc'].includes(sector.code)).map((s) => [s.code, s.published_count, s.procedures]),
    [
      ['chung-thuc', 10, 12],
      ['dat-dai', 14, 12],
    ],
  );
});

test('a new version begins on its day, ends the one before and is audited', async () => {
  const after = await transaction(pool, 'write', (db) =>
    announce(db, { code: '1.000656', from: '2024-06-01', content: NEW }, BY),
  );
  assert.equal(after.valid_from, '2024-06-01');
  assert.equal(after.valid_until, '2025-07-01');
  const versions = await versionsOf(pool, '1.000656');
  assert.deepEqual(
    versions.map((version) => [version.valid_from, version.valid_until, version.name]),
    [
      ['2025-07-01', null, 'Đăng ký khai tử'],
      ['2024-06-01', '2025-07-01', 'Thủ tục thử'],
      ['2018-06-21', '2024-06-01', 'Đăng ký khai tử'],
    ],
  );
  assert.deepEqual(
    (await procedureOn(pool, '1.000656', '2024-06-01')).papers.map((paper) => paper.name),
    ['Tờ khai'],
  );
  const trail = await entries(
    pool,
    { subject_kind: 'procedures.version', subject_id: String(after.id) },
    { page: 1, page_size: 20, sort: '-at' },
    { unit_ids: null },
  );
  assert.equal(trail.rows[0]?.action, 'procedures.announce');
});

test('announcements that cannot be are refused', async () => {
  const say = (code: string, from: string, content = NEW) =>
    transaction(pool, 'write', (db) => announce(db, { code, from, content }, BY));
  await assert.rejects(say('1.004884', '2024-05-05'), { code: 'procedures.day_in_the_past', status: 422 });
  await assert.rejects(say('1.004873', '2025-07-01'), { code: 'procedures.version_exists', status: 409 });
  await assert.rejects(say('khai sinh', '2025-07-01'), { code: 'procedures.bad_code', status: 422 });
  await assert.rejects(say('1.004884', '2024-07-01', { ...NEW, sector: 'khong-co' }), {
    code: 'procedures.sector_unknown',
    status: 422,
  });
});

test('a unit decides on procedures of its level, or when it is named', async () => {
  const birth = await procedureOn(pool, '1.001193', '2024-01-01');
  assert.equal(await isCompetent(pool, birth, { id: 1, kind: 'commune' }, '2024-01-01'), true);
  assert.equal(await isCompetent(pool, birth, { id: 1, kind: 'district' }, '2024-01-01'), false);
  await owner.query("insert into org.tenant (id, code, name) values (99, 'H99', 'Tỉnh thử')");
  await owner.query(
    "insert into org.unit (code, kind, tenant, born, source, status) values ('H99.1', 'commune', 99, '2000-01-01', 'thử', 'to_be_verified')",
  );
  await owner.query(
    "insert into procedures.offered (procedure_id, unit_id, valid) select $1, u.id, '[2024-01-01,)' from org.unit u where u.code = 'H99.1'",
    [birth.procedure_id],
  );
  const named = (await owner.query("select u.id from org.unit u where u.code = 'H99.1'")).rows[0].id as number;
  assert.equal(await isCompetent(pool, birth, { id: named, kind: 'commune' }, '2024-01-01'), true);
  assert.equal(await isCompetent(pool, birth, { id: named + 1, kind: 'commune' }, '2024-01-01'), false);
  assert.equal(await isCompetent(pool, birth, { id: named + 1, kind: 'commune' }, '2023-12-31'), true);
});

test('loading the pack again changes nothing', async () => {
  const count = async () => (await owner.query('select count(*)::int as n, max(v.id) as last from procedures.version v')).rows[0];
  const before_again = await count();
  assert.equal(await transaction(owner, 'write', (db) => loadPack(db)), 0);
  assert.deepEqual(await count(), before_again);
});

test('a broken pack is refused whole, every fault with its file and line', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'procedures-'));
  fs.writeFileSync(
    path.join(dir, 'sectors.yaml'),
    "source: 's'\nsectors:\n  - {code: ho-tich, name: 'Hộ tịch', status: approved}\n",
  );
  fs.writeFileSync(
    path.join(dir, 'bad.yaml'),
    `source: 's'
procedures:
  - code: '1.000001'
    versions:
      - from: 2024-01-01
        name: 'A'
        sector: khong-co
        level: commune
        authority: 'X'
        limit: {unit: fortnight, amount: 1}
        online_level: full
  - code: '1.000002'
    versions:
      - {from: 2024-01-01, name: 'B', sector: ho-tich, level: commune, authority: 'X', limit: null, online_level: full}
      - {from: 2023-01-01, name: 'B2'}
  - code: '1.000002'
    versions:
      - {from: 2024-01-01, name: 'C', sector: nowhere, level: commune, authority: 'X', limit: null, online_level: full}
`,
  );
  await assert.rejects(
    transaction(owner, 'write', (db) => loadPack(db, dir)),
    (error: { code: string; data: { problems: { line: number; path: string }[] } }) => {
      assert.equal(error.code, 'packs.broken');
      assert.deepEqual(
        error.data.problems.map((problem) => [problem.line, problem.path]),
        [
          [10, 'procedures.0.versions.0.limit.unit'],
          [15, 'procedures.1.versions.1.from'],
          [16, 'procedures.2.code'],
          [18, 'procedures.2.versions.0.sector'],
        ],
      );
      return true;
    },
  );
  assert.equal((await owner.query("select from procedures.procedure p where p.code like '1.00000_'")).rowCount, 0);
  fs.rmSync(dir, { recursive: true });
});
