// A class whose own limits are told, in any sentence of the paragraph, against the points that it is given for. R13.
import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isOwnScore } from './own-scores.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const CLASS_LIMITS_CUE = cueOf('điểm');

const CLASS =
  '(hoàn thành xuất sắc nhiệm vụ|hoàn thành tốt nhiệm vụ|hoàn thành nhiệm vụ|xuất sắc|rất tốt|tốt|khá|trung bình|yếu|kém|[A-D](?![\\p{L}\\d]))(?!\\p{L})';
const SAID = new RegExp(
  `(?<!\\p{L})(?:xếp|đạt|ở|thuộc|được|công nhận|tự xếp)\\s(?:vào\\s)?(?:loại|mức|hạng|nhóm|xếp loại)(?: là|:)?\\s${CLASS}`,
  'giu',
);
const NAMED = new RegExp(
  `(?:loại|mức|hạng|nhóm)\\s${CLASS}[^.;,\\d]{0,24}(?:(?:số|theo)\\s[^.;,]{0,40})?(?:là|:|đòi|cần|phải đạt|yêu cầu|quy định)?\\s?(?:từ|đạt từ|trên|≥)\\s?$`,
  'iu',
);
const FOLLOWS = new RegExp(
  `^\\s?(?:điểm)?\\s?(?:trở lên)?\\s?(?:thì\\s|mới\\s|là\\s|được\\s|đạt\\s|xếp\\s|thuộc\\s|đủ điều kiện\\s){1,5}(?:loại|mức|hạng|nhóm)\\s${CLASS}`,
  'iu',
);
const TO = /^\s?(?:điểm)?\s?(?:đến|tới|[-–])\s(?:dưới|<)?\s?$/iu;

type Limit = { name: string; low: Figure; high: Figure | null };

/** “Kết quả đạt 76,5 điểm, xếp loại Tốt. Theo quy định, loại Tốt từ 80 đến dưới 90 điểm”. */
export function* classLimits(context: Context, found: readonly Fault[]): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, CLASS_LIMITS_CUE)) {
    if (!/(?:loại|mức|hạng|nhóm)\s/iu.test(passage.text)) continue;
    if (found.some(({ at }) => at.location.offset >= passage.offset && at.location.offset < passage.offset + passage.text.length))
      continue;
    const limits = passage.figures.flatMap((figure, i) => limitOf(passage, figure, passage.figures[i + 1]));
    const [limit, more] = limits;
    if (!limit || more) continue;
    const said = matchesIn(passage.text, SAID).filter((m) => isClaim(passage, m, limit));
    const scores = passage.figures.filter(
      (f) => f !== limit.low && f !== limit.high && f.kind === 'count' && isScore(passage, f),
    );
    const [m, other] = said;
    const [score, another] = scores;
    if (!m || other || !score || another || (m[1] ?? '').toLowerCase() !== limit.name) continue;
    decided(context);
    const is_over = limit.high !== null && compare(exactOf(score), exactOf(limit.high)) >= 0;
    if (!is_over && compare(exactOf(score), exactOf(limit.low)) >= 0) continue;
    const target = is_over ? (limit.high as Figure) : limit.low;
    yield {
      message: is_over ? 'rank_over' : 'rank',
      at: spotIn(passage, m.index, m.index + m[0].length),
      figures: [score, target],
      data: { score: score.raw, target: target.raw },
      related: [spotOf(passage, score), spotOf(passage, target)],
      shares: [passage.offset + score.start, passage.offset + target.start],
    };
  }
}

function limitOf(passage: Passage, figure: Figure, next: Figure | undefined): Limit[] {
  const { text } = passage;
  if (figure.kind !== 'count' || (next && TO.test(text.slice(text.lastIndexOf(' ', figure.start - 2) + 1, figure.start))))
    return [];
  const high = next && TO.test(text.slice(figure.end, next.start)) ? next : null;
  if (!high && figure.bound !== 'at_least') return [];
  const tail = high ?? figure;
  const name =
    NAMED.exec(text.slice(Math.max(0, figure.start - 110), figure.start))?.[1] ?? FOLLOWS.exec(text.slice(tail.end))?.[1];
  return name ? [{ name: name.toLowerCase(), low: figure, high }] : [];
}

/** Not the words that set the limit, nor others that are counted. */
function isClaim({ text }: Passage, m: RegExpExecArray, { low, high }: Limit): boolean {
  const end = m.index + m[0].length;
  const sets =
    (low.start > end && low.start - end < 60 && !/[.;,]\s/u.test(text.slice(end, low.start))) ||
    (m.index > (high ?? low).end && m.index - (high ?? low).end < 40 && !/[.;,]\s/u.test(text.slice((high ?? low).end, m.index)));
  return (
    !sets &&
    !/(?:\d\s(?!điểm)|các\s|những\s|số\s|phấn đấu\s|nếu\s|để\s|mới\s)(?:\p{L}+\s){0,4}$/iu.test(
      text.slice(Math.max(0, m.index - 40), m.index),
    )
  );
}

function isScore(passage: Passage, figure: Figure): boolean {
  if (figure.bound !== 'exact' || passage.fractions.some(({ b }) => b.start === figure.start)) return false;
  const part = passage.fractions.find(({ a }) => a.start === figure.start);
  return (part?.unit ?? figure.unit) === 'điểm' && isOwnScore(passage.text, figure);
}
