import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';
import { digitsIn, sortedDigits } from './words.ts';

const PLACES_TWICE_CUE = cueOf('thứ');

// One thing told twice with two neighbouring digits changed places: no other relation is needed when the words around are the same.

type Mention = { passage: Passage; figure: Figure; digits: string };

const MOST = 3000;
const STOP = new Set(
  'đã được có là đạt và của trong tại theo với các số tổng tỷ lệ mới chỉ còn cho từ đến năm ngày tháng tính'.split(' '),
);

/** “đã cấp 31.207 tài khoản định danh …” and later “đã cấp 31.270 tài khoản định danh …”. R10. */
export function* toldTwice(context: Context): Generator<Fault> {
  const mentions: Mention[] = [];
  for (const passage of toldIn(context.document, 1)) {
    for (const figure of passage.figures) {
      if (figure.bound !== 'exact' || mentions.length >= MOST) continue;
      const length = digitsIn(figure.raw);
      if (figure.kind === 'count' ? length < 4 || figure.unit === '' : figure.decimals === 0 || length < 3) continue;
      mentions.push({ passage, figure, digits: figure.raw.replace(/\D/g, '') });
    }
  }
  const alike = Map.groupBy(mentions, ({ figure, digits }) => `${figure.kind} ${figure.unit} ${sortedDigits(digits)}`);
  for (const group of alike.values()) {
    const values = new Set(group.map(({ digits }) => digits));
    if (values.size !== 2) continue;
    const [first] = group as [Mention];
    const other = group.find(({ digits }) => digits !== first.digits);
    if (!other || other.passage === first.passage || !isSwap(first.digits, other.digits)) continue;
    const words = wordsOf(first);
    const of_other = wordsOf(other);
    const shared = [...words].filter((word) => of_other.has(word));
    const common = shared.length;
    const least = Math.min(words.size, of_other.size);
    if (common < 4 || (first.digits.length < 5 && common * 4 < least * 3) || isOfOther(first, other)) continue;
    decided(context);
    const percent = first.figure.kind === 'count' ? '' : '%';
    yield {
      message: 'count_differs',
      at: spotOf(other.passage, other.figure),
      figures: [first.figure, other.figure],
      data: {
        name: shared.join(' '),
        first: `${other.figure.raw}${percent}`,
        second: `${first.figure.raw}${percent}`,
      },
      related: [spotOf(first.passage, first.figure)],
      shares: [first, other].map(({ passage, figure }) => passage.offset + figure.start),
    };
  }
}

/** Words of the clause before a figure and of what it counts. */
function wordsOf({ passage: { text }, figure }: Mention): Set<string> {
  const before =
    text
      .slice(Math.max(0, figure.start - 70), figure.start)
      .split(/[;.:(]\s/u)
      .at(-1) ?? '';
  const after = figure.kind === 'count' ? (text.slice(figure.end, figure.end + 34).split(/[;.,():]|\svà\s/u)[0] ?? '') : '';
  return new Set(
    `${before} ${after}`
      .toLowerCase()
      .split(/[^\p{L}\d]+/u)
      .filter((word) => word.length > 1 && !STOP.has(word)),
  );
}

const PERIOD = /(?:tháng|quý|năm|kỳ)\s(?:[\dIVX]{1,4}|trước|đầu)(?:\/\d{4})?|cùng kỳ|cấp (?:tỉnh|huyện|xã)|lũy kế/giu;

/** Each names a period or level that the other does not. */
function isOfOther(a: Mention, b: Mention): boolean {
  const [x, y] = [a, b].map(
    ({ passage, figure }) =>
      new Set(
        passage.text
          .slice(Math.max(0, figure.start - 90), figure.start)
          .toLowerCase()
          .match(PERIOD) ?? [],
      ),
  ) as [Set<string>, Set<string>];
  return x.size > 0 && y.size > 0 && [...x].some((word) => !y.has(word)) && [...y].some((word) => !x.has(word));
}

function isSwap(a: string, b: string): boolean {
  const apart = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i = 0, k = 0] = apart;
  return a.length === b.length && apart.length === 2 && k === i + 1 && a[i] === b[k] && a[k] === b[i];
}

const PLACE = /(?<!\p{L})(?:đứng|xếp)\s(?:vị trí\s)?(?:hạng\s)?thứ\s(?:hạng\s)?(\d{1,3})\/(\d{1,3})/giu;

/** “80,7/100 điểm, … đứng thứ 3/8 xã” and later “Với 80,7 điểm, đứng thứ 4/8 xã”: one score has one place. R10. */
export function* placesTwice(context: Context): Generator<Fault> {
  const seen = new Map<string, { passage: Passage; place: string; start: number; end: number }>();
  for (const passage of namedIn(context.document, PLACES_TWICE_CUE)) {
    if (passage.is_footnote || !/thứ\s/iu.test(passage.text)) continue;
    for (const m of matchesIn(passage.text, PLACE)) {
      const score = passage.figures.findLast((f) => f.end <= m.index && m.index - f.end < 50 && f.decimals > 0);
      if (!score || /tăng|giảm|so với|[;.]\s/iu.test(passage.text.slice(score.tail, m.index))) continue;
      const key = `${score.raw} ${m[2]}`;
      const first = seen.get(key);
      const own = { passage, place: m[1] ?? '', start: m.index, end: m.index + m[0].length };
      if (!first) seen.set(key, own);
      if (!first || Number(first.place) === Number(own.place) || first.passage === passage) continue;
      decided(context);
      yield {
        message: 'count_differs',
        at: spotIn(passage, own.start, own.end),
        data: { name: `thứ hạng với ${score.raw} điểm`, first: own.place, second: first.place },
        related: [spotIn(first.passage, first.start, first.end)],
      };
    }
  }
}
