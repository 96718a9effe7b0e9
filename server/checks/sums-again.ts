import { closingBracket, type Document, type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, compare, equal, printScaled, type Rational, subtract, ZERO } from './rational.ts';
import { isMisprint } from './story.ts';

// A total and parts that miss it, read once more: what says that they are no total and parts.

/** A figure where it stands, with its sentence. */
export type Place = { passage: Passage; figure: Figure; from: number; to: number };

/** Whether the sentence itself says that these figures do not make that one. */
export const isNoSum = (document: Document, total: Place, parts: readonly Place[]): boolean =>
  overlaps(total, parts) ||
  parts.some(isOfAnotherTime(total)) ||
  parts.some(isName) ||
  moveApart(total, parts) ||
  hasOwnParts(total, parts) ||
  isFirstOfStates(total, parts) ||
  gapIsTold(total, parts) ||
  runFits(total, parts) ||
  isOfNeighbour(total, parts) ||
  makeAnother(document, total, parts);

/** Who says that parts overlap. */
export const BOTH =
  /(?<!\p{L})(?:cả (?:hai|2|02) (?:loại|diện|nhóm|hình thức|công nghệ|nội dung|tiêu chí)|phát cả hai|vừa [^,;.()]{2,40},? vừa|(?:thuộc|có|trùng|hưởng|vi phạm|mắc) (?:đồng thời|cùng lúc|nhiều|cả hai|hai|2|02) (?:lỗi|diện|nhóm|loại|nội dung|hình thức|vi phạm|lĩnh vực|mạng)|cùng lúc (?:hai|nhiều|02)|có thể (?:có (?!nhiều (?:người|công dân|hộ)(?!\p{L}))|thuộc|trùng|vừa|mắc)|(?:ở )?cả (?:hai|02|ba|03) (?:cấp|nơi|khối|kênh)|trùng(?! khớp| (?:nội dung|lặp|đơn|vụ việc|hồ sơ)(?:\s\p{L}+){0,2}\s\d)|(?:hai|nhiều) lần|(?:tính|đếm|kể|kiểm tra|thống kê) 02 lần|tính cả hai|được tính ở)(?!\p{L})/iu;

const TWOFOLD = /(?<!\p{L})vừa\s[^;.()\d]{2,40}?,?\svừa(?!\p{L})/giu;

/** “2.316 trạm (4G: 2.190, 5G: 318; nhiều trạm phát cả hai)”: who says that the parts overlap asks for no sum. In the sentence or the next. */
function overlaps(total: Place, parts: readonly Place[]): boolean {
  if (compare(sumOf(parts), exactOf(total.figure)) <= 0) return false;
  const { passage, figure, from, to } = total;
  const end = segmentAt(segmentsOf(passage.text, '.?!'), to + 1)?.end ?? to;
  // “một nhiệm vụ vừa thường xuyên, vừa lâu dài, … ban hành 23 văn bản”: what is said of other things before the total.
  return (
    BOTH.test(passage.text.slice(from, figure.start).replace(TWOFOLD, '')) || BOTH.test(passage.text.slice(figure.start, end))
  );
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
  const inner = passage.figures.filter((f) => f.start > open && f.end <= close && f.kind === 'count');
  return inner.length > 1 && equal(inner.map(exactOf).reduce(add, ZERO), exactOf(figure));
}

/** “(01 em lớp 7, 01 em lớp 8)”: a number that is a name counts nothing. */
const isName = ({ passage, figure }: Place): boolean =>
  !figure.is_padded &&
  (figure.unit === '' || figure.unit.startsWith('~')) &&
  figure.raw.length <= 3 &&
  /(?<!\p{L}|số |dân |đổi |chỉ |tổng |ký |đa |thiểu |trung |cao |sơ )(?:lớp|khối|tổ|đội|thôn|khu phố|khu|ấp|số|tầng|quầy|cửa|phòng|nhóm|loại|hạng|cấp|điểm|đợt|lần|kỳ|phụ lục|biểu|mẫu|tuyến|vòng)\s$/iu.test(
    passage.text.slice(Math.max(0, figure.start - 10), figure.start),
  );

const AFTER_STATE =
  /^\s\p{L}+(?:\s\p{L}+)?\s(?:đã |được |xếp loại |loại |đạt loại |ở mức )?(?:vượt|đạt|hoàn thành|tốt|khá|xuất sắc|đúng (?:hạn|tiến độ)|trước hạn|thành công|tăng|giảm|giữ nguyên|khỏi|nhất|nhì)(?!\p{L})|^\s(?:vượt|đạt|tốt|khá|xuất sắc|giữ nguyên|khỏi)(?!\p{L})/iu;

/** “04 chỉ tiêu vượt, 02 chỉ tiêu đạt, 01 chỉ tiêu chưa đạt”: the first is one of the states, no whole. */
function isFirstOfStates({ passage, figure }: Place, parts: readonly Place[]): boolean {
  const [first] = parts;
  if (!first || figure.unit === '' || parts.some((part) => part.passage !== passage || part.figure.unit !== figure.unit))
    return false;
  const between = passage.text.slice(figure.tail, first.figure.start);
  return AFTER_STATE.test(between) && /^[^.;:()\d]*,\s(?:và\s)?$/u.test(between) && !CUE.test(between);
}

/** “1.508 lượt (điện thoại 1.122, trực tiếp 241, văn bản 19, Zalo 126)”: what is missing is printed among them, though it was not read as a count. */
function gapIsTold(total: Place, parts: readonly Place[]): boolean {
  const { passage, figure, from, to } = total;
  if (parts.some((part) => part.passage !== passage)) return false;
  const gap = absolute(subtract(sumOf(parts), exactOf(figure)));
  const taken = [total, ...parts].map((place) => place.figure.start);
  const printed = printScaled(gap, figure.scale);
  const text = passage.text.slice(from, to);
  for (let at = text.indexOf(printed); at >= 0; at = text.indexOf(printed, at + 1)) {
    const whole =
      /^0?$/u.test(/[\d.,/]*$/u.exec(text.slice(0, at))?.[0] ?? '') &&
      !/^(?:[.,/]?\d|\s?%)/u.test(text.slice(at + printed.length));
    const start = from + at;
    if (!whole || taken.includes(start) || taken.includes(start - 1)) continue;
    const read = passage.figures.some((f) => start >= f.start && start < f.end);
    // A small count stands anywhere.
    if (compare(gap, { n: read ? 20n : 10n, d: 1n }) >= 0) return true;
  }
  return false;
}

/** “7 phòng, 4 đơn vị sự nghiệp và 1 trung tâm, tổng cộng 12 đầu mối”: the whole run beside the total makes it, whatever each of them counts. */
function runFits({ passage, figure }: Place, parts: readonly Place[]): boolean {
  if (parts.some((part) => part.passage !== passage)) return false;
  const starts = parts.map((part) => part.figure.start);
  const [from, to] = [Math.min(...starts), Math.max(...starts)];
  const counts = passage.figures.filter((f) => f !== figure && f.kind === 'count' && f.scale === figure.scale);
  const inside = counts.filter((f) => f.start >= from && f.start <= to);
  const beside = counts.filter((f) =>
    figure.start > to ? f.start > to && f.start < figure.start : f.start > figure.start && f.start < from,
  );
  const all = [...inside, ...beside];
  const marks = passage.text.slice(Math.min(from, figure.start), Math.max(to, figure.tail));
  return all.length > parts.length && !/[.;:]\s/u.test(marks) && equal(all.map(exactOf).reduce(add, ZERO), exactOf(figure));
}

/** A list whose items make a figure that stands near it is of that, unless the other is only a misprint of it. */
function makeAnother(document: Document, { figure }: Place, parts: readonly Place[]): boolean {
  const sum = sumOf(parts);
  if (parts.length < 3 || compare(sum, { n: 100n, d: 1n }) < 0 || isMisprint(printScaled(sum, figure.scale), figure.raw))
    return false;
  const [first, last] = [parts[0] as Place, parts.at(-1) as Place];
  const taken = new Set(parts.map((part) => part.figure));
  return document.passages
    .slice(Math.max(0, first.passage.index - 3), last.passage.index + 3)
    .some(
      (other) =>
        other.section === first.passage.section &&
        other.figures.some((f) => f.kind === 'count' && f !== figure && !taken.has(f) && equal(exactOf(f), sum)),
    );
}

/** The word right behind a figure, where it counts something in a word of its own. */
const nounOf = ({ passage, figure }: Place): string =>
  /^\s(\p{L}+(?:\s\p{L}+)?)/u.exec(passage.text.slice(figure.end))?.[1]?.toLowerCase() ?? '';

/** “bố trí 08 quầy giao dịch, 07 công chức; trong đó 03 quầy …, 02 quầy …”: what is counted by the word of the parts, just before, is their total. */
function isOfNeighbour(total: Place, parts: readonly Place[]): boolean {
  const [noun = '', ...others] = parts.map((part) => nounOf(part).split(' ')[0] ?? '');
  if (noun === '' || others.some((other) => other !== noun) || nounOf(total).split(' ')[0] === noun) return false;
  const { passage, figure, from } = total;
  const sum = sumOf(parts);
  return passage.figures.some(
    (f) =>
      f !== figure &&
      f.start >= from &&
      f.end <= figure.start &&
      f.kind === 'count' &&
      equal(exactOf(f), sum) &&
      nounOf({ ...total, figure: f }).split(' ')[0] === noun,
  );
}
