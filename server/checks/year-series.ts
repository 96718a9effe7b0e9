// What is told year by year, in prose and in tables: “2021: 412; 2022: 468 …”, “61 hồ sơ năm 2021, 44 hồ sơ năm 2022 …”, “lần lượt các năm từ 2021 đến 2025 là
// 1,42; 1,71 …”, rows or columns that are years. Read once; who asks for sums, for the highest year or for the move between two years asks these lines.
import { cueOf, toldWith } from './cues.ts';
import { type Document, type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Grid, gridsOf } from './grid.ts';
import type { Mask } from './mask.ts';
import { equal, type Rational } from './rational.ts';

export type YearPoint = { year: number; figure: Figure };

/** Three years or more that follow one another, each with its figure; `start` and `end` in the passage. */
export type YearSeries = { passage: Passage; points: YearPoint[]; start: number; end: number };

const YEARS_CUE = cueOf('2015', '2016', '2017', '2018', '2019', '202', '203');

const all = new WeakMap<Document, YearSeries[]>();

/** All series of the prose outside plans. */
export function yearSeriesOf(document: Document): readonly YearSeries[] {
  let found = all.get(document);
  if (!found) {
    found = toldWith(document, 2, YEARS_CUE).flatMap((passage) => seriesIn(passage));
    all.set(document, found);
  }
  return found;
}

const yearIn = (mask: Mask): number | null => {
  const years = /^(?:năm\s+)?((?:19|20)\d\d)$/iu.exec(mask.text.trim())?.[1];
  return mask.kind === 'year' && years ? Number(years) : null;
};

function seriesIn(passage: Passage): YearSeries[] {
  if (passage.masks.filter(({ kind }) => kind === 'year').length === 0) return [];
  const found = [behindYears(passage), beforeYears(passage), eachYear(passage)].flatMap((pairs) => chainsOf(passage, pairs));
  const in_turn = inTurn(passage);
  return in_turn ? [...found, in_turn] : found;
}

type Pair = YearPoint & { start: number; end: number };

/** “năm 2021: 412”, “năm 2021 là 412”, “năm 2021 cử được 96 lượt”. */
const TO_FIGURE = /^\s?(?::|–|-|\()?\s?(?:\p{L}+\s){0,3}(?::\s)?$/iu;
/** “61 hồ sơ năm 2021”, “96 lượt (2021)”, “85,46 điểm (hạng 12) năm 2021”. */
const TO_YEAR = /^\s?(?:\p{L}+\s){0,2}(?:\((?:hạng|thứ|vị trí)[^()]{1,12}\)\s?)?(?:\(|vào\s|trong\s|của\s)?$/iu;

function behindYears({ text, masks, figures }: Passage): Pair[] {
  return masks.flatMap((mask): Pair[] => {
    const year = yearIn(mask);
    const figure = year === null ? undefined : figures.find((f) => f.start >= mask.end);
    if (year === null || !figure || !TO_FIGURE.test(text.slice(mask.end, figure.start))) return [];
    return [{ year, figure, start: mask.start, end: figure.tail }];
  });
}

function beforeYears({ text, masks, figures }: Passage): Pair[] {
  return masks.flatMap((mask): Pair[] => {
    const year = yearIn(mask);
    const figure = year === null ? undefined : figures.findLast((f) => f.tail <= mask.start);
    if (year === null || !figure || !TO_YEAR.test(text.slice(figure.tail, mask.start))) return [];
    return [{ year, figure, start: figure.start, end: mask.end }];
  });
}

const EACH = /^\s(?:là\s)?mỗi năm\s(?:\p{L}+\s){0,2}$/iu;

/** “năm 2021 và 2022 mỗi năm 04 lượt, các năm 2023, 2024, 2025 mỗi năm 05 lượt”: one figure for each of them. */
function eachYear({ text, masks, figures }: Passage): Pair[] {
  const found: Pair[] = [];
  let group: { mask: Mask; year: number }[] = [];
  for (const mask of masks) {
    const year = yearIn(mask);
    const last = group.at(-1);
    if (year === null) group = [];
    else if (last && /^(?:,|\svà|;)\s(?:năm\s)?$/iu.test(text.slice(last.mask.end, mask.start))) group.push({ mask, year });
    else group = [{ mask, year }];
    const figure = year === null ? undefined : figures.find((f) => f.start >= mask.end);
    const between = figure ? text.slice(mask.end, figure.start) : '';
    if (!figure || !(group.length > 1 ? EACH.test(between) : EACH.test(between) || TO_FIGURE.test(between))) continue;
    for (const one of group) found.push({ year: one.year, figure, start: group[0]?.mask.start ?? mask.start, end: figure.tail });
  }
  return found.some((pair, i) => found[i - 1]?.figure === pair.figure) ? found : [];
}

const GLUE = /^[\s,;.)]*(?:(?:và|rồi|còn|đến|sang|các|tiếp đó)\s)*\(?$/iu;

/** Pairs of years that follow one another and nothing between. */
function chainsOf(passage: Passage, pairs: readonly Pair[]): YearSeries[] {
  const found: YearSeries[] = [];
  let chain: Pair[] = [];
  const close = (): void => {
    const [first, last] = [chain[0], chain.at(-1)];
    if (first && last && chain.length >= 3)
      found.push({ passage, points: chain.map(({ year, figure }) => ({ year, figure })), start: first.start, end: last.end });
    chain = [];
  };
  for (const pair of pairs) {
    const last = chain.at(-1);
    if (last && !goesOn(passage, last, pair)) close();
    chain.push(pair);
  }
  close();
  return found;
}

function goesOn({ text }: Passage, last: Pair, pair: Pair): boolean {
  if (pair.year !== last.year + 1 || !isLike(last.figure, pair.figure)) return false;
  return pair.figure === last.figure || (pair.start >= last.end && GLUE.test(text.slice(last.end, pair.start)));
}

const isLike = (a: Figure, b: Figure): boolean =>
  a.kind === b.kind &&
  a.bound === 'exact' &&
  b.bound === 'exact' &&
  (a.unit === b.unit || a.unit === '' || b.unit === '' || a.unit.startsWith('~') || b.unit.startsWith('~'));

const FROM_TO = /năm\s(?:từ\s(?:năm\s)?)?((?:19|20)\d\d)\s?(?:đến(?:\snăm)?|-|–)\s?((?:19|20)\d\d)/iu;

/** “lần lượt các năm từ 2021 đến 2025 là 1,42; 1,71; 2,03; 2,28; 2,42 tỷ đồng”: as many figures as years. */
function inTurn(passage: Passage): YearSeries | null {
  const at = passage.text.search(/lần lượt/iu);
  const sentence = at < 0 ? undefined : segmentAt(segmentsOf(passage.text, '.?!'), at);
  if (!sentence) return null;
  const { text, masks, figures } = passage;
  const named = masks.flatMap((mask) => {
    const year = mask.start >= sentence.start && mask.end <= sentence.end ? yearIn(mask) : null;
    return year === null ? [] : [{ year, end: mask.end }];
  });
  const span = FROM_TO.exec(text.slice(sentence.start, sentence.end));
  const [first, last] = span ? [Number(span[1]), Number(span[2])] : [named[0]?.year ?? 0, named.at(-1)?.year ?? 0];
  const end = span ? sentence.start + span.index + span[0].length : (named.at(-1)?.end ?? 0);
  const count = last - first + 1;
  if (count < 3 || count > 12 || (!span && named.length !== count)) return null;
  const own = figures.filter((f) => f.start >= Math.max(end, at) && f.end <= sentence.end).slice(0, count + 1);
  const [head] = own;
  if (!head || own.length < count || text.slice(Math.max(end, at), head.start).length > 40) return null;
  const points = own.slice(0, count);
  const is_run = points.every((f, i) => {
    const before = points[i - 1];
    return !before || (isLike(before, f) && /^\s?(?:[,;]|\svà)\s(?:và\s)?$/iu.test(text.slice(before.tail, f.start)));
  });
  const after = own[count];
  if (!is_run || (after && /^\s?(?:[,;]|\svà)\s$/iu.test(text.slice(points.at(-1)?.tail, after.start)))) return null;
  return {
    passage,
    points: points.map((figure, i) => ({ year: first + i, figure })),
    start: Math.min(end, head.start),
    end: points.at(-1)?.tail ?? head.tail,
  };
}

/** A row or column of a table that has a figure for each of some years. */
export type YearLine = { grid: Grid; name: string; is_percent: boolean; entries: ReadonlyMap<number, Entry> };

const lines = new WeakMap<Document, YearLine[]>();
const MOST_TABLES = 40;

/** The lines of all tables whose rows or columns are years, at least three. */
export function yearLinesOf(document: Document): readonly YearLine[] {
  let found = lines.get(document);
  if (!found) {
    found = gridsOf(document)
      .slice(0, MOST_TABLES)
      .flatMap((grid) => [...rowsByYear(grid), ...columnsByYear(grid)]);
    lines.set(document, found);
  }
  return found;
}

const YEAR = /^(?:năm\s)?((?:19|20)\d\d)$/iu;

function rowsByYear(grid: Grid): YearLine[] {
  if (grid.rows.length > 20) return [];
  const years = grid.rows.map((row) => {
    const cells = (grid.at[row.index] ?? []).slice(0, 2).flatMap((cell) => YEAR.exec(cell?.text.trim() ?? '')?.[1] ?? []);
    return cells.length > 0 ? Number(cells[0]) : null;
  });
  const told = years.filter((year) => year !== null);
  if (told.length < 3 || new Set(told).size !== told.length) return [];
  return grid.columns.flatMap((column): YearLine[] => {
    if (!column.has_figures || /^năm/iu.test(column.own)) return [];
    const entries = new Map<number, Entry>();
    for (const [i, row] of grid.rows.entries()) {
      const [year, entry] = [years[i], row.figures[column.index]];
      if (year && entry && exactOf(entry.figure).n !== BigInt(year)) entries.set(year, entry);
    }
    return entries.size >= 3 ? [{ grid, name: column.name, is_percent: column.is_percent, entries }] : [];
  });
}

function columnsByYear(grid: Grid): YearLine[] {
  const years = grid.columns.flatMap((column) => {
    const year = YEAR.exec(column.own)?.[1];
    return year && column.has_figures ? [{ year: Number(year), index: column.index }] : [];
  });
  if (years.length < 3 || new Set(years.map(({ year }) => year)).size !== years.length || grid.rows.length > 60) return [];
  return grid.rows.flatMap((row): YearLine[] => {
    const entries = new Map<number, Entry>();
    for (const { year, index } of years) {
      const entry = row.figures[index];
      if (entry) entries.set(year, entry);
    }
    const is_percent = [...entries.values()].some(({ figure }) => figure.kind === 'percent') || /%|tỷ lệ/iu.test(row.label);
    return entries.size >= 3 ? [{ grid, name: row.label, is_percent, entries }] : [];
  });
}

/** The number as it is printed, without its scale word: a head of a column may say it for all. */
export const printedOf = (figure: Figure): Rational => {
  const { n, d } = exactOf(figure);
  return { n, d: d * figure.scale };
};

export const isPrintedAlike = (a: Figure, b: Figure): boolean => equal(printedOf(a), printedOf(b));
