// Formulas of a table as its own head tells them: `(3) = (4) + (5)`, totals of the rows below or above. One that would not give the figure is not written.
import {
  add,
  compare,
  divide,
  HUNDRED,
  multiply,
  printRational,
  type Rational,
  rationalOf,
  reduced,
  subtract,
} from '#lib/rational';
import { columnLetters } from '#lib/xlsx';

/** A cell of the body as a formula sees it. */
export type Place = {
  /** Exact decimal of a number that is printed; null: words, a dash, nothing. */
  value: string | null;
  bold: boolean;
};

/** What stands in the row of numbers under the heads: `(7) = (8) + (9)`. */
type Rule = { op: 'sum'; of: number[] } | { op: 'minus' | 'percent'; of: [number, number] };

/** Between rows of a list form, by place in the table. */
export type RowRule = { op: 'sum' | 'percent'; of: number[] };

const NUMBER = /^\((\d{1,3})\)(?:\s*=\s*(.+))?$/;

/** Official numbers of the columns and what each is made of; null when the head has no such row. */
export function columnRules(last_head: readonly string[]): Map<number, Rule> | null {
  const found = new Map<number, Rule>();
  for (const [at, text] of last_head.entries()) {
    const [, no, made] = NUMBER.exec(text.trim()) ?? [];
    if (Number(no) !== at + 1) return null;
    const rule = made === undefined ? null : ruleOf(made.replace(/\s+/g, ''));
    if (rule) found.set(at, rule);
  }
  return found;
}

function ruleOf(made: string): Rule | null {
  const of = [...made.matchAll(/\((\d{1,3})\)/g)].map(([, no]) => Number(no) - 1);
  const [a, b] = of;
  if (a === undefined || b === undefined) return null;
  if (/^\(\d+\)(\+\(\d+\))+$/.test(made)) return { op: 'sum', of };
  if (/^\(\d+\)-\(\d+\)$/.test(made)) return { op: 'minus', of: [a, b] };
  return /^\(\d+\)\/\(\d+\)$/.test(made) ? { op: 'percent', of: [a, b] } : null;
}

type Ask = {
  rows: readonly (readonly Place[])[];
  columns: ReadonlyMap<number, Rule>;
  /** By index of the row and the column of its figure. */
  list: ReadonlyMap<number, RowRule>;
  /** Column of the figures of a list form. */
  list_column: number;
  /** Number of the first row of the body in its sheet. */
  first: number;
};

/** The formula of a cell without `=`, or null where it is a figure of its own. */
export function formulaAt(ask: Ask, row: number, column: number): string | null {
  const here = ask.rows[row]?.[column];
  if (!here || here.value === null) return null;
  const listed = column === ask.list_column ? ask.list.get(row) : undefined;
  const made = listed ? ofRows(ask, listed, column, here.value) : (total(ask, row, column) ?? ofColumns(ask, row, column));
  return made && sameAs(made.exact, here.value) ? made.formula : null;
}

type Made = { formula: string; exact: Rational };

const digitsOf = (value: string) => value.split('.')[1]?.length ?? 0;
const sameAs = (exact: Rational, value: string) => printRational(reduced(exact), digitsOf(value)) === value;

function known(ask: Ask, row: number, column: number): Rational | null {
  const value = ask.rows[row]?.[column]?.value ?? null;
  return value === null ? null : rationalOf(value);
}
const address = (ask: Ask, row: number, column: number) => `${columnLetters(column + 1)}${ask.first + row}`;

function combined(op: Rule['op'], parts: readonly Rational[], places: readonly string[], digits: number): Made | null {
  const [a, b] = parts as [Rational, Rational];
  if (op === 'sum') return { formula: places.join('+'), exact: parts.reduce(add) };
  if (op === 'minus') return { formula: places.join('-'), exact: subtract(a, b) };
  if (compare(b, { n: 0n, d: 1n }) === 0) return null;
  return { formula: `ROUND(${places[0]}/${places[1]}*100,${digits})`, exact: divide(multiply(a, HUNDRED), b) };
}

function ofRows(ask: Ask, { op, of }: RowRule, column: number, value: string): Made | null {
  const parts = of.map((row) => known(ask, row, column));
  if (parts.some((part) => part === null)) return null;
  return combined(
    op,
    parts as Rational[],
    of.map((row) => address(ask, row, column)),
    digitsOf(value),
  );
}

function ofColumns(ask: Ask, row: number, column: number): Made | null {
  const rule = ask.columns.get(column);
  if (!rule) return null;
  const parts = rule.of.map((part) => known(ask, row, part));
  if (parts.some((part) => part === null)) return null;
  const digits = digitsOf(ask.rows[row]?.[column]?.value ?? '');
  return combined(
    rule.op,
    parts as Rational[],
    rule.of.map((part) => address(ask, row, part)),
    digits,
  );
}

/** A row in bold: the sum of the plain rows below it up to the next, or, being the last, of all plain rows. */
function total(ask: Ask, row: number, column: number): Made | null {
  if (!isBold(ask, row) || ask.columns.get(column)?.op === 'percent') return null;
  const plain = ask.rows.map((_, at) => at).filter((at) => !isBold(ask, at));
  const next = ask.rows.findIndex((_, at) => at > row && isBold(ask, at));
  const members = row === ask.rows.length - 1 ? plain : plain.filter((at) => at > row && (next < 0 || at < next));
  const parts = members.map((at) => known(ask, at, column));
  if (members.length < 1 || parts.some((part) => part === null)) return null;
  return { formula: `SUM(${ranges(ask, members, column)})`, exact: (parts as Rational[]).reduce(add) };
}

const isBold = (ask: Ask, row: number) => ask.rows[row]?.every(({ bold }) => bold) ?? false;

/** `C10:C14,C16:C30`: neighbours as one range, so that a heading between them is left out. */
function ranges(ask: Ask, members: readonly number[], column: number): string {
  const parts: [number, number][] = [];
  for (const at of members) {
    const open = parts.at(-1);
    if (open && open[1] === at - 1) open[1] = at;
    else parts.push([at, at]);
  }
  return parts.map(([from, to]) => `${address(ask, from, column)}:${address(ask, to, column)}`).join(',');
}
