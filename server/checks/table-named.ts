import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Grid, Row } from './grid.ts';
import { tablesNear } from './near-tables.ts';
import { absolute, powerOfTen, type Rational } from './rational.ts';
import { flat, type Shown, shownOf } from './shown-tables.ts';
import { areOneSlip } from './slip.ts';

// Which row and which column of a table beside it a clause is about, by its words.

const STOP = new Set('số tổng tỷ tỉ lệ của các được đã là có và trong đó lượng mức kết quả năm đạt theo'.split(' '));

/** Words that tell one column or row from another. */
export const wordsOf = (text: string): string[] =>
  flat(text.replace(/\(\s*(?:%|đồng|triệu đồng|tỷ đồng)\s*\)/giu, ' '))
    .split(' ')
    .filter((word) => word !== '' && !STOP.has(word));

/** The tables right above a paragraph and right below it, one paragraph between at most. */
export const besideOf = (document: Document, passage: Passage): readonly Shown[] =>
  tablesNear(shownOf(document), passage, 2).filter(
    ({ before, grid }) => passage.index >= before - 2 && passage.index <= before + 1 && !grid.rows.some((row) => row.is_part),
  );

export const rowsOf = (grid: Grid): Row[] => grid.rows.filter((row) => !row.is_total && row.label !== '');

/** Columns of figures that are measured, not counted on. */
export const measured = (grid: Grid): Column[] =>
  grid.columns.filter(
    (c) => c.has_figures && !/^(?:stt|tt)$|hạng|thứ tự|xếp|mục tiêu|chỉ tiêu|kế hoạch|tối đa|chuẩn/iu.test(c.own),
  );

/** The one column all of whose words stand in the text; of several, the one with most; the only column there is. */
export function columnNamed(columns: readonly Column[], text: string): Column | null {
  const said = ` ${flat(text)} `;
  const found = columns
    .map((column) => ({ column, words: wordsOf(column.own) }))
    .filter(({ words }) => words.length > 0 && words.every((word) => said.includes(` ${word} `)))
    .toSorted((a, b) => b.words.length - a.words.length);
  const [best, next] = found;
  return best && (!next || next.words.length < best.words.length) ? best.column : null;
}

/** `Xã Pô Kô` is also told as “Pô Kô”. */
const shortOf = (label: string): string =>
  flat(label).replace(/^(?:ubnd )?(?:xã|phường|thị trấn|huyện|thành phố|lĩnh vực|sở|phòng|vốn|nguồn|nguồn vốn) (?=\S+ \S)/u, '');

/** Rows whose names stand in the text, with where they stand in it (flat); a name inside a longer one is none. */
export function rowsNamed(grid: Grid, text: string): { row: Row; at: number; end: number }[] {
  const said = ` ${flat(text)} `;
  const found = rowsOf(grid).flatMap((row) => {
    const name = [flat(row.label), shortOf(row.label)].find((one) => one.length >= 4 && said.includes(` ${one} `));
    const at = name === undefined ? -1 : said.lastIndexOf(` ${name} `);
    return name !== undefined ? [{ row, at, end: at + name.length }] : [];
  });
  return found.filter(
    (one) =>
      !found.some(
        (other) => other !== one && other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at,
      ),
  );
}

/** Whether a figure prints a value but for one slip of the pen. */
export function isSlipOf(figure: Figure, value: Rational): boolean {
  const by = powerOfTen(figure.decimals);
  const [printed, right] = [exactOf(figure), absolute(value)];
  if ((right.n * by) % (right.d * figure.scale) !== 0n && figure.decimals === 0) return false;
  const digits = (r: Rational): string => ((r.n * by) / (r.d * figure.scale)).toString();
  return areOneSlip(digits(printed), digits(right), { kind: figure.kind });
}
