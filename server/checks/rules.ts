import type { Rule } from './rule.ts';
import { R01 } from './rules/R01-ratio.ts';
import { R03 } from './rules/R03-parts.ts';
import { R05 } from './rules/R05-received.ts';
import { R06 } from './rules/R06-handled.ts';
import { R07 } from './rules/R07-on-time.ts';

export const RULES: readonly Rule[] = [R01, R03, R05, R06, R07];
