import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { throughOffice } from '../../../test/office.ts';
import { without } from '../../../test/programs.ts';
import type { CheckedReport, Finding } from '../finding.ts';
import { readDocx } from '../read/docx.ts';
import { docxOf, numbered, p, r, tbl, tc, tr } from '../read/make-files.ts';
import { parseXml } from '../read/xml.ts';
import { withComments } from './docx-comments.ts';

const AT = new Date('2026-11-21T03:04:05Z');
const NUMBERING =
  '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>';
const FOOTNOTES = `<w:footnote w:id="1">${p('Kế hoạch số 31 ngày 30/02/2023')}</w:footnote>`;

/** Everything a comment may have to stand in. */
const BODY = [
  p(
    `${r('Tiếp nhận ')}${r('20.845', '<w:b/><w:color w:val="FF0000"/>')}${r(' hồ sơ & 5 lượt')}<w:r><w:footnoteReference w:id="1"/></w:r>`,
    numbered(1),
  ),
  p(
    `<w:ins w:id="8" w:author="x"><w:r w:rsidR="00AA"><w:rPr><w:i/></w:rPr><w:t>chèn 15.739 hồ sơ</w:t></w:r></w:ins><w:del w:id="9" w:author="x"><w:r><w:delText>xóa 1</w:delText></w:r></w:del>`,
  ),
  p(
    `<w:hyperlink w:anchor="a">${r('liên kết 98,4%')}</w:hyperlink><w:sdt><w:sdtContent>${r(' ô 7 việc')}</w:sdtContent></w:sdt>`,
  ),
  tbl(tr(['Xã', 'Số']), tr(['A', tc(p('12,5'))])),
  p(
    `${r('đã có nhận xét: ')}<w:commentRangeStart w:id="41"/>${r('31/9')}<w:commentRangeEnd w:id="41"/><w:r><w:commentReference w:id="41"/></w:r>`,
  ),
  p('Đạt tỷ lệ 88%'.normalize('NFD')),
  p(`<w:r><w:t>trước</w:t><w:tab/><w:t>giữa 44 sau</w:t><w:br/><w:t>dòng hai 45</w:t></w:r>`),
  p(`<w:r><w:pict><w:txbxContent>${p('trong khung 61 điểm')}</w:txbxContent></w:pict></w:r>`),
].join('');
const COMMENTS = `<w:comment w:id="41" w:author="Cán bộ" w:initials="CB">${p('nhận xét cũ')}</w:comment>`;
const bytes = docxOf({ body: BODY, numbering: NUMBERING, footnotes: FOOTNOTES, comments: COMMENTS });

function findingsAt(text: string, quotes: readonly string[]): CheckedReport {
  const findings = quotes.map((quote, i): Finding => {
    const offset = text.indexOf(quote);
    assert.ok(offset >= 0, quote);
    return {
      rule: `R${10 + i}`,
      severity: 'error',
      message: `Thông báo ${i} <&>`,
      file: 'a.docx',
      location: { offset, length: quote.length },
      quote,
      numbers: [],
      expected: '1 & 2',
      related: [],
    };
  });
  return { file: 'a.docx', claims: { seen: 0, bound: 0, checked: 0 }, findings, unchecked: [], rules: {} };
}

const partsOf = (file: Uint8Array) => new Map(Object.entries(unzipSync(file)).map(([name, part]) => [name, Buffer.from(part)]));

/** Text between the marks of each comment, as Word would show it. */
function commented(xml: string): Map<string, string> {
  const found = new Map<string, string>();
  const open = new Set<string>();
  let in_text = false;
  parseXml(xml, {
    open(name, attributes) {
      const id = attributes('id') ?? '';
      if (name === 'w:commentRangeStart') {
        open.add(id);
        found.set(id, '');
      } else if (name === 'w:commentRangeEnd') open.delete(id);
      else if (name === 'w:t') in_text = true;
    },
    close(name) {
      if (name === 'w:t') in_text = false;
    },
    text(start, end) {
      if (in_text) for (const id of open) found.set(id, (found.get(id) ?? '') + xml.slice(start, end));
    },
  });
  return found;
}

const QUOTES = ['20.845', ' hồ sơ & 5', '15.739', '98,4%', '7 việc', '12,5', '31/9', '88%', '44', '45', '20.845 hồ sơ'];

test('each comment stands exactly at its words, wherever they stand', () => {
  const { report, origins } = readDocx('a.docx', bytes);
  const out = withComments(origins, findingsAt(report.text, QUOTES), AT);
  const parts = partsOf(out);
  const marks = commented(parts.get('word/document.xml')?.toString() ?? '');
  const told = [...marks].map(([id, text]) => [Number(id), text.normalize('NFC')]);
  assert.deepEqual(
    told.sort((a, b) => Number(a[0]) - Number(b[0])),
    [[41, '31/9'], ...QUOTES.map((quote, i) => [42 + i, quote.replace('&', '&amp;')])],
  );
  // The text is the same, character for character.
  assert.equal(readDocx('a.docx', out).report.text, report.text);
});

test('comments that were there stay, ids are new, what is said is said whole', () => {
  const { report, origins } = readDocx('a.docx', bytes);
  const comments =
    partsOf(withComments(origins, findingsAt(report.text, ['98,4%']), AT))
      .get('word/comments.xml')
      ?.toString() ?? '';
  const texts: string[] = [];
  let author = '';
  parseXml(comments, {
    open(name, attributes) {
      if (name === 'w:comment') author = `${attributes('id')} ${attributes('author')} ${attributes('date') ?? '-'}`;
      if (name === 'w:t') texts.push(author);
    },
    close() {},
  });
  assert.deepEqual(texts, ['41 Cán bộ -', '42 Một Cửa 2026-11-21T03:04:05Z', '42 Một Cửa 2026-11-21T03:04:05Z']);
  assert.match(comments, /Lỗi R10: Thông báo 0 &lt;&amp;&gt;/);
  assert.match(comments, /Giá trị khớp: 1 &amp; 2/);
});

test('every part but the document and the comments keeps its bytes; a file without comments gets the part, its relation and its type', () => {
  const plain = docxOf({ body: BODY, numbering: NUMBERING, footnotes: FOOTNOTES });
  for (const file of [bytes, plain]) {
    const { report, origins } = readDocx('a.docx', file);
    const [before, after] = [partsOf(file), partsOf(withComments(origins, findingsAt(report.text, ['88%']), AT))];
    const may_change =
      file === bytes
        ? ['word/document.xml', 'word/comments.xml']
        : ['word/document.xml', 'word/_rels/document.xml.rels', '[Content_Types].xml'];
    for (const [name, part] of before) if (!may_change.includes(name)) assert.ok(part.equals(after.get(name) as Buffer), name);
    assert.deepEqual([...after.keys()].sort(), [...new Set([...before.keys(), 'word/comments.xml'])].sort());
  }
  const { report, origins } = readDocx('a.docx', plain);
  const after = partsOf(withComments(origins, findingsAt(report.text, ['88%']), null));
  assert.match(after.get('[Content_Types].xml')?.toString() ?? '', /PartName="\/word\/comments\.xml"/);
  assert.match(after.get('word/_rels/document.xml.rels')?.toString() ?? '', /relationships\/comments" Target="comments\.xml"/);
});

test('a footnote is commented at its mark in the text, a text box at the paragraph that holds it', () => {
  const { report, origins } = readDocx('a.docx', bytes);
  const xml =
    partsOf(withComments(origins, findingsAt(report.text, ['30/02/2023', '61 điểm']), AT))
      .get('word/document.xml')
      ?.toString() ?? '';
  assert.match(
    xml,
    /<w:commentRangeStart w:id="42"\/><w:r><w:footnoteReference w:id="1"\/><\/w:r><w:commentRangeEnd w:id="42"\/>/,
  );
  assert.match(xml, /<w:p><w:commentRangeStart w:id="43"\/><w:r><w:pict>/);
});

test('nothing found: the same document', () => {
  const { origins } = readDocx('a.docx', bytes);
  const [before, after] = [partsOf(bytes), partsOf(withComments(origins, findingsAt('', []), AT))];
  assert.deepEqual(
    [...after].map(([name, part]) => [name, part.toString('base64')]).sort(),
    [...before].map(([name, part]) => [name, part.toString('base64')]).sort(),
  );
});

test('LibreOffice opens it and shows every comment', {
  skip: without('writer'),
}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-comments-'));
  try {
    const { report, origins } = readDocx('a.docx', bytes);
    const file = path.join(folder, 'a.docx');
    fs.writeFileSync(file, withComments(origins, findingsAt(report.text, QUOTES), AT));
    const [written = ''] = await throughOffice(folder, 'fodt', [file]);
    const out = fs.readFileSync(written, 'utf8');
    assert.equal(out.match(/<office:annotation /g)?.length, QUOTES.length + 1);
    assert.equal(out.match(/<dc:creator>Một Cửa<\/dc:creator>/g)?.length, QUOTES.length);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
