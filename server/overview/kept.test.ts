import assert from 'node:assert/strict';
import test from 'node:test';
import type { Reader } from './ask.ts';
import { Kept } from './kept.ts';

const readerOf = (unit_ids: number[]): Reader => {
  const scope = { unit_ids };
  const scorecards = { read: scope, score: scope, appraise: scope };
  const now = new Date('2026-11-20T02:00:00Z');
  return {
    overview: scope,
    dossiers: scope,
    measures: scope,
    plans: scope,
    reports: scope,
    scorecards,
    now,
    today: '2026-11-20',
  };
};

test('an answer is kept for a minute, for the same question by the same eyes', async () => {
  const kept = new Kept<{ unit: string }, number>();
  let made = 0;
  const at = (seconds: number) => ({ now: new Date(Date.parse('2026-11-20T02:00:00Z') + seconds * 1000) });
  const ask = (seconds: number, unit: string, reader: Reader) =>
    kept.get(at(seconds), { unit }, reader, () => {
      made += 1;
      return Promise.resolve(made);
    });
  const one = readerOf([1]);
  assert.equal(await ask(0, 'a', one), 1);
  assert.equal(await ask(59, 'a', one), 1);
  assert.equal(await ask(59, 'b', one), 2);
  // Rights read anew are another scope, even with the same units.
  assert.equal(await ask(59, 'a', readerOf([1])), 3);
  assert.equal(await ask(60, 'a', one), 4);
});

test('a refusal is not kept', async () => {
  const kept = new Kept<{ unit: string }, number>();
  const reader = readerOf([1]);
  await assert.rejects(kept.get(reader, { unit: 'a' }, reader, () => Promise.reject(new Error('no'))));
  assert.equal(await kept.get(reader, { unit: 'a' }, reader, () => Promise.resolve(7)), 7);
});
