import { cueOf, namedIn } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isOwnScore } from './own-scores.ts';
import { compare, divide, HUNDRED, multiply, printVi, type Rational } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

/** One class and the stretch of points or percent it takes: from `low`, to below `high`. */
export type Band = {
  name: string;
  low: Rational | null;
  high: Rational | null;
  kind: Figure['kind'];
  text: string;
  of: readonly Figure[];
};

const SCALE_CUE = cueOf('dưới');
const NAME =
  '(hoàn thành xuất sắc nhiệm vụ|hoàn thành tốt nhiệm vụ|không hoàn thành nhiệm vụ|hoàn thành nhiệm vụ|xuất sắc|rất tốt|tốt|khá|trung bình|yếu|kém|loại [A-D]|[A-D](?![\\p{L}\\d]))';
const AFTER = new RegExp(
  `^\\s?(?:%|điểm)?\\s?(?:(?:tổng )?số điểm[^;:.()\\d]{0,30})?(?:trở lên)?\\s?(?:(?:tổng )?số điểm[^;:.()\\d]{0,30})?(?::|[-–=]|,?\\s?(?:thì )?(?:được )?xếp(?: loại)?|là)\\s?(?:loại )?${NAME}`,
  'iu',
);
const BEFORE = new RegExp(`${NAME}\\s?(?::|[-–=(]|là|đạt|khi đạt)?\\s?(?:từ |trên |dưới |≥ ?|< ?)?$`, 'iu');
const COUNTED_BEHIND = /^\s?\([^()]{0,50}\)\s?:?\s?(?:(?:có|gồm|là)\s)?\d+\s(?!điểm)\p{L}/iu;
const COUNTS_OTHERS = /(?:\d|không có|các|những|số|nhóm)\s(?:\p{L}+\s){0,3}(?:(?:tự |được |bị )+)?$/iu;
const SAID = new RegExp(
  `(?:xếp (?:loại|hạng|mức)|(?:thuộc|ở|xếp|vào|đạt)\\s(?:vào\\s)?(?:nhóm|loại|mức))(?: là|:)?\\s(?:loại )?${NAME}`,
  'giu',
);

/** “tự chấm 68/80 điểm, bằng 85 %, xếp loại Xuất sắc (từ 90 %: Xuất sắc; từ 80 % đến dưới 90 %: Tốt; …)”: the class is that of the figure. */
export function* classBands(context: Context): Generator<Fault> {
  const { passages } = context.document;
  const bands = scaleOf(context.document);
  if (!bands) return;
  for (const passage of passages) {
    if (passage.section.is_plan || passage.is_footnote) continue;
    for (const m of matchesIn(passage.text, SAID)) {
      // “03 đơn vị xếp loại Khá” counts those of a class.
      if (COUNTS_OTHERS.test(passage.text.slice(Math.max(0, m.index - 60), m.index))) continue;
      // “xếp loại Tốt (từ 85 điểm) có 05 đơn vị”: the same, told behind.
      if (COUNTED_BEHIND.test(passage.text.slice(m.index + m[0].length))) continue;
      const said = nameOf(m[1] ?? '');
      const value =
        valueBefore(passage, m.index, bands) ??
        valueAbove(passages, passage, m.index, bands) ??
        valueOfReport(passages, passage, m.index, bands);
      if (!value || !bands.some(({ name }) => name === said)) continue;
      decided(context);
      const right = bandOf(bands, exactOf(value));
      if (!right || right.name === said) continue;
      const sign = value.kind === 'percent' ? '%' : ' điểm';
      yield {
        message: 'band',
        at: spotIn(passage, m.index, m.index + m[0].length),
        figures: [value],
        data: { said: m[1] ?? '', value: `${value.raw}${sign}`, right: right.text },
        expected: right.name,
        related: [spotOf(passage, value)],
        shares: [passage.offset + value.start],
      };
    }
  }
}

/** The scale of the report. Of two it is not known which one is meant. */
export function scaleOf(document: Document): Band[] | null {
  const scales = namedIn(document, SCALE_CUE).flatMap((passage) => {
    const bands = /trở lên|từ \d[\d,]*\s?(?:%|điểm)?\s?[:)]/iu.test(passage.text) ? bandsIn(passage) : [];
    return bands.length >= 2 ? [bands] : [];
  });
  return scales.length === 1 ? (scales[0] ?? null) : null;
}

const LONE_CUE = cueOf('trở lên');

/** “xếp loại Tốt (từ 80 điểm trở lên) đối với 07 đơn vị, xếp loại Khá đối với 02 đơn vị”: the best class of a report that tells no other limit. */
export function loneBandOf(document: Document): Band | null {
  const found = namedIn(document, LONE_CUE).flatMap((passage) =>
    passage.section.is_plan || !/xếp loại/iu.test(passage.text) ? [] : bandsIn(passage),
  );
  const [band, more] = found;
  return band && !more && band.low !== null && band.high === null ? band : null;
}

/** The class that a value falls into. */
export const bandOf = (bands: readonly Band[], value: Rational): Band | undefined => bands.find((band) => holds(band, value));

export const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^loại /u, '')
    .trim();

const holds = ({ low, high }: Band, value: Rational): boolean =>
  (low === null || compare(value, low) >= 0) && (high === null || compare(value, high) < 0);

/** “từ 80 % đến dưới 90 %: Tốt”, “Khá từ 65 đến dưới 80 điểm”, “dưới 65 điểm: Yếu”. */
function bandsIn(passage: Passage): Band[] {
  const { text, figures } = passage;
  const found: Band[] = [];
  for (const [i, figure] of figures.entries()) {
    const lead = text.slice(Math.max(0, figure.start - 14), figure.start);
    const next = figures[i + 1];
    const between = next ? text.slice(figure.end, next.start) : '';
    const has_end = next !== undefined && /^\s?(?:%|điểm)?\s?(?:đến|[-–])\s?(?:dưới |<\s?)?$/iu.test(between);
    const is_low =
      has_end ||
      /^\s?(?:%|điểm)?\s?trở lên/iu.test(text.slice(figure.end)) ||
      /(?:≥|>=)\s?$/u.test(lead) ||
      (/(?<!\p{L})từ\s?$/iu.test(lead) && /^\s?(?:%|điểm)?\s?[:)]/u.test(text.slice(figure.end)));
    const is_high = !has_end && /(?:dưới|<)\s?$/iu.test(lead) && !/đến dưới\s?$/iu.test(lead);
    if (!is_low && !is_high) continue;
    const last = has_end ? next : figure;
    const after = AFTER.exec(text.slice(last.end));
    const before = BEFORE.exec(text.slice(Math.max(0, figure.start - 60), figure.start));
    const name = after?.[1] ?? before?.[1];
    if (!name) continue;
    found.push({
      name: nameOf(name),
      low: is_low ? exactOf(figure) : null,
      high: has_end ? exactOf(next) : is_high ? exactOf(figure) : null,
      of: [figure, last],
      kind: last.kind === 'percent' ? 'percent' : 'count',
      text: `${name} (${text.slice(figure.start, last.tail)}${is_low && !has_end ? ' trở lên' : is_high ? ' trở xuống' : ''})`,
    });
  }
  // From the best down, or from the least up.
  const touches = (high: Rational | null | undefined, low: Rational | null | undefined): boolean =>
    high !== null && high !== undefined && low !== null && low !== undefined && compare(high, low) === 0;
  const ordered =
    found.every((band, i) => i === 0 || touches(band.high, found[i - 1]?.low)) ||
    found.every((band, i) => i === 0 || touches(found[i - 1]?.high, band.low));
  return ordered && found.every(({ kind }) => kind === found[0]?.kind) ? found : [];
}

/** “Xã tự xếp loại: Tốt” in a sentence of its own: the only value of the report's points that the paragraphs right above tell. */
function valueAbove(passages: readonly Passage[], passage: Passage, at: number, bands: readonly Band[]): Figure | null {
  const from = passage.text.lastIndexOf('. ', at) + 1;
  if (!/(?:tự|được|xã|phường|huyện|tỉnh|sở|đơn vị)\s(?:tự |được )?$/iu.test(passage.text.slice(from, at)) || at - from > 60)
    return null;
  const limits = new Set(bands.flatMap(({ of }) => of));
  const kind = bands[0]?.kind;
  for (let i = passage.index; i >= Math.max(0, passage.index - 4); i -= 1) {
    const above = passages[i] as Passage;
    const told = above.figures.filter(
      (f) =>
        f.kind === kind &&
        f.bound === 'exact' &&
        !limits.has(f) &&
        (i < passage.index || f.tail <= at) &&
        (kind === 'percent' || f.unit === 'điểm'),
    );
    const [only, more] = told;
    if (more) return null;
    if (only) return /điểm/iu.test(above.text.slice(Math.max(0, only.start - 40), only.tail + 12)) ? only : null;
  }
  return null;
}

/** “Tổng số điểm tự chấm là 78,5/90 điểm”, told once for the whole report: its points, or their share where the scale is of shares. */
function valueOfReport(passages: readonly Passage[], passage: Passage, at: number, bands: readonly Band[]): Figure | null {
  const from = Math.max(0, at - 60);
  const lead = passage.text.slice(from, at);
  if (!/(?:tự|xã|phường|huyện|tỉnh|sở|thành phố|thị xã)\s(?:tự |được )?$/iu.test(lead)) return null;
  const totals = passages.flatMap((one) =>
    one.section.is_plan || one.is_footnote
      ? []
      : one.fractions.filter(
          (f) =>
            f.unit === 'điểm' &&
            /tổng (?:số )?điểm[^.;()\d]{0,60}$/iu.test(one.text.slice(0, f.start)) &&
            !/năm (?:trước|ngoái)|cùng kỳ/iu.test(one.text.slice(Math.max(0, f.start - 60), f.start)),
        ),
  );
  const values = new Map(totals.map((f) => [`${f.a.raw}/${f.b.raw}`, f]));
  const [total] = values.values();
  if (!total || values.size > 1 || exactOf(total.b).n === 0n) return null;
  if (bands[0]?.kind !== 'percent') return total.a;
  const share = multiply(divide(exactOf(total.a), exactOf(total.b)), HUNDRED);
  const reading = { value: share, decimals: 2, is_foreign: false };
  return { ...total.a, kind: 'percent', unit: '', decimals: 2, readings: [reading], raw: printVi(share, 2) };
}

const BY_SCALE =
  /(?:^|[;,]\s?)\s*(?:theo|căn cứ|đối chiếu(?: với)?)\s(?:thang|khung|bảng|mức|tiêu chí|quy định)[^;,.()\d]{0,40}$/iu;

/** Where the bracket of the limits opens, when the class stands right behind it. */
function beforeScale({ text }: Passage, at: number, limits: ReadonlySet<Figure>): number {
  const close = text.lastIndexOf(')', at);
  const open = close < 0 || at - close > 40 ? -1 : text.lastIndexOf('(', close);
  return open >= 0 && [...limits].some((f) => f.start > open && f.end <= close) ? open : at;
}

/** The figure that the class is of: the last one of its kind in the sentence before, none of the limits themselves. */
function valueBefore(passage: Passage, at: number, bands: readonly Band[]): Figure | null {
  const kind = bands[0]?.kind;
  const limits = new Set(bands.flatMap(({ of }) => of));
  const end = beforeScale(passage, at, limits);
  const mark = passage.text.lastIndexOf(';', end);
  // “đạt 84,4/100 điểm …; theo thang xếp loại (…) xã thuộc nhóm Tốt”: the clause tells whose limits, the one before it the points.
  const clause = end < at && BY_SCALE.test(passage.text.slice(mark + 1, end)) ? 0 : mark + 1;
  const from = Math.max(end - (end < at ? 180 : 90), passage.text.lastIndexOf('. ', end) + 1, clause);
  const lead = passage.text.slice(from, end).replace(BY_SCALE, ' ');
  if (/phấn đấu|mục tiêu|năm (?:trước|ngoái)|cùng kỳ|xếp (?:loại|hạng)|nếu|khi/iu.test(lead)) return null;
  const own = passage.figures.filter((f) => f.start >= from && f.tail <= at && f.bound === 'exact' && !limits.has(f));
  if (kind === 'percent') return own.findLast((f) => f.kind === 'percent') ?? null;
  const score = passage.fractions.findLast((f) => f.a.start >= from && f.tail <= at && f.unit === 'điểm')?.a;
  return score ?? own.findLast((f) => f.kind === 'count' && f.unit === 'điểm' && isOwnScore(passage.text, f)) ?? null;
}
