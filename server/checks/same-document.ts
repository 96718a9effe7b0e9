import { dayOfDocument } from './cited-again.ts';
import type { Document, Passage } from './document.ts';
import { dayNumber } from './head.ts';
import { type Mask, masksOf } from './mask.ts';
import { type Context, decided, type Fault, type Spot, spotIn, spotInCell } from './rule.ts';
import { isMisprint } from './story.ts';
import { withMasks } from './told-in.ts';
import { withShortNames } from './words.ts';

type Cited = {
  passage: Passage;
  mask: Mask;
  /** The place to show: number and date. */
  spot: () => Spot;
  /** `36`, `QĐ-SXD`, the year in the number or of the date. */
  number: string;
  symbol: string;
  year: string;
  date: Mask | null;
  day: number | null;
  /** The day opens the sentence; what is issued on it may be several documents. */
  is_led: boolean;
  words: Set<string>;
};

const MOST = 400;
/** Bodies of every level print the same symbol. */
const SHARED = /-(?:UBND|HĐND|BCĐ|BTC|BQL|HĐ|TU|HU|ĐU)$/u;
const STOP = new Set(
  'ngày tháng năm của về việc và các cho theo số tại trong đã được với là ban hành ubnd ủy nhân dân kế hoạch quyết định công văn nghị thông báo tư triển khai thực hiện tiếp tục'.split(
    ' ',
  ),
);

/** One document is cited in one way: its number has one date, and its date, kind and subject have one number. */
export function* sameDocument(context: Context): Generator<Fault> {
  const cited = citedIn(context.document);
  const by_symbol = Map.groupBy(cited, ({ symbol }) => symbol);
  for (const group of by_symbol.values()) {
    if (group.length < 2) continue;
    yield* twoDates(context, group);
    yield* twoNumbers(context, group);
    yield* otherYears(context, group);
  }
}

/**
 * “Nghị định số 118/2025/NĐ-CP ngày 09/6/2025” and later “Nghị định số 118/2024/NĐ-CP”: one of the two years is dated, the other never is. Numbers begin
 * again each year, so two that are dated are two documents.
 */
function* otherYears(context: Context, group: readonly Cited[]): Generator<Fault> {
  const above = new Set(group.filter(saysAbove).map(({ number }) => number));
  const by_number = Map.groupBy(
    group.filter(({ symbol, number }) => symbol.startsWith('QPPL/') && (number.length > 1 || above.has(number))),
    ({ number }) => number,
  );
  for (const same of by_number.values()) {
    const years = [...Map.groupBy(same, (c) => /\/((?:19|20)\d\d)\//u.exec(tidy(c.mask.text))?.[1] ?? '').entries()];
    const [one, two, more] = years;
    if (!one || !two || more) continue;
    decided(context);
    const isDated = ([year, cited]: [string, Cited[]]): boolean => cited.some(({ date }) => String(date?.date?.year) === year);
    if (isDated(one) === isDated(two) || Math.abs(Number(one[0]) - Number(two[0])) > 3) continue;
    const [right, odd] = isDated(one) ? [one[1], two[1]] : [two[1], one[1]];
    // A short number without such words may be any decree's.
    if ((odd[0]?.number.length ?? 0) < 2 && !odd.some(saysAbove)) continue;
    const [first, known] = [odd[0] as Cited, right.find(({ date }) => date) as Cited];
    if (/(?:thay thế|sửa đổi|bãi bỏ|hết hiệu lực)[^.;]{0,60}$/iu.test(first.passage.text.slice(0, first.mask.start))) continue;
    yield {
      message: 'numbers',
      at: first.spot(),
      data: { number: tidy(first.mask.text), other: tidy(known.mask.text) },
      related: [known.spot()],
      root: `years ${first.symbol} ${first.number}`,
    };
  }
}

/** “Nghị định số 07/2020/NĐ-CP nói trên”: named before, so a short number is no other document's. */
const saysAbove = ({ mask, passage: { text } }: Cited): boolean =>
  /^\s(?:đã\s)?(?:nói|nêu|dẫn)\s(?:ở\s|tại\s)?(?:phần\s)?trên(?!\p{L})/iu.test(text.slice(mask.end, mask.end + 24));

const tidy = (text: string): string => text.replace(/\s+/g, '').replace(/–/g, '-');

function citedIn(document: Document): Cited[] {
  const found: Cited[] = [];
  for (const passage of withMasks(document, 1))
    for (const [i, mask] of passage.masks.entries()) {
      if (mask.kind !== 'document' || found.length >= MOST) continue;
      const m = /^(\d{1,6})(?:\/((?:19|20)\d\d))?[/-](.+)$/u.exec(tidy(mask.text));
      if (!m || (passage.index < 12 && passage.text.length < 60 && passage.label === null)) continue;
      const date = dayOfDocument(passage, i);
      const day = date?.date ? dayNumber(date.date) : null;
      found.push({
        passage,
        mask,
        spot: () => spotIn(passage, Math.min(mask.start, date?.start ?? mask.start), Math.max(mask.end, date?.end ?? 0)),
        number: (m[1] ?? '').replace(/^0+/, ''),
        symbol: `${m[2] ? 'QPPL/' : ''}${(m[3] ?? '').toUpperCase()}`,
        year: m[2] ?? String(date?.date?.year ?? ''),
        date: day === null ? null : date,
        day,
        is_led: date !== null && date.start < mask.start,
        words: wordsAround(passage, date && date.start > mask.start ? date : mask, mask.start),
      });
    }
  found.push(...inTables(document).slice(0, MOST));
  return found;
}

/** `Quyết định số 1588/QĐ-UBND | 12/8/2025`: the number in a cell, its day in the same cell or the next that holds one. */
function inTables(document: Document): Cited[] {
  const found: Cited[] = [];
  const [passage] = document.passages;
  if (!passage) return found;
  for (const { table } of document.tables.slice(0, 60))
    for (const [i, cell] of table.cells.slice(0, 2000).entries()) {
      if (!cell.text.includes('/') || cell.text.length > 200) continue;
      const masks = masksOf(cell.text);
      const mask = masks.find(({ kind }) => kind === 'document');
      const m = mask && /^(\d{1,6})(?:\/((?:19|20)\d\d))?[/-](.+)$/u.exec(tidy(mask.text));
      if (!mask || !m) continue;
      const next = table.cells[i + 1];
      const beside = next?.row === cell.row && next.text.length < 24 ? masksOf(next.text)[0] : undefined;
      const own = masks.find((other) => other.kind === 'date' && other.start > mask.start);
      const date = own ?? (beside?.kind === 'date' ? beside : undefined);
      const day = date?.date ? dayNumber(date.date) : null;
      if (!date || day === null) continue;
      found.push({
        passage: { ...passage, text: cell.text } as Passage,
        mask,
        spot: () => spotInCell(table, own || !next ? cell : next),
        number: (m[1] ?? '').replace(/^0+/, ''),
        symbol: `${m[2] ? 'QPPL/' : ''}${(m[3] ?? '').toUpperCase()}`,
        year: m[2] ?? String(date.date?.year ?? ''),
        date,
        day,
        is_led: false,
        words: new Set(),
      });
    }
  return found;
}

function wordsAround({ text }: Passage, until: Mask, from: number): Set<string> {
  const after = text.slice(until.end, until.end + 90).split(/[;.]\s/)[0] ?? '';
  const before =
    text
      .slice(Math.max(0, from - 60), from)
      .split(/[;.]\s/)
      .at(-1) ?? '';
  return new Set(
    `${before} ${after}`
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 1 && !STOP.has(word)),
  );
}

const shared = (a: Cited, b: Cited): number => [...a.words].filter((word) => b.words.has(word)).length;

/** Of two prints the one that stands alone is the odd one, else the later. */
function* twoDates(context: Context, group: readonly Cited[]): Generator<Fault> {
  const by_number = Map.groupBy(
    group.filter(({ day }) => day !== null),
    ({ number, year, symbol }) => (symbol.startsWith('QPPL/') ? `${number} ${year}` : number),
  );
  for (const same of by_number.values()) {
    const [first] = same;
    if (!first || same.length < 2) continue;
    decided(context);
    // Numbers begin again each year: another year is a slip only of the same day and month.
    const other = same.find((c) => c.day !== first.day && (c.year === first.year || isSameDay(c, first)));
    if (!other) continue;
    // Numbers of people's committees of all levels look alike: the day must be a slip, or the subject the same.
    // Two that one sentence cites are two.
    const is_apart = first.passage !== other.passage;
    const is_one =
      !SHARED.test(first.symbol) ||
      isSlipOfDay(first, other) ||
      isSameDay(first, other) ||
      (is_apart ? shared(first, other) >= 3 : isNormative(first, other));
    if (!is_one) continue;
    const times = (day: number | null) => same.filter((c) => c.day === day).length;
    const [odd, right] = times(first.day) < times(other.day) ? [first, other] : [other, first];
    yield {
      message: 'dates',
      at: odd.spot(),
      data: { number: tidy(odd.mask.text), date: (odd.date as Mask).text.trim(), other: (right.date as Mask).text.trim() },
      related: [right.spot()],
      root: `dates ${first.symbol} ${first.number}`,
    };
  }
}

/** “Quyết định số 19/2023/QĐ-UBND ngày 12/6/2023; … 19/2023/QĐ-UBND ngày 08/8/2023” of one list: one body, one year, one number. */
const isNormative = (first: Cited, other: Cited): boolean =>
  first.symbol.startsWith('QPPL/') &&
  [first, other].every((c) => !/^[\s,)]*của\s/iu.test(c.passage.text.slice(c.date?.end ?? c.mask.end)));

const paddedDay = (mask: Mask): string => {
  const { day = 0, month = 0, year = 0 } = mask.date ?? {};
  return `${String(day).padStart(2, '0')}${String(month).padStart(2, '0')}${year}`;
};

/** “06/01/2021” and “06/01/2022”. */
const isSameDay = (a: Cited, b: Cited): boolean =>
  a.date?.date?.day === b.date?.date?.day && a.date?.date?.month === b.date?.date?.month;

/** One digit of the day or the month differs, or two changed places. */
function isSlipOfDay(a: Cited, b: Cited): boolean {
  return isMisprint(paddedDay(a.date as Mask), paddedDay(b.date as Mask));
}

function* twoNumbers(context: Context, group: readonly Cited[]): Generator<Fault> {
  const often = Map.groupBy(group, ({ number, day }) => `${number} ${day}`);
  const isOften = ({ number, day }: Cited): boolean => (often.get(`${number} ${day}`)?.length ?? 0) >= 2;
  const distinct = [...new Map(group.map((c) => [`${c.number} ${c.year} ${c.day}`, c])).values()].slice(0, 60);
  for (const [i, second] of distinct.entries())
    for (const first of distinct.slice(0, i)) {
      const [x, y] = [first.number.padStart(2, '0'), second.number.padStart(2, '0')];
      if (x === y || x.length !== y.length) continue;
      if (first.year !== '' && second.year !== '' && first.year !== second.year) continue;
      const kind = isSwap(x, y) ? 'swap' : isMisprint(x, y) ? 'digit' : null;
      // Each has a day of its own somewhere: they are two.
      if (!kind || areDatedApart(group, first.number, second.number)) continue;
      decided(context);
      const common = shared(first, second);
      const diff = Math.abs(Number(first.number) - Number(second.number));
      const is_same_day = first.day !== null && first.day === second.day && !first.is_led && !second.is_led;
      // On one day numbers follow each other: neighbours may be two documents.
      const is_one = is_same_day
        ? kind === 'swap' ||
          haveOneTitle(first, second) ||
          havePlace(first, second) ||
          (diff > 3 &&
            (common >= 2 || ((isOften(first) !== isOften(second) || isFewADay(first, diff)) && !areListed(first, second))))
        : (first.day === null || second.day === null) &&
          (isTitledAlike(first, second) ||
            (kind === 'swap' &&
              (common >= 2 || (x.length >= 4 && first.day !== null && second.day === null && !areListed(first, second)))) ||
            (x.length >= 4 && common >= 2 && !SHARED.test(first.symbol) && !areListed(first, second)));
      if (!is_one) continue;
      const times = (number: string) => group.filter((c) => c.number === number).length;
      const [odd, right] = times(first.number) < times(second.number) ? [first, second] : [second, first];
      yield {
        message: 'numbers',
        at: odd.spot(),
        data: { number: tidy(odd.mask.text), other: tidy(right.mask.text) },
        related: [right.spot()],
        root: `numbers ${odd.symbol} ${odd.number}`,
      };
    }
}

const STATE = /(?:-CP|TTG|\/QH\d+|\/TW)$/u;
const MINISTRY = /\/TT-[A-Z]+$/u;

/**
 * “Nghị định số 62/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa, …” and 61/2018 of that day, word for word: what the State issues
 * has one title. Committees issue two on one day whose titles begin alike (chức năng, nhiệm vụ của Sở …).
 */
function haveOneTitle(a: Cited, b: Cited): boolean {
  // Ministries may issue two of one title that a sentence lists; the Government, the National Assembly and the Party do not.
  if (!STATE.test(a.symbol) && (!MINISTRY.test(a.symbol) || areListed(a, b))) return false;
  const [x, y] = [a, b].map((c) => titleOf(c)) as [string, string];
  return x === y && x.length >= 60;
}

/**
 * “khoản 2 mục III Điều 1 về cải cách thủ tục hành chính tại Nghị quyết số 77/NQ-CP ngày 15/7/2021” and in another paragraph 76/NQ-CP of that day, the same
 * place word for word. Titles that begin alike prove nothing: two decrees of one day may.
 */
function havePlace(a: Cited, b: Cited): boolean {
  if (areListed(a, b)) return false;
  const place = placeOf(a);
  return place !== '' && place === placeOf(b);
}

const PLACE =
  /(?:điểm\s\p{L}|khoản\s\d+|mục\s[\dIVX]+)\s[^.;:]{0,30}?điều\s\d+[^.;:]{0,80}?(?=\s(?:của|tại)\s\p{L}+\s\p{L}+(?:\ssố)?\s*$)/iu;
const placeOf = ({ passage: { text }, mask }: Cited): string =>
  PLACE.exec(text.slice(Math.max(0, mask.start - 150), mask.start))?.[0].toLowerCase() ?? '';

/** “Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ về sửa đổi …” and “98/2017/NĐ-CP về sửa đổi …”: one year, one title, one of them dated. */
function isTitledAlike(a: Cited, b: Cited): boolean {
  if (!a.symbol.startsWith('QPPL/') || a.year !== b.year || a.year === '') return false;
  const [x, y] = [a, b].map((c) => withShortNames(titleOf(c).toLowerCase()).replace(/^.{0,40}?(?=về\s)/u, '')) as [
    string,
    string,
  ];
  const length = Math.min(x.length, y.length);
  return length >= 40 && x.slice(0, length) === y.slice(0, length);
}

/** Plans, directives, programmes: no body issues six of a kind on one day, so that two of one day whose numbers lie further apart are one. */
const isFewADay = ({ symbol, number }: Cited, diff: number): boolean =>
  number.length >= 2 && diff > 4 && /^(?:KH|CT|CTR|HD|KL|ĐA)-(?!TTG)/u.test(symbol);

/** Up to where the sentence or its bracket ends, as long as it is printed in full. */
const titleOf = ({ passage: { text }, date, mask }: Cited): string =>
  (text.slice((date ?? mask).end, (date ?? mask).end + 160).split(/[;:()“”"*]|\.\s|\.?$/u)[0] ?? '').replace(/\s+/gu, ' ').trim();

const areDatedApart = (group: readonly Cited[], a: string, b: string): boolean => {
  const days = (number: string) => group.filter((c) => c.number === number && c.day !== null).map((c) => c.day);
  const [x, y] = [days(a), days(b)];
  return x.length > 0 && y.length > 0 && !x.some((day) => y.includes(day));
};

/** Two of one list are two. */
const areListed = (a: Cited, b: Cited): boolean => a.passage === b.passage;

function isSwap(a: string, b: string): boolean {
  const apart = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i = 0, k = 0] = apart;
  return apart.length === 2 && a[i] === b[k] && a[k] === b[i];
}
