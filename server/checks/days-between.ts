// Days that the words between them make impossible: a document that carries out one signed after it, what is “not yet due” though its day has passed,
// figures of a day that comes after the signing. R14.
//
// The relation is found by its words (thực hiện, chưa đến hạn, đến thời điểm) wherever they stand between or before the days, not by the order of a sentence.
import { cueOf, namedIn } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { dayNumber, daysOf, periodsIn } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit, laterFault } from './signing.ts';
import { withFigures, withMasks } from './told-in.ts';

const DUE_ALREADY_CUE = cueOf('chưa', 'trong ');
const COMING_CUE = cueOf('sẽ', 'dự kiến');
const CLOSED_CUE = cueOf('tính đến', 'tính tới');
const CONCLUDED_LATER_CUE = cueOf('họp', 'hội nghị', 'làm việc');

type Issued = { start: number; end: number; day: number; date: Mask };

/** Between the number of a document and its day nothing stands that gives the day to something else. */
const NOT_ITS_DAY = /[;.]\s|(?<!\p{L})(?:trước|sau|đến|tới|hạn|chậm nhất|trong|vào|xong|từ|hết|kể)(?!\p{L})/iu;

/** Documents of a passage that are told with their full day. */
function issuedIn(passage: Passage): Issued[] {
  const { masks, text } = passage;
  return masks.flatMap((document): Issued[] => {
    if (document.kind !== 'document') return [];
    const date = masks.find((m) => m.kind === 'date' && m.start >= document.end && m.start - document.end < 24);
    const day = date?.date ? dayNumber(date.date) : null;
    if (!date || day === null || NOT_ITS_DAY.test(text.slice(document.end, date.start + 8))) return [];
    return [{ start: document.start, end: date.end, day, date }];
  });
}

const NOUN =
  'Kế hoạch|Công văn|Văn bản|Quyết định|Thông báo|Chỉ thị|Nghị quyết|Nghị định|Thông tư|Chương trình|Đề án|Công điện|Kết luận|Hướng dẫn|Tờ trình|Báo cáo|Quy định';
/** What the first does with the second, close before the second. */
const CARRIES = new RegExp(
  `(?<!\\p{L})(?:thực hiện|triển khai|cụ thể h[oó][aá]|quán triệt|hướng dẫn|thi hành|theo|căn cứ|chuyển|sao gửi|trả lời|phúc đáp|tiếp thu|khắc phục)\\s(?:[\\p{L}-]+\\s){0,7}?(?:${NOUN})(?:\\ssố)?\\s*:?\\s*$`,
  'iu',
);
/** The second changes the first, comes behind it, or is another item. */
const TURNS_ROUND =
  /(?<!\p{L})(?:được|đã|bởi|thay thế|bãi bỏ|sửa đổi|điều chỉnh|bổ sung|gia hạn|sau đó|tiếp (?:đó|theo)|đồng thời|và (?:Kế|Công|Văn|Quyết|Thông|Chỉ|Nghị))(?!\p{L})|[;()]|\.\s/u;
const LEADS = new RegExp(
  `^[\\s\\-–+*•\\d.)]*(?:thực hiện|căn cứ|trên cơ sở|theo|triển khai|thi hành)\\s(?:(?:${NOUN})\\s(?:số\\s)?)?$`,
  'iu',
);
const ISSUES = new RegExp(
  `,\\s[^;.()]{0,90}?(?<!\\p{L})(?:ban hành|có|xây dựng|phát hành)\\s(?!kèm)(?:được\\s)?(?:${NOUN})(?:\\ssố)?\\s*$`,
  'u',
);

/** “Công văn số 811 ngày 14/4/2022 về việc thực hiện Thông báo số 147 ngày 27/4/2022”: nobody carries out what is not yet signed. */
export function* carriedOutLater(context: Context): Generator<Fault> {
  for (const passage of withMasks(context.document, 4)) {
    const documents = issuedIn(passage);
    for (let i = 0; i + 1 < documents.length; i += 1) {
      const [first, second] = [documents[i] as Issued, documents[i + 1] as Issued];
      const between = passage.text.slice(first.end, second.start);
      if (between.length > 220) continue;
      const is_forward = CARRIES.test(between) && !TURNS_ROUND.test(between) && !isNextGround(passage, first, between);
      if (is_forward && second.day !== first.day) {
        decided(context);
        if (second.day > first.day && second.day - first.day < 1500) yield later(passage, first, second);
      }
      if (is_forward || !ISSUES.test(between) || TURNS_ROUND.test(between.replace(/(?<!\p{L})đã(?!\p{L})/gu, ' '))) continue;
      const from = segmentsOf(passage.text, '.;').find(({ start, end }) => start <= first.start && second.end <= end + 1)?.start;
      if (from === undefined || !LEADS.test(passage.text.slice(from, first.start))) continue;
      decided(context);
      const gap = first.day - second.day;
      if (gap > 0 && gap <= 60) yield later(passage, second, first);
    }
  }
}

const NEXT_GROUND = new RegExp(
  `,\\s(?:và\\s)?(?:căn cứ|thực hiện|theo|trên cơ sở|triển khai|thi hành)\\s(?:${NOUN})(?:\\ssố)?\\s*:?\\s*$`,
  'iu',
);

/** “Thực hiện Nghị quyết số 76 ngày 15/7/2021 …, căn cứ Kế hoạch số 09 ngày 12/01/2023 …”: two grounds side by side, none carries out the other. */
function isNextGround({ text }: Passage, first: Issued, between: string): boolean {
  if (!NEXT_GROUND.test(between)) return false;
  const before = text.slice(0, first.start);
  return LEADS.test(before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf(';')) + 1));
}

const later = (passage: Passage, first: Issued, second: Issued): Fault => ({
  message: 'carried_out',
  at: spotIn(passage, second.date.start, second.date.end),
  data: { date: first.date.text.trim(), plan: second.date.text.trim() },
  related: [spotIn(passage, first.date.start, first.date.end)],
});

const NOT_DUE =
  /chưa (?:đến|tới) (?:thời )?(?:hạn|kỳ|điểm)|chưa (?:đến|tới) thời điểm|(?<!\p{L})(?:còn|đang)[^.;,]{0,30}trong (?:thời )?hạn/iu;
const DUE = /(?<!quá |trước |trong |đúng |gia )(?:thời )?hạn(?!\sngạch)[^.;,()\d]{0,24}(?:ngày\s*)?$/iu;
const LATE = /quá hạn|trễ|chậm|gia hạn|tại thời điểm|đã (?:hoàn thành|trả|xong)|lùi|điều chỉnh/iu;
const NOT_JUDGED = /chưa (?:được )?(?:đánh giá|có|thực hiện|triển khai|tổ chức|xác định|chấm)/iu;
const ONLY_THEN =
  /^\s?(?:mới|thì mới)\s(?:được\s)?(?:thực hiện|tổ chức|tiến hành|triển khai|kiểm tra|có|khảo sát|đánh giá|điều tra)/iu;

/** “chưa đến hạn (thời hạn hoàn thành 30/6/2023)” in a report of nine months; “chưa đánh giá được, do theo Kế hoạch tháng 8/2023 mới kiểm tra”. */
export function* dueAlready(context: Context): Generator<Fault> {
  const now = closingOf(context);
  if (now === null) return;
  for (const passage of namedIn(context.document, DUE_ALREADY_CUE)) {
    if (passage.section.is_plan || !/chưa|trong (?:thời )?hạn/iu.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.;?!')) {
      const text = passage.text.slice(sentence.start, sentence.end);
      if (!/\d/.test(text)) continue;
      const due = NOT_DUE.exec(text);
      const judged = due ? null : NOT_JUDGED.exec(text);
      if (!due && !judged) continue;
      for (const { start, end, last } of timesIn(passage, sentence)) {
        const before = passage.text.slice(sentence.start, start);
        const after = passage.text.slice(end, sentence.end);
        const is_due = due && start - sentence.start > due.index && DUE.test(before) && !LATE.test(text);
        const is_then = judged && start - sentence.start > judged.index && ONLY_THEN.test(after) && REASON.test(before);
        if (!is_due && !is_then) continue;
        decided(context);
        if (last >= now.day) continue;
        const is_planned = is_due || /kế hoạch|dự kiến|lịch/iu.test(before);
        if (!is_planned && /đang/iu.test(text)) continue;
        yield {
          message: 'not_yet',
          severity: is_planned ? 'error' : 'warning',
          at: spotIn(passage, start, end),
          data: { date: passage.text.slice(start, end).trim(), signed: now.text },
        };
        break;
      }
    }
  }
}

const REASON = /(?<!\p{L})(?:do|vì|bởi|lý do|nguyên nhân)(?!\p{L})[^.;]{0,60}$/iu;

type Time = Stretch & { last: number };

/** Days, months and quarters with their year, by their last day. */
function timesIn({ masks, text }: Passage, { start, end }: Stretch): Time[] {
  const days = masks.flatMap((mask): Time[] => {
    const day = mask.kind === 'date' && mask.date && mask.start >= start && mask.end <= end + 1 ? dayNumber(mask.date) : null;
    return day === null ? [] : [{ start: mask.start, end: mask.end, last: day }];
  });
  const periods = periodsIn(text.slice(start, end)).flatMap((p): Time[] => {
    const at = { start: start + p.start, end: start + p.end };
    if (p.year === null || p.kind === 'year' || days.some((d) => d.start < at.end && at.start < d.end)) return [];
    if (/ngày\s*[\d.…_\s]{0,6}$/iu.test(text.slice(Math.max(0, at.start - 10), at.start))) return [];
    const last = dayNumber({ day: daysOf(p.to_month, p.year), month: p.to_month, year: p.year });
    return last === null ? [] : [{ ...at, last }];
  });
  return [...days, ...periods];
}

/** The day on which the report looks around: its signing, else the end of its period or the month that its opening says it reaches, whichever is later. */
function closingOf({ document }: Context): { day: number; text: string } | null {
  const { head, passages } = document;
  const { signed, period, year } = head;
  if (signed?.year !== undefined && signed.month !== undefined) {
    const day = dayNumber({ day: signed.day ?? 1, month: signed.month, year: signed.year });
    return day === null ? null : { day, text: `${signed.day ? `${signed.day}/` : ''}${signed.month}/${signed.year}` };
  }
  if (!period || year === null || period.kind === 'year') return null;
  let [day, text] = [dayNumber({ day: 1, month: period.to_month, year }) ?? 0, period.text];
  for (const passage of passages.slice(0, 16))
    for (const told of periodsIn(passage.text)) {
      if (told.kind !== 'month' || told.year !== year || told.to_month < period.to_month) continue;
      if (!/tính (?:đến|tới)(?: hết)?\s*$/iu.test(passage.text.slice(0, told.start))) continue;
      const other = dayNumber({ day: 1, month: told.to_month, year }) ?? 0;
      if (other > day) [day, text] = [other, told.text];
    }
  return { day, text };
}

const UP_TO = /(?<!\p{L})(?:đến|tới)(?:\s(?:thời điểm|hết|cuối))*\s*(?:ngày\s*)?$/iu;
const TOLD = /kết quả|có mặt|hiện có|l[uũ][yỹ] kế|tính (?:đến|tới)|thời điểm|(?<!\p{L})tồn|(?<!\p{L})đã\s|được\s\d|số liệu/iu;
const TO_COME =
  /ước|dự kiến|phấn đấu|(?<!\p{L})sẽ(?!\p{L})|phải|kế hoạch|hạn(?!\s(?:chế|hán))|hiệu lực|giá trị|hợp đồng|kéo dài|mục tiêu|chỉ tiêu|cần|yêu cầu|thời gian|lộ trình|giai đoạn|từ ngày|nhu cầu|dự toán|dự báo/iu;

/** “Kết quả thu ngân sách đến thời điểm 31/10/2022 là 13.646 triệu đồng” in a report signed in September. */
export function* figuresLater(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const passage of withFigures(context.document)) {
    if (passage.section.is_plan) continue;
    for (const mask of passage.masks) {
      const day = dayOf(mask);
      if (day === null || day <= limit.day || day - limit.day > 200) continue;
      const inner = /^(?:(?:đến|tới|hết)\s*)+(?:ngày)?/iu.exec(mask.text)?.[0].length ?? 0;
      const lead = passage.text.slice(0, mask.start + inner);
      const clause = lead.slice(Math.max(...['. ', '; ', ': ', '('].map((mark) => lead.lastIndexOf(mark))) + 1);
      const next = passage.figures.find((figure) => figure.start >= mask.end);
      const to_figure = next ? passage.text.slice(mask.end, next.start) : '.';
      if (!next || to_figure.length > 70 || /[.;()]/.test(to_figure) || !UP_TO.test(clause)) continue;
      const said = `${clause}|${passage.text.slice(mask.end, next.end)}`;
      if (!TOLD.test(said) || TO_COME.test(said) || /ước/iu.test(passage.section.title)) continue;
      decided(context);
      yield laterFault(passage, mask, limit, 'cut_off');
    }
  }
}

const MEETING =
  /(?<!\p{L})(?:theo|thực hiện|triển khai|quán triệt)\s[^;()]{0,90}?(?:kết luận|chỉ đạo|ý kiến)\s[^;()]{0,120}?(?:cuộc họp|hội nghị|phiên họp|buổi (?:họp|làm việc))[^;()]{0,90}?(?:ngày\s*)?$/iu;

/** “Công văn số 2176 ngày 16/8/2022 về việc thực hiện … theo kết luận của Chủ tịch tại cuộc họp … ngày 24/8/2022”: what was not yet said. */
export function* concludedLater(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, CONCLUDED_LATER_CUE)) {
    if (passage.masks.length < 3) continue;
    for (const issued of issuedIn(passage)) {
      const next = passage.masks.find((m) => m.kind === 'date' && m.start >= issued.end);
      const day = next?.date ? dayNumber(next.date) : null;
      if (!next || day === null || next.start - issued.end > 320) continue;
      const between = passage.text.slice(issued.end, next.start);
      if (
        /\.\s/u.test(between) ||
        !MEETING.test(between) ||
        passage.masks.some((m) => m.kind === 'document' && m.start > issued.end && m.end < next.start)
      )
        continue;
      decided(context);
      if (day > issued.day && day - issued.day < 400)
        yield later(passage, issued, { start: next.start, end: next.end, day, date: next });
    }
  }
}

const COMING = /(?<!\p{L})(?:sẽ|dự kiến)\s[^.;,()]{0,60}?(?:vào|trong)\s$/iu;
const CHANGED = /nhưng|tuy nhiên|(?<!\p{L})đã(?!\p{L})|chậm|lùi|ban đầu|trước đây|theo hợp đồng|kế hoạch số|quyết định/iu;

/** “kết quả sẽ đánh giá vào quý II/2022” in a report of September 2022. */
export function* comingPast(context: Context): Generator<Fault> {
  const now = closingOf(context);
  if (now === null) return;
  for (const passage of namedIn(context.document, COMING_CUE)) {
    if (passage.section.is_plan || passage.is_footnote || !/(?<!\p{L})(?:sẽ|dự kiến)\s/iu.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.;?!'))
      for (const { start, end, last } of timesIn(passage, sentence)) {
        const text = passage.text.slice(sentence.start, sentence.end);
        if (!COMING.test(passage.text.slice(sentence.start, start)) || CHANGED.test(text)) continue;
        decided(context);
        if (last >= now.day - 10) continue;
        yield {
          message: 'coming',
          at: spotIn(passage, start, end),
          data: { date: passage.text.slice(start, end).trim(), signed: now.text },
        };
      }
  }
}

const CLOSED = /tính (?:đến|tới)(?: hết)?(?: ngày)?\s*$/iu;

/** Items of one section that close their figures on one day, but one of them behind the period of the report. */
export function* closedOtherwise(context: Context): Generator<Fault> {
  const { period, year } = context.document.head;
  if (!period || year === null) return;
  const end = dayNumber({ day: daysOf(period.to_month, year), month: period.to_month, year }) ?? 0;
  const closed = namedIn(context.document, CLOSED_CUE).flatMap((passage) =>
    passage.section.is_plan
      ? []
      : passage.masks.flatMap((mask) => {
          const day = dayOf(mask);
          const lead = passage.text.slice(
            0,
            mask.start + (/^(?:(?:đến|tới|hết)\s*)+(?:ngày\s*)?/iu.exec(mask.text)?.[0].length ?? 0),
          );
          return day !== null && CLOSED.test(lead) ? [{ passage, mask, day }] : [];
        }),
  );
  for (const [section, own] of Map.groupBy(closed, ({ passage }) => passage.section)) {
    yield* closedBefore(context, own);
    const odd = own.filter(({ day }) => day > end);
    const [one] = odd;
    const others = own.filter((place) => place !== one);
    if (!one || odd.length > 1 || others.length < 2 || others.some(({ day }) => day !== others[0]?.day)) continue;
    if (/ước|dự kiến|kế hoạch/iu.test(section.title)) continue;
    decided(context);
    yield {
      message: 'cut_off',
      at: spotIn(one.passage, one.mask.start, one.mask.end),
      data: { date: one.mask.text.trim(), signed: period.text },
      related: others.slice(0, 3).map(({ passage, mask }) => spotIn(passage, mask.start, mask.end)),
    };
  }
}

type Closed = { passage: Passage; mask: Mask; day: number };

/** “giải ngân tính đến ngày 31/05/2022” beside three of 31/05/2023: of the day one part was mistyped, or its year left from the last report. */
function* closedBefore(context: Context, own: readonly Closed[]): Generator<Fault> {
  const days = [...Map.groupBy(own, ({ day }) => day).values()].sort((a, b) => b.length - a.length);
  const [most, [odd] = [], more] = days;
  const [known] = most ?? [];
  if (!most || !known || !odd || more || own.length !== most.length + 1 || most.length < 2 || odd.day > known.day) return;
  const [a, b] = [odd.mask.date, known.mask.date];
  if (!a || !b || a.day !== b.day || (a.month === b.month) === (a.year === b.year)) return;
  // Another month of the year may be told beside it; not in the same words, three times over.
  const is_year = a.month === b.month;
  if (!is_year && (most.length < 3 || !most.some((place) => wordsBefore(place) === wordsBefore(odd)))) return;
  const { text } = odd.passage;
  if (
    /so với (?!(?:kế hoạch|dự toán|chỉ tiêu))|cùng kỳ|(?:năm|kỳ|tháng) trước|tăng|giảm/iu.test(
      text.slice(Math.max(0, odd.mask.start - 90), odd.mask.end + 160),
    )
  )
    return;
  decided(context);
  yield {
    message: 'closed_alike',
    at: spotIn(odd.passage, odd.mask.start, odd.mask.end),
    data: { date: odd.mask.text.trim(), other: known.mask.text.trim() },
    expected: known.mask.text.trim(),
    related: most.slice(0, 3).map(({ passage, mask }) => spotIn(passage, mask.start, mask.end)),
  };
}

const wordsBefore = ({ passage, mask }: Closed): string =>
  passage.text.slice(0, mask.start).toLowerCase().split(/\s+/u).slice(-6).join(' ');
