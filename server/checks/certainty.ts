import { type Document, type Passage, passageAt, passageOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { areComplete, deny, isWholeRow, labelOfFigure } from './parts.ts';
import { ratioVerdict } from './ratio.ts';
import { add, compare, equal, nearly, subtract, ZERO } from './rational.ts';
import type { Fault } from './rule.ts';
import { exceedsItsTotal, isNearly, isSlip, type Relation } from './slip.ts';
import { isExplained, isRightTold } from './witnesses.ts';

/** Messages that hold a total against its parts. */
const SUMS: Record<string, ReadonlySet<string>> = {
  R03: new Set(['differs']),
  R05: new Set(['differs', 'channels']),
  R06: new Set(['over', 'rest', 'under']),
  R07: new Set(['differs', 'over']),
};

/** What the figures of a message are to each other, in their order. */
const RELATIONS: Record<string, Record<string, Relation>> = {
  R01: { differs: 'ratio' },
  R03: { differs: 'sum', column: 'sum', cell: 'sum', row: 'sum', children: 'sum', formula: 'sum' },
  R05: { differs: 'sum', channels: 'sum' },
  R06: { over: 'sum', rest: 'sum', under: 'sum', left: 'rest', balance: 'rest', account: 'account' },
  R07: { differs: 'sum' },
  R10: { annex: 'same', count_differs: 'same', table_rate: 'ratio' },
  R11: { amount: 'amount', rate: 'rate', of_then: 'of_then' },
};

/** Messages that no figure can witness and that were wrong as often as right on reports not seen before. */
const DOUBTED: Record<string, ReadonlySet<string>> = {
  R07: new Set(['over']),
  R10: new Set(['complement', 'extreme']),
  R17: new Set(['restated', 'window_other']),
  R20: new Set(['rank']),
};

/**
 * A fault that says *error* rests on a tight binding. A total and parts that stand in several paragraphs, none of them a list under the total, may have
 * been put together wrongly: of such sums two of three at first sight were no faults. They are warnings.
 */
export function calibrated(document: Document, rule: string, fault: Fault): Fault {
  if (rule === 'R01' && fault.message === 'no_base' && closesSum(document, fault)) return { ...fault, severity: 'warning' };
  if (fault.is_witnessed) return fault;
  const is_explained = isExplained(document, rule, fault);
  if (
    !is_explained &&
    isUnwitnessed(rule, fault) &&
    !isCertain(document, rule, fault) &&
    !isOneSentence(document, rule, fault) &&
    !(rule === 'R01' && isRightTold(document, fault))
  )
    return { ...fault, severity: 'warning' };
  if (is_explained || !SUMS[rule]?.has(fault.message) || fault.severity === 'warning' || fault.severity === 'note') return fault;
  const [total, ...parts] = (fault.shares ?? []).map((at) => passageAt(document, at));
  if (fault.at.location.table !== undefined || !total || parts.every((part) => part === total)) return fault;
  const announced = document.passages[total.index + 1];
  const lead = announced && ANNOUNCES.test(announced.text) ? announced : total;
  const fits = SIBLINGS.has(rule) ? isBeside : isUnder;
  return parts.every((part) => part !== undefined && (part === total || fits(lead, part)))
    ? fault
    : { ...fault, severity: 'warning' };
}

/** Accounts are told as items of one list: received, done, left. */
const SIBLINGS = new Set(['R05', 'R06']);

const isBeside = (total: Passage, part: Passage): boolean =>
  part.label !== null && Math.abs(part.index - total.index) < 12 && part.section === total.section;

/** “Trong đó:” alone in a line right under the total announces its parts. */
const ANNOUNCES = /^\W*(?:trong đó|cụ thể|gồm|bao gồm|chia ra)\s*:\s*$/iu;

const HEADS = /:\s*$/u;

/** An item of a list that the paragraph of the total announces or heads, a section under it, or the head of a list in the list. */
const isUnder = (total: Passage, part: Passage): boolean =>
  part.index > total.index &&
  (part.section.parent === total.section ||
    (part.section === total.section &&
      ((part.label?.style === 'bullet' && total.section.opens === total.index) ||
        (part.label === null && part.index - total.index < 30 && HEADS.test(total.text) && HEADS.test(part.text)))) ||
    (part.label !== null &&
      part.index - total.index < 30 &&
      part.section === total.section &&
      (/(?::|như sau\.?|trong đó|cụ thể)\s*$/iu.test(total.text) ||
        (part.label.text !== total.label?.text && total.label?.style === 'bullet'))));

function isUnwitnessed(rule: string, fault: Fault): boolean {
  if (fault.severity === 'warning' || fault.severity === 'note') return false;
  if (DOUBTED[rule]?.has(fault.message)) return true;
  // One item too many or too few is a slip; two are a list that was read wrongly.
  if (rule === 'R12') return isFarCount(fault);
  const relation = RELATIONS[rule]?.[fault.message];
  if (!relation || !fault.figures) return false;
  // A few that are missing may have been given back.
  if (fault.message === 'under' && isShortOfFew(fault.figures)) return true;
  // A share whose base the words name without its number.
  if (relation === 'ratio' && fault.figures.length < 3) return isFarFrom(fault);
  const is_table = fault.at.location.table !== undefined;
  if (isSlip(relation, fault.figures)) return relation === 'sum' && !is_table && exceedsItsTotal(fault.figures);
  return !(relation === 'sum' && is_table && isNearly(fault.figures));
}

const isFarCount = ({ message, figures: [claim] = [], expected }: Fault): boolean =>
  ['differs', 'names'].includes(message) &&
  claim !== undefined &&
  expected !== undefined &&
  /^\d+$/.test(expected) &&
  Math.abs(Number(expected) - Number(exactOf(claim).n)) > 1;

function isShortOfFew([total, ...parts]: readonly Figure[]): boolean {
  const gap = total ? subtract(exactOf(total), parts.map(exactOf).reduce(add, ZERO)) : ZERO;
  return compare(gap, { n: 3n, d: 1n }) <= 0;
}

/** “1.388 dịch vụ, gồm 796 toàn trình và 592 một phần, chiếm 75,35 % tổng số”: the rate after the last part may be of them all. */
function closesSum(document: Document, { figures: [part] = [] }: Fault): boolean {
  if (!part) return false;
  const { figures: told = [] } = passageOf(document, part) ?? {};
  const i = told.indexOf(part);
  const before = i < 0 ? [] : told.slice(Math.max(0, i - 4), i).filter((f) => f.kind === 'count');
  return before.some((total) => before.some((other) => equal(add(exactOf(other), exactOf(part)), exactOf(total))));
}

/** Explicit arithmetic needs no witness: `a/b (p %)`, what is left right behind `a/b`, a change in brackets, and more done than received in one sentence. */
function isCertain(document: Document, rule: string, { message, figures = [], shares = [], at }: Fault): boolean {
  const [a, b, c] = figures;
  const [first, ...others] = shares.map((share) => passageAt(document, share));
  if (!a || !b) return false;
  if (rule === 'R06' && message === 'over') return at.location.table === undefined && others.every((other) => other === first);
  if (!c) return false;
  const of = passageOf(document, a);
  if (rule === 'R06') {
    const told = passageOf(document, c);
    return message === 'left' && told?.fractions.some((f) => f.a === c && f.b === b) === true;
  }
  // “cao hơn 4,16 điểm”: hơn compares here, isSpelledOut knows that it is no bound.
  if (rule === 'R11') return (c.bound === 'exact' || c.bound === 'over') && of !== undefined && isSpelledOut(of, a, c, b);
  if (rule !== 'R01' || c.bound !== 'exact' || !of) return false;
  return (
    isSpelledOut(of, a, c, b) ||
    of.fractions.some((f) => f.a === a && f.b === b && f.unit !== 'điểm' && !/trở lên/iu.test(of.text.slice(c.tail, c.tail + 10)))
  );
}

/** Rules whose finders know each figure by its state: in one sentence that holds no other figure among them they were not put together wrongly. */
const BY_STATE: Record<string, ReadonlySet<string>> = {
  R05: new Set(['differs']),
  R06: new Set(['left', 'rest']),
  R07: new Set(['differs']),
};

/**
 * A total and its parts in one sentence, one after the other: parts of a complete row, or states. Whoever breaks such a row writes a figure that stands near,
 * which no slip of a digit explains.
 */
function isOneSentence(document: Document, rule: string, { message, figures = [], shares = [], at }: Fault): boolean {
  const is_state = BY_STATE[rule]?.has(message) === true;
  if (at.location.table !== undefined || figures.length < 3 || !(is_state || (rule === 'R03' && message === 'differs')))
    return false;
  const passage = shares[0] === undefined ? undefined : passageAt(document, shares[0]);
  const told = shares.map((share) => passage?.figures.find((f) => passage.offset + f.start === share));
  if (!passage || told.length !== figures.length || told.some((figure) => figure === undefined)) return false;
  const own = (told as Figure[]).toSorted((a, b) => a.start - b.start);
  const [first, last] = [own[0] as Figure, own.at(-1) as Figure];
  const said = passage.text.slice(first.start, last.start);
  if (/[.!?]\s/u.test(said) || said.length > 260) return false;
  const inner = said.replace(/\([^()]*\)/gu, (text) => ' '.repeat(text.length));
  const others = passage.figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.start > first.start &&
      f.start < last.start &&
      !own.includes(f) &&
      inner[f.start - first.start] !== ' ',
  );
  if (others.length > 0 || /so với|cùng kỳ|năm trước|tăng|giảm/iu.test(said)) return false;
  if (is_state) return true;
  const [total, ...parts] = figures as [Figure, ...Figure[]];
  const labels = parts.map((part) => labelOfFigure(passage, part));
  const sum = parts.map(exactOf).reduce(add, ZERO);
  const whole = exactOf(total);
  const is_over = compare(sum, whole) > 0;
  const [low, high] = is_over ? [whole, sum] : [sum, whole];
  if (compare({ n: low.n * 2n, d: low.d }, high) < 0) return false;
  return deny(labels) || (is_over ? areComplete(labels) : isWholeRow(labels));
}

/** “286,2 tỷ đồng, bằng 112,5 % so với cùng kỳ (270 tỷ đồng)”: this figure, the change, what it is compared with in a bracket, and no other figure. */
function isSpelledOut({ text, figures }: Passage, now: Figure, change: Figure, base: Figure): boolean {
  let i = figures.indexOf(now);
  // “43.718 triệu đồng, bằng 75,38 % dự toán (58.000 triệu đồng), tăng …”: what it is of the plan stands between.
  const [share, plan] = [figures[i + 1], figures[i + 2]];
  const is_of_plan =
    share?.kind === 'percent' &&
    plan?.unit === now.unit &&
    /^[\s,]*(?:bằng|đạt)\s$/iu.test(text.slice(now.tail, share.start)) &&
    /^[^.;()\d]{0,50}\($/u.test(text.slice(share.tail, plan.start)) &&
    ratioVerdict(now, plan, share) === 'match';
  if (i >= 0 && is_of_plan && figures[i + 3] === change && /^\),\s(?:tăng|giảm)\s$/iu.test(text.slice(plan.tail, change.start))) {
    i += 2;
    return (
      figures[i + 2] === base &&
      isOfTime(text.slice(change.tail, base.start)) &&
      now.scale === base.scale &&
      now.unit === base.unit
    );
  }
  if (i < 0 || figures[i + 1] !== change || figures[i + 2] !== base || base.start - now.tail > 130) return false;
  if (now.unit !== base.unit || now.scale !== base.scale) return false;
  const [to_change, to_base] = [text.slice(now.tail, change.start), text.slice(change.tail, base.start)];
  if (!/^[\s,]*(?:đã\s)?(?:tăng|giảm|bằng|đạt|tương đương|(?:cao|thấp|nhiều|ít) hơn)(?: thêm| đi)?\s$/iu.test(to_change))
    return false;
  return isOfTime(to_base);
}

const isOfTime = (to_base: string): boolean =>
  /^[^.;:()]{0,12}(?:so với|của)?[^.;:()]{0,24}(?:cùng kỳ|kế hoạch|dự toán|chỉ tiêu|năm|quý|tháng)[^.;:()]{0,30}\(\s?(?:là |đạt |có )?$/iu.test(
    to_base,
  );

/** What is printed is twice or half of what would be right, or more: the base is another. */
function isFarFrom({ figures = [], expected = '' }: Fault): boolean {
  const printed = figures.at(-1);
  const right = Number.parseFloat(expected.replace(/\./g, '').replace(',', '.'));
  if (!printed || !(right > 0)) return true;
  const value = nearly(exactOf(printed));
  return value > right * 2 || value * 2 < right;
}
