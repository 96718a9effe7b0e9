// Routes of Excel: the appendix of a kept report, and workbooks of a ministry that are filled in place.
import { z } from 'zod';
import { may } from '#access';
import { DomainError } from '#lib/errors';
import { type Ctx, exportTrace, route, type Upload } from '#lib/route';
import { wholeOf } from '#lib/whole';
import { unitNear } from '#org';
import { bytesOf, type MinistryBook, mapBook, ministryBooks, ministryFilled, uploadBook } from './ministry.ts';
import { addressOf, type Book } from './ministry-book.ts';
import { bookOf } from './ministry-fill.ts';
import { ROWS_BY, shapeOf } from './ministry-forms.ts';
import { faultsOf, MapCell, MapFault, Mapping } from './ministry-map.ts';
import { ReportWithForm, reportsWithForm } from './ministry-report.ts';
import { provinceOf, provinceWithin } from './regime-routes.ts';
import type { By } from './stored.ts';
import { workbookOf } from './workbook-file.ts';

const id = z.coerce.number().int().positive();
const code = z.string().trim().min(1).max(60);
const day = z.iso.date();
const reason = z.string().trim().min(1).max(1000);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** Of a sheet as it is shown to who maps it. */
const MOST_ROWS = 400;
const MOST_COLUMNS = 60;

/** Days of a unit, as they are today; or a report. */
const Filling = z
  .object({ form: code, unit: code.optional(), from: day.optional(), to: day.optional(), report_id: id.optional() })
  .refine(({ unit, from, to, report_id }) => report_id !== undefined || (unit && from && to), {
    path: ['unit'],
    message: 'a unit with its days, or a report',
  });

const by = ({ actor, now, scope, request_id }: Ctx): By => ({ actor, now, scope, request_id });

const BookRow = z.object({
  form: z.string(),
  version: z.number(),
  valid_from: z.string(),
  file_name: z.string(),
  sha256: z.string(),
  rows_by: z.enum(ROWS_BY),
  mapped: z.number(),
  reason: z.string(),
  made_at: z.date(),
  made_by_name: z.string(),
});

function shown({ form, version, valid_from, file_name, sha256, rows_by, mapping, reason, made_at, made_by_name }: MinistryBook) {
  return { form, version, valid_from, file_name, sha256, rows_by, mapped: mapping.length, reason, made_at, made_by_name };
}

const SheetShown = z.object({
  name: z.string(),
  is_hidden: z.boolean(),
  is_protected: z.boolean(),
  is_cut: z.boolean(),
  rows: z.array(
    z.object({ no: z.number(), cells: z.array(z.object({ cell: z.string(), text: z.string(), is_formula: z.boolean() })) }),
  ),
});

function sheetsOf(book: Book): z.infer<typeof SheetShown>[] {
  return book.sheets.map((sheet) => {
    const cells = [...sheet.cells.values()].filter(({ row, column }) => row <= MOST_ROWS && column <= MOST_COLUMNS);
    const rows = [...Map.groupBy(cells, ({ row }) => row)].sort(([a], [b]) => a - b);
    return {
      name: sheet.name,
      is_hidden: sheet.is_hidden,
      is_protected: sheet.is_protected,
      is_cut: cells.length < sheet.cells.size,
      rows: rows.map(([no, members]) => ({
        no,
        cells: members
          .sort((a, b) => a.column - b.column)
          .map((cell) => ({
            cell: addressOf(cell.row, cell.column),
            text: cell.text.slice(0, 300),
            is_formula: cell.formula !== null,
          })),
      })),
    };
  });
}

const taken = async (sent: Upload) => ({ name: sent.name, bytes: await wholeOf(sent, MOST_FILE_BYTES) });

export const ministryRoutes = {
  'reports.xlsx': route({
    method: 'GET',
    path: '/api/reports/:id/xlsx',
    permission: 'reports.read',
    summary:
      'The Excel appendix of a version: a sheet for every form and table, live formulas, each figure with its link; of an issued report as issued',
    input: z.object({ id, version: z.coerce.number().int().positive().optional() }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.xlsx'),
    run: async (ctx, input) => ({
      content_type: XLSX,
      ...(await workbookOf(ctx.db, input.id, input.version, ctx.scope)),
    }),
  }),
  'reports.workbooks': route({
    method: 'GET',
    path: '/api/reports/workbooks',
    permission: 'reports.read',
    summary: 'Workbooks of a ministry that the province of a unit keeps, every version, newest first',
    input: z.object({ unit: code }),
    output: z.object({ rows: z.array(BookRow), may_define: z.boolean() }),
    run: async (ctx, input) => {
      const province = await provinceOf(ctx, input.unit);
      const rows = (await ministryBooks(ctx.db, province.tenant)).map(shown);
      return { rows, may_define: may(await ctx.scopeOf('reports.define'), province.id) };
    },
  }),
  'reports.workbook': route({
    method: 'GET',
    path: '/api/reports/workbooks/:form',
    permission: 'reports.read',
    summary:
      'The newest workbook for a form: its sheets, which cells are filled with what, what is wrong with that, what may be chosen',
    input: z.object({ form: code, unit: code }),
    output: z.object({
      book: BookRow,
      versions: z.array(BookRow),
      sheets: z.array(SheetShown),
      names: z.array(z.string()),
      mapping: Mapping,
      faults: z.array(MapFault),
      shape: z.object({
        kind: z.enum(['table', 'list', 'units']),
        rows: z.array(z.object({ key: z.string(), code: z.string().nullable(), label: z.string(), takes_figure: z.boolean() })),
        columns: z.array(z.object({ key: z.string(), no: z.number().nullable(), label: z.string(), is_words: z.boolean() })),
      }),
      may_define: z.boolean(),
    }),
    run: async (ctx, { form, unit }) => {
      const province = await provinceOf(ctx, unit);
      const [kept, ...older] = await ministryBooks(ctx.db, province.tenant, form);
      if (!kept) throw new DomainError('reports.workbook_unknown', 404, { form, day: ctx.today });
      const book = bookOf(await bytesOf(ctx.db, kept));
      const shape = await shapeOf(ctx.db, { form, unit, day: ctx.today, rows_by: kept.rows_by }, ctx.scope);
      return {
        book: shown(kept),
        versions: [kept, ...older].map(shown),
        sheets: sheetsOf(book),
        names: [...book.names.keys()],
        mapping: kept.mapping,
        faults: faultsOf(book, shape, kept.mapping),
        shape,
        may_define: may(await ctx.scopeOf('reports.define'), province.id),
      };
    },
  }),
  'reports.upload_workbook': route({
    method: 'POST',
    path: '/api/reports/workbooks/:form/upload',
    permission: 'reports.define',
    summary:
      'A workbook of a ministry for a form from a day on, with the cells its heads and labels propose; the one before stands for earlier days',
    input: z.object({ form: code, unit: code, valid_from: day, rows_by: z.enum(ROWS_BY).default('sector'), reason }),
    output: z.object({ version: z.number(), mapped: z.number(), skipped: z.array(MapFault) }),
    upload: true,
    run: async (ctx, input) => {
      const province = await provinceWithin(ctx, input.unit);
      return uploadBook(ctx.db, { ...input, province }, await taken(await ctx.upload()), by(ctx));
    },
  }),
  'reports.map_workbook': route({
    method: 'POST',
    path: '/api/reports/workbooks/:form/mapping',
    permission: 'reports.define',
    summary: 'Which cells of the newest workbook for a form are filled with what, as a new version from a day on',
    input: z.object({
      form: code,
      unit: code,
      version: z.int().positive(),
      valid_from: day,
      rows_by: z.enum(ROWS_BY),
      mapping: z.array(MapCell).max(5_000),
      reason,
    }),
    output: z.object({ version: z.number() }),
    run: async (ctx, input) => {
      const province = await provinceWithin(ctx, input.unit);
      return mapBook(ctx.db, { ...input, province }, by(ctx));
    },
  }),
  'reports.fill_workbook': route({
    method: 'GET',
    path: '/api/reports/workbooks/:form/fill',
    permission: 'reports.export',
    summary:
      'The workbook of the last day filled for a unit and a period, or with the figures of a report (of an issued one as frozen), everything else in it as the ministry sent it',
    input: Filling,
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.fill_workbook'),
    run: async (ctx, input) => {
      const { book, filled, unit, from, to } = await filledFor(ctx, input);
      const name = book.file_name.replace(/\.xlsx$/i, '');
      return { file_name: `${name}-${unit}-${from}-${to}.xlsx`, content_type: XLSX, bytes: filled.bytes };
    },
  }),
  'reports.workbook_check': route({
    method: 'GET',
    path: '/api/reports/workbooks/:form/check',
    permission: 'reports.export',
    summary:
      'What filling a workbook for a unit and a period, or from a report, would do: how many cells, and which formulas Excel computes when it opens it',
    input: Filling,
    output: z.object({ version: z.number(), file_name: z.string(), cells: z.number(), left: z.array(z.string()) }),
    run: async (ctx, input) => {
      const { book, filled } = await filledFor(ctx, input);
      return { version: book.version, file_name: book.file_name, cells: filled.cells, left: filled.left.slice(0, 200) };
    },
  }),
  'reports.workbook_reports': route({
    method: 'GET',
    path: '/api/reports/workbooks/:form/reports',
    permission: 'reports.export',
    summary: 'Issued reports of a unit that carry a form: their frozen figures can fill its workbook',
    input: z.object({ form: code, unit: code }),
    output: z.object({ reports: z.array(ReportWithForm) }),
    run: async (ctx, { form, unit }) => {
      const { id: unit_id, tenant } = await unitNear(ctx.db, unit, ctx.today);
      if (!may(ctx.scope, unit_id)) throw new DomainError('org.unit_unknown', 404, { code: unit });
      const rows_by = (await ministryBooks(ctx.db, tenant, form))[0]?.rows_by ?? null;
      return { reports: await reportsWithForm(ctx.db, { form, unit_id, day: ctx.today, rows_by }, ctx.scope) };
    },
  }),
};

function filledFor(ctx: Ctx, { form, unit, from, to, report_id }: z.output<typeof Filling>) {
  if (report_id !== undefined) return ministryFilled(ctx.db, form, { report_id }, ctx.scope);
  const ask = { unit: unit as string, from: from as string, to: to as string };
  return provinceOf(ctx, ask.unit).then(({ tenant }) =>
    ministryFilled(ctx.db, form, { ...ask, tenant, today: ctx.today }, ctx.scope),
  );
}
