// The records behind a figure as an Excel sheet.
import { dayVi } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { FileReply, Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type DossierRecord, type RecordsAsk, records } from './records.ts';

/** More rows than this do not help anyone in one sheet. */
const MOST_ROWS = 50_000;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const WORDS: Record<string, string> = {
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Bưu chính công ích',
  open: 'Đang giải quyết',
  resolved: 'Đã giải quyết',
  withdrawn: 'Rút hồ sơ',
  stopped: 'Dừng xử lý',
  none: '',
  early: 'Trước hạn',
  on_time: 'Đúng hạn',
  overdue: 'Quá hạn',
  undated: 'Không có hạn trả',
};

const COLUMNS: { header: string; width: number; of: (row: DossierRecord) => string }[] = [
  { header: 'Mã hồ sơ', width: 26, of: (row) => row.code },
  { header: 'Thủ tục', width: 48, of: (row) => row.procedure_name },
  { header: 'Mã thủ tục', width: 14, of: (row) => row.procedure_code },
  { header: 'Lĩnh vực', width: 24, of: (row) => row.sector_name },
  { header: 'Đơn vị có thẩm quyền', width: 30, of: (row) => row.unit_name },
  { header: 'Hình thức nộp', width: 18, of: (row) => WORDS[row.channel] ?? row.channel },
  { header: 'Ngày tiếp nhận', width: 14, of: (row) => dayVi(row.received_on) },
  { header: 'Hạn trả', width: 14, of: (row) => (row.due_on ? dayVi(row.due_on) : '') },
  { header: 'Ngày kết thúc', width: 14, of: (row) => (row.closed_on ? dayVi(row.closed_on) : '') },
  { header: 'Tình trạng', width: 18, of: (row) => WORDS[row.outcome] ?? row.outcome },
  { header: 'So với hạn', width: 18, of: (row) => WORDS[row.timeliness] ?? row.timeliness },
];

/**
 * Every record of a figure in one sheet, with the number and the digest that hold it to the figure.
 * @throws what `records` throws, measures.too_many_records
 */
export async function exportRecords(db: Db, ask: RecordsAsk, access: Scope): Promise<FileReply> {
  const { count } = await records(db, { ...ask, page: 1, page_size: 1 }, access);
  if (count > MOST_ROWS) throw new DomainError('measures.too_many_records', 422, { count, limit: MOST_ROWS });
  const found = await records(db, { ...ask, page: undefined, page_size: undefined }, access);
  // Loaded when first asked for: it would add a quarter of a second to every start.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Hồ sơ', {
    views: [{ state: 'frozen', ySplit: 5 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '5:5' },
  });
  sheet.columns = COLUMNS.map(({ width }) => ({
    width,
    style: { font: { name: 'Times New Roman', size: 12 }, alignment: { vertical: 'top', wrapText: true } },
  }));
  sheet.addRow([`Danh sách hồ sơ: ${found.measure.label_vi}`]).font = { name: 'Times New Roman', size: 14, bold: true };
  sheet.addRow([`${found.unit.name}, từ ngày ${dayVi(found.from)} đến ngày ${dayVi(found.to)}`]);
  sheet.addRow([`Số hồ sơ: ${found.count}. Chữ ký số liệu: ${found.digest}`]);
  sheet.addRow([]);
  for (const line of [1, 2, 3]) {
    sheet.mergeCells(line, 1, line, COLUMNS.length);
    sheet.getCell(line, 1).alignment = { wrapText: false };
  }
  const head = sheet.addRow(COLUMNS.map(({ header }) => header));
  head.font = { name: 'Times New Roman', size: 12, bold: true };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EDF3' } };
    cell.border = { bottom: { style: 'thin' } };
  });
  for (const row of found.records) sheet.addRow(COLUMNS.map(({ of }) => of(row)));
  sheet.autoFilter = { from: { row: 5, column: 1 }, to: { row: 5 + found.records.length, column: COLUMNS.length } };
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  return { file_name: `ho-so-${ask.measure}-${found.unit.code}-${found.from}-${found.to}.xlsx`, content_type: XLSX, bytes };
}
