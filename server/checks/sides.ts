import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isUp, type Move } from './moves.ts';
import { isPartOfThen } from './other-shares.ts';
import { isAgainst, isFromTo } from './ranges-told.ts';
import { equal } from './rational.ts';
import { isToldNow } from './then-told.ts';

type Side = 'then' | 'target' | 'other' | null;

/** A figure that stands for itself, no change: on which side its own words place it, and of which year. */
export type Value = { figure: Figure; side: Side; year: number; label: string };

const THEN =
  /cùng kỳ|cùng thời điểm|(?:năm|quý|tháng|kỳ|đợt|lần|tuần)(?: học| báo cáo)? (?:trước|ngoái|liền kề)|trước đây|(?<!(?:tháng|quý|tuần)\s)đầu (?:năm|kỳ)|(?:so với|hơn) (?:năm|quý|tháng|thời điểm|ngày)/iu;
const TARGET =
  /xếp (?:loại|hạng)|chỉ tiêu|mục tiêu|kế hoạch|quy định|yêu cầu|dự toán|định mức|(?:được|tỉnh|huyện) giao|ngưỡng|mốc|tối thiểu/iu;
const OTHER = /bình quân|trung bình|mức chung|mặt bằng|chung (?:của|toàn)|so với|hơn|con số|gấp/iu;
const YEAR = /(?:19|20)\d\d(?!\d|[.,]\d)/gu;

const yearsIn = (text: string): number[] => matchesIn(text, YEAR).map((m) => Number(m[0]));

const sideOf = (words: string): Side =>
  THEN.test(words) ? 'then' : TARGET.test(words) ? 'target' : OTHER.test(words) ? 'other' : null;

/** Figures that are no amounts of change, no base of a fraction; the part of a fraction takes its unit. */
export function valuesIn(passage: Passage, amounts: readonly number[]): Value[] {
  const { text, figures, fractions } = passage;
  const clauses = segmentsOf(text, '.?!;');
  const may_pair = /từ\s|so với\s/iu.test(text);
  return figures.flatMap((printed, i): Value[] => {
    if (amounts.includes(printed.start) || printed.kind === 'percent_points') return [];
    if (fractions.some(({ b }) => b.start === printed.start)) return [];
    if (isPartOfThen(text.slice(0, printed.start)) || isToldNow(text, printed)) return [];
    const part = fractions.find(({ a }) => a.start === printed.start);
    const figure = part ? { ...part.a, unit: part.a.unit || part.unit } : printed;
    const [last, next] = [figures[i - 1], figures[i + 1]];
    // Of a range each figure has its own time behind it: that of the first stands before the second.
    // “từ 418 hồ sơ năm 2021 (6,1 %), đến năm 2024 có 8.917 hồ sơ”: a share in a bracket stands between.
    const onward = may_pair && figures.slice(i + 1, i + 3).some((f) => f.kind === printed.kind && isFromTo(text, printed, f));
    const back =
      may_pair && figures.slice(Math.max(0, i - 2), i).some((f) => f.kind === printed.kind && isFromTo(text, f, printed));
    if (onward) return [{ figure, side: 'then', year: 0, label: 'từ' }];
    if (back) return [{ figure, side: null, year: 0, label: '' }];
    if (may_pair && next && isAgainst(text, printed, next)) return [{ figure, side: null, year: 0, label: '' }];
    if (may_pair && last && isAgainst(text, last, printed)) return [{ figure, side: 'then', year: 0, label: 'so với' }];
    const label = labelOf(text, last?.tail ?? 0, figure.start);
    const tail = part ? part.tail : figure.tail;
    const behind = /^\s?(?:của|vào|hồi|trong|ở)\s[^.;,()]{0,30}/u.exec(text.slice(tail))?.[0] ?? '';
    const clause = clauses.find((c) => figure.start >= c.start && figure.start < c.end);
    const own = yearsIn(label).at(-1) ?? yearsIn(behind).at(-1) ?? yearsIn(text.slice(clause?.start ?? 0, figure.start)).at(-1);
    return [{ figure, side: sideOf(label) ?? (THEN.test(behind) ? 'then' : null), year: own ?? 0, label }];
  });
}

/** Words before a figure to the mark or figure before; into a bracket with what stands before it. */
function labelOf(text: string, from: number, at: number): string {
  const lead = text.slice(from, at);
  const open = lead.lastIndexOf('(');
  const cut = (part: string): string => part.split(/[;:()]|,\s|\.\s/u).at(-1) ?? '';
  if (open < 0 || lead.slice(open).includes(')')) return cut(lead);
  const inner = lead.slice(open + 1);
  return `${cut(lead.slice(0, open))} ${cut(inner)}`;
}

type Found = { now: Value; base: Value; is_sided: boolean };

/** The two figures that a change is of: the only one of the side it names, and the only one of its own. */
export function pairFor(passage: Passage, move: Move, values: readonly Value[], scopes: readonly Stretch[]): Found | null {
  // “8,64 triệu lượt, bình quân 1,44 triệu lượt mỗi tháng, gấp 1,6 lần … (0,9 triệu lượt)”: times-told.ts.
  if (move.sort === 'times' && BRACKET.test(passage.text.slice(move.end))) return besideTimes(passage, move, values);
  for (const [i, scope] of scopes.entries()) {
    const within = values.filter((v) => v.figure.start >= scope.start && v.figure.tail <= scope.end + 1);
    // Farther back only when the sentence itself holds no figure of the kind.
    if (i >= 2 && alike(move, valuesAt(values, scopes[1])).length > 0) return null;
    const own = alike(move, within);
    if (own.length < 2) continue;
    const found = isUp(move.word) === null ? twoBefore(passage, move, own) : sided(move, own);
    if (found && [found.now, found.base].some((v) => ANOTHER.test(passage.text.slice(move.end, v.figure.start)))) return null;
    if (found && isOfNext(passage.text, move, found.now.figure)) return null;
    if (found && areOneKind(found)) return found;
    if (i < 2 && found === null && own.length > 5) return null;
  }
  return null;
}

/** “trực tuyến vượt 5,61 điểm so với chỉ tiêu 70 %; tỷ lệ đúng hạn 99,42 %”: behind a semicolon something else is told, by its name. */
export const isOfNext = (text: string, { end }: Pick<Move, 'end'>, figure: Figure): boolean =>
  /;[^;]*?(?:tỷ|tỉ) lệ\s\p{L}+\s\p{L}+[^;,.()\d]*$/iu.test(text.slice(end, figure.start)) &&
  !/(?<!\p{L})(?:này|nay|hiện)(?!\p{L})[^;]*$/iu.test(text.slice(end, figure.start));

const BRACKET = /^[^.;()]{0,70}\((?:\D{0,30}\s)?\d/u;

/** What stands right before, and what stands in the bracket that follows. */
function besideTimes({ text }: Passage, move: Move, values: readonly Value[]): Found | null {
  const now = values.findLast((v) => v.figure.tail <= move.start);
  const base = values.find((v) => v.figure.start >= move.end);
  if (!now || !base || now.figure.unit === '' || !areOneKind({ now, base, is_sided: true })) return null;
  const between = text.slice(now.figure.tail, move.start);
  const is_beside = between.length < 40 && !/[.;()]/u.test(between) && !/[.;)]/u.test(text.slice(move.end, base.figure.start));
  return is_beside ? { now, base, is_sided: true } : null;
}

const valuesAt = (values: readonly Value[], scope: Stretch | undefined): Value[] =>
  scope ? values.filter((v) => v.figure.start >= scope.start && v.figure.tail <= scope.end + 1) : [];

/** Figures of the kind that the amount may be a difference of. */
function alike({ figure, sort }: Move, values: readonly Value[]): Value[] {
  const counts = values.filter((v) => v.figure.kind === 'count' && v.figure.unit !== '' && !v.figure.unit.startsWith('~'));
  const rates = values.filter((v) => v.figure.kind === 'percent');
  if (sort === 'times' || !figure) return counts;
  if (figure.kind === 'percent_points') return rates;
  if (figure.kind === 'percent') return rates.length > 1 ? rates : counts;
  const same = counts.filter((v) => v.figure.unit === figure.unit && v.figure.scale === figure.scale);
  return figure.unit === 'điểm' && same.length === 0 ? rates : same;
}

const areOneKind = ({ now, base }: Found): boolean =>
  now.figure.kind === base.figure.kind &&
  now.figure.unit === base.figure.unit &&
  now.figure.scale === base.figure.scale &&
  now.figure.bound === 'exact' &&
  ['exact', 'at_least', 'at_most'].includes(base.figure.bound);

/** “thấp nhất 71,05 %, cao nhất 94,60 %, chênh lệch …”: the two right before, or the only two. */
function twoBefore({ text }: Passage, move: Move, own: readonly Value[]): Found | null {
  const before = own.filter((v) => v.figure.tail <= move.start);
  const [a, b] = before.length === 2 ? before : before.length === 0 && own.length === 2 ? own : [];
  if (!a || !b || (before.length === 2 && /[;.]\s/u.test(text.slice(b.figure.tail, move.start)))) return null;
  return b.figure.start - a.figure.tail > 120 ? null : { now: a, base: b, is_sided: false };
}

function sided(move: Move, all: readonly Value[]): Found | null {
  const own =
    move.against === '' && all.filter((v) => v.figure.tail <= move.start).length > 1
      ? all.filter((v) => v.figure.tail <= move.start)
      : all;
  const wanted = sideOf(move.against) ?? (yearsIn(move.against).length > 0 ? 'then' : null);
  const year = yearsIn(move.against)[0] ?? 0;
  const sides = own.map((v) => ({ v, side: v.side === 'target' ? v.side : (isThen(v, own, year) ?? v.side) }));
  const fitting = ({ side, v }: { side: Side; v: Value }): boolean => {
    if (side === null) return false;
    if (wanted === 'then') return side === 'then' && (year === 0 || v.year === 0 || v.year === year || v.figure.start > move.end);
    if (wanted !== null) return side === wanted;
    if (/vượt|thiếu/u.test(move.word)) return side === 'target';
    return /tăng|giảm|rút/u.test(move.word) ? side === 'then' : true;
  };
  const bases = sides.filter(fitting);
  const nows = sides.filter(({ v, side }) => side === null && (v.year === 0 || year === 0 || v.year > year));
  const [base, more] = bases;
  const [now, others] = nows;
  if (!base || !now || more || others) return null;
  return equal(exactOf(now.v.figure), exactOf(base.v.figure)) ? null : { now: now.v, base: base.v, is_sided: true };
}

/** By their years: that of the comparison, else the earlier of two. */
function isThen(value: Value, own: readonly Value[], year: number): Side {
  if (value.side === 'then') return 'then';
  if (value.year === 0) return null;
  if (year > 0) return value.year === year ? 'then' : null;
  const free = own.filter((v) => v.side === null);
  const years = [...new Set(free.map((v) => v.year))].sort((a, b) => a - b);
  if (years.length !== 2) return null;
  const [low, high] = years as [number, number];
  // One without a year is of now.
  return low === 0 ? (value.year === high ? 'then' : null) : value.year === low ? 'then' : null;
}

/** “… và cao hơn 1,5 điểm so với …”: another change begins. */
const ANOTHER = /(?:và|,)\s(?:đồng thời\s)?(?:tăng|giảm|cao hơn|thấp hơn)(?: thêm)?\s\d/iu;

/** “cao hơn mục tiêu (80 %), tăng 3,2 điểm so với năm 2022”: what is told against a year is not of the target before; nor of what a semicolon parts off. */
export function isOfOther(text: string, base: Figure, amount: Figure): boolean {
  if (base.start > amount.tail) {
    const gap = text.slice(amount.tail, base.start);
    // “tăng 8,5 % so với cùng kỳ, bằng 51,2 % kế hoạch năm (8.300 tỷ đồng)”.
    const is_planned =
      /^[^.;,()\d]{0,24}?\s?so với (?:cùng kỳ|năm|quý|tháng|kỳ)/iu.test(gap) &&
      /,\s[^()]*(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)[^()]*\($/iu.test(gap);
    return is_planned || /;\s/u.test(gap) || ANOTHER.test(gap);
  }
  return (
    base.end <= amount.start &&
    /(?:mục tiêu|chỉ tiêu|kế hoạch|quy định|nghị quyết|yêu cầu)[^;,()]{0,40}\(?[^();,\d]{0,20}$/iu.test(
      text.slice(Math.max(0, base.start - 70), base.start),
    ) &&
    /^[^.;,()\d]{0,24}?\s?so với (?:cùng kỳ|năm|quý|tháng|kỳ)/iu.test(text.slice(amount.tail, amount.tail + 50))
  );
}
