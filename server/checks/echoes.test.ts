import assert from 'node:assert/strict';
import test from 'node:test';
import { withoutEchoes } from './echoes.ts';
import type { Finding } from './finding.ts';

/** A finding about `255` and `219` at one offset that names another. */
const told = (rule: string, at: number, names: readonly number[], severity: Finding['severity'] = 'error'): Finding => ({
  rule,
  severity,
  message: rule,
  file: 'x.txt',
  location: { offset: at, length: 3 },
  quote: '',
  numbers: ['255', '219'].map((text) => ({ text, value: text })),
  related: names.map((offset) => ({ location: { offset, length: 3 }, quote: '' })),
});

for (const [findings, spoken, why] of [
  [[told('R01', 10, [50]), told('R10', 50, [])], ['R01'], 'what an error names already is not told by another rule'],
  [[told('R01', 10, [50], 'warning'), told('R10', 50, [])], ['R01', 'R10'], 'a warning silences nobody'],
  [[told('R01', 10, [50]), told('R01', 50, [])], ['R01', 'R01'], 'one rule tells two places'],
  [[told('R01', 10, [50]), told('R10', 50, [10])], ['R10'], 'of two that name each other one speaks'],
  [[told('R01', 10, [90]), told('R10', 50, [10]), told('R11', 90, [50])], ['R11'], 'of three in a ring one speaks'],
] as const)
  test(`withoutEchoes: ${why}`, () => {
    assert.deepEqual(
      withoutEchoes(findings).map(({ rule }) => rule),
      spoken,
    );
  });
