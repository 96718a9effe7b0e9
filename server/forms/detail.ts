// A form of things filled: rows from plans, scorecards, dossiers or the catalogue; every cell with what stands behind it.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import type { DetailColumn, DetailLayout, RowSource } from './detail-layout.ts';
import type { FormUnit } from './filled.ts';

const Filter = z.object({ unit: z.string(), from: z.string(), to: z.string(), scope: z.enum(['own', 'below', 'all']) });

/** What a cell leads to: the records of a measure, or a page of the product; `told` names the figure that a report freezes there. */
export const DetailLink = z.union([
  z.object({ measure: z.string(), filter: Filter }),
  z.object({ page: z.string().startsWith('/'), told: z.object({ measure: z.string(), part: z.string() }).optional() }),
]);
export type DetailLink = z.infer<typeof DetailLink>;

export const DetailCell = z.object({
  /** Words of a column of words; of a figure null: `value` is it. */
  text: z.string().nullable(),
  /** Exact decimal; null: blank, which is not zero. */
  value: z.string().nullable(),
  /** Printed after the figure: `%`. */
  suffix: z.string().nullable(),
  link: DetailLink.nullable(),
});
export type DetailCell = z.infer<typeof DetailCell>;

export const DetailRow = z.object({
  key: z.string(),
  kind: z.enum(['group', 'row', 'part', 'total']),
  level: z.number(),
  cells: z.record(z.string(), DetailCell),
  /** Keys of the rows whose figures it is the sum of; Excel says so too. */
  sum_of: z.array(z.string()),
});
export type DetailRow = z.infer<typeof DetailRow>;

/** How many rows say something in a column: `Đạt`: 17. */
export const Tally = z.object({
  code: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  value: z.number(),
  /** Counts rows of kind `row` whose column says so; null: all of them. */
  column: z.string().nullable(),
  equals: z.string().nullable(),
  link: DetailLink.nullable(),
});
export type Tally = z.infer<typeof Tally>;

export const DetailNote = z.object({ code: z.string(), text_vi: z.string(), text_en: z.string() });
export type DetailNote = z.infer<typeof DetailNote>;

export type Details = { rows: DetailRow[]; tallies: Tally[]; notes: DetailNote[] };

export type FilledDetail = Details & {
  form: string;
  official_code: string;
  version: number;
  title_vi: string;
  title_en: string;
  source: string;
  count_unit_vi: string;
  count_unit_en: string;
  orientation: 'portrait' | 'landscape';
  unit: FormUnit;
  parent: FormUnit | null;
  period: { from: Day; to: Day; text_vi: string; name_vi: string | null };
  rows_of: RowSource;
  columns: DetailColumn[];
};

/** What the asker may see of each kind of record; the product itself may see all. */
export type Sights = { plans: Scope; scores: { read: Scope; score: Scope; appraise: Scope } };

export type DetailAsk = { unit: Unit; from: Day; to: Day; today: Day; layout: DetailLayout };
/** @param access units whose dossiers the asker may see */
export type DetailSource = (db: Db, ask: DetailAsk, access: Scope, sights: Sights) => Promise<Details>;

export const sightsOf = (scope: Scope): Sights => ({ plans: scope, scores: { read: scope, score: scope, appraise: scope } });

export const said = (text: string | null, link: DetailLink | null = null): DetailCell => ({
  text,
  value: null,
  suffix: null,
  link,
});
export const figure = (
  value: string | number | null,
  link: DetailLink | null = null,
  suffix: string | null = null,
): DetailCell => ({ text: null, value: value === null ? null : String(value), suffix, link });

/** A cell as it is printed. */
export function printed({ text, value, suffix }: DetailCell): string {
  return value === null ? (text ?? '') : `${formatVi(value)}${suffix ?? ''}`;
}
