import type { Document } from './document.ts';
import { type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { comparable, isKindOf, unitAt } from './unit.ts';

// A statistical form (code, indicator, unit, figure), read once: what each row counts, in words that prose and form share.

/** A row with its one figure. */
export type Line = {
  row: Row;
  label: string;
  entry: Entry;
  unit: string;
  /** Of its label, those that name what it counts. */
  words: Set<string>;
  /** All its words but the emptiest: “phòng chuyên môn”, of which none is left among `words`. */
  name: Set<string>;
  /** Of the indicators it stands under. */
  above: Set<string>;
  /** Code of the nearest of them. */
  group: string;
  order: number;
};
export type Form = { grid: Grid; lines: Line[] };

const LEAST_ROWS = 6;
const MOST_LINES = 600;

const LONG: [RegExp, string][] = [
  [/thủ tục(?: hành chính)?/giu, 'tthc'],
  // A dossier is one of a procedure, whether it is said or not.
  [/hồ sơ(?: giải quyết)? tthc/giu, ' '],
  [/[uủ]y ban nhân dân|ubnd/giu, ' '],
  [/văn bản quy phạm pháp luật|văn bản qppl/giu, 'vbqppl'],
  [/đơn vị sự nghiệp(?: công lập)?|đvsn(?:cl)?|đơn vị sncl/giu, 'đvsn'],
  [/cải cách hành chính/giu, 'cchc'],
  [/phản ánh,? kiến nghị/giu, 'pakn'],
  [/dịch vụ công/giu, 'dvc'],
  [/quy phạm pháp luật/giu, 'qppl'],
];
/** Words that name nothing of their own. */
const EMPTY = new Set(
  'số tổng lượng các của và được đã tại trong theo là có gồm cho với về từ đến do việc kết quả công tác nội dung thực hiện cơ quan chuyên môn đơn vị thời điểm báo cáo hiện nay này đó trên địa bàn cụ thể như sau người hồ sơ văn bản năm kỳ huyện ta thuộc đối để ra mới làm ở hành chính nhà nước xong lượt'.split(
    ' ',
  ),
);
/** Words of which no name is made, not even a short one. */
const EMPTIEST = new Set('số tổng lượng đã được các của là và qua do tại'.split(' '));
// Levels of government are names: “cấp xã” is not “cấp huyện”.
const LEVEL = /cấp\s(xã|huyện|tỉnh)/giu;

/** Words of a label that name what it counts. */
export const contentOf = (text: string): Set<string> => new Set(plainWords(text).filter((word) => !EMPTY.has(word)));

/** Words of a label but the emptiest. */
export const nameOf = (text: string): Set<string> => new Set(plainWords(text).filter((word) => !EMPTIEST.has(word)));

/** Words of a label, without brackets and numbers; what has a short and a long name has one. */
export function plainWords(text: string): string[] {
  let plain = text.toLowerCase().replace(/\([^)]*\)/gu, ' ');
  for (const [find, instead] of LONG) plain = plain.replace(find, ` ${instead} `);
  plain = plain.replace(LEVEL, ' cấp_$1 ');
  return plain.split(/[^\p{L}\p{M}\d_]+/u).filter((word) => word.length > 1 && !/^\d+$/.test(word));
}

/** `5.3` → `5`. */
export const parentOf = (code: string): string => code.replace(/\.?\d+$/u, '');

const made = new WeakMap<Document, Form[]>();

/** Tables of a document that are statistical forms. */
export function formsOf(document: Document): Form[] {
  let found = made.get(document);
  if (!found) {
    found = gridsOf(document)
      .map((grid) => ({ grid, lines: linesOf(grid) }))
      .filter(({ lines }) => lines.length >= LEAST_ROWS && lines.length <= MOST_LINES);
    made.set(document, found);
  }
  return found;
}

/** One column of figures, and rows under codes such as `5.3`. */
export const isForm = ({ columns, rows }: Grid): boolean =>
  columns.filter((column) => column.has_figures).length === 1 &&
  rows.filter(({ code }) => /^\d+(?:\.\d+)+$/.test(code)).length >= LEAST_ROWS;

/** The same with rows numbered 1, 2, 3 … and a column of units. */
const isNumbered = ({ columns, rows }: Grid): boolean =>
  columns.filter((column) => column.has_figures).length === 1 &&
  columns.some(({ own }) => /^(?:đơn vị(?: tính)?|đvt)$/iu.test(own.trim())) &&
  rows.filter(({ code }) => /^\d+(?:\.\d+)*$/.test(code)).length >= LEAST_ROWS;

/** Rows of one figure each, under codes. A row without a code stands under the last that has one. */
function linesOf(grid: Grid): Line[] {
  if (!isForm(grid) && !isNumbered(grid)) return [];
  const labels = new Map<string, string>();
  const lines: Line[] = [];
  let last = '';
  for (const row of grid.rows) {
    if (row.code !== '') {
      last = row.code;
      labels.set(row.code, row.label);
    }
    const entry = row.figures.find((one) => one !== undefined);
    const label = labelOf(row, grid);
    if (!entry || label === '' || entry.figure.kind !== 'count') continue;
    const unit = unitOf(row, entry, grid);
    if (unit === '%') continue;
    const above = row.code === '' ? [last, parentOf(last)] : [parentOf(row.code), parentOf(parentOf(row.code))];
    const group = row.code === '' ? last : parentOf(row.code);
    // “Số VBQPPL đã ban hành/tham mưu ban hành”: the first of the two names.
    const first = label.replace(/(?<=\p{L}{2})\/(?=\p{L})[^(;,]*/u, ' ');
    lines.push({
      row,
      entry,
      unit,
      label,
      words: contentOf(first),
      name: nameOf(first),
      above: contentOf(above.map((code) => labels.get(code) ?? '').join(' ')),
      group,
      order: lines.length,
    });
  }
  return lines;
}

/** “Trong đó” in the column of the codes names nothing. */
function labelOf(row: Row, grid: Grid): string {
  if (!/^(?:trong đó|gồm|bao gồm)\s*:?$/iu.test(row.label)) return row.label;
  const texts = (grid.at[row.index] ?? []).map((cell) => cell?.text.trim() ?? '');
  return texts.slice(texts.indexOf(row.label) + 1).find((text) => /\p{L}{2}/u.test(text)) ?? '';
}

function unitOf(row: Row, entry: Entry, grid: Grid): string {
  if (entry.figure.unit !== '') return entry.figure.unit;
  for (const cell of grid.at[row.index] ?? []) {
    const text = cell?.text.trim() ?? '';
    if (!cell || text === row.label || text.length > 25 || cell === entry.cell) continue;
    if (text === '%') return '%';
    const unit = unitAt(text, 0);
    if (unit && unit.end >= text.length - 1) return unit.key;
  }
  return '';
}

/** A commune is a unit too. */
export function isOneUnit(a: string, b: string): boolean {
  const [x, y] = [a, b].map((unit) => (unit.startsWith('~') ? '' : unit)) as [string, string];
  return comparable(x, y) || isKindOf(x, y) || isKindOf(y, x);
}
