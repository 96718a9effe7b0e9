import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vietnamDay, vietnamMoment, vietnamTime } from '#lib/day';
import { type DeadlineRule, deadline, type Pause } from './deadline.ts';
import { readCalendarPack } from './load-pack.ts';
import { explain, warningText } from './trace.ts';
import { makeCalendar } from './work-calendar.ts';

// The days off of the product; working time 07:00–11:30 and 13:30–17:00.
const pack = readCalendarPack();
const calendar = makeCalendar({ ...pack, unit_code: '*', region: 'VN' });

const at = (text: string) => vietnamMoment(text.slice(0, 10), text.slice(11));
const said = (moment: Date | null) => (moment ? `${vietnamDay(moment)} ${vietnamTime(moment).slice(0, 5)}` : null);
const rule = (amount: number, unit: DeadlineRule['unit'], more: Partial<DeadlineRule> = {}): DeadlineRule => ({
  id: 'test',
  unit,
  amount,
  source: '',
  ...more,
});
const pause = (from: string, to: string | null, reason: Pause['reason'] = 'supplement'): Pause => ({
  from_at: at(from),
  to_at: to ? at(to) : null,
  reason,
});
const due = (received: string, the_rule: DeadlineRule, pauses: Pause[] = []) =>
  said(deadline({ received_at: at(received), rule: the_rule, calendar, pauses }).due_at);

for (const [received, amount, unit, expected, why] of [
  ['2024-08-12 08:00', 3, 'working_day', '2024-08-15 17:00', 'the first day is not counted'],
  ['2024-08-16 08:00', 1, 'working_day', '2024-08-19 17:00', 'Friday to Monday'],
  ['2024-08-18 08:00', 1, 'working_day', '2024-08-19 17:00', 'filed on Sunday, Monday is day one'],
  ['2024-08-30 08:00', 1, 'working_day', '2024-09-04 17:00', 'over the weekend, 2 and 3 September'],
  ['2024-04-26 08:00', 1, 'working_day', '2024-05-02 17:00', 'Friday before the swapped Monday and the two holidays'],
  ['2024-05-03 08:00', 1, 'working_day', '2024-05-04 17:00', 'the make-up Saturday is day one'],
  ['2024-05-03 08:00', 2, 'working_day', '2024-05-06 17:00', 'the make-up Saturday is counted'],
  ['2023-12-29 10:00', 2, 'working_day', '2024-01-03 17:00', 'December to January'],
  ['2025-12-31 10:00', 1, 'working_day', '2026-01-05 17:00', '1 January and the swapped 2 January'],
  ['2026-11-23 10:00', 1, 'working_day', '2026-11-25 17:00', '24 November is a day off from 2026'],
  ['2025-11-24 10:00', 0, 'working_day', '2025-11-24 17:00', '24 November was a working day in 2025'],
  ['2023-01-19 10:00', 1, 'working_day', '2023-01-27 17:00', 'Lunar New Year with substitute days'],
  ['2024-02-01 00:00', 1, 'working_day', '2024-02-02 17:00', 'exactly 00:00:00 on the 1st belongs to the 1st'],
  ['2024-01-31 23:59', 1, 'working_day', '2024-02-01 17:00', 'the last minute of the month before'],
  ['2024-08-12 12:30', 1, 'working_day', '2024-08-13 17:00', 'received in the lunch break'],
  ['2024-08-12 00:30', 1, 'working_day', '2024-08-13 17:00', 'half past midnight is the same day, not noon'],
  ['2024-08-12 08:00', 0, 'working_day', '2024-08-12 17:00', 'same day'],
  ['2024-08-12 19:00', 0, 'working_day', '2024-08-13 17:00', 'same day, filed after closing time'],
  ['2024-08-17 08:00', 0, 'working_day', '2024-08-19 17:00', 'same day, filed on a Saturday'],
  ['2024-08-12 08:00', 5, 'day', '2024-08-19 17:00', 'the last day is a Saturday'],
  ['2024-08-26 08:00', 7, 'day', '2024-09-04 17:00', 'the last day is 2 September'],
  ['2024-04-29 08:00', 5, 'day', '2024-05-04 17:00', 'the last day is the make-up Saturday'],
  ['2024-08-12 08:00', 3, 'day', '2024-08-15 17:00', 'days off inside do not matter'],
  ['2024-01-31 08:00', 1, 'month', '2024-02-29 17:00', 'month end on the 31st, leap year'],
  ['2023-01-31 08:00', 1, 'month', '2023-02-28 17:00', 'month end on the 31st'],
  ['2023-01-30 08:00', 1, 'month', '2023-02-28 17:00', 'month end on the 30th'],
  ['2023-01-29 08:00', 1, 'month', '2023-02-28 17:00', 'month end on the 29th'],
  ['2023-12-15 08:00', 1, 'month', '2024-01-15 17:00', 'month over the year'],
  ['2024-06-30 08:00', 2, 'month', '2024-08-30 17:00', 'the same number'],
  ['2024-06-01 08:00', 3, 'month', '2024-09-04 17:00', 'ends on a Sunday before the holidays'],
  ['2024-08-12 08:00', 4, 'hour', '2024-08-12 14:00', 'over the lunch break'],
  ['2024-08-12 11:45', 1, 'hour', '2024-08-12 14:30', 'received in the lunch break'],
  ['2024-08-12 12:59', 1, 'hour', '2024-08-12 14:30', 'received at 12:59'],
  ['2024-08-12 10:30', 1, 'hour', '2024-08-12 11:30', 'ends at the closing, not at the next opening'],
  ['2024-08-12 16:00', 2, 'hour', '2024-08-13 08:00', 'over night'],
  ['2024-08-30 16:00', 2, 'hour', '2024-09-04 08:00', 'over a weekend and a holiday'],
  ['2024-05-03 16:00', 2, 'hour', '2024-05-04 08:00', 'into the make-up Saturday'],
  ['2024-08-12 05:00', 8, 'hour', '2024-08-12 17:00', 'a whole working day'],
  ['2024-08-11 09:00', 0, 'hour', '2024-08-12 07:00', 'nothing to wait for but the opening'],
] as const) {
  test(`${amount} ${unit} from ${received}: ${why}`, () => assert.equal(due(received, rule(amount, unit)), expected));
}

for (const [received, amount, expected, why] of [
  ['2024-08-12 15:00', 0, '2024-08-12 17:00', 'at the cut-off is in time'],
  ['2024-08-12 15:01', 0, '2024-08-13 17:00', 'after the cut-off, next working day'],
  ['2024-08-16 15:30', 0, '2024-08-19 17:00', 'Friday after the cut-off'],
  ['2024-08-17 10:00', 0, '2024-08-19 17:00', 'Saturday counts as Monday'],
  ['2024-08-17 10:00', 1, '2024-08-20 17:00', 'Saturday counts as received on Monday'],
  ['2024-08-30 15:30', 1, '2024-09-05 17:00', 'after the cut-off before the holidays'],
] as const) {
  test(`cut-off at 15:00, ${amount} working days from ${received}: ${why}`, () => {
    assert.equal(due(received, rule(amount, 'working_day', { cut_off: '15:00' })), expected);
  });
}

test('a rule may count the first day', () => {
  assert.equal(due('2024-08-12 08:00', rule(3, 'working_day', { count_first_day: true })), '2024-08-14 17:00');
  assert.equal(due('2024-08-12 08:00', rule(3, 'day', { count_first_day: true })), '2024-08-14 17:00');
  assert.equal(due('2024-07-15 08:00', rule(1, 'month', { count_first_day: true })), '2024-08-14 17:00');
});

for (const [received, amount, unit, from, to, expected, why] of [
  ['2024-08-12 08:00', 5, 'working_day', '2024-08-14 09:00', '2024-08-16 10:00', '2024-08-21 17:00', 'two working days out'],
  [
    '2024-08-12 08:00',
    5,
    'working_day',
    '2024-08-14 09:00',
    '2024-08-14 16:00',
    '2024-08-19 17:00',
    'opened and closed on one day',
  ],
  [
    '2024-08-28 08:00',
    5,
    'working_day',
    '2024-08-29 09:00',
    '2024-09-05 10:00',
    '2024-09-11 17:00',
    'over a weekend and the September holidays',
  ],
  [
    '2024-04-25 08:00',
    3,
    'working_day',
    '2024-04-26 09:00',
    '2024-05-06 09:00',
    '2024-05-08 17:00',
    'over a swap, two holidays and the make-up Saturday',
  ],
  ['2024-08-12 08:00', 5, 'working_day', '2024-08-14 09:00', '2024-08-17 10:00', '2024-08-21 17:00', 'given back on a Saturday'],
  [
    '2024-08-12 08:00',
    1,
    'working_day',
    '2024-08-13 17:00',
    '2024-08-15 09:00',
    '2024-08-15 17:00',
    'asked exactly at the due moment',
  ],
  [
    '2024-08-12 08:00',
    1,
    'working_day',
    '2024-08-14 08:00',
    '2024-08-20 09:00',
    '2024-08-13 17:00',
    'asked when it was late: nothing moves',
  ],
  [
    '2024-08-12 08:00',
    1,
    'working_day',
    '2024-08-13 16:00',
    '2024-08-13 20:00',
    '2024-08-14 17:00',
    'never due before the papers came',
  ],
  [
    '2024-08-15 08:00',
    1,
    'working_day',
    '2024-08-16 10:00',
    '2024-08-18 10:00',
    '2024-08-19 17:00',
    'given on Sunday, never due before',
  ],
  [
    '2024-08-12 08:00',
    5,
    'working_day',
    '2024-08-09 09:00',
    '2024-08-14 10:00',
    '2024-08-21 17:00',
    'began before the receipt: only what lies after it',
  ],
  ['2024-08-12 08:00', 5, 'working_day', '2024-08-01 09:00', '2024-08-09 10:00', '2024-08-19 17:00', 'over before the receipt'],
  [
    '2024-08-12 08:00',
    10,
    'day',
    '2024-08-14 09:00',
    '2024-08-17 10:00',
    '2024-08-26 17:00',
    'civil days out, then off the weekend',
  ],
  [
    '2024-08-12 08:00',
    5,
    'day',
    '2024-08-18 09:00',
    '2024-08-21 10:00',
    '2024-08-21 17:00',
    'asked while the last day was moving',
  ],
  [
    '2024-07-15 08:00',
    1,
    'month',
    '2024-07-16 09:00',
    '2024-07-19 09:00',
    '2024-08-19 17:00',
    'a month and three days, then off the weekend',
  ],
  ['2024-08-12 08:00', 4, 'hour', '2024-08-12 09:00', '2024-08-12 10:30', '2024-08-12 15:30', 'ninety working minutes out'],
  ['2024-08-12 08:00', 4, 'hour', '2024-08-12 10:00', '2024-08-13 08:00', '2024-08-13 10:00', 'over night'],
  [
    '2024-08-12 16:00',
    1,
    'hour',
    '2024-08-12 17:00',
    '2024-08-12 20:00',
    '2024-08-13 07:00',
    'asked at the due moment, given in the evening',
  ],
] as const) {
  test(`${amount} ${unit} from ${received} paused ${from} to ${to}: ${why}`, () => {
    assert.equal(due(received, rule(amount, unit), [pause(from, to)]), expected);
  });
}

test('pauses add up, in whatever order they come, and overlapping ones count once', () => {
  const a = pause('2024-08-13 09:00', '2024-08-14 09:00');
  const b = pause('2024-08-16 09:00', '2024-08-20 09:00', 'payment');
  const over_a = pause('2024-08-13 15:00', '2024-08-14 08:00', 'other');
  assert.equal(due('2024-08-12 08:00', rule(5, 'working_day'), [a, b]), '2024-08-22 17:00');
  assert.equal(due('2024-08-12 08:00', rule(5, 'working_day'), [b, over_a, a]), '2024-08-22 17:00');
});

test('while a pause is open there is no due date, and what is left is kept', () => {
  const stopped = deadline({
    received_at: at('2024-08-12 08:00'),
    rule: rule(5, 'working_day'),
    calendar,
    pauses: [pause('2024-08-14 09:00', null)],
  });
  assert.deepEqual([stopped.due_on, stopped.due_at, stopped.remaining], [null, null, { amount: 3, unit: 'working_day' }]);
  assert.equal(
    explain(stopped.trace, 'vi').at(-1),
    'Thời hạn đang dừng từ 09:00 ngày 14/08/2024 (chờ bổ sung giấy tờ); còn lại 3 ngày làm việc.',
  );
  const hours = deadline({
    received_at: at('2024-08-12 08:00'),
    rule: rule(4, 'hour'),
    calendar,
    pauses: [pause('2024-08-12 09:15', null, 'payment')],
  });
  assert.deepEqual([hours.due_at, hours.remaining], [null, { amount: 165, unit: 'minute' }]);
  const days = deadline({
    received_at: at('2024-08-12 08:00'),
    rule: rule(10, 'day'),
    calendar,
    pauses: [pause('2024-08-17 09:00', null)],
  });
  assert.deepEqual(days.remaining, { amount: 5, unit: 'day' });
});

test('an open pause that began after the due moment leaves the dossier late', () => {
  assert.equal(due('2024-08-12 08:00', rule(1, 'working_day'), [pause('2024-08-14 09:00', null)]), '2024-08-13 17:00');
});

test('a rule may count anew after a supplement, not after a payment', () => {
  const anew = rule(5, 'working_day', { restart_on_supplement: true });
  assert.equal(due('2024-08-12 08:00', anew, [pause('2024-08-14 09:00', '2024-08-16 10:00')]), '2024-08-23 17:00');
  assert.equal(due('2024-08-12 08:00', anew, [pause('2024-08-14 09:00', '2024-08-16 10:00', 'payment')]), '2024-08-21 17:00');
  assert.equal(due('2024-08-12 08:00', anew, [pause('2024-08-26 09:00', '2024-08-28 10:00')]), '2024-08-19 17:00');
});

test('every date explains itself, in order', () => {
  const found = deadline({
    received_at: at('2024-04-25 16:00'),
    rule: rule(5, 'working_day', { cut_off: '15:00', source: 'Quyết định công bố' }),
    calendar,
    pauses: [pause('2024-05-03 09:00', '2024-05-06 09:00', 'payment')],
  });
  assert.deepEqual(explain(found.trace, 'vi'), [
    'Tiếp nhận lúc 16:00 ngày 25/04/2024 (thứ Năm).',
    'Thời hạn giải quyết là 5 ngày làm việc (Quyết định công bố).',
    'Tiếp nhận sau 15:00 nên tính như tiếp nhận vào ngày làm việc tiếp theo, 26/04/2024 (thứ Sáu).',
    'Ngày 26/04/2024 là ngày bắt đầu nên không tính vào thời hạn (Bộ luật Dân sự 2015, Điều 147 khoản 2).',
    'Tạm dừng từ 09:00 ngày 03/05/2024 đến 09:00 ngày 06/05/2024 (chờ thực hiện nghĩa vụ tài chính): không tính 2 ngày làm việc.',
    'Không tính 2 ngày nghỉ cuối tuần từ ngày 27/04/2024 đến ngày 28/04/2024.',
    'Không tính ngày 29/04/2024: nghỉ hoán đổi Ngày Chiến thắng.',
    'Không tính ngày 30/04/2024: nghỉ Ngày Chiến thắng.',
    'Không tính ngày 01/05/2024: nghỉ Ngày Quốc tế Lao động.',
    'Hạn trả kết quả: 17:00 ngày 09/05/2024 (thứ Năm).',
  ]);
  assert.equal(said(found.due_at), '2024-05-09 17:00');
  const moved = deadline({ received_at: at('2024-08-26 08:00'), rule: rule(7, 'day'), calendar });
  assert.deepEqual(explain(moved.trace, 'vi').slice(-2), [
    'Ngày cuối của thời hạn, 02/09/2024, là ngày nghỉ (Quốc khánh) nên chuyển sang ngày làm việc tiếp theo, 04/09/2024 (thứ Tư) (Bộ luật Dân sự 2015, Điều 148 khoản 5).',
    'Hạn trả kết quả: 17:00 ngày 04/09/2024 (thứ Tư).',
  ]);
  assert.deepEqual(
    explain(deadline({ received_at: at('2024-05-03 08:00'), rule: rule(2, 'working_day'), calendar }).trace, 'en'),
    [
      'Received at 08:00 on 03/05/2024 (Friday).',
      'The time limit is 2 working days.',
      '03/05/2024 is the starting day and is not counted (Bộ luật Dân sự 2015, Điều 147 khoản 2).',
      '1 weekend day not counted (05/05/2024).',
      '04/05/2024 (Saturday) is worked by swap (Reunification Day) and is counted.',
      'Due at 17:00 on 06/05/2024 (Monday).',
    ],
  );
});

test('a limit of the same day, and a pause that moves nothing, are told as people say it', () => {
  const same_day = deadline({
    received_at: at('2024-05-03 08:00'),
    rule: rule(0, 'working_day'),
    calendar,
    pauses: [pause('2024-05-03 09:00', '2024-05-03 09:30')],
  });
  assert.deepEqual(explain(same_day.trace, 'vi').slice(1, 3), [
    'Thời hạn giải quyết là trong ngày.',
    'Tạm dừng từ 09:00 ngày 03/05/2024 đến 09:30 ngày 03/05/2024 (chờ bổ sung giấy tờ): hạn không đổi.',
  ]);
  assert.equal(explain(same_day.trace, 'en')[1], 'The time limit is the same day.');
});

test('a step names the rule that moved the date', () => {
  const rules = (received: string, the_rule: DeadlineRule, pauses: Pause[] = []) =>
    deadline({ received_at: at(received), rule: the_rule, calendar, pauses }).trace.map((one) => one.rule);
  assert.deepEqual(rules('2024-08-12 11:45', rule(1, 'hour')), ['received', 'limit', 'working_hours', 'outside_hours', 'due']);
  assert.deepEqual(rules('2024-08-12 19:00', rule(0, 'working_day')), ['received', 'limit', 'too_late_that_day', 'due']);
  assert.deepEqual(rules('2024-08-17 10:00', rule(0, 'working_day', { cut_off: '15:00' })), [
    'received',
    'limit',
    'received_on_day_off',
    'due',
  ]);
  assert.deepEqual(
    rules('2024-08-12 08:00', rule(1, 'working_day', { restart_on_supplement: true }), [
      pause('2024-08-13 09:00', '2024-08-14 10:00'),
    ]),
    ['received', 'limit', 'first_day_not_counted', 'restart', 'first_day_not_counted', 'due'],
  );
});

test('a date that rests on what nobody verified says so', () => {
  const warnings = (received: string, amount: number) =>
    deadline({ received_at: at(received), rule: rule(amount, 'working_day'), calendar }).warnings;
  assert.deepEqual(warnings('2026-03-02 08:00', 5), []);
  assert.deepEqual(warnings('2023-12-29 08:00', 2), [
    { code: 'year_to_be_verified', year: 2023 },
    { code: 'year_to_be_verified', year: 2024 },
  ]);
  assert.deepEqual(warnings('2027-12-30 08:00', 5), [
    { code: 'year_to_be_verified', year: 2027 },
    { code: 'year_not_covered', year: 2028 },
  ]);
  const [swap] = warnings('2026-08-28 08:00', 1);
  assert.deepEqual(swap, {
    code: 'days_to_be_verified',
    days: [{ on_date: '2026-08-31', name_vi: 'Quốc khánh', name_en: 'National Day' }],
  });
  assert.equal(swap && warningText(swap, 'vi'), 'Ngày chưa được đối chiếu với văn bản chính thức: 31/08/2026 (Quốc khánh).');
});

test('what is not a limit is refused', () => {
  const received_at = at('2024-08-12 08:00');
  for (const bad of [rule(-1, 'day'), rule(1.5, 'working_day'), rule(Number.NaN, 'hour'), rule(121, 'month')]) {
    assert.throws(() => deadline({ received_at, rule: bad, calendar }), { code: 'calendar.amount_out_of_range' });
  }
  assert.throws(() => deadline({ received_at, rule: rule(1, 'day', { cut_off: '25:00' }), calendar }), {
    code: 'calendar.impossible_cut_off',
  });
  const reversed = [pause('2024-08-14 09:00', '2024-08-13 09:00')];
  assert.throws(() => deadline({ received_at, rule: rule(1, 'day'), calendar, pauses: reversed }), {
    code: 'calendar.pause_reversed',
  });
  const no_hours = makeCalendar({ ...pack, hours: [], unit_code: '*', region: 'VN' });
  assert.throws(() => deadline({ received_at, rule: rule(1, 'day'), calendar: no_hours }), { code: 'calendar.no_working_hours' });
});

test('a unit has its own hours, a region its own days off, a Saturday opening is no working day', () => {
  const base = { valid_from: null, valid_to: null };
  const own = [
    {
      ...base,
      unit_code: 'X',
      weekday: 1,
      morning_from: '07:30',
      morning_to: '11:30',
      afternoon_from: '13:00',
      afternoon_to: '16:30',
    },
    { ...base, unit_code: 'X', weekday: 6, morning_from: '08:00', morning_to: '11:00', afternoon_from: null, afternoon_to: null },
  ];
  const local = {
    on_date: '2024-08-13',
    region: 'H34',
    kind: 'local_off',
    name_vi: 'Ngày hội',
    name_en: 'Festival',
    status: 'approved',
  } as const;
  const unit = makeCalendar({
    ...pack,
    hours: [...pack.hours, ...own],
    days_off: [...pack.days_off, local],
    unit_code: 'X',
    region: 'H34',
  });
  const of = (received: string, the_rule: DeadlineRule) =>
    said(deadline({ received_at: at(received), rule: the_rule, calendar: unit }).due_at);
  assert.equal(of('2024-08-16 08:00', rule(1, 'working_day')), '2024-08-19 16:30');
  assert.equal(of('2024-08-12 08:00', rule(1, 'working_day')), '2024-08-14 17:00');
  assert.equal(of('2024-08-17 09:00', rule(1, 'hour')), '2024-08-19 08:30');
  assert.deepEqual(unit.hours('2024-08-17'), [{ from: 480, to: 660 }]);
  assert.deepEqual(unit.hours('2024-05-04'), [
    { from: 450, to: 690 },
    { from: 780, to: 990 },
  ]);
  assert.deepEqual(unit.hours('2024-09-02'), []);
  assert.equal(due('2024-08-12 08:00', rule(1, 'working_day')), '2024-08-13 17:00');
});
