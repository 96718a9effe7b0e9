import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { exportTrace, route } from '#lib/route';
import { publicUrl } from './address.ts';
import { detailRoutes } from './detail-routes.ts';
import { FilledFormOut } from './filled-out.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import {
  FilledListCheck,
  FilledListRow,
  fill,
  fillList,
  formDocument,
  formXlsx,
  headline,
  ListFailure,
  listDocument,
  listForms,
  listLinks,
  listXlsx,
  recordLinks,
} from './forms.ts';
import { gridRoutes } from './grid-routes.ts';
import { fileOf, Text, UnitOut } from './route-parts.ts';
import { ruleRoutes } from './rules-routes.ts';

const Asked = z.object({
  code: Text,
  unit: Text,
  from: Text,
  to: Text,
  by: z.enum(['sector', 'unit']).default('sector'),
  scope: z.enum(['own', 'below', 'all']).default('all'),
});

const ListAsked = Asked.omit({ by: true, scope: true });
export const routes = {
  ...gridRoutes,
  ...followUpRoutes,
  ...ruleRoutes,
  ...detailRoutes,
  'forms.list': route({
    method: 'GET',
    path: '/api/forms',
    permission: 'forms.read',
    summary: 'Statistical forms with their versions',
    input: z.object({}),
    output: z.object({
      forms: z.array(
        z.object({
          code: z.string(),
          version: z.number(),
          valid_from: z.string(),
          valid_to: z.string().nullable(),
          name_vi: z.string(),
          name_en: z.string(),
          source: z.string(),
          status: z.string(),
          kind: z.enum(['table', 'list', 'detail']),
        }),
      ),
    }),
    run: async (ctx) => ({ forms: await listForms(ctx.db) }),
  }),

  'forms.fill': route({
    method: 'GET',
    path: '/api/forms/:code',
    permission: 'forms.read',
    summary: 'A form filled for a unit and the days from `from` to `to`, both included; every cell with its measure and filter',
    input: Asked,
    output: FilledFormOut,
    run: (ctx, { code, ...ask }) => fill(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),

  'forms.export': route({
    method: 'GET',
    path: '/api/forms/:code/export',
    permission: 'forms.read',
    summary: 'The filled form as Word, Excel (live formulas) or PDF; every figure links to its records',
    input: Asked.extend({ format: z.enum(['docx', 'xlsx', 'pdf']) }),
    output: z.object({}),
    file: true,
    trace: exportTrace('forms'),
    run: async (ctx, { code, format, ...ask }) => {
      const form = await fill(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope);
      const linkTo = recordLinks(publicUrl());
      const made = { at: ctx.now, on: vietnamDay(ctx.now) };
      return fileOf(form, ask, format, {
        xlsx: () => formXlsx(form, linkTo, made),
        document: async () => formDocument(form, await headline(ctx.db, { ...ask, today: ctx.today }, ctx.scope), linkTo, made),
      });
    },
  }),

  'forms.fill_list': route({
    method: 'GET',
    path: '/api/forms/:code/rows',
    permission: 'forms.read',
    summary:
      'A list form filled for a unit and the days from `from` to `to`: every row with its figure, basis, note and what leads to its records',
    input: ListAsked,
    output: z.object({
      form: z.string(),
      official_code: z.string(),
      version: z.number(),
      title_vi: z.string(),
      title_en: z.string(),
      source: z.string(),
      unit: UnitOut,
      parent: UnitOut.nullable(),
      period: z.object({ from: z.string(), to: z.string(), text_vi: z.string(), name_vi: z.string().nullable() }),
      rows: z.array(FilledListRow),
      checks: z.array(FilledListCheck),
      failures: z.array(ListFailure),
    }),
    run: (ctx, { code, ...ask }) => fillList(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope),
  }),

  'forms.export_list': route({
    method: 'GET',
    path: '/api/forms/:code/rows/export',
    permission: 'forms.read',
    summary: 'The filled list form as Word, Excel (live formulas) or PDF; every figure links to what stands behind it',
    input: ListAsked.extend({ format: z.enum(['docx', 'xlsx', 'pdf']) }),
    output: z.object({}),
    file: true,
    trace: exportTrace('forms'),
    run: async (ctx, { code, format, ...ask }) => {
      const form = await fillList(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope);
      const made = { at: ctx.now, on: vietnamDay(ctx.now) };
      const linkTo = listLinks(publicUrl());
      return fileOf(form, ask, format, {
        xlsx: () => listXlsx(form, linkTo, made),
        document: async () => listDocument(form, linkTo, made),
      });
    },
  }),
};
