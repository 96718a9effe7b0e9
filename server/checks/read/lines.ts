/** One line of a text file; `end` is where its line break begins. */
export type Line = {
  number: number;
  start: number;
  end: number;
  raw: string;
  kind: LineKind;
};

export type LineKind =
  | 'blank'
  | 'rule'
  | 'page_number'
  | 'heading'
  | 'footnote'
  | 'pipes'
  | 'tabs'
  | 'semicolons'
  | 'html_table'
  | 'item'
  | 'text';

const ITEM = /^\s*(?:[-+*•●○▪–—]|\uf0b7)\s+\S/;
const FOOTNOTE = /^\s*(?:<sup>\s*\d{1,3}\s*<\/sup>|\[\^[\w-]{1,20}\]:)\s*\S/i;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$/;

/** Lines of a text, each with what it is by its own look; tabs and pipes need a neighbour and are settled at the end. */
export function linesOf(text: string, is_markdown: boolean): Line[] {
  const lines: Line[] = [];
  for (let start = 0, number = 1; start <= text.length; ) {
    const end = lineEnd(text, start);
    const raw = text.slice(start, end);
    lines.push({ number, start, end, raw, kind: kindOf(raw, is_markdown) });
    // A form feed begins a page, not a line: editors do not count it.
    if (text[end] !== '\f') number += 1;
    start = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }
  settlePages(lines);
  settleTables(lines);
  settleSemicolons(lines);
  return lines;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13 || unit === 12) return at;
  }
  return text.length;
}

function kindOf(raw: string, is_markdown: boolean): LineKind {
  if (raw.trim() === '') return 'blank';
  if (RULE.test(raw)) return 'rule';
  if (FOOTNOTE.test(raw)) return 'footnote';
  // Converters to plain text leave Markdown headings too.
  if (/^#{1,6}\s+\S/.test(raw)) return 'heading';
  if (is_markdown && /^\s*<table\b/i.test(raw)) return 'html_table';
  if (raw.includes('|') && (/^\s*\|/.test(raw) || raw.split('|').length > 2)) return 'pipes';
  if (tabsIn(raw) >= 2) return 'tabs';
  if (/^\s*\d{1,3}\s*$/.test(raw) || /^\s*[-–]\s*\d{1,3}\s*[-–]\s*$/.test(raw)) return 'page_number';
  return ITEM.test(raw) ? 'item' : 'text';
}

export function tabsIn(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\t'); at >= 0; at = raw.indexOf('\t', at + 1)) count += 1;
  return count;
}

// A number alone is a page number only with nothing beside it, and when such numbers go up through the text; the first of a piece of a
// report may be any, when a page visibly ends there.
function settlePages(lines: Line[]): void {
  let last = 0;
  for (const [i, line] of lines.entries()) {
    if (line.kind !== 'page_number') continue;
    const value = Number(/\d+/.exec(line.raw)?.[0]);
    const is_alone = (lines[i - 1]?.kind ?? 'blank') === 'blank' && (lines[i + 1]?.kind ?? 'blank') === 'blank';
    const goes_up = value > last && (value <= last + 3 || (last === 0 && isCut(lines, i)));
    if (is_alone && goes_up) last = value;
    else line.kind = 'text';
  }
}

/** A rule stands beside the number, or the text after it goes on in small letters. */
function isCut(lines: Line[], i: number): boolean {
  const beside = lines.slice(Math.max(0, i - 3), i + 4);
  const after = lines.slice(i + 1, i + 6).find(({ kind }) => kind !== 'blank' && kind !== 'rule');
  return beside.some(({ kind }) => kind === 'rule') || /^\s*\p{Ll}/u.test(after?.raw ?? '');
}

const MOST_OF_CELL = 60;
const cellsOf = ({ raw }: Line): string[] => raw.split(';');

/** `Hạng;Đơn vị;Điểm` over lines of as many short cells, figures among them: a table saved with semicolons. Lists have a blank after each. */
function settleSemicolons(lines: Line[]): void {
  const isRow = (line: Line | undefined): line is Line =>
    line !== undefined &&
    (line.kind === 'text' || line.kind === 'item') &&
    /;\S*[^;]*;/.test(line.raw) &&
    !/;\s/.test(line.raw.trim());
  for (let i = 0; i < lines.length; ) {
    const first = lines[i];
    if (!isRow(first) || cellsOf(first).some((cell) => /^[\d.,%]+$/.test(cell.trim()))) {
      i += 1;
      continue;
    }
    const width = cellsOf(first).length;
    let next = i + 1;
    while (isRow(lines[next]) && cellsOf(lines[next] as Line).length === width) next += 1;
    const rows = lines.slice(i, next);
    const is_table =
      rows.length >= 4 &&
      rows.every((line) => cellsOf(line).every((cell) => cell.length <= MOST_OF_CELL)) &&
      rows.slice(1).every((line) => cellsOf(line).some((cell) => /^\s*[\d.,]+\s?%?\s*$/.test(cell)));
    if (is_table) for (const line of rows) line.kind = 'semicolons';
    i = Math.max(next, i + 1);
  }
}

function settleTables(lines: Line[]): void {
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as Line;
    const { kind } = line;
    if (kind !== 'tabs' && kind !== 'pipes') {
      i += 1;
      continue;
    }
    const width = (one: Line) => (kind === 'tabs' ? tabsIn(one.raw) : 0);
    let next = i + 1;
    while (next < lines.length && lines[next]?.kind === kind && width(lines[next] as Line) === width(line)) next += 1;
    if (next - i < 2) line.kind = 'text';
    i = next;
  }
}
