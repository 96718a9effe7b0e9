// Tables of a report found again in a file, cell by cell: what a table prints is the product's, so that a figure typed over, a name changed, a row or
// a table taken out is found like a figure changed in a sentence.
import { cellTexts } from '../cell-text.ts';
import { type Content, type ReportTable, type TableCell, tablesIn } from '../content.ts';
import { figurePlaces } from './figure-places.ts';
import { tableBookmark } from './names.ts';
import { all, ancestor, type Node, type Tree, textOf } from './tree.ts';

/** `row_added`: a row the report does not have. `table_gone`: nothing of the file is this table. */
export type TableFault = {
  kind: 'cell' | 'row_gone' | 'row_added' | 'table_gone';
  table: string;
  /** Where: caption of the table, name of the row, head of the column. */
  place: string;
  anchor: string | null;
  was: string;
  now: string;
};

/** A cell of the report with what it may print. */
type Wanted = { cell: TableCell; text: string; looks: Set<string> };
type Cell = { node: Node; text: string; anchors: Set<string> };
/** `bare`: cells that print the right number without the control or bookmark of its figure. */
export type Match = { table: ReportTable; node: Node | null; faults: TableFault[]; is_shaped: boolean; bare: number };

const squeezed = (text: string) => text.normalize('NFC').replace(/[\s\u00a0\u202f]+/g, '');

export function readTables(tree: Tree, content: Content): { matches: Match[]; faults: TableFault[]; matched: Set<Node> } {
  const anchors = anchorsOfCells(tree, content);
  const files = [...all(tree.root, 'w:tbl')].map((node) => ({ node, rows: rowsOf(tree, node, anchors) }));
  const matched = new Set<Node>();
  const matches = tablesIn(content).map((table) => {
    const wanted = wantedRows(content, table);
    const found = bestOf(
      files.filter(({ node }) => !matched.has(node)),
      wanted,
      tableBookmark(table.key),
    );
    if (found) matched.add(found.node);
    return matchOf(content, table, wanted, found);
  });
  return { matches, faults: matches.flatMap(({ faults }) => faults), matched };
}

function anchorsOfCells(tree: Tree, content: Content): Map<Node, Set<string>> {
  const looks = new Map(Object.keys(content.figures).map((anchor) => [anchor, new Set<string>()]));
  for (const { anchor, printed } of Object.values(content.figures)) looks.get(anchor)?.add(printed);
  const found = new Map<Node, Set<string>>();
  for (const { anchor, runs } of figurePlaces(tree, looks)) {
    const cell = runs[0] && ancestor(runs[0], 'w:tc');
    if (cell) found.set(cell, (found.get(cell) ?? new Set()).add(anchor));
  }
  return found;
}

/** Cells of each row; those that a cell above reaches down into are no cells. */
function rowsOf(tree: Tree, table: Node, anchors: ReadonlyMap<Node, Set<string>>): Cell[][] {
  const rows = [...all(table, 'w:tr')].filter((row) => ancestor(row, 'w:tbl') === table);
  return rows.map((row) =>
    [...all(row, 'w:tc')]
      .filter((cell) => ancestor(cell, 'w:tr') === row && !isCovered(cell))
      .map((node) => ({ node, text: linesIn(tree, node), anchors: anchors.get(node) ?? new Set() })),
  );
}

const isCovered = (cell: Node): boolean => {
  const merge = cell.children.find(({ name }) => name === 'w:tcPr')?.children.find(({ name }) => name === 'w:vMerge');
  return merge !== undefined && merge.attribute('val') !== 'restart';
};

const linesIn = (tree: Tree, cell: Node) => [...all(cell, 'w:p')].map((one) => textOf(tree, one)).join('\n');

function wantedRows(content: Content, table: ReportTable): Wanted[][] {
  const texts = cellTexts(content, table);
  return [...table.header, ...table.rows].map((row) =>
    row.map((cell) => {
      const text = texts.get(cell) ?? '';
      const printed = cell.figure === undefined ? [] : [content.figures[cell.figure]?.printed ?? ''];
      return { cell, text, looks: new Set([text, ...printed].map(squeezed)) };
    }),
  );
}

type File = { node: Node; rows: Cell[][] };
/** Less than this of what a table prints is another table. */
const LEAST = 0.3;

function bestOf(files: readonly File[], wanted: readonly Wanted[][], bookmark: string): File | null {
  const words = wanted.flat().filter(({ text }) => text !== '');
  let best: { file: File; score: number } | null = null;
  for (const file of files) {
    const left = new Map<string, number>();
    const held = new Set<string>();
    for (const { text, anchors } of file.rows.flat()) {
      left.set(squeezed(text), (left.get(squeezed(text)) ?? 0) + 1);
      for (const anchor of anchors) held.add(anchor);
    }
    let same = 0;
    for (const { looks, cell } of words) {
      const look = [...looks].find((one) => (left.get(one) ?? 0) > 0);
      if (look !== undefined) left.set(look, (left.get(look) ?? 0) - 1);
      if (look !== undefined || (cell.figure !== undefined && held.has(cell.figure))) same += 1;
    }
    const score = words.length === 0 ? 0 : same / words.length + (isNamed(file.node, bookmark) ? 0.2 : 0);
    if (score > (best?.score ?? LEAST)) best = { file, score };
  }
  return best?.file ?? null;
}

/** The bookmark of a table begins in the paragraph before it. */
function isNamed(table: Node, bookmark: string): boolean {
  const siblings = table.parent?.children ?? [];
  const before = siblings[siblings.indexOf(table) - 1];
  return before !== undefined && [...all(before, 'w:bookmarkStart')].some((one) => one.attribute('name') === bookmark);
}

function matchOf(content: Content, table: ReportTable, wanted: Wanted[][], found: File | null): Match {
  const name = nameOf(content, table);
  if (!found) {
    const gone: TableFault = { kind: 'table_gone', table: table.key, place: name, anchor: null, was: name, now: '' };
    // A table without rows prints nothing.
    return { table, node: null, faults: table.rows.length === 0 ? [] : [gone], is_shaped: false, bare: 0 };
  }
  const { rows, node } = found;
  const is_shaped = rows.length === wanted.length && rows.every((row, i) => row.length === wanted[i]?.length);
  const pairs = is_shaped ? wanted.map((row, i) => [row, rows[i] ?? null] as const) : aligned(wanted, rows);
  const heads = headsOf(wanted, table.header.length);
  const faults = pairs.flatMap(([row, own]) => (own ? cellFaults(table, name, heads, row, own) : [goneRow(table, name, row)]));
  const used = new Set(pairs.map(([, own]) => own));
  for (const row of rows)
    if (!used.has(row) && row.some(({ text }) => text.trim() !== ''))
      faults.push({ kind: 'row_added', table: table.key, place: name, anchor: null, was: '', now: saidIn(row) });
  const bare = pairs
    .flatMap(([row, own]) => row.map(({ cell }, i) => [cell.figure, own?.[i]] as const))
    .filter(([anchor, cell]) => anchor !== undefined && cell && !cell.anchors.has(anchor)).length;
  return { table, node, faults, is_shaped, bare };
}

const saidIn = (row: readonly { text: string }[]) =>
  row
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join(' | ')
    .slice(0, 300);

/** Name of a row: its longest words. */
const labelOf = (row: readonly Wanted[]) =>
  row
    .filter(({ cell }) => cell.figure === undefined)
    .map(({ text }) => text.trim())
    .reduce((long, text) => (text.length > long.length ? text : long), '');

function goneRow(table: ReportTable, name: string, row: readonly Wanted[]): TableFault {
  return { kind: 'row_gone', table: table.key, place: `${name}, ${labelOf(row)}`, anchor: null, was: saidIn(row), now: '' };
}

function headsOf(wanted: readonly Wanted[][], headers: number): string[] {
  return (wanted[headers - 1] ?? []).map(({ text }) => text);
}

function cellFaults(
  table: ReportTable,
  name: string,
  heads: readonly string[],
  row: readonly Wanted[],
  own: readonly Cell[],
): TableFault[] {
  return row.flatMap(({ cell, looks, text }, i): TableFault[] => {
    const now = own[i]?.text ?? '';
    if (looks.has(squeezed(now))) return [];
    const head = row.length === heads.length ? (heads[i] ?? '') : '';
    const place = [name, labelOf(row), head].filter((part) => part !== '').join(', ');
    return [{ kind: 'cell', table: table.key, place, anchor: cell.figure ?? null, was: text, now: now.trim() }];
  });
}

/** Rows of the report with those of the file that say the same name, in their order. */
function aligned(wanted: readonly Wanted[][], rows: readonly Cell[][]): (readonly [Wanted[], Cell[] | null])[] {
  let next = 0;
  return wanted.map((row) => {
    const names = row.filter(({ cell, text }) => cell.figure === undefined && text.trim() !== '');
    const is_same = (own: readonly Cell[]) =>
      own.length === row.length &&
      (names.length === 0 ||
        names.every(({ looks }, i) => looks.has(squeezed(own[row.indexOf(names[i] as Wanted)]?.text ?? ''))));
    const at = rows.findIndex((own, i) => i >= next && is_same(own));
    if (at < 0) return [row, null] as const;
    next = at + 1;
    return [row, rows[at] ?? null] as const;
  });
}

function nameOf(content: Content, table: ReportTable): string {
  const annex = content.annexes.find((one) => one.table.key === table.key);
  if (annex) return [annex.label, annex.title].filter((part) => part !== '').join(' ');
  const section = content.sections.find(({ blocks }) => blocks.some(({ key }) => key === table.key));
  return table.caption || section?.heading || table.key;
}
