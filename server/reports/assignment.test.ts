import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assigned, assignedTo, type Placed } from './assignment.ts';
import { daysLate, standingOf } from './due.ts';
import { tallied } from './due-matrix.ts';
import { type LockChange, lockState } from './lock.ts';

// Nation 1 > province 10 > district 20 > commune 31, 32; department 40 under the province.
const commune: Placed = { id: 31, kind: 'commune', line: [31, 20, 10, 1] };
const other: Placed = { id: 32, kind: 'commune', line: [32, 20, 10, 1] };
const department: Placed = { id: 40, kind: 'department', line: [40, 10, 1] };
const far: Placed = { id: 99, kind: 'commune', line: [99, 98, 1] };
const row = (more: Partial<Assigned>): Assigned => ({
  id: 1,
  regime: 'tthc',
  by_unit_id: 10,
  unit_id: 10,
  of_kind: 'commune',
  except_ids: [],
  report_to_id: null,
  kinds: [],
  valid_from: '2026-01-01',
  valid_to: null,
  ...more,
});
const ask = { period_kind: 'quarter', day: '2026-09-14', has_rule: true };
const reports = (unit: Placed, rows: Assigned[], more: Partial<typeof ask> = {}) =>
  assignedTo(unit, rows, { ...ask, ...more }).is_assigned;

test('without an assignment the kinds the regime names a day for report', () => {
  assert.equal(reports(commune, []), true);
  assert.equal(reports(commune, [], { has_rule: false }), false);
});

test('below who assigned only what is assigned reports; elsewhere nothing changes', () => {
  const rows = [row({ except_ids: [32] })];
  assert.deepEqual(
    [commune, other, department, far].map((unit) => reports(unit, rows)),
    [true, false, false, true],
  );
});

test('an assignment is over on its end day, begins on its first, and holds for its kinds of period', () => {
  const rows = [row({ valid_from: '2026-09-14', valid_to: '2026-12-14', kinds: ['quarter'] })];
  assert.equal(reports(department, rows, { day: '2026-09-13' }), true, 'before it begins the kinds report');
  assert.equal(reports(department, rows), false);
  assert.equal(reports(commune, rows), true);
  assert.equal(reports(commune, rows, { period_kind: 'month' }), false);
  assert.equal(reports(department, rows, { day: '2026-12-14' }), true);
});

test('one of the unit itself stands before one of its kind, and says to whom it reports', () => {
  const rows = [row({ id: 5 }), row({ id: 2, of_kind: null, unit_id: 31, report_to_id: 40 })];
  assert.equal(assignedTo(commune, rows, ask).by?.report_to_id, 40);
  assert.equal(assignedTo(other, rows, ask).by?.id, 5);
});

test('what a district assigns changes nothing outside it', () => {
  const rows = [row({ by_unit_id: 20, unit_id: 31, of_kind: null })];
  assert.deepEqual(
    [commune, other, department].map((unit) => reports(unit, rows)),
    [true, false, true],
  );
});

const change = (id: number, more: Partial<LockChange>): LockChange => ({
  id,
  regime: 'tthc',
  s: '2026-06-15',
  e: '2026-09-15',
  unit_id: 10,
  is_locked: true,
  open_until: null,
  reason: 'x',
  at: new Date('2026-10-01T00:00:00Z'),
  by_name: 'x',
  ...more,
});
const locked = (changes: LockChange[], lock_on: string | null, today: string, line = commune.line) =>
  lockState(changes, line, lock_on, today).is_locked;

test('a period is open on its lock day and closed the day after', () => {
  assert.equal(locked([], '2026-09-26', '2026-09-26'), false);
  assert.equal(locked([], '2026-09-26', '2026-09-27'), true);
  assert.equal(locked([], null, '2030-01-01'), false);
});

test('an exception opens it for one unit and its days, then the rule or the lock before it holds again', () => {
  const exception = change(2, { unit_id: 31, is_locked: false, open_until: '2026-10-05' });
  assert.equal(locked([exception], '2026-09-26', '2026-10-05'), false);
  assert.equal(locked([exception], '2026-09-26', '2026-10-06'), true);
  assert.equal(locked([exception], '2026-09-26', '2026-10-05', other.line), true);
  const by_hand = change(1, {});
  assert.equal(locked([exception, by_hand], null, '2026-10-05'), false);
  assert.equal(locked([exception, by_hand], null, '2026-10-06'), true);
  assert.equal(locked([change(3, {}), exception, by_hand], null, '2026-10-05'), true, 'what was done last decides');
});

test('days late: until the day it was first handed in, else until today', () => {
  assert.equal(daysLate('2026-09-16', '2026-09-16', '2026-11-20'), 0);
  assert.equal(daysLate('2026-09-16', '2026-09-19', '2026-11-20'), 3);
  assert.equal(daysLate('2026-11-16', null, '2026-11-20'), 4);
  assert.equal(daysLate('2026-12-16', null, '2026-11-20'), 0);
  assert.equal(daysLate(null, null, '2026-11-20'), 0);
});

test('a report that was issued and sent back is not handed in', () => {
  const first_issued_at = new Date('2026-09-15T02:00:00Z');
  assert.equal(standingOf(null), 'none');
  assert.equal(standingOf({ last_event: 'returned', first_issued_at: null }), 'draft');
  assert.equal(standingOf({ last_event: 'approved', first_issued_at: null }), 'submitted');
  assert.equal(standingOf({ last_event: 'issued', first_issued_at }), 'issued');
  assert.equal(standingOf({ last_event: 'consolidated', first_issued_at }), 'accepted');
  assert.equal(standingOf({ last_event: 'sent_back', first_issued_at }), 'sent_back');
});

test('completeness is of those assigned, punctuality of those handed in; nothing handed in is not 100 %', () => {
  const cell = (standing: 'none' | 'issued', days_late: number, due_on = '2026-09-16') => ({ standing, days_late, due_on });
  const cells = [cell('issued', 0), cell('issued', 2), cell('none', 65), cell('none', 0, '2026-12-16')];
  assert.deepEqual(tallied(cells, '2026-11-20'), {
    assigned: 4,
    handed_in: 2,
    in_time: 1,
    late: 2,
    missing: 1,
    completeness: 500,
    timeliness: 500,
  });
  const { completeness, timeliness } = tallied([cell('none', 65)], '2026-11-20');
  assert.deepEqual([completeness, timeliness], [0, null]);
  const of_nobody = tallied([], '2026-11-20');
  assert.deepEqual([of_nobody.completeness, of_nobody.timeliness], [null, null]);
  // 2 of 3 is 66.7 %, in tenths.
  assert.equal(tallied([cell('issued', 0), cell('issued', 0), cell('none', 1)], '2026-11-20').completeness, 667);
});
