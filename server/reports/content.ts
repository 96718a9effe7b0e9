// What a report is made of, as data: sections with narrative and tables, and the figures that stand in them, each with its anchor.
// The Word file, the PDF, the page in the browser and the check before signing are made from this one value.
import { z } from 'zod';
import { isDay } from '#lib/day';

const Day = z.string().refine(isDay, 'not a day that exists');
const Key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/);

/** Where a figure stands in the world: the same measure, unit, period and filter give the same anchor in every version of every report. */
export const Anchor = z.string().regex(/^f[0-9a-f]{12}$/);
export type Anchor = z.infer<typeof Anchor>;

/** Values that follow from the report itself and are refreshed with it: never typed, never stale. */
export const FIELDS = ['period', 'unit', 'place_and_date', 'number'] as const;

/** A piece of a paragraph: words, a figure, or a field of the report. */
export const Inline = z.union([
  z.strictObject({
    text: z.string().max(20_000),
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    /** A place that waits for the office's own words: nothing is handed in or issued with it. */
    to_write: z.boolean().optional(),
  }),
  z.strictObject({ figure: Anchor, bold: z.boolean().optional() }),
  z.strictObject({ field: z.enum(FIELDS) }),
]);
export type Inline = z.infer<typeof Inline>;
export const Paragraph = z.array(Inline).max(2000);
export type Paragraph = z.infer<typeof Paragraph>;

export const Figure = z.strictObject({
  anchor: Anchor,
  measure: z.string(),
  label: z.string(),
  unit: z.string(),
  from: Day,
  to: Day,
  filter: z.record(z.string(), z.string()).default({}),
  /** As it stands in the document: `1.234`, `98,7 %`, `05`; null is printed as a dash. */
  printed: z.string(),
  /** Exact decimal; null: not available, which is not zero. */
  value: z.string().nullable(),
  numerator: z.string().nullable().default(null),
  denominator: z.string().nullable().default(null),
  decimals: z.int().min(0).max(6),
  /** Records behind it and their digest, where it is counted from records. */
  n: z.int().nullable().default(null),
  digest: z.string().nullable().default(null),
});
export type Figure = z.infer<typeof Figure>;

/** Who wrote a block of narrative: an officer, an earlier report, the product, a report of a unit below, or the product as an officer accepted it. */
export const ORIGINS = ['typed', 'carried', 'drafted', 'pulled', 'accepted'] as const;

/** Parts the product drafts from data beside the part; nothing of them is printed until an officer accepts it. */
export const DRAFT_KINDS = ['strengths', 'weaknesses', 'missing_points', 'next_tasks'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** `changed`: it was accepted, and the data say something else since. */
export const DRAFT_STATES = ['offered', 'accepted', 'refused', 'changed'] as const;

export const Draft = z.strictObject({
  kind: z.enum(DRAFT_KINDS),
  state: z.enum(DRAFT_STATES),
  paragraphs: z.array(Paragraph).max(60),
  /** Those its words name; they become figures of the report when it is accepted. */
  figures: z.record(z.string(), Figure),
});
export type Draft = z.infer<typeof Draft>;

export const Narrative = z.strictObject({
  kind: z.literal('narrative'),
  key: Key,
  origin: z.enum(ORIGINS),
  /** Unit or period it was carried or pulled from, as the reader is told. */
  from: z.string().max(300).nullable().default(null),
  paragraphs: z.array(Paragraph).max(500),
  draft: Draft.optional(),
});
export type Narrative = z.infer<typeof Narrative>;

export const TableCell = z.strictObject({
  text: z.string().optional(),
  figure: Anchor.optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  col_span: z.int().positive().optional(),
  row_span: z.int().positive().optional(),
});
export type TableCell = z.infer<typeof TableCell>;

export const ReportTable = z.strictObject({
  kind: z.literal('table'),
  key: Key,
  caption: z.string().max(500),
  /** Shares of the width of the text. */
  widths: z.array(z.number().positive()).min(1).max(60),
  header: z.array(z.array(TableCell)).max(6),
  rows: z.array(z.array(TableCell)).max(5000),
});
export type ReportTable = z.infer<typeof ReportTable>;

export const ContentBlock = z.discriminatedUnion('kind', [Narrative, ReportTable]);
export type ContentBlock = z.infer<typeof ContentBlock>;

export const Section = z.strictObject({
  key: Key,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  heading: z.string().max(500),
  blocks: z.array(ContentBlock).max(50),
});
export type Section = z.infer<typeof Section>;

export const AnnexContent = z.strictObject({
  key: Key,
  label: z.string().max(100),
  title: z.string().max(500),
  lines: z.array(z.string().max(500)).max(10),
  table: ReportTable,
  notes: z.array(z.string().max(2000)).max(30),
});
export type AnnexContent = z.infer<typeof AnnexContent>;

const Lines = z.array(z.string().max(500)).max(60);

export const Content = z.strictObject({
  title: z.string().max(500),
  superior: Lines,
  issuer: Lines,
  number: z.string().max(100),
  place_and_date: z.string().max(200),
  type: z.string().max(100),
  subject: Lines,
  unit_name: z.string().max(300),
  period_name: z.string().max(200),
  /** Days of the report, both included. */
  from: Day,
  to: Day,
  /** First day of what is told since the year began, where it is another than `yearFrom` says. */
  year_from: Day.optional(),
  bases: Lines,
  sections: z.array(Section).max(200),
  annexes: z.array(AnnexContent).max(40),
  recipients: Lines,
  authority: Lines,
  signer: z.string().max(200),
  figures: z.record(z.string(), Figure),
});
export type Content = z.infer<typeof Content>;

/** The parts of words, in reading order. */
export const narrativesIn = ({ sections }: { sections: readonly Section[] }): Narrative[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'narrative'));

/** Tables of a report in their order, those of the annexes last. */
export const tablesIn = ({ sections, annexes }: Pick<Content, 'sections' | 'annexes'>): ReportTable[] => [
  ...sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table')),
  ...annexes.map(({ table }) => table),
];

/** Anchors of the figures that words name, as often as they name them. */
export const namedIn = (paragraphs: readonly Paragraph[]): string[] =>
  paragraphs.flat().flatMap((piece) => ('figure' in piece ? [piece.figure] : []));

/** What a figure prints as; a figure nobody computed is a fault of the report, not a blank. */
export function printedOf(content: Content, anchor: string): string {
  const figure = content.figures[anchor];
  if (!figure) throw new RangeError(`no figure ${anchor} in the report`);
  return figure.printed;
}

/** A figure of the report, or of what is drafted beside its parts. */
export function figureIn(content: Content, anchor: string): Figure | undefined {
  const drafts = narrativesIn(content).flatMap(({ draft }) => draft ?? []);
  return content.figures[anchor] ?? drafts.find(({ figures }) => figures[anchor])?.figures[anchor];
}

export function fieldOf(content: Content, field: (typeof FIELDS)[number]): string {
  switch (field) {
    case 'period':
      return content.period_name;
    case 'unit':
      return content.unit_name;
    case 'place_and_date':
      return content.place_and_date;
    case 'number':
      return content.number;
  }
}
