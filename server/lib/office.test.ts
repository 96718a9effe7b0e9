import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { without } from '../../test/programs.ts';
import { docxToPdf, findOffice, holdOffice, officePid, stopOffice } from './office.ts';
import { plainCells } from './office-cells.ts';
import { lightCopy, markedCopy } from './office-copy.ts';
import { styledLinks } from './office-links.ts';
import { firstFile } from './office-warm.ts';
import { PdfFile } from './pdf-file.ts';
import { wholeFile } from './pdf-join.ts';
import { linkedPdf } from './pdf-links.ts';
import { type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue, textOf } from './pdf-value.ts';

const bookmark = (id: number, name: string, text: string) =>
  `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:r><w:t>${text}</w:t></w:r><w:bookmarkEnd w:id="${id}"/>`;

test('bookmarks that nothing names are not handed to LibreOffice, those of fields and links are', () => {
  const figures = Array.from({ length: 600 }, (_, at) => bookmark(at, `n_${at}_0`, String(at))).join('');
  const field = '<w:r><w:instrText> PAGEREF bang_</w:instrText></w:r><w:r><w:instrText>hai \\h </w:instrText></w:r>';
  const link = '<w:hyperlink w:anchor="muc_mot"><w:r><w:t>mục một</w:t></w:r></w:hyperlink>';
  const body = (some: string) =>
    `<w:document><w:body><w:p>${some}${bookmark(901, 'bang_hai', 'Bảng 2')}${bookmark(902, 'muc_mot', 'Mục I')}${field}${link}</w:p></w:body></w:document>`;
  const files = (main: string) => ({ 'word/document.xml': strToU8(main), 'word/media/dau.png': Uint8Array.of(1, 2, 3) });
  const plain = Array.from({ length: 600 }, (_, at) => `<w:r><w:t>${at}</w:t></w:r>`).join('');
  const light = unzipSync(lightCopy(zipSync(files(body(figures)))));
  assert.equal(strFromU8(light['word/document.xml'] as Uint8Array), body(plain));
  assert.deepEqual(light['word/media/dau.png'], Uint8Array.of(1, 2, 3));
  const few = zipSync(files(body(bookmark(1, 'n_1_0', '1'))));
  assert.equal(lightCopy(few), few);
});

const STYLES =
  '<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:name w:val="Normal"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Cua"><w:name w:val="Cua"/><w:basedOn w:val="Thuong"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Gian"><w:name w:val="Gian"/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Do"><w:name w:val="Do"/><w:basedOn w:val="Cua"/><w:rPr><w:color w:val="C00000"/></w:rPr></w:style>' +
  '<w:style w:type="table" w:default="1" w:styleId="Bang"><w:name w:val="Normal Table"/></w:style></w:styles>';
const RIGHT = '<w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/>';
const BOLD = '<w:b/><w:sz w:val="24"/>';
const table = (cells: readonly string[], properties = '') =>
  `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tr>${cells.map((one) => `<w:tc><w:tcPr><w:tcW w:w="9"/></w:tcPr>${one}</w:tc>`).join('')}</w:tr></w:tbl>`;
const run = (look: string, text: string) => `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const control = (inner: string) =>
  `<w:sdt><w:sdtPr><w:rPr>${BOLD}</w:rPr><w:alias w:val="Số liệu"/><w:tag w:val="n:f1"/><w:id w:val="7"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>` +
  `<w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
const paragraph = (look: string, inner: string) => `<w:p><w:pPr>${look}</w:pPr>${inner}</w:p>`;

test('a plain cell of the copy names a style that says what it said, without the control around its figure', () => {
  const link = `<w:hyperlink r:id="rId9" w:history="1">${run(BOLD, '7')}</w:hyperlink>`;
  const given = table([
    paragraph(`<w:pStyle w:val="Cua"/>${RIGHT}`, control(run(BOLD, '1.204'))),
    paragraph(`<w:pStyle w:val="Cua"/>${RIGHT}`, run(BOLD, '12')),
    paragraph(RIGHT, control(link)),
  ]);
  const { xml, styles } = plainCells(given, STYLES);
  const named = (name: string) => `<w:pStyle w:val="${name}"/>`;
  const text = (said: string) => `<w:r><w:t xml:space="preserve">${said}</w:t></w:r>`;
  assert.equal(
    xml,
    table([
      paragraph(named('MotcuaPlain0'), text('1.204')),
      paragraph(named('MotcuaPlain0'), text('12')),
      // A link has a style of its own: what its run says stays before it.
      paragraph(named('MotcuaPlain1'), link),
    ]),
  );
  assert.equal(
    styles.slice(STYLES.indexOf('</w:styles>')),
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="MotcuaPlain0"><w:name w:val="MotcuaPlain0"/><w:basedOn w:val="Cua"/>' +
      `<w:pPr>${RIGHT}</w:pPr><w:rPr>${BOLD}</w:rPr></w:style>` +
      '<w:style w:type="paragraph" w:customStyle="1" w:styleId="MotcuaPlain1"><w:name w:val="MotcuaPlain1"/><w:basedOn w:val="Thuong"/>' +
      `<w:pPr>${RIGHT}</w:pPr></w:style></w:styles>`,
  );
});

test('cells that are not plain, and those whose table has a say in their look, stay as they are', () => {
  const figure = control(run(BOLD, '5'));
  for (const cell of [
    paragraph('<w:numPr/>', figure),
    paragraph('<w:ind w:left="200"/>', figure),
    paragraph(RIGHT, run('<w:rStyle w:val="Dam"/>', '5')),
    paragraph(RIGHT, run('<w:vanish/>', '5')),
    paragraph(RIGHT, run(BOLD, '5') + run(BOLD, '6')),
    paragraph(RIGHT, `${figure}<w:r><w:t> hồ sơ</w:t></w:r>`),
    paragraph(RIGHT, '<w:r><w:tab/></w:r>'),
    paragraph(RIGHT, figure) + paragraph(RIGHT, figure),
  ])
    assert.equal(plainCells(table([cell]), STYLES).xml, table([cell]));
  const plain = paragraph(RIGHT, figure);
  const styled = table([plain], '<w:tblStyle w:val="Luoi"/>');
  assert.equal(plainCells(styled, STYLES).xml, styled);
  assert.equal(
    plainCells(table([table([plain]) + plain, plain], '<w:tblStyle w:val="Luoi"/>'), STYLES).xml.includes('Plain'),
    false,
  );
  const bold = STYLES.replace('<w:name w:val="Normal Table"/>', '<w:name w:val="Normal Table"/><w:rPr><w:b/></w:rPr>');
  assert.equal(plainCells(table([plain]), bold).xml, table([plain]));
  // Between lines of a set height the look of the run stays with it.
  const spaced = plainCells(table([paragraph('<w:pStyle w:val="Gian"/>', figure)]), STYLES);
  assert.ok(spaced.xml.includes(`<w:r><w:rPr>${BOLD}</w:rPr><w:t xml:space="preserve">5</w:t></w:r>`));
  // Beside a styled one, a table without a style is its own.
  const both = plainCells(styled + table([plain]), STYLES).xml;
  assert.ok(both.startsWith(styled) && both.includes('<w:pStyle w:val="MotcuaPlain0"/>'));
});

test('runs of a link that name no style get one that says nothing of their look', () => {
  const link = (inner: string) => `<w:hyperlink r:id="rId9" w:history="1">${inner}</w:hyperlink>`;
  const before = `<w:p>${link(`${run(BOLD, '7')}<w:r><w:t>8</w:t></w:r>`)}${run(BOLD, '9')}</w:p>`;
  const named = `<w:rStyle w:val="MotcuaLink"/>`;
  const after = `<w:p>${link(`${run(named + BOLD, '7')}<w:r><w:rPr>${named}</w:rPr><w:t>8</w:t></w:r>`)}${run(BOLD, '9')}</w:p>`;
  const { xml, styles } = styledLinks(before, STYLES);
  assert.equal(xml, after);
  assert.equal(styledLinks(after, STYLES).xml, after);
  assert.ok(
    styles.includes(
      '<w:style w:type="character" w:customStyle="1" w:styleId="MotcuaLink"><w:name w:val="MotcuaLink"/></w:style>',
    ),
  );
});

const ADDRESS = 'https://tinh.example/reports/kept/7/figures/f';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const linkTo = (id: number, text: string, look = BOLD) =>
  `<w:bookmarkStart w:id="${id}" w:name="n_${id}"/>` +
  control(`<w:hyperlink r:id="r${id % 40}" w:history="1">${run(look, text)}</w:hyperlink>`) +
  `<w:bookmarkEnd w:id="${id}"/>`;
const rowOf = (cells: readonly string[], properties = '') =>
  `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${cells.map((one) => `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>${one}</w:tc>`).join('')}</w:tr>`;
const tableOf = (rows: readonly string[]) =>
  `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${'<w:gridCol w:w="1000"/>'.repeat(5)}</w:tblGrid>${rows.join('')}</w:tbl>`;

/** A report of 110 rows of five figures, the same number beside itself, whose headings come again on every page. */
function report(rows: readonly string[], styles = STYLES): Uint8Array {
  const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const links = Array.from(
    { length: 40 },
    (_, at) => `<Relationship Id="r${at}" Type="${R}/hyperlink" Target="${ADDRESS}${at}" TargetMode="External"/>`,
  );
  const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${R}"`;
  return zipSync({
    '[Content_Types].xml': xml(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/_rels/document.xml.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="s1" Type="${R}/styles" Target="styles.xml"/>${links.join('')}</Relationships>`,
    ),
    'word/styles.xml': xml(styles.replace('<w:styles>', `<w:styles ${space}>`)),
    'word/document.xml': xml(`<w:document ${space}><w:body>${tableOf(rows)}<w:p/></w:body></w:document>`),
  });
}
const figuresOf = (row: number, text: (at: number) => string) =>
  Array.from({ length: 5 }, (_, at) => paragraph(`<w:pStyle w:val="Cua"/>${RIGHT}`, linkTo(row * 5 + at, text(row * 5 + at))));
const heading = rowOf(
  figuresOf(200, () => '2024'),
  '<w:tblHeader/>',
);
const ROWS = [heading, ...Array.from({ length: 110 }, (_, row) => rowOf(figuresOf(row, (at) => `1.${100 + (at >> 1)}`)))];

test('links of figures are left out of the copy only where a figure is found again for certain', () => {
  const copy = markedCopy(report(ROWS));
  assert.equal(copy?.figures.length, 550);
  assert.deepEqual(copy?.figures[7], { ...copy?.figures[0], url: `${ADDRESS}7`, text: '1.103', row: 4, is_measured: false });
  assert.deepEqual(
    copy?.figures.flatMap(({ is_measured }, at) => (is_measured ? [at] : [])),
    [0, 199, 398],
  );
  const xml = strFromU8(unzipSync(copy?.bytes as Uint8Array)['word/document.xml'] as Uint8Array);
  // The repeated heading keeps its five, three show how figures lie in their links.
  assert.equal(xml.match(/<w:hyperlink /g)?.length, 8);
  const with_one = (cell: string, properties = '') => markedCopy(report([...ROWS, rowOf([cell], properties)]))?.figures.length;
  const cell = (look: string, text: string) => paragraph('<w:pStyle w:val="Cua"/>', linkTo(7, text, look));
  assert.equal(with_one(cell('<w:color w:val="000000"/>', '-1.204,5%')), 551);
  for (const [look, text] of [
    ['<w:color w:val="C00000"/>', '5'],
    [BOLD, 'năm'],
    [BOLD, '1 204'],
  ] as const)
    assert.equal(with_one(cell(look, text)), 550, `${look} ${text}`);
  assert.equal(with_one(paragraph('<w:pStyle w:val="Do"/>', linkTo(7, '5'))), 550);
  assert.equal(with_one(cell(BOLD, '5'), '<w:trHeight w:val="60" w:hRule="exact"/>'), 550);
  const other = (from: string, to: string) => markedCopy(report(ROWS.map((row) => row.replaceAll(from, to))));
  // Upright words, white on dark, a page of few figures: LibreOffice makes all links.
  assert.equal(other('</w:tcPr>', '<w:textDirection w:val="btLr"/></w:tcPr>'), null);
  assert.equal(other('</w:tcPr>', '<w:shd w:val="clear" w:fill="002060"/></w:tcPr>'), null);
  assert.equal(other('</w:tcPr>', '<w:shd w:val="clear" w:fill="DEEAF6"/></w:tcPr>')?.figures.length, 550);
  assert.equal(other('</w:tcPr>', '<w:shd w:val="clear" w:fill="010205"/></w:tcPr>'), null);
  assert.equal(markedCopy(report(ROWS.slice(0, 90))), null);
});

/** A page as LibreOffice writes it: figures of one kind, the first with its link. */
function pdfOf(content: string): Uint8Array {
  const name = (text: string) => new PdfName(text);
  const dict = (entries: Record<string, PdfValue>): PdfDict => new Map(Object.entries(entries));
  const ref = (num: number) => new PdfRef(num, 0);
  const names = 'beginbfchar\n<01> <0031>\n<02> <0032>\n<03> <002E>\nendbfchar';
  const link = dict({
    Subtype: name('Link'),
    Rect: [9.8, 97.4, 22.2, 111.2],
    A: dict({ S: name('URI'), URI: Buffer.from(`${ADDRESS}1`) }),
  });
  const objects: [number, PdfValue][] = [
    [1, dict({ Type: name('Catalog'), Pages: ref(2) })],
    [2, dict({ Type: name('Pages'), Kids: [ref(3)], Count: 1 })],
    [
      3,
      dict({
        Type: name('Page'),
        Parent: ref(2),
        Contents: ref(4),
        Annots: [ref(7)],
        Resources: dict({ Font: dict({ F1: ref(5) }) }),
      }),
    ],
    [4, new PdfStream(new Map(), Buffer.from(content, 'latin1'))],
    [5, dict({ Type: name('Font'), FirstChar: 0, Widths: [0, 500, 500, 250], ToUnicode: ref(6) })],
    [6, new PdfStream(new Map(), Buffer.from(names))],
    [7, link],
  ];
  return wholeFile(new Map(objects), dict({ Root: ref(1) }), 8);
}
const word = (turn: number, x: number, y: number, said: string) =>
  `q 0.0039215686 0.0078431372 ${(turn / 255).toFixed(10)} rg\nBT\n${x} ${y} Td /F1 12 Tf${said}\nET\nQ\n`;
const marked = (url: number, text: string, row: number, is_measured = false) => ({
  url: `${ADDRESS}${url}`,
  text,
  row,
  kind: 'a',
  is_measured,
});

test('links are put where LibreOffice puts them, or not at all', async () => {
  const figures = [marked(1, '11', 1, true), marked(2, '1', 1), marked(3, '1', 1), marked(4, '1.2', 2)];
  const first = word(0, 10, 100, '<0101>Tj');
  const [second, third, last] = [word(1, 40, 100, '<01>Tj'), word(2, 70, 100, '<01>Tj'), word(3, 10, 80, '[<0103>-100<02>]TJ')];
  const linksOf = async (content: string) => {
    const bytes = await linkedPdf(pdfOf(content), figures);
    if (bytes === null) return null;
    const file = new PdfFile(Buffer.from(bytes));
    const { dict } = file.page(0);
    assert.equal(file.inflated(file.get(dict.get('Contents')) as PdfStream).includes('0.0039'), false);
    return (file.get(dict.get('Annots')) as PdfValue[]).map((one) => {
      const note = file.dict(one);
      const target = file.get(file.dict(note?.get('A'))?.get('URI'));
      return [String(target).slice(ADDRESS.length), ...(file.get(note?.get('Rect')) as number[])];
    });
  };
  const expected = [
    ['1', 9.8, 97.4, 22.2, 111.2],
    ['2', 39.8, 97.4, 46.2, 111.2],
    ['3', 69.8, 97.4, 76.2, 111.2],
    ['4', 9.8, 77.4, 26.4, 91.2],
  ];
  assert.deepEqual(await linksOf(first + second + third + last), expected);
  // A page that ends within a row shows its figures in another order.
  assert.deepEqual(await linksOf(first + third + second + last), expected);
  for (const content of [
    first + second + third,
    first + second + third + third + last,
    first + second + last + third,
    first + second + third + word(3, 10, 80, '<02>Tj'),
    first + second + third + word(3, 10, 80, '<04>Tj'),
    first + second + third + last.replace('Td', 'Td 2 Tr'),
    first.replace('10 100', '10 200') + second + third + last,
    `q 1 0 0 1 5 0 cm\n${first}${second}${third}${last}Q\n`,
    `${first + second + third + last}0.0039215686 0.0078431372 0.01 RG\n`,
  ])
    assert.equal(await linksOf(content), null, content);
});

/** Every link of its PDF; of LibreOffice's own each has a target of its own. */
async function linksIn(docx: Uint8Array) {
  const file = new PdfFile(Buffer.from(await docxToPdf(docx)));
  return file.pages().flatMap(({ dict: page }, at) =>
    (file.get(page.get('Annots')) as PdfValue[]).map((one) => {
      const note = file.dict(one);
      const url = String(file.get(file.dict(note?.get('A'))?.get('URI')));
      const said = `${at} ${url} ${textOf(file.get(note?.get('Contents')) as Buffer)}`;
      return { said, rect: file.get(note?.get('Rect')) as number[], is_shared: note?.get('A') instanceof PdfRef };
    }),
  );
}

test('LibreOffice is the first on the path, or the one that the settings name, or none', async () => {
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-path-'));
  try {
    const [soffice, libreoffice] = ['soffice', 'libreoffice'].map((name) => path.join(bin, name)) as [string, string];
    fs.writeFileSync(libreoffice, '', { mode: 0o755 });
    fs.writeFileSync(soffice, '');
    const PATH = `/nothing:${bin}`;
    assert.equal(await findOffice({ PATH }), libreoffice);
    fs.chmodSync(soffice, 0o755);
    assert.equal(await findOffice({ PATH }), soffice);
    assert.equal(await findOffice({ PATH, MOTCUA_LIBREOFFICE: libreoffice }), libreoffice);
    assert.equal(await findOffice({ PATH, MOTCUA_LIBREOFFICE: '/nothing/soffice' }), null);
    assert.equal(await findOffice({ PATH, MOTCUA_LIBREOFFICE: 'none' }), null);
    assert.equal(await findOffice({}), null);
  } finally {
    fs.rmSync(bin, { recursive: true });
  }
});

test('LibreOffice is held ready without a file, comes again when it is ended, and is gone when it is stopped', {
  skip: without('writer'),
  timeout: 600_000,
}, async () => {
  // A folder of its own: other tests hold a LibreOffice too.
  const shared = os.tmpdir();
  process.env.TMPDIR = fs.mkdtempSync(path.join(shared, 'motcua-office-test-'));
  const folders = () => fs.readdirSync(os.tmpdir());
  const another = async (than: number | null) => {
    while (officePid() === null || officePid() === than) await wait(20);
    return officePid() as number;
  };
  await stopOffice();
  holdOffice();
  const first = await another(null);
  assert.equal(strFromU8((await docxToPdf(firstFile())).slice(0, 5)), '%PDF-');
  // What leads to the records in the Word file leads there in the PDF.
  const link = new ExternalHyperlink({ link: 'https://tinh.example/so-lieu/f1', children: [new TextRun('1.204')] });
  const linked = new Document({ sections: [{ children: [new Paragraph({ children: [link] })] }] });
  const pdf = Buffer.from(await docxToPdf(await Packer.toBuffer(linked)));
  assert.ok(pdf.includes('/URI(https://tinh.example/so-lieu/f1)'));
  // Of many links, those the product makes lie where LibreOffice would put them: of its copy without bookmarks it makes all.
  const [made, own] = [await linksIn(report(ROWS)), await linksIn(lightCopy(report(ROWS)))];
  assert.deepEqual([made.length, own.length], [555, 555]);
  assert.deepEqual(
    [made, own].map((all) => all.filter(({ is_shared }) => is_shared).length),
    [547, 0],
  );
  for (const { said, rect } of own) {
    const place = made.findIndex(
      (one) => one.said === said && one.rect.every((side, at) => Math.abs(side - (rect[at] as number)) < 0.2),
    );
    assert.ok(place >= 0, `${said} ${rect}`);
    made.splice(place, 1);
  }
  assert.equal(officePid(), first);
  process.kill(-first, 'SIGKILL');
  const second = await another(first);
  await stopOffice();
  assert.equal(officePid(), null);
  for (const pid of [first, second]) assert.throws(() => process.kill(-pid, 0), { code: 'ESRCH' });
  // Stopped on its way: no one is left behind.
  holdOffice();
  await wait(50);
  await stopOffice();
  assert.equal(officePid(), null);
  assert.deepEqual(folders(), []);
  fs.rmdirSync(os.tmpdir());
  process.env.TMPDIR = shared;
});
