import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Header,
  type IParagraphOptions,
  type ITableCellOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import {
  type Annex,
  type Block,
  type Cell,
  MOTTO,
  type OfficialDocument,
  type Run,
  type Table as TableData,
} from './document.ts';
import { beside, GRID, half, mm, pt, rule } from './docx-parts.ts';

const FONT = 'Times New Roman';
const BODY_PT = 14;
// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm.
const PORTRAIT = { width_mm: 210, top: 20, bottom: 20, left: 30, right: 20 };
const LANDSCAPE = { width_mm: 297, top: 20, bottom: 15, left: 20, right: 15 };
const textWidth = (page: typeof PORTRAIT) => mm(page.width_mm - page.left - page.right);

function runs(list: readonly Run[], size_pt: number, all: { bold?: boolean; italics?: boolean } = {}) {
  return list.map((run) => {
    const bold = run.bold ?? all.bold;
    const italics = run.italic ?? all.italics;
    const text = new TextRun({ text: run.text, size: half(size_pt), ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) });
    return run.link ? new ExternalHyperlink({ link: run.link, children: [text] }) : text;
  });
}

function line(text: string, size_pt: number, options: IParagraphOptions & { bold?: boolean; italics?: boolean } = {}) {
  const { bold, italics, ...paragraph } = options;
  const all = { ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) };
  return new Paragraph({ alignment: AlignmentType.CENTER, ...paragraph, children: runs([{ text }], size_pt, all) });
}

function letterhead(doc: OfficialDocument) {
  const width = textWidth(PORTRAIT);
  const shares = [0.4, 0.6];
  const [left, right] = [width * 0.4, width * 0.6];
  return beside(width, shares, [
    [
      ...doc.superior.map((text) => line(text, 13)),
      ...doc.issuer.map((text) => line(text, 13, { bold: true })),
      rule(left, 0.4),
      line(doc.number, 13, { spacing: { before: pt(6) } }),
    ],
    [
      line(MOTTO[0], 12.5, { bold: true }),
      line(MOTTO[1], 13.5, { bold: true }),
      rule(right, 0.66),
      ...Array.from({ length: Math.max(0, doc.superior.length + doc.issuer.length - 2) }, () => line('', 13)),
      line(doc.place_and_date, 13.5, { italics: true, spacing: { before: pt(6) } }),
    ],
  ]);
}

/** Stays on the page of what follows. */
const keeping = (keeps: boolean) => (keeps ? { keepNext: true } : {});

function tableCell(cell: Cell, size_pt: number, width: number | null, keeps: boolean) {
  const all = { ...(cell.bold ? { bold: true } : {}), ...(cell.italic ? { italics: true } : {}) };
  const align = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[cell.align ?? 'left'];
  const options: ITableCellOptions = {
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: pt(2), bottom: pt(2), left: pt(3), right: pt(3) },
    ...(width === null ? {} : { width: { size: width, type: WidthType.DXA } }),
    ...(cell.col_span && cell.col_span > 1 ? { columnSpan: cell.col_span } : {}),
    ...(cell.row_span && cell.row_span > 1 ? { rowSpan: cell.row_span } : {}),
    children: [
      new Paragraph({
        alignment: align,
        ...keeping(keeps),
        spacing: { before: 0, after: 0 },
        children: runs([{ text: cell.text, ...(cell.link ? { link: cell.link } : {}) }], cell.size_pt ?? size_pt, all),
      }),
    ],
  };
  return new TableCell(options);
}

/** Rows that stay with the notes below their table, and notes that stay with it: as in document.typ. */
const KEPT_ROWS = 2;
const KEPT_NOTES = 4;

/** @param has_notes a note alone on a page belongs to nothing: the last rows go with it */
function table(data: TableData, width: number, has_notes: boolean) {
  const sum = data.widths.reduce((so_far, share) => so_far + share, 0);
  const widths = data.widths.map((share) => Math.round((width * share) / sum));
  const row = (cells: readonly Cell[], is_header: boolean, keeps = false) =>
    new TableRow({
      tableHeader: is_header,
      cantSplit: true,
      children: cells.map((cell, i) =>
        tableCell(cell, data.size_pt, cells.length === widths.length ? (widths[i] as number) : null, keeps),
      ),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    alignment: AlignmentType.CENTER,
    borders: GRID,
    rows: [
      ...data.header.map((cells) => row(cells, true)),
      ...data.rows.map((cells, at) => row(cells, false, has_notes && at >= data.rows.length - KEPT_ROWS)),
    ],
  });
}

const isNote = (one: Block | undefined) => one?.kind === 'paragraph' && one.style === 'note';

const BODY = {
  alignment: AlignmentType.JUSTIFIED,
  indent: { firstLine: mm(12.7) },
  spacing: { before: pt(6), line: 276, lineRule: LineRuleType.AUTO },
} as const;

/** @param keeps stays on the page of what follows: a signature never stands alone on a page; `has_notes`: of a table, a note follows it */
function block(data: Block, width: number, keeps: boolean, has_notes: boolean): (Paragraph | Table)[] {
  const keep = keeping(keeps);
  switch (data.kind) {
    case 'heading':
      return [
        new Paragraph({
          ...BODY,
          keepNext: true,
          outlineLevel: data.level - 1,
          children: runs([{ text: data.text }], BODY_PT, { bold: true }),
        }),
      ];
    case 'paragraph':
      if (data.style === 'note') {
        return [
          new Paragraph({
            ...keep,
            alignment: AlignmentType.JUSTIFIED,
            spacing: { before: pt(4) },
            children: runs(data.runs, 12, { italics: true }),
          }),
        ];
      }
      return [
        new Paragraph({ ...BODY, ...keep, children: runs(data.runs, BODY_PT, data.style === 'basis' ? { italics: true } : {}) }),
      ];
    case 'caption':
      return [line(data.text, 13, { bold: true, keepNext: true, spacing: { before: pt(8), after: pt(4) } })];
    case 'table':
      return [
        table(data.table, width, has_notes),
        new Paragraph({ ...keeping(has_notes), spacing: { before: 0, after: 0 }, children: [] }),
      ];
  }
}

function closing(doc: OfficialDocument) {
  const width = textWidth(PORTRAIT);
  const left = [
    new Paragraph({ children: runs([{ text: 'Nơi nhận:' }], 12, { bold: true, italics: true }) }),
    ...doc.recipients.map((text) => new Paragraph({ children: runs([{ text }], 11) })),
  ];
  const right = [
    ...doc.signature.authority.map((text) => line(text, 14, { bold: true })),
    // Room for the signature and the seal.
    ...Array.from({ length: 5 }, () => line('', 14)),
    line(doc.signature.name ?? '', 14, { bold: true }),
  ];
  return [new Paragraph({ keepNext: true, spacing: { before: pt(6) }, children: [] }), beside(width, [0.5, 0.5], [left, right])];
}

function annexBlocks(annex: Annex) {
  const width = textWidth(LANDSCAPE);
  const small = (text: string, i: number) => line(text, 12, i === 0 ? { bold: true } : {});
  return [
    line(annex.label, 14, { bold: true }),
    beside(
      width,
      [0.3, 0.4, 0.3],
      [
        annex.left.map(small),
        [
          line(annex.title, 14, { bold: true, spacing: { before: pt(2) } }),
          ...annex.lines.map((text) => line(text, 13, { italics: true, spacing: { before: pt(2) } })),
        ],
        annex.right.map(small),
      ],
    ),
    new Paragraph({ spacing: { before: 0, after: pt(4) }, children: [] }),
    table(annex.table, width, annex.notes.length > 0),
    ...annex.notes.map(
      (note, at) =>
        new Paragraph({
          ...keeping(at < Math.min(KEPT_NOTES, annex.notes.length) - 1),
          alignment: AlignmentType.JUSTIFIED,
          spacing: { before: pt(4) },
          children: runs(note, 12, { italics: true }),
        }),
    ),
  ];
}

/** Page number, Arabic, centred in the top margin. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I. */
function pageNumber() {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: half(13) })],
      }),
    ],
  });
}

/** The document as a Word file that an officer can go on editing. Layout of Decree 30/2020/NĐ-CP, Phụ lục I. */
export async function documentDocx(doc: OfficialDocument): Promise<Uint8Array> {
  const margin = (page: typeof PORTRAIT) => ({
    top: mm(page.top),
    bottom: mm(page.bottom),
    left: mm(page.left),
    right: mm(page.right),
    header: mm(10),
    footer: mm(10),
  });
  const width = textWidth(PORTRAIT);
  const file = new Document({
    title: doc.title,
    creator: doc.issuer.join(' '),
    styles: {
      default: {
        document: {
          run: { font: FONT, size: half(BODY_PT), language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: { size: { width: mm(210), height: mm(297), orientation: PageOrientation.PORTRAIT }, margin: margin(PORTRAIT) },
        },
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({ children: [] })] }) },
        children: [
          letterhead(doc),
          line(doc.type, 14, { bold: true, spacing: { before: pt(18) } }),
          ...doc.subject.map((text) => line(text, 14, { bold: true })),
          rule(width, 0.25),
          ...doc.body.flatMap((each, i) => block(each, width, i >= doc.body.length - 2, isNote(doc.body[i + 1]))),
          ...closing(doc),
        ],
      },
      ...doc.annexes.map((annex) => ({
        properties: {
          type: SectionType.NEXT_PAGE,
          // docx swaps width and height itself when the page is landscape.
          page: { size: { width: mm(210), height: mm(297), orientation: PageOrientation.LANDSCAPE }, margin: margin(LANDSCAPE) },
        },
        headers: { default: pageNumber() },
        children: annexBlocks(annex),
      })),
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
