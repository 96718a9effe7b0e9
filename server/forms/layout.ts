import { z } from 'zod';
import { isDay } from '#lib/day';

const Day = z.string().refine(isDay, 'not a day that exists');
const Words = z.string().min(1);
const Path = z.array(Words).min(1).max(4);

const Fixed = z.strictObject({
  no: z.int().min(1),
  key: Words,
  role: z.enum(['ordinal', 'label']),
  path_vi: Path,
  path_en: Path,
  width: z.number().positive(),
});
const Figure = z.strictObject({
  no: z.int().min(1),
  key: Words,
  role: z.literal('figure'),
  measure: Words,
  sum_of: z.array(z.int()).min(2).optional(),
  path_vi: Path,
  path_en: Path,
  width: z.number().positive(),
});
export const Column = z.discriminatedUnion('role', [Fixed, Figure]);
export type Column = z.infer<typeof Column>;
export type FigureColumn = z.infer<typeof Figure>;

const Beside = z.strictObject({ key: Words, measure: Words, label_vi: Words, label_en: Words });
const Check = z.strictObject({
  code: Words,
  column: z.int(),
  equals: z.array(z.union([z.int(), z.string()])).min(2),
  label_vi: Words,
  label_en: Words,
});
const Group = z.strictObject({ key: Words, kinds: z.array(Words).min(1), label_vi: Words, label_en: Words });

/** What a version of a form looks like; stored as `forms.form.layout`. */
export const Layout = z
  .strictObject({
    official_code: Words,
    count_unit_vi: Words,
    count_unit_en: Words,
    columns: z.array(Column).min(3),
    besides: z.array(Beside),
    checks: z.array(Check),
    groups: z.array(Group).min(1),
  })
  .superRefine((layout, context) => {
    const numbers = layout.columns.map((column) => column.no);
    numbers.forEach((no, i) => {
      if (no !== i + 1)
        context.addIssue({ code: 'custom', path: ['columns', i, 'no'], message: `column ${i + 1} is numbered ${no}` });
    });
    const figures = figureColumns(layout);
    const known = new Set<number | string>([
      ...figures.map((column) => column.no),
      ...layout.besides.map((beside) => beside.key),
    ]);
    layout.columns.forEach((column, i) => {
      const unknown = column.role === 'figure' ? (column.sum_of ?? []).filter((no) => !known.has(no)) : [];
      if (unknown.length)
        context.addIssue({ code: 'custom', path: ['columns', i, 'sum_of'], message: `no figure column ${unknown.join(', ')}` });
    });
    layout.checks.forEach((check, i) => {
      const unknown = [check.column, ...check.equals].filter((part) => !known.has(part));
      if (unknown.length)
        context.addIssue({ code: 'custom', path: ['checks', i], message: `no figure column ${unknown.join(', ')}` });
    });
    const keys = [...layout.columns, ...layout.besides].map((each) => each.key);
    if (new Set(keys).size !== keys.length)
      context.addIssue({ code: 'custom', path: ['columns'], message: 'a key stands twice' });
  });
export type Layout = z.infer<typeof Layout>;

/** Columns that hold figures, in the order of the form. */
export function figureColumns(layout: { columns: readonly Column[] }): FigureColumn[] {
  return layout.columns.filter((column) => column.role === 'figure');
}

/** Names of all measures a form asks for, each once. */
export function measuresOf(layout: Layout): string[] {
  return [...new Set([...figureColumns(layout), ...layout.besides].map((each) => each.measure))];
}

const Version = z.strictObject({
  version: z.int().min(1),
  valid_from: Day,
  valid_to: Day.nullable(),
  groups: z.unknown(),
  columns: z.unknown(),
  besides: z.unknown(),
  checks: z.unknown(),
});

/** A file of packs/forms: one form with its versions. */
export const FormPack = z
  .strictObject({
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/),
    official_code: Words,
    name_vi: Words,
    name_en: Words,
    count_unit_vi: Words,
    count_unit_en: Words,
    source: Words,
    status: z.enum(['approved', 'to_be_verified']),
    // Shared parts that versions point at by YAML anchors.
    columns: z.unknown().optional(),
    besides: z.unknown().optional(),
    checks: z.unknown().optional(),
    versions: z.array(Version).min(1),
  })
  .transform((pack, context) => {
    const versions = pack.versions.map((version, i) => {
      const { columns, besides, checks, groups } = version;
      const { official_code, count_unit_vi, count_unit_en } = pack;
      const layout = Layout.safeParse({ official_code, count_unit_vi, count_unit_en, columns, besides, checks, groups });
      for (const issue of layout.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['versions', i, ...issue.path], message: issue.message });
      }
      if (version.valid_to !== null && version.valid_to <= version.valid_from) {
        context.addIssue({ code: 'custom', path: ['versions', i, 'valid_to'], message: 'ends before it begins' });
      }
      return {
        version: version.version,
        valid_from: version.valid_from,
        valid_to: version.valid_to,
        layout: layout.data as Layout,
      };
    });
    return { ...pack, versions };
  });
