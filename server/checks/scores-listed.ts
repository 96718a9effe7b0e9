import { cueOf, toldWith } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const SCORES_LISTED_CUE = cueOf('điểm');

type Score = { passage: Passage; figure: Figure; maximum: Figure | null; start: number; tail: number };

const OPENS =
  /(?:cụ thể|như sau|trong đó|gồm|từng (?:lĩnh vực|nhóm|tiêu chí)|chi tiết|theo (?:các )?nhóm)[^.;\d]{0,60}[:.]\s*$/iu;
const LEAST = 3;

/** The score of a whole and those of its groups: items of the list that it announces, or told after it in one sentence. R20. */
export function* scoresListed(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, SCORES_LISTED_CUE)) {
    if (!passage.text.includes('điểm')) continue;
    const found = inItems(context.document, passage) ?? inSentence(passage);
    if (!found) continue;
    const { whole, parts } = found;
    const sum = total(parts.map(({ figure }) => figure));
    if (compare(absolute(subtract(sum, exactOf(whole.figure))), exactOf(whole.figure)) > 0) continue;
    decided(context);
    if (equal(sum, exactOf(whole.figure))) continue;
    const maxima = parts.flatMap(({ maximum }) => maximum ?? []);
    // The maxima add up: these are all groups. Without them a list may be a choice.
    const is_whole = whole.maximum !== null && maxima.length === parts.length && equal(total(maxima), exactOf(whole.maximum));
    const gap = absolute(subtract(sum, exactOf(whole.figure)));
    const is_near = compare({ n: gap.n * 10n, d: gap.d }, exactOf(whole.figure)) <= 0;
    if (!is_whole && !is_near) continue;
    yield {
      message: 'total',
      severity: is_whole || found.is_announced ? 'error' : 'warning',
      at: spotIn(whole.passage, whole.start, whole.tail),
      figures: [whole.figure, ...parts.map(({ figure }) => figure)],
      data: {
        total: whole.figure.raw,
        parts: parts.map(({ figure }) => figure.raw).join(' + '),
        sum: printExact(sum),
        gap: printExact(gap),
      },
      expected: printExact(sum),
      related: parts.map((part) => spotIn(part.passage, part.start, part.tail)),
      root: `score ${whole.passage.offset + whole.start}`,
      shares: [whole.passage.offset + whole.figure.start],
    };
  }
}

const total = (figures: readonly Figure[]): Rational => figures.reduce((so_far, f) => add(so_far, exactOf(f)), ZERO);

const asScore = (passage: Passage, { a, b, start, tail }: Fraction): Score => ({ passage, figure: a, maximum: b, start, tail });

/** Scores of a stretch: fractions of points, else bare points. */
function scoresIn(passage: Passage, from = 0, to = Number.POSITIVE_INFINITY): Score[] {
  const fractions = passage.fractions.filter((f) => f.unit === 'điểm' && f.start >= from && f.tail <= to);
  if (fractions.length > 0) return fractions.map((f) => asScore(passage, f));
  return passage.figures
    .filter((f) => f.kind === 'count' && f.unit === 'điểm' && f.bound === 'exact' && f.start >= from && f.end <= to)
    .map((figure) => ({ passage, figure, maximum: null, start: figure.start, tail: figure.tail }));
}

const IS_CHANGE = /(?:tăng|giảm|trừ|mất|thiếu|chưa đạt|không đạt|so với|hơn|năm \d{4})[^;:]{0,20}$/iu;

type Found = { whole: Score; parts: Score[]; is_announced: boolean };

function inItems(document: Document, passage: Passage): Found | null {
  if (!OPENS.test(passage.text)) return null;
  const [whole] = scoresIn(passage).filter(({ start }) => !IS_CHANGE.test(passage.text.slice(0, start)));
  if (!whole) return null;
  const parts: Score[] = [];
  const first = document.passages[passage.index + 1]?.label;
  for (const item of document.passages.slice(passage.index + 1, passage.index + 26)) {
    if (!first || item.label?.style !== first.style || item.is_footnote) break;
    const [score, more] = scoresIn(item);
    if (!score || (more && score.maximum !== null && more.maximum !== null && !/mất|trừ|thiếu|chưa/iu.test(item.text)))
      return null;
    if (IS_CHANGE.test(item.text.slice(item.label.body, score.start))) return null;
    parts.push(score);
  }
  if (parts.length < LEAST || parts.some(({ maximum }) => (maximum === null) !== (parts[0]?.maximum === null))) return null;
  return { whole, parts, is_announced: true };
}

/** “đạt 84,6 điểm, gồm: công khai 16,5 điểm; tiến độ 18,9 điểm; …”. */
function inSentence(passage: Passage): Found | null {
  const m = /điểm[^.;:\d]{0,40}[,;]?\s(?:bao gồm|gồm|trong đó|cụ thể)[^.;:\d]{0,40}:?\s/iu.exec(passage.text);
  if (!m) return null;
  const opens = m.index + m[0].length;
  const stop = /\.(?=\s|$)/u.exec(passage.text.slice(opens));
  const [whole] = scoresIn(passage, 0, m.index + 4).slice(-1);
  const until = stop ? opens + stop.index : passage.text.length;
  const parts = scoresIn(passage, opens, until);
  if (!whole || parts.length < LEAST || parts.some((part) => IS_CHANGE.test(passage.text.slice(opens, part.start)))) return null;
  if (parts.length !== passage.text.slice(opens, until).split(/;\s|,\s(?=\p{L})/u).length && parts.length < 4) return null;
  if (IS_CHANGE.test(passage.text.slice(Math.max(0, whole.start - 30), whole.start))) return null;
  return { whole, parts, is_announced: /gồm|cụ thể/iu.test(m[0]) };
}
