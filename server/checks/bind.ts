import { beforeBracket, isEach, wholeBefore } from './bind-wholes.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import type { Figure, Fraction } from './figure.ts';

/** A percentage with the figures that its words bind to it. */
export type RatioClaim = {
  passage: Passage;
  percent: Figure;
  /** Both printed as one: `a/b`, `a trên tổng số b`. */
  fraction: Fraction | null;
  /** The figure whose share the percentage is, when only that is printed beside it. */
  part: Figure | null;
};

/** Words that may stand between a figure and its percentage. */
const VERBS =
  /^(?:(?:đã|và|cũng|với|mới|chỉ|hiện|đều|đã|ước|tức|tức là|nghĩa là|tương đương|tương ứng|ứng với|đạt được|đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|là|hoàn thành|giải ngân|thực hiện|được|có|mức|khoảng|gần|trên|hơn|xấp xỉ|tổng|số|đúng hạn|trước hạn|trễ hạn|quá hạn|kết quả|giải quyết|chung|=|≈|~)(?:\s+|$))*$/iu;
/** Words that turn to something else: the percentage after them is not of the figure before them. */
const TURNS =
  /phấn đấu|mục tiêu|tối thiểu|tối đa|quy định|(?:theo|mức) yêu cầu|đạt yêu cầu(?!\s*\()|trong khi|cuối năm|dự kiến|so với|tăng|giảm|còn lại|trong đó|vượt|không quá|trở lên(?!\s*\()|cùng kỳ|năm trước|kế hoạch (?:là|giao|đề ra|năm)|chỉ tiêu (?:là|giao|đề ra|tỉnh|huyện|được)|nghị quyết/iu;
/**
 * Whether the words between `a …` and a percentage bind them: what is counted (with commas and all), then verbs after the last mark. Another rate
 * or another verb between turns to something else.
 */
export function isGlue(glue: string): boolean {
  // “đạt 4,5/6 điểm do tỷ lệ trễ hạn còn 2,1 %”: a reason, not a share.
  if (/(?<!\p{L})(?:do|vì|bởi|nhờ)(?!\p{L})/iu.test(glue)) return false;
  if (glue.length > 130 || TURNS.test(glue) || /[.;]\s/.test(glue)) return false;
  const mark = Math.max(...[',', ':', '(', '=', '–'].map((char) => glue.lastIndexOf(char)), glue.search(/\s-\s[^-]*$/));
  const nouns = mark < 0 ? '' : glue.slice(0, mark);
  const tail = (mark < 0 ? glue : glue.slice(mark + 1)).replace(/[()\s]+/gu, ' ').trim();
  const named = nouns.replace(/đạt (?:chuẩn|yêu cầu|tiêu chí|tiêu chuẩn|loại|danh hiệu|chỉ tiêu)/giu, '');
  if (/(?:tỷ|tỉ) lệ\s|(?<!\p{L})(?:đạt|chiếm)(?!\p{L})/iu.test(named) || nouns.trim().split(/\s+/).length > 18) return false;
  if (mark >= 0) return isVerbs(tail);
  // No mark: the verbs are the last words.
  const m = /^(.*?)\s*((?:đạt|chiếm|bằng|tương ứng|tương đương|tỷ lệ|tỉ lệ|hoàn thành)(?:\s.*)?|)$/iu.exec(tail);
  return m !== null && (m[1] ?? '').split(/\s+/).length <= 14 && isVerbs(m[2] ?? '') && !/(?:tỷ|tỉ) lệ/iu.test(m[1] ?? '');
}

const isVerbs = (words: string): boolean =>
  VERBS.test(words === '' ? '' : `${words} `) ||
  /^(?:(?:đạt|chiếm|với)\s+)?(?:tỷ|tỉ) lệ\s+(?:\p{L}+\s*){1,4}(?:đạt|là|chiếm)?$/iu.test(words);

/** “vị trí 14/18 của năm 2023 (84,10 %)”: a place, no share. */
const isRank = (text: string, { start }: Fraction): boolean =>
  /(?:thứ hạng|thứ|hạng|vị trí)\s$/iu.test(text.slice(Math.max(0, start - 12), start));

const LEFT =
  /^\s*(?:[^\d,;.()%]{0,40})[([,–-]?\s*(?:tương ứng|tương đương|tức là|tức|hay|ứng với|bằng|là|đạt|với|gồm|cụ thể|=)?(?:\s(?:với|là))?[\s:]*$/iu;

const claimed = new WeakMap<Passage, RatioClaim[]>();

/** Percentages of a passage with what is bound to each; three finders ask, so it is read once. */
export function ratioClaims(passage: Passage): RatioClaim[] {
  if (!passage.figures.some(({ kind }) => kind === 'percent')) return [];
  const known = claimed.get(passage);
  if (known) return known;
  const claims = claimsOf(passage);
  claimed.set(passage, claims);
  return claims;
}

function claimsOf(passage: Passage): RatioClaim[] {
  const { text, figures, fractions } = passage;
  const segments = segmentsOf(text);
  const claims: RatioClaim[] = [];
  for (let i = 0; i < figures.length; i += 1) {
    const percent = figures[i] as Figure;
    if (percent.kind !== 'percent') continue;
    const segment = segmentAt(segments, percent.start);
    const before = figures[i - 1];
    const after = figures[i + 1];
    const nearest = fractions.find((f) => before && f.b.start === before.start && !isRank(text, f));
    const outer = nearest ? beforeBracket(passage, nearest, percent) : undefined;
    const left = outer === undefined || (outer && isRank(text, outer)) ? nearest : (outer ?? undefined);
    const right = fractions.find((f) => after && f.a.start === after.start && !isRank(text, f));
    const sameSegment = (at: number): boolean => segment !== undefined && at >= segment.start && at < segment.end;
    const gap = right ? text.slice(percent.tail, right.start) : '';
    const opens_bracket = /[([]\s*(?:tương ứng|tức là|tức|là|đạt|với)?[\s:]*$/iu.test(gap);
    // “Chỉ tiêu … 80 % trở lên: Đạt (1.082/1.258 hồ sơ)”: the bracket proves the verdict; the rate before it is what is asked for.
    const judged = /:\s*\**(?:đã\s|chưa\s|không\s)?(?:đạt|vượt|hoàn thành)/iu.test(gap);
    if (right && sameSegment(right.start) && opens_bracket && LEFT.test(gap) && !judged) {
      claims.push({ passage, percent, fraction: right, part: null });
    } else if (
      left &&
      sameSegment(left.start) &&
      (left === outer || isGlue(text.slice(left.b.end, percent.start).replace(/^\s?[\p{L}/]+/u, unitGone(left.b, text))))
    ) {
      // “24/58 đơn vị, đạt 120 % kế hoạch (20 đơn vị)”: the bracket says of what.
      const planned = plannedBase(passage, percent, after);
      claims.push({ passage, percent, fraction: planned ? asFraction(left.a, planned) : left, part: null });
    } else if (right && sameSegment(right.start) && LEFT.test(gap) && /tương ứng|tương đương|tức|hay|ứng với|=/iu.test(gap)) {
      claims.push({ passage, percent, fraction: right, part: null });
    } else {
      const base = plannedBase(passage, percent, after);
      const own = partOf(passage, percent, before, after, sameSegment);
      const over = own && own === before ? wholeBefore(passage, own, segment?.start ?? 0) : null;
      if (over) {
        if (over !== 'unknown') claims.push({ passage, percent, fraction: asFraction(over, own as Figure), part: null });
        continue;
      }
      // “bằng 78 % dự toán tỉnh (4.000) và bằng 74,29 % dự toán huyện (4.200)”: the figure of the bracket before is the other base.
      const is_base = base !== null && own !== null && /^[^(]*\)\s*(?:,|và)\s/u.test(text.slice(own.tail, percent.start));
      const part =
        own && !is_base && !isEach(passage, own) ? own : base ? sameBefore(passage, percent, base, segment?.start ?? 0) : null;
      const fraction = base && part && part.scale === base.scale ? asFraction(part, base) : null;
      claims.push({ passage, percent, fraction, part: fraction ? null : part });
    }
  }
  return claims;
}

/** The unit glued to a number is no word between: `933/1183HS (78,87%)`. */
const unitGone = (b: Figure, text: string) => (match: string) =>
  b.tail > b.end && text.slice(b.end, b.tail).trim() === match.trim() ? '' : match;

function partOf(
  passage: Passage,
  percent: Figure,
  before: Figure | undefined,
  after: Figure | undefined,
  sameSegment: (at: number) => boolean,
): Figure | null {
  const { text, fractions } = passage;
  const inFraction = (figure: Figure): boolean => fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start);
  // “98,5% (1.970 hồ sơ)”.
  if (
    after &&
    after.kind === 'count' &&
    /^\s*\(\s*$/.test(text.slice(percent.tail, after.start)) &&
    /^[^()]*\)/.test(text.slice(after.end))
  )
    return inFraction(after) ? null : after;
  if (before?.kind !== 'count' || inFraction(before) || !sameSegment(before.start)) return null;
  if (isInClosedBracket(text, before, percent)) return null;
  const glue = text.slice(before.tail, percent.start).replace(/(?:trên|dưới|từ)\s\d[\d.,]*\s?%/gu, '');
  if (!isGlue(glue)) return null;
  // Verbs, brackets or “=” must say that the percentage is of that figure.
  return /[(=]|đạt|chiếm|tỷ lệ|tỉ lệ|bằng|tương ứng|tương đương|tức/iu.test(glue) ? before : null;
}

/** “(trước hạn 5.204; đúng hạn 1.486; quá hạn 41), tỷ lệ đúng hạn đạt 99,39 %”: a figure of a bracket that tells several is not what the rate after it is of. */
function isInClosedBracket(text: string, before: Figure, percent: Figure): boolean {
  const between = text.slice(before.tail, percent.start);
  const close = between.indexOf(')');
  if (close < 0 || between.slice(0, close).includes('(')) return false;
  const open = text.lastIndexOf('(', before.start);
  // “tăng 15 giấy phép so với cùng kỳ (200 giấy phép), bằng 107,5 %”: what the rate is over, not what it is of.
  const is_base = /(?:so với|cùng kỳ|dự toán|kế hoạch|chỉ tiêu|mục tiêu)[^().;]{0,40}$/iu.test(
    text.slice(Math.max(0, open - 60), Math.max(0, open)),
  );
  return (
    open >= 0 &&
    (is_base || /\d/u.test(text.slice(open, before.start))) &&
    /[,;]|\s(?:và|đồng thời|cũng)\s/u.test(between.slice(close))
  );
}

const asFraction = (a: Figure, b: Figure): Fraction => ({
  a,
  b,
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
  tail: Math.max(a.tail, b.tail),
  unit: b.unit,
});

/** “đạt 118,2 % so với dự toán giao (8.346.000.000 đồng)”: the base in the bracket after what it is of. */
function plannedBase({ text }: Passage, percent: Figure, after: Figure | undefined): Figure | null {
  if (after?.kind !== 'count' || after.unit === '') return null;
  const gap = text.slice(percent.tail, after.start);
  const is_named =
    /^[^.;,()]{0,45}(?:kế hoạch|dự toán|chỉ tiêu|giao|cùng kỳ|KH|tổng số|năm \d{4}|quý \p{L}+)[^.;,()]{0,25}\(\s*(?:là\s|đạt\s)?$/iu.test(
      gap,
    );
  if (is_named) return /^[^()]{0,30}\)/.test(text.slice(after.end)) ? after : null;
  // “đạt 87,7 % so với chỉ tiêu 73 người”.
  return /^\s(?:so với\s)?(?:kế hoạch|dự toán|chỉ tiêu|tổng số)(?:\s(?:giao|được giao|đề ra|là))?\s$/iu.test(gap) &&
    after.start - percent.tail < 34
    ? after
    : null;
}

/** The figure of the same unit that opens the sentence: a rate against last year may stand after the rate against the plan. */
function sameBefore({ text, figures }: Passage, percent: Figure, base: Figure, from: number): Figure | null {
  if (/(?:tăng|giảm)\s*(?:\p{L}+\s)?$/iu.test(text.slice(Math.max(0, percent.start - 14), percent.start))) return null;
  if (!/bằng|đạt/iu.test(text.slice(Math.max(0, percent.start - 12), percent.start))) return null;
  // “Chưa đạt 2,5 điểm: kiểm tra mới đạt 40 % kế hoạch (01 điểm)”: the bracket says what that costs.
  const opens = base.unit === 'điểm' ? Math.max(from, text.lastIndexOf(':', percent.start)) : from;
  return (
    figures.find(
      (f) =>
        f.kind === 'count' &&
        f.start >= opens &&
        f.end < percent.start &&
        (f.unit === base.unit || f.unit === '' || f.unit.startsWith('~')) &&
        f.scale === base.scale,
    ) ?? null
  );
}

/** “vượt 06 chỉ tiêu (28,6 %)”: beside its share the word counts those beyond the plan, it is no bound. */
export const countedParts = (claim: RatioClaim): RatioClaim =>
  claim.part?.bound === 'over' ? { ...claim, part: { ...claim.part, bound: 'exact' } } : claim;
