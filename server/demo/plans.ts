// Plans, tasks and targets of the demonstration: published counts as data, made through the module's own functions. What a report does not name is
// given a usual name and says that it is made up.
import path from 'node:path';
import { z } from 'zod';
import { addMonths, type Day, yearOf } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Db } from '#lib/sql';
import { unitNear } from '#org';
import * as plans from '#plans';

const FOLDER = path.join(PACKS, 'demo');
export const PLAN_FILES = ['dak-song', 'ngan-son', 'tu-mo-rong', 'kon-ray', 'po-y', 'lam-dong', 'bo-y'] as const;

const day = z.iso.date();
const Note = z.strictObject({
  on: day,
  status: z.enum(['started', 'done', 'below_plan', 'not_done', 'will_not_do']),
  reason: z.string().optional(),
  words: z.string().optional(),
  percent: z.int().optional(),
  occurrence: z.string().optional(),
});
const area = z.enum(plans.AREAS);
const Source = z.strictObject({ number: z.string().optional(), on: day.optional(), issuer: z.string().optional() });
const Task = z.strictObject({
  area,
  code: z.string().optional(),
  title: z.string(),
  product: z.string().optional(),
  lead: z.string().optional(),
  starts_on: day.optional(),
  due_on: day.optional(),
  recurrence: z.enum(['quarter', 'month', 'half_year', 'year_end']).optional(),
  notes: z.array(Note).default([]),
  hand_down: z
    .strictObject({ units: z.array(z.string()), due_on: day.optional(), notes: z.record(z.string(), z.array(Note)).default({}) })
    .optional(),
});
type Task = z.output<typeof Task>;
/** So many tasks of an area that stand alike; without a status nothing was told of them. */
const Fill = z.strictObject({
  area,
  n: z.int().positive(),
  status: z.enum(['started', 'done']).optional(),
  starts_on: day.optional(),
  due_on: day.optional(),
});
const Told = z.strictObject({
  part: z.string(),
  from_on: day.optional(),
  to_on: day.optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  value: z.string().optional(),
  verdict: z.enum(['met', 'missed', 'unknown']).optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
});
const DemoPlans = z.strictObject({
  unit: z.string(),
  year: z.int(),
  /** Days are those of the running year, whichever it is. */
  moves_with_year: z.boolean().default(false),
  as_of: day,
  leads: z.record(z.string(), z.string()).default({}),
  plans: z
    .array(
      z.strictObject({
        kind: z.enum(['reform', 'remediation']),
        title: z.string(),
        document: Source,
        note: z.string(),
        tasks: z.array(Task).default([]),
        fill: z.array(Fill).default([]),
      }),
    )
    .default([]),
  assigned: z
    .array(
      z.strictObject({
        assigner: z.enum(plans.ASSIGNERS),
        source: Source.default({}),
        note: z.string().optional(),
        tasks: z.array(Task).default([]),
        fill: z.array(Fill).default([]),
      }),
    )
    .default([]),
  targets: z
    .array(
      z.strictObject({
        bundle: z.string().default('reform'),
        code: z.string(),
        name: z.string(),
        lead: z.string(),
        cooperating: z.array(z.string()).default([]),
        assess_by: day.optional(),
        source: Source.default({}),
        note: z.string().optional(),
        rule: plans.Part,
        told: z.array(Told).default([]),
      }),
    )
    .default([]),
  proposals: z
    .array(
      z.strictObject({
        about: z.string(),
        on: day,
        what: z.enum(['remind', 'criticise', 'review_responsibility', 'extend', 'other']),
        words: z.string(),
        team: z.string(),
        document: z.string().optional(),
        state: z.enum(['open', 'accepted']),
      }),
    )
    .default([]),
});
export type DemoPlans = z.output<typeof DemoPlans>;
const Typical = z.strictObject({ typical: z.record(z.string(), z.array(z.string())) });

export function readDemoPlans(name: (typeof PLAN_FILES)[number]): DemoPlans {
  const { value, problems } = readPackFile(path.join(FOLDER, `plans-${name}.yaml`), DemoPlans);
  refuseIfBroken(problems);
  return value as DemoPlans;
}

function typicalNames(): Record<string, string[]> {
  const { value, problems } = readPackFile(path.join(FOLDER, 'plans-typical.yaml'), Typical);
  refuseIfBroken(problems);
  return (value as z.output<typeof Typical>).typical;
}

type Actor = { user_id: null; name: string };
type By = { actor: Actor; now: Date; today: Day; scope: { unit_ids: null } };

/** @throws packs.broken */
export async function loadPlans(db: Db, options: { actor: Actor; now: Date; today: Day }): Promise<void> {
  const typical = typicalNames();
  for (const name of PLAN_FILES) await loadOne(db, readDemoPlans(name), typical, options);
}

async function loadOne(
  db: Db,
  said: DemoPlans,
  typical: Record<string, string[]>,
  { actor, now, today }: { actor: Actor; now: Date; today: Day },
): Promise<void> {
  const months = said.moves_with_year ? (yearOf(today) - said.year) * 12 : 0;
  const moved = <T>(value: T): T =>
    months === 0
      ? value
      : (JSON.parse(JSON.stringify(value).replace(/"(\d{4}-\d\d-\d\d)"/g, (_all, on: Day) => `"${addMonths(on, months)}"`)) as T);
  const spell = new Spelling(typical);
  const world: World = {
    unit: said.unit,
    year: said.year + months / 12,
    leads: said.leads,
    // Of a running year nothing is told of days that have not come.
    last: months === 0 && said.year < yearOf(today) ? said.as_of : today,
    by: { actor, now, today: `${said.year + months / 12}-01-05`, scope: { unit_ids: null } },
  };
  for (const plan of moved(said.plans)) {
    const { number: document_number = null, on: document_on = null, issuer: document_issuer = null } = plan.document;
    const head = {
      unit: said.unit,
      year: world.year,
      kind: plan.kind,
      title: plan.title.replaceAll(String(said.year), String(world.year)),
    };
    const id = await plans.createPlan(db, { ...head, document_number, document_on, document_issuer, note: plan.note }, world.by);
    const tasks = [...plan.tasks, ...plan.fill.flatMap((fill) => spell.out(fill, world))];
    const made: [number, Task][] = [];
    for (const task of tasks) made.push([await plans.addTask(db, id, inputOf(task, world), world.by), task]);
    await plans.approve(db, id, world.by);
    for (const [task_id, task] of made) await tellOf(db, task_id, task, world);
  }
  for (const { assigner, source, note, ...rest } of moved(said.assigned)) {
    for (const task of [...rest.tasks, ...rest.fill.flatMap((fill) => spell.out(fill, world))]) {
      const { number: source_number = null, on: source_on = null, issuer: source_issuer = null } = source;
      const input = { ...inputOf(task, world), source_number, source_on, source_issuer, note: note ?? null };
      const id = await plans.assign(db, { ...input, unit: said.unit, year: world.year, assigner }, world.by);
      await tellOf(db, id, task, world);
    }
  }
  for (const [index, target] of moved(said.targets).entries()) await makeTarget(db, target, index, moved(said.as_of), world);
  for (const { on, document = null, state, ...proposal } of moved(said.proposals)) {
    const then = { ...world.by, today: on };
    const { id } = await plans.propose(
      db,
      { ...proposal, unit: said.unit, task_id: null, on_day: on, team_document: document },
      then,
    );
    if (state === 'accepted') await plans.decide(db, id, { state, reason: null }, then);
  }
}

type World = { unit: string; year: number; leads: Record<string, string>; last: Day; by: By };

/** Gives tasks of which only the number is known a usual name. */
class Spelling {
  readonly #names: Record<string, string[]>;
  readonly #used = new Map<string, number>();

  constructor(names: Record<string, string[]>) {
    this.#names = names;
  }

  out({ area, n, status, starts_on, due_on }: z.output<typeof Fill>, world: World): Task[] {
    const all = this.#names[area] ?? Object.values(this.#names).flat();
    return Array.from({ length: n }, () => {
      const used = this.#used.get(area) ?? 0;
      this.#used.set(area, used + 1);
      const again = used >= all.length ? ` (${Math.floor(used / all.length) + 1})` : '';
      const title = `${all[used % all.length]}${again} (tên minh họa)`;
      // Told in the course of the first half of the year, so that a picture over time is no wall.
      const on = `${world.year}-0${1 + (used % 5)}-${10 + (used % 15)}`;
      const notes = status ? [{ on, status }] : [];
      return Task.parse({ area, title, notes, ...(starts_on && { starts_on }), ...(due_on && { due_on }) });
    });
  }
}

function inputOf(task: Task, world: World): plans.TaskInput {
  const { area: of, code, title, product, starts_on, due_on, recurrence } = task;
  const lead = task.lead ?? world.leads[of] ?? world.unit;
  return plans.TaskInput.parse({ area: of, code, title, product, lead, starts_on, due_on, recurrence });
}

async function tellOf(db: Db, task_id: number, task: Task, world: World): Promise<void> {
  const { tenant } = await unitNear(db, world.unit, world.by.today);
  const notes = (id: number, told: readonly z.output<typeof Note>[]) =>
    told.filter(({ on }) => on <= world.last).map(({ on, ...note }) => ({ tenant, task_id: id, on_day: on, ...note }));
  await plans.insertNotes(db, notes(task_id, task.notes), world.by);
  if (!task.hand_down) return;
  const { units, due_on = null, notes: below } = task.hand_down;
  const { ids } = await plans.handDown(db, task_id, { units, due_on, note: null }, world.by);
  for (const [index, unit] of units.entries())
    await plans.insertNotes(db, notes(ids[index] as number, below[unit] ?? []), world.by);
}

async function makeTarget(db: Db, said: DemoPlans['targets'][number], index: number, as_of: Day, world: World): Promise<void> {
  const { told, source, lead, assess_by = null, note = null, ...target } = said;
  const { number: source_number = null, on: source_on = null, issuer: source_issuer = null } = source;
  const from = { source_number, source_on, source_issuer };
  const more = { unit: world.unit, year: world.year, position: index + 1, lead, assess_by, note };
  const id = await plans.createTarget(db, { ...target, ...from, ...more }, world.by);
  const figures = told
    .map(({ from_on = `${world.year}-01-01`, to_on = as_of, ...figure }) => ({ ...figure, from_on, to_on }))
    .filter(({ to_on }) => to_on <= world.last);
  await plans.insertFigures(db, id, figures, world.by);
}
