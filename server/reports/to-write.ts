// Places that wait for the office's own words: marked where an outline makes them, found again in words that come back from Word or the browser.
import type { Run } from '#lib/document';
import type { Content, Narrative, Paragraph } from './content.ts';

/** As it is printed until somebody writes there. */
export const placeToWrite = (what: string): Run => ({ text: `[${what.replace(/\.$/, '')}]`, to_write: true });

/** Words in brackets that tell the office what to do, whoever put them there. A note in brackets says something else. */
const ASKS = /\[\s*(?:đơn vị|bổ sung|nêu|điền|ghi|nhập|lập|cập nhật|chờ|…|\.{3})[^\]]*\]/giu;

export type Place = { block: string; heading: string; text: string };

/** Every place of the report nobody wrote in yet, in reading order. */
export function placesIn({ sections }: Pick<Content, 'sections'>): Place[] {
  let part = '';
  return sections.flatMap(({ heading, blocks }) => {
    part = heading || part;
    return blocks.flatMap((block) =>
      block.kind === 'narrative' ? openIn(block).map((text) => ({ block: block.key, heading: part, text })) : [],
    );
  });
}

function openIn({ paragraphs }: Narrative): string[] {
  return paragraphs.flat().flatMap((piece) => {
    if (!('text' in piece)) return [];
    return piece.to_write ? [piece.text] : [...piece.text.matchAll(ASKS)].map(([text]) => text);
  });
}

/** Words read back from Word or the browser, with the places among them marked again: neither brings the mark along. */
export function marked(paragraphs: readonly Paragraph[], known: ReadonlySet<string>): Paragraph[] {
  return paragraphs.map((paragraph) =>
    paragraph.flatMap((piece): Paragraph => {
      if (!('text' in piece)) return [piece];
      const { text, to_write: _, ...look } = piece;
      // In the order a piece is read with: what says the same is the same.
      return pieces(text, known).map(({ text, ...mark }) => ({ text, ...look, ...mark }));
    }),
  );
}

function pieces(text: string, known: ReadonlySet<string>): { text: string; to_write?: true }[] {
  const spans = [...[...text.matchAll(ASKS)].map(([found]) => found), ...[...known].filter((one) => text.includes(one))]
    .map((found) => ({ from: text.indexOf(found), to: text.indexOf(found) + found.length }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const out: { text: string; to_write?: true }[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    if (from < at) continue;
    if (from > at) out.push({ text: text.slice(at, from) });
    out.push({ text: text.slice(from, to), to_write: true });
    at = to;
  }
  if (at < text.length || out.length === 0) out.push({ text: text.slice(at) });
  return out;
}

/** The places of a report, for `marked`. */
export function placeTexts(content: Pick<Content, 'sections'>): Set<string> {
  return new Set(placesIn(content).map(({ text }) => text));
}

/** The words of every block that has such places, without them: of a report whose office had nothing to say there. */
export function withoutPlaces({ sections }: Pick<Content, 'sections'>): Record<string, Paragraph[]> {
  const places = placeTexts({ sections });
  return Object.fromEntries(
    sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => {
        if (block.kind !== 'narrative' || openIn(block).length === 0) return [];
        const kept = marked(block.paragraphs, places)
          .map((paragraph) => paragraph.filter((piece) => !('text' in piece && piece.to_write)))
          .filter((paragraph) => paragraph.some((piece) => !('text' in piece) || piece.text.trim() !== ''));
        return [[block.key, kept] as const];
      }),
    ),
  );
}
