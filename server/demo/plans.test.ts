import assert from 'node:assert/strict';
import test from 'node:test';
import { type TargetVerdicts, targetVerdicts, taskCounts } from '#plans';
import { testDb } from '../../test/db.ts';

// The published counts come out of the product, by area and by leading office.

const { pool } = await testDb({ template: 'demo', read_only: true });
const ALL = { unit_ids: null };
const TODAY = '2026-11-20';

test('Đắk Song 2023: 50 of 57 tasks carried out after nine months, by area', async () => {
  const { day, total, groups } = await taskCounts(
    pool,
    { unit: 'dak-song', year: 2023, by: 'area', kinds: ['plan'] },
    ALL,
    TODAY,
  );
  assert.equal(day, '2023-09-20', 'as of the last day told of');
  assert.deepEqual([total.total, total.implemented], [57, 50]);
  const { completed, below_plan, not_due, not_done, will_not_do, overdue, recurring } = total.states;
  assert.deepEqual(
    { completed, below_plan, not_due, not_done, will_not_do, overdue, recurring },
    {
      completed: 4,
      below_plan: 2,
      not_due: 1,
      not_done: 3,
      will_not_do: 1,
      overdue: 1,
      recurring: 1,
    },
  );
  assert.deepEqual(Object.fromEntries(groups.map(({ key, counts }) => [key, `${counts.implemented}/${counts.total}`])), {
    steering: '7/8',
    institutions: '4/4',
    procedures: '17/17',
    organisation: '2/2',
    civil_service: '4/5',
    public_finance: '3/4',
    e_government: '13/17',
  });
});

test('Ngân Sơn 2022 and Tu Mơ Rông 2023: what was finished of the plan', async () => {
  const ngan_son = await taskCounts(pool, { unit: 'ngan-son', year: 2022, day: '2022-09-14', kinds: ['plan'] }, ALL, TODAY);
  assert.deepEqual([ngan_son.total.completed_all, ngan_son.total.total], [35, 46]);
  const tu_mo_rong = await taskCounts(pool, { unit: 'tu-mo-rong', year: 2023, day: '2023-06-14', kinds: ['plan'] }, ALL, TODAY);
  assert.deepEqual([tu_mo_rong.total.completed_all, tu_mo_rong.total.total], [23, 39]);
});

test('assigned by the province: Ngân Sơn 30 of 48 on time, none late; Tu Mơ Rông 4 on time and 3 in time of 7', async () => {
  const ngan_son = await taskCounts(pool, { unit: 'ngan-son', year: 2022, day: '2022-09-14', kinds: ['assigned'] }, ALL, TODAY);
  assert.deepEqual(ngan_son.total.outcomes, { on_time: 30, late: 0, overdue: 0, in_time: 18, dropped: 0 });
  const tu_mo_rong = await taskCounts(
    pool,
    { unit: 'tu-mo-rong', year: 2023, day: '2023-06-14', kinds: ['assigned'] },
    ALL,
    TODAY,
  );
  assert.deepEqual(tu_mo_rong.total.outcomes, { on_time: 4, late: 0, overdue: 0, in_time: 3, dropped: 0 });
});

test('Kon Rẫy 2023: 17 of 21 targets met, 2 missed, 2 not assessed, by leading office', async () => {
  const unit = await pool.query<{ id: number }>("select id from org.unit where slug = 'kon-ray'");
  const { rows, counts } = await targetVerdicts(
    pool,
    { unit_ids: [unit.rows[0]?.id as number], year: 2023, day: '2023-09-30' },
    ALL,
    TODAY,
  );
  assert.deepEqual(counts, { met: 17, missed: 2, unknown: 2, total: 21 });
  const offices = Map.groupBy(rows, (row) => row.lead_code);
  assert.deepEqual([...offices].map(([code, led]) => `${code} ${led.length}`).sort(), [
    'H34.38.D01 10',
    'H34.38.D02 3',
    'H34.38.D03 3',
    'H34.38.D04 1',
    'H34.38.D05 2',
    'H34.38.D09 2',
  ]);
  const verdict = (code: string) => rows.find((row) => row.code === code)?.verdict;
  assert.deepEqual(['1', '5', '17', '19', '21'].map(verdict), ['met', 'missed', 'missed', 'unknown', 'unknown']);
});

test('Pờ Y 2024: criterion 15 part by part, the computed online share at full precision', async () => {
  const { rows } = await targetVerdicts(pool, { bundle: 'criterion_15', year: 2024 }, ALL, TODAY);
  const [whole] = rows;
  assert.equal(whole?.verdict, 'missed', 'one part that is missed decides');
  const part = (...codes: string[]) => {
    let found: TargetVerdicts['rows'][number]['assessed'] | undefined = whole?.assessed;
    for (const code of codes) found = found?.parts.find((one) => one.code === code);
    return found;
  };
  assert.deepEqual(part('15.1', '15.1.2')?.figures[0]?.exact, { num: '2180', den: '237' }, '109 of 1.185, in per cent');
  assert.equal(part('15.1', '15.1.2')?.verdict, 'missed');
  assert.deepEqual(
    part('15.3', 'd', 'd1')?.figures.map(({ from_on, value, verdict }) => `${from_on} ${value} ${verdict}`),
    ['2021-01-01 98.4 met', '2022-01-01 98.9 met', '2023-01-01 99.2 met'],
  );
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'đ', 'e'].map((code) => part('15.3', code)?.verdict),
    ['met', 'met', 'met', 'met', 'met', 'met'],
  );
});

test('Đắk Song 2023: the share of late dossiers is computed from the dossiers and misses its 5 %', async () => {
  const unit = await pool.query<{ id: number }>("select id from org.unit where slug = 'dak-song'");
  const { rows } = await targetVerdicts(
    pool,
    { unit_ids: [unit.rows[0]?.id as number], year: 2023, day: '2023-09-20' },
    ALL,
    TODAY,
  );
  const [late] = rows;
  assert.equal(late?.verdict, 'missed');
  assert.equal(late?.assessed.figures[0]?.value, '10.5942');
});
