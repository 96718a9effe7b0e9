import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { exportTrace, route } from '#lib/route';
import { unitNear } from '#org';
import { GROUP_COLUMNS, type GroupColumn, RECORD_SORTS, type RecordSort } from './compile.ts';
import { type Dated, definitionsOn } from './definitions.ts';
import { exportRecords } from './export.ts';
import { figures, type GroupBy, MeasureValues } from './figures.ts';
import { GroupKey } from './groups.ts';
import { UNIT_ROWS } from './question.ts';
import { DossierRecord, records } from './records.ts';
import { UNITS } from './units.ts';
import { routes as value_routes } from './value-routes.ts';

const Text = z.string().trim().min(1).max(100);
const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Switch = z.stringbool().optional();

/** Words with commas between: `new,resolved`. */
const Words = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  )
  .optional();

const Asked = z.object({
  unit: Text,
  from: Text,
  to: Text,
  scope: z.enum(['own', 'below', 'all']).optional(),
  sector: Text.optional(),
  channel: Text.optional(),
  level: Text.optional(),
  procedure: Text.optional(),
  known_at: Moment.optional(),
});

const GROUPS = [...(Object.keys(GROUP_COLUMNS) as GroupColumn[]), 'month'] as const satisfies readonly GroupBy[];
const SORTS = Object.keys(RECORD_SORTS) as RecordSort[];

const Note = z.object({ code: z.string(), text_vi: z.string(), text_en: z.string() });
const Head = {
  unit: z.object({ code: z.string(), slug: z.string().nullable(), name: z.string(), kind: z.string() }),
  from: z.string(),
  to: z.string(),
  scope: z.string(),
  notes: z.array(Note),
};

const DefinitionOut = z.object({
  name: z.string(),
  kind: z.enum(['count', 'ratio', 'entries', 'declared', 'certifications', 'share', 'expression']),
  unit: z.string(),
  unit_vi: z.string(),
  unit_en: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  definition_vi: z.string(),
  definition_en: z.string(),
  source: z.string(),
  status: z.string(),
  version: z.number(),
  def_hash: z.string(),
  /** Made by a province itself, not shipped. */
  is_own: z.boolean(),
  area: z.string().optional(),
  direction: z.string().optional(),
  time: z.string().optional(),
  part_of: z.string().optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  decimals: z.number().optional(),
  register: z.string().optional(),
  aggregate: z.string().optional(),
  field: z.string().optional(),
  expression: z.string().optional(),
  roll_up: z.string().optional(),
});

const RecordsIn = Asked.extend({
  measure: Text,
  part: z.enum(['numerator', 'denominator']).optional(),
  sort: z.enum(SORTS.flatMap((by) => [by, `-${by}` as const])).optional(),
});

function recordsAsk({ sort, ...ask }: z.output<typeof RecordsIn>) {
  if (sort === undefined) return ask;
  return { ...ask, sort: { by: sort.replace('-', '') as RecordSort, descending: sort.startsWith('-') } };
}

function shown({ definition, version, def_hash, tenant }: Dated) {
  const words = UNITS[definition.unit];
  return { ...definition, unit_vi: words.vi, unit_en: words.en, version, def_hash, is_own: tenant !== null };
}

export const routes = {
  'measures.definitions': route({
    method: 'GET',
    path: '/api/measures/definitions',
    permission: 'measures.read',
    summary: 'What each measure counts, as of a day (default today); with `unit` also the measures its province made',
    input: z.object({ day: z.iso.date().optional(), unit: Text.optional() }),
    output: z.object({ definitions: z.array(DefinitionOut) }),
    run: async (ctx, { day, unit }) => {
      const on = day ?? ctx.today;
      const near = unit === undefined ? null : await unitNear(ctx.db, unit, on);
      if (near && ctx.scope.unit_ids !== null && !ctx.scope.unit_ids.includes(near.id))
        throw new DomainError('org.unit_unknown', 404, { code: unit });
      const { all } = await definitionsOn(ctx.db, on, near?.tenant ?? null);
      return { definitions: all.map(shown) };
    },
  }),

  'measures.figures': route({
    method: 'GET',
    path: '/api/measures/figures',
    permission: 'measures.read',
    summary: 'Figures of a unit and the days from `from` to `to`, both included; a value not available is null',
    input: Asked.extend({ measures: Words, digest: Switch }),
    output: z.object({ ...Head, tree_day: z.string(), measures: MeasureValues }),
    run: (ctx, input) => figures(ctx.db, { ...input, today: ctx.today }, ctx.scope),
  }),

  'measures.table': route({
    method: 'GET',
    path: '/api/measures/table',
    permission: 'measures.read',
    summary: 'Figures by unit, sector, channel, level, procedure or month (`group_by=sector,month`)',
    input: Asked.extend({
      measures: Words,
      digest: Switch,
      group_by: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(GROUPS)).min(1).max(3)),
      unit_rows: z.enum(UNIT_ROWS).optional(),
      regime: z.enum(['ND09', 'CAL']).optional(),
    }),
    output: z.object({
      ...Head,
      tree_day: z.string(),
      measures: MeasureValues,
      groups: z.array(z.object({ key: GroupKey, measures: MeasureValues })),
    }),
    run: async (ctx, input) => {
      const { groups, ...rest } = await figures(ctx.db, { ...input, today: ctx.today }, ctx.scope);
      return { ...rest, groups: groups ?? [] };
    },
  }),

  'measures.records': route({
    method: 'GET',
    path: '/api/measures/records',
    permission: 'measures.read',
    summary: 'The dossiers behind a figure; count and digest are of all of them and equal those of the figure',
    input: RecordsIn.extend({
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      ...Head,
      measure: z.object({
        name: z.string(),
        label_vi: z.string(),
        label_en: z.string(),
        definition_vi: z.string(),
        definition_en: z.string(),
        counts: z.string(),
      }),
      count: z.number(),
      digest: z.string(),
      page: z.number(),
      page_size: z.number(),
      records: z.array(DossierRecord),
    }),
    run: async (ctx, { page, page_size, ...input }) => {
      const found = await records(ctx.db, { ...recordsAsk(input), page, page_size, today: ctx.today }, ctx.scope);
      return { ...found, page, page_size };
    },
  }),

  'measures.export': route({
    method: 'GET',
    path: '/api/measures/export',
    permission: 'measures.export',
    summary: 'The dossiers behind a figure as an Excel sheet',
    input: RecordsIn,
    output: z.object({}),
    file: true,
    trace: exportTrace('measures'),
    run: (ctx, input) => exportRecords(ctx.db, { ...recordsAsk(input), today: ctx.today }, ctx.scope),
  }),

  ...value_routes,
};
