// Rules between the cells of a form, as data: two sides, an operator, how much it matters, what a missing cell means.
import { z } from 'zod';
import { type Expression, ExpressionError, namesIn, parseExpression } from '#measures';
import type { ListLayout } from './list-layout.ts';

const Words = z.string().trim().min(1).max(1000);

/** `compulsory_pair`: both sides have a value or neither; `exclusive_pair`: not both. */
export const OPERATORS = ['==', '!=', '>', '>=', '<', '<=', 'compulsory_pair', 'exclusive_pair'] as const;
export type Operator = (typeof OPERATORS)[number];
export const IMPORTANCES = ['high', 'medium', 'low'] as const;
export type Importance = (typeof IMPORTANCES)[number];
/** What a side is worth when cells of it have no value; where a rule is not skipped they count as 0. */
export const MISSING = ['skip_if_any', 'skip_if_all', 'never_skip'] as const;
export type Missing = (typeof MISSING)[number];
export const PERIOD_KINDS = ['month', 'quarter', 'half_year', 'nine_months', 'year', 'free'] as const;

export const Side = z.strictObject({
  /** Cells of the form by key in brackets and measures by name: `[1.4.2] + [1.4.3] <= plan_tasks`. */
  expression: z.string().trim().min(1).max(2000),
  missing: z.enum(MISSING).default('skip_if_any'),
});
export type Side = z.infer<typeof Side>;

export const RuleBody = z.strictObject({
  label_vi: Words,
  label_en: Words,
  left: Side,
  op: z.enum(OPERATORS),
  right: Side,
  importance: z.enum(IMPORTANCES),
  /** What to do when it fails. */
  instruction_vi: Words,
  instruction_en: Words.optional(),
  /** `printed`: a rounded value may be half a unit of its last decimal away; `exact`: as it stands. */
  precision: z.enum(['printed', 'exact']).default('printed'),
  /** Kinds of unit it is asked of; none: every unit. */
  unit_kinds: z.array(z.string().min(1)).default([]),
  period_kinds: z.array(z.enum(PERIOD_KINDS)).default([]),
});
export type RuleBody = z.infer<typeof RuleBody>;

export const RuleCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'letters, digits, points and dashes');

/** A file of packs/forms/rules. */
export const RulePack = z.strictObject({
  form: Words,
  valid_from: z.iso.date(),
  rules: z.array(z.strictObject({ code: RuleCode, ...RuleBody.shape })).min(1),
});

/** A side read: `names` of its cells and measures, as the expression calls them. */
export type ReadSide = { expression: Expression; cells: Map<string, string>; measures: string[] };

const CELL = /\[([^[\]]{1,60})\]/g;
const read = new Map<string, ReadSide>();

/** @throws ExpressionError */
export function readSide(text: string): ReadSide {
  const known = read.get(text);
  if (known) return known;
  const cells = new Map<string, string>();
  const names = new Map<string, string>();
  const plain = text.replace(CELL, (_all, key: string) => {
    const name = names.get(key) ?? `cell__${names.size}`;
    names.set(key, name);
    cells.set(name, key);
    return name;
  });
  const expression = parseExpression(plain);
  const measures = namesIn(expression).filter((name) => !cells.has(name));
  const found = { expression, cells, measures };
  if (read.size > 2000) read.clear();
  read.set(text, found);
  return found;
}

export type RuleFault = { side: 'left' | 'right'; message: string };

/** What of a rule means nothing in this form. */
export function faultsOfRule(
  body: Pick<RuleBody, 'left' | 'right'>,
  layout: ListLayout,
  knowsMeasure: (name: string) => boolean,
): RuleFault[] {
  const rows = new Map(layout.rows.map((row) => [row.key, row]));
  return (['left', 'right'] as const).flatMap((side) => {
    try {
      const { cells, measures } = readSide(body[side].expression);
      const bad_cells = [...cells.values()].filter((key) => rows.get(key)?.is_heading !== false);
      const bad_measures = measures.filter((name) => !knowsMeasure(name));
      return [...bad_cells.map((key) => `[${key}]`), ...bad_measures].map((name) => ({ side, message: `${name} ?` }));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return [{ side, message: `${error.message} (${error.at + 1})` }];
    }
  });
}

/** Cells a rule looks at, each once, in the order they are written. */
export function cellsOfRule(body: Pick<RuleBody, 'left' | 'right'>): string[] {
  return [...new Set([body.left, body.right].flatMap((side) => [...readSide(side.expression).cells.values()]))];
}

export function measuresOfRule(body: Pick<RuleBody, 'left' | 'right'>): string[] {
  return [...new Set([body.left, body.right].flatMap((side) => readSide(side.expression).measures))];
}
