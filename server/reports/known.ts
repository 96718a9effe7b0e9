// Which numbers of a file are figures of the report, and which: the words and tables of the report are found again in the text as it was read.
import type { KnownFigure, Report as ReadReport } from '#checks';
import { cellTexts } from './cell-text.ts';
import { type Content, fieldOf, type Paragraph, tablesIn } from './content.ts';

/** A figure of the report where it stands in the file. */
export type Placed = KnownFigure & { anchor: string };

export function knownIn(read: ReadReport, content: Content): Placed[] {
  const found: Placed[] = [];
  const lines = new Places(
    read.blocks.flatMap((one) => (one.kind === 'table' ? [] : [{ text: one.text, value: { offset: one.offset } }])),
  );
  const rows = new Places(
    read.blocks.flatMap((one) => {
      if (one.kind !== 'table') return [];
      const by_row = Map.groupBy(one.cells, ({ row }) => row);
      return [...by_row.values()].map((cells) => ({ text: cells.map(({ text }) => text.trim()).join('\t'), value: { cells } }));
    }),
  );
  const note = (anchor: string, start: number, printed: string) => {
    const { label = '', unit = '' } = content.figures[anchor] ?? {};
    found.push({ anchor, metric: label, scope: unit, start, end: start + printed.length });
  };
  for (const { blocks } of content.sections)
    for (const block of blocks) {
      if (block.kind === 'table') continue;
      for (const paragraph of block.paragraphs) {
        const { text, figures } = laidOut(content, paragraph);
        const place = figures.length === 0 ? null : lines.take(text);
        if (place) for (const { anchor, at, printed } of figures) note(anchor, place.offset + at, printed);
      }
    }
  for (const table of tablesIn(content)) {
    const printed = cellTexts(content, table);
    for (const row of table.rows) {
      const texts = row.map((cell) => (printed.get(cell) ?? '').trim());
      const place = row.some(({ figure }) => figure) ? rows.take(texts.join('\t')) : null;
      if (!place) continue;
      for (const [i, { figure }] of row.entries()) {
        const cell = place.cells[i];
        if (figure && cell) note(figure, cell.offset + cell.text.indexOf(texts[i] as string), texts[i] as string);
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A paragraph as it prints, and where in it the figures stand. */
function laidOut(content: Content, paragraph: Paragraph) {
  const figures: { anchor: string; at: number; printed: string }[] = [];
  let text = '';
  for (const piece of paragraph) {
    if ('figure' in piece) {
      const printed = content.figures[piece.figure]?.printed ?? '';
      figures.push({ anchor: piece.figure, at: text.length, printed });
      text += printed;
    } else text += 'text' in piece ? piece.text : fieldOf(content, piece.field);
  }
  return { text: text.normalize('NFC'), figures };
}

/** The same words may stand in several places: each is taken once, in order. */
class Places<T> {
  readonly #by_text = new Map<string, T[]>();

  constructor(all: readonly { text: string; value: T }[]) {
    for (const { text, value } of all) {
      const key = text.trim();
      const known = this.#by_text.get(key);
      if (known) known.push(value);
      else this.#by_text.set(key, [value]);
    }
  }

  take(text: string): T | null {
    return this.#by_text.get(text.trim())?.shift() ?? null;
  }
}
