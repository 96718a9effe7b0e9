/** A stretch of text with the findings that name it, by their place in the list; none: plain text. */
export type Stretch = { text: string; findings: number[] };
export type Range = { start: number; end: number; index: number };

/** Where findings stand, sorted; one without length marks the character at its place. */
export function rangesOf(findings: readonly { place: { offset: number; length: number } }[]): Range[] {
  return findings
    .map(({ place }, index) => ({ start: place.offset, end: place.offset + Math.max(1, place.length), index }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A piece of the text, beginning at `offset`, cut where findings begin and end. */
export function stretches(text: string, offset: number, ranges: readonly Range[]): Stretch[] {
  const end = offset + text.length;
  const here = ranges.filter((one) => one.start < end && one.end > offset);
  if (here.length === 0) return text === '' ? [] : [{ text, findings: [] }];
  const cuts = new Set([offset, end]);
  for (const one of here) cuts.add(Math.max(offset, one.start)).add(Math.min(end, one.end));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => {
    const from = edges[i] as number;
    const inside = here.filter((one) => one.start < to && one.end > from);
    return {
      text: text.slice(from - offset, to - offset),
      findings: inside.map(({ index }) => index),
    };
  });
}
