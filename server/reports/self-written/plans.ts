// What the plan says for and against: targets reached and missed, tasks done and overdue.
import { rounded } from '#forms';
import { dayVi } from '#lib/day';
import { lowerFirst } from '#lib/text';
import { judged, type State, shown, type TargetShown, type TaskShown, targetVerdicts } from '#plans';
import type { Paragraph } from '../content.ts';
import { type Frame, told } from './frame.ts';
import { type Said, said, words } from './numbers.ts';

export const MOST_NAMED = 8;

/** Dossier measures: targets over them belong into a report on procedures too. */
const OF_PROCEDURES =
  /^(on_time|overdue|online|papers_digitised|results_digitised|online_payment|reuse|explained|apology|first_promise)_rate$/;

async function targets(frame: Frame): Promise<TargetShown[]> {
  const { db, access, unit, year, bundle, day, today, about } = frame;
  const { rows } = await targetVerdicts(db, { unit_ids: [unit.id], year, bundle, day }, access, today);
  if (about === 'reform') return rows;
  return rows.filter(({ assessed }) => assessed.figures.some(({ measure }) => measure !== null && OF_PROCEDURES.test(measure)));
}

type Assessed = TargetShown['assessed'];
const endsOf = (part: Assessed): Assessed[] => (part.parts.length === 0 ? [part] : part.parts.flatMap(endsOf));
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Of a set of criteria with the number of the criterion: its own name alone is short. */
function nameIn(row: TargetShown, ends: number, end: Assessed): string {
  if (ends === 1) return row.name;
  return row.bundle === 'reform' ? end.name : `mục ${end.code} “${end.name}”`;
}

/** The ends of a target that have that verdict, a target of one part by its own name. */
function endsWith(row: TargetShown, verdict: 'met' | 'missed'): { name: string; end: Assessed }[] {
  const ends = endsOf(row.assessed);
  return ends.filter((end) => end.verdict === verdict).map((end) => ({ name: nameIn(row, ends.length, end), end }));
}

const nameOf = (frame: Frame, row: TargetShown, end: Assessed, what: string) =>
  told(frame, 'plans.target', `${frame.bundle}/${row.code}/${end.code}/${what}`, what !== 'gap' && end.unit === '%');

const hasNumber = ({ figures, years_before }: Assessed) => {
  const value = years_before > 0 ? null : figures.at(-1)?.value;
  return typeof value === 'string' && NUMBER.test(rounded(value));
};

export async function targetsMet(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const rows = await targets(frame);
  const met = rows.filter(({ verdict }) => verdict === 'met');
  // Of a set of criteria every part that is reached is told, though the whole is not.
  const told_of = frame.bundle === 'reform' ? met : rows;
  if (told_of.length === 0) return [];
  const named = told_of
    .flatMap((row) => endsWith(row, 'met').map((one) => ({ ...one, row })))
    .filter(({ end }) => hasNumber(end))
    .slice(0, MOST_NAMED);
  const [reached, all] = [told(frame, 'plans.targets', 'met'), told(frame, 'plans.targets', 'total')];
  await numbers.ask([reached, all, ...named.map(({ row, end }) => nameOf(frame, row, end, 'value'))]);
  const items = named.map(
    ({ row, end, name }) =>
      words`${lowerFirst(name)} (${since(end)} ${numbers.piece(nameOf(frame, row, end, 'value'))}${unitOf(end)})`,
  );
  if (isInPart(frame)) return items.length === 0 ? [] : [{ line: words`${partName(frame)} đạt`, items }];
  if (met.length === 0) return [];
  const line = words`Đã đạt ${numbers.piece(reached)}/${numbers.piece(all)} chỉ tiêu của Kế hoạch cải cách hành chính năm ${String(frame.year)}`;
  return [items.length === 0 ? said(line) : { line: [...line, ...words`, trong đó`], items }];
}

/** Not of all targets of the plan, so that their number would say nothing. */
const isInPart = ({ about, bundle }: Frame) => about === 'procedures' || bundle !== 'reform';
const partName = ({ bundle }: Frame) => (bundle === 'reform' ? 'Chỉ tiêu' : 'Nội dung');

/** A measure of a target is counted since January, which the figures of the report need not be. */
const since = ({ figures }: Assessed) => (figures.at(-1)?.from === 'measure' ? 'lũy kế từ đầu năm' : 'kết quả');

const unitOf = ({ unit }: Assessed) => (unit === null || unit === '%' ? '' : ` ${unit}`);

export async function targetsMissed(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const missed = (await targets(frame)).filter(({ verdict }) => verdict === 'missed');
  if (missed.length === 0) return [];
  const named = missed.flatMap((row) => endsWith(row, 'missed').map((one) => ({ ...one, row }))).slice(0, MOST_NAMED);
  const [count, all] = [told(frame, 'plans.targets', 'missed'), told(frame, 'plans.targets', 'total')];
  const wanted = named.flatMap(({ row, end }) => ['value', 'threshold', 'gap'].map((what) => nameOf(frame, row, end, what)));
  await numbers.ask([count, all, ...wanted]);
  const items = named.map(({ row, end, name }) => missedOne(frame, row, end, lowerFirst(name)));
  if (isInPart(frame)) return [{ line: words`${partName(frame)} chưa đạt`, items }];
  const of_plan = `chỉ tiêu của Kế hoạch cải cách hành chính năm ${frame.year}`;
  return [{ line: words`Còn ${numbers.piece(count)}/${numbers.piece(all)} ${of_plan} chưa đạt`, items }];
}

/** With what was reached and how much misses, where both are numbers. */
function missedOne(frame: Frame, row: TargetShown, end: Assessed, name: string): Paragraph {
  const { numbers } = frame;
  const [value, threshold, gap] = ['value', 'threshold', 'gap'].map((what) => nameOf(frame, row, end, what));
  const lead = row.lead_code === frame.unit.code ? '' : `; chủ trì: ${row.lead_name}`;
  if (!value || !threshold || !gap || numbers.value(value) === null || end.years_before > 0)
    return words`${name}${lead ? ` (${lead.slice(2)})` : ''}`;
  const unit = unitOf(end);
  const reached = words`${since(end)} ${numbers.piece(value)}${unit}`;
  if (numbers.value(threshold) === null || numbers.value(gap) === null) return words`${name} (${reached}${lead})`;
  const points = end.unit === '%' ? ' điểm %' : unit;
  const is_most = end.op === '<=' || end.op === '<';
  const far = is_most
    ? words`, vượt ${numbers.piece(gap)}${points} so với mức tối đa ${numbers.piece(threshold)}${unit}`
    : words`, thiếu ${numbers.piece(gap)}${points} so với chỉ tiêu ${numbers.piece(threshold)}${unit}`;
  return words`${name} (${reached}${far}${lead})`;
}

/** Names of what is not reached yet. */
export async function targetsBehind(frame: Frame): Promise<string[]> {
  const missed = (await targets(frame)).filter(({ verdict }) => verdict === 'missed');
  return missed.flatMap((row) => endsWith(row, 'missed').map(({ name }) => lowerFirst(name)));
}

export async function tasksDone(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const name = (measure: string, what: string) => told(frame, measure, `all.${what}`);
  await numbers.ask([
    name('plans.tasks', 'completed_all'),
    name('plans.tasks', 'total'),
    name('plans.assigned', 'on_time'),
    name('plans.assigned', 'total'),
    name('plans.tasks', 'overdue'),
    name('plans.assigned', 'overdue'),
  ]);
  const value = (measure: string, what: string) => Number(numbers.value(name(measure, what)) ?? 0);
  const piece = (measure: string, what: string) => numbers.piece(name(measure, what));
  // Half done with nothing behind is worth telling; less than that stands among the results.
  const isWorth = (measure: string, what: string) =>
    value(measure, what) > 0 && value(measure, 'overdue') === 0 && value(measure, what) * 2 >= value(measure, 'total');
  const found: Said[] = [];
  if (isWorth('plans.tasks', 'completed_all')) {
    const of_plan = `nhiệm vụ của Kế hoạch cải cách hành chính năm ${frame.year}`;
    found.push(said(words`Đã hoàn thành ${piece('plans.tasks', 'completed_all')}/${piece('plans.tasks', 'total')} ${of_plan}`));
  }
  if (isWorth('plans.assigned', 'on_time')) {
    const [done, all] = [piece('plans.assigned', 'on_time'), piece('plans.assigned', 'total')];
    found.push(said(words`Hoàn thành đúng hạn ${done}/${all} nhiệm vụ cấp trên giao, không có nhiệm vụ quá hạn`));
  }
  return found;
}

export const KINDS = { 'plans.tasks': 'plan', 'plans.assigned': 'assigned' } as const;
type Of = keyof typeof KINDS;

/** Tasks of the year in one of the states, in full. */
export async function tasksIn(
  frame: Frame,
  kind: 'plan' | 'assigned' | 'remediation',
  states: readonly State[],
): Promise<TaskShown[]> {
  const { db, access, unit, year, day } = frame;
  const tasks = await judged(db, { unit_ids: [unit.id], year, kinds: [kind] }, day, access);
  return shown(
    db,
    tasks
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.id - b.id)),
    day,
  );
}

/** `“title” (hạn 30/9/2026; chủ trì: Phòng Nội vụ)`; the unit itself is not named. */
export function taskWords({ unit }: Frame, task: TaskShown, due_on = task.due_on): string {
  const lead = task.lead_unit_id === unit.id ? '' : `; chủ trì: ${task.lead_name}`;
  return `“${task.title}” (hạn ${dayVi(due_on)}${lead})`;
}

const OF: Readonly<Record<Of, string>> = {
  'plans.tasks': 'nhiệm vụ của Kế hoạch cải cách hành chính',
  'plans.assigned': 'nhiệm vụ cấp trên giao',
};

/** Overdue tasks, then those whose result falls short or that nobody began, each with its day, who leads, and why. */
export async function tasksBehind(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const found: Said[] = [];
  for (const list of ['plans.tasks', 'plans.assigned'] as const) {
    const count = (what: string) => told(frame, list, `all.${what}`);
    await numbers.ask(['overdue', 'below_plan', 'not_done'].map(count));
    const overdue = await tasksIn(frame, KINDS[list], ['overdue']);
    if (overdue.length > 0)
      found.push({
        line: words`Còn ${numbers.piece(count('overdue'))} ${OF[list]} quá hạn chưa hoàn thành${partly(overdue)}`,
        items: overdue.slice(0, MOST_NAMED).map((task) => words`${taskWords(frame, task)}`),
      });
    if (list === 'plans.assigned') continue;
    for (const [state, words_of] of [
      ['below_plan', 'chưa đạt theo kế hoạch'],
      ['not_done', 'chưa thực hiện'],
    ] as const) {
      const tasks = await tasksIn(frame, 'plan', [state]);
      if (tasks.length === 0) continue;
      const items = tasks.slice(0, MOST_NAMED).map(({ title, reason }) => words`“${title}”${reasonIn(reason)}`);
      found.push({ line: words`Có ${numbers.piece(count(state))} ${OF[list]} ${words_of}${partly(tasks)}`, items });
    }
  }
  return found;
}

export const partly = (tasks: readonly unknown[]): string => (tasks.length > MOST_NAMED ? ', trong đó có' : '');
const reasonIn = (reason: string | null) => (reason ? ` (${reason.trim().replace(/\.$/, '')})` : '');
