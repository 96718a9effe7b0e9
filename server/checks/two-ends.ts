// “kiến nghị 118 tồn tại, đến nay 103 tồn tại đã khắc phục xong, 15 tồn tại trong thời hạn”: a total, what was done of it, what was not, and no other figure of
// their kind in the sentence. The words of the two ends, or the share beside what was done, bind them; in a whole window of sentences some other figures make any
// small rest, so only the sentence itself may acquit. R06.
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { leavesRestApart } from './parts.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, equal, printScaled, type Rational, subtract } from './rational.ts';
import { isInHand } from './remainder.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';
import type { Sentence, Told } from './story.ts';
import { storyTold } from './told-in.ts';

const LEFT =
  /(?=[đckqtvngx])(?<!\p{L})(?:đang|chưa|còn|chuyển|chờ|chậm|không|quá hạn|tiếp tục|thiếu|khuyết|trống|vắng|kết dư|tồn|nợ|(?:trả lời|giải quyết|xử lý|thực hiện) sau|giữ nguyên|trong (?:thời )?hạn)(?!\p{L})/iu;
const CUT = /(?<!\p{L})(?:cắt giảm|giảm trừ|cắt|loại)(?!\p{L})/iu;
const DONE =
  /(?<!\p{L})(?:đã|xong|ngay|hoàn thành|đạt|có mặt|được (?:trả lời|xử lý|giải quyết|khắc phục|duyệt|bố trí)|khắc phục|trả lời|thực hiện|giải quyết|xử lý|giải ngân|chi|tuyển|hợp lệ|đơn giản hóa|sửa đổi)(?!\p{L})/iu;
const CLEARED = /phê duyệt|quyết toán|thẩm định|được duyệt/iu;
const ASKED = /đề nghị|trình|dự toán|dự kiến/iu;
const ELSE =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước|(?<!\p{L})(?:tăng|giảm(?! trừ)|trong đó|riêng|gồm|bình quân|mỗi|tổng cộng|như vậy|hơn|kém|vượt|lũy kế|luỹ kế|phát sinh thêm|bổ sung thêm|nhất|ngoài|trong số|thêm|cộng|trùng|một số|trả lại|rút|từ chối)(?!\p{L})|đầu (?:năm|kỳ)|cuối (?:năm|kỳ)/iu;
const OPENS =
  /giao|nhận|phát hiện|nêu|kiến nghị|yêu cầu|(?<!\p{L})có(?!\p{L})|phải|thu|rà soát|tổng|kế hoạch|biên chế|ghi nhận|kiểm tra|đề nghị|tổ chức|phát|cấp|dự toán|vốn|nguồn/iu;
const POSTS = new Set(['', 'người', 'biên_chế', 'chỉ_tiêu', 'công_chức', 'viên_chức', 'suất', 'vị_trí']);
const OF_POSTS = /biên chế|chỉ tiêu|công chức|viên chức|số người/iu;
const WIDE = 4n;

const plainLead = ({ text }: Passage, start: number, { figure }: Told): string =>
  text.slice(Math.max(start, figure.start - 60), figure.start);

type Ends = { total: Told; done: Told; left: Told };

/** Rests that miss the only total and the only part of their sentence. */
export function* twoEnds(context: Context): Generator<Fault> {
  for (const sentences of storyTold(context.document, 3))
    for (const [k, sentence] of sentences.entries()) {
      if (sentence.told.length < 3 || !(LEFT.test(sentence.text) || CUT.test(sentence.text))) continue;
      const ends = endsIn(sentence);
      if (!ends) continue;
      decided(context);
      const fault = judge(ends, sentences[k - 1]);
      if (fault) yield fault;
    }
}

/** The three figures of one kind that a sentence holds, if it holds no other of that kind. */
function endsIn({ passage, told, parts, end, start }: Sentence): Ends | null {
  const outer = told.filter(({ depth }) => depth === 0);
  const [total] = outer;
  if (
    !total ||
    (total.figure.unit === '' && !OF_POSTS.test(plainLead(passage, start, total))) ||
    total.figure.unit === 'điểm' ||
    compare(exactOf(total.figure), { n: 5n, d: 1n }) < 0
  )
    return null;
  const own = outer.filter(({ figure }) => isAlike(figure, total.figure));
  const [, done, left, more] = own;
  if (!done || !left || more || parts.some(({ figure }) => isAlike(figure, total.figure))) return null;
  const plain = (from: number, to: number): string =>
    passage.text.slice(from, to).replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length));
  const to_done = plain(total.figure.tail, done.figure.start);
  const to_left = plain(done.figure.tail, left.figure.start);
  const behind = plain(left.figure.tail, end);
  // What follows the rest in the sentence may be a third part, or a rest without a number.
  if (leavesRestApart(passage.text, left.figure.tail)) return null;
  if (/[;:]|\d|,\s(?:trong|gồm|chủ yếu)/u.test(behind) || !/[,;]/u.test(to_done) || /[.:]\s/u.test(to_done + to_left))
    return null;
  if (ELSE.test(`${plain(start, total.figure.start)} ${to_done} ${to_left} ${behind}`)) return null;
  const cut = /[,;](?=[^,;]*$)|\svà\s(?=[^,;]*$)/u.exec(
    to_left.replace(/,\s?(?:đạt|chiếm|bằng|tỷ lệ|tương đương)[^,;]*%/gu, (m) => ' '.repeat(m.length)),
  );
  if (!cut) return null;
  const of_done = `${/[^,;]*$/u.exec(to_done)?.[0] ?? ''} ${to_left.slice(0, cut.index)}`;
  const of_left = `${to_left.slice(cut.index + 1)} ${behind}`;
  const lead = `${plain(start, total.figure.start)} ${to_done.slice(0, to_done.search(/[,;]/u))}`;
  if (
    LEFT.test(of_done.replace(/không (?:quá|thể)/giu, '')) ||
    LEFT.test(lead) ||
    /(?<!\p{L})(?:đã|xong|có mặt)(?!\p{L})/iu.test(plain(Math.max(start, total.figure.start - 30), total.figure.start))
  ) {
    if (!isCut(lead, of_done, of_left)) return null;
  }
  if (isCut(lead, of_done, of_left)) return { total, done, left };
  // “hoàn thành quá hạn 02”: done, too.
  if (!LEFT.test(of_left) || !OPENS.test(lead) || /hoàn thành (?:nhưng )?(?:quá|trễ|chậm)/iu.test(of_left)) return null;
  const share = passage.figures.find((f) => f.kind === 'percent' && f.start > done.figure.start && f.end <= left.figure.start);
  const is_shared = share !== undefined && share.decimals > 0 && ratioVerdict(done.figure, total.figure, share) === 'match';
  return DONE.test(of_done) || is_shared ? { total, done, left } : null;
}

/** “đề nghị 48.215 triệu đồng, phê duyệt 47.902 triệu đồng, giảm trừ 313 triệu đồng”. */
const isCut = (lead: string, of_done: string, of_left: string): boolean =>
  ASKED.test(lead) && CLEARED.test(of_done) && CUT.test(of_left);

const isAlike = (a: Figure, b: Figure): boolean =>
  a.scale === b.scale && (a.unit === b.unit || a.unit === '' || (POSTS.has(a.unit) && POSTS.has(b.unit)));

function judge({ total, done, left }: Ends, before: Sentence | undefined): Fault | null {
  const [whole, part, rest] = [total, done, left].map(({ figure }) => exactOf(figure)) as [Rational, Rational, Rational];
  const right = subtract(whole, part);
  if (equal(right, rest) || isInHand(left.passage, left.figure)) return null;
  // Of what was told before, with this part.
  const sum = add(part, rest);
  if (before?.told.some(({ figure }) => equal(exactOf(figure), sum))) return null;
  const gap = absolute(subtract(right, rest));
  // Some dossiers may have been given back, which is often not told.
  if (total.figure.unit === 'hồ_sơ' && compare(sum, whole) < 0) return null;
  const is_beyond = compare(part, whole) > 0 || compare(rest, whole) > 0;
  const is_near = compare({ n: gap.n * WIDE, d: gap.d }, whole) <= 0;
  const has_decimals = [total, done, left].some(({ figure }) => figure.decimals > 0);
  if (has_decimals && compare({ n: gap.n * 5n, d: gap.d }, { n: total.figure.scale, d: 1n }) < 0) return null;
  if (!is_beyond && !is_near && !areOneSlip(String(right.n), String(rest.n))) return null;
  const expected = printScaled(right, left.figure.scale);
  return {
    message: 'left_told',
    at: spotOf(left.passage, left.figure),
    figures: [left.figure, total.figure, done.figure],
    data: { rest: left.figure.raw, total: total.figure.raw, part: done.figure.raw, expected },
    ...(right.n > 0n ? { expected } : {}),
    related: [total, done].map((one) => spotOf(one.passage, one.figure)),
    shares: [left.at, total.at, done.at],
  };
}
