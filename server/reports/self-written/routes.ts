// The route by which an officer decides on what the product drafted.
import { z } from 'zod';
import { route } from '#lib/route';
import { Paragraph } from '../content.ts';
import { Saved } from '../edit.ts';
import { FigureWanted } from '../figure-added.ts';
import { Decided, decideDraft } from './decide.ts';

export const draftRoutes = {
  'reports.decide_draft': route({
    method: 'POST',
    path: '/api/reports/:id/drafts',
    permission: 'reports.write',
    summary:
      'Accept what was drafted from data for a part, as it is or edited, refuse it, or have it offered again; a new version',
    input: Decided.extend({
      id: z.coerce.number().int().positive(),
      /** As the officer edited it; without them as it was drafted. */
      words: z.array(Paragraph).max(500).optional(),
      figures: z.array(FigureWanted).max(50).default([]),
    }),
    output: Saved,
    run: (ctx, { id, ...input }) => {
      const { actor, now, scope, request_id } = ctx;
      return decideDraft(ctx.db, id, input, { actor, now, scope, request_id });
    },
  }),
};
