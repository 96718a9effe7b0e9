import type { Severity } from './finding.ts';

/** What officers said of the findings of one rule: mended, explained (true but allowed), or a false alarm. */
export type Ledger = { confirmed: number; explained: number; false_alarms: number };

/** Lower bounds that the severities ask for. 0,95 is reached with 0 false alarms of 59 verdicts, 1 of 93, 2 of 124, 3 of 153. */
const ERROR_LEVEL = 0.95;
const WARNING_LEVEL = 0.5;
const ONE_SIDED = 0.05;

/** Fewer verdicts than this never silence a rule. */
const ENOUGH = 10;

/**
 * Exact (Clopper-Pearson) one-sided 95 % lower bound of the precision of a rule.
 * With no false alarm among n it is 0,05^(1/n): 0,95 is reached at n = 59.
 */
export function precisionAtLeast(right: number, wrong: number): number {
  const n = right + wrong;
  if (n === 0 || right === 0) return 0;
  // The bound is the p at which `right` or more successes have probability 5 %: bisection on a monotone function.
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i += 1) {
    const p = (low + high) / 2;
    if (atMostWrong(n, wrong, p) < ONE_SIDED) low = p;
    else high = p;
  }
  return low;
}

/** Probability of at most `wrong` failures in n trials that succeed with probability p. */
function atMostWrong(n: number, wrong: number, p: number): number {
  if (p >= 1) return 1;
  if (p <= 0) return wrong >= n ? 1 : 0;
  let log_term = n * Math.log(p);
  let total = Math.exp(log_term);
  for (let k = 1; k <= wrong; k += 1) {
    log_term += Math.log((n - k + 1) / k) + Math.log(1 - p) - Math.log(p);
    total += Math.exp(log_term);
  }
  return total;
}

/**
 * Severity of a rule after what officers said of it: an error while no false alarm is known, or while the lower bound of its precision is 95 % or
 * more; else a warning; and a note once ten verdicts or more cannot prove half of them right. An explained finding was right: the figure did
 * disagree.
 */
export function severityAfter(severity: Severity, ledger: Ledger | undefined): Severity {
  if (!ledger || ledger.false_alarms === 0 || severity === 'note') return severity;
  const right = ledger.confirmed + ledger.explained;
  const lower_bound = precisionAtLeast(right, ledger.false_alarms);
  if (severity === 'error' && lower_bound >= ERROR_LEVEL) return 'error';
  return right + ledger.false_alarms >= ENOUGH && lower_bound < WARNING_LEVEL ? 'note' : 'warning';
}
