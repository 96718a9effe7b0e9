// Words that a finder cannot do without: whoever looks for “thấp hơn” need not see a paragraph without it.
//
// A hundred finders each looked through all four thousand paragraphs of a hundred pages for a word or two of their own, and found them in a few. All their
// words are looked for at once, in one walk over the text (Aho and Corasick), and each finder is given the paragraphs that have one of its words.
import type { Document, Passage } from './document.ts';

/** Words of which one must stand in a passage, in capitals or not. */
export type Cue = { readonly words: readonly string[]; readonly id: number };

const cues: Cue[] = [];
/** Place of each word among all words of all cues. */
const places = new Map<string, number>();

/** Declares the words of a finder, once, when its file is loaded. They are written small. */
export function cueOf(...words: readonly string[]): Cue {
  const cue = { words, id: cues.length };
  cues.push(cue);
  for (const word of words) if (!places.has(word)) places.set(word, places.size);
  return cue;
}

/** Vietnamese letters end here; a word of others is found by no cue. */
const LETTERS = 0x1f00;

type Automaton = { words: number; columns: number; column_of: Uint8Array; next: Uint16Array; found: (readonly number[])[] };

let automaton: Automaton | undefined;

/** Files that are loaded later may bring words. */
function automatonOf(): Automaton {
  if (automaton?.words !== places.size) automaton = build([...places.keys()]);
  return automaton;
}

function build(words: readonly string[]): Automaton {
  const letters = new Map<string, number>();
  for (const word of words) for (const letter of word) if (!letters.has(letter)) letters.set(letter, letters.size + 1);
  const columns = letters.size + 1;
  const column_of = new Uint8Array(LETTERS);
  for (let code = 0; code < LETTERS; code += 1) {
    const letter = String.fromCharCode(code);
    column_of[code] = letters.get(letter) ?? letters.get(letter.toLowerCase()) ?? 0;
  }
  const next = new Uint16Array((1 + words.reduce((sum, word) => sum + word.length, 0)) * columns);
  const found: number[][] = [[]];
  for (const [place, word] of words.entries()) {
    let state = 0;
    for (const letter of word) {
      const edge = state * columns + (letters.get(letter) as number);
      if (next[edge] === 0) {
        next[edge] = found.length;
        found.push([]);
      }
      state = next[edge] as number;
    }
    (found[state] as number[]).push(place);
  }
  link(next, columns, found);
  return { words: words.length, columns, column_of, next, found };
}

/** Where no letter of a word goes on, the longest end of what was read goes on: states are met in the order of their length. */
function link(next: Uint16Array, columns: number, found: number[][]): void {
  const back = new Uint16Array(found.length);
  const queue: number[] = [];
  for (let column = 1; column < columns; column += 1) if (next[column] !== 0) queue.push(next[column] as number);
  for (let i = 0; i < queue.length; i += 1) {
    const state = queue[i] as number;
    const end = back[state] as number;
    (found[state] as number[]).push(...(found[end] as number[]));
    for (let column = 0; column < columns; column += 1) {
      const edge = state * columns + column;
      const of_end = next[end * columns + column] as number;
      if (next[edge] === 0) next[edge] = of_end;
      else {
        back[next[edge] as number] = of_end;
        queue.push(next[edge] as number);
      }
    }
  }
}

type Read = {
  /** By place of the word: passages that have it, in the order of the text. */
  passages: Passage[][];
  all: (readonly Passage[])[];
  told: (readonly Passage[])[][];
};

const read = new WeakMap<Document, Read>();

function readOf(document: Document): Read {
  const known = read.get(document);
  if (known) return known;
  const { columns, column_of, next, found } = automatonOf();
  const passages: Passage[][] = Array.from({ length: places.size }, () => []);
  for (const passage of document.passages) {
    const { text } = passage;
    let state = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      state = next[state * columns + (code < LETTERS ? (column_of[code] as number) : 0)] as number;
      const ends = found[state] as readonly number[];
      for (let k = 0; k < ends.length; k += 1) {
        const list = passages[ends[k] as number] as Passage[];
        if (list[list.length - 1] !== passage) list.push(passage);
      }
    }
  }
  const made = { passages, all: [], told: [] };
  read.set(document, made);
  return made;
}

/** Passages in which one of the words stands, in the order of the text. */
export function namedIn(document: Document, cue: Cue): readonly Passage[] {
  const { all, passages } = readOf(document);
  const known = all[cue.id];
  if (known) return known;
  const lists = cue.words.map((word) => passages[places.get(word) as number] as Passage[]);
  const list = lists.length === 1 ? (lists[0] as Passage[]) : [...new Set(lists.flat())].sort((a, b) => a.index - b.index);
  all[cue.id] = list;
  return list;
}

/** Passages outside plans and footnotes with at least so many figures in which one of the words stands. */
export function toldWith(document: Document, least: number, cue: Cue): readonly Passage[] {
  const { told } = readOf(document);
  let lists = told[cue.id];
  if (!lists) {
    lists = [];
    told[cue.id] = lists;
  }
  let list = lists[least];
  if (!list) {
    list = namedIn(document, cue).filter((p) => !p.section.is_plan && !p.is_footnote && p.figures.length >= least);
    lists[least] = list;
  }
  return list;
}
