// The office's own words of the report before, in the report of the next period: their figures are counted anew where they can be, put in by hand or not.
import { yearFrom } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { periodEarlier } from '#measures';
import type { Content, Figure, Narrative, Paragraph } from './content.ts';
import { addedFigures } from './figure-added.ts';

type Days = { from: Day; to: Day };
type ReportDays = Days & { year_from?: Day | undefined };
type Earlier = { content: Content; title: string };

const yearOf = ({ from, to, year_from }: ReportDays) => yearFrom(from, to, year_from);

/** Which days a figure is about, seen from its report: the next report has the same days of its own. */
function roleOf({ from, to }: Days, report: ReportDays): string {
  const before = periodEarlier(report.from, report.to);
  if (from === report.from && to === report.to) return 'period';
  if (from === before.from && to === before.to) return 'year_before';
  if (to === report.to && from === yearOf(report)) return 'year';
  if (to === report.to) return `since ${from.slice(5)}`;
  if (to === before.to) return `year_before since ${from.slice(5)}`;
  return `${from}..${to}`;
}

/** The days that play the same part for another report; days that play none stay. */
export function daysFor(figure: Days, was: ReportDays, now: ReportDays): Days {
  const role = roleOf(figure, was);
  const since = (report: Days) => ({ from: lastBegun(figure.from.slice(5), report.to), to: report.to });
  if (role === 'period') return { from: now.from, to: now.to };
  if (role === 'year') return { from: yearOf(now), to: now.to };
  if (role === 'year_before') return periodEarlier(now.from, now.to);
  if (role.startsWith('year_before since ')) return since(periodEarlier(now.from, now.to));
  return role.startsWith('since ') ? since(now) : { from: figure.from, to: figure.to };
}

/** The last day on or before `day` with this month and day: where the year of the report began. */
function lastBegun(month_day: string, day: Day): Day {
  const year = Number(day.slice(0, 4));
  const this_year = `${year}-${month_day}`;
  return this_year <= day ? this_year : `${year - 1}-${month_day}`;
}

/** What a figure means in its report: the same figure of the next period means the same in the next report. */
function meaningOf(figure: Figure, report: ReportDays): string {
  return [figure.measure, figure.unit, JSON.stringify(figure.filter), roleOf(figure, report)].join('|');
}

/** The blocks an office wrote itself, by heading and place. What was accepted as it was drafted says what the data said then. */
function ownBlocks({ sections }: Content): Map<string, Narrative> {
  return new Map(
    sections.flatMap(({ heading, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'narrative' && block.origin !== 'drafted' && block.origin !== 'accepted' && block.paragraphs.length > 0
          ? [[`${heading}|${block.key}`, block] as const]
          : [],
      ),
    ),
  );
}

/**
 * Figures that were put into the words by hand and that the new report does not have: counted for its own days, by the anchor they had. What is no
 * measure any more, was taken from another report, or was told by a plan has none and stays the words it was.
 */
export async function carriedFigures(
  db: Db,
  content: Content,
  earlier: Earlier,
  known_at: Date,
  access: Scope,
): Promise<Map<string, Figure>> {
  const known = new Set(Object.values(content.figures).map((figure) => meaningOf(figure, content)));
  const places = new Set(content.sections.flatMap(({ heading, blocks }) => blocks.map(({ key }) => `${heading}|${key}`)));
  const used = [...ownBlocks(earlier.content)]
    .filter(([place]) => places.has(place))
    .flatMap(([, { paragraphs }]) => paragraphs.flat().flatMap((one) => ('figure' in one ? [one.figure] : [])));
  const found = new Map<string, Figure>();
  for (const anchor of new Set(used)) {
    const figure = earlier.content.figures[anchor];
    if (!figure || figure.filter.basis !== undefined || (figure.filter.scope ?? 'all') !== 'all') continue;
    if (known.has(meaningOf(figure, earlier.content))) continue;
    const fresh = await countedAnew(db, figure, daysFor(figure, earlier.content, content), known_at, access);
    if (fresh) found.set(anchor, fresh);
  }
  return found;
}

async function countedAnew(db: Db, figure: Figure, days: Days, known_at: Date, access: Scope): Promise<Figure | null> {
  const { measure, unit, filter } = figure;
  const wanted = { measure, unit, ...days, ...(filter.sector ? { sector: filter.sector } : {}) };
  try {
    return Object.values(await addedFigures(db, [wanted], known_at, access))[0] ?? null;
  } catch (cause) {
    // Of plans and scorecards, of a measure or a unit that is no more, of days that have not begun: the words stay.
    if (cause instanceof DomainError) return null;
    throw cause;
  }
}

/**
 * Own words of the report before stand in the same places: figures of the system become those of the new period, else the words they were, which
 * the check then calls stale.
 */
export function carriedOver(content: Content, earlier: Earlier, added: ReadonlyMap<string, Figure>): Content {
  const by_meaning = new Map(Object.values(content.figures).map((figure) => [meaningOf(figure, content), figure.anchor]));
  const moved = (paragraph: Paragraph): Paragraph =>
    paragraph.map((one) => {
      if (!('figure' in one)) return one;
      const figure = earlier.content.figures[one.figure];
      const anchor = figure && (by_meaning.get(meaningOf(figure, earlier.content)) ?? added.get(one.figure)?.anchor);
      if (anchor) return one.bold ? { figure: anchor, bold: true } : { figure: anchor };
      return { text: figure?.printed ?? '' };
    });
  const own = ownBlocks(earlier.content);
  const sections = content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      const before = own.get(`${section.heading}|${block.key}`);
      if (block.kind !== 'narrative' || !before) return block;
      const carried: Narrative = { ...block, origin: 'carried', from: earlier.title, paragraphs: before.paragraphs.map(moved) };
      return carried;
    }),
  }));
  const figures = Object.fromEntries([...added.values()].map((figure) => [figure.anchor, figure]));
  return { ...content, sections, figures: { ...figures, ...content.figures } };
}
