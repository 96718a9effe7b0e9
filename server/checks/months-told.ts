// Months that a stretch has and a sentence counts: “từ ngày 01/7/2025 đến hết ngày 30/11/2025 (05 tháng)”, and what came in so many months on average a month:
// “Trong 05 tháng tiếp nhận 6.400 hồ sơ, bình quân 1.280 hồ sơ/tháng”. R17, R11.
import { cueOf, toldWith } from './cues.ts';
import { segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { absolute, compare, divide, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const MONTHS_CUE = cueOf('tháng)');
const MEAN_CUE = cueOf('/tháng', 'mỗi tháng', '/ tháng');
const DAY = '(?:ngày\\s)?(\\d{1,2})\\/(\\d{1,2})(?:\\/(20\\d\\d))?';
const COUNTED = new RegExp(`từ\\s${DAY}\\s(?:đến|tới)\\s(?:hết\\s)?${DAY}\\s?\\((\\d{1,2})\\stháng\\)`, 'giu');

/** Whole months only: from a first day to the last of a month. */
export function* monthsCounted(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, MONTHS_CUE))
    for (const m of matchesIn(passage.text, COUNTED)) {
      const [from_day, from_month, , to_day, to_month] = m.slice(1, 6).map(Number) as [number, number, number, number, number];
      const to_year = Number(m[6] ?? 0);
      const from_year = Number(m[3] ?? m[6] ?? 0);
      if (from_day !== 1 || to_day < 28 || to_month < 1 || to_month > 12 || to_year === 0) continue;
      const months = (to_year - from_year) * 12 + to_month - from_month + 1;
      decided(context);
      if (months < 1 || months > 24 || months === Number(m[7])) continue;
      yield {
        message: 'months_counted',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { stated: m[7] ?? '', expected: String(months) },
        expected: String(months),
      };
    }
}

const IN_MONTHS = /(?:^|[.;]\s|\s)trong\s(\d{1,2})\stháng(?!\s(?:đầu|cuối|tiếp))/iu;

/** The one count of its unit before the mean, in a sentence that says how many months it took. */
export function* monthlyMeans(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, MEAN_CUE))
    for (const { start, end } of segmentsOf(passage.text, '.?!')) {
      const text = passage.text.slice(start, end);
      const months = Number(IN_MONTHS.exec(text)?.[1] ?? 0);
      if (months < 2) continue;
      const own = passage.figures.filter((f) => f.start >= start && f.end <= end && f.kind === 'count');
      const mean = own.find((f) =>
        /bình quân\s(?:mỗi tháng\s)?(?:là\s|đạt\s|khoảng\s)?$/iu.test(passage.text.slice(start, f.start)),
      );
      if (mean?.bound !== 'exact' || !/^[^.;,()\d]{0,20}(?:\/\s?|mỗi\s)tháng/iu.test(passage.text.slice(mean.end, end))) continue;
      const counts = own.filter((f) => f.end <= mean.start && f.scale === mean.scale && exactOf(f).n > exactOf(mean).n);
      const [total, more] = counts;
      if (!total || more || /so với|cùng kỳ|tăng|giảm/iu.test(passage.text.slice(start, mean.start))) continue;
      decided(context);
      const right = divide(exactOf(total), { n: BigInt(months), d: 1n });
      if (isNear(right, mean)) continue;
      const expected = printVi(right, mean.decimals);
      yield {
        message: 'told_mean',
        at: spotOf(passage, mean),
        figures: [mean, total],
        data: { mean: mean.raw, of: `${total.raw} trong ${months} tháng`, expected },
        expected,
        related: [spotOf(passage, total)],
        shares: [mean, total].map((f) => passage.offset + f.start),
      };
    }
}

/** One of its last digit: means are rounded up, down or off. */
const isNear = (value: Rational, mean: Figure): boolean =>
  compare(absolute(subtract(value, exactOf(mean))), { n: mean.scale, d: 10n ** BigInt(mean.decimals) }) <= 0;
