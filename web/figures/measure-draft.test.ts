import assert from 'node:assert/strict';
import test from 'node:test';
import { definitionOf, draftOf, unshownOf } from './measure-draft.ts';

const KEPT = {
  name: 'posts_filled',
  kind: 'entries',
  label_vi: 'Biên chế có mặt',
  label_en: 'Posts filled',
  definition_vi: 'Tại ngày cuối kỳ',
  definition_en: 'At the last day',
  source: 'Sổ biên chế',
  status: 'approved',
  area: 'organisation',
  direction: 'up',
  unit: 'person',
  decimals: 0,
  register: 'posts',
  aggregate: 'latest',
  field: 'filled',
  day: 'counted_on',
  per: ['kind'],
  empty: 'null',
  factor: '1',
  time: 'at_end',
  roll_up: 'own_first',
  where: [{ field: 'kind', is: 'civil_servant' }, { field: 'group', in: ['a', 'b'] }, { any: [{ field: 'x', is: 'y' }] }],
};

test('a definition that is opened and saved says what it said, also what the form does not show', () => {
  assert.deepEqual(definitionOf(draftOf(KEPT)), KEPT);
});

test('what the form has no field for is named, so that it can be shown', () => {
  const { conditions, said } = unshownOf(draftOf(KEPT));
  assert.deepEqual(conditions, [{ field: 'group', in: ['a', 'b'] }, { any: [{ field: 'x', is: 'y' }] }]);
  assert.deepEqual(said, { direction: 'up', day: 'counted_on', per: ['kind'], empty: 'null', factor: '1' });
  assert.deepEqual(unshownOf({ ...draftOf(KEPT), register: 'meeting' }).conditions, []);
  assert.deepEqual(unshownOf({ ...draftOf(KEPT), kind: 'share' }), { conditions: [], said: {} });
});

test('a new Vietnamese definition is the English one until somebody writes that', () => {
  const { definition_vi, definition_en } = definitionOf({ ...draftOf(KEPT), definition_vi: 'Khác' });
  assert.deepEqual([definition_vi, definition_en], ['Khác', 'Khác']);
});

test('conditions over another register are not taken along', () => {
  const draft = { ...draftOf(KEPT), register: 'meeting', where: [] };
  assert.equal('where' in definitionOf(draft), false);
});
