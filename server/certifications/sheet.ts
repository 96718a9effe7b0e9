// The register as an Excel sheet.
import ExcelJS from 'exceljs';
import { vietnamDay } from '#lib/day';
import { COUNT_FORMAT } from '#lib/xlsx';
import { type Copy, numberText } from './register.ts';

const STATE = { draft: 'Chờ ký', signing: 'Đang ký', signed: 'Đã chứng thực', given: 'Đã trả', cancelled: 'Đã hủy' } as const;
const HOW = { email: 'Thư điện tử', device: 'Thiết bị lưu trữ', portal: 'Cổng dịch vụ công', link: 'Đường dẫn' } as const;

const date = (at: Date | string | null) =>
  at === null ? null : new Date(`${typeof at === 'string' ? at : vietnamDay(at)}T00:00:00Z`);

const COLUMNS: { header: string; width: number; format?: string; value(row: Copy, place: number): ExcelJS.CellValue }[] = [
  { header: 'STT', width: 6, value: (_, place) => place },
  { header: 'Số chứng thực', width: 14, value: (row) => (row.number === null ? '' : numberText(row.number, row.year as number)) },
  { header: 'Ngày chứng thực', width: 14, format: 'dd/mm/yyyy', value: (row) => date(row.signed_at) },
  { header: 'Người yêu cầu', width: 28, value: (row) => row.requester_name },
  { header: 'Số định danh', width: 16, value: (row) => row.requester_identity },
  { header: 'Tên bản chính', width: 44, value: (row) => row.original_name },
  { header: 'Số, ký hiệu', width: 20, value: (row) => row.original_number },
  { header: 'Cơ quan cấp', width: 28, value: (row) => row.original_issuer },
  { header: 'Ngày cấp', width: 12, format: 'dd/mm/yyyy', value: (row) => date(row.original_issued_on) },
  { header: 'Số trang', width: 9, value: (row) => row.pages },
  { header: 'Số bản sao', width: 10, value: (row) => row.copies },
  { header: 'Người ký', width: 26, value: (row) => row.signer_name },
  { header: 'Phí (đồng)', width: 12, format: COUNT_FORMAT, value: (row) => row.fee_vnd },
  { header: 'Trạng thái', width: 16, value: (row) => STATE[row.state] },
  { header: 'Ngày trả', width: 12, format: 'dd/mm/yyyy', value: (row) => date(row.given_at) },
  { header: 'Hình thức trả', width: 18, value: (row) => (row.given_how ? HOW[row.given_how] : '') },
  { header: 'Ghi chú', width: 30, value: (row) => row.cancel_reason ?? row.fee_note },
];

/** Sổ chứng thực bản sao điện tử. */
export async function registerSheet(rows: readonly Copy[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sổ chứng thực', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map(({ header, width }) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  for (const [index, row] of rows.entries()) {
    const added = sheet.addRow(COLUMNS.map((column) => column.value(row, index + 1)));
    for (const [at, column] of COLUMNS.entries()) if (column.format) added.getCell(at + 1).numFmt = column.format;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
