import { closingBracket, type Document, type Passage, passageAt, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isHeldOtherwise } from './held.ts';
import { ratioVerdict } from './ratio.ts';
import { add, compare, equal, type Rational, subtract, ZERO } from './rational.ts';
import type { Fault } from './rule.ts';

/**
 * What is about to be said of figures in prose is looked at once more, however it was found. The finders know their words; here the sentence itself is asked
 * whether the figures can belong together at all. Only what was found is read again, so this costs nothing where nothing is wrong.
 */
export function isAcquitted(document: Document, rule: string, fault: Fault): boolean {
  if (fault.at.location.table !== undefined || fault.severity === 'note') return false;
  const relation = RELATIONS[rule]?.[fault.message];
  if (!relation) return false;
  const told = placesOf(document, fault);
  if (told.length < 2) return false;
  const supposed = (passage: Passage): Set<number> =>
    new Set(told.filter((place) => place.passage === passage).map(({ figure }) => figure.start));
  if (told.every(({ passage, figure }) => isHeldOtherwise(passage, figure, supposed(passage)))) return true;
  const [first, ...others] = told as [Place, ...Place[]];
  if (relation === 'sum')
    return (
      overlaps(told) ||
      others.some(isOfAnotherTime(first)) ||
      others.some(isName) ||
      moveApart(first, others) ||
      hasOwnParts(first, others)
    );
  if (relation === 'rest') return restHolds(document, first);
  if (relation === 'account') return isOneOfSeveral(first);
  return isOfOtherPair(told);
}

type Place = { passage: Passage; figure: Figure; from: number; to: number };
type Relation = 'sum' | 'rest' | 'account' | 'ratio';

const RELATIONS: Record<string, Record<string, Relation>> = {
  R01: { differs: 'ratio', no_base: 'ratio' },
  R03: { differs: 'sum' },
  R06: { over: 'account', under: 'account', rest: 'account', left: 'rest', left_told: 'rest', stock: 'rest', balance: 'rest' },
  R10: { complement: 'rest' },
};

/** The figures of a fault where they stand, with their sentences. */
function placesOf(document: Document, { shares = [] }: Fault): Place[] {
  return shares.flatMap((at): Place[] => {
    const passage = passageAt(document, at);
    const figure = passage?.figures.find((f) => passage.offset + f.start === at);
    if (!passage || !figure) return [];
    const sentence = segmentAt(segmentsOf(passage.text, '.?!'), figure.start);
    return [{ passage, figure, from: sentence?.start ?? 0, to: sentence?.end ?? passage.text.length }];
  });
}

const BOTH =
  /(?<!\p{L})(?:cả (?:hai|2|02) (?:loại|diện|nhóm|hình thức|công nghệ|nội dung|tiêu chí)|phát cả hai|vừa [^,;.()]{2,40},? vừa|(?:thuộc|có|trùng|hưởng|vi phạm|mắc) (?:đồng thời|cùng lúc|nhiều|cả hai|hai|2|02) (?:lỗi|diện|nhóm|loại|nội dung|hình thức|vi phạm|lĩnh vực|mạng)|cùng lúc (?:hai|nhiều|02)|có thể (?:có|thuộc|trùng|vừa|mắc)|(?:có|một phần|bị) trùng|trùng (?:một phần|lặp|nhau|giữa)|(?:hai|nhiều|02) lần|tính cả hai|được tính ở)(?!\p{L})/iu;

/** “2.316 trạm (4G: 2.190, 5G: 318; nhiều trạm phát cả hai)”: who says that the parts overlap asks for no sum. In the sentence or the next. */
function overlaps(told: readonly Place[]): boolean {
  const [total, ...parts] = told;
  if (!total || compare(sumOf(parts), exactOf(total.figure)) <= 0) return false;
  const { passage, from, to } = total;
  const end = segmentAt(segmentsOf(passage.text, '.?!'), to + 1)?.end ?? to;
  return BOTH.test(passage.text.slice(from, end));
}

const sumOf = (places: readonly Place[]): Rational => places.reduce((so_far, { figure }) => add(so_far, exactOf(figure)), ZERO);

const TIME =
  /(?<!\p{L})(đầu (?:năm|kỳ|quý|tháng|nhiệm kỳ)|cuối (?:năm|kỳ|quý)|cùng kỳ|năm (?:trước|ngoái)|(?:kỳ|quý|tháng) trước|(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|định mức))(?!\p{L})/iu;

/** “còn 14 thôn (đầu năm: 31 thôn; quý I xóa 03, quý II xóa 05)”: what there was at another time, or was to be, is no part of what there is. */
const isOfAnotherTime =
  (total: Place) =>
  (part: Place): boolean => {
    const words = nearWords(part);
    const m = TIME.exec(words);
    return (
      m !== null &&
      !/chuyển|tồn|mang sang|sang$/iu.test(words) &&
      !TIME.test(nearWords(total)) &&
      !/lũy kế|luỹ kế|đầu năm|đến nay/iu.test(nearWords(total))
    );
  };

/** Words right before a figure, back to a mark or a figure with its unit: “21 chỉ tiêu … đạt 16 chỉ tiêu, chưa đạt 02” sets no targets. */
function nearWords({ passage, figure, from }: Place): string {
  const before = passage.figures.findLast(({ end }) => end <= figure.start);
  const start = Math.max(from, figure.start - 60, before && !before.unit.startsWith('~') ? before.tail : 0);
  return /[^.;,()\d]*$/u.exec(passage.text.slice(start, figure.start))?.[0] ?? '';
}

const IN =
  /(?<!\p{L})(?:tuyển(?: dụng| mới)?|tiếp nhận|bổ sung|thành lập|cấp mới|chuyển đến|kết nạp|nhập|sinh|phát sinh|nhận về|mua)(?!\p{L})/iu;
const OUT =
  /(?<!\p{L})(?:nghỉ(?: hưu| việc)?|thôi việc|(?:thuyên )?chuyển (?:đi|công tác|ngành)|thuyên chuyển|thu hồi|giải thể|bãi bỏ|tinh giản|chết|thoát|khai trừ|xóa tên|thanh lý|xuất|bán)(?!\p{L})/iu;

/** “tuyển dụng 09 giáo viên (…), nghỉ hưu 06 người, thuyên chuyển 02 người”: who goes is none of those who come. */
const moveApart = (total: Place, parts: readonly Place[]): boolean => {
  const words = nearWords(total);
  const [own, other] = IN.test(words) ? [IN, OUT] : [OUT, IN];
  return (
    own.test(words) && !other.test(words) && parts.every((part) => other.test(nearWords(part)) && !own.test(nearWords(part)))
  );
};

const CUE = /trong đó|gồm|chia|theo|phân|cơ cấu|xếp|trong số|bao gồm|về |nam |nữ /iu;

/** A total that its own bracket breaks down needs no parts behind that bracket which nothing announces. */
function hasOwnParts(total: Place, parts: readonly Place[]): boolean {
  const { passage, figure } = total;
  const open = passage.text.indexOf('(', figure.tail);
  if (open < 0 || open - figure.tail > 40 || /[.;,]/.test(passage.text.slice(figure.tail, open))) return false;
  const close = closingBracket(passage.text, open);
  const [first] = parts;
  if (!first || first.passage !== passage || first.figure.start < close || parts.some(({ figure: f }) => f.start < close))
    return false;
  if (CUE.test(passage.text.slice(close, first.figure.start))) return false;
  const inner = passage.figures.filter((f) => f.start > open && f.end < close && f.kind === 'count');
  return inner.length > 1 && equal(inner.map(exactOf).reduce(add, ZERO), exactOf(figure));
}

const STATE = /giải quyết|xử lý|trả|hạn|đang|còn|chuyển|tồn|kỳ trước|mới|hoàn thành|chưa|rút|dừng|từ chối/iu;

/** “Tiếp nhận 1.246 hồ sơ thường trú, 893 hồ sơ tạm trú …”: of several that one verb tells no one is all that was received. */
function isOneOfSeveral({ passage, figure, to }: Place): boolean {
  const next = passage.figures.find((f) => f.start > figure.tail && f.kind === 'count');
  if (!next || next.start > to || next.unit !== figure.unit || figure.unit === '') return false;
  const glue = passage.text.slice(figure.tail, next.start);
  const after = /^[^,.;:()\d]*/u.exec(passage.text.slice(next.tail))?.[0] ?? '';
  return /^[^.;:()\d]{2,60},\s(?:và\s)?$/u.test(glue) && !STATE.test(glue) && !STATE.test(after);
}

/** With a decimal, a pair of other figures of the sentence before the share, or in the bracket right behind it, that gives exactly this share is no accident. */
function isOfOtherPair(told: readonly Place[]): boolean {
  const percent = told.find(({ figure }) => figure.kind === 'percent');
  if (!percent || percent.figure.decimals === 0) return false;
  const { passage, figure, from, to } = percent;
  if (passage.fractions.some((f) => Math.abs(f.b.start - figure.start) < 60 && told.some((t) => t.figure.start === f.a.start)))
    return false;
  const close = /^[^().;]*\([^()]*\)/u.exec(passage.text.slice(figure.tail, to))?.[0].length ?? 0;
  const counts = passage.figures.filter(
    (f) => f.kind === 'count' && f.start >= from && f.start < figure.tail + Math.max(close, 0) && f.bound === 'exact',
  );
  const taken = new Set(told.map((t) => t.figure.start));
  return counts.some((a) =>
    counts.some(
      (b) =>
        a !== b && !(taken.has(a.start) && taken.has(b.start)) && exactOf(b).n > 0n && ratioVerdict(a, b, figure) === 'match',
    ),
  );
}

/** “(01 em lớp 7, 01 em lớp 8)”: a number that is a name counts nothing. */
const isName = ({ passage, figure }: Place): boolean =>
  !figure.is_padded &&
  (figure.unit === '' || figure.unit.startsWith('~')) &&
  figure.raw.length <= 3 &&
  /(?<!\p{L}|số |dân |đổi |chỉ |tổng |ký |đa |thiểu |trung |cao |sơ )(?:lớp|khối|tổ|đội|thôn|khu phố|khu|ấp|số|tầng|quầy|cửa|phòng|nhóm|loại|hạng|cấp|điểm|đợt|lần|kỳ|phụ lục|biểu|mẫu|tuyến|vòng)\s$/iu.test(
    passage.text.slice(Math.max(0, figure.start - 10), figure.start),
  );

/** Most terms beside a rest: more of them make any number. */
const MOST = 9;

/** “thoát 41 hộ nhưng phát sinh 06 hộ, còn 152 hộ” of 187 in the sentence before; “giao 38 người, có mặt 35 (nữ 16), khuyết 03”. */
function restHolds(document: Document, rest: Place): boolean {
  const { passage, figure } = rest;
  const value = exactOf(figure);
  const near = passage.figures.filter(
    (f) => f !== figure && f.kind === 'count' && f.scale === figure.scale && Math.abs(f.start - figure.start) < 420,
  );
  const before = near.filter((f) => f.start < figure.start).slice(-MOST);
  const above = before.length < 2 ? lastFigures(document, passage, figure) : [];
  const own = before.filter((f) => f.start >= rest.from);
  const is_small = compare(value, { n: 20n, d: 1n }) < 0;
  return (
    pairFits(own.slice(-6).map(exactOf), value) ||
    (!is_small && signedFits(own.map(exactOf), [...above, ...before].map(exactOf), value)) ||
    partsFollow(near, figure)
  );
}

/** Figures of the paragraph before, in the same section. */
function lastFigures(document: Document, passage: Passage, like: Figure): Figure[] {
  const before = document.passages[passage.index - 1];
  if (before?.section !== passage.section) return [];
  return before.figures.filter((f) => f.kind === 'count' && f.scale === like.scale).slice(-4);
}

/** One less another. */
const pairFits = (terms: readonly Rational[], value: Rational): boolean =>
  terms.some((a, i) => terms.some((b, k) => i !== k && equal(subtract(a, b), value)));

/** One less another, and more: `187 - 41 + 6`, `a - b - c`. Two of the three stand in the sentence itself. */
const signedFits = (own: readonly Rational[], all: readonly Rational[], value: Rational): boolean =>
  all.some((a) =>
    own.some((b) =>
      own.some(
        (c) =>
          a !== b && b !== c && a !== c && [add(subtract(a, b), c), subtract(subtract(a, b), c)].some((sum) => equal(sum, value)),
      ),
    ),
  );

/** “Còn 496 hồ sơ đang xử lý: trong hạn 481, quá hạn 15”: its own parts make it. */
function partsFollow(near: readonly Figure[], rest: Figure): boolean {
  const after = near.filter((f) => f.start > rest.tail).slice(0, 5);
  let sum = ZERO;
  for (const [i, part] of after.entries()) {
    sum = add(sum, exactOf(part));
    if (i > 0 && equal(sum, exactOf(rest))) return true;
  }
  return false;
}
