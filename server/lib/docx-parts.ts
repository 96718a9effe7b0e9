// Pieces that every Word file of the product is made of: measures of Word, borders, the rule under a heading, cells side by side.
import { BorderStyle, LineRuleType, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from 'docx';

// Word counts text in half points, lengths in twentieths of a point ("twips").
export const half = (points: number) => Math.round(points * 2);
export const pt = (points: number) => Math.round(points * 20);
export const mm = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
/** Every line of a table drawn. */
export const GRID = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE };

/** A rule `share` of `width` twips wide in the middle: a paragraph so low that only its border is seen. `before` in points. */
export function rule(width: number, share: number, before = 3): Paragraph {
  const indent = Math.round((width * (1 - share)) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: pt(before), after: 0, line: pt(3), lineRule: LineRuleType.EXACT },
    border: { top: LINE },
    children: [new TextRun({ text: '', size: half(1) })],
  });
}

/** Cells side by side without lines. */
export function beside(width: number, shares: readonly number[], cells: readonly Paragraph[][]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.round(width * share)),
    borders: { ...NO_BORDERS, insideHorizontal: NO_BORDER, insideVertical: NO_BORDER },
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, i) =>
            new TableCell({
              children,
              borders: NO_BORDERS,
              margins: { left: 0, right: 0 },
              width: { size: Math.round(width * (shares[i] as number)), type: WidthType.DXA },
            }),
        ),
      }),
    ],
  });
}
