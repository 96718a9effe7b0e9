import assert from 'node:assert/strict';
import test from 'node:test';
import { daysBetween } from '#lib/day';
import { daysLate, nextDue, occurrencesOf, outcomeOf, type State, stateOf, type TaskFacts } from './state.ts';

const TASK: TaskFacts = {
  year: 2023,
  starts_on: '2023-04-01',
  due_on: '2023-06-30',
  recurrence: 'none',
  last_status: null,
  last_on: null,
  done: [],
};

const CASES: [told: Partial<TaskFacts>, day: string, state: State, why: string][] = [
  [{}, '2023-03-31', 'not_due', 'before it starts'],
  [{}, '2023-06-30', 'not_due', 'on its last day nothing is late yet'],
  [{}, '2023-07-01', 'overdue', 'the day after its last'],
  [{ last_status: 'started', last_on: '2023-04-10' }, '2023-05-01', 'in_progress', 'begun, in time'],
  [{ last_status: 'started', last_on: '2023-04-10' }, '2023-07-01', 'overdue', 'begun, its day is over'],
  [{ last_status: 'reopened', last_on: '2023-05-02' }, '2023-05-03', 'in_progress', 'taken up again'],
  [{ last_status: 'done', last_on: '2023-06-30' }, '2023-12-31', 'completed', 'done on the last day'],
  [{ last_status: 'done', last_on: '2023-07-01' }, '2023-12-31', 'completed_late', 'done a day late'],
  [{ last_status: 'below_plan', last_on: '2023-06-01' }, '2023-09-20', 'below_plan', 'below plan stays so when its day is over'],
  [{ last_status: 'not_done', last_on: '2023-06-01' }, '2023-06-15', 'not_done', 'told as not done, in time'],
  [{ last_status: 'not_done', last_on: '2023-06-01' }, '2023-07-15', 'overdue', 'told as not done, its day is over'],
  [{ last_status: 'will_not_do', last_on: '2023-05-01' }, '2023-12-31', 'will_not_do', 'what will not be done is never overdue'],
  [{ recurrence: 'year_end', due_on: '2023-12-31' }, '2023-09-20', 'recurring', 'all year long, nothing told'],
  [
    { recurrence: 'year_end', due_on: '2023-12-31', last_status: 'started', last_on: '2023-02-01' },
    '2023-09-20',
    'in_progress',
    'all year long, begun',
  ],
  [{ recurrence: 'year_end', due_on: '2023-12-31' }, '2024-01-01', 'overdue', 'all year long, never told of'],
];

for (const [told, day, state, why] of CASES) {
  test(`stateOf: ${why}`, () => assert.equal(stateOf({ ...TASK, ...told }, day), state));
}

const QUARTERS: TaskFacts = { ...TASK, starts_on: '2023-01-01', due_on: '2023-12-31', recurrence: 'quarter' };
const first = { label: '2023-Q1', on: '2023-03-20' };

test('a quarterly task has four occurrences, each with its own last day', () => {
  assert.deepEqual(occurrencesOf(QUARTERS), [
    { label: '2023-Q1', starts_on: '2023-01-01', due_on: '2023-03-31' },
    { label: '2023-Q2', starts_on: '2023-04-01', due_on: '2023-06-30' },
    { label: '2023-Q3', starts_on: '2023-07-01', due_on: '2023-09-30' },
    { label: '2023-Q4', starts_on: '2023-10-01', due_on: '2023-12-31' },
  ]);
});

test('a monthly task counts only the months it runs in', () => {
  const labels = occurrencesOf({ ...QUARTERS, recurrence: 'month', starts_on: '2023-10-15', due_on: '2023-12-20' });
  assert.deepEqual(
    labels.map(({ label, due_on }) => `${label} ${due_on}`),
    ['2023-10 2023-10-31', '2023-11 2023-11-30', '2023-12 2023-12-20'],
  );
});

const OCCURRING: [done: TaskFacts['done'], day: string, state: State, next: string | null, late: number | null][] = [
  [[], '2023-02-01', 'not_due', '2023-03-31', null],
  [[], '2023-04-02', 'overdue', '2023-03-31', 2],
  [[first], '2023-06-30', 'in_progress', '2023-06-30', null],
  [[first], '2023-07-01', 'overdue', '2023-06-30', 1],
  [
    [
      first,
      { label: '2023-Q2', on: '2023-06-30' },
      { label: '2023-Q3', on: '2023-09-30' },
      { label: '2023-Q4', on: '2023-12-31' },
    ],
    '2024-01-05',
    'completed',
    null,
    null,
  ],
  [
    [
      first,
      { label: '2023-Q2', on: '2023-07-02' },
      { label: '2023-Q3', on: '2023-09-30' },
      { label: '2023-Q4', on: '2023-12-31' },
    ],
    '2024-01-05',
    'completed_late',
    null,
    null,
  ],
];

for (const [done, day, state, next, late] of OCCURRING) {
  test(`a quarterly task with ${done.length} quarters done is ${state} on ${day}`, () => {
    const task = { ...QUARTERS, done };
    assert.equal(stateOf(task, day), state);
    assert.equal(nextDue(task, day), next);
    assert.equal(daysLate(task, day, daysBetween), late);
  });
}

test('assigned tasks are on time, late, overdue, in time or dropped', () => {
  const states: State[] = ['completed', 'completed_late', 'overdue', 'in_progress', 'not_due', 'not_done', 'will_not_do'];
  assert.deepEqual(states.map(outcomeOf), ['on_time', 'late', 'overdue', 'in_time', 'in_time', 'in_time', 'dropped']);
});
