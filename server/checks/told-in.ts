import type { Document, Passage } from './document.ts';
import { type Sentence, storyOf } from './story.ts';

// Two hundred finders ask every passage first whether it tells results and how many figures it has. Three of four passages have none: each list is made
// once, and who walks it sees no others.

type Lists = { passages: (readonly Passage[])[]; story: (readonly Sentence[][])[]; masked: (readonly Passage[])[] };

const made = new WeakMap<Document, Lists>();

function listsOf(document: Document): Lists {
  let lists = made.get(document);
  if (!lists) {
    lists = { passages: [], story: [], masked: [] };
    made.set(document, lists);
  }
  return lists;
}

/** Passages outside plans and footnotes with at least so many figures, in the order of the text. */
export function toldIn(document: Document, least: number): readonly Passage[] {
  const lists = listsOf(document).passages;
  let list = lists[least];
  if (!list) {
    const all = least === 0 ? document.passages : toldIn(document, least - 1);
    list = all.filter(least === 0 ? (p) => !p.section.is_plan && !p.is_footnote : (p) => p.figures.length >= least);
    lists[least] = list;
  }
  return list;
}

/** The sentences of those passages, a list for each. */
export function storyTold(document: Document, least: number): readonly Sentence[][] {
  const lists = listsOf(document).story;
  let list = lists[least];
  if (!list) {
    const story = storyOf(document);
    list = toldIn(document, least).map(({ index }) => story[index] as Sentence[]);
    lists[least] = list;
  }
  return list;
}

const figured = new WeakMap<Document, readonly Passage[]>();

/** All passages that have a figure, plans and footnotes too: one of three. */
export function withFigures(document: Document): readonly Passage[] {
  let list = figured.get(document);
  if (!list) {
    list = document.passages.filter(({ figures }) => figures.length > 0);
    figured.set(document, list);
  }
  return list;
}

/** All passages with at least so many days, documents, periods or years. */
export function withMasks(document: Document, least: number): readonly Passage[] {
  const lists = listsOf(document).masked;
  let list = lists[least];
  if (!list) {
    list = document.passages.filter(({ masks }) => masks.length >= least);
    lists[least] = list;
  }
  return list;
}

const with_figures = new WeakMap<Document, readonly Sentence[][]>();

/** The sentences of all passages that have a figure, plans and footnotes too: only those tell a count, a part or a base. */
export function storyOfFigures(document: Document): readonly Sentence[][] {
  let list = with_figures.get(document);
  if (!list) {
    list = storyOf(document).filter((_, index) => document.passages[index]?.figures.length !== 0);
    with_figures.set(document, list);
  }
  return list;
}
