// Reports made again after one on paper: what the paper printed beside what the records give, and why the two differ.
import { z } from 'zod';
import { parseDecimal } from '#lib/decimal';
import { printRational, rationalOf } from '#lib/rational';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import type { Content, Figure } from '../content.ts';
import { auditReport, type By, type Held } from '../stored.ts';

const sql = loadSql(import.meta.url, ['insert_original', 'insert_figures', 'original', 'figures']);

/** Why the product's figure is another one. */
export const WHY = [
  'sum_wrong',
  'ratio_wrong',
  'truncated',
  'said_twice',
  'other_thing',
  'zero_for_blank',
  'parts_differ',
  'not_measured',
  'count_wrong',
  'period_wrong',
] as const;

export const OriginalFigure = z.strictObject({
  label: z.string().min(1).max(300),
  printed: z.string().min(1).max(100),
  anchor: z.string().nullable().default(null),
  /** What the product says where it is no figure of a measure. */
  ours: z.string().max(100).nullable().default(null),
  why: z.enum(WHY).nullable().default(null),
  rule: z.string().max(10).nullable().default(null),
});
export type OriginalFigure = z.input<typeof OriginalFigure>;

export type NewOriginal = { source: string; figures: readonly OriginalFigure[] };

/** Notes what the paper printed; once for a report. */
export async function noteOriginal(db: Db, report: Held, { source, figures }: NewOriginal, by: By): Promise<void> {
  const key = { tenant: report.tenant, report_id: report.id };
  await exec(db, sql.insert_original, { ...key, source, now: by.now, by: by.actor.user_id });
  const rows = figures.map((one, at) => ({ position: at + 1, ...OriginalFigure.parse(one) }));
  await exec(db, sql.insert_figures, { ...key, figures: JSON.stringify(rows) });
  await auditReport(db, report, by, 'reports.note_original', { source, figures: rows.length });
}

export const OriginalRow = z.object({
  label: z.string(),
  printed: z.string(),
  /** As the report prints it; null: the report does not have it. */
  ours: z.string().nullable(),
  anchor: z.string().nullable(),
  is_same: z.boolean(),
  why: z.enum(WHY).nullable(),
  rule: z.string().nullable(),
});
export type OriginalRow = z.output<typeof OriginalRow>;

const Kept = OriginalFigure.extend({ position: z.number() });

/** What the paper printed and what the report says, figure by figure; null: it was made after none. */
export async function originalOf(
  db: Db,
  report: Pick<Held, 'tenant' | 'id'>,
  content: Content,
): Promise<{ source: string; rows: OriginalRow[] } | null> {
  const key = { tenant: report.tenant, report_id: report.id };
  const found = await maybeOne(db, sql.original, key, z.object({ source: z.string() }));
  if (!found) return null;
  const rows = (await many(db, sql.figures, key, Kept)).map(({ position: _, anchor, ours, ...row }): OriginalRow => {
    const figure = anchor ? content.figures[anchor] : undefined;
    const shown = figure ? figure.printed : ours;
    return {
      ...row,
      anchor: figure ? anchor : null,
      ours: shown,
      is_same: figure ? saysSame(row.printed, figure) : row.why === null,
    };
  });
  return { source: found.source, rows };
}

/**
 * Whether a printed figure is ours, rounded to as many places as it was printed with. `7,75%` of 396 in 5.106 is not: that is 7,76.
 */
export function saysSame(printed: string, figure: Pick<Figure, 'value' | 'numerator' | 'denominator'>): boolean {
  const said = numberIn(printed);
  if (said === null || figure.value === null) return false;
  const places = parseDecimal(said).scale;
  return printRational(rationalOf(figure.value), places) === printRational(rationalOf(said), places);
}

/** `13.646,727 triệu đồng` → 13646.727; `98.49%` and `9.5` as they are; null: no number. */
export function numberIn(text: string): string | null {
  const found = /-?\d[\d.,]*/.exec(text)?.[0].replace(/[.,]$/, '');
  if (!found) return null;
  if (found.includes(',')) return found.replaceAll('.', '').replace(',', '.');
  return /^-?\d{1,3}(\.\d{3})+$/.test(found) ? found.replaceAll('.', '') : found;
}
