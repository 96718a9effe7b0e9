import { segmentAt, segmentsOf } from './document.ts';
import { exactOf } from './figure.ts';
import { equal, printScaled, subtract } from './rational.ts';
import { leftInStates } from './remainder.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { type Place, type Sentence, sameUnit, type Told } from './story.ts';

/** The sentence that opens the account: the one before, or the one before “Theo nội dung: …”, which only breaks it down. */
export const totalledIn = (sentences: readonly Sentence[], k: number): Sentence | undefined =>
  sentences[/^\s*(?:theo|trong đó|về|chia|phân)(?!\p{L})/iu.test(sentences[k - 1]?.text ?? '') ? k - 2 : k - 1];

const DONE =
  /(?:^|[\s,;.])đã (?:được )?(?:giải quyết|xử lý|trả lời|khắc phục|hoàn thành|thực hiện|kiểm tra|rà soát|cấp|thẩm định)(?: xong)?(?: được)?\s*$/iu;

/** A rest that is not what is left of the total after the part. */
export const restFault = (rest: Place, total: Place, part: Place, expected: string): Fault => ({
  message: 'left',
  at: spotOf(rest.passage, rest.figure),
  figures: [rest.figure, total.figure, part.figure],
  data: { rest: rest.figure.raw, total: total.figure.raw, part: part.figure.raw, expected },
  expected,
  related: [spotOf(total.passage, total.figure), spotOf(part.passage, part.figure)],
  shares: [rest, total, part].map((one) => one.passage.offset + one.figure.start),
});

/** What is left of a total after what was done; null where it is what is told, or more was done than there was. */
export function leftFault(context: Context, total: Place, done: Place, rest: Place): Fault | null {
  const left = subtract(exactOf(total.figure), exactOf(done.figure));
  decided(context);
  if (left.n < 0n || equal(left, exactOf(rest.figure))) return null;
  const { passage, figure } = rest;
  const end = segmentAt(segmentsOf(passage.text, '.?!'), figure.start)?.end ?? passage.text.length;
  if (leftInStates(passage, end, figure, left)) return null;
  return restFault(rest, total, done, printScaled(left, rest.figure.scale));
}

/** “nhận 47 PAKN (chuyển sang 06, mới 41). Đã xử lý xong 43 PAKN, hiện còn 06 PAKN”: done and left side by side, the total opens the sentence before. */
export function doneThenLeft(
  context: Context,
  last: Sentence | undefined,
  sentence: Sentence,
  rest: Told,
  told: Set<number>,
): Fault | null {
  const [done, second] = sentence.told;
  const [total] = last?.told ?? [];
  const { text } = sentence.passage;
  if (!last || !total || !done || second !== rest || total.passage !== rest.passage || told.has(rest.at)) return null;
  const known = rest.figure.unit !== '' && rest.figure.unit !== 'hồ_sơ';
  if (!known || total.depth > 0 || rest.depth > 0 || done.depth > 0 || !sameUnit(total.figure, rest.figure)) return null;
  if (done.figure.unit !== '' && !sameUnit(done.figure, rest.figure)) return null;
  if (!DONE.test(text.slice(sentence.start, done.figure.start))) return null;
  if (
    !/^\s*,\s(?:hiện |và |số )?(?:còn|còn lại|đang \p{L}+ \p{L}+)(?: là)?\s*$/iu.test(
      text.slice(done.figure.tail, rest.figure.start),
    )
  )
    return null;
  // Others of the sentence before, outside brackets, may belong to the account.
  if (last.told.some((t) => t !== total && t.depth === 0 && sameUnit(t.figure, rest.figure))) return null;
  return leftFault(context, total, done, rest);
}
