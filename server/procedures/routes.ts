import { z } from 'zod';
import { route } from '#lib/route';
import { GAPS, type Gap } from './completeness.ts';
import { gapsOn } from './control.ts';
import { controlRoutes } from './control-routes.ts';
import { DecisionOfProcedure, decisionsOf } from './decisions.ts';
import { Kit, kit } from './kit.ts';
import { Fee, LegalDocument, PublishedStep, VERTICAL_AGENCIES } from './pack.ts';
import {
  announce,
  Content,
  detailsOf,
  Level,
  Paper,
  procedureOn,
  Sector,
  search,
  sectors,
  Version,
  versionsOf,
} from './procedures.ts';

const day = z.iso.date();
const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const gaps = z.array(z.enum(GAPS));
const Details = { fees: z.array(Fee), steps: z.array(PublishedStep), legal_documents: z.array(LegalDocument) };

export const routes = {
  ...controlRoutes,
  'procedures.list': route({
    method: 'GET',
    path: '/api/procedures',
    permission: 'procedures.read',
    summary: 'Procedures of a day (default: today), by code, words without diacritics, or initials',
    input: z.object({
      q: z.string().max(200).optional(),
      sector: z.string().optional(),
      level: Level.optional(),
      online_level: z.enum(['none', 'partial', 'full']).optional(),
      at_desk: flag.optional(),
      is_internal: flag.optional(),
      is_interlinked: flag.optional(),
      vertical: z.enum([...VERTICAL_AGENCIES, 'any']).optional(),
      /** Only those with this gap; `any`: with any. */
      gap: z.enum([...GAPS, 'any']).optional(),
      day: day.optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      rows: z.array(Version.extend({ gaps })),
      total: z.number(),
      page: z.number(),
      page_size: z.number(),
      day,
    }),
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const missing = await gapsOn(ctx.db, on);
      const has = (found: Gap[]) => input.gap === 'any' || found.includes(input.gap as Gap);
      const ids = input.gap && [...missing].filter(([, found]) => has(found)).map(([id]) => id);
      const { rows, total } = await search(ctx.db, { ...input, ids, day: on });
      const told = rows.map((row) => ({ ...row, gaps: missing.get(row.id) ?? [] }));
      return { rows: told, total, page: input.page, page_size: input.page_size, day: on };
    },
  }),
  'procedures.sectors': route({
    method: 'GET',
    path: '/api/procedures/sectors',
    permission: 'procedures.read',
    summary: 'Sectors with the number of procedures on a day',
    input: z.object({ day: day.optional(), level: Level.optional() }),
    output: z.array(Sector),
    run: (ctx, input) => sectors(ctx.db, input.day ?? ctx.today, input.level ?? null),
  }),
  'procedures.kit': route({
    method: 'GET',
    path: '/api/procedures/kit',
    permission: 'procedures.read',
    summary:
      'The whole catalogue of a day with its papers, for a desk that must go on without a network; only when it is not the known one',
    input: z.object({ day: day.optional(), known: z.string().max(64).optional() }),
    output: Kit,
    run: (ctx, input) => kit(ctx.db, input.day ?? ctx.today, input.known),
  }),
  'procedures.get': route({
    method: 'GET',
    path: '/api/procedures/:code',
    permission: 'procedures.read',
    summary: 'A procedure as it was on a day, with its papers and every version',
    input: z.object({ code: z.string().max(60), day: day.optional() }),
    output: Version.extend({
      papers: z.array(Paper),
      ...Details,
      gaps,
      versions: z.array(Version.extend({ papers: z.array(Paper), ...Details })),
      decisions: z.array(DecisionOfProcedure),
    }),
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const procedure = await procedureOn(ctx.db, input.code, on);
      const versions = await detailsOf(ctx.db, await versionsOf(ctx.db, input.code));
      const { fees, steps, legal_documents } = versions.find((one) => one.id === procedure.id) as (typeof versions)[number];
      return {
        ...procedure,
        ...{ fees, steps, legal_documents },
        gaps: (await gapsOn(ctx.db, on)).get(procedure.id) ?? [],
        versions,
        decisions: await decisionsOf(ctx.db, procedure.procedure_id),
      };
    },
  }),
  'procedures.announce': route({
    method: 'POST',
    path: '/api/procedures',
    permission: 'procedures.write',
    summary: 'Announce a new version of a procedure, or a new procedure, from a day on',
    input: z.object({ code: z.string().max(60), from: day, content: Content }),
    output: Version.extend({ papers: z.array(Paper) }),
    run: (ctx, input) =>
      announce(ctx.db, input, { actor: ctx.actor, now: ctx.now, today: ctx.today, request_id: ctx.request_id }),
  }),
};
