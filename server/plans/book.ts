// Tasks of a plan as an Excel book: written with how they stand, read back with every fault named by sheet and cell.
import ExcelJS from 'exceljs';
import { type Day, dayVi, isDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { plain } from '#lib/text';
import { LANDSCAPE_A4 } from '#lib/xlsx';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';
import type { TaskInput } from './task-write.ts';
import type { TaskShown } from './tasks.ts';
import { AREA_NAMES, AREAS, type Area, RECURRENCE_NAMES, RECURRENCES, type Recurrence } from './words.ts';

export const SHEET = 'Nhiệm vụ';
const COLUMNS = [
  { head: 'Mã', width: 8 },
  { head: 'Lĩnh vực', width: 26 },
  { head: 'Nhiệm vụ', width: 60 },
  { head: 'Sản phẩm', width: 32 },
  { head: 'Đơn vị chủ trì', width: 18 },
  { head: 'Đơn vị phối hợp', width: 24 },
  { head: 'Bắt đầu', width: 13 },
  { head: 'Hạn hoàn thành', width: 13 },
  { head: 'Định kỳ', width: 22 },
  { head: 'Văn bản giao', width: 20 },
  { head: 'Ngày văn bản', width: 13 },
  { head: 'Cơ quan ban hành', width: 24 },
  { head: 'Ghi chú', width: 30 },
] as const;
const SHOWN = [
  { head: 'Tên đơn vị chủ trì', width: 30 },
  { head: 'Trạng thái', width: 22 },
  { head: 'Tiến độ (%)', width: 11 },
  { head: 'Ngày hoàn thành', width: 13 },
  { head: 'Số ngày trễ', width: 11 },
  { head: 'Lý do', width: 40 },
] as const;
type Head = (typeof COLUMNS)[number]['head'];

export const STATE_NAMES: Readonly<Record<State, string>> = {
  not_due: 'Chưa đến hạn',
  in_progress: 'Đang thực hiện',
  recurring: 'Thường xuyên, tổng hợp cuối năm',
  completed: 'Đã hoàn thành',
  completed_late: 'Hoàn thành quá hạn',
  below_plan: 'Chưa đạt kết quả theo kế hoạch',
  not_done: 'Chưa thực hiện',
  overdue: 'Quá hạn',
  will_not_do: 'Không thực hiện',
};

const FONT = { name: 'Times New Roman', size: 11 } as const;
const MOST_ROWS = 2000;
const date = (day: Day | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));

/** The tasks of a plan (or of a list) as they stand on a day; without tasks: the empty form. */
export async function taskBook(tasks: readonly TaskShown[], of: { plan: Plan | null; day: Day }): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet(SHEET, {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 3 }],
    pageSetup: { ...LANDSCAPE_A4, printTitlesRow: '1:1' },
  });
  page.columns = [...COLUMNS, ...SHOWN].map(({ head, width }) => ({
    header: head,
    width,
    style: { font: FONT, alignment: { vertical: 'top', wrapText: true } },
  }));
  page.getRow(1).font = { ...FONT, bold: true };
  page.getColumn(1).numFmt = '@';
  for (const task of tasks) {
    const added = page.addRow([
      task.code,
      AREA_NAMES[task.area],
      task.title,
      task.product,
      task.lead_code,
      task.cooperating.map((unit) => unit.code).join('; ') || null,
      date(task.starts_on),
      date(task.due_on),
      RECURRENCE_NAMES[task.recurrence],
      task.source_number,
      date(task.source_on),
      task.source_issuer,
      task.note,
      task.lead_name,
      STATE_NAMES[task.state],
      task.percent,
      date(task.finished_on),
      task.days_late,
      task.reason,
    ]);
    added.eachCell((cell) => {
      if (cell.value instanceof Date) cell.numFmt = 'dd/mm/yyyy';
    });
  }
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length + SHOWN.length } };
  const guide = book.addWorksheet('Hướng dẫn');
  guide.getColumn(1).width = 30;
  guide.getColumn(2).width = 90;
  const lines: [string, string][] = [
    ['Kế hoạch', of.plan ? `${of.plan.title} (${of.plan.unit_name}, ${of.plan.year})` : ''],
    ['Tính đến ngày', dayVi(of.day)],
    ['Lĩnh vực', AREAS.map((area) => AREA_NAMES[area]).join('; ')],
    ['Định kỳ', RECURRENCES.map((one) => RECURRENCE_NAMES[one]).join('; ')],
    ['Đơn vị', 'Mã định danh hoặc tên ngắn của đơn vị (xem trang Đơn vị); đơn vị phối hợp cách nhau bằng dấu chấm phẩy'],
    ['Ngày', 'dd/mm/yyyy; để trống Bắt đầu, Hạn hoàn thành: cả năm'],
    ['Các cột từ “Tên đơn vị chủ trì”', 'Chỉ để xem, khi nhập lại không đọc'],
  ];
  for (const line of lines) guide.addRow(line).font = FONT;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export type BookProblem = { sheet: string; cell: string; message_vi: string; message_en: string };
/** `at`: the address of a cell of its row, wherever the column stands. */
export type BookTask = { task: TaskInput; at: (head: Head) => string };
type Fault = (cell: string, vi: string, en: string) => void;

/**
 * Reads a book: what can be read, and every fault with sheet and cell.
 * @throws plans.book_unreadable when it is no Excel book
 */
export async function readBook(bytes: Uint8Array): Promise<{ tasks: BookTask[]; problems: BookProblem[] }> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as never);
  } catch (cause) {
    throw new DomainError('plans.book_unreadable', 422, {}, { cause });
  }
  const problems: BookProblem[] = [];
  const fault: Fault = (cell, message_vi, message_en) => problems.push({ sheet: SHEET, cell, message_vi, message_en });
  const page = book.getWorksheet(SHEET);
  if (!page) {
    fault('A1', `Không có trang tính “${SHEET}”`, `there is no sheet “${SHEET}”`);
    return { tasks: [], problems };
  }
  const places = headsOf(page, fault);
  if (problems.length > 0) return { tasks: [], problems };
  refuseMerged(page, fault);
  const tasks: BookTask[] = [];
  const filled = page.actualRowCount > MOST_ROWS + 1;
  if (filled) fault(`A${MOST_ROWS + 2}`, `Quá ${MOST_ROWS} dòng`, `more than ${MOST_ROWS} rows`);
  for (let row = 2; !filled && row <= page.rowCount; row += 1) {
    const cells = cellsOf(page.getRow(row), places, fault);
    if (cells.is_empty) continue;
    const task = taskOf(cells, fault);
    if (task) tasks.push({ task, at: cells.at });
  }
  return { tasks, problems };
}

/** Columns are known by their heads, wherever they stand: a shifted column is found, a missing or doubled one is a fault. */
function headsOf(page: ExcelJS.Worksheet, fault: Fault): Map<Head, number> {
  const places = new Map<Head, number>();
  page.getRow(1).eachCell((cell, column) => {
    const said = plain(textOf(cell));
    const known = COLUMNS.find(({ head }) => plain(head) === said);
    if (!known) return;
    if (places.has(known.head)) fault(cell.address, `Cột “${known.head}” có hai lần`, `the column “${known.head}” stands twice`);
    places.set(known.head, column);
  });
  for (const head of ['Lĩnh vực', 'Nhiệm vụ', 'Đơn vị chủ trì'] as const)
    if (!places.has(head)) fault('A1', `Thiếu cột “${head}” ở dòng đầu`, `the first row has no column “${head}”`);
  return places;
}

function refuseMerged(page: ExcelJS.Worksheet, fault: Fault): void {
  for (const range of (page.model as { merges?: string[] }).merges ?? [])
    fault(
      range.split(':')[0] as string,
      `Ô gộp ${range}: bỏ gộp, ghi đủ từng ô`,
      `merged cells ${range}: unmerge them and fill each`,
    );
}

type Cells = { is_empty: boolean; text(head: Head): string; day(head: Head): Day | null; at(head: Head): string };

function cellsOf(row: ExcelJS.Row, places: ReadonlyMap<Head, number>, fault: Fault): Cells {
  const cell = (head: Head) => (places.has(head) ? row.getCell(places.get(head) as number) : null);
  const at = (head: Head) => cell(head)?.address ?? `A${row.number}`;
  const text = (head: Head) => {
    const found = cell(head);
    return found ? textOf(found) : '';
  };
  return {
    is_empty: [...places.keys()].every((head) => text(head) === ''),
    text,
    at,
    day(head) {
      const found = cell(head);
      if (!found || textOf(found) === '') return null;
      if (found.value instanceof Date) return found.value.toISOString().slice(0, 10);
      const said = textOf(found);
      const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said);
      const day = parts ? `${parts[3]}-${parts[2]?.padStart(2, '0')}-${parts[1]?.padStart(2, '0')}` : said;
      if (isDay(day)) return day;
      fault(found.address, `“${said}” không phải ngày (dd/mm/yyyy)`, `“${said}” is not a day (dd/mm/yyyy)`);
      return null;
    },
  };
}

function textOf(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .trim();
  if (typeof value === 'object' && 'result' in value) return String(value.result ?? '').trim();
  return cell.text.trim();
}

/** What a field may hold: what is longer is told, never cut. */
const LONGEST: readonly [Head, number][] = [
  ['Mã', 20],
  ['Nhiệm vụ', 2000],
  ['Sản phẩm', 1000],
  ['Văn bản giao', 100],
  ['Cơ quan ban hành', 200],
  ['Ghi chú', 2000],
];

function taskOf(cells: Cells, fault: Fault): TaskInput | null {
  const before = { title: cells.text('Nhiệm vụ'), lead: cells.text('Đơn vị chủ trì') };
  let is_whole = true;
  const missing = (head: Head) => {
    is_whole = false;
    fault(cells.at(head), `Chưa ghi “${head}”`, `“${head}” is empty`);
  };
  if (before.title === '') missing('Nhiệm vụ');
  if (before.lead === '') missing('Đơn vị chủ trì');
  const area = cells.text('Lĩnh vực') === '' ? null : areaOf(cells.text('Lĩnh vực'));
  if (cells.text('Lĩnh vực') === '') missing('Lĩnh vực');
  else if (area === null) {
    is_whole = false;
    const said = cells.text('Lĩnh vực');
    const listed = AREAS.map((one) => AREA_NAMES[one]).join('; ');
    fault(
      cells.at('Lĩnh vực'),
      `Không có lĩnh vực “${said}”; ghi một trong: ${listed}`,
      `there is no area “${said}”; one of: ${listed}`,
    );
  }
  const recurrence = recurrenceOf(cells.text('Định kỳ'));
  if (recurrence === null) {
    is_whole = false;
    const said = cells.text('Định kỳ');
    fault(cells.at('Định kỳ'), `Không có định kỳ “${said}”`, `there is no recurrence “${said}”`);
  }
  const [starts_on, due_on, source_on] = [cells.day('Bắt đầu'), cells.day('Hạn hoàn thành'), cells.day('Ngày văn bản')];
  if (starts_on && due_on && due_on < starts_on) {
    is_whole = false;
    fault(
      cells.at('Hạn hoàn thành'),
      `Hạn ${dayVi(due_on)} trước ngày bắt đầu ${dayVi(starts_on)}`,
      `due ${due_on}, before it starts ${starts_on}`,
    );
  }
  for (const [head, most] of LONGEST) {
    const length = cells.text(head).length;
    if (length <= most) continue;
    is_whole = false;
    fault(cells.at(head), `“${head}” dài ${length} ký tự, quá ${most}`, `“${head}” has ${length} characters, more than ${most}`);
  }
  if (!is_whole || area === null || recurrence === null) return null;
  return {
    area,
    code: cells.text('Mã') || null,
    title: before.title,
    product: cells.text('Sản phẩm') || null,
    lead: before.lead,
    cooperating: cells
      .text('Đơn vị phối hợp')
      .split(/[;\n]/)
      .map((unit) => unit.trim())
      .filter(Boolean),
    starts_on,
    due_on,
    recurrence,
    source_number: cells.text('Văn bản giao') || null,
    source_on,
    source_issuer: cells.text('Cơ quan ban hành') || null,
    note: cells.text('Ghi chú') || null,
  };
}

/** By name, with or without diacritics, or by its number of the seven (steering first). */
function areaOf(said: string): Area | null {
  const words = plain(said);
  const found = AREAS.find((area) => plain(AREA_NAMES[area]) === words || area === said);
  if (found) return found;
  // A part of one name only (“thể chế”) is enough.
  const partly = words.length < 4 ? [] : AREAS.filter((area) => plain(AREA_NAMES[area]).includes(words));
  if (partly.length === 1) return partly[0] as Area;
  const number = /^[1-8]$/.test(said) ? Number(said) : 0;
  return AREAS[number - 1] ?? null;
}

function recurrenceOf(said: string): Recurrence | null {
  if (said === '') return 'none';
  const words = plain(said);
  return RECURRENCES.find((one) => plain(RECURRENCE_NAMES[one]) === words || one === said) ?? null;
}
