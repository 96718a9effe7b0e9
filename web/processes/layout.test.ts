import assert from 'node:assert/strict';
import test from 'node:test';
import { BOX, layOut } from './layout.ts';

const step = (code: string, next: string[] = [], leg: string | null = null) => ({ code, leg, next });
const places = (steps: Parameters<typeof layOut>[0], legs: string[] = []) =>
  layOut(steps, legs).nodes.map((node) => `${node.code} ${node.column}/${node.row}`);

test('steps stand one after the other, what runs at once one below the other', () => {
  assert.deepEqual(places([step('a', ['b', 'c']), step('b', ['d']), step('c', ['d']), step('d')]), [
    'a 0/0',
    'b 1/0',
    'c 1/1',
    'd 2/0',
  ]);
});

test('a meeting point stands behind the longest way to it', () => {
  assert.deepEqual(places([step('a', ['b', 'd']), step('b', ['c']), step('c', ['d']), step('d')]), [
    'a 0/0',
    'b 1/0',
    'c 2/0',
    'd 3/0',
  ]);
});

test('each leg has its lane, none overlaps another', () => {
  const { lanes, nodes, height } = layOut(
    [step('a', ['b'], 'xa'), step('b', ['c'], 'tinh'), step('c', [], 'xa')],
    ['xa', 'tinh'],
  );
  assert.deepEqual(
    lanes.map((lane) => lane.leg),
    ['xa', 'tinh'],
  );
  assert.equal((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0), lanes[1]?.y);
  assert.equal((lanes[1]?.y ?? 0) + (lanes[1]?.height ?? 0), height);
  for (const node of nodes) {
    const lane = lanes[node.code === 'b' ? 1 : 0];
    assert.ok(lane && node.y >= lane.y && node.y + BOX.height <= lane.y + lane.height);
  }
});

test('what is being written may go in a circle or nowhere', () => {
  assert.equal(layOut([step('a', ['b']), step('b', ['a', 'x'])], []).nodes.length, 2);
  assert.deepEqual(layOut([], []).nodes, []);
});
