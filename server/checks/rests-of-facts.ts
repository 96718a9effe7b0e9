// What is left, missing or not done, of what is told anywhere near it, asked of what the figures are (facts.ts): the total and what was done are known by their
// words and by what the rest denies (“đã kê khai”, “chưa kê khai”), not by where they stand. Any combination that makes the rest acquits. R06.
import { areEqual, type Item, isAlike, itemsOf, slipsTo, windowAt } from './fact-items.ts';
import { exactOf } from './figure.ts';
import { add, printScaled, subtract, ZERO } from './rational.ts';
import { isInHand, JUDGED_ANEW } from './remainder.ts';
import { isSwapped } from './rests-ahead.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isToldElsewhere } from './story.ts';

const LEAD =
  /(?:^|[\s,;(])(?:còn|chưa|thiếu|hụt|khuyết|trống|không|đang|số (?:dư|còn|chưa|không))(?:\s\p{L}+){0,7}?(?:\slà|\scó|\sgồm|:)?\s*$/u;
// A blank between two words is asked for: with none, a word of a hundred letters would be tried as two, three, four, five in every way there is.
const BEHIND = /^(?:\s?\p{L}+(?:\s\p{L}+){0,4}?)??\s(?:còn lại|còn chưa|chưa|còn|không)(?!\p{L})/u;
const APART =
  /so với|cùng kỳ|năm trước|giảm|tăng|xuống|cuối năm|đầu năm|(?<!\p{L})hơn|theo định mức|nhu cầu|mỗi|bình quân|trong đó|riêng|không (?:dưới|quá|ít)/u;
const TOTAL = /tổng|giao|(?<!\p{L})có(?!\p{L})|phải|kế hoạch|chỉ tiêu|trong số|nguồn|phát sinh|cần|nhận|gồm|dự toán/u;
const WEAK = new Set(
  'được các của trong theo với tại năm đã cho khi do vì này còn lại chưa không đang người hộ trường hợp đơn vị đồng triệu tỷ số là có và xã huyện tỉnh'.split(
    ' ',
  ),
);

type Pair = { total: Item; parts: readonly Item[]; score: number };

/** Rests that miss what is told around them. `told`: figures spoken of already. */
export function* restsOfFacts(context: Context, told: Set<number>): Generator<Fault> {
  const items = itemsOf(context.document);
  for (const [sentence, own] of items) {
    for (const rest of own) {
      if (told.has(rest.at) || !isClaim(rest, own)) continue;
      const near = windowAt(context.document, items, sentence).filter((item) => item.at !== rest.at && isAlike(item, rest));
      if (near.length < 2) continue;
      const fault = judge(context, rest, near);
      if (!fault || fault.shares?.some((at) => told.has(at))) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

/** “chưa số hóa 7.800 trường hợp” and, among the tasks to come, “số hóa xong 8.700 trường hợp”: two digits of what is left changed their places. */
export function* tasksOfFacts(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  const all = [...itemsOf(context.document).values()].flat().filter(({ figure }) => figure.raw.replace(/\D/gu, '').length >= 3);
  const rests = all.filter(
    ({ passage, lead, trail, fact }) =>
      !passage.section.is_plan && fact.of_fraction === '' && /(?:^|\s)(?:chưa|còn)\s/u.test(`${lead.slice(-40)} ${trail}`),
  );
  if (rests.length === 0) return;
  for (const task of all) {
    const { passage, figure } = task;
    if (!passage.section.is_plan || told.has(task.at)) continue;
    const meant = rests.filter(
      (rest) =>
        isAlike(rest, task) &&
        rest.figure.scale === figure.scale &&
        isSwapped(rest.figure.raw, figure.raw) &&
        rest.fact.own.filter((word) => word.length > 2 && !WEAK.has(word) && task.fact.own.includes(word)).length > 0,
    );
    const [rest] = meant;
    if (!rest || isToldElsewhere(context.document, figure, passage)) continue;
    decided(context);
    yield {
      message: 'task',
      at: spotOf(passage, figure),
      figures: [figure, rest.figure],
      data: { task: figure.raw, rest: rest.figure.raw },
      expected: rest.figure.raw,
      related: [spotOf(rest.passage, rest.figure)],
      shares: [task.at, rest.at],
    };
  }
}

function isClaim(rest: Item, own: readonly Item[]): boolean {
  const { lead, trail, passage, figure, fact } = rest;
  if (rest.unit === '' || rest.unit === 'hồ_sơ' || fact.of_fraction !== '' || fact.role === 'before' || rest.value < 2)
    return false;
  const clause = /[,;]\s*$/u.test(lead) ? '' : lead;
  const behind = BEHIND.test(trail);
  if (!behind && !LEAD.test(clause) && fact.state !== 'missing') return false;
  if (passage.section.is_plan && !behind) return false;
  if (APART.test(clause.slice(-60)) || APART.test(trail.slice(0, 40)) || JUDGED_ANEW.test(lead) || isInHand(passage, figure))
    return false;
  // “còn 12 đang làm, 05 chưa đến hạn”: what is left, in several states.
  return !own.some((item) => item.at > rest.at && isAlike(item, rest) && item.depth === rest.depth);
}

function judge(context: Context, rest: Item, near: readonly Item[]): Fault | null {
  const pool = near.filter(({ fact }) => fact.role !== 'rank').slice(-18);
  decided(context);
  if (isExplained(rest, pool)) return null;
  const pairs = pairsOf(rest, pool)
    .filter(({ score }) => score >= 3)
    .toSorted((a, b) => b.score - a.score);
  const best = pairs.find(({ total, parts }) => {
    const sum = parts.reduce((so_far, { value }) => so_far + value, 0);
    const gap = total.value - sum - rest.value;
    return (
      total.value - sum > 0 &&
      (slipsTo(rest, total.value - sum) ||
        (rest.value >= 100 && (slipsTo(total, total.value - gap) || parts.some((part) => slipsTo(part, part.value + gap)))))
    );
  });
  if (!best) return null;
  // Of a few things nearly every miss is a slip: then nothing else may stand near, and the words must deny each other.
  const is_far = [best.total, ...best.parts].some((item) => item.passage !== rest.passage);
  if (rest.value < 100 && (best.score < 5 || is_far)) return null;
  return faultOf(rest, best, best.score >= 5 ? 'error' : 'warning');
}

function pairsOf(rest: Item, pool: readonly Item[]): Pair[] {
  const found: Pair[] = [];
  for (const [i, total] of pool.entries()) {
    if (total.value <= rest.value || total.fact.role === 'change' || total.fact.of_fraction === 'part') continue;
    const others = pool.filter((item, j) => j !== i && item.value < total.value && item.depth <= total.depth + 1);
    const called = total.fact.of_fraction === 'base' || TOTAL.test(`${total.lead} ${total.trail}`) ? 1 : 0;
    for (const part of others) {
      if (['change', 'before', 'rank'].includes(part.fact.role)) continue;
      const is_fraction = total.fact.of_fraction === 'base' && part.fact.of_fraction === 'part' && pool[i - 1] === part;
      if ((part.fact.of_fraction === 'part' || total.fact.of_fraction === 'base') && !is_fraction) continue;
      let score = called + (is_fraction ? 2 : 0) + (pool.length === 2 ? 2 : 0) + (isDenied(rest, part) ? 2 : 0);
      if (part.fact.sentence === rest.fact.sentence || part.fact.sentence === rest.fact.sentence - 1) score += 1;
      if (part.at < total.at && !is_fraction) score -= 1;
      found.push({ total, parts: [part], score });
    }
    const run = others.filter(
      (item) => item.at > total.at && item.at < rest.at && item.fact.role !== 'change' && item.depth === 0,
    );
    const opens = pool[0] === total && run.length === pool.length - 1;
    if (run.length > 1 && run.length < 7) found.push({ total, parts: run, score: called + (opens ? 3 : 0) + 1 });
  }
  return found;
}

/** “2.106 hộ đã kê khai”, “312 hộ chưa kê khai”: a telling word of the one is denied of the other. */
function isDenied(rest: Item, part: Item): boolean {
  const denied = /(?:chưa|không|còn)\s((?:\p{L}+\s?){1,5})/u.exec(`${rest.trail} ; ${rest.lead.slice(-50)}`)?.[1] ?? '';
  const said = new Set([...part.fact.own, ...part.lead.slice(-40).split(/[^\p{L}]+/u)]);
  return denied.split(/\s+/u).some((word) => word.length > 1 && !WEAK.has(word) && said.has(word));
}

/** The figure again, a total less one, two or three, less one and more another, or a sum of two. */
function isExplained(rest: Item, pool: readonly Item[]): boolean {
  const slack = rest.slack + pool.reduce((most, { slack }) => Math.max(most, slack), 0) * 3;
  const is = (value: number): boolean => areEqual(value, rest.value, slack);
  if (pool.some(({ value }) => is(value))) return true;
  for (const [i, a] of pool.entries())
    for (const [j, b] of pool.entries()) {
      if (j === i) continue;
      if (is(a.value - b.value) || (j > i && is(a.value + b.value))) return true;
      if (pool.length > 14) continue;
      for (const [k, c] of pool.entries()) {
        if (k <= j || k === i) continue;
        if (is(a.value - b.value - c.value) || is(a.value - b.value + c.value) || is(a.value + b.value - c.value)) return true;
        for (const [l, d] of pool.entries()) if (l > k && l !== i && is(a.value - b.value - c.value - d.value)) return true;
      }
    }
  return isLessRun(rest, pool, slack);
}

/** A total less all that follow it up to some figure. */
function isLessRun(rest: Item, pool: readonly Item[], slack: number): boolean {
  for (const [i, total] of pool.entries()) {
    let left = total.value;
    for (const part of pool.slice(i + 1)) {
      left -= part.value;
      if (areEqual(left, rest.value, slack)) return true;
      if (left < 0) break;
    }
  }
  return false;
}

function faultOf(rest: Item, { total, parts }: Pair, severity: 'error' | 'warning'): Fault {
  const ordered = parts.toSorted((a, b) => a.at - b.at);
  const sum = ordered.map(({ figure }) => exactOf(figure)).reduce(add, ZERO);
  const expected = printScaled(subtract(exactOf(total.figure), sum), rest.figure.scale);
  return {
    message: 'left_told',
    severity,
    at: spotOf(rest.passage, rest.figure),
    figures: [rest, total, ...ordered].map(({ figure }) => figure),
    data: {
      rest: rest.figure.raw,
      total: total.figure.raw,
      part: ordered.map(({ figure }) => figure.raw).join(' và '),
      expected,
    },
    expected,
    related: [total, ...ordered].map((item) => spotOf(item.passage, item.figure)),
    shares: [rest, total, ...ordered].map(({ at }) => at),
  };
}
