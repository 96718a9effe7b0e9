import { againstItself } from '../against-itself.ts';
import { cueOf, namedIn } from '../cues.ts';
import { daysOfPeriods } from '../days-of-period.ts';
import { isInTitle, type Passage } from '../document.ts';
import { closedInEnglish, headedByEarlier, restOfYear } from '../ends-told.ts';
import { dayNumber, daysOf, type Head, isOtherYear, type Period, periodsIn } from '../head.ts';
import { monthsCounted } from '../months-told.ts';
import { periodWords } from '../period-words.ts';
import { periodDays, phaseYears, yearsCompared } from '../periods-told.ts';
import { expectedPlan, follows, isPlanCarriedOut, monthsLeft } from '../plan-follows.ts';
import { type Context, decided, defineRule, type Fault, spotIn } from '../rule.ts';
import { STALE_CUE, stale } from '../stale-periods.ts';
import { latePlans, schoolYears } from '../stale-plans.ts';
import { timesAskew } from '../times-askew.ts';
import { monthsNotOver, titleAgain, wordsOfTitle } from '../title-again.ts';
import { annexBehind, titleBehind } from '../title-behind.ts';
import { periodsAhead } from '../told-as-done.ts';
import { withMasks } from '../told-in.ts';
import { closedOn, windowsIn } from '../windows.ts';
import { yearsNamed } from '../years-named.ts';

/**
 * The report speaks of one period: its title, headings, closing words and the window of its figures agree, and its plans begin where it ends.
 *
 * Source: Thông tư 01/2020/TT-VPCP, Nghị định 09/2019/NĐ-CP Điều 12 (figures are closed on the 14th or at the end of the last month).
 */
export const R17 = defineRule({
  id: 'R17',
  version: 1,
  severity: 'error',
  title: 'Kỳ báo cáo thống nhất giữa tiêu đề, nội dung và phần phương hướng',
  messages: {
    plan: 'Báo cáo {own} thì phần phương hướng phải là {expected}, ở đây ghi “{plan}”. Có thể còn sót từ báo cáo kỳ khác. Sửa lại kỳ.',
    restated: 'Chỗ này ghi “{other}” trong khi tiêu đề báo cáo là “{own}”. Thống nhất kỳ báo cáo trong toàn văn bản.',
    closing: 'Chỗ này ghi “{other}” trong khi tiêu đề báo cáo là “{own}”. Thống nhất kỳ báo cáo trong toàn văn bản.',
    annex: 'Phụ lục kèm báo cáo {own} ghi “{other}”. Có thể còn sót từ báo cáo kỳ khác. Sửa kỳ ở tên phụ lục.',
    window: 'Số liệu lấy {window}, không trọn kỳ “{own}” ({from} – {to}). Ghi rõ lý do chốt số liệu hoặc cập nhật cho hết kỳ.',
    reversed: 'Khoảng thời gian “{window}”: lúc bắt đầu sau lúc kết thúc. Sửa lại ngày, tháng hoặc năm.',
    title:
      'Tiêu đề ghi “{own}” nhưng nội dung ghi “{other}” ở {times} chỗ. Có thể tiêu đề còn sót từ báo cáo kỳ khác. Thống nhất một kỳ.',
    window_other:
      'Số liệu lấy {window}, không phải kỳ “{own}” ({from} – {to}) của báo cáo. Sửa kỳ ở tiêu đề hoặc khoảng thời gian.',
    plan_late: 'Hẹn ban hành kế hoạch “{plan}” vào {date}, khi năm đó đã qua. Có thể là kế hoạch năm {expected}. Sửa năm.',
    months_counted: 'Ghi {stated} tháng nhưng khoảng thời gian nêu ngay trước có {expected} tháng. Sửa số tháng hoặc sửa ngày.',
    period_days: 'Ghi “{period}” nhưng khoảng thời gian kèm theo không phải {from} – {to}. Sửa kỳ hoặc ngày.',
    closed_twice: 'Số liệu chốt {date} nhưng chỗ tiếng Anh ghi {other}. Thống nhất một ngày chốt.',
    phase: 'Ghi {years} năm nhưng giai đoạn {phase} là {expected} năm. Sửa số năm hoặc giai đoạn.',
    base_year: 'Chênh lệch giữa {now} và {before} là so với năm {expected}, ở đây ghi năm {year}. Sửa năm so sánh.',
    same_year: 'Số liệu năm {year} không thể so với cùng kỳ năm {year}. Sửa năm so sánh (có thể là {expected}).',
    itself: 'Báo cáo {own} không thể so với chính “{other}”. Sửa kỳ được đem so sánh.',
    school_year: 'Ghi “{year}”: năm học kết thúc sau năm bắt đầu một năm ({expected}). Sửa lại năm.',
    ended: 'Báo cáo {own} chưa thể có kết quả của “{other}”. Có thể còn sót từ báo cáo kỳ khác. Sửa kỳ.',
    moved: 'Báo cáo {own}: việc còn lại chuyển sang kỳ sau, ở đây ghi “{other}”. Sửa kỳ.',
    lunar: 'Năm {name} là năm {expected}, ở đây ghi {year}. Sửa năm.',
    term: 'Ghi “{term}” là {years} năm; nhiệm kỳ của cơ quan này là 5 năm. Sửa năm đầu hoặc năm cuối.',
    phases:
      'Cùng một chương trình mà ở đây ghi giai đoạn {phase}, chỗ khác ghi {other}. Đối chiếu văn bản phê duyệt rồi thống nhất.',
    term_number: 'Cùng một nhiệm kỳ {term} mà chỗ này ghi khóa {number}, chỗ khác ghi khóa {other}. Thống nhất một khóa.',
    results_ahead: 'Văn bản ban hành năm {date} chưa thể báo cáo kết quả của năm {year}. Sửa năm.',
    ahead_of_year:
      'Văn bản đề {date} nhưng là của năm {year}, sớm hơn năm ấy hơn nửa năm. Có thể sai năm ban hành. Đối chiếu văn bản gốc rồi sửa.',
    stale: 'Nội dung nêu “{other}” trong báo cáo {own}. Nếu là số liệu kỳ này thì sửa kỳ; nếu là kỳ cũ thì cập nhật.',
  },
  *check(context) {
    const { head, passages } = context.document;
    const own = head.period;
    const closed = closedOn(context.document);
    const windowed = withMasks(context.document, 2)
      .flatMap((passage) => [...windows(context, passage, own, head.year)])
      .filter(({ message, data }) => message !== 'window' || !closed.some((day) => String(data?.window).endsWith(day)));
    yield* windowed;
    yield* monthsLeft(context);
    yield* periodDays(context);
    yield* daysOfPeriods(context);
    yield* monthsCounted(context);
    yield* phaseYears(context);
    yield* yearsCompared(context);
    yield* schoolYears(context);
    yield* closedInEnglish(context);
    yield* latePlans(context);
    yield* yearsNamed(context);
    yield* timesAskew(context);
    // A plan of its own speaks of the year that it plans.
    if (!own || head.kind === 'KẾ HOẠCH') return;
    yield* periodWords(context, own, head);
    yield* restOfYear(context, own, head);
    yield* headedByEarlier(context, own, head);
    const behind = [...titleBehind(context, own, head)];
    yield* behind;
    if (behind.length === 0) yield* monthsNotOver(context, own, head);
    yield* annexBehind(context, own, head);
    yield* periodsAhead(context, own, head);
    yield* titleAgain(context, own, head);
    yield* againstItself(context, own, head);
    const in_title = [...titlePlan(context, head, own)];
    yield* in_title;
    // What the title says wrongly, its headings repeat.
    const named = head.plan_period;
    const said = (fault: Fault): boolean =>
      in_title.length > 0 &&
      fault.message === 'plan' &&
      periodsIn(String(fault.data?.plan)).some((p) => p.kind === named?.kind && p.number === named.number);
    const found: Fault[] = [];
    const with_plans = new Set(namedIn(context.document, PLANS_CUE));
    const with_results = new Set(namedIn(context.document, RESTATED_CUE));
    const with_periods = new Set(behind.length === 0 ? namedIn(context.document, STALE_CUE) : []);
    for (const passage of passages) {
      if (head.title.includes(passage.index)) continue;
      if (with_plans.has(passage))
        found.push(...[...planHeading(context, passage, own, head.year)].filter((fault) => !said(fault)));
      if (passage.index < 14 || passage.section.is_annex || passage.section.opens === passage.index || with_results.has(passage))
        found.push(...restated(context, passage, own, head.year));
      if (with_periods.has(passage)) yield* stale(context, passage, own, head.year);
    }
    // Figures of another period: plans that follow that one are the same fault.
    const is_other = windowed.some(({ message }) => message === 'window_other');
    yield* titleAlone(context, head, own, is_other ? found.filter(({ message }) => message !== 'plan') : found);
  },
});

function* titlePlan(context: Context, head: Head, own: Period): Generator<Fault> {
  const { passages } = context.document;
  if (!head.plan_period) return;
  decided(context);
  if (follows(own, head.plan_period, head.year)) return;
  for (const index of head.title) {
    const passage = passages[index] as Passage;
    const at = passage.text.indexOf(head.plan_period.text);
    if (at < 0) continue;
    const last = passage.text.lastIndexOf(head.plan_period.text);
    yield {
      message: 'plan',
      at: spotIn(passage, last, last + head.plan_period.text.length),
      data: { own: own.text, expected: expectedPlan(own), plan: head.plan_period.text },
      expected: expectedPlan(own),
    };
    return;
  }
}

/** Of the words before the name of a plan's period there is one. */
const PLANS_CUE = cueOf('phương hướng', 'nhiệm vụ', 'kế hoạch', 'giải pháp', 'chương trình');
const PLAN_LEAD = /(?:phương hướng|nhiệm vụ|kế hoạch(?! (?:số\s)?\d)|giải pháp|chương trình)[^.;:]{0,90}$/iu;

const DONE_WITHIN = /(?:dự kiến|sẽ|xong|hoàn thành|tổ chức|trình|ban hành|khai trương)(?:\s\p{L}+){0,3}\s(?:trong|vào)\s*$/iu;

/** Plans named in headings and in the sentence that opens the report. */
function* planHeading(context: Context, passage: Passage, own: Period, year: number | null): Generator<Fault> {
  if (passage.text.length > 400) return;
  const is_heading =
    passage.section.opens === passage.index
      ? passage.section.is_plan && !passage.section.parent?.is_plan
      : passage.block.kind === 'heading' || (passage.text.length < 200 && passage.text === passage.text.toUpperCase());
  const is_opening = passage.index < 14 && /như sau\s*[:.]?\s*$/iu.test(passage.text);
  const is_closing = /^\s*trên đây là/iu.test(passage.text);
  if (!is_heading && !is_opening && !is_closing) return;
  for (const plan of periodsIn(passage.text)) {
    const lead = passage.text.slice(0, plan.start);
    if (
      !PLAN_LEAD.test(lead) ||
      /so với|cùng kỳ|kết quả thực hiện (?:phương hướng|nhiệm vụ|kế hoạch)[^,;]*$|chỉ tiêu/iu.test(lead)
    )
      continue;
    if (
      /(?:thực hiện|triển khai) (?:các )?(?:nhiệm vụ|kế hoạch|chương trình)[^,;]*$/iu.test(lead) &&
      !/phương hướng/iu.test(lead)
    )
      continue;
    // “Quyết định số … ban hành Kế hoạch cải cách hành chính năm 2024, UBND tỉnh báo cáo”: the plan that was carried out is cited as a ground.
    if (is_opening && /ban hành(?: kèm theo)? (?:kế hoạch|chương trình)[^,;]*$/iu.test(lead)) continue;
    // “nhiệm vụ sắp xếp trường học dự kiến xong trong tháng 12/2024”: when one task will be done, not what the plans are of.
    if (plan.kind === 'month' && DONE_WITHIN.test(lead)) continue;
    // “những tháng cuối năm 2024”, “thời gian còn lại của năm 2024”: the rest of the year; “định hướng đến năm 2030”: how far a programme reaches.
    if (plan.kind === 'year' && /(?:cuối|còn lại(?: của)?|đến(?: hết)?|tầm nhìn)\s*$/iu.test(lead)) continue;
    decided(context);
    if (follows(own, plan, year)) continue;
    yield {
      message: 'plan',
      at: spotIn(passage, plan.start, plan.end),
      data: { own: own.text, expected: expectedPlan(own), plan: plan.text },
      expected: expectedPlan(own),
    };
    return;
  }
}

/** When the whole body agrees on another period, the title is what is wrong: one finding, at the title. */
function* titleAlone(context: Context, head: Head, own: Period, found: readonly Fault[]): Generator<Fault> {
  const named = found.flatMap((fault) => (isRestated(fault) ? periodsIn(String(fault.data?.other)).slice(0, 1) : []));
  const [body] = named;
  const agree =
    body !== undefined && named.every((p) => p.kind === body.kind && p.number === body.number && p.year === body.year);
  const follow = agree
    ? found.filter(
        (fault) => fault.message === 'plan' && periodsIn(String(fault.data?.plan)).some((p) => follows(body, p, body.year)),
      )
    : [];
  const title = head.title.map((index) => context.document.passages[index] as Passage).find((p) => p.text.includes(own.text));
  // “Chỉ số … năm 2022” over a body of 2023 that is signed in January 2024: the title is two years late.
  const late = own.kind === 'year' && head.signed?.year !== undefined && own.year !== null ? head.signed.year - own.year : 0;
  const is_stale = agree && late >= 2 && body.year !== null && (head.signed?.year ?? 0) - body.year <= 1;
  if (!agree || !title || (named.length + follow.length < 2 && !is_stale)) {
    yield* found;
    return;
  }
  const at = title.text.indexOf(own.text);
  const same = found.filter((fault) => isRestated(fault) || follow.includes(fault));
  yield {
    message: 'title',
    at: spotIn(title, at, at + own.text.length),
    data: { own: own.text, other: body.text, times: same.length },
    expected: body.text,
    related: same.map((fault) => fault.at),
  };
  yield* found.filter((fault) => !same.includes(fault));
}

/** Of the words with which periods are named again in the middle of a report. */
const RESTATED_CUE = cueOf('trên đây là', 'kết quả', 'tình hình');

const isRestated = ({ message }: Fault): boolean => message === 'restated' || message === 'closing';

/** Periods that name the report itself: the closing words, the opening, headings of results and annexes. */
function* restated(context: Context, passage: Passage, own: Period, year: number | null): Generator<Fault> {
  const { text } = passage;
  const is_closing = /^\s*trên đây là/iu.test(text);
  const is_annex = passage.section.is_annex && passage.index - passage.section.opens < 4 && text.length < 250;
  const is_result =
    passage.section.opens === passage.index &&
    passage.label !== null &&
    passage.section.rank <= 3 &&
    own.kind !== 'year' &&
    /^(?:kết quả|tình hình|đánh giá)/iu.test(text.slice(passage.label.body).trim()) &&
    text.length < 200;
  const is_opening = passage.index < 14 && /như sau\s*[:.]?\s*$/iu.test(text);
  // “Kết quả thực hiện nhiệm vụ quý III năm 2024 trên các lĩnh vực như sau:” over what follows.
  const is_lead =
    !passage.section.is_plan &&
    text.length < 200 &&
    /^\W{0,4}(?:kết quả|tình hình)[^.;]*(?:như sau|cụ thể)\s*[:.]?\s*$/iu.test(text);
  if (!is_closing && !is_annex && !is_result && !is_opening && !is_lead) return;
  const from = is_opening ? openingOf(text.toLowerCase()) : 0;
  // “Kèm theo Báo cáo số … ngày 20 tháng 11 năm 2026”: a day, not a period.
  const is_day = (p: Period) => /ngày\s+\d{1,2}\s*$/iu.test(text.slice(0, p.start));
  const named = periodsIn(text);
  // “So sánh tháng 4 và tháng 5”, “Quý I: 15/12 - 14/3; quý II: …”: periods side by side are columns, not the period of the report.
  const is_side = is_annex && (/so sánh/iu.test(text) || named.filter((p) => p.kind === named[0]?.kind).length >= 2);
  if (is_side) return;
  const other = named.find((p) => p.start >= from && p.kind !== 'last_months' && !is_day(p));
  if (!other) return;
  const lead = text.slice(from, other.start);
  const is_of_plans =
    (PLAN_LEAD.test(lead) || /kế hoạch/iu.test(lead)) &&
    !(is_closing && isPlanCarriedOut(lead, own, other)) &&
    !((is_closing || is_opening) && wordsOfTitle(context, own, lead) >= 4);
  if (is_of_plans || /so với|cùng kỳ|kỳ (?:liền |ngay )?trước|so sánh|giai đoạn|dự toán/iu.test(lead)) return;
  if (is_opening && from === 0) return;
  // “Chưa đánh giá được (khảo sát thực hiện trong tháng 9/2024)” in an annex: when something will be done.
  const is_ahead = other.from_month > own.to_month && !isOtherYear(other, year);
  if (
    is_annex &&
    is_ahead &&
    /(?:thực hiện|tổ chức|tiến hành|hoàn thành|khảo sát|triển khai)\s(?:trong|vào)\s*$/iu.test(text.slice(0, other.start))
  )
    return;
  decided(context);
  const same_kind = other.kind === own.kind;
  const wrong = same_kind
    ? other.number !== own.number || isOtherYear(other, year)
    : // “Trên đây là báo cáo … 9 tháng đầu năm 2024” under the title of a year.
      (is_closing && own.kind === 'year' && !isOtherYear(other, year)) ||
      (other.kind !== 'year' && own.kind !== 'year' && other.to_month !== own.to_month);
  if (!wrong) return;
  yield {
    message: same_kind && (is_closing || is_opening) ? 'closing' : 'restated',
    at: spotIn(passage, other.start, other.end),
    data: { other: other.text, own: own.text },
    severity: (same_kind && !is_annex) || is_closing ? 'error' : 'warning',
    expected: own.text,
    root: `restated ${passage.index}`,
  };
}

/** “… UBND xã báo cáo kết quả quý II như sau”, “… tổng hợp kết quả tự chấm điểm năm 2023 như sau”: what is reported on. */
function openingOf(text: string): number {
  const at = text.lastIndexOf('báo cáo');
  if (at > 0) return at;
  const told = text.search(
    /(?:tổng hợp|thông báo|đánh giá) (?:kết quả|tình hình)(?!.*(?:tổng hợp|thông báo|đánh giá) (?:kết quả|tình hình))/u,
  );
  return Math.max(0, told);
}

/** “từ ngày 01/01/2023 đến ngày 20/9/2023” as the window of the figures. */
function* windows(context: Context, passage: Passage, own: Period | null, year: number | null): Generator<Fault> {
  for (const window of windowsIn(passage)) {
    decided(context);
    const at = spotIn(passage, window.start, window.end);
    if (window.from > window.to) {
      yield { message: 'reversed', at, data: { window: at.quote } };
      continue;
    }
    if (/cùng kỳ|so sánh|(?:năm|kỳ) trước/iu.test(passage.text.slice(Math.max(0, window.start - 40), window.start))) continue;
    if (!own || year === null || passage.section.is_plan) continue;
    const first = Date.UTC(year, own.from_month - 1, 1) / 86_400_000;
    const last = Date.UTC(year, own.to_month - 1, daysOf(own.to_month, year)) / 86_400_000;
    const length = last - first;
    const days = window.to - window.from;
    const names_period = passage.index < 16 && /kỳ báo cáo|thời kỳ|số liệu|thời điểm|^\W*\(?từ ngày/iu.test(passage.text);
    const is_alike = Math.abs(days - length) <= Math.max(3, length * 0.12);
    if (names_period && is_alike && Math.abs(window.to - last) > 20 && Math.abs(window.from - first) > 20) {
      if (own.kind === 'year' && Math.abs(window.to - last) < 70) continue;
      yield {
        message: 'window_other',
        at,
        data: { window: at.quote, own: own.text, from: dayText(first), to: dayText(last) },
        expected: `${dayText(first)} – ${dayText(last)}`,
      };
      continue;
    }
    if (own.kind === 'month') continue;
    // Only a window about as long as the period, that overlaps it, is meant to be the period.
    if (
      window.to - window.from < length * 0.6 ||
      window.to - window.from > length * 1.3 ||
      window.to < first ||
      window.from > last
    )
      continue;
    const ends = [last, last - daysOf(own.to_month, year) + 14, last - daysOf(own.to_month, year) + 15];
    // Twelve full months, however they lie, are a year; a few days less are the closing of the figures before the signing.
    if (
      (own.kind === 'year' && days >= length * 0.95) ||
      ends.includes(window.to) ||
      isClosedEarly(context.document.head, window, first, last) ||
      window.to > last ||
      /cùng kỳ|so với/iu.test(passage.text)
    )
      continue;
    yield {
      message: 'window',
      // A period that only the body names is no promise to hold all of it.
      severity: isInTitle(context.document, own) ? 'warning' : 'note',
      root: `window ${window.from} ${window.to}`,
      at,
      data: { window: at.quote, own: own.text, from: dayText(first), to: dayText(last) },
      expected: dayText(last),
    };
  }
}

/**
 * Figures from the middle of the last month of the period before, closed in the last month; or those of a year that is not over when the report is
 * signed, up to a month before that.
 */
function isClosedEarly(head: Head, { from, to }: { from: number; to: number }, first: number, last: number): boolean {
  const is_shifted = first - from >= 16 && first - from <= 19 && last - to <= 30;
  // A day left blank is the last of its month at most.
  const { day, month, year } = head.signed ?? {};
  const signed = month === undefined || year === undefined ? null : dayNumber({ day: day ?? daysOf(month, year), month, year });
  return is_shifted || (signed !== null && from === first && signed <= last && signed >= to && signed - to <= 31);
}

const dayText = (day: number): string => {
  const date = new Date(day * 86_400_000);
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
};
