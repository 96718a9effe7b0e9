import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, compare, equal, type Rational, subtract } from './rational.ts';
import { comparable, isKindOf } from './unit.ts';

/** “được giao 82, có mặt 78, còn thiếu 04”: what is left of a total after a part. */
export type Remainder = { passage: Passage; rest: Figure; total: Figure; part: Figure; expected: Rational; is_sure: boolean };

const REST =
  /(?:^|[\s,;(])(?:còn(?: lại| thiếu| trống| dư| khuyết)?(?: là)?(?: có)?|(?:hiện )?(?:chưa (?:sử dụng|tuyển(?: dụng)?)|khuyết|thiếu))\s*:?\s*$/iu;
/** “đang xử lý 28” after `a/b`: never more than what is left. Of dossiers the flows decide: some came over. */
const UNDER_WAY = /(?:^|[\s,;(])đang (?:xử lý|giải quyết|triển khai|thực hiện|xem xét)\s*:?\s*$/iu;
const APART = /so với|cùng kỳ|giảm|tăng|năm trước|cuối năm|đầu năm|xuống/iu;

/** “tự chấm 75,5/90 điểm, sau thẩm định còn 74,25 điểm”: the figure anew, not what is left of it. */
export const JUDGED_ANEW =
  /sau (?:khi )?(?:thẩm định|phúc tra|kiểm tra|rà soát|điều chỉnh|đối chiếu|sắp xếp|sáp nhập)[^.;\d]{0,30}còn\s*$/iu;

/** “giao 120, có mặt 112, còn 05 người đang làm thủ tục tiếp nhận”: some of those who are missing. */
export const isInHand = ({ text }: Passage, rest: Figure): boolean =>
  /^[^.;,:()\d]{0,24}?(?:đang (?:làm|chờ|hoàn thiện|hoàn tất|thực hiện) (?:các )?(?:thủ tục|quy trình|hồ sơ|quyết định|tuyển)|đang (?:trong quá trình |được )?(?:tuyển|tiếp nhận|luân chuyển|điều động|biệt phái|nghỉ|đi học|học)|(?:chờ|sắp) (?:nghỉ|quyết định|tiếp nhận|tuyển|nhận))/iu.test(
    text.slice(rest.tail, rest.tail + 60),
  );

const known = (unit: string): string => (unit.startsWith('~') ? '' : unit);

/** “57/60 nhiệm vụ hoàn thành; 03 nhiệm vụ chuyển sang năm 2024”: what goes on next year was left, too. */
const LEFT_BEHIND =
  /^\s(?:còn lại |còn |hiện )?(?:chưa|không|còn)\s|^\s(?:còn lại )?(?:phải |được |xin |đề nghị )?chuyển (?:sang|qua|tiếp)(?: thực hiện)?(?: sang| trong)? (?:năm|quý|kỳ|tháng)(?!\p{L})(?![^.;]{0,60}(?:mới|bổ sung|phát sinh))/iu;

/** “405/430 hồ sơ có thư xin lỗi; 35 hồ sơ chưa có thư”: the clause right behind a share tells those who are left. */
export function* leftOfShares(passage: Passage): Generator<Remainder> {
  for (const { a, b, tail, unit } of passage.fractions) {
    const rest = passage.figures.find((f) => f.start >= tail && f.kind === 'count');
    if (unit === '' || rest?.bound !== 'exact' || (rest.unit !== unit && rest.unit !== '') || b.scale !== rest.scale) continue;
    const glue = passage.text
      .slice(tail, rest.start)
      .replace(/\([^()]*\)/gu, '')
      .replace(/(?:đạt|chiếm)?\s?(?:tỷ lệ )?[\d.,]+\s?%/giu, '');
    if (glue.length > 90 || !/[;,]\s*(?:(?:hiện|số)\s)?(?:còn\s)?$/iu.test(glue) || /[.:]\s|;.*;|so với|cùng kỳ/u.test(glue))
      continue;
    if (!LEFT_BEHIND.test(passage.text.slice(rest.tail))) continue;
    if (compare(exactOf(a), exactOf(b)) >= 0 || compare(exactOf(rest), exactOf(b)) > 0) continue;
    const expected = subtract(exactOf(b), exactOf(a));
    if (!equal(expected, exactOf(rest))) yield { passage, rest, total: b, part: a, expected, is_sure: true };
  }
}

/** Remainders of a passage that no total and part before them explain. */
export function* remaindersIn(passage: Passage): Generator<{ broken: Remainder | null }> {
  for (const rest of passage.figures) {
    if (
      rest.kind !== 'count' ||
      rest.bound !== 'exact' ||
      !(REST.test(passage.text.slice(Math.max(0, rest.start - 20), rest.start)) || isUnderWay(passage, rest))
    )
      continue;
    const sentences = segmentsOf(passage.text, '.?!');
    const found = segmentAt(sentences, rest.start);
    const own = found ? sentences.indexOf(found) : -1;
    // “… 112/148 xã đạt chuẩn. Còn 36 xã chưa đạt”: what is left of the sentence before.
    const opens = found !== undefined && /^\s*còn/iu.test(passage.text.slice(found.start, rest.start));
    const sentence = opens && own > 0 ? { start: sentences[own - 1]?.start ?? found.start, end: found.end } : found;
    if (!sentence || APART.test(passage.text.slice(sentence.start, rest.tail))) continue;
    if (JUDGED_ANEW.test(passage.text.slice(sentence.start, rest.start))) continue;
    // “Còn thiếu 96 giáo viên theo định mức”: counted from something else.
    if (/^[^.;,]{0,40}(?:theo|so với)\s(?:định mức|quy định|đề án|nhu cầu|yêu cầu|vị trí)/iu.test(passage.text.slice(rest.end)))
      continue;
    const before = passage.figures.filter(
      (f) =>
        f.kind === 'count' &&
        f.bound === 'exact' &&
        f.start >= sentence.start &&
        f.end <= rest.start &&
        f.scale === rest.scale &&
        (comparable(known(f.unit), known(rest.unit)) || isKindOf(f.unit, rest.unit)),
    );
    if (before.length < 2) continue;
    const pairs = before.flatMap((total, i) => before.slice(i + 1).map((part) => ({ total, part })));
    const fractions = passage.fractions
      .filter((f) => f.start >= sentence.start && f.end <= rest.start)
      .map(({ a, b }) => ({ total: b, part: a }));
    // “8.412 trong 9.206 tài khoản”: the part may stand first.
    const left = ({ total, part }: { total: Figure; part: Figure }): Rational =>
      absolute(subtract(exactOf(total), exactOf(part)));
    const fits =
      [...pairs, ...fractions].some(
        (pair) => equal(left(pair), exactOf(rest)) || leftInStates(passage, sentence.end, rest, left(pair)),
      ) ||
      before.some((total, i) => allButFits(total, before.slice(i + 1), rest)) ||
      isLastPart(passage, before, rest);
    const [fraction] = fractions;
    const same = (f: Figure): boolean =>
      fraction !== undefined && [fraction.total, fraction.part].some((own) => equal(exactOf(own), exactOf(f)));
    const only =
      fractions.length === 1 && before.every(same)
        ? fraction
        : fractions.length === 1 && (before.length === 2 || opens)
          ? fractions[0]
          : before.length === 2
            ? pairs[0]
            : undefined;
    // “13/13 xã có máy quét; còn 04 xã chưa có máy in”: nothing is left of all, so these lack something else.
    const is_all = only !== undefined && fractions.includes(only) && equal(exactOf(only.part), exactOf(only.total));
    if (fits || !only || is_all) {
      yield { broken: null };
      continue;
    }
    // What was taken is never more than there was.
    const is_given = /giao|kế hoạch|định mức/iu.test(
      passage.text.slice(Math.max(sentence.start, only.total.start - 50), only.total.start),
    );
    if (compare(exactOf(only.part), exactOf(only.total)) > 0 && !fractions.includes(only) && !is_given) {
      yield { broken: null };
      continue;
    }
    const expected = left(only);
    // “tập trung ở đất đai (21/25 hồ sơ); …; vẫn còn 03 hồ sơ chưa gửi thư”: a share in a bracket is of its own clause.
    if (fractions.includes(only) && isOfOtherClause(passage, only.total, rest)) {
      yield { broken: null };
      continue;
    }
    const named = /giao|tổng|có|kế hoạch|phát hiện|tiếp nhận|đạt|gồm/iu.test(
      passage.text.slice(Math.max(sentence.start, only.total.start - 50), only.total.start),
    );
    const under_way = isUnderWay(passage, rest);
    // Less may be under way than is left: some were not begun.
    const is_more = compare(exactOf(rest), expected) > 0;
    if ((under_way || isInHand(passage, rest)) && !is_more) continue;
    yield { broken: { passage, rest, ...only, expected, is_sure: under_way || named || fractions.length === 1 } };
  }
}

/** “còn 12 nhiệm vụ đang thực hiện, 05 nhiệm vụ chưa đến hạn”: what is left, in several states. */
export function leftInStates({ text, figures }: Passage, end: number, rest: Figure, left: Rational): boolean {
  let sum = exactOf(rest);
  let last = rest;
  for (const figure of figures.filter((f) => f.start >= rest.tail && f.end <= end)) {
    if (!/^[^.;:()\d]{0,60}[,;]?\s(?:và\s)?$/u.test(text.slice(last.tail, figure.start))) return false;
    if (figure.kind !== 'count' || figure.scale !== rest.scale || !comparable(known(figure.unit), known(rest.unit))) return false;
    sum = add(sum, exactOf(figure));
    last = figure;
    if (equal(sum, left)) return true;
  }
  return false;
}

/** Whether a bracket closes behind the figure and a semicolon parts it from the rest. */
export const isOfOtherClause = ({ text }: Passage, of: Figure, rest: Figure): boolean =>
  /^[^()]*\)[^()]*;/u.test(text.slice(of.tail, rest.start).replace(/\([^()]*\)/gu, ''));

/** “48 nhiệm vụ. Đã hoàn thành 30, 12 đang triển khai, còn 06”: with all parts before it the total of the sentence before. */
function isLastPart({ figures }: Passage, parts: readonly Figure[], rest: Figure): boolean {
  const sum = parts.reduce((so_far, part) => add(so_far, exactOf(part)), exactOf(rest));
  return figures.some((f) => f.kind === 'count' && f.end <= (parts[0]?.start ?? 0) && equal(exactOf(f), sum));
}

const isUnderWay = (passage: Passage, rest: Figure): boolean =>
  rest.unit !== 'hồ_sơ' && UNDER_WAY.test(passage.text.slice(Math.max(0, rest.start - 24), rest.start));

/** The total less all parts between it and the rest. */
function allButFits(total: Figure, parts: readonly Figure[], rest: Figure): boolean {
  if (parts.length < 2) return false;
  const left = parts.reduce((so_far, part) => subtract(so_far, exactOf(part)), exactOf(total));
  return equal(left, exactOf(rest));
}
