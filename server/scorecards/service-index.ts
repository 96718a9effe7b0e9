// The service index of Decision 766 estimated from our own records, beside what the national portal shows, row by row.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { freePeriod } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { unitForPeriod } from '#org';
import { entries, registerOn } from '#registers';
import { bandOf, type Given, sums } from './ledger.ts';
import { type Points, points, printPoints } from './points.ts';
import { prefills } from './prefill.ts';
import { Rule } from './rule.ts';
import { type By, setOn } from './sets.ts';
import { Band, flat, isLeaf } from './tree.ts';

const sql = loadSql(import.meta.url, ['portal_rows', 'note_row']);

export const INDEX_CODE = 'chi-so-766';
/** Name of the figure in the register of external figures. */
const EXTERNAL = 'service_index_766';

const PortalRow = z.object({
  criterion: z.string(),
  points: z
    .string()
    .transform((text) => points(text))
    .nullable(),
  explanation: z.string().nullable(),
  noted_at: z.date(),
  noted_by: z.string(),
});

export const IndexRow = z.object({
  code: z.string(),
  parent_code: z.string().nullable(),
  depth: z.number(),
  name_vi: z.string(),
  name_en: z.string(),
  max: z.string(),
  /** Null: our records cannot tell. A group: the sum of what they can. */
  estimate: z.string().nullable(),
  /** Maximum of the rows our records can tell. */
  max_known: z.string(),
  portal: z.string().nullable(),
  /** Portal less estimate; null where one of them is not there. */
  difference: z.string().nullable(),
  why: z.enum(['same', 'not_ours', 'no_records', 'differs', 'no_portal', 'neither']).nullable(),
  explanation: z.string().nullable(),
  explained_by: z.string().nullable(),
  note_vi: z.string().nullable(),
  rule: Rule.nullable(),
  inputs: z.record(z.string(), z.object({ value: z.string().nullable(), unit: z.string().nullable(), n: z.number().nullable() })),
});

export const ServiceIndex = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string(),
  set: z.object({ id: z.number(), version: z.number(), name_vi: z.string(), name_en: z.string(), source: z.string() }),
  rows: z.array(IndexRow),
  estimate: z.object({ points: z.string(), max_known: z.string(), percent_known: z.string().nullable() }),
  /** From the register of external figures: the last one of the period. */
  portal: z
    .object({ value: z.string(), as_of: z.string(), source: z.string().nullable(), entry_id: z.number(), band: Band.nullable() })
    .nullable(),
  difference: z.string().nullable(),
  /** Of the difference: rows our records cannot tell, rows that differ, what no row of the portal accounts for. */
  explained: z.object({ not_ours: z.string(), differs: z.string(), unaccounted: z.string() }).nullable(),
});
export type ServiceIndex = z.output<typeof ServiceIndex>;

export type IndexAsk = { unit: string; from: Day; to: Day };

/** @throws calendar.impossible_date, calendar.reversed_dates, org.unit_unknown, org.unit_not_on_day, scorecards.no_set_on_day */
export async function serviceIndex(db: Db, ask: IndexAsk, today: Day, scope: Scope): Promise<ServiceIndex> {
  const { from, to } = ask;
  freePeriod(from, to);
  const { unit } = await unitForPeriod(db, ask.unit, from, to);
  if (!may(scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const known = await setOn(db, INDEX_CODE, to, unit.tenant);
  const { set } = known;
  const filled = (await prefills(db, { set, unit: unit.code, units: [unit], from, to, today })).get(unit.code) ?? new Map();
  const given = new Map<string, Given>([...filled].map(([code, one]) => [code, { value: one.value, is_estimate: true }]));
  const made = sums(set, given);
  const noted = new Map(
    (await many(db, sql.portal_rows, { unit_id: unit.id, set_code: set.code, from, to }, PortalRow)).map((row) => [
      row.criterion,
      row,
    ]),
  );
  const rows = flat(set).map(({ node, parent_code, depth }): z.output<typeof IndexRow> => {
    const leaf = isLeaf(node) ? node : null;
    const row = noted.get(node.code);
    const sum = made.parts.get(node.code);
    const known_max = leavesKnown(node.code, set, given);
    const estimate: Points | null = known_max.count > 0 ? (sum?.achieved ?? null) : null;
    const portal = row?.points ?? null;
    return {
      code: node.code,
      parent_code,
      depth,
      name_vi: node.name_vi,
      name_en: node.name_en ?? node.name_vi,
      max: node.max_points,
      estimate: estimate === null ? null : printPoints(estimate),
      max_known: printPoints(known_max.max),
      portal: portal === null ? null : printPoints(portal),
      difference: portal === null || estimate === null ? null : printPoints(portal - estimate),
      why: leaf ? whyOf(leaf.rule, estimate, portal) : null,
      explanation: row?.explanation ?? null,
      explained_by: row?.explanation ? row.noted_by : null,
      note_vi: leaf?.note_vi ?? null,
      rule: leaf?.rule ?? null,
      inputs: filled.get(node.code)?.inputs ?? {},
    };
  });
  const max_known = total(rows.filter((row) => row.rule && row.estimate !== null).map((row) => points(row.max)));
  const portal = await portalOf(db, unit, from, to, scope);
  const portal_points = portal && points(portal.value);
  const difference = portal_points === null ? null : portal_points - made.total.achieved;
  return {
    unit: { code: unit.code, name: unit.name },
    from,
    to,
    set: { id: known.id, version: known.version, name_vi: set.name_vi, name_en: set.name_en, source: set.source },
    rows,
    estimate: {
      points: printPoints(made.total.achieved),
      max_known: printPoints(max_known),
      percent_known: max_known === 0n ? null : hundredths((made.total.achieved * 10_000n * 2n + max_known) / (2n * max_known)),
    },
    portal: portal && { ...portal, band: bandOf(set.bands, (portal_points as Points) / 10n) },
    difference: difference === null ? null : printPoints(difference),
    explained: difference === null ? null : explainedBy(rows, difference),
  };
}

const total = (values: readonly Points[]) => values.reduce((sum, value) => sum + value, 0n);
const hundredths = (value: bigint) => {
  const digits = value.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

function leavesKnown(code: string, set: Parameters<typeof flat>[0], given: ReadonlyMap<string, Given>) {
  const rows = flat(set);
  const below = new Set([code]);
  for (const row of rows) if (row.parent_code !== null && below.has(row.parent_code)) below.add(row.node.code);
  const known = rows.filter(({ node }) => below.has(node.code) && isLeaf(node) && given.has(node.code));
  return { max: total(known.map(({ node }) => points(node.max_points))), count: known.length };
}

/** Why the two of a row are not the same. A rule without figures is one our records cannot tell; with them, there was nothing to count. */
function whyOf(rule: Rule, estimate: Points | null, portal: Points | null): z.output<typeof IndexRow>['why'] {
  if (estimate !== null && portal !== null) return estimate === portal ? 'same' : 'differs';
  if (estimate !== null) return 'no_portal';
  if (portal === null) return rule.type === 'judged' ? 'neither' : 'no_records';
  return rule.type === 'judged' ? 'not_ours' : 'no_records';
}

function explainedBy(rows: ServiceIndex['rows'], difference: Points): NonNullable<ServiceIndex['explained']> {
  const of = (
    holds: (row: ServiceIndex['rows'][number]) => boolean,
    value: (row: ServiceIndex['rows'][number]) => string | null,
  ) => total(rows.filter((row) => row.rule !== null && holds(row)).map((row) => points(value(row) ?? '0')));
  const not_ours = of(
    (row) => row.estimate === null && row.portal !== null,
    (row) => row.portal,
  );
  const differs = of(
    (row) => row.why === 'differs',
    (row) => row.difference,
  );
  return {
    not_ours: printPoints(not_ours),
    differs: printPoints(differs),
    unaccounted: printPoints(difference - not_ours - differs),
  };
}

async function portalOf(db: Db, unit: { id: number; tenant: number }, from: Day, to: Day, scope: Scope) {
  const register = await registerOn(db, 'external_figure', to, unit.tenant);
  const [entry] = await entries(
    db,
    {
      register: register.code,
      layout: register.layout,
      unit_ids: [unit.id],
      from,
      to,
      filters: [{ field: 'name', op: 'is', wanted: [EXTERNAL] }],
      page_size: 1,
    },
    scope,
  );
  const values = entry?.values as Record<string, unknown> | undefined;
  if (!entry || typeof values?.value !== 'string') return null;
  const source = typeof values.source_name === 'string' ? values.source_name : null;
  return { value: printPoints(points(values.value)), as_of: entry.on_day, source, entry_id: entry.id };
}

export type PortalNote = IndexAsk & { criterion: string; points: string | null; explanation: string | null };

/**
 * Keeps what the portal shows for a row, and why ours differs.
 * @throws org.unit_unknown, scorecards.unknown_criterion, scorecards.above_maximum
 */
export async function notePortal(db: Db, input: PortalNote, by: By): Promise<{ id: number }> {
  const { from, to, criterion, explanation } = input;
  freePeriod(from, to);
  const { unit } = await unitForPeriod(db, input.unit, from, to);
  if (!may(by.scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: input.unit });
  const { set } = await setOn(db, INDEX_CODE, to, unit.tenant);
  const leaf = flat(set).find(({ node }) => node.code === criterion && isLeaf(node))?.node;
  if (!leaf) throw new DomainError('scorecards.unknown_criterion', 404, { criterion });
  if (input.points !== null && points(input.points) > points(leaf.max_points))
    throw new DomainError('scorecards.above_maximum', 422, {
      criterion,
      name: leaf.name_vi,
      value: input.points,
      max: leaf.max_points,
    });
  const said = { criterion, points: input.points, explanation };
  const row = {
    tenant: unit.tenant,
    unit_id: unit.id,
    set_code: set.code,
    from,
    to,
    ...said,
    at: by.now,
    noted_by: by.actor.name,
  };
  const { id } = await one(db, sql.note_row, row, z.object({ id: z.number() }));
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'scorecards.note_portal',
    subject_kind: 'portal_figure',
    subject_id: id,
    unit_id: unit.id,
    after: { ...said, from, to },
  });
  return { id };
}
