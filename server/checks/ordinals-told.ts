// “Có 04 nhóm vướng mắc: một là …; hai là …; ba là …” and “04 mô hình, gồm: “…” tại xã A, “…” và “…””: what is told one by one in a sentence by its ordinals
// or in quotation marks, against the count that announces it. R12.
import { type Announced, announcedIn, miscounted } from './announced.ts';
import type { Passage } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const ORDINAL = /(?<!\p{L})(một|hai|ba|bốn|năm|sáu|bảy|tám) là(?:,)?\s/giu;
const IN_ORDER = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám'];
const QUOTED = /“[^“”]{4,90}”/gu;
/** Behind the count, up to what opens the list. */
const OPENS = /^[^.;:“”\d]{0,90}?(?:,?\s(?:bao gồm|gồm có|gồm|đó là|cụ thể là|là)\s?:?|:)\s?$/iu;

/** The fault of a count whose ordinals or titles in quotation marks stand behind it in the paragraph. */
export function ordinalsTold(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  const is_ordinal = /(?:một|Một) là/u.test(text);
  if (!is_ordinal && !text.includes('“')) return null;
  const counts = announcedIn(passage, 0, text.length).filter(({ is_whole, value }) => !is_whole && value >= 2 && value <= 8);
  if (counts.length === 0) return null;
  return (is_ordinal ? byOrdinals(context, passage, counts) : null) ?? byTitles(context, passage, counts);
}

function byOrdinals(context: Context, passage: Passage, counts: readonly Announced[]): Fault | null {
  const { text } = passage;
  const told = matchesIn(text, ORDINAL);
  const [first] = told;
  // They begin with one and go on; “một là” alone, or twice, is something else.
  if (!first || told.length < 2 || told.some((m, i) => m[1]?.toLowerCase() !== IN_ORDER[i])) return null;
  const claim = counts.findLast(({ end }) => end <= first.index);
  if (!claim || /[.;]\s/u.test(text.slice(claim.end, first.index).trimEnd().slice(0, -1))) return null;
  if (counts.some(({ start, value }) => start < first.index && value === told.length)) return null;
  return faultOf(context, passage, claim, told.length, first.index);
}

function byTitles(context: Context, passage: Passage, counts: readonly Announced[]): Fault | null {
  const { text } = passage;
  for (const claim of counts) {
    const open = text.indexOf('“', claim.end);
    if (open < 0 || !OPENS.test(text.slice(claim.end, open))) continue;
    const stop = text.slice(open).search(/”[^“”]*[.;]/u);
    const part = text.slice(open, stop < 0 ? text.length : open + stop + 1);
    const titles = matchesIn(part, QUOTED);
    // The last is brought in by “và”: the list is closed.
    if (titles.length < 2 || !/(?:\svà|,\s?cùng)\s(?:\p{L}+\s){0,3}“[^“”]*”$/u.test(part)) continue;
    if (counts.some(({ value, start }) => start < open && value === titles.length)) continue;
    return faultOf(context, passage, claim, titles.length, open);
  }
  return null;
}

function faultOf(context: Context, passage: Passage, claim: Announced, listed: number, from: number): Fault | null {
  decided(context);
  const gap = Math.abs(claim.value - listed);
  if (gap === 0 || gap > 2) return null;
  return miscounted('differs', passage, claim, listed, [spotIn(passage, from, Math.min(passage.text.length, from + 160))]);
}
