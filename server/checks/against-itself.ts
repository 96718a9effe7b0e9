import { cueOf, toldWith } from './cues.ts';
import { isInTitle, type Passage, segmentsOf } from './document.ts';
import { type Head, type Period, periodsIn } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const AGAINST_ITSELF_CUE = cueOf('hơn', 'so với', 'kém', 'bằng', 'gấp', 'cùng kỳ', 'tăng', 'giảm');

/**
 * The period that figures are compared with is not the report's own: “nhiều hơn quý I/2026 (2.590 hồ sơ)” in the report of quarter I of 2026. Any word of
 * comparison right before the period, in a sentence that is of no other period. R17.
 */

const COMPARES =
  /(?:so với|cao hơn|thấp hơn|nhiều hơn|ít hơn|lớn hơn|nhanh hơn|chậm hơn|hơn|kém|bằng\s[\d.,]+\s?%(?:\scủa)?|gấp\s[\d.,]+\slần)\s(?:cùng kỳ\s|kết quả\s|mức\s|con số\s|số liệu\s|số\s|tỷ lệ\s|thời điểm\s|cùng thời điểm\s|của\s)*$/iu;
const SAME_TIME = /cùng (?:kỳ|thời điểm)\s(?:của\s)?$/iu;
/** The sentence is of what is planned, or of a part of the period. */
const NOT_OWN =
  /(?<!\p{L})(?:sẽ|dự kiến|kế hoạch|mục tiêu|phấn đấu|chỉ tiêu|(?<!tháng )đầu năm|ước|dự toán|định hướng|năm sau|năm tới|hiện nay|đến nay)(?!\p{L})/iu;

const WORDS = /hơn|so với|kém|bằng|gấp|cùng kỳ|tăng|giảm/iu;

export function* againstItself(context: Context, own: Period, head: Head): Generator<Fault> {
  const year = own.year ?? head.year;
  if (year === null || !isInTitle(context.document, own)) return;
  for (const passage of toldWith(context.document, 1, AGAINST_ITSELF_CUE)) {
    if (!WORDS.test(passage.text) || head.title.includes(passage.index)) continue;
    for (const { start, end } of segmentsOf(passage.text)) {
      const sentence = passage.text.slice(start, end);
      if (!WORDS.test(sentence) || !/\d{4}|quý|tháng/iu.test(sentence)) continue;
      const periods = periodsIn(sentence);
      for (const period of periods) {
        const lead = sentence.slice(0, period.start);
        // “quý III/2025 của huyện bên”.
        if (/^\s(?:của|tại|ở)\s/iu.test(sentence.slice(period.end))) continue;
        const is_same_time = SAME_TIME.test(lead) && period.kind === 'year';
        if (period.year !== year) continue;
        if (!is_same_time && !COMPARES.test(lead) && !isToldTwice(passage, start, periods, period)) continue;
        if (!is_same_time && (period.kind !== own.kind || period.number !== own.number || own.kind === 'year')) continue;
        if (
          NOT_OWN.test(lead) ||
          NOT_OWN.test(sentence.slice(period.end)) ||
          periods.some((p) => p.start < period.start && !isOwn(p, own, year))
        )
          continue;
        if ((sentence.match(/(?<![\d/])(?:19|20)\d\d(?!\d)/gu) ?? []).some((named) => Number(named) > year)) continue;
        decided(context);
        yield {
          message: 'itself',
          at: spotIn(passage, start + period.start, start + period.end),
          data: { own: own.text, other: period.text },
        };
      }
    }
  }
}

/** “9 tháng đầu năm 2025 có 41 hồ sơ, 9 tháng đầu năm 2025 có 57 hồ sơ, giảm 16”: one period, two figures of the same things. */
function isToldTwice(passage: Passage, start: number, periods: readonly Period[], period: Period): boolean {
  const [first, second, more] = periods.filter(
    (p) => p.kind === period.kind && p.number === period.number && p.year === period.year,
  );
  if (!first || second !== period || more || periods.length !== 2) return false;
  if (!/(?<!\p{L})(?:tăng|giảm)\s/iu.test(passage.text.slice(start + second.end))) return false;
  const before = passage.figures.filter((f) => f.start >= start + first.end && f.end <= start + second.start);
  const behind = passage.figures.find((f) => f.start >= start + second.end);
  const [one] = before;
  return (
    before.length === 1 &&
    one?.unit === behind?.unit &&
    one?.unit !== '' &&
    one?.raw !== behind?.raw &&
    one?.kind === behind?.kind
  );
}

const isOwn = (period: Period, own: Period, year: number): boolean =>
  (period.year === null || period.year === year) &&
  (period.kind === 'year' || (period.kind === own.kind && period.number === own.number));
