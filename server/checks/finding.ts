import type { Omitted } from './caps.ts';

/** What the checker says. Field names are the JSON contract of `motcua check`. */

export type Severity = 'error' | 'warning' | 'note';

/** A place in the text. `offset` and `length` count UTF-16 units of `Report.text`; the writers add file offsets where the format has them. */
export type Location = {
  line?: number;
  paragraph?: number;
  page?: number;
  sheet?: string;
  /** Counts start at 1. */
  table?: number;
  row?: number;
  column?: number;
  offset: number;
  length: number;
};

export type Related = { location: Location; quote: string; message?: string };

/** A figure as printed and as read. */
export type FindingNumber = { text: string; value: string; unit?: string };

export type Finding = {
  /** `R01` */
  rule: string;
  severity: Severity;
  /** Vietnamese: what is wrong, why it matters, what to do. */
  message: string;
  file: string;
  location: Location;
  quote: string;
  numbers: FindingNumber[];
  /** Recomputed value, or the reading that would pass. */
  expected?: string;
  /** The other places of the same wrong figure, and the figures it was compared with. */
  related: Related[];
  /** How many more places there are than `related` lists. */
  more_related?: number;
};

/** What could not be bound to a rule, and why: counted and shown, never silently passed. */
export type Unchecked = { rule: string; reason: string; location: Location; quote: string };

export type Claims = { seen: number; bound: number; checked: number };

export type CheckedReport = {
  file: string;
  claims: Claims;
  findings: Finding[];
  unchecked: Unchecked[];
  /** Per rule: the denominators of its precision. */
  rules: Record<string, Claims & { version: number; findings: number }>;
  /** What was found and is not listed, when there is more than anybody reads (caps.ts). */
  omitted?: Omitted;
};
