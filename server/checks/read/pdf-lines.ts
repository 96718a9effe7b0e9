import type { Item } from './pdf-page.ts';

/** One line of print: its words joined, from `x` to `x2`. */
export type Line = {
  text: string;
  x: number;
  x2: number;
  y: number;
  size: number;
  segments: Segment[];
  first_word: number;
  /** It opens with a raised number or one of another size than the words, as a footnote does. */
  has_mark: boolean;
};
/** Part of a line with a wide gap before it. */
export type Segment = { text: string; x: number; x2: number };

const MARKER = /^(?:[-–+*•●○▪§]|[0-9IVXLC]{1,5}(?:\.\d{1,3})*[.)]?|[a-zđ][.)]|\(\d{1,2}\))$/;

/** Items put into lines, top to bottom, left to right. References to footnotes are left out. */
export function linesOf(items: readonly Item[]): Line[] {
  const rows: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.findLast((one, i) => rows.length - i <= 4 && isSameLine(one, item));
    if (row) row.push(item);
    else rows.push([item]);
  }
  return rows.map(lineOf).filter(({ text }) => text !== '');
}

function isSameLine(row: Item[], item: Item): boolean {
  const base = row.reduce((big, one) => (one.size > big.size ? one : big));
  const apart = Math.abs(base.y - item.y);
  const [small, big] = item.size < base.size ? [item.size, base.size] : [base.size, item.size];
  // Raised and lowered small print belongs to the line it stands at.
  return apart <= Math.max(1, small * 0.35) || (small < big * 0.8 && apart <= big * 0.5);
}

function lineOf(items: Item[]): Line {
  const base = items.reduce((most, one) => (one.text.trim().length > most.text.trim().length ? one : most));
  const sorted = items.sort((a, b) => a.x - b.x);
  const segments: Segment[] = [];
  let last: Item | null = null;
  for (const item of sorted) {
    if (item.text.trim() === '') continue;
    if (last !== null && isReference(item, last, base)) {
      // What follows stands beside the number, not beside the letter before it.
      last = Object.assign({}, last as Item, { x2: item.x2 });
      continue;
    }
    const gap = last === null ? 0 : item.x - last.x2;
    const segment = segments.at(-1);
    if (!segment || (gap > Math.max(2.2 * base.size, 18) && !MARKER.test(segment.text.trim()))) {
      segments.push({ text: item.text.trimStart(), x: item.x, x2: item.x2 });
    } else {
      const needs_blank = gap > base.size * 0.15 && !/\s$/.test(segment.text) && !/^\s/.test(item.text);
      segment.text += (needs_blank ? ' ' : '') + item.text;
      segment.x2 = Math.max(segment.x2, item.x2);
    }
    last = item;
  }
  for (const segment of segments) segment.text = segment.text.replace(/\s+/g, ' ').trim().normalize('NFC');
  const text = segments.map((segment) => segment.text).join(' ');
  const x = segments[0]?.x ?? 0;
  const x2 = segments.at(-1)?.x2 ?? 0;
  const word = /^\S+/.exec(text)?.[0].length ?? 0;
  const first_word = text.length === 0 ? 0 : ((x2 - x) * word) / text.length;
  return { text, x, x2, y: base.y, size: base.size, segments, first_word, has_mark: isMark(sorted, base) };
}

function isMark(sorted: readonly Item[], base: Item): boolean {
  const first = sorted.find(({ text }) => text.trim() !== '');
  if (!first || first === base || !/^\s*\(?\d{1,3}\)?\s*$/.test(first.text)) return false;
  return Math.abs(first.size - base.size) > base.size * 0.05 || first.y < base.y - base.size * 0.15;
}

// A small raised number after a letter that is no measure.
function isReference(item: Item, before: Item, base: Item): boolean {
  if (!/^\s*\d{1,3}\s*$/.test(item.text) || item.size > base.size * 0.8 || item.y > base.y - base.size * 0.15) return false;
  return !/(?:^|\s|\d)(?:[kcd]?m)$/.test(before.text);
}
