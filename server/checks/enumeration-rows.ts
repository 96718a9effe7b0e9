import type { Document } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { areComplete, isWholeRow, sumOf } from './parts.ts';
import type { Rational } from './rational.ts';
import { mayMatch, passagesBefore, plainUnit, type Sentence, sameUnit, type Told } from './story.ts';
import { isKindOf } from './unit.ts';

// Rows of parts as sentences tell them, each with what it may make.

/** A row of parts in one sentence or list, with what it should make. */
export type Row = { parts: Told[]; totals: Told[]; is_whole: boolean };

export const ELSE =
  /so với|cùng kỳ|(?<!\p{L}|điều chỉnh )(?:tăng|giảm)(?!\p{L}| nghèo)|kế hoạch giao|chỉ tiêu giao|lũy kế|luỹ kế|năm trước|quý trước|tháng trước|ngoài ra|bình quân|(?<!(?:loại|hạng|mức|khá|,|và)\s)trung bình|tối thiểu|phấn đấu|mỗi/iu;

export const OPEN =
  /\.\.\.|…|v\.v|và (?:các|một số) |một số|chủ yếu|tiêu biểu|như:|nhiều nhất|phần lớn|tập trung|khoản lớn|nổi bật/iu;
/** “Xét theo giới tính: …”, “Cơ cấu theo lĩnh vực: …”, “Nguồn tiếp nhận: …”: a row that leaves nothing out. */

/** Parts that count what the first of them counts. */
export const alike = (parts: readonly Told[], first: Told): Told[] => {
  const named = parts.find(({ figure }) => figure.unit !== '') ?? first;
  return parts.filter(({ figure }) => mayMatch(figure, named.figure) && figure.scale === named.figure.scale);
};

/** “… 1.264 triệu đồng, … 385 triệu đồng; tổng giá trị 1.649 triệu đồng”: the total stands last. */
export function* summed(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const [i, total] of outer.entries()) {
    if (i < 2) continue;
    const before = sentence.passage.text.slice(Math.max(sentence.start, total.figure.start - 70), total.figure.start);
    const called = /(?:^|[,;(]|\svà|nâng)\s*(tổng(?: cộng| số| giá trị)?|cộng (?:chung|cả)|cộng)(?!\p{L})[^,;\d]{0,45}$/iu.exec(
      before,
    );
    if (!called || /so với|kế hoạch/iu.test(before.slice(called.index))) continue;
    const parts = outer.slice(0, i).filter(({ figure }) => figure.scale === total.figure.scale && partOf(figure, total.figure));
    if (parts.length < 2) continue;
    const lost = isShifted(sumOf(parts.map(({ figure }) => figure)), exactOf(total.figure));
    if (ELSE.test(sentence.text.slice(0, total.figure.start - sentence.start)) && !lost) continue;
    yield { parts, totals: [total], is_whole: /cộng|giá trị/iu.test(called[1] ?? '') || parts.length === i };
  }
}

/** “08 lớp … (612 lượt người), 13 lớp … (2.204 lượt người), …”: the figures in the brackets are a row of their own. */
export function* bracketed(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  outer: readonly Told[],
): Generator<Row> {
  const inner = sentence.told.filter(({ depth }) => depth === 1);
  const [one] = inner;
  if (
    !one ||
    inner.length < 2 ||
    inner.length > 12 ||
    plainUnit(one.figure) === '' ||
    ELSE.test(sentence.text) ||
    / nhất(?!\p{L})/iu.test(sentence.text)
  ) {
    yield* joint(sentence, outer);
    return;
  }
  const text = sentence.passage.text;
  const alone = inner.every(({ figure }, i) => {
    const next = inner[i + 1];
    return (
      /\(\s*(?:\p{L}+\s){0,3}$/u.test(text.slice(Math.max(0, figure.start - 24), figure.start)) &&
      /^[^(),;]{0,24}\)/u.test(text.slice(figure.tail)) &&
      (!next || text.slice(figure.tail, next.figure.start).includes('('))
    );
  });
  // “nuôi bò (02 mô hình), nuôi vịt (01), trồng vầu (02)”: the first says of what.
  const same = inner.every(
    ({ figure }) =>
      ['', one.figure.unit].includes(figure.unit) &&
      figure.scale === one.figure.scale &&
      (figure.unit !== '' || figure.is_padded),
  );
  const heads = outer.filter(({ figure }) => figure.end <= one.figure.start || figure.start > one.figure.end);
  if (!alone || !same || heads.length > inner.length + 1) return;
  const own = outer.filter((t) => t.at < one.at && t.figure.unit === one.figure.unit).toReversed();
  const totals = own.length > 0 ? own : totalsBefore(document, story, sentences, k, sentence, inner);
  if (totals.length > 0)
    yield { parts: inner, totals, is_whole: /cụ thể|gồm|trong đó/iu.test(sentence.text) && !OPEN.test(sentence.text) };
}

/** “11 thành viên, chia thành 03 tổ (tổ 1: 04 người; tổ 2: 04 người; tổ 3: 03 người)”. */
export function* inOneBracket(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  outer: readonly Told[],
): Generator<Row> {
  const inner = sentence.told.filter(({ depth }) => depth === 1);
  const [first] = inner;
  const last = inner.at(-1);
  if (!first || !last || inner.length < 2 || inner.length > 12 || plainUnit(first.figure) === '') return;
  const { text } = sentence.passage;
  const body = text.slice(first.figure.start, last.figure.end);
  if (/[()]/.test(body) || inner.some(({ figure }) => figure.unit !== first.figure.unit || figure.scale !== first.figure.scale))
    return;
  const named = inner.every(({ figure }) => /:\s*$/.test(text.slice(Math.max(0, figure.start - 3), figure.start)));
  const count = outer.findLast((t) => t.at < first.at);
  // As many items in the bracket as the count before it says.
  if (!named || !count || exactOf(count.figure).n !== BigInt(inner.length) || sameUnit(count.figure, first.figure)) return;
  const own = outer.filter((t) => t.at < count.at && sameUnit(t.figure, first.figure)).toReversed();
  const totals = own.length > 0 ? own : totalsBefore(document, story, sentences, k, sentence, inner);
  if (totals.length > 0) yield { parts: inner, totals, is_whole: true };
}

/** “17 xã, thị trấn và 12 cơ quan chuyên môn (29 đơn vị)”. */
export function* joint(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const text = sentence.passage.text;
  for (const total of sentence.told) {
    if (total.depth !== 1 || plainUnit(total.figure) === '') continue;
    const [a, b] = outer.filter(({ figure }) => figure.end < total.figure.start).slice(-2);
    if (!a || !b || plainUnit(a.figure) === '') continue;
    const alone =
      /\((?:tổng(?: cộng| số)?|cộng|tất cả)?\s*$/iu.test(text.slice(Math.max(0, total.figure.start - 12), total.figure.start)) &&
      /^\s*\)/.test(text.slice(total.figure.tail));
    const joined = /^[^.;()\d]{0,30}\svà\s$/iu.test(text.slice(a.figure.tail, b.figure.start));
    if (
      !alone ||
      !joined ||
      /[.;,]/.test(text.slice(b.figure.tail, total.figure.start)) ||
      ![a, b].every(({ figure }) => partOf(figure, total.figure))
    )
      continue;
    yield { parts: [a, b], totals: [total], is_whole: true };
  }
}

export const fullLabel = ({ before, after, passage, figure }: Told): string =>
  `${before} ${passage.text.slice(figure.end, figure.tail)} ${after}`.replace(/\s+/gu, ' ').trim();

/** “tổng kinh phí 2.465 triệu đồng, cấp tỉnh 1.310 …, cấp huyện 720 …, cấp xã 435 …”; “thụ lý 33 vụ; … đúng 02, sai 22, có đúng có sai 05”. */
export function* called(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  if (outer.length < 3) return;
  for (let i = 0; i + 2 < outer.length; i += 1) {
    const total = outer[i] as Told;
    if (total.figure.unit === '' || outer.length - i > 9) continue;
    const parts = outer.slice(i + 1);
    if (alike(parts, total).length !== parts.length) continue;
    const words = sentence.passage.text.slice(total.figure.start, sentence.end);
    if (ELSE.test(words) || OPEN.test(words)) return;
    const labels = parts.map((part) => `${part.before} ${part.after}`.trim());
    const is_total = /(?:^|\s)tổng (?:số|cộng|kinh phí|vốn|dự toán|giá trị|diện tích|chi|thu|mức)/iu.test(total.before);
    // The first may be one of the row itself: “rất hài lòng 341, hài lòng 236, …”.
    if (areComplete([`${total.before} ${total.after}`.trim(), ...labels])) return;
    if (areComplete(labels)) {
      yield {
        parts,
        totals: outer
          .slice(0, i + 1)
          .toReversed()
          .filter((t) => sameUnit(t.figure, total.figure)),
        is_whole: isWholeRow(labels),
      };
      return;
    }
    if (is_total) {
      yield { parts, totals: [total], is_whole: false };
      return;
    }
  }
}

export const MEASURES = new Set(['năm', 'ngày', 'giờ', 'đồng', 'điểm', 'km', 'ha']);

/** “08/08 đơn vị nộp báo cáo, 06 đơn vị nộp đúng hạn, 02 đơn vị nộp chậm”: the parts of all of them. */
export function* ofAll(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const [i, total] of sentence.parts.entries()) {
    const base = sentence.bases[i];
    if (!base || total.depth !== 0 || plainUnit(total.figure) === '' || exactOf(base.figure).n !== exactOf(total.figure).n)
      continue;
    const parts = outer.filter((t) => t.at > base.at);
    if (parts.length < 2 || parts.length > 5 || parts.some(({ figure }) => !sameUnit(figure, total.figure))) continue;
    if (areComplete(parts.map((part) => `${part.before} ${part.after}`.trim()))) yield { parts, totals: [total], is_whole: true };
  }
}

/** “Truyền thanh: 26 lượt; Zalo: 14 tin; họp thôn: 8 cuộc. Cộng 48 lượt, tin, cuộc”: the total is the next sentence. */
export function* closing(sentences: readonly Sentence[], k: number, sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const [total] = outer;
  const before = sentences[k - 1];
  if (!total || !before || outer.length !== 1) return;
  if (
    !/^\s*(?:cộng|tổng cộng|tất cả|tổng)(?:\s(?:là|có|chung))?\s*:?\s*$/iu.test(
      sentence.passage.text.slice(sentence.start, total.figure.start),
    )
  )
    return;
  const parts = before.told.filter(({ depth, figure }) => depth === 0 && figure.scale === total.figure.scale);
  const of_many = /^[^.;]*,\s\p{L}/u.test(sentence.passage.text.slice(total.figure.end, sentence.end));
  const fit = parts.every(({ figure }) => of_many || partOf(figure, total.figure));
  if (parts.length >= 2 && fit && !ELSE.test(before.text)) yield { parts, totals: [total], is_whole: true };
}

/** “hoàn thành xuất sắc 28 người, hoàn thành tốt 117 người, … trên tổng số 156 người được đánh giá”. */
export function* outOf(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  const total = outer.at(-1);
  if (!total || outer.length < 3 || plainUnit(total.figure) === '') return;
  const lead = sentence.passage.text.slice(Math.max(sentence.start, total.figure.start - 24), total.figure.start);
  if (!/(?:trên|trong) tổng (?:số|cộng)\s*$/iu.test(lead)) return;
  const parts = outer.slice(0, -1).filter(({ figure }) => sameUnit(figure, total.figure) && figure.scale === total.figure.scale);
  // The run right before it: “… 143 người; kết quả: 28 người, …”.
  const last = parts.findLastIndex(
    (part, i) => i > 0 && /[;:.]/u.test(sentence.passage.text.slice((parts[i - 1] as Told).figure.tail, part.figure.start)),
  );
  const row = last > 0 ? parts.slice(last) : parts;
  if (row.length >= 2) yield { parts: row, totals: [total], is_whole: true };
}

/** “Đăng tải 42 tin, bài; trong số này … 17, … 14, còn lại 11”. */
export function* afterSemicolon(sentence: Sentence, outer: readonly Told[]): Generator<Row> {
  for (const m of sentence.text.matchAll(
    /;\s+(?=(?:trong (?:tổng )?số|trong đó|phân (?:loại )?theo|chia (?:ra |theo )|gồm|bao gồm|cụ thể|kết quả:|đến nay:))/giu,
  )) {
    const at = sentence.start + m.index;
    const parts = outer.filter(({ figure }) => figure.start > at);
    const totals = outer.filter(({ figure }) => figure.end <= at).toReversed();
    const [total] = totals;
    if (!total || parts.length < 2 || alike(parts, total).length !== parts.length) continue;
    const words = sentence.text.slice(m.index);
    if (ELSE.test(words) || /;/.test(words.slice(1))) continue;
    const is_result =
      /^;\s(?:kết quả|đến nay):/iu.test(words) && parts.length >= 3 && parts.every((t) => sameUnit(t.figure, total.figure));
    const is_whole = (/còn lại|(?:^|\s)khác(?!\p{L})|gồm|theo/iu.test(words) || is_result) && !OPEN.test(words);
    yield { parts, totals: totals.filter((t) => sameUnit(t.figure, total.figure)), is_whole };
  }
}

const partOf = (part: Figure, total: Figure): boolean =>
  sameUnit(part, total) ||
  part.unit === '' ||
  isKindOf(plainUnit(part), plainUnit(total)) ||
  plainUnit(total) === 'văn_bản' ||
  (plainUnit(total) === 'đơn_vị' && part.unit.startsWith('~'));

/** What a row without its own total may make: figures of the sentence before, else of the paragraphs before. Nearest first. */
export function totalsBefore(
  document: Document,
  story: Sentence[][],
  sentences: Sentence[],
  k: number,
  sentence: Sentence,
  parts: readonly Told[],
): Told[] {
  const fits = ({ figure }: Told): boolean => {
    const named = parts.find((part) => part.figure.unit !== '')?.figure;
    return figure.scale === (parts[0] as Told).figure.scale && (named ? sameUnit(figure, named) : figure.unit !== '');
  };
  const found: Told[] = [];
  for (let i = k - 1; i >= Math.max(0, k - 2); i -= 1) found.push(...(sentences[i] as Sentence).told.filter(fits));
  const wanted = found.length === 0 ? 3 : 0;
  for (const passage of passagesBefore(document, sentence.passage, wanted)) {
    if (passage.label?.style === 'bullet' && passage.label.text === sentence.passage.label?.text) continue;
    for (const other of (story[passage.index] ?? []).toReversed()) found.push(...other.told.filter(fits));
    if (found.length > 0) break;
  }
  return found;
}

/** A thousand or a million times apart, to the last digit. */
export const isShifted = (a: Rational, b: Rational): boolean =>
  b.n > 0n && [1000n, 1_000_000n].some((by) => a.n * b.d === b.n * a.d * by || b.n * a.d === a.n * b.d * by);
