import { isInTitle, type Passage, segmentAt, segmentsOf } from './document.ts';
import { type Head, type Period, periodsIn } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { toldIn } from './told-in.ts';

// Words that place a figure before or behind the end of the report's period. R17.

const ENDED = /(?:kết thúc|(?:tính |đến )?hết|(?:đến |tính đến )?cuối)\s$/iu;
const AHEAD =
  /(?<!\p{L})(?:sẽ|dự kiến|phấn đấu|ước|kế hoạch|trước|chậm nhất|thời hạn|hạn|lộ trình|phải|cần|yêu cầu|mục tiêu|gia hạn|kéo dài|tiếp tục|để|nhằm)(?!\p{L})/iu;
const COMING = /đăng ký|cam kết|dự kiến|lộ trình|phấn đấu|đề ra/iu;
const TOLD = /(?<!\p{L})(?:đã|có \d|còn \d|đạt|hoàn thành|tiếp nhận|giải quyết)/iu;
const MOVED = /(?:chuyển|chuyển tiếp|kết chuyển) (?:sang|qua)\s$/iu;
const CAME = /(?<!\p{L})(?:từ|tồn (?:đầu|cũ)|đầu kỳ|(?:kỳ|năm|tháng|quý) trước|mang sang|nhận)(?!\p{L})/iu;
const LEFT = /(?<!\p{L})(?:còn(?: lại)?|hết|chưa|đang (?:giải quyết|xử lý|thực hiện)|cuối kỳ)(?!\p{L})/iu;
const DONE = /(?:đã giải quyết|giải quyết xong|đã trả|đã xử lý)/iu;

/** “kết thúc quý II có 15 chỉ tiêu đạt” in the report of quarter I; “còn 142 hồ sơ chuyển sang tháng 4” in the report of April. */
export function* periodWords(context: Context, own: Period, head: Head): Generator<Fault> {
  if (!['month', 'quarter', 'year'].includes(own.kind)) return;
  // Without a title the period is only that of the first words.
  if (!isInTitle(context.document, own)) return;
  for (const passage of toldIn(context.document, 0)) {
    if (head.title.includes(passage.index)) continue;
    if (!/kết thúc|hết|cuối|chuyển/iu.test(passage.text)) continue;
    for (const other of periodsIn(passage.text)) {
      if (other.kind !== own.kind || (other.year !== null && other.year !== (own.year ?? head.year))) continue;
      const clause = segmentAt(segmentsOf(passage.text), other.start);
      if (!clause) continue;
      const lead = passage.text.slice(clause.start, other.start);
      const data = { own: own.text, other: other.text };
      if (ENDED.test(lead) && other.to_month > own.to_month && isAfterSigning(head, other)) {
        if (
          COMING.test(lead) ||
          AHEAD.test(lead.slice(-30)) ||
          AHEAD.test(passage.text.slice(other.end, Math.min(clause.end, other.end + 40))) ||
          !TOLD.test(passage.text.slice(other.end, clause.end))
        )
          continue;
        decided(context);
        yield { message: 'ended', at: spotIn(passage, other.start, other.end), data, expected: own.text };
      } else if (MOVED.test(lead) && other.number === own.number && isLeft(context, passage, lead, own)) {
        decided(context);
        yield { message: 'moved', at: spotIn(passage, other.start, other.end), data };
      }
    }
  }
}

/** The period ends after the report was signed. */
const isAfterSigning = ({ signed, year }: Head, { to_month }: Period): boolean =>
  signed?.month !== undefined && (signed.year === undefined || signed.year === year) && signed.month <= to_month;

/** What is left at the end goes to the next period; what came from the one before may be told in the same words. */
function isLeft(context: Context, passage: Passage, lead: string, own: Period): boolean {
  if (CAME.test(lead) || periodsIn(lead).some((p) => p.kind === own.kind && p.number !== own.number)) return false;
  if (LEFT.test(lead)) return true;
  if (own.kind === 'year' || !/^[\s\p{L}\d.)]{0,6}số\s/iu.test(lead)) return false;
  for (let i = passage.index - 1; i >= Math.max(0, passage.index - 4); i -= 1) {
    const other = context.document.passages[i] as Passage;
    if (other.section.parent !== passage.section.parent && other.section !== passage.section) return false;
    if (DONE.test(other.text)) return true;
  }
  return false;
}
