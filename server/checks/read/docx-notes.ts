import { FORMER, UNPRINTED } from './docx-printed.ts';
import { Mapped } from './mapped.ts';
import { ENTITY, entity, parseXml } from './xml.ts';

export type DocxPart = { xml: string; kind: 'footnote' | 'endnote' };

/** Footnotes or endnotes as they are printed, paragraphs in one line, in the order of the part. */
export function notesOf({ xml, kind }: DocxPart): { id: string; text: string }[] {
  const notes: { id: string; text: string }[] = [];
  let id: string | null = null;
  let mapped = new Mapped();
  let in_text = 0;
  let skipped = 0;
  parseXml(xml, {
    open(name, attributes, start) {
      if (skipped > 0 || UNPRINTED.has(name) || FORMER.test(name)) skipped += 1;
      else if (name === `w:${kind}`) {
        id = attributes('id');
        mapped = new Mapped();
      } else if (name === 'w:t') in_text += 1;
      else if ((name === 'w:p' && mapped.length > 0) || name === 'w:tab' || name === 'w:br') mapped.addAt(' ', start);
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      if (name === 'w:t') in_text -= 1;
      if (name === `w:${kind}` && id !== null) notes.push({ id, text: mapped.done().text });
    },
    text(start, end) {
      if (in_text > 0 && skipped === 0)
        mapped.add(
          xml.slice(start, end).replace(ENTITY, (whole, body: string) => entity(body) ?? whole),
          start,
        );
    },
  });
  return notes;
}
