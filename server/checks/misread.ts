import { type Document, type Passage, passageAt } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, areComplete, labelOfFigure, leavesRest, prefixFits, sumOf } from './parts.ts';
import { absolute, compare, subtract } from './rational.ts';
import type { Fault } from './rule.ts';

/** Whether a sum that does not make its total was read wrongly: the total is a change, or the parts make another figure, or more figures belong to them. */
export function isMisread(document: Document, { message, figures = [], shares = [] }: Fault): boolean {
  const [total, ...parts] = figures;
  const [at, ...others] = shares;
  if (message !== 'differs' || !total || at === undefined || parts.length < 2) return false;
  const passage = passageAt(document, at);
  const bracket = passage ? ownBracket(passage, total, parts) : -1;
  if (passage && bracket < 0 && isPartOfMore(passage, total, parts)) return true;
  if (!passage || others.some((other) => passageAt(document, other) !== passage))
    return (
      !others.some((other) => passageAt(document, other) === passage) &&
      (areNested(document, others) || leavesSome(document, parts, others))
    );
  const [first] = parts as [Figure];
  // “97 kiến nghị (kỳ thứ nhất 31, …); 92 đã giải quyết, 05 chuyển”: what makes the total behind the bracket does not mend the bracket.
  const is_apart = bracket >= 0 && parts.every((part) => part.end <= bracket);
  return (
    (!is_apart &&
      !areKinds(passage, total, parts) &&
      (isMadeBefore(passage, total, parts) || isMadeByRun(passage, total, parts))) ||
    isFarOff(total, parts) ||
    isMadeWithNamed(passage, total, parts) ||
    isChange(passage, total) ||
    makesAnother(passage, total, first, parts) ||
    isMadeWithMore(passage, total, parts, bracket) ||
    hasOneEach(passage, total, parts) ||
    isBroughtTo(passage, total, parts) ||
    countsLateOnes(passage, total, parts) ||
    holdsOthers(passage, parts) ||
    // “40 hồ sơ quá hạn (chủ yếu đất đai 25, xây dựng 09)”: some of them.
    (compare(sumOf(parts), exactOf(total)) < 0 &&
      first.start > total.end &&
      /chủ yếu|nhất là|tập trung|tiêu biểu|nổi bật|phần lớn|đa số/iu.test(passage.text.slice(total.end, first.start)))
  );
}

/** “có mặt 21 người (10 cán bộ, 12 công chức)”: where the bracket ends that holds all parts right behind their total and nothing else; else -1. */
function ownBracket({ text, figures }: Passage, total: Figure, parts: readonly Figure[]): number {
  const open = text.indexOf('(', total.end);
  const close = open < 0 ? -1 : text.indexOf(')', open);
  if (close < 0 || !/^(?:\s?\p{L}+){0,5}\s?$/u.test(text.slice(total.end, open))) return -1;
  const held = figures.filter((f) => f.kind === 'count' && f.start > open && f.end <= close);
  return held.length === parts.length && parts.every((part) => held.includes(part)) ? close : -1;
}

/** “19 cuộc (01 cuộc cấp huyện, mỗi xã 01 cuộc)”: of what each has, there are as many as there are of them. */
const hasOneEach = ({ text }: Passage, total: Figure, parts: readonly Figure[]): boolean =>
  /(?<!\p{L})mỗi(?!\p{L})/iu.test(text.slice(total.tail, Math.max(...parts.map(({ tail }) => tail))));

/** “phải giải quyết 23.560; đã giải quyết 23.497, quá hạn 18; 63 đang giải quyết”: the late ones are among those done. */
function countsLateOnes({ text }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const others = parts.filter(({ start }) => !/(?:quá|trễ|chậm) hạn\s$/iu.test(text.slice(Math.max(0, start - 10), start)));
  return others.length > 1 && others.length < parts.length && addsUp(total, others);
}

/** “ban hành 14 văn bản, nâng lũy kế lên 56 văn bản (6 tháng đầu năm: 30; tháng 7: 12)”: the bracket tells what was before. */
function isBroughtTo({ text, figures }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const own = figures.findLast((f) => f.kind === 'count' && f.end <= total.start && f.scale === total.scale);
  return (
    own !== undefined &&
    /(?:nâng|đưa)\s[^.;]*(?:lũy kế|luỹ kế)[^.;]*$/iu.test(text.slice(own.tail, total.start)) &&
    addsUp(total, [own, ...parts])
  );
}

/** “2.873 đơn đủ điều kiện; 651 đơn không đủ, gồm 418 đơn trùng, 233 đơn không ký tên”: what the parts right behind one of them make is told twice. */
function holdsOthers({ text }: Passage, parts: readonly Figure[]): boolean {
  const ordered = parts.toSorted((a, b) => a.start - b.start);
  return ordered.some((part, i) => {
    const next = ordered[i + 1];
    return (
      next !== undefined &&
      i + 2 < ordered.length &&
      // “Văn phòng (02); Tư pháp (03); Địa chính (02)”: each in a bracket of its own.
      !/^[^(]*\)/u.test(text.slice(part.tail, next.start)) &&
      /(?:gồm|trong đó|cụ thể|chia ra|[:(])[^.;]{0,40}$/iu.test(text.slice(part.tail, next.start)) &&
      prefixFits(part, ordered.slice(i + 1))
    );
  });
}

/** “2.187 thủ tục: toàn trình 1.012, một phần 864, chưa cung cấp 311”: with the others it makes a total itself, or with a neighbour what `a/b` tells. */
function isPartOfMore({ text, figures, fractions }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const before = figures
    .filter((f) => f.kind === 'count' && f.end <= total.start && f.scale === total.scale && !isClosedOff(text, f, total))
    .slice(-8);
  if (before.some((f) => f.unit === total.unit && addsUp(f, [total, ...parts]))) return true;
  // “Tiếp nhận 06 phản ánh, trong đó 01 về quy định, 05 về hành vi; đã xử lý xong 05, đang xử lý 01”: the parts are of the first, not of the nearest.
  if (before.some((f) => f.unit === total.unit && total.unit !== '' && addsUp(f, parts))) return true;
  // “giải quyết 281/318 đơn … 275 đơn bảo đảm thời hạn, 06 đơn chậm. Kết quả: đúng 31, đúng một phần 48, …”: of what was done.
  if (total.unit !== '' && fractions.some((f) => f.unit === total.unit && f.end <= total.start && addsUp(f.a, parts)))
    return true;
  const last = before.at(-1);
  return (
    last !== undefined &&
    last.unit === total.unit &&
    total.unit !== '' &&
    fractions.some(({ a }) => a.end <= last.start && addsUp(a, [last, total]))
  );
}

/** “30 cơ quan (13 phòng; 14 xã và 03 thị trấn). Đã kiểm tra 12 đơn vị, trong đó phòng 06, xã 07”: parts of what stands in a bracket would stand there too. */
const isClosedOff = (text: string, figure: Figure, total: Figure): boolean =>
  /^[^()]*\)/u.test(text.slice(figure.end, total.start)) && /\([^()]*$/u.test(text.slice(0, figure.start));

/** “cao cấp 08, trung cấp 37, số còn lại chưa qua đào tạo”: the rest has no number. */
function leavesSome(document: Document, parts: readonly Figure[], places: readonly number[]): boolean {
  const at = Math.max(...places);
  const passage = passageAt(document, at);
  const last = parts.find((part) => passage && passage.offset + part.start === at);
  return passage !== undefined && last !== undefined && leavesRest(passage.text, last.tail);
}

/** “có 341 hồ sơ phát sinh nghĩa vụ, trong đó 276 hồ sơ thanh toán trực tuyến”: the one holds the other, they are no two parts. */
const areNested = (document: Document, parts: readonly number[]): boolean =>
  parts.some((part, i) => {
    const next = parts[i + 1];
    const passage = passageAt(document, part);
    if (next === undefined || !passage || passageAt(document, next) !== passage) return false;
    return /(?:^|[\s,;(])trong đó(?!\p{L})/iu.test(passage.text.slice(part - passage.offset, next - passage.offset));
  });

/** “421 người, trong đó cán bộ 208, công chức 213. Về trình độ: đại học 352, cao đẳng 21, trung cấp 48”: a second time broken down, into kinds that are all. */
const areKinds = (passage: Passage, total: Figure, parts: readonly Figure[]): boolean =>
  /[.;]\s+(?:về|theo|phân theo|xét theo|chia theo|phân loại theo)\s[^.;,:\d]{3,60}:\s[^.;,\d]*$/iu.test(
    passage.text.slice(total.tail, Math.min(...parts.map(({ start }) => start))),
  ) && areComplete(parts.map((part) => labelOfFigure(passage, part)));

/** “42 trường, trong đó 14 …, 16 …, 12 …; 35 trường đạt chuẩn”: the figures right behind the total make it, so others were taken for its parts. */
function isMadeBefore({ figures }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const behind = figures.filter(
    (f) => f.kind === 'count' && f.start >= total.tail && f.unit === total.unit && f.scale === total.scale,
  );
  return total.unit !== '' && behind.some((f) => !parts.includes(f)) && prefixFits(total, behind);
}

/** Off by more than half of what is printed: other figures were taken for its parts. Of a few things nearly every slip is as large. */
function isFarOff(total: Figure, parts: readonly Figure[]): boolean {
  const sum = sumOf(parts);
  const gap = absolute(subtract(sum, exactOf(total)));
  // Zeros that were lost or added are a slip of the pen.
  if ([1n, 2n, 3n].some((k) => sum.n * exactOf(total).d === exactOf(total).n * sum.d * 10n ** k)) return false;
  return compare(exactOf(total), { n: 20n, d: 1n }) > 0 && compare({ n: gap.n * 2n, d: gap.d }, exactOf(total)) > 0;
}

/** “giảm 17 hồ sơ (từ 45 xuống 28)”: a change has no parts. */
const isChange = ({ text }: Passage, total: Figure): boolean =>
  /(?<!\p{L})(?:tăng|giảm|hơn)(?: thêm| đi| được)?\s*$/iu.test(text.slice(Math.max(0, total.start - 12), total.start));

/** “kiểm tra 05 đơn vị, gồm 02 phòng và 03 xã; 02 đơn vị còn lại …”, “lĩnh vực 1 đến 8 lần lượt là 38, 27, …”: a run of them makes the total. */
function isMadeByRun({ text }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const ordered = parts.toSorted((x, y) => x.start - y.start);
  const last = ordered.at(-1) as Figure;
  const is_apart = /^\s(?:\p{L}+\s){0,2}?còn lại(?!\p{L})/iu.test(text.slice(last.tail));
  if (is_apart && ordered.length > 2 && addsUp(total, ordered.slice(0, -1))) return true;
  return [1, 2].some((k) => {
    const [before, after] = [ordered[k - 1], ordered[k]];
    if (!before || !after || ordered.length - k < 3) return false;
    return /lần lượt|^[^,;.]{0,40}:/u.test(text.slice(before.end, after.start)) && addsUp(total, ordered.slice(k));
  });
}

/** “15 người, gồm Giám đốc, 02 Phó Giám đốc và 12 công chức”: who is named without a number is one. */
function isMadeWithNamed({ text }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const short = subtract(exactOf(total), sumOf(parts));
  const first = Math.min(...parts.map(({ start }) => start));
  if (first < total.tail || short.d !== 1n || short.n < 1n || short.n > 3n) return false;
  const lead = text.slice(total.tail, first).replace(/\([^()]*\)/gu, '');
  const named = /(?:gồm|gồm có|là|:)\s((?:[^,;.\d]{3,60}[,;]\s)+)$/u.exec(lead);
  return named !== null && BigInt((named[1] ?? '').match(/[,;]/gu)?.length ?? 0) === short.n;
}

/** “được giao 22, có mặt 21 người (cán bộ 10 người, công chức 11 người)”: the figure right before the bracket, or any between, is their total. */
const makesAnother = ({ figures }: Passage, total: Figure, first: Figure, parts: readonly Figure[]): boolean =>
  figures.some(
    (f) =>
      f.kind === 'count' &&
      f !== total &&
      f.start > total.start &&
      f.end <= first.start &&
      f.scale === total.scale &&
      addsUp(f, parts),
  );

/** The parts make the total together with figures that stand among them, of whatever unit: one was only left out of the reading. */
function isMadeWithMore(passage: Passage, total: Figure, parts: readonly Figure[], bracket: number): boolean {
  if (compare(sumOf(parts), exactOf(total)) >= 0) return false;
  // Up to the end of the sentence: “04 trường mầm non, 04 trường tiểu học và 01 trạm y tế”.
  const last = Math.max(...parts.map(({ tail }) => tail));
  const stop = /[.;:](?=\s|$)/u.exec(passage.text.slice(last));
  const to = bracket >= 0 ? bracket : stop ? last + stop.index : passage.text.length;
  const left = passage.figures.filter(
    (f) => f.kind === 'count' && f.start > total.end && f.start <= to && !parts.includes(f) && f.scale === total.scale,
  );
  return left.length > 0 && left.length <= 4 && subsetsOf(left).some((more) => addsUp(total, [...parts, ...more]));
}

function subsetsOf(figures: readonly Figure[]): Figure[][] {
  const sets: Figure[][] = [[]];
  for (const figure of figures) for (const set of sets.slice()) sets.push([...set, figure]);
  return sets;
}
