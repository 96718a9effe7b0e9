// Where the figures of a report stand, as a reader finds them: the table or part, the row, the column. Pure.
import type { Content, ReportTable, TableCell } from './content.ts';

export type Standing = {
  /** Annex, table or part: `Phụ lục I`, `Bảng 1`, `mục II`. */
  place: string;
  /** Null in a sentence. */
  row: string | null;
  /** As the head says it, the official number first: `cột (8) Trước hạn`. */
  column: string | null;
  /** Order in the document, tables before sentences: a table says best what a figure is. */
  rank: number;
};

/** Of every figure the place that says most of it: a table where it stands in one, else the part whose words name it. */
export function standingOf(content: Content): Map<string, Standing> {
  const found = new Map<string, Standing>();
  const put = (anchor: string, standing: Omit<Standing, 'rank'>) => {
    if (!found.has(anchor)) found.set(anchor, { ...standing, rank: found.size });
  };
  for (const { label, title, table } of content.annexes) ofTable(table, annexName(label, title), put);
  for (const { heading, blocks } of content.sections)
    for (const block of blocks) if (block.kind === 'table') ofTable(block, tableName(block.caption, heading), put);
  for (const { heading, blocks } of content.sections)
    for (const block of blocks)
      if (block.kind === 'narrative')
        for (const piece of block.paragraphs.flat())
          if ('figure' in piece) put(piece.figure, { place: partName(heading), row: null, column: null });
  return found;
}

/** Names of rows by the sector or the unit their figures are of: what a code is called in the report. */
export function namesIn(content: Content): { sectors: Map<string, string>; units: Map<string, string> } {
  const [sectors, units] = [new Map<string, string>(), new Map<string, string>()];
  for (const { rows } of tablesOf(content))
    for (const row of rows) {
      const name = rowName(row);
      if (name === null) continue;
      for (const { figure } of row) {
        const { filter, unit, measure } = content.figures[figure ?? ''] ?? {};
        if (filter?.sector && !sectors.has(filter.sector)) sectors.set(filter.sector, name);
        else if (unit && filter?.scope === 'own' && !measure?.includes('.') && !units.has(unit)) units.set(unit, name);
      }
    }
  return { sectors, units };
}

export function tablesOf({ annexes, sections }: Content): ReportTable[] {
  return [
    ...annexes.map(({ table }) => table),
    ...sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table')),
  ];
}

const annexName = (label: string, title: string) => (label ? sentence(label) : sentence(title));
const tableName = (caption: string, heading: string) => /^Bảng \d+/.exec(caption)?.[0] ?? (caption || partName(heading));
const partName = (heading: string) =>
  heading === '' ? 'phần mở đầu' : `mục ${/^[IVXL\d]+(?=\.)/.exec(heading)?.[0] ?? heading}`;
/** `PHỤ LỤC II` → `Phụ lục II`: Roman numbers keep their capitals. */
const sentence = (text: string) =>
  text
    .split(' ')
    .map((word, at) =>
      /^[IVXL]+$/.test(word) ? word : at === 0 ? `${word.charAt(0)}${word.slice(1).toLowerCase()}` : word.toLowerCase(),
    )
    .join(' ');

function ofTable(table: ReportTable, place: string, put: (anchor: string, standing: Omit<Standing, 'rank'>) => void): void {
  const columns = columnNames(table);
  for (const row of table.rows) {
    const name = rowName(row);
    let at = 0;
    for (const cell of row) {
      if (cell.figure) put(cell.figure, { place, row: name, column: columns[at] ?? null });
      at += cell.col_span ?? 1;
    }
  }
}

/** The words of a row: its longest text before the first figure; a number of order says nothing. */
function rowName(row: readonly TableCell[]): string | null {
  const first = row.findIndex(({ figure }) => figure);
  const texts = row.slice(0, first < 0 ? row.length : first).flatMap(({ text }) => text ?? []);
  const named = texts.filter((text) => /\p{L}{2}/u.test(text)).sort((a, b) => b.length - a.length);
  return named[0] ?? null;
}

/** What the head says over each column, spans laid out; numbers under the heads come first. */
function columnNames({ header, widths }: ReportTable): string[] {
  const grid: string[][] = header.map(() => []);
  const taken = new Set<string>();
  header.forEach((row, level) => {
    let at = 0;
    for (const { text = '', col_span = 1, row_span = 1 } of row) {
      while (taken.has(`${level} ${at}`)) at += 1;
      for (let down = 0; down < row_span; down += 1)
        for (let right = 0; right < col_span; right += 1) {
          taken.add(`${level + down} ${at + right}`);
          const line = grid[level + down];
          if (line && down === 0) line[at + right] = text;
        }
      at += col_span;
    }
  });
  return widths.map((_, at) => {
    const words = grid.flatMap((row) => row[at] ?? []).filter((text) => text !== '');
    const number = words.find((text) => /^\(\d+/.test(text));
    const heads = words.filter((text) => text !== number);
    const said = heads.at(-1) ?? '';
    return number ? `cột ${/^\(\d+\)/.exec(number)?.[0] ?? number} ${said}` : `cột “${said}”`;
  });
}
