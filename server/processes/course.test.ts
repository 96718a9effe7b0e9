import assert from 'node:assert/strict';
import { test } from 'node:test';
import { back, begin, type Course, earlier, next } from './course.ts';
import { Definition } from './definition.ts';

const step = (code: string, ways: string[] = [], fork: 'one' | 'all' = 'one') => ({
  code,
  name_vi: code,
  name_en: code,
  role: 'leader',
  unit: { at: 'competent' },
  next: ways,
  fork,
});
// a → (b → e, c) → d → f or g; b and c run at once and meet at d.
const PROCESS = Definition.parse({
  steps: [
    step('a', ['b', 'c'], 'all'),
    step('b', ['e']),
    step('e', ['d']),
    step('c', ['d']),
    step('d', ['f', 'g']),
    step('f'),
    step('g'),
  ],
});

function walk(moves: readonly (readonly [string, string[]?])[]): Course {
  let course = begin(PROCESS).course;
  for (const [code, to] of moves) course = next(PROCESS, course, code, to).course;
  return course;
}

for (const [why, moves, active, arrived] of [
  ['it begins at the first step', [], ['a'], []],
  ['a fork takes every way', [['a']], ['b', 'c'], []],
  ['where ways meet, the first one waits', [['a'], ['c']], ['b'], ['d']],
  ['a longer way beside it still holds the meeting back', [['a'], ['c'], ['b']], ['e'], ['d']],
  ['with the last one it goes on, once', [['a'], ['c'], ['b'], ['e']], ['d'], []],
  ['the order in which they arrive does not matter', [['a'], ['b'], ['e'], ['c']], ['d'], []],
  ['one of several ways is chosen', [['a'], ['b'], ['e'], ['c'], ['d', ['g']]], ['g'], []],
  ['at the end nothing is left to do', [['a'], ['b'], ['e'], ['c'], ['d', ['g']], ['g']], [], []],
] as [string, [string, string[]?][], string[], string[]][]) {
  test(`a course: ${why}`, () => assert.deepEqual(walk(moves), { active, arrived }));
}

test('a choice must be made, and be one of the ways', () => {
  const course = walk([['a'], ['b'], ['e'], ['c']]);
  assert.throws(() => next(PROCESS, course, 'd'), { code: 'processes.choose_next' });
  assert.throws(() => next(PROCESS, course, 'd', ['f', 'g']), { code: 'processes.choose_next' });
  assert.throws(() => next(PROCESS, course, 'd', ['a']), { code: 'processes.not_a_next_step' });
  assert.throws(() => next(PROCESS, course, 'b'), { code: 'processes.step_not_active' });
  assert.throws(() => next(PROCESS, course, 'x'), { code: 'processes.step_unknown' });
});

test('going back within one of the ways leaves the others alone', () => {
  const move = back(PROCESS, walk([['a'], ['b']]), 'e', 'b');
  assert.deepEqual(move, { left: ['e'], cancelled: [], entered: ['b'], course: { active: ['c', 'b'], arrived: [] } });
});

test('going back before the fork calls the other way off, and what had arrived', () => {
  const running = back(PROCESS, walk([['a']]), 'b', 'a');
  assert.deepEqual(running, { left: ['b'], cancelled: ['c'], entered: ['a'], course: { active: ['a'], arrived: [] } });
  const arrived = back(PROCESS, walk([['a'], ['c']]), 'b', 'a');
  assert.deepEqual(arrived.course, { active: ['a'], arrived: [] });
});

test('a step goes back only to what lies before it', () => {
  const course = walk([['a']]);
  for (const to of ['b', 'c', 'd'])
    assert.throws(() => back(PROCESS, course, 'b', to), { code: 'processes.not_an_earlier_step' });
  assert.deepEqual(earlier(PROCESS, 'd'), ['a', 'b', 'e', 'c']);
  assert.deepEqual(earlier(PROCESS, 'a'), []);
});

test('whatever is chosen, every course of the process comes to its end', () => {
  // Each order in which parallel steps may be done.
  const seen = new Set<string>();
  const follow = (course: Course, way: string) => {
    if (course.active.length === 0) {
      seen.add(way);
      assert.deepEqual(course.arrived, []);
      return;
    }
    for (const code of course.active) {
      const choices = code === 'd' ? [['f'], ['g']] : [undefined];
      for (const to of choices) follow(next(PROCESS, course, code, to).course, `${way}${code}${to ?? ''}`);
    }
  };
  follow(begin(PROCESS).course, '');
  // b before e, c anywhere among them: 3 orders, each with two ends.
  assert.deepEqual([...seen].sort(), ['abcedff', 'abcedgg', 'abecdff', 'abecdgg', 'acbedff', 'acbedgg']);
});
