// A form of things as data: one row for each target, area of a scorecard, late dossier, level of procedures; columns name what is told of it.
import { z } from 'zod';
import { isDay } from '#lib/day';

const Day = z.string().refine(isDay, 'not a day that exists');
const Words = z.string().min(1);
const Path = z.array(Words).min(1).max(4);

/** Where rows come from, and what each can tell in its columns. */
export const ROW_SOURCES = {
  targets: [
    'ordinal',
    'name',
    'threshold',
    'year_3',
    'year_2',
    'year_1',
    'numerator',
    'denominator',
    'figure',
    'verdict',
    'lead',
    'reason',
    'evidence',
  ],
  scores: ['ordinal', 'name', 'max', 'achieved', 'missing', 'reason', 'cause', 'office', 'due'],
  late_dossiers: [
    'ordinal',
    'code',
    'procedure',
    'officer',
    'received_on',
    'due_on',
    'closed_on',
    'late_days',
    'cause',
    'explanation',
    'explained_on',
    'apologised_on',
    'new_day',
    'accepted_on',
  ],
  coverage: [
    'ordinal',
    'name',
    ...['procedures', 'at_desk', 'workflows'].flatMap((group) =>
      ['total', 'province', 'district', 'commune'].map((at) => `${group}_${at}`),
    ),
  ],
} as const satisfies Record<string, readonly string[]>;
export type RowSource = keyof typeof ROW_SOURCES;

export const DetailColumn = z.strictObject({
  no: z.int().min(1),
  key: Words,
  /** `figure`: a number, right-aligned; `mark`: a short word in the middle; the others as they say. */
  role: z.enum(['ordinal', 'label', 'words', 'mark', 'day', 'figure']),
  path_vi: Path,
  path_en: Path,
  width: z.number().positive(),
  /** Columns it is the sum of. */
  sum_of: z.array(z.int()).min(2).optional(),
  /** Columns it is the first less the second of. */
  minus: z.tuple([z.int(), z.int()]).optional(),
  /** Per cent of one column in another, where both are told. */
  percent_of: z.tuple([z.int(), z.int()]).optional(),
  decimals: z.int().min(0).max(4).default(0),
});
export type DetailColumn = z.infer<typeof DetailColumn>;

/** What a version of a form of things looks like; stored as `forms.form.layout`. */
export const DetailLayout = z
  .strictObject({
    official_code: Words,
    rows_of: z.enum(['targets', 'scores', 'late_dossiers', 'coverage']),
    /** Of targets: which bundle. */
    bundle: Words.optional(),
    /** Of late dossiers: only those of a state; and in which order the pages tell them. */
    orientation: z.enum(['portrait', 'landscape']).default('landscape'),
    count_unit_vi: Words,
    count_unit_en: Words,
    columns: z.array(DetailColumn).min(3),
  })
  .superRefine((layout, context) => {
    const known: readonly string[] = ROW_SOURCES[layout.rows_of];
    const figures = new Set(layout.columns.filter(({ role }) => role === 'figure').map(({ no }) => no));
    layout.columns.forEach((column, at) => {
      const add = (message: string) => context.addIssue({ code: 'custom', path: ['columns', at], message });
      if (column.no !== at + 1) add(`column ${at + 1} is numbered ${column.no}`);
      if (!known.includes(column.key)) add(`rows of ${layout.rows_of} do not tell ${column.key}`);
      const parts = [...(column.sum_of ?? []), ...(column.minus ?? []), ...(column.percent_of ?? [])];
      const unknown = parts.filter((no) => !figures.has(no) || no === column.no);
      if (unknown.length) add(`no figure column ${unknown.join(', ')}`);
    });
  });
export type DetailLayout = z.infer<typeof DetailLayout>;

/** A file of packs/forms/details. */
export const DetailPack = z
  .strictObject({
    kind: z.literal('detail'),
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/),
    official_code: Words,
    name_vi: Words,
    name_en: Words,
    source: Words,
    status: z.enum(['approved', 'to_be_verified']),
    versions: z
      .array(
        z.looseObject({
          version: z.int().min(1),
          valid_from: Day,
          valid_to: Day.nullable(),
        }),
      )
      .min(1),
  })
  .transform((pack, context) => {
    const versions = pack.versions.map(({ version, valid_from, valid_to, ...rest }, at) => {
      const layout = DetailLayout.safeParse({ official_code: pack.official_code, ...rest });
      for (const issue of layout.error?.issues ?? [])
        context.addIssue({ code: 'custom', path: ['versions', at, ...issue.path], message: issue.message });
      return { version, valid_from, valid_to, layout: layout.data as DetailLayout };
    });
    return { ...pack, versions };
  });
