import type { Passage } from '../document.ts';
import { exactOf, type Figure } from '../figure.ts';
import type { Section } from '../outline.ts';
import { compare, HUNDRED } from '../rational.ts';
import { type Context, decided, defineRule, type Fault, shorten, spotIn } from '../rule.ts';
import { toldIn } from '../told-in.ts';

/**
 * A target that is judged met shows the value that met it: one for each target, for the same scope and for all the years that it asks.
 */
export const R24 = defineRule({
  id: 'R24',
  version: 1,
  severity: 'warning',
  title: 'Chỉ tiêu đánh giá “đạt” phải có số liệu',
  messages: {
    no_value: 'Chỉ tiêu {target} được kết luận “{verdict}” mà không nêu kết quả đo được. Nêu tử số, mẫu số và tỷ lệ thực tế.',
    no_value_full: 'Chỉ tiêu {target} được kết luận “{verdict}” mà không nêu số liệu. Nên ghi tử số, mẫu số.',
    one_for_many: 'Có {targets} mức chỉ tiêu ({list}) nhưng chỉ nêu một kết quả “{verdict}”. Nêu kết quả cho từng mức.',
    narrower: 'Chỉ tiêu nói về “{wide}” còn số liệu chứng minh chỉ về “{narrow}”. Bổ sung số liệu cho phần còn lại.',
    no_verdict: 'Tiêu chí “{title}” không kết luận đạt hay chưa đạt, trong khi các tiêu chí khác có. Bổ sung kết luận.',
    years: 'Tiêu chí đòi số liệu {years} năm{rates} nhưng chỉ nêu {given} số. Bổ sung số liệu từng năm.',
  },
  *check(context) {
    for (const passage of toldIn(context.document, 0)) {
      const fault = years(context, passage) ?? target(context, passage);
      if (fault) yield fault;
    }
    yield* unjudged(context, context.document.root);
  },
});

const VERDICT =
  /:\s*((?:đã )?(?:đạt|hoàn thành|vượt)(?:\s+(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu))?(?:\s*100\s?%)?)(?=\s*(?:[.,;()]|$))/iu;
const ASKS = /tối thiểu|ít nhất|trở lên|từ \d|không dưới|phấn đấu|≥|>=/iu;
const SCOPES = [
  'hàng tháng',
  'hằng tháng',
  'hàng quý',
  'hằng quý',
  'hàng năm',
  'cấp huyện',
  'cấp xã',
  'cấp tỉnh',
  'quý',
  '6 tháng',
];

/** `– Tối thiểu 80 % …: Đạt (…)`: what stands before the verdict is the target, what stands after it the evidence. */
function target(context: Context, passage: Passage): Fault | null {
  const { text, figures } = passage;
  const m = VERDICT.exec(text);
  if (!m) return null;
  const at = m.index;
  const targets = figures.filter(
    (f) =>
      f.kind === 'percent' &&
      f.end <= at &&
      !/(?:giảm|tăng)\s(?:tối thiểu\s)?$/iu.test(text.slice(Math.max(0, f.start - 18), f.start)),
  );
  const [first] = targets;
  // “đạt 97,42 %, vượt mục tiêu 90 %. Đánh giá: Đạt”: the result stands beside its target.
  if (targets.some((f) => isResult(text, f) || isBesideTarget(text, f))) return null;
  if (!first || passage.fractions.some((f) => f.end <= at)) return null;
  context.count('seen');
  const is_full = compare(exactOf(first), HUNDRED) === 0;
  if (!is_full && !ASKS.test(text.slice(Math.max(0, first.start - 40), first.tail + 12)) && passage.label === null) return null;
  context.count('bound');
  context.count('checked');
  const verdict = (m[1] ?? '').trim();
  const spot = spotIn(passage, first.start, at + m[0].length);
  const evidence = figures.filter((f) => f.start > at);
  const list = targets.map((f) => `${f.raw}%`).join(', ');
  const distinct = new Set(targets.map((f) => f.raw));
  if (distinct.size > 1 && valuesAfter(evidence, passage).length < 2) {
    return { message: 'one_for_many', at: spot, figures: targets, data: { targets: distinct.size, list, verdict } };
  }
  const scope = narrower(text.slice(0, at), text.slice(at));
  if (evidence.length > 0 && scope)
    return { message: 'narrower', at: spotIn(passage, at, text.length), data: scope, related: [spot] };
  if (evidence.length > 0 || passage.fractions.some((f) => f.start > at) || hasResultBelow(context, passage)) return null;
  if (/\d/.test(text.slice(at))) {
    // Only documents and dates: evidence of what was done, not of how much.
    if (is_full) return null;
  }
  return is_full
    ? { message: 'no_value_full', severity: 'note', at: spot, figures: [first], data: { target: `${first.raw}%`, verdict } }
    : { message: 'no_value', at: spot, figures: [first], data: { target: `${first.raw}%`, verdict } };
}

/** “đúng hạn 99,68 %, chỉ tiêu của tỉnh là 99 %: đạt”: the target is named right behind. */
const isBesideTarget = (text: string, { tail, bound }: Figure): boolean =>
  bound === 'exact' && /^\s*[,;(]\s?(?:so với\s)?(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu)[^.;:%]{0,30}%/iu.test(text.slice(tail));

const isResult = (text: string, figure: Figure): boolean =>
  figure.bound === 'exact' &&
  /(?<!phấn đấu |yêu cầu |tối thiểu )(?:đạt|chiếm|là|bằng)\s*$/iu.test(
    text.slice(Math.max(0, figure.start - 20), figure.start),
  ) &&
  /^\s*,?\s*\(?(?:vượt|cao hơn|thấp hơn|trên mức|dưới mức|so với)\s(?:\p{L}+\s){0,3}(?:mục tiêu|chỉ tiêu|kế hoạch|mức|yêu cầu)/iu.test(
    text.slice(figure.tail),
  );

const valuesAfter = (evidence: readonly Figure[], passage: Passage): Figure[] =>
  evidence.filter(
    (f) => f.kind === 'percent' && !/tối thiểu|từ\s*$/iu.test(passage.text.slice(Math.max(0, f.start - 12), f.start)),
  );

/** “Kết quả: … đạt 92 %” may stand in the next paragraph. */
function hasResultBelow(context: Context, passage: Passage): boolean {
  const next = context.document.passages[passage.index + 1];
  return (
    next !== undefined &&
    next.section === passage.section &&
    next.label?.style !== 'bullet' &&
    next.figures.some((f) => f.kind === 'percent' || f.kind === 'count')
  );
}

/** “báo cáo định kỳ” proved by “báo cáo định kỳ hàng tháng”: the evidence names a narrower scope of the same words. */
function narrower(wide: string, narrow: string): { wide: string; narrow: string } | null {
  const low = wide.toLowerCase();
  for (const scope of SCOPES) {
    const at = narrow.toLowerCase().indexOf(` ${scope}`);
    if (at < 0 || low.includes(scope)) continue;
    const head = narrow
      .slice(0, at)
      .toLowerCase()
      .split(/[\s(]+/)
      .slice(-4)
      .join(' ');
    for (const words of [4, 3]) {
      const phrase = head.split(' ').slice(-words).join(' ');
      if (phrase.split(' ').length === words && low.includes(phrase)) return { wide: phrase, narrow: `${phrase} ${scope}` };
    }
  }
  return null;
}

/** “Trong 03 năm liên tục liền kề … 98 % trở lên … 95 % trở lên: … Đạt 99,7”. */
function years(context: Context, passage: Passage): Fault | null {
  const { text, figures } = passage;
  const m = /trong\s+0?(\d|hai|ba)\s*(?:\((?:hai|ba|bốn|năm)\)\s*)?năm (?:liên tục|liên tiếp|liền kề|gần nhất)/iu.exec(text);
  if (!m) return null;
  context.count('seen');
  const asked = ({ hai: 2, ba: 3 } as Record<string, number>)[(m[1] ?? '').toLowerCase()] ?? Number(m[1]);
  const after = figures.filter((f) => f.start > m.index + m[0].length);
  const wanted = after.filter(
    (f) =>
      f.kind === 'percent' && (f.bound === 'at_least' || /tối thiểu|từ/iu.test(text.slice(Math.max(0, f.start - 14), f.start))),
  ).length;
  const verdict_at = text.search(/(?:^|[.:\s])\*{0,2}đạt\*{0,2}\s*(?:\d|[.:,(]|$)/iu);
  if (verdict_at < 0 || wanted === 0 || asked < 2) return null;
  const given = after.filter((f) => f.start >= verdict_at && f.bound === 'exact' && f.unit !== 'năm').length;
  context.count('bound');
  context.count('checked');
  if (given >= asked) return null;
  return {
    message: 'years',
    at: spotIn(passage, m.index, m.index + m[0].length),
    data: { years: asked, rates: wanted > 1 ? `, ${wanted} tỷ lệ mỗi năm` : '', given },
    related: after.filter((f) => f.start >= verdict_at).map((f) => spotIn(passage, verdict_at, f.tail)),
  };
}

const JUDGES = /(?<![\p{L}])(?:đạt|hoàn thành)(?!\p{L})/iu;

/** Criteria side by side: those with figures are judged, but one. */
function* unjudged(context: Context, section: Section): Generator<Fault> {
  const criteria = section.children.filter((child) => /(?:tiêu chí|chỉ tiêu)\s+(?:số\s+)?\d/iu.test(child.title.slice(0, 60)));
  if (criteria.length >= 3) {
    const bodies = criteria.map((child) =>
      context.document.passages.slice(child.opens, child.ends).filter((p) => !p.is_footnote),
    );
    const judged = bodies.map((body) => body.some((p) => JUDGES.test(p.text)));
    for (const [i, child] of criteria.entries()) {
      decided(context);
      const first = bodies[i]?.[1] ?? bodies[i]?.[0];
      if (judged[i] || judged.filter((is) => is).length < 2 || !first || !bodies[i]?.some((p) => p.figures.length > 0)) continue;
      yield { message: 'no_verdict', at: spotIn(first, 0, first.text.length), data: { title: shorten(child.title, 60) } };
    }
  }
  for (const child of section.children) yield* unjudged(context, child);
}
