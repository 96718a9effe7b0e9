import type { Finding } from '../finding.ts';

/** A stretch of text with the numbers (from 0) of the findings that name it; none: plain text. */
export type Stretch = { text: string; findings: number[]; begins: number[] };

/**
 * A piece of the report's text cut where findings begin and end; findings may overlap.
 * @param sorted findings by offset
 */
export function stretches(
  text: string,
  offset: number,
  sorted: readonly { start: number; end: number; index: number }[],
): Stretch[] {
  const end = offset + text.length;
  const here = sorted.filter((one) => one.start < end && one.end > offset);
  if (here.length === 0) return text === '' ? [] : [{ text, findings: [], begins: [] }];
  const cuts = new Set([offset, end]);
  for (const one of here) {
    cuts.add(Math.max(offset, one.start));
    cuts.add(Math.min(end, one.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => {
    const from = edges[i] as number;
    const inside = here.filter((one) => one.start < to && one.end > from);
    return {
      text: text.slice(from - offset, to - offset),
      findings: inside.map(({ index }) => index),
      begins: inside.filter(({ start }) => start >= from && start < to).map(({ index }) => index),
    };
  });
}

/** Where findings stand in the report's text; one without length marks the character at its place. */
export function rangesOf(findings: readonly Finding[]): { start: number; end: number; index: number }[] {
  return findings
    .map(({ location }, index) => ({ start: location.offset, end: location.offset + Math.max(1, location.length), index }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}
