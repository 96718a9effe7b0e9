// What is left or missing, where another finder of rests finds no total: right behind a fraction that is not the first of its sentence; of posts that one
// sentence counts as people and as posts; of a plan told a paragraph before, which the share beside what was done proves; behind a share, without a word. R06.
import type { Passage } from './document.ts';
import { restFault } from './done-then-left.ts';
import { exactOf, type Figure } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { compare, equal, printScaled, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isMisprint, passagesBefore, type Sentence, storyOf, type Told } from './story.ts';
import { storyTold } from './told-in.ts';

/** Rests that residuals.ts does not find. `told`: figures that are spoken of already. */
export function* restsTold(context: Context, told: Set<number>): Generator<Fault> {
  for (const sentences of storyTold(context.document, 1))
    for (const [k, sentence] of sentences.entries()) {
      if (sentence.told.length === 0) continue;
      const found = /còn|chưa|thiếu|trống|không thành/iu.test(sentence.text)
        ? [...behindFraction(sentence), ...ofPosts(sentence), ...ofPostsBefore(sentences, k), ...ofPlan(context, sentences, k)]
        : [];
      const shared = !sentence.text.includes('%')
        ? []
        : [...(sentence.told.length > 2 ? bare(sentence) : []), ...(sentence.parts.length > 0 ? behindShare(sentence) : [])];
      for (const rest of [...found, ...shared]) {
        if (told.has(rest.left.at)) continue;
        decided(context);
        const fault = wrong(rest);
        if (!fault) continue;
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
    }
}

type Rest = { total: Told; part: Told; left: Told; is_tight: boolean };

function wrong({ total, part, left, is_tight }: Rest): Fault | null {
  const right = subtract(exactOf(total.figure), exactOf(part.figure));
  if (right.n <= 0n || equal(right, exactOf(left.figure))) return null;
  const expected = printScaled(right, left.figure.scale);
  const is_slip = isMisprint(expected.padStart(left.figure.raw.length, '0'), left.figure.raw);
  if (!is_tight && !is_slip) return null;
  const fault = restFault(left, total, part, expected);
  return is_tight ? { ...fault, message: 'left_told' } : fault;
}

const SHORT =
  /^[^.;()\d]{0,40}?[,;]?\s\(?(?:hiện\s)?(?:còn thiếu|thiếu|còn trống|chưa (?:tuyển|bố trí|sử dụng)(?: dụng)?|còn (?:có thể |được )?(?:bổ sung|tuyển|bổ nhiệm)(?: thêm)?)\s$/iu;

/** “24.318/27.650 triệu đồng, đạt 87,95 %, còn 3.332 triệu đồng phải giải ngân”. */
const STILL = /^[^.;()\d]{0,40}?,\scòn(?: lại)?\s$/iu;
const DUE =
  /^\s(?:phải|cần|chưa)\s(?:được\s)?(?:giải ngân|thu|thực hiện|chi|hoàn thành|xử lý|giải quyết|kiểm tra|số hóa)(?!\p{L})/iu;

const UNDONE = /^[^.;()\d]{0,16}?,\s(?:không|chưa) (?:thành|đạt)\s(?:là\s)?$/iu;

/** “công chức có mặt 87/92, còn thiếu 05; viên chức có mặt 1.668/1.742 người, thiếu 74 người”. */
function* behindFraction({ passage, parts, bases, told }: Sentence): Generator<Rest> {
  for (const [i, part] of parts.entries()) {
    const total = bases[i];
    const left = told.find((t) => t.at > part.at);
    if (!total || !left || compare(exactOf(part.figure), exactOf(total.figure)) >= 0) continue;
    const from = Math.max(total.figure.tail, total.figure.end);
    if (total.figure.scale !== left.figure.scale || left.figure.start - from > 60) continue;
    if (left.figure.unit !== '' && part.figure.unit !== '' && left.figure.unit !== part.figure.unit) continue;
    const gap = passage.text
      .slice(from, left.figure.start)
      .replace(/(?:,?\s(?:đạt|bằng|chiếm)(?: tỷ lệ)?|\()\s?[\d.,]+\s?%\)?/giu, '');
    const is_last = !told.some((t) => t.at > left.at && t.figure.unit === left.figure.unit);
    if (SHORT.test(gap) || (STILL.test(gap) && DUE.test(passage.text.slice(left.figure.tail))) || (is_last && UNDONE.test(gap)))
      yield { total, part, left, is_tight: true };
  }
}

const GIVEN = /(?:được giao|(?<!\p{L})giao|định mức(?: là)?|biên chế|cần(?: có)?|nhu cầu)[^.;,:()\d]{0,24}$/iu;
const PRESENT = /(?:có mặt|hiện có|đã (?:tuyển|bố trí|có|sử dụng)|(?:thực )?có)[^.;,:()\d]{0,24}$/iu;
const MISSING = /(?:còn thiếu|thiếu|chưa (?:sử dụng|tuyển dụng|tuyển|bố trí|thực hiện)|còn trống)(?:\shết)?\s$/iu;
const POSTS = new Set(['người', 'biên_chế', 'chỉ_tiêu', '']);

/** “Viên chức được giao 186 người, có mặt 171 người, chưa sử dụng 15 chỉ tiêu”: posts and people are of one kind. */
function* ofPosts({ passage, told }: Sentence): Generator<Rest> {
  const { text } = passage;
  for (const [i, total] of told.entries()) {
    const [part, left] = [told[i + 1], told[i + 2]];
    if (!part || !left || ![total, part, left].every((t) => POSTS.has(t.figure.unit) && t.figure.scale === 1n)) continue;
    if ([total, part, left].every((t) => t.figure.unit === '') || compare(exactOf(part.figure), exactOf(total.figure)) >= 0)
      continue;
    const [one, two] = [text.slice(total.figure.tail, part.figure.start), text.slice(part.figure.tail, left.figure.start)];
    if (/[.;()]|so với|tăng|giảm|trong đó/iu.test(one + two) || one.length > 50 || two.length > 50) continue;
    if (!GIVEN.test(text.slice(Math.max(0, total.figure.start - 50), total.figure.start))) continue;
    if (PRESENT.test(one) && MISSING.test(two)) yield { total, part, left, is_tight: true };
  }
}

/** “Số biên chế được giao là 62, có mặt 57 người, trong đó … Xã còn thiếu 05 biên chế”: the next sentence opens with what is missing. */
function* ofPostsBefore(sentences: readonly Sentence[], k: number): Generator<Rest> {
  const { passage, told, start, end } = sentences[k] as Sentence;
  const [left] = told;
  const before = sentences[k - 1];
  if (!left || !before || before.passage !== passage || !POSTS.has(left.figure.unit) || left.figure.unit === '') return;
  const lead = passage.text.slice(start, left.figure.start);
  const behind = passage.text.slice(left.figure.tail, end);
  if (lead.length > 40 || /[,;:()\d]/u.test(lead) || !MISSING.test(lead)) return;
  if (/theo|so với|định mức|nhu cầu|tại|ở các|nếu/iu.test(`${lead} ${behind.split(',')[0] ?? ''}`)) return;
  const [total, part, ...others] = before.told;
  if (!total || !part || !POSTS.has(total.figure.unit) || !POSTS.has(part.figure.unit) || total.depth + part.depth > 0) return;
  const between = passage.text.slice(total.figure.tail, part.figure.start);
  const opening = passage.text.slice(before.start, total.figure.start);
  if (/[.;()]|so với|tăng|giảm|trong đó/iu.test(between) || !GIVEN.test(opening) || !PRESENT.test(between)) return;
  // A second account of posts in that sentence.
  if (others.some((t) => GIVEN.test(passage.text.slice(Math.max(0, t.figure.start - 50), t.figure.start)))) return;
  if (compare(exactOf(part.figure), exactOf(total.figure)) < 0) yield { total, part, left, is_tight: true };
}

const UNSPENT =
  /(?:^|[\s,;(])(?:số\s|phần\s)?(?:kế hoạch\s|kinh phí\s|vốn\s|tiền\s|dự toán\s){0,3}(?:chưa (?:được )?(?:giải ngân|phân bổ|thực hiện|chi|thanh toán|thu|quyết toán|sử dụng)|còn lại(?: chưa \p{L}+ \p{L}+)?|còn phải (?:thu|chi|giải ngân)|chưa chi)(?:\s(?:hết|trong năm))?(?:\s(?:còn|là|còn lại|khoảng|:))*\s$/iu;

/** “Kế hoạch vốn 32.500. … giải ngân được 18.937, đạt 58,3 % kế hoạch. … Số vốn chưa giải ngân còn 13.563”: the share proves what is of what. */
function* ofPlan({ document }: Context, sentences: readonly Sentence[], k: number): Generator<Rest> {
  const sentence = sentences[k] as Sentence;
  const { passage } = sentence;
  for (const left of sentence.told) {
    if (left.figure.scale === 1n && left.figure.unit !== 'đồng') continue;
    if (!UNSPENT.test(passage.text.slice(Math.max(sentence.start, left.figure.start - 70), left.figure.start))) continue;
    const spent = sentences.slice(Math.max(0, k - 3), k + 1).flatMap((s) => s.told.filter((t) => t.at < left.at));
    const shares = spent.flatMap((part) => {
      const percent = shareBehind(passage, part.figure);
      return percent && isLike(part, left) ? [{ part, percent }] : [];
    });
    const totals: Told[] = [...spent];
    for (const before of passagesBefore(document, passage, 3))
      for (const s of storyOf(document)[before.index] ?? []) totals.push(...s.told);
    const pairs = shares.flatMap(({ part, percent }) =>
      totals
        .filter((t) => t.at !== part.at && t.at !== left.at && isLike(t, left))
        .filter((t) => ['match', 'truncated'].includes(ratioVerdict(part.figure, t.figure, percent)))
        .map((total) => ({ total, part })),
    );
    // Of several, sources beside the whole, the one that a slip of the pen mends; any that fits acquits.
    const rests = pairs.map((pair): Rest => ({ ...pair, left, is_tight: false }));
    if (rests.some(({ total, part }) => equal(subtract(exactOf(total.figure), exactOf(part.figure)), exactOf(left.figure))))
      continue;
    yield* rests;
  }
}

const isLike = (a: Told, b: Told): boolean => a.figure.unit === b.figure.unit && a.figure.scale === b.figure.scale;

/** “, đạt 58,3 % kế hoạch”, “(58,3 %)”: with a decimal, so that a base that fits is no chance. */
function shareBehind(passage: Passage, part: Figure): Figure | null {
  const percent = passage.figures.find((f) => f.start >= part.tail);
  if (percent?.kind !== 'percent' || percent.decimals === 0) return null;
  return /^(?:\s\p{L}+){0,7}[\s,]*(?:\(|(?:đạt|bằng|tương đương|chiếm)(?:\s(?:tỷ|tỉ) lệ)?\s)$/iu.test(
    passage.text.slice(part.tail, percent.start),
  )
    ? percent
    : null;
}

const WEAK = new Set('được của các trong theo với tại một những đến năm đã cho khi do vì'.split(' '));

/** Whether what follows denies what was said of the part. */
function isDenied(said: string, behind: string): boolean {
  const m = /^\s(?:chưa|không|chậm)\s((?:\p{L}+\s?){1,5})/iu.exec(behind);
  const words = ` ${said.toLowerCase().replace(/[^\p{L}]+/gu, ' ')} `;
  const own = (m?.[1] ?? '').toLowerCase().trim().split(/\s+/u);
  return own.some((word, i) => i + 1 < own.length && !WEAK.has(word) && words.includes(` ${word} ${own[i + 1]} `));
}

/** “2.438,1 triệu đồng trên tổng số 2.764,5 triệu đồng (88,2 %), phần thu trực tiếp là 326,4 triệu đồng”: after a fraction and its share the last figure. */
function* behindShare({ passage, parts, bases, told, end }: Sentence): Generator<Rest> {
  for (const [i, part] of parts.entries()) {
    const total = bases[i];
    const left = told.find((t) => t.at > part.at);
    if (!total || !left || !isLike(total, left) || compare(exactOf(part.figure), exactOf(total.figure)) >= 0) continue;
    const percent = passage.figures.find((f) => f.start >= total.figure.tail);
    if (percent?.kind !== 'percent' || percent.start > left.figure.start || percent.decimals === 0) continue;
    if (!['match', 'truncated'].includes(ratioVerdict(part.figure, total.figure, percent))) continue;
    const said = passage.text.slice(percent.tail, left.figure.start);
    if (!/^\)?,\s(?:số|phần|còn)\s[^.;:()\d]{0,40}$/iu.test(said) || /trong đó|tăng|giảm|so với|cùng kỳ/iu.test(said)) continue;
    if (
      left.figure.raw.replace(/\D/gu, '').length < 3 ||
      told.some((t) => t.at > left.at && t.figure.start < end && isLike(t, left))
    )
      continue;
    yield { total, part, left, is_tight: false };
  }
}

/** “88.164 đối tượng hưởng trợ cấp, 81.905 đối tượng nhận qua tài khoản (92,9 %), 6.259 đối tượng nhận trực tiếp”: three of one unit, a share proves the first two. */
function* bare({ passage, told, end }: Sentence): Generator<Rest> {
  for (const [i, total] of told.entries()) {
    const [part, left, more] = [told[i + 1], told[i + 2], told[i + 3]];
    if (!part || !left || ![part, left].every((t) => isLike(t, total)) || total.figure.unit === '') continue;
    if (more && isLike(more, total)) continue;
    const percent = shareBehind(passage, part.figure);
    if (!percent || percent.start > left.figure.start) continue;
    if (!['match', 'truncated'].includes(ratioVerdict(part.figure, total.figure, percent))) continue;
    const said = passage.text.slice(total.figure.tail, left.figure.start);
    const behind = passage.text.slice(left.figure.tail, end);
    if (/;|trong đó|so với|tăng|giảm|cùng kỳ|năm trước|riêng/iu.test(said) || said.length > 160) continue;
    // “được công nhận … (99,43 %), 07 em chưa được công nhận”: the words of the part, denied.
    if (isDenied(said, behind)) {
      yield { total, part, left, is_tight: true };
      continue;
    }
    if (left.figure.raw.replace(/\D/gu, '').length < 3) continue;
    // One verb for both, or “không”, “chưa” for the second: “nhận qua tài khoản”, “nhận trực tiếp”.
    const [verb, other] = [part, left].map((t) => /^\s?(\p{L}+)/u.exec(passage.text.slice(t.figure.tail))?.[1]?.toLowerCase());
    if (verb !== other && !/^(?:chưa|không)$/u.test(other ?? '')) continue;
    // A share of its own says what it is of.
    if (/^[^.;,]{0,60}[(,]\s?(?:đạt |chiếm |bằng )?\d[\d,]*\s?%/u.test(behind) || i > 0) continue;
    yield { total, part, left, is_tight: false };
  }
}
