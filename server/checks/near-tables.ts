import type { Passage } from './document.ts';
import { isCited, isNear, type Shown } from './shown-tables.ts';

type Index = { befores: number[]; sections: Set<Passage['section']>; annexes: Shown[] };

const made = new WeakMap<readonly Shown[], Index>();

function indexOf(shown: readonly Shown[]): Index {
  let index = made.get(shown);
  if (!index) {
    index = {
      befores: shown.map(({ before }) => before).sort((a, b) => a - b),
      sections: new Set(shown.map(({ section }) => section)),
      annexes: shown.filter(({ section }) => section.label?.style === 'annex'),
    };
    made.set(shown, index);
  }
  return index;
}

/** Whether some table stands within `most` passages, or in the section. Of a long report most passages stand near none: told without asking each table. */
function hasNear({ befores, sections }: Index, { index, section }: Passage, most: number): boolean {
  if (sections.has(section)) return true;
  let [low, high] = [0, befores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((befores[middle] as number) < index - most) low = middle + 1;
    else high = middle;
  }
  return (befores[low] ?? Number.POSITIVE_INFINITY) <= index + most;
}

const NONE: readonly Shown[] = [];

/** The tables that `isNear` finds near a passage. */
export const tablesNear = (shown: readonly Shown[], passage: Passage, most: number): readonly Shown[] =>
  hasNear(indexOf(shown), passage, most) ? shown.filter((table) => isNear(table, passage, most)) : NONE;

/** The tables that are near a passage, or in an annex that the words name. */
export function tablesNearOrCited(shown: readonly Shown[], passage: Passage, most: number, words: string): readonly Shown[] {
  const index = indexOf(shown);
  const cites = index.annexes.length > 0 && /phụ|biểu|bảng/iu.test(words);
  if (!cites) return tablesNear(shown, passage, most);
  return shown.filter((table) => isNear(table, passage, most) || isCited(table, words));
}
