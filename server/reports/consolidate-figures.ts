// Everything a consolidated report says, from the reports below, the records and the organisation: gathered once, printed and shown from here.
import { reachOf } from '#access';
import { yearFrom } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { rationalOf } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Definitions, definitionsOn, type Group, valuesByGroup } from '#measures';
import type { Unit } from '#org';
import { type Adjustment, adjustmentsOf, deltasOf } from './consolidate-adjust.ts';
import { type Asked, type FrozenPart, frozenParts, keyOf } from './consolidate-cells.ts';
import { type Definition, hasOwnPart, type Part, type Sum, summedText, sumsOf } from './consolidate-sums.ts';
import { reportsOf, type UnitReport, unitsOf } from './consolidate-units.ts';
import type { Content } from './content.ts';
import { type Mode, type Row, type RowKey, rowsOf, summedOf } from './modes.ts';
import {
  type Change,
  changesOf,
  coveredBy,
  groundOf,
  type OriginRow,
  organisationOf,
  type Placed,
  placedByAddress,
} from './modes-ground.ts';
import type { RegimeOn } from './regimes.ts';
import type { By, Held } from './stored.ts';

/** Parts by column. */
export type Parts = ReadonlyMap<string, Part>;

export type Gathered = {
  mode: Mode;
  /** The organisation below changed in the period, so that the mode matters. */
  is_crossing: boolean;
  unit: Unit;
  s: Day;
  e: Day;
  /** First and last day whose records count: those of the period, or by the days on which its figures and those before it were closed. */
  from: Day;
  to: Day;
  reports: UnitReport[];
  /** Of each submitted report: the unit whose report holds its figures already; null: it is summed. */
  held_by: Map<number, number | null>;
  columns: Asked[];
  submitted: Map<string, Map<number, FrozenPart>>;
  /** Figures of the superior's own records, which no report below holds. */
  own: Map<string, Part>;
  own_members: number[];
  adjustments: Adjustment[];
  /** Without and with what the superior adds: its own records and its adjustments. */
  reported: Map<string, Sum>;
  total: Map<string, Sum>;
  whole: Parts;
  by_unit: Map<number, Parts>;
  rows: Row[];
  by_row: Map<RowKey, Parts>;
  changes: Change[];
  origins: OriginRow[];
  placed: Placed[];
};

export type Frame = { report: Held; unit: Unit; regime: RegimeOn; mode: Mode; own: Content };

/** @param frame.own the superior's report as its records say it: which figures it has */
export async function gather(db: Db, frame: Frame, by: By): Promise<Gathered> {
  const { report, unit, regime, mode } = frame;
  const { s, e } = report;
  const { from, to } = frame.own;
  // Records of the days before the period count in it too: so do the units that had them.
  const span = { s: from < s ? from : s, e };
  const today = vietnamDay(by.now);
  const period = { kind: report.kind, s, e };
  const units = await unitsOf(db, regime, unit, period);
  const reports = await reportsOf(db, regime, units, period, today);
  const organisation = await organisationOf(db, unit.id, span);
  const ground = groundOf(
    unit.id,
    organisation,
    units.map(({ id }) => id),
  );
  const rows = rowsOf(mode, ground);
  const held_by = await heldBy(db, reports, mode, organisation.origins);
  const { columns: of_reports, parts: submitted } = await frozenParts(db, reports, {
    from,
    to,
    year_from: yearFrom(from, to, frame.own.year_from),
    e,
  });
  const definitions = await definitionsOn(db, addDays(e, -1), unit.tenant);
  const columns = ordered(of_reports, frame.own, unit, definitions);
  const bucket = rows.find(({ key }) => key === 'unallocated');
  const placed = bucket ? await placedByAddress(db, bucket, rows, organisation.origins, span) : [];
  const live = await liveOf(db, { unit, to, today, columns, reports, rows, placed }, reachOf(by.scope));
  const adjustments = await adjustmentsOf(db, report);
  const own_part = ownPart(columns, live.own);
  const changed = new Set([...units.map(({ id }) => id), ...organisation.origins.map(({ unit_id }) => unit_id)]);
  const changes = await changesOf(db, [...changed], span);
  return {
    mode,
    is_crossing: units.some(({ ended_on }) => ended_on !== null) || changes.some(({ kind }) => kind !== 'rename'),
    unit,
    s,
    e,
    from,
    to,
    reports,
    held_by,
    columns,
    submitted,
    own: own_part,
    own_members: rows.find(({ key }) => key === 'own')?.members ?? [],
    adjustments,
    ...summed({ columns, submitted, held_by, own: own_part, unit_id: unit.id, adjustments }),
    whole: live.whole,
    by_unit: live.by_unit,
    rows,
    by_row: live.by_row,
    changes,
    origins: organisation.origins,
    placed,
  };
}

/** Sums of the reports that are summed, without and with what the superior adds. */
function summed(of: {
  columns: readonly Asked[];
  submitted: ReadonlyMap<string, ReadonlyMap<number, FrozenPart>>;
  held_by: ReadonlyMap<number, number | null>;
  own: ReadonlyMap<string, Part>;
  unit_id: number;
  adjustments: readonly Adjustment[];
}): Pick<Gathered, 'reported' | 'total'> {
  const { columns, submitted, held_by, own, unit_id, adjustments } = of;
  const of_reports = new Map(
    columns.map(({ key }) => [
      key,
      new Map<number, Part>([...(submitted.get(key) ?? [])].filter(([id]) => held_by.get(id) === null)),
    ]),
  );
  const with_own = new Map(
    [...of_reports].map(([key, parts]) => {
      const part = own.get(key);
      return [key, part ? new Map([...parts, [unit_id, part] as const]) : parts];
    }),
  );
  const deltas = new Map([...deltasOf(adjustments, keyOf)].map(([key, all]) => [key, summedText(all)]));
  return { reported: sumsOf(columns, of_reports), total: sumsOf(columns, with_own, deltas) };
}

async function heldBy(
  db: Db,
  reports: readonly UnitReport[],
  mode: Mode,
  origins: readonly OriginRow[],
): Promise<Map<number, number | null>> {
  const issued = reports.flatMap(({ unit, issue }) => (issue ? [{ unit, issue }] : []));
  const days = issued.map(({ unit, issue: { tree_day } }) => ({
    id: unit.id,
    day: unit.died !== null && unit.died <= tree_day ? addDays(unit.died, -1) : tree_day,
  }));
  const covers = days.length === 0 ? new Map<number, number[]>() : await coveredBy(db, days);
  const known = new Set(origins.map(({ unit_id }) => unit_id));
  return summedOf(
    mode,
    issued.map(({ unit }) => ({
      unit_id: unit.id,
      covers: [unit.id, ...(covers.get(unit.id) ?? [])].filter((one) => known.has(one)),
      depth: unit.depth,
      is_ended: unit.ended_on !== null,
    })),
  );
}

/** Columns of the reports below and of the superior's own report, in the order of the definitions. */
function ordered(of_reports: ReadonlyMap<string, Asked>, own: Content, unit: Unit, definitions: Definitions): Asked[] {
  const found = new Map(of_reports);
  const { to } = own;
  for (const figure of Object.values(own.figures)) {
    const { measure, from, filter, label } = figure;
    const is_whole = figure.unit === unit.code && figure.to === to && filter.scope === 'all' && Object.keys(filter).length === 1;
    const key = keyOf(measure, from);
    if (!is_whole || found.has(key) || !definitions.has(measure)) continue;
    found.set(key, { key, measure, s: from, label, definition: definitions.get(measure) as Definition });
  }
  const place = new Map(definitions.all.map(({ definition }, at) => [definition.name, at]));
  const at = ({ measure }: Asked) => place.get(measure) ?? Number.MAX_SAFE_INTEGER;
  // What the product counts no longer has nothing to stand beside.
  return [...found.values()]
    .filter(({ measure }) => definitions.has(measure))
    .sort((a, b) => (a.s < b.s ? 1 : a.s > b.s ? -1 : 0) || at(a) - at(b) || (a.key < b.key ? -1 : 1));
}

type LiveAsk = {
  unit: Unit;
  to: Day;
  today: Day;
  columns: readonly Asked[];
  reports: readonly UnitReport[];
  rows: readonly Row[];
  placed: readonly Placed[];
};

/** The product's own figures: of the whole, of each unit that is there, of each row of the mode. One pass over the records for each first day. */
async function liveOf(db: Db, ask: LiveAsk, access: Scope) {
  const { unit, to, today, columns, reports, rows, placed } = ask;
  const alive = reports.filter(({ unit: one }) => one.ended_on === null).map(({ unit: one }) => one);
  const groups = rows.map(
    ({ key, members }): Group => ({
      key,
      members,
      dossiers: placed.filter((one) => one.key === key).map(({ unit_id, dossier_ids }) => ({ unit_id, dossier_ids })),
    }),
  );
  const whole = new Map<string, Part>();
  const by_unit = new Map<number, Map<string, Part>>(alive.map(({ id }) => [id, new Map()]));
  const by_row = new Map<RowKey, Map<string, Part>>(rows.map(({ key }) => [key, new Map()]));
  for (const [from, own] of Map.groupBy(columns, (column) => column.s)) {
    const found = await valuesByGroup(
      db,
      {
        unit: unit.code,
        from,
        to,
        scope: 'all',
        today,
        measures: [...new Set(own.map(({ measure }) => measure))],
        digest: false,
        units: alive.map(({ code }) => code),
        groups,
      },
      access,
    );
    const put = (into: Map<string, Part> | undefined, values: Record<string, Part> | undefined) => {
      for (const { key, measure } of own) if (values?.[measure]) into?.set(key, partOf(values[measure]));
    };
    put(whole, found.whole as unknown as Record<string, Part>);
    for (const { id, code } of alive) put(by_unit.get(id), found.units.get(code) as unknown as Record<string, Part>);
    for (const { key } of rows) put(by_row.get(key), found.groups.get(key) as unknown as Record<string, Part>);
  }
  return { whole, by_unit, by_row, own: by_row.get('own') ?? new Map<string, Part>() };
}

function partOf({ value, numerator, denominator }: Partial<Part>): Part {
  return { value: value ?? null, numerator: numerator ?? null, denominator: denominator ?? null };
}

/** The superior's own line, where it has one and anything stands in it. */
function ownPart(columns: readonly Asked[], own: Parts): Map<string, Part> {
  const found = columns.flatMap(({ key, definition }) => {
    const part = own.get(key);
    return part && hasOwnPart(definition) ? [[key, part] as const] : [];
  });
  const is_empty = found.every(([, { value }]) => value === null || rationalOf(value).n === 0n);
  return new Map(is_empty ? [] : found);
}
