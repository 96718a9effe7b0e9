import { type Mask, masksOf } from './mask.ts';
import { type Reading, readingsOf, wordsAsNumber } from './number.ts';
import {
  add,
  around,
  divide,
  type Interval,
  multiply,
  point,
  powerOfTen,
  type Rational,
  subtract,
  whole,
  ZERO,
} from './rational.ts';
import { unitAt } from './unit.ts';

/** What a figure is: a count of things, a percentage, percentage points, or points of a score. */
export type FigureKind = 'count' | 'percent' | 'percent_points';

/** `exact` unless words say otherwise: `trên 7.600`, `gần 90 %`, `khoảng`, `tối thiểu 50 %`, `từ 30 % trở lên`, `không quá 5 %`. */
export type Bound = 'exact' | 'over' | 'under' | 'about' | 'at_least' | 'at_most';

export type Figure = {
  kind: FigureKind;
  /** Offsets in the passage, of the number alone. */
  start: number;
  end: number;
  /** Offset after the percent sign, scale word and unit. */
  tail: number;
  raw: string;
  /** Vietnamese readings first; a foreign one may only acquit. Values are already multiplied by the scale word. */
  readings: Reading[];
  /** Printed decimals of the most likely reading. */
  decimals: number;
  /** 1, 1000, 10^6, 10^9 … */
  scale: bigint;
  /** Key of `unit.ts`; '' when nothing is printed; `~word` when the word is no known unit. */
  unit: string;
  bound: Bound;
  /** `07`: a count by administrative habit. */
  is_padded: boolean;
};

/** `a/b` as printed: `07/20 đơn vị`, `933/1183HS`, `105/7.460 triệu đồng`, `12 hồ sơ/15 hồ sơ`. */
export type Fraction = { a: Figure; b: Figure; start: number; end: number; tail: number; unit: string };

export type Figures = { masks: Mask[]; figures: Figure[]; fractions: Fraction[] };

const SCALES: [RegExp, bigint][] = [
  [/\s?(?:nghìn|ngàn)\s?tỷ/iuy, 1_000_000_000_000n],
  [/\s?(?:triệu|tr)\s?(?:đồng)(?!\p{L})/iuy, 1_000_000n],
  [/\s?triệu(?!\p{L})/iuy, 1_000_000n],
  [/\s?(?:tỷ|tỉ)(?!\s?(?:lệ|suất|trọng))(?!\p{L})/iuy, 1_000_000_000n],
  [/\s?(?:nghìn|ngàn)(?!\p{L})/iuy, 1_000n],
  [/\s?vạn(?!\p{L})/iuy, 10_000n],
];
const PERCENT = /\s?(?:%|phần trăm)/iuy;
const PERCENT_POINTS = /\s?(?:điểm phần trăm|điểm\s?%|%\s?điểm(?!\s(?:tối đa|chuẩn|số|tự chấm|của)))/iuy;

const BEFORE: [RegExp, Bound][] = [
  [/(?<!\p{L})(?:từ|tối thiểu|ít nhất|không dưới|không thấp hơn|≥|>=|phấn đấu)\s?(?:là\s|đạt\s)?$/iu, 'at_least'],
  [/(?<!\p{L})(?:không quá|không vượt quá|tối đa|không cao hơn|≤|<=|không hơn)\s?(?:là\s)?$/iu, 'at_most'],
  [/(?<!\p{L})(?:trên|hơn|vượt|>)\s?$/iu, 'over'],
  [/(?<!\p{L})(?:dưới|chưa đến|chưa tới|gần|<)\s?$/iu, 'under'],
  [/(?<!\p{L})(?:khoảng|xấp xỉ|ước|ước đạt|ước khoảng|gần bằng|~|≈)\s?$/iu, 'about'],
];

/** How all of BEFORE end: most figures stand behind other words, and one look instead of five says so. */
const MAY_BOUND = /(?:từ|thiểu|nhất|dưới|hơn|đấu|là|đạt|quá|đa|trên|vượt|đến|tới|gần|khoảng|xỉ|ước|bằng|[≥≤=<>~≈])\s{0,2}$/iu;
const GOES_ON = /\s?trở (lên|đi|xuống)/iuy;

function boundOf(text: string, start: number, tail: number): Bound {
  GOES_ON.lastIndex = tail;
  const goes_on = startsAt('tT', text, tail) ? GOES_ON.exec(text) : null;
  if (goes_on) return goes_on[1]?.toLowerCase() === 'xuống' ? 'at_most' : 'at_least';
  if (!MAY_BOUND.test(text.slice(Math.max(0, start - 10), start))) return 'exact';
  const before = text.slice(Math.max(0, start - 24), start);
  for (const [find, bound] of BEFORE) {
    if (!find.test(before)) continue;
    // “đạt trên tổng số”, “a trên b”: a fraction said in words, not a bound.
    if (bound === 'over' && /[\d%]\s?(?:\p{L}+\s){0,3}trên\s?$/iu.test(text.slice(Math.max(0, start - 40), start))) continue;
    // “tính trên 548 phiếu hợp lệ”: what a share is of.
    if (bound === 'over' && /(?:tính|xét|chia|dựa|lấy|so|đánh giá)(?: chung| riêng)? trên\s?$/iu.test(before)) return 'exact';
    // “tổng số điểm tối đa 14 điểm”: the name of a number, not a bound.
    if (
      bound === 'at_most' &&
      /(?:điểm|mức điểm) tối đa\s?(?:là\s|của [^.;,()\d]*)?$/iu.test(before) &&
      /^\s?điểm/iu.test(text.slice(tail - 5))
    )
      return 'exact';
    // “(360 người), vượt 11 người”: by how much, not a bound.
    if (bound === 'over' && /(?:[,;()]|\svà|\stức)\s?vượt\s?$/iu.test(before)) return 'exact';
    // “từ 30 đến 40” is a range; a lone “từ 10 %” before “lên” is a change.
    if (
      bound === 'at_least' &&
      /từ\s?$/iu.test(before) &&
      !/^\s?(?:%|\p{L})?.{0,12}trở lên/iu.test(text.slice(tail - 1, tail + 16))
    )
      return 'exact';
    return bound;
  }
  return 'exact';
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isInner = (text: string, i: number): boolean => {
  const char = text[i];
  if (char === '.' || char === ',') return isDigit(text.charCodeAt(i + 1));
  if (char === '\u00a0' || char === '\u2009' || char === '\u202f')
    return (
      isDigit(text.charCodeAt(i + 1)) &&
      isDigit(text.charCodeAt(i + 2)) &&
      isDigit(text.charCodeAt(i + 3)) &&
      !isDigit(text.charCodeAt(i + 4))
    );
  return false;
};

/** Masks, figures and printed fractions of one passage, the first `most` of them. Linear in its length. */
export function figuresOf(text: string, most = Number.POSITIVE_INFINITY): Figures {
  const masks = masksOf(text);
  const figures: Figure[] = [];
  let mask = 0;
  for (let i = 0; i < text.length && figures.length < most; ) {
    while (mask < masks.length && (masks[mask] as Mask).end <= i) mask += 1;
    const covering = masks[mask];
    if (covering && covering.start <= i) {
      i = covering.end;
      continue;
    }
    if (!isDigit(text.charCodeAt(i))) {
      i += 1;
      continue;
    }
    let end = i + 1;
    while (end < text.length && (isDigit(text.charCodeAt(end)) || isInner(text, end))) end += 1;
    const figure = figureAt(text, i, end);
    if (figure) figures.push(figure);
    i = end;
  }
  return { masks, figures, fractions: fractionsOf(text, figures) };
}

function figureAt(text: string, start: number, end: number): Figure | null {
  const before = text[start - 1] ?? ' ';
  if (before !== ' ' && /[\p{L}_@#&-]/u.test(before) && !/[-–]/.test(before)) return null;
  if (before === '-' && /[\p{L}\d]/u.test(text[start - 2] ?? ' ')) return null;
  const raw = text.slice(start, end);
  const { kind, scale, tail, unit } = tailOf(text, end);
  const is_share = kind !== 'count' || unit === 'điểm';
  const printed = readingsOfKind(raw, is_share, unit, scale);
  const readings =
    scale === 1n ? printed : printed.map((reading) => ({ ...reading, value: multiply(reading.value, whole(scale)) }));
  const first = readings[0];
  if (!first) return null;
  return {
    kind,
    start,
    end,
    tail,
    raw,
    readings,
    decimals: first.decimals,
    scale,
    unit,
    bound: boundOf(text, start, tail),
    is_padded: raw.length > 1 && raw[0] === '0' && isDigit(raw.charCodeAt(1)) && !/[.,]/.test(raw),
  };
}

/** Units that have fractions. Of other things there are whole numbers only: `2.919` is never 2,919 of them. */
const MEASURED = new Set(['điểm', 'đồng', 'ha', 'km', 'mét', 'mét_vuông', 'tấn', 'ngày', 'giờ', 'năm']);

function readingsOfKind(raw: string, is_share: boolean, unit: string, scale: bigint): Reading[] {
  const readings = readingsOf(raw, is_share);
  if (is_share || scale > 1n || MEASURED.has(unit) || readings.length < 2) return readings;
  const wholes = readings.filter(({ decimals }) => decimals === 0);
  return unit === '' || unit.startsWith('~') ? readings.filter((r) => r.decimals === 0 || !r.is_foreign) : wholes;
}

type Tail = { kind: FigureKind; scale: bigint; tail: number; unit: string };

/** First letters of what makes a number a percentage, percentage points, or one of thousands: of other figures none of their patterns is asked. */
const OF_PERCENT = '%pPđĐ';
const OF_SCALE = 'nNtTvV';

/** Whether one of the letters stands at a place, or behind one blank there. Asked of every figure: by an expression it took five times as long. */
function startsAt(letters: string, text: string, at: number): boolean {
  const char = text[at];
  if (char === undefined) return false;
  if (letters.includes(char)) return true;
  const next = char === ' ' || /\s/.test(char) ? text[at + 1] : undefined;
  return next !== undefined && letters.includes(next);
}

function percentAt(text: string, end: number): Tail | null {
  PERCENT_POINTS.lastIndex = end;
  const points = PERCENT_POINTS.exec(text);
  if (points) return { kind: 'percent_points', scale: 1n, tail: end + points[0].length, unit: '' };
  PERCENT.lastIndex = end;
  const percent = PERCENT.exec(text);
  return percent && { kind: 'percent', scale: 1n, tail: end + percent[0].length, unit: '' };
}

function tailOf(text: string, end: number): Tail {
  const percent = startsAt(OF_PERCENT, text, end) ? percentAt(text, end) : null;
  if (percent) return percent;
  let scale = 1n;
  let tail = end;
  let is_money = false;
  for (const [find, by] of startsAt(OF_SCALE, text, end) ? SCALES : []) {
    find.lastIndex = tail;
    const m = find.exec(text);
    if (!m) continue;
    scale = by;
    tail += m[0].length;
    is_money = /đồng$/iu.test(m[0]);
    break;
  }
  if (is_money) return { kind: 'count', scale, tail, unit: 'đồng' };
  if (text[tail] === '/') return { kind: 'count', scale, tail, unit: '' };
  const unit = unitAt(text, tail);
  // “(02 đ/c)”, “07 bộ máy tính”; a bracket between the number and the word is another number in words: “03 (ba) năm”.
  if (unit && text.slice(tail, unit.end).includes('(')) {
    const close = text.indexOf(')', tail);
    const word = close > 0 && close - tail < 40 ? text.slice(text.indexOf('(', tail) + 1, close) : '';
    if (word && wordsAsNumber(word) !== null) {
      const after = unitAt(text, close + 1);
      return { kind: 'count', scale, tail: after?.end ?? close + 1, unit: after?.key ?? '' };
    }
    return { kind: 'count', scale, tail, unit: '' };
  }
  return { kind: 'count', scale, tail: unit?.end ?? tail, unit: unit?.key ?? '' };
}

const SLASH = /^\s?\/\s?(?:tổng số\s|tổng\s)?$/iu;
/** “412 bản sao điện tử/2.035 lượt”. */
const WORDS_SLASH = /^\s?(?:\p{L}+\s?){0,4}\/\s?(?:tổng số\s|tổng\s)?$/iu;
const IN_WORDS =
  /^[\s,]{0,2}(?:(?:được\s)?(?:trên|trong|\/|so với|thuộc)\s(?:tổng\ssố|tổng|số|tổng cộng)\s(?:là\s|có\s)?|trên\s(?:tổng\s(?:số\s)?)?(?:(?:kế hoạch|dự toán|chỉ tiêu|biên chế|vốn|mức)\s)?(?:(?:vốn|giao|được giao|được duyệt|phân bổ|năm)\s){0,2})$/iu;

function fractionsOf(text: string, figures: readonly Figure[]): Fraction[] {
  const fractions: Fraction[] = [];
  for (let i = 0; i + 1 < figures.length; i += 1) {
    const a = figures[i] as Figure;
    const b = figures[i + 1] as Figure;
    if (a.kind !== 'count' || b.kind !== 'count' || b.start - a.tail > 40) continue;
    const glue = text.slice(a.unit === '' || a.unit.startsWith('~') ? Math.min(a.tail, b.start) : a.tail, b.start);
    const direct = text.slice(a.end, b.start);
    const is_slash = SLASH.test(direct) || SLASH.test(glue) || WORDS_SLASH.test(glue);
    if (!is_slash && !IN_WORDS.test(glue)) continue;
    if (!is_slash && a.unit !== '' && !a.unit.startsWith('~') && b.unit !== '' && a.unit !== b.unit) continue;
    // “28 người, … 117 người, … 02 người trên tổng số 156 người”: the total of all that were told, not of the last.
    const before = figures[i - 1];
    const is_last_of_row =
      !is_slash &&
      before?.kind === 'count' &&
      before.unit === a.unit &&
      a.unit !== '' &&
      /^[^.;]{0,60},[^.;]{0,60}$/u.test(text.slice(before.tail, a.start));
    if (is_last_of_row && /tổng/iu.test(glue)) continue;
    // A scale word after the last number holds for both: “105/7.460 triệu đồng”.
    const shared = a.scale === 1n && b.scale > 1n && /^\s?\/\s?$/.test(direct);
    const scaled: Figure = shared
      ? {
          ...a,
          scale: b.scale,
          unit: b.unit,
          readings: a.readings.map((r) => ({ ...r, value: multiply(r.value, whole(b.scale)) })),
        }
      : a;
    // “9,5/17 điểm”: a score is a share, so 9.5 and 2.500 are read as decimals.
    const score = b.unit === 'điểm';
    const reread = (f: Figure): Figure =>
      score && f.scale === 1n ? { ...f, unit: 'điểm', readings: readingsOf(f.raw, true) } : f;
    fractions.push({ a: reread(scaled), b: reread(b), start: a.start, end: b.end, tail: b.tail, unit: b.unit || a.unit });
    i += 1;
  }
  return fractions;
}

/** Half the unit of the last printed digit; 0 for counts, which are exact. */
export function halfOf(figure: Figure, reading: Reading): Rational {
  if (figure.kind === 'count' && figure.scale === 1n && reading.decimals === 0) return ZERO;
  return { n: figure.scale, d: 2n * powerOfTen(reading.decimals) };
}

/** Unit of the last printed digit of a percentage. */
export const lastDigit = (reading: Reading): Rational => ({ n: 1n, d: powerOfTen(reading.decimals) });

/** All values a figure may stand for under one reading. */
export const intervalOf = (figure: Figure, reading: Reading): Interval =>
  figure.bound === 'about'
    ? around(reading.value, add(halfOf(figure, reading), divide(reading.value, whole(50))))
    : around(reading.value, halfOf(figure, reading));

/** Interval of the most likely reading. */
export const firstInterval = (figure: Figure): Interval => {
  const reading = figure.readings[0];
  return reading ? intervalOf(figure, reading) : point(ZERO);
};

export const exactOf = (figure: Figure): Rational => figure.readings[0]?.value ?? ZERO;

/** Whether a relation holds for at least one combination of admissible readings: a check fails only if every combination fails. */
export function someReading(figures: readonly Figure[], holds: (intervals: Interval[], readings: Reading[]) => boolean): boolean {
  const chosen: Reading[] = [];
  const tryFrom = (i: number): boolean => {
    const figure = figures[i];
    if (!figure)
      return holds(
        chosen.map((reading, k) => intervalOf(figures[k] as Figure, reading)),
        chosen,
      );
    // Long lists are read in the first way only: the number of combinations must stay small.
    const readings = figures.length > 6 ? figure.readings.slice(0, 1) : figure.readings;
    for (const reading of readings) {
      chosen[i] = reading;
      chosen.length = i + 1;
      if (tryFrom(i + 1)) return true;
    }
    return false;
  };
  return tryFrom(0);
}

export const difference = (a: Figure, b: Figure): Rational => subtract(exactOf(a), exactOf(b));
