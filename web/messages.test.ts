import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { errorText, fill, textOf, texts } from './messages.ts';

test('a text is filled with what happened, days as people write them', () => {
  assert.equal(
    fill('{name} vào ngày {day}', { name: 'Huyện Đắk Song', day: '2025-07-02' }),
    'Huyện Đắk Song vào ngày 02/07/2025',
  );
  assert.equal(
    fill('kế thừa: {successors}', {
      successors: [
        { code: 'H36.102', name: 'Xã Đức An' },
        { code: 'H36.103', name: 'Xã Đắk Song' },
      ],
    }),
    'kế thừa: Xã Đức An, Xã Đắk Song',
  );
  assert.equal(fill('sau {last_at}', { last_at: '2026-11-20T09:45:00.000Z' }), 'sau 16:45 20/11/2026');
});

test('what stands in brackets is said only when there is something to say', () => {
  const template = 'Chọn ngày khác[ hoặc: {successors}].';
  assert.equal(fill(template, { successors: [] }), 'Chọn ngày khác.');
  assert.equal(fill(template, {}), 'Chọn ngày khác.');
  assert.equal(fill(template, { successors: [{ name: 'Xã Đức An' }] }), 'Chọn ngày khác hoặc: Xã Đức An.');
});

test('an amount in an error is written as people write it', () => {
  assert.match(errorText('vi', 'dossiers.fee_above_owed', { owed_vnd: 1_500_000 }), /\(1\.500\.000 đồng\)/);
  assert.match(errorText('en', 'dossiers.fee_above_owed', { owed_vnd: 1_500_000 }), /\(1,500,000 đồng\)/);
});

test('an error without a sentence is told by its code, never hidden', () => {
  assert.equal(errorText('vi', 'dossiers.brand_new'), 'Yêu cầu bị từ chối (dossiers.brand_new).');
});

test('both languages take the same values', () => {
  // A name that the server tells in both languages (`than_vi`, `than_en`) is one value.
  const names = (text: string) => [...text.matchAll(/\{([a-z_]+)\}/g)].map((found) => found[1]?.replace(/_(vi|en)$/, '')).sort();
  for (const [key, [vi, en]] of Object.entries(texts)) assert.deepEqual(names(vi), names(en), key);
});

test('English is the second language, not a copy', () => {
  assert.equal(textOf('vi', 'act.save'), 'Lưu');
  assert.equal(textOf('en', 'act.save'), 'Save');
});

test('every text is used somewhere', () => {
  const folder = import.meta.dirname;
  const source = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('messages') && !name.startsWith('dist'))
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  // Texts named after a code of the server are put together at run time: `channel.2` by tCode('channel', 2).
  const prefixes = new Set(
    [...source.matchAll(/(?:(?:tCode|options|choice)\(\s*'|`|prefix="|prefix: ')([a-z_.]+?)\.?(?:\$\{|'|")/g)].map(
      (found) => found[1],
    ),
  );
  const is_used = (key: string) => source.includes(`'${key}'`) || [...prefixes].some((prefix) => key.startsWith(`${prefix}.`));
  assert.deepEqual(
    Object.keys(texts).filter((key) => !is_used(key)),
    [],
  );
});
