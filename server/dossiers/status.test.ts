import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS, possibleActions } from './actions.ts';
import { EVENT_KINDS, isOpen, isPaused, possibleEvents, STATUS_LABELS, STEPS, type Status, statusAfter } from './status.ts';

test('the course of a dossier with a supplement and a payment', () => {
  let status: Status | 0 = 0;
  const seen: Status[] = [];
  for (const kind of [
    'registered',
    'received',
    'handed_over',
    'supplement_requested',
    'supplement_given',
    'payment_requested',
    'payment_made',
    'decided',
    'delivered',
  ] as const) {
    status = statusAfter(status, kind);
    seen.push(status);
  }
  assert.deepEqual(seen, [1, 2, 4, 5, 4, 6, 4, 9, 10]);
});

test('each status has the label of the national vocabulary', () => {
  assert.deepEqual(Object.keys(STATUS_LABELS), ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  assert.equal(STATUS_LABELS[5].vi, 'Yêu cầu bổ sung giấy tờ');
  assert.equal(STATUS_LABELS[10].vi, 'Đã trả kết quả');
});

test('a closed dossier is opened again only by being re-opened', () => {
  assert.deepEqual(possibleEvents(3), []);
  for (const closed of [7, 8, 9, 10] as const) {
    assert.deepEqual(
      possibleEvents(closed).filter((kind) => statusAfter(closed, kind) !== closed && kind !== 'delivered'),
      ['reopened'],
    );
    assert.equal(statusAfter(closed, 'reopened'), 4);
  }
  for (const open of [1, 2, 3, 4, 5, 6] as const) assert.throws(() => statusAfter(open, 'reopened'), { status: 409 });
  for (const kind of ['received', 'taken_up', 'supplement_given', 'decided', 'withdrawn'] as const) {
    assert.throws(() => statusAfter(10, kind), { code: 'dossiers.not_in_this_status', status: 409 });
  }
});

test('a dossier whose clock stands is neither decided nor handed over', () => {
  for (const paused of [5, 6] as const) {
    assert.equal(isPaused(paused), true);
    assert.throws(() => statusAfter(paused, 'decided'), { code: 'dossiers.not_in_this_status' });
    assert.throws(() => statusAfter(paused, 'handed_over'), { code: 'dossiers.not_in_this_status' });
  }
  assert.throws(() => statusAfter(5, 'payment_made'), { code: 'dossiers.not_in_this_status' });
  assert.throws(() => statusAfter(6, 'supplement_given'), { code: 'dossiers.not_in_this_status' });
});

test('only a dossier that is not there yet is begun', () => {
  assert.deepEqual(possibleEvents(0), ['registered', 'received']);
  assert.throws(() => statusAfter(2, 'received'), { code: 'dossiers.not_in_this_status' });
  assert.deepEqual(possibleActions(1), ['accept', 'reject', 'withdraw', 'note', 'collect_fee', 'waive_fee', 'refund_fee']);
});

test('open means received and not ended', () => {
  assert.deepEqual(
    ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const).filter((status) => isOpen(status)),
    [2, 4, 5, 6],
  );
});

test('every event but the first and the scan is made by an action', () => {
  const made = new Set<string>(Object.values(ACTIONS).map((action) => action.event));
  const unmade = EVENT_KINDS.filter((kind) => !made.has(kind) && !/^(step|assigned|consultation)/.test(kind));
  assert.deepEqual(unmade, ['registered', 'paper_digitised']);
  assert.equal(new Set(Object.values(STEPS).map((step) => step.vi)).size, EVENT_KINDS.length);
});
