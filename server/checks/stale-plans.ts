import { cueOf, namedIn } from './cues.ts';
import { type Document, type Passage, segmentAt, segmentsOf } from './document.ts';
import { dayNumber, daysOf, periodsIn } from './head.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit } from './signing.ts';
import { withMasks } from './told-in.ts';

const DEADLINE = /(?:trước|đến hết|chậm nhất(?: là)?|xong trước|hoàn thành (?:trước|vào|trong))\s*(?:ngày\s*)?$/iu;
const CITES = /số\s?\d|số hiệu|theo|căn cứ|kể từ|từ ngày|ban hành|đã |tính (?:đến|từ)|chuyển tiếp|so với|kết quả|của năm/iu;
const FUTURE = /(?:trong|vào|trước|hoàn thành|xong|đến hết)\s*$/iu;

/** A plan lies ahead: its deadline is not before the day on which the report was signed. */
export function* pastPlans(context: Context, limit: Limit | null): Generator<Fault> {
  const { document } = context;
  if (!limit?.is_sure || document.head.signed?.day === undefined) return;
  for (const passage of withMasks(document, 1)) {
    if (passage.is_footnote || passage.section.is_annex) continue;
    if (!passage.section.is_plan && !passage.text.includes('còn lại')) continue;
    for (const mask of passage.masks) {
      const day = dayOf(mask);
      if (day === null || day >= limit.day || !(passage.section.is_plan || isStillDue(passage, mask.start))) continue;
      const before = passage.text.slice(
        Math.max(0, mask.start - 40),
        mask.start + (/^(?:trước|đến|hết)/iu.exec(mask.text)?.[0].length ?? 0),
      );
      if (!DEADLINE.test(before) || CITES.test(before)) continue;
      decided(context);
      yield fault(passage, mask.start, mask.end, limit.text);
    }
    if (passage.section.is_plan) yield* months(context, passage, limit);
  }
}

/**
 * “đã khắc phục xong 17 vấn đề (80,95 %), 04 vấn đề còn lại hoàn thành trước ngày …”: the share says that these are not done yet, so their day lies ahead. With
 * “đã” of them, or without a share, all may be over.
 */
const isStillDue = ({ text }: Passage, start: number): boolean => {
  const sentence = text.slice(Math.max(text.lastIndexOf('. ', start) + 1, start - 260), start);
  return /(?<!\p{L})đã\s[^.;]{4,60}\d[^.;\d]{0,30}\(\s?[\d,]+\s?%\)[,;]\s\d{1,3}\s(?!\d)[^.;,()\d]{2,40}còn lại\s(?:sẽ\s|phải\s|tiếp tục\s)?(?:hoàn thành|khắc phục|xử lý|giải quyết|thực hiện)(?:\sxong)?\s(?:trước|chậm nhất)(?:\slà)?\s(?:ngày\s)?$/iu.test(
    sentence,
  );
};

/** “trong tháng 9/2023”, “trong quý I/2023” in the plans of a report of December 2023. */
function* months(context: Context, passage: Passage, limit: Limit): Generator<Fault> {
  if (!/(?:tháng|quý)\s/iu.test(passage.text)) return;
  for (const period of periodsIn(passage.text)) {
    if (period.year === null || (period.kind !== 'month' && period.kind !== 'quarter')) continue;
    const last = dayNumber({ day: daysOf(period.to_month, period.year), month: period.to_month, year: period.year });
    const before = passage.text.slice(Math.max(0, period.start - 30), period.start);
    const { head } = context.document;
    // “Phấn đấu quý I/2024 …” in the plans of the report on that quarter.
    const is_own = period.kind === head.period?.kind && period.number === head.period.number && period.year === head.year;
    const strives = /(?:phấn đấu|mục tiêu|duy trì|bảo đảm)[^.;,\d]{0,24}$/iu.test(before) || /^\s*$/.test(before);
    if (is_own && strives && period.kind === 'quarter' && !CITES.test(before)) {
      decided(context);
      yield fault(passage, period.start, period.end, limit.text);
      continue;
    }
    if (last === null || last >= limit.day || !FUTURE.test(before) || CITES.test(before)) continue;
    if (/so với|kết quả|đã |báo cáo (?:tháng|quý)/iu.test(passage.text.slice(Math.max(0, period.start - 90), period.start)))
      continue;
    decided(context);
    yield fault(passage, period.start, period.end, limit.text);
  }
}

function fault(passage: Passage, start: number, end: number, signed: string): Fault {
  return {
    message: 'past_plan',
    at: spotIn(passage, start, end),
    data: { date: passage.text.slice(start, end).trim(), signed },
  };
}

type SchoolYear = { passage: Passage; start: number; end: number; from: number; to: number };
const SCHOOL_YEAR_CUE = cueOf('năm học');
const SCHOOL_YEAR = /năm học\s+((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)/giu;
const OTHER = /so với|cùng kỳ|trước|kế hoạch|phương hướng|nhiệm vụ|tới|chuẩn bị|giai đoạn|từ năm học|tăng|giảm/iu;

/** A school year ends a year after it begins; the title speaks of the school year that the body tells. */
export function* schoolYears(context: Context): Generator<Fault> {
  const { document } = context;
  const all = namedIn(document, SCHOOL_YEAR_CUE).flatMap((passage): SchoolYear[] =>
    matchesIn(passage.text, SCHOOL_YEAR).map((m) => ({
      passage,
      start: m.index,
      end: m.index + m[0].length,
      from: Number(m[1]),
      to: Number(m[2]),
    })),
  );
  for (const year of all) {
    decided(context);
    if (year.to === year.from + 1) continue;
    yield {
      message: 'school_year',
      at: spotIn(year.passage, year.start, year.end),
      data: { year: year.passage.text.slice(year.start, year.end), expected: `${year.from}-${year.from + 1}` },
    };
  }
  yield* title(document, all);
}

/** “So năm học 2023 - 2024, loại Tốt tăng 1,6 điểm”: the year before is what a sentence of change is about, wherever it stands. */
const isCompared = (text: string, start: number): boolean => {
  const sentence = segmentAt(segmentsOf(text, '.?!'), start);
  return (
    sentence !== undefined &&
    /(?<!\p{L})(?:so|hơn|kém|bằng|tăng|giảm|từ .{0,60} lên|xuống|trước|cũ)(?!\p{L})/iu.test(
      text.slice(sentence.start, sentence.end),
    )
  );
};

function* title({ head }: Document, all: readonly SchoolYear[]): Generator<Fault> {
  const own = all.find(({ passage, start }) => head.title.includes(passage.index) && !OTHER.test(passage.text.slice(0, start)));
  if (!own) return;
  const told = all.filter(
    ({ passage, start }) =>
      passage !== own.passage &&
      !passage.section.is_plan &&
      !OTHER.test(passage.text.slice(Math.max(0, start - 60), start)) &&
      !isCompared(passage.text, start),
  );
  const [first] = told;
  if (!first || told.some(({ from }) => from !== first.from) || first.from === own.from) return;
  yield {
    message: 'title',
    at: spotIn(own.passage, own.start, own.end),
    data: {
      own: own.passage.text.slice(own.start, own.end),
      other: first.passage.text.slice(first.start, first.end),
      times: told.length,
    },
    expected: first.passage.text.slice(first.start, first.end),
    related: told.slice(0, 6).map(({ passage, start, end }) => spotIn(passage, start, end)),
  };
}

const TO_ISSUE =
  /(?:ban hành|xây dựng|trình|tham mưu)\s[^.;\d]{0,30}kế hoạch[^.;\d]{0,90}(năm\s((?:19|20)\d\d))(?!\s?[-–]\s?\d|\d)[^.;\d]{0,12}\s(?:trước|chậm nhất(?: là)?|xong trước|trong)\s(?:ngày\s|tháng\s)?((?:\d{1,2}\/)?(?:\d{1,2}\/)((?:19|20)\d\d))/giu;
const LOOKS_BACK = /báo cáo|kết quả|tổng kết|sơ kết|đánh giá|quyết toán|giai đoạn|bổ sung|điều chỉnh|hoàn thành/iu;

/** “Ban hành Kế hoạch … năm 2024 trước ngày 20/01/2025” among the plans: the year is that of the report, whose own plan stands already. */
export function* latePlans(context: Context): Generator<Fault> {
  const { passages, head } = context.document;
  for (const passage of passages) {
    if (!passage.section.is_plan || passage.is_footnote || head.year === null) continue;
    if (!/kế hoạch/iu.test(passage.text)) continue;
    for (const m of matchesIn(passage.text, TO_ISSUE)) {
      decided(context);
      const year = Number(m[2]);
      if (LOOKS_BACK.test(m[0]) || year !== head.year || Number(m[4]) !== year + 1) continue;
      const at = m.index + m[0].indexOf(m[1] ?? '');
      yield {
        message: 'plan_late',
        severity: 'warning',
        at: spotIn(passage, at, at + (m[1] ?? '').length),
        data: { plan: m[1] ?? '', date: m[3] ?? '', expected: year + 1 },
        expected: `năm ${year + 1}`,
      };
    }
  }
}
