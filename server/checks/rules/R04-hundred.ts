import { asideFigures } from '../asides.ts';
import { type Passage, segmentsOf, wordsAround } from '../document.ts';
import { exactOf, type Figure, lastDigit } from '../figure.ts';
import { areComplete } from '../parts.ts';
import {
  absolute,
  add,
  compare,
  divide,
  HUNDRED,
  multiply,
  printExact,
  type Rational,
  subtract,
  whole,
  ZERO,
} from '../rational.ts';
import { type Context, decided, defineRule, spotIn, spotOf } from '../rule.ts';
import { twoShares } from '../two-shares.ts';

/** Percentages of a complete row add up to 100, within half a digit for each. Rows that overlap or leave something out are not summed. */
export const R04 = defineRule({
  id: 'R04',
  version: 1,
  severity: 'error',
  title: 'Các tỷ lệ thành phần cộng lại bằng 100%',
  messages: {
    differs: 'Các tỷ lệ {parts} cộng lại được {sum}%, không phải 100%. Kiểm tra lại từng tỷ lệ, hoặc nêu phần còn thiếu.',
    sides: 'Hai tỷ lệ {one}% và {two}% là hai phần của một tổng mà cộng lại được {sum}%. Tính lại tỷ lệ sai.',
  },
  *check(context) {
    for (const passage of context.document.passages) {
      if (passage.section.is_plan || !hasShares(passage)) continue;
      for (const sentence of segmentsOf(passage.text, '.?!')) {
        const row = rowIn(passage, sentence.start, sentence.end);
        if (row.length < 2) continue;
        decided(context);
        const sum = row.reduce((so_far, figure) => add(so_far, exactOf(figure)), ZERO);
        const gap = absolute(subtract(sum, HUNDRED));
        // Cutting off leaves less than the whole, never more: over it half a digit each is all that rounding explains.
        const slack = slackOf(row);
        if (compare(gap, compare(sum, HUNDRED) > 0 ? divide(slack, whole(2)) : slack) <= 0) continue;
        if (isShareAside(context, passage, subtract(HUNDRED, sum), slackOf(row))) continue;
        const [first] = row;
        const last = row.at(-1);
        if (!first || !last) continue;
        yield {
          message: 'differs',
          severity: compare(sum, HUNDRED) > 0 || row.length === 2 ? 'error' : 'warning',
          at: spotIn(passage, first.start, last.tail),
          figures: row,
          data: { parts: row.map((figure) => `${figure.raw}%`).join(' + '), sum: printExact(sum) },
          expected: '100%',
          related: row.map((figure) => spotOf(passage, figure)),
          shares: row.map((figure) => passage.offset + figure.start),
        };
      }
    }
    yield* twoShares(context);
  },
});

/** Two at least: with fewer nothing makes a hundred. */
const hasShares = ({ figures }: Passage): boolean =>
  figures.length > 1 && figures.findIndex((f) => f.kind === 'percent') !== figures.findLastIndex((f) => f.kind === 'percent');

/** What is missing is the share of those said to stand outside, of some total of the paragraph. */
function isShareAside({ document }: Context, { figures }: Passage, missing: Rational, slack: Rational): boolean {
  if (compare(missing, ZERO) <= 0) return false;
  const totals = figures.filter((f) => f.kind === 'count' && exactOf(f).n > 0n);
  return asideFigures(document).some((aside) =>
    totals.some((total) => {
      const share = divide(multiply(exactOf(aside), HUNDRED), exactOf(total));
      return compare(absolute(subtract(share, missing)), slack) <= 0;
    }),
  );
}

/** A whole unit of the last digit for each: cutting off is as common as rounding. */
const slackOf = (row: readonly Figure[]): Rational =>
  row.reduce((so_far, figure) => add(so_far, figure.readings[0] ? divide(lastDigit(figure.readings[0]), whole(1)) : ZERO), ZERO);

const APART =
  /so với|cùng kỳ|tăng|giảm|kế hoạch|chỉ tiêu|tối thiểu|không quá|trở lên|năm trước|mục tiêu|(?<!\p{L})(?:mốc|ngưỡng|mức) \d/iu;

/** Neighbouring percentages of a sentence whose labels name one complete row. */
function rowIn(passage: Passage, start: number, end: number): Figure[] {
  const percents = passage.figures.filter((f) => f.kind === 'percent' && f.start >= start && f.end <= end && f.bound === 'exact');
  if (percents.length < 2 || percents.length > 6 || percents.some((f) => compare(exactOf(f), HUNDRED) >= 0)) return [];
  const text = passage.text.slice(start, end);
  if (APART.test(text)) return [];
  // Far over 100, or one rate for each level of government: rates of different things, not shares of one.
  const sum = percents.reduce((so_far, figure) => add(so_far, exactOf(figure)), ZERO);
  if (compare(sum, whole(150)) >= 0 || (/cấp (?:tỉnh|huyện|xã)/iu.test(text) && compare(sum, whole(120)) > 0)) return [];
  const labels = percents.map((f) => labelOf(passage, f, start));
  // “… 58,2 %, … 31,5 %, … các dân tộc khác 10,3 %”: what is left is told too.
  const has_rest = labels.length >= 3 && /(?:^|\s)(?:khác|còn lại)(?:\s|$)/iu.test(labels.at(-1) ?? '') && /chiếm/iu.test(text);
  if (isStructure(passage, percents, start, end, sum) || isAlikeRow(passage, percents, start, end, sum)) return percents;
  return (has_rest || areComplete(labels)) &&
    (percents.length > 2 || PAIRS.some(([a, b]) => a.test(labels.join(' ')) && b.test(labels.join(' '))))
    ? percents
    : [];
}

/** “Cơ cấu kinh tế: nông nghiệp 31,2 %; công nghiệp 40,1 %; dịch vụ 28,7 %”: the whole is said to be told, one share in each stretch. */
function isStructure(passage: Passage, percents: readonly Figure[], start: number, end: number, sum: Rational): boolean {
  const text = passage.text.slice(start, end);
  const cue = /^[\s\-–+*•]*(?:\p{L}?[\d.]*[.)]\s)?cơ cấu[^:;.\d%]{0,60}:\s/iu.exec(text);
  if (!cue || percents.length < 3 || compare(absolute(subtract(sum, HUNDRED)), whole(10)) > 0) return false;
  const stretches = text.slice(cue[0].length).split(';');
  return (
    stretches.length === percents.length &&
    stretches.every((stretch) => /^\s*[^%\d()]{2,60}\s[\d.,]+\s?%[\s.]*$/u.test(stretch)) &&
    !/trong đó|chuyển dịch|từ [\d]/iu.test(text)
  );
}

/**
 * “Theo độ tuổi: dưới 30 chiếm 18 %, từ 30 đến 45 chiếm 51 %, trên 45 chiếm 31 %”: the whole is broken down, one label and one share in each stretch, all
 * built alike; and what is missing or too much is little.
 */
function isAlikeRow(passage: Passage, percents: readonly Figure[], start: number, end: number, sum: Rational): boolean {
  if (percents.length < 3 || compare(absolute(subtract(sum, HUNDRED)), whole(12)) > 0) return false;
  const text = passage.text.slice(start, end);
  const cue =
    /^[\s\-–+*•]*(?:\p{L}?[\d.]*[.)]\s)?[^:;.\d%]{0,80}(?:cơ cấu|kết quả|khảo sát|lấy ý kiến|đánh giá|phân (?:loại|theo|bố|tổ)|chia theo|xếp loại|theo)[^:;.\d%]{0,60}(?::|,)\s/iu.exec(
      text,
    );
  if (!cue) return false;
  const judges = /xếp loại|khảo sát|đánh giá|ý kiến/iu.test(cue[0] ?? '');
  if (/trong đó|chuyển dịch|riêng/iu.test(text.slice(cue[0].length))) return false;
  if (!judges && /đạt|hoàn thành|giải ngân/iu.test(text.slice(cue[0].length))) return false;
  const rest = text.slice(cue[0].length);
  // “các sở, ban, ngành chiếm 19,4 %, cấp huyện …”: a name may hold commas, a share ends its stretch.
  const ended = rest.split(/(?<=%\)?)\s?[,;]\s/u);
  const stretches = ended.length === percents.length ? ended : rest.split(rest.includes(';') ? ';' : /[,;]\s|\svà\s(?=[\d])/u);
  const first = stretches.every((s) => /^\s*(?:và\s|còn\s)?(?:có\s)?[\d.,]+\s?%\s[^%\d]{2,70}[\s.]*$/u.test(s));
  const last = stretches.every((s) => /^\s*(?:và\s|còn\s)?[^%]{2,70}\s(?:chiếm\s|là\s|:\s)?[\d.,]+\s?%[\s.)]*$/u.test(s));
  return stretches.length === percents.length && (first || last);
}

/** Two that leave nothing out. Others of two (“cán bộ”, “công chức”) may be two of three. */
const PAIRS: [RegExp, RegExp][] = [
  [/đúng (?:thời )?hạn|trước hạn/iu, /(?:quá|trễ) hạn/iu],
  [/(?<!\p{L})nam(?!\p{L})/iu, /(?<!\p{L})nữ(?!\p{L})/iu],
  [/trong hạn/iu, /(?:quá|trễ) hạn/iu],
  [/trực tuyến/iu, /trực tiếp/iu],
  [/(?<!chưa |không )đạt/iu, /(?:chưa|không) đạt/iu],
  [/(?<!không )hài lòng/iu, /không hài lòng/iu],
];

/** Words before the percentage, over the count that it belongs to: “đúng hạn 15.739 hồ sơ chiếm tỷ lệ 89,4 %”. */
function labelOf(passage: Passage, figure: Figure, start: number): string {
  const { before } = wordsAround(passage, figure);
  const count = passage.figures.findLast(
    (f) => f.kind === 'count' && f.end <= figure.start && f.start >= start && figure.start - f.tail < 30,
  );
  return count ? `${wordsAround(passage, count).before} ${wordsAround(passage, count).after} ${before}` : before;
}
