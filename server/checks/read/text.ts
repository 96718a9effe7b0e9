import { type Cell, type Draft, layOut, type Report } from '../report.ts';
import { decodeText } from './decode.ts';
import { printed } from './inline.ts';
import { type Line, linesOf } from './lines.ts';
import { isTidy, Mapped, type Piece } from './mapped.ts';
import { markNotes, type NoteMark } from './note-marks.ts';
import { asTable, continued, type DraftTable } from './table.ts';
import { LIMITS, UnreadableError } from './unreadable.ts';

type TextDraft = Exclude<Draft, DraftTable>;

/**
 * A plain text (`.txt`) or Markdown (`.md`) as a report. Every block knows the offsets of its characters in the decoded file.
 * @throws UnreadableError not_text, too_long, empty
 */
export function readText(file: string, bytes: Uint8Array, format: 'txt' | 'md'): Report {
  return readTextString(file, decodeText(bytes), format);
}

/** Where each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** The same of text that is decoded already. */
export function readTextString(file: string, text: string, format: 'txt' | 'md'): Report {
  if (text.length > LIMITS.text_chars) throw new UnreadableError('too_long');
  if (text.trim() === '') throw new UnreadableError('empty');
  const reader = new TextReader(text, format === 'md');
  return layOut(file, format, reader.read());
}

/** `mapped`: what was put together, null as long as it is one tidy line; `tail`: the last characters, all that deciding needs. */
type Open = { draft: TextDraft; mapped: Mapped | null; tail: string; last_line: number };

function openWith(draft: TextDraft, piece: Piece, last_line: number): Open {
  const mapped = isTidy(piece.text) ? null : new Mapped().addMapped(piece);
  return { draft, mapped, tail: piece.text.slice(-200), last_line };
}

function goOn(open: Open, piece: Piece, { start, number }: Line): void {
  open.mapped ??= new Mapped().addMapped(open.draft as Piece);
  open.mapped.addAt(' ', start).addMapped(piece);
  open.tail = `${open.tail} ${piece.text}`.slice(-200);
  open.last_line = number;
}

const ENDS_SENTENCE = /[.;:!?…”"»]\s*(?:\([^()]{0,80}\)\s*)?$/;
const STARTS_LOWER = /^[\p{Ll}(]?\p{Ll}/u;
// Lines of text that a page may hold, empty ones with them.
const MOST_LINES_OF_PAGE = 90;
const NOTE_MARK = /<sup>\s*(\d{1,3})\s*<\/sup>|\[\^([\w-]{1,20})\](?!:)/gi;
const NUMBERED = /^(?:\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|[IVXLC]+\.)\s/;

class TextReader {
  readonly #text: string;
  readonly #is_markdown: boolean;
  readonly #drafts: Draft[] = [];
  // The paragraph that may go on: on the next line, or after a page break with its page number and footnotes.
  #open: Open | null = null;
  #is_after_break = false;
  // The note that a page break cuts: it goes on under the next page.
  #note: Open | null = null;

  constructor(text: string, is_markdown: boolean) {
    this.#text = text;
    this.#is_markdown = is_markdown;
  }

  read(): Draft[] {
    const lines = linesOf(this.#text, this.#is_markdown);
    for (let i = 0; i < lines.length; ) i += this.#take(lines, i);
    this.#close();
    this.#closeNote();
    markNotes(
      this.#drafts,
      lines.flatMap((line) => marksIn(line)),
    );
    return this.#drafts;
  }

  /** @returns how many lines it took */
  #take(lines: Line[], i: number): number {
    const line = lines[i] as Line;
    switch (line.kind) {
      case 'blank':
        return 1;
      case 'rule':
      case 'page_number':
        this.#is_after_break = true;
        return 1;
      case 'heading':
        this.#heading(line);
        return 1;
      case 'footnote':
        this.#footnote(line);
        return 1;
      case 'tabs':
      case 'semicolons':
      case 'pipes': {
        let end = i + 1;
        while (end < lines.length && lines[end]?.kind === line.kind) end += 1;
        this.#table(lines.slice(i, end));
        return end - i;
      }
      case 'html_table': {
        let end = i;
        while (end < lines.length - 1 && !/<\/table>/i.test(lines[end]?.raw ?? '')) end += 1;
        this.#htmlTable(lines.slice(i, end + 1));
        return end + 1 - i;
      }
      default:
        if (!this.#goesOnInNote(lines, i)) this.#paragraph(line);
        return 1;
    }
  }

  #printed(line: Line, from: number, to = line.end): Piece {
    return printed(this.#text.slice(from, to), from, this.#is_markdown);
  }

  #close(): void {
    if (this.#open === null) return;
    const { draft, mapped } = this.#open;
    if (mapped) Object.assign(draft, mapped.done());
    this.#open = null;
  }

  #push(draft: Draft): void {
    this.#drafts.push(draft);
  }

  #heading(line: Line): void {
    this.#close();
    const marks = /^#+\s+/.exec(line.raw)?.[0] ?? '';
    const level = marks.trim().length;
    const { text, source } = this.#printed(line, line.start + marks.length);
    if (text !== '')
      this.#push({ kind: 'heading', level, text: text.replace(/\s+#+$/, ''), source, place: { line: line.number } });
  }

  // Stands between the halves of a paragraph that a page break cuts: the open paragraph stays open.
  #footnote(line: Line): void {
    const mark = /^\s*(?:<sup>\s*(\d{1,3})\s*<\/sup>|\[\^([\w-]{1,20})\]:)\s*/i.exec(line.raw);
    const piece = this.#printed(line, line.start + (mark?.[0].length ?? 0));
    this.#closeNote();
    const draft: TextDraft = { kind: 'footnote', label: mark?.[1] ?? mark?.[2] ?? '', ...piece, place: { line: line.number } };
    this.#push(draft);
    if (!ENDS_SENTENCE.test(piece.text.slice(-200))) this.#note = openWith(draft, piece, line.number);
    this.#is_after_break = true;
  }

  #closeNote(): void {
    if (this.#note === null) return;
    const { draft, mapped } = this.#note;
    if (mapped) Object.assign(draft, mapped.done());
    this.#note = null;
  }

  /**
   * The rest of a note that a page break cut, at the foot of the next page: right before the next note or under the line above the notes. When
   * a paragraph of the text is cut too, it goes on after that.
   */
  #goesOnInNote(lines: Line[], i: number): boolean {
    const note = this.#note;
    const line = lines[i] as Line;
    if (note === null || line.kind !== 'text' || line.number - note.last_line > MOST_LINES_OF_PAGE) return false;
    const piece = this.#printed(line, line.start);
    if (!STARTS_LOWER.test(piece.text) || NUMBERED.test(piece.text)) return false;
    const seen = ({ kind }: Line): boolean => kind !== 'blank' && kind !== 'page_number';
    const after = lines.slice(i + 1, i + 60).filter(seen);
    const is_at_foot = after[0]?.kind === 'footnote' || lines.slice(0, i).findLast(seen)?.kind === 'rule';
    if (!is_at_foot) return false;
    if (this.#open !== null && !ENDS_SENTENCE.test(this.#open.tail)) {
      const next = after.find(({ kind }) => kind !== 'footnote' && kind !== 'rule');
      if (next?.kind !== 'text' || !STARTS_LOWER.test(this.#printed(next, next.start).text)) return false;
    }
    goOn(note, piece, line);
    if (ENDS_SENTENCE.test(note.tail)) this.#closeNote();
    this.#is_after_break = true;
    return true;
  }

  #paragraph(line: Line): void {
    const quote = this.#is_markdown ? (/^\s*(?:>\s?)+/.exec(line.raw)?.[0].length ?? 0) : 0;
    const piece = this.#printed(line, line.start + quote);
    if (piece.text === '') return;
    if (this.#open !== null && this.#goesOn(this.#open, line, piece.text)) {
      goOn(this.#open, piece, line);
      return;
    }
    this.#close();
    const place = { line: line.number };
    const marker = line.kind === 'item' ? (/^\S+/.exec(piece.text)?.[0] ?? '') : '';
    const level = Math.floor((/^\s*/.exec(line.raw)?.[0].replaceAll('\t', '    ').length ?? 0) / 2);
    const draft: TextDraft =
      marker === '' ? { kind: 'paragraph', ...piece, place } : { kind: 'list_item', marker, level, ...piece, place };
    this.#push(draft);
    this.#open = openWith(draft, piece, line.number);
    this.#is_after_break = false;
  }

  #goesOn(open: Open, line: Line, text: string): boolean {
    if (line.kind === 'item' || NUMBERED.test(text)) return false;
    const is_next = line.number === open.last_line + 1;
    // Markdown: lines without an empty one between are one paragraph, unless two blanks end the first.
    if (this.#is_markdown && is_next) return !/ {2}\r?$/.test(this.#text.slice(Math.max(0, line.start - 4), line.start - 1));
    if (ENDS_SENTENCE.test(open.tail)) return false;
    if (STARTS_LOWER.test(text)) return true;
    return is_next && (open.mapped?.length ?? open.draft.text.length) > 60 && /^\d/.test(text);
  }

  #pushTable(table: DraftTable): void {
    const last = this.#drafts.at(-1);
    const joined = last?.kind === 'table' ? continued(last, table, this.#is_after_break) : null;
    if (joined !== null) this.#drafts[this.#drafts.length - 1] = joined;
    else this.#push(table);
    this.#is_after_break = false;
  }

  #table(lines: Line[]): void {
    this.#close();
    const is_pipes = lines[0]?.kind === 'pipes';
    const cells: Omit<Cell, 'offset'>[] = [];
    let header_rows: number | null = null;
    let row = 0;
    for (const line of lines) {
      if (is_pipes && /^[\s|:+-]+$/.test(line.raw) && line.raw.includes('-')) {
        header_rows ??= row;
        continue;
      }
      for (const [column, { from, to }] of cellsOf(line).entries()) {
        const piece = this.#printed(line, from, to);
        cells.push({
          row,
          column,
          row_span: 1,
          column_span: 1,
          is_header: false,
          place: { line: line.number },
          ...noTabs(piece),
        });
      }
      row += 1;
    }
    if (cells.length > LIMITS.table_cells) throw new UnreadableError('too_long');
    if (cells.length > 0)
      this.#pushTable(asTable({ cells, place: { line: lines[0]?.number ?? 1 }, header_rows, has_spans: false }));
  }

  #htmlTable(lines: Line[]): void {
    this.#close();
    const from = lines[0]?.start ?? 0;
    let seen = 0;
    const cells = htmlCells(this.#text.slice(from, lines.at(-1)?.end), from, (raw, at) => {
      while ((lines[seen + 1]?.start ?? Number.POSITIVE_INFINITY) <= at) seen += 1;
      return { ...noTabs(printed(raw, at, true)), place: { line: lines[seen]?.number ?? 1 } };
    });
    const heads = cells.filter(({ is_header }) => is_header).map(({ row }) => row);
    const body = cells.filter(({ is_header, column }) => !is_header && column > 0).map(({ row }) => row);
    const header_rows = heads.length > 0 && body.length > 0 ? Math.min(...body) : null;
    if (cells.length > 0)
      this.#pushTable(asTable({ cells, place: { line: lines[0]?.number ?? 1 }, header_rows, has_spans: true }));
  }
}

// A cell is one line: tabs stand between cells.
function noTabs(piece: Piece): Piece {
  return { ...piece, text: piece.text.replaceAll('\t', ' ') };
}

/** References to notes in a line; the mark that begins a note is none. */
function marksIn({ raw, start, kind }: Line): NoteMark[] {
  if (!raw.includes('<sup') && !raw.includes('[^')) return [];
  const marks = [...raw.matchAll(NOTE_MARK)].map((found) => ({ at: start + found.index, label: found[1] ?? found[2] ?? '' }));
  return kind === 'footnote' ? marks.slice(1) : marks;
}

function tabCells(line: Line): { from: number; to: number }[] {
  const cells: { from: number; to: number }[] = [];
  let from = line.start;
  for (const part of line.raw.split('\t')) {
    cells.push({ from, to: from + part.length });
    from += part.length + 1;
  }
  return cells;
}

function pipeCells(line: Line): { from: number; to: number }[] {
  const bars: number[] = [];
  for (let at = line.raw.indexOf('|'); at >= 0; at = line.raw.indexOf('|', at + 1)) if (line.raw[at - 1] !== '\\') bars.push(at);
  const edges = [
    ...(line.raw.slice(0, bars[0]).trim() === '' ? [] : [-1]),
    ...bars,
    ...(line.raw.slice((bars.at(-1) ?? -1) + 1).trim() === '' ? [] : [line.raw.length]),
  ];
  return edges.slice(1).map((edge, i) => ({ from: line.start + (edges[i] as number) + 1, to: line.start + edge }));
}

/** Stretches of a line of a table, by its marks. */
function cellsOf(line: Line): { from: number; to: number }[] {
  if (line.kind === 'pipes') return pipeCells(line);
  if (line.kind === 'tabs') return tabCells(line);
  let from = line.start;
  return line.raw.split(';').map((cell) => {
    const stretch = { from, to: from + cell.length };
    from += cell.length + 1;
    return stretch;
  });
}

/** Cells of an HTML table, placed as a browser would. */
function htmlCells(
  html: string,
  from: number,
  read: (raw: string, at: number) => Piece & { place: { line: number } },
): Omit<Cell, 'offset'>[] {
  const cells: Omit<Cell, 'offset'>[] = [];
  const taken = new Set<number>();
  let row = -1;
  let column = 0;
  const pattern = /<(\/?)(tr|td|th)\b([^<>]*)>/gi;
  let open: { at: number; is_header: boolean; attributes: string } | null = null;
  const close = (end: number) => {
    if (open === null) return;
    const span = (name: string) =>
      Math.min(
        LIMITS.cell_span,
        Math.max(1, Number(new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(open?.attributes ?? '')?.[1] ?? 1)),
      );
    while (taken.has(row * 10_000 + column)) column += 1;
    const [row_span, column_span] = [span('rowspan'), span('colspan')];
    for (let r = 0; r < row_span; r += 1) for (let c = 0; c < column_span; c += 1) taken.add((row + r) * 10_000 + column + c);
    if (taken.size > LIMITS.table_cells) throw new UnreadableError('too_long');
    const { is_header } = open;
    cells.push({ row, column, row_span, column_span, is_header, ...read(html.slice(open.at, end), from + open.at) });
    column += column_span;
    open = null;
  };
  for (const tag of html.matchAll(pattern)) {
    const [whole, slash, name = '', attributes = ''] = tag;
    close(tag.index);
    if (slash) continue;
    if (name.toLowerCase() === 'tr') {
      row += 1;
      column = 0;
    } else if (row >= 0) open = { at: tag.index + whole.length, is_header: name.toLowerCase() === 'th', attributes };
  }
  close(html.length);
  return cells;
}
