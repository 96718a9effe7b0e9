// What an office did to the Word file of a report: its narrative read back, figures changed by hand found, numbers typed beside them told, and the
// words it wrote where the product reads nothing.
import { looksOf } from '../cell-text.ts';
import { type Content, type FIELDS, fieldOf, type Inline, narrativesIn, type Paragraph } from '../content.ts';
import { adopt, folded, lineText, recipientsIn } from './adopt.ts';
import { type CutOpening, openingsBack, wasSavedByLibreOffice } from './cut-openings.ts';
import { figurePlaces } from './figure-places.ts';
import { NARRATIVE_TAG, narrativeBookmarks } from './names.ts';
import { openWord, tagOf } from './package.ts';
import { readTables, type TableFault } from './read-tables.ts';
import { type Node, readTree, type Tree, textOf } from './tree.ts';
import { type TypedNumber, typedNumbers } from './typed.ts';

/** A figure that no longer prints what the system says. */
export type ChangedFigure = { anchor: string; label: string; was: string; now: string; quote: string };

export type ReadBack = {
  /** Paragraphs of every block of narrative that was found, by its key. */
  narrative: Map<string, Paragraph[]>;
  changed: ChangedFigure[];
  /** Figures that stood in the narrative and no longer do. */
  removed: string[];
  /** Numbers somebody typed into the file: those the report had before are not told again. */
  typed: TypedNumber[];
  /** Blocks with words that are neither under their control, their bookmark nor their heading. */
  lost: string[];
  /** Paragraphs written outside every block: they were put at the end of the block before them. */
  outside: number;
  /** Beginnings of paragraphs LibreOffice dropped before a figure; they are in `narrative` again. */
  cut: CutOpening[];
  /** Names in cells, rows and tables that are not as in the report. */
  tables: TableFault[];
  /** Recipients as the office wrote them; null: as they were, or not found. */
  recipients: string[] | null;
  /** Words outside blocks and tables that the file has and the report has not, and the other way round. */
  elsewhere: { added: string[]; gone: string[] };
};

type Piece = { text: string; bold: boolean; italic: boolean; anchor: string | null };
/** `table`: the innermost table it stands in. */
export type Line = { pieces: Piece[]; block: string | null; table: Node | null; outline: boolean };

/**
 * @param content the report as it was given out
 * @param given the file as it was given out: what its template says between the blocks is nobody's edit
 * @throws UnreadableError when the file is no Word file, or broken
 */
export function readBack(bytes: Uint8Array, content: Content, given?: Uint8Array): ReadBack {
  const file = openWord(bytes);
  const tree = readTree(file.xml);
  const lines = linesOf(tree, content);
  const { faults, matched } = readTables(tree, content);
  const before = given ? freeLines(given, content) : [];
  const words_of_template = before.filter(({ block }) => block === null).map((line) => folded(lineText(line)));
  const recipients = recipientsIn(lines);
  const outside = adopt(lines, content, new Set(words_of_template));
  const narrative = new Map<string, Paragraph[]>();
  const fields = fieldsUsed(content);
  for (const line of lines) {
    if (line.block === null || line.table !== null) continue;
    const list = narrative.get(line.block) ?? [];
    list.push(paragraphOf(line.pieces, fields));
    narrative.set(line.block, list);
  }
  // The empty paragraph that an empty block keeps to write in is no paragraph.
  for (const [key, paragraphs] of narrative) if (paragraphs.length === 1 && paragraphs[0]?.length === 0) narrative.set(key, []);
  const blocks = narrativesIn(content);
  const cut = wasSavedByLibreOffice(file) ? openingsBack(narrative, content) : [];
  const free = lines.filter(({ table }) => table === null || !matched.has(table));
  const own = new Set(['', ...(recipients ?? []).map(folded), ...content.recipients.map(folded)]);
  return {
    narrative,
    changed: [...changedFigures(free, content), ...faults.flatMap((one) => changedCell(one, content))],
    removed: removedFigures(lines, content),
    typed: [...narrative].flatMap(([block, paragraphs]) => typedNumbers(block, paragraphs, content)),
    lost: blocks.filter(({ key, paragraphs }) => !narrative.has(key) && paragraphs.length > 0).map(({ key }) => key),
    outside,
    cut,
    tables: faults.filter(({ anchor }) => anchor === null),
    recipients: recipients && recipients.map(folded).join() !== content.recipients.map(folded).join() ? recipients : null,
    elsewhere: given ? different(before, free, own) : { added: [], gone: [] },
  };
}

/** Free lines of one file and not of the other, each as often as it stands there more. What stands in a block of either is that block's. */
function different(before: readonly Line[], after: readonly Line[], own: ReadonlySet<string>) {
  const less = (all: readonly Line[], others: readonly Line[]) => {
    const left = others.map((line) => folded(lineText(line)));
    const rest = all.filter((line) => {
      const at = left.indexOf(folded(lineText(line)));
      if (at >= 0) left.splice(at, 1);
      return at < 0 && line.block === null && !own.has(folded(lineText(line)));
    });
    return rest.map((line) => lineText(line).trim());
  };
  return { added: less(after, before), gone: less(before, after) };
}

// ---- reading

function linesOf(tree: Tree, content: Content): Line[] {
  const bookmarks = narrativeBookmarks(content);
  const placed = new Map(figurePlaces(tree, looksOf(content)).flatMap((place) => place.runs.map((run) => [run, place] as const)));
  const lines: Line[] = [];
  const open_blocks = new Map<string, string>();
  const state = { line: null as Line | null, tag: null as string | null, table: null as Node | null };
  const blockNow = () => state.tag ?? [...open_blocks.values()].at(-1) ?? null;
  const put = (run: Node, line: Line) => {
    const piece = pieceOf(tree, run);
    const place = placed.get(run);
    if (!place) return line.pieces.push({ ...piece, anchor: null });
    const { from, to } = place.part ?? { from: 0, to: piece.text.length };
    const words = (text: string) => (text === '' ? [] : [{ ...piece, text, anchor: null }]);
    const figure = { ...piece, text: piece.text.slice(from, to), anchor: place.anchor };
    return line.pieces.push(...words(piece.text.slice(0, from)), figure, ...words(piece.text.slice(to)));
  };
  const within = (node: Node, change: Partial<typeof state>) => {
    const before = { ...state };
    Object.assign(state, change);
    walk(node);
    Object.assign(state, before);
  };
  const walk = (node: Node): void => {
    for (const one of node.children) {
      switch (one.name) {
        case 'w:bookmarkStart': {
          const block = bookmarks.get(one.attribute('name') ?? '');
          if (block === undefined) break;
          open_blocks.set(one.attribute('id') ?? '', block);
          if (state.line) state.line.block ??= block;
          break;
        }
        case 'w:bookmarkEnd':
          open_blocks.delete(one.attribute('id') ?? '');
          break;
        case 'w:p': {
          const line: Line = { pieces: [], block: blockNow(), table: state.table, outline: isHeading(one) };
          lines.push(line);
          within(one, { line });
          break;
        }
        case 'w:tbl':
          within(one, { table: one });
          break;
        case 'w:sdt': {
          const tag = tagOf(one);
          within(one, tag.startsWith(NARRATIVE_TAG) ? { tag: tag.slice(NARRATIVE_TAG.length) } : {});
          break;
        }
        case 'w:r':
          if (state.line) put(one, state.line);
          break;
        // Deleted in tracked changes, instructions of fields, properties: nothing a reader sees.
        case 'w:del':
        case 'w:moveFrom':
        case 'w:sdtPr':
        case 'w:pPr':
        case 'mc:Fallback':
          break;
        default:
          walk(one);
      }
    }
  };
  walk(tree.root);
  return lines;
}

function isHeading(paragraph: Node): boolean {
  const properties = paragraph.children.find((one) => one.name === 'w:pPr');
  return properties?.children.some((one) => one.name === 'w:outlineLvl') ?? false;
}

function pieceOf(tree: Tree, run: Node): Omit<Piece, 'anchor'> {
  const properties = run.children.find((one) => one.name === 'w:rPr');
  const has = (name: string) =>
    properties?.children.some((one) => one.name === name && !['0', 'false', 'none'].includes(one.attribute('val') ?? '')) ??
    false;
  return { text: textOf(tree, run), bold: has('w:b'), italic: has('w:i') };
}

/** What a file says outside the report's own tables. */
function freeLines(given: Uint8Array, content: Content): Line[] {
  const tree = readTree(openWord(given).xml);
  const { matched } = readTables(tree, content);
  return linesOf(tree, content).filter(({ table }) => table === null || !matched.has(table));
}

// ---- figures

function changedFigures(lines: readonly Line[], content: Content): ChangedFigure[] {
  const changed: ChangedFigure[] = [];
  const looks = looksOf(content);
  for (const line of lines) {
    for (const [anchor, now] of figuresOf(line)) {
      const figure = content.figures[anchor];
      if (!figure || [...(looks.get(anchor) ?? [])].some((look) => squeezed(now) === squeezed(look))) continue;
      const quote = line.pieces
        .map((one) => one.text)
        .join('')
        .slice(0, 300);
      changed.push({ anchor, label: figure.label, was: figure.printed, now: now.trim(), quote });
    }
  }
  return changed;
}

/** A figure typed over in a cell, with its control or without it. */
function changedCell({ anchor, place, was, now }: TableFault, content: Content): ChangedFigure[] {
  const label = anchor === null ? undefined : content.figures[anchor]?.label;
  return anchor === null || label === undefined ? [] : [{ anchor, label, was, now, quote: place }];
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
  const left = new Set(lines.filter(({ table }) => table === null).flatMap((line) => figuresOf(line).map(([anchor]) => anchor)));
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
