// The reports of the units below as an Excel book: the table as the page shows it, in words and colours, and one line per report.
import ExcelJS from 'exceljs';
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Standing } from './due.ts';
import type { Cell, Matrix } from './due-matrix.ts';

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  none: 'Chưa lập',
  draft: 'Nháp',
  submitted: 'Đã trình',
  issued: 'Đã ban hành',
  accepted: 'Đã chấp nhận',
  sent_back: 'Bị trả lại',
};
const FILLS: Readonly<Record<Standing, string>> = {
  none: 'FFF1F3F5',
  draft: 'FFFFF4D6',
  submitted: 'FFDCEBFF',
  issued: 'FFDDF3E4',
  accepted: 'FFC8EBD3',
  sent_back: 'FFFBE0DD',
};
const FONT = { name: 'Times New Roman', size: 11 } as const;
const LATE_FONT = { ...FONT, bold: true, color: { argb: 'FF9B1C1C' } };
const THIN = { style: 'thin', color: { argb: 'FFB8C0CC' } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };

/** `Đã ban hành, muộn 3 ngày`. */
export function cellWords({ standing, days_late }: Pick<Cell, 'standing' | 'days_late'>): string {
  const said = STANDING_NAMES[standing];
  return days_late > 0 ? `${said}, muộn ${days_late} ngày` : said;
}

const percent = (tenths: number | null) => (tenths === null ? '–' : `${formatVi(`${Math.floor(tenths / 10)}.${tenths % 10}`)}%`);

export async function dueBook(matrix: Matrix, made_on: Day): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  tableSheet(book, matrix, made_on);
  listSheet(book, matrix);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const keyOf = (kind: string, s: string) => `${kind} ${s}`;

function tableSheet(book: ExcelJS.Workbook, matrix: Matrix, made_on: Day): void {
  const { periods, units, cells, unit, regime } = matrix;
  const page = book.addWorksheet('Tình hình báo cáo', {
    views: [{ state: 'frozen', ySplit: 4, xSplit: 2 }],
    pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.columns = [{ width: 6 }, { width: 38 }, ...periods.map(() => ({ width: 22 }))];
  page.addRow([`Tình hình thực hiện ${regime?.name_vi ?? 'báo cáo'}`]).font = { ...FONT, size: 14, bold: true };
  page.addRow([`${unit.name}; tính đến ngày ${dayVi(made_on)}`]).font = FONT;
  page.addRow([]);
  const head = page.addRow(['TT', 'Đơn vị', ...periods.map((one) => one.label_vi)]);
  head.font = { ...FONT, bold: true };
  const of_unit = Map.groupBy(cells, (cell) => cell.unit_id);
  units.forEach((one, at) => {
    const own = new Map(of_unit.get(one.id)?.map((cell) => [keyOf(cell.kind, cell.s), cell]));
    const found = periods.map(({ kind, s }) => own.get(keyOf(kind, s)));
    const row = page.addRow([at + 1, one.name, ...found.map((cell) => (cell ? cellWords(cell) : 'Không phải báo cáo'))]);
    row.font = FONT;
    found.forEach((cell, i) => {
      if (!cell) return;
      const box = row.getCell(i + 3);
      box.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: FILLS[cell.standing] } };
      if (cell.days_late > 0) box.font = LATE_FONT;
    });
  });
  const sums: [string, (at: (typeof periods)[number]) => string | number][] = [
    ['Số đơn vị phải báo cáo', ({ tally }) => tally.assigned],
    ['Đã nộp', ({ tally }) => tally.handed_in],
    ['Đã nộp đúng hạn', ({ tally }) => tally.in_time],
    ['Quá hạn chưa nộp', ({ tally }) => tally.missing],
    ['Tỷ lệ đầy đủ (đã nộp / phải nộp)', ({ tally }) => percent(tally.completeness)],
    ['Tỷ lệ đúng hạn (đúng hạn / đã nộp)', ({ tally }) => percent(tally.timeliness)],
  ];
  for (const [label, said] of sums) page.addRow(['', label, ...periods.map(said)]).font = { ...FONT, bold: true };
  for (let row = 4; row <= page.rowCount; row += 1)
    for (let column = 1; column <= periods.length + 2; column += 1) {
      const box = page.getRow(row).getCell(column);
      box.border = BORDER;
      box.alignment = { vertical: 'middle', wrapText: true, horizontal: column === 2 ? 'left' : 'center' };
    }
}

function listSheet(book: ExcelJS.Workbook, { periods, units, cells }: Matrix): void {
  const page = book.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: 1 }] });
  const heads = [
    'Mã đơn vị',
    'Đơn vị',
    'Kỳ',
    'Từ ngày',
    'Đến ngày',
    'Hạn gửi',
    'Trạng thái',
    'Số ngày muộn',
    'Số báo cáo',
    'Khoá kỳ',
  ];
  const widths = [16, 38, 22, 12, 12, 12, 18, 10, 10, 28];
  page.columns = heads.map((header, i) => ({ header, width: widths[i] as number }));
  page.getRow(1).font = { ...FONT, bold: true };
  const date = (day: Day | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));
  const unit_of = new Map(units.map((one) => [one.id, one]));
  const period_of = new Map(periods.map((one) => [keyOf(one.kind, one.s), one]));
  for (const cell of cells) {
    const [unit, period] = [unit_of.get(cell.unit_id), period_of.get(keyOf(cell.kind, cell.s))];
    if (!unit || !period) continue;
    const lock = cell.is_locked ? 'Đã khoá' : cell.exception ? `Mở theo lý do: ${cell.exception.reason}` : '';
    const days = [date(period.from), date(period.to), date(cell.due_on)];
    const said = [STANDING_NAMES[cell.standing], cell.days_late, cell.number, lock];
    const row = page.addRow([unit.code, unit.name, period.label_vi, ...days, ...said]);
    row.font = FONT;
    for (const column of [4, 5, 6]) row.getCell(column).numFmt = 'dd/mm/yyyy';
  }
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(1, page.rowCount), column: heads.length } };
}
