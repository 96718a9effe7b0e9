// A list of dossiers as an Excel sheet.
import ExcelJS from 'exceljs';
import { vietnamDay, vietnamTime } from '#lib/day';
import type { DossierListed } from './find.ts';

const CHANNELS: Record<number, string> = { 1: 'Trực tiếp', 2: 'Trực tuyến', 3: 'Bưu chính công ích' };
const TIMELINESS = { early: 'Trước hạn', on_time: 'Đúng hạn', overdue: 'Quá hạn', undated: 'Không có hạn' } as const;
const STANDING = { in_time: 'Trong hạn', overdue: 'Quá hạn', paused: 'Tạm dừng', undated: 'Không có hạn' } as const;

/** Excel has no time zones: a moment is written as the wall clock in Vietnam showed it. */
function wallClock(at: Date | null): Date | null {
  return at === null ? null : new Date(`${vietnamDay(at)}T${vietnamTime(at)}Z`);
}

function date(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

const COLUMNS: { header: string; width: number; format?: string; value(row: DossierListed, place: number): ExcelJS.CellValue }[] =
  [
    { header: 'STT', width: 6, value: (_, place) => place },
    { header: 'Mã hồ sơ', width: 24, value: (row) => row.code },
    { header: 'Mã thủ tục', width: 12, value: (row) => row.procedure_code },
    { header: 'Tên thủ tục', width: 48, value: (row) => row.procedure_name },
    { header: 'Lĩnh vực', width: 22, value: (row) => row.sector_name },
    { header: 'Chủ hồ sơ', width: 28, value: (row) => row.applicant_name },
    { header: 'Số định danh', width: 16, value: (row) => row.applicant_identity },
    { header: 'Điện thoại', width: 14, value: (row) => row.applicant_phone },
    { header: 'Hình thức nộp', width: 16, value: (row) => CHANNELS[row.channel] ?? '' },
    { header: 'Đơn vị tiếp nhận', width: 28, value: (row) => row.receiving_unit_name },
    { header: 'Đơn vị giải quyết', width: 28, value: (row) => row.competent_unit_name },
    { header: 'Ngày tiếp nhận', width: 17, format: 'dd/mm/yyyy hh:mm', value: (row) => wallClock(row.received_at) },
    { header: 'Hạn trả', width: 12, format: 'dd/mm/yyyy', value: (row) => date(row.due_on) },
    { header: 'Ngày giải quyết xong', width: 17, format: 'dd/mm/yyyy hh:mm', value: (row) => wallClock(row.closed_at) },
    { header: 'Trạng thái', width: 24, value: (row) => row.status_vi },
    {
      header: 'Thời hạn',
      width: 14,
      value: (row) => (row.timeliness ? TIMELINESS[row.timeliness] : row.standing ? STANDING[row.standing] : ''),
    },
    { header: 'Số ngày trễ', width: 11, value: (row) => row.late_days || null },
  ];

/** Rows as they may be seen, one line each, with a frozen and filtered head. */
export async function dossierSheet(rows: readonly DossierListed[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Hồ sơ', {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
  });
  sheet.columns = COLUMNS.map(({ header, width, format }) => ({
    header,
    width,
    style: { font: { name: 'Times New Roman', size: 11 }, numFmt: format ?? '' },
  }));
  const head = sheet.getRow(1);
  head.font = { name: 'Times New Roman', size: 11, bold: true };
  head.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  for (const [index, row] of rows.entries()) sheet.addRow(COLUMNS.map((column) => column.value(row, index + 1)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } };
  return new Uint8Array(await book.xlsx.writeBuffer());
}
