// A sheet that is printed as an official form: its letters, its boxes, its page. Every form in Excel is made of these.
import type { Cell, FillPattern, Workbook, Worksheet } from 'exceljs';

export const FONT = 'Times New Roman';
const THIN = { style: 'thin' as const, color: { argb: 'FF000000' } };
export const BOX = { top: THIN, bottom: THIN, left: THIN, right: THIN };
/** Behind the heads of a table. */
export const HEAD_FILL: FillPattern = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EDF3' } };

export type Look = { size?: number; bold?: boolean; italic?: boolean; align?: 'left' | 'center' | 'right'; indent?: number };

/** Words in a cell, wrapped; 12 points unless told. */
export function words(cell: Cell, text: string, { size = 12, bold = false, italic = false, align = 'left', indent }: Look = {}) {
  cell.value = text;
  cell.font = { name: FONT, size, bold, italic };
  cell.alignment = { vertical: 'middle', horizontal: align, wrapText: true, ...(indent === undefined ? {} : { indent }) };
}

/** @param at the moment the file says it was made: the same content gives the same file */
export async function newBook(creator: string, at: Date): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = creator;
  book.created = at;
  book.modified = at;
  // Excel computes the formulas again when it opens the file; other readers show the results stored with them.
  book.calcProperties.fullCalcOnLoad = true;
  return book;
}

/** A sheet on A4, one page wide, numbered from its second page on. Margins in inches. */
export function newSheet(
  book: Workbook,
  name: string,
  { orientation, left = 0.6, row_height }: { orientation: 'portrait' | 'landscape'; left?: number; row_height?: number },
): Worksheet {
  const sheet = book.addWorksheet(name, {
    pageSetup: { paperSize: 9, orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0, horizontalCentered: true },
    ...(row_height === undefined ? {} : { properties: { defaultRowHeight: row_height } }),
  });
  sheet.pageSetup.margins = { left, right: 0.5, top: 0.75, bottom: 0.6, header: 0.35, footer: 0.3 };
  sheet.headerFooter.differentFirst = true;
  sheet.headerFooter.oddHeader = `&C&"${FONT},Regular"&13&P`;
  return sheet;
}
