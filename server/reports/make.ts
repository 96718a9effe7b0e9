// Makes a report that is kept: written from the records, with the office's own words of the report before.
import { z } from 'zod';
import { may, reachOf } from '#access';
import { calendarOn, type Period } from '#calendar';
import { fromTo, periodName } from '#forms';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, maybeOne, one } from '#lib/sql';
import { lowerFirst } from '#lib/text';
import { bodyName, type Unit, unitForPeriod, unitNear } from '#org';
import { adjustment } from './adjusted.ts';
import { carriedFigures, carriedOver } from './carry.ts';
import { Anchors, contentOf, figuresFor } from './compose.ts';
import type { Given } from './consolidate-given.ts';
import { Content, type Section } from './content.ts';
import { freeReport } from './due-outline.ts';
import { refuseIfLocked } from './lock.ts';
import { outlineOf } from './outlines/pack.ts';
import { outlineReport } from './outlines/write.ts';
import { periodReport } from './period-report.ts';
import { dueOn, FREE_OUTLINE, type RegimeOn, regimeFor } from './regimes.ts';
import { draftsWanted, selfWritten, withDrafts } from './self-written/write.ts';
import { ANY_VERSION, addEvent, addVersion, auditReport, type By, Held } from './stored.ts';
import { closedBefore, earliestFrom, type Ground, type Window, windowBefore, windowNotes, windowOf } from './window.ts';
import { groundFor, refuseBadDays, WindowNoteShown } from './window-kept.ts';

const sql = loadSql(import.meta.url, ['insert_report', 'existing', 'earlier']);

export type NewReport = {
  unit: string;
  regime: string;
  kind: string;
  year: number;
  n: number;
  /** Both included; of a report asked for out of turn, kind `free`. */
  from?: Day | undefined;
  to?: Day | undefined;
  /** First day whose records count; when nobody says, the day after the figures of the period before were closed. */
  data_from?: Day | undefined;
  /** Last day whose records count, where figures are closed before the period ends; when nobody says, the cut-off of the regime for that kind of unit. */
  data_to?: Day | undefined;
};

/**
 * Makes the report of a unit for a period, written from the records; the office's own words are carried over from the report before it.
 * Asked again it is the one that is there.
 * @param written_on the day its paper bears; today unless it is made for a day that is over
 * @throws reports.regime_unknown, reports.not_of_regime, reports.request_withdrawn, reports.period_locked, reports.period_not_begun,
 * reports.bad_cut_off, reports.bad_first_day, org.unit_unknown, org.unit_not_on_day
 */
export async function create(
  db: Db,
  ask: NewReport,
  by: By,
  written_on: Day = vietnamDay(by.now),
): Promise<{ id: number; is_new: boolean }> {
  const { tenant } = await unitNear(db, ask.unit, vietnamDay(by.now));
  const { regime, period } = await regimeFor(db, ask.regime, ask, tenant);
  refuseBadDays(period, ask);
  const today = vietnamDay(by.now);
  if (period.s > today) throw new DomainError('reports.period_not_begun', 422, { from: period.s });
  const to = addDays(period.e, -1);
  const { unit } = await unitForPeriod(db, ask.unit, period.s, to);
  if (by.scope.unit_ids !== null && !may(by.scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const key = { tenant: unit.tenant, unit_id: unit.id, regime: regime.code, s: period.s, e: period.e };
  const existing = await maybeOne(db, sql.existing, key, z.object({ id: z.number() }));
  if (existing) return { id: existing.id, is_new: false };
  const due_on = dueOn(regime, unit.kind, period, await calendarOn(db));
  await refuseIfLocked(db, unit, { ...key, due_on }, by.now);
  const frame = await frameOf(db, { unit, regime }, period, ask);
  const { data_from, data_to, year_from } = frame;
  const content = await composed(db, frame, by, { written_on });
  const label = period.kind === 'free' ? fromTo(period.s, to) : lowerFirst(period.label_vi);
  const title = regime.once ? `${regime.name_vi}: ${bodyName(unit)}` : `${regime.name_vi} ${label}: ${bodyName(unit)}`;
  const made = await maybeOne(
    db,
    sql.insert_report,
    { ...key, kind: period.kind, data_from, data_to, year_from, due_on, title, now: by.now, by: by.actor.user_id },
    z.object({ id: z.number() }),
  );
  // Somebody else made it meanwhile.
  if (!made) return { ...(await one(db, sql.existing, key, z.object({ id: z.number() }))), is_new: false };
  const report: Held = { ...key, id: made.id, kind: period.kind, due_on, title, newest: ANY_VERSION };
  await addVersion(db, report, { version: 1, content, made_how: 'composed', file_id: null, known_at: by.now }, by);
  await addEvent(db, report, { seq: 1, kind: 'created', version: 1, reason: null }, by);
  await auditReport(db, report, by, 'reports.create', {
    title,
    version: 1,
    ...(data_from && { data_from }),
    ...(data_to && { data_to }),
  });
  return { id: made.id, is_new: true };
}

/** The days a new report would be of, until when it is due, and which days its figures would be of. */
export const PeriodAsked = z.object({
  from: z.string(),
  to: z.string(),
  due_on: z.string().nullable(),
  data_to: z.string().nullable(),
  /** First day whose records count, unless another is given. */
  data_from: z.string(),
  /** The earliest that may be given. */
  earliest: z.string(),
  /** What closed the figures before: the report that is kept, the rule of the regime, or nothing before the period began. */
  closed: z.object({ by: z.enum(['report', 'rule', 'start']), on: z.string(), title: z.string().nullable() }),
  notes: z.array(WindowNoteShown),
});

/** @throws those of `regimeFor`, org.unit_unknown also out of scope, org.unit_not_on_day, reports.bad_cut_off, reports.bad_first_day */
export async function periodAsked(db: Db, ask: NewReport, scope: Scope, today: Day): Promise<z.infer<typeof PeriodAsked>> {
  const { tenant } = await unitNear(db, ask.unit, today);
  const { regime, period } = await regimeFor(db, ask.regime, ask, tenant);
  refuseBadDays(period, ask);
  const to = addDays(period.e, -1);
  const { unit } = await unitForPeriod(db, ask.unit, period.s, to);
  if (!may(scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const due_on = dueOn(regime, unit.kind, period, await calendarOn(db));
  const ground = await groundFor(db, unit, regime, period);
  const { on, by, report } = closedBefore(ground, period);
  const by_rule = windowOf(ground, regime, period, {});
  return {
    from: period.s,
    to,
    due_on,
    data_to: by_rule.data_to,
    data_from: addDays(on, 1),
    earliest: earliestFrom(period),
    closed: { by, on, title: report?.title ?? null },
    notes: windowNotes(ground, regime, period, windowOf(ground, regime, period, ask)),
  };
}

export type Frame = Window & {
  unit: Unit;
  regime: RegimeOn;
  s: Day;
  e: Day;
  kind: string;
  /** Days of the figures before, where they are a month or a quarter with a name. */
  before: { from: Day; to: Day } | null;
};

/** @param chosen days an officer gave; the others follow the rule */
export async function frameOf(
  db: Db,
  { unit, regime }: { unit: Unit; regime: RegimeOn },
  period: Period,
  chosen: Pick<NewReport, 'data_from' | 'data_to'> | Window = {},
): Promise<Frame> {
  const ground = await groundFor(db, unit, regime, period);
  const window = isKept(chosen) ? chosen : windowOf(ground, regime, period, chosen);
  return { unit, regime, s: period.s, e: period.e, kind: period.kind, ...window, before: beforeOf(ground, period, window) };
}

const isKept = (days: Pick<NewReport, 'data_from' | 'data_to'> | Window): days is Window => 'year_from' in days;

const beforeOf = (ground: Ground, period: Period, { data_from }: Window) => windowBefore(ground, period, data_from ?? period.s);

/** What is drafted from data for the places that ask for it. */
async function draftedSections(
  db: Db,
  { unit, regime, s, e, kind, data_from, year_from, before }: Frame,
  content: Content,
  { to, today }: { to: Day; today: Day },
  access: Scope,
): Promise<Section[]> {
  const { outline, code } = regime;
  const is_data = outline !== 'tthc' && outline !== FREE_OUTLINE;
  const ask = {
    ...{ unit, from: data_from ?? s, to, begins_on: s, ends_on: addDays(e, -1), year_from, before, today, kind, regime: code },
    about: outline === 'tthc' ? ('procedures' as const) : ('reform' as const),
    bundle: is_data ? outlineOf(outline).targets : 'reform',
  };
  return withDrafts(content.sections, await selfWritten(db, ask, draftsWanted(content.sections), access));
}

/**
 * The report as the records say it, with the office's own words of the report before.
 * @param given figures of the reports below, which a consolidating report prints instead
 */
export async function composed(
  db: Db,
  frame: Frame,
  by: By,
  { written_on = vietnamDay(by.now), given }: { written_on?: Day | undefined; given?: Given | undefined } = {},
): Promise<Content> {
  const { unit, s, e, regime } = frame;
  const reach = reachOf(by.scope);
  const anchors = new Anchors();
  const from = frame.data_from ?? s;
  const to = frame.data_to ?? addDays(e, -1);
  const year_from = frame.year_from ?? undefined;
  const today = vietnamDay(by.now);
  const made = { at: by.now, on: written_on };
  const period = periodName(s, addDays(e, -1)) ?? undefined;
  const ask = {
    unit: unit.code,
    from,
    to,
    scope: 'all' as const,
    today,
    period,
    year_from,
    is_named: frame.kind !== 'free',
    begins_on: s,
    ends_on: addDays(e, -1),
    offers: true,
    given,
  };
  const linkTo = given ? given.linkTo(anchors.linkTo) : anchors.linkTo;
  const document = await (regime.outline === FREE_OUTLINE
    ? freeReport(db, regime, ask, made)
    : regime.outline === 'tthc'
      ? periodReport(db, ask, reach, linkTo, made)
      : outlineReport(db, outlineOf(regime.outline), ask, reach, linkTo, made));
  const { content, printed } = contentOf(document, {
    unit: bodyName(unit),
    period: document.subject.at(-1) ?? '',
    from,
    to,
    year_from,
  });
  const earlier = await maybeOne(
    db,
    sql.earlier,
    { tenant: unit.tenant, unit_id: unit.id, regime: frame.regime.code, kind: frame.kind, s },
    Held.extend({ content: Content }),
  );
  content.figures = { ...(await figuresFor(db, anchors, printed, { today }, reach)), ...given?.figures(printed) };
  content.sections = await draftedSections(db, frame, content, { to, today }, reach);
  if (!earlier) return content;
  const carried = carriedOver(content, earlier, await carriedFigures(db, content, earlier, by.now, reach));
  const adjusted = await adjustment(db, earlier, by, today);
  return adjusted ? { ...carried, sections: [...carried.sections, adjusted] } : carried;
}
