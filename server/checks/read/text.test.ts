import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode.ts';
import { readTextString } from './text.ts';
import { UnreadableError } from './unreadable.ts';

const txt = (text: string) => readTextString('a.txt', text, 'txt').blocks;
const md = (text: string) => readTextString('a.md', text, 'md').blocks;
const kinds = (blocks: ReturnType<typeof txt>) => blocks.map((block) => `${block.kind} ${block.text}`);

test('marks of bold, italics and footnotes are not in the text, and every letter knows where it stood', () => {
  const raw = 'Kết quả: **Đạt** (*chiếm 94%*)<sup>2</sup>, còn (*) thì 5 * 3.';
  const [block] = txt(raw);
  assert.equal(block?.text, 'Kết quả: Đạt (chiếm 94%), còn (*) thì 5 * 3.');
  const at = block?.text.indexOf('94') ?? 0;
  assert.equal(raw.slice(block?.source?.[at], (block?.source?.[at + 2] ?? 0) + 1), '94%');
});

test('a paragraph cut by a page goes on past the page number, the rule and the footnotes', () => {
  const raw =
    'Mức độ hài lòng về giải quyết thủ tục hành\n\n<sup>1</sup> Kế hoạch số 31\n\n---\n\n12\n\nchính đạt 90%.\n\nĐoạn sau.';
  assert.deepEqual(kinds(txt(raw)), [
    'paragraph Mức độ hài lòng về giải quyết thủ tục hành chính đạt 90%.',
    'footnote Kế hoạch số 31',
    'paragraph Đoạn sau.',
  ]);
});

test('a line is a paragraph in plain text; in Markdown lines without an empty one between are one', () => {
  assert.deepEqual(kinds(txt('UBND HUYỆN\nPHÒNG NỘI VỤ\n- Một\n+ Hai')), [
    'paragraph UBND HUYỆN',
    'paragraph PHÒNG NỘI VỤ',
    'list_item - Một',
    'list_item + Hai',
  ]);
  assert.deepEqual(kinds(md('# Phần một\nDòng này\ncòn tiếp  \nxuống dòng\n\n> Trích [31/KH](x)')), [
    'heading Phần một',
    'paragraph Dòng này còn tiếp',
    'paragraph xuống dòng',
    'paragraph Trích 31/KH',
  ]);
});

test('tables of tabs, of pipes and of HTML; a header of two rows; the rest after a repeated header', () => {
  const raw =
    'STT\tChỉ tiêu\tKết quả\t\n\t\tĐơn vị\tSố liệu\n1\tA\tViệc\t14\n\n2\n\nSTT\tChỉ tiêu\tKết quả\t\n\t\tĐơn vị\tSố liệu\n2\tB\tViệc\t15';
  const [table, ...rest] = txt(raw);
  assert.deepEqual(rest, []);
  assert.ok(table?.kind === 'table');
  assert.deepEqual([table.row_count, table.header_rows, table.cells.at(-1)?.place?.line], [4, 2, 9]);
  const spans = table.cells
    .filter(({ is_header }) => is_header)
    .map(({ text, row_span, column_span }) => `${text} ${row_span}x${column_span}`);
  assert.deepEqual(spans, ['STT 2x1', 'Chỉ tiêu 2x1', 'Kết quả 1x2', 'Đơn vị 1x1', 'Số liệu 1x1']);

  const [pipes] = md('| Xã | Số |\n|---|---:|\n| **A** | 5 |\n| B | 7 |');
  assert.equal(pipes?.text, 'Xã\tSố\nA\t5\nB\t7');
  assert.ok(pipes?.kind === 'table' && pipes.header_rows === 1);

  const [html] = md(
    '<table>\n<tr><th rowspan="2">Xã</th><th colspan="2">Số</th></tr>\n<tr><th>x</th><th>y</th></tr>\n<tr><td>A</td><td>5</td><td>7</td></tr>\n</table>',
  );
  assert.ok(html?.kind === 'table');
  assert.deepEqual([html.header_rows, html.text], [2, 'Xã\tSố\nx\ty\nA\t5\t7']);
});

test('decomposed letters are composed and keep their place', () => {
  const raw = `x ${'Đạt tỷ lệ 98%'.normalize('NFD')}`;
  const [block] = txt(raw);
  assert.equal(block?.text, 'x Đạt tỷ lệ 98%');
  assert.equal(raw.slice(block?.source?.[12]).startsWith('98%'), true);
});

for (const [name, bytes] of [
  ['UTF-8', Buffer.from('Đạt 98%')],
  ['UTF-8 with a mark', Buffer.from('\ufeffĐạt 98%')],
  ['UTF-16 LE with a mark', Buffer.from('\ufeffĐạt 98%', 'utf16le')],
  ['UTF-16 BE with a mark', Buffer.from('\ufeffĐạt 98%', 'utf16le').swap16()],
  ['UTF-16 LE without', Buffer.from('Dat ty le 98% hoan thanh ke hoach', 'utf16le')],
] as const) {
  test(`decodeText: ${name}`, () => assert.match(decodeText(bytes), /98%/));
}

test('decodeText: the old Vietnamese code page; a picture is no text', () => {
  assert.equal(
    decodeText(Buffer.from([0xd0, 0xe3, 0x20, 0xf0, 0xfd, 0x20, 0x39])).normalize('NFC'),
    'Đă đư 9'.replace('ư', 'ư'.normalize('NFC')),
  );
  assert.throws(() => decodeText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2])), UnreadableError);
});
