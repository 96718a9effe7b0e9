// A figure of any kind, exact, with where it came from.
import { z } from 'zod';
import { multiply, printRational, type Rational, rationalOf, reduced } from '#lib/rational';
import type { Definition } from './definition.ts';

export const SOURCES = ['dossiers', 'entries', 'declared', 'expression', 'certifications'] as const;
export const NULL_REASONS = ['no_records', 'not_declared', 'declared_blank', 'no_denominator', 'part_missing'] as const;

export const Value = z.object({
  /** Printed to its decimals; null: not available, which is not zero. */
  value: z.string().nullable(),
  exact: z.object({ num: z.string(), den: z.string() }).nullable(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  unit: z.string(),
  decimals: z.number(),
  /** Records behind it; null for what is computed from other measures. */
  n: z.number().nullable(),
  digest: z.string().nullable(),
  source: z.enum(SOURCES),
  reason_null: z.enum(NULL_REASONS).optional(),
  /** Of the declaration it is. */
  note: z.string().optional(),
  /** The day a value carried forward stands for. */
  as_of: z.string().optional(),
});
export type Value = z.infer<typeof Value>;

/** A value before it is printed. */
export type Cell = {
  exact: Rational | null;
  n: number | null;
  digest: string | null;
  reason_null?: Value['reason_null'];
  numerator?: Rational;
  denominator?: Rational;
  note?: string;
  as_of?: string;
};

const SOURCE_OF: Record<Definition['kind'], Value['source']> = {
  count: 'dossiers',
  ratio: 'dossiers',
  entries: 'entries',
  declared: 'declared',
  certifications: 'certifications',
  share: 'expression',
  expression: 'expression',
};

/** Digits after the decimal point of what a definition gives. */
export function decimalsOf(definition: Definition): number {
  return 'decimals' in definition ? definition.decimals : 0;
}

export function shownValue(definition: Definition, cell: Cell): Value {
  const decimals = decimalsOf(definition);
  const exact = cell.exact && reduced(cell.exact);
  return {
    value: exact && printRational(exact, decimals),
    exact: exact && { num: String(exact.n), den: String(exact.d) },
    ...(cell.numerator && { numerator: plain(cell.numerator) }),
    ...(cell.denominator && { denominator: plain(cell.denominator) }),
    unit: definition.unit,
    decimals,
    n: cell.n,
    digest: cell.digest,
    source: SOURCE_OF[definition.kind],
    ...(exact === null && cell.reason_null && { reason_null: cell.reason_null }),
    ...(cell.note !== undefined && { note: cell.note }),
    ...(cell.as_of !== undefined && { as_of: cell.as_of }),
  };
}

/** Whole when it is, otherwise to six places without zeros at the end. */
function plain(value: Rational): string {
  const { n, d } = reduced(value);
  if (d === 1n) return String(n);
  return printRational({ n, d }, 6).replace(/0+$/, '').replace(/\.$/, '');
}

export function scaled(value: Rational | null, factor: string | undefined): Rational | null {
  return value && factor !== undefined ? multiply(value, rationalOf(factor)) : value;
}
