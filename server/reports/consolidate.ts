// A report that consolidates those of the units below: begun in a mode, made anew with every refresh, told to the units when it is issued.
import { z } from 'zod';
import { reachOf } from '#access';
import { figureColumns, formOn } from '#forms';
import { addDays, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { unitById } from '#org';
import { keyOf } from './consolidate-cells.ts';
import { type Choice, isOurs, withConsolidated } from './consolidate-content.ts';
import { type Gathered, gather } from './consolidate-figures.ts';
import { type Given, givenFrom, inSums } from './consolidate-given.ts';
import type { TablePlan } from './consolidate-tables.ts';
import { type Content, type ContentBlock, namedIn, narrativesIn, type Section } from './content.ts';
import { MODES } from './modes.ts';
import { regimeOf } from './regimes.ts';
import { EVENTS, type State, stateAfter } from './states.ts';
import { addEvent, auditReport, type By, Held } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'newest_consolidation',
  'insert_consolidation',
  'insert_inclusions',
  'inclusions',
  'hold_included',
  'last_events',
]);

const Consolidation = z.object({
  seq: z.number(),
  mode: z.enum(MODES),
  bases: z.record(z.string(), z.enum(['submitted', 'own'])),
  at: z.date(),
  by_name: z.string().nullable(),
});
export type Consolidation = z.infer<typeof Consolidation>;

/** How the report consolidates; null: it does not. */
export function consolidationOf(db: Db, report: Held): Promise<Consolidation | null> {
  return maybeOne(db, sql.newest_consolidation, { tenant: report.tenant, report_id: report.id }, Consolidation);
}

export async function keepConsolidation(db: Db, report: Held, choice: Choice, by: By): Promise<void> {
  const before = await consolidationOf(db, report);
  const bases = JSON.stringify(choice.bases);
  if (before && before.mode === choice.mode && JSON.stringify(before.bases) === bases) return;
  const key = { tenant: report.tenant, report_id: report.id };
  const row = { seq: (before?.seq ?? 0) + 1, mode: choice.mode, bases, now: by.now, by: by.actor.user_id };
  await exec(db, sql.insert_consolidation, { ...key, ...row });
  await auditReport(db, report, by, 'reports.consolidate', { mode: choice.mode, bases: choice.bases });
}

/** What is gathered for the report in this mode. @param own its content as its records say it */
export async function gathered(db: Db, report: Held, mode: Choice['mode'], own: Content, by: By): Promise<Gathered> {
  const unit = await unitById(db, report.unit_id, addDays(report.e, -1));
  return gather(db, { report, unit, regime: await regimeOf(db, report), mode, own }, by);
}

const FORM = 'II.06a';
const MOST_COLUMNS = 8;

/** Tables by unit: the official form where the reports have its figures, the others in tables of eight columns. */
export async function tablePlans(db: Db, { columns, from: first, e, total, whole }: Gathered): Promise<TablePlan[]> {
  const at = new Map(columns.map((column) => [column.key, column]));
  const { layout } = await formOn(db, FORM, addDays(e, -1));
  const official = figureColumns(layout).map(({ measure, path_vi, no, sum_of, width }) => ({
    column: at.get(keyOf(measure, first)),
    path: path_vi,
    no: sum_of ? `${no}=${sum_of.join('+')}` : String(no),
    width,
  }));
  const plans: TablePlan[] = [];
  const has_form = official.every(({ column }) => column !== undefined);
  if (has_form)
    plans.push({
      key: 'bieu',
      title: `BIỂU TỔNG HỢP THEO ĐƠN VỊ (BIỂU SỐ ${layout.official_code})`,
      columns: official as TablePlan['columns'],
    });
  const printed = new Set(has_form ? official.map(({ column }) => column?.key) : []);
  const rest = columns.filter(({ key }) => !printed.has(key) && (total.get(key)?.value != null || whole.get(key)?.value != null));
  for (let from = 0; from < rest.length; from += MOST_COLUMNS) {
    const own = rest.slice(from, from + MOST_COLUMNS);
    const part = rest.length > MOST_COLUMNS ? ` (PHẦN ${from / MOST_COLUMNS + 1})` : '';
    plans.push({
      key: `chi-tieu-${from / MOST_COLUMNS + 1}`,
      title: `CHỈ TIÊU TỔNG HỢP THEO ĐƠN VỊ${part}`,
      columns: own.map((column, place) => ({ column, path: [column.label], no: String(place + 3), width: 9 })),
    });
  }
  return plans;
}

export type Included = { of_tenant: number; of_report_id: number; of_version: number; unit_id: number; is_summed: boolean };

/** The table that decides what the body prints: the form and the words of one report say the same. */
const BODY = 'bieu';

/**
 * The report with what it consolidates; null when it does not. Its own words and tables are written from the sums of the reports too, unless
 * the form by unit is asked of the records.
 * @param of.records the report as its records say it
 * @param of.before what it said until now: words that were pulled and written there stay
 * @param of.written the report written from the figures that are given
 */
export async function consolidated(
  db: Db,
  report: Held,
  { records, before, written }: { records: Content; before: Content; written: (given: Given) => Promise<Content> },
  by: By,
): Promise<{ content: Content; included: Included[] } | null> {
  const choice = await consolidationOf(db, report);
  if (!choice) return null;
  const found = await gathered(db, report, choice.mode, records, by);
  const given = await givenFrom(db, found, vietnamDay(by.now), reachOf(by.scope));
  const content = choice.bases[BODY] === 'own' ? records : inSums(await written(given), before, given);
  const made = withRecords(withConsolidated(content, found, await tablePlans(db, found), choice), records);
  return {
    content: withOwnWords(made, before),
    included: found.reports.flatMap(({ unit, report: one, issue }) =>
      one && issue
        ? [
            {
              of_tenant: one.tenant,
              of_report_id: one.id,
              of_version: issue.version,
              unit_id: unit.id,
              is_summed: found.held_by.get(unit.id) === null,
            },
          ]
        : [],
    ),
  };
}

/** What is printed of the records keeps what it was counted with. */
function withRecords(made: Content, records: Content): Content {
  const figures = Object.entries(made.figures).map(([anchor, figure]) => {
    const counted = figure.filter.basis === undefined ? records.figures[anchor] : undefined;
    return [anchor, counted ?? figure] as const;
  });
  return { ...made, figures: Object.fromEntries(figures) };
}

/** Pulled blocks stand where they stood, after the block that came before them; words typed into what is made here are kept. */
export function withOwnWords(made: Content, before: Content): Content {
  const sections = made.sections.map((section): Section => {
    const earlier = before.sections.find(({ heading, key }) =>
      isOurs(section.key) ? key === section.key : heading === section.heading,
    );
    if (!earlier) return section;
    const typed = new Map(earlier.blocks.map((block) => [block.key, block]));
    const blocks: ContentBlock[] = section.blocks.map((block) => {
      const old = typed.get(block.key);
      const is_kept = isOurs(block.key) && old?.kind === 'narrative' && old.origin !== 'drafted' && block.kind === 'narrative';
      return is_kept ? old : block;
    });
    earlier.blocks.forEach((block, at) => {
      if (block.kind !== 'narrative' || block.origin !== 'pulled' || blocks.some(({ key }) => key === block.key)) return;
      const neighbour = blocks.findIndex(({ key }) => key === earlier.blocks[at - 1]?.key);
      blocks.splice(at === 0 ? 0 : neighbour < 0 ? blocks.length : neighbour + 1, 0, block);
    });
    return { ...section, blocks };
  });
  return { ...made, sections, figures: { ...made.figures, ...figuresIn(sections, before, made) } };
}

/** Figures that words kept from before name and that stand nowhere else. */
function figuresIn(sections: readonly Section[], before: Content, made: Content): Content['figures'] {
  const named = narrativesIn({ sections }).flatMap(({ paragraphs }) => namedIn(paragraphs));
  return Object.fromEntries(
    named.flatMap((anchor) => {
      const figure = made.figures[anchor] ?? before.figures[anchor];
      return figure ? [[anchor, figure]] : [];
    }),
  );
}

export async function keepIncluded(db: Db, report: Held, version: number, included: readonly Included[]): Promise<void> {
  await exec(db, sql.insert_inclusions, {
    tenant: report.tenant,
    report_id: report.id,
    version,
    of_tenants: included.map(({ of_tenant }) => of_tenant),
    of_reports: included.map(({ of_report_id }) => of_report_id),
    of_versions: included.map(({ of_version }) => of_version),
    units: included.map(({ unit_id }) => unit_id),
    summed: included.map(({ is_summed }) => is_summed),
  });
}

const IncludedRow = z.object({
  of_tenant: z.number(),
  of_report_id: z.number(),
  of_version: z.number(),
  unit_id: z.number(),
  is_summed: z.boolean(),
});

/** Which reports a version of the report consolidates. */
export function includedIn(db: Db, report: Held, version: number): Promise<Included[]> {
  return many(db, sql.inclusions, { tenant: report.tenant, report_id: report.id, version }, IncludedRow);
}

const MAY_BECOME: readonly State[] = ['issued', 'accepted'];

/**
 * Tells the reports below that this one, just issued, consolidates them: those that are still in force with the version it took. One that was
 * consolidated before, sent back or issued anew meanwhile stays as it is.
 * @param said number and unit of the report that consolidates
 */
export async function tellIncluded(db: Db, report: Held, version: number, said: string, by: By): Promise<number> {
  const included = await includedIn(db, report, version);
  if (included.length === 0) return 0;
  const ask = {
    tenants: included.map(({ of_tenant }) => of_tenant),
    reports: included.map(({ of_report_id }) => of_report_id),
  };
  const below = await many(db, sql.hold_included, ask, Held);
  const Last = z.object({
    tenant: z.number(),
    report_id: z.number(),
    seq: z.number(),
    kind: z.enum(EVENTS),
    version: z.number(),
  });
  const last = new Map((await many(db, sql.last_events, ask, Last)).map((one) => [one.report_id, one]));
  let told = 0;
  for (const one of below) {
    const event = last.get(one.id);
    const taken = included.find(({ of_report_id }) => of_report_id === one.id);
    if (!event || event.version !== taken?.of_version || !MAY_BECOME.includes(stateAfter(event.kind))) continue;
    await addEvent(db, one, { seq: event.seq + 1, kind: 'consolidated', version: event.version, reason: said }, by);
    await auditReport(db, one, by, 'reports.consolidated', { report: report.id, version: event.version }, said);
    told += 1;
  }
  return told;
}

/** @throws reports.nothing_below when no unit below the superior reports */
export function refuseNothingBelow({ reports, unit }: Gathered): void {
  if (reports.length === 0) throw new DomainError('reports.nothing_below', 422, { unit: unit.code });
}
