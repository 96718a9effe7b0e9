// Names by which the pieces of a report are found again in a Word file: tags of content controls, and bookmarks, because LibreOffice keeps
// bookmarks and drops tags.
import type { Content } from '../content.ts';

/** A block of narrative: may be edited, not deleted. */
export const NARRATIVE_TAG = 't:';
/** A figure: locked, bound to the part of figures. */
export const FIGURE_TAG = 'n:';
/** A line of the head or the foot: number, place and date, title. */
export const FIELD_TAG = 'h:';
/** A section with its heading, where the template names it. */
export const SECTION_TAG = 's:';
/** All that the template does not place by name. */
export const REST_TAG = 's:*';
export const ANNEXES_TAG = 'a:*';
/** One annex, where the template names it. */
export const ANNEX_TAG = 'a:';
/** A table, or the tables of a section, where the template names them. */
export const TABLE_TAG = 'b:';

// A bookmark's name: letters, digits and `_`, 40 characters at most.
const safe = (key: string) => key.replace(/[^A-Za-z0-9]/g, '_').slice(0, 36);

export function narrativeBookmark(key: string): string {
  return `t_${safe(key)}`;
}

export function tableBookmark(key: string): string {
  return `b_${safe(key)}`;
}

/** `place` counts the places of one figure in a file: a bookmark's name may stand once. */
export function figureBookmark(anchor: string, place: number): string {
  return `n_${anchor}_${place}`;
}

/** The line of an annex that says which report it belongs to. */
export function attachedBookmark(key: string): string {
  return `k_${safe(key)}`;
}

export const isAttachedBookmark = (name: string) => name.startsWith('k_');

/** Lines of the head and the foot that change when the report is issued. */
export const ISSUED_FIELDS = ['number', 'place_and_date', 'signer'] as const;
export type IssuedField = (typeof ISSUED_FIELDS)[number];

export function fieldBookmark(field: IssuedField): string {
  return `h_${field}`;
}

export function fieldOfBookmark(name: string): IssuedField | null {
  return ISSUED_FIELDS.find((field) => fieldBookmark(field) === name) ?? null;
}

export function anchorOfBookmark(name: string): string | null {
  return /^n_(f[0-9a-f]{12})_\d+$/.exec(name)?.[1] ?? null;
}

/** Bookmark → key of every block of narrative. @throws RangeError when two keys would share a bookmark */
export function narrativeBookmarks(content: Content): Map<string, string> {
  const found = new Map<string, string>();
  for (const { blocks } of content.sections)
    for (const block of blocks) {
      if (block.kind !== 'narrative') continue;
      const name = narrativeBookmark(block.key);
      if (found.has(name)) throw new RangeError(`two blocks share the bookmark ${name}`);
      found.set(name, block.key);
    }
  return found;
}
