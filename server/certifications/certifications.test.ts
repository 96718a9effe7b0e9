import assert from 'node:assert/strict';
import test from 'node:test';
import { authorityOf } from './certifications.ts';

const USUAL = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'];
for (const [title, expected] of [
  [null, ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
  ['Chủ tịch', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
  ['Phó Chủ tịch UBND xã', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ['Công chức Tư pháp - Hộ tịch', ['TM. ỦY BAN NHÂN DÂN', 'CÔNG CHỨC TƯ PHÁP - HỘ TỊCH']],
] as const)
  test(`${title ?? 'without a title'} signs as ${expected.at(-1)}`, () => assert.deepEqual(authorityOf(USUAL, title), expected));
