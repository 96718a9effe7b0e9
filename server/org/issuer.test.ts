import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyName, issuerOf, placeAndDate } from './issuer.ts';

const province = { name: 'Tỉnh Kon Tum', short_name: 'Kon Tum', kind: 'province' };
const district = { name: 'Huyện Kon Rẫy', short_name: 'Kon Rẫy', kind: 'district' };
const nation = { name: 'Trung ương', short_name: 'Trung ương', kind: 'nation' };

test("a People's Committee prints no body above it and signs on its behalf", () => {
  assert.deepEqual(issuerOf(district, province), {
    superior: [],
    issuer: ['ỦY BAN NHÂN DÂN', 'HUYỆN KON RẪY'],
    symbol: 'UBND',
    place: 'Kon Rẫy',
    authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
  });
  assert.deepEqual(issuerOf({ name: 'UBND xã Pờ Y', short_name: 'Pờ Y', kind: 'commune' }, district).issuer, [
    'ỦY BAN NHÂN DÂN',
    'XÃ PỜ Y',
  ]);
});

test('a department or division prints the committee above it', () => {
  assert.deepEqual(issuerOf({ name: 'Sở Nội vụ', short_name: 'Sở Nội vụ', kind: 'department' }, province), {
    superior: ['ỦY BAN NHÂN DÂN', 'TỈNH KON TUM'],
    issuer: ['SỞ NỘI VỤ'],
    symbol: 'SNV',
    place: 'Kon Tum',
    authority: ['GIÁM ĐỐC'],
  });
  const division = issuerOf({ name: 'Phòng Tư pháp huyện Kon Rẫy', short_name: 'Phòng Tư pháp', kind: 'division' }, district);
  assert.deepEqual([division.symbol, division.place, division.authority], ['PTP', 'Kon Rẫy', ['TRƯỞNG PHÒNG']]);
});

test('bodies are named as reports name them', () => {
  assert.equal(bodyName(district), 'Ủy ban nhân dân huyện Kon Rẫy');
  assert.equal(bodyName(nation), 'Văn phòng Chính phủ');
  assert.equal(bodyName({ name: 'Sở Nội vụ', short_name: 'Sở Nội vụ', kind: 'department' }), 'Sở Nội vụ');
});

for (const [day, expected] of [
  ['2023-02-05', 'Kon Rẫy, ngày 05 tháng 02 năm 2023'],
  ['2023-01-21', 'Kon Rẫy, ngày 21 tháng 01 năm 2023'],
  ['2023-09-20', 'Kon Rẫy, ngày 20 tháng 9 năm 2023'],
  ['2023-12-01', 'Kon Rẫy, ngày 01 tháng 12 năm 2023'],
] as const) {
  test(`date line of ${day}`, () => assert.equal(placeAndDate('Kon Rẫy', day), expected));
}
