import { MOST } from './caps.ts';
import { type Document, type Passage, placeIn, placeInCell } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Claims, FindingNumber, Location, Related, Severity, Unchecked } from './finding.ts';
import { printExact } from './rational.ts';
import type { Cell, Table } from './report.ts';
import type { SystemFacts } from './system.ts';

/** A stretch of the text that a finding names. */
export type Spot = { location: Location; quote: string };

/** What a rule says of one fault. The engine makes a `Finding` of it. */
export type Fault = {
  /** Key of the rule's `messages`. */
  message: string;
  data?: Record<string, string | number>;
  /** Less or more than the rule's own severity. */
  severity?: Severity;
  at: Spot;
  figures?: readonly Figure[];
  expected?: string;
  related?: readonly (Spot & { message?: string })[];
  /** Faults with the same root are one finding; without it, the place is the root. */
  root?: string;
  /** Offsets in the report of the figures that take part: findings of different rules that share one are one wrong figure. */
  shares?: readonly number[];
  /** The finder has a second witness of its own (a base that agrees, a name word by word): the fault keeps its severity though no slip explains it. */
  is_witnessed?: boolean;
};

/** What a rule counts and what it asks. */
export type Context = {
  document: Document;
  system: SystemFacts | null;
  /** A claim of this kind was seen; `bound`: its figures are known; `checked`: it was decided. */
  count: (what: keyof Claims, times?: number) => void;
  unchecked: (spot: Spot, reason: string) => void;
  /** A claim was seen; it is listed as not checked unless, before the next one is seen, its figures are known or a nearer reason is told. */
  claim: (spot: () => Spot, reason: string) => void;
};

/** A claim was seen, its figures are known, and it was decided, all at once. */
export function decided(context: Context, times = 1): void {
  context.count('seen', times);
  known(context, times);
}

/** What was seen is known and decided. */
export function known(context: Context, times = 1): void {
  context.count('bound', times);
  context.count('checked', times);
}

export type Rule = {
  /** `R01`. Never used again for another idea. */
  id: string;
  /** Grows when the rule decides differently. */
  version: number;
  /** Most severe that it says. */
  severity: Severity;
  /** Vietnamese, a few words. */
  title: string;
  messages: Record<string, string>;
  check: (context: Context) => Iterable<Fault>;
};

export const defineRule = (rule: Rule): Rule => rule;

/** Fills `{name}`; a missing name stays visible. */
export const fill = (template: string, data: Record<string, string | number> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));

/** A stretch of a passage as a spot; long stretches are quoted by their beginning and end. */
export function spotIn(passage: Passage, start: number, end: number): Spot {
  return { location: placeIn(passage, start, end), quote: shorten(passage.text.slice(start, end)) };
}

export const spotOf = (passage: Passage, figure: { start: number; end: number; tail: number }): Spot =>
  spotIn(passage, figure.start, Math.max(figure.end, figure.tail));

export const spotInCell = (table: Table, cell: Cell): Spot => ({ location: placeInCell(table, cell), quote: shorten(cell.text) });

/** Two blanks side by side, or one that is no plain space. */
export const UNEVEN = /\s\s|[^\S ]/;

export function shorten(text: string, most = 160): string {
  // Most stretches have single blanks only: to write each of them anew takes longer than to look.
  const clean = (UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
  return clean.length <= most ? clean : `${clean.slice(0, most - 30)} … ${clean.slice(-25)}`;
}

export const asNumber = (figure: Figure): FindingNumber => ({
  text: figure.raw,
  value: printExact(exactOf(figure)),
  ...(figure.kind === 'percent'
    ? { unit: '%' }
    : figure.unit && !figure.unit.startsWith('~')
      ? { unit: figure.unit.replace(/_/g, ' ') }
      : {}),
});

export type RuleRun = {
  claims: Claims;
  faults: Fault[];
  unchecked: Unchecked[];
  /** What could not be checked and is not listed (caps.ts). */
  unlisted: number;
};

/** Runs one rule over a document. Of a fault beyond what is kept (caps.ts) only `beyond` hears. */
export function runRule(
  rule: Rule,
  document: Document,
  system: SystemFacts | null,
  beyond: (fault: Fault) => void = () => {},
): RuleRun {
  const claims: Claims = { seen: 0, bound: 0, checked: 0 };
  const unchecked: Unchecked[] = [];
  let open: { spot: () => Spot; reason: string; bound: number; listed: number } | null = null;
  let unlisted = 0;
  const list = ({ location, quote }: Spot, reason: string): void => {
    if (unchecked.length < MOST.unchecked_of_rule) unchecked.push({ rule: rule.id, reason, location, quote });
    else unlisted += 1;
  };
  const settle = (): void => {
    if (open && claims.bound === open.bound && unchecked.length + unlisted === open.listed) list(open.spot(), open.reason);
    open = null;
  };
  const context: Context = {
    document,
    system,
    count: (what, times = 1) => {
      if (what === 'seen') settle();
      claims[what] += times;
    },
    claim: (spot, reason) => {
      settle();
      claims.seen += 1;
      open = { spot, reason, bound: claims.bound, listed: unchecked.length + unlisted };
    },
    unchecked: list,
  };
  const faults: Fault[] = [];
  for (const fault of rule.check(context)) {
    if (faults.length < MOST.faults_of_rule) faults.push(fault);
    else beyond(fault);
  }
  settle();
  // A second finder may decide what a first had seen and let go: one claim all the same, and never more of them known than seen.
  claims.bound = Math.min(claims.bound, claims.seen);
  claims.checked = Math.min(claims.checked, claims.bound);
  return { claims, faults, unchecked, unlisted };
}

export type { Related };
