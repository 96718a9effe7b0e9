import { segmentsOf } from './document.ts';
import { exactOf } from './figure.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';
import { verdictFault } from './verdict-fault.ts';

const JUDGED =
  /^\s*(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|quy định)[^.;%\d]{0,40}(?:(?:quý|năm|tháng)\s[IVX\d/]+[^.;%\d]{0,20})?\s(?:là|tối thiểu|ít nhất|từ|đạt từ)\s[\d.,]+\s?%(?:\s(?:trở lên|năm \d{4}))?[,;:]?\s(?:(?:như vậy|do đó|vì vậy|do vậy|nên|theo đó|vậy),?\s)?(?:\p{L}+\s){0,3}?(chưa đạt|không đạt|đã đạt|đạt và vượt|đạt|vượt|hoàn thành|chưa hoàn thành)(?=\s*(?:[.;,)]|$|chỉ tiêu|kế hoạch|mục tiêu|yêu cầu))/iu;

/** “6.140/8.936 hồ sơ, tỷ lệ 68,71 %. Chỉ tiêu tỉnh giao là 65 %, như vậy huyện chưa đạt”: the verdict of the only share the sentence before tells. R13. */
export function* verdictsNext(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length === 0) continue;
    const sentences = segmentsOf(passage.text, '.');
    for (const [i, sentence] of sentences.entries()) {
      const m = JUDGED.exec(passage.text.slice(sentence.start, sentence.end));
      const before = sentences[i - 1];
      if (!m || !before) continue;
      const within = passage.figures.filter((f) => f.kind === 'percent' && f.start >= sentence.start && f.end <= sentence.end);
      const [target, other] = within;
      const [share, more] = passage.fractions.filter((f) => f.a.start >= before.start && f.tail <= before.end);
      const result = share && passage.figures.find((f) => f.kind === 'percent' && f.start >= share.tail && f.end <= before.end);
      if (!target || other || !share || more || result?.bound !== 'exact') continue;
      const glue = passage.text.slice(share.tail, result.start);
      if (!/^[^.;:%\d]{0,60}(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng|\()\s?(?:tỷ lệ\s|là\s)?$/iu.test(glue)) continue;
      decided(context);
      const verdict = m[1] ?? '';
      const is_met = compare(exactOf(result), exactOf(target)) >= 0;
      if (is_met !== /chưa|không/iu.test(verdict)) continue;
      const at = sentence.start + m.index + m[0].length - verdict.length;
      yield verdictFault(
        passage,
        { result, target },
        { said: verdict, start: at, end: at + verdict.length },
        is_met ? 'met' : 'not_met',
      );
    }
  }
}
