import assert from 'node:assert/strict';
import test from 'node:test';
import type { Figure } from './content.ts';
import { type Asking, folded, likeness, meantBy, yearBefore } from './figure-words.ts';
import { typedFigures } from './typed-figures.ts';
import { exampleContent } from './word/example-content.ts';

const ND09: Asking = {
  report: { from: '2026-06-15', to: '2026-09-14', ends_on: '2026-09-14' },
  calendar: 'ND09',
  sectors: [
    { code: 'dat-dai', name: 'Đất đai' },
    { code: 'ho-tich', name: 'Hộ tịch' },
    { code: 'xay-dung', name: 'Hoạt động xây dựng' },
    { code: 'chung-thuc', name: 'Chứng thực' },
  ],
  units: [
    { code: 'H48.108', name: 'Ủy ban nhân dân xã Bờ Y' },
    { code: 'H48.109', name: 'Ủy ban nhân dân xã Sa Loong' },
    { code: 'H48.1', name: 'Sở Nội vụ' },
  ],
};
const CAL: Asking = { ...ND09, calendar: 'CAL', report: { from: '2026-07-01', to: '2026-09-30', ends_on: '2026-09-30' } };
const days = (text: string, asking = ND09) => {
  const { from, to } = meantBy(text, asking);
  return `${from}..${to}`;
};

test('diacritics, case and signs do not matter', () => {
  assert.equal(folded('Tỷ lệ ĐÚNG hạn, (quý III)'), 'ty le dung han quy iii');
});

test('periods by the calendar of the regime: 15th to 14th', () => {
  for (const [text, expected] of [
    ['hồ sơ quá hạn', '2026-06-15..2026-09-14'],
    ['hồ sơ quá hạn quý III', '2026-06-15..2026-09-14'],
    ['ho so qua han quy 3', '2026-06-15..2026-09-14'],
    ['qua han q3', '2026-06-15..2026-09-14'],
    ['quá hạn quý I', '2025-12-15..2026-03-14'],
    ['quá hạn quý ii năm 2025', '2025-03-15..2025-06-14'],
    ['quá hạn quý IV/2025', '2025-09-15..2025-12-14'],
    ['quá hạn quý hai', '2026-03-15..2026-06-14'],
    ['quá hạn quý III năm ngoái', '2025-06-15..2025-09-14'],
    ['quý trước', '2026-03-15..2026-06-14'],
    ['quý này', '2026-06-15..2026-09-14'],
    ['kỳ trước', '2026-03-15..2026-06-14'],
    ['tiếp nhận tháng 8', '2026-07-15..2026-08-14'],
    ['tiếp nhận tháng 8/2025', '2025-07-15..2025-08-14'],
    ['tiep nhan t8', '2026-07-15..2026-08-14'],
    ['tháng trước', '2026-07-15..2026-08-14'],
    ['tháng này', '2026-08-15..2026-09-14'],
    ['ty le dung han 9 thang', '2025-12-15..2026-09-14'],
    ['đúng hạn chín tháng đầu năm', '2025-12-15..2026-09-14'],
    ['đúng hạn 6 tháng đầu năm', '2025-12-15..2026-06-14'],
    ['đúng hạn 6 tháng đầu năm 2025', '2024-12-15..2025-06-14'],
    ['đúng hạn 6 tháng cuối năm 2025', '2025-06-15..2025-12-14'],
    ['đúng hạn 9 tháng năm 2025', '2024-12-15..2025-09-14'],
    ['6t', '2025-12-15..2026-06-14'],
    ['cả năm', '2025-12-15..2026-12-14'],
    ['năm 2025', '2024-12-15..2025-12-14'],
    ['năm ngoái', '2024-12-15..2025-12-14'],
    ['lũy kế', '2025-12-15..2026-09-14'],
    ['từ đầu năm đến nay', '2025-12-15..2026-09-14'],
    ['từ 1/7 đến 31/8', '2026-07-01..2026-08-31'],
    ['từ ngày 01/7/2025 đến hết ngày 31/12/2025', '2025-07-01..2025-12-31'],
    ['ngày 2/9', '2026-09-02..2026-09-02'],
    ['trong kỳ', '2026-06-15..2026-09-14'],
  ] as const)
    assert.equal(days(text), expected, text);
});

test('by the months of the calendar', () => {
  for (const [text, expected] of [
    ['quý III', '2026-07-01..2026-09-30'],
    ['quý II', '2026-04-01..2026-06-30'],
    ['9 tháng', '2026-01-01..2026-09-30'],
    ['tháng 2/2024', '2024-02-01..2024-02-29'],
    ['quý trước', '2026-04-01..2026-06-30'],
    ['lũy kế', '2026-01-01..2026-09-30'],
  ] as const)
    assert.equal(days(text, CAL), expected, text);
});

test('the same period of the year before, said once or twice', () => {
  for (const [text, expected] of [
    ['quá hạn cùng kỳ', '2025-06-15..2025-09-14'],
    ['quá hạn quý III cùng kỳ', '2025-06-15..2025-09-14'],
    ['quá hạn quý III cùng kỳ năm trước', '2025-06-15..2025-09-14'],
    ['qua han 9 thang cung ky nam ngoai', '2024-12-15..2025-09-14'],
    ['quá hạn so với cùng kỳ', '2025-06-15..2025-09-14'],
  ] as const) {
    assert.equal(days(text), expected, text);
    assert.ok(meantBy(text, ND09).is_earlier, text);
  }
  assert.deepEqual(yearBefore({ from: '2024-02-29', to: '2024-02-29' }), { from: '2023-02-28', to: '2023-02-28' });
});

test('the report whose figures are closed early: its own period means its own days', () => {
  const closed = { ...CAL, report: { from: '2026-07-01', to: '2026-09-15', ends_on: '2026-09-30' } };
  assert.equal(days('quá hạn quý III', closed), '2026-07-01..2026-09-15');
  assert.equal(days('quá hạn quý II', closed), '2026-04-01..2026-06-30');
});

test('sectors and units are taken out of the words', () => {
  const read = (text: string) => {
    const { words, unit, sector } = meantBy(text, ND09);
    return [words.join(' '), sector?.code ?? null, unit?.code ?? null];
  };
  for (const [text, ...expected] of [
    ['hồ sơ quá hạn đất đai', 'qua han', 'dat-dai', null],
    ['quá hạn lĩnh vực hộ tịch quý II', 'qua han', 'ho-tich', null],
    ['qua han linh vuc xay dung', 'qua han', 'xay-dung', null],
    ['quá hạn xã Sa Loong', 'qua han', null, 'H48.109'],
    ['quá hạn UBND xã Bờ Y tháng 8', 'qua han', null, 'H48.108'],
    ['đúng hạn sở nội vụ lĩnh vực đất đai', 'dung han', 'dat-dai', 'H48.1'],
    ['tiếp nhận trực tuyến', 'tiep nhan truc tuyen', null, null],
  ] as const)
    assert.deepEqual(read(text), expected, text);
});

const LABELS = [
  'Kỳ trước chuyển sang',
  'Tiếp nhận trong kỳ',
  'Tiếp nhận trực tuyến',
  'Tổng số tiếp nhận',
  'Đã giải quyết',
  'Giải quyết trước hạn',
  'Giải quyết đúng hạn',
  'Giải quyết trước hạn và đúng hạn',
  'Giải quyết quá hạn',
  'Đang giải quyết',
  'Đang giải quyết quá hạn',
  'Tỷ lệ giải quyết trước và đúng hạn',
  'Tỷ lệ giải quyết quá hạn',
  'Tỷ lệ hồ sơ trực tuyến',
  'Hồ sơ đã số hóa kết quả',
  'Tỷ lệ số hóa kết quả giải quyết',
  'Tái sử dụng giấy tờ đã số hóa',
];
const best = (text: string) => {
  const { words } = meantBy(text, ND09);
  return LABELS.map((label) => ({ label, score: likeness(words, label) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)[0]?.label;
};

test('the officer’s words find the measure', () => {
  for (const [text, expected] of [
    ['hồ sơ quá hạn quý III', 'Giải quyết quá hạn'],
    ['ho so tre han', 'Giải quyết quá hạn'],
    ['số hồ sơ trễ hẹn tháng 8', 'Giải quyết quá hạn'],
    ['hồ sơ giải quyết chậm hạn', 'Giải quyết quá hạn'],
    ['ty le dung han 9 thang', 'Tỷ lệ giải quyết trước và đúng hạn'],
    ['% đúng hạn cùng kỳ', 'Tỷ lệ giải quyết trước và đúng hạn'],
    ['tỉ lệ đúng hẹn quý 2', 'Tỷ lệ giải quyết trước và đúng hạn'],
    ['phần trăm trễ hạn', 'Tỷ lệ giải quyết quá hạn'],
    ['đúng hạn', 'Giải quyết đúng hạn'],
    ['sớm hạn', 'Giải quyết trước hạn'],
    ['hồ sơ online', 'Tiếp nhận trực tuyến'],
    ['nhận mới tháng 8', 'Tiếp nhận trong kỳ'],
    ['tổng số tiếp nhận', 'Tổng số tiếp nhận'],
    ['tồn đọng', 'Đang giải quyết'],
    ['chưa giải quyết quá hạn', 'Đang giải quyết quá hạn'],
    ['đang xử lý', 'Đang giải quyết'],
    ['đã xử lý xong', 'Đã giải quyết'],
    ['tồn kỳ trước', 'Kỳ trước chuyển sang'],
    ['kỳ trước chuyển sang', 'Kỳ trước chuyển sang'],
    ['số hóa kết quả', 'Hồ sơ đã số hóa kết quả'],
    ['ty le so hoa', 'Tỷ lệ số hóa kết quả giải quyết'],
    ['quá h', 'Giải quyết quá hạn'],
    ['rừng phòng hộ', undefined],
    ['', undefined],
  ] as const)
    assert.equal(best(text), expected, text);
});

test('typed numbers that name a figure are held against it; what is aimed at, of other days or of something else is not', () => {
  const figure = (anchor: string, label: string, printed: string, value: string): Figure => ({
    ...{ anchor, measure: 'm', label, unit: 'H48.108', from: '2026-10-15', to: '2026-11-14', filter: { scope: 'all' } },
    ...{ printed, value, numerator: null, denominator: null, decimals: 2, n: null, digest: null },
  });
  const figures = [
    figure('f000000000001', 'Tỷ lệ giải quyết trước và đúng hạn', '95,68%', '95.68'),
    figure('f000000000002', 'Đã giải quyết', '162', '162'),
    figure('f000000000003', 'Giải quyết quá hạn', '07', '7'),
    figure('f000000000004', 'Tỷ lệ hồ sơ trực tuyến', '33,73%', '33.73'),
    figure('f000000000005', 'Tỷ lệ giải quyết quá hạn', '4,32%', '4.32'),
  ];
  const said = (text: string) => {
    const content = {
      ...{ ...exampleContent(), from: '2026-10-15', to: '2026-11-14', annexes: [] },
      figures: Object.fromEntries(figures.map((one) => [one.anchor, one])),
      sections: [
        {
          ...{ key: 'a', level: 1 as const, heading: '' },
          blocks: [{ kind: 'narrative' as const, key: 'a.n1', origin: 'typed' as const, from: null, paragraphs: [[{ text }]] }],
        },
      ],
    };
    const read = { blocks: [{ kind: 'paragraph', text, offset: 100 }] } as unknown as Parameters<typeof typedFigures>[0];
    return typedFigures(read, { content, unit: 'H48.108', ends_on: '2026-11-14', calendar: 'ND09' }).map(
      ({ metric, start, end }) => [metric, text.slice(start - 100, end - 100)],
    );
  };
  assert.deepEqual(said('Tỷ lệ giải quyết trước hạn và đúng hạn đạt 99,99 %. Đã giải quyết 300 hồ sơ.'), [
    ['Tỷ lệ giải quyết trước và đúng hạn', '99,99 %'],
    ['Đã giải quyết', '300'],
  ]);
  assert.deepEqual(said('Kỳ này tỷ lệ đúng hạn đạt 99,99% với 777 hồ sơ đã giải quyết, tăng 15% so với cùng kỳ.'), [
    ['Tỷ lệ giải quyết trước và đúng hạn', '99,99%'],
    ['Đã giải quyết', '777'],
  ]);
  assert.deepEqual(said('Tỷ lệ hồ sơ nộp trực tuyến: 88%; giải quyết quá hạn 09 hồ sơ'), [
    ['Tỷ lệ hồ sơ trực tuyến', '88%'],
    ['Giải quyết quá hạn', '09'],
  ]);
  assert.deepEqual(said('Phấn đấu tỷ lệ giải quyết trước hạn và đúng hạn đạt 98%; đã giải quyết 05 đơn thư.'), []);
  assert.deepEqual(said('Năm 2025 đã giải quyết 900 hồ sơ; lĩnh vực đất đai đã giải quyết 10 hồ sơ.'), []);
});
