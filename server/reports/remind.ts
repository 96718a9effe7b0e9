// Who is told of reports: asked for, due soon, due today, late every so many days, late for so long that the head should know. Each thing once.
import { z } from 'zod';
import { addWorkingDays, calendarOn, type WorkCalendar, workingDaysBetween } from '#calendar';
import { task as job } from '#jobs';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { type Db, loadSql, many } from '#lib/sql';
import { rulesFor, type Tell, tell } from '#notices';
import { treeOn, type Unit, unitsByIds } from '#org';
import type { Placed } from './assignment.ts';
import { type Due, HANDED_IN, owed, periodsAround, rowsFor, stood } from './due.ts';

const sql = loadSql(import.meta.url, ['remind_people', 'remind_lines']);
const KINDS = ['report_asked', 'report_due_soon', 'report_due_today', 'report_overdue', 'report_escalation'] as const;
type Kind = (typeof KINDS)[number];

/** What is late for longer than this is told of no more. */
const LATE_DAYS = 90;

/**
 * One look at what is due: the nearest unit above with a rule of its own decides how early, how often and whom. Looking twice says nothing twice.
 * @param only a regime; what was just asked is told at once
 */
export async function remind(db: Db, now: Date, only: string | null = null): Promise<{ notices: number; messages: number }> {
  const today = vietnamDay(now);
  const people = await peopleOf(db, today);
  const units = await placedUnits(db, people.unit_ids, today);
  const calendar = await calendarOn(db);
  const told: Tell[] = [];
  const groups = await rulesFor(db, KINDS, people.unit_ids, today);
  for (const [tenant, own] of Map.groupBy(units, ({ tenant }) => tenant)) {
    const due = (await dueIn(db, tenant, own, today)).filter(({ regime }) => only === null || regime.code === only);
    for (const { rule, unit_ids } of groups) {
      const meant = new Set(unit_ids);
      for (const one of due) {
        const key = meant.has(one.unit.id) ? keyFor(rule.kind, rule.lead, one, today, calendar) : null;
        if (key === null) continue;
        for (const account_id of people.meant(one, rule))
          told.push({ tenant, account_id, kind: rule.kind, key, data: dataOf(one, rule.kind) });
      }
    }
  }
  return tell(db, told, now);
}

/** What is owed and was not handed in, with the last day in time named; not what nobody may write any more. */
async function dueIn(db: Db, tenant: number, units: readonly (Placed & Unit)[], today: Day): Promise<Due[]> {
  const periods = await periodsAround(db, tenant, today);
  const wanted = owed(units, periods, await rowsFor(db, tenant, periods), await calendarOn(db));
  return (await stood(db, tenant, wanted, { unit_ids: null }, today)).filter(
    ({ standing, due_on, is_locked }) =>
      due_on !== null && !HANDED_IN.includes(standing) && !is_locked && due_on >= addDays(today, -LATE_DAYS),
  );
}

/**
 * Under which key a reminder is told today, null: it is not. A late report is told of again whenever another `lead` working days have passed.
 * @param lead working days, as the rule says
 */
export function keyFor(
  kind: Kind,
  lead: number,
  { regime, period, unit, due_on, standing }: Pick<Due, 'regime' | 'period' | 'due_on' | 'standing'> & { unit: { id: number } },
  today: Day,
  calendar: WorkCalendar,
): string | null {
  if (due_on === null) return null;
  const what = `${kind}:${regime.code}:${unit.id}:${period.s}:${period.e}`;
  const days_late = due_on < today ? workingDaysBetween(calendar, due_on, today) : 0;
  switch (kind) {
    case 'report_asked':
      return regime.once && standing === 'none' && due_on >= today ? what : null;
    case 'report_due_soon':
      return due_on > today && due_on <= addWorkingDays(calendar, today, lead) ? `${what}:${due_on}` : null;
    case 'report_due_today':
      return due_on === today ? `${what}:${due_on}` : null;
    case 'report_overdue': {
      const times = Math.floor(days_late / Math.max(1, lead));
      return times > 0 ? `${what}:${due_on}:${times}` : null;
    }
    case 'report_escalation':
      return days_late >= Math.max(1, lead) ? `${what}:${due_on}` : null;
  }
}

function dataOf({ regime, period, unit, due_on, report, standing }: Due, kind: Kind): Tell['data'] {
  const title = regime.once ? `${regime.name_vi} (${unit.name})` : `${regime.name_vi}, ${period.label_vi} (${unit.name})`;
  // Whoever is above does not see what is still being written.
  const may_see = report !== null && !(kind === 'report_escalation' && standing === 'draft');
  const link = may_see ? `/reports/kept/${report.id}` : `/reports/due?unit=${unit.code}&month=${(due_on as Day).slice(0, 7)}`;
  return { day: due_on, title, link };
}

type Rule = { to_officer: boolean; to_head: boolean; to_superior: boolean };

/** Officers who write the reports of a unit, heads who approve them, superiors who accept them where the unit reports. */
async function peopleOf(db: Db, today: Day) {
  const Person = z.object({ unit_id: z.number(), account_id: z.number(), permission: z.string() });
  const rows = await many(db, sql.remind_people, { today }, Person);
  const by_key = Map.groupBy(rows, ({ unit_id, permission }) => `${unit_id} ${permission}`);
  const who = (unit_id: number | undefined, permission: string) =>
    (by_key.get(`${unit_id} ${permission}`) ?? []).map(({ account_id }) => account_id);
  return {
    unit_ids: [...new Set(rows.map(({ unit_id }) => unit_id))],
    meant: ({ unit, by }: Due, rule: Rule): Set<number> =>
      new Set([
        ...(rule.to_officer ? who(unit.id, 'reports.write') : []),
        ...(rule.to_head ? who(unit.id, 'reports.approve') : []),
        ...(rule.to_superior ? who(by?.report_to_id ?? unit.line[1], 'reports.accept') : []),
      ]),
  };
}

async function placedUnits(db: Db, unit_ids: readonly number[], today: Day): Promise<(Placed & Unit)[]> {
  const Line = z.object({ unit_id: z.number(), line: z.array(z.number()) });
  const lines = await many(db, sql.remind_lines, { tree_id: await treeOn(db, today), unit_ids }, Line);
  const line_of = new Map(lines.map(({ unit_id, line }) => [unit_id, line]));
  return (await unitsByIds(db, unit_ids, today)).flatMap((unit) => {
    const line = line_of.get(unit.id);
    return line ? [{ ...unit, line }] : [];
  });
}

export const reportTasks = [
  job({
    kind: 'reports.remind',
    input: z.object({}),
    // 07:10 in Vietnam, every day: days are what is due.
    schedule: '10 0 * * *',
    title: 'Nhắc báo cáo đến hạn, quá hạn',
    run: ({ pool, now }) => transaction(pool, 'write', (db) => remind(db, now())),
  }),
];
