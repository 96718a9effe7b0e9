import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { PACKS, readPackFile } from '#lib/pack';
import { exampleLayout } from './example-form.ts';
import { FormPack, figureColumns, measuresOf } from './layout.ts';

const FILE = path.join(PACKS, 'forms/II.06a.yaml');

test('form II.06a has the thirteen columns of the official form, in both tiers', () => {
  for (const version of [0, 1] as const) {
    const layout = exampleLayout(version);
    assert.deepEqual(
      layout.columns.map((column) => column.no),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    );
    assert.deepEqual(
      figureColumns(layout).map((column) => column.measure),
      [
        'received',
        'new_online',
        'new_direct',
        'carried_over',
        'resolved',
        'resolved_early',
        'resolved_on_time',
        'resolved_overdue',
        'pending',
        'pending_in_time',
        'pending_overdue',
      ],
    );
  }
  assert.deepEqual(
    exampleLayout(0).groups.map((group) => group.key),
    ['province', 'district', 'commune'],
  );
  assert.deepEqual(
    exampleLayout(1).groups.map((group) => group.key),
    ['province', 'commune'],
  );
  assert.ok(measuresOf(exampleLayout()).includes('withdrawn_refused'));
});

/** The pack with one change, read again. */
function broken(from: string, to: string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-forms-'));
  const file = path.join(folder, 'II.06a.yaml');
  const text = fs.readFileSync(FILE, 'utf8');
  assert.ok(text.includes(from), from);
  fs.writeFileSync(file, text.replace(from, to));
  const { value, problems } = readPackFile(file, FormPack);
  fs.rmSync(folder, { recursive: true });
  return { value, messages: problems.map((problem) => problem.message) };
}

for (const [from, to, expected] of [
  ['sum_of: [4, 5, 6]', 'sum_of: [4, 5, 60]', 'no figure column 60'],
  ['equals: [7, 11, withdrawn_refused]', 'equals: [7, 11, withdrawn]', 'no figure column withdrawn'],
  ['- no: 7', '- no: 8', 'column 7 is numbered 8'],
  ["valid_to: '2025-07-01'", "valid_to: '2020-07-01'", 'ends before it begins'],
  ["valid_to: '2025-07-01'", "valid_to: '2025-06-31'", 'not a day that exists'],
  ['key: new_direct', 'key: new_online', 'a key stands twice'],
] as const) {
  test(`a form pack with “${to}” is refused`, () => {
    const { value, messages } = broken(from, to);
    assert.equal(value, null);
    assert.ok(messages.includes(expected), messages.join('; '));
  });
}
