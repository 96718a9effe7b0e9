// A sentence that goes through one trait of what the sentence before counted: “… hiện có 297 người. Về trình độ chuyên môn: thạc sĩ 09 người, đại học 271 người,
// cao đẳng và trung cấp 17 người.”, “Có mặt 47, thiếu 05. Phân bổ: Văn phòng 12; Phòng Kinh tế 14; …”, “trễ hạn 167 hồ sơ … Hồ sơ trễ hạn thuộc lĩnh vực đất
// đai 142 hồ sơ, xây dựng 17 …”. R03.
//
// Nobody says that the row is whole, so only a row that reaches the bottom of its scale, shares out posts, has too many, or is mended by two digits that changed
// their places accuses; any figure of the sentences before that the row makes acquits.
import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp, sumOf } from './parts.ts';
import { add, compare, equal, printScaled, type Rational, subtract } from './rational.ts';
import { isSwapped } from './rests-ahead.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';
import { afterStop, stopsOf } from './stops.ts';
import { type Sentence, storyOf, type Told } from './story.ts';

const CUE = cueOf(
  'trình độ',
  'chuyên môn',
  'phân bổ',
  'phân theo',
  'chia theo',
  'cơ cấu',
  'bố trí',
  'hạn thuộc',
  'hạn ở',
  'độ tuổi',
  'về ',
);
const LEAD =
  /^\s*(?:(?:[Vv]ề|[Tt]heo|[Pp]hân(?: loại)? theo|[Cc]hia theo|[Xx]ét theo|[Cc]ơ cấu(?: theo)?)\s(?:(?:trình độ|chuyên môn|bằng cấp|độ tuổi|ngạch|học vấn|đào tạo)[^.;:()\d]{0,40}?)|[Tt]rình độ[^.;:()\d]{0,40}?|(?:[Đđ]ược )?(?:[Pp]hân bổ|[Bb]ố trí|[Cc]ơ cấu)(?: như sau| cụ thể| cho các \p{L}+| tại)?)(?::\s?|\s(?=(?:tiến sĩ|thạc sĩ|sau đại học|trên đại học|đại học)\s))/u;
const SHARED_OUT = /phân bổ|bố trí|cơ cấu|độ tuổi/iu;
const LATE =
  /^\s*(?:[Ss]ố )?(?:[Hh]ồ sơ|[Nn]hiệm vụ)\s((?:giải quyết |trả )?(?:quá hạn|trễ hạn|chậm))(?: này)?\s(?:thuộc|ở)(?: (?:các )?lĩnh vực)?(?::)?\s/u;
const OPEN = /chủ yếu|tập trung|nhiều nhất|tiêu biểu|một số|trong đó|nữ|đảng viên|v\.v|…|\.\.\.|đang học|bồi dưỡng|còn lại là/iu;
const BOTTOM =
  /trung cấp|sơ cấp|chưa qua|cao đẳng trở xuống|dưới đại học|khác|còn lại|trên \d\d tuổi|từ \d\d (?:tuổi )?trở lên/iu;
const BEHIND = /^[;,\s]*(?:tỷ lệ|tỉ lệ|người có|số có|đạt|chiếm|trong đó|riêng|bình quân|không còn)(?!\p{L})/iu;

/** Rows of one trait that miss what they are of. */
export function* traitRows(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, CUE)) {
    const sentences = storyOf(context.document)[passage.index] ?? [];
    for (const [k, sentence] of sentences.entries()) {
      if (k === 0 || sentence.told.length < 2) continue;
      const lead = LEAD.exec(sentence.text);
      const late = lead ? null : LATE.exec(sentence.text);
      const m = lead ?? late;
      if (!m || OPEN.test(m[0])) continue;
      const row = rowOf(passage, sentence, sentence.start + m[0].length);
      if (!row || row.parts.length < (late ? 2 : 3)) continue;
      const near = [sentences[k - 1], sentences[k - 2]].flatMap((s) => (s ? [...s.told, ...s.parts, ...s.bases] : []));
      decided(context);
      const fault = judge(passage, row, near, late?.[1]?.toLowerCase() ?? null, SHARED_OUT.test(m[0]));
      if (fault) yield fault;
    }
  }
}

type Row = { parts: Figure[]; said: string };

/** One figure for each piece between marks, to the end of the sentence or what is told of them all. */
function rowOf({ text, figures }: Passage, sentence: Sentence, from: number): Row | null {
  const parts: Figure[] = [];
  let at = from;
  const end = /[.?!]?\s*$/u.exec(sentence.text)?.index ?? sentence.text.length;
  const stop = sentence.start + end;
  for (const { start, end: to } of pieces(text, from, stop)) {
    const said = text.slice(start, to);
    if (parts.length > 1 && BEHIND.test(said)) break;
    const bare = said.replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length));
    const own = figures.filter((f) => f.start >= start && f.end <= to && bare[f.start - start] !== ' ');
    // “dưới 30 tuổi: 28 người”: the age is of the name.
    const counts = own.filter(
      (f) =>
        f.kind === 'count' && f.unit !== 'tuổi' && !/^\s?(?:tuổi|đến|[-–])/u.test(text.slice(f.end)) && !/tuổi/u.test(f.unit),
    );
    const [part] = counts;
    if (!part || counts.length > 1 || part.bound !== 'exact' || !/\p{L}/u.test(bare)) return null;
    if (own.length > counts.length && !/tuổi/u.test(bare)) return null;
    parts.push(part);
    at = to;
  }
  const said = text.slice(from, at);
  return OPEN.test(said) ? null : { parts, said };
}

/** Between commas, semicolons and the “và” that brings in the last. “Phòng Kinh tế, Hạ tầng 12”: without a figure the name goes on. */
function* pieces(text: string, from: number, end: number): Generator<{ start: number; end: number }> {
  let start = from;
  for (const stop of stopsOf(text, from, end)) {
    if (!(stop.mark === 'và' ? /\d\s?\p{L}*\)?$/u : /\d/u).test(text.slice(start, stop.at))) continue;
    yield { start, end: stop.at };
    start = afterStop(stop);
  }
  yield { start, end };
}

const PEOPLE = new Set(['', 'người', 'công_chức', 'viên_chức', 'cán_bộ', 'biên_chế', 'đồng_chí', 'chỉ_tiêu']);

function judge(
  passage: Passage,
  { parts, said }: Row,
  near: readonly Told[],
  state: string | null,
  is_shared: boolean,
): Fault | null {
  const sum = sumOf(parts);
  const [first] = parts;
  if (!first || near.some(({ figure }) => figure.scale !== first.scale && figure.unit === first.unit)) return null;
  const counts = near.filter(({ figure }) => figure.decimals === 0 && figure.scale === first.scale);
  if (counts.some(({ figure }) => addsUp(figure, parts)) || isOfTwo(counts, sum)) return null;
  const alike = counts.filter(
    ({ figure, before, after }) =>
      (state ? (before + after).toLowerCase().includes(state) : PEOPLE.has(figure.unit)) &&
      (figure.unit === first.unit ||
        figure.unit === '' ||
        first.unit === '' ||
        (PEOPLE.has(figure.unit) && PEOPLE.has(first.unit))),
  );
  if (!state && parts.some(({ unit }) => !PEOPLE.has(unit))) return null;
  const wholes = alike
    .filter(({ figure }) => isSlip('sum', [figure, ...parts]) && isWithin(exactOf(figure), sum))
    .toSorted((a, b) => compare(distance(a.figure, sum), distance(b.figure, sum)));
  const is_proved = (total: Figure): boolean =>
    compare(sum, exactOf(total)) > 0
      ? parts.every((part) => compare(exactOf(part), exactOf(total)) < 0)
      : is_shared || (!state && BOTTOM.test(said)) || isOfSwap(total, parts, sum);
  const whole = wholes.find(({ figure }) => is_proved(figure));
  return whole ? { ...partsFault(passage, whole.figure, parts, 'error'), message: 'listed', is_witnessed: true } : null;
}

const distance = (figure: Figure, sum: Rational): Rational => {
  const gap = subtract(exactOf(figure), sum);
  return gap.n < 0n ? { n: -gap.n, d: gap.d } : gap;
};

/** Off by less than a quarter. */
const isWithin = (a: Rational, b: Rational): boolean => {
  const [low, high] = compare(a, b) < 0 ? [a, b] : [b, a];
  return compare({ n: low.n * 4n, d: low.d }, { n: high.n * 3n, d: high.d }) >= 0;
};

const isOfTwo = (counts: readonly Told[], sum: Rational): boolean =>
  counts.some((a, i) =>
    counts.some(
      (b, k) =>
        i < k && (equal(add(exactOf(a.figure), exactOf(b.figure)), sum) || distance(a.figure, exactOf(b.figure)).n === sum.n),
    ),
  );

/** Two digits of one part that changed their places. */
const isOfSwap = (total: Figure, parts: readonly Figure[], sum: Rational): boolean =>
  parts.some((part) => {
    const right = add(exactOf(part), subtract(exactOf(total), sum));
    return right.n > 0n && isSwapped(printScaled(right, part.scale).padStart(part.raw.length, '0'), part.raw);
  });
