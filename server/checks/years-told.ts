// What prose says of one year, or between two years, against what is told year by year: the year with the highest figure, the move from one year to another
// (R11), and a row of years in prose beside the same row in a table (R10).
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { absolute, compare, equal, printExact, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { isMisprint } from './story.ts';
import { isPrintedAlike, printedOf, type YearLine, type YearSeries, yearLinesOf, yearSeriesOf } from './year-series.ts';

/** A line of years, in prose or in a table, in one shape. */
type Line = { values: ReadonlyMap<number, Figure>; name: string; series: YearSeries | null; table: YearLine | null };

function linesOf({ document }: Context): Line[] {
  return [
    ...yearSeriesOf(document).map((series) => ({
      values: new Map(series.points.map(({ year, figure }) => [year, figure])),
      name: '',
      series,
      table: null,
    })),
    ...yearLinesOf(document).map((table) => ({
      values: new Map([...table.entries].map(([year, { figure }]) => [year, figure])),
      name: table.name,
      series: null,
      table,
    })),
  ];
}

const EXTREME_CUE = cueOf('nhất');
/** “Năm 2024 có tỷ lệ hoàn thành cao nhất (97,83 %)”, “năm 2025 thấp nhất (…)”. */
const OF_YEAR =
  /năm\s((?:19|20)\d\d)\s(?:là năm\s)?(?:có\s)?[^.;()\d]{0,60}?(cao|thấp|nhiều|ít|lớn|nhỏ) nhất[^.;()\d]{0,40}?\s?(?:\(|với\s|đạt\s|là\s)(?=\d)/giu;
/** “cao nhất là năm 2024 (97,83 %)”, “năm tăng nhiều điểm nhất là 2022 với 2,47 điểm”. */
const IS_YEAR =
  /(?<!\p{L})(cao|thấp|nhiều|ít|lớn|nhỏ)(?:\s\p{L}+){0,2} nhất(?:\s\p{L}+){0,3}\s(?:là|vào|thuộc về)\s(?:năm\s)?((?:19|20)\d\d)\s?(?:\(|với\s|đạt\s|là\s|,\s(?:đạt|với)\s)(?=\d)/giu;

type Claim = { passage: Passage; year: number; is_high: boolean; is_move: boolean; figure: Figure; start: number };

function extremesIn(passage: Passage): Claim[] {
  const read = (m: RegExpExecArray, year: string, word: string): Claim[] => {
    const figure = passage.figures.find((f) => f.start === m.index + m[0].length);
    if (figure?.bound !== 'exact') return [];
    const is_move =
      /(?<!\p{L})(?:tăng|giảm)(?!\p{L})/iu.test(m[0]) || /năm\s(?:tăng|giảm)\s$/iu.test(passage.text.slice(0, m.index).slice(-9));
    return [{ passage, year: Number(year), is_high: /cao|nhiều|lớn/iu.test(word), is_move, figure, start: m.index }];
  };
  return [
    ...matchesIn(passage.text, OF_YEAR).flatMap((m) => read(m, m[1] ?? '', m[2] ?? '')),
    ...matchesIn(passage.text, IS_YEAR).flatMap((m) => read(m, m[2] ?? '', m[1] ?? '')),
  ];
}

/** The year that is called the highest has that figure, or another has it. */
function* extremeYears(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, EXTREME_CUE)) {
    const claims = extremesIn(passage);
    if (claims.length === 0) continue;
    const lines = linesOf(context).filter((line) => line.series?.passage !== passage || line.values.size >= 3);
    for (const claim of claims) {
      const fault = claim.is_move ? movedMost(claim, lines) : standsElsewhere(claim, lines);
      if (fault) {
        decided(context);
        yield fault;
      }
    }
  }
}

const isSameKind = (a: Figure, b: Figure, line: Line): boolean =>
  (a.kind === 'percent') === (b.kind === 'percent' || line.table?.is_percent === true) && a.decimals === b.decimals;

/** The year of the highest, or lowest, of a line; null when two share it. */
function extremeOf({ values }: Line, is_high: boolean): number | null {
  const sorted = [...values].sort(([, a], [, b]) => (is_high ? -1 : 1) * compare(printedOf(a), printedOf(b)));
  const [first, second] = sorted;
  return first && second && !isPrintedAlike(first[1], second[1]) ? first[0] : null;
}

function standsElsewhere({ passage, year, is_high, figure, start }: Claim, lines: readonly Line[]): Fault | null {
  const alike = lines.filter((line) => [...line.values.values()].some((f) => isSameKind(figure, f, line)));
  const own = alike.filter(({ values }) => values.get(year) && isPrintedAlike(values.get(year) as Figure, figure));
  if (own.length > 0) return beatenBy({ passage, year, is_high, figure, start, is_move: false }, own);
  for (const line of alike) {
    const best = extremeOf(line, is_high);
    const value = best === null ? undefined : line.values.get(best);
    if (best === null || !value) continue;
    // The figure of another year; or that of this year, written wrongly.
    const is_other = best !== year && isPrintedAlike(value, figure);
    const is_misprint = best === year && isMisprint(value.raw, figure.raw);
    if (is_other || is_misprint) return yearFault(passage, start, figure, line, is_other ? year : best, value, best);
  }
  return null;
}

/** “số văn bản nhiều nhất là năm 2024 (45 văn bản)”: it has that figure in the one row of years that is called so, and another year has more. */
function beatenBy({ passage, year, is_high, figure, start }: Claim, lines: readonly Line[]): Fault | null {
  const [line, more] = lines;
  const best = line?.table && !more ? extremeOf(line, is_high) : null;
  const value = best === null ? undefined : line?.values.get(best);
  if (!line || best === null || best === year || !value || line.values.size < 3) return null;
  const sentence = segmentAt(segmentsOf(passage.text, '.?!'), start);
  const said = passage.text.slice(sentence?.start ?? start, figure.tail);
  if (/trừ|trước|ngoài|riêng|(?:từ|đến) năm|trong (?:số )?(?:các|\d)/iu.test(said)) return null;
  // Its words are those of the row: the thing that is counted among them.
  const name = line.name.toLowerCase();
  const counted = passage.text.slice(figure.end, figure.tail).trim().toLowerCase();
  if (counted.length < 3 || !name.includes(counted) || !said.slice(0, start).toLowerCase().includes(counted)) return null;
  return { ...yearFault(passage, start, figure, line, year, value, best), message: 'year_best', is_witnessed: true };
}

/** “năm tăng nhiều điểm nhất là 2023 với 2,47 điểm”: what each year has more than the one before. */
function movedMost({ passage, year, figure, start }: Claim, lines: readonly Line[]): Fault | null {
  if (figure.decimals === 0 && compare(exactOf(figure), { n: 20n, d: 1n }) < 0) return null;
  const movesOf = ({ values }: Line): [number, Rational][] =>
    [...values].flatMap(([at, f]): [number, Rational][] => {
      const before = values.get(at - 1);
      return before ? [[at, absolute(subtract(printedOf(f), printedOf(before)))]] : [];
    });
  const all = lines.map((line) => ({ line, moves: movesOf(line) }));
  const value = printedOf(figure);
  if (all.some(({ moves }) => moves.some(([at, move]) => at === year && equal(move, value)))) return null;
  for (const { line, moves } of all) {
    const other = moves.find(([, move]) => equal(move, value))?.[0];
    const own = other === undefined ? undefined : line.values.get(other);
    if (other !== undefined && own) return yearFault(passage, start, figure, line, year, own, other);
  }
  return null;
}

function yearFault(
  passage: Passage,
  start: number,
  figure: Figure,
  line: Line,
  year: number,
  value: Figure,
  other: number,
): Fault {
  return {
    message: year === other ? 'year_value' : 'year_other',
    at: spotIn(passage, start, figure.tail),
    figures: [figure, value],
    data: { year, other, first: figure.raw, second: value.raw },
    expected: year === other ? value.raw : String(other),
    related: placeOf(line, value),
    shares: [passage.offset + figure.start],
  };
}

function placeOf({ series, table }: Line, figure: Figure): Fault['related'] & object {
  if (series) return [spotOf(series.passage, figure)];
  const entry = [...(table?.entries.values() ?? [])].find((e) => e.figure === figure);
  return entry && table ? [spotInCell(table.grid.table, entry.cell)] : [];
}

const MOVE_CUE = cueOf('so với năm');
/** “So với năm 2021, Chỉ số năm 2024 tăng 6,62 điểm”: two years, a word of change, how much. */
const BETWEEN =
  /so với năm\s((?:19|20)\d\d)[,\s][^.;()\d]{0,60}?năm\s((?:19|20)\d\d)\s(?:đã\s)?[^.;()\d]{0,20}?(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn)\s(?:thêm\s|được\s)?(?=\d)/giu;

/** The move between two years of the one line of that unit in the paragraph. */
function* movesBetween(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, MOVE_CUE)) {
    for (const m of matchesIn(passage.text, BETWEEN)) {
      const amount = passage.figures.find((f) => f.start === m.index + m[0].length);
      if (amount?.kind !== 'count' || amount.bound !== 'exact' || amount.unit === '' || amount.unit.startsWith('~')) continue;
      const [from, to] = [Number(m[1]), Number(m[2])];
      const lines = yearSeriesOf(context.document).filter(
        ({ passage: own, points }) => own === passage && points.some(({ figure }) => figure.unit === amount.unit),
      );
      const [line, more] = lines;
      const [then, now] = [from, to].map((year) => line?.points.find((point) => point.year === year)?.figure);
      if (more || !line || !then || !now || isOfAnother(line, m)) continue;
      decided(context);
      const gap = subtract(exactOf(now), exactOf(then));
      const word = (m[3] ?? '').toLowerCase();
      const is_up = /tăng|cao/u.test(word);
      if (equal(absolute(gap), exactOf(amount)) && gap.n > 0n === is_up) continue;
      const expected = printExact(absolute(gap));
      yield {
        message: equal(absolute(gap), exactOf(amount)) ? 'direction' : 'amount',
        at: spotIn(passage, m.index, amount.tail),
        figures: [now, then, amount],
        data: {
          word,
          amount: amount.raw,
          rate: '',
          now: now.raw,
          before: then.raw,
          actual: gap.n > 0n ? 'tăng' : 'giảm',
          expected,
        },
        expected,
        related: [spotOf(passage, now), spotOf(passage, then)],
        shares: [amount, now, then].map((f) => passage.offset + f.start),
        is_witnessed: true,
      };
    }
  }
}

/** “So với năm 2022, điểm thẩm định năm 2024 tăng 4,02 điểm” beside the years of another name: its words are not those of the row. */
function isOfAnother({ passage, start, end }: YearSeries, m: RegExpExecArray): boolean {
  const clause = segmentAt(segmentsOf(passage.text, '.;?!'), m.index);
  const lead = passage.text.slice(clause?.start ?? m.index, m.index);
  const is_beside = clause !== undefined && start < clause.end && end > clause.start;
  const words = `${is_beside ? '' : lead} ${m[0].slice(m[0].indexOf(m[1] ?? '') + 4)}`;
  const sentence = segmentAt(segmentsOf(passage.text, '.;?!'), start);
  const told = passage.text.slice(sentence?.start ?? 0, start).toLowerCase();
  const named =
    words
      .toLowerCase()
      .match(/(?:chỉ số|điểm|tỷ lệ|tỉ lệ|số|mức|kinh phí|kết quả)(?:\s(?!năm|này|trên|đó|của|đã|tăng|giảm)\p{L}+)*/gu) ?? [];
  return named.some((name) => name.includes(' ') && name !== 'chỉ số' && !told.includes(name));
}

const PLACE = /hạng\s(\d{1,3})/iu;
const BY_PLACES =
  /so với năm\s((?:19|20)\d\d)[^.;]{0,70}?năm\s((?:19|20)\d\d)\s[^.;]{0,40}?(tăng|giảm|tụt|vươn lên|cải thiện)\s(\d{1,2})\s(?:bậc|hạng)/giu;

/** “hạng 12 năm 2021 … hạng 03 năm 2024 …; so với năm 2021, năm 2024 tăng 09 bậc”: places told beside their years. */
function* placesBetween(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, MOVE_CUE)) {
    const [m] = matchesIn(passage.text, BY_PLACES);
    if (!m) continue;
    const places = new Map<number, number>();
    for (const sentence of segmentsOf(passage.text, '.;?!')) {
      const words = passage.text.slice(sentence.start, sentence.end);
      const years = matchesIn(words, /năm\s((?:19|20)\d\d)/giu);
      const place = PLACE.exec(words)?.[1];
      if (years.length === 1 && place && matchesIn(words, /hạng\s\d{1,3}/giu).length === 1)
        places.set(Number(years[0]?.[1]), Number(place));
    }
    const [then, now] = [places.get(Number(m[1])), places.get(Number(m[2]))];
    if (then === undefined || now === undefined) continue;
    decided(context);
    const said = Number(m[4]);
    if (Math.abs(then - now) === said) continue;
    const expected = Math.abs(then - now);
    yield {
      message: 'rank_moved',
      at: spotIn(passage, m.index, m.index + m[0].length),
      data: { before: then, now, said: `${m[3]} ${m[4]} bậc`, expected },
      expected: String(expected),
    };
  }
}

/** The three kinds that are changes. */
export function* yearsMoved(context: Context): Generator<Fault> {
  yield* extremeYears(context);
  yield* movesBetween(context);
  yield* placesBetween(context);
}

/** A row of years in prose and the line of a table that has all its figures but one, or all but two that changed places. */
export function* yearsInTables(context: Context): Generator<Fault> {
  const tables = yearLinesOf(context.document);
  if (tables.length === 0) return;
  for (const { passage, points } of yearSeriesOf(context.document)) {
    if (new Set(points.map(({ figure }) => figure)).size < points.length) continue;
    const isAt = (line: YearLine, { year, figure }: (typeof points)[number]): boolean => {
      const entry = line.entries.get(year);
      return entry !== undefined && isPrintedAlike(entry.figure, figure);
    };
    const like = tables.filter(({ entries }) => points.every(({ year }) => entries.has(year)));
    if (like.length === 0 || like.some((line) => points.every((point) => isAt(line, point)))) continue;
    const found = like.flatMap((line) => {
      const off = points.filter((point) => !isAt(line, point));
      const held = points.length - off.length;
      return (off.length === 1 && held >= 2) || (off.length === 2 && held >= 2 && areExchanged(line, off)) ? [{ line, off }] : [];
    });
    const [only, more] = found;
    const [point] = only?.off ?? [];
    const entry = point && only?.line.entries.get(point.year);
    if (!only || more || !point || !entry) continue;
    decided(context);
    yield {
      message: 'annex',
      at: spotOf(passage, point.figure),
      figures: [point.figure, entry.figure],
      data: { name: `${only.line.name} năm ${point.year}`, first: point.figure.raw, second: entry.figure.raw },
      expected: entry.figure.raw,
      related: [{ ...spotInCell(only.line.grid.table, entry.cell), message: 'Trong biểu' }],
      shares: [passage.offset + point.figure.start, entry.cell.offset],
      is_witnessed: true,
    };
  }
}

function areExchanged({ entries }: YearLine, [a, b]: readonly { year: number; figure: Figure }[]): boolean {
  const [x, y] = [a && entries.get(a.year), b && entries.get(b.year)];
  return (
    a !== undefined && b !== undefined && !!x && !!y && isPrintedAlike(x.figure, b.figure) && isPrintedAlike(y.figure, a.figure)
  );
}
