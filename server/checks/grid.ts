import type { Document } from './document.ts';
import { exactOf, type Figure, figuresOf } from './figure.ts';
import type { Rational } from './rational.ts';
import type { Cell, Table } from './report.ts';

/** A table as figures: which rows are headers, which columns hold figures, what each column and row is called. */
export type Grid = {
  table: Table;
  /** Cell that covers a row and column. */
  at: (Cell | undefined)[][];
  /** First row that holds figures. */
  body: number;
  rows: Row[];
  columns: Column[];
};

export type Row = {
  index: number;
  /** `1.2.1`, `II`, `` when the row has none. */
  code: string;
  label: string;
  label_cell: Cell | undefined;
  figures: (Entry | undefined)[];
  is_total: boolean;
  /** Indented or italic in the source: `- Cấp xã`, `Trong đó: …`. */
  is_part: boolean;
};

export type Entry = { figure: Figure; cell: Cell };

/** `-2`, `−404`. A dash with a blank behind it begins an item of a list. */
export const isBelowZero = ({ cell }: Entry): boolean => /^\s*[-−–]\d/u.test(cell.text);

/** The value of a cell with its sign. */
export function signedOf(entry: Entry): Rational {
  const value = exactOf(entry.figure);
  return isBelowZero(entry) ? { n: -value.n, d: value.d } : value;
}

export type Column = {
  index: number;
  /** Header texts from top to bottom, joined. */
  name: string;
  /** Lowest header text. */
  own: string;
  /** Number printed in an index row: `(3)`, `5=3/4`. */
  number: string;
  formula: string;
  has_figures: boolean;
  is_percent: boolean;
};

const INDEX = /^\(?\s*(?:\d{1,2}[a-z]?|[A-Z])\s*\)?(?:\s*=\s*[\d\s()+\-*x×/:%.,a-z]+)?$/iu;
const TOTAL =
  /^(?:tổng(?: cộng| số| điểm| chung| hợp)?|cộng(?: chung)?|toàn (?:tỉnh|huyện|thành phố|xã|ngành|thị xã|phường)|cả (?:năm|kỳ|tỉnh|huyện|nước)|chung)(?:\s*\(?[\dIVXA-DĐ+=\s-]*\)?)?\s*[:.]?$/iu;
const CODE = /^(?:[IVX]{1,5}|[A-ZĐ]|\d{1,3}(?:\.\d{1,2}){0,4}|[a-zđ])[.)]?$/u;
const NO_FIGURES = /^(?:(?:stt|tt|số tt|văn bản)\s*[.:]?$|ghi chú|mã|đơn vị tính|đvt|ngày|năm sinh|số điện thoại)/iu;

/** A cell that is one figure (`1.851`, `97%`, `69.843,53 2` broken by the layout); undefined for words, blanks and dashes. */
export function cellFigure(cell: Cell): Figure | undefined {
  const text = cell.text.trim();
  if (!/\d/.test(text) || text.length > 60) return undefined;
  if (/^[\d.,\s\u00a0]+%?$/u.test(text) && /\s/.test(text)) return figuresOf(text.replace(/\s+/gu, '')).figures[0];
  if (!/^[(<>≈~≥≤+−–-]?\s*\d/u.test(text)) return undefined;
  const found = figuresOf(text);
  const [first] = found.figures;
  if (!first || found.fractions.length > 0 || found.masks.some((mask) => mask.kind === 'date' || mask.kind === 'document'))
    return loneYear(text);
  // “28 (huyện 27, xã 01)” is 28; “3 và 5” is none.
  const rest = text.slice(first.tail).trim();
  return rest === '' || /^[(%]/.test(rest) || (found.figures.length === 1 && rest.length < 30) ? first : undefined;
}

/** `2023` alone in a body cell is masked as a year; in a column of figures it is one. */
function loneYear(text: string): Figure | undefined {
  if (!/^(?:19|20)\d\d$/.test(text)) return undefined;
  const [figure] = figuresOf(`${text} hồ sơ`).figures;
  return figure && { ...figure, unit: '', tail: figure.end };
}

const grids = new WeakMap<Document, Grid[]>();

/** Grids of all tables of a document, made once. */
export function gridsOf(document: Document): Grid[] {
  let found = grids.get(document);
  if (!found) {
    found = document.tables.map(({ table }) => gridOf(table)).filter((grid) => grid !== null);
    grids.set(document, found);
  }
  return found;
}

/** Tables with more cells than this are data, not a report. */
const MOST_CELLS = 40_000;

function gridOf(table: Table): Grid | null {
  if (table.row_count * table.column_count > MOST_CELLS || table.column_count < 2) return null;
  const at: (Cell | undefined)[][] = Array.from(
    { length: table.row_count },
    () => new Array<Cell | undefined>(table.column_count),
  );
  for (const cell of table.cells) {
    for (let r = cell.row; r < Math.min(table.row_count, cell.row + cell.row_span); r += 1)
      for (let c = cell.column; c < Math.min(table.column_count, cell.column + cell.column_span); c += 1)
        (at[r] as (Cell | undefined)[])[c] ??= cell;
  }
  const body = bodyOf(table, at);
  const read: Read = Array.from({ length: table.column_count }, () => []);
  const columns = columnsOf(table, at, body, read);
  const rows: Row[] = [];
  for (let r = body; r < table.row_count; r += 1) rows.push(rowOf(at[r] as (Cell | undefined)[], r, columns, read));
  return { table, at, body, rows, columns };
}

/** Figures of the cells below the head, by column and row: what a column holds and what its rows hold is read once. */
type Read = (Figure | undefined)[][];

function bodyOf(table: Table, at: (Cell | undefined)[][]): number {
  let r = Math.min(table.header_rows, table.row_count - 1);
  // Header rows that the file does not mark: no figure in them, or only an index row.
  for (; r < Math.min(table.row_count, 6); r += 1) {
    if (isSecondHead(at, r)) continue;
    const texts = rowTexts(at[r] as (Cell | undefined)[], r);
    if (texts.length === 0) continue;
    const indexes = texts.filter((text) => INDEX.test(text)).length;
    if (r > 0 && indexes === texts.length && indexes >= 3 && isCounted(texts)) continue;
    const figures = texts.filter((text) => /^\(?[\d.,]+\s?%?\)?$/.test(text)).length;
    const names = texts.filter((text) =>
      /^(?:(?:stt|tt|số tt)[.:]?$|nội dung|chỉ tiêu|đơn vị|tên|chỉ số|lĩnh vực)/iu.test(text),
    ).length;
    if (figures > 0 && names === 0) break;
    if (figures === 0 && r > 0 && names === 0 && !(at[r] ?? []).some((cell) => cell?.is_header)) break;
  }
  return Math.min(r, table.row_count);
}

/** A row right under the head that names the columns of a group: no label of its own, no figure, where the head above has blanks. */
function isSecondHead(at: (Cell | undefined)[][], r: number): boolean {
  if (r === 0 || r > 3) return false;
  const [row, above] = [at[r] ?? [], at[r - 1] ?? []];
  const textOf = (cells: (Cell | undefined)[], c: number): string =>
    cells[c]?.row === (cells === row ? r : r - 1) ? (cells[c]?.text.trim() ?? '') : '';
  const filled = Array.from(row, (_, c) => c).filter((c) => textOf(row, c) !== '');
  if (filled.length < 2 || textOf(row, 0) !== '' || filled.some((c) => /^[+−–-]?\(?[\d.,]+\s?%?\)?$/u.test(textOf(row, c))))
    return false;
  // It fills a blank of the head, or what the head spans.
  return (
    filled.some((c) => textOf(above, c) === '') &&
    filled.every((c) => c > 0) &&
    (at[r + 1] ?? []).some((cell) => /\d/.test(cell?.text ?? ''))
  );
}

/** `A B 1 2 3`: numbers of columns count on. `I 6 22` are a code and two figures. */
function isCounted(texts: readonly string[]): boolean {
  const numbers = texts.flatMap((text) => /^\(?\s*(\d{1,2})/.exec(text)?.[1] ?? []).map(Number);
  const [first = 1, last = first] = [numbers[0], numbers.at(-1)];
  return first <= 4 && last - first <= numbers.length + 3 && numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0));
}

const rowTexts = (row: readonly (Cell | undefined)[], r: number): string[] => [
  ...new Set(row.filter((cell) => cell && cell.row === r && cell.text.trim() !== '').map((cell) => (cell as Cell).text.trim())),
];

/** The nearest name to the left of a blank cell of the head. */
function spanning(row: readonly (Cell | undefined)[], index: number): string {
  for (let c = index - 1; c >= 0; c -= 1) {
    const text = row[c]?.text.trim() ?? '';
    if (text !== '') return text;
  }
  return '';
}

function columnsOf(table: Table, at: (Cell | undefined)[][], body: number, read: Read): Column[] {
  const heads = at.slice(0, body).map((row, r) => {
    const texts = rowTexts(row, r);
    return { is_index: r > 0 && texts.length >= 3 && texts.every((text) => INDEX.test(text)) && isCounted(texts) };
  });
  return Array.from({ length: table.column_count }, (_, index): Column => {
    const names: string[] = [];
    let number = '';
    let formula = '';
    for (let r = 0; r < body; r += 1) {
      const own_text = at[r]?.[index]?.text.trim() ?? '';
      // A name over several columns is printed over the first of them only.
      const is_blank = own_text === '' && r + 1 < body && (at[r + 1]?.[index]?.text.trim() ?? '') !== '';
      const text = is_blank ? spanning(at[r] ?? [], index) : own_text;
      const is_index = heads[r]?.is_index;
      if (is_index) {
        const [left = '', right = ''] = text.split('=');
        number = left.replace(/[()\s]/g, '');
        formula = right.trim();
      } else if (text !== '' && names.at(-1) !== text) names.push(text.replace(/\s+/g, ' '));
    }
    const own = names.at(-1) ?? '';
    const inline = /\(?(\d{1,2})\)?\s*=\s*([\d\s()+\-*x×/:%]+)\)?\s*$/u.exec(own);
    if (inline && formula === '') {
      number = inline[1] ?? '';
      formula = (inline[2] ?? '').trim();
    } else if (number === '') number = /\((\d{1,2})\)\s*$/.exec(own)?.[1] ?? '';
    let figures = 0;
    let filled = 0;
    let percents = 0;
    for (let r = body; r < table.row_count; r += 1) {
      const cell = at[r]?.[index];
      const text = cell?.text.trim() ?? '';
      if (!cell || cell.row !== r || text === '' || text === '-') continue;
      filled += 1;
      const figure = cellFigure(cell);
      (read[index] as (Figure | undefined)[])[r] = figure;
      if (figure) figures += 1;
      if (figure?.kind === 'percent') percents += 1;
    }
    const name = names.join(' / ');
    const is_named_out = NO_FIGURES.test(own) || /^(?:stt|tt)\b/iu.test(name);
    return {
      index,
      name,
      own,
      number,
      formula,
      has_figures: figures > 0 && figures * 2 >= filled && !is_named_out,
      is_percent:
        /%|tỷ lệ|tỉ lệ|phần trăm/iu.test(own) ||
        (names.length > 1 && /\(\s?%\s?\)|^(?:tỷ|tỉ) lệ/iu.test(names.slice(0, -1).join(' '))) ||
        (percents > 0 && percents * 2 > figures),
    };
  });
}

function rowOf(cells: readonly (Cell | undefined)[], index: number, columns: readonly Column[], read: Read): Row {
  // A row may have holes, which `map` would leave as they are.
  const own = Array.from(cells, (cell) => (cell && cell.row === index ? cell : undefined));
  const texts = own.map((cell) => cell?.text.trim() ?? '');
  const first = texts.findIndex((text) => text !== '');
  const code =
    first >= 0 && CODE.test(texts[first] as string) && !columns[first]?.has_figures
      ? (texts[first] as string).replace(/[.)]$/, '')
      : '';
  const in_words = texts.findIndex((text, c) => text !== '' && /\p{L}{2}/u.test(text) && !columns[c]?.has_figures);
  // “15/4 - 14/5/2026”: a row named by its days.
  const label_at =
    in_words >= 0 ? in_words : texts.findIndex((text, c) => /^\d{1,2}\/\d.*\d{4}$/u.test(text) && !columns[c]?.has_figures);
  const label = label_at >= 0 ? (texts[label_at] as string).replace(/\s+/g, ' ') : '';
  const figures = columns.map((column): Entry | undefined => {
    const cell = own[column.index];
    if (!cell || column.index === label_at || (code !== '' && column.index === first)) return undefined;
    if (!column.has_figures) return undefined;
    const figure = read[column.index]?.[index];
    return figure && { figure, cell };
  });
  return {
    index,
    code,
    label,
    label_cell: label_at >= 0 ? own[label_at] : undefined,
    figures,
    is_total: TOTAL.test(label) || (label === '' && TOTAL.test(texts.find((text) => text !== '') ?? '')),
    is_part: /^(?:[-–+*]|trong đó|gồm|bao gồm)/iu.test(label) || /^trong đó/iu.test(texts[first] ?? ''),
  };
}

/** Columns whose sums mean nothing. */
export const isNotSummed = (column: Column): boolean =>
  column.is_percent ||
  /xếp|hạng|thứ tự|bình quân|trung bình|mức|đơn giá|^năm$|năm (?:sinh|ban hành|thành lập|xây dựng|hoàn thành|đạt|học|tuyển)|chỉ số|so với|tăng|giảm|điểm (?:trung bình|bình quân)|stt|(?<!\p{L})hệ số|tồn (?:đầu|cuối)|(?:đầu|cuối) (?:kỳ|tháng|quý|năm)/iu.test(
    column.name,
  );
