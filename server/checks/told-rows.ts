import { confirmedIn, standsInTable } from './confirmed.ts';
import type { Document, Passage } from './document.ts';
import { exchangedRows } from './exchanged-rows.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { type Column, type Entry, type Grid, isNotSummed, type Row } from './grid.ts';
import { tablesNearOrCited } from './near-tables.ts';
import { absolute, add, compare, divide, equal, multiply, printVi, type Rational, subtract, whole, ZERO } from './rational.ts';
import { nameOf } from './row-names.ts';
import { rowsFar } from './rows-far.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { flat, isNarrower, type Shown, shownOf } from './shown-tables.ts';
import { isMisprint, isToldElsewhere, type Sentence } from './story.ts';
import { storyTold } from './told-in.ts';
import { digitsIn } from './words.ts';

type Line = { row: Row; is_named: boolean };
/** `words`: of what is said, read when a column asks. */
type Told = { figure: Figure; said: string; words: Set<string> | null };

const APART =
  /so với|cùng kỳ|năm (?:trước|ngoái)|(?:tháng|quý|kỳ) trước|tăng|giảm|bình quân|trung bình|mục tiêu|phấn đấu|trung ương|toàn quốc|vượt/iu;
const STOP = new Set(
  'tổng số của các trong đó là và được đã cộng chung có theo từ bảng trên cho thấy như vậy năm toàn đạt kết quả đồng triệu tỷ nghìn đơn vị tính tỷ lệ hồ sơ với về tại đến'.split(
    ' ',
  ),
);

/**
 * A sentence that tells a row of a table: two of its figures stand in the row, and one that is called as a column is does not. Money is compared
 * in one unit: “53,6 tỷ đồng” is `53.600` under “(triệu đồng)”.
 */
export function* toldRows(context: Context): Generator<Fault> {
  const { document } = context;
  const shown = shownOf(document);
  if (shown.length === 0) return;
  yield* exchangedRows(context);
  for (const sentences of storyTold(document, 1)) {
    const passage = sentences[0]?.passage;
    if (!passage) continue;
    const tables = tablesNearOrCited(shown, passage, 12, passage.text);
    if (tables.length === 0) continue;
    for (const sentence of sentences) {
      const told = toldIn(sentence);
      if (told.length === 0) continue;
      for (const table of tables) {
        const fault = inTable(context, sentence, told, table);
        if (fault) {
          yield fault;
          break;
        }
      }
    }
  }
  yield* rowsFar(context);
}

function toldIn(sentence: Sentence): Told[] {
  const { passage } = sentence;
  const other = sentence.text.search(/so với|cùng kỳ|năm (?:học )?(?:trước|ngoái)/iu);
  return passage.figures.flatMap((figure): Told[] => {
    if (
      figure.start < sentence.start ||
      figure.start >= sentence.end ||
      figure.bound !== 'exact' ||
      figure.kind === 'percent_points'
    )
      return [];
    let from = figure.start;
    while (from > sentence.start && !',;:('.includes(passage.text[from - 1] as string)) from -= 1;
    const lead = passage.text.slice(from, figure.start);
    const after = (
      passage.text.slice(figure.kind === 'count' ? figure.end : figure.tail, figure.tail + 40).split(/[,;.()]|\d/u)[0] ?? ''
    ).slice(0, 40);
    // What stands after “so với …” is of the other period.
    if (other >= 0 && figure.start > sentence.start + other) return [];
    if (APART.test(lead) || /^\s*(?:so với|trở lên)/iu.test(passage.text.slice(figure.tail))) return [];
    return [{ figure, said: `${lead} ${after}`, words: null }];
  });
}

const contentOf = (text: string): string[] =>
  flat(text)
    .split(' ')
    .filter((word) => word.length > 1 && !STOP.has(word) && !/^\d+$/.test(word));

function inTable(context: Context, sentence: Sentence, told: readonly Told[], { grid, before }: Shown): Fault | null {
  const scale = scaleOf(context.document, grid, before);
  for (const { row, is_named } of linesOf(grid, sentence.text)) {
    const entries = entriesOf(grid, row);
    if (entries.length < 1) continue;
    const fits = (one: Told): boolean => entries.some(({ entry, column }) => isSame(one.figure, entry.figure, column, scale));
    const right = told.filter(fits);
    // A figure of one digit stands in any row.
    const strong = right.filter(({ figure }) => digitsIn(figure.raw) >= (is_named ? 2 : 3));
    for (const one of told) {
      if (right.includes(one) || digitsIn(one.figure.raw) < 2) continue;
      if (confirmedIn(context.document).has(sentence.passage.offset + one.figure.start)) continue;
      if (one.figure.unit !== 'đồng' && standsInTable(context.document, one.figure)) continue;
      const own = entries.filter(({ entry, column }) => isCalled(one, column, entry, scale, row.label));
      const isSlip = ({ entry, column }: InRow): boolean =>
        isMisprint(printOf(entry.figure, column, scale, one.figure), one.figure.raw);
      // Of several columns that are called so, the one that a slip of the pen explains; else the one with the longest name.
      const slips = own.filter(isSlip);
      const length = ({ column }: InRow): number => contentOf(column.own).length;
      const [best, second] = own.toSorted((x, y) => length(y) - length(x));
      const cell = slips.length === 1 ? slips[0] : best && second && length(best) === length(second) ? undefined : best;
      if (!cell) continue;
      const slipped = isSlip(cell);
      const digits = digitsIn(one.figure.raw);
      const sure =
        strong.length >= 2 ||
        (strong.length >= 1 && (is_named || (slipped && (digits >= 4 || one.figure.unit === 'đồng')))) ||
        (slipped && digits >= 4 && (is_named || digits >= 5 || one.figure.unit === 'đồng')) ||
        (slipped && digits >= 3 && is_named && own.length === 1) ||
        (strong.length >= 1 && own.length === 1 && digits <= 2 && isPaddedSlip(cell.entry.figure, one.figure));
      if (!sure || (!slipped && isNotSummed(cell.column) && !cell.column.is_percent)) continue;
      if (right.some((r) => isSame(r.figure, cell.entry.figure, cell.column, scale) && r.figure.kind === one.figure.kind))
        continue;
      if (isToldElsewhere(context.document, one.figure, sentence.passage) || stands(grid, one.figure, scale)) continue;
      decided(context);
      return faultOf(sentence.passage, one.figure, cell.entry, grid, cell.column);
    }
  }
  return null;
}

type InRow = { entry: Entry; column: Column };
const in_rows = new WeakMap<Row, InRow[]>();

/** Figures of a row with their columns: the same few rows are asked by every sentence beside their table. */
function entriesOf(grid: Grid, row: Row): InRow[] {
  let found = in_rows.get(row);
  if (!found) {
    found = row.figures.flatMap((entry, c) => (entry ? [{ entry, column: grid.columns[c] as Column }] : []));
    in_rows.set(row, found);
  }
  return found;
}

/** “13” for `3`. */
const isPaddedSlip = (cell: Figure, told: Figure): boolean =>
  cell.kind === 'count' && isMisprint(cell.raw.padStart(2, '0'), told.raw.padStart(2, '0'));

/** The row that the sentence names; the total row when it names none. */
function linesOf(grid: Grid, text: string): Line[] {
  const words = ` ${flat(text)} `;
  const named = grid.rows.filter((row) => {
    if (row.is_total) return false;
    const name = nameOf(row);
    return name.length >= 4 && words.includes(` ${name} `);
  });
  const outer = named.filter((row) => !named.some((other) => other !== row && nameOf(other).includes(nameOf(row))));
  if (outer.length === 1) return [{ row: outer[0] as Row, is_named: true }];
  if (outer.length > 1) return outer.length <= 4 ? [{ row: together(outer), is_named: true }] : [];
  return grid.rows.filter((row) => row.is_total).map((row) => ({ row, is_named: false }));
}

/** “Nhập xã Bàu Lâm và xã Sông Ray …: diện tích 66,38 km²”: several rows added up, or one of them told. */
function together(rows: readonly Row[]): Row {
  const [first] = rows as [Row];
  const figures = first.figures.map((entry, c): Entry | undefined => {
    const own = rows.flatMap((row) => row.figures[c] ?? []);
    if (!entry || own.length !== rows.length || own.some(({ figure }) => figure.kind !== 'count' || figure.scale !== 1n))
      return undefined;
    const sum = own.reduce((so_far, { figure }) => add(so_far, exactOf(figure)), ZERO);
    const decimals = Math.max(...own.map(({ figure }) => figure.decimals));
    const readings = [{ value: sum, decimals, is_foreign: false }];
    return { cell: entry.cell, figure: { ...entry.figure, decimals, readings, raw: printVi(sum, decimals) } };
  });
  return { ...first, label: rows.map(({ label }) => label).join(' + '), figures };
}

const names = new WeakMap<Column, string[]>();

/** Words of the name of a column, without what stands in brackets. */
function namesOf(column: Column): string[] {
  let found = names.get(column);
  if (!found) {
    found = contentOf(column.own.replace(/\([^()]*\)/gu, ' '));
    names.set(column, found);
  }
  return found;
}

/** Every word of the column stands beside the figure, and both are of one kind. */
function isCalled(told: Told, column: Column, { figure: cell }: Entry, scale: bigint, label: string): boolean {
  const { figure, said } = told;
  const is_percent = column.is_percent || cell.kind === 'percent';
  if ((figure.kind === 'percent') !== is_percent) return false;
  if ((figure.unit === 'đồng') !== isMoney(column, scale)) return false;
  if (figure.unit === 'điểm' && !/điểm/iu.test(column.name)) return false;
  const name = namesOf(column);
  if (name.length === 0) return false;
  told.words ??= new Set(contentOf(said));
  const { words } = told;
  return name.every((word) => words.has(word)) && !isNarrower(said, `${column.name} ${label}`);
}

const UNIT = /(nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng/iu;
const isMoney = (column: Column, scale: bigint): boolean =>
  UNIT.test(column.name) || (scale > 1n && !column.is_percent && !/số (?:hộ|dự án|xã)|chiều dài|%/iu.test(column.own));

const SCALES: Record<string, bigint> = { nghìn: 1000n, ngàn: 1000n, triệu: 1_000_000n, tỷ: 1_000_000_000n, tỉ: 1_000_000_000n };

/** What one of a money column is: told by the caption, a cell of the header, or the column. 1 when nothing is said. */
function scaleOf(document: Document, grid: Grid, before: number): bigint {
  let scale = scales.get(grid);
  if (scale === undefined) {
    scale = readScale(document, grid, before);
    scales.set(grid, scale);
  }
  return scale;
}

const scales = new WeakMap<Grid, bigint>();

function readScale(document: Document, grid: Grid, before: number): bigint {
  const caption = [before - 1, before - 2].map((i) => document.passages[i]?.text.slice(-160) ?? '').join(' \n ');
  const header = grid.at
    .slice(0, grid.body)
    .flatMap((row) => row.map((cell) => cell?.text ?? ''))
    .join(' \n ');
  const m =
    /(?:đơn vị(?: tính)?|đvt)\s*:?\s*(nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng/iu.exec(caption) ??
    /\(\s*(?:đơn vị(?: tính)?|đvt)?\s*:?\s*(nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng\s*\)/iu.exec(`${header} ${caption}`);
  return m ? (SCALES[(m[1] ?? '').toLowerCase()] ?? 1n) : 1n;
}

const columnScale = (column: Column, scale: bigint): bigint => {
  const m = UNIT.exec(column.name);
  return m?.[1] ? (SCALES[m[1].toLowerCase()] ?? scale) : scale;
};

const worth = (cell: Figure, column: Column, scale: bigint, told: Figure): Rational =>
  told.unit === 'đồng' && cell.scale === 1n && cell.kind === 'count'
    ? multiply(exactOf(cell), whole(columnScale(column, scale)))
    : exactOf(cell);

/** Equal, within half the last digit of each that is rounded. */
function isSame(told: Figure, cell: Figure, column: Column, scale: bigint): boolean {
  const reading = told.readings[0];
  if (!reading) return false;
  if (told.kind === 'count' && told.unit !== 'đồng') return equal(exactOf(told), exactOf(cell));
  const own = cell.readings[0];
  const slack = add(
    halfOf(told, reading),
    own && told.unit === 'đồng'
      ? multiply(halfOf({ ...cell, scale: 1n }, own), whole(columnScale(column, scale)))
      : own
        ? halfOf(cell, own)
        : ZERO,
  );
  return compare(absolute(subtract(exactOf(told), worth(cell, column, scale, told))), slack) <= 0;
}

/** The cell as the sentence would print it. */
function printOf(cell: Figure, column: Column, scale: bigint, told: Figure): string {
  return printVi(divide(worth(cell, column, scale, told), whole(told.scale)), told.decimals);
}

/** The figure is that of some other cell. */
const stands = (grid: Grid, figure: Figure, scale: bigint): boolean =>
  grid.rows.some((row) =>
    row.figures.some((entry, c) => entry && isSame(figure, entry.figure, grid.columns[c] as Column, scale)),
  );

function faultOf(passage: Passage, figure: Figure, entry: Entry, grid: Grid, column: Column): Fault {
  return {
    message: 'annex',
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name: column.own || column.name, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}
