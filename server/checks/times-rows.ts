// What a sentence tells of a figure that it does not print: “sốt xuất huyết tăng mạnh, gấp 1,6 lần năm trước” beside the table that has both years; “số hồ sơ
// trễ giảm 9 hồ sơ so với quý I (19 hồ sơ)” where the report tells this quarter's elsewhere; “bằng 93,9 % so với thực hiện năm 2022 (66.912)”. R11.
import { type Document, type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry } from './grid.ts';
import { type Move, movesIn } from './moves.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, printScaled, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { besideOf, measured, rowsNamed } from './table-named.ts';
import { toldIn } from './told-in.ts';

/** Changes whose other figure stands in a table beside or is told elsewhere. `told`: figures that are spoken of already. */
export function* timesRows(context: Context, told: Set<number>): Generator<Fault> {
  const late: Late = new Map();
  for (const passage of toldIn(context.document, 1)) {
    for (const fault of [
      ...(/gấp\s/iu.test(passage.text) ? ofRows(context, passage) : []),
      ...(/(?:trễ|quá hạn)[^.;\d]{0,30}(?:tăng|giảm)/iu.test(passage.text) ? ofLate(context, passage, late) : []),
      ...(/(?:bằng|đạt)\s[\d,]+\s?%/iu.test(passage.text) && passage.text.includes('(') ? levels(context, passage) : []),
    ]) {
      if (fault.shares?.some((at) => told.has(at))) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

const THEN = /năm trước|cùng kỳ|năm (?:19|20)\d\d|(?:quý|tháng|kỳ) trước|năm ngoái/iu;
const WHEN = /(?:19|20)\d\d|cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|nay|này)/iu;

const yearOf = (words: string): number => Number(/(?:19|20)\d\d/u.exec(words)?.[0] ?? 0);

/** The columns of then and of now, when a table has just these two of periods. */
function periodsOf(columns: readonly Column[]): [Column, Column] | null {
  const [one, two, more] = columns.filter((c) => WHEN.test(c.own) && !/tăng|giảm|so sánh|so với|chênh|%|tỷ lệ/iu.test(c.own));
  if (!one || !two || more) return null;
  const [a, b] = [yearOf(one.own), yearOf(two.own)];
  if (a > 0 && b > 0 && a !== b) return a < b ? [one, two] : [two, one];
  const [x, y] = [one, two].map((c) => /cùng kỳ|trước/iu.test(c.own));
  return x === y ? null : x ? [one, two] : [two, one];
}

/** “… gấp 1,6 lần năm trước”: of the one row that its clause names. */
function* ofRows(context: Context, passage: Passage): Generator<Fault> {
  const moves = movesIn(passage).filter((move) => move.sort === 'times' && THEN.test(move.against));
  if (moves.length === 0) return;
  const tables = besideOf(context.document, passage).flatMap(({ grid }) => {
    const periods = periodsOf(measured(grid));
    return periods ? [{ grid, periods }] : [];
  });
  if (tables.length === 0) return;
  const sentences = segmentsOf(passage.text, '.;?!');
  for (const move of moves) {
    const from = sentences.find((s) => move.start >= s.start && move.start < s.end)?.start ?? 0;
    // A figure before the word is what is compared: times-told.ts.
    if (passage.figures.some((f) => f.start >= from && f.end <= move.start)) continue;
    const lead = passage.text.slice(from, move.start);
    const namedIn = (words: string) =>
      tables.flatMap(({ grid, periods }) => rowsNamed(grid, words).map(({ row }) => ({ grid, periods, row })));
    // “cháy rừng giảm, riêng việc làm mới tăng mạnh, gấp …”: of the nearest clause that names a row.
    const [named, other] =
      lead
        .split(/,\s/u)
        .toReversed()
        .map(namedIn)
        .find((rows) => rows.length > 0) ?? [];
    if (!named || other) continue;
    const [base, now] = named.periods.map((column) => named.row.figures[column.index]);
    const year = yearOf(move.against);
    if (!base || !now || (year > 0 && yearOf(named.periods[0].own) !== year)) continue;
    if (base.figure.kind !== 'count' || now.figure.kind !== 'count' || exactOf(base.figure).n <= 0n) continue;
    decided(context);
    const fault = timesOff(passage, move, now, base);
    if (fault) yield { ...fault, related: [now, base].map(({ cell }) => spotInCell(named.grid.table, cell)) };
  }
}

function timesOff(passage: Passage, move: Move, now: Entry, base: Entry): Fault | null {
  const times = divide(exactOf(now.figure), exactOf(base.figure));
  const decimals = move.figure?.decimals ?? 0;
  const room = decimals > 0 ? { n: 1n, d: 10n ** BigInt(decimals) } : { n: 1n, d: 2n };
  if (compare(absolute(subtract(times, move.times)), room) <= 0) return null;
  const expected = printVi(times, Math.max(1, decimals));
  return {
    message: 'times',
    at: spotIn(passage, move.start, move.end),
    figures: [now.figure, base.figure, ...(move.figure ? [move.figure] : [])],
    data: { times: printVi(move.times, decimals), now: now.figure.raw, base: base.figure.raw, expected },
    expected,
    shares: [passage.offset + move.start],
  };
}

const LATE_MOVED =
  /^\s*(?:\p{L}[^.;,:\d]{0,20}:\s*)?(?:tổng\s)?số hồ sơ (?:bị )?(?:trễ|quá)(?: hạn)?\s(?:đã\s)?(tăng|giảm)\s(?:thêm\s|được\s)?$/iu;
const LATE = /^\s(?:bị\s)?(?:trễ|quá) hạn/iu;

/** “số hồ sơ trễ giảm 9 hồ sơ so với quý I (19 hồ sơ)”: the report tells twice that 13 are late, and no other number of all of them. */
function* ofLate(context: Context, passage: Passage, late: Late): Generator<Fault> {
  const { text, figures } = passage;
  for (const sentence of segmentsOf(text, '.?!;'))
    for (const [i, amount] of figures.entries()) {
      if (amount.start < sentence.start || amount.end > sentence.end || amount.unit !== 'hồ_sơ') continue;
      const lead = text.slice(sentence.start, amount.start).replace(/^[^:]{0,30}:\s/u, '');
      const word = LATE_MOVED.exec(lead)?.[1]?.toLowerCase();
      const base = figures[i + 1];
      if (!word || base?.unit !== 'hồ_sơ' || !/^\sso với\s[^();.]{3,40}\s\($/iu.test(text.slice(amount.tail, base.start)))
        continue;
      if (late.size === 0) for (const [raw, told] of lateTold(context.document)) late.set(raw, told);
      const told = [...late.values()].sort((a, b) => compare(exactOf(b.figure), exactOf(a.figure)));
      const now = told[0];
      if (!now || now.times < 2) continue;
      decided(context);
      const value = word === 'tăng' ? add(exactOf(base), exactOf(amount)) : subtract(exactOf(base), exactOf(amount));
      const gap = subtract(exactOf(now.figure), exactOf(base));
      if (value.n < 0n || gap.n === 0n || gap.n > 0n !== (word === 'tăng')) continue;
      if (told.some((one) => equal(exactOf(one.figure), value))) continue;
      const expected = printScaled(absolute(gap), 1n);
      yield {
        message: 'amount',
        at: spotIn(passage, amount.start, base.tail),
        figures: [now.figure, base, amount],
        data: { word, amount: amount.raw, now: now.figure.raw, before: base.raw, actual: word, expected },
        expected,
        related: [spotOf(now.passage, now.figure), spotOf(passage, base)],
        shares: [amount, base].map((f) => passage.offset + f.start),
      };
    }
}

type Late = Map<string, { figure: Figure; passage: Passage; times: number }>;

/** How often each number of late dossiers is told of this period. */
function lateTold({ passages }: Document): Late {
  const found: Late = new Map();
  for (const passage of passages) {
    const { text, figures, section, is_footnote } = passage;
    if (section.is_plan || is_footnote || !/(?:trễ|quá) hạn/iu.test(text)) continue;
    for (const f of figures) {
      const lead = text.slice(Math.max(0, f.start - 40), f.start);
      if (f.unit !== 'hồ_sơ' || f.bound !== 'exact' || /so với|cùng kỳ|trước|tăng|giảm|hơn|chuyển sang/iu.test(lead)) continue;
      if (!LATE.test(text.slice(f.tail, f.tail + 16)) && !/(?:trễ|quá) hạn(?:\s(?:là|có)|\s?:)?\s$/iu.test(lead)) continue;
      const raw = exactOf(f).n.toString();
      found.set(raw, { figure: f, passage, times: (found.get(raw)?.times ?? 0) + 1 });
    }
  }
  return found;
}

const LEVEL =
  /(?<!\p{L})(?:bằng|đạt)\s(?=[\d,]+\s?%\s(?:so với\s)?(?:cùng kỳ|(?:mức\s)?thực hiện|kết quả|năm|quý|tháng)[^();.]{0,40}\((?:[^()\d]{0,20}\s)?\d)/giu;

/** “Tổng thu 71.236, … bằng 93,9 % so với thực hiện năm 2022 (66.912), tức tăng 4.324”: the two the wrong way round. */
function* levels(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const sentence of segmentsOf(text, '.;?!'))
    for (const m of text.slice(sentence.start, sentence.end).matchAll(LEVEL)) {
      const at = sentence.start + m.index + m[0].length;
      const i = figures.findIndex((f) => f.start === at);
      const [rate, base] = [figures[i], figures[i + 1]];
      const now = subjectOf(passage, sentence, at);
      if (rate?.kind !== 'percent' || rate.bound !== 'exact' || base?.kind !== 'count' || base.bound !== 'exact' || !now)
        continue;
      if (now.unit !== base.unit || now.scale !== base.scale || exactOf(base).n <= 0n || exactOf(now).n <= 0n) continue;
      decided(context);
      const unit = { n: 1n, d: 10n ** BigInt(rate.decimals) };
      const isNear = (a: Figure, b: Figure): boolean =>
        compare(absolute(subtract(multiply(divide(exactOf(a), exactOf(b)), HUNDRED), exactOf(rate))), unit) < 0;
      // Only what is told of the inverse share is surely of these two.
      if (isNear(now, base) || !isNear(base, now)) continue;
      const expected = printVi(multiply(divide(exactOf(now), exactOf(base)), HUNDRED), rate.decimals);
      yield {
        message: 'level',
        at: spotIn(passage, rate.start, base.tail),
        figures: [now, base, rate],
        data: { rate: rate.raw, now: now.raw, before: base.raw, expected },
        expected: `${expected}%`,
        related: [spotOf(passage, now), spotOf(passage, base)],
        shares: [rate, base, now].map((f) => passage.offset + f.start),
      };
    }
}

/** The first figure of the sentence, right behind its name. */
function subjectOf({ text, figures }: Passage, sentence: Stretch, until: number): Figure | null {
  const first = figures.find((f) => f.start >= sentence.start && f.tail < until);
  if (first?.kind !== 'count' || first.bound !== 'exact' || first.raw.length < 3) return null;
  return /^\s*[^.;,()\d]{3,60}\s$/u.test(text.slice(sentence.start, first.start)) && /^[,\s]/u.test(text.slice(first.tail))
    ? first
    : null;
}
