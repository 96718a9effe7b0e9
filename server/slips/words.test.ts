import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vietnamMoment } from '#lib/day';
import { dueVi, limitVi, momentVi, moneyInWords, moneyVi } from './words.ts';

test('amounts in words, as a cashier says them', () => {
  for (const [amount, words] of [
    [0, 'Không đồng'],
    [5_000, 'Năm nghìn đồng'],
    [15_000, 'Mười lăm nghìn đồng'],
    [21_000, 'Hai mươi mốt nghìn đồng'],
    [100_000, 'Một trăm nghìn đồng'],
    [105_000, 'Một trăm lẻ năm nghìn đồng'],
    [1_250_000, 'Một triệu hai trăm năm mươi nghìn đồng'],
    [1_000_001, 'Một triệu không trăm lẻ một đồng'],
    [12_034_500, 'Mười hai triệu không trăm ba mươi bốn nghìn năm trăm đồng'],
    [2_000_000_000, 'Hai tỷ đồng'],
  ] as const)
    assert.equal(moneyInWords(amount), words);
});

test('amounts in figures have points between thousands', () => {
  assert.equal(moneyVi(0), '0');
  assert.equal(moneyVi(999), '999');
  assert.equal(moneyVi(1_234_567), '1.234.567');
});

test('moments, due dates and limits are written as on official papers', () => {
  assert.equal(momentVi(vietnamMoment('2026-02-05', '08:30')), '08 giờ 30 phút, ngày 05 tháng 02 năm 2026');
  assert.equal(momentVi(vietnamMoment('2026-11-20', '17:00')), '17 giờ 00 phút, ngày 20 tháng 11 năm 2026');
  assert.equal(dueVi({ due_on: '2026-11-26', due_at: null }), 'ngày 26 tháng 11 năm 2026');
  assert.equal(dueVi(null), '');
  assert.equal(limitVi({ limit_unit: 'working_day', limit_amount: 3 }), '03 ngày làm việc');
  assert.equal(limitVi({ limit_unit: 'working_day', limit_amount: 0 }), 'Trong ngày làm việc');
  assert.equal(limitVi({ limit_unit: null, limit_amount: null }), 'Không quy định');
});
