// A form as cells that a ministry's workbook can take: which rows and columns there are, and what stands in each today.
import {
  type FilledDetail,
  type FilledForm,
  type FilledList,
  figureColumns,
  fill,
  fillDetail,
  fillList,
  formOn,
  listForms,
  listOfUnits,
  listOn,
  unitsOfList,
} from '#forms';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { CellValue } from './ministry-cells.ts';
import type { FilledCells } from './ministry-fill.ts';
import type { FormShape } from './ministry-map.ts';
import { unitsCells, unitsShape } from './ministry-units.ts';

/** Rows of a form of columns; of a list form `unit` is the list of units below with its figures as columns, `sector` the form itself. */
export const ROWS_BY = ['sector', 'unit'] as const;
export type RowsBy = (typeof ROWS_BY)[number];

export type FormAsk = { form: string; unit: string; from: Day; to: Day; today: Day; rows_by: RowsBy };

/** @throws reports.form_unknown */
export async function kindOf(db: Db, form: string): Promise<'table' | 'list' | 'detail'> {
  const kind = (await listForms(db)).find(({ code }) => code === form)?.kind;
  if (kind === undefined) throw new DomainError('reports.form_unknown', 422, { form });
  return kind;
}

/** Rows and columns of a form that cells can be mapped to, with the rows it has this year. @throws reports.form_unknown */
export async function shapeOf(
  db: Db,
  { form, unit, day, rows_by }: { form: string; unit: string; day: Day; rows_by: RowsBy },
  scope: Scope,
): Promise<FormShape> {
  if ((await kindOf(db, form)) === 'list') {
    const { rows } = (await listOn(db, form, day)).layout;
    return rows_by === 'unit' ? unitsShape(rows, await unitsOfList(db, { unit, from: day, to: day }, scope)) : listShape(rows);
  }
  const ask = { form, unit, from: `${day.slice(0, 4)}-01-01`, to: day, today: day, rows_by };
  return (await liveCells(db, ask, scope)).shape;
}

/** The form as it stands today. @throws reports.form_unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day */
export async function liveCells(db: Db, { rows_by, ...ask }: FormAsk, scope: Scope): Promise<FilledCells> {
  switch (await kindOf(db, ask.form)) {
    case 'list':
      return rows_by === 'unit' ? unitsCells(await listOfUnits(db, ask, scope)) : listCells(await fillList(db, ask, scope));
    case 'detail':
      return detailCells(await fillDetail(db, ask, scope));
    case 'table': {
      const { layout } = await formOn(db, ask.form, ask.to);
      return tableCells(layout.columns, await fill(db, { ...ask, by: rows_by }, scope));
    }
  }
}

export const BLANK: CellValue = { kind: 'blank' };
export const number = (value: string | number | null | undefined): CellValue =>
  value === null || value === undefined ? BLANK : { kind: 'number', text: String(value) };
export const text = (value: string | null | undefined): CellValue => (value ? { kind: 'text', text: value } : BLANK);

type AnyColumn = { key: string; no: number; role: string; path_vi: readonly string[] };

/** Rows of a form of columns or of things: they are those of the records, so any may come. */
export function columnsShape(columns: readonly AnyColumn[], rows: readonly { key: string; label: string }[]): FormShape {
  return {
    kind: 'table',
    rows: rows.map(({ key, label }) => ({ key, code: null, label, takes_figure: true })),
    columns: columns.map(({ key, no, role, path_vi }) => ({ key, no, label: path_vi.join(' / '), is_words: role !== 'figure' })),
  };
}

export function listShape(
  rows: readonly { key: string; code: string | null; label_vi: string; is_heading: boolean }[],
): FormShape {
  return {
    kind: 'list',
    rows: rows.map(({ key, code, label_vi, is_heading }) => ({ key, code, label: label_vi, takes_figure: !is_heading })),
    columns: [
      { key: 'value', no: null, label: 'Số liệu', is_words: false },
      { key: 'note', no: null, label: 'Ghi chú', is_words: true },
    ],
  };
}

function tableCells(columns: readonly AnyColumn[], form: FilledForm): FilledCells {
  const rows = new Map(form.rows.map((row) => [row.key, row]));
  const figures = new Set(figureColumns(form).map(({ key }) => key));
  return {
    shape: columnsShape(columns, form.rows),
    lines: form.rows.filter(({ kind }) => kind === 'row').map(({ key }) => key),
    value: (key, column) => {
      const row = rows.get(key);
      if (!row) return BLANK;
      if (figures.has(column)) return number(row.cells[column]?.value);
      return text(form.columns.find((one) => one.key === column)?.role === 'ordinal' ? row.ordinal : row.label);
    },
  };
}

function listCells({ rows }: FilledList): FilledCells {
  const by_key = new Map(rows.map((row) => [row.key, row]));
  return {
    shape: listShape(rows),
    lines: [],
    value: (key, column) => {
      const row = by_key.get(key);
      if (column === 'note') return text(row?.note);
      return row?.words ? text(row.words) : number(row?.value);
    },
  };
}

/** A form of things: its lines in their order, and by key the target, area or sum a ministry prints a row for. */
function detailCells(form: FilledDetail): FilledCells {
  const rows = new Map(form.rows.map((row) => [row.key, row]));
  const label = form.columns.find(({ role }) => role === 'label') ?? form.columns.find(({ role }) => role === 'words');
  return {
    shape: columnsShape(
      form.columns,
      form.rows.map((row) => ({ key: row.key, label: (label && row.cells[label.key]?.text) ?? row.key })),
    ),
    lines: form.rows.filter(({ kind }) => kind === 'row').map(({ key }) => key),
    value: (key, column) => {
      const cell = rows.get(key)?.cells[column];
      return cell?.value == null ? text(cell?.text) : number(cell.value);
    },
  };
}
