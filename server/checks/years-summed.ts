// A whole of several years beside the figures of each: “684 lượt người …: 96 lượt (2021), 118 lượt (2022) …”, “2.500 triệu đồng (2021: 412; 2022: 468 …)”. R03.
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isPartOfFraction } from './listed-parts.ts';
import { addsUp, isSlip as isGapOfSlip, sumOf, sumSaid } from './parts.ts';
import { absolute, compare, multiply, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';
import { type YearSeries, yearSeriesOf } from './year-series.ts';
import { isOpen, partBehind } from './years-open.ts';

/** Every whole whose years are told right behind it, or in the sentence after it. */
export function* yearsSummed(context: Context): Generator<Fault> {
  for (const series of yearSeriesOf(context.document)) {
    const scale = series.points.map(({ figure }) => figure.scale).reduce((a, b) => (a > b ? a : b));
    // “2021: 412; …; 2025: 584 triệu đồng”: the last says the unit of all.
    const parts = series.points.map(({ figure }) => scaledTo(figure, scale));
    if (parts.some((part) => part.kind !== 'count' || part.unit === 'điểm')) continue;
    const totals = totalsOf(series, parts, scale);
    if (totals.length === 0) continue;
    decided(context);
    const behind = partBehind(series);
    const all = behind ? [...parts, scaledTo(behind.figure, scale)] : parts;
    if (totals.some((total) => addsUp(total, parts) || addsUp(total, all))) continue;
    const total = totals.find((one) => isNear(one, all) && !isOpen(series, one, all, behind?.end ?? series.end));
    if (total) yield faultOf(series.passage, total, all);
  }
}

const scaledTo = (figure: Figure, scale: bigint): Figure =>
  figure.scale === scale
    ? figure
    : {
        ...figure,
        scale,
        readings: figure.readings.map((r) => ({ ...r, value: multiply(r.value, { n: scale, d: figure.scale }) })),
      };

const NO_TOTAL =
  /(?:so với|cùng kỳ|bình quân|trung bình|kế hoạch|chỉ tiêu|dự toán|mục tiêu|tăng|giảm|hơn|kém|còn|thiếu)(?:\s\p{L}+){0,3}\s*\(?$/iu;

/** Figures of that unit before the years, in their sentence or the one before; or behind them, called a total. */
function totalsOf({ passage, start, end }: YearSeries, parts: readonly Figure[], scale: bigint): Figure[] {
  const sentences = segmentsOf(passage.text, '.?!');
  const own = segmentAt(sentences, start);
  const from = sentences[Math.max(0, (own ? sentences.indexOf(own) : 0) - 1)]?.start ?? 0;
  const units = new Set(parts.map(({ unit }) => unit).filter((unit) => unit !== '' && !unit.startsWith('~')));
  // “25 lượt đơn vị (… mỗi năm 04 lượt …)”.
  const words = new Set(parts.map((part) => firstWord(passage, part)).filter((word) => word !== ''));
  const largest = parts.map(exactOf).reduce((a, b) => (compare(a, b) >= 0 ? a : b));
  return passage.figures.filter((f) => {
    if (f.kind !== 'count' || f.bound !== 'exact' || f.scale !== scale || isPartOfFraction(passage, f)) return false;
    if (['năm', 'tháng', 'ngày'].includes(f.unit) || compare(exactOf(f), largest) <= 0) return false;
    const before = passage.text.slice(Math.max(0, f.start - 40), f.start);
    const is_behind = f.start >= end && f.start - end < 60 && /(?:tổng|cộng|cả giai đoạn)[^.;\d]{0,30}$/iu.test(before);
    if (!is_behind && (f.start < from || f.tail > start || NO_TOTAL.test(before))) return false;
    return units.size === 0 || units.has(f.unit) || f.unit === '' || f.unit.startsWith('~') || words.has(firstWord(passage, f));
  });
}

const firstWord = ({ text }: Passage, { end, tail }: Figure): string =>
  text.slice(end, tail).trim().toLowerCase().split(/\s+/u)[0] ?? '';

/** Nearer than a quarter, and one slip of the pen mends it. */
function isNear(total: Figure, parts: readonly Figure[]): boolean {
  const gap = absolute(subtract(sumOf(parts), exactOf(total)));
  if (compare({ n: gap.n * 4n, d: gap.d }, exactOf(total)) >= 0) return false;
  return isSlip('sum', [total, ...new Set(parts)]) || isGapOfSlip(total, parts) || parts.length >= 4;
}

function faultOf(passage: Passage, total: Figure, parts: readonly Figure[]): Fault {
  return {
    message: 'listed',
    at: spotOf(passage, total),
    figures: [total, ...parts],
    ...sumSaid(total, parts),
    related: [...new Set(parts)].map((part) => spotOf(passage, part)),
    shares: [total, ...new Set(parts)].map((f) => passage.offset + f.start),
  };
}
