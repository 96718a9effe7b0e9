import { areDocuments, fillsSentence, isBroken, isClosed, isSlippedRow } from '../closed-parts.ts';
import { closingBracket, type Passage, segmentAt, segmentsOf } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import { exceedsFault, isPartOfFraction, partsFault, partsInList, partsInSections } from '../listed-parts.ts';
import { isMisread } from '../misread.ts';
import {
  addsUp,
  areComplete,
  areParallel,
  isFar,
  isNear,
  isSlip,
  isThirdLess,
  isWholeRow,
  labelOfFigure,
  leavesRest,
  overlap,
  prefixFits,
  sumOf,
  withUnit,
} from '../parts.ts';
import { absolute, compare, HUNDRED, multiply, subtract } from '../rational.ts';
import { rowsBeyond } from '../rows-beyond.ts';
import { type Context, decided, defineRule, type Fault, spotOf } from '../rule.ts';
import { isAcquitted } from '../second-look.ts';
import { sumShapes } from '../sum-shapes.ts';
import { isMadeOtherwise } from '../sums-acquitted.ts';
import { sumsOfFacts } from '../sums-of-facts.ts';
import { withFigures } from '../told-in.ts';
import { isKindOf } from '../unit.ts';
import { wordSums } from '../word-sums.ts';

/**
 * Parts add up to their total: in a sentence, in a list under it, in the sections under it, in a table.
 *
 * “Trong đó” may leave parts out, and parts may overlap. Equality is asked only of parts that name a complete row, are announced as all (`gồm`,
 * `bao gồm`, `cụ thể`), or stand in a table; else the parts may only not exceed the total.
 */
export const R03 = defineRule({
  id: 'R03',
  version: 1,
  severity: 'error',
  title: 'Tổng bằng cộng các phần',
  messages: {
    differs:
      'Tổng ghi {total} nhưng cộng các phần {parts} được {sum}, lệch {gap}. Người đọc không biết số nào đúng. Kiểm tra từng phần và tổng rồi sửa số sai.',
    listed:
      'Tổng ghi {total} nhưng cộng các phần {parts} được {sum}, lệch {gap}. Người đọc không biết số nào đúng. Kiểm tra từng phần và tổng rồi sửa số sai.',
    beside:
      'Tổng ghi {total} nhưng cộng các phần {parts} được {sum}, lệch {gap}, trong khi số đi kèm thì cộng đúng. Kiểm tra từng phần và tổng rồi sửa số sai.',
    scale: 'Tổng ghi {total} nhưng khoản của nó ghi {part}: hai số cùng cỡ mà đơn vị cách nhau nghìn lần. Sửa đơn vị.',
    exceeds: 'Số thành phần {part} lớn hơn tổng {total} mà nó thuộc về. Kiểm tra hai số có cùng kỳ, cùng phạm vi không, rồi sửa.',
    in_turn: 'Nêu {names} kỳ mà “lần lượt” có {numbers} số. Người đọc không biết số nào của kỳ nào. Bổ sung hoặc bớt số.',
    column: 'Cột “{column}”: dòng “{row}” ghi {total}, cộng các dòng được {sum}, lệch {gap}. Cộng lại cột này rồi sửa số sai.',
    cell: 'Cột “{column}”: cộng các dòng được {sum} nhưng dòng “{row}” ghi {total}. Theo phần lời thì ô này, ghi {cell}, có lẽ phải là {expected}. Đối chiếu rồi sửa.',
    row: 'Dòng “{row}”: cột “{column}” ghi {total} nhưng {parts} = {sum}, lệch {gap}. Cộng lại dòng này rồi sửa số sai.',
    formula: 'Dòng “{row}”: theo công thức của cột “{column}” ({formula}) phải là {sum}, bảng ghi {total}. Tính lại rồi sửa.',
    relation: 'Dòng “{row}”: cột “{column}” ghi {total} nhưng {parts} = {sum}, như ở các dòng khác. Tính lại dòng này rồi sửa.',
    note: 'Tổng ghi {total} {unit} nhưng {items} mục ở chú thích {label} cộng được {sum}. Người đọc cộng lại sẽ thấy khác. Đối chiếu từng mục rồi sửa tổng hoặc sửa chú thích.',
    running: 'Dòng “{row}”: lũy kế ghi {total} nhưng dòng trước {before}, dòng này {own}, lệch {gap}. Cộng lại rồi sửa số sai.',
    upward: '“{name} trở lên” ghi {claim} nhưng {parts} = {sum}. Đếm lại rồi sửa một trong các số.',
    children: 'Dòng “{row}” ghi {total} nhưng các dòng thành phần ({parts}) cộng được {sum}, lệch {gap}. Cộng lại rồi sửa.',
  },
  *check(context) {
    const spoken = new Set<number>();
    for (const fault of byShape(context)) {
      if (isMadeOtherwise(context.document, fault)) continue;
      if (!isAcquitted(context.document, 'R03', fault)) for (const at of fault.shares ?? []) spoken.add(at);
      yield fault;
    }
    yield* sumsOfFacts(context, spoken);
    yield* rowsBeyond(context);
  },
});

function* byShape(context: Context): Generator<Fault> {
  const told = new Set<number>();
  for (const fault of inProse(context)) {
    if (isMisread(context.document, fault)) continue;
    for (const at of fault.shares ?? []) told.add(at);
    yield fault;
  }
  for (const fault of wordSums(context, told)) if (!isMisread(context.document, fault)) yield fault;
  yield* sumShapes(context);
}

function* inProse(context: Context): Generator<Fault> {
  for (const passage of withFigures(context.document)) {
    if (passage.section.is_plan) continue;
    const { length } = passage.figures;
    if (length >= 2) yield* inSentence(context, passage);
    // A total and two parts of it.
    if (length >= 3) {
      yield* inNextSentence(context, passage);
      yield* afterComparison(context, passage);
    }
    yield* partsInList(context, passage);
    yield* partsInSections(context, passage);
  }
}

const CUE = /(?:trong đó|bao gồm|gồm có|gồm|cụ thể(?: là)?|chia ra|lý do(?: là)?|[:(])/giu;
const ALL = /gồm|cụ thể|chia ra/iu;
/** “33 đơn, lý do trùng nội dung 21, nặc danh 12”: each has one, so that they are never more. */
const BY_REASON = /,\s(?:với )?lý do(?! chủ yếu| chính| khách| chủ quan)(?: là)?:?\s[^,;.]*$/iu;
const ELSE = /so với|cùng kỳ|tăng|giảm|kế hoạch giao|chỉ tiêu|lũy kế|luỹ kế|năm trước|quý trước|tháng trước|ngoài ra/iu;

function* inSentence(context: Context, passage: Passage): Generator<Fault> {
  const counts = passage.figures.filter((f) => f.kind === 'count' && !isPartOfFraction(passage, f));
  if (counts.length < 2) return;
  const sentences = segmentsOf(passage.text, '.?!');
  const reported = new Set<number>();
  for (let i = 0; i < counts.length; i += 1) {
    const total = withUnit(passage, counts[i] as Figure, counts[i + 1]);
    if (total.bound !== 'exact' || total.unit === 'điểm' || reported.has(total.start)) continue;
    // A figure in a bracket is a part; its own parts would stand in the same bracket.
    const to_next = passage.text.slice(total.end, counts[i + 1]?.start ?? total.end);
    if (to_next.includes(')') && depthOf(passage.text, 0, total.start) > 0) continue;
    const sentence = segmentAt(sentences, total.start);
    const next = counts[i + 1];
    if (!sentence || !next || next.start > sentence.end) continue;
    const between = passage.text.slice(total.tail, next.start);
    const is_of =
      (/(?:trong|tổng) số\s*$/iu.test(passage.text.slice(Math.max(0, total.start - 12), total.start)) ||
        /(?:^|[.;,]\s)trong(?: tổng)?\s*$/iu.test(passage.text.slice(Math.max(0, total.start - 12), total.start))) &&
      /(?:^|\s)có\s*$/iu.test(between);
    const cues = is_of
      ? ['có'.match(/có/u) as RegExpMatchArray]
      : [...between.replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length)).matchAll(CUE)];
    if (cues.length === 0 || ELSE.test(between) || isBroken(total, between) || between.length > 160) continue;
    const is_bracket = cues[0]?.[0] === '(' && !between.includes(')');
    const end = is_bracket ? closingBracket(passage.text, total.tail + between.lastIndexOf('(')) : sentence.end;
    const parts = partsAfter(passage, counts.slice(i + 1), end, total);
    if (parts.length < 2) {
      yield* single(context, passage, total, parts[0], between);
      continue;
    }
    context.count('seen');
    const labels = parts.map((part) => labelOfFigure(passage, part));
    const full = parts.map((part) => `${labelOfFigure(passage, part)} ${passage.text.slice(part.end, part.tail)}`);
    const is_short = compare(sumOf(parts), exactOf(total)) < 0 && !isSlip(total, parts);
    const named = is_short ? isWholeRow(labels) || isWholeRow(full) : areComplete(labels) || areComplete(full);
    const is_choice = is_short && /trong đó/iu.test(between) && isThirdLess(total, parts);
    const complete = !isFar(total, parts) && !is_choice && (named || sharesAreAll(passage, parts));
    const rest = labels.some((label) => /còn lại|khác$/iu.test(label));
    const open = !complete && !areParallel(labels) && !rest && !isClosed(passage, total, parts, between, sentence.end);
    if (addsUp(total, parts) || (open && prefixFits(total, parts))) {
      context.count('bound');
      context.count('checked');
      continue;
    }
    // “14 thôn, buôn, gồm 09 thôn và 05 buôn đồng bào dân tộc”: what a total is made of does not overlap.
    if (overlap(labels) && !/gồm|chia ra/iu.test(between) && !isSlippedRow(total, parts)) continue;
    const over = compare(sumOf(parts), exactOf(total)) > 0;
    if (!over && leavesRest(passage.text, (parts.at(-1) as Figure).tail)) continue;
    const same_unit = parts.every(
      (part, i) => (part.unit !== '' && isKindOf(part.unit, total.unit)) || isBare(passage, part, parts[i + 1]),
    );
    const is_named =
      is_bracket &&
      between.length < 40 &&
      parts.every((part, i) => (part.unit !== '' && isKindOf(part.unit, total.unit)) || isNamedPart(passage, part, parts[i + 1]));
    const announced =
      (ALL.test(between) || (over && BY_REASON.test(between))) &&
      (same_unit || is_bracket) &&
      !/(?:\.\.\.|…|v\.v|và (?:các|một số))/u.test(passage.text.slice(total.tail, end));
    const after_colon = /:/u.test(between) && !between.includes(',') && same_unit && areParallel(labels);
    // “gồm 09 người: 01 Trưởng đoàn, 02 Phó Trưởng đoàn, 06 thành viên”: each part begins with its number.
    const counted =
      /^\s*:\s*$/u.test(between) &&
      parts.length >= 2 &&
      parts.every((part) => part.is_padded || part.unit === total.unit) &&
      parts.every((part) => /(?:[:,]|\svà)\s*$/u.test(passage.text.slice(total.tail, part.start)) && part.unit !== '') &&
      isRun(passage, parts, end);
    const has_rest = rest && same_unit && parts.length >= 3 && !isFar(total, parts);
    const is_sure =
      complete || has_rest || counted || is_named || after_colon || (announced && (over || areParallel(labels) || same_unit));
    // Far over: the figures after it are an account, each of something else.
    const is_account = over && compare(sumOf(parts), multiply(exactOf(total), { n: 5n, d: 4n })) > 0;
    if (!is_sure && is_account) {
      context.unchecked(spotOf(passage, total), 'Các phần nêu sau tổng có thể chưa đủ hoặc trùng nhau.');
      continue;
    }
    if (!is_sure && !(over && same_unit)) {
      if (!over && same_unit && parts.length >= 3 && isNear(total, parts))
        yield partsFault(
          passage,
          total,
          parts,
          areDocuments(total, parts, between) ||
            (isSlip(total, parts) &&
              (compare(exactOf(total), HUNDRED) >= 0 || fillsSentence(passage, total, parts, sentence.end)))
            ? 'error'
            : 'warning',
        );
      else context.unchecked(spotOf(passage, total), 'Các phần nêu sau tổng có thể chưa đủ hoặc trùng nhau.');
      continue;
    }
    context.count('bound');
    context.count('checked');
    for (const figure of [total, ...parts]) reported.add(figure.start);
    const slipped = isSlip(total, parts) && isNear(total, parts);
    yield partsFault(
      passage,
      total,
      parts,
      is_sure || slipped || areParallel(labels) || parts.length === 2 || areDocuments(total, parts, between)
        ? 'error'
        : 'warning',
    );
  }
}

/** Nothing is counted between the parts or after the last that is not one of them. */
const isRun = (passage: Passage, parts: readonly Figure[], end: number): boolean =>
  !passage.figures.some(
    (f) =>
      f.kind === 'count' &&
      f.start > (parts[0] as Figure).start &&
      f.start < end &&
      f.unit !== '' &&
      !parts.includes(f) &&
      depthOf(passage.text, (parts[0] as Figure).start, f.start) === 0 &&
      !/[;.]/u.test(passage.text.slice((parts.at(-1) as Figure).tail, f.start)),
  );

/** “sai về thẩm quyền 01, về nội dung 02, …”: a label, a number and a mark, and nothing else. */
function isBare(passage: Passage, part: Figure, next: Figure | undefined): boolean {
  const { text } = passage;
  if (part.unit !== '' || !/\p{L}\s:?\s?$/u.test(text.slice(Math.max(0, part.start - 4), part.start))) return false;
  const after = next ? text.slice(part.end, next.start) : text.slice(part.end, part.end + 2);
  return /^\s?(?:[,;.)]|và\s|$)/u.test(after);
}

/** “(quyết định: 05; kế hoạch: 07)”: every part is one label and one number. */
function isNamedPart(passage: Passage, part: Figure, next: Figure | undefined): boolean {
  const { text } = passage;
  const before = text.slice(Math.max(0, part.start - 40), part.start);
  const after = next ? text.slice(part.tail, next.start) : (text.slice(part.tail).split(')')[0] ?? '');
  return /\p{L}\s*:?\s*$/u.test(before) && /^[^.]{0,45}$/u.test(after);
}

/** Every part has its percentage beside it, and these are all: “198 trạm (83,9 %), 38 trạm (16,1 %)”. */
function sharesAreAll(passage: Passage, parts: readonly Figure[]): boolean {
  const shares = parts.map((part) =>
    passage.figures.find((f) => f.kind === 'percent' && f.start >= part.end && f.start - part.tail < 26),
  );
  if (shares.some((share) => !share)) return false;
  const sum = sumOf(shares as Figure[]);
  return compare(absolute(subtract(sum, HUNDRED)), { n: BigInt(parts.length), d: 5n }) <= 0;
}

/** Figures after the cue that may be parts: same unit, not in a bracket or an inner “trong đó” of another part, until the words turn away. */
function partsAfter(passage: Passage, rest: readonly Figure[], end: number, total: Figure): Figure[] {
  const parts: Figure[] = [];
  let from = total.tail;
  for (const figure of rest) {
    if (figure.start >= end) break;
    const words = passage.text.slice(from, figure.start);
    // “…; đã giải ngân 81.263 triệu đồng”: what was done with it, no part of it.
    if (parts.length > 0 && (ELSE.test(words) || /trong đó|;\s(?:đã|đến nay|hiện|tỷ số|tỉ số|tỷ lệ|bình quân)\s/iu.test(words)))
      break;
    const nested =
      parts.length > 0 &&
      depthOf(passage.text, total.tail, figure.start) > depthOf(passage.text, total.tail, (parts[0] as Figure).start);
    from = figure.tail;
    if (nested || figure.scale !== total.scale) continue;
    if (!isKindOf(figure.unit, total.unit) && figure.unit !== '' && !figure.unit.startsWith('~')) continue;
    if (figure.unit.startsWith('~') && total.unit !== figure.unit && figure.unit.length > 8) continue;
    parts.push(figure);
  }
  return parts;
}

function depthOf(text: string, from: number, to: number): number {
  let depth = 0;
  for (let i = from; i < to; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
  }
  return depth;
}

/** Of totals that are alike but for their size, that which the parts come nearest to; else the first. */
function nearestOf(totals: readonly Figure[], parts: readonly Figure[]): Figure | undefined {
  const [first] = totals;
  if (!first || parts.length < 2) return first;
  const gap = (f: Figure) => absolute(subtract(sumOf(parts), exactOf(f)));
  const alike = totals.filter((f) => f.unit === first.unit && f.unit !== '' && f.scale === first.scale);
  return alike.toSorted((a, b) => compare(gap(a), gap(b)))[0] ?? first;
}

/** “… 486 phản ánh, tăng … Trong đó qua Cổng 203, qua tổng đài 261, …”: the parts of the first figure of the sentence before. */
function* inNextSentence(context: Context, passage: Passage): Generator<Fault> {
  const sentences = segmentsOf(passage.text, '.?!');
  for (const [i, sentence] of sentences.entries()) {
    const before = sentences[i - 1];
    if (
      !before ||
      !/^\s*(?:trong (?:tổng số )?(?:số )?(?:đó|này)|trong tổng số đó|cụ thể|kết quả|bao gồm|gồm|(?:về )?(?:trình độ|lý luận|giới tính|độ tuổi|dân tộc)[^:.]{0,30}:)/iu.test(
        passage.text.slice(sentence.start, sentence.end),
      )
    )
      continue;
    const inside = (stretch: { start: number; end: number }): Figure[] =>
      passage.figures.filter(
        (f) =>
          f.kind === 'count' &&
          f.start >= stretch.start &&
          f.end <= stretch.end &&
          f.bound === 'exact' &&
          !isPartOfFraction(passage, f),
      );
    const parts = inside(sentence);
    // The first figure of the sentence before, unless another one there is what the parts make: “phát 1.200 phiếu, thu về 1.164 phiếu”.
    const totals = inside(before);
    const total =
      totals.find((f) => parts.length > 1 && parts[0]?.scale === f.scale && addsUp(f, parts)) ?? nearestOf(totals, parts);
    if (
      !total ||
      parts.length < 2 ||
      parts.some((part) => part.scale !== total.scale || (part.unit !== '' && !isKindOf(part.unit, total.unit)))
    )
      continue;
    context.count('seen');
    const labels = parts.map((part) => labelOfFigure(passage, part));
    const complete =
      !isFar(total, parts) && (areComplete(labels) || sharesAreAll(passage, parts) || (parts.length >= 3 && areParallel(labels)));
    if (overlap(labels) || ELSE.test(passage.text.slice(sentence.start, sentence.end))) continue;
    if (addsUp(total, parts)) {
      context.count('bound');
      context.count('checked');
      continue;
    }
    const over = compare(sumOf(parts), exactOf(total)) > 0;
    const told = parts.length >= 3 && parts.every((part) => part.unit !== '') && isNear(total, parts);
    if (!complete && !told) continue;
    context.count('bound');
    context.count('checked');
    const is_trait = /^\s*(?:về )?(?:trình độ|lý luận|độ tuổi|dân tộc)/iu.test(passage.text.slice(sentence.start, sentence.end));
    yield partsFault(
      passage,
      total,
      parts,
      (complete && (over || !is_trait)) || (told && isSlip(total, parts)) ? 'error' : 'warning',
    );
  }
}

/** “842 đơn vị, giảm 18 đơn vị so với năm 2022 (860 đơn vị), gồm: 96 …, 231 …, 515 …”: a comparison stands between the total and its parts. */
function* afterComparison(context: Context, passage: Passage): Generator<Fault> {
  for (const sentence of segmentsOf(passage.text, '.?!')) {
    const text = passage.text.slice(sentence.start, sentence.end);
    const cue = /(?:bao gồm|gồm|chia ra)\s*:/iu.exec(text);
    if (!cue || !ELSE.test(text.slice(0, cue.index))) continue;
    const counts = passage.figures.filter(
      (f) =>
        f.kind === 'count' &&
        f.bound === 'exact' &&
        f.start >= sentence.start &&
        f.end <= sentence.end &&
        !isPartOfFraction(passage, f),
    );
    const [total] = counts;
    const parts = counts.filter((f) => f.start > sentence.start + cue.index);
    if (!total || total.unit === '' || parts.length < 2 || parts.includes(total)) continue;
    if (parts.some((part) => part.unit !== total.unit || part.scale !== total.scale) || ELSE.test(text.slice(cue.index)))
      continue;
    decided(context);
    if (!addsUp(total, parts)) yield partsFault(passage, total, parts, 'error');
  }
}

function* single(context: Context, passage: Passage, total: Figure, part: Figure | undefined, between: string): Generator<Fault> {
  if (!part || !/trong đó/iu.test(between) || part.unit !== total.unit || part.unit === '' || part.scale !== total.scale) return;
  decided(context);
  if (compare(exactOf(part), exactOf(total)) <= 0) return;
  yield exceedsFault(passage, part, total);
}
