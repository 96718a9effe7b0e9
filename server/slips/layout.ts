// A layout with what a slip says: what stands where, ready for a printer. Pure.
import { type Cell, headerRows } from '#lib/document';
import type { Column, FormOfSet, Paper } from './kinds.ts';
import { type Fields, filled, one, rows, type Span, spansOf } from './text.ts';

export type DrawnBlock =
  | { kind: 'line'; style: 'plain' | 'indent' | 'center' | 'note'; spans: Span[] }
  | {
      kind: 'table';
      widths: number[];
      head: Cell[][];
      rows: { spans: Span[]; align: Column['align'] }[][];
      size_pt: number | null;
    };

export type DrawnSlip = {
  paper: Paper;
  is_landscape: boolean;
  superior: string;
  issuer: string;
  /** Empty: no number line. */
  number: string;
  place_date: string;
  title: readonly string[];
  blocks: DrawnBlock[];
  signatures: { title: string; hint: string; name: string }[];
  recipients: string[];
  /** At the foot of each page. */
  form_note: string;
  copy_note: string;
  /** What the QR code says and what the barcode says; empty: none. */
  qr: string;
  barcode: string;
  is_draft: boolean;
};

/** The spans of a layout's text with its tags filled. */
function spans(text: string, fields: Fields, row = {}): Span[] {
  return spansOf(text).map((span) => ({ ...span, text: filled(span.text, fields, row) }));
}

/** Fills a layout. @param codes what the pictures say */
export function drawn(
  form: FormOfSet,
  fields: Fields,
  paper: Paper,
  codes: { qr: string; barcode: string; is_draft: boolean },
): DrawnSlip {
  return {
    paper,
    is_landscape: form.is_landscape,
    superior: one(fields, 'superior'),
    issuer: one(fields, 'issuer'),
    number: form.symbol === '' ? '' : one(fields, 'number'),
    place_date: one(fields, 'place_date'),
    title: form.title,
    blocks: form.body.flatMap((block): DrawnBlock[] => {
      if ('table' in block) {
        return [
          {
            kind: 'table',
            widths: block.columns.map((column) => column.width),
            head: headerRows(block.columns.map((column) => ({ path: column.head }))),
            rows: rows(fields, block.table).map((row) =>
              block.columns.map((column) => ({ spans: spans(column.cell, fields, row), align: column.align })),
            ),
            size_pt: block.size_pt ?? null,
          },
        ];
      }
      if (block.if && !says(fields, block.if)) return [];
      const line = (row = {}): DrawnBlock => ({ kind: 'line', style: block.style, spans: spans(block.text, fields, row) });
      return block.each ? rows(fields, block.each).map((row) => line(row)) : [line()];
    }),
    signatures: form.signatures.map(({ title, hint, name }) => ({
      title: filled(title, fields),
      hint,
      name: filled(name, fields),
    })),
    recipients: form.recipients.map((text) => filled(text, fields)),
    form_note: one(fields, 'form_note'),
    copy_note: one(fields, 'copy_note'),
    ...codes,
  };
}

/** Whether a tag says something: a text that is not blank, a list that is not empty. */
export function says(fields: Fields, tag: string): boolean {
  const value = fields[tag];
  return value !== undefined && value.length > 0;
}
