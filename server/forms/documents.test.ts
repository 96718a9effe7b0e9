import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { exampleForm } from './example-form.ts';
import { recordLinks } from './filled.ts';
import { formDocument } from './paper.ts';
import type { Headline } from './prose.ts';
import { formXlsx } from './sheet.ts';

const GOLDEN = path.join(import.meta.dirname, '../../test/golden/documents');
const MADE = { at: new Date('2024-12-16T02:00:00Z'), on: '2024-12-16' };
const linkTo = recordLinks('http://motcua.example');

const HEADLINE: Headline = {
  received: 1519,
  carried_over: 52,
  new: 1467,
  new_online: 12,
  new_counter: 1450,
  new_post: 5,
  resolved: 1455,
  resolved_early: 1100,
  resolved_on_time: 292,
  resolved_overdue: 60,
  resolved_undated: 3,
  pending: 61,
  pending_in_time: 54,
  pending_overdue: 7,
  withdrawn_refused: 3,
  on_time_rate: '95.67',
  overdue_rate: '4.12',
  online_rate: null,
};

const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] as Uint8Array);
const plainText = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** Text of a Word part: one line a paragraph, cells of a row with ` | ` between. */
function wordText(xml: string): string {
  const rows = xml.replace(/<w:tr[ >].*?<\/w:tr>/gs, (row) => {
    const cells = [...row.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map((cell) => wordParagraphs(cell[1] as string).join(' / '));
    return `<w:p><w:r><w:t>${cells.join(' | ')}</w:t></w:r></w:p>`;
  });
  return `${plainText(wordParagraphs(rows).join('\n'))}\n`;
}

function wordParagraphs(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map((paragraph) => [...paragraph[0].matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((run) => run[1]).join(''))
    .filter((text) => text !== '');
}

test('the Word form says what the golden file says', async () => {
  const docx = await documentDocx(formDocument(exampleForm(), HEADLINE, linkTo, MADE));
  const text = wordText(part(docx, 'word/document.xml'));
  assert.equal(text, fs.readFileSync(path.join(GOLDEN, 'form-II.06a.docx.txt'), 'utf8'));
});

test('every figure of the Word form is a link to its records', async () => {
  const docx = await documentDocx(formDocument(exampleForm(), HEADLINE, linkTo, MADE));
  const targets = [...part(docx, 'word/_rels/document.xml.rels').matchAll(/Target="(http[^"]+)"/g)].map((target) =>
    plainText(target[1] as string),
  );
  // 17 figures in the sentences (the online rate is not available), 44 in the table, 2 in the notes under it.
  assert.equal(targets.length, 17 + 44 + 2);
  assert.ok(
    targets.includes(
      'http://motcua.example/figures/records?unit=H34.38&measure=on_time_rate&from=2023-12-15&to=2024-12-14&scope=all',
    ),
  );
  assert.equal(part(docx, 'word/document.xml').match(/<w:hyperlink /g)?.length, 63);
});

test('the Word form has the layout of Decree 30/2020', async () => {
  const xml = part(await documentDocx(formDocument(exampleForm(), HEADLINE, linkTo, MADE)), 'word/document.xml');
  const [portrait, landscape] = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map((section) => section[0]);
  // 210 × 297 mm; margins 20, 20, 30, 20 mm in twentieths of a point.
  assert.match(portrait as string, /<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"\/>/);
  assert.match(portrait as string, /<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/);
  assert.match(portrait as string, /<w:titlePg\/>/);
  assert.match(landscape as string, /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
  assert.equal(xml.match(/<w:tblHeader\/>/g)?.length, 4, 'the four rows of the head repeat on every page');
  const styles = part(await documentDocx(formDocument(exampleForm(), HEADLINE, linkTo, MADE)), 'word/styles.xml');
  assert.match(styles, /w:ascii="Times New Roman"/);
  // The last two rows go with the notes below them.
  const rows = xml.split('<w:tr>').slice(1);
  const keeps = rows.map((row) => row.includes('<w:keepNext/>'));
  assert.deepEqual(keeps.slice(-3), [false, true, true]);
});

test('the PDF is PDF/A-2b with the same links, two pages, all fonts inside', async () => {
  const document = formDocument(exampleForm(), HEADLINE, linkTo, MADE);
  const pdf = await documentPdf(document);
  const text = Buffer.from(pdf).toString('latin1');
  assert.equal(text.slice(0, 5), '%PDF-');
  assert.match(text, /pdfaid:part>2<.*pdfaid:conformance>B</s);
  assert.equal(text.match(/\/Type \/Page\b/g)?.length, 2);
  assert.equal(text.match(/\/S \/URI/g)?.length, 63);
  assert.ok(text.includes('/URI (http://motcua.example/figures/records?unit=H34.38&measure=pending_overdue'));
  for (const face of ['Tinos-Regular', 'Tinos-Bold', 'Tinos-Italic']) assert.ok(text.includes(face), face);
  assert.deepEqual(await documentPdf(document), pdf, 'same value, same bytes');
});

type SheetCell = { formula: string | undefined; value: string | undefined };

/** Cells as the file holds them: ExcelJS would read a linked number back as text. */
async function sheetOf(form = exampleForm()) {
  const bytes = await formXlsx(form, linkTo, MADE);
  const xml = part(bytes, 'xl/worksheets/sheet1.xml');
  const shared = [...part(bytes, 'xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((item) =>
    plainText([...(item[1] as string).matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((text) => text[1]).join('')),
  );
  const at = (address: string): SheetCell => {
    const found = new RegExp(`<c r="${address}"([^>]*)>(.*?)</c>`, 's').exec(xml);
    assert.ok(found, `${address} is empty`);
    const formula = /<f>([^<]*)<\/f>/.exec(found[2] as string)?.[1];
    const value = /<v>([^<]*)<\/v>/.exec(found[2] as string)?.[1];
    const is_shared = (found[1] as string).includes('t="s"');
    return { formula: formula && plainText(formula), value: is_shared ? shared[Number(value)] : value };
  };
  return { bytes, xml, at };
}

test('the Excel form has live formulas with their results', async () => {
  const { bytes, at } = await sheetOf();
  // Rows 6-8 head, 9 column numbers, 10-12 sectors, 13 total.
  assert.deepEqual(
    [...'ABCDEFGHIJKLM'].map((letter) => at(`${letter}9`).value),
    [
      '(1)',
      '(2)',
      '(3) = (4) + (5) + (6)',
      '(4)',
      '(5)',
      '(6)',
      '(7) = (8) + (9) + (10)',
      '(8)',
      '(9)',
      '(10)',
      '(11) = (12) + (13)',
      '(12)',
      '(13)',
    ],
  );
  assert.equal(at('B11').value, 'Đất đai');
  assert.equal(at('C11').formula, 'D11+E11+F11');
  assert.equal(at('C11').value, '310');
  assert.equal(at('K11').formula, 'L11+M11');
  assert.equal(at('G12').formula, 'H12+I12+J12+P12', 'dossiers without a time limit stand beside the form');
  assert.equal(at('C13').formula, 'SUM(C10:C12)');
  assert.equal(at('C13').value, '1519');
  assert.equal(at('Q11').formula, 'IF(C11=G11+K11+O11,"khớp","lệch "&(C11-G11-K11-O11))');
  assert.equal(at('Q11').value, 'khớp');
  assert.ok(part(bytes, 'xl/styles.xml').includes('formatCode="[&gt;=1000000]#\\.###\\.##0_);[&gt;=1000]#\\.##0_);0_)"'));
});

test('subtotals and the total by unit leave the headings out', async () => {
  const { at } = await sheetOf(exampleForm('unit'));
  // 10 group, 11 row, 12 group, 13-14 rows, 15 total.
  assert.equal(at('C10').formula, 'SUM(C11:C11)');
  assert.equal(at('C12').formula, 'SUM(C13:C14)');
  assert.equal(at('C15').formula, 'SUM(C11:C11,C13:C14)');
  assert.equal(at('C15').value, '1519');
});

test('a total that its parts do not give is a plain figure, never a formula that shows something else', async () => {
  const form = exampleForm('sector', (lines) =>
    lines.map((line) => (line.key === 'dat-dai' ? { ...line, values: { ...line.values, received: 311 } } : line)),
  );
  const { at } = await sheetOf(form);
  assert.equal(at('C11').value, '311');
  assert.equal(at('C13').value, '1519');
  assert.equal(at('Q11').value, 'lệch');
});

test('the Excel form links every figure, prints one page wide and repeats its head', async () => {
  const { bytes, xml } = await sheetOf();
  // 4 rows of 11 figures, and 2 beside the form in each row.
  assert.equal(xml.match(/<hyperlink /g)?.length, 4 * 11 + 4 * 2);
  assert.match(
    part(bytes, 'xl/worksheets/_rels/sheet1.xml.rels'),
    /Target="http:\/\/motcua\.example\/figures\/records\?unit=H34\.38&amp;measure=received/,
  );
  assert.match(xml, /<pageSetup [^>]*orientation="landscape"[^>]*fitToHeight="0"/);
  assert.match(xml, /<pageSetUpPr fitToPage="1"\/>/);
  assert.match(part(bytes, 'xl/workbook.xml'), /Print_Area[^>]*>[^<]*\$A\$1:\$M\$\d+</);
  assert.match(part(bytes, 'xl/workbook.xml'), /Print_Titles[^>]*>[^<]*\$6:\$9</);
  assert.match(xml, /<pane xSplit="2" ySplit="9"[^>]*state="frozen"/);
  // ExcelJS opens what was written: the parts are whole after the links were put in.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  assert.equal(book.getWorksheet('II.06a')?.getCell('B13').value, 'Tổng số');
});
