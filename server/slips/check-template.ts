// The check an office's own Word template must pass: a Word file that runs nothing and fetches nothing, whose tags the kind has. Pure but for unzipping.
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { carriedBy } from './fields.ts';
import type { Kind, Paper } from './kinds.ts';

/** Where a fault stands: which part, which paragraph (from 1), the words around it. */
export type Where = { part: 'body' | 'header' | 'footer' | 'notes'; paragraph: number; text: string };

export const FAULTS = [
  'not_word',
  'too_large',
  'too_many_parts',
  'macro',
  'embedded',
  'external',
  'fetching_field',
  'document_type',
  'broken_xml',
  'paper_size',
  'broken_tag',
  'unknown_tag',
  'missing_tag',
  'unclosed',
  'unopened',
  'crossed',
  'not_repeating',
  'not_fillable',
] as const;
export type FaultCode = (typeof FAULTS)[number];
export type Fault = { code: FaultCode; tag: string | null; where: Where | null };

export type Checked = { faults: Fault[]; paper: Paper | null; tags: string[] };

const MOST_BYTES = 5 * 1024 * 1024;
const MOST_PARTS = 300;
const MOST_UNPACKED = 40 * 1024 * 1024;

const fault = (code: FaultCode, tag: string | null = null, where: Where | null = null): Fault => ({ code, tag, where });

/** Parts of the file, or what is wrong with it as an archive. Sizes are those the archive states; unpacking stops there. */
function partsOf(bytes: Uint8Array): { parts: Record<string, Uint8Array> } | { faults: Fault[] } {
  if (bytes.length > MOST_BYTES) return { faults: [fault('too_large')] };
  let [count, unpacked] = [0, 0];
  let refused: FaultCode | null = null;
  try {
    const parts = unzipSync(bytes, {
      filter: (file) => {
        count += 1;
        unpacked += file.originalSize;
        if (count > MOST_PARTS) refused = 'too_many_parts';
        else if (unpacked > MOST_UNPACKED || file.originalSize > 200 * Math.max(file.size, 1000)) refused = 'too_large';
        return refused === null && /\.(xml|rels)$/i.test(file.name);
      },
    });
    if (refused) return { faults: [fault(refused)] };
    if (!parts['word/document.xml'] || !parts['[Content_Types].xml']) return { faults: [fault('not_word')] };
    return { parts };
  } catch {
    return { faults: [fault(refused ?? 'not_word')] };
  }
}

/** Names of everything in the archive, those that were not unpacked included. */
function namesOf(bytes: Uint8Array): string[] {
  const names: string[] = [];
  unzipSync(bytes, {
    filter: (file) => {
      names.push(file.name);
      return false;
    },
  });
  return names;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

// What runs or fetches: INCLUDETEXT, INCLUDEPICTURE, DDE, DATABASE, LINK, IMPORT, MACROBUTTON … A page number or a date is harmless.
const FETCHING =
  /^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD|AUTOTEXT|ASK|FILLIN|MERGEFIELD)\b/i;

function safetyFaults(bytes: Uint8Array, parts: Record<string, Uint8Array>): Fault[] {
  const faults: Fault[] = [];
  const names = namesOf(bytes);
  if (
    names.some((name) => /vba|\.bin$/i.test(name)) ||
    /macroEnabled|vbaProject/i.test(text(parts['[Content_Types].xml'] as Uint8Array))
  )
    faults.push(fault('macro'));
  if (names.some((name) => /(^|\/)(activeX|embeddings)\//i.test(name))) faults.push(fault('embedded'));
  for (const [name, part] of Object.entries(parts)) {
    const xml = text(part);
    if (/<!(DOCTYPE|ENTITY)/i.test(xml)) faults.push(fault('document_type', name));
    if (!name.endsWith('.rels')) continue;
    for (const [relation] of xml.matchAll(/<Relationship\b[^>]*>/g)) {
      // A link a reader may click fetches nothing by itself; everything else outside does.
      const is_link = /Type="[^"]*\/hyperlink"/.test(relation) && /Target="(https?|mailto):/i.test(relation);
      if (/TargetMode="External"/i.test(relation) && !is_link)
        faults.push(fault('external', /Target="([^"]*)"/.exec(relation)?.[1]?.slice(0, 120) ?? null));
      else if (/\/(attachedTemplate|aFChunk|subDocument|frame|oleObject|package)"/.test(relation)) faults.push(fault('external'));
    }
  }
  return faults;
}

type Paragraph = { text: string; fields: string; row: number };

/** Paragraphs of a part with their text joined: Word cuts a tag into pieces when somebody edits inside it. */
function paragraphsOf(xml: string): { paragraphs: Paragraph[]; page: { width: number; height: number } | null } {
  const paragraphs: Paragraph[] = [];
  let page: { width: number; height: number } | null = null;
  const open: Paragraph[] = [];
  let [row, taking] = [0, null as 'text' | 'fields' | null];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const attribute = (key: string) => String((attributes as Record<string, string>)[key] ?? '');
    if (name === 'w:tr') row += 1;
    else if (name === 'w:p') open.push({ text: '', fields: '', row });
    else if (name === 'w:t') taking = 'text';
    else if (name === 'w:instrText') taking = 'fields';
    else if (name === 'w:fldSimple' && open.length > 0) (open.at(-1) as Paragraph).fields += attribute('w:instr');
    else if ((name === 'w:br' || name === 'w:tab') && open.length > 0) (open.at(-1) as Paragraph).text += ' ';
    else if (name === 'w:pgSz') page = { width: Number(attribute('w:w')), height: Number(attribute('w:h')) };
  });
  parser.on('text', (chunk) => {
    const paragraph = open.at(-1);
    if (paragraph && taking) paragraph[taking] += chunk;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t' || name === 'w:instrText') taking = null;
    if (name === 'w:p') paragraphs.push(open.pop() as Paragraph);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return { paragraphs, page };
}

const TAG = /\{([^{}]*)\}/g;

type Opened = { name: string; list: ReadonlySet<string> | null; where: Where };

/** Tags of one part, in the order of reading. */
function tagFaults(kind: Kind, paragraphs: readonly Paragraph[], part: Where['part'], used: Set<string>): Fault[] {
  const carried = carriedBy(kind);
  const faults: Fault[] = [];
  const open: Opened[] = [];
  for (const [i, { text, fields }] of paragraphs.entries()) {
    const where: Where = { part, paragraph: i + 1, text: text.slice(0, 120) };
    if (FETCHING.test(fields)) faults.push(fault('fetching_field', fields.trim().split(/\s+/)[0] ?? null, where));
    if (/[{}]/.test(text.replace(TAG, ''))) faults.push(fault('broken_tag', null, where));
    for (const [whole, inside] of text.matchAll(TAG)) {
      const said = /^\s*([#/]?)\s*([\w.]*)\s*(?:\[[^\]]*\])?\s*$/.exec(inside as string);
      if (!said) {
        faults.push(fault('broken_tag', whole.slice(0, 60), where));
        continue;
      }
      const [, mark, name = ''] = said;
      if (mark === '/') {
        const last = open.pop();
        if (!last) faults.push(fault('unopened', name, where));
        else if (name !== '' && last.name !== name) faults.push(fault('crossed', name, where));
        continue;
      }
      used.add(name);
      const list = carried.lists.get(name) ?? null;
      if (mark === '#') {
        if (!list && !name.startsWith('has_'))
          faults.push(fault(carried.tags.has(name) ? 'not_repeating' : 'unknown_tag', name, where));
        else if (!list && !carried.tags.has(name)) faults.push(fault('unknown_tag', name, where));
        open.push({ name, list, where });
      } else if (!carried.tags.has(name) && !open.some((one) => one.list?.has(name))) {
        faults.push(fault('unknown_tag', name, where));
      }
    }
  }
  return [...faults, ...open.map((one) => fault('unclosed', one.name, one.where))];
}

// Twentieths of a point; scanners and printers differ by a few millimetres.
const SIZES: Record<Paper, readonly [number, number]> = { a4: [11906, 16838], a5: [8391, 11906] };

function paperOf(page: { width: number; height: number } | null): Paper | null {
  if (!page) return null;
  const [short, long] = [Math.min(page.width, page.height), Math.max(page.width, page.height)];
  const near = (a: number, b: number) => Math.abs(a - b) < 300;
  return (['a4', 'a5'] as const).find((paper) => near(short, SIZES[paper][0]) && near(long, SIZES[paper][1])) ?? null;
}

/** What makes a Word file unsafe to keep or unreadable: its size as an archive, what in it would run or fetch. None: it is safe. */
export function wordFaults(bytes: Uint8Array): Fault[] {
  const unpacked = partsOf(bytes);
  return 'faults' in unpacked ? unpacked.faults : safetyFaults(bytes, unpacked.parts);
}

/**
 * Everything wrong with a template, each fault with where it stands; none: it may be used.
 * @param required tags it must have
 */
export function checkTemplate(bytes: Uint8Array, kind: Kind, required: readonly string[]): Checked {
  const unpacked = partsOf(bytes);
  if ('faults' in unpacked) return { faults: unpacked.faults, paper: null, tags: [] };
  const { parts } = unpacked;
  const faults = safetyFaults(bytes, parts);
  const used = new Set<string>();
  let paper: Paper | null = null;
  for (const name of Object.keys(parts).sort()) {
    const part = /^word\/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$/.exec(name)?.[1];
    if (!part) continue;
    const place =
      part === 'document' ? 'body' : part.startsWith('header') ? 'header' : part.startsWith('footer') ? 'footer' : 'notes';
    try {
      const { paragraphs, page } = paragraphsOf(text(parts[name] as Uint8Array));
      if (place === 'body') paper = paperOf(page);
      faults.push(...tagFaults(kind, paragraphs, place, used));
    } catch {
      faults.push(fault('broken_xml', name));
    }
  }
  if (paper === null) faults.push(fault('paper_size'));
  for (const tag of required) if (!used.has(tag)) faults.push(fault('missing_tag', tag));
  return { faults, paper, tags: [...used].sort() };
}
