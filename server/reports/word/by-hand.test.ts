// What an office did to the file of a report by hand: found, told, merged with what others wrote, and put back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { openZip, rezip } from '#checks';
import { withCellTexts } from '../cell-text.ts';
import type { Content, Paragraph } from '../content.ts';
import { merged } from '../merge.ts';
import { isWhole, ownFile } from '../own-file.ts';
import { staleNumbers, toldOf } from '../upload-told.ts';
import { exampleContent, LATE, RECEIVED } from './example-content.ts';
import { draft, narrativeOf, plainText, STORE, typed } from './example-file.ts';
import { marked, markOf, unbound } from './mark.ts';
import { openWord } from './package.ts';
import { readBack } from './read-back.ts';

/** The control of the n-th place of a figure, with its bookmark. */
function placeOf(bytes: Uint8Array, anchor: string, n: number): string {
  const { xml } = openWord(bytes);
  const at = xml.lastIndexOf('<w:bookmarkStart', xml.indexOf(`n_${anchor}_${n}"`));
  return xml.slice(at, xml.indexOf('<w:bookmarkEnd', at));
}
const row = (bytes: Uint8Array, words: string) => {
  const { xml } = openWord(bytes);
  const at = xml.indexOf(`>${words}<`);
  return xml.slice(xml.lastIndexOf('<w:tr>', at), xml.indexOf('</w:tr>', at) + '</w:tr>'.length);
};

test('a figure of a table typed over without its control, a name changed and a row taken out are told, and put back', async () => {
  const content = exampleContent();
  const bytes = await draft();
  const late = placeOf(bytes, LATE, 1);
  const typed_over = typed(
    bytes,
    [late, '<w:r><w:t>94</w:t></w:r>'],
    ['>Toàn xã<', '>Toàn huyện<'],
    [row(bytes, 'Hồ sơ tiếp nhận'), ''],
  );
  const back = readBack(typed_over, content, bytes);
  assert.deepEqual(
    back.changed.map(({ anchor, was, now }) => ({ anchor, was, now })),
    [{ anchor: LATE, was: '15', now: '94' }],
  );
  assert.deepEqual(
    back.tables.map(({ kind, was, now }) => [kind, was, now]),
    [
      ['cell', 'Toàn xã', 'Toàn huyện'],
      ['row_gone', 'Hồ sơ tiếp nhận | 1.234', ''],
    ],
  );
  assert.deepEqual(
    toldOf(back, content).map(({ rule, severity }) => [rule, severity]),
    [
      ['W01', 'error'],
      ['W02', 'error'],
      ['W02', 'error'],
    ],
  );
  assert.deepEqual(
    toldOf(back, content)
      .map(({ message, message_en }) => [message, message_en])
      .slice(1),
    [
      [
        'Bảng trong tệp Word ghi “Toàn huyện”, báo cáo là “Toàn xã”; đã đưa về như báo cáo. Xác nhận, hoặc giải trình.',
        'A table of the Word file says “Toàn huyện”, the report “Toàn xã”; it was put back as in the report. Confirm, or explain.',
      ],
      [
        'Dòng của bảng bị xoá trong tệp Word, đã đặt lại: PHỤ LỤC I TỔNG HỢP KẾT QUẢ, Hồ sơ tiếp nhận. Xác nhận, hoặc giải trình.',
        'A row of a table was deleted in the Word file and put back: PHỤ LỤC I TỔNG HỢP KẾT QUẢ, Hồ sơ tiếp nhận. Confirm, or explain.',
      ],
    ],
  );
  const own = ownFile(typed_over, content, content);
  assert.ok(own);
  const again = readBack(own, content);
  assert.deepEqual([again.changed, again.tables], [[], []]);
  assert.match(plainText(own), /Toàn xã1\.23415.*Hồ sơ tiếp nhận1\.234/);
  // The same number without its control is the figure again, and nothing is told.
  const bare = typed(bytes, [late, '<w:r><w:t>15</w:t></w:r>']);
  assert.deepEqual([readBack(bare, content).changed, readBack(bare, content).tables], [[], []]);
  assert.ok(openWord(ownFile(bare, content, content) ?? bare).xml.includes(`n:${LATE}`));
});

test('a table taken out of the file is told, and stands again where it stood', async () => {
  const content = exampleContent();
  const bytes = await draft();
  const { xml } = openWord(bytes);
  const at = xml.indexOf('<w:tbl>', xml.indexOf('Bảng 1. Kết quả'));
  const gone = typed(bytes, [xml.slice(at, xml.indexOf('</w:tbl>', at) + '</w:tbl>'.length), '']);
  assert.deepEqual(
    readBack(gone, content).tables.map(({ kind, place }) => [kind, place]),
    [['table_gone', 'Bảng 1. Kết quả giải quyết']],
  );
  const own = ownFile(gone, content, content);
  assert.ok(own && isWhole(own, content));
  assert.match(plainText(own), /Bảng 1\. Kết quả giải quyết.*Toàn xã1\.23415/);
});

test('a section taken out of the file is told; recipients are read back; words outside the parts are told', async () => {
  const content = exampleContent();
  const bytes = await draft();
  const { xml } = openWord(bytes);
  const from = xml.lastIndexOf('<w:p>', xml.indexOf('I. CÔNG TÁC CHỈ ĐẠO'));
  const to = xml.indexOf('</w:sdt>', from) + '</w:sdt>'.length;
  const edited = typed(
    bytes,
    [xml.slice(from, to), ''],
    ['- Sở Nội vụ;', '- Sở Nội vụ; Đảng ủy xã;'],
    ['Căn cứ Kế hoạch cải cách', 'Căn cứ kế hoạch (sửa) cải cách'],
  );
  const back = readBack(edited, content, bytes);
  assert.deepEqual(back.lost, ['I.text']);
  assert.deepEqual(back.recipients, ['- UBND tỉnh Quảng Ngãi;', '- Sở Nội vụ; Đảng ủy xã;', '- Lưu: VT.']);
  assert.deepEqual(back.elsewhere.added, ['Căn cứ kế hoạch (sửa) cải cách hành chính năm 2026;']);
  assert.deepEqual(back.elsewhere.gone, ['Căn cứ Kế hoạch cải cách hành chính năm 2026;', 'I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH']);
  assert.deepEqual(readBack(bytes, content, bytes).elsewhere, { added: [], gone: [] });
});

test('only what a person typed is told: not our own days and forms, not what stood there before', async () => {
  const content = exampleContent();
  const drafted = content.sections[1]?.blocks[0];
  assert.ok(drafted?.kind === 'narrative');
  drafted.paragraphs.push([{ text: 'Số liệu tháng 10/2026 theo biểu số II.06a; 12 đơn vị tham gia.' }]);
  const bytes = await draft(content);
  assert.deepEqual(readBack(bytes, content).typed, []);
  const more = typed(bytes, ['12 đơn vị tham gia', '12 đơn vị tham gia, 25 lượt, kỳ tháng 11/2026, biểu VI.07b']);
  assert.deepEqual(
    readBack(more, content).typed.map(({ text }) => text),
    ['25'],
  );
  assert.deepEqual(staleNumbers(content), []);
  drafted.origin = 'carried';
  assert.deepEqual(
    staleNumbers(content).map(({ rule, severity, message }) => [rule, severity, /: 12\./.test(message)]),
    [['W09', 'warning', true]],
  );
});

test('a file says which report and version it is of, its title and its author; a file of before says nothing', async () => {
  const bytes = await draft();
  assert.equal(markOf(bytes), null);
  const mark = { report: 7, version: 3, unit: 'H48.108', from: '2026-06-15', to: '2026-09-14' };
  const told = marked(bytes, mark, { title: 'Báo cáo quý III', author: 'UBND xã Bờ Y & Sở' });
  assert.deepEqual(markOf(told), mark);
  assert.deepEqual(markOf(marked(told, { ...mark, version: 4 }, { title: 'a', author: 'b' })), { ...mark, version: 4 });
  const core = openZip(told).text('docProps/core.xml') ?? '';
  assert.match(core, /<dc:title>Báo cáo quý III<\/dc:title>.*<dc:creator>UBND xã Bờ Y &amp; Sở<\/dc:creator>/s);
  // Without the part of figures the property says it.
  const bare = rezip(openZip(told), [{ name: 'customXml/item1.xml', bytes: Buffer.from('<other/>') }]);
  assert.deepEqual(markOf(bare), mark);
});

test('a file given out before, with bound figures, is drawn and given out unbound', async () => {
  const bytes = await draft();
  const lock = '<w:lock w:val="sdtContentLocked"/></w:sdtPr>';
  const binding = `<w:dataBinding w:prefixMappings="xmlns:m='urn:motcua:figures'" w:xpath="/m:figures/m:figure[@id='${RECEIVED}']" w:storeItemID="${STORE}"/><w:text/>`;
  const old = typed(bytes, [lock, lock.replace('</w:sdtPr>', `${binding}</w:sdtPr>`)]);
  assert.equal(openWord(unbound(old)).xml, openWord(bytes).xml);
  assert.deepEqual([...readBack(old, exampleContent()).narrative], narrativeOf(exampleContent()));
});

test('what LibreOffice dropped before a figure is put back and told; what an officer deleted in Word is not', async () => {
  const content = exampleContent();
  const cut = typed(await draft(), ['<w:r><w:t xml:space="preserve">Tiếp nhận </w:t></w:r>', '']);
  const app = '<Properties><Application>LibreOffice/7.4.7.2</Application></Properties>';
  const by_office = rezip(openZip(cut), [{ name: 'docProps/app.xml', bytes: Buffer.from(app) }]);
  const back = readBack(by_office, content);
  assert.deepEqual(back.cut, [{ block: 'II.text', text: 'Tiếp nhận' }]);
  assert.deepEqual(back.narrative.get('II.text'), narrativeOf(content)[1]?.[1]);
  assert.deepEqual(readBack(cut, content).cut, []);
});

test('words of two people: each part takes what one changed, what both changed is asked', () => {
  const base = exampleContent();
  const newest = exampleContent();
  const block = (content: Content, key: string) =>
    content.sections.flatMap(({ blocks }) => blocks).find((one) => one.key === key) ?? {};
  const words = (text: string) => [[{ text }]];
  Object.assign(block(newest, 'I.text'), { paragraphs: words('Của người hai.') });
  const nobody = { mine: new Set<string>(), theirs: new Set<string>() };
  const mine = new Map<string, Paragraph[]>(narrativeOf(base));
  mine.set('II.causes', words('Của người một.'));
  const both = merged(mine, base, newest, nobody);
  assert.deepEqual(both.conflicts, []);
  assert.deepEqual([both.words.get('I.text'), both.words.get('II.causes')], [words('Của người hai.'), words('Của người một.')]);
  mine.set('I.text', words('Của người một nữa.'));
  assert.deepEqual(
    merged(mine, base, newest, nobody).conflicts.map(({ block: key, mine: own, theirs }) => [key, own, theirs]),
    [['I.text', 'Của người một nữa.', 'Của người hai.']],
  );
  const chosen = (which: 'mine' | 'theirs') => merged(mine, base, newest, { ...nobody, [which]: new Set(['I.text']) });
  assert.deepEqual(chosen('mine').words.get('I.text'), words('Của người một nữa.'));
  assert.deepEqual(chosen('theirs').words.get('I.text'), words('Của người hai.'));
});

test('in tables a figure is a plain number, and an annex says which report it belongs to', async () => {
  const content = exampleContent();
  Object.assign(content.figures[LATE] ?? {}, { printed: '05', value: '5' });
  Object.assign(content.figures[RECEIVED] ?? {}, { printed: '94,61%', value: '94.61' });
  const table = content.sections[1]?.blocks[1];
  assert.ok(table?.kind === 'table');
  Object.assign(table.header[1]?.[0] ?? {}, { text: 'Tỷ lệ (%)' });
  content.annexes[0]?.lines.splice(0);
  const text = plainText(await draft(content));
  assert.match(text, /Toàn xã94,615/);
  // The page of the report prints what the Word file prints.
  const shown = withCellTexts(content).sections[1]?.blocks[1];
  assert.deepEqual(shown?.kind === 'table' && shown.rows.at(-1)?.map(({ text: said }) => said), ['1', 'Toàn xã', '94,61', '5']);
  assert.match(text, /TỔNG HỢP KẾT QUẢ\(Kèm theo Báo cáo số …\/BC-UBND ngày tháng 9 năm 2026 của Ủy ban nhân dân xã Bờ Y\)/);
  assert.match(text, /Hồ sơ tiếp nhận94,61%/);
  assert.deepEqual(readBack(await draft(content), content).changed, []);
  const issued = { ...content, number: 'Số: 07/BC-UBND', place_and_date: 'Bờ Y, ngày 16 tháng 9 năm 2026' };
  const own = ownFile(await draft(content), issued, content);
  assert.match(plainText(own ?? new Uint8Array()), /\(Kèm theo Báo cáo số 07\/BC-UBND ngày 16 tháng 9 năm 2026 của/);
});
