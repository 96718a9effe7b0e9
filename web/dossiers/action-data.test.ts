import assert from 'node:assert/strict';
import test from 'node:test';
import { dataOf, linesOf } from './action-data.ts';

test('papers to supplement are one a line', () => {
  assert.deepEqual(linesOf(' Sổ hộ khẩu \n\nGiấy khai sinh\nSổ hộ khẩu'), ['Sổ hộ khẩu', 'Giấy khai sinh']);
  assert.deepEqual(dataOf('request_supplement', { reason: ' Thiếu giấy tờ ', items: 'Giấy khai sinh' }, []), {
    reason: 'Thiếu giấy tờ',
    items: ['Giấy khai sinh'],
  });
});

test('handing over without a unit stays in the unit, without a person to no one in particular', () => {
  assert.deepEqual(dataOf('hand_over', { note: '' }, []), { to_account_id: null, note: null });
});

test('only papers handed in are sent with a supplement', () => {
  const papers = [
    { ordinal: 1, name: 'a', is_given: true, is_required: false, form: 1 as const, sheets: 2 },
    { ordinal: 2, name: 'b', is_given: false, is_required: false, form: 0 as const, sheets: 1 },
  ];
  assert.deepEqual(dataOf('give_supplement', {}, papers), { note: null, papers: [{ ordinal: 1, form: 1, sheets: 2 }] });
});
