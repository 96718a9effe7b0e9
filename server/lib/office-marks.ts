// Which links of a copy for LibreOffice the product puts into the PDF itself, and how their figures are found there again: by a colour next to black that
// LibreOffice writes in front of every word. Its own links cost it 0.3 ms each. Pure.
import { type Said, saidByStyles } from './office-styles.ts';

/** So many links LibreOffice makes about as fast as the product. */
const MANY = 500;
/** Colours in turn: no two marked figures of a row have the same one. Each costs LibreOffice a style for every look. */
export const TURNS = 23;
/** What they begin with; the last byte says whose turn it is. */
export const MARK = [1, 2] as const;
/** One in so many, the first of its kind among them. */
const MEASURED = 199;
const BLACK = '<w:color w:val="(?:auto|000000)"/>';
const LIGHT = 200;

export type MarkedFigure = {
  readonly url: string;
  readonly text: string;
  /** A page may cut it: its figures are found in another order then, but before those of the next. */
  readonly row: number;
  /** Its table and look: figures that share them stand in their lines alike. */
  readonly kind: string;
  /** LibreOffice makes a link of it too, which tells how figures of its kind lie in theirs. */
  readonly is_measured: boolean;
};
export type Mark = { colour: string; is_measured: boolean };

const hex = (byte: number) => byte.toString(16).padStart(2, '0').toUpperCase();
const LINK = /^<w:hyperlink(?: w:history="[01]")? r:id="([^"]*)"(?: w:history="[01]")?>$/;
/** An address that every program writes alike. */
const ADDRESS = /^https?:\/\/[a-z0-9.-]+(?::\d+)?\/[A-Za-z0-9/_.~-]*$/;
/** One word in letters of one kind, which nothing but a narrow column divides. */
const FIGURE = /^<w:t(?: [^>]*)?>([-+−–(]?\d[\d.,/]*%?\)?)<\/w:t>$/;
/** Cells whose words may stand upright, squeezed or not at all. */
const OTHER_CELL = /<w:(?:textDirection|tcFitText|hMerge|cellDel|cellMerge)\b|<w:vMerge(?! w:val="restart")/;

/** Colours figures of a copy, in the order they stand in it. */
export class Marks {
  readonly figures: MarkedFigure[] = [];
  readonly #urls: ReadonlyMap<string, string>;
  readonly #saidBy: Said;
  readonly #kinds = new Map<string, number>();
  #row = 0;
  #in_row = 0;

  constructor(urls: ReadonlyMap<string, string>, saidBy: Said) {
    this.#urls = urls;
    this.#saidBy = saidBy;
  }

  nextRow(): void {
    this.#row += 1;
    this.#in_row = 0;
  }

  /** @param cell its properties @param kind table, style and look @returns null: LibreOffice makes this link */
  take(link: string, text: string, { cell, style, run, kind }: Record<'cell' | 'style' | 'run' | 'kind', string>): Mark | null {
    if (this.#in_row === TURNS) return null;
    const url = this.#urls.get(LINK.exec(link)?.[1] ?? '');
    const [, said] = FIGURE.exec(text) ?? [];
    if (!url || !ADDRESS.test(url) || !said || OTHER_CELL.test(cell) || !isBlackStyle(this.#saidBy(style)) || !isBlack(run))
      return null;
    this.#in_row += 1;
    const before = this.#kinds.get(kind) ?? 0;
    this.#kinds.set(kind, before + 1);
    const is_measured = before % MEASURED === 0;
    const colour = `<w:color w:val="${[...MARK, this.figures.length % TURNS].map(hex).join('')}"/>`;
    this.figures.push({ url, text: said, row: this.#row, kind, is_measured });
    return { colour, is_measured };
  }

  get areMany(): boolean {
    return this.figures.length >= MANY;
  }
}

/** The run's look without a colour that is black anyway. */
export const withoutBlack = (run: string) => run.replace(new RegExp(BLACK, 'g'), '');

const isBlack = (look: string) => !withoutBlack(look).includes('<w:color');
const isBlackStyle = (said: string | null) => said !== null && isBlack(said) && !said.includes('<w:shd');

/**
 * For a file whose words are black where it names no other colour: LibreOffice chooses white on what is dark.
 * @returns null when its tables may stand elsewhere than in the running text, or the colours of marks are used
 */
export function marksFor(xml: string, styles: string, rels: string): Marks | null {
  const mark = new RegExp(`"#?${MARK.map(hex).join('')}[0-7][0-9A-F]"`, 'i');
  // On a grid of lines a word lies in its line now so, now so.
  if (/<w:background\b|<w:docGrid [^>]*w:type="(?!default")/.test(xml) || mark.test(xml) || mark.test(styles)) return null;
  const boxes = xml.split('<w:txbxContent').slice(1);
  if (boxes.some((one) => (one.split('</w:txbxContent>')[0] as string).includes('<w:tbl>'))) return null;
  return new Marks(urlsOf(rels), saidByStyles(styles));
}

/** Whether words of a table are black when nothing else is said, in the place and order it has in the text. */
export function isOnLight(table: string): boolean {
  if (table.includes('<w:tblpPr')) return false;
  return [...table.matchAll(/<w:shd\b[^>]*>/g)].every(([shade]) => {
    const [, fill = ''] = / w:fill="([^"]*)"/.exec(shade) ?? [];
    return / w:val="(?:clear|nil)"/.test(shade) && !/ w:theme/.test(shade) && (fill === '' || fill === 'auto' || isLight(fill));
  });
}

const isLight = (fill: string) =>
  /^[0-9A-F]{6}$/i.test(fill) && [0, 2, 4].every((at) => Number.parseInt(fill.slice(at, at + 2), 16) >= LIGHT);

function urlsOf(rels: string): Map<string, string> {
  const urls = new Map<string, string>();
  for (const [relation] of rels.matchAll(/<Relationship\b[^>]*>/g)) {
    const said = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(relation)?.[1] ?? '';
    if (said('TargetMode') === 'External' && said('Type').endsWith('/hyperlink')) urls.set(said('Id'), said('Target'));
  }
  return urls;
}
