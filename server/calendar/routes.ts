import { z } from 'zod';
import { route } from '#lib/route';
import {
  calendarOn,
  changeDay,
  changeYear,
  DayChange,
  DayOffRow,
  daysOff,
  deadline,
  EVERY_UNIT,
  explain,
  HoursRow,
  lastDayOf,
  namedPeriod,
  periodsIn,
  RegimeRow,
  regimes,
  removeDay,
  WHOLE_COUNTRY,
  warningText,
  workingHours,
  YearRow,
  years,
} from './calendar.ts';

const Year = z.coerce.number().int().min(1900).max(2199);
const Region = z.string().trim().min(1).max(40).default(WHOLE_COUNTRY);
const Reason = z.string().trim().max(500).nullable().default(null);
const Moment = z.iso.datetime({ offset: true });
const DayOut = DayOffRow.omit({ entered_at: true }).extend({ entered_at: Moment });

function dayOut(row: DayOffRow): z.input<typeof DayOut> {
  return { ...row, entered_at: row.entered_at.toISOString() };
}

const ExplainInput = z.object({
  unit_code: z.string().trim().min(1).default(EVERY_UNIT),
  region: Region,
  received_at: Moment,
  rule: z.object({
    unit: z.enum(['hour', 'day', 'working_day', 'month']),
    amount: z.int(),
    cut_off: z.string().nullable().default(null),
    count_first_day: z.boolean().default(false),
    restart_on_supplement: z.boolean().default(false),
    source: z.string().max(500).default(''),
  }),
  pauses: z
    .array(z.object({ from_at: Moment, to_at: Moment.nullable(), reason: z.enum(['supplement', 'payment', 'other']) }))
    .max(100)
    .default([]),
});

const ExplainOutput = z.object({
  due_on: z.iso.date().nullable(),
  due_at: Moment.nullable(),
  precision: z.enum(['day', 'hour']),
  remaining: z.object({ amount: z.number(), unit: z.enum(['working_day', 'day', 'minute']) }).nullable(),
  warnings: z.array(z.object({ code: z.string(), text_vi: z.string(), text_en: z.string() })),
  steps: z.array(z.object({ rule: z.string(), day: z.iso.date(), text_vi: z.string(), text_en: z.string() })),
});

const PeriodOut = z.object({
  kind: z.string(),
  n: z.number(),
  from: z.iso.date(),
  to: z.iso.date(),
  label_vi: z.string(),
  label_en: z.string(),
});

export const routes = {
  'calendar.days': route({
    method: 'GET',
    path: '/api/calendar/days',
    permission: 'calendar.read',
    summary: 'Days off, substitute days and swaps of a year; years entered and how surely',
    input: z.object({ year: Year, region: Region }),
    output: z.object({ days: z.array(DayOut), years: z.array(YearRow) }),
    run: async (ctx, input) => ({
      days: (await daysOff(ctx.db, input.year, input.region)).map(dayOut),
      years: await years(ctx.db),
    }),
  }),

  'calendar.change_day': route({
    method: 'PUT',
    path: '/api/calendar/days/:on_date',
    permission: 'calendar.write',
    summary: 'Record a day off or a worked weekend day, or change what is recorded',
    input: DayChange.extend({ reason: Reason }),
    output: DayOut,
    run: async (ctx, { reason, ...change }) => dayOut(await changeDay(ctx.db, change, { ...ctx, reason })),
  }),

  'calendar.remove_day': route({
    method: 'DELETE',
    path: '/api/calendar/days/:on_date',
    permission: 'calendar.write',
    summary: 'Take a recorded day out',
    input: z.object({ on_date: z.iso.date(), region: Region, reason: Reason }),
    output: z.object({}),
    run: async (ctx, { reason, ...day }) => {
      await removeDay(ctx.db, day, { ...ctx, reason });
      return {};
    },
  }),

  'calendar.change_year': route({
    method: 'PUT',
    path: '/api/calendar/years/:year',
    permission: 'calendar.write',
    summary: 'Say how sure the list of days off of a year is',
    input: YearRow.extend({ year: Year, reason: Reason }),
    output: YearRow,
    run: (ctx, { reason, ...change }) => changeYear(ctx.db, change, { ...ctx, reason }),
  }),

  'calendar.explain': route({
    method: 'POST',
    path: '/api/calendar/explain',
    permission: 'calendar.read',
    summary: 'Simulate a due date with every step that leads to it',
    input: ExplainInput,
    output: ExplainOutput,
    run: async (ctx, input) => {
      const calendar = await calendarOn(ctx.db, input.unit_code, input.region);
      const pauses = input.pauses.map((p) => ({
        ...p,
        from_at: new Date(p.from_at),
        to_at: p.to_at === null ? null : new Date(p.to_at),
      }));
      const due = deadline({
        received_at: new Date(input.received_at),
        rule: { ...input.rule, id: 'simulated' },
        calendar,
        pauses,
      });
      const [vi, en] = [explain(due.trace, 'vi'), explain(due.trace, 'en')];
      return {
        due_on: due.due_on,
        due_at: due.due_at?.toISOString() ?? null,
        precision: due.precision,
        remaining: due.remaining,
        warnings: due.warnings.map((w) => ({ code: w.code, text_vi: warningText(w, 'vi'), text_en: warningText(w, 'en') })),
        steps: due.trace.map(({ rule, day }, at) => ({ rule, day, text_vi: vi[at] as string, text_en: en[at] as string })),
      };
    },
  }),

  'calendar.periods': route({
    method: 'GET',
    path: '/api/calendar/periods',
    permission: 'calendar.read',
    summary: 'Reporting periods of a regime and kind in a year; `to` is the last day',
    input: z.object({
      regime: z.enum(['ND09', 'CAL']).default('ND09'),
      kind: z.enum(['month', 'quarter', 'half_year', 'nine_months', 'year']).default('month'),
      year: Year,
    }),
    output: z.object({ regimes: z.array(RegimeRow), periods: z.array(PeriodOut) }),
    run: async (ctx, { regime, kind, year }) => {
      const whole = namedPeriod(regime, 'year', year);
      const periods = periodsIn(regime, kind, whole.s, lastDayOf(whole)).map((p) => ({
        kind: p.kind,
        n: p.n ?? 1,
        from: p.s,
        to: lastDayOf(p),
        label_vi: p.label_vi,
        label_en: p.label_en,
      }));
      return { regimes: await regimes(ctx.db), periods };
    },
  }),

  'calendar.working_hours': route({
    method: 'GET',
    path: '/api/calendar/working_hours',
    permission: 'calendar.read',
    summary: 'Working time: the default and that of one unit',
    input: z.object({ unit_code: z.string().trim().min(1).default(EVERY_UNIT) }),
    output: z.object({ hours: z.array(HoursRow) }),
    run: async (ctx, input) => ({ hours: await workingHours(ctx.db, input.unit_code) }),
  }),
};
