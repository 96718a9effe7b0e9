import assert from 'node:assert/strict';
import test from 'node:test';
import { precisionAtLeast, severityAfter } from './ledger.ts';

for (const [right, wrong, reaches] of [
  [59, 0, true],
  [58, 0, false],
  [92, 1, true],
  [91, 1, false],
  [122, 2, true],
  [121, 2, false],
  [150, 3, true],
  [149, 3, false],
] as const) {
  test(`precision is ${reaches ? '' : 'not '}proved to be 95 % by ${wrong} false alarms of ${right + wrong}`, () => {
    assert.equal(precisionAtLeast(right, wrong) >= 0.95, reaches);
  });
}

for (const [severity, ledger, expected, why] of [
  ['error', undefined, 'error', 'nothing is known'],
  ['error', { confirmed: 3, explained: 0, false_alarms: 0 }, 'error', 'no false alarm is known'],
  ['error', { confirmed: 92, explained: 0, false_alarms: 1 }, 'error', '1 of 93'],
  ['error', { confirmed: 60, explained: 32, false_alarms: 1 }, 'error', 'an explained finding was right'],
  ['error', { confirmed: 91, explained: 0, false_alarms: 1 }, 'warning', '1 of 92'],
  ['error', { confirmed: 0, explained: 0, false_alarms: 1 }, 'warning', 'one verdict never silences a rule'],
  ['error', { confirmed: 4, explained: 0, false_alarms: 8 }, 'note', 'mostly false'],
  ['warning', { confirmed: 20, explained: 0, false_alarms: 5 }, 'warning', 'a warning may be wrong now and then'],
  ['warning', { confirmed: 5, explained: 0, false_alarms: 9 }, 'note', 'mostly false'],
  ['note', { confirmed: 0, explained: 0, false_alarms: 30 }, 'note', 'nothing is below a note'],
] as const) {
  test(`a rule that says ${severity} says ${expected}: ${why}`, () => {
    assert.equal(severityAfter(severity, ledger), expected);
  });
}
