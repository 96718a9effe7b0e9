// The book of issued reports: numbers of a unit and a year, each with what became of it.
import ExcelJS from 'exceljs';
import { z } from 'zod';
import { addDays, type Day, dayVi } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { plain } from '#lib/text';
import { descendants, unitNear, unitsByIds } from '#org';
import { codeOf } from './issue.ts';
import { EVENTS, stateAfter } from './states.ts';

const sql = loadSql(import.meta.url, ['book_listed', 'count_book']);

export const BOOK_STATES = ['in_force', 'accepted', 'sent_back', 'recalled', 'replaced'] as const;

export const BookRow = z.object({
  report_id: z.number(),
  version: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  year: z.number(),
  number: z.number(),
  symbol: z.string().nullable(),
  code: z.string(),
  issued_on: z.string(),
  title: z.string(),
  signer: z.string(),
  signatures: z.number(),
  sent_to: z.array(z.string()),
  state: z.enum(BOOK_STATES),
  token: z.string(),
});
export type BookRow = z.infer<typeof BookRow>;

const Listed = BookRow.omit({ unit_name: true, code: true, sent_to: true, state: true }).extend({
  unit_id: z.number(),
  last_event: z.enum(EVENTS),
  last_version: z.number(),
  last_issue: z.number(),
  sent_to: z.array(z.string()).nullable(),
});

export type BookWanted = {
  unit?: string | undefined;
  year?: number | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
  q?: string | undefined;
  page: number;
  page_size: number;
};

/** Issued reports of the units in reach, the newest number first; `unit` with everything below it. @throws org.unit_unknown */
export async function bookOf(db: Db, wanted: BookWanted, scope: Scope, today: Day): Promise<{ rows: BookRow[]; total: number }> {
  const { year = null, from = null, page, page_size } = wanted;
  const before = wanted.to ? addDays(wanted.to, 1) : null;
  const like = wanted.q ? `%${plain(wanted.q)}%` : null;
  const unit_ids = wanted.unit ? await descendants(db, (await unitNear(db, wanted.unit, today)).id, today) : null;
  const filter = { scope: scope.unit_ids, unit_ids, year, from, before, like };
  const rows = await many(db, sql.book_listed, { ...filter, limit: page_size, offset: (page - 1) * page_size }, Listed);
  const { total } = await one(db, sql.count_book, filter, z.object({ total: z.number() }));
  const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))], today);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    rows: rows.map(({ unit_id, last_event, last_version, last_issue, sent_to, ...row }) => ({
      ...row,
      unit_name: names.get(unit_id) ?? row.unit_code,
      code: codeOf(row),
      sent_to: sent_to ?? [],
      state: bookState(row.version, last_issue, last_version, stateAfter(last_event)),
    })),
    total,
  };
}

function bookState(version: number, last_issue: number, last_version: number, state: string): BookRow['state'] {
  if (version < last_issue) return 'replaced';
  if (state === 'recalled') return 'recalled';
  if (state === 'accepted' || state === 'consolidated') return 'accepted';
  // Being written anew: the number stays in the book, the report was sent back or recalled.
  return state === 'issued' && last_version === version ? 'in_force' : 'sent_back';
}

const STATE_VI: Record<BookRow['state'], string> = {
  in_force: 'Còn hiệu lực',
  accepted: 'Cấp trên đã chấp nhận',
  sent_back: 'Bị trả lại, đang lập lại',
  recalled: 'Đã thu hồi',
  replaced: 'Đã được thay thế',
};

const COLUMNS: [title: string, width: number, value: (row: BookRow) => string | number][] = [
  ['Số', 8, (row) => row.number],
  ['Ký hiệu', 16, (row) => row.symbol ?? ''],
  ['Ngày ban hành', 14, (row) => dayVi(row.issued_on)],
  ['Đơn vị', 30, (row) => row.unit_name],
  ['Trích yếu', 60, (row) => row.title],
  ['Người ký', 24, (row) => row.signer],
  ['Chữ ký số', 10, (row) => row.signatures],
  ['Nơi nhận', 40, (row) => row.sent_to.join('; ')],
  ['Tình trạng', 24, (row) => STATE_VI[row.state]],
];

/** The book as a workbook. @param title of the sheet's head */
export async function bookXlsx(rows: readonly BookRow[], title: string): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Sổ báo cáo', {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '3:3' },
  });
  sheet.columns = COLUMNS.map(([, width]) => ({ width }));
  sheet.addRow([title]).font = { name: 'Times New Roman', size: 14, bold: true };
  sheet.mergeCells(1, 1, 1, COLUMNS.length);
  sheet.addRow([]);
  const border = { style: 'thin' as const };
  const head = sheet.addRow(COLUMNS.map(([name]) => name));
  const body = rows.map((row) => sheet.addRow(COLUMNS.map(([, , value]) => value(row))));
  for (const row of [head, ...body])
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.font = { name: 'Times New Roman', size: 12, bold: row === head };
      cell.alignment = { vertical: 'top', wrapText: true };
      cell.border = { top: border, left: border, bottom: border, right: border };
    });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
