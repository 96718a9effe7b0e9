// What an office did to the Word file of a report: its narrative read back, figures changed by hand found, numbers typed beside them told.
import { type Content, type FIELDS, fieldOf, type Inline, type Paragraph } from '../content.ts';
import { anchorOfBookmark, NARRATIVE_TAG, narrativeBookmarks } from './names.ts';
import { figureOf, openWord, tagOf } from './package.ts';
import { type Node, readTree, type Tree, textOf } from './tree.ts';

/** A figure that no longer prints what the system says. */
export type ChangedFigure = { anchor: string; label: string; was: string; now: string; quote: string };
/** A number in the narrative that is no figure of the report; `same_as` names a figure that prints like it. */
export type TypedNumber = { text: string; quote: string; block: string; same_as: string | null };

export type ReadBack = {
  /** Paragraphs of every block of narrative that was found, by its key. */
  narrative: Map<string, Paragraph[]>;
  changed: ChangedFigure[];
  /** Figures that stood in the narrative and no longer do. */
  removed: string[];
  typed: TypedNumber[];
  /** Blocks that are neither under their control, their bookmark nor their heading. */
  lost: string[];
  /** Paragraphs written outside every block: they were put at the end of the block before them. */
  outside: number;
};

/** `is_held`: the figure is known by its control, not only by a bookmark around it. */
type Piece = { text: string; bold: boolean; italic: boolean; anchor: string | null; is_held: boolean };
type Line = { pieces: Piece[]; block: string | null; is_in_table: boolean; outline: boolean };

/**
 * @param content the report as it was given out
 * @param given the file as it was given out: what its template says between the blocks is nobody's edit
 * @throws UnreadableError when the file is no Word file, or broken
 */
export function readBack(bytes: Uint8Array, content: Content, given?: Uint8Array): ReadBack {
  const { xml } = openWord(bytes);
  const tree = readTree(xml);
  const lines = linesOf(tree, content);
  const outside = adopt(lines, content, given ? templateWords(given, content) : new Set());
  const narrative = new Map<string, Paragraph[]>();
  const fields = fieldsUsed(content);
  for (const line of lines) {
    if (line.block === null || line.is_in_table) continue;
    const list = narrative.get(line.block) ?? [];
    list.push(paragraphOf(line.pieces, fields));
    narrative.set(line.block, list);
  }
  // The empty paragraph that an empty block keeps to write in is no paragraph.
  for (const [key, paragraphs] of narrative) if (paragraphs.length === 1 && paragraphs[0]?.length === 0) narrative.set(key, []);
  const keys = content.sections.flatMap(({ blocks }) => blocks.filter((one) => one.kind === 'narrative').map(({ key }) => key));
  return {
    narrative,
    changed: changedFigures(lines, content),
    removed: removedFigures(lines, content),
    typed: [...narrative].flatMap(([block, paragraphs]) => typedNumbers(block, paragraphs, content)),
    lost: keys.filter((key) => !narrative.has(key)),
    outside,
  };
}

// ---- reading

function linesOf(tree: Tree, content: Content): Line[] {
  const bookmarks = narrativeBookmarks(content);
  const lines: Line[] = [];
  const open_blocks = new Map<string, string>();
  const open_figures = new Map<string, string>();
  const state = { line: null as Line | null, tag: null as string | null, tables: 0 };

  const figureNow = (held: string | null) => held ?? [...open_figures.values()].at(-1) ?? null;
  const blockNow = () => state.tag ?? [...open_blocks.values()].at(-1) ?? null;

  const walk = (node: Node, anchor: string | null): void => {
    for (const one of node.children) {
      switch (one.name) {
        case 'w:bookmarkStart': {
          const [id, name] = [one.attribute('id') ?? '', one.attribute('name') ?? ''];
          const block = bookmarks.get(name);
          if (block !== undefined) {
            open_blocks.set(id, block);
            if (state.line) state.line.block ??= block;
          }
          const figure = anchorOfBookmark(name);
          if (figure !== null && content.figures[figure]) open_figures.set(id, figure);
          break;
        }
        case 'w:bookmarkEnd':
          open_blocks.delete(one.attribute('id') ?? '');
          open_figures.delete(one.attribute('id') ?? '');
          break;
        case 'w:p': {
          const outer = state.line;
          state.line = { pieces: [], block: blockNow(), is_in_table: state.tables > 0, outline: isHeading(one) };
          lines.push(state.line);
          walk(one, anchor);
          state.line = outer;
          break;
        }
        case 'w:tbl':
          state.tables += 1;
          walk(one, anchor);
          state.tables -= 1;
          break;
        case 'w:sdt': {
          const tag = tagOf(one);
          const was = state.tag;
          if (tag.startsWith(NARRATIVE_TAG)) state.tag = tag.slice(NARRATIVE_TAG.length);
          const own = figureOf(one);
          walk(one, own !== null && content.figures[own] ? own : anchor);
          state.tag = was;
          break;
        }
        case 'w:r':
          if (state.line) state.line.pieces.push({ ...pieceOf(tree, one, figureNow(anchor)), is_held: anchor !== null });
          break;
        // Deleted in tracked changes, instructions of fields, properties: nothing a reader sees.
        case 'w:del':
        case 'w:moveFrom':
        case 'w:sdtPr':
        case 'w:pPr':
        case 'mc:Fallback':
          break;
        default:
          walk(one, anchor);
      }
    }
  };
  walk(tree.root, null);
  for (const line of lines) line.pieces = sharpened(line.pieces, content);
  return lines;
}

/**
 * LibreOffice may stretch a bookmark over words beside its figure. What a control holds is the figure; without one, the part that prints like it.
 */
function sharpened(pieces: readonly Piece[], content: Content): Piece[] {
  const held = new Set(pieces.filter(({ is_held }) => is_held).map(({ anchor }) => anchor));
  return pieces.flatMap((piece): Piece[] => {
    const { anchor, is_held, text } = piece;
    if (anchor === null || is_held) return [piece];
    if (held.has(anchor)) return [{ ...piece, anchor: null }];
    const printed = content.figures[anchor]?.printed ?? '';
    const at = printed === '' ? -1 : text.indexOf(printed);
    if (at < 0 || text === printed) return [piece];
    const words = (from: number, to?: number): Piece[] =>
      text.slice(from, to) === '' ? [] : [{ ...piece, text: text.slice(from, to), anchor: null }];
    return [...words(0, at), { ...piece, text: printed }, ...words(at + printed.length)];
  });
}

function isHeading(paragraph: Node): boolean {
  const properties = paragraph.children.find((one) => one.name === 'w:pPr');
  return properties?.children.some((one) => one.name === 'w:outlineLvl') ?? false;
}

function pieceOf(tree: Tree, run: Node, anchor: string | null): Omit<Piece, 'is_held'> {
  const properties = run.children.find((one) => one.name === 'w:rPr');
  const has = (name: string) =>
    properties?.children.some((one) => one.name === name && !['0', 'false', 'none'].includes(one.attribute('val') ?? '')) ??
    false;
  return { text: textOf(tree, run), bold: has('w:b'), italic: has('w:i'), anchor };
}

// ---- blocks that lost their control and their bookmark

const folded = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function templateWords(given: Uint8Array, content: Content): Set<string> {
  const lines = linesOf(readTree(openWord(given).xml), content);
  return new Set(lines.filter(({ block }) => block === null).map(({ pieces }) => folded(pieces.map((one) => one.text).join(''))));
}

/**
 * Gives lines without a block to one: under the heading of a section to its block when the file no longer says where that begins, else to the
 * block before them in the same section, so that a paragraph written after the end of a control is not lost.
 * @returns how many lines were written outside every block
 */
function adopt(lines: Line[], content: Content, words_of_template: ReadonlySet<string>): number {
  const headings = new Map<string, string[]>();
  const section_of = new Map<string, string>();
  for (const { heading, key, blocks } of content.sections) {
    const keys = blocks.filter((one) => one.kind === 'narrative').map((one) => one.key);
    headings.set(folded(heading), keys);
    for (const one of keys) section_of.set(one, key);
  }
  const found = new Set(lines.flatMap(({ block }) => (block === null ? [] : [block])));
  const captions = new Set(
    content.sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'table' ? [folded(one.caption)] : []))),
  );
  let outside = 0;
  let here: string | null = null;
  let is_inside = false;
  for (const line of lines) {
    if (line.is_in_table) continue;
    const text = folded(line.pieces.map((one) => one.text).join(''));
    const known = headings.get(text);
    if (known) {
      is_inside = true;
      here = known.find((key) => !found.has(key)) ?? null;
    } else if (line.block !== null) {
      here = line.block;
      is_inside = true;
    } else if (
      is_inside &&
      here !== null &&
      text !== '' &&
      !captions.has(text) &&
      !words_of_template.has(text) &&
      !isClosing(text)
    ) {
      if (found.has(here)) outside += 1;
      line.block = here;
    } else if (isClosing(text)) {
      here = null;
      is_inside = false;
    }
  }
  return outside;
}

// After the text come the recipients, the authority and the annexes.
function isClosing(text: string): boolean {
  return /^(nơi nhận|tm\.|kt\.|tl\.|tuq\.|q\.|phụ lục)/.test(text);
}

// ---- figures

function changedFigures(lines: readonly Line[], content: Content): ChangedFigure[] {
  const changed: ChangedFigure[] = [];
  for (const line of lines) {
    for (const [anchor, now] of figuresOf(line)) {
      const figure = content.figures[anchor];
      if (!figure || squeezed(now) === squeezed(figure.printed)) continue;
      const quote = line.pieces
        .map((one) => one.text)
        .join('')
        .slice(0, 300);
      changed.push({ anchor, label: figure.label, was: figure.printed, now: now.trim(), quote });
    }
  }
  return changed;
}

/** Figures of a line with their text: neighbouring runs of one figure are one. */
function figuresOf(line: Line): [string, string][] {
  const found: [string, string][] = [];
  let last: string | null = null;
  for (const { anchor, text } of line.pieces) {
    if (anchor === null) last = null;
    else if (anchor === last) (found.at(-1) as [string, string])[1] += text;
    else {
      found.push([anchor, text]);
      last = anchor;
    }
  }
  return found;
}

const squeezed = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, '');

function removedFigures(lines: readonly Line[], content: Content): string[] {
  const left = new Set(
    lines.filter(({ is_in_table }) => !is_in_table).flatMap((line) => figuresOf(line).map(([anchor]) => anchor)),
  );
  const stood = new Set<string>();
  for (const { blocks } of content.sections)
    for (const block of blocks)
      if (block.kind === 'narrative')
        for (const paragraph of block.paragraphs) for (const one of paragraph) if ('figure' in one) stood.add(one.figure);
  return [...stood].filter((anchor) => !left.has(anchor));
}

// ---- narrative

/** Fields that the report used, with what they print: where that stands in the text it is the field again, and will be refreshed. */
function fieldsUsed(content: Content): [(typeof FIELDS)[number], string][] {
  const used = new Set<(typeof FIELDS)[number]>();
  for (const { blocks } of content.sections)
    for (const block of blocks)
      if (block.kind === 'narrative')
        for (const paragraph of block.paragraphs) for (const one of paragraph) if ('field' in one) used.add(one.field);
  return [...used]
    .map((field): [(typeof FIELDS)[number], string] => [field, fieldOf(content, field)])
    .filter(([, text]) => text !== '');
}

function paragraphOf(pieces: readonly Piece[], fields: readonly [(typeof FIELDS)[number], string][]): Paragraph {
  const out: Paragraph = [];
  let last: string | null = null;
  for (const { text, bold, italic, anchor } of pieces) {
    if (anchor !== null) {
      // What was typed over it is told as a changed figure; the report keeps the figure.
      if (anchor !== last) out.push(bold ? { figure: anchor, bold } : { figure: anchor });
      last = anchor;
      continue;
    }
    last = null;
    if (text === '') continue;
    const before = out.at(-1);
    const look = { ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) };
    if (before && 'text' in before && (before.bold ?? false) === bold && (before.italic ?? false) === italic) before.text += text;
    else out.push({ text, ...look });
  }
  return out.flatMap((one) => ('text' in one && !one.bold && !one.italic ? withFields(one.text, fields) : [one]));
}

function withFields(text: string, fields: readonly [(typeof FIELDS)[number], string][]): Inline[] {
  for (const [field, printed] of fields) {
    const at = text.indexOf(printed);
    if (at >= 0)
      return [...withFields(text.slice(0, at), fields), { field }, ...withFields(text.slice(at + printed.length), fields)];
  }
  return text === '' ? [] : [{ text }];
}

// Numbers of documents, days, clauses and the like are names, not figures.
const NAMES =
  /\d+\/\d{4}\/[\p{L}\d-]+|\d+\/[\p{Lu}][\p{L}\d-]*|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\/\d{4}|(?:ngày|tháng|năm|quý|kỳ|giai đoạn|nhiệm kỳ)\s+\d+(?:\s*[-–]\s*\d+)?|(?:điều|khoản|điểm|phụ lục|biểu|bảng|mục|phần|số hiệu|mẫu)\s+(?:số\s+)?\d+[\d.]*[\p{L}]?/giu;
const NUMBER = /(?<![\p{L}\d])\d+(?:[.,]\d+)*(?:\s?%)?/gu;

function typedNumbers(block: string, paragraphs: readonly Paragraph[], content: Content): TypedNumber[] {
  const printed = new Map(Object.values(content.figures).map((one) => [squeezed(one.printed), one.anchor]));
  return paragraphs.flatMap((paragraph) => {
    const quote = paragraph
      .map((one: Inline) => ('text' in one ? one.text : 'figure' in one ? `[${content.figures[one.figure]?.printed ?? ''}]` : ''))
      .join('');
    return paragraph.flatMap((one) => {
      if (!('text' in one)) return [];
      // A number at the head of a paragraph numbers it.
      const at_head =
        paragraph[0] === one ? one.text.replace(/^\s*\d+(?:\.\d+)*[.)]\s/, (head) => ' '.repeat(head.length)) : one.text;
      const text = at_head.replace(NAMES, (name) => ' '.repeat(name.length));
      return [...text.matchAll(NUMBER)].map(([number]) => ({
        text: number,
        quote: quote.slice(0, 300),
        block,
        same_as: printed.get(squeezed(number)) ?? null,
      }));
    });
  });
}
