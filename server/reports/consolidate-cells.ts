// The frozen figures of the reports below, by column and unit.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { yearFrom } from '#calendar';
import type { Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import type { Definition, Part } from './consolidate-sums.ts';
import type { UnitReport } from './consolidate-units.ts';
import type { Figure } from './content.ts';

const sql = loadSql(import.meta.url, ['cells_of', 'definitions_of', 'sector_cells_of']);

const CellRow = z.object({
  report_id: z.number(),
  data_from: z.string(),
  data_to: z.string(),
  year_from: z.string().nullable(),
  anchor: z.string(),
  measure: z.string(),
  s: z.string(),
  e: z.string(),
  filter: z.record(z.string(), z.string()),
  printed: z.string(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  n: z.number().nullable(),
  digest: z.string().nullable(),
  definition: z.string(),
});

/** A figure of a unit as its report was issued with it. */
export type FrozenPart = Part & {
  anchor: string;
  printed: string;
  n: number | null;
  digest: string | null;
  report_id: number;
  version: number;
  definition: Definition;
};

/** One figure of the whole unit that the reports have: a measure over the period, or from an earlier first day. */
export type Asked = { key: string; measure: string; s: Day; definition: Definition; label: string };

export const keyOf = (measure: string, s: Day) => `${measure}|${s}`;

/** Days of the report that sums: those of its period, and since the year began. */
export type SummedDays = { from: Day; to: Day; year_from: Day; e: Day };

/** First days under which a figure of a report stands in the report above: figures of its days under the days of that one, wherever its own begin. */
function firstDays({ s, data_from, data_to, year_from }: z.infer<typeof CellRow>, above: SummedDays): Day[] {
  const found = [
    ...(s === data_from ? [above.from] : []),
    ...(s === yearFrom(data_from, data_to, year_from) ? [above.year_from] : []),
  ];
  return found.length === 0 ? [s] : [...new Set(found)];
}

/** Frozen figures by column and unit, and which columns there are. The definition of a column is the newest report's. */
export async function frozenParts(
  db: Db,
  reports: readonly UnitReport[],
  above: SummedDays,
): Promise<{ columns: Map<string, Asked>; parts: Map<string, Map<number, FrozenPart>> }> {
  const issued = reports.flatMap(({ unit, report, issue }) => (report && issue ? [{ unit, report, issue }] : []));
  const ask = {
    tenants: issued.map(({ report }) => report.tenant),
    reports: issued.map(({ report }) => report.id),
    versions: issued.map(({ issue }) => issue.version),
    codes: issued.map(({ unit }) => unit.code),
    e: above.e,
  };
  const Stored = z.object({ key: z.string(), definition: z.looseObject({ kind: z.string() }) });
  const definitions = new Map(
    (await many(db, sql.definitions_of, ask, Stored)).map(({ key, definition }) => [key, definition as Definition]),
  );
  const of_report = new Map(issued.map((one) => [one.report.id, one]));
  const columns = new Map<string, Asked>();
  const parts = new Map<string, Map<number, FrozenPart>>();
  for (const row of await many(db, sql.cells_of, ask, CellRow)) {
    const { unit, issue } = of_report.get(row.report_id) as (typeof issued)[number];
    const definition = definitions.get(row.definition) as Definition;
    const { measure, anchor, printed, value, numerator, denominator, n, digest } = row;
    const figure = { anchor, printed, value, numerator, denominator, n, digest };
    for (const s of firstDays(row, above)) {
      const key = keyOf(measure, s);
      if (!columns.has(key)) columns.set(key, { key, measure, s, definition, label: String(definition.label_vi ?? measure) });
      const of_column = parts.get(key) ?? new Map<number, FrozenPart>();
      parts.set(key, of_column);
      // The total a consolidating report printed goes before what the product counted beside it.
      if (of_column.has(unit.id) && row.filter.row !== 'total') continue;
      of_column.set(unit.id, { ...figure, report_id: row.report_id, version: issue.version, definition });
    }
  }
  return { columns, parts };
}

/** Parts by sector, measure and unit. */
export class SectorParts {
  readonly by_sector = new Map<string, Map<string, Map<number, Part>>>();

  put(sector: string, measure: string, unit_id: number, part: Part): void {
    const by_measure = this.by_sector.get(sector) ?? new Map<string, Map<number, Part>>();
    this.by_sector.set(sector, by_measure);
    const by_unit = by_measure.get(measure) ?? new Map<number, Part>();
    by_measure.set(measure, by_unit.set(unit_id, part));
  }
}

const SectorRow = z.object({
  report_id: z.number(),
  measure: z.string(),
  sector: z.string(),
  is_total: z.boolean().nullable(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
});

/** Frozen figures by sector of the reports that are summed; a sector a report does not name is none there. */
export async function sectorParts(db: Db, reports: readonly UnitReport[], e: Day): Promise<SectorParts> {
  const issued = reports.flatMap(({ unit, report, issue }) => (report && issue ? [{ unit, report, issue }] : []));
  const found = new SectorParts();
  const ask = {
    tenants: issued.map(({ report }) => report.tenant),
    reports: issued.map(({ report }) => report.id),
    versions: issued.map(({ issue }) => issue.version),
    codes: issued.map(({ unit }) => unit.code),
    e,
  };
  const units = new Map(issued.map(({ unit, report }) => [report.id, unit.id]));
  const rows = issued.length === 0 ? [] : await many(db, sql.sector_cells_of, ask, SectorRow);
  // The total a consolidating report printed goes before what the product counted beside it.
  for (const row of rows.toSorted((a, b) => Number(a.is_total === true) - Number(b.is_total === true))) {
    const { value, numerator, denominator } = row;
    found.put(row.sector, row.measure, units.get(row.report_id) as number, { value, numerator, denominator });
  }
  return found;
}

/** A figure taken over from another report: another one than what the product counts itself, though it is of the same measure, unit and days. */
export function takenAnchor(report_id: number, version: number, anchor: string): string {
  return hashed(['taken', report_id, version, anchor]);
}

export function hashed(parts: readonly (string | number)[]): string {
  return `f${createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 12)}`;
}

/** The figure of a report below as it stands in the one above: its own value, with where it was taken from. */
export function takenFigure(figure: Figure, report_id: number, version: number): Figure {
  const taken = { scope: figure.filter.scope ?? 'all', basis: 'taken', report: String(report_id), version: String(version) };
  return {
    ...figure,
    anchor: takenAnchor(report_id, version, figure.anchor),
    filter: { ...figure.filter, ...taken, figure: figure.anchor },
    digest: null,
  };
}
