import { z } from 'zod';
import { record } from '#audit';
import { type Day, makeDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type Deadline, type DeadlineRule, deadline, type Pause } from './deadline.ts';
import { kindFault } from './load-pack.ts';
import { EVERY_UNIT, makeCalendar, WHOLE_COUNTRY, type WorkCalendar } from './work-calendar.ts';

export { type Deadline, type DeadlineInput, type DeadlineRule, deadline, type Extension, type Pause } from './deadline.ts';
export { loadPack, readCalendarPack } from './load-pack.ts';
export {
  checkRange,
  freePeriod,
  inOrder,
  lastDayOf,
  monthIndex,
  type NamedKind,
  type NamedRegime,
  namedPeriod,
  type Period,
  type PeriodKind,
  periodOf,
  periodsIn,
  type Regime,
  yearFrom,
} from './period.ts';
export {
  explain,
  type Language,
  type LimitUnit,
  type PauseReason,
  type Trace,
  type TraceStep,
  type Warning,
  warningText,
} from './trace.ts';
export {
  type CalendarData,
  EVERY_UNIT,
  makeCalendar,
  WHOLE_COUNTRY,
  type WorkCalendar,
  type WorkCalendar as Calendar,
} from './work-calendar.ts';
export { addWorkingDays, closingMoment, nextWorkingDay, workingDayFrom, workingDaysBetween } from './working-time.ts';

const sql = loadSql(import.meta.url, [
  'revision',
  'days_off',
  'day_for_change',
  'put_day',
  'remove_day',
  'years',
  'year_for_change',
  'put_year',
  'hours',
  'regimes',
]);

const Status = z.enum(['approved', 'to_be_verified']);
const DayOffFacts = z.object({
  region: z.string().trim().min(1).max(40),
  on_date: z.iso.date(),
  kind: z.enum(['holiday', 'substitute', 'swap_off', 'swap_work', 'local_off']),
  name_vi: z.string().trim().min(1).max(200),
  name_en: z.string().trim().min(1).max(200),
  source: z.string().trim().min(1).max(500),
  status: Status,
  note: z.string().trim().max(500).nullable(),
});
/** What a person records for a day. */
export const DayChange = DayOffFacts.extend({
  region: DayOffFacts.shape.region.default(WHOLE_COUNTRY),
  note: DayOffFacts.shape.note.default(null),
});
export type DayChange = z.infer<typeof DayChange>;
/** A day as recorded. */
export const DayOffRow = DayOffFacts.extend({ entered_by: z.number().nullable(), entered_at: z.date() });
export type DayOffRow = z.infer<typeof DayOffRow>;
/** A year whose days off are known, and how surely. */
export const YearRow = z.object({ year: z.int().min(1900).max(2199), status: Status, source: z.string().trim().min(1).max(500) });
export type YearRow = z.infer<typeof YearRow>;
/** Working time of a unit on one weekday, for days in [valid_from, valid_to). */
export const HoursRow = z.object({
  unit_code: z.string(),
  weekday: z.number(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  morning_from: z.string().nullable(),
  morning_to: z.string().nullable(),
  afternoon_from: z.string().nullable(),
  afternoon_to: z.string().nullable(),
  source: z.string(),
});
export const RegimeRow = z.object({
  code: z.enum(['ND09', 'CAL', 'FREE']),
  name_vi: z.string(),
  name_en: z.string(),
  source: z.string(),
  status: Status,
});

/** Who makes a change, when and why; it goes into the audit trail with it. */
export type By = { actor: Actor; now: Date; request_id?: string | null; reason?: string | null };

// A made calendar is immutable and named by its content, so it can be shared by requests and databases alike.
const made = new Map<string, WorkCalendar>();
const MOST_MADE = 1000;

/** The calendar a unit works by, as it is recorded now. A unit without hours of its own has the default ones. */
export async function calendarOn(db: Db, unit_code: string = EVERY_UNIT, region: string = WHOLE_COUNTRY): Promise<WorkCalendar> {
  const { revision } = await one(db, sql.revision, { unit_code, region }, z.object({ revision: z.string() }));
  const key = JSON.stringify([unit_code, region, revision]);
  const known = made.get(key);
  if (known) return known;
  const calendar = makeCalendar({
    unit_code,
    region,
    days_off: await many(db, sql.days_off, { region, from_day: null, to_day: null }, DayOffRow),
    hours: await many(db, sql.hours, { unit_code }, HoursRow),
    coverage: await many(db, sql.years, {}, YearRow),
  });
  if (made.size >= MOST_MADE) made.clear();
  made.set(key, calendar);
  return calendar;
}

/** {@link deadline} by the calendar of a unit. @throws as `deadline` */
export async function dueFor(
  db: Db,
  input: { unit_code?: string; region?: string; received_at: Date; rule: DeadlineRule; pauses?: readonly Pause[] },
): Promise<Deadline> {
  const calendar = await calendarOn(db, input.unit_code, input.region);
  return deadline({ received_at: input.received_at, rule: input.rule, calendar, pauses: input.pauses ?? [] });
}

/** Days recorded in a year for the country and for `region`, by day. */
export function daysOff(db: Db, year: number, region: string = WHOLE_COUNTRY): Promise<DayOffRow[]> {
  return many(db, sql.days_off, { region, from_day: makeDay(year, 1, 1), to_day: makeDay(year + 1, 1, 1) }, DayOffRow);
}

/** Years entered, by year. */
export function years(db: Db): Promise<YearRow[]> {
  return many(db, sql.years, {}, YearRow);
}

/** Default hours and those of the unit, of all times. */
export function workingHours(db: Db, unit_code: string = EVERY_UNIT): Promise<z.infer<typeof HoursRow>[]> {
  return many(db, sql.hours, { unit_code }, HoursRow);
}

export function regimes(db: Db): Promise<z.infer<typeof RegimeRow>[]> {
  return many(db, sql.regimes, {}, RegimeRow);
}

/**
 * Records a day off or a worked weekend day, or changes what was recorded. Due dates already given stay as they are.
 * @throws calendar.swap_work_not_weekend, calendar.off_on_weekend
 */
export async function changeDay(db: Db, change: DayChange, by: By): Promise<DayOffRow> {
  const fault = kindFault(change.kind, change.on_date);
  const data = { on_date: change.on_date, kind: change.kind };
  if (fault === 'swap_work_not_weekend') throw new DomainError('calendar.swap_work_not_weekend', 422, data);
  if (fault === 'off_on_weekend') throw new DomainError('calendar.off_on_weekend', 422, data);
  const before = await maybeOne(db, sql.day_for_change, { region: change.region, on_date: change.on_date }, DayOffRow);
  const after = await one(db, sql.put_day, { ...change, entered_by: by.actor.user_id, entered_at: by.now }, DayOffRow);
  await audited(
    db,
    by,
    before ? 'calendar.change_day' : 'calendar.add_day',
    'day_off',
    dayId(change.region, change.on_date),
    before,
    after,
  );
  return after;
}

/** Takes a recorded day out: it is an ordinary day again. @throws calendar.day_not_recorded */
export async function removeDay(db: Db, day: { region: string; on_date: Day }, by: By): Promise<void> {
  const before = await maybeOne(db, sql.day_for_change, day, DayOffRow);
  if (!before) throw new DomainError('calendar.day_not_recorded', 404, day);
  await exec(db, sql.remove_day, { ...day, at: by.now, entered_by: by.actor.user_id });
  await audited(db, by, 'calendar.remove_day', 'day_off', dayId(day.region, day.on_date), before, null);
}

/** Says how sure the list of days off of a year is, after somebody compared it with the official text. */
export async function changeYear(db: Db, change: YearRow, by: By): Promise<YearRow> {
  const before = await maybeOne(db, sql.year_for_change, { year: change.year }, YearRow);
  const after = await one(db, sql.put_year, change, YearRow);
  await audited(db, by, 'calendar.change_year', 'calendar_year', String(change.year), before, after);
  return after;
}

function dayId(region: string, on_date: Day): string {
  return `${region}/${on_date}`;
}

async function audited(
  db: Db,
  by: By,
  action: string,
  subject_kind: string,
  subject_id: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  const { actor, now, request_id = null, reason = null } = by;
  await record(db, { at: now, actor, request_id, action, subject_kind, subject_id, before, after, reason });
}
