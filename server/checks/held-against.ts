// A rate, then the level it is held against and what that comes to: “… đạt 94,20%. Đối chiếu với mức 95% tỉnh giao, chỉ tiêu này đã đạt”. R13.
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';
import { verdictFault } from './verdict-fault.ts';

const LEVEL =
  /(?<!\p{L})(?:đối chiếu|so(?: sánh)?|căn cứ)\s(?:với|vào)\s(?:[^.;%\d]{0,30}\s)?(?:mức|mốc|yêu cầu|chỉ tiêu|mục tiêu|tiến độ|ngưỡng|quy định|định mức|kế hoạch)(?!\p{L})[^.;%]{0,60}$/iu;
/** What was, and the level of a whole year, of which half is half. */
const OTHERWISE = /cùng kỳ|năm trước|kỳ trước|năm ngoái|bình quân|trung bình|(?:kế hoạch|chỉ tiêu|mục tiêu) (?:cả )?năm(?! \d)/iu;
const LESS_IS_BETTER = /quá hạn|trễ|chậm|tối đa|không quá|dưới|sai sót|vi phạm|hộ nghèo|tồn đọng|giảm|cắt giảm|nợ/iu;
const VERDICT =
  /(?<!\p{L})(?<!(?:phải|cần|để|sẽ|nhằm|sớm|tiếp tục|phấn đấu)\s)(?:(chưa|không)\s(?:đạt|hoàn thành|bảo đảm|đảm bảo|đáp ứng)|đã đạt|đạt và vượt|đạt|đã hoàn thành|hoàn thành|đã vượt|vượt|đáp ứng)(?!\p{L})/giu;
/** Behind the verdict nothing more is told than of what it is one. */
const ENDS = /^[^.;,\d%]{0,40}(?=[.;,)]|$)/u;
const MOST_AWAY = 120;

/** Verdicts of the only rate that the sentence of the level, or the one before it, tells as result. */
export function* heldAgainst(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (!passage.text.includes('%') || !/đối chiếu|căn cứ|so (?:với|sánh)/iu.test(passage.text)) continue;
    const sentences = segmentsOf(passage.text, '.');
    for (const target of passage.figures) {
      if (target.kind !== 'percent' || target.bound === 'at_most' || target.bound === 'under') continue;
      const place = sentences.findIndex(({ start, end }) => start <= target.start && target.start < end);
      const sentence = sentences[place];
      const lead = sentence && LEVEL.exec(passage.text.slice(sentence.start, target.start));
      if (!lead || OTHERWISE.test(lead[0])) continue;
      const opens = sentence.start + lead.index;
      const verdict = verdictBehind(passage, sentence, target);
      const result = verdict && resultBefore(passage, sentences.slice(Math.max(0, place - 1), place + 1), opens);
      if (!result || LESS_IS_BETTER.test(passage.text.slice(result.from, target.tail))) continue;
      decided(context);
      const order = compare(exactOf(result.figure), exactOf(target));
      if (verdict.is_bad ? order <= 0 : order >= 0) continue;
      yield verdictFault(passage, { result: result.figure, target }, verdict, verdict.is_bad ? 'met' : 'not_met');
    }
  }
}

/** The last verdict of the sentence behind its level; none where it speaks both ways or tells another figure. */
function verdictBehind({ text }: Passage, sentence: Stretch, target: Figure) {
  const rest = text.slice(target.tail, Math.min(sentence.end, target.tail + MOST_AWAY));
  const verdicts = matchesIn(rest, VERDICT);
  const last = verdicts.at(-1);
  if (!last || /%|điểm/u.test(rest.slice(0, last.index))) return null;
  const is_bad = last[1] !== undefined;
  if (verdicts.some((one) => (one[1] !== undefined) !== is_bad)) return null;
  if (!ENDS.test(rest.slice(last.index + last[0].length))) return null;
  const start = target.tail + last.index;
  return { said: last[0], start, end: start + last[0].length, is_bad };
}

/** The only rate before the level that is told as what it came to. */
function resultBefore(passage: Passage, sentences: readonly Stretch[], opens: number): { figure: Figure; from: number } | null {
  for (const { start, end } of sentences.toReversed()) {
    const told = passage.figures.filter(
      (f) => f.kind === 'percent' && f.start >= start && f.tail <= Math.min(end, opens) && !isOfThen(passage, f, start),
    );
    const [figure, more] = told;
    if (more || (figure && figure.bound !== 'exact')) return null;
    if (figure) return { figure, from: start };
  }
  return null;
}

/** “cao hơn cùng kỳ năm trước (54,27%)”. */
const isOfThen = ({ text }: Passage, figure: Figure, from: number): boolean =>
  /(?:cùng kỳ|năm trước|kỳ trước|so với)[^;%]{0,40}$/iu.test(text.slice(from, figure.start));
