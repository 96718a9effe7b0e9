import { zipSync } from 'fflate';
import { escapeXml } from './xml.ts';

// Word and Excel files put together by hand, so that a test says exactly what stands in them.

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const X = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function zipOf(parts: Record<string, string | Uint8Array>): Uint8Array {
  const files = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? Buffer.from(part) : part]),
  );
  return zipSync(files, { mtime: new Date('2024-01-02T03:04:00Z') });
}

type Word = { body: string; styles?: string; numbering?: string; footnotes?: string; comments?: string };

/** A Word file of these pieces of WordprocessingML (prefix `w`). */
export function docxOf({ body, ...parts }: Word): Uint8Array {
  const given = Object.entries(parts).filter(([, xml]) => xml !== undefined) as [string, string][];
  const types = given
    .map(([name]) => `<Override PartName="/word/${name}.xml" ContentType="${OFFICE}.wordprocessingml.${name}+xml"/>`)
    .join('');
  const rels = given.map(([name], i) => `<Relationship Id="rId${i + 1}" Type="${R}/${name}" Target="${name}.xml"/>`).join('');
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${OFFICE}.wordprocessingml.document.main+xml"/>${types}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${RELS}">${rels}</Relationships>`,
    ...Object.fromEntries(
      given.map(([name, xml]) => [`word/${name}.xml`, `${HEAD}<w:${name} xmlns:w="${W}">${xml}</w:${name}>`]),
    ),
  });
}

/** A run; a paragraph of runs or of plain text; a cell. */
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
export const p = (inside: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${inside.startsWith('<') || inside === '' ? inside : r(inside)}</w:p>`;
export const tc = (inside: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${inside.startsWith('<w:') ? inside : p(inside)}</w:tc>`;
export const tr = (cells: readonly string[], properties = ''): string =>
  `<w:tr>${properties ? `<w:trPr>${properties}</w:trPr>` : ''}${cells.map((cell) => (cell.startsWith('<w:tc>') ? cell : tc(cell))).join('')}</w:tr>`;
export const tbl = (...rows: readonly string[]): string => `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`;
export const numbered = (num_id: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num_id}"/></w:numPr>`;

type Sheet = { name: string; rows: string; merges?: string[]; columns?: string; state?: string };

/** A workbook; `styles` are number formats by index, `rows` is SpreadsheetML. */
export function xlsxOf(
  sheets: readonly Sheet[],
  options: { strings?: readonly string[]; formats?: readonly string[] } = {},
): Uint8Array {
  const { strings = [], formats = [] } = options;
  const part = ({ rows, merges = [], columns = '' }: Sheet) =>
    `${HEAD}<worksheet xmlns="${X}">${columns}<sheetData>${rows}</sheetData>${merges.length ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`;
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escapeXml(code)}"/>`).join('');
  const xfs = formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('');
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${X}" xmlns:r="${R}"><sheets>${sheets.map(({ name, state }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ''}/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${RELS}">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${R}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${X}"><numFmts>${numFmts}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${X}">${strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, part(sheet)])),
  });
}

/** Cells of one row: text, or a figure with the index of its format. */
export function row(number: number, cells: Record<string, string | [value: string, format: number]>): string {
  const inside = Object.entries(cells).map(([column, cell]) =>
    typeof cell === 'string'
      ? `<c r="${column}${number}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`
      : `<c r="${column}${number}" s="${cell[1]}"><v>${cell[0]}</v></c>`,
  );
  return `<row r="${number}">${inside.join('')}</row>`;
}
