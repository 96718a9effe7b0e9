import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { openZip, rezip } from '#checks';
import { throughOffice } from '../../../test/office.ts';
import { without } from '../../../test/programs.ts';
import { exampleContent, LATE, ON_TIME, RECEIVED, RESOLVED } from './example-content.ts';
import { draft, MADE, narrativeOf, plainText, STORE, typed } from './example-file.ts';
import { filled } from './fill.ts';
import { openWord } from './package.ts';
import { readBack } from './read-back.ts';
import { refreshed } from './refresh.ts';
import { defaultTemplate } from './template.ts';

// LibreOffice does not keep the look of a bound figure, and reads the marks of the paragraph.
const withoutLooks = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replaceAll(',"bold":true', '').replaceAll(',"italic":true', ''));

test('a report in the default template says everything, and reads back as it was', async () => {
  const content = exampleContent();
  const bytes = await draft();
  const text = plainText(bytes);
  for (const said of [
    'XÃ BỜ Y',
    'BÁO CÁO',
    'quý III năm 2026',
    '1.234',
    '98,7 %',
    'Nơi nhận:',
    '- Sở Nội vụ;',
    'A Văn Mẫu',
    'PHỤ LỤC I',
  ])
    assert.ok(text.includes(said), said);
  const back = readBack(bytes, content);
  assert.deepEqual([...back.narrative], narrativeOf(content));
  assert.deepEqual(back.changed, []);
  assert.deepEqual(back.removed, []);
  assert.deepEqual(back.lost, []);
  assert.equal(back.outside, 0);
});

test('figures are locked, with an anchor and a bookmark each, and bound to nothing: LibreOffice would lose the words before them', async () => {
  const bytes = await draft();
  const { xml, archive } = openWord(bytes);
  assert.equal(xml.match(/<w:lock w:val="sdtContentLocked"\/>/g)?.length, 6);
  assert.equal(xml.match(/w:name="n_f0000000000/g)?.length, 6);
  assert.equal(xml.includes('w:dataBinding'), false);
  assert.match(
    archive.text('customXml/item1.xml') ?? '',
    new RegExp(`<figure id="${RECEIVED}" measure="received">1.234</figure>`),
  );
  assert.match(archive.text('customXml/itemProps1.xml') ?? '', /0A1B2C3D/);
});

test('in an issued file every figure leads to its records', async () => {
  const bytes = filled(await defaultTemplate(MADE), exampleContent(), { linkOf: (anchor) => `https://mc.example/f/${anchor}` });
  const { xml, rels } = openWord(bytes);
  assert.equal(xml.match(/<w:hyperlink /g)?.length, 6);
  for (const anchor of [RECEIVED, RESOLVED, ON_TIME, LATE]) assert.ok(rels.includes(`https://mc.example/f/${anchor}"`), anchor);
  assert.equal(xml.includes('w:dataBinding'), false);
});

test('notes stay on the page of the last rows of their table', async () => {
  const content = exampleContent();
  const [annex] = content.annexes;
  assert.ok(annex);
  annex.table.rows = ['Một', 'Hai', 'Ba'].map((text) => [{ text }, { figure: RECEIVED }]);
  annex.notes = ['Ghi chú đầu.', 'Ghi chú cuối.'];
  const { xml } = openWord(await draft(content));
  const keeps = (words: string) => {
    const at = xml.lastIndexOf(`>${words}<`);
    return xml.slice(xml.lastIndexOf('<w:p>', at), at).includes('<w:keepNext/>');
  };
  assert.deepEqual(
    ['Một', 'Hai', 'Ba', 'Ghi chú đầu.', 'Ghi chú cuối.'].map((words) => [words, keeps(words)]),
    [
      ['Một', false],
      ['Hai', true],
      ['Ba', true],
      ['Ghi chú đầu.', true],
      ['Ghi chú cuối.', false],
    ],
  );
});

test('a figure changed by hand is told with what it was; the report keeps the figure', async () => {
  const content = exampleContent();
  const back = readBack(typed(await draft(), ['>1.180<', '>1.190<']), content);
  assert.deepEqual(
    back.changed.map(({ anchor, was, now }) => ({ anchor, was, now })),
    [{ anchor: RESOLVED, was: '1.180', now: '1.190' }],
  );
  assert.match(back.changed[0]?.quote ?? '', /đã giải quyết 1\.190 hồ sơ/);
  assert.deepEqual(back.narrative.get('II.text')?.[0]?.[3], { figure: RESOLVED });
});

test('a figure changed in a table is told too, and one taken out of a sentence', async () => {
  const content = exampleContent();
  const bytes = await draft();
  assert.deepEqual(
    readBack(typed(bytes, ['>15<', '>16<']), content).changed.map(({ anchor, now }) => [anchor, now]),
    [[LATE, '16']],
  );
  const { xml } = openWord(bytes);
  const at = xml.indexOf(`n_${ON_TIME}_1`);
  const control = xml.slice(xml.indexOf('<w:sdt>', at), xml.indexOf('</w:sdt>', at) + '</w:sdt>'.length);
  assert.deepEqual(readBack(typed(bytes, [control, '']), content).removed, [ON_TIME]);
});

test('words changed, a paragraph added in a block and one after it are read back', async () => {
  const added = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const bytes = typed(
    await draft(),
    ['03 cuộc họp chuyên đề', '04 cuộc họp chuyên đề, tăng 12,5%'],
    [
      '</w:p></w:sdtContent></w:sdt><w:p><w:pPr><w:keepNext/>',
      `</w:p>${added('Thêm trong khối.')}</w:sdtContent></w:sdt>${added('Thêm sau khối, theo văn bản số 45/UBND-VP.')}<w:p><w:pPr><w:keepNext/>`,
    ],
  );
  const back = readBack(bytes, exampleContent());
  const block = back.narrative.get('I.text') ?? [];
  assert.deepEqual(block[0], [
    { text: 'Trong ' },
    { field: 'period' },
    { text: ', xã tổ chức 04 cuộc họp chuyên đề, tăng 12,5% & đối thoại với người dân.' },
  ]);
  assert.deepEqual(block.slice(2), [[{ text: 'Thêm trong khối.' }], [{ text: 'Thêm sau khối, theo văn bản số 45/UBND-VP.' }]]);
  assert.equal(back.outside, 1);
  assert.deepEqual(
    back.typed.map(({ text, block: key, same_as }) => ({ text, key, same_as })),
    [
      { text: '04', key: 'I.text', same_as: null },
      { text: '12,5%', key: 'I.text', same_as: null },
    ],
  );
});

test('a number that prints like a figure of the report is offered as that figure', async () => {
  const bytes = typed(await draft(), ['03 cuộc họp chuyên đề', '03 cuộc họp về 1.234 hồ sơ']);
  assert.deepEqual(
    readBack(bytes, exampleContent()).typed.map(({ text, same_as }) => [text, same_as]),
    [['1.234', RECEIVED]],
  );
});

test('what tracked changes deleted is not read, what they inserted is', async () => {
  const bytes = typed(await draft(), [
    '<w:t xml:space="preserve">đúng tiến độ</w:t></w:r>',
    '<w:t xml:space="preserve">đúng </w:t></w:r><w:del w:id="5001" w:author="a"><w:r><w:delText>tiến độ</w:delText></w:r></w:del><w:ins w:id="5002" w:author="a"><w:r><w:rPr><w:b/></w:rPr><w:t>hạn</w:t></w:r></w:ins>',
  ]);
  assert.deepEqual(readBack(bytes, exampleContent()).narrative.get('I.text')?.[1]?.at(-1), { text: 'đúng hạn', bold: true });
});

test('a file without controls and bookmarks is read by its headings', async () => {
  const bytes = await draft();
  const { part, xml } = openWord(bytes);
  const bare = xml
    .replace(/<w:bookmark(?:Start|End)[^>]*>/g, '')
    .replace(/<w:tag [^>]*>/g, '')
    .replace(/<w:dataBinding [^>]*>/g, '');
  const back = readBack(rezip(openZip(bytes), [{ name: part, bytes: Buffer.from(bare) }]), exampleContent());
  assert.match(JSON.stringify(back.narrative.get('I.text')), /xã tổ chức 03 cuộc họp/);
  assert.match(JSON.stringify(back.narrative.get('II.text')), /Tiếp nhận .*1\.234.* hồ sơ; đã giải quyết 1\.180/);
  assert.deepEqual(back.removed.sort(), [RECEIVED, RESOLVED, ON_TIME]);
  // A block without words has nothing to lose.
  assert.deepEqual(back.lost, []);
});

test('refreshing prints the figures of today and leaves every other byte of the text', async () => {
  const before = typed(await draft(), ['03 cuộc họp', 'ba cuộc họp']);
  const content = exampleContent();
  Object.assign(content.figures[RECEIVED] ?? {}, { printed: '1.300', value: '1300' });
  const { bytes, missing } = refreshed(before, content);
  assert.deepEqual(missing, []);
  assert.equal(openWord(bytes).xml.replaceAll('>1.300<', '>1.234<'), openWord(before).xml);
  assert.deepEqual(readBack(bytes, content).changed, []);
  assert.match(openWord(bytes).archive.text('customXml/item1.xml') ?? '', />1\.300</);
});

test('a file given back is issued with its number, its day and its signer, unknown until then', async () => {
  const before = { ...exampleContent(), signer: '' };
  const given = await draft(before);
  const issued = { ...before, number: 'Số: 07/BC-UBND', place_and_date: 'Bờ Y, ngày 16 tháng 9 năm 2026', signer: 'A Văn Mẫu' };
  const text = plainText(refreshed(given, issued, before).bytes);
  for (const said of ['Số: 07/BC-UBND', 'ngày 16 tháng 9 năm 2026', 'A Văn Mẫu']) assert.ok(text.includes(said), said);
  assert.equal(text.includes('Số:       /BC-UBND'), false);
});

test('an office’s own template: sections where it names them, the rest where it says so, its own letters kept', async () => {
  const control = (tag: string, inner: string) =>
    `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
  const look =
    '<w:pPr><w:jc w:val="both"/><w:ind w:firstLine="567"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>mẫu</w:t></w:r>';
  const own = await defaultTemplate(MADE);
  const { part, xml } = openWord(own);
  const head = xml.slice(0, xml.indexOf('<w:body>') + '<w:body>'.length);
  const section = xml.slice(xml.lastIndexOf('<w:sectPr'));
  const body =
    `<w:p><w:r><w:t>Kính gửi Sở Nội vụ: tổng số ${''}</w:t></w:r>${control('n:received', '<w:r><w:t>0</w:t></w:r>')}</w:p>` +
    `<w:p><w:r><w:t>Phần của đơn vị</w:t></w:r></w:p>${control('s:II', `<w:p>${look}</w:p>`)}<w:p><w:r><w:t>Phần còn lại</w:t></w:r></w:p>${control('s:*', `<w:p>${look}</w:p>`)}`;
  const template = rezip(openZip(own), [{ name: part, bytes: Buffer.from(`${head}${body}${section}`) }]);
  const bytes = filled(template, exampleContent(), { linkOf: () => null, store: STORE });
  const text = plainText(bytes);
  assert.match(text, /Kính gửi Sở Nội vụ: tổng số 1\.234Phần của đơn vịTiếp nhận 1\.234/);
  assert.ok(text.indexOf('Phần còn lại') < text.indexOf('I. CÔNG TÁC CHỈ ĐẠO'));
  assert.equal(text.includes('II. KẾT QUẢ GIẢI QUYẾT'), false);
  assert.match(openWord(bytes).xml, /<w:ind w:firstLine="567"\/>.*?<w:sz w:val="26"\/>/);
  assert.deepEqual([...readBack(bytes, exampleContent(), bytes).narrative].sort(), narrativeOf(exampleContent()).sort());
});

test('through LibreOffice and back, with edits there, nothing is lost', {
  skip: without('writer'),
  timeout: 600_000,
}, async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-word-'));
  try {
    const saved = async (bytes: Uint8Array): Promise<Uint8Array> => {
      await fs.writeFile(path.join(folder, 'report.docx'), bytes);
      const [written = ''] = await throughOffice(folder, 'docx', [path.join(folder, 'report.docx')]);
      return new Uint8Array(await fs.readFile(written));
    };
    const content = exampleContent();
    const once = await saved(await draft());
    const back = readBack(once, content);
    assert.deepEqual(withoutLooks([...back.narrative]), withoutLooks(narrativeOf(content)));
    assert.deepEqual([back.changed, back.removed, back.lost, back.outside], [[], [], [], 0]);

    const again = readBack(await saved(typed(once, ['03 cuộc họp', '05 cuộc họp'], ['>1.180<', '>1.181<'])), content);
    assert.match(JSON.stringify(again.narrative.get('I.text')), /xã tổ chức 05 cuộc họp/);
    assert.deepEqual(
      again.changed.map(({ anchor, was, now }) => ({ anchor, was, now })),
      [{ anchor: RESOLVED, was: '1.180', now: '1.181' }],
    );

    Object.assign(content, { number: 'Số: 07/BC-UBND', signer: 'Người Ký Thay' });
    Object.assign(content.figures[RECEIVED] ?? {}, { printed: '1.300' });
    const { bytes } = refreshed(once, content, exampleContent());
    assert.deepEqual(readBack(bytes, content).changed, []);
    assert.match(plainText(bytes), /Số: 07\/BC-UBND.*Người Ký Thay/);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

test('what is no Word file is refused by name', async () => {
  assert.throws(() => readBack(Buffer.from('không phải'), exampleContent()), { reason: 'broken_archive' });
  const empty = rezip(openZip(await defaultTemplate(MADE)), [{ name: 'word/document.xml', bytes: Buffer.from('<a><b></a>') }]);
  assert.throws(() => readBack(empty, exampleContent()), { reason: 'broken_xml' });
});
