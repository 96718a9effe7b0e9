import assert from 'node:assert/strict';
import test from 'node:test';
import { figuresOf } from './figure.ts';
import { masksOf } from './mask.ts';
import { readingsOf, wordsAsNumber } from './number.ts';
import { printExact } from './rational.ts';

for (const [raw, is_share, readings] of [
  ['1.598', false, ['1.598', '1,598*']],
  ['98.81', true, ['98,81']],
  ['98.812', true, ['98,812', '98.812*']],
  ['1,5', false, ['1,5']],
  ['1,250', false, ['1,25', '1.250*']],
  ['13.646,727', false, ['13.646,727']],
  ['13,646.727', false, ['13.646,727*']],
  ['0.125', false, ['0,125']],
  ['07', false, ['7']],
  ['1.234.567', false, ['1.234.567']],
  ['1.23.456', false, []],
  ['9'.repeat(31), false, []],
] as const) {
  test(`${raw.slice(0, 14)}${is_share ? ' %' : ''} reads as ${readings.join(' or ') || 'no number'}`, () => {
    const found = readingsOf(raw, is_share).map(({ value, is_foreign }) => `${printExact(value)}${is_foreign ? '*' : ''}`);
    assert.deepEqual(found, readings);
  });
}

for (const [words, value] of [
  ['ba', 3],
  ['hai mươi mốt', 21],
  ['một trăm linh năm', 105],
  ['mười lăm', 15],
  ['ba hai', null],
  ['hồ sơ', null],
] as const) {
  test(`“${words}” is ${value}`, () => assert.equal(wordsAsNumber(words), value));
}

for (const [text, figures] of [
  ['Kế hoạch số 88/KH-UBND ngày 05/4/2024 của UBND tỉnh', []],
  ['Nghị định số 61/2018/NĐ-CP, khoản 2 Điều 17, mức độ 3, 4', []],
  ['Trong 6 tháng đầu năm 2022, quý III/2022, tháng 10/2022', []],
  ['Đề án 06, ISO 9001:2015, mạng 4G, phục vụ 24/7, 01 cửa', []],
  ['07/20 đơn vị', ['07 ', '20 đơn_vị']],
  ['933/1183HS', ['933 ', '1183 hồ_sơ']],
  ['đạt 4,52 nghìn hồ sơ', ['4,52 hồ_sơ']],
  ['Thu 12.500 triệu đồng', ['12.500 đồng']],
  ['đạt 89,4%, tăng 3,86 điểm phần trăm', ['89,4 ', '3,86 ']],
  ['trong 03 (ba) năm', ['03 năm']],
] as const) {
  test(`figures of “${text}”`, () => {
    assert.deepEqual(
      figuresOf(text).figures.map(({ raw, unit }) => `${raw} ${unit}`),
      figures,
    );
  });
}

for (const [text, bound] of [
  ['đạt trên 90%', 'over'],
  ['tối thiểu 50%', 'at_least'],
  ['từ 30% trở lên', 'at_least'],
  ['không quá 5%', 'at_most'],
  ['khoảng 75%', 'about'],
  ['gần 90%', 'under'],
  ['đạt 90%', 'exact'],
] as const) {
  test(`“${text}” is ${bound}`, () => assert.equal(figuresOf(text).figures[0]?.bound, bound));
}

test('hostile numbers take no longer than their length', () => {
  for (const text of [
    '1.'.repeat(200_000),
    '9'.repeat(400_000),
    '1/'.repeat(200_000),
    'ngày '.repeat(80_000),
    '12/12/'.repeat(60_000),
  ]) {
    masksOf(text);
    figuresOf(text);
  }
});
