// A book of tasks taken over into a plan: looked at first, then all of it or nothing.
import { yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { unitNear } from '#org';
import { type BookProblem, type BookTask, cellAt, readBook, SHEET } from './book.ts';
import { type By, noted } from './change.ts';
import { holdOpenPlan, type LockedPlan, placeIn } from './plan.ts';
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
  const known = new Map<string, boolean>();
  const isUnit = async (code: string) => {
    const seen = known.get(code);
    if (seen !== undefined) return seen;
    const there = await unitNear(db, code, by.today).then(
      () => true,
      (error) => {
        if (error instanceof DomainError) return false;
        throw error;
      },
    );
    known.set(code, there);
    return there;
  };
  const fault = (cell: string, message_vi: string, message_en: string) =>
    problems.push({ sheet: SHEET, cell, message_vi, message_en });
  const there = new Set(
    (await shown(db, await judged(db, { plan_id }, by.today, { unit_ids: null }), by.today)).map((task) => key(task)),
  );
  for (const { row, task } of tasks) {
    for (const code of [task.lead, ...task.cooperating])
      if (!(await isUnit(code)))
        fault(
          cellAt(row, code === task.lead ? 'Đơn vị chủ trì' : 'Đơn vị phối hợp'),
          `Không có đơn vị “${code}”`,
          `there is no unit “${code}”`,
        );
    try {
      daysOf(task, plan.year);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const day = task.due_on ?? task.starts_on ?? '';
      fault(
        cellAt(row, 'Hạn hoàn thành'),
        `Ngày ${day} nằm ngoài năm ${plan.year}`,
        `the day ${day} lies outside ${plan.year} (${yearOf(day)})`,
      );
    }
    if (there.has(key(task)))
      fault(
        cellAt(row, 'Nhiệm vụ'),
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
