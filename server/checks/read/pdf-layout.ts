import type { Cell, Draft } from '../report.ts';
import { type Grid, gridsOf } from './pdf-grid.ts';
import { type Line, linesOf, type Segment } from './pdf-lines.ts';
import type { Item, PdfPage } from './pdf-page.ts';
import { asTable, continued, type DraftTable } from './table.ts';

/** `has_indents`: paragraphs begin further right than they go on, so a line at the margin goes on. */
type Margins = { left: number; right: number; leading: number; size: number; center: number; has_indents: boolean };
type Part = { y: number; lines?: Line[]; table?: DraftTable };
/** `continues`: of the last footnote of the page before. */
type Note = { label: string; text: string; continues: boolean };

/** Pages as drafts: tables from their lines, the rest from where its words stand; page numbers and running titles dropped. */
export function layOutPages(pages: readonly PdfPage[]): Draft[] {
  const running = runningLines(pages);
  const drafts: Draft[] = [];
  const state = { paragraph: 0, open: null as { draft: Draft & { text: string }; line: Line; margins: Margins } | null };
  for (const page of pages) {
    const { parts, footnotes, margins } = partsOf(page, running, drafts.at(-1)?.kind === 'footnote');
    let is_first = true;
    for (const part of parts) {
      if (part.table) {
        addTable(drafts, part.table, is_first);
        state.open = null;
      } else addLines(drafts, part.lines ?? [], margins, page.number, state);
      is_first = false;
    }
    for (const note of footnotes) {
      if (note.continues) {
        const last = drafts.findLast((draft) => draft.kind === 'footnote');
        if (last?.kind === 'footnote') last.text += ` ${note.text}`;
        continue;
      }
      state.paragraph += 1;
      drafts.push({
        kind: 'footnote',
        label: note.label,
        text: note.text,
        place: { page: page.number, paragraph: state.paragraph },
      });
    }
  }
  return drafts;
}

function addTable(drafts: Draft[], table: DraftTable, is_first: boolean): void {
  // Footnotes of the page before may stand between the halves.
  let at = drafts.length - 1;
  while (at >= 0 && drafts[at]?.kind === 'footnote') at -= 1;
  const last = drafts[at];
  if (last?.kind === 'table' && continued(last, table, is_first) !== null) return;
  drafts.push(table);
}

// ---- what a page consists of

function partsOf(
  page: PdfPage,
  running: Set<string>,
  after_note: boolean,
): { parts: Part[]; footnotes: Note[]; margins: Margins } {
  const grids = gridsOf(page.rules).filter((grid) => page.items.filter((item) => isInside(grid, item)).length >= 2);
  const outside = page.items.filter((item) => !grids.some((grid) => isInside(grid, item)));
  const all = linesOf(outside).filter((line) => !running.has(runningKey(page, line)));
  const margins = marginsOf(all, page);
  const note_y = footnoteRule(page, all, grids, margins, after_note);
  const lines = all.filter((line) => line.y < note_y);
  const parts: Part[] = grids.map((grid) => ({ y: grid.ys[0] as number, table: tableOf(grid, page) }));
  const tops = grids.map((grid) => grid.ys[0] as number);
  let chunk: Line[] = [];
  let next = 0;
  const flush = () => {
    if (chunk.length > 0) parts.push(...textParts(chunk, page.number));
    chunk = [];
  };
  for (const line of lines) {
    while (next < tops.length && (tops[next] as number) < line.y) {
      flush();
      next += 1;
    }
    chunk.push(line);
  }
  flush();
  parts.sort((a, b) => a.y - b.y);
  return { parts, footnotes: footnotesOf(all.filter((line) => line.y >= note_y)), margins };
}

function isInside(grid: Grid, item: Item): boolean {
  const x = (item.x + item.x2) / 2;
  const y = item.y - item.size * 0.3;
  return (
    x > (grid.xs[0] as number) - 1 &&
    x < (grid.xs.at(-1) as number) + 1 &&
    y > (grid.ys[0] as number) - 1 &&
    y < (grid.ys.at(-1) as number) + 1
  );
}

function tableOf(grid: Grid, page: PdfPage): DraftTable {
  const inside = new Map<number, Item[]>();
  const edge = (edges: number[], value: number) =>
    Math.max(0, Math.min(edges.length - 2, edges.findIndex((one) => one > value) - 1));
  const owner = new Map<string, number>();
  for (const [i, cell] of grid.cells.entries())
    for (let r = 0; r < cell.row_span; r += 1)
      for (let c = 0; c < cell.column_span; c += 1) owner.set(`${cell.row + r}:${cell.column + c}`, i);
  for (const item of page.items) {
    if (!isInside(grid, item)) continue;
    const key = `${edge(grid.ys, item.y - item.size * 0.3)}:${edge(grid.xs, Math.min(item.x + item.size, (item.x + item.x2) / 2))}`;
    const id = owner.get(key);
    if (id === undefined) continue;
    const list = inside.get(id);
    if (list) list.push(item);
    else inside.set(id, [item]);
  }
  const cells: Omit<Cell, 'offset'>[] = grid.cells.map((cell, i) => ({
    ...cell,
    text: linesOf(inside.get(i) ?? [])
      .map((line) => line.text)
      .join(' '),
    is_header: false,
    place: { page: page.number },
  }));
  return asTable({ cells, place: { page: page.number }, header_rows: null, has_spans: true });
}

function marginsOf(lines: readonly Line[], page: PdfPage): Margins {
  const middle = (values: number[], share: number, fallback: number) =>
    values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? fallback;
  const long = lines.filter((line) => line.segments.length === 1 && line.x2 - line.x > page.width * 0.4);
  const gaps = lines
    .slice(1)
    .map((line, i) => line.y - (lines[i] as Line).y)
    .filter((gap) => gap > 4 && gap < 60);
  const left = middle(
    long.map((line) => line.x),
    0.1,
    72,
  );
  const indented = long.filter((line) => line.x > left + 10 && line.x < left + 60).length;
  return {
    left,
    center: page.width / 2,
    has_indents: indented >= Math.max(2, long.length * 0.1),
    right: middle(
      long.map((line) => line.x2),
      0.9,
      page.width - 72,
    ),
    leading: middle(gaps, 0.4, 16),
    size: middle(
      long.map((line) => line.size),
      0.5,
      13,
    ),
  };
}

// ---- running titles, page numbers, footnotes

function runningKey(page: PdfPage, line: Line): string {
  const is_edge = line.y < page.height * 0.09 || line.y > page.height * 0.92;
  if (!is_edge) return '';
  if (/^(?:trang\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*\/\s*\d{1,4})?$/i.test(line.text)) return '#';
  return `${line.y < page.height / 2 ? 'top' : 'foot'} ${line.text.replace(/\d+/g, '#')}`;
}

function runningLines(pages: readonly PdfPage[]): Set<string> {
  const count = new Map<string, number>();
  for (const page of pages) {
    const edge = page.items.filter((item) => item.y < page.height * 0.09 || item.y > page.height * 0.92);
    for (const key of new Set(linesOf(edge).map((line) => runningKey(page, line)))) count.set(key, (count.get(key) ?? 0) + 1);
  }
  const found = [...count].filter(([key, times]) => key !== '' && times >= 3 && times > pages.length / 2).map(([key]) => key);
  return new Set([...found, '#']);
}

/**
 * Height of the short line above footnotes; below it smaller print that begins with a number, or, behind a page that ended with a footnote, goes on
 * with it: Word then draws the line as long as the text.
 */
function footnoteRule(
  page: PdfPage,
  lines: readonly Line[],
  grids: readonly Grid[],
  margins: Margins,
  after_note: boolean,
): number {
  for (const rule of page.rules) {
    const length = rule.x2 - rule.x;
    if (rule.y !== rule.y2 || rule.y < page.height * 0.3 || length < 60 || Math.abs(rule.x - margins.left) > 40) continue;
    if (grids.some((grid) => rule.y >= (grid.ys[0] as number) - 2 && rule.y <= (grid.ys.at(-1) as number) + 2)) continue;
    const below = lines.filter((line) => line.y > rule.y);
    const first = below[0];
    if (!first) continue;
    const is_short = length <= page.width * 0.4;
    if (is_short && /^\d{1,3}/.test(first.text) && first.size <= margins.size) return rule.y;
    if (after_note && below.every(({ size }) => size < margins.size - 0.4)) return rule.y;
  }
  return Number.POSITIVE_INFINITY;
}

function footnotesOf(lines: readonly Line[]): Note[] {
  const notes: Note[] = [];
  // Where marks are print of their own, a line that happens to begin with the next number is no footnote.
  const are_marked = lines.some(({ has_mark }) => has_mark);
  for (const { text, has_mark } of lines) {
    const last = notes.at(-1);
    const found = are_marked && !has_mark ? null : /^\(?(\d{1,3})\)?\s*(\p{L}.*)$/u.exec(text);
    const is_next = !last?.label || Number(found?.[1]) === Number(last.label) + 1;
    if (found && is_next) notes.push({ label: found[1] as string, text: found[2] as string, continues: false });
    else if (last) last.text += ` ${text}`;
    else notes.push({ label: '', text, continues: true });
  }
  return notes;
}

// ---- text beside text

const HEAD = /CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|Nơi nhận\s*:|^(?:TM|KT|TL|TUQ|Q)\.\s/im;

/** Lines in reading order; what stands side by side is read column by column, or as a table when it has three columns or figures. */
function textParts(lines: Line[], page: number): Part[] {
  const parts: Part[] = [];
  let plain: Line[] = [];
  const flush = () => {
    if (plain.length > 0) parts.push({ y: plain[0]?.y ?? 0, lines: plain });
    plain = [];
  };
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && isBeside(lines, i, end)) end += 1;
    while (end > i && (lines[end - 1]?.segments.length ?? 0) < 2 && !isOneSided(lines, i, end)) end -= 1;
    const group = lines.slice(i, end);
    const beside = group.filter((line) => line.segments.length >= 2).length;
    if (beside >= 2) {
      flush();
      parts.push(sideBySide(group, page));
      i = end;
    } else {
      plain.push(lines[i] as Line);
      i += 1;
    }
  }
  flush();
  return parts;
}

function isBeside(lines: Line[], from: number, at: number): boolean {
  const line = lines[at] as Line;
  if (line.segments.length >= 2) return at === from || line.y - (lines[at - 1] as Line).y < line.size * 3;
  return at > from && line.y - (lines[at - 1] as Line).y < line.size * 2.2 && isOneSided(lines, from, at + 1);
}

// A line on its own within one of the columns above it.
function isOneSided(lines: Line[], from: number, end: number): boolean {
  const line = lines[end - 1] as Line;
  const first = lines[from] as Line;
  if (first.segments.length < 2) return false;
  const [left, right] = first.segments as [Segment, Segment];
  if (ITEM.test(line.text) || line.size > first.size * 1.3) return false;
  if (line.x2 < right.x && line.x > left.x - 30) return line.x > left.x + 5 || line.x2 < left.x2 + 30;
  // Under the column on the right, at its side or its middle; titles stand in the middle of the page.
  const is_centred = Math.abs(line.x + line.x2 - right.x - right.x2) < 24;
  return line.x > left.x2 && (is_centred || Math.abs(line.x - right.x) < 6);
}

function sideBySide(group: Line[], page: number): Part {
  const y = group[0]?.y ?? 0;
  const columns = columnsOf(group);
  const figures = group.flatMap((line) => line.segments.slice(1)).filter(({ text }) => /^[-–]?\d[\d.,]*\s*%?$/.test(text)).length;
  const all = group.map((line) => line.text).join('\n');
  const is_table = !HEAD.test(all) && group.length >= 3 && (columns.length >= 3 || figures >= group.length / 2);
  const columnOf = (x: number, x2: number) => {
    const mid = (x + x2) / 2;
    const found = columns.findIndex((column) => mid >= column.x - 1 && mid <= column.x2 + 1);
    return found < 0 ? columns.findIndex((column) => x <= column.x2) : found;
  };
  if (!is_table) {
    const lines = columns.flatMap((_, c) =>
      group.flatMap((line) => {
        const own = line.segments.filter((segment) => Math.max(0, columnOf(segment.x, segment.x2)) === c);
        const first = own[0];
        if (!first) return [];
        const text = own.map((segment) => segment.text).join(' ');
        return [
          { ...line, text, x: first.x, x2: own.at(-1)?.x2 ?? first.x2, segments: own, first_word: Number.NEGATIVE_INFINITY },
        ];
      }),
    );
    return { y, lines };
  }
  const cells: Omit<Cell, 'offset'>[] = group.flatMap((line, row) =>
    columns.map((_, column) => ({
      row,
      column,
      row_span: 1,
      column_span: 1,
      is_header: false,
      text: line.segments
        .filter((segment) => Math.max(0, columnOf(segment.x, segment.x2)) === column)
        .map(({ text }) => text)
        .join(' '),
      place: { page },
    })),
  );
  return { y, table: asTable({ cells, place: { page }, header_rows: null, has_spans: false }) };
}

/** Stretches of x with print in them, over all lines: what lies between are the gaps of the columns. */
function columnsOf(group: Line[]): { x: number; x2: number }[] {
  const spans = group
    .filter((line) => line.segments.length >= 2)
    .flatMap((line) => line.segments.map(({ x, x2 }) => ({ x, x2 })));
  const columns: { x: number; x2: number }[] = [];
  for (const span of spans.sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last && span.x <= last.x2 + 4) last.x2 = Math.max(last.x2, span.x2);
    else columns.push({ ...span });
  }
  return columns;
}

// ---- paragraphs

const ITEM = /^(?:[-–+*•●○▪]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ][.)]\s|[IVXLC]{1,6}\.\s|\(\d{1,2}\)\s)/;

type State = { paragraph: number; open: { draft: Draft & { text: string }; line: Line; margins: Margins } | null };

function addLines(drafts: Draft[], lines: readonly Line[], margins: Margins, page: number, state: State): void {
  for (const line of lines) {
    const open = state.open;
    if (open && goesOn(open.line, line, open.margins, margins, open.draft.text)) {
      // Hyphens at a line's end do not occur in Vietnamese; a figure or a date may be cut at its own dash or stroke.
      open.draft.text += /\d[-/]$/.test(open.draft.text) && /^\d/.test(line.text) ? line.text : ` ${line.text}`;
      open.line = line;
      open.margins = margins;
      continue;
    }
    state.paragraph += 1;
    const marker = /^[-–+*•●○▪]/.exec(line.text)?.[0] ?? '';
    const place = { page, paragraph: state.paragraph };
    const draft = (
      marker !== '' && /^.\s/.test(line.text)
        ? { kind: 'list_item', level: 0, marker, text: line.text, place }
        : { kind: 'paragraph', text: line.text, place }
    ) as Draft & { text: string };
    drafts.push(draft);
    state.open = { draft, line, margins };
  }
}

function goesOn(before: Line, line: Line, margins_before: Margins, margins: Margins, text: string): boolean {
  if (ITEM.test(line.text) || Math.abs(before.size - line.size) > before.size * 0.15) return false;
  // The first word of this line would have fitted on the one before: that one ended on purpose.
  const is_short = before.x2 + line.first_word + before.size * 0.3 < margins_before.right - 1;
  if (is_short) return false;
  const is_new_page = line.y <= before.y;
  if (!is_new_page && line.y - before.y > Math.max(margins.leading * 1.6, line.size * 2)) return false;
  const is_indented = line.x > margins.left + 10 && line.x > before.x + 5;
  const ends = /[.;:!?…]\s*$/.test(text);
  if (ends && !margins.has_indents) return false;
  if (is_new_page) return !ends && !is_indented;
  return !(is_indented && (ends || line.x > margins.left + 40));
}
