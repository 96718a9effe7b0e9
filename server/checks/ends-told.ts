import { cueOf, namedIn, toldWith } from './cues.ts';
import { isInTitle, type Passage } from './document.ts';
import { dayNumber, type Head, type Period } from './head.ts';
import type { DateParts, Mask } from './mask.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf } from './signing.ts';

// Where the report says its figures or its plans end or begin, in words that name no period of their own. R14, R17.

const REST_CUE = cueOf('tháng cuối năm');
const REST = /(?:những|các|mấy|\d{1,2})\stháng cuối năm\s((?:19|20)\d\d)/giu;
const OF_PLANS = /(?:phương hướng|nhiệm vụ|giải pháp|kế hoạch(?!\ssố))[^.;:]{0,120}$/iu;
const LOOKS_BACK =
  /so với|cùng kỳ|kết quả|tình hình|đánh giá|từ\s$|(?:thực hiện|triển khai)\s(?:các\s)?(?:nhiệm vụ|kế hoạch)[^,;]*$/iu;

/** “3. Giải pháp … trong những tháng cuối năm 2023” in a report of 2024: the plans' heading was left from last year's. */
export function* restOfYear(context: Context, own: Period, { year, signed, title }: Head): Generator<Fault> {
  if (year === null) return;
  for (const passage of namedIn(context.document, REST_CUE)) {
    const is_heading = passage.section.opens === passage.index || passage.block.kind === 'heading';
    if (!is_heading || passage.text.length > 250 || title.includes(passage.index)) continue;
    for (const m of matchesIn(passage.text, REST)) {
      const lead = passage.text.slice(0, m.index);
      if (!OF_PLANS.test(lead) || LOOKS_BACK.test(lead)) continue;
      decided(context);
      if (Number(m[1]) >= year || Number(m[1]) >= (signed?.year ?? year)) continue;
      const expected = m[0].replace(m[1] ?? '', String(year));
      yield {
        message: 'plan',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { own: own.text, expected, plan: m[0] },
        expected,
      };
    }
  }
}

const UP_TO_CUE = cueOf('tính đến');
const UP_TO =
  /(?<=^|[.;]\s)tính đến (?:hết )?(tháng\s(\d{1,2})(?:\/|\snăm\s)((?:19|20)\d\d)),?\s(?:\p{L}+\s){0,5}?(?:đạt|hoàn thành|thực hiện)(?:\s(?:được|xong))?\s\d{1,3}(?:\/\d{1,3})?\s(?:chỉ tiêu|nhiệm vụ|tiêu chí)/giu;

/** “có tổng cộng 21 chỉ tiêu; tính đến tháng 6/2023, đạt được 17 chỉ tiêu” at the head of the account of nine months: the last account's month. */
export function* headedByEarlier(context: Context, own: Period, { year }: Head): Generator<Fault> {
  if (own.kind !== 'first_months' || year === null || !isInTitle(context.document, own)) return;
  for (const passage of toldWith(context.document, 0, UP_TO_CUE)) {
    if (passage.index > 9) break;
    for (const m of matchesIn(passage.text, UP_TO)) {
      // Told for the month before the last, too; or followed by what came of it since.
      const since = passage.text.slice(m.index + m[0].length);
      if (/(?:tháng|quý|đến nay)\s/iu.test(since)) continue;
      decided(context);
      // “tính đến tháng 9/2022” at the head of nine months of 2023: the month is right, the year was left.
      const is_year_left = Number(m[3]) === year - 1 && Number(m[2]) === own.to_month;
      if (!is_year_left && (Number(m[3]) !== year || Number(m[2]) > own.to_month - 2)) continue;
      const start = m.index + m[0].indexOf(m[1] ?? '');
      yield {
        message: 'stale',
        at: spotIn(passage, start, start + (m[1] ?? '').length),
        data: { other: m[1] ?? '', own: own.text },
      };
    }
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ENGLISH =
  /^\s?\((?:data\s)?(?:cut-?off|as of|as at|up to)(?:\sdate)?:?\s(\d{1,2})\s([a-z]{3})[a-z]*\.?\s((?:19|20)\d\d)\)/iu;

/** “đến 20/9/2024 (data cut-off: 20 Aug 2024)”: one day in two languages. */
export function* closedInEnglish(context: Context): Generator<Fault> {
  for (const passage of context.document.passages.slice(0, 25)) {
    for (const mask of passage.text.includes('(') ? passage.masks : []) {
      const m = dayOf(mask) === null ? null : ENGLISH.exec(passage.text.slice(mask.end));
      const month = MONTHS.indexOf((m?.[2] ?? '').toLowerCase()) + 1;
      if (!m || month === 0) continue;
      decided(context);
      if (dayNumber({ day: Number(m[1]), month, year: Number(m[3]) }) === dayOf(mask)) continue;
      yield {
        message: 'closed_twice',
        at: spotIn(passage, mask.end + m[0].indexOf('('), mask.end + m[0].length),
        data: { date: mask.text.trim(), other: `${m[1]} ${m[2]} ${m[3]}` },
        related: [spotIn(passage, mask.start, mask.end)],
      };
    }
  }
}

const SINCE_CUE = cueOf('bắt đầu');
const BEGAN = /bắt đầu\s(?:(?:thực hiện|triển khai|áp dụng|vận hành)\s)?(?:kể\s)?từ\s(?:ngày\s)*$/iu;
const RESULT = /^\W*kết quả(?:\s(?:thực hiện|đạt được))?,?\s(?:kể\s)?từ\s(?:ngày\s)*$/iu;

/** “bắt đầu từ ngày 21/3/2023 … Kết quả từ ngày 21/5/2023 đến nay”: one part of the day was mistyped. */
export function* countedSince(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of toldWith(context.document, 0, SINCE_CUE)) {
    const began = passage.masks.filter((mask) => isDayBehind(passage, mask, BEGAN));
    const [from] = began;
    if (!from?.date || began.length > 1) continue;
    for (const next of passages.slice(passage.index + 1, passage.index + 16)) {
      if (next.section !== passage.section || /bắt đầu/iu.test(next.text)) break;
      const mask = next.masks.find((other) => isDayBehind(next, other, RESULT));
      if (!mask?.date || !/^\sđến nay/iu.test(next.text.slice(mask.end))) continue;
      decided(context);
      if (partsApart(from.date, mask.date) === 1)
        yield {
          message: 'since',
          at: spotIn(next, mask.start, mask.end),
          data: { from: from.text.trim(), date: mask.text.trim() },
          related: [spotIn(passage, from.start, from.end)],
        };
      break;
    }
  }
}

/** A mask may begin with its own “từ ngày”. */
function isDayBehind({ text }: Passage, mask: Mask, lead: RegExp): boolean {
  const own = /^(?:từ\s*)?(?:ngày\s*)*/iu.exec(mask.text)?.[0].length ?? 0;
  return dayOf(mask) !== null && lead.test(text.slice(0, mask.start + own));
}

const partsApart = (a: DateParts, b: DateParts): number =>
  Number(a.day !== b.day) + Number(a.month !== b.month) + Number(a.year !== b.year);
