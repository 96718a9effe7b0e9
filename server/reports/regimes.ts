// Report regimes as data: which reports there are, over which periods, until when. Shipped with the product; a province's own versions stand before
// them from their day on; a report asked ad hoc is a regime of its own with one period.
import path from 'node:path';
import { z } from 'zod';
import { freePeriod, type NamedKind, namedPeriod, type Period, type WorkCalendar } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { UNIT_KINDS } from '#org';
import { CutOffRule, cutOffDay, DueRule, dueDay, LockRule } from './due-rule.ts';

const sql = loadSql(import.meta.url, ['regime_versions', 'regime_request', 'regime_requests']);

/** `free`: ad hoc, with days of its own. */
export const PERIOD_KINDS = ['month', 'quarter', 'half_year', 'nine_months', 'year', 'free'] as const;
export type KindOfPeriod = (typeof PERIOD_KINDS)[number];

/** The outline with headings of one's own and nothing under them. */
export const FREE_OUTLINE = 'free';

export const Regime = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_-]{1,30}$/),
  name_vi: z.string().trim().min(1).max(300),
  name_en: z.string().trim().min(1).max(300),
  source: z.string().trim().min(1).max(500),
  status: z.enum(['approved', 'to_be_verified']),
  /** Number of the decision that sets it up here. */
  decision: z.string().trim().max(100).nullable().default(null),
  periods: z.array(z.enum(PERIOD_KINDS)).min(1),
  /** Where its periods are cut off: ND09 on the 14th, CAL at the end of the month. */
  calendar: z.enum(['ND09', 'CAL']),
  /** Last day in time by kind of unit; a kind that is not named does not report. */
  due: z.partialRecord(z.enum(UNIT_KINDS), DueRule),
  /** Where figures are closed before the period ends, by kind of unit; a kind that is not named: with its last day. */
  cut_off: z.partialRecord(z.enum(UNIT_KINDS), CutOffRule).default({}),
  /** Null: periods are locked by hand only. */
  lock: LockRule.nullable().default(null),
  outline: z.string().min(1).max(60),
  /** Forms that go with it, by code. */
  forms: z.array(z.string().min(1).max(60)).max(30).default([]),
  /** Word template of the province (its id) by which reports are written where no unit chose one; null: the product's own. */
  template: z
    .string()
    .regex(/^[1-9]\d{0,11}$/)
    .nullable()
    .default(null),
  /** From the day of this version on nobody reports any more. */
  is_ended: z.boolean().default(false),
});
export type Regime = z.infer<typeof Regime>;

/** `due_days` in a pack: calendar days after the last day of the period, by kind of unit. */
function fromPack(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || !('due_days' in written)) return written;
  const { due_days, ...rest } = written as { due_days: Record<string, number>; due?: object };
  const days = Object.entries(due_days).map(([kind, days]) => [kind, { rule: 'days_after', days }]);
  return { ...rest, due: { ...Object.fromEntries(days), ...rest.due } };
}

const Pack = z.strictObject({ regimes: z.array(z.preprocess(fromPack, Regime)).min(1) });

let known: Regime[] | null = null;

/** Those the product comes with. @throws packs.broken with every fault's file and line */
export function regimes(): Regime[] {
  if (known) return known;
  const { value, problems } = readPackFile(path.join(PACKS, 'reports/regimes.yaml'), Pack);
  refuseIfBroken(problems);
  known = (value as z.infer<typeof Pack>).regimes;
  return known;
}

/** A report asked once: its days are its own. */
export type Once = { id: number; unit_id: number; s: Day; e: Day; due_on: Day; lock_on: Day | null; sections: string[] };

/** A regime as it stands from one day to another. `version` 0: as shipped. */
export type RegimeOn = Regime & {
  version: number;
  tenant: number | null;
  valid_from: Day | null;
  valid_to: Day | null;
  once: Once | null;
};

const Row = z.object({
  tenant: z.number(),
  code: z.string(),
  version: z.number(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  definition: Regime,
});

/** A regime that holds on every day. */
export const shipped = (regime: Regime): RegimeOn => ({
  ...regime,
  version: 0,
  tenant: null,
  valid_from: null,
  valid_to: null,
  once: null,
});

/** Every version, those of a province newest first, the shipped one last. */
export async function regimeVersions(db: Db, tenant: number, code: string | null = null): Promise<RegimeOn[]> {
  const own = await many(db, sql.regime_versions, { tenant, code }, Row);
  return [
    ...own.map(({ definition, ...row }) => ({ ...definition, ...row, once: null })),
    ...regimes()
      .filter((one) => code === null || one.code === code)
      .map(shipped),
  ];
}

const holds = ({ valid_from, valid_to }: RegimeOn, day: Day) =>
  (valid_from === null || valid_from <= day) && (valid_to === null || day < valid_to);

/** Of the versions of one regime the one that counts on a day: the province's own before the shipped one. */
export function versionOn(versions: readonly RegimeOn[], day: Day): RegimeOn | null {
  return versions.find((one) => holds(one, day)) ?? null;
}

/** Regimes of a province on a day, in the order of the pack, then its own; those that are over are left out. Nothing of what is asked once. */
export async function regimesOn(db: Db, day: Day, tenant: number): Promise<RegimeOn[]> {
  const by_code = Map.groupBy(await regimeVersions(db, tenant), ({ code }) => code);
  const order = regimes().map(({ code }) => code);
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...by_code.values()]
    .flatMap((versions) => versionOn(versions, day) ?? [])
    .filter((one) => !one.is_ended)
    .sort((a, b) => place(a.code) - place(b.code) || (a.code < b.code ? -1 : 1));
}

const ONCE = /^adhoc-(\d{1,12})$/;
export const codeOfRequest = (id: number): string => `adhoc-${id}`;

const Request = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  subject: z.string(),
  s: z.string(),
  e: z.string(),
  due_on: z.string(),
  lock_on: z.string().nullable(),
  outline: z.string(),
  sections: z.array(z.string()),
  document_number: z.string().nullable(),
  is_withdrawn: z.boolean(),
});

function onceOf({ tenant, subject, outline, document_number, is_withdrawn, ...once }: z.infer<typeof Request>): RegimeOn {
  return {
    code: codeOfRequest(once.id),
    name_vi: subject,
    name_en: subject,
    source: document_number ?? subject,
    status: 'approved',
    decision: document_number,
    periods: ['free'],
    calendar: 'CAL',
    due: {},
    cut_off: {},
    lock: null,
    outline,
    forms: [],
    template: null,
    is_ended: is_withdrawn,
    version: 0,
    tenant,
    valid_from: null,
    valid_to: null,
    once,
  };
}

/** What was asked ad hoc in a province, of periods whose last day, or day in time, lies from one day to another; not what was withdrawn. */
export async function requestsBetween(db: Db, tenant: number, from: Day, to: Day): Promise<RegimeOn[]> {
  return (await many(db, sql.regime_requests, { tenant, from, to }, Request)).map(onceOf);
}

/** A regime as it stands on a day in a province, also one that is over. @throws reports.regime_unknown */
export async function regimeOn(db: Db, code: string, day: Day, tenant: number): Promise<RegimeOn> {
  const once = ONCE.exec(code);
  const request = once && (await maybeOne(db, sql.regime_request, { tenant, id: Number(once[1]) }, Request));
  const versions = once ? [] : await regimeVersions(db, tenant, code);
  // Before the first version of a regime of the province's own, the first: what was kept before is read by it.
  const found = request ? onceOf(request) : (versionOn(versions, day) ?? versions.at(-1));
  if (!found) throw new DomainError('reports.regime_unknown', 404, { regime: code });
  return found;
}

/** The same, for a report that is kept. @throws reports.regime_unknown */
export function regimeOf(db: Db, report: { regime: string; e: Day; tenant: number }): Promise<RegimeOn> {
  return regimeOn(db, report.regime, addDays(report.e, -1), report.tenant);
}

/** Which period is meant: the n-th of a kind in a year, or the days of a free one. */
export type NamedPeriod = { kind: string; year: number; n: number; from?: Day | undefined; to?: Day | undefined };

/**
 * The regime and the period that are meant: the version that holds on the last day of the period.
 * @throws reports.regime_unknown, reports.not_of_regime, reports.request_withdrawn, calendar.no_such_period, calendar.reversed_dates
 */
export async function regimeFor(
  db: Db,
  code: string,
  named: NamedPeriod,
  tenant: number,
): Promise<{ regime: RegimeOn; period: Period }> {
  const once = ONCE.test(code) ? await regimeOn(db, code, named.to ?? '2000-01-01', tenant) : null;
  if (once?.is_ended) throw new DomainError('reports.request_withdrawn', 409, { subject: once.name_vi });
  if (once?.once) return { regime: once, period: freePeriod(once.once.s, addDays(once.once.e, -1)) };
  const versions = await regimeVersions(db, tenant, code);
  if (versions.length === 0) throw new DomainError('reports.regime_unknown', 404, { regime: code });
  const kind = PERIOD_KINDS.find((one) => one === named.kind);
  for (const regime of versions) {
    const period = kind && periodOfRegime(regime, kind, named);
    if (!period || !holds(regime, addDays(period.e, -1))) continue;
    if (!regime.is_ended && regime.periods.includes(kind)) return { regime, period };
    break;
  }
  throw new DomainError('reports.not_of_regime', 422, { regime: code, kind: named.kind });
}

function periodOfRegime(regime: Regime, kind: KindOfPeriod, { year, n, from, to }: NamedPeriod): Period | null {
  if (kind !== 'free') return namedPeriod(regime.calendar, kind as NamedKind, year, n);
  return from === undefined || to === undefined || to < from ? null : freePeriod(from, to);
}

/** Last day on which a unit of that kind is in time; null when the regime names none for it. */
export function dueOn(regime: RegimeOn, unit_kind: string, period: { e: Day }, calendar: WorkCalendar): Day | null {
  if (regime.once) return regime.once.due_on;
  const rule = regime.due[unit_kind as keyof Regime['due']];
  return rule ? dueDay(rule, addDays(period.e, -1), calendar) : null;
}

/** Last day whose records count in the report of a unit of that kind; null: the period's own last day. */
export function cutOffOn(regime: RegimeOn, unit_kind: string, period: { s: Day; e: Day }): Day | null {
  const rule = regime.cut_off[unit_kind as keyof Regime['cut_off']];
  return rule ? cutOffDay(rule, period) : null;
}
