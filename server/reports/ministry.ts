// Excel workbooks of a ministry as a province keeps them: uploaded for a form from a day on, mapped, filled for a unit and a period.
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { type FilledForm, type FilledList, figureColumns, fill, fillList, formOn, listForms, listOn } from '#forms';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import type { CellValue } from './ministry-cells.ts';
import { bookOf, type FilledBook, type FilledCells, filledBook, mapFaults } from './ministry-fill.ts';
import { type FormShape, faultsOf, type MapCell, Mapping, type Proposal, proposed } from './ministry-map.ts';
import type { By } from './stored.ts';

const sql = loadSql(import.meta.url, ['lock_book', 'books', 'insert_book']);

export const ROWS_BY = ['sector', 'unit'] as const;
export type RowsBy = (typeof ROWS_BY)[number];

const MinistryBook = z.object({
  form: z.string(),
  version: z.number(),
  valid_from: z.string(),
  file_id: z.number(),
  file_name: z.string(),
  sha256: z.string(),
  rows_by: z.enum(ROWS_BY),
  mapping: Mapping,
  reason: z.string(),
  made_at: z.date(),
  made_by_name: z.string(),
});
export type MinistryBook = z.infer<typeof MinistryBook>;

type Province = { id: number; tenant: number };

/** Every version of every workbook of a province, newest first. */
export function ministryBooks(db: Db, tenant: number, form: string | null = null): Promise<MinistryBook[]> {
  return many(db, sql.books, { tenant, form }, MinistryBook);
}

/** What holds on a day: the newest version that has begun. @throws reports.workbook_unknown */
export async function ministryBookOn(db: Db, tenant: number, form: string, day: Day): Promise<MinistryBook> {
  const found = (await ministryBooks(db, tenant, form)).find(({ valid_from }) => valid_from <= day);
  if (!found) throw new DomainError('reports.workbook_unknown', 404, { form, day });
  return found;
}

/** The file as it came: kept with the province, filled by every unit in it. */
export async function bytesOf(db: Db, book: MinistryBook): Promise<Buffer> {
  return (await open(db, store(), book.file_id, { unit_ids: null })).bytes;
}

// ---- forms

type FormAsk = { form: string; unit: string; day: Day; rows_by: RowsBy };

/** Rows and columns of a form that cells can be mapped to. @throws reports.form_unknown, reports.workbook_form_kind */
export async function shapeOf(db: Db, { form, unit, day, rows_by }: FormAsk, scope: Scope): Promise<FormShape> {
  const kind = await kindOf(db, form);
  if (kind === 'list') return listShape((await listOn(db, form, day)).layout.rows);
  const { layout } = await formOn(db, form, day);
  const from = `${day.slice(0, 4)}-01-01`;
  const known = await fill(db, { form, unit, from, to: day, by: rows_by, today: day }, scope);
  return tableShape(layout.columns, known.rows);
}

async function kindOf(db: Db, form: string): Promise<'table' | 'list'> {
  const kind = (await listForms(db)).find(({ code }) => code === form)?.kind;
  if (kind === undefined) throw new DomainError('reports.form_unknown', 422, { form });
  // Forms of things have as many rows as there are things: there is nothing to map.
  if (kind === 'detail') throw new DomainError('reports.workbook_form_kind', 422, { form });
  return kind;
}

function tableShape(columns: FilledForm['columns'], rows: readonly { key: string; label: string }[]): FormShape {
  return {
    kind: 'table',
    rows: rows.map(({ key, label }) => ({ key, code: null, label, takes_figure: true })),
    columns: columns.map(({ key, no, role, path_vi }) => ({
      key,
      no,
      label: path_vi.join(' / '),
      is_words: role !== 'figure',
    })),
  };
}

function listShape(rows: readonly { key: string; code: string | null; label_vi: string; is_heading: boolean }[]): FormShape {
  return {
    kind: 'list',
    rows: rows.map(({ key, code, label_vi, is_heading }) => ({ key, code, label: label_vi, takes_figure: !is_heading })),
    columns: [
      { key: 'value', no: null, label: 'Số liệu', is_words: false },
      { key: 'note', no: null, label: 'Ghi chú', is_words: true },
    ],
  };
}

const BLANK: CellValue = { kind: 'blank' };
const number = (value: string | number | null | undefined): CellValue =>
  value === null || value === undefined ? BLANK : { kind: 'number', text: String(value) };
const text = (value: string | null | undefined): CellValue => (value ? { kind: 'text', text: value } : BLANK);

function tableCells(form: FilledForm): FilledCells {
  const rows = new Map(form.rows.map((row) => [row.key, row]));
  const figures = new Set(figureColumns(form).map(({ key }) => key));
  return {
    shape: tableShape(form.columns, form.rows),
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

/** The workbook of a day filled for a unit and the days from `from` to `to`, both included. @throws what {@link filledBook} throws */
export async function ministryFilled(
  db: Db,
  of: { tenant: number; form: string; unit: string; from: Day; to: Day; today: Day },
  scope: Scope,
): Promise<{ book: MinistryBook; filled: FilledBook }> {
  const { tenant, ...ask } = of;
  const kind = await kindOf(db, of.form);
  const book = await ministryBookOn(db, tenant, of.form, of.to);
  const cells =
    kind === 'list' ? listCells(await fillList(db, ask, scope)) : tableCells(await fill(db, { ...ask, by: book.rows_by }, scope));
  return { book, filled: filledBook(await bytesOf(db, book), book.mapping, cells) };
}

// ---- keeping

export type NewBook = {
  province: Province;
  form: string;
  /** Unit whose rows the proposal knows. */
  unit: string;
  valid_from: Day;
  rows_by: RowsBy;
  reason: string;
};

/**
 * Keeps a workbook as the next version for a form, with the mapping that its heads and labels propose.
 * @throws reports.workbook_unreadable, reports.workbook_signed, reports.workbook_form_kind, reports.form_unknown, reports.workbook_too_early, files errors
 */
export async function uploadBook(
  db: Db,
  ask: NewBook,
  file: { name: string; bytes: Buffer },
  by: By,
): Promise<{ version: number; mapped: number; skipped: Proposal['skipped'] }> {
  const shape = await shapeOf(db, { ...ask, day: ask.valid_from }, by.scope);
  const book = bookOf(file.bytes);
  if (book.is_signed) throw new DomainError('reports.workbook_signed', 422, {});
  const { mapping, skipped } = proposed(book, shape);
  const { id: unit_id, tenant } = ask.province;
  const { actor, now, request_id = null } = by;
  const kept = await keep(db, store(), { bytes: file.bytes, name: file.name, unit_id, tenant, actor, now, request_id });
  const version = await keepVersion(db, ask, { file_id: kept.id, file_name: kept.name, sha256: kept.sha256, mapping }, null, by);
  return { version, mapped: mapping.length, skipped };
}

/**
 * Keeps another mapping of the newest workbook of a form as a version of its own.
 * @param version the newest that the writer saw
 * @throws reports.workbook_unknown, reports.workbook_changed_meanwhile, reports.workbook_map_faults, reports.workbook_too_early
 */
export async function mapBook(
  db: Db,
  ask: NewBook & { version: number; mapping: MapCell[] },
  by: By,
): Promise<{ version: number }> {
  const [last] = await ministryBooks(db, ask.province.tenant, ask.form);
  if (!last) throw new DomainError('reports.workbook_unknown', 404, { form: ask.form, day: ask.valid_from });
  const shape = await shapeOf(db, { ...ask, day: ask.valid_from }, by.scope);
  const faults = faultsOf(bookOf(await bytesOf(db, last)), shape, ask.mapping);
  if (faults.length > 0) throw mapFaults(faults);
  return { version: await keepVersion(db, ask, { ...last, mapping: ask.mapping }, ask.version, by) };
}

type Kept = Pick<MinistryBook, 'file_id' | 'file_name' | 'sha256' | 'mapping'>;

async function keepVersion(db: Db, ask: NewBook, kept: Kept, seen: number | null, by: By): Promise<number> {
  const { form, valid_from, rows_by, reason, province } = ask;
  const { tenant } = province;
  await one(db, sql.lock_book, { tenant, form }, z.object({ is_held: z.boolean() }));
  const [last] = await ministryBooks(db, tenant, form);
  if (seen !== null && last?.version !== seen)
    throw new DomainError('reports.workbook_changed_meanwhile', 409, { form, version: last?.version ?? 0 });
  // Versions are asked by day: a later one that began earlier would change what was filled under it.
  if (last && valid_from < last.valid_from)
    throw new DomainError('reports.workbook_too_early', 422, { valid_from, after: last.valid_from });
  const version = (last?.version ?? 0) + 1;
  const { file_id, file_name, sha256, mapping } = kept;
  await exec(db, sql.insert_book, {
    tenant,
    form,
    version,
    valid_from,
    file_id,
    file_name,
    sha256,
    rows_by,
    mapping: JSON.stringify(mapping),
    reason,
    now: by.now,
    by: by.actor.user_id,
    by_name: by.actor.name,
  });
  const told = (book: { version: number; file_name: string; sha256: string; mapping: MapCell[] }) => ({
    version: book.version,
    file_name: book.file_name,
    sha256: book.sha256,
    mapped: book.mapping.length,
  });
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.keep_workbook',
    subject_kind: 'ministry_book',
    subject_id: form,
    unit_id: province.id,
    before: last ? told(last) : null,
    after: { ...told({ version, file_name, sha256, mapping }), valid_from, rows_by },
    reason,
  });
  return version;
}
