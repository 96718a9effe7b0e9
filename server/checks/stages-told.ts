// Works that are told by their stages: begun, finished, put into use. “khởi công tháng 3/2023, đưa vào vận hành tháng 10/2022”: what follows from another is
// not before it. Days of one document are held by days-told.ts; here a stage may be told by its month, quarter or year, and three may follow each other. R14.
import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { romanValue } from './outline.ts';
import { type Context, decided, type Fault, type Spot, spotIn } from './rule.ts';

const STAGES_CUE = cueOf(
  'khởi công',
  'động thổ',
  'thi công',
  'khai mạc',
  'phát động',
  'thí điểm',
  'bắt đầu',
  'nghiệm thu',
  'hoàn thành',
);
const RANKS: readonly (readonly [number, RegExp])[] = [
  [1, /^(?:khởi công|động thổ|bắt đầu|triển khai thi công|khai mạc|phát động|thí điểm|chạy thử)/iu],
  [2, /^(?:hoàn thành|nghiệm thu|bàn giao)/iu],
  [3, /^(?:khánh thành|khai trương|đưa vào|đi vào|chính thức|vận hành|bế mạc|tổng kết|nhân rộng)/iu],
];
const STAGE =
  /(?<!\p{L}|chưa |tái |kế hoạch |dự kiến )(khởi công(?: xây dựng)?|động thổ|bắt đầu(?: thi công)?|triển khai thi công|khai mạc|phát động|(?:vận hành |thực hiện |triển khai )?thí điểm|chạy thử|hoàn thành(?: thi công| xây dựng| lắp đặt)?|nghiệm thu|bàn giao|khánh thành|khai trương|(?:chính thức )?(?:đưa|đi) vào (?:vận hành|sử dụng|khai thác|hoạt động)|chính thức vận hành|vận hành chính thức|bế mạc|tổng kết|nhân rộng(?: toàn (?:xã|huyện|tỉnh|thành phố))?),?\s(?:chính thức\s)?(?:từ\s|vào\s|trong\s|ngay từ\s)?(?:đầu\s|cuối\s|giữa\s)?(?:ngày\s(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)|tháng\s(\d{1,2})(?:\/|\snăm\s|-)((?:19|20)\d\d)|quý\s(IV|III|II|I)(?:\/|\snăm\s)((?:19|20)\d\d)|năm\s((?:19|20)\d\d))(?!\s?[-–/]\s?\d)/giu;
/** Between two stages of one thing: no other thing, and no other time. */
const NEXT = /^\)?[,;]?\s(?:và\s|đến nay\s|nay\s|rồi\s|sau đó\s|đã\s|được\s|công trình\s|dự án\s|hệ thống\s|cùng năm\s){0,4}$/iu;

type Stage = { rank: number; from: number; to: number; start: number; end: number };

/** A later stage that ended before the earlier one began. `found`: days that are said to be so already. */
export function* stagesTold(context: Context, found: readonly Fault[]): Generator<Fault> {
  for (const passage of namedIn(context.document, STAGES_CUE)) {
    if (passage.section.is_plan) continue;
    const stages = stagesIn(passage);
    let chain: Stage[] = [];
    for (const stage of stages) {
      const last = chain.at(-1);
      if (!last || !NEXT.test(passage.text.slice(last.end, stage.start))) chain = [];
      const before = chain.find((one) => one.rank < stage.rank && one.from > stage.to);
      chain.push(stage);
      if (chain.length < 2) continue;
      decided(context);
      const at = before && spotIn(passage, before.start, stage.end);
      if (!at || found.some((one) => isWithin(one, at))) continue;
      yield {
        message: 'stages',
        at,
        data: {
          first: passage.text.slice(before.start, before.end).trim(),
          next: passage.text.slice(stage.start, stage.end).trim(),
        },
      };
    }
  }
}

const isWithin = ({ at: { location } }: Fault, { location: own }: Spot): boolean =>
  location.offset >= own.offset && location.offset + location.length <= own.offset + own.length + 1;

function stagesIn({ text }: Passage): Stage[] {
  return matchesIn(text, STAGE).flatMap((m): Stage[] => {
    const [, verb = '', day, month_of_day, year_of_day, month, year_of_month, quarter, year_of_quarter, year] = m;
    const rank = /thí điểm/iu.test(verb) ? 1 : (RANKS.find(([, find]) => find.test(verb))?.[0] ?? 0);
    const time = timeOf([day, month_of_day, year_of_day], [month, year_of_month], [quarter, year_of_quarter], year);
    return rank > 0 && time ? [{ rank, ...time, start: m.index, end: m.index + m[0].length }] : [];
  });
}

type Texts = readonly (string | undefined)[];

/** Months of 32 days since the year 0, both ends inclusive. */
function timeOf(day: Texts, month: Texts, quarter: Texts, year: string | undefined): { from: number; to: number } | null {
  const at = (y: string | undefined, m: number, d: number): number => (Number(y) * 12 + m - 1) * 32 + d;
  if (day[0]) return { from: at(day[2], Number(day[1]), Number(day[0])), to: at(day[2], Number(day[1]), Number(day[0])) };
  if (month[0]) return { from: at(month[1], Number(month[0]), 1), to: at(month[1], Number(month[0]), 31) };
  if (quarter[0]) {
    const q = romanValue(quarter[0].toUpperCase()) ?? 1;
    return { from: at(quarter[1], 3 * q - 2, 1), to: at(quarter[1], 3 * q, 31) };
  }
  return year ? { from: at(year, 1, 1), to: at(year, 12, 31) } : null;
}
