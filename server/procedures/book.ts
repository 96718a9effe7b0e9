// The catalogue as an Excel book: written for export and as an empty form, read back with every fault named by sheet and cell.
import ExcelJS from 'exceljs';
import { DomainError } from '#lib/errors';
import {
  AGENCIES,
  FEES,
  INTERLINKED,
  KINDS,
  LAWS,
  LEVELS,
  LIMITS,
  MAIN,
  ONLINE,
  PAPERS,
  type Sheet,
  STAGES,
  STEPS,
  wordOf,
} from './book-layout.ts';
import { Content, type INTERLINKED_KINDS, type VERTICAL_AGENCIES } from './pack.ts';
import type { Detailed } from './procedures.ts';

export type BookRow = { code: string; content: Content };
export type BookProblem = { sheet: string; cell: string; message_vi: string; message_en: string };

const FONT = { name: 'Times New Roman', size: 11 } as const;
const CODE = /^\d\.\d{6}$/;
/** Rows of one book; more than any province has. */
const MOST_ROWS = 20_000;

const yes = (value: boolean) => (value ? 'x' : null);

/** The book of some procedures; none: the empty form to fill in. */
export async function catalogueBook(procedures: readonly Detailed[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  sheet(
    book,
    MAIN,
    procedures.map((one) => [
      one.code,
      one.name,
      one.sector_code,
      wordOf(LEVELS, one.level),
      one.authority,
      one.limit_amount,
      wordOf(LIMITS, one.limit_unit),
      one.cut_off,
      wordOf(ONLINE, one.online_level),
      one.is_interlinked ? (wordOf(INTERLINKED, one.interlinked_kind) ?? 'x') : null,
      yes(one.is_at_desk),
      one.off_desk_reason,
      wordOf(AGENCIES, one.vertical_agency),
      yes(one.can_post_receive),
      yes(one.can_post_return),
      yes(one.is_internal),
      yes(one.is_boundary_free),
      one.result_name,
      one.note,
    ]),
  );
  const rows = <T>(of: (one: Detailed) => readonly T[], cells: (row: T) => ExcelJS.CellValue[]) =>
    procedures.flatMap((one) => of(one).map((row) => [one.code, ...cells(row)]));
  sheet(
    book,
    PAPERS,
    rows(
      (one) => one.papers,
      (row) => [row.name, row.form_code, row.originals, row.copies, yes(row.is_required), yes(row.must_digitise)],
    ),
  );
  sheet(
    book,
    FEES,
    rows(
      (one) => one.fees,
      (row) => [row.name, wordOf(KINDS, row.kind), row.amount_vnd, row.amount_text, wordOf(STAGES, row.stage), row.exempt],
    ),
  );
  sheet(
    book,
    STEPS,
    rows(
      (one) => one.steps,
      (row) => [row.name, row.actor, row.how, row.duration],
    ),
  );
  sheet(
    book,
    LAWS,
    rows(
      (one) => one.legal_documents,
      (row) => [row.number, row.name, row.article],
    ),
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function sheet(book: ExcelJS.Workbook, { name, columns }: Sheet, rows: ExcelJS.CellValue[][]): void {
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] });
  page.columns = columns.map(({ head, width }) => ({
    header: head,
    width,
    style: { font: FONT, alignment: { vertical: 'top', wrapText: true } },
  }));
  page.getRow(1).font = { ...FONT, bold: true };
  page.getColumn(1).numFmt = '@';
  for (const row of rows) page.addRow(row);
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
}

type Cells = { row: number; text(head: string): string; cell(head: string): string };
type Fault = (sheet: string, cell: string, vi: string, en: string) => void;

/**
 * Reads a book back: what can be read, and every fault with its sheet and cell. Nothing of a book with faults should be kept.
 * @param sectors codes that there are
 * @throws procedures.book_unreadable when it is no Excel book
 */
export async function readBook(
  bytes: Uint8Array,
  sectors: ReadonlySet<string>,
  decision: { source: string },
): Promise<{ rows: BookRow[]; problems: BookProblem[] }> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as never);
  } catch (cause) {
    throw new DomainError('procedures.book_unreadable', 422, {}, { cause });
  }
  const problems: BookProblem[] = [];
  const fault: Fault = (name, cell, message_vi, message_en) => problems.push({ sheet: name, cell, message_vi, message_en });
  const main = cellsOf(book, MAIN, fault, true);
  const [papers, fees, steps, laws] = [PAPERS, FEES, STEPS, LAWS].map((one) => cellsOf(book, one, fault, false)) as [
    Cells[],
    Cells[],
    Cells[],
    Cells[],
  ];
  const seen = new Map<string, number>();
  const rows: BookRow[] = [];
  for (const cells of main) {
    const code = cells.text('Mã thủ tục');
    const at = cells.cell('Mã thủ tục');
    if (!CODE.test(code)) {
      fault(MAIN.name, at, `Mã “${code}” không đúng dạng N.NNNNNN`, `the code “${code}” is not of the form N.NNNNNN`);
      continue;
    }
    const before = seen.get(code);
    if (before !== undefined) {
      fault(MAIN.name, at, `Mã ${code} đã có ở dòng ${before}`, `the code ${code} stands in row ${before} already`);
      continue;
    }
    seen.set(code, cells.row);
    const content = contentOf(cells, sectors, fault, decision);
    if (!content) continue;
    const own = (of: Cells[]) => of.filter((one) => one.text('Mã thủ tục') === code);
    const lists = {
      papers: own(papers).map((one) => paperOf(one, fault)),
      fees: own(fees).map((one) => feeOf(one, fault)),
      steps: own(steps).map((one) => ({
        name: one.text('Nội dung bước'),
        actor: one.text('Người thực hiện'),
        how: one.text('Cách thức') || null,
        duration: one.text('Thời gian') || null,
      })),
      legal_documents: own(laws).map((one) => ({
        number: one.text('Số ký hiệu'),
        name: one.text('Tên văn bản') || null,
        article: one.text('Điều khoản') || null,
      })),
    };
    const parsed = Content.safeParse({ ...content, ...lists });
    if (parsed.success) rows.push({ code, content: parsed.data });
    else
      for (const issue of parsed.error.issues)
        fault(
          MAIN.name,
          at,
          `Thủ tục ${code}: ${issue.path.join('.')} chưa đúng`,
          `${code}: ${issue.path.join('.')}: ${issue.message}`,
        );
  }
  for (const [page, list] of [
    [PAPERS, papers],
    [FEES, fees],
    [STEPS, steps],
    [LAWS, laws],
  ] as const)
    for (const one of list)
      if (!seen.has(one.text('Mã thủ tục')))
        fault(
          page.name,
          one.cell('Mã thủ tục'),
          `Mã ${one.text('Mã thủ tục') || '(trống)'} không có ở trang “${MAIN.name}”`,
          `the code ${one.text('Mã thủ tục') || '(empty)'} does not stand on the sheet “${MAIN.name}”`,
        );
  return { rows, problems };
}

function cellsOf(book: ExcelJS.Workbook, { name, columns }: Sheet, fault: Fault, is_needed: boolean): Cells[] {
  const page = book.getWorksheet(name);
  if (!page) {
    if (is_needed) fault(name, 'A1', `Thiếu trang “${name}”`, `the sheet “${name}” is missing`);
    return [];
  }
  const head = columns.map((column, at) => ({ ...column, at: at + 1, said: textAt(page, 1, at + 1) }));
  const wrong = head.filter((column) => column.said !== column.head);
  for (const column of wrong)
    fault(
      name,
      address(1, column.at),
      `Cột này phải là “${column.head}”${column.said ? `, đang là “${column.said}”` : ''}: cột bị lệch hoặc đổi tên`,
      `this column must be “${column.head}”${column.said ? `, it is “${column.said}”` : ''}: shifted or renamed`,
    );
  if (wrong.length > 0) return [];
  if (page.rowCount - 1 > MOST_ROWS) {
    fault(name, address(MOST_ROWS + 2, 1), `Quá ${MOST_ROWS} dòng`, `more than ${MOST_ROWS} rows`);
    return [];
  }
  const rows: Cells[] = [];
  for (let row = 2; row <= page.rowCount; row += 1) {
    if (columns.every((_, at) => textAt(page, row, at + 1) === '')) continue;
    const merged = columns.findIndex((_, at) => page.getCell(row, at + 1).isMerged);
    if (merged >= 0) {
      fault(name, address(row, merged + 1), 'Ô bị gộp; hãy bỏ gộp ô', 'a merged cell; take the merge apart');
      continue;
    }
    const at = (wanted: string) => (head.find((column) => column.head === wanted) as { at: number }).at;
    rows.push({ row, text: (wanted) => textAt(page, row, at(wanted)), cell: (wanted) => address(row, at(wanted)) });
  }
  return rows;
}

function textAt(page: ExcelJS.Worksheet, row: number, column: number): string {
  return page.getCell(row, column).text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function address(row: number, column: number): string {
  return `${String.fromCharCode(64 + column)}${row}`;
}

function choice<T extends Record<string, string>>(
  page: Sheet,
  cells: Cells,
  head: string,
  words: T,
  fault: Fault,
): T[keyof T] | null {
  const said = cells.text(head);
  if (said === '') return null;
  const found = Object.entries(words).find(([word]) => word.toLowerCase() === said.toLowerCase());
  const listed = Object.keys(words).join(', ');
  if (!found) fault(page.name, cells.cell(head), `“${said}” không có trong: ${listed}`, `“${said}” is none of: ${listed}`);
  return (found?.[1] as T[keyof T]) ?? null;
}

function whole(page: Sheet, cells: Cells, head: string, fault: Fault): number | null {
  const said = cells.text(head).replace(/[.\s]/g, '');
  if (said === '') return null;
  if (/^\d{1,13}$/.test(said)) return Number(said);
  fault(page.name, cells.cell(head), `“${cells.text(head)}” không phải số nguyên`, `“${cells.text(head)}” is no whole number`);
  return null;
}

const ticked = (cells: Cells, head: string) => ['x', 'có', '1', 'true'].includes(cells.text(head).toLowerCase());

function contentOf(cells: Cells, sectors: ReadonlySet<string>, fault: Fault, decision: { source: string }): object | null {
  const sector = cells.text('Mã lĩnh vực');
  if (!sectors.has(sector))
    fault(MAIN.name, cells.cell('Mã lĩnh vực'), `Không có lĩnh vực “${sector}”`, `there is no sector “${sector}”`);
  const needed = (head: string) => {
    const said = cells.text(head);
    if (said === '') fault(MAIN.name, cells.cell(head), `Thiếu “${head}”`, `“${head}” is missing`);
    return said;
  };
  const name = needed('Tên thủ tục');
  const authority = needed('Cơ quan giải quyết');
  const level = choice(MAIN, cells, 'Cấp', LEVELS, fault);
  if (cells.text('Cấp') === '') needed('Cấp');
  const amount = whole(MAIN, cells, 'Thời hạn', fault);
  const unit = choice(MAIN, cells, 'Đơn vị thời hạn', LIMITS, fault);
  if ((amount === null) !== (unit === null) && cells.text('Thời hạn') + cells.text('Đơn vị thời hạn') !== '')
    fault(
      MAIN.name,
      cells.cell('Thời hạn'),
      'Thời hạn và đơn vị thời hạn phải có cùng nhau',
      'amount and unit of the limit go together',
    );
  const cut_off = cells.text('Giờ chốt nhận') || null;
  if (cut_off && !/^([01]\d|2[0-3]):[0-5]\d$/.test(cut_off))
    fault(MAIN.name, cells.cell('Giờ chốt nhận'), 'Giờ chốt viết dạng HH:MM', 'the cut-off is written HH:MM');
  const linked = cells.text('Liên thông');
  const interlinked_kind =
    linked === '' || linked.toLowerCase() === 'x' ? null : choice(MAIN, cells, 'Liên thông', INTERLINKED, fault);
  const online_level = choice(MAIN, cells, 'Mức trực tuyến', ONLINE, fault) ?? 'none';
  const is_internal = ticked(cells, 'Thủ tục nội bộ');
  const is_at_desk = ticked(cells, 'Tại Một cửa');
  const off_desk_reason = cells.text('Lý do không tại Một cửa') || null;
  if (!is_at_desk && !is_internal && !off_desk_reason)
    fault(
      MAIN.name,
      cells.cell('Lý do không tại Một cửa'),
      'Nêu lý do không tiếp nhận tại Một cửa',
      'say why it is not received at the desk',
    );
  if (!level) return null;
  return {
    name,
    sector,
    level,
    authority,
    limit: amount !== null && unit !== null ? { unit, amount, cut_off } : null,
    online_level,
    is_interlinked: linked !== '',
    interlinked_kind: interlinked_kind satisfies (typeof INTERLINKED_KINDS)[number] | null,
    is_at_desk,
    off_desk_reason,
    vertical_agency: choice(MAIN, cells, 'Ngành dọc', AGENCIES, fault) satisfies (typeof VERTICAL_AGENCIES)[number] | null,
    can_post_receive: ticked(cells, 'Nhận qua bưu chính'),
    can_post_return: ticked(cells, 'Trả qua bưu chính'),
    is_internal,
    is_boundary_free: ticked(cells, 'Không phụ thuộc địa giới'),
    result_name: cells.text('Kết quả') || null,
    note: cells.text('Ghi chú') || null,
    source: decision.source,
  };
}

function paperOf(cells: Cells, fault: Fault): object {
  return {
    name: cells.text('Tên giấy tờ'),
    form_code: cells.text('Mẫu số') || null,
    originals: whole(PAPERS, cells, 'Bản chính', fault) ?? 0,
    copies: whole(PAPERS, cells, 'Bản sao', fault) ?? 0,
    is_required: ticked(cells, 'Bắt buộc'),
    must_digitise: ticked(cells, 'Phải số hóa'),
  };
}

function feeOf(cells: Cells, fault: Fault): object {
  const amount_vnd = whole(FEES, cells, 'Số tiền (đồng)', fault);
  const amount_text = cells.text('Cách tính') || null;
  if (amount_vnd === null && !amount_text)
    fault(FEES.name, cells.cell('Số tiền (đồng)'), 'Nhập số tiền hoặc cách tính', 'enter the amount or how it is reckoned');
  return {
    name: cells.text('Tên khoản thu'),
    kind: choice(FEES, cells, 'Loại', KINDS, fault) ?? 'fee',
    amount_vnd,
    amount_text,
    stage: choice(FEES, cells, 'Thu khi', STAGES, fault) ?? 'reception',
    exempt: cells.text('Miễn, giảm') || null,
  };
}
