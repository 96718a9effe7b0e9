// Slips that only a second figure shows: a share that lost its decimal comma (“bằng 497 % số tiếp nhận mới” of 318 in 6.400), and a sum of money in thousands of
// what the figures beside it are in (“đạt 43.718 tỷ đồng, bằng 75,38 % dự toán (58.000 triệu đồng)”). R19.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const SHARE_CUE = cueOf('%');
const MONEY_CUE = cueOf('tỷ', 'tỉ');

/** Shares without their comma. `from`: no change, which may be beyond all. */
export function* lostCommas(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, SHARE_CUE))
    for (const percent of passage.figures) {
      const digits = percent.raw.replace(/\./gu, '');
      if (percent.kind !== 'percent' || !/^\d{3,4}$/u.test(digits) || Number(digits) <= 110 || digits === '1000') continue;
      const part = passage.figures.findLast((f) => f.end <= percent.start);
      if (part?.kind !== 'count' || part.bound !== 'exact') continue;
      const glue = passage.text.slice(part.tail, percent.start);
      if (!/^[^.;()\d]{0,30}(?:\(|(?:bằng|chiếm|đạt|tỷ lệ)\s)$/iu.test(glue) || /tăng|giảm|vượt|gấp|hơn/iu.test(glue)) continue;
      // Of a plan it may be more than all.
      if (/^\)?[^.;,()\d]{0,30}(?:kế hoạch|dự toán|chỉ tiêu|cùng kỳ|năm)/iu.test(passage.text.slice(percent.tail))) continue;
      const base = baseOf(context, passage, part, Number(digits));
      if (!base) continue;
      decided(context);
      const expected = `${digits.slice(0, -2)},${digits.slice(-2)}`;
      yield {
        message: 'lost_comma',
        at: spotOf(passage, percent),
        figures: [percent, part, base.figure],
        data: { percent: percent.raw, expected, part: part.raw, base: base.figure.raw },
        expected: `${expected}%`,
        related: [spotOf(base.passage, base.figure)],
        shares: [passage.offset + percent.start, passage.offset + part.start],
      };
    }
}

/** A count of the report that the part is just that share of, with two decimals. */
function baseOf({ document }: Context, own: Passage, part: Figure, digits: number): { passage: Passage; figure: Figure } | null {
  const near = [own, ...toldIn(document, 1).filter((p) => p !== own && Math.abs(p.index - own.index) < 12)];
  for (const passage of near)
    for (const figure of passage.figures) {
      if (figure.kind !== 'count' || figure === part || figure.scale !== part.scale || exactOf(figure).n <= 0n) continue;
      if (figure.unit !== part.unit && figure.unit !== '' && part.unit !== '') continue;
      const share = multiply(divide(exactOf(part), exactOf(figure)), HUNDRED);
      if (compare(share, HUNDRED) < 0 && isNear(share, { n: BigInt(digits), d: 100n })) return { passage, figure };
    }
  return null;
}

/** Half of the second decimal. */
const isNear = (a: Rational, b: Rational): boolean => compare(absolute(subtract(a, b)), { n: 1n, d: 200n }) <= 0;

/** Money whose figures agree only when all are of one scale. */
export function* scalesMixed(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, MONEY_CUE))
    for (const sentence of segmentsOf(passage.text, '.?!')) {
      const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
      const money = own.filter((f) => f.kind === 'count' && f.unit === 'đồng' && f.scale > 1n && f.bound !== 'about');
      if (money.length < 2) continue;
      for (const odd of money) {
        const others = money.filter((f) => f !== odd && f.scale !== odd.scale);
        if (others.length === 0 || others.length < money.length - 1) continue;
        const other = others.find((f) => makes(own, odd, f)) ?? (isDifference(odd, others) ? others[0] : undefined);
        if (!other) continue;
        decided(context);
        yield {
          message: 'scale_mixed',
          at: spotOf(passage, odd),
          figures: [odd, other],
          data: { odd: passage.text.slice(odd.start, odd.tail), other: passage.text.slice(other.start, other.tail) },
          expected: passage.text.slice(odd.start, odd.end) + passage.text.slice(other.end, other.tail),
          related: [spotOf(passage, other)],
          shares: [passage.offset + odd.start],
        };
        break;
      }
    }
}

const plain = (f: Figure): Rational => divide(exactOf(f), { n: f.scale, d: 1n });

/** Printed numbers alone are the share that the sentence tells. */
function makes(own: readonly Figure[], odd: Figure, other: Figure): boolean {
  const [a, b] = [plain(odd), plain(other)];
  if (a.n <= 0n || b.n <= 0n) return false;
  return own.some((p) => {
    if (p.kind !== 'percent' || p.decimals < 1 || p.start < Math.min(odd.start, other.start)) return false;
    const share = multiply(odd.start < other.start ? divide(a, b) : divide(b, a), HUNDRED);
    const room = { n: 1n, d: 2n * 10n ** BigInt(p.decimals) };
    return compare(absolute(subtract(share, exactOf(p))), room) <= 0;
  });
}

/** “38.460 triệu đồng, bằng 109,26 % dự toán (35.200 triệu đồng), vượt 3.260 tỷ đồng”. */
const isDifference = (odd: Figure, others: readonly Figure[]): boolean =>
  others.some((a) => others.some((b) => a !== b && a.scale === b.scale && equal(plain(a), add(plain(b), plain(odd)))));
