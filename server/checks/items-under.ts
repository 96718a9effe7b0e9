import type { Document, Passage } from './document.ts';

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
