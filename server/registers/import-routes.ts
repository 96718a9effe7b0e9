import { z } from 'zod';
import { Job, jobById } from '#jobs';
import { route } from '#lib/route';
import { unitsByIds } from '#org';
import { RegisterDefinition, registerOn } from './definitions.ts';
import { askImport, Import, importById, imports, keepImport } from './import.ts';
import { templateSheet } from './sheet.ts';
import { UnitShown } from './show.ts';
import { by, unitSeen, unitWithin } from './within.ts';

const id = z.coerce.number().int().positive();
const code = z.string().max(60);
const unit = z.string().max(60);
const day = z.iso.date();

export const importRoutes = {
  'registers.template': route({
    method: 'GET',
    path: '/api/registers/:code/template',
    permission: 'registers.read',
    summary: 'The empty Excel form of a register as it stands on a day',
    input: z.object({ code, unit, day: day.optional() }),
    output: z.unknown(),
    file: true,
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const found = await unitSeen(ctx.db, input.unit, on, ctx.scope);
      const definition = await registerOn(ctx.db, input.code, on, found.tenant);
      return {
        file_name: `mau-nhap-${definition.code}.xlsx`,
        content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await templateSheet(definition, found.name, on),
      };
    },
  }),
  'registers.import': route({
    method: 'POST',
    path: '/api/registers/:code/imports',
    permission: 'registers.import',
    summary: 'Have an Excel book of entries looked through, in the background: nothing of it is kept yet (multipart)',
    input: z.object({ code, unit, from: day, to: day }),
    output: z.object({ id: z.number(), job_id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const found = await unitWithin(ctx.db, input.unit, input.to, ctx.scope);
      return askImport(
        ctx.db,
        { register: input.code, unit: found, from: input.from, to: input.to },
        await ctx.upload(),
        by(ctx),
      );
    },
  }),
  'registers.imports': route({
    method: 'GET',
    path: '/api/registers/imports',
    permission: 'registers.import',
    summary: 'Books sent for import, newest first',
    input: z.object({
      register: code.optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      rows: z.array(Import.extend({ unit: UnitShown })),
      total: z.number(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      const { register = null, page, page_size } = input;
      const { rows, total } = await imports(ctx.db, { register, page, page_size }, ctx.scope);
      const units = new Map(
        (await unitsByIds(ctx.db, [...new Set(rows.map((row) => row.unit_id))], ctx.today)).map((one) => [one.id, one]),
      );
      const shown = rows.map((row) => {
        const { code: unit_code = '', name = '' } = units.get(row.unit_id) ?? {};
        return { ...row, unit: { id: row.unit_id, code: unit_code, name } };
      });
      return { rows: shown, total, page, page_size };
    },
  }),
  'registers.import_of': route({
    method: 'GET',
    path: '/api/registers/imports/:id',
    permission: 'registers.import',
    summary: 'An import: how far it is, its faults by sheet and cell, entries with the same key that say something else',
    input: z.object({ id }),
    output: z.object({ import: Import, job: Job.nullable(), definition: RegisterDefinition, unit: UnitShown }),
    run: async (ctx, input) => {
      const found = await importById(ctx.db, input.id, ctx.scope);
      const job = found.job_id === null ? null : await jobById(ctx.db, found.job_id, { account_id: null, scope: ctx.scope });
      const [unit] = await unitsByIds(ctx.db, [found.unit_id], found.to_on);
      const definition = await registerOn(ctx.db, found.register, found.to_on, found.tenant);
      return { import: found, job, definition, unit: { id: found.unit_id, code: unit?.code ?? '', name: unit?.name ?? '' } };
    },
  }),
  'registers.import_keep': route({
    method: 'POST',
    path: '/api/registers/imports/:id/keep',
    permission: 'registers.import',
    summary: 'Keep a book that has no faults, whole or not at all, in the background',
    input: z.object({
      id,
      on_conflict: z.enum(['keep_old', 'take_new']).nullable().default(null),
      reason: z.string().trim().min(1).max(500).nullable().default(null),
    }),
    output: z.object({ job_id: z.number() }),
    run: (ctx, input) => keepImport(ctx.db, input.id, { on_conflict: input.on_conflict, reason: input.reason }, by(ctx)),
  }),
};
