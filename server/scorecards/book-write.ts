// A criteria set as an Excel book; the same form is what an import reads.
import ExcelJS from 'exceljs';
import { LANDSCAPE_A4 } from '#lib/xlsx';
import {
  before,
  COLUMNS,
  comma,
  dayVi,
  FIELDS,
  FONT,
  HEAD_SHEET,
  type Key,
  KINDS,
  LEVELS,
  MISSING,
  SOURCES,
  TREE_SHEET,
  wordOf,
} from './book-layout.ts';
import { ruleWords } from './rule-words.ts';
import { type CriteriaSet, flat, isLeaf, type Node } from './tree.ts';

/** The book of a set; the same form is what an import reads. */
export async function setBook(set: CriteriaSet): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const head = book.addWorksheet(HEAD_SHEET);
  head.columns = [
    { width: 28, style: { font: { ...FONT, bold: true } } },
    { width: 90, style: { font: FONT, numFmt: '@', alignment: { wrapText: true } } },
  ];
  const said: Record<(typeof FIELDS)[number][1], string> = {
    code: set.code,
    name_vi: set.name_vi,
    name_en: set.name_en,
    kind: wordOf(KINDS, set.kind),
    level: wordOf(LEVELS, set.level),
    valid_from: dayVi(set.valid_from),
    valid_until: set.valid_to === null ? '' : dayVi(before(set.valid_to)),
    is_official: set.is_official ? 'x' : '',
    max_points: comma(set.max_points),
    not_applicable: wordOf(MISSING, set.not_applicable),
    tie_rule: set.tie_rule.join('; '),
    bands: set.bands.map((band) => `${band.key} = ${band.label_vi} / ${band.label_en}: ${comma(band.at_least)}`).join('; '),
    source: set.source,
  };
  for (const [label, key] of FIELDS) head.addRow([label, said[key]]);
  const sheet = book.addWorksheet(TREE_SHEET, {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }],
    pageSetup: { ...LANDSCAPE_A4, printTitlesRow: '1:1' },
  });
  sheet.columns = COLUMNS.map(({ head: header, width }) => ({
    header,
    width,
    style: { font: FONT, alignment: { vertical: 'top', wrapText: true } },
  }));
  sheet.getRow(1).font = { ...FONT, bold: true };
  sheet.getColumn(1).numFmt = '@';
  for (const { node, depth } of flat(set)) {
    const row = sheet.addRow(COLUMNS.map(({ key }) => cellOf(node, key)));
    row.getCell(3).numFmt = '0.###';
    row.getCell(11).numFmt = '0.###';
    if (depth === 0) row.font = { ...FONT, bold: true };
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function cellOf(node: Node, key: Key): ExcelJS.CellValue {
  const leaf = isLeaf(node) ? node : null;
  const words = leaf && ruleWords(leaf.rule);
  switch (key) {
    case 'code':
    case 'name_vi':
      return node[key];
    case 'name_en':
      return node.name_en ?? null;
    case 'max_points':
      return Number(node.max_points);
    case 'rule':
      return words?.name ?? null;
    case 'params':
      return words?.params || null;
    case 'measure':
      return words?.measure ?? null;
    case 'scored_by':
      return leaf && wordOf(SOURCES, leaf.scored_by);
    case 'min_points':
      return leaf && leaf.min_points !== '0' ? Number(leaf.min_points) : null;
    case 'may_not_apply':
    case 'is_bonus':
      return leaf?.[key] ? 'x' : null;
    default:
      return leaf?.[key] ?? null;
  }
}
