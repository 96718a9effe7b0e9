import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';
import { toldIn } from './told-in.ts';

// “Kế hoạch xác định 7 nội dung, 46 nhiệm vụ. Đến nay đã thực hiện 35/47 nội dung”: what is done is done of the whole that was just told.

/** Words for one thing a plan holds; a report changes them from sentence to sentence. */
const TASKS = /^\s?(?:nhiệm vụ|nội dung|công việc|đầu việc|phần việc|hoạt động|chỉ tiêu|mục tiêu)(?!\p{L})/iu;
const SETS = /(?:xác định|đề ra|giao|gồm|bao gồm|có|với|và|là|tổng số)\s(?:\d+\s(?:\p{L}+\s){1,4}(?:và|,)\s)?$/iu;
const MORE = /(?<!\p{L})(?:bổ sung|thêm|điều chỉnh|rút|cắt|bớt|tăng|giảm|phát sinh|ngoài ra|trong đó|kỳ trước|chuyển)(?!\p{L})/iu;
const DONE = /(?:đã|đến nay|hoàn thành|thực hiện|triển khai)[^.;\d]{0,50}$/iu;

/** A fraction of tasks whose base is one slip off the number of tasks told before it in the paragraph. R12. */
export function* wholeRetold(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    const [only, more] = passage.fractions;
    if (!only || more || !TASKS.test(passage.text.slice(only.end)) || !DONE.test(passage.text.slice(0, only.start))) continue;
    const wholes = passage.figures.filter((f) => isWhole(passage, f) && f.end < only.start);
    // Of several the base is one, and it is told as it is.
    if (wholes.length === 0 || wholes.some((f) => equal(exactOf(f), exactOf(only.b)))) continue;
    const near = wholes.filter((f) => isNear(f, only.b) && compare(exactOf(only.a), exactOf(f)) <= 0);
    const [whole] = near;
    if (!whole || near.length > 1 || only.start - whole.tail > 220) continue;
    // Others are as many or more, or some came later: the base may be made of them.
    if (wholes.some((f) => f !== whole && compare(exactOf(f), exactOf(whole)) >= 0)) continue;
    if (MORE.test(passage.text.slice(whole.start, only.tail))) continue;
    decided(context);
    yield {
      message: 'base',
      at: spotIn(passage, only.start, only.tail),
      figures: [only.b, whole],
      data: { base: only.b.raw, whole: whole.raw },
      expected: whole.raw,
      related: [spotOf(passage, whole)],
      shares: [passage.offset + only.b.start, passage.offset + whole.start],
    };
  }
}

const isWhole = ({ text }: Passage, f: Figure): boolean =>
  f.kind === 'count' &&
  f.bound === 'exact' &&
  f.scale === 1n &&
  TASKS.test(text.slice(f.end)) &&
  SETS.test(text.slice(Math.max(0, f.start - 50), f.start));

/** Two digits at least, and a slip of the pen between them. */
const isNear = (a: Figure, b: Figure): boolean => {
  const [x, y] = [a, b].map((f) => exactOf(f).n.toString()) as [string, string];
  return x.length >= 2 && x.length === y.length && areOneSlip(x, y);
};
