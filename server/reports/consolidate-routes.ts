// Routes of consolidated reports.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import { unitNear } from '#org';
import { consolidationOf, gathered, includedIn, keepConsolidation, refuseNothingBelow, tablePlans } from './consolidate.ts';
import { Adjustment, addAdjustment, adjustmentsOf, withdrawAdjustment } from './consolidate-adjust.ts';
import { keyOf } from './consolidate-cells.ts';
import { DIFFERENCE_CAUSES, explained, unitDifferences } from './consolidate-compare.ts';
import type { Gathered } from './consolidate-figures.ts';
import { oppositeOf, refuseImpossible } from './consolidate-limits.ts';
import { movedAmong } from './consolidate-moved.ts';
import { lessOf, wayOf } from './consolidate-sums.ts';
import { labelOf, nameOf, rowLabel, standingWords } from './consolidate-tables.ts';
import { OtherDays, otherDaysOf, STANDINGS, type UnitReport } from './consolidate-units.ts';
import { type Content, Figure, ORIGINS, Paragraph } from './content.ts';
import { refresh } from './edit.ts';
import { MODES } from './modes.ts';
import {
  arrange,
  FindingShown,
  firstHeading,
  Heading,
  headingsOf,
  PulledShown,
  pull,
  pulledIn,
  sourcesOf,
  submittedTo,
} from './pull.ts';
import { STATES } from './states.ts';
import { type By, held, versionOf } from './stored.ts';

const id = z.coerce.number().int().positive();
const words = (most: number) => z.string().trim().min(1).max(most);
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });
const Basis = z.enum(['submitted', 'own']);
const Why = z.object({ unreported: z.string(), corrected: z.string(), adjusted: z.string(), other: z.string() });

const UnitShown = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  depth: z.number(),
  ended_on: z.string().nullable(),
  standing: z.enum(STANDINGS),
  state: z.enum(STATES).nullable(),
  is_late: z.boolean(),
  due_on: z.string().nullable(),
  /** Only of a report that was issued: what is being written is the unit's own. */
  report_id: z.number().nullable(),
  issue: z.object({ version: z.number(), number: z.number(), year: z.number(), issued_on: z.string() }).nullable(),
  /** Name of the unit whose report holds its figures already. */
  held_by: z.string().nullable(),
  other_days: OtherDays,
});

const ColumnShown = z.object({
  key: z.string(),
  measure: z.string(),
  s: z.string(),
  label: z.string(),
  is_adjustable: z.boolean(),
  reported: z.string().nullable(),
  own: z.string().nullable(),
  total: z.string().nullable(),
  now: z.string().nullable(),
  difference: z.string().nullable(),
  why: Why,
  lacking: z.array(z.string()),
});

const ChangeShown = z.object({
  effective: z.string(),
  kind: z.enum(['rename', 'merge', 'split', 'absorb', 'dissolve']),
  is_exact: z.boolean(),
  document_no: z.string().nullable(),
  pred_name: z.string(),
  succ_name: z.string(),
});

const Shown = z.object({
  choice: z
    .object({ mode: z.enum(MODES), bases: z.record(z.string(), Basis), at: z.date(), by_name: z.string().nullable() })
    .nullable(),
  is_crossing: z.boolean(),
  units: z.array(UnitShown),
  columns: z.array(ColumnShown),
  rows: z.array(z.object({ key: z.string(), label: z.string(), is_comparable: z.boolean(), units: z.number() })),
  tables: z.array(z.object({ key: z.string(), title: z.string(), basis: Basis })),
  adjustments: z.array(Adjustment.extend({ unit_name: z.string().nullable(), label: z.string() })),
  changes: z.array(ChangeShown),
  /** Units whose report was issued, sent back or recalled since the newest version was made: the report says it as it was. */
  moved_since: z.array(z.string()),
  differences: z.number(),
});

function unitShown(one: UnitReport, holder: string | null, above: Content): z.input<typeof UnitShown> {
  const { unit, standing, state, is_late, due_on, report, issue } = one;
  const { id: unit_id, code, name, kind, depth, ended_on } = unit;
  return {
    ...{ id: unit_id, code, name, kind, depth, ended_on, standing, is_late, due_on, held_by: holder },
    ...{ state: issue ? state : null, other_days: otherDaysOf(one, above) },
    report_id: issue ? (report?.id ?? null) : null,
    issue: issue && { version: issue.version, number: issue.number, year: issue.year, issued_on: issue.issued_on },
  };
}

const NOTHING = { columns: [], rows: [], tables: [], adjustments: [], changes: [], moved_since: [], differences: 0 };

function columnsShown(found: Gathered): z.input<typeof ColumnShown>[] {
  return found.columns.map((column) => {
    const { key, measure, s, definition } = column;
    const { difference, unreported, corrected, adjusted, other } = explained(found, column);
    return {
      ...{ key, measure, s, difference, why: { unreported, corrected, adjusted, other } },
      label: labelOf(found, column),
      is_adjustable: wayOf(definition) === 'sum',
      reported: found.reported.get(key)?.value ?? null,
      own: found.own.get(key)?.value ?? null,
      total: found.total.get(key)?.value ?? null,
      now: found.whole.get(key)?.value ?? null,
      lacking: (found.reported.get(key)?.lacking ?? []).map((unit) => nameOf(found, unit)),
    };
  });
}

async function consolidationShown(ctx: Ctx, report_id: number): Promise<z.input<typeof Shown>> {
  const report = await held(ctx.db, report_id, ctx.scope);
  const choice = await consolidationOf(ctx.db, report);
  const version = await versionOf(ctx.db, report);
  if (!choice) {
    const reports = await submittedTo(ctx.db, report, by(ctx));
    const is_crossing = reports.some(({ unit }) => unit.ended_on !== null);
    return { ...NOTHING, choice: null, is_crossing, units: reports.map((one) => unitShown(one, null, version.content)) };
  }
  const found = await gathered(ctx.db, report, choice.mode, version.content, by(ctx));
  const moved = movedAmong(found.reports, await includedIn(ctx.db, report, version.version));
  const plans = await tablePlans(ctx.db, found);
  const columns = new Map(found.columns.map((column) => [column.key, column]));
  const { mode, bases, at, by_name } = choice;
  return {
    choice: { mode, bases, at, by_name },
    is_crossing: found.is_crossing,
    units: found.reports.map((one) => {
      const holder = found.held_by.get(one.unit.id);
      return unitShown(one, holder == null ? null : nameOf(found, holder), version.content);
    }),
    columns: columnsShown(found),
    rows: found.rows.map((row) => ({
      key: row.key,
      label: rowLabel(found, row),
      is_comparable: row.is_comparable,
      units: row.members.length,
    })),
    tables: plans.map(({ key, title }) => ({ key, title, basis: bases[key] ?? 'submitted' })),
    adjustments: found.adjustments.map((one) => {
      const column = columns.get(keyOf(one.measure, one.s));
      return {
        ...one,
        unit_name: one.unit_id === null ? null : nameOf(found, one.unit_id),
        label: column ? labelOf(found, column) : one.measure,
      };
    }),
    changes: found.changes,
    moved_since: moved.map(({ unit }) => unit),
    differences: unitDifferences(found).length,
  };
}

const Line = z.object({
  unit_id: z.number(),
  name: z.string(),
  submitted: z.string().nullable(),
  /** Where its frozen figure stands. */
  report_id: z.number().nullable(),
  anchor: z.string().nullable(),
  is_summed: z.boolean(),
  says: z.string(),
  now: z.string().nullable(),
  difference: z.string().nullable(),
  cause: z.enum(DIFFERENCE_CAUSES).nullable(),
});

/** @throws reports.not_consolidated */
async function found(ctx: Ctx, report_id: number): Promise<Gathered> {
  const report = await held(ctx.db, report_id, ctx.scope);
  const choice = await consolidationOf(ctx.db, report);
  if (!choice) throw new DomainError('reports.not_consolidated', 409, { id: report_id });
  return gathered(ctx.db, report, choice.mode, (await versionOf(ctx.db, report)).content, by(ctx));
}

function linesOf(all: Gathered, key: string): z.input<typeof Line>[] {
  const causes = new Map(
    unitDifferences(all)
      .filter((one) => one.key === key)
      .map((one) => [one.unit_id, one]),
  );
  return all.reports.map((one) => {
    const part = all.submitted.get(key)?.get(one.unit.id);
    const now = all.by_unit.get(one.unit.id)?.get(key)?.value ?? null;
    return {
      unit_id: one.unit.id,
      name: one.unit.name,
      submitted: part?.value ?? null,
      report_id: part?.report_id ?? null,
      anchor: part?.anchor ?? null,
      is_summed: part !== undefined && all.held_by.get(one.unit.id) === null,
      says: standingWords(all, one),
      now,
      difference: part ? lessOf(part.value, now) : null,
      cause: causes.get(one.unit.id)?.cause ?? null,
    };
  });
}

const Renewed = z.object({ version: z.number(), findings: z.array(FindingShown), changed: z.array(z.string()) });
const Made = z.object({ version: z.number(), findings: z.array(FindingShown) });
const version = z.coerce.number().int().positive();
const key = z.string().min(1).max(60);

export const consolidateRoutes = {
  'reports.consolidation': route({
    method: 'GET',
    path: '/api/reports/:id/consolidation',
    permission: 'reports.read',
    summary:
      'What a report takes from those of the units below: where each is, sums beside the records, adjustments, changes of the organisation',
    input: z.object({ id }),
    output: Shown,
    run: (ctx, input) => consolidationShown(ctx, input.id),
  }),
  'reports.consolidation_figure': route({
    method: 'GET',
    path: '/api/reports/:id/consolidation/figure',
    permission: 'reports.read',
    summary: 'One figure of a consolidated report unit by unit: as submitted, as the records say now, and why they differ',
    input: z.object({ id, measure: words(100), s: z.iso.date() }),
    output: z.object({ label: z.string(), total: z.string().nullable(), now: z.string().nullable(), lines: z.array(Line) }),
    run: async (ctx, input) => {
      const all = await found(ctx, input.id);
      const column = all.columns.find(({ measure, s }) => measure === input.measure && s === input.s);
      if (!column) throw new DomainError('reports.no_such_column', 404, { measure: input.measure });
      return {
        label: labelOf(all, column),
        total: all.total.get(column.key)?.value ?? null,
        now: all.whole.get(column.key)?.value ?? null,
        lines: linesOf(all, column.key),
      };
    },
  }),
  'reports.consolidate': route({
    method: 'POST',
    path: '/api/reports/:id/consolidation',
    permission: 'reports.write',
    summary:
      'Consolidate the reports of the units below, in this mode and with these tables; asked again, with what is submitted now',
    input: z.object({ id, mode: z.enum(MODES), bases: z.record(key, Basis).default({}) }),
    output: Renewed,
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope, true);
      const content = (await versionOf(ctx.db, report)).content;
      refuseNothingBelow(await gathered(ctx.db, report, input.mode, content, by(ctx)));
      await keepConsolidation(ctx.db, report, input, by(ctx));
      return refresh(ctx.db, input.id, null, by(ctx));
    },
  }),
  'reports.adjust': route({
    method: 'POST',
    path: '/api/reports/:id/consolidation/adjustments',
    permission: 'reports.write',
    summary: 'Add to or take from a sum as the level above, as a line of its own with its reason; the figures below stay',
    input: z.object({
      id,
      measure: words(100),
      s: z.iso.date(),
      delta: z
        .string()
        .trim()
        .regex(/^-?\d{1,15}(\.\d{1,6})?$/),
      unit: z.string().max(60).nullable().default(null),
      reason: words(1000),
    }),
    output: Renewed,
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope, true);
      const all = await found(ctx, input.id);
      const column = all.columns.find(({ measure, s }) => measure === input.measure && s === input.s);
      if (!column) throw new DomainError('reports.no_such_column', 404, { measure: input.measure });
      if (wayOf(column.definition) !== 'sum' || /^-?0+(\.0+)?$/.test(input.delta))
        throw new DomainError('reports.not_adjustable', 422, { measure: input.measure });
      const unit = input.unit === null ? null : await unitNear(ctx.db, input.unit, all.to);
      if (unit && !all.reports.some((one) => one.unit.id === unit.id))
        throw new DomainError('org.unit_unknown', 404, { code: input.unit });
      const { measure, s, delta, reason } = input;
      refuseImpossible(all, column, { delta, unit_id: unit?.id ?? null });
      await addAdjustment(ctx.db, report, { measure, s, delta, unit_id: unit?.id ?? null, reason }, by(ctx));
      return refresh(ctx.db, input.id, null, by(ctx));
    },
  }),
  'reports.withdraw_adjustment': route({
    method: 'POST',
    path: '/api/reports/:id/consolidation/adjustments/:adjustment_id/withdraw',
    permission: 'reports.write',
    summary: 'Withdraw an adjustment with a reason; it stays on record',
    input: z.object({ id, adjustment_id: id, reason: words(1000) }),
    output: Renewed,
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope, true);
      const all = (await consolidationOf(ctx.db, report)) && (await found(ctx, input.id));
      const made = all?.adjustments.find((one) => one.id === input.adjustment_id && one.withdrawn_at === null);
      const column = made && all?.columns.find(({ measure, s }) => measure === made.measure && s === made.s);
      if (all && made && column) refuseImpossible(all, column, { delta: oppositeOf(made.delta), unit_id: made.unit_id });
      await withdrawAdjustment(ctx.db, report, input.adjustment_id, input.reason, by(ctx));
      return refresh(ctx.db, input.id, null, by(ctx));
    },
  }),
  'reports.adjustments': route({
    method: 'GET',
    path: '/api/reports/:id/consolidation/adjustments',
    permission: 'reports.read',
    summary: 'Adjustments of a consolidated report, withdrawn ones too',
    input: z.object({ id }),
    output: z.array(Adjustment),
    run: async (ctx, input) => adjustmentsOf(ctx.db, await held(ctx.db, input.id, ctx.scope)),
  }),
  'reports.sources': route({
    method: 'GET',
    path: '/api/reports/:id/sources',
    permission: 'reports.read',
    summary: 'Words of the submitted reports of the units below, by heading, and which of them stand here already',
    input: z.object({ id, heading: z.string().max(500).optional() }),
    output: z.object({
      headings: z.array(Heading),
      heading: z.string().nullable(),
      sources: z.array(
        z.object({
          report_id: z.number(),
          version: z.number(),
          unit_id: z.number(),
          unit_name: z.string(),
          heading: z.string(),
          block: z.string(),
          origin: z.enum(ORIGINS),
          paragraphs: z.array(Paragraph),
          texts: z.array(z.string()),
          figures: z.array(Figure),
        }),
      ),
      pulled: z.array(PulledShown),
      missing: z.array(z.string()),
    }),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const reports = await submittedTo(ctx.db, report, by(ctx));
      const { content } = await versionOf(ctx.db, report);
      const headings = await headingsOf(ctx.db, reports);
      const heading = input.heading ?? firstHeading(headings);
      const missing = reports.filter(({ standing }) => standing !== 'submitted' && standing !== 'not_expected');
      return {
        headings,
        heading,
        sources: heading === null ? [] : await sourcesOf(ctx.db, reports, heading),
        pulled: await pulledIn(ctx.db, report, content, reports),
        missing: missing.map(({ unit }) => unit.name),
      };
    },
  }),
  'reports.pull': route({
    method: 'POST',
    path: '/api/reports/:id/pull',
    permission: 'reports.write',
    summary:
      'Take words of the submitted report of a unit below, with their figures as that unit reported them, as a new version',
    input: z.object({
      id,
      version,
      section: key,
      after: key.nullable().default(null),
      report_id: id,
      block: key,
      paragraphs: z.array(z.int().min(0).max(500)).max(500).default([]),
      instead: key.nullable().default(null),
      again: z.boolean().default(false),
    }),
    output: Made.extend({ block: z.string() }),
    run: (ctx, input) => pull(ctx.db, input.id, input, by(ctx)),
  }),
  'reports.arrange': route({
    method: 'POST',
    path: '/api/reports/:id/arrange',
    permission: 'reports.write',
    summary: 'Another order of the blocks of a section; pulled blocks that are not named are dropped, as a new version',
    input: z.object({ id, version, section: key, blocks: z.array(key).max(200) }),
    output: Made,
    run: (ctx, input) => arrange(ctx.db, input.id, input, by(ctx)),
  }),
};
