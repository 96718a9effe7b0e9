// A form as a report has it: the figures under its anchors, of an issued report as they were frozen, and the words it prints.

import { z } from 'zod';
import { detailOn, formOn, listOn } from '#forms';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { plain } from '#lib/text';
import type { AnnexContent, Content, Figure, TableCell } from './content.ts';
import { issuedOf } from './issue.ts';
import type { CellValue } from './ministry-cells.ts';
import type { FilledCells } from './ministry-fill.ts';
import { BLANK, columnsShape, kindOf, listShape, liveCells, number, type RowsBy, text } from './ministry-forms.ts';
import { type Held, unitOf, versionOf } from './stored.ts';

const sql = loadSql(import.meta.url, ['issued_with_annex']);

type Wanted = { form: string; rows_by: RowsBy };

/**
 * The form as the report says it: as issued, or as its newest version does while it is not.
 * @throws reports.form_unknown, reports.workbook_not_in_report, reports.workbook_of_units
 */
export async function reportCells(db: Db, report: Held, wanted: Wanted, scope: Scope): Promise<FilledCells> {
  const issued = await issuedOf(db, report);
  const content = issued ? issued.content : (await versionOf(db, report)).content;
  const day = addDays(report.e, -1);
  const kind = await kindOf(db, wanted.form);
  if (kind === 'list') {
    if (wanted.rows_by === 'unit') throw new DomainError('reports.workbook_of_units', 422, { form: wanted.form });
    const { name_vi, layout } = await listOn(db, wanted.form, day);
    const annex = annexOf(content, { title: name_vi, columns: LIST_COLUMNS, rows: layout.rows.length }, wanted);
    return listCells(layout.rows, annex, content);
  }
  const { name_vi, layout } = kind === 'table' ? await formOn(db, wanted.form, day) : await detailOn(db, wanted.form, day);
  const by = kind === 'table' ? wanted.rows_by : null;
  const annex = annexOf(content, { title: name_vi, columns: layout.columns.length, by }, wanted);
  if (kind === 'table') return tableCells(layout.columns, annex, content, null);
  const unit = (await unitOf(db, report)).code;
  const ask = { form: wanted.form, unit, from: content.from, to: content.to, today: day, rows_by: wanted.rows_by };
  const { shape } = await liveCells(db, ask, scope);
  return tableCells(layout.columns, annex, content, new Map(shape.rows.map(({ key, label }) => [label, key])));
}

const Report = z.object({
  id: z.number(),
  title: z.string(),
  number: z.number(),
  year: z.number(),
  issued_on: z.string(),
  from: z.string(),
  to: z.string(),
});
export type ReportWithForm = z.infer<typeof Report>;
export const ReportWithForm = Report;

/** Issued reports of a unit that carry a form, the newest first. @throws reports.form_unknown */
export async function reportsWithForm(
  db: Db,
  of: { form: string; unit_id: number; day: Day; rows_by: RowsBy | null },
  scope: Scope,
): Promise<ReportWithForm[]> {
  const kind = await kindOf(db, of.form);
  // A report has the figures of its own unit; a list of the units below is of today.
  if (kind === 'list' && of.rows_by === 'unit') return [];
  const on = kind === 'list' ? listOn : kind === 'table' ? formOn : detailOn;
  const { name_vi } = await on(db, of.form, of.day);
  const rows = await many(
    db,
    sql.issued_with_annex,
    { unit_id: of.unit_id, title: name_vi.toUpperCase(), scope: scope.unit_ids },
    Report.omit({ from: true, to: true }).extend({ s: z.string(), e: z.string() }),
  );
  return rows.map(({ s, e, ...row }) => ({ ...row, from: s, to: addDays(e, -1) }));
}

/** STT, chỉ tiêu, đơn vị tính, số liệu, ghi chú: as list forms are printed. */
const LIST_COLUMNS = 5;
const VALUE_AT = 3;
const NOTE_AT = 4;

type Looks = { title: string; columns: number; rows?: number; by?: RowsBy | null };

function annexOf(content: Content, { title, columns, rows, by = null }: Looks, { form }: Wanted): AnnexContent {
  const found = content.annexes.find(
    (one) =>
      plain(one.title) === plain(title) &&
      one.table.widths.length === columns &&
      (rows === undefined || one.table.rows.length === rows) &&
      (by === null || rowsOf(one, content) === by),
  );
  if (!found) throw new DomainError('reports.workbook_not_in_report', 422, { form });
  return found;
}

const figuresOf = (row: readonly TableCell[], content: Content): Figure[] =>
  row.flatMap(({ figure }) => (figure && content.figures[figure]) || []);

/** Whose rows these are, by what their figures ask. */
function rowsOf({ table }: AnnexContent, content: Content): RowsBy {
  const is_by_sector = table.rows.some((row) => figuresOf(row, content).some(({ filter }) => filter.sector !== undefined));
  return is_by_sector ? 'sector' : 'unit';
}

const PRINTED = /^-?\d{1,3}(?:\.\d{3})*(?:,\d+)?%?$|^-?\d+(?:,\d+)?%?$/;

/** A figure exactly; a number that leads nowhere (a sum over a group) as it is printed; anything else of a column of figures is not known. */
function figureCell(cell: TableCell | undefined, content: Content): CellValue {
  if (cell?.figure) return number(content.figures[cell.figure]?.value);
  const said = cell?.text?.trim() ?? '';
  return PRINTED.test(said) ? number(said.replace(/[.%]/g, '').replace(',', '.')) : BLANK;
}

const wordsOf = (cell: TableCell | undefined, content: Content): string =>
  cell?.figure ? (content.figures[cell.figure]?.printed ?? '') : (cell?.text ?? '');

function listCells(
  rows: readonly { key: string; code: string | null; label_vi: string; is_heading: boolean }[],
  { table }: AnnexContent,
  content: Content,
): FilledCells {
  const at = new Map(rows.map(({ key }, place) => [key, place]));
  return {
    shape: listShape(rows),
    lines: [],
    value: (key, column) => {
      const row = table.rows[at.get(key) ?? -1];
      if (column === 'note') return text(wordsOf(row?.[NOTE_AT], content).replace(/^lũy kế(?:; )?/, ''));
      const cell = row?.[VALUE_AT];
      const value = figureCell(cell, content);
      return value.kind === 'blank' && !cell?.figure ? text(cell?.text) : value;
    },
  };
}

type Column = { key: string; no: number; role: string; path_vi: readonly string[] };

/**
 * Rows under the keys the form itself gives them: the sector or the unit of their figures, the group, the total; of things by what they are called.
 * @param called keys of the things of the form by their names; null: a form of columns
 */
function tableCells(
  columns: readonly Column[],
  annex: AnnexContent,
  content: Content,
  called: ReadonlyMap<string, string> | null,
): FilledCells {
  const is_table = called === null;
  const label_at = columns.findIndex(({ role }) => role === 'label');
  const by = rowsOf(annex, content);
  const last = annex.table.rows.length - 1;
  const rows = annex.table.rows.map((row, at) => {
    const label = wordsOf(row[label_at < 0 ? 1 : label_at], content);
    const [figure] = figuresOf(row, content);
    const is_group = row.length < columns.length || (is_table && at < last && !figure && row.some(({ bold }) => bold));
    const own = by === 'sector' ? figure?.filter.sector : figure?.unit;
    const key = is_table && at === last ? 'total' : is_group ? `group:${label}` : (is_table && own) || `row:${at + 1}`;
    return { key, label, is_line: !is_group && key !== 'total', cells: row };
  });
  const by_key = new Map(rows.map((row) => [row.key, row.cells]));
  const place = new Map(columns.map(({ key }, at) => [key, at]));
  return {
    shape: columnsShape(columns, rows),
    lines: rows.filter(({ is_line }) => is_line).map(({ key }) => key),
    value: (key, column) => {
      const at = place.get(column) ?? -1;
      const cell = by_key.get(key)?.[at];
      return columns[at]?.role === 'figure' ? figureCell(cell, content) : text(wordsOf(cell, content));
    },
  };
}
