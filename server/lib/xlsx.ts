import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * Number format that groups thousands with a point whatever language Excel runs in: `1.234.567`. The points are literals, so the
 * separators of the machine do not matter; `_)` keeps the figure off the border. For whole numbers from zero up.
 */
export const COUNT_FORMAT = '[>=1000000]#\\.###\\.##0_);[>=1000]#\\.##0_);0_)';

const HYPERLINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/**
 * Adds links to cells of a sheet. ExcelJS can link text only: a linked number or formula would lose its value.
 * @param links address of the cell (`C9`) → where it leads
 * @param sheet_no counted from 1 as ExcelJS writes them
 */
export function withLinks(workbook: Uint8Array, links: ReadonlyMap<string, string>, sheet_no = 1): Uint8Array {
  if (links.size === 0) return workbook;
  const parts = unzipSync(workbook);
  const sheet_name = `xl/worksheets/sheet${sheet_no}.xml`;
  const rels_name = `xl/worksheets/_rels/sheet${sheet_no}.xml.rels`;
  const sheet = strFromU8(parts[sheet_name] as Uint8Array);
  const rels = parts[rels_name]
    ? strFromU8(parts[rels_name])
    : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${PACKAGE}"></Relationships>`;
  const entries = [...links].map(([address, target], i) => ({ address, target, id: `rIdL${i + 1}` }));
  // Order of elements is fixed by the format: hyperlinks stand before printOptions, pageMargins and what follows them.
  const at = sheet.search(/<(printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing|tableParts)\b|<\/worksheet>/);
  const elements = entries.map(({ address, id }) => `<hyperlink ref="${address}" r:id="${id}"/>`).join('');
  parts[sheet_name] = strToU8(`${sheet.slice(0, at)}<hyperlinks>${elements}</hyperlinks>${sheet.slice(at)}`);
  const relations = entries
    .map(({ target, id }) => `<Relationship Id="${id}" Type="${HYPERLINK}" Target="${escapeXml(target)}" TargetMode="External"/>`)
    .join('');
  parts[rels_name] = strToU8(rels.replace('</Relationships>', `${relations}</Relationships>`));
  return zipSync(parts, { level: 6 });
}

/** The same workbook with the same bytes whenever it is made: the parts of a fresh one bear the minute of the making. */
export function steady(workbook: Uint8Array): Uint8Array {
  return zipSync(unzipSync(workbook), { level: 6, mtime: new Date(1980, 0, 1) });
}

/** Column letters: 1 → A, 27 → AA. */
export function columnLetters(no: number): string {
  let letters = '';
  for (let rest = no; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** How a list is printed: A4 on its side, every column on the page, as many pages down as it takes. */
export const LANDSCAPE_A4 = { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
