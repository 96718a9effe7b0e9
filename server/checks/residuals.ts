import type { Document } from './document.ts';
import { doneThenLeft, leftFault, restFault, totalledIn } from './done-then-left.ts';
import { exactOf, type Figure } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, equal, printScaled, type Rational, subtract, ZERO } from './rational.ts';
import { isInHand, isOfOtherClause, JUDGED_ANEW, leftInStates } from './remainder.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isMisprint, passagesBefore, plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { storyTold } from './told-in.ts';
import { unitAt } from './unit.ts';

/** Words before a figure that make it what is left of a total. */
const LEFT =
  /(?:(?:^|[\s,;(])còn(?: lại| thiếu| trống| dư| nợ| tồn| chưa (?:\p{L}+ ){0,3}\p{L}+| phải (?:\p{L}+ ){0,2}\p{L}+)?(?: là)?(?: có)?:?|(?:^|[\s,;(])(?:đang|chưa|không) (?:được )?(?:đạt|xây dựng|thi công|sửa chữa|xử lý|giải quyết|triển khai|thực hiện|xem xét|hoàn thành|tuyển dụng|phân bổ|giải ngân|sử dụng|kiểm tra|đề xuất|thu hồi)(?:[^,;.\d]{0,24}là)?:?|(?:^\s*|[.;,]\s?)số\s(?:\p{L}+\s){0,3}?(?:còn lại|không phải|không hợp lệ|không|vắng|chưa|đang)[^.;,\d]{0,40}(?:là|còn|:)?|(?:^|[\s,;(])chưa (?:được )?(?:tuyển|bố trí|cấp|sử dụng|thực hiện|có|nộp|gửi|trả|đạt|kiểm tra)|chuyển (?:sang|qua|tiếp sang) (?:năm|kỳ|quý|tháng)[^,;.\d]{0,16}(?:\d{4}\s?)?(?:là)?|(?:^\s*|[.;,]\s?)số (?:còn lại|chưa \p{L}+))\s*$/iu;
const UNDER_WAY = /(?:đang|chưa)\s[^;.]*$/iu;
const APART = /so với|cùng kỳ|năm trước|cuối năm|đầu năm|xuống còn|chỉ còn|tăng|giảm|hơn/iu;

/** What is left, wherever its total and the part taken stand. `told`: figures spoken of already. */
export function* residuals(context: Context, told: Set<number>): Generator<Fault> {
  const story = storyOf(context.document);
  for (const sentences of storyTold(context.document, 1)) {
    for (let k = 0; k < sentences.length; k += 1) {
      const sentence = sentences[k] as Sentence;
      const { passage } = sentence;
      if (sentence.told.length === 0) continue;
      for (const found of sentence.told) {
        const lead = passage.text.slice(Math.max(sentence.start, found.figure.start - 70), found.figure.start);
        const paired =
          underWay(context, sentence, found, lead, told) ??
          doneThenLeft(context, totalledIn(sentences, k), sentence, found, told);
        if (paired) {
          for (const at of paired.shares ?? []) told.add(at);
          yield paired;
          continue;
        }
        const shared = ofShare(context, sentence, found, lead, told);
        if (shared) {
          for (const at of shared.shares ?? []) told.add(at);
          yield shared;
          continue;
        }
        const stocked = stock(context, sentences, k, sentence, found, lead);
        if (stocked) {
          yield stocked;
          continue;
        }
        const is_left =
          LEFT.test(lead) ||
          (/^\s(?:\p{L}+\s){0,2}?còn lại(?!\p{L})/iu.test(passage.text.slice(found.figure.tail)) && !APART.test(lead));
        if (!is_left || APART.test(lead.slice(-40)) || JUDGED_ANEW.test(lead) || told.has(found.at)) continue;
        // One unit is printed in the sentence, or none: the bare figures are of that.
        const all_bare =
          sentence.told.length === 3 && new Set(sentence.told.map((t) => t.figure.unit).filter((unit) => unit !== '')).size < 2;
        const rest = found.figure.unit === '' && !all_bare ? named(found, lead) : found;
        if (!rest) continue;
        // Of dossiers the accounts decide: some came over, some were given back. What is under way may be followed by what was not begun.
        const next = context.document.passages[passage.index + 1];
        const goes_on_below =
          passage.label?.style === 'bullet' &&
          next?.label?.style === 'bullet' &&
          next.figures.some((f) => f.kind === 'count' && sameUnit(f, rest.figure));
        const goes_on =
          goes_on_below ||
          (UNDER_WAY.test(lead) &&
            (rest.figure.unit === 'hồ_sơ' || sentence.told.some((t) => t.at > rest.at && sameUnit(t.figure, rest.figure))));
        if (goes_on) continue;
        context.count('seen');
        const fault = judge(context, story, sentences, k, sentence, rest);
        if (!fault) continue;
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
    }
  }
}

/** “39 hạn chế, đến nay đã khắc phục 33, đang khắc phục 06”: one verb, done and not yet done; together they are the total before them. */
function underWay(context: Context, sentence: Sentence, rest: Told, lead: string, told: Set<number>): Fault | null {
  const m = /(?:^|[\s,;(])(?:đang|chưa|còn) (?:được )?((?:\p{L}+ ){1,3}?)(?:là )?$/iu.exec(lead);
  const verb = (m?.[1] ?? '').trim().toLowerCase();
  if (verb.length < 4 || rest.figure.unit === 'hồ_sơ' || told.has(rest.at)) return null;
  const before = sentence.told.filter((t) => t.at < rest.at && t.depth === rest.depth);
  const { text } = sentence.passage;
  const done = before.findLast((t) =>
    new RegExp(`(?:đã|được|mới) (?:được )?${verb}(?: xong| được)?(?: xử lý)?\\s*$`, 'iu').test(
      text.slice(Math.max(0, t.figure.start - 40), t.figure.start),
    ),
  );
  const fits = (t: Told): boolean => t.figure.unit === '' || sameUnit(t.figure, rest.figure) || rest.figure.unit === '';
  // What opens the account: the first count of the sentence that is no part of another.
  const [total] = before.filter((t) => done && t.at < done.at && t.figure.unit !== '' && fits(t));
  if (!total || !done || told.has(total.at) || total.figure.scale !== rest.figure.scale || !fits(done)) return null;
  const said = text.slice(total.figure.tail, rest.figure.start);
  if (APART.test(said) || /(?:chưa|không|chuyển|trả lại|quá hạn)/iu.test(text.slice(rest.figure.tail, sentence.end))) return null;
  if (before.some((t) => t.at > done.at)) return null;
  return leftFault(context, total, done, rest);
}

/** “đã kích hoạt 188.117 tài khoản mức 2, bằng 95,6 % số hồ sơ mức 2; còn 8.617 tài khoản mức 2 chưa kích hoạt”: the share says what the total is. */
function ofShare(context: Context, sentence: Sentence, rest: Told, lead: string, told: Set<number>): Fault | null {
  if (!/(?:^|[\s,;(])còn(?: lại)?(?: là)?\s*$/iu.test(lead) || told.has(rest.at) || rest.figure.scale !== 1n) return null;
  const { passage } = sentence;
  if (!/^[^.;,]{0,40}(?:chưa|không)\s/iu.test(passage.text.slice(rest.figure.tail))) return null;
  const before = [...sentence.told, ...sentence.parts, ...sentence.bases].filter((t) => t.at < rest.at && t.figure.scale === 1n);
  const percent = passage.figures.findLast(
    (f) => f.kind === 'percent' && f.start >= sentence.start && f.end <= rest.figure.start,
  );
  if (!percent || percent.decimals === 0) return null;
  const pairs = before.flatMap((total) =>
    before
      .filter(
        (part) =>
          part !== total &&
          part.figure.start < percent.start &&
          ['match', 'truncated'].includes(ratioVerdict(part.figure, total.figure, percent)),
      )
      .map((part) => ({ total, part })),
  );
  const [pair, more] = pairs;
  if (!pair || more) return null;
  const left = subtract(exactOf(pair.total.figure), exactOf(pair.part.figure));
  decided(context);
  if (equal(left, exactOf(rest.figure)) || explained(before, exactOf(rest.figure))) return null;
  const expected = printScaled(left, 1n);
  // Another rest may be meant: it must look like this one.
  const gap = absolute(subtract(left, exactOf(rest.figure)));
  if (!isMisprint(expected, rest.figure.raw) && compare({ n: gap.n * 10n, d: gap.d }, left) > 0) return null;
  return restFault(rest, pair.total, pair.part, expected);
}

/** “Đầu năm 612 hộ nghèo. Trong năm 134 hộ thoát nghèo, phát sinh 21 hộ. Cuối năm còn 499 hộ”: what there was, less what went, and what came. */
function stock(
  context: Context,
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  rest: Told,
  lead: string,
): Fault | null {
  if (
    !/(?:(?:cuối (?:năm|kỳ|quý)|hiện (?:còn|có)|đến nay)[^.;]{0,30}(?:còn|có|là)|tồn cuối (?:năm|kỳ|quý|tháng):?)\s*$/iu.test(
      lead,
    ) ||
    rest.figure.unit === ''
  )
    return null;
  const before = [
    ...sentences.slice(Math.max(0, k - 2), k).flatMap((s) => s.told),
    ...sentence.told.filter((t) => t.at < rest.at),
  ].filter((t) => sameUnit(t.figure, rest.figure) && t.figure.scale === rest.figure.scale);
  const is = (find: RegExp) => before.filter((t) => find.test(`${t.before} ${t.after}`));
  const OPENING = /đầu (?:năm|kỳ|quý)|năm trước chuyển|kỳ trước/iu;
  // “Đầu năm 2025, toàn xã có 612 hộ nghèo”.
  const opens = (t: Told): boolean =>
    OPENING.test(
      t.passage.text
        .slice(Math.max(0, t.figure.start - 45), t.figure.start)
        .split(/[.;]\s/)
        .at(-1) ?? '',
    );
  const opening = is(OPENING)[0] ?? before.find(opens);
  const gone = is(
    /thoát|giảm|ra khỏi|giải thể|nghỉ|(?:đã|được) (?:giải quyết|xử lý|khắc phục|hoàn thành|trả|sửa|thu hồi)|xóa|xoá|xuất|trả kết quả|đã trả|chuyển đi|chuyển trường|bán|chết|mất/iu,
  ).filter((t) => t !== opening);
  const come = is(/phát sinh|mới|bổ sung|nhận|tăng|tái|thêm|nhập|tuyển|chuyển đến|sinh/iu).filter(
    (t) => t !== opening && !gone.includes(t),
  );
  if (!opening || gone.length !== 1 || come.length !== 1) return null;
  const [less, more] = [gone[0] as Told, come[0] as Told];
  const value = add(subtract(exactOf(opening.figure), exactOf(less.figure)), exactOf(more.figure));
  decided(context);
  if (equal(value, exactOf(rest.figure))) return null;
  const expected = printScaled(value, rest.figure.scale);
  return {
    message: 'stock',
    at: spotOf(rest.passage, rest.figure),
    figures: [rest.figure, opening.figure, less.figure, more.figure],
    data: { rest: rest.figure.raw, total: opening.figure.raw, part: less.figure.raw, more: more.figure.raw, expected },
    expected,
    related: [opening, less, more].map((t) => spotOf(t.passage, t.figure)),
    shares: [rest, opening, less, more].map(({ at }) => at),
  };
}

/** “Số văn bản không phải xử lý là 39”: the words before say what is counted. */
function named(rest: Told, lead: string): Told | null {
  const at = lead.toLowerCase().lastIndexOf('số ');
  const unit = at < 0 ? null : unitAt(lead, at + 3);
  return unit && !unit.key.startsWith('~') ? { ...rest, figure: { ...rest.figure, unit: unit.key } } : null;
}

type Pair = { total: Told; part: Told; is_close: boolean };

function judge(
  context: Context,
  story: readonly Sentence[][],
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  rest: Told,
): Fault | null {
  const near = poolOf(context.document, story, sentences, k, sentence, rest);
  const { pool } = near;
  const counts = pool.filter(({ figure }) => figure.scale === rest.figure.scale).slice(0, 22);
  const value = exactOf(rest.figure);
  if (explained(counts, value) || isRepeated(context.document, rest)) {
    context.count('bound');
    context.count('checked');
    return null;
  }
  const fractions = near.fractions.filter(
    ({ total }) =>
      sameUnit(total.figure, rest.figure) &&
      total.figure.scale === rest.figure.scale &&
      !(total.passage === rest.passage && isOfOtherClause(rest.passage, total.figure, rest.figure)),
  );
  if (fractions.some(({ total, part }) => equal(subtract(exactOf(total.figure), exactOf(part.figure)), value))) return null;
  const same = counts.filter(
    ({ figure }) => sameUnit(figure, rest.figure) || (plainUnit(figure) === '' && plainUnit(rest.figure) === ''),
  );
  // “đầu kỳ 120, thoát 40, phát sinh 05, cuối kỳ còn 85”: less what went, and what came.
  const ordered = same.toSorted((a, b) => a.at - b.at).slice(0, 8);
  const balanced = ordered.some((total, i) =>
    ordered.some((less, j) => {
      const gap = j > i ? add(subtract(exactOf(total.figure), exactOf(less.figure)), { n: -value.n, d: value.d }) : ZERO;
      return gap.n < 0n && ordered.some((more, m) => m > i && m !== j && equal(exactOf(more.figure), absolute(gap)));
    }),
  );
  if (balanced) return null;
  const pairs: Pair[] = [
    ...fractions,
    ...same.flatMap((total, i) =>
      same
        .filter((part, j) => j !== i && part.at > total.at && compare(exactOf(total.figure), exactOf(part.figure)) > 0)
        .map((part) => ({ total, part, is_close: total.at >= sentence.passage.offset + sentence.start })),
    ),
  ];
  const off = ({ total, part }: Pair): Rational =>
    absolute(subtract(subtract(exactOf(total.figure), exactOf(part.figure)), value));
  const is_small = compare(value, { n: 20n, d: 1n }) < 0 && rest.figure.scale === 1n;
  const slipped = pairs.find((pair) => {
    const left = subtract(exactOf(pair.total.figure), exactOf(pair.part.figure));
    const text = printScaled(left, rest.figure.scale).padStart(rest.figure.raw.length, '0');
    const distance = off(pair);
    if (compare({ n: distance.n * 2n, d: distance.d }, value) > 0 && !isMisprint(text, rest.figure.raw)) return false;
    return isMisprint(text, rest.figure.raw) && (!is_small || pairs.length <= 2);
  });
  const only =
    fractions.length === 1 && same.length === 0
      ? fractions[0]
      : pairs.length === 1 && fractions.length === 0
        ? pairs[0]
        : undefined;
  const chosen = slipped ?? (only?.is_close && isPlausible(only, value) ? only : undefined) ?? allBut(same, value, rest);
  if (!chosen) return null;
  context.count('bound');
  context.count('checked');
  const left = subtract(exactOf(chosen.total.figure), exactOf(chosen.part.figure));
  // “13/13 xã có máy quét; còn 04 xã chưa có máy in”: nothing is left of all, so these lack something else.
  if (left.n === 0n || (isInHand(rest.passage, rest.figure) && compare(value, left) < 0)) return null;
  if (leftInStates(rest.passage, sentence.end, rest.figure, left)) return null;
  const expected = printScaled(left, rest.figure.scale);
  return restFault(rest, chosen.total, chosen.part, expected);
}

/** “64 văn bản … bãi bỏ 08; sửa đổi 13; thay thế 04. Số không phải xử lý là 39”: the first less all others. */
function allBut(same: readonly Told[], value: Rational, rest: Told): Pair | undefined {
  const [total, ...parts] = same.toSorted((a, b) => a.at - b.at);
  if (!total || parts.length < 2 || parts.length > 6) return undefined;
  const sum = parts.reduce((so_far, { figure }) => add(so_far, exactOf(figure)), ZERO);
  const left = subtract(exactOf(total.figure), sum);
  const gap = absolute(subtract(left, value));
  const is_small = compare({ n: gap.n * 4n, d: gap.d }, left) <= 0;
  const printed = printScaled(left, rest.figure.scale).padStart(2, '0');
  if (left.n <= 0n || (!is_small && !isMisprint(printed, rest.figure.raw.padStart(2, '0')))) return undefined;
  const [part] = parts as [Told, ...Told[]];
  const raw = parts.map(({ figure }) => figure.raw).join(' + ');
  const joined = { ...part, figure: { ...part.figure, raw, readings: [{ value: sum, decimals: 0, is_foreign: false }] } };
  return { total, part: joined, is_close: true };
}

/** Not off by more than half of either. */
function isPlausible({ total, part }: Pair, value: Rational): boolean {
  const left = subtract(exactOf(total.figure), exactOf(part.figure));
  const gap = absolute(subtract(left, value));
  return compare({ n: gap.n * 2n, d: gap.d }, left) <= 0 || compare(gap, { n: 3n, d: 1n }) <= 0;
}

/** Counts of the sentence and of what was told before it; fractions apart. */
function poolOf(
  document: Document,
  story: readonly Sentence[][],
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  rest: Told,
): { pool: Told[]; fractions: Pair[] } {
  const pool: Told[] = [];
  const fractions: Pair[] = [];
  const take = (from: Sentence, is_close: boolean): void => {
    pool.push(...from.told.filter((t) => t.at !== rest.at && (from !== sentence || t.figure.start < rest.figure.start)));
    pool.push(...[...from.parts, ...from.bases].filter((t) => from !== sentence || t.figure.start < rest.figure.start));
    for (const part of from.parts) {
      const total = from.bases.find((base) => base.at > part.at);
      if (total && (from !== sentence || part.figure.start < rest.figure.start)) fractions.push({ total, part, is_close });
    }
  };
  take(sentence, true);
  for (let i = k - 1; i >= Math.max(0, k - 3); i -= 1) take(sentences[i] as Sentence, i === k - 1);
  if (k < 2)
    for (const before of passagesBefore(document, sentence.passage, pool.length < 2 ? 3 : 1))
      for (const s of story[before.index] ?? []) take(s, false);
  return { pool, fractions };
}

/** A total less one, two, three or four neighbours; or a sum of two; or the figure itself again. */
function explained(counts: readonly Told[], value: Rational): boolean {
  const sorted = counts.toSorted((a, b) => a.at - b.at);
  for (const total of sorted) {
    if (equal(exactOf(total.figure), value)) return true;
    const gap = subtract(exactOf(total.figure), value);
    if (gap.n <= 0n) continue;
    for (let i = 0; i < sorted.length; i += 1) {
      let sum = ZERO;
      for (let j = i; j < Math.min(sorted.length, i + 6); j += 1) {
        const part = sorted[j] as Told;
        if (part === total) continue;
        sum = add(sum, exactOf(part.figure));
        if (equal(sum, gap)) return true;
        if (compare(sum, gap) > 0) break;
      }
    }
  }
  const parts = sorted.slice(0, 16);
  return parts.some((a, i) => parts.some((b, j) => j > i && equal(add(exactOf(a.figure), exactOf(b.figure)), value)));
}

/** The same count of the same things is told elsewhere: it is no slip here alone. */
function isRepeated(document: Document, rest: Told): boolean {
  if (compare(exactOf(rest.figure), { n: 1000n, d: 1n }) < 0) return false;
  return document.passages.some((p) =>
    p.figures.some(
      (f: Figure) =>
        p.offset + f.start !== rest.at &&
        f.kind === 'count' &&
        sameUnit(f, rest.figure) &&
        equal(exactOf(f), exactOf(rest.figure)),
    ),
  );
}
