import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import { type Day, weekday, yearOf } from '#lib/day';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql } from '#lib/sql';
import { WHOLE_COUNTRY } from './work-calendar.ts';

const sql = loadSql(import.meta.url, ['forget_days', 'put_days', 'put_years', 'forget_hours', 'put_hours', 'put_regimes']);

const Status = z.enum(['approved', 'to_be_verified']);
const Text = z.string().trim().min(1);
const Half = z
  .tuple([z.iso.time({ precision: -1 }), z.iso.time({ precision: -1 })])
  .refine(([from, to]) => from < to, 'the half-day ends before it begins');

const PackDay = z.strictObject({
  on: z.iso.date(),
  region: Text.default(WHOLE_COUNTRY),
  kind: z.enum(['holiday', 'substitute', 'swap_off', 'swap_work', 'local_off']),
  vi: Text,
  en: Text,
  source: Text,
  status: Status,
  note: Text.optional(),
});

const DaysOffFile = z.strictObject({
  sources: z.record(z.string(), Text),
  years: z
    .array(z.strictObject({ year: z.int().min(1900).max(2199), status: Status, source: Text, days: z.array(PackDay) }))
    .min(1),
});

const HoursFile = z.strictObject({
  hours: z
    .array(
      z
        .strictObject({
          unit: Text,
          weekdays: z.array(z.int().min(1).max(7)).min(1),
          from: z.iso.date().nullable().default(null),
          to: z.iso.date().nullable().default(null),
          morning: Half.nullable().default(null),
          afternoon: Half.nullable().default(null),
          source: Text,
        })
        .refine((row) => row.morning || row.afternoon, 'neither a morning nor an afternoon')
        .refine(
          (row) => !row.morning || !row.afternoon || row.morning[1] <= row.afternoon[0],
          'the afternoon begins before the morning ends',
        ),
    )
    .min(1),
});

const RegimesFile = z.strictObject({
  regimes: z
    .array(z.strictObject({ code: z.enum(['ND09', 'CAL', 'FREE']), vi: Text, en: Text, source: Text, status: Status }))
    .min(1),
});

type PackDay = z.infer<typeof PackDay>;

/** Why a recorded kind cannot stand on that weekday, or null. A holiday may fall on a weekend; what replaces work or rest may not. */
export function kindFault(kind: PackDay['kind'], on: Day): 'swap_work_not_weekend' | 'off_on_weekend' | null {
  const is_weekend = weekday(on) >= 6;
  if (kind === 'swap_work') return is_weekend ? null : 'swap_work_not_weekend';
  return kind !== 'holiday' && is_weekend ? 'off_on_weekend' : null;
}

const FOLDER = path.join(PACKS, 'calendar');

/** The rows of packs/calendar. @throws packs.broken with every fault of all its files */
export function readCalendarPack(dir = FOLDER) {
  const days_file = path.join(dir, 'days-off.yaml');
  const days_off = readPackFile(days_file, DaysOffFile);
  const hours = readPackFile(path.join(dir, 'working-hours.yaml'), HoursFile);
  const regimes = readPackFile(path.join(dir, 'regimes.yaml'), RegimesFile);
  const problems = [...days_off.problems, ...hours.problems, ...regimes.problems];
  if (days_off.value) problems.push(...dayProblems(days_file, days_off.value));
  refuseIfBroken(problems);
  assert(days_off.value && hours.value && regimes.value);
  const { sources, years } = days_off.value;
  return {
    days_off: years.flatMap((year) => year.days.map((day) => dayRow(day, sources))),
    coverage: years.map(({ year, status, source }) => ({ year, status, source })),
    hours: hours.value.hours.flatMap((row) => row.weekdays.map((on_weekday) => hoursRow(row, on_weekday))),
    regimes: regimes.value.regimes.map((r) => ({
      code: r.code,
      name_vi: r.vi,
      name_en: r.en,
      source: r.source,
      status: r.status,
    })),
  };
}

/** Loads packs/calendar whole or not at all; days and years an office changed stay as they are. @throws packs.broken */
export async function loadPack(db: Db, dir = FOLDER): Promise<void> {
  const pack = readCalendarPack(dir);
  await exec(db, sql.forget_days, { days: JSON.stringify(pack.days_off) });
  await exec(db, sql.put_days, { days: JSON.stringify(pack.days_off) });
  await exec(db, sql.put_years, { years: JSON.stringify(pack.coverage) });
  await exec(db, sql.forget_hours, {});
  await exec(db, sql.put_hours, { hours: JSON.stringify(pack.hours) });
  await exec(db, sql.put_regimes, { regimes: JSON.stringify(pack.regimes) });
}

function dayRow(day: PackDay, sources: Record<string, string>) {
  const source = sources[day.source] as string;
  return {
    region: day.region,
    on_date: day.on,
    kind: day.kind,
    name_vi: day.vi,
    name_en: day.en,
    source,
    status: day.status,
    note: day.note ?? null,
  };
}

function hoursRow(row: z.infer<typeof HoursFile>['hours'][number], on_weekday: number) {
  return {
    unit_code: row.unit,
    valid_from: row.from,
    valid_to: row.to,
    weekday: on_weekday,
    morning_from: row.morning?.[0] ?? null,
    morning_to: row.morning?.[1] ?? null,
    afternoon_from: row.afternoon?.[0] ?? null,
    afternoon_to: row.afternoon?.[1] ?? null,
    source: row.source,
  };
}

function dayProblems(file: string, pack: z.infer<typeof DaysOffFile>): PackProblem[] {
  const problems: PackProblem[] = [];
  const seen = new Set<string>();
  const shown = path.relative(path.join(PACKS, '..'), file);
  for (const [y, year] of pack.years.entries()) {
    for (const [d, day] of year.days.entries()) {
      const keys = ['years', y, 'days', d];
      const say = (message: string) => problems.push({ file: shown, line: packLine(file, keys), path: keys.join('.'), message });
      if (yearOf(day.on) !== year.year) say(`${day.on} stands under ${year.year}`);
      if (!(day.source in pack.sources)) say(`source ${day.source} is not in sources`);
      if (seen.has(`${day.region} ${day.on}`)) say(`${day.on} stands twice`);
      seen.add(`${day.region} ${day.on}`);
      const fault = kindFault(day.kind, day.on);
      if (fault === 'swap_work_not_weekend') say(`${day.on} is not a weekend day, so it cannot be worked by swap`);
      if (fault === 'off_on_weekend') say(`${day.on} is a weekend day, so it cannot be a ${day.kind}`);
    }
  }
  return problems;
}
