import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { weekday } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem } from '#lib/pack';
import { readCalendarPack } from './load-pack.ts';

const pack = readCalendarPack();
const year = (n: number) => pack.days_off.filter((row) => row.on_date.startsWith(`${n}-`));
const kinds = (n: number, kind: string) => year(n).flatMap((row) => (row.kind === kind ? [row.on_date] : []));

test('2022 to 2027 have every statutory day: 11 a year, 12 from 2026', () => {
  assert.deepEqual(
    [2022, 2023, 2024, 2025, 2026, 2027].map((n) => kinds(n, 'holiday').length),
    [11, 11, 11, 11, 12, 12],
  );
  assert.deepEqual(
    pack.coverage.map((row) => row.year),
    [2022, 2023, 2024, 2025, 2026, 2027],
  );
});

test('every holiday on a weekend has its substitute day', () => {
  for (const n of [2022, 2023, 2024, 2025, 2026, 2027]) {
    const on_weekend = kinds(n, 'holiday').filter((day) => weekday(day) >= 6);
    assert.equal(kinds(n, 'substitute').length, on_weekend.length, String(n));
  }
});

test('every swapped day off is worked on a weekend day of the same year', () => {
  assert.deepEqual(
    [2022, 2023, 2024, 2025, 2026, 2027].map((n) => kinds(n, 'swap_off')),
    [[], [], ['2024-04-29'], ['2025-05-02'], ['2026-01-02', '2026-08-31'], []],
  );
  assert.deepEqual(
    [2022, 2023, 2024, 2025, 2026, 2027].map((n) => kinds(n, 'swap_work')),
    [[], [], ['2024-05-04'], ['2025-04-26'], ['2026-01-10', '2026-08-22'], []],
  );
});

test('weekdays off of 2023 are those of the published plan', () => {
  const weekdays_off = year(2023).flatMap((row) => (weekday(row.on_date) < 6 ? [row.on_date.slice(5)] : []));
  assert.deepEqual(weekdays_off, [
    '01-02',
    '01-20',
    '01-23',
    '01-24',
    '01-25',
    '01-26',
    '05-01',
    '05-02',
    '05-03',
    '09-01',
    '09-04',
  ]);
});

test('24 November is a day off from 2026 and not before', () => {
  assert.deepEqual(
    pack.days_off.flatMap((row) => (row.on_date.endsWith('11-24') ? [[row.on_date, row.status]] : [])),
    [
      ['2026-11-24', 'approved'],
      ['2027-11-24', 'approved'],
    ],
  );
});

const folder = fs.mkdtempSync('/tmp/motcua-calendar-pack-');
after(() => fs.rmSync(folder, { recursive: true }));

test('a broken pack is refused whole, every fault with its file and line', () => {
  for (const file of ['working-hours.yaml', 'regimes.yaml'])
    fs.copyFileSync(path.join(PACKS, 'calendar', file), path.join(folder, file));
  const day = (text: string) => `      - { ${text}, vi: Tết, en: New Year, source: law, status: approved }`;
  const days = [
    'sources:',
    '  law: Luật',
    'years:',
    '  - year: 2024',
    '    status: approved',
    '    source: Luật',
    '    days:',
    day('on: 2024-01-01, kind: holiday'),
    day('on: 2024-01-01, kind: holiday'),
    day('on: 2024-05-03, kind: swap_work'),
    day('on: 2024-05-04, kind: substitute'),
    day('on: 2023-05-04, kind: holiday'),
    '      - { on: 2024-05-06, kind: holiday, vi: Tết, en: New Year, source: other, status: approved }',
  ];
  fs.writeFileSync(path.join(folder, 'days-off.yaml'), days.join('\n'));
  assert.deepEqual(faults(), [
    [9, '2024-01-01 stands twice'],
    [10, '2024-05-03 is not a weekend day, so it cannot be worked by swap'],
    [11, '2024-05-04 is a weekend day, so it cannot be a substitute'],
    [12, '2023-05-04 stands under 2024'],
    [13, 'source other is not in sources'],
  ]);
  fs.writeFileSync(path.join(folder, 'days-off.yaml'), [...days.slice(0, 7), day('on: 2024-02-30, kind: party')].join('\n'));
  assert.deepEqual(
    faults().map(([line]) => line),
    [8, 8],
  );
});

function faults(): [number, string][] {
  try {
    readCalendarPack(folder);
  } catch (error) {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, 'packs.broken');
    return (error.data.problems as PackProblem[]).map((problem) => {
      assert.match(problem.file, /days-off\.yaml$/);
      return [problem.line, problem.message];
    });
  }
  return [];
}
