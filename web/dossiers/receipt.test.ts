import assert from 'node:assert/strict';
import test from 'node:test';
import { hourAndDay, issuerName, placeAndDate } from './receipt.ts';

test('a territory is named by its committee, any other unit by itself', () => {
  assert.equal(issuerName('Xã Bờ Y'), 'ỦY BAN NHÂN DÂN XÃ BỜ Y');
  assert.equal(issuerName('Thành phố Kon Tum'), 'ỦY BAN NHÂN DÂN THÀNH PHỐ KON TUM');
  assert.equal(issuerName('Trung tâm Phục vụ hành chính công tỉnh Lâm Đồng'), 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH LÂM ĐỒNG');
});

test('place and date are those of Vietnam, with zeros where the decree asks for them', () => {
  assert.equal(placeAndDate('Xã Bờ Y', '2026-11-20T04:12:24.000Z'), 'Bờ Y, ngày 20 tháng 11 năm 2026');
  assert.equal(placeAndDate('Huyện Đắk Song', '2023-02-04T18:00:00.000Z'), 'Đắk Song, ngày 05 tháng 02 năm 2023');
});

test('the due moment is written with its hour', () => {
  assert.equal(hourAndDay('2026-11-26T10:00:00.000Z'), '17 giờ 00 ngày 26/11/2026');
  assert.equal(hourAndDay('2026-11-26T00:30:00.000Z'), '07 giờ 30 ngày 26/11/2026');
});
