import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { type Sentence, storyOf, type Told } from './story.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

/**
 * “cả 03 văn bản”, “tất cả 15 buổi”: all of what was told just before. The counts of the same things (or of kinds of them: nghị quyết and quyết định are
 * văn bản) in this sentence and the one before are put together in every way; only where none makes the number, and those of one row miss it by one or
 * two, is it said. R12.
 */

const ALL = /(?<!\p{L})(?:cả|tất cả|toàn bộ|đủ)(?:\scác)?\s$/iu;
/** Another set than the one told before. */
const OTHER = /khác|còn lại|từ đầu|cùng kỳ|lũy kế|mỗi|hai cấp|ba cấp|trở lên|năm 20\d\d|năm trước/iu;

export function* allTold(context: Context): Generator<Fault> {
  const story = storyOf(context.document);
  for (const passage of toldIn(context.document, 2)) {
    if (!/(?<!\p{L})(?:cả|tất cả|toàn bộ|đủ)\s(?:các\s)?\d/iu.test(passage.text)) continue;
    const sentences = story[passage.index] ?? [];
    for (const [k, sentence] of sentences.entries())
      for (const all of sentence.told) {
        const fault = judge(context, passage, sentences[k - 1], sentence, all);
        if (fault) yield fault;
      }
  }
}

function judge(context: Context, passage: Passage, before: Sentence | undefined, sentence: Sentence, all: Told): Fault | null {
  const { figure } = all;
  const stated = exactOf(figure).n;
  if (stated < 2n || stated > 300n || figure.scale !== 1n || figure.unit === '' || figure.unit.startsWith('~')) return null;
  if (!ALL.test(passage.text.slice(Math.max(sentence.start, figure.start - 14), figure.start))) return null;
  const isOf = (other: Figure): boolean =>
    other.start < figure.start && other.scale === 1n && (other.unit === figure.unit || isKindOf(other.unit, figure.unit));
  const own = sentence.told.filter((told) => told !== all && isOf(told.figure));
  const row = own.length > 0 ? own : (before?.told ?? []).filter((told) => isOf(told.figure));
  const wider = [
    ...(before?.told ?? []),
    ...(before?.parts ?? []),
    ...(before?.bases ?? []),
    ...sentence.parts,
    ...sentence.bases,
    ...own,
  ]
    .filter((told) => isOf(told.figure))
    .map((told) => exactOf(told.figure).n);
  if (row.length < 2 || row.length > 4 || wider.length > 8) return null;
  const from = (row[0] as Told).figure.start;
  const around = passage.text.slice(from, figure.start);
  if (
    OTHER.test(around) ||
    OTHER.test(passage.text.slice(figure.tail, figure.tail + 20)) ||
    /trong đó|gồm|trong số/iu.test(around)
  )
    return null;
  const sum = row.reduce((total, told) => total + exactOf(told.figure).n, 0n);
  decided(context);
  const gap = sum > stated ? sum - stated : stated - sum;
  // Kinds of what is counted do not make all of it alone: “01 nghị quyết, 03 quyết định; cả 03 văn bản”.
  const are_kinds =
    own.length === 2 && own.every((told) => told.figure.unit !== figure.unit) && own[0]?.figure.unit !== own[1]?.figure.unit;
  if (gap === 0n || gap > 2n || anySum(are_kinds ? [] : wider, stated)) return null;
  return {
    message: 'all',
    severity: gap === 1n ? 'error' : 'warning',
    at: spotOf(passage, figure),
    figures: [figure, ...row.map((told) => told.figure)],
    data: { stated: figure.raw, unit: passage.text.slice(figure.end, figure.tail).trim(), sum: String(sum) },
    expected: String(sum),
    related: row.map((told) => spotIn(passage, told.figure.start, told.figure.tail)),
    shares: [all.at, ...row.map((told) => told.at)],
  };
}

/** Whether some of the values make the number. */
const anySum = (values: readonly bigint[], number: bigint): boolean => {
  for (let bits = 1; bits < 1 << values.length; bits += 1) {
    let sum = 0n;
    for (const [i, value] of values.entries()) if (bits & (1 << i)) sum += value;
    if (sum === number) return true;
  }
  return false;
};
