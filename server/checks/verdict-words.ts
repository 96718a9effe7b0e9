// A verdict against the words beside it: “Đạt, do đang đợi tỉnh triển khai”, “Đạt 97,9” under a least of 98 %, a target that is told again with another
// number, posts “within those given” that are more than those given. R13.

import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';
import { wordsOf } from './words.ts';

const REACHED_CUE = cueOf('đạt');
const GIVEN_CUE = cueOf('giao');
const AIMED_CUE = cueOf('mục tiêu', 'chỉ tiêu', 'nhiệm vụ');

/** All of them, passage by passage. */
export function* verdictWords(context: Context): Generator<Fault> {
  const { document } = context;
  const [reached, given, aimed] = [REACHED_CUE, GIVEN_CUE, AIMED_CUE].map((cue) => new Set(toldWith(document, 0, cue)));
  for (const passage of toldIn(document, 0)) {
    if (reached?.has(passage)) {
      yield* againstReason(context, passage);
      if (passage.figures.length > 0) yield* resultBelow(context, passage);
      if (passage.figures.length > 1) {
        yield* belowLeast(context, passage);
        yield* targetTwice(context, passage);
      }
    }
    if (passage.figures.length > 1 && given?.has(passage)) yield* withinGiven(context, passage);
    if (aimed?.has(passage)) yield* aimTurned(context, passage);
  }
}

const REASON =
  /(?:[:.]|[:.]\s?\*\*|^)\s*(Đạt)\**\s*[,;(]*\s*(?:lý do\s*:?|do|vì|bởi|nguyên nhân\s*:?)\s(?:hiện |còn |vẫn |nay |đến nay |huyện |xã |tỉnh |đơn vị )*(đang (?:đợi|chờ|xây dựng|lấy ý kiến|trình|xin)|chưa (?:triển khai|thực hiện|đến|tổ chức|ban hành|đánh giá|hoàn thành|khảo sát|kết nối|bố trí))(?!\p{L})/gu;

/** The reason behind a verdict says that the work is not done. */
function* againstReason(context: Context, passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, REASON)) {
    decided(context);
    const at = m.index + m[0].indexOf(m[1] ?? '');
    yield {
      message: 'reason',
      at: spotIn(passage, at, m.index + m[0].length),
      data: { verdict: m[1] ?? '', reason: m[2] ?? '' },
      expected: 'Chưa đạt',
    };
  }
}

const MET = /(?:[:.]|^)[\s*]*Đạt\s(?=\d{1,3}(?:[.,]\d{1,2})?[*\s]*(?:[.(;]|$))/gu;

/** “… đạt tối thiểu 98 % …: … Đạt 97,9”: a verdict with its figure, printed without a sign, under the least that the same paragraph asks. */
function* belowLeast(context: Context, passage: Passage): Generator<Fault> {
  const verdicts = matchesIn(passage.text, MET);
  const [m] = verdicts;
  if (!m || verdicts.length > 1) return;
  const at = m.index + m[0].length;
  const result = passage.figures.find((f) => f.start === at);
  const before = passage.figures.filter((f) => f.end < m.index && f.kind === 'percent');
  if (result?.kind !== 'count' || result.unit !== '') return;
  if (before.length === 0 || before.some(({ bound }) => bound !== 'at_least')) return;
  decided(context);
  const target = before.reduce((high, f) => (compare(exactOf(f), exactOf(high)) > 0 ? f : high));
  // A score of ten or a number of things is no share.
  if (compare(exactOf(result), exactOf(target)) >= 0 || exactOf(result).n < 50n * exactOf(result).d) return;
  const start = m.index + m[0].indexOf('Đạt');
  yield {
    message: 'not_met',
    at: spotIn(passage, start, result.end),
    figures: [result, target],
    data: { verdict: 'Đạt', result: result.raw, target: `${target.raw}%` },
    expected: 'Chưa đạt',
    related: [spotOf(passage, target)],
    shares: [passage.offset + result.start, passage.offset + target.start],
  };
}

const BOUND_WORDS = new Set('từ tối thiểu đạt ít nhất không dưới trở lên mức là tỷ lệ'.split(' '));
const TIERS = /điểm|thang|năm \d{4}[^.]*năm \d{4}|lộ trình|giai đoạn|tăng (?:dần|lên)/iu;
const JUDGED = /(?<!\p{L})(?:chưa đạt|không đạt|đạt|lý do|kết quả)(?!\p{L})/iu;
const LEAST = 4;

const runOf = (text: string): string[] => wordsOf(text).filter((word) => !BOUND_WORDS.has(word) && !/^\d/.test(word));

/** “tỷ lệ giao dịch … đạt từ 30 % trở lên: Chưa đạt (… chưa đạt tỷ lệ giao dịch … từ 20 % trở lên)”: the reason speaks of the same target. */
function* targetTwice(context: Context, passage: Passage): Generator<Fault> {
  const targets = passage.figures.filter((f) => f.kind === 'percent' && f.bound === 'at_least');
  if (targets.length < 2 || TIERS.test(passage.text)) return;
  for (const [i, second] of targets.entries())
    for (const first of targets.slice(0, i)) {
      if (compare(exactOf(first), exactOf(second)) === 0) continue;
      const between = passage.text.slice(first.tail, second.start);
      if (!/[:(;.]/.test(between) || !JUDGED.test(between)) continue;
      if (!areOfOne(passage, first, second)) continue;
      decided(context);
      yield {
        message: 'target_twice',
        at: spotOf(passage, second),
        figures: [first, second],
        data: { first: `${first.raw}%`, second: `${second.raw}%` },
        expected: `${first.raw}%`,
        related: [spotOf(passage, first)],
        shares: [passage.offset + second.start, passage.offset + first.start],
      };
      return;
    }
}

/** The same words right before both, or right behind both. */
function areOfOne({ text }: Passage, first: Figure, second: Figure): boolean {
  const behind = (f: Figure): string[] => runOf(/^[^.;:(]*/u.exec(text.slice(f.tail).replace(/^\s*trở lên/iu, ''))?.[0] ?? '');
  const before = (f: Figure): string[] => runOf(/[^.;:(,]*$/u.exec(text.slice(0, f.start))?.[0] ?? '');
  const [a, b] = [behind(first), behind(second)];
  const [x, y] = [before(first), before(second)];
  const tail = (words: string[]): string => words.slice(-LEAST).join(' ');
  return (
    (a.length >= LEAST && b.length >= LEAST && a.slice(0, LEAST).join(' ') === b.slice(0, LEAST).join(' ')) ||
    (x.length >= LEAST && y.length >= LEAST && tail(x) === tail(y))
  );
}

const WITHIN =
  /(?<!\p{L})(?:(?:bảo đảm|đảm bảo|nằm|vẫn)\s(?:[\p{L}]+\s){0,3}?trong|không vượt(?: quá)?|trong phạm vi|trong)\s(?:tổng\s)?(?:số\s)?(?:chỉ tiêu|định mức|định biên|biên chế|số lượng|mức)[^.;\d]{0,24}(?:được )?(?:giao|duyệt)|không vượt(?: quá)? số (?:được )?giao/iu;
const GIVEN = /(?:được\s)?giao(?:\s(?:năm\s\d{4}|cho|là|có))?[^.;,\d]{0,70}\s$/iu;
const HAD = /^[^.()\d]{0,44}[;,\s](?:đã\s)?(?:có mặt|hiện có|thực hiện|tuyển(?: dụng)?|bố trí|sử dụng)(?:\s(?:được|là|có))*\s$/iu;
const ABOVE = /vượt (?!quá)|thừa|dôi dư|cao hơn|nhiều hơn|tăng|sáp nhập|hợp đồng|lượt|năm trước|cùng kỳ/iu;
const POSTS = new Set(['', 'người', 'chỉ_tiêu', 'biên_chế', 'công_chức', 'viên_chức', 'cán_bộ']);

/** “… bảo đảm trong chỉ tiêu được giao. … được giao 214 chỉ tiêu, đã thực hiện 226 người”. */
function* withinGiven(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  const said = WITHIN.exec(text);
  if (!said) return;
  for (const [i, given] of figures.entries()) {
    const had = figures[i + 1];
    if (!had || !isPost(given) || !isPost(had)) continue;
    if (!GIVEN.test(text.slice(Math.max(0, given.start - 110), given.start)) || !HAD.test(text.slice(given.tail, had.start)))
      continue;
    const clause = segmentsOf(text, '.;').find(({ start, end }) => start <= had.start && had.start < end);
    if (ABOVE.test(text.slice(had.end, clause?.end)) || ABOVE.test(text.slice(given.start, had.start))) continue;
    decided(context);
    if (compare(exactOf(had), exactOf(given)) <= 0) continue;
    yield {
      message: 'over_limit',
      at: spotOf(passage, had),
      figures: [had, given],
      data: { verdict: said[0].trim(), result: had.raw, target: given.raw },
      related: [spotOf(passage, given), spotIn(passage, said.index, said.index + said[0].length)],
      shares: [passage.offset + had.start, passage.offset + given.start],
    };
  }
}

const isPost = (f: Figure): boolean =>
  f.kind === 'count' &&
  f.bound === 'exact' &&
  f.scale === 1n &&
  f.decimals === 0 &&
  (POSTS.has(f.unit) || f.unit.startsWith('~'));

const AIM =
  /(?:mục tiêu|chỉ tiêu|nhiệm vụ|yêu cầu|(?<!không |chưa )thực hiện)\s(tăng|giảm)\s(?:tối thiểu\s|ít nhất\s)?(?:[\d.,]+\s?%\s)?([^.;:,()\d]{12,140})/giu;
const LEAST_WORDS = 5;
const FAR = 5;

/** “mục tiêu tăng tối thiểu 2,5 % chi hỗ trợ trực tiếp …” and, among the reasons, “kết quả thực hiện giảm chi trực tiếp …”: one aim has one direction. */
function* aimTurned(context: Context, passage: Passage): Generator<Fault> {
  const { passages } = context.document;
  for (const m of matchesIn(passage.text, AIM)) {
    const words = new Set(wordsOf(m[2] ?? ''));
    for (const other of passages.slice(passage.index, passage.index + FAR)) {
      if (other.section !== passage.section || !/tăng|giảm/iu.test(other.text)) continue;
      for (const o of matchesIn(other.text, AIM)) {
        if ((other === passage && o.index <= m.index) || o[1]?.toLowerCase() === m[1]?.toLowerCase()) continue;
        const said = wordsOf(o[2] ?? '');
        if (said.length < LEAST_WORDS || !said.slice(0, LEAST_WORDS).every((word) => words.has(word))) continue;
        decided(context);
        const [start, end] = [m.index, m.index + m[0].length - (m[2] ?? '').length];
        const [from, to] = [o.index, o.index + o[0].length - (o[2] ?? '').length];
        yield {
          message: 'aim_turned',
          at: spotIn(passage, start, end),
          data: { first: m[0].trim().slice(0, 60), second: o[0].trim().slice(0, 60) },
          related: [spotIn(other, from, to)],
        };
        return;
      }
    }
  }
}

const VERDICT = /:[\s*]*((?:chưa|không)\s)?đạt(?!\p{L})/iu;
const RESULT = /^\W*kết quả\s?:/iu;

/** “… đạt từ 30 % trở lên: Chưa đạt” and, in the paragraph below, “Kết quả: trên địa bàn đạt 37 % …” of the same words. */
function* resultBelow(context: Context, passage: Passage): Generator<Fault> {
  const next = context.document.passages[passage.index + 1];
  const verdict = VERDICT.exec(passage.text);
  if (!next || !verdict || !RESULT.test(next.text) || next.section !== passage.section) return;
  const results = next.figures.filter((f) => f.kind === 'percent');
  const [result] = results;
  if (!result || results.length > 1 || result.bound !== 'exact') return;
  const said = wordsOf(/^[^.;,(]*/u.exec(next.text.slice(result.tail))?.[0] ?? '').filter((word) => !BOUND_WORDS.has(word));
  if (said.length < LEAST) return;
  const target = passage.figures.find(
    (f) =>
      f.kind === 'percent' &&
      f.bound === 'at_least' &&
      f.start < verdict.index &&
      runOf(passage.text.slice(Math.max(0, f.start - 80), f.start))
        .slice(-said.length)
        .join(' ') === said.join(' '),
  );
  if (!target) return;
  decided(context);
  const is_met = compare(exactOf(result), exactOf(target)) >= 0;
  if (is_met === (verdict[1] === undefined)) return;
  yield {
    message: is_met ? 'met' : 'not_met',
    at: spotIn(passage, verdict.index, verdict.index + verdict[0].length),
    figures: [result, target],
    data: { verdict: verdict[0].replace(/^[:\s*]+/u, ''), result: `${result.raw}%`, target: `${target.raw}%` },
    related: [spotOf(next, result), spotOf(passage, target)],
    shares: [next.offset + result.start, passage.offset + target.start],
  };
}
