import { type Document, type Passage, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { flowsInProse } from './flows.ts';
import { gridsOf } from './grid.ts';
import { levelOf } from './metric.ts';
import { absolute, compare, divide, equal, HUNDRED, multiply, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, type Spot, spotOf } from './rule.ts';
import { isMisprint, isToldElsewhere } from './story.ts';
import { storyTold } from './told-in.ts';
import { sortedDigits } from './words.ts';

const LATE = /(?:quá|trễ) (?:thời )?hạn/iu;
const ON_TIME = /(?:trước|sớm|đúng) (?:(?:và|hoặc|,) )?(?:đúng )?(?:thời )?hạn/iu;
const APART =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|20\d\d|\d|[IVX])|riêng|từng|lĩnh vực|phòng |sở |chi nhánh|trung tâm|xã [\p{Lu}]|phường|tối thiểu|không quá|trở lên|phấn đấu|mục tiêu|chỉ tiêu|yêu cầu|bình quân|trực tuyến|phản ánh|liên thông|tăng|giảm/iu;

type Known = { value: Rational; spot: Spot; name: string; at: number };

/** Rates on time and late that the accounts of the report give; both of every account. */
function knownRates(document: Document): { known: Known[]; accounts: number } {
  const known: Known[] = [];
  let accounts = 0;
  for (const { slots } of flowsInProse(document)) {
    const resolved = slots.get('resolved');
    const [on_time, late] = [slots.get('on_time'), slots.get('late')];
    if (!resolved || exactOf(resolved.figure).n === 0n || (!on_time && !late)) continue;
    // Of one reading the part is larger than the whole: it was read wrongly.
    if ([on_time, late].some((entry) => entry && compare(exactOf(entry.figure), exactOf(resolved.figure)) > 0)) continue;
    accounts += 1;
    // “trước hạn 3.917, đúng hạn 938”: those on time are told in two parts, an account all the same.
    if (on_time && slots.has('early')) continue;
    for (const [entry, is_late] of [
      [on_time, false],
      [late, true],
    ] as const) {
      if (!entry) continue;
      const share = multiply(HUNDRED, divide(exactOf(entry.figure), exactOf(resolved.figure)));
      const name = is_late ? 'tỷ lệ quá hạn' : 'tỷ lệ đúng hạn';
      known.push({ value: share, spot: entry.spot, name, at: entry.id });
      const other = is_late ? 'tỷ lệ đúng hạn' : 'tỷ lệ quá hạn';
      known.push({ value: subtract(HUNDRED, share), spot: entry.spot, name: other, at: entry.id });
    }
  }
  return { known, accounts };
}

/** Where they stand. */
function passagesOf({ passages }: Document, known: readonly Known[]): Set<number> {
  const found = new Set<number>();
  for (const { index, offset, text } of passages)
    if (known.some(({ at }) => at >= offset && at < offset + text.length)) found.add(index);
  return found;
}

/**
 * “tỷ lệ hồ sơ quá hạn cao (10,6 %)” far from the account of the dossiers: one of the rates that the account gives. A rate that the report tells or
 * shows somewhere else too, or that stands beside its own counts, is another one.
 */
export function* handledRates(context: Context): Generator<Fault> {
  const { document } = context;
  const { known, accounts } = knownRates(document);
  if (accounts !== 1) return;
  const passages = passagesOf(document, known);
  for (const sentences of storyTold(document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passages.has(passage.index)) continue;
      const own = [...sentence.parts, ...sentence.told];
      if (own.some(({ figure }) => figure.unit === 'hồ_sơ')) continue;
      for (const figure of passage.figures) {
        if (figure.kind !== 'percent' || figure.bound !== 'exact' || figure.decimals === 0) continue;
        if (figure.start < sentence.start || figure.start >= sentence.end) continue;
        const fault = judged(context, passage, figure, known);
        if (fault) yield fault;
      }
    }
}

function judged(context: Context, passage: Passage, figure: Figure, known: readonly Known[]): Fault | null {
  const { before, after } = wordsAround(passage, figure);
  const words = `${before} ${after}`;
  const is_late = LATE.test(words);
  if (is_late === ON_TIME.test(words) || APART.test(words)) return null;
  const own = known.filter(({ name }) => name === (is_late ? 'tỷ lệ quá hạn' : 'tỷ lệ đúng hạn'));
  const [first] = own;
  if (!first) return null;
  decided(context);
  if (own.some(({ value }) => isPrint(value, figure)) || isToldElsewhere(context.document, figure, passage)) return null;
  if (isShown(context.document, figure)) return null;
  // Of one level, where the account is of all, it may be a rate of its own: unless a slip of the pen makes the one of the other.
  const has_level = levelOf(words) !== '';
  const prints = own.map(({ value }) => printVi(value, figure.decimals));
  const is_misprint = prints.some((text) => isMisprint(text, figure.raw));
  if (has_level && !is_misprint) return null;
  return {
    message: 'two_for_one',
    // Two digits that changed places are no rate of another level: 89,4 and 84,9.
    severity:
      is_misprint && (!has_level || prints.some((text) => sortedDigits(text) === sortedDigits(figure.raw))) ? 'error' : 'warning',
    at: spotOf(passage, figure),
    figures: [figure],
    data: { name: first.name, first: `${figure.raw}%`, second: `${printVi(first.value, figure.decimals)}%` },
    expected: printVi(first.value, figure.decimals),
    related: [first.spot],
  };
}

/** Rounded or cut to the printed decimals. */
function isPrint(value: Rational, figure: Figure): boolean {
  const unit = { n: 1n, d: 10n ** BigInt(figure.decimals) };
  return compare(absolute(subtract(value, exactOf(figure))), unit) < 0;
}

const isShown = (document: Document, figure: Figure): boolean =>
  gridsOf(document).some((grid) =>
    grid.rows.some((row) => row.figures.some((entry) => entry && equal(exactOf(entry.figure), exactOf(figure)))),
  );
