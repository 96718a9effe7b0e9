// “So với quý IV năm 2025 (tiếp nhận mới 5.112 hồ sơ), quý này giảm 278 hồ sơ”: what it is compared with and by how much stand in one sentence, the figure of
// now in another paragraph or a table. Any figure of the report that makes the change acquits; it is wrong when the nearest that is called so makes it but for
// one slip of the pen, or the other way. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf, wordsAround } from './document.ts';
import { contentOf, type Fact, type Facts, factsOf, foundAgain } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { absolute, add, compare, printScaled, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';

const AGAINST_CUE = cueOf('so với');
const CHANGE = /(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|vượt|hụt)(?:\s(?:thêm|được|đi|là|tới))?\s(?=\d)/giu;

type Claim = { passage: Passage; sentence: number; base: Figure; amount: Figure; word: string; from: number; words: string[] };

// Each is held against every figure of the report: more than any report has would grow with the square of a text.
const MOST_CLAIMS = 500;

/** Changes whose figure of now is told elsewhere. `told`: figures that are spoken of already. */
export function* changesApart(context: Context, told: Set<number>): Generator<Fault> {
  const facts = factsOf(context.document);
  let asked = 0;
  for (const passage of toldWith(context.document, 2, AGAINST_CUE)) {
    for (const m of matchesIn(passage.text, CHANGE)) {
      const claim = claimOf(facts, passage, m);
      if (!claim || told.has(passage.offset + claim.amount.start)) continue;
      asked += 1;
      if (asked > MOST_CLAIMS) return;
      const fault = judged(context, facts, claim);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

const TO_BASE = /(?<!\p{L})so với\s[^.;()]{0,60}?\(?[^.;()\d]{0,40}$/iu;
const PLAN = /(?<!\p{L})(?:phấn đấu|dự kiến|sẽ|nếu chỉ|mục tiêu|để|nhằm|phải)(?!\p{L})/iu;

/** The change, what it is compared with, and no figure that may be of now in the whole sentence. */
function claimOf(facts: Facts, passage: Passage, m: RegExpExecArray): Claim | null {
  const { text, figures } = passage;
  const at = m.index + m[0].length;
  const printed = figures.find((f) => f.start === at);
  const sentence = segmentAt(segmentsOf(text, '.?!'), m.index);
  if (!printed || !sentence || printed.kind === 'percent' || printed.bound === 'about') return null;
  const amount: Figure = { ...printed, bound: 'exact' };
  if (PLAN.test(text.slice(sentence.start, at))) return null;
  const kind = amount.kind === 'percent_points' ? 'percent' : 'count';
  const own = figures.filter(
    (f) =>
      f !== printed &&
      f.kind === kind &&
      f.start >= sentence.start &&
      f.end <= sentence.end &&
      (kind === 'percent' || (f.scale === amount.scale && (f.unit === amount.unit || f.unit === '' || amount.unit === ''))),
  );
  const [base, more] = own;
  if (!base || more || base.bound !== 'exact' || (kind === 'count' && (base.unit !== amount.unit || amount.unit === '')))
    return null;
  if (passage.fractions.some(({ a, b }) => [a.start, b.start].includes(base.start))) return null;
  // Other changes of the sentence may be of it.
  if (
    figures.some(
      (f) => f !== printed && f.kind === amount.kind && f.kind !== 'count' && f.start >= sentence.start && f.end <= sentence.end,
    )
  )
    return null;
  const lead = text.slice(sentence.start, base.start);
  if (base.start < printed.start ? !TO_BASE.test(lead) : !TO_BASE.test(text.slice(printed.tail, base.start))) return null;
  const clause =
    text
      .slice(sentence.start, m.index)
      .split(/[;,)]\s/u)
      .at(-1) ?? '';
  const subject = contentOf(clause).filter((word) => !SMALL.has(word));
  const { before, after } = wordsAround(passage, base);
  const of_base = contentOf(`${before.split('(').at(-1)} ${after}`).filter((word) => !SMALL.has(word));
  if (/(?<!\p{L})(?:riêng|lĩnh vực|trong đó)(?!\p{L})/iu.test(clause)) return null;
  const words = subject.length > 0 ? subject : of_base;
  const index = facts.prose.find((fact) => fact.passage === passage && fact.figure === printed)?.sentence ?? -1;
  return words.length < 2 || index < 0
    ? null
    : { passage, sentence: index, base, amount, word: (m[1] ?? '').toLowerCase(), from: m.index, words };
}

const SMALL = new Set(
  'nếu thì nay quý kỳ tháng này cùng trước ngoái như vậy báo cáo thời gian hồ sơ điểm kế hoạch xã phường huyện tỉnh thành phố thị trấn sở ngành đơn vị địa phương tính cuối đầu giai đoạn'.split(
    ' ',
  ),
);
const isUp = (word: string): boolean => /tăng|cao|nhiều|vượt/u.test(word);

function judged(context: Context, facts: Facts, claim: Claim): Fault | null {
  const { base, amount } = claim;
  if (amount.raw.replace(/\D/g, '').replace(/^0+/, '').length < 2) return null;
  const all = [...facts.prose, ...facts.cells].filter((fact) => fact.figure !== base && mayBeNow(claim, fact));
  // Whatever makes it, wherever it stands.
  if (all.some((fact) => isNear(differ(fact.figure, base), amount, fact.figure, base) && isWay(claim, fact.figure))) return null;
  const now = nearest(facts, claim, all);
  if (!now) return null;
  decided(context);
  const gap = differ(now.figure, base);
  const is_turned = !isWay(claim, now.figure);
  const is_slip = is_turned
    ? isNear(gap, amount, now.figure, base)
    : areOneSlip(digits(gap, amount), digits(exactOf(amount), amount));
  if (!is_slip || gap.n === 0n) return null;
  return faultOf(claim, now, gap, is_turned);
}

const differ = (now: Figure, base: Figure): Rational => absolute(subtract(exactOf(now), exactOf(base)));
const isWay = ({ word, base }: Claim, now: Figure): boolean => compare(exactOf(now), exactOf(base)) > 0 === isUp(word);

const digits = (value: Rational, { decimals, scale }: Figure): string => {
  const unit = 10n ** BigInt(decimals);
  return ((2n * value.n * unit + value.d * scale) / (2n * value.d * scale)).toString();
};

function isNear(gap: Rational, amount: Figure, ...of: Figure[]): boolean {
  const off = absolute(subtract(gap, exactOf(amount)));
  const rounded = [amount, ...of].filter((f) => f.decimals > 0);
  return (
    compare(
      off,
      rounded.map(({ decimals, scale }) => ({ n: scale, d: 2n * 10n ** BigInt(decimals) })).reduce(add, { n: 0n, d: 1n }),
    ) <= 0
  );
}

/** A figure of the kind, no change and no target, not many times the other. */
function mayBeNow({ base, amount, passage, sentence }: Claim, fact: Fact): boolean {
  const { figure, role } = fact;
  if (figure.kind !== base.kind || figure.bound !== 'exact' || fact.of_fraction === 'base') return false;
  if (fact.passage === passage && fact.sentence === sentence) return false;
  if (role === 'change' || role === 'rank') return false;
  if (figure.kind === 'count' && (figure.scale !== amount.scale || (figure.unit !== base.unit && figure.unit !== '')))
    return false;
  const [x, y] = [exactOf(figure), exactOf(base)];
  return compare({ n: x.n * 3n, d: x.d }, y) >= 0 && compare({ n: y.n * 3n, d: y.d }, x) >= 0;
}

const CALLED = 0.85;

/** The nearest figure of its section that is called by the words of what changed. */
function nearest(facts: Facts, claim: Claim, all: readonly Fact[]): Fact | null {
  const { passage, sentence, words } = claim;
  const near = all.filter(
    (fact) =>
      fact.passage !== null &&
      fact.role === 'result' &&
      fact.sentence < sentence + 3 &&
      sentence - fact.sentence <= 25 &&
      !fact.passage.section.is_plan &&
      (fact.passage.section === passage.section ||
        fact.passage.section === passage.section.parent ||
        (fact.passage.section.parent === passage.section.parent && fact.passage.section.parent?.parent !== null)),
  );
  const called = near.filter((fact) => {
    const near_topic = fact.topic.slice(-14);
    return foundAgain(facts, words, (word) => (fact.own.includes(word) ? 1 : near_topic.includes(word) ? 0.9 : 0)) >= CALLED;
  });
  return called.toSorted((a, b) => farness(claim, a) - farness(claim, b))[0] ?? null;
}

/** What was told before is nearer than what comes after. */
const farness = ({ sentence }: Claim, fact: Fact): number =>
  fact.sentence <= sentence ? sentence - fact.sentence : 30 + fact.sentence - sentence;

function faultOf(claim: Claim, now: Fact, gap: Rational, is_turned: boolean): Fault {
  const { passage, base, amount, word, from } = claim;
  const is_count = amount.kind === 'count';
  const expected = is_count ? printScaled(gap, amount.scale) : printVi(gap, amount.decimals);
  const print = (f: Figure): string => (is_count ? f.raw : `${f.raw}%`);
  const actual = compare(exactOf(now.figure), exactOf(base)) > 0 ? 'tăng' : 'giảm';
  const spot = now.passage
    ? spotOf(now.passage, now.figure)
    : now.cell
      ? spotInCell(now.cell.grid.table, now.cell.entry.cell)
      : null;
  return {
    message: is_turned ? 'direction' : is_count ? 'amount' : 'points',
    at: spotIn(passage, Math.min(from, base.start), Math.max(amount.tail, base.tail)),
    figures: [now.figure, base, amount],
    data: { word, now: print(now.figure), before: print(base), actual, amount: amount.raw, expected },
    expected: is_turned ? actual : expected,
    related: [...(spot ? [spot] : []), spotOf(passage, base)],
    shares: [now.at, passage.offset + base.start, passage.offset + amount.start],
  };
}
