// Figures found by an officer's words: those of the report first, then every measure of every unit in reach over the days that were said.
import { z } from 'zod';
import { reachOf } from '#access';
import type { NamedRegime } from '#calendar';
import { periodName } from '#forms';
import { addDays, vietnamDay } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { definitionsOn, UNITS } from '#measures';
import { descendants, unitsByIds } from '#org';
import { sectors } from '#procedures';
import { anchorOf } from './compose.ts';
import type { Content, Figure } from './content.ts';
import { addedFigures, FigureWanted, filterOf } from './figure-added.ts';
import { daysVi, type Known, likeness, type Meant, meantBy } from './figure-words.ts';
import { regimeOf } from './regimes.ts';
import { type Held, held, unitOf, versionOf } from './stored.ts';

const MOST = 12;
const MOST_UNITS = 2000;

export const FoundFigure = FigureWanted.extend({
  anchor: z.string(),
  label: z.string(),
  unit_name: z.string(),
  period: z.string(),
  sector_name: z.string().nullable(),
  /** What it is counted in, as forms print it. */
  counted_in: z.string(),
  /** As it stands in the report; null: not in it yet, computed when chosen. */
  printed: z.string().nullable(),
});
export type FoundFigure = z.infer<typeof FoundFigure>;

export const FigureSearched = z.object({
  rows: z.array(FoundFigure),
  /** How the words were understood. */
  understood: z.object({
    period: z.string(),
    unit_name: z.string(),
    sector_name: z.string().nullable(),
    is_earlier: z.boolean(),
  }),
});

type Place = {
  content: Content;
  meant: Meant;
  unit: Known;
  unit_names: ReadonlyMap<string, string>;
  sector_names: ReadonlyMap<string, string>;
};

/** @throws reports.not_found */
export async function searchFigures(db: Db, id: number, q: string, scope: Scope): Promise<z.infer<typeof FigureSearched>> {
  const report = await held(db, id, scope);
  const { content, known_at } = await versionOf(db, report);
  const own = await unitOf(db, report);
  const units = await unitsInReach(db, report, own.id, reachOf(scope));
  const day = addDays(report.e, -1);
  const all_sectors = (await sectors(db, day)).map(({ code, name }) => ({ code, name }));
  const calendar = (await regimeOf(db, report)).calendar as NamedRegime;
  const meant = meantBy(q, {
    report: { from: content.from, to: content.to, begins_on: report.s, ends_on: day, year_from: content.year_from },
    calendar,
    sectors: all_sectors,
    units,
  });
  const unit = meant.unit ?? { code: own.code, name: own.name };
  const place: Place = {
    content,
    meant,
    unit,
    unit_names: new Map(units.map(({ code, name }) => [code, name])),
    sector_names: new Map(all_sectors.map(({ code, name }) => [code, name])),
  };
  const rows = [...ofReport(place), ...(await ofMeasures(db, place, report.tenant, vietnamDay(known_at)))];
  const best = new Map<string, { row: FoundFigure; score: number }>();
  for (const one of rows) if ((best.get(one.row.anchor)?.score ?? 0) < one.score) best.set(one.row.anchor, one);
  const ordered = [...best.values()].sort((a, b) => b.score - a.score || (a.row.label < b.row.label ? -1 : 1));
  return {
    rows: ordered.slice(0, MOST).map(({ row }) => row),
    understood: {
      period: periodSaid(meant.from, meant.to),
      unit_name: unit.name,
      sector_name: meant.sector?.name ?? null,
      is_earlier: meant.is_earlier,
    },
  };
}

const periodSaid = (from: string, to: string) => periodName(from, to) ?? daysVi({ from, to });

/** The unit of the report and those below it that the officer's right reaches. */
async function unitsInReach(db: Db, report: Held, own_id: number, scope: Scope): Promise<Known[]> {
  const day = addDays(report.e, -1);
  const ids = (await descendants(db, own_id, day)).filter((id) => scope.unit_ids === null || scope.unit_ids.includes(id));
  return (await unitsByIds(db, [...new Set([own_id, ...ids])].slice(0, MOST_UNITS), day)).map(({ code, name }) => ({
    code,
    name,
  }));
}

/** Figures the report has: of plans and scorecards too, and of other days where none were said. */
function ofReport({ content, meant, unit, unit_names, sector_names }: Place): { row: FoundFigure; score: number }[] {
  return Object.values(content.figures).flatMap((figure) => {
    const is_meant =
      figure.unit === unit.code &&
      (figure.filter.sector ?? null) === (meant.sector?.code ?? null) &&
      (!meant.is_dated || (figure.from === meant.from && figure.to === meant.to));
    const like = is_meant ? (meant.words.length === 0 ? 0.5 : likeness(meant.words, figure.label)) : 0;
    const score = like + (figure.from === meant.from && figure.to === meant.to ? 0.3 : 0);
    return like > 0 ? [{ row: shownOf(figure, unit_names, sector_names), score }] : [];
  });
}

function shownOf(figure: Figure, units: ReadonlyMap<string, string>, sector_names: ReadonlyMap<string, string>): FoundFigure {
  const { anchor, measure, label, unit, from, to, printed, filter } = figure;
  const sector = filter.sector;
  return {
    anchor,
    measure,
    label,
    unit,
    unit_name: units.get(unit) ?? unit,
    from,
    to,
    period: periodSaid(from, to),
    ...(sector ? { sector } : {}),
    sector_name: sector ? (sector_names.get(sector) ?? sector) : null,
    counted_in: printed.endsWith('%') ? '%' : '',
    printed,
  };
}

async function ofMeasures(db: Db, place: Place, tenant: number, today: string): Promise<{ row: FoundFigure; score: number }[]> {
  const { content, meant, unit } = place;
  const { from, to, sector } = meant;
  if (meant.words.length === 0 || from > today) return [];
  return (await definitionsOn(db, to, tenant)).all.flatMap(({ definition }) => {
    const is_of_dossiers = definition.kind === 'count' || definition.kind === 'ratio';
    if (definition.unit === 'words' || (sector && !is_of_dossiers)) return [];
    const like = likeness(meant.words, definition.label_vi);
    if (like <= 0) return [];
    const wanted = { measure: definition.name, unit: unit.code, from, to, ...(sector ? { sector: sector.code } : {}) };
    const anchor = anchorOf(definition.name, filterOf(wanted));
    const row: FoundFigure = {
      ...wanted,
      anchor,
      label: definition.label_vi,
      unit_name: unit.name,
      period: periodSaid(from, to),
      sector_name: sector?.name ?? null,
      counted_in: UNITS[definition.unit as keyof typeof UNITS]?.vi ?? '',
      printed: content.figures[anchor]?.printed ?? null,
    };
    return [
      {
        row, // What dossiers count is what most words mean.
        score: like + (is_of_dossiers ? 0.25 : 0) + (row.printed === null ? 0 : 0.3),
      },
    ];
  });
}

/** A figure as it would stand in the newest version of the report. @throws reports.not_found and those of `addedFigures` */
export async function figureFor(db: Db, id: number, wanted: FigureWanted, scope: Scope): Promise<Figure> {
  const report = await held(db, id, scope);
  const { content, known_at } = await versionOf(db, report);
  const known = content.figures[anchorOf(wanted.measure, filterOf(wanted))];
  if (known) return known;
  return Object.values(await addedFigures(db, [wanted], known_at, reachOf(scope)))[0] as Figure;
}
