import type { Draft } from '../report.ts';
import { type DocxPart, notesOf } from './docx-notes.ts';
import { inherited, isOn, type Numbering, type Style } from './docx-numbering.ts';
import { FORMER, UNPRINTED } from './docx-printed.ts';
import { isLayout, type OpenRow, type OpenTable, type Paragraph, placed, span, typedItem } from './docx-table.ts';
import { tabledParagraphs } from './docx-tabs.ts';
import { Mapped } from './mapped.ts';
import { markNotes, type NoteMark } from './note-marks.ts';
import { asTable, continued, type DraftTable } from './table.ts';
import { LIMITS, UnreadableError } from './unreadable.ts';
import { type Attributes, ENTITY, entity, parseXml } from './xml.ts';

/** Reads the body of a document into drafts. One use. */
export class DocxReader {
  readonly #xml: string;
  readonly #styles: Map<string, Style>;
  readonly #numbering: Numbering;
  readonly #drafts: Draft[] = [];
  readonly #anchors = new Map<Draft, number>();
  readonly #notes = new Map<string, NoteMark>();

  readonly #note_counts = { footnote: 0, endnote: 0 };
  #skipped = 0;
  #tables: OpenTable[] = [];
  /** Innermost last: a text box stands inside a paragraph. */
  #paragraphs: Paragraph[] = [];
  #in_properties = 0;
  #in_run_properties = 0;
  #in_row_properties = 0;
  #in_text = 0;
  #run_hidden = false;
  #placeholder: boolean[] = [];
  #boxes: { drafts: Draft[]; tables: OpenTable[] }[] = [];
  #waiting: Draft[] = [];
  #paragraph_number = 0;
  #page = 1;
  #page_row: OpenRow | undefined;
  #knows_pages = false;
  #joined: Paragraph | null = null;
  #cell_count = 0;
  #length = 0;

  constructor(xml: string, styles: Map<string, Style>, numbering: Numbering) {
    this.#xml = xml;
    this.#styles = styles;
    this.#numbering = numbering;
    this.#knows_pages = xml.includes('lastRenderedPageBreak');
  }

  /** `anchors`: for each draft, where in the XML its paragraph or the reference to it begins. */
  read(notes: readonly DocxPart[]): { drafts: Draft[]; anchors: number[] } {
    this.#parse(this.#xml);
    this.#endJoined();
    for (const part of notes) this.#putNotes(part);
    markNotes(this.#drafts, [...this.#notes.values()]);
    const { drafts, anchors } = tabledParagraphs(this.#drafts, this.#anchors);
    return { drafts, anchors: drafts.map((draft) => anchors.get(draft) ?? 0) };
  }

  #parse(xml: string): void {
    parseXml(xml, {
      open: (name, attributes, start) => {
        const is_unprinted = FORMER.test(name) || (UNPRINTED.has(name) && !this.#isProperties());
        if (this.#skipped > 0 || is_unprinted) this.#skipped += 1;
        else this.#open(name, attributes, start);
      },
      close: (name, start) => {
        if (this.#skipped > 0) this.#skipped -= 1;
        else this.#close(name, start);
      },
      text: (start, end) => {
        if (this.#skipped === 0) this.#text(xml, start, end);
      },
    });
  }

  #isProperties(): boolean {
    return this.#in_run_properties > 0 || this.#in_row_properties > 0;
  }

  // ---- elements

  #open(name: string, attributes: Attributes, start: number): void {
    switch (name) {
      case 'w:p':
        this.#paragraph_number += 1;
        this.#paragraphs.push(this.#newParagraph(start));
        return;
      case 'w:pPr':
        this.#in_properties += 1;
        return;
      case 'w:rPr':
        this.#in_run_properties += 1;
        return;
      case 'w:trPr':
        this.#in_row_properties += 1;
        return;
      case 'w:r':
        this.#run_hidden = false;
        return;
      case 'w:t':
      case 'm:t':
        this.#in_text += 1;
        return;
      case 'w:tbl':
        this.#tables.push({ rows: [], paragraph: this.#paragraph_number + 1, page: this.#pageNow() });
        return;
      case 'w:tr':
        this.#tables.at(-1)?.rows.push({ cells: [], before: 0, is_header: false, is_deleted: false });
        return;
      case 'w:tc':
        this.#cell_count += 1;
        if (this.#cell_count > LIMITS.table_cells) throw new UnreadableError('too_long');
        this.#row()?.cells.push({ paragraphs: [], column_span: 1, merge: null, tables: 0 });
        return;
      case 'w:txbxContent':
        this.#boxes.push({ drafts: this.#waiting, tables: this.#tables });
        this.#waiting = [];
        this.#tables = [];
        return;
      case 'w:sdt':
        this.#placeholder.push(false);
        return;
      default:
        this.#property(name, attributes) || this.#inline(name, attributes, start);
    }
  }

  #close(name: string, start: number): void {
    switch (name) {
      case 'w:p':
        this.#endParagraph();
        return;
      case 'w:pPr':
        this.#in_properties -= 1;
        return;
      case 'w:rPr':
        this.#in_run_properties -= 1;
        return;
      case 'w:trPr':
        this.#in_row_properties -= 1;
        return;
      case 'w:t':
      case 'm:t':
        this.#in_text -= 1;
        return;
      case 'm:num':
        this.#line()?.addAt('/', start);
        return;
      case 'w:tbl':
        this.#endTable();
        return;
      case 'w:txbxContent': {
        const box = this.#boxes.pop();
        const inside = this.#waiting;
        this.#waiting = [...(box?.drafts ?? []), ...inside];
        this.#tables = box?.tables ?? [];
        return;
      }
      case 'w:sdt':
        this.#placeholder.pop();
        return;
    }
  }

  /** @returns true when the element was a property */
  #property(name: string, attributes: Attributes): boolean {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#in_run_properties > 0) {
      if (name === 'w:vanish' && this.#in_properties === 0) this.#run_hidden = isOn(attributes);
      else if (name === 'w:rStyle' && inherited(this.#styles, attributes('val'), 'is_hidden')) this.#run_hidden = true;
      else if (name === 'w:del' && this.#in_properties > 0 && paragraph) paragraph.is_joined = true;
      return true;
    }
    if (this.#in_properties > 0 && paragraph) {
      if (name === 'w:pStyle') paragraph.style = attributes('val');
      else if (name === 'w:numId') paragraph.num_id = attributes('val');
      else if (name === 'w:ilvl') paragraph.level = Number(attributes('val') ?? 0);
      else if (name === 'w:outlineLvl') paragraph.outline = Number(attributes('val') ?? 9);
      return true;
    }
    const row = this.#row();
    const cell = row?.cells.at(-1);
    if (name === 'w:gridSpan' && cell) cell.column_span = span(attributes('val'));
    else if (name === 'w:vMerge' && cell) cell.merge = attributes('val') === 'restart' ? 'restart' : 'continue';
    else if (name === 'w:gridBefore' && row) row.before = span(attributes('val'));
    else if (name === 'w:tblHeader' && row) row.is_header = isOn(attributes);
    else if (name === 'w:del' && row) row.is_deleted = true;
    else if (name === 'w:showingPlcHdr' && this.#placeholder.length > 0)
      this.#placeholder[this.#placeholder.length - 1] = isOn(attributes);
    else return false;
    return true;
  }

  #inline(name: string, attributes: Attributes, start: number): void {
    const line = this.#line();
    if (!line || this.#run_hidden) return;
    switch (name) {
      case 'w:tab':
      case 'w:ptab':
        line.addAt('\t', start);
        return;
      case 'w:noBreakHyphen':
        line.addAt('-', start);
        return;
      case 'w:sym':
        line.addAt(/^f0?/i.test(attributes('char') ?? '') ? '•' : ' ', start);
        return;
      case 'w:br':
      case 'w:cr':
        this.#paragraphs.at(-1)?.lines.push(new Mapped());
        return;
      case 'w:lastRenderedPageBreak':
        this.#beginPage(line);
        return;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#paragraphs.at(-1)?.notes.push({
          id: attributes('id') ?? '',
          kind: name === 'w:footnoteReference' ? 'footnote' : 'endnote',
          at: start,
        });
    }
  }

  #text(xml: string, start: number, end: number): void {
    if (this.#in_text === 0 || this.#run_hidden || this.#in_run_properties > 0 || this.#placeholder.at(-1) === true) return;
    const line = this.#line();
    if (!line) return;
    this.#length += end - start;
    if (this.#length > LIMITS.text_chars) throw new UnreadableError('too_long');
    const raw = xml.slice(start, end);
    if (!raw.includes('&')) {
      line.add(raw, start);
      return;
    }
    let at = 0;
    for (const found of raw.matchAll(ENTITY)) {
      line.add(raw.slice(at, found.index), start + at).addAt(entity(found[1] as string) ?? found[0], start + found.index);
      at = found.index + found[0].length;
    }
    line.add(raw.slice(at), start + at);
  }

  // ---- paragraphs

  #newParagraph(start: number): Paragraph {
    const joined = this.#joined;
    this.#joined = null;
    if (joined) return { ...joined, is_joined: false };
    return {
      lines: [new Mapped()],
      style: null,
      num_id: null,
      level: null,
      outline: null,
      page: this.#pageNow(),
      start,
      is_joined: false,
      notes: [],
    };
  }

  #line(): Mapped | undefined {
    return this.#paragraphs.at(-1)?.lines.at(-1);
  }

  #pageNow(): number | null {
    return this.#knows_pages ? this.#page : null;
  }

  // Word records where its pages began; of a row that a page cuts it says so in every cell.
  #beginPage(line: Mapped): void {
    const row = this.#row();
    if (row !== undefined && row === this.#page_row) return;
    this.#page_row = row;
    this.#page += 1;
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && line.length === 0 && paragraph.lines.length === 1) paragraph.page = this.#page;
  }

  #row(): OpenRow | undefined {
    return this.#tables.at(-1)?.rows.at(-1);
  }

  #endJoined(): void {
    if (this.#joined !== null) this.#emit(this.#joined, this.#paragraph_number);
    this.#joined = null;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    if (paragraph.is_joined) this.#joined = paragraph;
    else this.#emit(paragraph, this.#paragraph_number);
  }

  #emit(paragraph: Paragraph, number: number): void {
    const place = { paragraph: number, ...(paragraph.page !== null && { page: paragraph.page }) };
    const { heading, label } = this.#numberOf(paragraph);
    let is_first = true;
    for (const line of paragraph.lines) {
      const piece = line.done();
      if (piece.text === '') continue;
      const numbering = is_first && label !== null ? { numbering: label } : {};
      const common = { ...piece, place, ...numbering };
      const draft: Draft = heading
        ? { kind: 'heading', level: heading, ...common }
        : label !== null && is_first
          ? { kind: 'list_item', level: label.level, marker: '', ...common }
          : typedItem(common);
      is_first = false;
      this.#put(draft, paragraph.start);
    }
    for (const { id, kind, at } of paragraph.notes) {
      const key = `${kind}:${id}`;
      if (!this.#notes.has(key)) {
        this.#note_counts[kind] += 1;
        this.#notes.set(key, { label: String(this.#note_counts[kind]), at });
      }
    }
    if (this.#boxes.length === 0 && this.#paragraphs.length === 0) this.#flushBoxes();
  }

  // Text boxes stand after the paragraph that holds them.
  #flushBoxes(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const draft of waiting) this.#put(draft, this.#anchors.get(draft) ?? 0);
  }

  #numberOf(paragraph: Paragraph): { heading: number | null; label: { label: string; level: number } | null } {
    const style = paragraph.style;
    const outline = paragraph.outline ?? inherited(this.#styles, style, 'outline');
    const named = inherited(this.#styles, style, 'heading');
    const heading = named ?? (outline !== null && outline < 9 ? outline + 1 : null);
    const num_id = paragraph.num_id ?? inherited(this.#styles, style, 'num_id');
    const is_blank = paragraph.lines.every((line) => line.text.trim() === '');
    if (num_id === null || num_id === '0') return { heading, label: null };
    const level = paragraph.level ?? this.#numbering.levelOfStyle(num_id, style) ?? inherited(this.#styles, style, 'level') ?? 0;
    // An empty paragraph of a list is numbered too: the next one counts on.
    const label = this.#numbering.next(num_id, level);
    return { heading, label: label === null || is_blank ? null : { label, level } };
  }

  #put(draft: Draft, anchor: number): void {
    const cell = this.#row()?.cells.at(-1);
    if (cell && this.#tables.length > 0) {
      cell.paragraphs.push(draft);
      this.#anchors.set(draft, anchor);
      return;
    }
    if (this.#boxes.length > 0) {
      // Inside a text box Word takes no comments: they go to the paragraph that holds it.
      this.#waiting.push(draft);
      if ('source' in draft) delete draft.source;
      this.#anchors.set(draft, this.#paragraphs[0]?.start ?? anchor);
      return;
    }
    this.#anchors.set(draft, anchor);
    this.#drafts.push(draft);
  }

  // ---- tables

  #endTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const rows = table.rows.filter((row) => !row.is_deleted && row.cells.length > 0);
    const outer = this.#row()?.cells.at(-1);
    // A table inside a cell, and one that only places text on the page, are read as the text in them.
    if (outer || isLayout(rows)) {
      for (const cell of rows.flatMap((row) => row.cells)) {
        for (const draft of cell.paragraphs) this.#put(draft, this.#anchors.get(draft) ?? 0);
      }
      return;
    }
    const cells = placed(rows, (draft) => this.#anchors.get(draft) ?? 0);
    if (cells.length === 0) return;
    const told = rows.findIndex((row) => !row.is_header);
    const place = { paragraph: table.paragraph, ...(table.page !== null && { page: table.page }) };
    const draft = asTable({ cells, place, header_rows: told > 0 ? told : null, has_spans: true });
    const last = this.#drafts.at(-1);
    const joined = last?.kind === 'table' && this.#boxes.length === 0 ? continued(last as DraftTable, draft, false) : null;
    if (joined === null) this.#put(draft, 0);
  }

  // ---- notes

  #putNotes(part: DocxPart): void {
    for (const { id, text } of notesOf(part)) {
      const told = this.#notes.get(`${part.kind}:${id}`);
      this.#length += text.length;
      if (this.#length > LIMITS.text_chars) throw new UnreadableError('too_long');
      // Separators have no reference.
      if (told && text !== '') this.#put({ kind: 'footnote', label: told.label, text, place: {} }, told.at);
    }
  }
}
