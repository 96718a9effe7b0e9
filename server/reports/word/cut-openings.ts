// LibreOffice 7.4 dropped the words before the first figure of a block that was bound there, in files given out earlier: they are put back.
import type { Content, Paragraph } from '../content.ts';
import { fieldOf } from '../content.ts';
import type { WordFile } from './package.ts';

export type CutOpening = { block: string; text: string };

export function wasSavedByLibreOffice({ archive }: WordFile): boolean {
  return /<Application>LibreOffice/.test(archive.text('docProps/app.xml') ?? '');
}

/** A paragraph as it reads: what its pieces look like does not matter, nor where they are cut. */
export function spoken(content: Content, paragraph: Paragraph): string {
  return paragraph
    .map((one) => ('figure' in one ? `⟦${one.figure}⟧` : 'text' in one ? one.text : fieldOf(content, one.field)))
    .join('')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Paragraphs that now begin with a figure and go on as one of the report does from that figure are that one again. */
export function openingsBack(narrative: Map<string, Paragraph[]>, content: Content): CutOpening[] {
  const cut: CutOpening[] = [];
  for (const { blocks } of content.sections)
    for (const block of blocks) {
      const now = block.kind === 'narrative' ? narrative.get(block.key) : undefined;
      if (block.kind !== 'narrative' || !now) continue;
      const said = new Set(now.map((one) => spoken(content, one)));
      for (const whole of block.paragraphs) {
        const at = whole.findIndex((one) => 'figure' in one);
        if (at <= 0 || said.has(spoken(content, whole))) continue;
        const rest = spoken(content, whole.slice(at));
        const place = now.findIndex((one) => spoken(content, one) === rest);
        if (place < 0) continue;
        now[place] = whole;
        cut.push({ block: block.key, text: spoken(content, whole.slice(0, at)) });
      }
    }
  return cut;
}
