import assert from 'node:assert/strict';
import test from 'node:test';
import { Gathered } from './gathered.ts';
import type { Db } from './sql.ts';

// Only what tells one connection from another: nothing is asked of it.
const connection = () => ({}) as Db;

test('what is asked together is one statement, each gets its own answer', async () => {
  const statements: number[][] = [];
  const doubled = new Gathered<number, number>(async (_db, keys) => {
    statements.push([...keys]);
    return keys.map((key) => key * 2);
  });
  const db = connection();
  assert.deepEqual(await Promise.all([1, 2, 2, 3].map((key) => doubled.get(db, key))), [2, 4, 4, 6]);
  assert.deepEqual(statements, [[1, 2, 2, 3]]);
});

test('connections are not mixed', async () => {
  const statements: [Db, number[]][] = [];
  const same = new Gathered<number, number>(async (db, keys) => {
    statements.push([db, [...keys]]);
    return keys;
  });
  const [first, second] = [connection(), connection()];
  await Promise.all([same.get(first, 1), same.get(second, 2), same.get(first, 3)]);
  assert.deepEqual(
    statements.map(([db, keys]) => [db === first, keys]),
    [
      [true, [1, 3]],
      [false, [2]],
    ],
  );
});

test('at most 32 in a statement, at most two statements under way; nothing is lost', async () => {
  const sizes: number[] = [];
  const ends: (() => void)[] = [];
  const slow = new Gathered<number, number>(async (_db, keys) => {
    sizes.push(keys.length);
    await new Promise<void>((resolve) => ends.push(resolve));
    return keys;
  });
  const db = connection();
  const answers = Promise.all(Array.from({ length: 100 }, (_, key) => slow.get(db, key)));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(sizes, [32, 32]);
  for (let sent = 0; sent < 4; sent += 1) {
    ends[sent]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual((await answers).length, 100);
  assert.deepEqual(sizes, [32, 32, 32, 4]);
});

test('a statement that fails is told to everyone in it, and the next goes on', async () => {
  let times = 0;
  const once = new Gathered<number, number>(async (_db, keys) => {
    times += 1;
    if (times === 1) throw new Error('away');
    return keys;
  });
  const db = connection();
  const outcomes = await Promise.allSettled([once.get(db, 1), once.get(db, 2)]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.message),
    ['away', 'away'],
  );
  assert.equal(await once.get(db, 3), 3);
});
