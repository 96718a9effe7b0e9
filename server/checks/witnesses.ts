// A share that is not what its figures give is an error when what they do give is printed in the report as well: in the form behind it, in another paragraph.
// So is a change whose neighbour says what it should be, a part whose share says of what it is one, and two figures that changed places.
import { type Document, type Passage, passageAt, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, type Rational, subtract } from './rational.ts';
import type { Fault } from './rule.ts';
import { areOneSlip } from './slip.ts';

/** One decimal is met by chance. */
const TELLING = /^\d{1,3},\d{2,}%$/u;

/** Whether the right share of a fault stands somewhere else, as a share or in a cell. */
export function isRightTold(document: Document, { expected = '', figures = [] }: Fault): boolean {
  if (!TELLING.test(expected)) return false;
  const right = expected.slice(0, -1);
  return (
    document.passages.some((passage) =>
      passage.figures.some((f) => f.kind === 'percent' && f.raw === right && !figures.includes(f)),
    ) || gridsOf(document).some(({ rows }) => rows.some((row) => row.figures.some((entry) => entry?.figure.raw === right)))
  );
}

/** Whether a figure near a fault says what is right, or how the wrong figure came about. */
export function isExplained(document: Document, rule: string, fault: Fault): boolean {
  const [a, b, c] = fault.figures ?? [];
  const at = fault.shares?.[0] ?? fault.at.location.offset;
  const passage = passageAt(document, at);
  if (!passage || !a || !b) return false;
  if (rule === 'R11' && fault.message === 'amount' && c) return rateSaysGap(passage, a, b, c);
  if (rule === 'R11' && fault.message === 'of_then' && c) return isOfNow(passage, a, b, c);
  if (rule === 'R03' && fault.message === 'differs') return partsSayTotal(document, fault);
  if (rule === 'R10' && fault.message === 'annex')
    return changedPlaces(document, passage, a, b) || cellAddsUp(passage, a, b) || isOfPair(document, passage, a, b);
  return false;
}

const inOneSentence = (passage: Passage, from: Figure): Figure[] => {
  const sentence = segmentAt(segmentsOf(passage.text, '.?!'), from.start);
  return sentence ? passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end) : [];
};

/** “3.873 hồ sơ (quý trước 3.521), tăng 271 hồ sơ, tương ứng 10,00 %”: 352 would be 10,00 % of 3.521. */
function rateSaysGap(passage: Passage, now: Figure, then: Figure, gap: Figure): boolean {
  const rate = inOneSentence(passage, gap).find((f) => f.kind === 'percent' && f.start > gap.start);
  if (!rate || rate.decimals === 0 || exactOf(then).n <= 0n) return false;
  if (
    !/^[,(\s]*(?:tức|tương (?:ứng|đương)|bằng|hay|đạt|tỷ lệ|(?:tăng|giảm))?(?: với)?(?: là)?(?: tăng| giảm)?\s?$/iu.test(
      passage.text.slice(gap.tail, rate.start),
    )
  )
    return false;
  return prints(rate, absolute(subtract(exactOf(now), exactOf(then))), then);
}

/** “So với năm 2024 (64 văn bản), số ban hành tăng 22, tức tăng 25,58 %” of the 86 of now. */
function isOfNow(passage: Passage, amount: Figure, then: Figure, rate: Figure): boolean {
  if (rate.decimals === 0) return false;
  return passage.figures.some(
    (f) =>
      f !== then &&
      f.kind === 'count' &&
      f.scale === then.scale &&
      [add(exactOf(then), exactOf(amount)), subtract(exactOf(then), exactOf(amount))].some((now) => equal(now, exactOf(f))) &&
      prints(rate, exactOf(amount), f),
  );
}

/** Whether a rate is what a part of a base gives, within its last digit. */
const prints = (rate: Figure, part: Rational, base: Figure): boolean =>
  exactOf(base).n > 0n &&
  compare(absolute(subtract(multiply(divide(part, exactOf(base)), HUNDRED), exactOf(rate))), {
    n: 1n,
    d: 2n * 10n ** BigInt(rate.decimals),
  }) <= 0;

/** “tiếp thường xuyên 189 lượt; tiếp định kỳ 123 lượt, chiếm 40,73 % tổng số lượt” of the 302 told before: the share says that these are its parts. */
function partsSayTotal(document: Document, { figures: [total, ...parts] = [], shares = [] }: Fault): boolean {
  if (!total || parts.length !== 2 || parts.length + 1 !== shares.length) return false;
  return parts.some((part, i) => {
    const passage = passageAt(document, shares[i + 1] as number);
    const next = passage?.figures.find((f) => f.start > part.start);
    return (
      passage?.figures.includes(part) === true &&
      next?.kind === 'percent' &&
      next.decimals > 1 &&
      /tổng số/iu.test(passage.text.slice(next.tail, next.tail + 16)) &&
      ratioVerdict(part, total, next) === 'match'
    );
  });
}

/** “bổ nhiệm mới 05, bổ nhiệm lại 06” where the row of the table has 6 and 5: the sentence has both, each in the place of the other. */
function changedPlaces(document: Document, passage: Passage, told: Figure, cell: Figure): boolean {
  const other = inOneSentence(passage, told).find(
    (f) => f !== told && f.kind === told.kind && f.unit === told.unit && equal(exactOf(f), exactOf(cell)),
  );
  if (!other || equal(exactOf(told), exactOf(cell)) || Math.abs(other.start - told.start) > 90) return false;
  return gridsOf(document).some(({ rows }) => {
    const own = rows.find((row) => row.figures.some((entry) => entry?.figure === cell));
    const column = own?.figures.findIndex((entry) => entry?.figure === cell) ?? -1;
    if (!own) return false;
    const beside = [...own.figures, ...rows.map((row) => row.figures[column])];
    return beside.some((entry) => entry && entry.figure !== cell && equal(exactOf(entry.figure), exactOf(told)));
  });
}

/** “đã thực hiện 36/46 nội dung” over rows that say 46 set and 35 done: the base stands right beside the cell. */
function isOfPair(document: Document, { fractions }: Passage, told: Figure, cell: Figure): boolean {
  const own = fractions.find(({ a }) => a.start === told.start);
  if (!own || exactOf(own.b).n < 10n || !areOneSlip(exactOf(told).n.toString(), exactOf(cell).n.toString())) return false;
  return gridsOf(document).some(({ rows }) => {
    const at = rows.findIndex((row) => row.figures.some((entry) => entry?.figure === cell));
    return (
      at >= 0 &&
      [rows[at - 1], rows[at + 1]].some((row) =>
        row?.figures.some((entry) => entry && equal(exactOf(entry.figure), exactOf(own.b))),
      )
    );
  });
}

const TELLING_SUM = { n: 100n, d: 1n };

/** “4.626 hồ sơ; trong đó quý I 2.299, quý II 2.507” where the table has 2.119 for the first: only that makes the total. */
function cellAddsUp(passage: Passage, told: Figure, cell: Figure): boolean {
  if (compare(exactOf(cell), TELLING_SUM) < 0) return false;
  const counts = inOneSentence(passage, told).filter((f) => f.kind === 'count' && f.bound === 'exact' && f.scale === told.scale);
  const i = counts.indexOf(told);
  const beside = [counts[i - 1], counts[i + 1]].filter((f) => f !== undefined);
  return (
    i >= 0 &&
    beside.some((part) =>
      counts.some((total) => total !== told && total !== part && equal(add(exactOf(cell), exactOf(part)), exactOf(total))),
    )
  );
}
