// Routes of report regimes: what stands, what would follow from a change, a province's own versions.
import { z } from 'zod';
import { may } from '#access';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import { type Unit, unitById, unitNear } from '#org';
import { placedUnit } from './due.ts';
import {
  defineRegime,
  outlineChoices,
  RegimeHistoryRow,
  regimeHistory,
  ScheduleRow,
  schedule,
  shippedRegime,
} from './regime-define.ts';
import { Regime, regimes, regimesOn, regimeVersions, versionOn } from './regimes.ts';
import { OfProvince, templatesOfProvince } from './template-used.ts';

const code = z.string().max(60);
const day = z.iso.date();

const RegimeShown = Regime.extend({
  version: z.number(),
  /** A version of the province's own; else as the product comes with it. */
  is_own: z.boolean(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
});
const Version = RegimeShown.extend({
  history: RegimeHistoryRow.omit({ version: true, valid_from: true, valid_to: true }).nullable(),
});

/** The province a unit in reach lies in. Out of reach looks like not there. */
export async function provinceOf(ctx: Ctx, of: string): Promise<Unit> {
  const unit = await unitNear(ctx.db, of, ctx.today);
  if (!may(ctx.scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: of });
  if (unit.kind === 'province') return unit;
  for (const id of (await placedUnit(ctx.db, unit, ctx.today)).line) {
    const above = await unitById(ctx.db, id, ctx.today);
    if (above.kind === 'province') return above;
  }
  return unit;
}

/** The province, when the right reaches it: what holds for everybody below is not set from below. */
export async function provinceWithin(ctx: Ctx, of: string): Promise<Unit> {
  const province = await provinceOf(ctx, of);
  if (!may(ctx.scope, province.id)) throw new DomainError('org.unit_unknown', 404, { code: of });
  return province;
}

export const regimeRoutes = {
  'reports.regimes': route({
    method: 'GET',
    path: '/api/reports/regimes',
    permission: 'reports.read',
    summary: 'Report regimes: what is reported, for which periods, until when; with a unit, as its province has them on a day',
    input: z.object({ unit: code.optional(), day: day.optional() }),
    output: z.array(RegimeShown),
    run: async (ctx, input) => {
      if (input.unit === undefined)
        return regimes().map((one) => ({ ...one, version: 0, is_own: false, valid_from: null, valid_to: null }));
      const { tenant } = await provinceOf(ctx, input.unit);
      const found = await regimesOn(ctx.db, input.day ?? ctx.today, tenant);
      return found.map(({ tenant: own, once: _, ...one }) => ({ ...one, is_own: own !== null }));
    },
  }),
  'reports.regime': route({
    method: 'GET',
    path: '/api/reports/regimes/:code',
    permission: 'reports.read',
    summary: 'A regime as a unit’s province has it today, with every version, who made it and why, and what may be chosen in it',
    input: z.object({ code, unit: code }),
    output: z.object({
      now: RegimeShown.nullable(),
      shipped: Regime.nullable(),
      versions: z.array(Version),
      province: z.object({ code: z.string(), name: z.string() }),
      may_define: z.boolean(),
      /** Word templates of the province, which the regime may name; only for who may name them. */
      templates: z.array(OfProvince),
    }),
    run: async (ctx, input) => {
      const province = await provinceOf(ctx, input.unit);
      const versions = await regimeVersions(ctx.db, province.tenant, input.code);
      if (versions.length === 0) throw new DomainError('reports.regime_unknown', 404, { regime: input.code });
      const made = new Map((await regimeHistory(ctx.db, province.tenant, input.code)).map((one) => [one.version, one]));
      const may_define = may(await ctx.scopeOf('reports.define'), province.id);
      const told = versions.map(({ tenant, once: _, ...one }) => ({ ...one, is_own: tenant !== null }));
      const now = versionOn(versions, ctx.today);
      return {
        now: told.find((one) => now !== null && one.version === now.version) ?? null,
        shipped: shippedRegime(input.code),
        versions: told.map((one) => {
          const { reason, defined_at, defined_by_name } = made.get(one.version) ?? {};
          return {
            ...one,
            history: reason && defined_at && defined_by_name ? { reason, defined_at, defined_by_name } : null,
          };
        }),
        province: { code: province.code, name: province.name },
        may_define,
        templates: may_define ? await templatesOfProvince(ctx.db, province) : [],
      };
    },
  }),
  'reports.outline_choices': route({
    method: 'GET',
    path: '/api/reports/outlines/choices',
    permission: 'reports.read',
    summary: 'Outlines a regime or a request may name',
    input: z.object({}),
    output: z.array(z.object({ code: z.string(), name_vi: z.string(), name_en: z.string() })),
    run: async () => outlineChoices(),
  }),
  'reports.schedule': route({
    method: 'POST',
    path: '/api/reports/regimes/schedule',
    permission: 'reports.read',
    summary: 'What a regime would mean in a year: each period with its last day in time and its lock day, by kind of unit',
    input: z.object({ regime: Regime, year: z.int().min(2000).max(2199) }),
    output: z.array(ScheduleRow),
    run: (ctx, input) => schedule(ctx.db, input.regime, input.year),
  }),
  'reports.define_regime': route({
    method: 'POST',
    path: '/api/reports/regimes',
    permission: 'reports.define',
    summary:
      'A new regime of a province, or a new version of one, from a day; what was reported before stays under what held then',
    input: z.object({
      unit: code,
      regime: Regime,
      /** Of the newest version of the province's own that the writer saw; 0: none. */
      version: z.int().min(0),
      is_new: z.boolean().default(false),
      valid_from: day,
      valid_to: day.nullable().default(null),
      reason: z.string().trim().min(1).max(1000),
    }),
    output: z.object({ code: z.string(), version: z.number() }),
    run: async (ctx, { unit, ...input }) => {
      const province = await provinceWithin(ctx, unit);
      const { actor, now, scope, request_id } = ctx;
      return defineRegime(ctx.db, { ...input, province }, { actor, now, scope, request_id });
    },
  }),
};
