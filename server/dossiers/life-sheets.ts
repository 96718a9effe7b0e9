// Lists of late dossiers and of fees as Excel sheets.
import ExcelJS from 'exceljs';
import { dayVi, vietnamDay, vietnamTime } from '#lib/day';
import { COUNT_FORMAT } from '#lib/xlsx';
import type { LateCause } from './event.ts';
import type { FeeRow, FeeTotals } from './fees.ts';
import type { LateRow } from './late.ts';
import type { LateEntry, LateListHead, LateOfficer } from './late-list.ts';

const FONT = { name: 'Times New Roman', size: 11 };

export const LATE_CAUSES_VI: Record<LateCause, string> = {
  workload: 'Khối lượng công việc lớn',
  other_agency: 'Cơ quan phối hợp chậm',
  applicant: 'Do người nộp hồ sơ',
  officer: 'Do người thụ lý',
  system: 'Lỗi hệ thống, đường truyền',
  law: 'Vướng mắc quy định',
  disaster: 'Thiên tai, sự kiện bất khả kháng',
  other: 'Nguyên nhân khác',
};
const LATE_ENTRY_VI = { network_fault: 'Lỗi mạng', late_click: 'Thao tác kết thúc chậm', other: 'Khác' } as const;
const STAGES_VI = { reception: 'Khi tiếp nhận', supplement: 'Khi bổ sung', result: 'Khi trả kết quả' } as const;
const METHODS_VI = { cash: 'Tiền mặt', card: 'Thẻ', transfer: 'Chuyển khoản', online: 'Trực tuyến' } as const;
const KINDS_VI = { collected: 'Thu', waived: 'Miễn, giảm', refunded: 'Hoàn' } as const;

type Column<T> = { header: string; width: number; format?: string; value(row: T, place: number): ExcelJS.CellValue };

/** Title lines, a head that stays in sight and can be filtered, a line per row, a line of totals. */
async function sheetOf<T>(
  name: string,
  title: readonly string[],
  columns: readonly Column<T>[],
  rows: readonly T[],
  totals: readonly (readonly [string, ExcelJS.CellValue])[] = [],
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const head_at = title.length + 2;
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: head_at }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  for (const [index, line] of title.entries()) sheet.getCell(index + 1, 1).value = line;
  for (const [index] of title.entries()) sheet.getCell(index + 1, 1).font = { ...FONT, bold: true, size: index === 0 ? 13 : 11 };
  for (const [index, column] of columns.entries()) {
    const cell = sheet.getCell(head_at, index + 1);
    cell.value = column.header;
    cell.font = { ...FONT, bold: true };
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    sheet.getColumn(index + 1).width = column.width;
  }
  for (const [at, row] of rows.entries()) {
    for (const [index, column] of columns.entries()) {
      const cell = sheet.getCell(head_at + 1 + at, index + 1);
      cell.value = column.value(row, at + 1);
      cell.font = FONT;
      if (column.format) cell.numFmt = column.format;
    }
  }
  sheet.autoFilter = { from: { row: head_at, column: 1 }, to: { row: head_at, column: columns.length } };
  for (const [at, [label, value]] of totals.entries()) {
    const row = head_at + rows.length + 2 + at;
    sheet.getCell(row, 2).value = label;
    sheet.getCell(row, 3).value = value;
    sheet.getCell(row, 3).numFmt = COUNT_FORMAT;
    for (const column of [2, 3]) sheet.getCell(row, column).font = { ...FONT, bold: true };
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const date = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));
const wallClock = (at: Date | null) => (at === null ? null : new Date(`${vietnamDay(at)}T${vietnamTime(at)}Z`));
const DAY = 'dd/mm/yyyy';
const MOMENT = 'dd/mm/yyyy hh:mm';

/** Late dossiers with their explanations. */
export function lateSheet(rows: readonly LateRow[], from: string, to: string): Promise<Uint8Array> {
  return sheetOf<LateRow>(
    'Phải giải trình',
    ['HỒ SƠ QUÁ HẠN PHẢI GIẢI TRÌNH', `Từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`],
    LATE_COLUMNS,
    rows,
  );
}

const LATE_COLUMNS: Column<LateRow>[] = [
  { header: 'STT', width: 6, value: (_, place) => place },
  { header: 'Mã hồ sơ', width: 24, value: (row) => row.code },
  { header: 'Thủ tục', width: 44, value: (row) => row.procedure_name },
  { header: 'Đơn vị giải quyết', width: 28, value: (row) => row.competent_unit_name },
  { header: 'Người thụ lý', width: 24, value: (row) => row.officer_name },
  { header: 'Hạn trả', width: 12, format: DAY, value: (row) => date(row.due_on) },
  { header: 'Hạn lần đầu', width: 12, format: DAY, value: (row) => date(row.first_due_on) },
  { header: 'Giải quyết xong', width: 17, format: MOMENT, value: (row) => wallClock(row.closed_at) },
  { header: 'Số ngày trễ', width: 9, value: (row) => row.late_days || null },
  { header: 'Chỉ trễ do thao tác', width: 12, value: (row) => (row.is_late_by_click ? 'Có' : '') },
  { header: 'Lý do nhập muộn', width: 18, value: (row) => (row.late_entry_cause ? LATE_ENTRY_VI[row.late_entry_cause] : '') },
  { header: 'Ngày xin lỗi', width: 17, format: MOMENT, value: (row) => wallClock(row.apologised_at) },
  { header: 'Ngày hẹn lại', width: 12, format: DAY, value: (row) => date(row.reappointed_on) },
  { header: 'Nguyên nhân', width: 26, value: (row) => (row.cause ? LATE_CAUSES_VI[row.cause] : '') },
  { header: 'Nội dung giải trình', width: 48, value: (row) => row.explanation },
  { header: 'Ngày giải trình', width: 17, format: MOMENT, value: (row) => wallClock(row.explained_at) },
  { header: 'Ngày chấp nhận', width: 17, format: MOMENT, value: (row) => wallClock(row.explanation_accepted_at) },
];

/** A monthly list: officers first, then the dossiers behind them. */
export async function lateListSheet(list: LateListHead & { officers: LateOfficer[]; entries: LateEntry[] }): Promise<Uint8Array> {
  const [year, month] = list.month.split('-');
  const title = [`DANH SÁCH HỒ SƠ QUÁ HẠN THÁNG ${month}/${year}`, list.unit_name];
  return sheetOf<LateEntry>('Quá hạn', title, ENTRY_COLUMNS, list.entries, [
    ['Số hồ sơ quá hạn', list.total],
    ['Số hồ sơ đã giải quyết trong tháng', list.resolved],
  ]);
}

const ENTRY_COLUMNS: Column<LateEntry>[] = [
  { header: 'STT', width: 6, value: (row) => row.ordinal },
  { header: 'Đơn vị', width: 32, value: (row) => row.unit_name },
  { header: 'Người thụ lý', width: 26, value: (row) => row.officer_name ?? 'Chưa phân công' },
  { header: 'Chức vụ', width: 22, value: (row) => row.officer_title },
  { header: 'Mã hồ sơ', width: 24, value: (row) => row.code },
  { header: 'Thủ tục', width: 44, value: (row) => row.procedure_name },
  { header: 'Lĩnh vực', width: 22, value: (row) => row.sector_name },
  { header: 'Hạn trả', width: 12, format: DAY, value: (row) => date(row.due_on) },
  { header: 'Giải quyết xong', width: 12, format: DAY, value: (row) => date(row.closed_on) },
  { header: 'Số ngày trễ', width: 9, value: (row) => row.late_days },
  { header: 'Nguyên nhân', width: 26, value: (row) => (row.cause ? LATE_CAUSES_VI[row.cause] : '') },
  { header: 'Đã giải trình', width: 9, value: (row) => (row.is_explained ? 'Có' : '') },
  { header: 'Đã xin lỗi', width: 9, value: (row) => (row.is_apologised ? 'Có' : '') },
];

/** Money of a desk with its totals. */
export function feeSheet(
  list: { from: string; to: string; rows: FeeRow[]; totals: FeeTotals },
  unit_name: string,
): Promise<Uint8Array> {
  const { totals } = list;
  const when = list.from === list.to ? `Ngày ${dayVi(list.from)}` : `Từ ngày ${dayVi(list.from)} đến ngày ${dayVi(list.to)}`;
  return sheetOf<FeeRow>('Thu phí, lệ phí', ['BẢNG KÊ THU PHÍ, LỆ PHÍ', unit_name, when], FEE_COLUMNS, list.rows, [
    ...totals.by_method.map(({ method, amount_vnd }) => [`Thu ${METHODS_VI[method].toLowerCase()} (đồng)`, amount_vnd] as const),
    ['Tổng thu (đồng)', totals.collected_vnd],
    ['Đã hoàn (đồng)', totals.refunded_vnd],
    ['Còn lại (đồng)', totals.kept_vnd],
    ['Miễn, giảm (đồng)', totals.waived_vnd],
    ['Số lượt thu', totals.payments],
    ['Trong đó trực tuyến', totals.online],
    ['Trực tuyến do cán bộ nộp thay', totals.online_on_behalf],
  ]);
}

const FEE_COLUMNS: Column<FeeRow>[] = [
  { header: 'STT', width: 6, value: (_, place) => place },
  { header: 'Thời điểm', width: 17, format: MOMENT, value: (row) => wallClock(row.at) },
  { header: 'Mã hồ sơ', width: 24, value: (row) => row.code },
  { header: 'Thủ tục', width: 44, value: (row) => row.procedure_name },
  { header: 'Chủ hồ sơ', width: 26, value: (row) => row.applicant_name },
  { header: 'Người nộp tiền', width: 24, value: (row) => row.payer_name },
  { header: 'Nội dung', width: 12, value: (row) => KINDS_VI[row.kind] },
  { header: 'Giai đoạn', width: 16, value: (row) => STAGES_VI[row.stage] },
  { header: 'Số tiền (đồng)', width: 14, format: COUNT_FORMAT, value: (row) => row.amount_vnd },
  { header: 'Hình thức', width: 14, value: (row) => (row.method ? METHODS_VI[row.method] : '') },
  { header: 'Cổng thanh toán', width: 16, value: (row) => row.gateway },
  { header: 'Nộp thay', width: 9, value: (row) => (row.is_paid_on_behalf ? 'Có' : '') },
  { header: 'Số biên lai', width: 14, value: (row) => row.receipt_no },
  { header: 'Người thu', width: 22, value: (row) => row.officer_name },
];
