// Words of one sentence that cannot both be true, whatever the figures of the rest of the report: the highest told twice with two figures, the least with more
// than half of all, one change that both rises and falls, “tăng … xuống còn”. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare, equal, HUNDRED } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const MOST_CUE = cueOf('nhất');
const WRONG_CUE = cueOf('tăng còn', 'tăng xuống', 'giảm lên');

/** `told`: figures that are spoken of already. */
export function* wordsAgainst(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, MOST_CUE))
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const fault of [...mostTwice(context, passage, sentence), ...leastOfAll(context, passage, sentence)])
        if (!fault.shares?.some((at) => told.has(at))) yield fault;
  for (const passage of toldWith(context.document, 2, WRONG_CUE))
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const fault of wrongWay(context, passage, sentence)) if (!fault.shares?.some((at) => told.has(at))) yield fault;
}

const MOST = /(?<!\p{L})(?:(cao|nhiều|lớn)|(thấp|ít|nhỏ))((?:\s\p{Ll}+){0,3}?)\snhất(?!\p{L}|\s(?:từ|trí|là\s\d|phải))/giu;
/** “là A (98,2 %)”, “là A với 412 hồ sơ”, “: A 412 hồ sơ”; behind a thing that is named, the figure itself. */
const TO_FIGURE =
  /^(?:\s(?:là|thuộc về|ở|tại))?\s[^.;:,()\d]{2,60}?(?:(?<=(?:tháng|quý|thôn|tổ|khu|ấp)\s)\d{1,2})?(?:\s\(|\s(?:với|đạt|có)\s)(?:\p{L}+\s){0,2}$/iu;
const JOINT = /^\)?[,;]?\s(?:(?:và|còn|song|nhưng|trong khi(?: đó)?|ngược lại)\s)?/iu;

type Mark = { is_high: boolean; figure: Figure; start: number; end: number };

/** “lĩnh vực cao nhất là A (93,75 %), cao nhất là B (80,63 %)”: one of them is the lowest. */
function* mostTwice(context: Context, passage: Passage, { start, end }: Stretch): Generator<Fault> {
  const { text, figures } = passage;
  const found = matchesIn(text.slice(start, end), MOST);
  if (found.length < 2) return;
  const marks = found.map((m): Mark | null => {
    const at = start + m.index;
    const from = at + m[0].length;
    const figure = figures.find((f) => f.start >= from && f.tail <= end);
    if (!figure) return null;
    const is_told = figure.bound === 'exact' && TO_FIGURE.test(text.slice(from, figure.start));
    if (!is_told && !isOfNamed(text, at, from, figure.start)) return null;
    return { is_high: Boolean(m[1]), figure, start: at, end: from };
  });
  for (const [i, b] of marks.entries()) {
    const a = marks[i - 1];
    if (!a || !b || a.is_high !== b.is_high || a.figure === b.figure) continue;
    if (a.figure.kind !== b.figure.kind || a.figure.unit !== b.figure.unit || a.figure.scale !== b.figure.scale) continue;
    if (text.slice(a.start, a.end).toLowerCase() !== text.slice(b.start, b.end).toLowerCase()) continue;
    // What the second is said of: nothing new, or the very words that stand before the first.
    const between = text.slice(a.figure.tail, b.start);
    const words = between.replace(JOINT, '').trim().toLowerCase();
    if (!JOINT.test(between) || !isSubject(text.slice(start, a.start), words)) continue;
    decided(context);
    if (equal(exactOf(a.figure), exactOf(b.figure))) continue;
    yield {
      message: 'most_twice',
      at: spotIn(passage, b.start, b.figure.tail),
      figures: [a.figure, b.figure],
      data: { word: text.slice(b.start, b.end), first: print(text, a.figure), second: print(text, b.figure) },
      related: [spotIn(passage, a.start, a.figure.tail)],
      shares: [a, b].map(({ figure }) => passage.offset + figure.start),
    };
    return;
  }
}

/** “hộ nhiều nhất 410 m²”: one of the things, not “mỗi hộ ít nhất”. */
const isOfNamed = (text: string, at: number, from: number, to: number): boolean =>
  text.slice(from, to) === ' ' &&
  /(?:^|[(,;]\s?)(?:hộ|đơn vị|xã|phường|thôn|huyện|trường|người|tháng|ngày|quý|tuần|vụ|lĩnh vực|nơi|dự án|công trình)\s$/iu.test(
    text.slice(Math.max(0, at - 14), at),
  );

const isSubject = (lead: string, words: string): boolean =>
  words === '' || ` ${lead.trim().toLowerCase()}`.endsWith(` ${words}`) || lead.trim().toLowerCase().endsWith(`(${words}`);

const LEAST =
  /(?<!\p{L})(ít)(?:\s\p{Ll}+){0,3}?\snhất(?!\p{L})((?:\s(?:là|ở|thuộc về|thuộc|tại|vẫn là)\s[^.;:,()\d]{2,50}?)?(?:,?\s\(?(?:với\s|có\s|chỉ\s)*\d[\d.,]*\s?[^.;:,()\d%]{0,24}?)?[,(]?\s?\(?)(?:chiếm|bằng|với)\s(?:tới\s|đến\s)?(?=\d)/giu;

/** “trễ ít nhất với 13 hồ sơ, chiếm 68,4 % tổng số trễ”: what is more than half of all is not the least. */
function* leastOfAll(context: Context, passage: Passage, { start, end }: Stretch): Generator<Fault> {
  for (const m of matchesIn(passage.text.slice(start, end), LEAST)) {
    const at = start + m.index;
    const figure = passage.figures.find((f) => f.start === at + m[0].length);
    if (figure?.kind !== 'percent' || figure.bound !== 'exact') continue;
    if (!/^\s(?:tổng\s)?số\s|^\stổng|^\s(?:của\s)?(?:toàn|cả)\s/iu.test(passage.text.slice(figure.tail))) continue;
    // A share of its own plan or of the period before is no share of all.
    if (
      /^[^.;,]{0,30}(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|năm trước|cùng kỳ|phải|được giao|tiếp nhận mới của)/iu.test(
        passage.text.slice(figure.tail),
      )
    )
      continue;
    // Its own amount leads to the share, or the whole is of what was told before: “ít dân nhất, chiếm 62 % tổng diện tích” is a share of something else.
    const whole = /^\s(?:của\s)?(?:tổng\s)?(?:số\s)?(\p{L}+\s\p{L}+)/u.exec(passage.text.slice(figure.tail))?.[1] ?? '';
    const lead = passage.text.slice(start, at + m[0].length);
    if (!/\d/.test(m[0]) && !lead.toLowerCase().includes(whole.toLowerCase())) continue;
    decided(context);
    const value = exactOf(figure);
    if (compare(value, { n: 50n, d: 1n }) <= 0 || compare(value, HUNDRED) >= 0) continue;
    const word = passage.text.slice(at, at + m[0].indexOf('nhất') + 4);
    yield {
      message: 'least_of_all',
      at: spotIn(passage, at, figure.tail),
      figures: [figure],
      data: { word, share: print(passage.text, figure) },
      expected: 'nhiều nhất',
      shares: [passage.offset + figure.start],
    };
  }
}

const WRONG = /(?<!\p{L})(?:(tăng)\s(?:(?:xuống\s)?còn|xuống)|(giảm)\s(?:lên))(?:\s(?:đến|tới|mức|là|thành))?\s(?=\d)/giu;

/** “từ 1.214 tăng còn 1.068 đơn vị”: the way that the two figures go is not that of the first word. */
function* wrongWay(context: Context, passage: Passage, { start, end }: Stretch): Generator<Fault> {
  const { text, figures } = passage;
  for (const m of matchesIn(text.slice(start, end), WRONG)) {
    const at = start + m.index;
    if (/(?:tốc độ|mức(?: độ)?|đà|tỷ lệ|tỉ lệ|độ|số)\s$/iu.test(text.slice(Math.max(start, at - 12), at))) continue;
    const now = figures.find((f) => f.start === at + m[0].length);
    const then =
      now &&
      figures.findLast(
        (f) => f.start >= start && f.tail <= at && f.kind === now.kind && f.scale === now.scale && !inBracket(text, start, f),
      );
    if (!now || !then || ![now.unit, ''].includes(then.unit)) continue;
    decided(context);
    const order = compare(exactOf(now), exactOf(then));
    if (order === 0 || order > 0 === Boolean(m[1])) continue;
    yield {
      message: 'direction',
      at: spotIn(passage, at, now.tail),
      figures: [now, then],
      data: { word: m[1] ?? m[2] ?? '', now: now.raw, before: then.raw, actual: m[1] ? 'giảm' : 'tăng' },
      expected: m[1] ? 'giảm' : 'tăng',
      related: [spotOf(passage, then)],
      shares: [now, then].map((f) => passage.offset + f.start),
    };
  }
}

const inBracket = (text: string, from: number, { start }: Figure): boolean =>
  text.slice(from, start).split('(').length > text.slice(from, start).split(')').length;

const print = (text: string, { start, tail }: Figure): string => text.slice(start, tail).trim();
