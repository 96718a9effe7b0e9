import { type Document, passageOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, equal } from './rational.ts';
import type { Fault } from './rule.ts';

// What a sentence itself sets apart from the relation that it was read as.

/** “chiếm 85,1 % trong tổng số 47 hồ sơ”: the whole of this rate, told with it; what stands before are parts of it, not all of them. */
const OF_WHOLE = /(?:^|\s)(?:chiếm|đạt|bằng)[^.;()]{0,30}%\s(?:trong|trên|của|so với)\stổng số\s(?:\p{L}+\s){0,4}$/iu;
const WHOLE_NAMED = /^\s?(?:trong|trên|của|so với)\stổng số\s(?:\p{L}+\s){0,4}$/iu;

/** “cắt giảm từ 03 đến 05 ngày”: by how much, from the least to the most. */
const CUT_BY = /(?:cắt giảm|rút ngắn)(?:\s\p{L}+){0,5}\stừ\s$/iu;

/** “14/16 đơn vị, trừ 02 đơn vị mới”. */
const EXCEPT = /^[\s,;(]*(?:trừ|không (?:tính|kể)|chưa (?:tính|kể))\s(?:\p{L}+\s){0,3}$/iu;

/** Whether a fault puts together what its sentence keeps apart. */
export function isSetApart(document: Document, rule: string, fault: Fault): boolean {
  const { figures = [], message } = fault;
  if (rule === 'R03' && message === 'differs') return isWholeOfRate(document, figures[0]);
  if (rule === 'R01') return isOfNamedWhole(document, figures) || isButForSome(document, figures);
  if (rule === 'R13') return isButForSomeAt(document, fault);
  return rule === 'R11' && message === 'direction' && isCutBy(document, figures);
}

function isWholeOfRate(document: Document, total: Figure | undefined): boolean {
  if (!total) return false;
  const passage = passageOf(document, total);
  return passage !== undefined && OF_WHOLE.test(passage.text.slice(Math.max(0, total.start - 80), total.start));
}

/** The rate names its whole right behind it, and it was held against another figure. */
function isOfNamedWhole(document: Document, [, base, percent]: readonly Figure[]): boolean {
  const passage = percent && passageOf(document, percent);
  const whole = passage?.figures[passage.figures.indexOf(percent as Figure) + 1];
  return (
    base !== undefined &&
    percent !== undefined &&
    whole?.kind === 'count' &&
    whole !== base &&
    WHOLE_NAMED.test(passage?.text.slice(percent.tail, whole.start) ?? '')
  );
}

/** Those that are missing are told as an exception: all the others are all. */
function isButForSome(document: Document, [part, base]: readonly Figure[]): boolean {
  const passage = base && passageOf(document, base);
  const some = passage?.figures.find((f) => f.start > (base as Figure).start && f.kind === 'count');
  return (
    part !== undefined &&
    base !== undefined &&
    some !== undefined &&
    EXCEPT.test(passage?.text.slice(base.tail, some.start) ?? '') &&
    equal(add(exactOf(part), exactOf(some)), exactOf(base))
  );
}

/** The same of “100 % đơn vị”, all of whom were held against the fraction. */
function isButForSomeAt(document: Document, { figures = [], at: { location } }: Fault): boolean {
  const passage = figures[0] && passageOf(document, figures[0]);
  return (passage?.fractions ?? []).some(
    ({ a, b, start, end }) =>
      start + (passage?.offset ?? 0) >= location.offset - 2 &&
      end + (passage?.offset ?? 0) <= location.offset + location.length + 20 &&
      isButForSome(document, [a, b]),
  );
}

function isCutBy(document: Document, [now, then]: readonly Figure[]): boolean {
  const passage = now && passageOf(document, now);
  return (
    now !== undefined &&
    then !== undefined &&
    passage?.figures.includes(then) === true &&
    /^\sđến\s$/u.test(passage.text.slice(then.tail, now.start)) &&
    CUT_BY.test(passage.text.slice(Math.max(0, then.start - 60), then.start))
  );
}
