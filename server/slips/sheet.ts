// A list of dossiers as an Excel sheet: the register, the hand-over list, the steps of a control slip.
import ExcelJS from 'exceljs';
import { headerRows } from '#lib/document';
import { DomainError } from '#lib/errors';
import type { FormOfSet, Kind } from './kinds.ts';
import { type Fields, filled, one, rows } from './text.ts';

/** @throws slips.no_sheet for a slip that is no list */
export async function listSheet(kind: Kind, form: FormOfSet, fields: Fields): Promise<Uint8Array> {
  const block = form.body.find((one) => 'table' in one);
  if (!block || !('table' in block)) throw new DomainError('slips.no_sheet', 422, { kind });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(form.title[0]?.slice(0, 31) ?? kind, {
    pageSetup: { paperSize: 9, orientation: form.is_landscape ? 'landscape' : 'portrait', fitToPage: true, fitToHeight: 0 },
  });
  const last = block.columns.length;
  const half = Math.max(1, Math.floor(last / 2));
  const across = (row: number, from: number, to: number, text: string, bold = false) => {
    sheet.mergeCells(row, from, row, to);
    const cell = sheet.getCell(row, from);
    cell.value = text;
    cell.font = { name: 'Times New Roman', size: 12, bold };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  };
  across(1, 1, half, one(fields, 'superior').replaceAll('\n', ' '));
  across(1, half + 1, last, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', true);
  across(2, 1, half, one(fields, 'issuer').replaceAll('\n', ' '), true);
  across(2, half + 1, last, 'Độc lập - Tự do - Hạnh phúc', true);
  across(3, half + 1, last, one(fields, 'place_date'));
  across(5, 1, last, form.title.join(' - '), true);
  across(6, 1, last, one(fields, 'period') || one(fields, 'dossier_code') || one(fields, 'happened_at'));
  const head = headerRows(block.columns.map((column) => ({ path: column.head })));
  headOf(sheet, head, 8);
  const first = 8 + head.length;
  const BORDER = { style: 'thin' } as const;
  for (const [i, row] of rows(fields, block.table).entries()) {
    for (const [c, column] of block.columns.entries()) {
      const cell = sheet.getCell(first + i, c + 1);
      const text = filled(column.cell, fields, row);
      cell.value = /^[1-9]\d{0,6}$/.test(text) && column.cell === '{no}' ? Number(text) : text;
      cell.font = { name: 'Times New Roman', size: 11 };
      cell.alignment = { horizontal: column.align, vertical: 'top', wrapText: true };
      cell.border = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER };
    }
  }
  const sum = block.columns.reduce((so_far, column) => so_far + column.width, 0);
  for (const [c, column] of block.columns.entries()) sheet.getColumn(c + 1).width = Math.max(5, (column.width / sum) * 150);
  sheet.views = [{ state: 'frozen', ySplit: first - 1 }];
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function headOf(sheet: ExcelJS.Worksheet, head: ReturnType<typeof headerRows>, top: number): void {
  const BORDER = { style: 'thin' } as const;
  const taken = new Set<string>();
  for (const [level, cells] of head.entries()) {
    let at = 1;
    for (const cell of cells) {
      while (taken.has(`${level},${at}`)) at += 1;
      const [down, over] = [cell.row_span ?? 1, cell.col_span ?? 1];
      for (let r = 0; r < down; r += 1) for (let c = 0; c < over; c += 1) taken.add(`${level + r},${at + c}`);
      if (down > 1 || over > 1) sheet.mergeCells(top + level, at, top + level + down - 1, at + over - 1);
      const target = sheet.getCell(top + level, at);
      target.value = cell.text;
      target.font = { name: 'Times New Roman', size: 11, bold: true };
      target.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
      target.border = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER };
      at += over;
    }
  }
}
