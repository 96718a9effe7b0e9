import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { matchesIn } from './matches.ts';
import { add, compare, equal, type Rational, subtract } from './rational.ts';
import { type Context, type Fault, spotOf } from './rule.ts';
import { plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { placesTwice, toldTwice } from './told-twice.ts';
import { digitsIn, digitsOf, lettersOf, sortedDigits } from './words.ts';

/** A figure with the words that name it, read when first asked for. */
type Named = {
  figure: Figure;
  passage: Passage;
  sentence: Sentence;
  /** A count; null for a rate, which has no words after it. */
  told: Told | null;
  /** Number of its sentence in the report. */
  order: number;
  key: Key;
  digits: string;
  words: Set<string> | null;
};

type Key = number | bigint | string;

const STOP = new Set(
  'tỷ tỉ lệ đạt là chiếm của các số tổng được đã và với trên tại trong theo có cho kết quả việc năm từ đến mới chỉ ước thực hiện này đó như vậy còn lại những một hai về do bởi khi sau hơn cao thấp tuy nhưng vẫn nên thì mà ở ra vào cũng đều bằng so cụ thể bao gồm toàn chung lên tới nhất'.split(
    ' ',
  ),
);
const APART =
  /so với|cùng kỳ|năm trước|quý trước|tháng trước|kế hoạch|chỉ tiêu|mục tiêu|dự kiến|phấn đấu|tối thiểu|quy định|yêu cầu|tăng|giảm|hơn|vượt|bình quân|trung bình|giai đoạn|lũy kế|thêm|riêng|mỗi|dưới|năm 20\d\d|tháng \d/iu;
/** Sections that say again what others told. */
const AGAIN = /tồn tại|hạn chế|khó khăn|đánh giá|nhận xét|kết luận|tổng hợp|ưu điểm|kết quả nổi bật|khái quát|tóm tắt/iu;

/** Computed when first asked. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function contentOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const word of lettersOf(text)) if (word.length > 1 && !STOP.has(word)) words.add(word);
  return words;
}

const REASON = /(?:^|\s)(?:do|vì|bởi|tập trung|chủ yếu|nhất là|thuộc)(?=\s)/iu;

function wordsOf(named: Named): Set<string> {
  named.words ??= contentOf(namesOf(named));
  return named.words;
}

function namesOf({ passage, figure, sentence, told }: Named): string {
  const { text } = passage;
  if (!told) return clauseOf(text.slice(Math.max(sentence.start, figure.start - 110), figure.start), passage);
  const reason = told.after.search(REASON);
  return `${told.before} ${reason < 0 ? told.after : told.after.slice(0, reason)} ${text.slice(figure.end, figure.tail)}`;
}

const titles = new WeakMap<Passage['section'], string>();

function titlesOf({ section }: Passage): string {
  let found = titles.get(section);
  if (found === undefined) {
    const all: string[] = [];
    for (let s: Passage['section'] | null = section; s?.parent; s = s.parent) all.push(s.title.slice(0, 120));
    found = all.join(' ');
    titles.set(section, found);
  }
  return found;
}

const known = new WeakMap<Passage, boolean>();

function again(passage: Passage): boolean {
  let is = known.get(passage);
  if (is === undefined) {
    is = AGAIN.test(titlesOf(passage)) || /^\s*(?:như vậy|tóm lại|nhìn chung|tổng hợp lại)/iu.test(passage.text);
    known.set(passage, is);
  }
  return is;
}

/**
 * A figure that a section of assessment, or a sentence that sums up, says again: it stands nowhere else, while one that is called the same and is
 * one misprint away does.
 */
export function* repeatsFar(context: Context): Generator<Fault> {
  const { document } = context;
  const counts: Named[] = [];
  const rates: Named[] = [];
  let order = 0;
  for (const sentences of storyOf(document)) {
    if (sentences[0]?.passage.figures.length === 0) {
      order += sentences.length;
      continue;
    }
    for (const sentence of sentences) {
      order += 1;
      if (sentence.passage.is_footnote) continue;
      for (const told of sentence.told) counts.push(namedOf(told.figure, sentence, told, order));
      for (const told of sentence.parts) counts.push(namedOf(told.figure, sentence, told, order));
      for (const figure of sentence.passage.figures)
        if (
          figure.kind === 'percent' &&
          figure.bound === 'exact' &&
          figure.start >= sentence.start &&
          figure.start < sentence.end
        )
          rates.push(namedOf(figure, sentence, null, order));
    }
  }
  yield* toldTwice(context);
  yield* placesTwice(context);
  if (counts.length > 4000 || rates.length > 2000) return;
  const shown = shownIn(document);
  const rests = once(() => restsOf(document));
  yield* saidAgain(context, counts, { shown, rests }, 'count_differs');
  yield* saidAgain(context, rates, { shown, rests }, 'two_for_one');
}

const namedOf = (figure: Figure, sentence: Sentence, told: Told | null, order: number): Named => ({
  figure,
  passage: sentence.passage,
  sentence,
  told,
  order,
  key: keyOf(figure),
  digits: digitsOf(figure.raw).padStart(2, '0'),
  words: null,
});

/** What fractions leave over. */
const restsOf = ({ passages }: Document): Set<string> =>
  new Set(passages.flatMap(({ fractions }) => fractions.map(({ a, b }) => reduced(subtract(exactOf(b), exactOf(a))))));

/** Values of the cells of tables. */
function shownIn(document: Document): Set<Key> {
  const keys = new Set<Key>();
  for (const grid of gridsOf(document).slice(0, 60))
    for (const row of grid.rows.slice(0, 200)) for (const entry of row.figures) if (entry) keys.add(keyOf(entry.figure));
  return keys;
}

/** “…; tỷ lệ hồ sơ trực tuyến đạt” in an assessment: what stands before the semicolon names another figure. */
const clauseOf = (text: string, passage: Passage): string =>
  again(passage) && /;\s[^;]*\p{L}{2}\s[^;]*\p{L}{2}\s/u.test(text) ? (text.split(/;\s/u).at(-1) ?? text) : text;

type Elsewhere = { shown: ReadonlySet<Key>; rests: () => ReadonlySet<string> };

function* saidAgain(context: Context, all: readonly Named[], elsewhere: Elsewhere, message: string): Generator<Fault> {
  const near = once(() => misprintsOf(all));
  const told = Map.groupBy(all, ({ key }) => key);
  const by_passage = once(() => Map.groupBy(all, ({ passage }) => passage));
  for (const second of all) {
    const { figure } = second;
    if (figure.kind === 'count' ? plainUnit(figure) === '' || figure.unit === 'điểm' : figure.decimals === 0) continue;
    if (digitsIn(figure.raw) < 2 || elsewhere.shown.has(second.key)) continue;
    const same = told.get(second.key) as Named[];
    if (same.length > 1 && same.some((other) => other !== second && isSameKind(other.figure, figure))) continue;
    if (isOfOther(second)) continue;
    const recalls = isRecalled(second);
    if (!recalls && (second.passage.section.is_plan || wordsOf(second).size < 4)) continue;
    const first = near()(second, (other) => isSaidFirst(other, second, recalls));
    // Told in one place only, it says nothing again.
    if (!first) continue;
    context.count('seen');
    if (figure.kind === 'count' && isReckoned(second, by_passage())) continue;
    // “18/30 đơn vị”, then “12 đơn vị còn lại”.
    if (elsewhere.rests().has(reduced(exactOf(figure)))) continue;
    context.count('bound');
    context.count('checked');
    const [at, there] = [spotOf(second.passage, figure), spotOf(first.passage, first.figure)];
    yield {
      message,
      at,
      figures: [first.figure, figure],
      data: { name: [...wordsOf(second)].slice(0, 6).join(' ') || 'này', first: at.quote, second: there.quote },
      expected: first.figure.raw,
      related: [there],
      shares: [at.location.offset, there.location.offset],
    };
  }
}

const isRecalled = (second: Named): boolean =>
  second.passage.section.is_plan ? REMAINS.test(aroundOf(second)) : again(second.passage);

/** A target, a change, another period. */
function isOfOther({ passage: { text }, figure }: Named): boolean {
  // “Chỉ tiêu thanh toán trực tuyến chỉ đạt 46,8 %”: what came of the target.
  const lead = text
    .slice(Math.max(0, figure.start - 45), figure.start)
    .replace(/chỉ tiêu(?=[^.;,()\d]{3,40}\s(?:chỉ|mới)\sđạt\s*$)/iu, '');
  return APART.test(lead) || /^\s*(?:trở lên|điểm phần trăm)/iu.test(text.slice(figure.tail));
}

const isSaidFirst = (other: Named, second: Named, recalls: boolean): boolean =>
  other.order < second.order &&
  other.passage !== second.passage &&
  // Within one section both are told, neither is told again.
  other.passage.section !== second.passage.section &&
  !other.passage.section.is_plan &&
  (recalls ? !second.passage.section.is_plan || REMAINS.test(aroundOf(other)) : isSameName(second, other)) &&
  isAlike(second, other) &&
  isOneScope(second, other) &&
  !APART.test(other.passage.text.slice(Math.max(0, other.figure.start - 30), other.figure.start));

const isSameKind = (other: Figure, figure: Figure): boolean =>
  figure.kind !== 'count' || sameUnit(other, figure) || other.unit === '';

/** A number where one will do: a map finds it sooner. */
function keyOf(figure: Figure): Key {
  const { n, d } = exactOf(figure);
  if (d !== 1n) return `${n}/${d}`;
  return n <= Number.MAX_SAFE_INTEGER ? Number(n) : n;
}

/** The same for equal values, however they were reckoned. */
function reduced({ n, d }: Rational): string {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? '0' : `${n / a}/${d / a}`;
}

type Near = (second: Named, is: (other: Named) => boolean) => Named | null;

/** Figures by what their digits become when one is struck out, or when all are sorted: only these can be misprints of each other. The first that is so. */
function misprintsOf(all: readonly Named[]): Near {
  // By shape first: the numbers in it are small enough to be found without a box around them.
  const shapes = new Map<number, Map<number | string, Named[]>>();
  for (const named of all)
    for (let i = 0; i <= named.digits.length; i += 1) {
      const shape = shapeOf(named, i);
      const index = shapes.get(shape) ?? new Map<number | string, Named[]>();
      if (index.size === 0) shapes.set(shape, index);
      const key = keyAt(named.digits, i);
      const list = index.get(key);
      if (!list) index.set(key, [named]);
      else if (list.length < MOST_ALIKE) list.push(named);
    }
  return (second, is) => {
    for (let i = 0; i <= second.digits.length; i += 1)
      for (const other of shapes.get(shapeOf(second, i))?.get(keyAt(second.digits, i)) ?? [])
        if (areMisprints(other.digits, second.digits) && isSameKindOf(other.figure, second.figure) && is(other)) return other;
    return null;
  };
}

/** Kind, how many digits, and which of them is struck out; none: sorted. */
const shapeOf = ({ figure, digits }: Named, i: number): number =>
  ((figure.kind === 'count' ? 0 : figure.decimals + 1) * 100 + digits.length) * 100 + i;

/** Digits that a small number holds. */
const MOST_DIGITS = 9;

/** The digits with a nought for the one struck out; sorted behind the last. */
function keyAt(digits: string, i: number): number | string {
  if (i === digits.length) return digits.length > MOST_DIGITS ? sortedDigits(digits) : Number(sortedDigits(digits));
  if (digits.length > MOST_DIGITS) return `${digits.slice(0, i)}*${digits.slice(i + 1)}`;
  return Number(digits) - (digits.charCodeAt(i) - 48) * 10 ** (digits.length - 1 - i);
}

/** One digit differs, or two changed places. */
function areMisprints(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let apart = 0;
  let [first, last] = [-1, -1];
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] === b[i]) continue;
    apart += 1;
    if (apart > 2) return false;
    if (first < 0) first = i;
    last = i;
  }
  return apart === 1 || (apart === 2 && a[first] === b[last] && a[last] === b[first]);
}

const MOST_ALIKE = 60;
const isSameKindOf = (other: Figure, figure: Figure): boolean => figure.kind !== 'count' || sameUnit(other, figure);

/** The sum or the difference of two that stand in one paragraph. */
function isReckoned(second: Named, by_passage: ReadonlyMap<Passage, Named[]>): boolean {
  const value = exactOf(second.figure);
  const makes = (a: Rational, b: Rational): boolean =>
    equal(add(a, b), value) || equal(subtract(a, b), value) || equal(subtract(b, a), value);
  for (const group of by_passage.values()) {
    const few = group.filter((other) => other !== second && isSameKind(other.figure, second.figure)).slice(0, 16);
    if (few.some((a, i) => few.some((b, j) => j > i && makes(exactOf(a.figure), exactOf(b.figure))))) return true;
  }
  return false;
}

/** What is still to be done, in a plan: “xử lý dứt điểm 06 phản ánh đang tồn”. */
const REMAINS = /còn lại|đang (?:tồn|xử lý|giải quyết)|tồn đọng|còn tồn|chưa \p{L}+|quá hạn|chậm/iu;

const aroundOf = ({ passage, figure }: Named): string => passage.text.slice(Math.max(0, figure.start - 40), figure.tail + 40);

/** Called by the same four words or more, not one of them left out. */
function isSameName(second: Named, first: Named): boolean {
  if (second.figure.decimals === 0) return false;
  const [words, of_first] = [wordsOf(second), wordsOf(first)];
  return words.size === of_first.size && words.isSubsetOf(of_first);
}

const LEVEL = /toàn (?:tỉnh|huyện|xã|ngành|thành phố)|tính chung|(?:cả )?(?:hai|ba) cấp|cấp (?:tỉnh|huyện|xã)|chung/giu;

/** A rate of all levels together is not that of one of them. */
function isOneScope(second: Named, first: Named): boolean {
  if (second.figure.kind === 'count') return true;
  const levels = ({ passage, figure }: Named, own = (text: string): string => text): string => {
    const lead = own(passage.text.slice(Math.max(0, figure.start - 240), figure.start));
    const last = matchesIn(lead, LEVEL).at(-1)?.[0].toLowerCase() ?? '';
    return last.replace(/^(?:toàn|tính|cả|hai|ba|chung).*$/u, 'chung');
  };
  const level = levels(second, (text) => clauseOf(text, second.passage));
  return level === '' || level === levels(first) || titlesOf(first.passage).toLowerCase().includes(level);
}

/** What names the second is said of the first, in its sentence or its headings. */
function isAlike(second: Named, first: Named): boolean {
  const words = [...wordsOf(second)];
  if (words.length === 0) return false;
  const { passage, figure } = first;
  const around = contentOf(`${titlesOf(passage)} ${passage.text.slice(Math.max(0, figure.start - 160), figure.tail + 50)}`);
  const own = wordsOf(first);
  const shared = words.filter((word) => own.has(word));
  const told = words.filter((word) => around.has(word) || own.has(word));
  if (compare(exactOf(second.figure), { n: 100n, d: 1n }) < 0 && second.figure.kind === 'count')
    return shared.length >= 1 && told.length * 4 >= words.length * 3 && told.length >= 2;
  return told.length * 3 >= words.length * 2 && told.length >= 1;
}
