// Expressions of criteria: `max(0, 2 - 0.5 * [late_cases])`, `if(@1.1 >= 1, 2, 0)`. The language of the measures, with criteria beside them.
import type { Rational } from '#lib/rational';
import { type Expression as Formula, namesIn, parseExpression as parse, evaluate as solved } from '#measures';

/** What an expression names: measures in square brackets, criteria after `@`. */
export type Expression = { formula: Formula; measures: readonly string[]; criteria: readonly string[] };

export type Known = { measure(name: string): Rational | null; criterion(code: string): Rational | null };

/** @throws ExpressionError */
export function parseExpression(text: string): Expression {
  const formula = parse(text, 'marked');
  const names = namesIn(formula);
  return { formula, measures: named(names, '['), criteria: named(names, '@') };
}

/** The value, or null when something it needs is not known or is divided by nothing. A comparison is 1 or 0. */
export function evaluate({ formula }: Expression, known: Known): Rational | null {
  return solved(formula, (name) => (name.startsWith('@') ? known.criterion(bare(name)) : known.measure(bare(name))));
}

function named(names: readonly string[], mark: '[' | '@'): string[] {
  return names.filter((name) => name.startsWith(mark)).map(bare);
}

/** `[late]` is late, `@1.1` is 1.1. */
function bare(name: string): string {
  return name.startsWith('@') ? name.slice(1) : name.slice(1, -1);
}
