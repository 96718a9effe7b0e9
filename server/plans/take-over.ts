// A book of tasks taken over into a plan: looked at first, then all of it or nothing.
import { type Day, dayVi } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type BookProblem, type BookTask, readBook, SHEET } from './book.ts';
import { type By, noted, unitNamed } from './change.ts';
import { holdOpenPlan, type LockedPlan, placeIn } from './plan.ts';
import { yearEnd } from './state.ts';
import { daysOf, insertTask } from './task-write.ts';
import { judged, shown } from './tasks.ts';

export type Looked = { rows: number; problems: BookProblem[] };

/** What a book would bring, and every fault of it. @throws plans.not_found, plans.approved_needs_amendment, plans.book_unreadable */
export async function lookAtBook(
  db: Db,
  plan_id: number,
  bytes: Uint8Array,
  by: By,
): Promise<Looked & { tasks: BookTask[]; plan: LockedPlan }> {
  const plan = await holdOpenPlan(db, plan_id, by.scope);
  const { tasks, problems } = await readBook(bytes);
  const known = new Map<string, string | null>();
  /** Why a unit cannot carry the task on its day: the code of the refusal; null: it can. */
  const refusalOf = async (code: string, day: Day) => {
    const of = `${code}/${day}`;
    const seen = known.get(of);
    if (seen !== undefined) return seen;
    const refusal = await unitNamed(db, code, day, { tenant: plan.tenant, scope: by.scope }).then(
      () => null,
      (error) => {
        if (error instanceof DomainError) return error.code;
        throw error;
      },
    );
    known.set(of, refusal);
    return refusal;
  };
  const fault = (cell: string, message_vi: string, message_en: string) =>
    problems.push({ sheet: SHEET, cell, message_vi, message_en });
  const there = new Set(
    (await shown(db, await judged(db, { plan_id }, by.today, { unit_ids: null }), by.today)).map((task) => key(task)),
  );
  for (const { task, at } of tasks) {
    for (const code of [task.lead, ...task.cooperating]) {
      const refusal = await refusalOf(code, task.due_on ?? yearEnd(plan.year));
      if (refusal === null) continue;
      const [vi, en] =
        refusal === 'plans.other_province'
          ? [`Đơn vị “${code}” thuộc tỉnh khác`, `the unit “${code}” is of another province`]
          : [`Không có đơn vị “${code}”`, `there is no unit “${code}”`];
      fault(at(code === task.lead ? 'Đơn vị chủ trì' : 'Đơn vị phối hợp'), vi, en);
    }
    try {
      daysOf(task, plan.year);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const day = task.due_on ?? task.starts_on ?? yearEnd(plan.year);
      const head = task.due_on ? 'Hạn hoàn thành' : 'Bắt đầu';
      fault(at(head), `Ngày ${dayVi(day)} nằm ngoài năm ${plan.year}`, `the day ${day} lies outside ${plan.year}`);
    }
    if (there.has(key(task)))
      fault(
        at('Nhiệm vụ'),
        'Nhiệm vụ này đã có trong kế hoạch hoặc ở dòng trên',
        'this task is in the plan already, or in a row above',
      );
    there.add(key(task));
  }
  return { rows: tasks.length, problems, tasks, plan };
}

const key = (task: { area: string; title: string }) => `${task.area}/${task.title.trim().toLowerCase()}`;

/** Enters every task of a book; with any fault nothing is entered. @throws plans.book_faulty with sheet and cell of each, and those of `lookAtBook` */
export async function takeOver(
  db: Db,
  plan_id: number,
  bytes: Uint8Array,
  by: By,
  why: string | null,
): Promise<{ added: number }> {
  const { tasks, problems, plan } = await lookAtBook(db, plan_id, bytes, by);
  if (problems.length > 0 || tasks.length === 0)
    throw new DomainError('plans.book_faulty', 422, {
      count: problems.length,
      problems: problems.slice(0, 50).map(({ sheet, cell, message_vi: message }) => ({ path: `${sheet}!${cell}`, message })),
    });
  for (const { task } of tasks) await insertTask(db, placeIn(plan), task, by, {}, why);
  await noted(db, 'plan', plan, 'import', by, { after: { added: tasks.length }, reason: why });
  return { added: tasks.length };
}
