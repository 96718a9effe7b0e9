import assert from 'node:assert/strict';
import test from 'node:test';
import type { Content, Paragraph } from './content.ts';
import { linesOf, type Quoted, quoted, quotePlace } from './remark-quotes.ts';
import { exampleContent, LATE, RECEIVED } from './word/example-content.ts';

const KEY = 'I.text';
const RECEIVED_VI: Paragraph = [
  { text: 'Tiếp nhận ' },
  { figure: RECEIVED },
  { text: ' hồ sơ, quá hạn ' },
  { figure: LATE },
  { text: ' hồ sơ.' },
];

function saying(...paragraphs: Paragraph[]): Content {
  const content = exampleContent();
  const block = content.sections.flatMap(({ blocks }) => blocks).find(({ key }) => key === KEY);
  assert.ok(block?.kind === 'narrative');
  block.paragraphs = paragraphs;
  Object.assign(content.figures[RECEIVED] ?? {}, { printed: '1.234' });
  Object.assign(content.figures[LATE] ?? {}, { printed: '05' });
  return content;
}
const lines = (content: Content, key = KEY) => linesOf(content, key) ?? assert.fail(`no block ${key}`);
const on = (content: Content, text: string, occurrence = 1, key = KEY): Quoted =>
  quoted(lines(content, key), text, occurrence) ?? assert.fail(`“${text}” does not stand there`);
const now = (content: Content, one: Quoted, key = KEY) => {
  const place = quotePlace(lines(content, key), one);
  return place && [place.line, lines(content, key)[place.line]?.printed.slice(place.from, place.to)];
};

test('words are found again after figures changed, a paragraph came before them and words around them were edited', () => {
  const before = saying(RECEIVED_VI, [{ text: 'Nguyên nhân là thiếu người trực.' }]);
  const late = on(before, 'quá hạn 05 hồ sơ');
  assert.deepEqual([late.quote, late.quote_of], ['quá hạn 05 hồ sơ', `quá hạn {${LATE}} hồ sơ`]);
  const after = saying([{ text: 'Mở đầu.' }], [{ text: 'Trong kỳ, xã ' }, ...RECEIVED_VI.slice(1)]);
  Object.assign(after.figures[LATE] ?? {}, { printed: '11' });
  assert.deepEqual(now(after, late), [1, 'quá hạn 11 hồ sơ']);
});

test('half a figure is the whole one; words over pieces are one', () => {
  const content = saying(RECEIVED_VI);
  assert.equal(on(content, 'nhận 1.2').quote, 'nhận 1.234');
  assert.equal(on(content, '34 hồ sơ, quá').quote, '1.234 hồ sơ, quá');
});

test('words that were edited, or whose part is gone, are told as such', () => {
  const one = on(saying(RECEIVED_VI, [{ text: 'Nguyên nhân là thiếu người trực.' }]), 'thiếu người trực');
  assert.equal(now(saying(RECEIVED_VI, [{ text: 'Nguyên nhân là mất điện.' }]), one), null);
  assert.equal(quotePlace([], one), null);
  assert.equal(quoted(lines(saying(RECEIVED_VI)), 'thiếu người trực', 1), null);
  assert.equal(linesOf(exampleContent(), 'khong-co'), null);
});

test('of the same words the one meant is known by its number and by what stands around it', () => {
  const twice = saying([{ text: 'Đất đai: chậm do đo đạc lại.' }], [{ text: 'Hộ tịch: chậm do đo đạc lại.' }]);
  const second = on(twice, 'chậm do đo đạc lại', 2);
  assert.equal(second.quote_before, 'Hộ tịch: ');
  const moved = saying([{ text: 'Hộ tịch: chậm do đo đạc lại.' }], [{ text: 'Đất đai: chậm do đo đạc lại.' }]);
  assert.deepEqual(now(moved, second), [0, 'chậm do đo đạc lại']);
  const same = saying([{ text: 'Không có.' }], [{ text: 'Không có.' }]);
  assert.deepEqual(now(same, on(same, 'Không có.', 2)), [1, 'Không có.']);
  assert.equal(quoted(lines(same), 'Không có.', 3), null);
});

test('what is short is known only beside the same words', () => {
  const short = on(saying([{ text: 'Có 5 hồ sơ chậm vì mất điện.' }]), '5');
  assert.deepEqual(now(saying([{ text: 'Năm nay có 5 hồ sơ chậm vì mất điện.' }]), short), [0, '5']);
  assert.equal(now(saying([{ text: 'Kế hoạch số 15/KH-UBND.' }]), short), null);
});

test('a row of a table, also of an annex, and a cell of it; the row of the same name is followed when another comes above', () => {
  const content = exampleContent();
  const row = on(content, 'Hồ sơ tiếp nhận | 1.234', 1, 'PL1.table');
  assert.equal(row.quote_of, `Hồ sơ tiếp nhận | {${RECEIVED}}`);
  const [annex] = content.annexes;
  annex?.table.rows.unshift([{ text: 'Kỳ trước chuyển sang' }, { text: '7' }]);
  Object.assign(content.figures[RECEIVED] ?? {}, { printed: '1.300' });
  assert.deepEqual(now(content, row, 'PL1.table'), [1, 'Hồ sơ tiếp nhận | 1.300']);
  assert.deepEqual(now(content, on(content, 'Kỳ trước chuyển', 1, 'PL1.table'), 'PL1.table'), [0, 'Kỳ trước chuyển']);
});
