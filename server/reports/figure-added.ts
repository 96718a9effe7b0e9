// Figures an officer puts into a report besides those it was written with: computed as known when the version was made, under an anchor like any other.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { definitionsOn } from '#measures';
import { unitNear } from '#org';
import { Anchors, anchorOf, figuresFor } from './compose.ts';
import { type Content, type Figure, namedIn, narrativesIn } from './content.ts';
import { cellAsk } from './frozen.ts';

/** Which figure is meant: of a unit with all below it, over the days from the first to the last. */
export const FigureWanted = z.object({
  measure: z.string().min(1).max(80),
  unit: z.string().min(1).max(60),
  from: z.iso.date(),
  to: z.iso.date(),
  sector: z.string().max(60).optional(),
});
export type FigureWanted = z.infer<typeof FigureWanted>;

export function filterOf({ unit, from, to, sector }: FigureWanted) {
  return { unit, from, to, scope: 'all' as const, ...(sector ? { sector } : {}) };
}

/** A figure in a sentence: `95,88%`, `1.234`; what is not available is a dash. */
export function printedIn(figure: Pick<Figure, 'value'>, is_percent: boolean): string {
  return figure.value === null ? '-' : `${formatVi(figure.value)}${is_percent ? '%' : ''}`;
}

/**
 * The figures, by anchor, with what they count and its digest.
 * @param known_at the moment the version of the report was made
 * @throws reports.no_such_figure_asked: unknown, a word or no number, days turned around or not begun, a sector of what has none; org.unit_unknown
 * also out of scope; measures errors
 */
export async function addedFigures(
  db: Db,
  wanted: readonly FigureWanted[],
  known_at: Date,
  access: Scope,
): Promise<Record<string, Figure>> {
  const today = vietnamDay(known_at);
  const anchors = new Anchors();
  const percents = new Map<string, boolean>();
  for (const one of wanted) {
    const refused = () =>
      new DomainError('reports.no_such_figure_asked', 422, { measure: one.measure, from: one.from, to: one.to });
    if (one.to < one.from || one.from > today) throw refused();
    const unit = await unitNear(db, one.unit, one.to);
    if (access.unit_ids !== null && !access.unit_ids.includes(unit.id))
      throw new DomainError('org.unit_unknown', 404, { code: one.unit });
    const definitions = await definitionsOn(db, one.to, unit.tenant);
    if (!definitions.has(one.measure)) throw refused();
    const definition = definitions.get(one.measure);
    const is_of_dossiers = definition.kind === 'count' || definition.kind === 'ratio';
    if (definition.unit === 'words' || (one.sector !== undefined && !is_of_dossiers)) throw refused();
    const filter = filterOf(one);
    const anchor = anchorOf(one.measure, filter);
    anchors.asked.set(anchor, { measure: one.measure, filter });
    percents.set(anchor, definition.unit === 'percent');
  }
  return printedAnew(
    await figuresFor(db, anchors, new Map([...percents.keys()].map((anchor) => [anchor, ''])), { today, known_at }, access),
    percents,
  );
}

function printedAnew(figures: Record<string, Figure>, percents: ReadonlyMap<string, boolean>): Record<string, Figure> {
  return Object.fromEntries(
    Object.values(figures).map((one) => [one.anchor, { ...one, printed: printedIn(one, percents.get(one.anchor) ?? false) }]),
  );
}

/** Anchors that stand in the words of a report. */
const anchorsInWords = (content: Pick<Content, 'sections'>): Set<string> =>
  new Set(narrativesIn(content).flatMap(({ paragraphs }) => namedIn(paragraphs)));

/**
 * Figures that were put into the words and that the report written anew does not have: as known now. Those taken from the reports of
 * others stay as they are.
 */
export async function addedAgain(
  db: Db,
  of: { sections: Content['sections']; before: Content; fresh: Content },
  known_at: Date,
  access: Scope,
): Promise<Record<string, Figure>> {
  const used = anchorsInWords(of);
  const added = Object.values(of.before.figures).filter(
    ({ anchor, filter }) => used.has(anchor) && !of.fresh.figures[anchor] && filter.basis === undefined,
  );
  const anchors = new Anchors();
  for (const one of added) anchors.asked.set(one.anchor, { measure: one.measure, filter: cellAsk(one) });
  const percents = new Map(added.map(({ anchor, printed }) => [anchor, printed.endsWith('%')]));
  const printed = new Map(added.map((one) => [one.anchor, one.printed]));
  const again = await figuresFor(db, anchors, printed, { today: vietnamDay(known_at), known_at }, access);
  // What prints the same keeps its own look, `05`.
  const same = (one: Figure) => one.value === of.before.figures[one.anchor]?.value;
  return {
    ...printedAnew(again, percents),
    ...Object.fromEntries(
      Object.values(again)
        .filter(same)
        .map((one) => [one.anchor, one]),
    ),
  };
}
