// Reasons that share out what they are the reasons of: “21 hồ sơ quá hạn …; nguyên nhân chủ quan 08 hồ sơ, do hệ thống đồng bộ lỗi 18 hồ sơ”. Each dossier has one, so
// that they are no more than all; the subjective and the objective ones, or the others and those left, are all of them. R03.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { faultOf } from './enumerations.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf } from './parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';

const REASONS_CUE = cueOf('do ', 'nguyên nhân', 'vì ', 'lỗi');
const REASON =
  /^[\s,;:.]*(?:(?:và|còn|trong đó|gồm|có|cụ thể)\s){0,2}(?:(?:do|vì|bởi)\s(?!đó)|(?:nguyên nhân|lý do)\s(?:chủ quan|khách quan|do)|lỗi\s)[^.;:,()\d]{0,90}$/iu;
/** “08 hồ sơ do nguyên nhân chủ quan”: the reason behind its count. */
const BEHIND = /^\s(?:là\s)?(?:do|vì|bởi)\s(?!đó)[^.;:,()\d]{3,90}(?=[,;.]|\svà\s\d|$)/iu;
const ALL_OF = /chủ quan(?:.|\n)*khách quan|khách quan(?:.|\n)*chủ quan|còn lại|khác\s/iu;
const APART = /so với|cùng kỳ|năm trước|lượt|có thể|đồng thời|vừa/iu;

/** What so many reasons make against the one figure before them that they are the reasons of. */
export function* reasonsTold(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, REASONS_CUE)) {
    const sentences = segmentsOf(passage.text, '.?!');
    for (const [i, sentence] of sentences.entries()) {
      const own = countsIn(passage, sentence);
      const parts = reasonsIn(passage, own, sentence.end);
      if (parts.length < 2 || APART.test(passage.text.slice(sentence.start, sentence.end))) continue;
      const [first] = parts as [Figure];
      const near = own.filter((f) => f.end < first.start && isAlike(f, first) && isWhole(passage.text, sentence.start, f));
      const before = i > 0 && near.length === 0 ? countsIn(passage, sentences[i - 1] as { start: number; end: number }) : [];
      const totals = [...near, ...before.filter((f) => isAlike(f, first) && isWhole(passage.text, 0, f))];
      const [total] = totals;
      if (!total || new Set(totals.map((f) => String(exactOf(f).n))).size !== 1) continue;
      if ([total, ...parts].some((f) => told.has(passage.offset + f.start))) continue;
      decided(context);
      if (addsUp(total, parts)) continue;
      const is_over = compare(sumOf(parts), exactOf(total)) > 0;
      const said = passage.text.slice(first.start - 60 < sentence.start ? sentence.start : first.start - 60, sentence.end);
      if (!is_over && !ALL_OF.test(said)) continue;
      if (!isSlip('sum', [total, ...parts])) continue;
      for (const f of [total, ...parts]) told.add(passage.offset + f.start);
      yield {
        ...faultOf(
          { passage, figure: total },
          parts.map((figure) => ({ passage, figure })),
        ),
        is_witnessed: true,
      };
    }
  }
}

/** “Về nguyên nhân, 06 hồ sơ phải xác minh nguồn gốc đất, 04 hồ sơ do …”: the first is a part, too; “giảm 06 hồ sơ” is a change. */
const isWhole = (text: string, from: number, { start, tail }: Figure): boolean =>
  !/(?:nguyên nhân|lý do)[^.;]*$|(?:tăng|giảm|thêm|bớt|hơn|kém)(?: thêm| đi)?\s$/iu.test(
    text.slice(Math.max(from, start - 60), start),
  ) && !/^\s(?:phải|cần|chờ|đang|thuộc|liên quan)(?!\p{L})/iu.test(text.slice(tail, tail + 20));

const countsIn = ({ figures, fractions }: Passage, { start, end }: { start: number; end: number }): Figure[] =>
  figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.scale === 1n &&
      f.start >= start &&
      f.end <= end &&
      !fractions.some(({ a, b }) => a.start === f.start || b.start === f.start),
  );

const isAlike = (a: Figure, b: Figure): boolean => a.unit === b.unit && a.unit !== '' && !a.unit.startsWith('~');

/** The last counts of a sentence, each with its reason before it, or each with it behind. */
function reasonsIn({ text }: Passage, own: readonly Figure[], end: number): Figure[] {
  const before: Figure[] = [];
  const behind: Figure[] = [];
  for (const [i, f] of own.entries()) {
    const from = own[i - 1]?.tail ?? f.start - 110;
    const lead = text.slice(Math.max(0, from), f.start);
    const cut = lead.search(/[,;:.][^,;:.]*$/u);
    const gap = cut < 0 ? lead : lead.slice(cut);
    const is_next = before.length === 0 || lead === gap || /^[\s]*(?:\([^()]*\))?[\s,;]*$/u.test(lead.slice(0, cut));
    if (is_next && REASON.test(gap)) before.push(f);
    else if (before.length > 0) return [];
    if (BEHIND.test(text.slice(f.tail, Math.min(end, f.tail + 110)))) behind.push(f);
    else if (behind.length > 0) return [];
  }
  const found = before.length >= 2 ? before : behind;
  const [first] = found;
  return first && found.every((f) => isAlike(f, first)) ? found : [];
}
