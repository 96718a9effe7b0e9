// A list form as data: numbered rows, each one figure of the unit; rates and sums over rows of the same form.
import { z } from 'zod';
import { isDay } from '#lib/day';

const Day = z.string().refine(isDay, 'not a day that exists');
const Words = z.string().min(1);

/** What of tasks a row may count, as reports name it. */
export const TASK_COUNTS = ['total', 'completed_all', 'on_time', 'late', 'overdue'] as const;

export const ListRow = z.strictObject({
  /** Of the row in this form; the official numbering repeats itself in places. */
  key: Words,
  /** As the form numbers it; null: a row without a number. */
  code: z.string().nullable(),
  label_vi: Words,
  label_en: Words,
  level: z.int().min(1).max(5),
  is_heading: z.boolean().default(false),
  unit_vi: z.string().default(''),
  measure: Words.optional(),
  /** Tasks of the unit's plan of the year that say it, as of the last day; where there is none, the measure does. */
  tasks: z.strictObject({ kind: z.enum(['plan', 'assigned']), count: z.enum(TASK_COUNTS) }).optional(),
  /** Over the period, or from 1 January to its last day. */
  basis: z.enum(['period', 'cumulative']).default('period'),
  scope: z.enum(['own', 'below', 'all']).default('all'),
  /** Per cent of one row in another. */
  ratio_of: z.tuple([Words, Words]).optional(),
  sum_of: z.array(Words).min(2).optional(),
  decimals: z.int().min(0).max(4).default(2),
});
export type ListRow = z.infer<typeof ListRow>;

const Check = z.strictObject({
  code: Words,
  left: z.array(Words).min(1),
  op: z.enum(['=', '<=']),
  right: z.array(Words).min(1),
  label_vi: Words,
  label_en: Words,
});
export type ListCheck = z.infer<typeof Check>;

/** What a version of a list form looks like; stored as `forms.form.layout`. */
export const ListLayout = z
  .strictObject({ official_code: Words, rows: z.array(ListRow).min(1), checks: z.array(Check) })
  .superRefine(({ rows, checks }, context) => {
    const known = new Map(rows.map((row) => [row.key, row]));
    const seen = new Set<string>();
    const add = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    rows.forEach((row, at) => {
      if (seen.has(row.key)) add(['rows', at, 'key'], `row ${row.key} stands twice`);
      seen.add(row.key);
      const is_computed = row.ratio_of !== undefined || row.sum_of !== undefined;
      if (row.is_heading === (row.measure !== undefined || is_computed))
        add(['rows', at], 'a row is a heading or has a figure, one of them');
      if (row.ratio_of && row.sum_of) add(['rows', at], 'a row is a ratio or a sum, not both');
      for (const part of [...(row.ratio_of ?? []), ...(row.sum_of ?? [])]) {
        const found = known.get(part);
        if (!found || found.is_heading) add(['rows', at], `no row with a figure is called ${part}`);
        // What is computed stands on what is not, or on sums: that leaves no room for circles.
        else if (found.ratio_of || (row.sum_of && found.sum_of)) add(['rows', at], `row ${part} is computed itself`);
      }
    });
    checks.forEach((check, at) => {
      for (const part of [...check.left, ...check.right])
        if (!known.has(part) || known.get(part)?.is_heading) add(['checks', at], `no row with a figure is called ${part}`);
    });
  });
export type ListLayout = z.infer<typeof ListLayout>;

/** A file of packs/forms/lists. */
export const ListPack = z
  .strictObject({
    kind: z.literal('list'),
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/),
    official_code: Words,
    name_vi: Words,
    name_en: Words,
    source: Words,
    status: z.enum(['approved', 'to_be_verified']),
    versions: z
      .array(
        z.strictObject({
          version: z.int().min(1),
          valid_from: Day,
          valid_to: Day.nullable(),
          rows: z.unknown(),
          checks: z.unknown(),
        }),
      )
      .min(1),
  })
  .transform((pack, context) => {
    const versions = pack.versions.map(({ version, valid_from, valid_to, rows, checks }, at) => {
      const layout = ListLayout.safeParse({ official_code: pack.official_code, rows, checks });
      for (const issue of layout.error?.issues ?? [])
        context.addIssue({ code: 'custom', path: ['versions', at, ...issue.path], message: issue.message });
      return { version, valid_from, valid_to, layout: layout.data as ListLayout };
    });
    return { ...pack, versions };
  });
