// The office's own Word file of a version: its figures, words and tables are those of the report, its layout the office's. Where that cannot be, there is
// no such file: what a report prints is one thing, on the page, in Word and in the PDF.
import type { Content } from './content.ts';
import { saysSame } from './merge.ts';
import { withTables } from './word/put-tables.ts';
import { readBack } from './word/read-back.ts';
import { refreshed } from './word/refresh.ts';
import { rewritten } from './word/rewrite.ts';

/**
 * @param before the report as the file was made from it
 * @returns the file; null when it has no place for something the report prints
 * @throws UnreadableError when it is no Word file
 */
export function ownFile(bytes: Uint8Array, content: Content, before: Content): Uint8Array | null {
  const fresh = refreshed(bytes, content, before).bytes;
  const back = readBack(fresh, content);
  const keys = new Set(
    content.sections.flatMap(({ blocks }) =>
      blocks.flatMap((one) => {
        if (one.kind !== 'narrative') return [];
        const said = back.narrative.get(one.key);
        // A block that was taken out of the file and says nothing is missed by nobody.
        return saysSame(content, said ?? [], content, one.paragraphs) ? [] : [one.key];
      }),
    ),
  );
  const worded = keys.size === 0 ? fresh : rewritten(fresh, content, keys);
  const tabled = worded && withTables(worded, content);
  return tabled && isWhole(tabled, content) ? tabled : null;
}

/** Whether a file says all that the report says. */
export function isWhole(bytes: Uint8Array, content: Content): boolean {
  const { narrative, changed, tables, removed, lost } = readBack(bytes, content);
  if (changed.length > 0 || tables.length > 0 || removed.length > 0 || lost.length > 0) return false;
  return content.sections.every(({ blocks }) =>
    blocks.every((one) => one.kind !== 'narrative' || saysSame(content, narrative.get(one.key) ?? [], content, one.paragraphs)),
  );
}
