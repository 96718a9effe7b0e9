// The words of the title told again with another period: whoever writes a report anew from the last one changes the title and leaves a line below. R17.
//
// “… báo cáo đánh giá kết quả thực hiện các nhiệm vụ cải cách hành chính 9 tháng đầu năm 2023, như sau:” under a title of six months names “nhiệm vụ”
// before the period, as plans do; that the title has the same words before its own period says that it is no plan.
import { cueOf, toldWith } from './cues.ts';
import { isInTitle, type Passage, segmentAt, segmentsOf } from './document.ts';
import { daysOf, type Head, isOtherYear, type Period, periodsIn } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { withShortNames } from './words.ts';

const MONTHS_CUE = cueOf('tháng đầu năm');

const wordsBefore = (text: string): string[] =>
  withShortNames(text.toLowerCase())
    .split(/[^\p{L}\d/-]+/u)
    .filter(Boolean);

/** How many words right before a period stand so before the period of the title. */
export function wordsOfTitle(context: Context, own: Period, lead: string): number {
  const { head, passages } = context.document;
  const title = head.title
    .map((i) => passages[i]?.text ?? '')
    .join(' ')
    .replace(/\s+/gu, ' ');
  const at = title.indexOf(own.text.replace(/\s+/gu, ' '));
  if (at < 0) return 0;
  const [a, b] = [wordsBefore(title.slice(0, at)), wordsBefore(lead)];
  let count = 0;
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}

const isOther = (other: Period, own: Period, year: number | null): boolean =>
  other.kind === own.kind && (other.number !== own.number || isOtherYear(other, year));

const COMPARED =
  /so với|cùng kỳ|so sánh|kỳ (?:liền |ngay )?trước|giai đoạn|dự toán|phương hướng|giải pháp|mục tiêu|chỉ tiêu|kế hoạch/iu;

/**
 * Two places that name the period of the report itself: the letter that asked for it (“Công văn số 1340/SNV-HCTH về việc báo cáo … 6 tháng đầu năm 2023”),
 * told in the words of the title before the report begins, and the chapters of results.
 */
export function* titleAgain(context: Context, own: Period, head: Head): Generator<Fault> {
  if (own.kind !== 'first_months' && own.kind !== 'quarter') return;
  const { passages } = context.document;
  const chapters = passages.filter((p) => isChapter(p) && !head.title.includes(p.index));
  for (const passage of [...passages.slice(0, 14).filter(isGround), ...chapters]) {
    const is_chapter = chapters.includes(passage);
    const [other, more] = periodsIn(passage.text).filter(({ kind }) => kind === own.kind);
    if (!other || more) continue;
    const lead = passage.text.slice(0, other.start);
    const common = wordsOfTitle(context, own, lead);
    if (is_chapter ? COMPARED.test(passage.text) || !RESULTS.test(lead) : common < 5 || /báo cáo số\s[^;]*$/iu.test(lead))
      continue;
    // Chapters beside each other, one for each period.
    if (is_chapter && chapters.some((p) => p !== passage && isBeside(passage, p, other))) continue;
    decided(context);
    if (!isOther(other, own, head.year)) continue;
    yield {
      message: 'closing',
      at: spotIn(passage, other.start, other.end),
      data: { other: other.text, own: own.text },
      severity: 'error',
      expected: own.text,
      root: `restated ${passage.index}`,
    };
  }
}

/** “III. QUÝ II/2026” may be what comes next. */
const RESULTS = /kết quả|tình hình|đánh giá|công tác|ưu điểm|tồn tại/iu;

const isGround = ({ text, is_footnote }: Passage): boolean => !is_footnote && /^\W*(?:căn cứ|thực hiện|theo)\s/iu.test(text);

/** “II. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH 6 THÁNG ĐẦU NĂM 2023” */
const isChapter = ({ text, label, section, index, is_footnote }: Passage): boolean =>
  !is_footnote &&
  label?.style === 'roman' &&
  section.opens === index &&
  !section.is_plan &&
  !section.is_annex &&
  text.length < 220;

function isBeside(passage: Passage, next: Passage, other: Period): boolean {
  const [period] = periodsIn(next.text).filter(({ kind }) => kind === other.kind);
  return (
    period !== undefined &&
    wordsBefore(next.text.slice(next.label?.body ?? 0, period.start)).join(' ') ===
      wordsBefore(passage.text.slice(passage.label?.body ?? 0, other.start)).join(' ')
  );
}

const AHEAD =
  /(?<!\p{L})(?:sẽ|dự kiến|phấn đấu|ước|kế hoạch|chỉ tiêu|mục tiêu|phương hướng|nhiệm vụ (?!được)|dự toán|hạn|lộ trình|trước|đến năm|đăng ký|để|nhằm|so với|cùng kỳ|số\s?\d)(?!\p{L})/iu;
const RESULT =
  /^,?\s(?:[^.;,]{0,60}\s)?(?:là|có|đã|đạt|được|chưa có|không có|không phát sinh|tiếp nhận|giải quyết|ban hành|tổ chức|kiểm tra)\s|^\s?:\s/iu;

/**
 * “Trong 9 tháng đầu năm 2023, đã tiếp nhận …” in a report of six months: these months are not over. Where two places say so the title is behind, see
 * `title-behind.ts`.
 */
export function monthsNotOver(context: Context, own: Period, head: Head): Fault[] {
  const { year, signed, title } = head;
  if ((own.kind !== 'first_months' && own.kind !== 'quarter') || year === null || !isInTitle(context.document, own)) return [];
  const found: Fault[] = [];
  const limit = Math.max(
    year * 12 + own.to_month,
    signed?.year !== undefined && signed.month !== undefined ? signed.year * 12 + signed.month - (isLast(signed) ? 0 : 1) : 0,
  );
  for (const passage of toldWith(context.document, 0, MONTHS_CUE)) {
    if (title.includes(passage.index) || passage.index < 4) continue;
    for (const other of periodsIn(passage.text)) {
      if (other.kind !== 'first_months') continue;
      const clause = segmentAt(segmentsOf(passage.text), other.start);
      if (!clause || (other.year ?? year) * 12 + other.to_month <= limit) continue;
      if (AHEAD.test(passage.text.slice(clause.start, other.start))) continue;
      const after = passage.text.slice(other.end, clause.end);
      if (AHEAD.test(after) || !RESULT.test(passage.text.slice(other.end, other.end + 120))) continue;
      decided(context);
      found.push({
        message: 'ended',
        at: spotIn(passage, other.start, other.end),
        data: { own: own.text, other: other.text },
        expected: own.text,
      });
    }
  }
  return found.length === 1 ? found : [];
}

const isLast = ({ day, month, year }: NonNullable<Head['signed']>): boolean =>
  day !== undefined && month !== undefined && year !== undefined && day >= daysOf(month, year) - 2;
