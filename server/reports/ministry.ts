// Excel workbooks of a ministry as a province keeps them: uploaded for a form from a day on, mapped, filled for a unit and a period.
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { bookOf, type FilledBook, filledBook, mapFaults } from './ministry-fill.ts';
import { liveCells, ROWS_BY, type RowsBy, shapeOf } from './ministry-forms.ts';
import { faultsOf, type MapCell, Mapping, type Proposal, proposed } from './ministry-map.ts';
import { reportCells } from './ministry-report.ts';
import { type By, held, unitOf } from './stored.ts';

const sql = loadSql(import.meta.url, ['lock_book', 'books', 'insert_book']);

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

/**
 * What is filled in: the figures of today for a unit and the days from `from` to `to`, both included; or those of a report, of an issued one as they
 * were frozen.
 */
export type FilledFrom = { tenant: number; unit: string; from: Day; to: Day; today: Day } | { report_id: number };

/**
 * The workbook of the last day filled.
 * @throws what {@link filledBook} throws, reports.not_found, reports.workbook_not_in_report
 */
export async function ministryFilled(
  db: Db,
  form: string,
  of: FilledFrom,
  scope: Scope,
): Promise<{ book: MinistryBook; filled: FilledBook; unit: string; from: Day; to: Day }> {
  if ('report_id' in of) {
    const report = await held(db, of.report_id, scope);
    const [from, to] = [report.s, addDays(report.e, -1)];
    const book = await ministryBookOn(db, report.tenant, form, to);
    const cells = await reportCells(db, report, { form, rows_by: book.rows_by }, scope);
    return {
      book,
      filled: filledBook(await bytesOf(db, book), book.mapping, cells),
      unit: (await unitOf(db, report)).code,
      from,
      to,
    };
  }
  const { tenant, unit, from, to } = of;
  const book = await ministryBookOn(db, tenant, form, to);
  const cells = await liveCells(db, { ...of, form, rows_by: book.rows_by }, scope);
  return { book, filled: filledBook(await bytesOf(db, book), book.mapping, cells), unit, from, to };
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
 * @throws reports.workbook_unreadable, reports.workbook_signed, reports.form_unknown, reports.workbook_too_early, files errors
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
