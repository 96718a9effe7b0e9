// Counts of a passage as the relations between facts take them: what each counts, in numbers that are quick to add, with the words before and behind it.
import type { Document, Passage } from './document.ts';
import { type Fact, factsOf } from './facts.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { multiply, nearly, whole } from './rational.ts';
import { areOneSlip } from './slip.ts';
import { isKindOf } from './unit.ts';

export type Item = {
  fact: Fact;
  figure: Figure;
  at: number;
  passage: Passage;
  value: number;
  /** Half the last digit, where it is rounded. */
  slack: number;
  /** Of the item itself, or of the next one of an enumeration: “126, 138 và 148 người”. */
  unit: string;
  /** Words from the figure before, of whatever kind, in its sentence; in small letters. */
  lead: string;
  /** Words behind it, up to the next figure or mark. */
  trail: string;
  /** How many brackets of its sentence are open. */
  depth: number;
};

const made = new WeakMap<Document, ReadonlyMap<number, readonly Item[]>>();

/** Exact counts of every sentence, by the number that facts.ts gives it. */
export function itemsOf(document: Document): ReadonlyMap<number, readonly Item[]> {
  const known = made.get(document);
  if (known) return known;
  const { by_sentence, sentences } = factsOf(document);
  const found = new Map<number, readonly Item[]>();
  for (const [k, facts] of by_sentence) {
    const sentence = sentences[k];
    if (!sentence || facts.length === 0 || sentence.passage.is_footnote) continue;
    found.set(k, itemsIn(facts, sentence));
  }
  made.set(document, found);
  return found;
}

function itemsIn(facts: readonly Fact[], { passage, start, end }: { passage: Passage; start: number; end: number }): Item[] {
  const { text } = passage;
  const items: Item[] = [];
  let from = start;
  let depth = 0;
  for (const [i, fact] of facts.entries()) {
    const { figure } = fact;
    for (let at = from; at < figure.start; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 40) depth += 1;
      else if (code === 41 && depth > 0) depth -= 1;
    }
    const [reading] = figure.readings;
    const to = facts[i + 1]?.figure.start ?? end;
    const tail = figure.unit.startsWith('~') ? figure.end : figure.tail;
    if (figure.kind === 'count' && figure.bound === 'exact' && reading)
      items.push({
        fact,
        figure,
        at: fact.at,
        passage,
        value: nearly(exactOf(figure)),
        slack: figure.decimals > 0 ? nearly(halfOf(figure, reading)) : 0,
        unit: figure.unit,
        lead: text.slice(from, figure.start).toLowerCase(),
        trail: (/^[^.;,:()]*/u.exec(text.slice(tail, to))?.[0] ?? '').toLowerCase(),
        depth,
      });
    from = Math.min(figure.unit.startsWith('~') ? figure.end : figure.tail, to);
  }
  for (let i = items.length - 2; i >= 0; i -= 1) {
    const [item, next] = [items[i] as Item, items[i + 1] as Item];
    if (item.unit !== '' || !/^\s?(?:,|;|và|-)\s?$/u.test(next.lead)) continue;
    item.unit = next.unit;
    if (item.figure.scale === next.figure.scale) continue;
    const { scale } = next.figure;
    const readings = item.figure.readings.map((r) => ({ ...r, value: multiply(r.value, whole(scale)) }));
    item.figure = { ...item.figure, scale, unit: next.unit, readings };
    item.value = nearly(exactOf(item.figure));
  }
  return items;
}

/** Whether two items count things of one kind, in one scale or not. */
export const isAlike = (a: Item, b: Item): boolean =>
  a.unit !== '' && (a.unit === b.unit || isKindOf(a.unit, b.unit) || isKindOf(b.unit, a.unit));

/** Whether numbers are one, within what is rounded. */
export const areEqual = (a: number, b: number, slack: number): boolean => Math.abs(a - b) <= slack + Math.abs(a) * 1e-9;

/** Items around a sentence: of its passage three sentences before and two after; of the list above it all, of a paragraph right above it the last ones. */
export function windowAt(document: Document, items: ReadonlyMap<number, readonly Item[]>, sentence: number): Item[] {
  const { sentences } = factsOf(document);
  const own = sentences[sentence]?.passage;
  if (!own) return [];
  let from = sentence;
  for (let plain = 0; from > 0 && sentence - from < MOST_SENTENCES; from -= 1) {
    const above = sentences[from - 1]?.passage;
    if (!above || above.section !== own.section || own.index - above.index > MOST_ITEMS) break;
    if (above.label === null || above === own) plain += 1;
    if (plain > 3 || (above !== own && above.label === null && own.index - above.index > 1)) break;
  }
  let to = sentence;
  while (to - sentence < 2 && sentences[to + 1]?.passage === own) to += 1;
  const found: Item[] = [];
  for (let k = from; k <= to; k += 1) found.push(...(items.get(k) ?? []));
  return found;
}

const MOST_SENTENCES = 14;
const MOST_ITEMS = 12;

/** Whether one slip of the pen makes of an item what it would have to be. */
export function slipsTo({ figure, value: own }: Item, value: number): boolean {
  if (value <= 0) return false;
  const unit = 10 ** figure.decimals / Number(figure.scale);
  const [is, wanted] = [own * unit, value * unit].map(Math.round) as [number, number];
  if (Math.abs(wanted - value * unit) > 0.01 && figure.scale === 1n) return false;
  return areOneSlip(String(is), String(wanted));
}
