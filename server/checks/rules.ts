import type { Rule } from './rule.ts';
import { R01 } from './rules/R01-ratio.ts';
import { R03 } from './rules/R03-parts.ts';
import { R05 } from './rules/R05-received.ts';
import { R06 } from './rules/R06-handled.ts';
import { R07 } from './rules/R07-on-time.ts';
import { R12 } from './rules/R12-count.ts';
import { R14 } from './rules/R14-dates.ts';
import { R17 } from './rules/R17-period.ts';
import { R20 } from './rules/R20-scores.ts';

/** All rules, in the order of their numbers. */
export const RULES: readonly Rule[] = [R01, R03, R05, R06, R07, R12, R14, R17, R20];
