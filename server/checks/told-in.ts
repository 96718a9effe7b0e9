import type { Document, Passage } from './document.ts';
import { type Sentence, storyOf } from './story.ts';

// Two hundred finders ask every passage first whether it tells results and how many figures it has. Three of four passages have none: each list is made
// once, and who walks it sees no others.

/** By how many are asked for at least, and those that ask for one. */
type Lists = {
  passages: (readonly Passage[])[];
  story: (readonly Sentence[][])[];
  masked: (readonly Passage[])[];
  figured?: readonly Passage[];
  figured_story?: readonly Sentence[][];
};

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
  lists[least] ??=
    least === 0
      ? document.passages.filter((p) => !p.section.is_plan && !p.is_footnote)
      : toldIn(document, least - 1).filter((p) => p.figures.length >= least);
  return lists[least];
}

/** The sentences of those passages, a list for each. */
export function storyTold(document: Document, least: number): readonly Sentence[][] {
  const lists = listsOf(document).story;
  const story = storyOf(document);
  lists[least] ??= toldIn(document, least).map(({ index }) => story[index] as Sentence[]);
  return lists[least];
}

/** All passages that have a figure, plans and footnotes too: one of three. */
export function withFigures(document: Document): readonly Passage[] {
  const lists = listsOf(document);
  lists.figured ??= document.passages.filter(({ figures }) => figures.length > 0);
  return lists.figured;
}

/** All passages with at least so many days, documents, periods or years. */
export function withMasks(document: Document, least: number): readonly Passage[] {
  const lists = listsOf(document).masked;
  lists[least] ??= document.passages.filter(({ masks }) => masks.length >= least);
  return lists[least];
}

/** The sentences of all passages that have a figure, plans and footnotes too: only those tell a count, a part or a base. */
export function storyOfFigures(document: Document): readonly Sentence[][] {
  const lists = listsOf(document);
  lists.figured_story ??= storyOf(document).filter((_, index) => document.passages[index]?.figures.length !== 0);
  return lists.figured_story;
}
