// Parts that no word announces as all, but that each thing can be only one of: what a review found of each (“rà soát 27 văn bản, kết quả có 21 văn bản còn hiệu
// lực, 02 văn bản …, 04 văn bản …”), and the places where each was printed (“64 tin, bài, trong đó Cổng thông tin 38 tin, bài; truyền thanh 26 tin, bài”).
// They make all or, of places, no more than all; one slip of the pen is asked for as the second witness. R03.
import { cueOf, toldWith } from './cues.ts';
import { faultOf } from './enumerations.ts';
import { exactOf } from './figure.ts';
import { addsUp, overlap, sumOf } from './parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';
import { type Sentence, storyOf, type Told } from './story.ts';
import { BOTH } from './sums-again.ts';

const PARTS_CUE = cueOf('kết quả', 'trong đó', 'gồm', 'cụ thể', 'qua đó');
const APART = /so với|cùng kỳ|tăng|giảm|bình quân|lượt|mỗi|chủ yếu|tiêu biểu|nổi bật|lũy kế|riêng|ngoài ra|kế hoạch|chỉ tiêu/iu;
const FOUND = /^[^.;()\d]{0,60}?,?\s?(?:kết quả|qua đó)(?: (?:có|như sau|cho thấy|cụ thể|là|cho thấy có))?\s?:?\s(?:có\s)?$/iu;
const OF_PLACES = /^[^.;()\d]{0,60}?,\s(?:trong đó|gồm|cụ thể)\s?:?\s(?:trên\s)?[^.;:()\d]{4,60}$/iu;
/** Whoever is counted, or a dossier, bears several of such names at once. */
const SEVERAL = new Set(['người', 'hồ_sơ', 'hộ', 'ý_kiến', 'lượt', '']);

/** Rows of one sentence. */
export function* partsByWords(context: Context): Generator<Fault> {
  const story = storyOf(context.document);
  for (const passage of toldWith(context.document, 3, PARTS_CUE)) {
    for (const sentence of story[passage.index] ?? [])
      for (const [i, total] of sentence.told.entries()) {
        const row = rowAfter(sentence, i);
        if (!row) continue;
        decided(context);
        const figures = row.map(({ figure }) => figure);
        if (addsUp(total.figure, figures) || !isSlip('sum', [total.figure, ...figures])) continue;
        yield { ...faultOf(total, row), is_witnessed: true };
      }
  }
}

const nounOf = ({ passage, figure }: Told): string =>
  /^\s(\p{L}+(?:,?\s\p{L}+)?)/u.exec(passage.text.slice(figure.end))?.[1]?.toLowerCase() ?? '';

/** The parts right behind a total, each with the word that it counts; null when the row is none. */
function rowAfter({ passage, told, start, end }: Sentence, i: number): Told[] | null {
  const { text } = passage;
  const total = told[i] as Told;
  const [first] = told.slice(i + 1);
  if (!first || total.depth > 0 || SEVERAL.has(total.figure.unit) || text.slice(start, total.figure.start).length > 160)
    return null;
  const lead = text.slice(total.figure.tail, first.figure.start);
  const is_found = FOUND.test(lead);
  if (!is_found && !OF_PLACES.test(lead)) return null;
  const noun = nounOf(total).split(/,?\s/u)[0] ?? '';
  const row: Told[] = [];
  let until = end;
  for (const [k, part] of told.entries()) {
    if (k <= i) continue;
    const between = text.slice(row.at(-1)?.figure.tail ?? total.figure.tail, part.figure.start);
    if (row.length > 0 && /[.:]\s|\(/u.test(between)) break;
    // “; tăng 12 tin, bài”, “; công bố danh mục 06 văn bản”: another clause, with a verb of its own.
    if (row.length > 0 && (APART.test(between) || (is_found && /;/u.test(between)))) {
      until = part.figure.start;
      break;
    }
    if (part.depth > 0 || nounOf(part).split(/,?\s/u)[0] !== noun) return null;
    row.push(part);
  }
  if (row.length < (is_found ? 3 : 2) || row.length > 7) return null;
  if (overlap(row.map(({ before, after }) => `${before} ${after}`)) || BOTH.test(text.slice(start, until))) return null;
  const sum = sumOf(row.map(({ figure }) => figure));
  if (is_found) return row.every(({ after, before }) => after !== '' && before.split(' ').length < 4) ? row : null;
  // Of places only too many are told: others may be left out. The name stands before its number, nothing behind it.
  const named = row.every(({ before, after }) => before.split(/\s+/u).length >= 3 && /^(?:,?\s?bài)?$/iu.test(after.trim()));
  return named && compare(sum, exactOf(total.figure)) > 0 ? row : null;
}
