import type { Draft } from '../report.ts';

/** A reference to a note, where it stands in the file. */
export type NoteMark = { at: number; label: string };

// A paragraph that a page break cuts goes on after others have begun: the one a mark belongs to is among the last few that did.
const LAST_BEGUN = 16;

/** Tells drafts whose characters know their places which references to notes stand in them. */
export function markNotes(drafts: readonly Draft[], marks: readonly NoteMark[]): void {
  if (marks.length === 0) return;
  const placed = drafts
    .flatMap((draft) => (draft.kind !== 'table' && draft.source?.length ? [{ draft, source: draft.source }] : []))
    .sort((a, b) => (a.source[0] as number) - (b.source[0] as number));
  let begun = 0;
  for (const { at, label } of [...marks].sort((a, b) => a.at - b.at)) {
    while (begun < placed.length && ((placed[begun] as (typeof placed)[number]).source[0] as number) <= at) begun += 1;
    let best: { draft: (typeof placed)[number]['draft']; unit: number; place: number } | null = null;
    for (const { draft, source } of placed.slice(Math.max(0, begun - LAST_BEGUN), begun)) {
      const unit = unitsUpTo(source, at);
      const place = source[unit - 1] as number;
      if (best === null || place > best.place) best = { draft, unit, place };
    }
    if (best === null) continue;
    best.draft.notes ??= [];
    best.draft.notes.push({ at: best.unit, label });
  }
}

/** How many units stand at or before a place. */
function unitsUpTo(source: Uint32Array, at: number): number {
  let [low, high] = [0, source.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((source[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
