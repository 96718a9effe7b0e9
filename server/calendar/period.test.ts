import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysIn } from '#lib/day';
import {
  freePeriod,
  lastDayOf,
  monthIndex,
  type NamedKind,
  type NamedRegime,
  namedPeriod,
  periodOf,
  periodsIn,
} from './period.ts';

for (const [regime, kind, year, n, first, last, label_vi, label_en] of [
  ['ND09', 'month', 2023, 9, '2023-08-15', '2023-09-14', 'Tháng 9/2023', 'September 2023'],
  ['ND09', 'month', 2024, 1, '2023-12-15', '2024-01-14', 'Tháng 1/2024', 'January 2024'],
  ['ND09', 'month', 2024, 3, '2024-02-15', '2024-03-14', 'Tháng 3/2024', 'March 2024'],
  ['ND09', 'quarter', 2022, 3, '2022-06-15', '2022-09-14', 'Quý III/2022', 'Quarter 3, 2022'],
  ['ND09', 'quarter', 2022, 1, '2021-12-15', '2022-03-14', 'Quý I/2022', 'Quarter 1, 2022'],
  ['ND09', 'quarter', 2022, 4, '2022-09-15', '2022-12-14', 'Quý IV/2022', 'Quarter 4, 2022'],
  ['ND09', 'half_year', 2023, 1, '2022-12-15', '2023-06-14', '6 tháng đầu năm 2023', 'First half of 2023'],
  ['ND09', 'half_year', 2023, 2, '2023-06-15', '2023-12-14', '6 tháng cuối năm 2023', 'Second half of 2023'],
  ['ND09', 'nine_months', 2023, 1, '2022-12-15', '2023-09-14', '9 tháng đầu năm 2023', 'First nine months of 2023'],
  ['ND09', 'year', 2024, 1, '2023-12-15', '2024-12-14', 'Năm 2024', 'Year 2024'],
  ['CAL', 'month', 2024, 2, '2024-02-01', '2024-02-29', 'Tháng 2/2024', 'February 2024'],
  ['CAL', 'month', 2023, 12, '2023-12-01', '2023-12-31', 'Tháng 12/2023', 'December 2023'],
  ['CAL', 'quarter', 2023, 2, '2023-04-01', '2023-06-30', 'Quý II/2023', 'Quarter 2, 2023'],
  ['CAL', 'nine_months', 2023, 1, '2023-01-01', '2023-09-30', '9 tháng đầu năm 2023', 'First nine months of 2023'],
  ['CAL', 'year', 2023, 1, '2023-01-01', '2023-12-31', 'Năm 2023', 'Year 2023'],
] as const) {
  test(`${regime} ${kind} ${n} of ${year} is ${first} to ${last}`, () => {
    const period = namedPeriod(regime, kind, year, n);
    assert.deepEqual(
      [period.s, lastDayOf(period), period.label_vi, period.label_en, period.year, period.n],
      [first, last, label_vi, label_en, year, n],
    );
  });
}

for (const [regime, kind, day, expected, why] of [
  ['ND09', 'month', '2023-09-14', 'Tháng 9/2023', 'the 14th closes the month'],
  ['ND09', 'month', '2023-09-15', 'Tháng 10/2023', 'the 15th opens the next'],
  ['ND09', 'month', '2023-12-14', 'Tháng 12/2023', 'the year closes on 14 December'],
  ['ND09', 'month', '2023-12-15', 'Tháng 1/2024', '15 December is in January'],
  ['ND09', 'month', '2023-02-15', 'Tháng 3/2023', 'February is short'],
  ['ND09', 'month', '2024-02-29', 'Tháng 3/2024', 'leap day'],
  ['ND09', 'month', '2023-01-31', 'Tháng 2/2023', 'asked on the 31st'],
  ['ND09', 'year', '2023-12-31', 'Năm 2024', 'the year after Christmas is the next one'],
  ['ND09', 'nine_months', '2023-09-14', '9 tháng đầu năm 2023', 'last day of the nine months'],
  ['CAL', 'month', '2023-01-31', 'Tháng 1/2023', 'asked on the 31st'],
  ['CAL', 'quarter', '2023-12-31', 'Quý IV/2023', 'last day of the year'],
] as const) {
  test(`periodOf ${regime} ${kind} ${day}: ${why}`, () => assert.equal(periodOf(regime, kind, day)?.label_vi, expected));
}

test('the last quarter is in no nine-month period', () => {
  assert.equal(periodOf('ND09', 'nine_months', '2023-09-15'), null);
  assert.equal(periodOf('ND09', 'nine_months', '2023-12-14'), null);
  assert.equal(periodOf('CAL', 'nine_months', '2023-10-01'), null);
});

test('every day of eleven years belongs to exactly one month, quarter, half-year and year of each regime', () => {
  const days = daysIn('2019-12-01', '2031-01-31');
  for (const regime of ['ND09', 'CAL'] as NamedRegime[]) {
    for (const kind of ['month', 'quarter', 'half_year', 'year'] as NamedKind[]) {
      const periods = periodsIn(regime, kind, '2019-12-01', '2031-01-31');
      for (const day of days) {
        const holding = periods.filter((p) => p.s <= day && day < p.e);
        assert.equal(holding.length, 1, `${regime} ${kind} ${day}`);
        assert.deepEqual(periodOf(regime, kind, day), holding[0]);
      }
    }
  }
});

test('month numbers of neighbouring months differ by one, over the year too', () => {
  assert.equal(monthIndex('CAL', '2024-01-01') - monthIndex('CAL', '2023-12-31'), 1);
  assert.equal(monthIndex('ND09', '2023-12-15') - monthIndex('ND09', '2023-12-14'), 1);
  assert.equal(monthIndex('ND09', '2023-03-14'), monthIndex('ND09', '2023-02-15'));
});

test('periodsIn gives whole periods that share a day with the range', () => {
  assert.deepEqual(
    periodsIn('ND09', 'month', '2023-12-14', '2024-01-15').map((p) => p.label_vi),
    ['Tháng 12/2023', 'Tháng 1/2024', 'Tháng 2/2024'],
  );
  assert.deepEqual(
    periodsIn('ND09', 'month', '2022-12-15', '2023-12-14').map((p) => p.s),
    [
      '2022-12-15',
      '2023-01-15',
      '2023-02-15',
      '2023-03-15',
      '2023-04-15',
      '2023-05-15',
      '2023-06-15',
      '2023-07-15',
      '2023-08-15',
      '2023-09-15',
      '2023-10-15',
      '2023-11-15',
    ],
  );
});

test('a free period includes its last day', () => {
  const period = freePeriod('2022-06-15', '2022-09-09');
  assert.deepEqual([period.s, period.e], ['2022-06-15', '2022-09-10']);
  assert.equal(period.label_vi, 'Từ ngày 15/06/2022 đến ngày 09/09/2022');
  assert.equal(period.label_en, '15 June 2022 to 9 September 2022');
  assert.equal(freePeriod('2022-06-15', '2022-06-15').e, '2022-06-16');
});

test('what is not a period is refused', () => {
  assert.throws(() => freePeriod('2023-02-29', '2023-03-01'), { code: 'calendar.impossible_date' });
  assert.throws(() => freePeriod('2023-03-02', '2023-03-01'), { code: 'calendar.reversed_dates' });
  assert.throws(() => namedPeriod('ND09', 'quarter', 2023, 5), { code: 'calendar.no_such_period' });
  assert.throws(() => namedPeriod('ND09', 'nine_months', 2023, 2), { code: 'calendar.no_such_period' });
  assert.throws(() => namedPeriod('CAL', 'month', 2023, 0), { code: 'calendar.no_such_period' });
});
