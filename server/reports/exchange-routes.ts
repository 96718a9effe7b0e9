// Where the system of the exchange posts packages: no session, a secret of its own, the same taking in as by folder or upload.
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import { wholeOf } from '#lib/whole';
import { exchangeToken } from './dispatch-carriers.ts';
import { MOST_PACKAGE_BYTES } from './edxml-read.ts';
import { Imported, importPackage } from './inbox-import.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** @throws reports.exchange_closed, reports.exchange_credential */
function refuseForeign(bearer: string | null): void {
  const expected = exchangeToken();
  if (expected === null) throw new DomainError('reports.exchange_closed', 404);
  if (bearer === null || !timingSafeEqual(digest(bearer), digest(expected)))
    throw new DomainError('reports.exchange_credential', 401);
}

const ACTOR = { user_id: null, name: 'Trục liên thông văn bản' };

/** Refused packages are told too: their sender may ask what became of them. */
function tellRefused(ctx: Ctx, error: DomainError): Promise<void> {
  return record(ctx.db, {
    tenant: 0,
    at: ctx.now,
    actor: ACTOR,
    request_id: ctx.request_id,
    action: 'reports.package_refused',
    subject_kind: 'exchange',
    subject_id: 'edxml',
    unit_id: null,
    after: { code: error.code, data: error.data, ip: ctx.ip },
  });
}

export const exchangeRoutes = {
  'reports.exchange_receive': route({
    method: 'POST',
    path: '/api/exchange/edxml',
    permission: 'public',
    summary:
      'A package (edXML) posted by the system of the exchange under its bearer token: a document, a recall or a status; the same package again changes nothing',
    input: z.object({}),
    output: Imported.pick({ kind: true }).extend({
      /** Reference of what was taken in. */
      id: z.string(),
      /** False: it was here already. */
      is_new: z.boolean(),
      /** Files that may not be kept, by name. */
      not_kept: z.array(z.string()),
    }),
    upload: 'xml',
    credential: refuseForeign,
    refused: tellRefused,
    run: async (ctx) => {
      const { now, request_id } = ctx;
      const bytes = await wholeOf(await ctx.upload(), MOST_PACKAGE_BYTES);
      const { kind, rows } = await importPackage(ctx.db, bytes, { actor: ACTOR, now, scope: { unit_ids: null }, request_id });
      return {
        kind,
        id: `${kind}-${rows.map(({ id }) => id).join('-')}`,
        is_new: rows.some(({ is_new }) => is_new),
        not_kept: rows.flatMap(({ not_kept }) => not_kept),
      };
    },
  }),
};
