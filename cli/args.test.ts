import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments, UsageError } from './args.ts';
import { table } from './print.ts';

test('options of a command, in any order, with the language', () => {
  assert.deepEqual(
    structuredClone(
      readArguments(['--lang', 'en', 'figures', '--unit', 'po-y', '--from=2024-01-01', '--to', '2024-08-13', '--json'], {}),
    ),
    {
      command: 'figures',
      lang: 'en',
      values: { lang: 'en', unit: 'po-y', from: '2024-01-01', to: '2024-08-13', json: true },
    },
  );
});

for (const [argv, of] of [
  [[], null],
  [['--help'], null],
  [['help'], null],
  [['help', 'report'], 'report'],
  [['report', '-h'], 'report'],
] as const) {
  test(`help: motcua ${argv.join(' ')}`, () => assert.deepEqual(readArguments(argv, {}), { command: 'help', of, lang: 'vi' }));
}

for (const [argv, says] of [
  [['figure'], 'Không có lệnh “figure”; các lệnh: figures, records, report, seed, migrate, doctor, recount, check.'],
  [['figures', '--unit', 'po-y'], 'Thiếu --from, --to. Xem: motcua figures --help'],
  [['figures', '--units', 'po-y'], 'Không có tùy chọn --units. Xem: motcua figures --help'],
  [['figures', 'po-y'], 'Không hiểu “po-y”. Xem: motcua figures --help'],
  [['doctor', '--lang', 'fr'], 'Tùy chọn --lang chỉ nhận vi hoặc en.'],
  [['--json'], 'Thiếu tên lệnh; các lệnh: figures, records, report, seed, migrate, doctor, recount, check.'],
] as const) {
  test(`refused: motcua ${argv.join(' ')}`, () => {
    assert.throws(
      () => readArguments(argv, {}),
      (error) => error instanceof UsageError && error.says.vi === says,
    );
  });
}

test('columns line up whatever the diacritics', () => {
  const composed = table(
    [
      ['Đất đai', '1.668'],
      ['Hộ tịch', '7'],
    ],
    ['left', 'right'],
  );
  assert.equal(composed, 'Đất đai  1.668\nHộ tịch      7');
  assert.equal(
    table(
      [
        ['Đất'.normalize('NFD'), '1'],
        ['Hộ tịch', '2'],
      ],
      ['left', 'right'],
    )
      .split('\n')[0]
      ?.normalize('NFC'),
    'Đất      1',
  );
});
