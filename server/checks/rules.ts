import type { Rule } from './rule.ts';
import { R01 } from './rules/R01-ratio.ts';

export const RULES: readonly Rule[] = [R01];
