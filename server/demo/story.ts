// From "a dossier of this kind" to the days and events of one made-up dossier, by the product's own calendar and deadline engine. Pure.
import type { Calendar } from '#calendar';
import { type DossierEvent, type Due, dueOf, type EventPaper, type TimeLimit } from '#dossiers';
import { addDays, type Day, daysBetween, vietnamDay, vietnamMoment, weekday } from '#lib/day';
import { makeApplicant } from './people.ts';
import type { DigitisedState, Fate } from './plan.ts';
import type { Random } from './random.ts';

/** A procedure version a dossier may be about. */
export type Matter = TimeLimit & {
  name: string;
  sector_code: string;
  online_level: 'none' | 'partial' | 'full';
  is_no_writing: boolean;
  result_name: string | null;
  papers: readonly { name: string }[];
};

export type Place = { unit_id: number; tenant: number; name: string; agency: string };

export type Wish = {
  arrival: 'carried' | 'new';
  fate: Fate;
  /** The window, both days included; nothing closes after `finished_by`. */
  from: Day;
  to: Day;
  finished_by: Day;
  received_from: Day;
  received_to: Day;
};

export type Times = {
  received_at: Date;
  decided_at: Date;
  due: Due;
  supplement: { from_at: Date; to_at: Date; due: Due } | null;
};

const TRIES = 400;
/** How long before a window a dossier that is carried into it may have come. */
const CARRIED_DAYS = 75;

/** Days of reception and of decision that fit the wish for this procedure, or null when none was found: ask with another procedure. */
export function timesFor(wish: Wish, matter: Matter, calendar: Calendar, random: Random): Times | null {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const received_on = receptionDay(wish, random);
    if (received_on === null || !calendar.isWorkingDay(received_on)) continue;
    const received_at = atWork(received_on, random);
    const due = dueOf(matter, received_at, [], calendar, { with_trace: false });
    if (due.due_on === null) continue;
    const range = decisionDays(wish, received_on, due.due_on);
    if (range === null) continue;
    const decided_at = decision(range, received_at, due, calendar, random);
    if (decided_at === null) continue;
    return { received_at, decided_at, due, supplement: null };
  }
  return null;
}

function receptionDay(wish: Wish, random: Random): Day | null {
  const [from, to] =
    wish.arrival === 'carried'
      ? [addDays(wish.from, -CARRIED_DAYS), addDays(wish.from, -1)]
      : [wish.received_from, wish.received_to];
  // What is still open at the end came lately: look at the last weeks first.
  const first = wish.arrival === 'new' && wish.fate.startsWith('pending') ? later(from, addDays(to, -100)) : from;
  const span = daysBetween(first, to);
  return span < 0 ? null : addDays(first, random.below(span + 1));
}

/** First and last day on which the decision gives the wished fate; null when the due date does not allow it. */
function decisionDays(wish: Wish, received_on: Day, due_on: Day): [Day, Day] | null {
  const opens = later(received_on, wish.from);
  switch (wish.fate) {
    case 'in_time':
      return ordered(opens, earlier(due_on, wish.to));
    case 'overdue':
      return ordered(later(opens, addDays(due_on, 1)), wish.to);
    case 'pending_in_time':
      return due_on > wish.to ? ordered(addDays(wish.to, 1), earlier(due_on, wish.finished_by)) : null;
    case 'pending_overdue':
      return due_on <= wish.to ? ordered(addDays(wish.to, 1), wish.finished_by) : null;
  }
}

function decision([first, last]: [Day, Day], received_at: Date, due: Due, calendar: Calendar, random: Random): Date | null {
  const limit = Math.min(daysBetween(first, last), 25);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const day = addDays(first, random.below(limit + 1));
    if (!calendar.isWorkingDay(day)) continue;
    const decided_at =
      day === vietnamDay(received_at) ? new Date(received_at.getTime() + random.from(5, 55) * 60_000) : atWork(day, random);
    if (decided_at < received_at || vietnamDay(decided_at) !== day) continue;
    // A limit in hours falls due at a moment of its day.
    if (due.precision === 'hour' && due.due_at !== null && day === due.due_on && decided_at.toISOString() > due.due_at) continue;
    return decided_at;
  }
  return null;
}

/** A moment of working time: mornings more often than afternoons, seconds made up so that no two look alike. */
export function atWork(day: Day, random: Random): Date {
  const minutes = random.chance(65) ? random.from(7 * 60 + 35, 11 * 60 + 20) : random.from(13 * 60 + 35, 16 * 60 + 25);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return new Date(vietnamMoment(day, time).getTime() + random.below(60) * 1000);
}

/** What happened, without when, where and by whom. */
type Happening = DossierEvent extends infer E
  ? E extends { kind: infer K; data: infer D }
    ? { kind: K; data: D }
    : never
  : never;

export type Telling = {
  code: string;
  place: Place;
  matter: Matter;
  channel: 1 | 2 | 3;
  times: Times;
  papers: DigitisedState | null;
  result: DigitisedState | null;
  /** Events after this moment have not happened yet. */
  until: Date | null;
  /** Account of who decides it, where the demonstration has one. */
  officer_id: number | null;
};

/** The events of one dossier: received, handed over, (supplement asked and given,) decided, delivered. */
export function eventsOf(telling: Telling, random: Random): DossierEvent[] {
  const { place, matter, times, until } = telling;
  const events: DossierEvent[] = [];
  const papers = componentPapers(matter, telling.channel, telling.papers ?? (random.chance(45) ? 'digitised' : 'not_digitised'));
  let last = times.received_at;
  const happen = (at: Date, event: Happening & { actor_id?: number | null }): void => {
    if (until !== null && at > until) return;
    last = at > last ? at : last;
    events.push({
      seq: events.length + 1,
      at: last,
      recorded_at: last,
      actor_id: null,
      unit_id: place.unit_id,
      ...event,
    } as DossierEvent);
  };
  happen(times.received_at, {
    kind: 'received',
    data: {
      code: telling.code,
      client_id: null,
      procedure_version_id: matter.version_id,
      competent_unit_id: place.unit_id,
      channel: telling.channel,
      return_channel: 1,
      matter: null,
      applicant: makeApplicant(random, place.name),
      papers,
      due: times.due,
    },
  });
  if (matter.limit_unit !== 'hour' && times.decided_at.getTime() - times.received_at.getTime() > 3_600_000) {
    happen(handOver(times, random), {
      kind: 'handed_over',
      data: { to_unit_id: place.unit_id, to_account_id: null, note: null },
    });
  }
  if (times.supplement) {
    const name = papers[0]?.name ?? 'Giấy tờ kèm theo';
    happen(times.supplement.from_at, {
      kind: 'supplement_requested',
      data: { reason: 'Thành phần hồ sơ chưa rõ nội dung', items: [name] },
    });
    happen(times.supplement.to_at, { kind: 'supplement_given', data: { note: null, papers: [], due: times.supplement.due } });
  }
  happen(times.decided_at, {
    actor_id: telling.officer_id,
    kind: 'decided',
    data: {
      outcome: 'granted',
      note: null,
      result: resultPaper(matter, telling.result ?? (random.chance(40) ? 'digitised' : 'not_digitised')),
    },
  });
  happen(fetched(times.decided_at, random), { kind: 'delivered', data: { to_name: 'Người nộp hồ sơ', channel: 1 } });
  return events;
}

/** Mostly at once, now and then the day after, never after the decision. */
function handOver(times: Times, random: Random): Date {
  const minutes = random.chance(75) ? random.from(3, 25) : random.from(18 * 60, 26 * 60);
  return new Date(Math.min(times.received_at.getTime() + minutes * 60_000, times.decided_at.getTime() - 60_000));
}

/** Half wait for their result, the others come within a week, on a weekday. */
function fetched(decided_at: Date, random: Random): Date {
  if (random.chance(50)) return new Date(decided_at.getTime() + random.from(10, 40) * 60_000);
  const at = new Date(decided_at.getTime() + random.from(1, 6) * 86_400_000);
  const beyond = weekday(vietnamDay(at)) - 5;
  return beyond > 0 ? new Date(at.getTime() + (3 - beyond) * 86_400_000) : at;
}

function componentPapers(matter: Matter, channel: 1 | 2 | 3, state: DigitisedState): EventPaper[] {
  const names = matter.papers.length > 0 ? matter.papers.map((paper) => paper.name) : ['Đơn đề nghị'];
  return names.slice(0, 3).map((name, index) => ({
    ordinal: index + 1,
    name,
    form: channel === 2 ? 2 : 0,
    sheets: 1,
    must_digitise: state !== 'none',
    is_digitised: state === 'digitised' && channel !== 2,
  }));
}

function resultPaper(matter: Matter, state: DigitisedState): EventPaper | null {
  if (state === 'none') return null;
  return {
    ordinal: 1,
    name: matter.result_name ?? 'Kết quả giải quyết',
    form: 0,
    sheets: 1,
    must_digitise: true,
    is_digitised: state === 'digitised',
  };
}

function ordered(first: Day, last: Day): [Day, Day] | null {
  return first <= last ? [first, last] : null;
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
