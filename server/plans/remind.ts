// Who is told of tasks: that one was assigned, is due soon, is overdue. Looking twice says nothing twice.
import { z } from 'zod';
import { addWorkingDays, calendarOn } from '#calendar';
import { task as job } from '#jobs';
import { vietnamDay, yearOf } from '#lib/day';
import { transaction } from '#lib/db';
import { type Db, loadSql, many } from '#lib/sql';
import { rulesFor, type Tell, tell, workingDaysAgo } from '#notices';
import { treeOn } from '#org';
import { isClosed, nextDue } from './state.ts';
import { type Judged, judged } from './tasks.ts';

const sql = loadSql(import.meta.url, ['units_led', 'draft_tasks', 'titles', 'people', 'above']);
const KINDS = ['task_assigned', 'task_due_soon', 'task_overdue'] as const;
const UnitId = z.object({ unit_id: z.number() });
const Id = z.object({ id: z.number() });

/**
 * One look at the tasks of this year: what is due within the days of the rule, what is overdue by so many, what others assigned. The nearest unit
 * above with a rule of its own decides, by the unit that leads.
 */
export async function remind(db: Db, now: Date): Promise<{ notices: number; messages: number }> {
  const today = vietnamDay(now);
  const year = yearOf(today);
  const units = (await many(db, sql.units_led, { year }, UnitId)).map((row) => row.unit_id);
  if (units.length === 0) return { notices: 0, messages: 0 };
  const drafted = new Set((await many(db, sql.draft_tasks, { year }, Id)).map((row) => row.id));
  const tasks = (await judged(db, { year }, today, { unit_ids: null })).filter((task) => !drafted.has(task.id));
  const titles = new Map(
    (await many(db, sql.titles, { ids: tasks.map((task) => task.id) }, Id.extend({ title: z.string() }))).map((row) => [
      row.id,
      row.title,
    ]),
  );
  const who = await addressees(db, tasks, today);
  const calendar = await calendarOn(db);
  const told: Tell[] = [];
  for (const { rule, unit_ids } of await rulesFor(db, KINDS, units, today)) {
    const led_here = new Set(unit_ids);
    const soon = addWorkingDays(calendar, today, rule.lead);
    const late = await workingDaysAgo(db, today, rule.lead);
    for (const task of tasks) {
      const due_on = nextDue(task, today);
      if (!led_here.has(task.lead_unit_id) || due_on === null) continue;
      const is_meant = {
        task_assigned: task.kind === 'assigned' && !isClosed(task.state) && task.last_status === null,
        task_due_soon: task.state !== 'overdue' && due_on >= today && due_on <= soon,
        task_overdue: task.state === 'overdue' && due_on < late,
      };
      if (!is_meant[rule.kind]) continue;
      const data = { day: due_on, title: titles.get(task.id) ?? null, link: `/plans/tasks/${task.id}` };
      for (const account_id of who(task, rule))
        told.push({ tenant: task.tenant, account_id, kind: rule.kind, key: `${rule.kind}:${task.id}:${due_on}`, data });
    }
  }
  return tell(db, told, now);
}

type Rule = { to_officer: boolean; to_head: boolean; to_superior: boolean };

/** Officers of the unit that leads; heads of it, or where it has none of the unit whose task it is; heads of the unit above that. */
async function addressees(db: Db, tasks: readonly Judged[], today: string): Promise<(task: Judged, rule: Rule) => Set<number>> {
  const owners = [...new Set(tasks.map((task) => task.unit_id))];
  const Above = UnitId.extend({ ancestor: z.number() });
  const above = new Map(
    (await many(db, sql.above, { tree_id: await treeOn(db, today), unit_ids: owners }, Above)).map((row) => [
      row.unit_id,
      row.ancestor,
    ]),
  );
  const unit_ids = [...new Set([...owners, ...above.values(), ...tasks.map((task) => task.lead_unit_id)])];
  const Person = UnitId.extend({ account_id: z.number(), permission: z.string() });
  const people = new Map<string, number[]>();
  for (const { unit_id, permission, account_id } of await many(db, sql.people, { unit_ids, today }, Person)) {
    const key = `${unit_id} ${permission}`;
    people.set(key, [...(people.get(key) ?? []), account_id]);
  }
  const officers = (unit: number) => people.get(`${unit} plans.report`) ?? [];
  const heads = (unit: number | undefined) => (unit === undefined ? [] : (people.get(`${unit} plans.approve`) ?? []));
  return (task, rule) => {
    const own_heads = heads(task.lead_unit_id);
    return new Set([
      ...(rule.to_officer ? officers(task.lead_unit_id) : []),
      ...(rule.to_head ? (own_heads.length > 0 ? own_heads : heads(task.unit_id)) : []),
      ...(rule.to_superior ? heads(above.get(task.unit_id)) : []),
    ]);
  };
}

export const tasks = [
  job({
    kind: 'plans.remind',
    input: z.object({}),
    // 07:05 in Vietnam, every day: days are what is due.
    schedule: '5 0 * * *',
    title: 'Nhắc việc theo kế hoạch CCHC',
    run: ({ pool, now }) => transaction(pool, 'write', (db) => remind(db, now())),
  }),
];
