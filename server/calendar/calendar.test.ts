import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vietnamMoment } from '#lib/day';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import {
  calendarOn,
  changeDay,
  changeYear,
  daysOff,
  dueFor,
  loadPack,
  regimes,
  removeDay,
  workingHours,
  years,
} from './calendar.ts';

const { owner, pool } = await testDb();
await transaction(owner, 'write', (db) => loadPack(db));

const NOW = new Date('2026-11-20T02:00:00Z');
const by = { actor: { user_id: null, name: 'kiểm thử' }, now: NOW, request_id: 'r1', reason: 'theo thông báo' };
const rule = { id: 'x', unit: 'working_day', amount: 1, source: '' } as const;
const dueOn = async (day: string, unit_code?: string) =>
  (await dueFor(pool, { received_at: vietnamMoment(day, '08:00'), rule, ...(unit_code ? { unit_code } : {}) })).due_on;
const festival = {
  region: 'VN',
  kind: 'local_off',
  name_vi: 'Ngày hội',
  name_en: 'Festival',
  source: 'Quyết định 1',
  status: 'approved',
  note: null,
} as const;

test('the pack is there: days, years, hours, regimes', async () => {
  const days = await daysOff(pool, 2024);
  assert.deepEqual(
    days.slice(0, 2).map((d) => [d.on_date, d.kind, d.name_vi, d.status]),
    [
      ['2024-01-01', 'holiday', 'Tết Dương lịch', 'approved'],
      ['2024-02-08', 'holiday', 'Tết Nguyên đán', 'to_be_verified'],
    ],
  );
  assert.deepEqual(
    (await years(pool)).map((y) => y.year),
    [2022, 2023, 2024, 2025, 2026, 2027],
  );
  assert.equal((await workingHours(pool)).length, 5);
  assert.deepEqual(
    (await regimes(pool)).map((r) => [r.code, r.status]),
    [
      ['CAL', 'approved'],
      ['FREE', 'approved'],
      ['ND09', 'to_be_verified'],
    ],
  );
  assert.equal(await dueOn('2024-08-30'), '2024-09-04');
});

test('an unchanged calendar is made once', async () => {
  assert.equal(await calendarOn(pool, 'A'), await calendarOn(pool, 'A'));
});

test('a changed day moves due dates at once, is audited, and outlives a new pack', async () => {
  assert.equal(await dueOn('2024-06-10'), '2024-06-11');
  await transaction(pool, 'write', (db) => changeDay(db, { ...festival, on_date: '2024-06-11' }, by));
  assert.equal(await dueOn('2024-06-10'), '2024-06-12');
  await transaction(owner, 'write', (db) => loadPack(db));
  assert.equal(await dueOn('2024-06-10'), '2024-06-12');
  await transaction(pool, 'write', (db) => removeDay(db, { region: 'VN', on_date: '2024-06-11' }, by));
  assert.equal(await dueOn('2024-06-10'), '2024-06-11');
  const { rows } = await owner.query(
    "select action, subject_id, reason from audit.entry where subject_kind = 'day_off' order by seq",
  );
  assert.deepEqual(rows, [
    { action: 'calendar.add_day', subject_id: 'VN/2024-06-11', reason: 'theo thông báo' },
    { action: 'calendar.remove_day', subject_id: 'VN/2024-06-11', reason: 'theo thông báo' },
  ]);
});

test('a day of the pack that an office took out does not come back with the next pack', async () => {
  await transaction(pool, 'write', (db) => removeDay(db, { region: 'VN', on_date: '2027-09-03' }, by));
  await transaction(owner, 'write', (db) => loadPack(db));
  assert.equal(await dueOn('2027-09-01'), '2027-09-03');
  await transaction(pool, 'write', (db) => changeDay(db, { ...festival, kind: 'holiday', on_date: '2027-09-03' }, by));
  assert.equal(await dueOn('2027-09-01'), '2027-09-06');
});

test('a region has its own days, the country does not', async () => {
  await transaction(pool, 'write', (db) => changeDay(db, { ...festival, region: 'H34', on_date: '2024-07-02' }, by));
  assert.equal((await calendarOn(pool, '*', 'H34')).isWorkingDay('2024-07-02'), false);
  assert.equal((await calendarOn(pool)).isWorkingDay('2024-07-02'), true);
});

test('a unit keeps its own hours', async () => {
  await owner.query(
    `insert into calendar.working_hours (unit_code, valid, weekday, morning_from, morning_to, afternoon_from, afternoon_to, source)
     values ('B', '[2024-01-01,)', 2, '07:30', '11:30', '13:00', '16:30', 'QĐ 5')`,
  );
  const of = async (unit_code: string) =>
    (await dueFor(pool, { unit_code, received_at: vietnamMoment('2024-06-17', '08:00'), rule })).due_at;
  assert.deepEqual(await of('B'), vietnamMoment('2024-06-18', '16:30'));
  assert.deepEqual(await of('C'), vietnamMoment('2024-06-18', '17:00'));
});

test('a year compared with the official text no longer warns', async () => {
  const warnings = async () => (await dueFor(pool, { received_at: vietnamMoment('2025-06-09', '08:00'), rule })).warnings;
  assert.deepEqual(await warnings(), [{ code: 'year_to_be_verified', year: 2025 }]);
  await transaction(pool, 'write', (db) => changeYear(db, { year: 2025, status: 'approved', source: 'Thông báo' }, by));
  assert.deepEqual(await warnings(), []);
});

test('a day that cannot be what is said is refused, and so is taking out what is not there', async () => {
  const change = (kind: 'swap_work' | 'substitute', on_date: string) =>
    transaction(pool, 'write', (db) => changeDay(db, { ...festival, kind, on_date }, by));
  await assert.rejects(change('swap_work', '2024-06-12'), { code: 'calendar.swap_work_not_weekend', status: 422 });
  await assert.rejects(change('substitute', '2024-06-15'), { code: 'calendar.off_on_weekend', status: 422 });
  await assert.rejects(
    transaction(pool, 'write', (db) => removeDay(db, { region: 'VN', on_date: '2024-06-12' }, by)),
    { code: 'calendar.day_not_recorded', status: 404 },
  );
});
