// Routes of values of every kind: asked for, opened, declared, defined.
import { z } from 'zod';
import { route } from '#lib/route';
import { unitsByIds } from '#org';
import { measureRecords } from './behind.ts';
import { BehindOut } from './behind-out.ts';
import { sameEarlier } from './compare.ts';
import { DeclarationOut, DeclaredCell, declarations, declare, declaredGrid } from './declare.ts';
import { DefinitionIn, define, preview, versionsOf } from './define.ts';
import { definitionsOn } from './definitions.ts';
import { frameOf } from './frame.ts';
import { UNITS } from './units.ts';
import { Value } from './value.ts';
import { tableOf } from './values.ts';

const Text = z.string().trim().min(1).max(100);
const Day = z.string().trim().max(20);
const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Names = z
  .string()
  .max(10_000)
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  );

const Asked = z.object({
  unit: Text,
  from: Day,
  to: Day,
  scope: z.enum(['own', 'below', 'all']).optional(),
  known_at: Moment.optional(),
});
const UnitOut = z.object({ code: z.string(), name: z.string(), kind: z.string() });
const ROWS = ['one', 'children', 'tree'] as const;

const Compared = z.object({
  earlier: Value,
  difference: z.string().nullable(),
  change_percent: z.string().nullable(),
  is_better: z.boolean().nullable(),
});

const Reason = z.string().trim().min(1).max(1000);
const EvidenceIn = z.object({
  evidence_id: z.int(),
  page: z.int().min(1).nullable().optional(),
  quote: z.string().trim().max(2000).nullable().optional(),
});

export const routes = {
  'measures.values': route({
    method: 'GET',
    path: '/api/measures/values',
    permission: 'measures.read',
    summary:
      'Exact values of measures of any kind (`measures=a,b`) at a unit, at the units just below it or in its whole tree; `compare` adds the same period a year earlier',
    input: Asked.extend({ measures: Names, units: z.enum(ROWS).default('one'), compare: z.stringbool().optional() }),
    output: z.object({
      from: z.string(),
      to: z.string(),
      tree_day: z.string(),
      rows: z.array(z.object({ unit: UnitOut, values: z.record(z.string(), Value) })),
      earlier: z.object({ from: z.string(), to: z.string(), values: z.record(z.string(), Compared) }).nullable(),
    }),
    run: async (ctx, { units, compare, ...ask }) => {
      const wanted = { ...ask, today: ctx.today };
      const { frame, values } = await tableOf(ctx.db, { ...wanted, digest: true }, units, ctx.scope);
      const ids = frame.rows.map((row) => row.id);
      const named = new Map((await unitsByIds(ctx.db, ids, frame.tree_day)).map((unit) => [unit.id, unit]));
      return {
        from: frame.from,
        to: frame.to,
        tree_day: frame.tree_day,
        rows: frame.rows.map(({ id, code }) => {
          const unit = named.get(id);
          return { unit: { code, name: unit?.name ?? code, kind: unit?.kind ?? '' }, values: values(id) };
        }),
        earlier: compare ? await sameEarlier(ctx.db, wanted, ctx.scope) : null,
      };
    },
  }),

  'measures.behind': route({
    method: 'GET',
    path: '/api/measures/behind',
    permission: 'measures.read',
    summary:
      'What stands behind a figure of any kind: dossiers, entries of a register, declarations, certified copies, or the measures it is made of; number and digest equal those of the figure',
    input: Asked.extend({
      measure: Text,
      part: z.enum(['numerator', 'denominator']).optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      kind: z.enum(['dossiers', 'entries', 'declared', 'certifications', 'parts']),
      unit: UnitOut,
      from: z.string(),
      to: z.string(),
      scope: z.string(),
      measure: z.object({
        name: z.string(),
        label_vi: z.string(),
        label_en: z.string(),
        definition_vi: z.string(),
        definition_en: z.string(),
        source: z.string(),
        kind: z.string(),
        unit_vi: z.string(),
        unit_en: z.string(),
        expression: z.string().optional(),
      }),
      value: Value,
      count: z.number().nullable(),
      digest: z.string().nullable(),
      page: z.number(),
      page_size: z.number(),
      ...BehindOut.shape,
    }),
    run: async (ctx, input) => {
      const { frame, definition, ...found } = await measureRecords(ctx.db, { ...input, today: ctx.today }, ctx.scope);
      const { name, label_vi, label_en, definition_vi, definition_en, source, kind, unit } = definition;
      const words = { unit_vi: UNITS[unit].vi, unit_en: UNITS[unit].en };
      const expression = definition.kind === 'expression' ? { expression: definition.expression } : {};
      return {
        ...found,
        unit: { code: frame.unit.code, name: frame.unit.name, kind: frame.unit.kind },
        from: frame.from,
        to: frame.to,
        scope: frame.scope,
        measure: { name, label_vi, label_en, definition_vi, definition_en, source, kind, ...words, ...expression },
        page: input.page,
        page_size: input.page_size,
      };
    },
  }),

  'measures.declared': route({
    method: 'GET',
    path: '/api/measures/declared',
    permission: 'measures.read',
    summary: 'What is declared for a period: units (the unit itself, those just below, its tree) × declared measures',
    input: z.object({ unit: Text, from: Day, to: Day, units: z.enum(ROWS).default('one'), measures: Names.optional() }),
    output: z.object({
      tree_day: z.string(),
      units: z.array(UnitOut),
      measures: z.array(
        z.object({
          name: z.string(),
          label_vi: z.string(),
          label_en: z.string(),
          definition_vi: z.string(),
          unit_vi: z.string(),
          unit_en: z.string(),
          area: z.string().nullable(),
          time: z.string(),
          decimals: z.number(),
          roll_up: z.string(),
        }),
      ),
      cells: z.array(DeclaredCell),
    }),
    run: async (ctx, { measures, units, ...ask }) => {
      const frame = await frameOf(ctx.db, { ...ask, today: ctx.today }, units, ctx.scope);
      const definitions = await definitionsOn(ctx.db, ask.to, frame.tenant);
      const all = definitions.all.flatMap((one) => (one.definition.kind === 'declared' ? [one.definition] : []));
      const wanted = measures ? all.filter((one) => measures.includes(one.name)) : all;
      const unit_ids = frame.rows.map((row) => row.id);
      const named = await unitsByIds(ctx.db, unit_ids, frame.tree_day);
      return {
        tree_day: frame.tree_day,
        units: named.map(({ code, name, kind }) => ({ code, name, kind })),
        measures: wanted.map((one) => ({
          name: one.name,
          label_vi: one.label_vi,
          label_en: one.label_en,
          definition_vi: one.definition_vi,
          unit_vi: UNITS[one.unit].vi,
          unit_en: UNITS[one.unit].en,
          area: one.area ?? null,
          time: one.time,
          decimals: one.decimals,
          roll_up: one.roll_up,
        })),
        cells: await declaredGrid(ctx.db, { unit_ids, measures: wanted, from: frame.from, to: frame.to }, ctx.scope),
      };
    },
  }),

  'measures.declarations': route({
    method: 'GET',
    path: '/api/measures/declarations',
    permission: 'measures.read',
    summary:
      'Everything declared at a unit and below it, newest first: who, when, why, with evidence; nothing is ever changed or removed',
    input: z.object({
      unit: Text,
      measure: Text.optional(),
      to: Day.optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ total: z.number(), page: z.number(), page_size: z.number(), rows: z.array(DeclarationOut) }),
    run: async (ctx, input) => {
      const found = await declarations(ctx.db, { ...input, day: input.to ?? ctx.today }, ctx.scope);
      return { ...found, page: input.page, page_size: input.page_size };
    },
  }),

  'measures.declare': route({
    method: 'POST',
    path: '/api/measures/declare',
    permission: 'measures.declare',
    summary: 'Declares values with a reason and evidence, all or none; `version` is the one the writer saw, 0 for none',
    input: z.object({
      reason: Reason,
      cells: z
        .array(
          z.object({
            measure: Text,
            unit: Text,
            from: Day,
            to: Day,
            value: z.string().trim().max(40).nullable(),
            note: z.string().trim().max(500).nullable().default(null),
            version: z.int().min(0).default(0),
            evidence: z.array(EvidenceIn).max(20).optional(),
          }),
        )
        .min(1)
        .max(5000),
    }),
    output: z.object({ ids: z.array(z.number()), unchanged: z.number() }),
    run: (ctx, { cells, reason }) => declare(ctx.db, cells, reason, ctx),
  }),

  'measures.preview': route({
    method: 'POST',
    path: '/api/measures/preview',
    permission: 'measures.define',
    summary: 'What a definition would give at a unit and at the units just below it, without keeping it',
    input: z.object({ definition: DefinitionIn, unit: Text, from: Day, to: Day }),
    output: z.object({ value: Value, below: z.array(z.object({ unit: z.string(), value: Value })) }),
    run: (ctx, input) => preview(ctx.db, { ...input, today: ctx.today }, ctx.scope),
  }),

  'measures.define': route({
    method: 'POST',
    path: '/api/measures/define',
    permission: 'measures.define',
    summary: 'Keeps a measure of the province of `unit`, or its new version from a day on; shipped measures cannot be changed',
    input: z.object({
      definition: DefinitionIn,
      unit: Text,
      valid_from: z.iso.date(),
      reason: Reason,
      version: z.int().min(0).default(0),
    }),
    output: z.object({ name: z.string(), version: z.number() }),
    run: (ctx, input) => define(ctx.db, input, ctx),
  }),

  'measures.versions': route({
    method: 'GET',
    path: '/api/measures/versions',
    permission: 'measures.read',
    summary: 'Every version of a measure that a province made itself, newest first',
    input: z.object({ name: Text, unit: Text }),
    output: z.object({
      versions: z.array(
        z.object({
          version: z.number(),
          valid_from: z.string().nullable(),
          valid_to: z.string().nullable(),
          definition: z.record(z.string(), z.unknown()),
          changed_by: z.string().nullable(),
          changed_at: z.date().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
    run: async (ctx, { name, unit }) => ({ versions: await versionsOf(ctx.db, { name, unit, day: ctx.today }, ctx.scope) }),
  }),
};
