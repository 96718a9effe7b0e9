// The due date a dossier is promised when its clock goes on, when it is extended, when it is opened again.
import { addWorkingDays, type Calendar, calendarOn, closingMoment, type Extension } from '#calendar';
import { vietnamDay } from '#lib/day';
import type { Db } from '#lib/sql';
import { unitById } from '#org';
import { versionById } from '#procedures';
import { dueOf, extensionsOf, limitOf, pausesOf, type TimeLimit } from './due.ts';
import type { DossierEvent, Due } from './event.ts';
import type { DossierRow } from './rows.ts';

type Promised = Pick<
  DossierRow,
  'procedure_version_id' | 'competent_unit_id' | 'received_at' | 'due_on' | 'due_precision' | 'due_at'
>;

/** The calendar of the deciding unit, by which its dossiers are counted. */
export async function calendarOf(db: Db, dossier: Pick<DossierRow, 'competent_unit_id'>, at: Date): Promise<Calendar> {
  return calendarOn(db, (await unitById(db, dossier.competent_unit_id, vietnamDay(at))).code);
}

/** The promise after the clock goes on: the limit of the dossier's version, all its pauses taken out and all its extensions put in. */
export async function dueAfterPause(
  db: Db,
  { dossier, events, at }: { dossier: Promised; events: readonly DossierEvent[]; at: Date },
): Promise<Due> {
  const limit = limitOf(await versionById(db, dossier.procedure_version_id));
  return promised(limit, dossier, events, at, extensionsOf(events), await calendarOf(db, dossier, at));
}

/**
 * The promise put off by working days. It starts from the day that was promised, even when the calendar was changed since.
 * @param source decision, or who permitted it: for the explanation
 */
export async function dueExtended(
  db: Db,
  { dossier, events, at }: { dossier: Promised & { due_on: string }; events: readonly DossierEvent[]; at: Date },
  working_days: number,
  source: string,
): Promise<Due> {
  const limit = limitOf(await versionById(db, dossier.procedure_version_id));
  const calendar = await calendarOf(db, dossier, at);
  const before = extensionsOf(events);
  const without = promised(limit, dossier, events, at, before, calendar);
  if (without.due_on === dossier.due_on)
    return promised(limit, dossier, events, at, [...before, { at, working_days, source }], calendar);
  const due_on = addWorkingDays(calendar, dossier.due_on, working_days);
  return {
    rule_id: without.rule_id,
    due_on,
    due_at: closingMoment(calendar, due_on).toISOString(),
    precision: 'day',
    first_due_on: dossier.due_on,
  };
}

function promised(
  limit: TimeLimit,
  dossier: Promised,
  events: readonly DossierEvent[],
  at: Date,
  extensions: readonly Extension[],
  calendar: Calendar,
): Due {
  const received_at = dossier.received_at as Date;
  const pauses = pausesOf(events, at);
  const due = dueOf(limit, received_at, pauses, calendar, { extensions });
  if (extensions.length === 0) return due;
  return { ...due, first_due_on: dueOf(limit, received_at, pauses, calendar, { with_trace: false }).due_on };
}
