import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { fileTrace, route } from '#lib/route';
import { keep, open, store, tenantOf } from './files.ts';

const id = z.coerce.number().int().positive();

export const routes = {
  'files.upload': route({
    method: 'POST',
    path: '/api/files',
    permission: 'files.write',
    summary: 'Keeps a file for a unit (multipart; unit_id in the address, or as a field before the file)',
    input: z.object({ unit_id: id.max(2147483647).optional() }),
    output: z.object({ id: z.number(), name: z.string(), content_type: z.string(), sha256: z.string(), size_bytes: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const upload = await ctx.upload();
      const unit_id = input.unit_id ?? Number(upload.fields.unit_id);
      if (!Number.isSafeInteger(unit_id) || unit_id > 2147483647) throw new DomainError('files.unit_not_found', 404);
      const tenant = await tenantOf(ctx.db, unit_id, ctx.scope);
      const { name, type, bytes } = upload;
      return keep(ctx.db, store(), {
        bytes,
        name,
        type,
        unit_id,
        tenant,
        actor: ctx.actor,
        now: ctx.now,
        request_id: ctx.request_id,
      });
    },
  }),
  'files.download': route({
    method: 'GET',
    path: '/api/files/:id',
    permission: 'files.read',
    summary: 'The bytes of a file, always as a download. On record',
    input: z.object({ id }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('file'),
    run: async (ctx, input) => {
      const { name, content_type, bytes, is_withheld } = await open(ctx.db, store(), input.id, ctx.scope);
      // Its own part of the product hands it out to whom it may.
      if (is_withheld) throw new DomainError('files.not_found', 404, { id: input.id });
      return { file_name: name, content_type, bytes };
    },
  }),
};
