// The layout of a slip as a Word file with its tags in place: what an office downloads to make its own, and what the product's own Word
// slips are filled from, so that both ways print the same.
import {
  AlignmentType,
  Document,
  Footer,
  type ITableCellOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Cell, headerRows, MOTTO } from '#lib/document';
import { beside, GRID, half, mm, pt, rule } from '#lib/docx-parts';
import type { Block, Column, FormOfSet, Paper } from './kinds.ts';
import { spansOf } from './text.ts';

type Sheet = {
  width: number;
  height: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
  body_pt: number;
  small_pt: number;
};
// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I for A4; A5 and the wide register keep less margin, as offices print them.
const SHEETS: Record<Paper | 'wide', Sheet> = {
  a4: { width: 210, height: 297, top: 18, bottom: 18, left: 28, right: 17, body_pt: 13, small_pt: 11.5 },
  a5: { width: 148, height: 210, top: 10, bottom: 12, left: 14, right: 10, body_pt: 10.5, small_pt: 9 },
  wide: { width: 297, height: 210, top: 15, bottom: 15, left: 15, right: 12, body_pt: 13, small_pt: 11.5 },
};

type Look = {
  size: number;
  bold?: boolean;
  italic?: boolean;
  center?: boolean;
  before?: number;
  indent?: number;
  keep?: boolean;
};

function runs(text: string, look: Look): TextRun[] {
  return spansOf(text).map(
    ({ text: words, bold, italic }) =>
      new TextRun({
        text: words,
        size: half(look.size),
        ...(bold || look.bold ? { bold: true } : {}),
        ...(italic || look.italic ? { italics: true } : {}),
      }),
  );
}

function line(text: string, look: Look): Paragraph {
  return new Paragraph({
    alignment: look.center ? AlignmentType.CENTER : AlignmentType.JUSTIFIED,
    spacing: { before: pt(look.before ?? 0), after: 0 },
    keepNext: look.keep ?? false,
    ...(look.indent ? { indent: { left: mm(look.indent) } } : {}),
    children: runs(text, look),
  });
}

function head(form: FormOfSet, paper: Paper, width: number, sheet: Sheet): Table {
  const shares = form.is_landscape ? [0.4, 0.6] : [0.42, 0.58];
  const [left, right] = [width * (shares[0] as number), width * (shares[1] as number)];
  const is_a5 = paper === 'a5';
  const small = { size: sheet.small_pt, center: true };
  return beside(width, shares, [
    [
      line('{superior}', small),
      line('{issuer}', { ...small, bold: true }),
      rule(left, 0.35, 2),
      ...(form.symbol === '' ? [] : [line('Số: {number}', { ...small, before: 4 })]),
    ],
    [
      line(MOTTO[0], { size: is_a5 ? 8.5 : 11.5, bold: true, center: true }),
      line(MOTTO[1], { size: is_a5 ? 9.5 : 12.5, bold: true, center: true }),
      rule(right, form.is_landscape ? 0.34 : 0.62, 2),
      line('{place_date}', { ...small, italic: true, before: 4 }),
    ],
  ]);
}

function tableOf(block: Extract<Block, { table: string }>, width: number, sheet: Sheet, paper: Paper): Table {
  const size = block.size_pt === undefined ? sheet.small_pt : paper === 'a5' ? block.size_pt * 0.82 : block.size_pt;
  const sum = block.columns.reduce((so_far, column) => so_far + column.width, 0);
  const widths = block.columns.map((column) => Math.round((width * column.width) / sum));
  const cellOf = (children: Paragraph, more: Partial<ITableCellOptions> = {}) =>
    new TableCell({ margins: { top: pt(2), bottom: pt(2), left: pt(2.5), right: pt(2.5) }, ...more, children: [children] });
  const headCell = (cell: Cell) =>
    cellOf(line(cell.text, { size, bold: true, center: true }), {
      verticalAlign: VerticalAlign.CENTER,
      ...(cell.col_span && cell.col_span > 1 ? { columnSpan: cell.col_span } : {}),
      ...(cell.row_span && cell.row_span > 1 ? { rowSpan: cell.row_span } : {}),
    });
  const last = block.columns.length - 1;
  const bodyCell = (column: Column, i: number) => {
    // A row repeats when the list opens in its first cell and closes in its last.
    const text = `${i === 0 ? `{#${block.table}}` : ''}${column.cell}${i === last ? `{/${block.table}}` : ''}`;
    const alignment = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[column.align];
    const paragraph = new Paragraph({ alignment, spacing: { before: 0, after: 0 }, children: runs(text, { size }) });
    return cellOf(paragraph, { width: { size: widths[i] as number, type: WidthType.DXA } });
  };
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: GRID,
    rows: [
      ...headerRows(block.columns.map((column) => ({ path: column.head }))).map(
        (cells) => new TableRow({ tableHeader: true, cantSplit: true, children: cells.map(headCell) }),
      ),
      new TableRow({ cantSplit: true, children: block.columns.map(bodyCell) }),
    ],
  });
}

function blockOf(block: Block, width: number, sheet: Sheet, paper: Paper): (Paragraph | Table)[] {
  const gap = paper === 'a5' ? 2.5 : 4;
  if ('table' in block) {
    const space = () =>
      new Paragraph({ spacing: { before: 0, after: 0, line: pt(5), lineRule: LineRuleType.EXACT }, children: [] });
    return [space(), tableOf(block, width, sheet, paper), space()];
  }
  const open = block.each ?? (block.if ? `has_${block.if}` : null);
  const text = open === null ? block.text : `{#${open}[loopOver:"paragraph"]}${block.text}{/${open}}`;
  const is_note = block.style === 'note';
  return [
    line(text, {
      size: is_note ? sheet.small_pt : sheet.body_pt,
      italic: is_note,
      center: block.style === 'center',
      before: gap,
      ...(block.style === 'indent' ? { indent: 6 } : {}),
    }),
  ];
}

function closing(form: FormOfSet, width: number, sheet: Sheet, paper: Paper): (Paragraph | Table)[] {
  if (form.signatures.length === 0) return [];
  const room = Array.from({ length: paper === 'a5' ? 3 : 4 }, () => line('', { size: sheet.body_pt, center: true }));
  const cells = form.signatures.map(({ title, hint, name }) => [
    line(title, { size: sheet.body_pt, bold: true, center: true }),
    ...(hint === '' ? [] : [line(hint, { size: sheet.small_pt - 0.5, italic: true, center: true })]),
    ...room,
    line(name, { size: sheet.body_pt, bold: true, center: true }),
  ]);
  if (form.recipients.length > 0) {
    cells.unshift([
      new Paragraph({ children: runs('Nơi nhận:', { size: sheet.small_pt - 0.5, bold: true, italic: true }) }),
      ...form.recipients.map((text) => new Paragraph({ children: runs(text, { size: sheet.small_pt - 1 }) })),
    ]);
  }
  return [
    new Paragraph({ keepNext: true, spacing: { before: pt(paper === 'a5' ? 3 : 8), after: 0 }, children: [] }),
    beside(
      width,
      cells.map(() => 1 / cells.length),
      cells,
    ),
  ];
}

function foot(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        children: [
          new TextRun({ text: '{form_note}  ', size: half(8) }),
          new TextRun({ text: '{copy_note}', size: half(8), bold: true }),
          new TextRun({ children: ['   Trang ', PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES], size: half(8) }),
        ],
      }),
    ],
  });
}

/** The layout as a Word file with tags. @param codes which pictures the kind carries */
export async function templateDocx(form: FormOfSet, paper: Paper, codes: { qr: boolean; barcode: boolean }): Promise<Uint8Array> {
  const sheet = SHEETS[form.is_landscape ? 'wide' : paper];
  const width = mm(sheet.width - sheet.left - sheet.right);
  const pictures = [codes.barcode ? '{barcode}' : '', codes.qr ? '{qr}' : ''];
  const picture = (tag: string, alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']) =>
    new Paragraph({ alignment, spacing: { before: pt(3), after: 0 }, children: runs(tag, { size: sheet.small_pt }) });
  const under_bars = codes.barcode
    ? [new Paragraph({ spacing: { before: 0, after: 0 }, children: runs('{dossier_code}', { size: 8.5 }) })]
    : [];
  const children = [
    head(form, paper, width, sheet),
    ...(codes.qr || codes.barcode
      ? [
          beside(
            width,
            [0.7, 0.3],
            [
              [picture(pictures[0] as string, AlignmentType.LEFT), ...under_bars],
              [picture(pictures[1] as string, AlignmentType.RIGHT)],
            ],
          ),
        ]
      : []),
    ...form.title.map((text, i) =>
      line(text, { size: i === 0 ? sheet.body_pt + 1.5 : sheet.body_pt, bold: true, center: true, before: i === 0 ? 8 : 0 }),
    ),
    line('', { size: 3 }),
    ...form.body.flatMap((block) => blockOf(block, width, sheet, paper)),
    ...closing(form, width, sheet, paper),
  ];
  const file = new Document({
    title: form.title.join(' '),
    styles: {
      default: {
        document: {
          run: { font: 'Times New Roman', size: half(sheet.body_pt), language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            // docx swaps width and height itself when the page is landscape.
            size: form.is_landscape
              ? { width: mm(sheet.height), height: mm(sheet.width), orientation: PageOrientation.LANDSCAPE }
              : { width: mm(sheet.width), height: mm(sheet.height), orientation: PageOrientation.PORTRAIT },
            margin: {
              top: mm(sheet.top),
              bottom: mm(sheet.bottom),
              left: mm(sheet.left),
              right: mm(sheet.right),
              header: mm(6),
              footer: mm(6),
            },
          },
        },
        footers: { default: foot() },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
