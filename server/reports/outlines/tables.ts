// Tables that stand in the text of a report: tasks by area, exceptions with their reasons, documents issued, areas of a scorecard, targets by office.
import { yearFrom } from '#calendar';
import { type CellFilter, detailTable, type FilledDetail, fill, fillDetail, type LinkTo, printedCell } from '#forms';
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Block, Cell, Table } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { AREA_NAMES, AREAS, countsOf, judged, type State, shown, targetVerdicts } from '#plans';
import { entries, registerOn } from '#registers';
import type { Given } from '../consolidate-given.ts';
import { sectorTable } from '../sections.ts';
import type { OutlineBlock } from './pack.ts';

export type TableKind = Extract<OutlineBlock, { table: unknown }>['table'];
export type TableAsk = {
  unit: string;
  unit_id: number;
  tenant: number;
  from: Day;
  to: Day;
  today: Day;
  year_from?: Day | undefined;
  /** Figures of the reports below, of a report that consolidates them. */
  given?: Given | undefined;
};

const SIZE_PT = 12;
const words = (text: string, align: Cell['align'] = 'left', bold = false): Cell => ({ text, align, bold });
const head = (texts: readonly string[]): Cell[] => texts.map((text) => words(text, 'center', true));
const table = (widths: number[], heads: readonly string[], rows: readonly Cell[][]): Table => ({
  widths,
  header: [head(heads)],
  rows,
  size_pt: SIZE_PT,
});

type Maker = (db: Db, ask: TableAsk, access: Scope, linkTo: LinkTo) => Promise<Table | null>;

/** The table with its caption; nothing when there is nothing to tell. */
export async function tableBlocks(
  db: Db,
  kind: TableKind,
  caption: string,
  ask: TableAsk,
  access: Scope,
  linkTo: LinkTo,
): Promise<Block[]> {
  const made = await MAKERS[kind](db, ask, access, linkTo);
  return made
    ? [
        { kind: 'caption', text: caption },
        { kind: 'table', table: made },
      ]
    : [];
}

/** A form of things on the page itself. */
export async function detailBlocks(
  db: Db,
  form: string,
  caption: string,
  ask: TableAsk,
  access: Scope,
  linkTo: LinkTo,
): Promise<Block[]> {
  const filled = await fillDetail(db, { form, unit: ask.unit, from: ask.from, to: ask.to, today: ask.today }, access);
  if (filled.rows.length === 0) return [];
  return [
    { kind: 'caption', text: caption },
    { kind: 'table', table: detailTable(filled, reportLinks(ask, linkTo)) },
  ];
}

/** Figures of a form of things as figures of the report; words lead nowhere. */
export function reportLinks(ask: Pick<TableAsk, 'unit' | 'from' | 'to'>, linkTo: LinkTo) {
  return (link: NonNullable<FilledDetail['rows'][number]['cells'][string]['link']>): string | undefined => {
    if (!('page' in link)) return linkTo(link.measure, link.filter);
    const { unit, from, to } = ask;
    return link.told ? linkTo(link.told.measure, { unit, from, to, scope: 'own', told: link.told.part }) : undefined;
  };
}

const own = ({ unit, from, to }: TableAsk, told: string): CellFilter => ({ unit, from, to, scope: 'own', told });

const asOf = ({ today, to }: TableAsk): Day => (today < to ? today : to);

async function tasksOf(db: Db, ask: TableAsk, kind: 'plan' | 'assigned', access: Scope) {
  const day = asOf(ask);
  return {
    day,
    tasks: await judged(db, { unit_ids: [ask.unit_id], year: Number(ask.to.slice(0, 4)), kinds: [kind] }, day, access),
  };
}

const TASK_COLUMNS = [
  ['total', 'Số nhiệm vụ'],
  ['implemented', 'Đã triển khai'],
  ['completed_all', 'Trong đó hoàn thành'],
  ['below_plan', 'Trong đó chưa đạt'],
  ['not_begun', 'Chưa triển khai'],
] as const;

const tasksByArea: Maker = async (db, ask, access, linkTo) => {
  const { tasks } = await tasksOf(db, ask, 'plan', access);
  if (tasks.length === 0) return null;
  const lines = AREAS.flatMap((area) => {
    const members = tasks.filter((task) => task.area === area);
    return members.length === 0 ? [] : [{ key: area as string, name: AREA_NAMES[area], counts: countsOf(members) }];
  });
  const all = { key: 'all', name: 'Tổng số', counts: countsOf(tasks) };
  const rows = [...lines, all].map(({ key, name, counts }, i): Cell[] => {
    const bold = key === 'all';
    const figures = TASK_COLUMNS.map(([what]): Cell => {
      const link = linkTo('plans.tasks', own(ask, `${key}.${what}`));
      return { text: formatVi(countOf(counts, what)), align: 'right', bold, ...(link ? { link } : {}) };
    });
    return [words(bold ? '' : String(i + 1), 'center'), words(name, bold ? 'center' : 'left', bold), ...figures];
  });
  return table([6, 34, ...TASK_COLUMNS.map(() => 12)], ['TT', 'Lĩnh vực', ...TASK_COLUMNS.map(([, name]) => name)], rows);
};

type Counts = ReturnType<typeof countsOf>;
function countOf(counts: Counts, what: (typeof TASK_COLUMNS)[number][0]): number {
  if (what === 'not_begun') return counts.total - counts.implemented;
  return what === 'below_plan' ? counts.states.below_plan : counts[what];
}

const EXCEPTIONS: Readonly<Partial<Record<State, string>>> = {
  below_plan: 'Chưa đạt theo kế hoạch',
  not_done: 'Chưa thực hiện',
  will_not_do: 'Không thực hiện',
  overdue: 'Chậm thời hạn',
  not_due: 'Chưa đến hạn',
};

const taskExceptions: Maker = async (db, ask, access) => {
  const { day, tasks } = await tasksOf(db, ask, 'plan', access);
  // What is told by name; tasks that merely wait for their time are counted in the table before.
  const kept = tasks.filter(({ state }) => state !== 'not_due' && EXCEPTIONS[state] !== undefined);
  if (kept.length === 0) return null;
  const rows = (await shown(db, kept, day)).map((task, i): Cell[] => [
    words(String(i + 1), 'center'),
    words(task.title),
    words(AREA_NAMES[task.area]),
    words(EXCEPTIONS[task.state] ?? '', 'center'),
    words(task.reason ?? (task.state === 'overdue' ? `Hạn ${dayVi(task.due_on)}` : '')),
  ]);
  return table([6, 34, 20, 15, 25], ['TT', 'Nhiệm vụ', 'Lĩnh vực', 'Tình trạng', 'Lý do'], rows);
};

const assignedTasks: Maker = async (db, ask, access, linkTo) => {
  const { tasks } = await tasksOf(db, ask, 'assigned', access);
  if (tasks.length === 0) return null;
  const counts = countsOf(tasks);
  const columns = [
    ['total', 'Nhiệm vụ được giao', counts.total],
    ['on_time', 'Hoàn thành đúng hạn', counts.outcomes.on_time],
    ['late', 'Hoàn thành quá hạn', counts.outcomes.late],
    ['in_time', 'Đang thực hiện trong hạn', counts.outcomes.in_time],
    ['overdue', 'Quá hạn chưa hoàn thành', counts.outcomes.overdue],
  ] as const;
  const row = columns.map(([what, , value]): Cell => {
    const link = linkTo('plans.assigned', own(ask, `all.${what}`));
    return { text: formatVi(value), align: 'center', ...(link ? { link } : {}) };
  });
  return table(
    [20, 20, 20, 20, 20],
    columns.map(([, name]) => name),
    [row],
  );
};

/** Directives of the unit itself since the reporting year began. */
const documents: Maker = async (db, ask) => {
  const from = yearFrom(ask.from, ask.to, ask.year_from);
  const { layout } = await registerOn(db, 'directive', ask.to, ask.tenant);
  const wanted = { register: 'directive', layout, unit_ids: [ask.unit_id], from, to: ask.to, sort: 'on_day', page_size: 200 };
  const found = await entries(db, wanted, { unit_ids: null });
  if (found.length === 0) return null;
  const kinds = new Map(layout.fields.find((field) => field.key === 'kind')?.choices?.map((one) => [one.key, one.label_vi]));
  const rows = found.map(({ on_day, values }, i): Cell[] => [
    words(String(i + 1), 'center'),
    words(kinds.get(String(values.kind)) ?? '', 'center'),
    words(String(values.number ?? ''), 'center'),
    words(dayVi(on_day), 'center'),
    words(String(values.subject ?? '')),
  ]);
  return table([6, 14, 20, 14, 46], ['TT', 'Loại', 'Số, ký hiệu', 'Ngày', 'Trích yếu'], rows);
};

const areas: Maker = async (db, ask, access, linkTo) => {
  const form = await fillDetail(db, { form: 'CD-CCHC', unit: ask.unit, from: ask.from, to: ask.to, today: ask.today }, access);
  const kept = form.rows.filter(({ kind }) => kind === 'row' || kind === 'total');
  if (kept.length === 0) return null;
  const to = reportLinks(ask, linkTo);
  const rows = kept.map(({ kind, cells }): Cell[] => {
    const bold = kind === 'total';
    const figures = ['max', 'achieved', 'missing'].map((key): Cell => {
      const cell = cells[key];
      const link = cell?.link ? to(cell.link) : undefined;
      return { text: cell ? printedCell(cell) : '', align: 'right', bold, ...(link ? { link } : {}) };
    });
    return [
      words(cells.ordinal?.text ?? '', 'center', bold),
      words(cells.name?.text ?? '', bold ? 'center' : 'left', bold),
      ...figures,
    ];
  });
  return table([7, 48, 15, 15, 15], ['TT', 'Lĩnh vực', 'Điểm tối đa', 'Điểm tự chấm', 'Điểm chưa đạt'], rows);
};

const sectors: Maker = async (db, ask, access, linkTo) => {
  const filled = await fill(
    db,
    { form: 'II.06a', unit: ask.unit, from: ask.from, to: ask.to, by: 'sector', today: ask.today },
    access,
  );
  const form = ask.given ? await ask.given.bySector(db, filled) : filled;
  const block = sectorTable(form, linkTo).find((one) => one.kind === 'table');
  return block?.kind === 'table' && form.rows.length > 1 ? block.table : null;
};

const targetLeads: Maker = async (db, ask, access) => {
  const year = Number(ask.to.slice(0, 4));
  const { rows } = await targetVerdicts(
    db,
    { unit_ids: [ask.unit_id], year, bundle: 'reform', day: asOf(ask) },
    access,
    ask.today,
  );
  if (rows.length === 0) return null;
  const count = (members: typeof rows, verdict: string) => String(members.filter((one) => one.verdict === verdict).length);
  const line = (no: string, name: string, members: typeof rows, bold = false): Cell[] => [
    words(no, 'center', bold),
    words(name, bold ? 'center' : 'left', bold),
    ...[String(members.length), count(members, 'met'), count(members, 'missed'), count(members, 'unknown')].map((text) =>
      words(text, 'right', bold),
    ),
  ];
  const leads = [...Map.groupBy(rows, (row) => row.lead_name)];
  return table(
    [6, 42, 13, 13, 13, 13],
    ['TT', 'Đơn vị chủ trì', 'Chỉ tiêu', 'Đạt', 'Chưa đạt', 'Chưa đánh giá được'],
    [...leads.map(([name, members], i) => line(String(i + 1), name, members)), line('', 'Tổng số', rows, true)],
  );
};

const MAKERS: Readonly<Record<TableKind, Maker>> = {
  tasks_by_area: tasksByArea,
  task_exceptions: taskExceptions,
  assigned_tasks: assignedTasks,
  documents,
  areas,
  sectors,
  target_leads: targetLeads,
};
