import { z } from 'zod';
import { may } from '#access';
import type { Day } from '#lib/day';
import { makeDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, exportTrace, route } from '#lib/route';
import { unitsByIds } from '#org';
import { checkDefinition, defineRegister } from './define.ts';
import { RegisterDefinition, registerOn, registersOn, versionsOf } from './definitions.ts';
import { cancelEntry, correctEntry, keepEntry, versionFor } from './entries.ts';
import { evidenceCounts, evidenceOf } from './evidence.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { counts, EntryRow, entries, FieldTotal, Filter, totals, VIEWS, type Wanted } from './find.ts';
import { importRoutes } from './import-routes.ts';
import { AREAS, LAYOUT_FAULTS, Layout } from './layout.ts';
import { registerSheet } from './sheet.ts';
import { Entry, entry, namesOf, UnitShown } from './show.ts';
import { by, provinceOf, unitIds, unitSeen, unitWithin } from './within.ts';

const id = z.coerce.number().int().positive();
const code = z.string().max(60);
const unit = z.string().max(60);
const day = z.iso.date();
const said = (most: number) => z.string().trim().min(1).max(most);
const MOST_EXPORTED = 50_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Conditions travel in the address as JSON. */
const filters = z
  .string()
  .max(8000)
  .optional()
  .transform((text, ctx): Filter[] => {
    if (text === undefined || text === '') return [];
    try {
      return z.array(Filter).max(30).parse(JSON.parse(text));
    } catch {
      ctx.addIssue({ code: 'custom', message: 'conditions are a JSON list of {field, op, wanted}' });
      return z.NEVER;
    }
  });

const ListInput = z.object({
  code,
  unit,
  reach: z.enum(['own', 'all']).default('all'),
  view: z.enum(VIEWS).default('period'),
  from: day.optional(),
  to: day.optional(),
  filters,
  q: z.string().max(200).optional(),
  sort: z.string().max(50).optional(),
});
type ListInput = z.output<typeof ListInput>;

type Asked = { wanted: Wanted; definition: RegisterDefinition; on: Day; unit_name: string };

async function asked(ctx: Ctx, input: ListInput): Promise<Asked> {
  const on = input.to ?? ctx.today;
  const found = await unitSeen(ctx.db, input.unit, on, ctx.scope);
  const definition = await registerOn(ctx.db, input.code, on, found.tenant);
  const { view, from = null, to = null, q = null, sort = null } = input;
  if (from !== null && to !== null && from > to) throw new DomainError('registers.period_reversed', 422, { from, to });
  const unit_ids = await unitIds(ctx.db, found, on, input.reach);
  const until = view === 'period' ? to : (to ?? ctx.today);
  const wanted = {
    register: definition.code,
    layout: definition.layout,
    unit_ids,
    from,
    to: until,
    view,
    q,
    sort,
    filters: input.filters,
  };
  return { wanted, definition, on, unit_name: found.name };
}

const ListedRow = EntryRow.extend({ unit: UnitShown, evidence: z.number() });
const RegisterRow = RegisterDefinition.pick({
  code: true,
  version: true,
  name_vi: true,
  name_en: true,
  area: true,
  source: true,
  status: true,
}).extend({
  period_kind: z.enum(['in_period', 'at_day']),
  is_own: z.boolean(),
  is_closed: z.boolean(),
  fields: z.number(),
  entries: z.number(),
  entries_in_year: z.number(),
  last_on: z.string().nullable(),
});
const VersionRow = RegisterDefinition.omit({ layout: true });
const DefinitionInput = z.object({
  unit,
  code: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/),
  name_vi: said(200),
  name_en: said(200),
  area: z.enum(AREAS),
  layout: Layout,
});
const values = z.record(z.string().max(40), z.unknown());
const EvidenceInput = z
  .array(
    z.object({
      evidence_id: id,
      page: z.int().min(1).max(99_999).nullable().default(null),
      quote: z.string().trim().max(2000).nullable().default(null),
    }),
  )
  .max(50);

export const routes = {
  ...evidenceRoutes,
  ...importRoutes,
  'registers.list': route({
    method: 'GET',
    path: '/api/registers',
    permission: 'registers.read',
    summary:
      'Registers as they stand on a day, with how many entries a unit and everything below it have, in all and in that year',
    input: z.object({ unit, day: day.optional() }),
    output: z.object({ rows: z.array(RegisterRow), year: z.number(), can_define: z.boolean() }),
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const found = await unitSeen(ctx.db, input.unit, on, ctx.scope);
      const year = yearOf(on);
      const span = { unit_ids: await unitIds(ctx.db, found, on, 'all'), from: makeDay(year, 1, 1), to: makeDay(year, 12, 31) };
      const counted = await counts(ctx.db, span, ctx.scope);
      const rows = (await registersOn(ctx.db, on, found.tenant)).map(({ layout, tenant, ...row }) => {
        const n = counted.get(row.code);
        return {
          ...row,
          period_kind: layout.period_kind,
          is_own: tenant !== null,
          is_closed: layout.is_closed,
          fields: layout.fields.length,
          entries: n?.entries ?? 0,
          entries_in_year: n?.entries_in ?? 0,
          last_on: n?.last_on ?? null,
        };
      });
      const province = await provinceOf(ctx.db, found, on);
      return { rows, year, can_define: may(await ctx.scopeOf('registers.define'), province.id) };
    },
  }),
  'registers.definition': route({
    method: 'GET',
    path: '/api/registers/:code/definition',
    permission: 'registers.read',
    summary: 'A register as it stands on a day in a unit’s province, with all its versions',
    input: z.object({ code, unit, day: day.optional() }),
    output: z.object({ definition: RegisterDefinition, versions: z.array(VersionRow), unit: UnitShown, may_write: z.boolean() }),
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const found = await unitSeen(ctx.db, input.unit, on, ctx.scope);
      const definition = await registerOn(ctx.db, input.code, on, found.tenant);
      const versions = (await versionsOf(ctx.db, input.code, found.tenant)).map(({ layout: _, ...version }) => version);
      const { id: unit_id, code: unit_code, name } = found;
      const may_write = may(await ctx.scopeOf('registers.write'), unit_id) && !definition.layout.is_closed;
      return { definition, versions, unit: { id: unit_id, code: unit_code, name }, may_write };
    },
  }),
  'registers.check_definition': route({
    method: 'POST',
    path: '/api/registers/definitions/check',
    permission: 'registers.define',
    summary: 'What is wrong with a definition of a register, before it is kept',
    input: DefinitionInput,
    output: z.object({
      faults: z.array(z.object({ fault: z.enum([...LAYOUT_FAULTS, 'type_changed', 'code_taken']), path: z.string() })),
    }),
    run: async (ctx, input) => {
      const province = await provinceOf(ctx.db, await unitSeen(ctx.db, input.unit, ctx.today, ctx.scope), ctx.today);
      if (!may(ctx.scope, province.id)) throw new DomainError('org.unit_unknown', 404, { code: input.unit });
      return { faults: await checkDefinition(ctx.db, { ...input, province }) };
    },
  }),
  'registers.define': route({
    method: 'POST',
    path: '/api/registers/definitions',
    permission: 'registers.define',
    summary:
      'A new register of a province, or a new version of one, from a day; earlier versions and what was written by them stay',
    input: DefinitionInput.extend({ valid_from: day, source: said(500), reason: said(500) }),
    output: z.object({ id: z.number(), version: z.number() }),
    run: async (ctx, input) => {
      const province = await provinceOf(ctx.db, await unitSeen(ctx.db, input.unit, ctx.today, ctx.scope), ctx.today);
      if (!may(ctx.scope, province.id)) throw new DomainError('org.unit_unknown', 404, { code: input.unit });
      return defineRegister(ctx.db, { ...input, province }, by(ctx));
    },
  }),
  'registers.entries': route({
    method: 'GET',
    path: '/api/registers/:code/entries',
    permission: 'registers.read',
    summary:
      'Entries of a register: of a period, since the first of January, or as they stand on a day; filtered by any field, with totals',
    input: ListInput.extend({
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      rows: z.array(ListedRow),
      total: z.number(),
      units: z.number(),
      totals: z.array(FieldTotal),
      definition: RegisterDefinition,
      definitions: z.array(RegisterDefinition),
      /** Names of units that values refer to. */
      named: z.array(UnitShown),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      const { wanted, definition, on } = await asked(ctx, input);
      const { page, page_size } = input;
      const found = await entries(ctx.db, { ...wanted, page, page_size }, ctx.scope);
      const sums = await totals(ctx.db, wanted, ctx.scope);
      const names = new Map(
        (await unitsByIds(ctx.db, [...new Set(found.map((row) => row.unit_id))], on)).map((one) => [one.id, one]),
      );
      const proofs = await evidenceCounts(
        ctx.db,
        'entry',
        found.map((row) => row.id),
        ctx.scope,
      );
      const rows = found.map((row) => {
        const { code: unit_code = '', name = '' } = names.get(row.unit_id) ?? {};
        return { ...row, unit: { id: row.unit_id, code: unit_code, name }, evidence: proofs.get(String(row.id)) ?? 0 };
      });
      const referred = definition.layout.fields
        .filter((field) => field.type === 'unit')
        .flatMap((field) => found.map((row) => row.values[field.key]));
      const named = await namesOf(
        ctx.db,
        referred.filter((one): one is string => typeof one === 'string'),
        on,
      );
      return {
        rows,
        total: sums.entries,
        units: sums.units,
        totals: sums.fields,
        definition,
        definitions: [definition],
        named,
        page,
        page_size,
      };
    },
  }),
  'registers.export': route({
    method: 'GET',
    path: '/api/registers/:code/export',
    permission: 'registers.read',
    summary: 'The entries as an Excel sheet, with totals; its columns are those that an import reads',
    input: ListInput,
    output: z.unknown(),
    file: true,
    trace: exportTrace('registers'),
    run: async (ctx, input) => {
      const { wanted, definition, on, unit_name } = await asked(ctx, input);
      const found = await entries(
        ctx.db,
        { ...wanted, sort: wanted.sort ?? 'on_day', page: 1, page_size: MOST_EXPORTED },
        ctx.scope,
      );
      const names = new Map(
        (await unitsByIds(ctx.db, [...new Set(found.map((row) => row.unit_id))], on)).map((one) => [one.id, one.code]),
      );
      const proofs = await evidenceOf(
        ctx.db,
        'entry',
        found.map((row) => row.id),
        ctx.scope,
      );
      const list = found.map((row) => ({
        unit_name: names.get(row.unit_id) ?? '',
        values: row.values,
        evidence: proofs.get(String(row.id)) ?? [],
      }));
      const words = spanVi(wanted);
      return {
        file_name: `${definition.code}-${on}.xlsx`,
        content_type: XLSX,
        bytes: await registerSheet(definition, list, { unit_name, words }),
      };
    },
  }),
  'registers.entry': route({
    method: 'GET',
    path: '/api/registers/entries/:id',
    permission: 'registers.read',
    summary: 'One entry: what it says, every earlier version with who, when and why, its evidence',
    input: z.object({ id }),
    output: Entry.extend({ may_write: z.boolean() }),
    run: async (ctx, input) => {
      const found = await entry(ctx.db, input.id, ctx.scope);
      return { ...found, may_write: may(await ctx.scopeOf('registers.write'), found.unit_id) && !found.is_cancelled };
    },
  }),
  'registers.keep': route({
    method: 'POST',
    path: '/api/registers/:code/entries',
    permission: 'registers.write',
    summary: 'Write an entry; the same client_id again gives back the one that is there',
    input: z.object({
      code,
      unit,
      values,
      client_id: z.string().min(8).max(80).nullable().default(null),
      evidence: EvidenceInput.default([]),
    }),
    output: z.object({ id: z.number(), version: z.number() }),
    run: async (ctx, input) => {
      const near = await unitSeen(ctx.db, input.unit, ctx.today, ctx.scope);
      const versions = await versionsOf(ctx.db, input.code, near.tenant);
      if (versions.length === 0) throw new DomainError('registers.unknown_register', 404, { code: input.code });
      const on = input.values[versionFor(versions, input.values, ctx.today).layout.day_field];
      const is_day = z.iso.date().safeParse(on).success;
      const of = is_day ? await unitWithin(ctx.db, input.unit, on as Day, ctx.scope) : near;
      return keepEntry(
        ctx.db,
        { register: input.code, unit: of, values: input.values, client_id: input.client_id, evidence: input.evidence },
        by(ctx),
      );
    },
  }),
  'registers.correct': route({
    method: 'POST',
    path: '/api/registers/entries/:id/correct',
    permission: 'registers.write',
    summary: 'Correct an entry with a reason; the earlier version stays',
    input: z.object({ id, values, reason: said(500), version: z.int().min(1).nullable().default(null) }),
    output: z.object({ id: z.number(), version: z.number() }),
    run: (ctx, input) => correctEntry(ctx.db, input.id, input, by(ctx)),
  }),
  'registers.cancel': route({
    method: 'POST',
    path: '/api/registers/entries/:id/cancel',
    permission: 'registers.write',
    summary: 'Take an entry out with a reason: it no longer counts and stays readable',
    input: z.object({ id, reason: said(500), version: z.int().min(1).nullable().default(null) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await cancelEntry(ctx.db, input.id, input, by(ctx));
      return { id: input.id };
    },
  }),
};

function spanVi({ view, from, to }: Wanted): string {
  const shown = (on: Day) => `${on.slice(8, 10)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
  if (view === 'at_day') return `tính đến ${shown(to as Day)}`;
  if (view === 'since_january') return `lũy kế từ 01/01/${yearOf(to as Day)} đến ${shown(to as Day)}`;
  if (from && to) return `từ ${shown(from)} đến ${shown(to)}`;
  return from ? `từ ${shown(from)}` : to ? `đến ${shown(to)}` : 'tất cả';
}
