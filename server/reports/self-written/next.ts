// What is to be done in the period to come: tasks that fall due, what is overdue, what makes up for what misses, the reports that are due.
import { addDays, addMonths, type Day, dayVi } from '#lib/day';
import { lowerFirst } from '#lib/text';
import { judged, shown, type TaskShown } from '#plans';
import { dueOfUnit } from '../due.ts';
import { type Frame, nextPeriod, told, wanted } from './frame.ts';
import { type Said, said, words } from './numbers.ts';
import { KINDS, MOST_NAMED, partly, targetsBehind, tasksIn, taskWords } from './plans.ts';

const OPEN = ['not_due', 'in_progress', 'recurring', 'not_done'] as const;

export async function nextTasks(frame: Frame): Promise<Said[]> {
  const found =
    frame.about === 'reform' ? [...(await overdueTasks(frame)), ...(await dueTasks(frame)), ...(await remedies(frame))] : [];
  return [...(await lateNow(frame)), ...(await missedTargets(frame)), ...found, ...(await reportsDue(frame))];
}

/** Dossiers that are late at the end of the period come first. */
async function lateNow(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const late = wanted(frame, 'pending_overdue');
  if (Number(numbers.value(late) ?? 0) === 0) return [];
  return [
    said(
      words`Giải quyết dứt điểm ${numbers.piece(late)} hồ sơ đang quá hạn, xin lỗi và hẹn lại thời gian trả kết quả bằng văn bản theo quy định`,
    ),
  ];
}

async function missedTargets(frame: Frame): Promise<Said[]> {
  const names = await targetsBehind(frame);
  if (names.length === 0) return [];
  const items = names.slice(0, MOST_NAMED).map((name) => words`${name}`);
  return [{ line: words`Có giải pháp thực hiện các chỉ tiêu, nội dung chưa đạt`, items }];
}

async function overdueTasks(frame: Frame): Promise<Said[]> {
  const found: Said[] = [];
  for (const list of ['plans.tasks', 'plans.assigned'] as const) {
    const tasks = await tasksIn(frame, KINDS[list], ['overdue']);
    if (tasks.length === 0) continue;
    const count = told(frame, list, 'all.overdue');
    await frame.numbers.ask([count]);
    const whose = list === 'plans.tasks' ? 'của kế hoạch' : 'cấp trên giao';
    const line = words`Tập trung hoàn thành ${frame.numbers.piece(count)} nhiệm vụ ${whose} đã quá hạn${partly(tasks)}`;
    found.push({ line, items: listed(frame, tasks) });
  }
  return found;
}

const listed = (frame: Frame, tasks: readonly TaskShown[], dueOf: (task: TaskShown) => Day = (task) => task.due_on) =>
  tasks.slice(0, MOST_NAMED).map((task) => words`${taskWords(frame, task, dueOf(task))}`);

/** Tasks of the plans of the years the next period lies in, whose day falls into it. */
async function dueTasks(frame: Frame): Promise<Said[]> {
  const { db, access, unit, day } = frame;
  const next = nextPeriod(frame);
  const years = [...new Set([next.from, next.to].map((one) => Number(one.slice(0, 4))))];
  const found: Said[] = [];
  for (const [kind, what] of [
    ['plan', 'nhiệm vụ của kế hoạch'],
    ['assigned', 'nhiệm vụ cấp trên giao'],
  ] as const) {
    const tasks: TaskShown[] = [];
    for (const year of years) {
      const open = (await judged(db, { unit_ids: [unit.id], year, kinds: [kind] }, day, access)).filter(({ state }) =>
        (OPEN as readonly string[]).includes(state),
      );
      tasks.push(...(await shown(db, open, day)));
    }
    const dueOf = (task: TaskShown) => task.next_due_on ?? task.due_on;
    const due = tasks
      .filter((task) => dueOf(task) >= next.from && dueOf(task) <= next.to)
      .sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : a.id - b.id));
    if (due.length > 0)
      found.push({ line: words`Hoàn thành các ${what} đến hạn trong kỳ tới${partly(due)}`, items: listed(frame, due, dueOf) });
  }
  return found;
}

async function remedies(frame: Frame): Promise<Said[]> {
  const tasks = await tasksIn(frame, 'remediation', [...OPEN, 'overdue']);
  if (tasks.length === 0) return [];
  const line = words`Thực hiện kế hoạch khắc phục hạn chế, nâng cao chỉ số cải cách hành chính${partly(tasks)}`;
  return [{ line, items: listed(frame, tasks) }];
}

/** Reports of the unit that fall due after this period and are not handed in. */
async function reportsDue(frame: Frame): Promise<Said[]> {
  const { db, access, unit, today, ends_on, regime, begins_on } = frame;
  const next = nextPeriod(frame);
  // Of the next year only what comes first.
  const soon = addDays(addMonths(next.from, 3), -1);
  const until = next.to < soon ? next.to : soon;
  const due = (await dueOfUnit(db, unit, { from: addDays(ends_on, 1), to: until }, access, today)).filter(
    (one) =>
      one.due_on !== null &&
      one.due_on > (today < ends_on ? ends_on : today) &&
      one.standing !== 'issued' &&
      one.standing !== 'accepted' &&
      !(one.regime.code === regime && one.period.s === begins_on),
  );
  if (due.length === 0) return [];
  // Periods of one regime that fall due on one day are one line.
  const lines = [...Map.groupBy(due, ({ regime: of, due_on }) => `${of.name_vi} ${due_on}`).values()];
  const items = lines.slice(0, MOST_NAMED).map((group) => {
    const { regime: of, due_on } = group[0] as (typeof group)[number];
    const periods = group.flatMap(({ period }) => (of.once || period.kind === 'free' ? [] : [lowerFirst(period.label_vi)]));
    return words`${lowerFirst(of.name_vi)}${periods.length > 0 ? ` ${periods.join(', ')}` : ''} (hạn ${dayVi(due_on as Day)})`;
  });
  return [{ line: words`Xây dựng, gửi đúng hạn các báo cáo định kỳ${partly(lines)}`, items }];
}
