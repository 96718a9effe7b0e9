// Pieces of a report as the XML of a Word document: paragraphs, figures in locked controls, tables, sections.
import { escapeXml } from '#checks';
import { attachedLine, attachedLines } from '../attached.ts';
import { cellTexts } from '../cell-text.ts';
import type { AnnexContent, Content, Inline, Narrative, Paragraph, ReportTable, Section, TableCell } from '../content.ts';
import { fieldOf, printedOf } from '../content.ts';
import { attachedBookmark, FIGURE_TAG, figureBookmark, NARRATIVE_TAG, narrativeBookmark, tableBookmark } from './names.ts';

/** How a paragraph and its runs look: XML of `w:pPr` and of what stands inside `w:rPr`, taken from the template where it has its own. */
export type Look = { paragraph: string; run: string };

const PT = 20;
const SPACING = `<w:spacing w:before="${6 * PT}" w:after="0" w:line="276" w:lineRule="auto"/>`;
// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6: justified, first line 1–1.27 cm, at least 6 pt between paragraphs.
export const BODY: Look = { paragraph: `<w:pPr>${SPACING}<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>`, run: '' };
const HEADINGS: Record<1 | 2 | 3, string> = { 1: '<w:b/>', 2: '<w:b/>', 3: '<w:b/><w:i/>' };
const headingParagraph = (level: number) =>
  `<w:pPr><w:keepNext/>${SPACING}<w:ind w:firstLine="720"/><w:jc w:val="both"/><w:outlineLvl w:val="${level - 1}"/></w:pPr>`;
const CAPTION = `<w:pPr><w:keepNext/><w:spacing w:before="${8 * PT}" w:after="${4 * PT}"/><w:jc w:val="center"/></w:pPr>`;
/** Rows that stay with the notes below their table, and notes that stay with it: as in server/lib/document.typ. */
const KEPT_ROWS = 2;
const KEPT_NOTES = 4;
const KEEP = '<w:keepNext/>';
const CELL_SIZE = '<w:sz w:val="24"/><w:szCs w:val="24"/>';
/** Style of the paragraphs in cells. */
export const CELL_STYLE = 'MotcuaCell';
export const CELL_STYLE_XML = `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${CELL_STYLE}"><w:name w:val="Motcua Cell"/><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:rPr>${CELL_SIZE}</w:rPr></w:style>`;
const EDGE = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(EDGE).join('');

export const FIGURES_NAMESPACE = 'urn:motcua:figures';

/** Writes the pieces of one file: counts its ids, and the places of each figure. */
export class Writer {
  readonly content: Content;
  /** Relation id of the page behind a figure, made when the figure is first linked; null: no links. */
  readonly linkOf: (anchor: string) => string | null;
  #id: number;
  readonly #places = new Map<string, number>();

  constructor(content: Content, first_id: number, linkOf: (anchor: string) => string | null) {
    this.content = content;
    this.#id = first_id;
    this.linkOf = linkOf;
  }

  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  /**
   * A figure in a control that cannot be typed into, between the ends of a bookmark; in the issued file it leads to its records. It is bound to
   * nothing: LibreOffice (7.4) makes a bound control a field that begins where the control of a block before it does, and the words before the
   * figure are gone, though the figure stands in a cell further down: docs/adr/0019.
   */
  figure(anchor: string, run: string, cell_text?: string): string {
    const figure = this.content.figures[anchor];
    const printed = cell_text ?? printedOf(this.content, anchor);
    const place = (this.#places.get(anchor) ?? 0) + 1;
    this.#places.set(anchor, place);
    const properties = run ? `<w:rPr>${run}</w:rPr>` : '';
    const bookmark = this.nextId();
    const link = this.linkOf(anchor);
    const text = `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(printed)}</w:t></w:r>`;
    const control =
      `<w:sdt><w:sdtPr>${properties}<w:alias w:val="${escapeXml(`Số liệu: ${figure?.label ?? ''}`.slice(0, 64))}"/>` +
      `<w:tag w:val="${FIGURE_TAG}${anchor}"/><w:id w:val="${this.nextId()}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>` +
      `<w:sdtContent>${link === null ? text : `<w:hyperlink r:id="${link}" w:history="1">${text}</w:hyperlink>`}</w:sdtContent></w:sdt>`;
    return `<w:bookmarkStart w:id="${bookmark}" w:name="${figureBookmark(anchor, place)}"/>${control}<w:bookmarkEnd w:id="${bookmark}"/>`;
  }

  inline(one: Inline, run: string): string {
    if ('figure' in one) return this.figure(one.figure, one.bold ? `<w:b/>${run}` : run);
    if ('field' in one) return textRun(fieldOf(this.content, one.field), run);
    return textRun(one.text, `${one.bold ? '<w:b/>' : ''}${one.italic ? '<w:i/>' : ''}${run}`);
  }

  paragraph(pieces: Paragraph, look: Look): string {
    return `<w:p>${look.paragraph}${pieces.map((one) => this.inline(one, look.run)).join('')}</w:p>`;
  }

  /** The paragraphs of a block, with its bookmark around them; an empty block keeps one empty paragraph to write in. */
  narrativeInner(block: Narrative, look: Look): string {
    const id = this.nextId();
    const start = `<w:bookmarkStart w:id="${id}" w:name="${narrativeBookmark(block.key)}"/>`;
    const end = `<w:bookmarkEnd w:id="${id}"/>`;
    const paragraphs = block.paragraphs.length > 0 ? block.paragraphs : [[]];
    const last = paragraphs.length - 1;
    return paragraphs
      .map((pieces, i) => {
        const inner = pieces.map((one) => this.inline(one, look.run)).join('');
        return `<w:p>${look.paragraph}${i === 0 ? start : ''}${inner}${i === last ? end : ''}</w:p>`;
      })
      .join('');
  }

  /** A block of narrative: its control cannot be deleted, its words can be edited. */
  narrative(block: Narrative, look: Look, label: string): string {
    return (
      `<w:sdt><w:sdtPr><w:alias w:val="${escapeXml(label.slice(0, 64))}"/><w:tag w:val="${NARRATIVE_TAG}${escapeXml(block.key)}"/>` +
      `<w:id w:val="${this.nextId()}"/><w:lock w:val="sdtLocked"/></w:sdtPr><w:sdtContent>${this.narrativeInner(block, look)}</w:sdtContent></w:sdt>`
    );
  }

  /** Bookmarks of figures that the file has already. */
  skipPlaces(taken: ReadonlyMap<string, number>): void {
    for (const [anchor, n] of taken) this.#places.set(anchor, n);
  }

  /** What stands in a cell. @param text as the cell prints; `own`: look of its paragraph where the office has given it one; `keep`: stays with what follows */
  cellInner(cell: TableCell, text: string, own = '', keep = ''): string {
    const run = `${cell.bold ? '<w:b/>' : ''}${cell.italic ? '<w:i/>' : ''}${CELL_SIZE}`;
    const inner = cell.figure ? this.figure(cell.figure, run, text) : textRun(text, run);
    const look = `<w:pPr><w:pStyle w:val="${CELL_STYLE}"/>${keep}<w:spacing w:before="0" w:after="0"/><w:jc w:val="${cell.align ?? 'left'}"/></w:pPr>`;
    return `<w:p>${own || look}${inner}</w:p>`;
  }

  #cell(cell: TableCell, text: string, width: number, keep: string): string {
    const span = cell.col_span && cell.col_span > 1 ? `<w:gridSpan w:val="${cell.col_span}"/>` : '';
    const down = cell.row_span && cell.row_span > 1 ? '<w:vMerge w:val="restart"/>' : '';
    const properties = `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${down}<w:vAlign w:val="center"/></w:tcPr>`;
    return `<w:tc>${properties}${this.cellInner(cell, text, '', keep)}</w:tc>`;
  }

  /** Notes alone on a page belong to nothing: the last rows of their table go with them. */
  #hasNotes({ key }: ReportTable): boolean {
    return this.content.annexes.some(({ table, notes }) => table.key === key && notes.length > 0);
  }

  /** @param width of the text, in twentieths of a point */
  tableInner(table: ReportTable, width: number): string {
    const sum = table.widths.reduce((so_far, share) => so_far + share, 0);
    const widths = table.widths.map((share) => Math.round((width * share) / sum));
    const grid = `<w:tblGrid>${widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('')}</w:tblGrid>`;
    const margins = `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>`;
    const rows = [...laidOut(table.header, widths), null, ...laidOut(table.rows, widths)];
    const texts = cellTexts(this.content, table);
    const first_kept = this.#hasNotes(table) ? rows.length - KEPT_ROWS : rows.length;
    let is_header = true;
    const xml: string[] = [];
    for (const [at, row] of rows.entries()) {
      if (row === null) {
        is_header = false;
        continue;
      }
      const keep = at >= first_kept && !is_header ? KEEP : '';
      const cells = row.map(({ cell, width: own, covered }) =>
        cell
          ? this.#cell(cell, texts.get(cell) ?? '', own, keep)
          : `<w:tc><w:tcPr><w:tcW w:w="${own}" w:type="dxa"/>${covered > 1 ? `<w:gridSpan w:val="${covered}"/>` : ''}<w:vMerge/></w:tcPr>${keep ? `<w:p><w:pPr>${keep}</w:pPr></w:p>` : '<w:p/>'}</w:tc>`,
      );
      xml.push(`<w:tr><w:trPr><w:cantSplit/>${is_header ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`);
    }
    return (
      `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders>` +
      `<w:tblLayout w:type="fixed"/>${margins}</w:tblPr>${grid}${xml.join('')}</w:tbl>`
    );
  }

  /** A table between the ends of a bookmark: a control around it would cost LibreOffice the look of its first cell. Its figures are locked. */
  table(table: ReportTable, width: number): string {
    const id = this.nextId();
    const start = `<w:bookmarkStart w:id="${id}" w:name="${tableBookmark(table.key)}"/>`;
    const caption = table.caption
      ? `<w:p>${CAPTION}${start}${textRun(table.caption, '<w:b/><w:sz w:val="26"/><w:szCs w:val="26"/>')}</w:p>`
      : `<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/></w:pPr>${start}</w:p>`;
    const keep = this.#hasNotes(table) ? KEEP : '';
    const end = `<w:p><w:pPr>${keep}<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr><w:bookmarkEnd w:id="${id}"/></w:p>`;
    return `${caption}${this.tableInner(table, width)}${end}`;
  }

  /** A section with its heading and its blocks. @param is_headed false where the template has written the heading itself */
  section(section: Section, look: Look, width: number, is_headed: boolean): string {
    const heading =
      is_headed && section.heading !== ''
        ? `<w:p>${headingParagraph(section.level)}${textRun(section.heading, `${HEADINGS[section.level]}${look.run}`)}</w:p>`
        : '';
    const blocks = section.blocks.map((block) =>
      block.kind === 'narrative' ? this.narrative(block, look, section.heading) : this.table(block, width),
    );
    return heading + blocks.join('');
  }

  annex(annex: AnnexContent, width: number): string {
    const centered = '<w:pPr><w:keepNext/><w:spacing w:before="40" w:after="0"/><w:jc w:val="center"/></w:pPr>';
    const center = (text: string, run: string, [begins, ends] = ['', '']) =>
      `<w:p>${centered}${begins}${textRun(text, run)}${ends}</w:p>`;
    const small = '<w:i/><w:sz w:val="26"/><w:szCs w:val="26"/>';
    const id = this.nextId();
    // Number and day are known when the report is issued: the line is found again by its bookmark.
    const marks: [string, string] = [
      `<w:bookmarkStart w:id="${id}" w:name="${attachedBookmark(annex.key)}"/>`,
      `<w:bookmarkEnd w:id="${id}"/>`,
    ];
    const attached = attachedLines(this.content, annex).length > 0 ? center(attachedLine(this.content), small, marks) : '';
    const kept = Math.min(KEPT_NOTES, annex.notes.length) - 1;
    const notes = annex.notes.map(
      (note, at) =>
        `<w:p><w:pPr>${at < kept ? KEEP : ''}<w:spacing w:before="80" w:after="0"/><w:jc w:val="both"/></w:pPr>${textRun(note, '<w:i/><w:sz w:val="24"/><w:szCs w:val="24"/>')}</w:p>`,
    );
    return (
      center(annex.label, '<w:b/>') +
      center(annex.title, '<w:b/>') +
      attached +
      annex.lines.map((line) => center(line, small)).join('') +
      this.table({ ...annex.table, caption: '' }, width) +
      notes.join('')
    );
  }
}

/** A run of text; line breaks stay line breaks. */
export function textRun(text: string, run: string): string {
  const properties = run ? `<w:rPr>${run}</w:rPr>` : '';
  const inner = text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
    .join('<w:br/>');
  return text === '' ? '' : `<w:r>${properties}${inner}</w:r>`;
}

export type Laid = { cell: TableCell | null; width: number; covered: number };

/** Cells of every row with those that a cell above reaches down into: Word wants them written, other tables leave them out. */
export function laidOut(rows: readonly (readonly TableCell[])[], widths: readonly number[]): Laid[][] {
  const reaching: { left: number; span: number }[] = widths.map(() => ({ left: 0, span: 1 }));
  return rows.map((row) => {
    const laid: Laid[] = [];
    const given = [...row];
    for (let column = 0; column < widths.length; ) {
      const above = reaching[column] as { left: number; span: number };
      const cell = above.left > 0 ? null : (given.shift() ?? {});
      const span = cell ? Math.min(cell.col_span ?? 1, widths.length - column) : above.span;
      const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0);
      laid.push({ cell, width, covered: span });
      reaching[column] = cell ? { left: (cell.row_span ?? 1) - 1, span } : { left: above.left - 1, span };
      column += span;
    }
    return laid;
  });
}
