// What the system knows of the figures of a report, for the check before it is signed: the value itself, the period before, the units below, the
// earlier periods, and the papers that prove what was declared. Gathered at once; the check asks for nothing more.
import { z } from 'zod';
import type { NamedRegime } from '#calendar';
import type { KnownFigure, Report as ReadReport, SystemFacts, SystemFigure } from '#checks';
import { addDays, type Day, dayVi, vietnamDay } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { definitionsOn, figures as figuresAsked, measureRecords } from '#measures';
import { COMPARED } from './consolidate-tables.ts';
import { isOfOtherDays, reportsOf, type UnitReport, unitsOf } from './consolidate-units.ts';
import type { Content, Figure } from './content.ts';
import { knownIn } from './known.ts';
import { regimeOf } from './regimes.ts';
import { standingOf } from './standing.ts';
import { type Held, unitOf } from './stored.ts';
import { typedFigures } from './typed-figures.ts';

const sql = loadSql(import.meta.url, ['earlier_cells', 'is_consolidated', 'cells_below', 'papers_elsewhere']);

/** Periods of history at most. */
const MOST_PERIODS = 12;

export type FactsOf = (read: ReadReport) => SystemFacts;

/** Measures that are the same number seen from both sides of the first day of a period. */
const LEFT_OVER: Readonly<Record<string, string>> = { carried_over: 'pending' };

const keyOf = (measure: string, { unit, filter }: Pick<Figure, 'unit' | 'filter'>) =>
  [measure, unit, filter.scope ?? 'all', filter.sector ?? ''].join('|');

export async function factsOf(db: Db, report: Held, of: { content: Content; known_at: Date }, scope: Scope): Promise<FactsOf> {
  const { content, known_at } = of;
  const earlier = await earlierCells(db, report);
  const below = (await isConsolidated(db, report)) ? sumsSaid(content) : await partsBelow(db, report, of, scope);
  const papers = await papersOf(db, report.tenant, of, scope);
  const source = `số liệu hệ thống tại ${dayVi(vietnamDay(known_at))}`;
  const { code: unit } = await unitOf(db, report);
  const calendar = (await regimeOf(db, report)).calendar as NamedRegime;
  const wording = { content, unit, begins_on: report.s, ends_on: addDays(report.e, -1), calendar };
  return (read) => {
    const chips = knownIn(read, content);
    const starts = new Set(chips.map(({ start }) => start));
    // What somebody typed is held against the figure it names, and against nothing else: the figure itself stands elsewhere.
    const typed = typedFigures(read, wording).filter(({ start }) => !starts.has(start));
    const typed_starts = new Set(typed.map(({ start }) => start));
    const placed = [...chips, ...typed].sort((a, b) => a.start - b.start);
    const anchors = new Map(placed.map(({ start, anchor }) => [start, anchor]));
    const meantOf = ({ start }: KnownFigure): Figure | undefined => content.figures[anchors.get(start) ?? ''];
    const figureOf = (known: KnownFigure) => (typed_starts.has(known.start) ? undefined : meantOf(known));
    return {
      known: placed,
      frozen: (known) => {
        const figure = meantOf(known);
        return figure?.value == null ? null : { value: figure.value, decimals: figure.decimals, source };
      },
      previous: (known) => {
        const figure = figureOf(known);
        const left = figure && LEFT_OVER[figure.measure];
        const before = figure && left ? earlier.find(keyOf(left, figure), content.from) : null;
        // What the records say today of that day is this report's own figure: a difference to the issued one is what was corrected since.
        const explanation = before && figure?.value !== before.value ? 'hồ sơ kỳ trước được cập nhật sau khi ban hành' : null;
        return { carried: before, cumulative: null, explanation };
      },
      parts: (known) => {
        const figure = figureOf(known);
        return figure ? below(figure) : null;
      },
      history: (known) => {
        const figure = figureOf(known);
        return figure ? earlier.history(keyOf(figure.measure, figure)) : null;
      },
      evidence: (known) => papers.get(figureOf(known)?.anchor ?? '') ?? null,
    };
  };
}

const EarlierCell = z.object({
  s: z.string(),
  e: z.string(),
  number: z.number(),
  year: z.number(),
  measure: z.string(),
  unit: z.string(),
  filter: z.record(z.string(), z.string()),
  value: z.string(),
});

class Earlier {
  readonly #by_key: ReadonlyMap<string, z.infer<typeof EarlierCell>[]>;

  constructor(cells: readonly z.infer<typeof EarlierCell>[]) {
    this.#by_key = Map.groupBy(cells, (one) => keyOf(one.measure, one));
  }

  /** The figure of the report whose figures were closed on the day before these begin. */
  find(key: string, s: string): SystemFigure | null {
    const found = this.#by_key.get(key)?.find(({ e }) => e === s);
    return found ? figureFrom(found) : null;
  }

  history(key: string): SystemFigure[] | null {
    return this.#by_key.get(key)?.map(figureFrom) ?? null;
  }
}

function figureFrom({ value, number, year }: z.infer<typeof EarlierCell>): SystemFigure {
  return { value, decimals: decimalsOf(value), source: `Báo cáo số ${String(number).padStart(2, '0')}/${year}` };
}

const decimalsOf = (value: string) => value.split('.')[1]?.length ?? 0;

async function earlierCells(db: Db, report: Held): Promise<Earlier> {
  const { tenant, unit_id, regime, kind, s } = report;
  return new Earlier(await many(db, sql.earlier_cells, { tenant, unit_id, regime, kind, s, most: MOST_PERIODS }, EarlierCell));
}

const BelowCell = z.object({ unit_id: z.number(), measure: z.string(), sector: z.string(), value: z.string() });

const Is = z.object({ yes: z.boolean() });
const isConsolidated = async (db: Db, { tenant, id }: Held) => (await one(db, sql.is_consolidated, { tenant, id }, Is)).yes;

/**
 * Of a report that consolidates: what its body says of the records where the sums of the reports say another number. The comparison with the records says
 * both on purpose, and what is taken over from a report is that report's.
 */
function sumsSaid(content: Content): (figure: Figure) => ReturnType<SystemFacts['parts']> {
  const sums = new Map<string, Figure>();
  for (const one of Object.values(content.figures))
    if (one.filter.row === 'total') sums.set(keyOf(one.measure, one) + one.from, one);
  const body = standingOf({ ...content, annexes: content.annexes.filter(({ key }) => key !== COMPARED) });
  const told = new Set<string>();
  return (figure) => {
    if (figure.filter.basis !== undefined || !body.has(figure.anchor) || told.has(figure.anchor)) return null;
    const sum = sums.get(keyOf(figure.measure, figure) + figure.from);
    if (sum?.value == null) return null;
    told.add(figure.anchor);
    return {
      figures: [{ value: sum.value, decimals: sum.decimals, source: 'báo cáo' }],
      missing: [],
      source: 'báo cáo của các đơn vị',
    };
  };
}

/**
 * Sums of counts over the reports of the units just below. Without a report of some unit the sum says nothing: the units that are missing are told
 * once, at the dossiers received.
 */
async function partsBelow(
  db: Db,
  report: Held,
  { content, known_at }: { content: Content; known_at: Date },
  scope: Scope,
): Promise<(figure: Figure) => ReturnType<SystemFacts['parts']>> {
  const unit = await unitOf(db, report);
  const regime = await regimeOf(db, report);
  const units = (await unitsOf(db, regime, unit, report)).filter(({ parent_id }) => parent_id === unit.id);
  const reports = await reportsOf(db, regime, units, report, vietnamDay(known_at));
  const submitted = reports.filter(({ issue }) => issue !== null);
  const missing = reports.filter(({ standing }) => standing !== 'submitted' && standing !== 'not_expected').map(nameOf);
  // Sums of other days than those of the report say nothing of it.
  if (submitted.length === 0 || submitted.some((one) => isOfOtherDays(one, content))) return () => null;
  const keys = submitted.map(({ report: one, issue }) => ({ id: one?.id ?? 0, version: issue?.version ?? 0 }));
  const cells = await many(
    db,
    sql.cells_below,
    { tenant: report.tenant, ids: keys.map(({ id }) => id), versions: keys.map(({ version }) => version) },
    BelowCell,
  );
  const counts = await definitionsOn(db, report.s, report.tenant);
  const by_key = Map.groupBy(cells, ({ measure, sector }) => `${measure}|${sector}`);
  const own = await ownValues(db, report.tenant, { unit: unit.code, from: content.from, to: content.to }, known_at, scope);
  let is_told = false;
  return (figure) => {
    const { measure, filter } = figure;
    const is_count = counts.has(measure) && counts.get(measure).kind === 'count';
    if (!is_count || figure.unit !== unit.code || (filter.scope ?? 'all') !== 'all' || filter.sector) return null;
    const parts = by_key.get(`${measure}|`) ?? [];
    if (missing.length > 0) {
      if (measure !== 'received' || is_told) return null;
      is_told = true;
    }
    if (missing.length === 0 && parts.length !== submitted.length) return null;
    const figures = parts.map(({ value }) => ({ value, decimals: 0, source: 'báo cáo cấp dưới' }));
    const mine = own.get(measure);
    return { figures: mine ? [...figures, { value: mine, decimals: 0, source: unit.name }] : figures, missing };
  };
}

const nameOf = ({ unit }: UnitReport) => unit.name;

/** What the unit counts itself, which no report below holds. */
async function ownValues(
  db: Db,
  tenant: number,
  of: { unit: string; from: Day; to: Day },
  known_at: Date,
  access: Scope,
): Promise<Map<string, string>> {
  const definitions = await definitionsOn(db, of.to, tenant);
  const measures = definitions.names('count');
  const answer = await figuresAsked(db, { ...of, scope: 'own', measures, known_at, today: vietnamDay(known_at) }, access);
  return new Map(measures.flatMap((name) => (answer.measures[name]?.value ? [[name, String(answer.measures[name].value)]] : [])));
}

type Evidence = NonNullable<ReturnType<SystemFacts['evidence']>>;
const Elsewhere = z.object({ evidence_id: z.number(), units: z.array(z.string()), is_shared: z.boolean() });

/** Papers behind what was declared, and who else uses them. */
async function papersOf(
  db: Db,
  tenant: number,
  { content, known_at }: { content: Content; known_at: Date },
  access: Scope,
): Promise<Map<string, Evidence>> {
  const found = new Map<string, Evidence>();
  const definitions = await definitionsOn(db, content.to, tenant);
  for (const figure of Object.values(content.figures)) {
    const { measure, value, unit, from, to, anchor } = figure;
    if (value === null || !definitions.has(measure) || definitions.get(measure).kind !== 'declared') continue;
    const ask = { unit, from, to, measure, known_at, today: vietnamDay(known_at), page: 1, page_size: 20 };
    const { declarations = [] } = await measureRecords(db, ask, access);
    const papers = declarations.flatMap(({ evidence }) => evidence);
    const ids = [...new Set(papers.map(({ evidence_id }) => evidence_id))];
    const elsewhere = ids.length === 0 ? [] : await many(db, sql.papers_elsewhere, { tenant, ids }, Elsewhere);
    const of = new Map(elsewhere.map((one) => [one.evidence_id, one]));
    found.set(anchor, {
      is_required: false,
      documents: papers.map(({ evidence_id, title, document_on }) => ({
        name: title,
        day: document_on ?? '',
        is_shared: of.get(evidence_id)?.is_shared ?? false,
        also_used_by: of.get(evidence_id)?.units ?? [],
      })),
    });
  }
  return found;
}
