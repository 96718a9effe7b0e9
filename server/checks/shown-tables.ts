import type { Document, Passage } from './document.ts';
import { type Grid, gridsOf, type Row } from './grid.ts';

/** A table with where it stands among the passages: index of the first passage after it, and its section. */
export type Shown = { grid: Grid; before: number; section: Passage['section'] };

const MOST_TABLES = 40;
const MOST_ROWS = 150;
const made = new WeakMap<Document, Shown[]>();

/** The tables that a reader takes in: the first forty, of no more than 150 rows. */
export function shownOf(document: Document): Shown[] {
  let found = made.get(document);
  if (!found) {
    const grids = new Map(gridsOf(document).map((grid) => [grid.table, grid]));
    found = document.tables
      .flatMap(({ table, before, section }) => {
        const grid = grids.get(table);
        return grid && grid.rows.length <= MOST_ROWS ? [{ grid, before, section }] : [];
      })
      .slice(0, MOST_TABLES);
    made.set(document, found);
  }
  return found;
}

/** Told up to `most` passages before the table or after it, or in its section. */
export const isNear = ({ before, section }: Shown, passage: Passage, most: number): boolean =>
  Math.abs(passage.index - before) <= most || (passage.section === section && section.parent !== null);

const NAMED = /(?:phụ lục|phụ biểu|biểu(?: mẫu)?|bảng)\s+(?:số\s+)?(\d{1,2}|[IVX]{1,4})(?![\p{L}\d])/giu;

/** Whether words name the annex that the table stands in: “chi tiết tại Phụ lục 02”. */
export function isCited({ section }: Shown, text: string): boolean {
  if (section.label?.style !== 'annex' || section.label.text === '') return false;
  const own = section.label.text.toUpperCase().replace(/^0/, '');
  return [...text.matchAll(NAMED)].some((m) => (m[1] ?? '').toUpperCase().replace(/^0/, '') === own);
}

/** Labels of rows and sentences are asked for again with every figure beside them. */
const flats = new Map<string, string>();
const MOST_FLATS = 500;

/** Words in small letters with single blanks between, no marks. */
export function flat(text: string): string {
  let found = flats.get(text);
  if (found === undefined) {
    found = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\d]+/gu, ' ')
      .trim();
    if (flats.size > MOST_FLATS) flats.clear();
    flats.set(text, found);
  }
  return found;
}

/** The one row whose whole name the words hold; of two, the longer. */
export function rowNamed(grid: Grid, text: string): Row | null {
  const words = ` ${flat(text)} `;
  const named = grid.rows.filter((row) => !row.is_total && flat(row.label).length >= 4 && words.includes(` ${flat(row.label)} `));
  return named.toSorted((a, b) => b.label.length - a.label.length)[0] ?? null;
}

/** Words that make a figure one of a part of the things: “trực tuyến”, “quá hạn”, “kỳ trước”. */
const QUALIFIERS = [
  'trực tuyến',
  'trực tiếp',
  'bưu chính',
  'đúng hạn',
  'quá hạn',
  'trễ hạn',
  'trước hạn',
  'toàn trình',
  'một phần',
  'số hóa',
  'liên thông',
  'kỳ trước',
  'chuyển',
  'mới',
  'nữ',
  'điện tử',
  'thanh toán',
  'hài lòng',
  'đang',
  'chưa',
  'cấp xã',
  'cấp huyện',
  'cấp tỉnh',
  'lĩnh vực',
  'tái sử dụng',
  'xin lỗi',
];

/** Whether the words beside a figure narrow it in a way that the names of a column or a row do not. */
export function isNarrower(words: string, names: string): boolean {
  const said = ` ${flat(words)} `;
  const named = ` ${flat(names)} `;
  return QUALIFIERS.some((word) => said.includes(` ${word} `) && !named.includes(` ${word} `));
}
