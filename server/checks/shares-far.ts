import type { RatioClaim } from './bind.ts';
import { isOfSome } from './bind-wholes.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { rateDiffers, ratioVerdict } from './ratio.ts';
import { add, compare, HUNDRED, subtract } from './rational.ts';
import { type Context, type Fault, spotIn, spotOf } from './rule.ts';
import { sums } from './share-bases.ts';
import { isMisprintedShare, mayMatch, passagesBefore, plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';

/**
 * Shares whose base the words do not bind: “đạt 96,0 % kế hoạch” with the plan a paragraph away, “tỷ lệ đúng hạn 99,2 %” after the counts.
 *
 * They are decided only when nothing in the report fits, and one misprint in the percentage would make it fit what stands nearest.
 */
export function* sharesFar(context: Context, open: readonly RatioClaim[], told: Set<number>): Generator<Fault> {
  const story = storyOf(context.document);
  for (const claim of open) {
    const { passage, percent } = claim;
    if (passage.section.is_plan || passage.is_footnote || percent.bound !== 'exact' || percent.decimals === 0) continue;
    if (told.has(passage.offset + percent.start) || compare(exactOf(percent), HUNDRED) === 0) continue;
    if (isAnotherPeriod(passage, percent)) continue;
    const fault = claim.part ? ofPart(context, story, claim, claim.part) : ofName(context, story, claim);
    if (fault) yield fault;
  }
}

const APART =
  /(?:tăng|giảm|vượt|cùng kỳ|năm trước|mục tiêu|quy định|yêu cầu|tối thiểu|kế hoạch(?: năm \d{4})?(?: là)?:?|chỉ tiêu(?: giao| là)?|năm (?:trước|\d{4})\s?(?::|là|đạt)?)\s*(?:\p{L}+\s){0,2}\(?$/iu;
const isAnotherPeriod = ({ text }: Passage, percent: Figure): boolean =>
  APART.test(text.slice(Math.max(0, percent.start - 26), percent.start));

const fits = (a: Figure, b: Figure, percent: Figure): boolean => !['mismatch', 'undecided'].includes(ratioVerdict(a, b, percent));

/** The part stands beside the percentage; its base somewhere before. */
function ofPart(context: Context, story: readonly Sentence[][], { passage, percent }: RatioClaim, part: Figure): Fault | null {
  // “tăng 386 học sinh (1,17 %)”: the share of a change is of the other period.
  if (/(?:tăng|giảm|thêm|bớt|hơn)(?: thêm| đi)?\s*$/iu.test(passage.text.slice(Math.max(0, part.start - 12), part.start)))
    return null;
  const off_by_scale = otherScale(context, story, passage, percent, part);
  if (off_by_scale) return off_by_scale;
  const slip = slippedPart(context, passage, percent, part);
  if (slip) return slip;
  const bases = basesOf(context.document, story, passage, part, percent);
  if (bases.length === 0 || bases.some((base) => fits(part, base.figure, percent))) return null;
  const misprinted = bases.slice(0, 12).find(({ figure }) => isMisprintedShare(percent, part, figure));
  const only = misprinted ?? onlyBase(passage, part, bases);
  if (!only || fitsAnywhere(context.document, part, percent, only !== misprinted)) return null;
  context.count('checked');
  return faultOf(passage, percent, part, only);
}

const THOUSAND = 1000n;

/** “được giao 186,4 tỷ đồng; giải ngân 171,3 triệu đồng, đạt 91,9 %”: the share fits when one of the two is in the other's unit. */
function otherScale(
  context: Context,
  story: readonly Sentence[][],
  passage: Passage,
  percent: Figure,
  part: Figure,
): Fault | null {
  if (part.unit !== 'đồng' || part.scale < 1_000_000n) return null;
  const sentences = story[passage.index] ?? [];
  const near = sentences.filter((s) => s.start <= part.start).flatMap((s) => s.told);
  const before = [...passagesBefore(context.document, passage, 1)].flatMap((p) => (story[p.index] ?? []).flatMap((s) => s.told));
  const bases = [...near, ...before].filter((t) => t.figure.unit === 'đồng' && t.at !== passage.offset + part.start);
  if (bases.some((base) => fits(part, base.figure, percent))) return null;
  const other = bases.find(({ figure }) => {
    const apart = figure.scale > part.scale ? figure.scale / part.scale : part.scale / figure.scale;
    return apart === THOUSAND && fits(scaledTo(part, figure.scale), figure, percent);
  });
  if (!other || fitsAnywhere(context.document, part, percent)) return null;
  for (const what of ['bound', 'checked'] as const) context.count(what);
  return {
    message: 'scale',
    at: spotIn(passage, part.start, percent.tail),
    figures: [part, other.figure, percent],
    data: { a: printed(passage, part), b: printed(other.passage, other.figure), percent: percent.raw },
    related: [spotOf(other.passage, other.figure)],
    shares: [passage.offset + percent.start, passage.offset + part.start, other.at],
  };
}

const printed = (passage: Passage, figure: Figure): string => passage.text.slice(figure.start, figure.tail).replace(/\s+/gu, ' ');

const scaledTo = (figure: Figure, scale: bigint): Figure => ({
  ...figure,
  scale,
  readings: figure.readings.map((r) => ({ ...r, value: { n: r.value.n * scale, d: r.value.d * figure.scale } })),
});

/** “1.326 tổ với 7.958 thành viên …; đã tập huấn 8.112 thành viên, đạt 89,4 %”: one digit of the part away from what the share says of its only base. */
function slippedPart(context: Context, passage: Passage, percent: Figure, part: Figure): Fault | null {
  if (part.start > percent.start || part.scale !== 1n || part.decimals > 0 || part.raw.replace(/\D/g, '').length < 3) return null;
  const word = printedUnit(passage, part);
  const own = passage.figures.filter(
    (f) => f.kind === 'count' && f.bound === 'exact' && f.start < part.start && word !== '' && printedUnit(passage, f) === word,
  );
  const [base] = own;
  if (!base || new Set(own.map((f) => String(exactOf(f).n))).size !== 1 || fits(part, base, percent)) return null;
  if (!neighbours(part).some((value) => fits(made(part, { n: value, d: 1n }), base, percent))) return null;
  if (fitsAnywhere(context.document, part, percent)) return null;
  for (const what of ['bound', 'checked'] as const) context.count(what);
  const at = passage.offset + base.start;
  return faultOf(passage, percent, part, { passage, figure: base, at, depth: 0, before: '', after: '' });
}

const printedUnit = ({ text }: Passage, figure: Figure): string => text.slice(figure.end, figure.tail).trim().toLowerCase();

/** What one wrong digit, or two that changed places, may have been. */
function neighbours(figure: Figure): bigint[] {
  const digits = figure.raw.replace(/\D/g, '');
  const found: bigint[] = [];
  for (let i = 0; i < digits.length; i += 1) {
    for (let d = 0; d < 10; d += 1) found.push(BigInt(`${digits.slice(0, i)}${d}${digits.slice(i + 1)}`));
    for (let k = i + 1; k < digits.length; k += 1) {
      const swapped = [...digits];
      [swapped[i], swapped[k]] = [swapped[k] as string, swapped[i] as string];
      found.push(BigInt(swapped.join('')));
    }
  }
  return found;
}

/** One figure of that unit stands before it in the paragraph, called a total or not: what else could the share be of. */
function onlyBase(passage: Passage, part: Figure, bases: readonly Told[]): Told | null {
  const own = bases.filter((base) => base.passage === passage && base.figure.start < part.start && sameUnit(base.figure, part));
  const values = new Set(own.map(({ figure }) => String(exactOf(figure).n)));
  const counts = passage.figures.filter((f) => f.kind === 'count' && f.start < part.start && f.unit === part.unit);
  return values.size === 1 && counts.length <= 2 && /chiếm/iu.test(passage.text.slice(part.tail, part.tail + 60))
    ? (own[0] ?? null)
    : null;
}

/** Likely bases, the likeliest first: what opens the sentences before; a plan when the words say so. */
function basesOf(document: Document, story: readonly Sentence[][], passage: Passage, part: Figure, percent: Figure): Told[] {
  const of_plan = /^[^.;,()]{0,24}(?:kế hoạch|\bKH\b|dự toán|chỉ tiêu|được giao|tổng mức|tổng vốn|đề ra)/iu.test(
    passage.text.slice(percent.tail),
  );
  const is_base = (told: Told): boolean =>
    told.figure !== part &&
    told.figure.start !== part.start &&
    mayMatch(told.figure, part) &&
    plainUnit(told.figure) !== '' &&
    (compare(exactOf(told.figure), exactOf(part)) > 0 ||
      (of_plan && compare({ n: exactOf(told.figure).n * 2n, d: exactOf(told.figure).d }, exactOf(part)) > 0));
  const found: Told[] = [];
  const take = (sentence: Sentence): void => {
    let taken = 0;
    for (const told of outerFirst(sentence)) {
      if (!is_base(told)) continue;
      found.push(told);
      taken += 1;
      if (taken === 3) return;
    }
  };
  const own = story[passage.index] ?? [];
  for (const sentence of own.toReversed()) if (sentence.start <= percent.start) take(sentence);
  for (const before of passagesBefore(document, passage, 5)) for (const sentence of story[before.index] ?? []) take(sentence);
  // The plan is told once, sections away.
  if (of_plan)
    for (const told of plansOf(document, story)) {
      if (told.passage.index >= passage.index || found.length >= 40) break;
      if (is_base(told)) found.push(told);
    }
  // “chiếm 21,53 % tổng số hộ”: the population, told once at the beginning.
  if (found.length < 8)
    for (const told of totalsOf(document, story))
      if (told.passage.index < passage.index && is_base(told) && sameUnit(told.figure, part) && found.length < 12)
        found.push(told);
  return found;
}

const sorted = new WeakMap<Sentence, Told[]>();

/** What a share may be of in a sentence: outside brackets first. */
function outerFirst(sentence: Sentence): Told[] {
  let found = sorted.get(sentence);
  if (!found) {
    found = [...sentence.told, ...sentence.bases].sort((a, b) => a.depth - b.depth || a.at - b.at);
    sorted.set(sentence, found);
  }
  return found;
}

const totals = new WeakMap<Document, Told[]>();

/** What is called the whole: “tổng số 2.318 hộ”, “toàn xã có 14 bản”. The first sixty. */
function totalsOf(document: Document, story: readonly Sentence[][]): Told[] {
  let found = totals.get(document);
  if (!found) {
    found = story
      .flatMap((sentences) =>
        sentences.flatMap(({ told }) =>
          told.filter(({ before }) => /tổng số|toàn (?:xã|huyện|tỉnh|ngành|phường|quận|thành phố)/iu.test(before)),
        ),
      )
      .slice(0, 60);
    totals.set(document, found);
  }
  return found;
}

const plans = new WeakMap<Document, Told[]>();

/** Totals of plans, wherever they stand. */
function plansOf(document: Document, story: readonly Sentence[][]): Told[] {
  let found = plans.get(document);
  if (!found) {
    found = story.flatMap((sentences) =>
      sentences.flatMap(({ told }) =>
        told.filter(({ before }) => /(?:tổng|giao)[^.;]{0,40}(?:vốn|kế hoạch|dự toán)/iu.test(before)),
      ),
    );
    plans.set(document, found);
  }
  return found;
}

const UNITS = new WeakMap<Document, Map<bigint, Figure[]>>();

/** Any figure of the report, prose or table, of which the part may be that share. */
export function fitsAnywhere(document: Document, part: Figure, percent: Figure, any_unit = false): boolean {
  const [reading] = percent.readings;
  if (!reading || reading.value.n <= 0n) return false;
  let all = UNITS.get(document);
  if (!all) {
    all = new Map();
    const cells = gridsOf(document).flatMap((grid) =>
      grid.rows.flatMap((row) => row.figures.flatMap((entry) => (entry ? [entry.figure] : []))),
    );
    for (const figure of [...document.passages.flatMap((p) => p.figures), ...cells.slice(0, 4000)]) {
      if (figure.kind !== 'count') continue;
      const value = exactOf(figure);
      const key = value.n / value.d;
      const list = all.get(key);
      if (list) list.push(figure);
      else all.set(key, [figure]);
    }
    UNITS.set(document, all);
  }
  // Bases that give this percentage lie in a narrow band: each whole number of it is looked up, a wide band is searched.
  const a = exactOf(part);
  const unit = 10n ** BigInt(reading.decimals);
  const digits = (reading.value.n * unit) / reading.value.d;
  const low = (a.n * 100n * unit) / (a.d * (digits + 1n));
  const high = (a.n * 100n * unit) / (a.d * (digits > 1n ? digits - 1n : 1n)) + 1n;
  const matches = (figure: Figure): boolean => (any_unit || mayMatch(figure, part)) && fits(part, figure, percent);
  if (high - low < 2000n) {
    for (let n = low; n <= high; n += 1n) if (all.get(n)?.some(matches)) return true;
    return false;
  }
  for (const [n, figures] of all) if (n >= low && n <= high && figures.some(matches)) return true;
  return false;
}

const STOP = new Set(
  'tỷ tỉ lệ đạt là chiếm của các số tổng hồ sơ được đã và với trên tại trong theo có cho kết quả việc năm từ đến mới chỉ ước thực hiện giải quyết xử lý'.split(
    ' ',
  ),
);
const contentOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1 && !STOP.has(word)),
  );

/** “Tỷ lệ trả kết quả trước và đúng hạn 99,68 %”: the rate names what it counts; the counts stand before it. */
function ofName(context: Context, story: readonly Sentence[][], { passage, percent }: RatioClaim): Fault | null {
  const sentences = story[passage.index] ?? [];
  const k = sentences.findIndex((s) => s.start <= percent.start && percent.start < s.end);
  const sentence = sentences[k];
  if (!sentence) return null;
  const lead = passage.text.slice(Math.max(sentence.start, percent.start - 90), percent.start);
  const named_at = lead.toLowerCase().search(/(?:tỷ|tỉ) lệ(?!.*(?:tỷ|tỉ) lệ)/u);
  // “Chi thường xuyên chiếm 79,3 % tổng chi”: the subject of the sentence, told before.
  const opens = passage.text.slice(sentence.start, percent.start);
  const is_subject =
    named_at < 0 && /^[^\d,;:()]{6,60}(?:chiếm|đạt|bằng)\s*$/iu.test(opens.replace(/^\s*[\p{L}\d.]{0,4}[.)]\s/u, ''));
  const at = is_subject ? 0 : named_at;
  if (at < 0 || /[;(]/.test(lead.slice(at))) return null;
  if (isOfSome(passage.text.slice(sentence.start, percent.start))) return null;
  // “Gộp cả hai cấp, 29.476 hồ sơ được giải quyết với tỷ lệ …”: of all, not of the levels told one by one before.
  if (/(?:gộp|tính) (?:chung|cả)|cả (?:hai|ba) cấp/iu.test(opens)) return null;
  const name = contentOf(lead.slice(at));
  if (name.size === 0) return null;
  const pool: Told[] = [];
  for (let i = k; i >= 0 && pool.length < 14; i -= 1)
    pool.push(
      ...[...(sentences[i] as Sentence).told, ...(sentences[i] as Sentence).bases].filter(
        ({ figure }) => i < k || figure.start < percent.start,
      ),
    );
  if (pool.length < 2)
    for (const before of passagesBefore(context.document, passage, 1))
      for (const s of (story[before.index] ?? []).slice(-2)) pool.push(...s.told);
  for (const before of passagesBefore(context.document, passage, 2)) {
    const told = (story[before.index] ?? []).flatMap((s) => s.told).filter(({ depth }) => depth === 0);
    pool.push(...(is_subject ? told : told.slice(0, 1)));
  }
  const counts = pool.filter(({ figure }) => is_subject || (figure.decimals === 0 && figure.scale === 1n)).slice(0, 14);
  const pairs = counts.flatMap((b) =>
    counts
      .filter((a) => a !== b && mayMatch(a.figure, b.figure) && compare(exactOf(a.figure), exactOf(b.figure)) <= 0)
      .map((a) => ({ a, b })),
  );
  if (pairs.some(({ a, b }) => fits(a.figure, b.figure, percent) || fits(without(b.figure, a.figure), b.figure, percent)))
    return null;
  const joined = pairs.flatMap(({ a, b }) =>
    counts
      .filter(
        (c) =>
          c !== a &&
          c !== b &&
          c.at > a.at &&
          mayMatch(c.figure, b.figure) &&
          compare(add(exactOf(a.figure), exactOf(c.figure)), exactOf(b.figure)) <= 0,
      )
      .map((c) => ({ a, b, c })),
  );
  if (joined.some(({ a, b, c }) => fits(together(a.figure, c.figure), b.figure, percent))) return null;
  const named = ({ before, after }: Told): boolean =>
    [...contentOf(`${before} ${after}`)].filter((word) => name.has(word)).length >= 1;
  const all_named = [...name].every((word) => word.length > 1);
  const whole = ({ before }: Told): boolean => !is_subject || /tổng|toàn/iu.test(before);
  const single = pairs.find(({ a, b }) => named(a) && whole(b) && a.at > b.at && isMisprintedShare(percent, a.figure, b.figure));
  if (single && all_named && sums(passage.figures, single.a.figure).some((b) => fits(single.a.figure, b, percent))) return null;
  if (single && all_named) return said(context, passage, percent, single.a.figure, single.b);
  const double = joined.find(
    ({ a, b, c }) => named(a) && named(c) && b.at < a.at && isMisprintedShare(percent, together(a.figure, c.figure), b.figure),
  );
  if (double) return said(context, passage, percent, together(double.a.figure, double.c.figure), double.b);
  const inverse = pairs.find(
    ({ a, b }) =>
      /đúng|đạt|sớm|trước/u.test(lead) &&
      b.at < a.at &&
      /quá hạn|trễ|chậm|chưa|không/iu.test(`${a.before} ${a.after}`) &&
      // “đúng hạn 2.395 hồ sơ, quá hạn 23 hồ sơ. Tỷ lệ đúng hạn …”: those on time hold none that are late.
      !/đúng (?:thời )?hạn|trước (?:thời )?hạn|đúng hẹn/iu.test(`${b.before} ${b.after}`) &&
      isMisprintedShare(percent, without(b.figure, a.figure), b.figure),
  );
  return inverse ? said(context, passage, percent, without(inverse.b.figure, inverse.a.figure), inverse.b) : null;
}

function said(context: Context, passage: Passage, percent: Figure, part: Figure, base: Told): Fault {
  for (const what of ['bound', 'checked'] as const) context.count(what);
  return faultOf(passage, percent, part, base);
}

const made = (like: Figure, value: Figure['readings'][number]['value']): Figure => ({
  ...like,
  raw: String(value.n / value.d).replace(/\B(?=(\d{3})+(?!\d))/g, '.'),
  readings: [{ value, decimals: 0, is_foreign: false }],
});
const together = (a: Figure, b: Figure): Figure => made(a, add(exactOf(a), exactOf(b)));
const without = (whole: Figure, part: Figure): Figure => made(part, subtract(exactOf(whole), exactOf(part)));

function faultOf(passage: Passage, percent: Figure, part: Figure, base: Told): Fault {
  return {
    ...rateDiffers(part, base.figure, percent),
    at: spotIn(
      passage,
      Math.min(part.start < percent.start && percent.start - part.start < 200 ? part.start : percent.start, percent.start),
      percent.tail,
    ),
    related: [spotOf(base.passage, base.figure)],
    shares: [passage.offset + percent.start],
  };
}
