import assert from 'node:assert/strict';
import test from 'node:test';
import { stagesOf } from './fee-stages.ts';

const ITEMS = [
  { stage: 'reception' as const, amount_vnd: 10_000 },
  { stage: 'result' as const, amount_vnd: 25_000 },
  { stage: 'result' as const, amount_vnd: 5_000 },
  // Reckoned at the desk.
  { stage: 'result' as const, amount_vnd: null },
];
const LISTED = { fee_vnd: 40_000, fee_due_vnd: 40_000 };
const left = (...asked: Parameters<typeof stagesOf>) => {
  const { stages, left_vnd } = stagesOf(...asked);
  return [...stages.map((row) => row.left_vnd), left_vnd];
};

test('each stage owes what the catalogue lists for it; without a list all of it is owed at reception', () => {
  assert.deepEqual(left(ITEMS, LISTED, []), [10_000, 0, 30_000, 40_000]);
  assert.deepEqual(left([], { fee_vnd: 15_000, fee_due_vnd: 15_000 }, []), [15_000, 0, 0, 15_000]);
  assert.deepEqual(left([], { fee_vnd: 0, fee_due_vnd: 0 }, []), [0, 0, 0, 0]);
});

test('what is paid or let off at a stage is no longer owed there', () => {
  const paid = { stage: 'reception' as const, kind: 'collected' as const, amount_vnd: 10_000 };
  assert.deepEqual(left(ITEMS, LISTED, [paid]), [0, 0, 30_000, 30_000]);
  const waived = { stage: 'result' as const, kind: 'waived' as const, amount_vnd: 30_000 };
  assert.deepEqual(left(ITEMS, { ...LISTED, fee_due_vnd: 10_000 }, [paid, waived]), [0, 0, 0, 0]);
});

test('all of it paid at reception leaves nothing for later, and is said to be paid there', () => {
  const { stages, left_vnd } = stagesOf(ITEMS, LISTED, [{ stage: 'reception', kind: 'collected', amount_vnd: 40_000 }]);
  assert.deepEqual(
    stages.map((row) => [row.owed_vnd, row.paid_vnd, row.left_vnd]),
    [
      [10_000, 40_000, 0],
      [0, 0, 0],
      [30_000, 0, 0],
    ],
  );
  assert.equal(left_vnd, 0);
});

test('what was asked for besides is owed at the stage of supplements', () => {
  assert.deepEqual(left(ITEMS, { fee_vnd: 40_000, fee_due_vnd: 60_000 }, []), [10_000, 20_000, 30_000, 60_000]);
});

test('given back is owed again where it was paid too early', () => {
  const moved = [
    { stage: 'reception' as const, kind: 'collected' as const, amount_vnd: 40_000 },
    { stage: 'result' as const, kind: 'refunded' as const, amount_vnd: 5_000 },
  ];
  assert.deepEqual(left(ITEMS, LISTED, moved), [0, 0, 5_000, 5_000]);
});
