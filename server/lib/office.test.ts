import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { docxToPdf, holdOffice, officePid, officeProgram, stopOffice } from './office.ts';
import { plainCells } from './office-cells.ts';
import { lightCopy } from './office-copy.ts';
import { styledLinks } from './office-links.ts';
import { firstFile } from './office-warm.ts';

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

const program = await officeProgram();
test('LibreOffice is held ready without a file, comes again when it is ended, and is gone when it is stopped', {
  skip: program === null && 'LibreOffice is not installed',
  timeout: 600_000,
}, async () => {
  const folders = () => new Set(fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('motcua-office-')));
  const another = async (than: number | null) => {
    while (officePid() === null || officePid() === than) await wait(20);
    return officePid() as number;
  };
  await stopOffice();
  const before = folders();
  holdOffice();
  const first = await another(null);
  assert.equal(strFromU8((await docxToPdf(firstFile())).slice(0, 5)), '%PDF-');
  // What leads to the records in the Word file leads there in the PDF.
  const link = new ExternalHyperlink({ link: 'https://tinh.example/so-lieu/f1', children: [new TextRun('1.204')] });
  const linked = new Document({ sections: [{ children: [new Paragraph({ children: [link] })] }] });
  const pdf = Buffer.from(await docxToPdf(await Packer.toBuffer(linked)));
  assert.ok(pdf.includes('/URI(https://tinh.example/so-lieu/f1)'));
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
  assert.deepEqual(folders().difference(before), new Set());
});
