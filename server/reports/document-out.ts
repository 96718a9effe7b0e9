import { z } from 'zod';

const Run = z.object({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  link: z.string().optional(),
});
const Cell = z.object({
  text: z.string(),
  link: z.string().optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  col_span: z.number().optional(),
  row_span: z.number().optional(),
  size_pt: z.number().optional(),
});
const Table = z.object({
  widths: z.array(z.number()).readonly(),
  header: z.array(z.array(Cell).readonly()).readonly(),
  rows: z.array(z.array(Cell).readonly()).readonly(),
  size_pt: z.number(),
});
const Lines = z.array(z.string()).readonly();

/** An official document as the API gives it, for showing it before it is exported; the same fields as `OfficialDocument`. */
export const DocumentOut = z.object({
  title: z.string(),
  superior: Lines,
  issuer: Lines,
  number: z.string(),
  place_and_date: z.string(),
  type: z.string(),
  subject: Lines,
  body: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
        z.object({ kind: z.literal('paragraph'), style: z.enum(['body', 'basis', 'note']), runs: z.array(Run).readonly() }),
        z.object({ kind: z.literal('caption'), text: z.string() }),
        z.object({ kind: z.literal('table'), table: Table }),
      ]),
    )
    .readonly(),
  recipients: Lines,
  signature: z.object({ authority: Lines, name: z.string().optional() }),
  annexes: z
    .array(
      z.object({
        label: z.string(),
        title: z.string(),
        lines: Lines,
        left: Lines,
        right: Lines,
        table: Table,
        notes: z.array(z.array(Run).readonly()).readonly(),
      }),
    )
    .readonly(),
});
