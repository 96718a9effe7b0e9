// Measures that are not counts of dossiers: entries of registers, declared values, certified copies, shares and expressions over any of them.
import { z } from 'zod';
import { isDay } from '#lib/day';
import { ExpressionError, namesIn, parseExpression } from './expression.ts';
import { UNIT_NAMES } from './units.ts';

const Words = z.string().trim().min(1).max(1000);
export const Name = z.string().regex(/^[a-z][a-z0-9_]{2,62}$/, 'lower-case letters, digits and _');
const FieldName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and _');
const Decimals = z.int().min(0).max(6);

/** Areas of administrative reform a measure belongs to; `dossiers`: the one-stop shop. */
export const AREAS = [
  'dossiers',
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'digital_government',
  'general',
] as const;

/** What every measure says of itself. */
export const SAID = {
  name: Name,
  label_vi: Words,
  label_en: Words,
  definition_vi: Words,
  definition_en: Words,
  source: Words,
  status: z.enum(['approved', 'to_be_verified']),
  area: z.enum(AREAS).optional(),
  /** Which way is better; none: neither. */
  direction: z.enum(['up', 'down']).optional(),
};

/** Days of the question an entry's day can be held against. */
const DAY_WORDS = ['period_start', 'period_end', 'year_start'] as const;
const DayOrWord = z.union([z.enum(DAY_WORDS), z.string().refine(isDay, 'not a day that exists')]);
const Plain = z.union([z.string().min(1), z.boolean()]);
const Exact = z.string().regex(/^-?\d+(\.\d+)?$/, 'a number as text');

/**
 * A statement about one field of an entry; a field that is missing makes every one of them false, except `not` and `filled: false`.
 * `from` is included, `before` is not. `not_after` compares two days, or two numbers, of the entry.
 */
const Single = z.union([
  z.strictObject({ field: FieldName, is: Plain }),
  z.strictObject({ field: FieldName, not: Plain }),
  z.strictObject({ field: FieldName, in: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ field: FieldName, at_least: Exact }),
  z.strictObject({ field: FieldName, at_most: Exact }),
  z.strictObject({ field: FieldName, from: DayOrWord }),
  z.strictObject({ field: FieldName, before: DayOrWord }),
  z.strictObject({ field: FieldName, not_after: FieldName }),
  z.strictObject({ field: FieldName, after: FieldName }),
  z.strictObject({ field: FieldName, filled: z.boolean() }),
]);
export type SingleCondition = z.infer<typeof Single>;
export const EntryCondition = z.union([Single, z.strictObject({ any: z.array(Single).min(1) })]);
export type EntryCondition = z.infer<typeof EntryCondition>;

/**
 * Which entries a measure looks at: dated in the period; from 1 January of the year of its last day; whatever was dated before its end
 * (`at_end`: what stands then, `ever`: all there were).
 */
export const ENTRY_TIMES = ['in_period', 'since_year_start', 'at_end', 'ever'] as const;
export const AGGREGATES = ['count', 'sum', 'latest', 'distinct', 'max'] as const;

/**
 * Which units' records make a unit's figure. Entries: `sum` its own and those below it; `own_first` its own when it has any, which then stand for
 * all it holds, otherwise those below it in the same way; `none` its own alone. A declaration summed is always `own_first`.
 */
const ROLL_UPS = ['sum', 'none'] as const;
const ENTRY_ROLL_UPS = ['sum', 'own_first', 'none'] as const;

export const Entries = z.strictObject({
  ...SAID,
  kind: z.literal('entries'),
  register: FieldName,
  aggregate: z.enum(AGGREGATES),
  /** What is summed, taken, told apart; not for a count. */
  field: FieldName.optional(),
  where: z.array(EntryCondition).optional(),
  time: z.enum(ENTRY_TIMES),
  /** The day the period looks at; the register's own day unless told. */
  day: FieldName.optional(),
  /** `latest`: one entry of each unit, or of each unit and these fields; they are summed. */
  per: z.array(FieldName).min(1).optional(),
  /** No entry: 0, or not available. Unless told, 0 for a count and a number of different values. */
  empty: z.enum(['zero', 'null']).optional(),
  roll_up: z.enum(ENTRY_ROLL_UPS).default('sum'),
  unit: z.enum(UNIT_NAMES),
  decimals: Decimals.default(0),
  /** Multiplies: 0.000001 shows đồng as million đồng. */
  factor: Exact.optional(),
});
export type Entries = z.infer<typeof Entries>;

export const Declared = z.strictObject({
  ...SAID,
  kind: z.literal('declared'),
  /** Of the period, of the year up to its end, or of its last day: then the last value before it holds. */
  time: z.enum(['in_period', 'since_year_start', 'at_end']),
  roll_up: z.enum(ROLL_UPS),
  unit: z.enum(UNIT_NAMES),
  decimals: Decimals,
  least: Exact.optional(),
  most: Exact.optional(),
});
export type Declared = z.infer<typeof Declared>;

export const CERTIFIED = ['asked', 'certified', 'copies', 'given'] as const;

export const Certified = z.strictObject({
  ...SAID,
  kind: z.literal('certifications'),
  counts: z.enum(CERTIFIED),
  unit: z.enum(UNIT_NAMES),
});
export type Certified = z.infer<typeof Certified>;

/** One measure over another, exactly; nothing in the denominator: not available. */
export const Share = z.strictObject({
  ...SAID,
  kind: z.literal('share'),
  numerator: Name,
  denominator: Name,
  factor: z.int().positive().default(100),
  unit: z.enum(UNIT_NAMES),
  decimals: Decimals,
});
export type Share = z.infer<typeof Share>;

export const Computed = z.strictObject({
  ...SAID,
  kind: z.literal('expression'),
  expression: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .superRefine((text, context) => {
      try {
        parseExpression(text);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        context.addIssue({ code: 'custom', message: `${error.message} (character ${error.at + 1})` });
      }
    }),
  unit: z.enum(UNIT_NAMES),
  decimals: Decimals,
});
export type Computed = z.infer<typeof Computed>;

/** What an entries measure must have besides its fields' forms; null: nothing is wrong. */
export function faultOf(one: Entries): { path: string; message: string } | null {
  if (one.aggregate !== 'count' && !one.field) return { path: 'field', message: `${one.aggregate} needs a field` };
  if (one.aggregate === 'count' && one.field) return { path: 'field', message: 'a count has no field' };
  if (one.per && one.aggregate !== 'latest') return { path: 'per', message: 'only latest has it' };
  return null;
}

/** Names of the measures another is made of, as they are written. */
export function madeOf(definition: Share | Computed): string[] {
  if (definition.kind === 'share') return [definition.numerator, definition.denominator];
  return namesIn(parseExpression(definition.expression));
}
