// A kept report as the document that PDF and preview draw: the same words and figures as its Word file.
import type { Annex, Block, Cell, OfficialDocument, Run, Table } from '#lib/document';
import { attachedLines } from './attached.ts';
import { cellTexts } from './cell-text.ts';
import {
  type AnnexContent,
  type Content,
  fieldOf,
  type Paragraph,
  printedOf,
  type ReportTable,
  type TableCell,
} from './content.ts';

/** @param linkOf page behind a figure; null: none */
export function documentOf(content: Content, made_at: Date, linkOf: (anchor: string) => string | null): OfficialDocument {
  const run = (one: Paragraph[number]): Run => {
    if ('text' in one) return { text: one.text, ...(one.bold ? { bold: true } : {}), ...(one.italic ? { italic: true } : {}) };
    if ('field' in one) return { text: fieldOf(content, one.field) };
    const link = linkOf(one.figure);
    return { text: printedOf(content, one.figure), ...(one.bold ? { bold: true } : {}), ...(link ? { link } : {}) };
  };
  const table = (own: ReportTable): Table => {
    const texts = cellTexts(content, own);
    const cell = (one: TableCell): Cell => {
      const { figure, text: _, ...look } = one;
      const link = figure ? linkOf(figure) : null;
      return { ...withoutUndefined(look), text: texts.get(one) ?? '', ...(link ? { link } : {}) };
    };
    return {
      widths: own.widths,
      header: own.header.map((row) => row.map(cell)),
      rows: own.rows.map((row) => row.map(cell)),
      // A form of many columns is printed smaller.
      size_pt: own.widths.length > 8 ? 11 : 12,
    };
  };
  const annex = (one: AnnexContent): Annex => ({
    label: one.label,
    title: one.title,
    lines: [...attachedLines(content, one), ...one.lines],
    left: [],
    right: [],
    table: table(one.table),
    notes: one.notes.map((text) => [{ text }]),
  });
  return {
    title: content.title,
    superior: content.superior,
    issuer: content.issuer,
    number: content.number,
    place_and_date: content.place_and_date,
    type: content.type,
    subject: content.subject,
    body: [
      ...content.bases.map((text): Block => ({ kind: 'paragraph', style: 'basis', runs: [{ text }] })),
      ...content.sections.flatMap(({ level, heading, blocks }): Block[] => [
        ...(heading === ''
          ? []
          : [{ kind: 'heading' as const, level: level === 1 ? (1 as const) : (2 as const), text: heading }]),
        ...blocks.flatMap((block): Block[] =>
          block.kind === 'narrative'
            ? block.paragraphs.map((paragraph) => ({ kind: 'paragraph', style: 'body', runs: paragraph.map(run) }))
            : [
                ...(block.caption ? [{ kind: 'caption' as const, text: block.caption }] : []),
                { kind: 'table', table: table(block) },
              ],
        ),
      ]),
    ],
    recipients: content.recipients,
    signature: { authority: content.authority, ...(content.signer ? { name: content.signer } : {}) },
    annexes: content.annexes.map(annex),
    made_at,
  };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
