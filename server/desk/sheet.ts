// People and equipment of a desk as an Excel book.
import ExcelJS from 'exceljs';
import type { z } from 'zod';
import { addDays, type Day, dayVi } from '#lib/day';
import { type DeskShown, equipmentKinds } from './desk.ts';

type Shown = z.infer<typeof DeskShown>;
const DUTIES = {
  head: 'Trưởng Bộ phận',
  deputy: 'Phó Trưởng Bộ phận',
  officer: 'Công chức',
  support: 'Nhân viên hỗ trợ',
} as const;
const FONT = { name: 'Times New Roman', size: 12 } as const;
type Column = { header: string; width: number };

const date = (day: Day | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));

export async function deskBook(shown: Shown, day: Day): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const there = shown.staff.filter((one) => one.valid_from <= day && (one.valid_until === null || one.valid_until > day));
  sheet(
    book,
    'Nhân sự',
    `DANH SÁCH NHÂN SỰ ${shown.desk.name.toUpperCase()}`,
    day,
    [
      { header: 'STT', width: 6 },
      { header: 'Họ và tên', width: 28 },
      { header: 'Nhiệm vụ', width: 22 },
      { header: 'Chức danh', width: 36 },
      { header: 'Cơ quan cử đến', width: 30 },
      { header: 'Quyết định', width: 22 },
      { header: 'Từ ngày', width: 13 },
      { header: 'Đến ngày', width: 13 },
    ],
    there.map((one, i) => [
      i + 1,
      one.name,
      DUTIES[one.duty],
      one.title,
      one.agency,
      one.decision_no,
      date(one.valid_from),
      one.valid_until === null ? null : date(addDays(one.valid_until, -1)),
    ]),
  );
  const kinds = new Map(equipmentKinds().map((kind) => [kind.code, kind.name_vi]));
  sheet(
    book,
    'Trang thiết bị',
    `TRANG THIẾT BỊ ${shown.desk.name.toUpperCase()}`,
    day,
    [
      { header: 'STT', width: 6 },
      { header: 'Loại', width: 28 },
      { header: 'Tên, cấu hình', width: 36 },
      { header: 'Số lượng', width: 11 },
      { header: 'Đang dùng tốt', width: 11 },
      { header: 'Cần có', width: 11 },
      { header: 'Còn thiếu', width: 11 },
      { header: 'Đưa vào dùng', width: 14 },
      { header: 'Ghi chú', width: 30 },
    ],
    shown.equipment.map((one, i) => [
      i + 1,
      kinds.get(one.kind) ?? one.kind,
      one.name,
      one.amount,
      one.amount_working,
      one.amount_needed,
      // Nobody said how many are needed: what is missing is not known, which is not none.
      one.amount_needed === null ? null : Math.max(one.amount_needed - one.amount_working, 0),
      date(one.since),
      one.note,
    ]),
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function sheet(
  book: ExcelJS.Workbook,
  name: string,
  title: string,
  day: Day,
  columns: Column[],
  rows: ExcelJS.CellValue[][],
): void {
  const page = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '3:3' },
  });
  page.columns = columns.map(({ width }) => ({ width, style: { font: FONT, alignment: { vertical: 'top', wrapText: true } } }));
  const lines = [title, `(Đến ngày ${dayVi(day)})`];
  for (const [i, line] of lines.entries()) {
    page.mergeCells(i + 1, 1, i + 1, columns.length);
    const cell = page.getCell(i + 1, 1);
    cell.value = line;
    cell.font = { ...FONT, bold: i === 0, italic: i === 1 };
    cell.alignment = { horizontal: 'center' };
  }
  const head = page.addRow(columns.map((column) => column.header));
  head.font = { ...FONT, bold: true };
  head.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  for (const row of rows) {
    const added = page.addRow(row);
    added.eachCell((cell) => {
      if (cell.value instanceof Date) cell.numFmt = 'dd/mm/yyyy';
    });
  }
  for (let row = 3; row <= page.rowCount; row += 1)
    for (let column = 1; column <= columns.length; column += 1)
      page.getCell(row, column).border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
}

const LINE = { style: 'thin' } as const;
