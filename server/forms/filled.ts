import type { Day } from '#lib/day';
import { dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { type Cell, headerRows, type Run, type Table } from '#lib/document';
import { type CheckResult, checkForm, type Value, type Values } from './checks.ts';
import { type Column, figureColumns, type Layout } from './layout.ts';

export type { CheckResult, Value } from './checks.ts';

export type FormScope = 'own' | 'below' | 'all';

/** What leads from a cell to its records; the same words as `measures.records` takes. */
export type CellFilter = {
  unit: string;
  from: Day;
  to: Day;
  scope: FormScope;
  sector?: string;
  /** Of a figure of plans or scorecards: which one. */
  told?: string;
};
export type FilledCell = { value: Value; measure: string; filter: CellFilter };
export type FilledRow = {
  key: string;
  kind: 'group' | 'row' | 'total';
  ordinal: string;
  label: string;
  cells: Record<string, FilledCell>;
  besides: Record<string, FilledCell>;
  /** On-time rate of the row as exact text (`89.41`), null when nothing was resolved or for a group heading. */
  on_time_rate: string | null;
};
export type Note = { code: string; text_vi: string; text_en: string };

export type FormUnit = { code: string; name: string; short_name: string; kind: string };

export type FilledForm = {
  form: string;
  official_code: string;
  version: number;
  title_vi: string;
  title_en: string;
  count_unit_vi: string;
  count_unit_en: string;
  source: string;
  unit: FormUnit;
  parent: FormUnit | null;
  /** `name_vi` is the period's own name (`Quý III/2022`) when it is one of the statutory or calendar periods. */
  period: { from: Day; to: Day; text_vi: string; name_vi: string | null };
  by: 'sector' | 'unit';
  scope: FormScope;
  columns: Column[];
  besides: Layout['besides'];
  rows: FilledRow[];
  checks: CheckResult[];
  notes: Note[];
};

/** One line of figures before it is laid out; `group` is the key of the layout's group, null when rows are not grouped. */
export type Line = {
  key: string;
  label: string;
  group: string | null;
  values: Values;
  on_time_rate: string | null;
  filter: CellFilter;
};

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI'];

/** Rows of the form: numbered lines, under group headings with their subtotals when lines are grouped, and the total. */
export function layRows(
  layout: Layout,
  lines: readonly Line[],
  total: Pick<Line, 'values' | 'on_time_rate' | 'filter'>,
): FilledRow[] {
  const rows: FilledRow[] = [];
  const isGrouped = lines.some((line) => line.group !== null);
  if (isGrouped) {
    let heading = 0;
    for (const group of layout.groups) {
      const members = lines.filter((line) => line.group === group.key);
      if (members.length === 0) continue;
      const values = addValues(layout, members);
      rows.push(
        row(layout, {
          key: `group:${group.key}`,
          kind: 'group',
          ordinal: ROMAN[heading] ?? String(heading + 1),
          label: group.label_vi,
          values,
          filter: null,
        }),
      );
      heading += 1;
      rows.push(...members.map((line, i) => row(layout, { ...line, kind: 'row', ordinal: String(i + 1) })));
    }
  } else rows.push(...lines.map((line, i) => row(layout, { ...line, kind: 'row', ordinal: String(i + 1) })));
  rows.push(row(layout, { key: 'total', kind: 'total', ordinal: '', label: 'Tổng số', ...total }));
  return rows;
}

function addValues(layout: Layout, lines: readonly Line[]): Values {
  const keys = [...figureColumns(layout), ...layout.besides].map((each) => each.key);
  const add = (key: string): Value => {
    let sum = 0;
    for (const line of lines) {
      const value = line.values[key];
      if (value === null || value === undefined) return null;
      sum += value;
    }
    return sum;
  };
  return Object.fromEntries(keys.map((key) => [key, add(key)]));
}

type RowInput = {
  on_time_rate?: string | null;
  key: string;
  kind: FilledRow['kind'];
  ordinal: string;
  label: string;
  values: Values;
  filter: CellFilter | null;
};

function row(layout: Layout, input: RowInput): FilledRow {
  const cell = (each: { key: string; measure: string }): [string, FilledCell][] => {
    // A subtotal of a group has no list of its own: its lines have.
    const filter = input.filter ?? { unit: '', from: '', to: '', scope: 'own' as const };
    return [[each.key, { value: input.values[each.key] ?? null, measure: each.measure, filter }]];
  };
  return {
    key: input.key,
    kind: input.kind,
    ordinal: input.ordinal,
    label: input.label,
    cells: Object.fromEntries(figureColumns(layout).flatMap(cell)),
    besides: Object.fromEntries(layout.besides.flatMap(cell)),
    on_time_rate: input.on_time_rate ?? null,
  };
}

/** A line whose figures come from elsewhere than the records, by measure. */
type LineFrom = { of: (measure: string) => Value; on_time_rate: string | null; filter: CellFilter };

/** The form with other lines and total, its sums checked anew. `rest`: a line for what the total has and no line names. */
export function laidAgain(
  form: FilledForm,
  layout: Layout,
  made: { lines: readonly (LineFrom & { key: string; label: string })[]; total: LineFrom; rest: string },
): FilledForm {
  const all = [...figureColumns(layout), ...layout.besides];
  const valuesOf = ({ of }: LineFrom): Values => Object.fromEntries(all.map(({ key, measure }) => [key, of(measure)]));
  const lines = made.lines.map(
    ({ key, label, on_time_rate, filter, of }): Line => ({
      ...{ key, label, on_time_rate, filter, group: null },
      values: valuesOf({ of, on_time_rate, filter }),
    }),
  );
  const total = valuesOf(made.total);
  const rest = Object.fromEntries(
    all.map(({ key }) => {
      const named = lines.reduce((sum, { values }) => sum + (values[key] ?? 0), 0);
      return [key, total[key] == null ? null : total[key] - named];
    }),
  );
  const nowhere: CellFilter = { ...made.total.filter, unit: '' };
  if (Object.values(rest).some((value) => value !== null && value !== 0))
    lines.push({ key: 'rest', label: made.rest, group: null, values: rest, on_time_rate: null, filter: nowhere });
  const { on_time_rate, filter } = made.total;
  const rows = layRows(layout, lines, { values: total, on_time_rate, filter });
  return { ...form, rows, checks: checkRows(layout, rows) };
}

/** Checks of the laid-out rows. */
export function checkRows(layout: Layout, rows: readonly FilledRow[]): CheckResult[] {
  const values = (row: FilledRow) =>
    Object.fromEntries([...Object.entries(row.cells), ...Object.entries(row.besides)].map(([key, cell]) => [key, cell.value]));
  return checkForm(
    layout,
    rows.map((row) => ({ key: row.key, kind: row.kind, values: values(row) })),
  );
}

/** A count as the form prints it: zero is `0`, not available is `-`; below zero with a minus, as changes print. */
export function printCount(value: Value): string {
  if (value === null) return '-';
  return value < 0 ? `\u2212${formatVi(-value)}` : formatVi(value);
}

export type LinkTo = (measure: string, filter: CellFilter) => string | undefined;

/** Addresses of the pages that list the records behind a figure. @param public_url address of the product, without a slash at the end */
export function recordLinks(public_url: string): LinkTo {
  return (measure, filter) => {
    if (filter.unit === '') return undefined;
    const query = new URLSearchParams({ unit: filter.unit, measure, from: filter.from, to: filter.to, scope: filter.scope });
    if (filter.sector) query.set('sector', filter.sector);
    return `${public_url}/figures/records?${query}`;
  };
}

/** Numbering under the heads, as the official form prints it: `(3) = (4) + (5) + (6)`. */
export function columnNumbers(columns: readonly Column[]): string[] {
  return columns.map((column) => {
    const parts = column.role === 'figure' && column.sum_of ? ` = ${column.sum_of.map((no) => `(${no})`).join(' + ')}` : '';
    return `(${column.no})${parts}`;
  });
}

/** The form as a table for Word and PDF. */
export function formTable(form: FilledForm, linkTo: LinkTo, size_pt = 11): Table {
  const numbers = columnNumbers(form.columns).map((text): Cell => ({ text, align: 'center', italic: true, size_pt: 9 }));
  const rows = form.rows.map((row) =>
    form.columns.map((column): Cell => {
      const bold = row.kind !== 'row';
      if (column.role === 'ordinal') return { text: row.ordinal, align: 'center', bold };
      if (column.role === 'label') return { text: row.label, align: row.kind === 'total' ? 'center' : 'left', bold };
      const cell = row.cells[column.key] as FilledCell;
      const link = cell.value === null ? undefined : linkTo(cell.measure, cell.filter);
      return { text: printCount(cell.value), align: 'right', bold, ...(link ? { link } : {}) };
    }),
  );
  const header = headerRows(form.columns.map((column) => ({ path: column.path_vi })));
  return { widths: form.columns.map((column) => column.width), header: [...header, numbers], rows, size_pt };
}

/** Lines under the table: what the form has no column for, the state of its checks, what else a reader must know. */
export function formNotes(form: FilledForm, linkTo: LinkTo): Run[][] {
  const total = form.rows.find((row) => row.kind === 'total') as FilledRow;
  const besides = form.besides.flatMap((beside) => {
    const cell = total.besides[beside.key] as FilledCell;
    if (cell.value === null || cell.value === 0) return [];
    const link = linkTo(cell.measure, cell.filter);
    return [
      [
        { text: `${beside.label_vi}: ` },
        { text: printCount(cell.value), bold: true, ...(link ? { link } : {}) },
        { text: ' hồ sơ.' },
      ],
    ];
  });
  const failed = form.checks.filter((check) => !check.is_met);
  const checks = failed.length
    ? `Đối chiếu số liệu: CHƯA KHỚP ${failed.map((check) => check.label_vi).join('; ')}.`
    : `Đối chiếu số liệu: khớp (${form.checks.map((check) => check.label_vi).join('; ')}).`;
  return [...besides, [{ text: checks }], ...form.notes.map((note) => [{ text: note.text_vi }])];
}

/** `Từ ngày 01/01/2023 đến ngày 20/09/2023`. */
export function periodText(from: Day, to: Day): string {
  return `Từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`;
}
