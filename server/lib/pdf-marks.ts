// Words of a page of a PDF that LibreOffice wrote whose colour is a mark. LibreOffice writes each alone: `q 0.004 0.008 0.1 rg BT x y Td /F1 12 Tf <01>Tj ET Q`.
// What is written otherwise is not understood, and told as such.
import type { PdfFile } from './pdf-file.ts';
import { type PdfDict, PdfStream } from './pdf-value.ts';

/** In points, from the lower left corner of the page; `y` is the line the letters stand on. */
export type MarkedWord = { turn: number; text: string; x: number; x2: number; y: number; size: number };

type Letter = { text: string; width: number };
type Letters = ReadonlyMap<number, Letter>;
export type Fonts = ReadonlyMap<string, Letters>;
export type KnownFonts = Map<PdfDict, Letters>;

const RED_AND_GREEN = '0\\.0039\\d* 0\\.0078\\d*';
const WORD = new RegExp(
  `(?<=^|\\n)q ${RED_AND_GREEN} ([01]?\\.?\\d*) rg\\nBT\\n(-?[\\d.]+) (-?[\\d.]+) Td /(\\w+) ([\\d.]+) Tf(?:<([0-9A-F]+)>Tj|\\[([^\\]\\n]*)\\]TJ)\\nET\\nQ(?=\\n|$)`,
  'g',
);
const LEFT = new RegExp(`${RED_AND_GREEN} [\\d.]+ (?:rg|RG)(?=\\s|$)`);
const BLACK = 'q 0 0 0 rg';

/** @returns the page's content with its marks black, and what was marked; null when not all of it is understood */
export function markedWords(content: string, fonts: Fonts): { content: string; words: MarkedWord[] } | null {
  const words: MarkedWord[] = [];
  let is_clear = true;
  const moved = content.includes(' cm') ? movedIn(content) : [];
  const black = content.replace(WORD, (all: string, blue, x, y, font, size, plain, spaced, at: number) => {
    const letters = lettersOf(plain === undefined ? spaced : `<${plain}>`, fonts.get(font));
    if (!letters || moved.some(([from, to]) => from < at && at < to)) is_clear = false;
    else {
      const width = (letters.width * Number(size)) / 1000;
      const turn = Math.round(Number(blue) * 255);
      words.push({ turn, text: letters.text, x: Number(x), x2: Number(x) + width, y: Number(y), size: Number(size) });
    }
    return BLACK + all.slice(all.indexOf(' rg') + 3);
  });
  return is_clear && !LEFT.test(black) ? { content: black, words } : null;
}

/** `<0102>-3<04>`: letters by their number in the font, and how much less than their width the next one stands off. */
function lettersOf(said: string, font: Letters | undefined): Letter | null {
  let [text, width] = ['', 0];
  for (const [, codes, less] of said.matchAll(/<([0-9A-F]*)>|(-?[\d.]+)|[^\s]/g)) {
    if (less !== undefined) width -= Number(less);
    else if (codes === undefined || codes.length % 2 !== 0) return null;
    else
      for (const code of Buffer.from(codes, 'hex')) {
        const letter = font?.get(code);
        if (!letter) return null;
        text += letter.text;
        width += letter.width;
      }
  }
  return { text, width };
}

/** Parts of a page whose places are moved, turned or scaled: from a `cm` to the `Q` that ends it. */
function movedIn(content: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  const open: (number | null)[] = [null];
  for (const { 0: operator, index } of content.matchAll(/(?<=^|\s)(?:q|Q|cm)(?=\s|$)/g)) {
    if (operator === 'q') open.push(null);
    else if (operator === 'cm') open[open.length - 1] ??= index;
    else {
      const from = open.pop();
      if (typeof from === 'number') found.push([from, index]);
    }
  }
  for (const from of open) if (from !== null) found.push([from, content.length]);
  return found;
}

/** Letters of the fonts a page names; a font that is not understood has none. */
export function fontsOf(file: PdfFile, resources: PdfDict | null, known: KnownFonts): Fonts {
  const fonts = new Map<string, Letters>();
  for (const [name, ref] of file.dict(resources?.get('Font')) ?? []) {
    const font = file.dict(ref);
    if (!font) continue;
    const letters = known.get(font) ?? lettersIn(file, font);
    known.set(font, letters);
    fonts.set(name, letters);
  }
  return fonts;
}

function lettersIn(file: PdfFile, font: PdfDict): Letters {
  const letters = new Map<number, Letter>();
  const [first, widths, names] = [file.get(font.get('FirstChar')), file.get(font.get('Widths')), file.get(font.get('ToUnicode'))];
  if (typeof first !== 'number' || !Array.isArray(widths) || !(names instanceof PdfStream)) return letters;
  const map = file.inflated(names).toString('latin1');
  for (const [, lines = ''] of map.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g))
    for (const [, code = '', text = ''] of lines.matchAll(/<([0-9A-F]{2})>\s*<((?:[0-9A-F]{4})+)>/gi)) {
      const at = Number.parseInt(code, 16);
      const width = file.get(widths[at - first]);
      if (typeof width === 'number') letters.set(at, { text: Buffer.from(text, 'hex').swap16().toString('utf16le'), width });
    }
  return letters;
}
