import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';

/** The items right under a passage; null when what follows is no list. */
export function itemsUnder(document: Document, passage: Passage): Passage[] | null {
  const list: Passage[] = [];
  let style: string | null = null;
  for (let i = passage.index + 1; i < document.passages.length && list.length <= 60; i += 1) {
    const item = document.passages[i] as Passage;
    if (item.is_footnote) continue;
    const own = item.label === null ? null : item.label.style === 'bullet' ? item.label.text : item.label.style;
    if (style === null) {
      if (own === null || (item.label?.style !== 'bullet' && item.label?.path.at(-1) !== 1)) return null;
      if (own === ownOf(passage)) return null;
      style = own;
    }
    if (own === style) {
      if (item.label && item.label.style !== 'bullet' && item.label.path.at(-1) !== list.length + 1) break;
      list.push(item);
    } else if (own !== null && (own === ownOf(passage) || item.label?.style !== 'bullet')) break;
    // Another list is announced.
    else if (own === null && list.length > 0 && /:\s*$/.test(item.text)) break;
    else if (own === null && list.length > 0 && /[.;:]\s*$/.test(list.at(-1)?.text ?? '')) {
      // A paragraph after the last full stop goes on with something else; one after a semicolon, or that tells how the item went, belongs to it.
      if (/\.\s*$/.test(list.at(-1)?.text ?? '') && !/^\s*\(?(?:kết quả|lý do|nguyên nhân|trong đó|cụ thể)/iu.test(item.text))
        break;
    }
  }
  return list;
}

const ownOf = (passage: Passage): string | null =>
  passage.label === null ? null : passage.label.style === 'bullet' ? passage.label.text : passage.label.style;

/** “- Quầy 1, quầy 2: chứng thực; - Quầy 3: đất đai”: how many things of a name the heads of the items number, several in one item too. */
export function namedIn(items: readonly Passage[], unit: string): number {
  const word = unit.split(/\s+/)[0]?.toLowerCase() ?? '';
  if (word === '') return 0;
  const numbers = items.flatMap((item) => {
    const head = (item.text.slice(item.label?.body ?? 0).split(/[:(]/u)[0] ?? '').toLowerCase();
    return head.trim().startsWith(`${word} `) ? matchesIn(head, /(?<!\d[.,/]?)\d{1,2}(?![.,/]?\d)/gu).map((m) => m[0]) : [];
  });
  return new Set(numbers).size;
}

/** “có 04 chỉ tiêu đạt và vượt, 01 chỉ tiêu chưa đạt:”: the list may be of all of them, or of one of those told before. */
export function isOneOfRow({ text, figures }: Passage, claim: Figure, listed: number): boolean {
  const from = text.lastIndexOf('. ', claim.start) + 1;
  // “giao 05 chỉ tiêu. Kết quả …:” over all five.
  if (figures.some((f) => f.unit === claim.unit && f.kind === 'count' && Number(exactOf(f).n) === listed)) return true;
  const row = figures.filter((f) => f.kind === 'count' && f.unit === claim.unit && f.start >= from && f.start <= claim.start);
  if (row.length < 2) return false;
  const values = row.map((f) => Number(exactOf(f).n));
  return values.includes(listed) || values.reduce((sum, value) => sum + value, 0) === listed;
}
