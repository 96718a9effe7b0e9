// The one deadline engine: every due date of the product comes from here, with the reasons for it.
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Counting, DayCounting, HourCounting } from './counting.ts';
import { type CountedUnit, type LimitUnit, type PauseReason, step, type TraceStep, type Warning } from './trace.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A time limit as a procedure states it. `amount` is a whole number >= 0 of `unit`; `hour` means hours of working time. */
export type DeadlineRule = {
  id: string;
  unit: LimitUnit;
  amount: number;
  /** 'HH:MM': received later than this counts as received on the next working day. Not used for `hour`. */
  cut_off?: string | null;
  /** Default false. Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2. */
  count_first_day?: boolean;
  /** The limit begins anew when asked-for papers are complete, instead of going on from where it stopped. */
  restart_on_supplement?: boolean;
  /** Document that sets the limit, for the explanation. */
  source: string;
};

/** A time during which the clock stands, [from_at, to_at); null: it is standing now. */
export type Pause = { from_at: Date; to_at: Date | null; reason: PauseReason };

/** Working days added to a limit, by a decision taken at that moment. One taken before the limit began anew is spent. */
export type Extension = { at: Date; working_days: number; source: string };

export type DeadlineInput = {
  received_at: Date;
  rule: DeadlineRule;
  calendar: WorkCalendar;
  pauses?: readonly Pause[];
  extensions?: readonly Extension[];
};

export type Deadline = {
  /** Null while the clock stands: there is no due date, only `remaining`. */
  due_on: Day | null;
  due_at: Date | null;
  precision: 'day' | 'hour';
  remaining: { amount: number; unit: CountedUnit } | null;
  warnings: Warning[];
  trace: TraceStep[];
};

const MOST: Record<LimitUnit, number> = { hour: 8784, day: 3660, working_day: 2600, month: 120 };

/**
 * The due date of a limit, and why.
 *
 * `working_day`: the starting day is not counted, then working days are. `day`, `month`: civil days and same-numbered days
 * (31 January + 1 month = 28 or 29 February); a last day that is a day off moves to the next working day. These fall due when
 * the unit's working time of that day ends. `hour`: working minutes, to the moment.
 *
 * A pause takes out the working days (civil days for `day` and `month`) after the day it began up to and including the day it
 * ended, or its working minutes for `hour`; a pause that began after the due moment changes nothing. The due moment never lies
 * before the receipt or before the end of a pause that counted.
 *
 * An extension puts the due day so many working days later (for `hour` at the same hour); it and the pauses count in the order in which
 * they came, so a pause that begins in the extended time still counts.
 *
 * @throws calendar.amount_out_of_range, calendar.impossible_cut_off, calendar.pause_reversed, calendar.no_working_hours
 * Source: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (to be verified).
 */
export function deadline({ received_at, rule, calendar, pauses = [], extensions = [] }: DeadlineInput): Deadline {
  checkRule(rule, extensions);
  const counting: Counting = rule.unit === 'hour' ? new HourCounting(calendar, rule) : new DayCounting(calendar, rule);
  const trace: TraceStep[] = [
    step('received', vietnamDay(received_at), { at: received_at.toISOString() }),
    step('limit', vietnamDay(received_at), { amount: rule.amount, unit: rule.unit, rule_id: rule.id, source: rule.source }),
  ];
  counting.start(received_at, trace);
  const precision = counting.precision;
  const waiting = [...extensions].sort((a, b) => a.at.getTime() - b.at.getTime());
  const prolong = (until: Date | null) => {
    for (let next = waiting[0]; next && (until === null || next.at <= until); next = waiting[0]) {
      waiting.shift();
      trace.push(counting.prolong(next.working_days, next.at, next.source));
    }
  };
  for (const { from_at, to_at, reason } of joined(pauses)) {
    if (to_at !== null && to_at <= received_at) continue;
    prolong(from_at);
    if (from_at > counting.due_at) continue;
    const from = from_at < received_at ? received_at : from_at;
    if (to_at === null) {
      const remaining = counting.remaining(from);
      trace.push(
        ...counting.daysOff(from),
        step('stopped', vietnamDay(from), { from: from.toISOString(), reason, ...remaining }),
      );
      return { due_on: null, due_at: null, precision, remaining, warnings: counting.warnings(), trace };
    }
    if (rule.restart_on_supplement && reason === 'supplement') {
      trace.push(step('restart', vietnamDay(to_at), { at: to_at.toISOString() }));
      counting.start(to_at, trace);
    } else {
      const taken_out = counting.extend(from, to_at);
      trace.push(step('pause', vietnamDay(from), { from: from.toISOString(), to: to_at.toISOString(), reason, ...taken_out }));
    }
  }
  prolong(null);
  const { due_at } = counting;
  const due_on = vietnamDay(due_at);
  trace.push(...counting.daysOff(null), ...counting.moved(), step('due', due_on, { at: due_at.toISOString() }));
  return { due_on, due_at, precision, remaining: null, warnings: counting.warnings(), trace };
}

function checkRule(rule: DeadlineRule, extensions: readonly Extension[]): void {
  for (const { working_days } of extensions) {
    if (!Number.isInteger(working_days) || working_days < 0 || working_days > MOST.working_day)
      throw new DomainError('calendar.amount_out_of_range', 422, {
        amount: working_days,
        unit: 'working_day',
        most: MOST.working_day,
      });
  }
  const most = MOST[rule.unit];
  if (!Number.isInteger(rule.amount) || rule.amount < 0 || rule.amount > most) {
    throw new DomainError('calendar.amount_out_of_range', 422, { amount: rule.amount, unit: rule.unit, most });
  }
  if (rule.cut_off && !/^([01]\d|2[0-3]):[0-5]\d$/.test(rule.cut_off)) {
    throw new DomainError('calendar.impossible_cut_off', 422, { cut_off: rule.cut_off });
  }
}

/** Pauses by time, those that touch made one. A joined pause is a supplement's when any of its parts is. @throws calendar.pause_reversed */
function joined(pauses: readonly Pause[]): Pause[] {
  const result: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from_at.getTime() - b.from_at.getTime())) {
    if (pause.to_at !== null && pause.to_at < pause.from_at) {
      throw new DomainError('calendar.pause_reversed', 422, {
        from_at: pause.from_at.toISOString(),
        to_at: pause.to_at.toISOString(),
      });
    }
    const last = result.at(-1);
    if (last && (last.to_at === null || pause.from_at <= last.to_at)) {
      if (last.to_at !== null && (pause.to_at === null || pause.to_at > last.to_at)) last.to_at = pause.to_at;
      if (pause.reason === 'supplement') last.reason = 'supplement';
    } else result.push({ ...pause });
  }
  return result;
}
