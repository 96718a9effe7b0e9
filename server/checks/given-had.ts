import { cueOf, namedIn, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { leftFault } from './done-then-left.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, printScaled, subtract } from './rational.ts';
import { isInHand } from './remainder.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { sameUnit, storyOf } from './story.ts';

const GIVEN_HAD_CUE = cueOf('thiếu', 'chưa', 'trống', 'khuyết', 'còn');
const LEFT_OF_ALL_CUE = cueOf('còn lại');

// What is missing of a number that was given, or is left of all that was to be done, printed in other units or pages away. R06.

const GIVEN = /(?:giao|kế hoạch|chỉ tiêu|định mức|được duyệt|phê duyệt|phân bổ)[^.;,\d]{0,34}\s$/iu;
const HAD =
  /^[^.()\d]{0,40}[;,]\s?(?:(?:đến nay|hiện|hiện nay|đã|thực tế|số|thì)\s)*(?:có mặt|hiện có|có|thực hiện|tuyển(?: dụng)?|bố trí|sử dụng)(?: được| là)?\s$/iu;
const MISSED =
  /^[^.()\d]{0,34}[;,]\s(?:(?:như vậy|hiện|đang|số|và)\s)*(?:(?:còn\s)?thiếu|chưa (?:sử dụng|tuyển(?: dụng)?|bố trí)|(?:còn\s)?(?:trống|khuyết)|còn)\s$/iu;
/** Posts are given, persons fill them. */
const POSTS = new Set(['', 'người', 'chỉ_tiêu', 'biên_chế', 'suất', 'vị_trí', 'công_chức', 'viên_chức']);

/** “được giao 1.934 chỉ tiêu; hiện có mặt 1.871 người, thiếu 73 người so với chỉ tiêu”: posts less persons. */
export function* givenHad(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, GIVEN_HAD_CUE)) {
    const { figures, text } = passage;
    for (let i = 0; i + 2 < figures.length; i += 1) {
      const [total, part, rest] = figures.slice(i, i + 3) as [Figure, Figure, Figure];
      if (![total, part, rest].every((f) => isPost(f)) || (total.unit === part.unit && part.unit === rest.unit)) continue;
      if (told.has(passage.offset + rest.start)) continue;
      if (!GIVEN.test(text.slice(Math.max(0, total.start - 60), total.start))) continue;
      if (!HAD.test(text.slice(total.tail, part.start)) || !MISSED.test(text.slice(part.tail, rest.start))) continue;
      if (/^[^.;,]{0,24}(?:theo|so với)\s(?:định mức|quy định|đề án|nhu cầu|vị trí)/iu.test(text.slice(rest.tail))) continue;
      if (isInHand(passage, rest) && compare(add(exactOf(part), exactOf(rest)), exactOf(total)) < 0) continue;
      const fault = leftFault(context, { passage, figure: total }, { passage, figure: part }, { passage, figure: rest });
      if (fault) yield fault;
    }
  }
}

const isPost = (f: Figure): boolean =>
  f.kind === 'count' &&
  f.bound === 'exact' &&
  f.scale === 1n &&
  f.decimals === 0 &&
  (POSTS.has(f.unit) || /^~(?:biên|chỉ|suất)/u.test(f.unit));

const OF_ALL = /^\s?(?:\p{L}+\s){0,3}?còn lại\s(?:trong|trên|của|thuộc)\s(?:tổng\s)?(?:số\s)?$/iu;
const DONE = /(?<!\p{L})(?:đã|mới|xong|hoàn thành)(?!\p{L})/iu;

/** “đăng ký rà soát 12 TTHC; đã rà soát xong 08 …” and, among the tasks to come, “rà soát xong 05 TTHC còn lại trong tổng số 12”. */
export function* leftOfAll(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  for (const passage of namedIn(context.document, LEFT_OF_ALL_CUE)) {
    if (!passage.text.includes('còn lại')) continue;
    for (const [i, rest] of passage.figures.entries()) {
      const total = passage.figures[i + 1];
      if (!total || rest.kind !== 'count' || total.kind !== 'count' || !OF_ALL.test(passage.text.slice(rest.tail, total.start)))
        continue;
      if (told.has(passage.offset + rest.start) || exactOf(total).n < 3n) continue;
      const done = doneOf(context, passage, total);
      const [first] = done;
      if (!first) continue;
      decided(context);
      const left = done.map((one) => subtract(exactOf(total), exactOf(one.figure)));
      if (left.some((value) => equal(value, exactOf(rest)))) continue;
      const expected = printScaled(left[0] as ReturnType<typeof subtract>, 1n);
      yield {
        message: 'left',
        at: spotOf(passage, rest),
        figures: [rest, total, first.figure],
        data: { rest: rest.raw, total: total.raw, part: first.figure.raw, expected },
        expected,
        related: [spotOf(first.passage, first.figure)],
        shares: [passage.offset + rest.start, passage.offset + total.start],
      };
    }
  }
}

/** What sentences before say was done of the same total: the figure after it. */
function doneOf(context: Context, passage: Passage, total: Figure): { passage: Passage; figure: Figure }[] {
  const found: { passage: Passage; figure: Figure }[] = [];
  for (const sentences of storyOf(context.document).slice(0, passage.index))
    for (const { told, parts, bases, passage: where } of sentences) {
      const base = bases.findIndex((t) => equal(exactOf(t.figure), exactOf(total)) && sameUnit(t.figure, total));
      const part = base >= 0 ? parts[base] : undefined;
      // “tại 10/10 xã”: nothing of that was left.
      if (part && !equal(exactOf(part.figure), exactOf(total))) found.push({ passage: where, figure: part.figure });
      for (const [i, whole] of told.entries()) {
        const next = told[i + 1];
        if (
          !next ||
          !equal(exactOf(whole.figure), exactOf(total)) ||
          !(sameUnit(whole.figure, total) || sameUnit(next.figure, total))
        )
          continue;
        if (compare(exactOf(next.figure), exactOf(whole.figure)) > 0) continue;
        if (DONE.test(where.text.slice(whole.figure.tail, next.figure.start)))
          found.push({ passage: where, figure: next.figure });
      }
    }
  return found;
}
