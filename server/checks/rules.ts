import type { Rule } from './rule.ts';
import { R01 } from './rules/R01-ratio.ts';
import { R02 } from './rules/R02-possible.ts';
import { R03 } from './rules/R03-parts.ts';
import { R04 } from './rules/R04-hundred.ts';
import { R05 } from './rules/R05-received.ts';
import { R06 } from './rules/R06-handled.ts';
import { R07 } from './rules/R07-on-time.ts';
import { R08 } from './rules/R08-carried-over.ts';
import { R09 } from './rules/R09-consolidation.ts';
import { R10 } from './rules/R10-repeats.ts';
import { R11 } from './rules/R11-change.ts';
import { R12 } from './rules/R12-count.ts';
import { R13 } from './rules/R13-verdict.ts';
import { R14 } from './rules/R14-dates.ts';
import { R15 } from './rules/R15-citations.ts';
import { R16 } from './rules/R16-copies.ts';
import { R17 } from './rules/R17-period.ts';
import { R18 } from './rules/R18-structure.ts';
import { R19 } from './rules/R19-format.ts';
import { R20 } from './rules/R20-scores.ts';
import { R21 } from './rules/R21-units.ts';
import { R22 } from './rules/R22-history.ts';
import { R23 } from './rules/R23-proof.ts';
import { R24 } from './rules/R24-evidence.ts';

/** All rules, in the order of their numbers. */
export const RULES: readonly Rule[] = [
  R01,
  R02,
  R03,
  R04,
  R05,
  R06,
  R07,
  R08,
  R09,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  R16,
  R17,
  R18,
  R19,
  R20,
  R21,
  R22,
  R23,
  R24,
];
