import { z } from 'zod';
import { Column } from './layout.ts';

const FilterOut = z.object({
  unit: z.string(),
  from: z.string(),
  to: z.string(),
  scope: z.enum(['own', 'below', 'all']),
  sector: z.string().optional(),
});
const CellOut = z.object({ value: z.number().nullable(), measure: z.string(), filter: FilterOut });
const UnitOut = z.object({ code: z.string(), name: z.string(), short_name: z.string(), kind: z.string() });

/** A filled form as the API gives it; the same fields as `FilledForm`. */
export const FilledFormOut = z.object({
  form: z.string(),
  official_code: z.string(),
  version: z.number(),
  title_vi: z.string(),
  title_en: z.string(),
  count_unit_vi: z.string(),
  count_unit_en: z.string(),
  source: z.string(),
  unit: UnitOut,
  parent: UnitOut.nullable(),
  period: z.object({ from: z.string(), to: z.string(), text_vi: z.string(), name_vi: z.string().nullable() }),
  by: z.enum(['sector', 'unit']),
  scope: z.enum(['own', 'below', 'all']),
  columns: z.array(Column),
  besides: z.array(z.object({ key: z.string(), measure: z.string(), label_vi: z.string(), label_en: z.string() })),
  rows: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['group', 'row', 'total']),
      ordinal: z.string(),
      label: z.string(),
      cells: z.record(z.string(), CellOut),
      besides: z.record(z.string(), CellOut),
      on_time_rate: z.string().nullable(),
    }),
  ),
  checks: z.array(
    z.object({
      code: z.string(),
      label_vi: z.string(),
      label_en: z.string(),
      is_met: z.boolean(),
      differences: z.array(z.object({ row: z.string(), left: z.number(), right: z.number() })),
    }),
  ),
  notes: z.array(z.object({ code: z.string(), text_vi: z.string(), text_en: z.string() })),
});
