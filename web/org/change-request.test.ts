import assert from 'node:assert/strict';
import test from 'node:test';
import { type Fields, requestOf } from './change-request.ts';

const common = { day: '2027-01-01', document_no: ' 12/NQ-HĐND ', source: 'Nghị quyết của Hội đồng nhân dân' };
const order = { day: '2027-01-01', document_no: '12/NQ-HĐND', source: 'Nghị quyết của Hội đồng nhân dân' };
const unit = { code: 'H48.900', kind: 'commune', name: 'Xã Mới', short_name: 'Mới' };
const ask = (fields: Partial<Fields>) => requestOf('H48.1', { ...common, ...fields } as Fields);

test('each kind of change says only what it needs', () => {
  assert.deepEqual(ask({ change: 'rename', name: 'Xã Đổi', short_name: 'Đổi', units: [unit] }), {
    ...{ change: 'rename', code: 'H48.1', name: 'Xã Đổi', short_name: 'Đổi' },
    ...order,
  });
  assert.deepEqual(ask({ change: 'move', parent: 'H36' }), { change: 'move', code: 'H48.1', parent: 'H36', ...order });
  assert.deepEqual(ask({ change: 'create', units: [unit] }), { change: 'create', unit, parent: 'H48.1', ...order });
  assert.deepEqual(ask({ change: 'split', units: [unit, unit] }), {
    change: 'split',
    code: 'H48.1',
    into: [unit, unit],
    ...order,
  });
});

test('a merger goes into a new unit or into one that is there; a dissolved unit to its parent unless one is named', () => {
  assert.deepEqual(ask({ change: 'merge', into_kind: 'new', with: ['H48.2'], units: [unit] }), {
    ...{ change: 'merge', codes: ['H48.1', 'H48.2'], into: unit },
    ...order,
  });
  assert.deepEqual(ask({ change: 'merge', into_kind: 'existing', receiver: 'H48.3', units: [unit] }), {
    ...{ change: 'merge', codes: ['H48.1'], into: 'H48.3' },
    ...order,
  });
  assert.deepEqual(ask({ change: 'dissolve' }), { change: 'dissolve', code: 'H48.1', ...order });
  assert.deepEqual(ask({ change: 'dissolve', receiver: 'H48.3' }), {
    change: 'dissolve',
    code: 'H48.1',
    into: 'H48.3',
    ...order,
  });
});
