// What a cell of a table prints: a figure in a table is a plain number, `5` beside `11`, and says no percent sign where its column does.
import { formatVi } from '#lib/decimal';
import { type Content, printedOf, type ReportTable, type TableCell, tablesIn } from './content.ts';

/** Text of every cell of a table, with the figures as they stand in a table. */
export function cellTexts(content: Content, table: Pick<ReportTable, 'widths' | 'header' | 'rows'>): Map<TableCell, string> {
  const texts = new Map<TableCell, string>();
  const columns = columnsOf([...table.header, ...table.rows], table.widths.length);
  const percents = new Set<number>();
  for (const row of table.header)
    for (const cell of row)
      if ((cell.text ?? '').includes('%')) for (const column of columns.get(cell) ?? []) percents.add(column);
  for (const row of [...table.header, ...table.rows]) {
    const is_percent_row = row.some(({ text }) => text?.trim() === '%');
    for (const cell of row) {
      const is_said = is_percent_row || (columns.get(cell) ?? []).some((column) => percents.has(column));
      texts.set(cell, cell.figure === undefined ? (cell.text ?? '') : plain(content, cell.figure, is_said));
    }
  }
  return texts;
}

/** The report with the words of every cell of its tables, as its Word file, PDF and page print them. */
export function withCellTexts(content: Content): Content {
  const table = (own: ReportTable): ReportTable => {
    const texts = cellTexts(content, own);
    const said = (row: readonly TableCell[]) =>
      row.map((cell) => (cell.figure ? { ...cell, text: texts.get(cell) ?? '' } : cell));
    return { ...own, header: own.header.map(said), rows: own.rows.map(said) };
  };
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => (block.kind === 'table' ? table(block) : block)),
    })),
    annexes: content.annexes.map((annex) => ({ ...annex, table: table(annex.table) })),
  };
}

/** `05` in a sentence is `5` in a table; what is no number prints as it is. */
function plain(content: Content, anchor: string, is_percent_said: boolean): string {
  const printed = printedOf(content, anchor);
  if (/^0\d+$/.test(printed)) return formatVi(printed.replace(/^0+(?=\d)/, ''));
  return is_percent_said ? printed.replace(/\s?%$/, '') : printed;
}

/** Columns each cell covers, with those that a cell above reaches down into left out. */
function columnsOf(rows: readonly (readonly TableCell[])[], width: number): Map<TableCell, number[]> {
  const covered = new Map<TableCell, number[]>();
  const reaching: number[] = Array.from({ length: width }, () => 0);
  for (const row of rows) {
    let column = 0;
    for (const cell of row) {
      while (column < width && (reaching[column] as number) > 0) column += 1;
      const own = Array.from({ length: cell.col_span ?? 1 }, (_, i) => column + i).filter((each) => each < width);
      covered.set(cell, own);
      column += cell.col_span ?? 1;
    }
    for (let at = 0; at < width; at += 1) reaching[at] = Math.max((reaching[at] as number) - 1, 0);
    for (const cell of row) for (const at of covered.get(cell) ?? []) reaching[at] = (cell.row_span ?? 1) - 1;
  }
  return covered;
}

/** What anything of a figure may print as in the places of a report: in sentences, and in cells. */
export function looksOf(content: Content): Map<string, Set<string>> {
  const looks = new Map(Object.values(content.figures).map(({ anchor, printed }) => [anchor, new Set([printed])]));
  for (const table of tablesIn(content))
    for (const [{ figure }, text] of cellTexts(content, table)) if (figure !== undefined) looks.get(figure)?.add(text);
  return looks;
}
