// What a template places, and what is left for where it says `s:*`; without such a place it follows the last part that is placed: nothing is lost.
import { type Content, type ContentBlock, narrativesIn, type Section } from '../content.ts';
import { ANNEXES_TAG, NARRATIVE_TAG, REST_TAG, SECTION_TAG, TABLE_TAG } from './names.ts';
import { annexNamed, sectionNamed, tablesNamed, wholeSection } from './places.ts';

/** Blocks a control stands for, in their order. */
export function blocksNamed(content: Content, tag: string): ContentBlock[] {
  const name = tag.slice(2);
  if (tag.startsWith(TABLE_TAG)) return tablesNamed(content, name);
  const one = narrativesIn(content).find(({ key }) => key === name);
  if (one) return [one];
  return sectionNamed(content, name)?.blocks.filter(({ kind }) => kind === 'narrative') ?? [];
}

/** Keys of sections, blocks and annexes that the controls of a template stand for. */
export function placedBy(content: Content, tags: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const tag of tags) {
    if (tag === REST_TAG || tag === ANNEXES_TAG) continue;
    if (tag.startsWith(SECTION_TAG)) {
      const section = sectionNamed(content, tag.slice(SECTION_TAG.length));
      if (!section) continue;
      keys.add(section.key);
      for (const { key } of section.blocks) keys.add(key);
    } else if (tag.startsWith(NARRATIVE_TAG) || tag.startsWith(TABLE_TAG))
      for (const { key } of blocksNamed(content, tag)) keys.add(key);
    else if (tag.startsWith('a:')) {
      const annex = annexNamed(content, tag.slice(2));
      if (annex) keys.add(annex.key);
    }
  }
  return keys;
}

/** The part a control `s:` stands for: the section and those under it that have no place of their own. */
export function partOf(content: Content, section: Section, placed: ReadonlySet<string>): Section[] {
  const [first, ...under] = wholeSection(content, section);
  const own = first as Section;
  return [own, ...under.filter(({ key }) => !placed.has(key)).map((one) => without(one, placed))];
}

const without = (section: Section, placed: ReadonlySet<string>): Section => ({
  ...section,
  blocks: section.blocks.filter(({ key }) => !placed.has(key)),
});

/** Sections no control stands for. A heading stays only while something stands under it. */
export function leftOver(content: Content, tags: readonly string[]): Section[] {
  const placed = placedBy(content, tags);
  const covered = new Set<string>();
  for (const tag of tags) {
    const section = tag.startsWith(SECTION_TAG) && tag !== REST_TAG ? sectionNamed(content, tag.slice(SECTION_TAG.length)) : null;
    if (section) for (const { key } of wholeSection(content, section)) covered.add(key);
  }
  const kept = content.sections.filter(({ key }) => !covered.has(key)).map((one) => without(one, placed));
  const is_full = (one: Section) => one.blocks.length > 0 || isBare(content, one);
  return kept.filter((one) => is_full(one) || kept.some((other) => isUnder(content, other, one) && is_full(other)));
}

/** A heading the report has with nothing in it and nothing under it. */
function isBare(content: Content, { key }: Section): boolean {
  const section = content.sections.find((one) => one.key === key) as Section;
  return section.blocks.length === 0 && wholeSection(content, section).length === 1;
}

function isUnder(content: Content, one: Section, above: Section): boolean {
  const section = content.sections.find(({ key }) => key === above.key) as Section;
  return one.key !== above.key && wholeSection(content, section).some(({ key }) => key === one.key);
}
