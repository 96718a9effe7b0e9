import { cueOf, namedIn } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { daysOf, periodsIn } from './head.ts';
import { matchesIn } from './matches.ts';
import { absolute, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const PHASE_YEARS_CUE = cueOf('giai đoạn');
const YEARS_COMPARED_CUE = cueOf('so với');

// Periods that a sentence spells out: the days of a quarter, the years of a phase, the year that a change is against.

const PERIOD_DAYS_CUE = cueOf('/');
const IN_DAYS =
  /^\s?(?:\(|,\s)(?:tức(?: là)? |tính )?từ (?:ngày )?(\d{1,2})\/(\d{1,2})(?:\/(?:19|20)\d\d)?\s?(?:đến|tới|[-–])\s?(?:hết )?(?:ngày )?(\d{1,2})\/(\d{1,2})(?:\/((?:19|20)\d\d))?/iu;

/** “quý III/2025 (từ 01/7 đến hết 31/8)”: whole months that are not those of the period. */
export function* periodDays(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, PERIOD_DAYS_CUE)) {
    const { text } = passage;
    if (!/từ (?:ngày )?\d{1,2}\//iu.test(text)) continue;
    for (const period of periodsIn(text)) {
      const m = period.kind === 'year' ? null : IN_DAYS.exec(text.slice(period.end));
      if (!m) continue;
      const [from_day, from_month, to_day, to_month] = m.slice(1, 5).map(Number) as [number, number, number, number];
      const year = Number(m[5] ?? period.year ?? context.document.head.year ?? 2025);
      // Figures are closed in the middle of a month; only whole months are meant to be the period.
      if (from_day !== 1 || to_day < 28 || to_day > 31 || to_month < 1 || to_month > 12 || to_day !== daysOf(to_month, year))
        continue;
      decided(context);
      if (from_month === period.from_month && to_month === period.to_month) continue;
      // As many months, closed a month or more before the end.
      if ((to_month - from_month + 12) % 12 === period.to_month - period.from_month) continue;
      const is_cut = from_month === period.from_month && to_month < period.to_month && period.kind !== 'quarter';
      yield {
        message: 'period_days',
        severity: is_cut ? 'warning' : 'error',
        at: spotIn(passage, period.start, period.end + m[0].length),
        data: { period: period.text, from: `01/${period.from_month}`, to: `${daysOf(period.to_month, year)}/${period.to_month}` },
        expected: `01/${period.from_month} – ${daysOf(period.to_month, year)}/${period.to_month}`,
      };
    }
  }
}

const N = '(?<![\\d/.,])(\\d{1,2})';
const PHASE = '((?:19|20)\\d\\d)\\s?[-–]\\s?((?:19|20)\\d\\d)';
/** “05 năm giai đoạn 2021-2025”, “giai đoạn 2021-2025 (05 năm)”. */
const TIGHT = new RegExp(
  `${N}\\snăm\\s?(?:của\\s)?[,(]?\\s?giai đoạn\\s${PHASE}|giai đoạn\\s${PHASE}\\s?\\(${N}\\snăm\\)`,
  'giu',
);
const LOOSE = new RegExp(`${N}\\snăm\\s(?:triển khai\\s)?thực hiện\\s([^.;:()\\d]{0,120}?)giai đoạn\\s${PHASE}`, 'giu');

/** “sau 04 năm thực hiện trọn vẹn Chương trình … giai đoạn 2021-2025”: a phase that begins with a first and ends with a fifth or tenth year counts both. */
export function* phaseYears(context: Context): Generator<Fault> {
  const { year } = context.document.head;
  for (const passage of namedIn(context.document, PHASE_YEARS_CUE)) {
    const { text } = passage;
    const told = [
      ...matchesIn(text, TIGHT).map((m) => ({
        m,
        n: m[1] ?? m[6] ?? '',
        a: m[2] ?? m[4],
        b: m[3] ?? m[5],
        is_whole: m[6] !== undefined || (year !== null && year >= Number(m[3])),
      })),
      ...matchesIn(text, LOOSE).map((m) => {
        const lead = text.slice(Math.max(0, m.index - 60), m.index);
        const is_whole =
          /trọn vẹn|toàn bộ|cả giai đoạn/iu.test(m[2] ?? '') ||
          new RegExp(`(?:hết|kết thúc|cuối)\\snăm\\s${m[4]}|tổng kết`, 'iu').test(lead);
        return { m, n: m[1] ?? '', a: m[3], b: m[4], is_whole };
      }),
    ];
    for (const m of matchesIn(text, new RegExp(`giai đoạn\\s${PHASE}(?!\\d)`, 'giu'))) {
      decided(context);
      if (Number(m[1]) > Number(m[2]))
        yield { message: 'reversed', at: spotIn(passage, m.index, m.index + m[0].length), data: { window: m[0] } };
    }
    for (const { m, n, a, b, is_whole } of told) {
      const [first, last] = [Number(a), Number(b)];
      const years = last - first + 1;
      // “nhiệm kỳ 2020-2025” is five years.
      if (years < 2 || years > 20 || first % 5 !== 1 || last % 5 !== 0) continue;
      if (/(?:sơ kết|còn|mỗi|giữa kỳ)\s(?:\p{L}+\s){0,3}$/iu.test(text.slice(Math.max(0, m.index - 30), m.index))) continue;
      decided(context);
      if (Number(n) === years || (!is_whole && Number(n) < years)) continue;
      yield {
        message: 'phase',
        severity:
          Number(n) < years &&
          /^\d/u.test(m[0]) &&
          !/tổng kết|(?:hết|kết thúc)\snăm/iu.test(text.slice(0, m.index)) &&
          m[0].length < 40
            ? 'warning'
            : 'error',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { years: n, phase: `${a}-${b}`, expected: String(years).padStart(2, '0') },
        expected: `${String(years).padStart(2, '0')} năm`,
      };
    }
  }
}

const AGAINST = /^\s?[^.;()\d]{0,40}?so với\s(?:cùng kỳ\s|kết quả\s|số liệu\s)*(?:của\s)?(?:năm\s)?((?:19|20)\d\d)(?!\d)/iu;

/** “9 tháng năm 2024 nhận 1.204 hồ sơ, 9 tháng năm 2025 nhận 1.480, tăng 276 hồ sơ so với cùng kỳ năm 2023”: the change is against 2024. */
export function* yearsCompared(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, YEARS_COMPARED_CUE)) {
    if (passage.is_footnote) continue;
    yield* sameYear(context, passage);
    for (const change of passage.figures) {
      const { text } = passage;
      if (
        !/(?<!\p{L})(?:tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn)(?: thêm)?\s$/iu.test(
          text.slice(Math.max(0, change.start - 14), change.start),
        )
      )
        continue;
      const against = AGAINST.exec(text.slice(change.tail));
      const sentence = segmentsOf(text, '.').find(({ start, end }) => start <= change.start && change.start < end);
      if (!against || !sentence) continue;
      const pair = figuresOfYears(passage, sentence.start, change);
      if (!pair) continue;
      const [before, now] = pair;
      if (!equal(absolute(subtract(exactOf(now.figure), exactOf(before.figure))), exactOf(change))) continue;
      decided(context);
      if (Number(against[1]) === before.year) continue;
      const end = change.tail + against[0].length;
      yield {
        message: 'base_year',
        at: spotIn(passage, change.start, end),
        figures: [now.figure, before.figure, change],
        data: { year: against[1] ?? '', expected: before.year, now: now.figure.raw, before: before.figure.raw },
        expected: `năm ${before.year}`,
      };
    }
  }
}

/** “6 tháng đầu năm 2025 …, tăng 12 hồ sơ so với cùng kỳ năm 2025”: nothing is compared with itself. */
function* sameYear(context: Context, passage: Passage): Generator<Fault> {
  for (const { start, end } of segmentsOf(passage.text, '.;')) {
    const sentence = passage.text.slice(start, end);
    const m = /so với cùng kỳ (?:của )?năm ((?:19|20)\d\d)(?![\d-])/iu.exec(sentence);
    const years = m ? (sentence.slice(0, m.index).match(/(?<![\d/-])(?:19|20)\d\d(?![\d-])/gu) ?? []) : [];
    const opens =
      /^[\s\-–+*•]*(?:trong |tính )?(?:\p{L}+ tháng|\d{1,2} tháng|quý [IV\d]+|năm|tháng \d{1,2})(?:\s(?:đầu|cuối))?(?:\s?[,/]?\s?năm)?\s?\/?((?:19|20)\d\d)(?![\d/-])/iu.exec(
        sentence,
      );
    // The sentence is of that year: its first words say so, and no other year is named.
    if (!m || opens?.[1] !== m[1] || years.length !== 1 || /cùng kỳ/iu.test(sentence.slice(0, m.index))) continue;
    decided(context);
    yield {
      message: 'same_year',
      at: spotIn(passage, start + m.index, start + m.index + m[0].length),
      data: { year: m[1] ?? '', expected: Number(m[1]) - 1 },
      expected: `năm ${Number(m[1]) - 1}`,
    };
  }
}

type OfYear = { year: number; figure: Figure };

/** Two figures before a change, each the first behind the name of its year; the earlier year first. */
function figuresOfYears(passage: Passage, from: number, change: Figure): [OfYear, OfYear] | null {
  const { text } = passage;
  const years = matchesIn(text.slice(from, change.start), /(?<![\d/-])((?:19|20)\d\d)(?![\d/-])/gu).map((m) => ({
    at: from + m.index,
    year: Number(m[1]),
  }));
  const [one, two, more] = years;
  if (!one || !two || more || one.year === two.year) return null;
  const counts = passage.figures.filter(
    (f) => f.start >= from && f.end <= change.start && f.kind === change.kind && f.bound === 'exact',
  );
  const [a, b, third] = counts;
  if (!a || !b || third || a.scale !== b.scale || a.scale !== change.scale) return null;
  const sides = [one, two].map(({ at, year }, i) => ({ at, year, figure: [a, b][i] as Figure }));
  const in_order = sides.every(({ at, figure }, i) => at < figure.start && (i === 1 || figure.start < two.at));
  const behind = sides.every(({ at, figure }, i) => figure.end <= at && (i === 1 || at < b.start));
  if (!in_order && !behind) return null;
  const [first, second] = sides.toSorted((x, y) => x.year - y.year);
  return first && second ? [first, second] : null;
}
