// The days of a report's figures where its unit, its regime and the reports around it are kept.
import { z } from 'zod';
import { freePeriod, type NamedKind, type NamedRegime, type Period, periodOf } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, one } from '#lib/sql';
import type { Unit } from '#org';
import { type RegimeOn, regimeOf, regimeVersions } from './regimes.ts';
import type { Held } from './stored.ts';
import { earliestFrom, type Ground, WINDOW_NOTES, type Window, type WindowNote, windowNotes } from './window.ts';

const sql = loadSql(import.meta.url, ['kept_windows', 'windows_of_units', 'window']);

export const WindowNoteShown = z.object({
  note: z.enum(WINDOW_NOTES),
  from: z.string(),
  to: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
});

const Kept = z.object({
  id: z.number(),
  title: z.string(),
  kind: z.string(),
  s: z.string(),
  e: z.string(),
  data_from: z.string().nullable(),
  data_to: z.string().nullable(),
});

const Stored = z.object({ data_from: z.string().nullable(), data_to: z.string().nullable(), year_from: z.string().nullable() });

/** Days that cover the year before the one a period lies in. */
const BACK_DAYS = 2 * 366;

/** What decides the days of a report of the unit: versions of its regime and the reports that are kept around the period. */
export async function groundFor(db: Db, unit: Unit, regime: RegimeOn, period: { s: Day }): Promise<Ground> {
  const key = { tenant: unit.tenant, unit_id: unit.id, regime: regime.code, since: addDays(period.s, -BACK_DAYS) };
  return {
    versions: regime.once ? [] : await regimeVersions(db, unit.tenant, regime.code),
    unit_kind: unit.kind,
    kept: await many(db, sql.kept_windows, key, Kept),
  };
}

/** Reports of several units whose periods lie in `[from, to)` or end where these begin. */
export function windowsOfUnits(
  db: Db,
  of: { tenant: number; unit_ids: readonly number[]; from: Day; to: Day },
): Promise<(z.infer<typeof Kept> & { unit_id: number; regime: string })[]> {
  return many(db, sql.windows_of_units, of, Kept.extend({ unit_id: z.number(), regime: z.string() }));
}

/** The days a report was made with. */
export function windowKept(db: Db, { tenant, id }: Pick<Held, 'tenant' | 'id'>): Promise<Window> {
  return one(db, sql.window, { tenant, id }, Stored);
}

/** The period of a report that is kept, with its name where it has one. */
export function periodKept(report: Pick<Held, 'kind' | 's' | 'e'>, regime: RegimeOn): Period {
  const found = report.kind === 'free' ? null : periodOf(regime.calendar as NamedRegime, report.kind as NamedKind, report.s);
  return found && found.s === report.s && found.e === report.e ? found : freePeriod(report.s, addDays(report.e, -1));
}

/** What should be known of the days of a report that is kept. */
export async function notesOf(db: Db, report: Held, unit: Unit): Promise<WindowNote[]> {
  const regime = await regimeOf(db, report);
  const period = periodKept(report, regime);
  return windowNotes(await groundFor(db, unit, regime, period), regime, period, await windowKept(db, report));
}

/**
 * Days an officer gives by hand: the first from the day after the period before began up to the period's own first day, the last one of the period.
 * @throws reports.bad_cut_off, reports.bad_first_day
 */
export function refuseBadDays(
  period: Period,
  { data_from, data_to }: { data_from?: Day | undefined; data_to?: Day | undefined },
) {
  if (data_to !== undefined && (data_to < period.s || data_to >= period.e))
    throw new DomainError('reports.bad_cut_off', 422, { data_to, from: period.s, to: addDays(period.e, -1) });
  const from = earliestFrom(period);
  if (data_from !== undefined && (data_from < from || data_from > period.s))
    throw new DomainError('reports.bad_first_day', 422, { data_from, from, to: period.s });
}
