import assert from 'node:assert/strict';
import test from 'node:test';
import type { Paragraph } from './content.ts';
import { marked, placesIn, placeToWrite, withoutPlaces } from './to-write.ts';

const sectionsOf = (...paragraphs: Paragraph[]) => [
  {
    key: 's4',
    level: 1 as const,
    heading: 'IV. KIẾN NGHỊ',
    blocks: [{ kind: 'narrative' as const, key: 's4.n1', origin: 'drafted' as const, from: null, paragraphs }],
  },
];
const PLACE = '[Trình bày kết quả nổi bật]';

test('a place is found by its mark, and by what its brackets ask for; a note in brackets is none', () => {
  assert.deepEqual(placeToWrite('Đơn vị nêu nguyên nhân.'), { text: '[Đơn vị nêu nguyên nhân]', to_write: true });
  const found = placesIn({
    sections: sectionsOf(
      [{ text: PLACE, to_write: true }],
      [{ text: 'Xã đã làm [đơn vị nêu giải pháp …] xong [1]; theo [Nghị định 61].' }],
      [{ text: 'Kết quả: […]' }],
    ),
  });
  assert.deepEqual(
    found.map(({ text }) => text),
    [PLACE, '[đơn vị nêu giải pháp …]', '[…]'],
  );
  assert.deepEqual([found[0]?.block, found[0]?.heading], ['s4.n1', 'IV. KIẾN NGHỊ']);
});

test('words that come back without the mark are marked again, also in the middle of a sentence', () => {
  assert.deepEqual(marked([[{ text: `Nhìn chung: ${PLACE} và hết.`, bold: true }]], new Set([PLACE])), [
    [
      { text: 'Nhìn chung: ', bold: true },
      { text: PLACE, bold: true, to_write: true },
      { text: ' và hết.', bold: true },
    ],
  ]);
  // Written over: nothing is left of the mark.
  assert.deepEqual(marked([[{ text: 'Do mất điện.', to_write: true }]], new Set([PLACE])), [[{ text: 'Do mất điện.' }]]);
});

test('a report whose office had nothing to say there goes without its places; words beside them stay', () => {
  const sections = sectionsOf([{ text: PLACE, to_write: true }], [{ text: 'Đã khắc phục.' }]);
  assert.deepEqual(withoutPlaces({ sections }), { 's4.n1': [[{ text: 'Đã khắc phục.' }]] });
  assert.deepEqual(withoutPlaces({ sections: sectionsOf([{ text: 'Đã khắc phục.' }]) }), {});
});

test('what comes back unchanged is unchanged', () => {
  const same: Paragraph[] = [[{ text: '1. Tiếp nhận: ', bold: true }, { text: 'xong.' }, { figure: 'f123456789abc' }]];
  assert.equal(JSON.stringify(marked(same, new Set([PLACE]))), JSON.stringify(same));
});
