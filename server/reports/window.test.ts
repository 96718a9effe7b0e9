import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NamedKind, namedPeriod, type Period } from '#calendar';
import { addDays } from '#lib/day';
import { Regime, type RegimeOn } from './regimes.ts';
import { earliestFrom, firstDayOf, type Ground, type KeptWindow, type WindowNote, windowNotes, windowOf } from './window.ts';

const KINDS = ['month', 'quarter', 'half_year', 'nine_months', 'year'] as const;
const PER_YEAR = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 };

function regime(more: object, held: Partial<RegimeOn> = {}): RegimeOn {
  const read = Regime.parse({
    ...{ code: 'chot', name_vi: 'Chốt', name_en: 'Closed', source: 'x', status: 'approved', periods: [...KINDS] },
    ...{ calendar: 'CAL', due: { commune: { rule: 'days_after', days: 3 } }, outline: 'tthc', ...more },
  });
  return { ...read, version: 1, tenant: 1, valid_from: null, valid_to: null, once: null, ...held };
}
const ground = (versions: readonly RegimeOn[], kept: readonly KeptWindow[] = []): Ground => ({
  versions,
  unit_kind: 'commune',
  kept,
});
const period = (kind: NamedKind, year: number, n = 1, calendar: 'CAL' | 'ND09' = 'CAL') => namedPeriod(calendar, kind, year, n);
const keptAs = ({ kind, s, e }: Period, days: Partial<KeptWindow>): KeptWindow => ({
  ...{ id: 1, title: 'Báo cáo kỳ trước', kind, s, e, data_from: null, data_to: null },
  ...days,
});

for (const [name, more] of [
  ['the 25th of the month', { cut_off: { commune: { rule: 'day_of_month', day: 25 } } }],
  ['three days before the end', { cut_off: { commune: { rule: 'days_before', days: 3 } } }],
  ['the 10th, periods of the decree', { calendar: 'ND09', cut_off: { commune: { rule: 'day_of_month', day: 10 } } }],
  ['no rule', {}],
] as const) {
  test(`${name}: months, quarters, halves and the year each hold every day of the year once, and begin and end together`, () => {
    const one = regime(more);
    const days = (kind: NamedKind, year: number, n: number) => {
      const of = period(kind, year, n, one.calendar);
      const { data_from, data_to } = windowOf(ground([one]), one, of, {});
      return { from: data_from ?? of.s, to: data_to ?? addDays(of.e, -1) };
    };
    const whole = [2023, 2024].map((year) => days('year', year, 1));
    assert.equal(whole[1]?.from, addDays(whole[0]?.to as string, 1));
    for (const kind of ['month', 'quarter', 'half_year'] as const) {
      const all = [2023, 2024].flatMap((year) => Array.from({ length: PER_YEAR[kind] }, (_, at) => days(kind, year, at + 1)));
      for (const [at, { from, to }] of all.entries()) {
        assert.ok(from <= to);
        if (at > 0) assert.equal(from, addDays(all[at - 1]?.to as string, 1), `${kind} ${at}`);
      }
      assert.deepEqual([all[0]?.from, all.at(-1)?.to], [whole[0]?.from, whole[1]?.to]);
    }
    assert.equal(days('nine_months', 2024, 1).from, whole[1]?.from);
    assert.equal(days('nine_months', 2024, 1).to, days('quarter', 2024, 3).to);
  });
}

const on_25 = regime({ cut_off: { commune: { rule: 'day_of_month', day: 25 } } });

test('by rule: from the day after the one before was closed; since the year began likewise', () => {
  assert.deepEqual(windowOf(ground([on_25]), on_25, period('month', 2026, 3), {}), {
    data_from: '2026-02-26',
    data_to: '2026-03-25',
    year_from: '2025-12-26',
  });
  assert.deepEqual(windowOf(ground([on_25]), on_25, period('nine_months', 2026), {}), {
    data_from: '2025-12-26',
    data_to: '2026-09-25',
    year_from: null,
  });
});

test('the first period of a regime, of a rule, or after another calendar begins with its own first day', () => {
  const from_july = { ...on_25, valid_from: '2026-07-01' };
  assert.equal(windowOf(ground([from_july]), from_july, period('quarter', 2026, 3), {}).data_from, null);
  assert.equal(windowOf(ground([from_july]), from_july, period('quarter', 2026, 4), {}).data_from, '2026-09-26');
  const before = regime({}, { valid_to: '2026-07-01' });
  assert.equal(windowOf(ground([from_july, before]), from_july, period('month', 2026, 7), {}).data_from, null);
  const decree = regime({ calendar: 'ND09', cut_off: on_25.cut_off }, { valid_to: '2026-07-01' });
  assert.equal(windowOf(ground([from_july, decree]), from_july, period('month', 2026, 7), {}).data_from, null);
  // A version that closed earlier is followed by one that closes with the period.
  const open = regime({}, { valid_from: '2026-07-01' });
  assert.deepEqual(windowOf(ground([open, { ...on_25, valid_to: '2026-07-01' }]), open, period('month', 2026, 7), {}), {
    data_from: '2026-06-26',
    data_to: null,
    year_from: '2025-12-26',
  });
});

test('a report that is kept says its day before the rule does; what was kept without one closed with its period', () => {
  const march = period('month', 2026, 3);
  const by_hand = ground([on_25], [keptAs(march, { data_to: '2026-03-20' })]);
  assert.equal(windowOf(by_hand, on_25, period('month', 2026, 4), {}).data_from, '2026-03-21');
  assert.equal(windowOf(ground([on_25], [keptAs(march, {})]), on_25, period('month', 2026, 4), {}).data_from, null);
  // Of another kind: the quarter goes by its own rule, and the officer is told.
  assert.equal(windowOf(by_hand, on_25, period('quarter', 2026, 2), {}).data_from, '2026-03-26');
  // The second half is told by the report of the year, where it has none of its own.
  const year = ground([on_25], [keptAs(period('year', 2025), { data_to: '2025-12-20' })]);
  assert.equal(windowOf(year, on_25, period('half_year', 2026, 1), {}).data_from, '2025-12-21');
  assert.equal(windowOf(year, on_25, period('nine_months', 2026, 1), {}).data_from, '2025-12-21');
  assert.equal(windowOf(year, on_25, period('month', 2026, 1), {}).data_from, '2025-12-26');
  // Since the year began: from the day the first report of the kind began with.
  const january = ground([on_25], [keptAs(period('month', 2026, 1), { data_from: '2025-12-21', data_to: '2026-01-25' })]);
  assert.equal(windowOf(january, on_25, period('month', 2026, 5), {}).year_from, '2025-12-21');
  assert.equal(firstDayOf(january, period('month', 2026, 1)), '2025-12-21');
});

test('free days follow nothing', () => {
  const free: Period = { ...period('month', 2026, 3), regime: 'FREE', kind: 'free', year: null, n: null };
  assert.deepEqual(windowOf(ground([on_25]), on_25, free, {}), { data_from: null, data_to: '2026-03-25', year_from: null });
  assert.equal(earliestFrom(free), '2026-03-01');
  assert.equal(earliestFrom(period('month', 2026, 3)), '2026-02-02');
  assert.equal(earliestFrom(period('nine_months', 2026)), '2025-01-02');
});

const said = (notes: readonly WindowNote[]) => notes.map(({ note, from, to, label_vi }) => [note, from, to, label_vi]);

test('an officer is told what is counted twice, not at all, or otherwise than in another kind', () => {
  const april = period('month', 2026, 4);
  const notes = (of: Ground, chosen: { data_from?: string; data_to?: string } = {}) =>
    said(windowNotes(of, on_25, april, windowOf(of, on_25, april, chosen)));
  assert.deepEqual(notes(ground([on_25])), []);
  assert.deepEqual(notes(ground([on_25]), { data_from: '2026-03-20' }), [['double', '2026-03-20', '2026-03-25', 'Tháng 3/2026']]);
  assert.deepEqual(notes(ground([on_25]), { data_from: '2026-04-01' }), [['gap', '2026-03-26', '2026-03-31', 'Tháng 3/2026']]);
  const by_hand = ground([on_25], [keptAs(period('month', 2026, 3), { data_to: '2026-03-20' })]);
  assert.deepEqual(notes(by_hand), [['kinds_begin', '2026-03-25', '2026-03-25', 'Quý I/2026']]);
  // May is kept already and goes on from 26 April.
  const may = ground([on_25], [keptAs(period('month', 2026, 5), { data_from: '2026-04-26' })]);
  assert.deepEqual(notes(may, { data_to: '2026-04-20' }), [['next_gap', '2026-04-21', '2026-04-25', 'Báo cáo kỳ trước']]);
  assert.deepEqual(notes(may, { data_to: '2026-04-28' }), [['next_double', '2026-04-26', '2026-04-28', 'Báo cáo kỳ trước']]);
  // The month that ends a quarter, closed by hand: the quarter is closed by the rule.
  const june = period('month', 2026, 6);
  assert.deepEqual(
    said(windowNotes(ground([on_25]), on_25, june, windowOf(ground([on_25]), on_25, june, { data_to: '2026-06-20' }))),
    [
      ['kinds_end', '2026-06-25', '2026-06-25', 'Quý II/2026'],
      ['kinds_end', '2026-06-25', '2026-06-25', '6 tháng đầu năm 2026'],
    ],
  );
});
