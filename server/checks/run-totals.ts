import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { APART, CHOSEN, isBeside, isRunOn, labelBefore, mayBePart, openingsOf, runAfter } from './part-runs.ts';
import { addsUp, isSlip, overlap, sumOf } from './parts.ts';
import { absolute, compare, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';

/** Runs of parts whose total stands elsewhere than right before them: after the last, before the words that break it down, or over a slash. */
export function* runTotals(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    yield* totalsAfter(context, passage, told);
    yield* brokenDown(context, passage, told);
    yield* underScore(context, passage, told);
  }
}

const BROKEN =
  /(?:chia|phân|xét|tính|phân (?:bổ|bố|loại|tổ)|cơ cấu)\s?(?:ra\s)?(?:theo\s)?[^.;:\d]{0,50}:\s*$|(?<!\p{L})theo\s(?:lĩnh vực|loại|nhóm|nguồn|cấp|đơn vị|hình thức|độ tuổi|trình độ|địa bàn)[^.;:\d]{0,40}:\s*$/iu;

/** “Hồ sơ mới chia theo lĩnh vực: chứng thực 74, hộ tịch 61, …”: the whole is told before, in this sentence or the two before it. */
function* brokenDown(context: Context, passage: Passage, told: Set<number>): Generator<Fault> {
  const { text, figures } = passage;
  if (!text.includes(':')) return;
  for (const [k, opening] of figures.entries()) {
    if (opening.kind !== 'count' || opening.bound !== 'exact') continue;
    const stop = Math.max(...['. ', '; '].map((mark) => text.lastIndexOf(mark, opening.start)), 0);
    const colon = text.lastIndexOf(':', opening.start);
    if (colon <= stop || !BROKEN.test(text.slice(stop, colon + 1)) || /\d/u.test(text.slice(colon, opening.start))) continue;
    const row = rowFrom(passage, k, colon + 1);
    if (!row) continue;
    const { parts, labels } = row;
    if (overlap(labels) || parts.some((part) => told.has(passage.offset + part.start))) continue;
    const unit = parts.find((part) => part.unit !== '' && !part.unit.startsWith('~'))?.unit ?? '';
    const before = [passage, context.document.passages[passage.index - 1]].flatMap((p) =>
      p && !p.is_footnote && p.section === passage.section
        ? p.figures
            .filter(
              (f) =>
                f.kind === 'count' &&
                f.bound === 'exact' &&
                f.scale === opening.scale &&
                (f.unit === unit || p.fractions.some((x) => x.a.start === f.start && x.unit === unit)) &&
                (p !== passage || f.end < colon),
            )
            .map((figure) => ({ p, figure }))
        : [],
    );
    context.count('seen');
    if (unit === '' || before.length === 0 || before.some(({ figure }) => addsUp(figure, parts))) continue;
    const near = before.filter(({ p, figure }) => {
      const gap = absolute(subtract(sumOf(parts), exactOf(figure)));
      return p === passage && compare({ n: gap.n * 12n, d: gap.d }, exactOf(figure)) < 0;
    });
    const [total] = near.toSorted((a, b) => b.figure.start - a.figure.start);
    // Of two totals near, one over the other, the parts may be of either.
    const distinct = new Set(near.map(({ figure }) => String(exactOf(figure).n)));
    if (!total || distinct.size > 2 || told.has(passage.offset + total.figure.start)) continue;
    for (const what of ['bound', 'checked'] as const) context.count(what);
    for (const figure of [total.figure, ...parts]) told.add(passage.offset + figure.start);
    yield partsFault(
      passage,
      total.figure,
      parts,
      distinct.size === 1 || near.some(({ figure }) => isSlip(figure, parts)) ? 'error' : 'warning',
    );
  }
}

/** Labels with their numbers from a figure on, to the end of the sentence or a semicolon that ends the row. */
function rowFrom(passage: Passage, k: number, start: number): { parts: Figure[]; labels: string[] } | null {
  const { text, figures } = passage;
  const opening = figures[k] as Figure;
  const stop = /\.(?=\s|$)/u.exec(text.slice(opening.end));
  const end = stop ? opening.end + stop.index : text.length;
  const parts: Figure[] = [];
  const labels: string[] = [];
  let from = start;
  for (const figure of figures.slice(k)) {
    if (figure.start >= end) break;
    const last = parts.at(-1);
    if (figure.kind === 'percent' && isBeside(text, last, figure)) continue;
    const label = labelBefore(text, from, figure.start);
    const between = last ? text.slice(last.tail, figure.start) : '';
    if (!mayBePart(passage, opening, figure) || label === '' || (last && !isRunOn(between))) return null;
    parts.push(figure);
    labels.push(label);
    from = figure.tail;
  }
  return parts.length >= 3 ? { parts, labels } : null;
}

/** “83,6/100 điểm, trong đó: công khai 16,8; tiến độ 18,9; …”: bare numbers under a score. */
function* underScore(context: Context, passage: Passage, told: Set<number>): Generator<Fault> {
  for (const { a, b, tail, unit } of passage.fractions) {
    if (unit !== 'điểm' || told.has(passage.offset + a.start)) continue;
    const total: Figure = { ...a, unit: '', tail };
    const figures = passage.figures.flatMap((f) => (f.start === b.start ? [] : f.start === a.start ? [total] : [f]));
    const own: Passage = { ...passage, figures, fractions: passage.fractions.filter((f) => f.a.start !== a.start) };
    const i = figures.indexOf(total);
    for (const first of openingsOf(own, i)) {
      const run = runAfter(own, i, first);
      if (!run || run.parts.length < 3 || !/:|gồm|trong đó/iu.test(run.lead)) continue;
      const gap = absolute(subtract(sumOf(run.parts), exactOf(a)));
      if (CHOSEN.test(run.words) || compare({ n: gap.n * 8n, d: gap.d }, exactOf(a)) > 0) continue;
      decided(context);
      if (gap.n === 0n) continue;
      for (const figure of [total, ...run.parts]) told.add(passage.offset + figure.start);
      yield partsFault(passage, total, run.parts, 'error');
    }
  }
}

const AFTER =
  /cộng (?:với|thêm)[^.;]{0,80}\s(?:là|được|thành)\s*$|(?<!\p{L})(?:tổng số|tổng cộng|cộng chung|tổng|cộng|tất cả|hợp thành|gộp lại|cả thảy)(?:\s(?:là|có|lại|được|chung|cả))*\s*:?\s*$/iu;

/** “03 thạc sĩ, 19 đại học, 02 trung cấp, tổng số 24 công chức”: all that was counted in the sentence before the word. */
function* totalsAfter(context: Context, passage: Passage, told: Set<number>): Generator<Fault> {
  if (!/tổng|cộng|tất cả|hợp thành|gộp lại|cả thảy/iu.test(passage.text)) return;
  for (const sentence of segmentsOf(passage.text, '.?!')) {
    const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end && f.kind === 'count');
    const k = own.findIndex((f) => AFTER.test(passage.text.slice(sentence.start, f.start)));
    const total = own[k];
    const parts = own.slice(0, Math.max(k, 0));
    const [first] = parts;
    if (!total || !first || parts.length < 2 || !parts.every((part) => mayBePart(passage, total, part))) continue;
    if (APART.test(passage.text.slice(first.tail, total.start).replace(AFTER, ''))) continue;
    if ([total, ...parts].some((f) => told.has(passage.offset + f.start))) continue;
    context.count('seen');
    const gap = absolute(subtract(sumOf(parts), exactOf(total)));
    const is_near = compare({ n: gap.n * 6n, d: gap.d }, exactOf(total)) < 0;
    if (!is_near && !isSlip(total, parts)) continue;
    for (const what of ['bound', 'checked'] as const) context.count(what);
    // “02 lớp: lớp thứ nhất có 64 học viên, lớp thứ hai 58, tổng số 122”: how many parts there are is none of them.
    if (addsUp(total, parts) || (parts.length > 2 && addsUp(total, parts.slice(1)))) continue;
    for (const figure of [total, ...parts]) told.add(passage.offset + figure.start);
    yield partsFault(passage, total, parts, parts.length >= 3 || isSlip(total, parts) ? 'error' : 'warning');
  }
}
