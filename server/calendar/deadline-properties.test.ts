import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Deadline, type DeadlineRule, deadline, type Extension, type Pause } from './deadline.ts';
import { readCalendarPack } from './load-pack.ts';
import { makeCalendar } from './work-calendar.ts';
import { addWorkingDays } from './working-time.ts';

// The oracle below walks day by day or minute by minute over plain numbers and shares nothing with the engine but the pack.
const pack = readCalendarPack();
const calendar = makeCalendar({ ...pack, unit_code: '*', region: 'VN' });

const MINUTE = 60_000;
const DAY = 1440;
const VIETNAM = 420;
const marks = new Map(pack.days_off.map((row) => [Date.parse(row.on_date) / MINUTE / DAY, row.kind]));
const worked = (day: number) => (marks.has(day) ? marks.get(day) === 'swap_work' : (day + 4) % 7 !== 0 && (day + 4) % 7 !== 6);
// Minutes in Vietnam since 1970, and the day they fall on.
const local = (moment: Date) => moment.getTime() / MINUTE + VIETNAM;
const dayOf = (minute: number) => Math.floor(minute / DAY);
const moment = (minute: number) => new Date((minute - VIETNAM) * MINUTE);
const closing = (day: number) => day * DAY + 17 * 60;
const isOpen = (minute: number) => {
  const m = minute - dayOf(minute) * DAY;
  return worked(dayOf(minute)) && ((m >= 420 && m < 690) || (m >= 810 && m < 1020));
};

type Span = { from: number; to: number };

/** Due minute of a limit in days: the first worked day at whose closing enough was counted and the clock ran. */
function walkDays(received: number, amount: number, unit: 'day' | 'working_day', cut_off: number | null, pauses: Span[]): number {
  let start = dayOf(received);
  if (cut_off !== null && (!worked(start) || received - start * DAY > cut_off)) for (start += 1; !worked(start); ) start += 1;
  let counted = 0;
  for (let day = start; ; day += 1) {
    const is_paused_day = pauses.some((p) => dayOf(p.from) < day && day <= dayOf(p.to));
    if (day > start && !is_paused_day && (unit === 'day' || worked(day))) counted += 1;
    const stands = pauses.some((p) => p.from <= closing(day) && closing(day) < p.to);
    if (counted >= amount && worked(day) && !stands && closing(day) >= received) return closing(day);
  }
}

/** Due minute of a limit in working minutes. */
function walkMinutes(received: number, amount: number, pauses: Span[]): number {
  let minute = received;
  while (!isOpen(minute)) minute += 1;
  for (let left = amount; left > 0; minute += 1)
    if (isOpen(minute) && !pauses.some((p) => p.from <= minute && minute < p.to)) left -= 1;
  for (;;) {
    const standing = pauses.find((p) => p.from <= minute && minute < p.to);
    if (!standing) return minute;
    for (minute = standing.to; !isOpen(minute); ) minute += 1;
  }
}

// mulberry32: small, seeded, the same on every machine.
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (n: number) => Math.floor(next() * n) };
}
type Dice = ReturnType<typeof dice>;

const FIRST = local(new Date('2022-01-01T00:00:00+07:00'));
const SPAN = 5 * 365 * DAY;

/** Pauses apart from each other, beginning around the receipt; some within one day, some over weeks. */
function somePauses(random: Dice, received: number): Span[] {
  const pauses: Span[] = [];
  let from = received - DAY + random.below(4 * DAY);
  for (let n = random.below(4); n > 0; n -= 1) {
    const to = from + 1 + (random.below(3) === 0 ? random.below(600) : random.below(12 * DAY));
    pauses.push({ from, to });
    from = to + 1 + random.below(5 * DAY);
  }
  return pauses;
}

const asPauses = (spans: Span[]): Pause[] =>
  spans.map((s) => ({ from_at: moment(s.from), to_at: moment(s.to), reason: 'supplement' }));
const ruleOf = (unit: DeadlineRule['unit'], amount: number, cut_off: string | null = null): DeadlineRule => ({
  id: 'p',
  unit,
  amount,
  cut_off,
  source: '',
});
const count = (received: number, rule: DeadlineRule, spans: Span[] = []): Deadline =>
  deadline({ received_at: moment(received), rule, calendar, pauses: asPauses(spans) });
const dueMinute = (found: Deadline) => {
  assert.ok(found.due_at);
  return local(found.due_at);
};

test('limits in days equal a walk over the days, with cut-offs and pauses', () => {
  const random = dice(1);
  for (let n = 0; n < 12_000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const unit = random.below(2) === 0 ? 'day' : 'working_day';
    const amount = random.below(4) === 0 ? random.below(3) : random.below(45);
    const has_cut_off = random.below(3) === 0;
    const spans = somePauses(random, received);
    const found = count(received, ruleOf(unit, amount, has_cut_off ? '15:00' : null), spans);
    const told = JSON.stringify({ received: moment(received), unit, amount, has_cut_off, pauses: asPauses(spans) });
    assert.equal(dueMinute(found), walkDays(received, amount, unit, has_cut_off ? 900 : null, spans), told);
  }
});

test('limits in hours equal a walk over the minutes, with pauses', () => {
  const random = dice(2);
  for (let n = 0; n < 1500; n += 1) {
    const received = FIRST + random.below(SPAN);
    const hours = random.below(30);
    const spans = somePauses(random, received);
    const told = JSON.stringify({ received: moment(received), hours, pauses: asPauses(spans) });
    assert.equal(dueMinute(count(received, ruleOf('hour', hours), spans)), walkMinutes(received, hours * 60, spans), told);
  }
});

const UNITS = ['hour', 'day', 'working_day', 'month'] as const;

test('a larger amount is never due earlier, nor is a later receipt, and nothing is due before it was received', () => {
  const random = dice(3);
  for (let n = 0; n < 6000; n += 1) {
    const unit = UNITS[n % 4] as (typeof UNITS)[number];
    const cut_off = random.below(2) === 0 ? '15:00' : null;
    const amount = random.below(unit === 'month' ? 12 : 30);
    const received = FIRST + random.below(SPAN);
    const later = received + 1 + random.below(3 * DAY);
    // Clamping at the end of a month: 29, 30 and 31 January are all due on 28 February, so only pauses after both receipts compare.
    const spans = somePauses(random, received).filter((p) => unit !== 'month' || p.from >= later);
    const due = dueMinute(count(received, ruleOf(unit, amount, cut_off), spans));
    const told = JSON.stringify({ received: moment(received), unit, amount, cut_off, pauses: asPauses(spans) });
    assert.ok(due >= received, told);
    assert.ok(dueMinute(count(received, ruleOf(unit, amount + 1, cut_off), spans)) >= due, `amount + 1: ${told}`);
    assert.ok(
      dueMinute(count(later, ruleOf(unit, amount, cut_off), spans)) >= due,
      `received at ${moment(later).toISOString()}: ${told}`,
    );
  }
});

test('a pause of n working days moves the due date by n working days', () => {
  const random = dice(4);
  for (let n = 0; n < 4000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const rule = ruleOf('working_day', 1 + random.below(30));
    const plain = count(received, rule);
    const from = received + random.below(dueMinute(plain) - received);
    let paused_days = 0;
    let day = dayOf(from);
    for (let left = 1 + random.below(15); left > 0 || !worked(day); ) {
      day += 1;
      left -= 1;
      if (worked(day)) paused_days += 1;
    }
    const paused = count(received, rule, [{ from, to: day * DAY + 9 * 60 }]);
    assert.ok(plain.due_on);
    assert.equal(
      paused.due_on,
      addWorkingDays(calendar, plain.due_on, paused_days),
      JSON.stringify({ received: moment(received), from: moment(from), day, rule }),
    );
  }
});

test('what is left when the clock stops is what is counted after it goes on', () => {
  const random = dice(5);
  let seen = 0;
  for (let n = 0; n < 3000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const rule = ruleOf('working_day', 2 + random.below(20));
    const from = received + random.below(dueMinute(count(received, rule)) - received);
    const stopped = deadline({
      received_at: moment(received),
      rule,
      calendar,
      pauses: [{ from_at: moment(from), to_at: null, reason: 'supplement' }],
    });
    assert.equal(stopped.due_at, null);
    assert.ok(stopped.remaining);
    if (stopped.remaining.amount === 0) continue;
    seen += 1;
    const to = from + random.below(20 * DAY);
    const gone_on = count(received, rule, [{ from, to }]);
    const resumed_on = new Date(dayOf(to) * DAY * MINUTE).toISOString().slice(0, 10);
    assert.equal(gone_on.due_on, addWorkingDays(calendar, resumed_on, stopped.remaining.amount));
  }
  assert.ok(seen > 2000);
});

test('the same question has the same answer, and the question is left as it was', () => {
  const random = dice(6);
  for (let n = 0; n < 500; n += 1) {
    const received_at = moment(FIRST + random.below(SPAN));
    const pauses = asPauses(somePauses(random, local(received_at))).map((p) => Object.freeze(p));
    const input = Object.freeze({
      received_at,
      rule: Object.freeze(ruleOf(UNITS[n % 4] as (typeof UNITS)[number], n % 12)),
      calendar,
      pauses: Object.freeze(pauses),
    });
    assert.deepEqual(deadline(input), deadline(input));
  }
});

/** Extensions decided between the receipt and some weeks later. */
function someExtensions(random: Dice, received: number): Extension[] {
  return Array.from({ length: random.below(3) }, () => ({
    at: moment(received + random.below(20 * DAY)),
    working_days: random.below(12),
    source: '',
  }));
}

test('nothing is ever due on a day off, whatever the limit, the pauses and the extensions', () => {
  const random = dice(7);
  for (let n = 0; n < 8000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const unit = UNITS[n % 4] as (typeof UNITS)[number];
    const rule = ruleOf(unit, random.below(unit === 'month' ? 6 : 40), random.below(2) === 0 ? '15:00' : null);
    const pauses = asPauses(somePauses(random, received));
    const extensions = someExtensions(random, received);
    const { due_on } = deadline({ received_at: moment(received), rule, calendar, pauses, extensions });
    assert.ok(due_on);
    assert.ok(
      worked(Date.parse(due_on) / MINUTE / DAY),
      JSON.stringify({ received: moment(received), rule, pauses, extensions, due_on }),
    );
  }
});

test('an extension of n working days moves the due day by n working days, and a longer one is never due earlier', () => {
  const random = dice(8);
  for (let n = 0; n < 4000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const unit = UNITS[n % 4] as (typeof UNITS)[number];
    const rule = ruleOf(unit, random.below(unit === 'month' ? 6 : 30));
    const some = asPauses(somePauses(random, received));
    const plain = deadline({ received_at: moment(received), rule, calendar, pauses: some });
    assert.ok(plain.due_on && plain.due_at);
    const { due_at } = plain;
    // A pause after the due moment excuses nothing now; in the extended time it would.
    const pauses = some.filter((pause) => pause.from_at <= due_at);
    const working_days = 1 + random.below(20);
    const at = due_at;
    const by = (days: number) =>
      deadline({ received_at: moment(received), rule, calendar, pauses, extensions: [{ at, working_days: days, source: '' }] });
    const told = JSON.stringify({ received: moment(received), rule, pauses, working_days });
    assert.equal(by(working_days).due_on, addWorkingDays(calendar, plain.due_on, working_days), told);
    assert.equal(by(0).due_on, plain.due_on, told);
    assert.ok((by(working_days + 1).due_at as Date) >= (by(working_days).due_at as Date), told);
  }
});

test('with pauses and extensions mixed, one day more of an extension is never due earlier, and the answer is the same again', () => {
  const random = dice(9);
  for (let n = 0; n < 4000; n += 1) {
    const received = FIRST + random.below(SPAN);
    const unit = UNITS[n % 4] as (typeof UNITS)[number];
    const rule = ruleOf(unit, random.below(unit === 'month' ? 6 : 30));
    const pauses = asPauses(somePauses(random, received));
    const [first, ...rest] = someExtensions(random, received);
    if (!first) continue;
    const due = (working_days: number) =>
      deadline({ received_at: moment(received), rule, calendar, pauses, extensions: [{ ...first, working_days }, ...rest] })
        .due_at as Date;
    const told = JSON.stringify({ received: moment(received), rule, pauses, first, rest });
    assert.ok(due(first.working_days + 1) >= due(first.working_days), told);
    assert.deepEqual(due(first.working_days), due(first.working_days), told);
  }
});
