import type { Passage } from './document.ts';
import { type Document, segmentsOf } from './document.ts';
import { dayNumber } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { withMasks } from './told-in.ts';

/**
 * A document is brought in once, with its day, its issuer or its subject, and spoken of by its number alone afterwards: “42 nhiệm vụ của Kế hoạch số
 * 04/KH-UBND”. A number told alone that nothing in the report has brought in, one slip of the pen from one that was, is that document. What is dated
 * twice is told by `same-document.ts`, for which `dayOfDocument` finds the day wherever the sentence prints it.
 */

type Cited = {
  passage: Passage;
  mask: Mask;
  kind: string;
  symbol: string;
  number: string;
  /** Has a day, an issuer or a subject. */
  is_brought_in: boolean;
  issuer: string;
  day: number | null;
};

/** Words between a number and its day: “… được Ủy ban nhân dân xã ban hành ngày …”. */
const TO_DAY =
  /^[\s,(]*(?:(?:đã\s|được\s|do\s)*(?:[^.;,:()\d]{0,50}\s)?(?:ban hành|ký ban hành|ký|ký ngày|phê duyệt|thông qua)\s(?:vào\s)?)?(?:đề\s)?(?:ngày)?\s*$/iu;
const OPENS_WITH_DAY =
  /^\s*,?\s(?:[^.;:()\d]{2,70}\s)?(?:ban hành|ký|ký ban hành|phê duyệt|thông qua|có|công bố)\s(?:\p{L}+\s){1,4}?(?:số:?\s*)?$/iu;

/** The day of a cited document: behind its number, with “ban hành” between, or at the head of the sentence that issues it. */
export function dayOfDocument(passage: Passage, i: number): Mask | null {
  const { masks, text } = passage;
  const mask = masks[i] as Mask;
  const next = masks[i + 1];
  if (next?.kind === 'date' && next.date && next.start - mask.end < 90 && TO_DAY.test(text.slice(mask.end, next.start)))
    return next;
  const before = masks[i - 1];
  if (before?.kind !== 'date' || !before.date || mask.start - before.end > 110) return null;
  if (!OPENS_WITH_DAY.test(text.slice(before.end, mask.start))) return null;
  return /(?:^|[.;:]\s|[-–+]\s)\s*(?:Vào\s)?(?:ngày\s*)?$/iu.test(text.slice(0, before.start)) ? before : null;
}

/** A document with its day, and what is told behind both up to the next document; `from`: where that begins. */
type Dated = { passage: Passage; mask: Mask; day: Mask; from: number; rest: string };

/** Documents that are cited with a full day and stand right behind words such as “Kế hoạch số”. */
export function* datedBehind(document: Document, lead: RegExp): Generator<Dated> {
  for (const passage of withMasks(document, 1)) {
    const { masks, text } = passage;
    for (const [i, mask] of masks.entries()) {
      if (mask.kind !== 'document' || !lead.test(text.slice(Math.max(0, mask.start - 20), mask.start))) continue;
      const day = dayOfDocument(passage, i);
      if (!day?.date?.month || !day.date.year) continue;
      const from = Math.max(mask.end, day.end);
      const next = masks.find((other, k) => k > i && other.kind === 'document');
      yield { passage, mask, day, from, rest: text.slice(from, next?.start) };
    }
  }
}

const KIND =
  /(quyết định|nghị quyết|chỉ thị|kế hoạch|báo cáo|thông báo|hướng dẫn|tờ trình|thông tư|kết luận|công văn|chương trình(?: hành động| công tác)?|đề án)\s*(?:số\s*:?\s*)?$/iu;
const SUBJECT =
  /^\s*,?\s*(?:của\s[^.;,:()]{2,60}?)?,?\s*(?:về|v\/v|ban hành|phê duyệt|triển khai|công bố|quy định|sửa đổi|hướng dẫn|thực hiện|ủy quyền|phát động|thành lập|kiện toàn|tổ chức|yêu cầu|nâng cao|khắc phục|kiểm tra|tuyên truyền|rà soát)\s/iu;
const ISSUER = /^\s*,?\s*(?:\([^()]{0,40}\)\s*)?(?:do|của)\s(?!Sở này|huyện ta)(\p{Lu}[^.;,:()\d]{2,60})/u;

/** “Kế hoạch 250”, without its symbol. */
const SHORT = /^(quyết định|nghị quyết|kế hoạch|chỉ thị|công văn|thông báo|kết luận)\s(?:số\s)?(\d{3,5})$/iu;
const shortOf = (passage: Passage, mask: Mask, [, kind = '', number = '']: RegExpExecArray): Cited => ({
  passage,
  mask,
  kind: kind.toLowerCase(),
  symbol: '',
  number,
  is_brought_in: false,
  issuer: '',
  day: null,
});

const made = new WeakMap<Document, Cited[]>();
const tidy = (text: string): string => text.replace(/\s+/g, '').replace(/–/g, '-');

function citedIn(document: Document): Cited[] {
  const known = made.get(document);
  if (known) return known;
  const found: Cited[] = [];
  for (const passage of withMasks(document, 1))
    for (const [i, mask] of passage.masks.entries()) {
      if (found.length >= 400) break;
      const short = mask.kind === 'reference' ? SHORT.exec(mask.text) : null;
      if (short) found.push(shortOf(passage, mask, short));
      if (mask.kind !== 'document') continue;
      const m = /^(\d{1,6})[/-]([^\d].+)$/u.exec(tidy(mask.text));
      const kind = KIND.exec(passage.text.slice(Math.max(0, mask.start - 40), mask.start))?.[1]?.toLowerCase() ?? '';
      // “Số: 214/BC-UBND” of the head.
      if (!m || (kind === '' && passage.index < 12 && passage.text.length < 60 && passage.label === null)) continue;
      const date = dayOfDocument(passage, i);
      const after = passage.text.slice(Math.max(mask.end, date?.end ?? 0));
      const issuer = ISSUER.exec(after)?.[1] ?? '';
      found.push({
        passage,
        mask,
        kind,
        symbol: (m[2] ?? '').toUpperCase(),
        number: (m[1] ?? '').replace(/^0+/, ''),
        is_brought_in: date !== null || issuer !== '' || SUBJECT.test(after),
        issuer,
        day: date?.date ? dayNumber(date.date) : null,
      });
    }
  made.set(document, found);
  return found;
}

/** Numbers told alone that no place of the report brings in. */
export function* citedAgain(context: Context): Generator<Fault> {
  const cited = citedIn(context.document);
  if (cited.length < 2) return;
  for (const group of Map.groupBy(cited, ({ symbol, kind }) => `${kind} ${symbol}`).values()) {
    if (group.length < 2) continue;
    yield* strangers(context, group);
    yield* twoIssuers(context, group);
  }
  if (!cited.some(({ symbol }) => symbol === '')) return;
  for (const group of Map.groupBy(cited, ({ kind }) => kind).values())
    yield* strangers(context, group, ({ symbol }) => symbol === '');
}

function* strangers(
  context: Context,
  group: readonly Cited[],
  isAsked: (cited: Cited) => boolean = () => true,
): Generator<Fault> {
  const numbers = Map.groupBy(group, ({ number }) => number);
  for (const [number, places] of numbers) {
    const [odd, more] = places;
    if (!odd || more || !isAsked(odd) || odd.kind === '' || odd.is_brought_in || odd.passage.is_footnote) continue;
    const known = group.filter((c) => c.number !== number && c.is_brought_in && c.passage.index <= odd.passage.index);
    const words = wordsOf(odd);
    const like = [...Map.groupBy(known, (c) => c.number).values()]
      .filter(([c]) => c && isSlip(number, c.number))
      .map((of_one) => ({ of_one, common: commonIn(words, numbers.get(of_one[0]?.number ?? '') ?? []) }))
      .sort((a, b) => b.common - a.common);
    const [best, next] = like;
    const first = best?.of_one[0];
    if (!best || !first || best.of_one.some((c) => areTogether(c, odd) || (c.passage === odd.passage && opensSentence(odd))))
      continue;
    decided(context);
    // Two that are as near: which of them is meant is not known, that it is neither is.
    const is_one = !next || best.common > next.common;
    // Of two digits many differ in one: the document must be one of which the report speaks in the same words.
    const is_near = isSwap(number, first.number) || number.length >= 3;
    const is_told = (numbers.get(first.number)?.length ?? 0) >= 2;
    if (!is_near && best.common === 0 && !is_told) continue;
    yield {
      message: 'numbers',
      severity: is_one && (is_near || best.common > 0) && !opensSentence(odd) ? 'error' : 'warning',
      at: spotIn(odd.passage, odd.mask.start, odd.mask.end),
      data: { number: tidy(odd.mask.text), other: tidy(first.mask.text) },
      related: [spotIn(first.passage, first.mask.start, first.mask.end)],
      root: `numbers ${odd.symbol} ${odd.number}`,
    };
  }
}

const commonIn = (words: readonly string[], places: readonly Cited[]): number => {
  const own = new Set(places.flatMap((place) => wordsOf(place)));
  return new Set(words.filter((word) => own.has(word))).size;
};

/** “Công văn số 210/UBND-NV nhắc lại …”: it may be brought in by what it says. */
const opensSentence = ({ passage, mask, kind }: Cited): boolean =>
  new RegExp(`(?:^|[.;]\\s)\\s*(?:[-–+*•]\\s)?${kind}\\s(?:số:?\\s*)?$`, 'iu').test(passage.text.slice(0, mask.start));

/** Two that one sentence names are two. */
function areTogether(a: Cited, b: Cited): boolean {
  if (a.passage !== b.passage) return false;
  const [from, to] = a.mask.start < b.mask.start ? [a, b] : [b, a];
  return segmentsOf(a.passage.text, '.').some(({ start, end }) => start <= from.mask.start && to.mask.end <= end);
}

const STOP = new Set(
  'ngày tháng năm của về việc và các cho theo số tại trong đã được với là ban hành kế hoạch quyết định công văn nghị quyết đến nay hoàn thành so'.split(
    ' ',
  ),
);

/** Words near the number, where its sentence stands. */
function wordsOf({ passage, mask }: Cited): string[] {
  const { text } = passage;
  const around = `${text.slice(Math.max(0, mask.start - 60), mask.start)} ${text.slice(mask.end, mask.end + 140)}`;
  return around
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2 && !STOP.has(word) && CONTENT.has(word));
}
/** What plans set and later places count against. */
const CONTENT = new Set('nhiệm mục chỉ chương cchc cải chuyển kiểm tuyên đối'.split(' '));

function isSlip(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length, 2);
  const [x, y] = [a.padStart(length, '0'), b.padStart(length, '0')];
  if (x === y || (a.length !== b.length && length > 2)) return false;
  return isSwap(x, y) || [...x].filter((digit, i) => digit !== y[i]).length === 1;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const apart = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i = 0, k = 0] = apart;
  return apart.length === 2 && k === i + 1 && a[i] === b[k] && a[k] === b[i];
}

const LEVELS: [RegExp, string][] = [
  [/(?<!\p{L})tỉnh(?!\p{L})/iu, 'tỉnh'],
  [/(?<!\p{L})(?:huyện|thị xã|quận)(?!\p{L})/iu, 'huyện'],
  [/(?<!\p{L})(?:xã|phường|thị trấn)(?!\p{L})/iu, 'xã'],
];
const levelOf = (issuer: string): string =>
  issuer.startsWith('Ủy ban') || /^(?:UBND|HĐND|Hội đồng|Chủ tịch)/u.test(issuer)
    ? (LEVELS.find(([find]) => find.test(issuer.replace(/thị xã/iu, 'quận')))?.[1] ?? '')
    : '';

/** One number of one day is issued by one body. */
function* twoIssuers(context: Context, group: readonly Cited[]): Generator<Fault> {
  const dated = group.filter((c) => c.day !== null && levelOf(c.issuer) !== '');
  for (const same of Map.groupBy(dated, ({ number, day }) => `${number} ${day}`).values()) {
    const [first] = same;
    const other = same.find((c) => levelOf(c.issuer) !== levelOf(first?.issuer ?? ''));
    if (!first || !other) continue;
    decided(context);
    yield {
      message: 'issuers',
      severity: 'warning',
      at: spotIn(other.passage, other.mask.start, other.mask.end),
      data: { number: tidy(other.mask.text), issuer: other.issuer.trim(), other: first.issuer.trim() },
      related: [spotIn(first.passage, first.mask.start, first.mask.end)],
      root: `issuers ${other.symbol} ${other.number}`,
    };
  }
}
