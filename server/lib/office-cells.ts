// Cells of a Word file that hold one run each, with their look as a style of their own: LibreOffice reads a name instead of a dozen properties, and no
// control around the figure. Only for a copy that is printed. Pure.
import { isOnLight, type Marks, withoutBlack } from './office-marks.ts';
import { type Said, saidByStyles } from './office-styles.ts';

const some = (names: string) => `(?:<w:(?:${names})(?: [^>]*)?/>)*`;
// What may stand in a style just as well: nothing that numbers, indents, hides or names another style.
const PARAGRAPH_LOOK = some('keepNext|keepLines|spacing|jc');
const RUN_LOOK = some('rFonts|b|bCs|i|iCs|color|sz|szCs|lang');
const STYLE = '(?:<w:pStyle w:val="([^"<>]*)"/>)?';
const CONTROL = `<w:sdt><w:sdtPr>(?:<w:rPr>${RUN_LOOK}</w:rPr>)?${some('alias|tag|id|lock')}</w:sdtPr><w:sdtContent>`;
/** A cell's only paragraph, whose only run stands by itself, in a control, or as a link in a control. */
const PLAIN = new RegExp(
  `(?<=</w:tcPr>)<w:p(?: [^>]*)?><w:pPr>${STYLE}(${PARAGRAPH_LOOK})</w:pPr>(${CONTROL})?(<w:hyperlink [^>]*>)?` +
    `<w:r(?: [^>]*)?>(?:<w:rPr>(${RUN_LOOK})</w:rPr>)?(<w:t(?: [^>]*)?>[^<]*</w:t>)</w:r>(</w:hyperlink>)?(</w:sdtContent></w:sdt>)?</w:p>(?=</w:tc>)`,
  'g',
);

/** What a look is called in the copy, and what it says. */
class Looks {
  readonly #names = new Map<string, string>();
  readonly #saidBy: Said;

  constructor(saidBy: Said) {
    this.#saidBy = saidBy;
  }

  /** Whether a run's look may be its paragraph's: between lines of a set height LibreOffice looks at both. */
  canHold(base: string, paragraph: string): boolean {
    return !/ w:line="/.test(paragraph + (this.#saidBy(base) ?? ' w:line="'));
  }

  nameOf(base: string, paragraph: string, run: string): string {
    const said =
      `<w:basedOn w:val="${base}"/>` + `${paragraph && `<w:pPr>${paragraph}</w:pPr>`}${run && `<w:rPr>${run}</w:rPr>`}`;
    const known = this.#names.get(said) ?? `MotcuaPlain${this.#names.size}`;
    this.#names.set(said, known);
    return known;
  }

  xml(): string {
    return Array.from(
      this.#names,
      ([said, name]) =>
        `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${name}"><w:name w:val="${name}"/>${said}</w:style>`,
    ).join('');
  }
}

/**
 * @param marks of figures whose links are left out; a table in a table has none
 * @returns both parts; as they are where the look of a cell comes from the style of its table too: bold in a paragraph's style and in a table's is not bold
 */
export function plainCells(xml: string, styles: string, marks: Marks | null = null): { xml: string; styles: string } {
  const default_style = defaultOf(styles, 'paragraph');
  const table = defaultOf(styles, 'table');
  const end = styles.lastIndexOf('</w:styles>');
  if (!default_style || end < 0 || (table && /<w:[rp]Pr>/.test(table.xml))) return { xml, styles };
  const looks = new Looks(saidByStyles(styles));
  const tables = xml.split(/(?=<w:tbl>)/);
  const before = xml.startsWith('<w:tbl>') ? '' : (tables.shift() ?? '');
  const are_nested = tables.some((one) => !one.includes('</w:tbl>'));
  // With a table in a table it is not told which of them what follows the inner one belongs to.
  if (are_nested && xml.includes('<w:tblStyle')) return { xml, styles };
  const is_marked = marks !== null && !are_nested && !table?.xml.includes('<w:shd');
  const light = tables.map((one, at) => {
    if (one.includes('<w:tblStyle')) return one;
    const some = is_marked && isOnLight(one) ? marks : null;
    const rows = one.split(/(?=<w:tr[ >])/).map((row) => {
      some?.nextRow();
      // Of a row that is repeated on every page figures would be found more than once, and links of one that is cut end where it does.
      const is_usual = !row.includes('<w:tblHeader') && !row.includes('w:hRule="exact"');
      const place = { looks, default_style: default_style.id, table: at, marks: is_usual ? some : null };
      return row.replace(PLAIN, (...found) => plain(found, place));
    });
    return rows.join('');
  });
  return { xml: before + light.join(''), styles: styles.slice(0, end) + looks.xml() + styles.slice(end) };
}

type Place = { looks: Looks; default_style: string; table: number; marks: Marks | null };

function plain(found: readonly unknown[], { looks, default_style, table, marks }: Place): string {
  const [at, row] = found.slice(-2) as [number, string];
  const [all, base, paragraph, control, link, run, text, link_end, control_end] = found as [string, ...(string | undefined)[]];
  if (Boolean(control) !== Boolean(control_end) || Boolean(link) !== Boolean(link_end)) return all;
  const [style, lines, look] = [base ?? default_style, paragraph ?? '', run ?? ''];
  const cell = row.slice(row.lastIndexOf('<w:tcPr', at), at);
  const mark =
    link && text ? marks?.take(link, text, { cell, style, run: look, kind: `${table} ${style} ${lines} ${look}` }) : null;
  const said = mark ? withoutBlack(look) + mark.colour : look;
  const is_link = link && (!mark || mark.is_measured);
  // A link has a style of its own, which what is said of its run goes before.
  const [in_style, beside] = !is_link && looks.canHold(style, lines) ? [said, ''] : ['', said];
  const words = `<w:r>${beside && `<w:rPr>${beside}</w:rPr>`}${text}</w:r>`;
  const inner = is_link ? `${link}${words}${link_end}` : words;
  return `<w:p><w:pPr><w:pStyle w:val="${looks.nameOf(style, lines, in_style)}"/></w:pPr>${inner}</w:p>`;
}

/** The style of a kind that is meant where none is named. */
function defaultOf(styles: string, kind: 'paragraph' | 'table'): { id: string; xml: string } | null {
  for (const [xml, head = ''] of styles.matchAll(/<w:style( [^>]*)>[\s\S]*?<\/w:style>/g)) {
    if (head.includes(` w:type="${kind}"`) && / w:default="(?:1|true|on)"/.test(head))
      return { id: / w:styleId="([^"]*)"/.exec(head)?.[1] ?? '', xml };
  }
  return null;
}
