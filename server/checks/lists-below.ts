import { type Announced, announcedIn, miscounted } from './announced.ts';
import { isOpen, OPEN } from './countable.ts';
import { type Passage, segmentsOf } from './document.ts';
import { itemsUnder } from './items-under.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

/**
 * A list under a paragraph is counted in all the ways that it may be meant (its items; the things that bear numbers, “Quầy 1, quầy 2: …”; the names in
 * its items), then the count that announces it is looked for in the words above: the only count of the last sentence, “05 trong số 14 đơn vị, bao gồm:”, or
 * the last of the sentence before when the last one only points (“Đó là:”, “Danh mục gồm:”). Any count above that fits any way acquits. R12.
 */

type Readings = { least: number; most: number; is_numbered: boolean };

const ONLY_POINTS =
  /^[\s,;]*(?:đó là|gồm(?: có)?|bao gồm|cụ thể(?: là| như sau| gồm)?|(?:danh sách|danh mục|chi tiết|tên)(?:\s\p{L}+){0,3}?(?: như sau| gồm| là)?|như sau|sau đây|các (?:\p{L}+\s){1,3}(?:này|đó|trên|nêu trên|nói trên)(?: là| gồm| như sau)?)\s*:?\s*$/iu;
const ANNOUNCES = /(?::|như sau|sau đây|dưới đây)\s*[.:]?\s*$/iu;

/** Fault of the count that announces the list right under a passage. */
export function listBelow(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!ANNOUNCES.test(text.slice(-14)) || isOpen(text, 60)) return null;
  const segments = segmentsOf(text, '.;');
  const last = segments.at(-1);
  const before = segments.at(-2);
  if (!last) return null;
  const counts = announcedIn(passage, before?.start ?? last.start, text.length);
  if (counts.length === 0) return null;
  const items = itemsUnder(context.document, passage);
  if (!items || items.length < 2 || OPEN.test(items.at(-1)?.text.slice(-25) ?? '')) return null;
  const claim = claimOf(text, counts, last.start, items);
  if (!claim) return null;
  const listed = readingsOf(items, claim);
  if (!listed) return null;
  decided(context);
  if (counts.some(({ value }) => value >= listed.least && value <= listed.most)) return null;
  const nearest = claim.value < listed.least ? listed.least : listed.most;
  const gap = Math.abs(claim.value - nearest);
  if (gap > 2 && gap > claim.value / 2) return null;
  return miscounted(
    'differs',
    passage,
    claim,
    nearest,
    items.map((item) => spotIn(item, 0, Math.min(item.text.length, 80))),
  );
}

/** The count that the list is of; null when two may be it. */
function claimOf(text: string, counts: readonly Announced[], from: number, items: readonly Passage[]): Announced | null {
  const own = counts.filter((c) => !c.is_whole);
  const numbered = own.filter((c) => numberedUnder(c.noun, items) !== null);
  if (numbered.length === 1) return numbered[0] ?? null;
  const [claim, more] = own.filter((c) => c.start >= from);
  const pointer = text.slice(claim ? claim.end : from);
  if (claim) return more || pointer.split(/\s+/u).length > 26 ? null : claim;
  return ONLY_POINTS.test(pointer) ? (own.findLast((c) => c.start < from) ?? null) : null;
}

/** How many things a list holds, in the ways that it may be counted; null when it lists something else. */
function readingsOf(items: readonly Passage[], claim: Announced): Readings | null {
  const numbered = numberedUnder(claim.noun, items);
  if (numbered !== null) return { least: numbered, most: numbered, is_numbered: true };
  if (/^(?:lớp|cuộc|tổ|loại|nhóm)$/u.test(claim.noun)) return null;
  // Items that count the same things are parts, and those that open with a count are groups.
  const parted = items.filter(
    (item) =>
      /^[\s\-–+*•]*(?:\p{L}[.)]\s)?\d/u.test(item.text) ||
      item.figures.some(
        (f) =>
          f.kind === 'count' &&
          item.text
            .slice(f.end, f.end + 24)
            .trimStart()
            .toLowerCase()
            .startsWith(claim.noun),
      ),
  );
  if (parted.length > 0) return null;
  const most = items.reduce((sum, { text }) => sum + namesIn(text), 0);
  return { least: items.length, most, is_numbered: false };
}

/** “Chăn nuôi và Thú y” is one name: “và” parts two only before another that says what it is. */
const AT_NAME =
  /,\s|\svà\s(?=(?:xã|phường|thị trấn|thôn|bản|huyện|phòng|sở|ban|chi cục|trung tâm|trường|trạm|UBND|công an|hội|đoàn|quầy)\s)/iu;

/** “Sở Nội vụ, Sở Tài chính;”: names in one item, when it is nothing but names. */
function namesIn(text: string): number {
  const body = text.replace(/^[\s\-–+*•]*(?:\(?[\p{L}\d]{1,3}[.)]\s)?/u, '').replace(/[.;,\s]+$/u, '');
  const parts = body.split(AT_NAME);
  return parts.every((part) => /^\p{Lu}/u.test(part) || /^(?:xã|phường|thôn|bản|phòng|sở|trường)\s/u.test(part))
    ? parts.length
    : 1;
}

/** “- Quầy 1, quầy 2: …; - Quầy 3: …”: how many things of this name the items number; null when they do not. */
export function numberedUnder(noun: string, items: readonly Passage[]): number | null {
  if (noun === '' || items.length < 2) return null;
  const opens = new RegExp(`^[\\s\\-–+*•]*${noun}\\s(?:số\\s)?\\d`, 'iu');
  if (!items.every(({ text }) => opens.test(text))) return null;
  const numbers = new Set<number>();
  for (const { text } of items)
    for (const m of matchesIn(headOf(text, noun), /(?<![\d.,/])(\d{1,2})(?:\s?(?:-|–|đến)\s?(?:\p{L}+\s){0,2}(\d{1,2}))?/gu)) {
      const [first, last] = [Number(m[1]), Number(m[2] ?? m[1])];
      if (last - first > 30) return null;
      for (let n = first; n <= last; n += 1) numbers.add(n);
    }
  // A gap in the numbers: some are left out on purpose, or an item is missing; how many there are is not known.
  return Math.max(...numbers) === numbers.size ? numbers.size : null;
}

/** “Quầy 2, 3 và quầy số 5”, to the first word that is none of it. */
const headOf = (text: string, noun: string): string =>
  new RegExp(
    `^[\\s\\-–+*•]*(?:(?:,\\s|\\svà\\s|\\sđến\\s|\\s?[-–]\\s?)?(?:${noun}\\s)?(?:số\\s)?0?\\d{1,2}(?![\\d%.,]\\d))+`,
    'iu',
  ).exec(text)?.[0] ?? '';
