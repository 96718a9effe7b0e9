// A measure as data: what is counted, in which relation to the period, and how it is said. One definition computes the figure
// and lists its records.
import { z } from 'zod';
import { isDay } from '#lib/day';
import { BOUNDS, CHOICE_FIELDS, CHOICES, type ChoiceField, DAYS, type DayField, FLAGS, type FlagField } from './facts.ts';

export type Operand = DayField | (typeof BOUNDS)[number];

/** A statement about one dossier. A comparison with a day that is missing is false, so `not` of it is true. */
export type Condition =
  | { op: 'all'; of: Condition[] }
  | { op: 'any'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'is'; field: ChoiceField; value: string }
  | { op: 'is'; field: FlagField; value: boolean }
  | { op: 'in'; field: ChoiceField; values: string[] }
  | { op: 'compare'; left: DayField; than: '<' | '<=' | '>' | '>='; right: Operand };

const Named = z.strictObject({ op: z.literal('is'), field: z.enum(CHOICE_FIELDS), value: z.string() });
const Flag = z.strictObject({ op: z.literal('is'), field: z.enum(FLAGS), value: z.boolean() });

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z
    .discriminatedUnion('op', [
      z.strictObject({ op: z.literal('all'), of: z.array(Condition).min(1) }),
      z.strictObject({ op: z.literal('any'), of: z.array(Condition).min(1) }),
      z.strictObject({ op: z.literal('not'), of: Condition }),
      z.discriminatedUnion('field', [Named, Flag]),
      z.strictObject({ op: z.literal('in'), field: z.enum(CHOICE_FIELDS), values: z.array(z.string()).min(1) }),
      z.strictObject({
        op: z.literal('compare'),
        left: z.enum(DAYS),
        than: z.enum(['<', '<=', '>', '>=']),
        right: z.enum([...DAYS, ...BOUNDS]),
      }),
    ])
    .superRefine((condition, context) => {
      const values = condition.op === 'in' ? condition.values : condition.op === 'is' ? [condition.value] : [];
      for (const value of values) {
        if (typeof value === 'boolean') continue;
        const field = (condition as { field: ChoiceField }).field;
        if (!Object.hasOwn(CHOICES[field], value))
          context.addIssue({ code: 'custom', path: ['value'], message: `${field} has no value ${value}` });
      }
    }),
);

/**
 * Which dossiers a count looks at, for a period:
 * `received_in` received in it; `closed_in` closed in it; `open_at_start` received before it and not closed before it;
 * `open_at_end` received before its end and not closed in it; `on_hand` open at its start or received in it.
 */
export const TIMES = ['received_in', 'closed_in', 'open_at_start', 'open_at_end', 'on_hand'] as const;
export type Time = (typeof TIMES)[number];

const Words = z.string().trim().min(1);
const Name = z.string().regex(/^[a-z][a-z0-9_]{2,62}$/, 'lower-case letters, digits and _');
const Said = {
  name: Name,
  label_vi: Words,
  label_en: Words,
  definition_vi: Words,
  definition_en: Words,
  source: Words,
  status: z.enum(['approved', 'to_be_verified']),
};

export const Count = z.strictObject({
  ...Said,
  kind: z.literal('count'),
  unit: z.literal('dossier'),
  time: z.enum(TIMES),
  where: Condition.optional(),
  /** The count this one is a part of: shown beside it as its denominator. */
  part_of: Name.optional(),
});
export type Count = z.infer<typeof Count>;

export const Ratio = z.strictObject({
  ...Said,
  kind: z.literal('ratio'),
  unit: z.literal('percent'),
  numerator: Name,
  denominator: Name,
  factor: z.int().positive(),
  decimals: z.int().min(0).max(6),
});
export type Ratio = z.infer<typeof Ratio>;

export const Definition = z.discriminatedUnion('kind', [Count, Ratio]);
export type Definition = z.infer<typeof Definition>;

const Valid = z.string().refine(isDay, 'not a day that exists');

/** A file of packs/measures. A definition that changes gets a new version with its days; the old one answers for its own days. */
export const MeasurePack = z
  .strictObject({
    measures: z
      .array(
        z.discriminatedUnion('kind', [
          Count.extend({ version: z.int().min(1).default(1), valid_from: Valid.optional(), valid_to: Valid.optional() }),
          Ratio.extend({ version: z.int().min(1).default(1), valid_from: Valid.optional(), valid_to: Valid.optional() }),
        ]),
      )
      .min(1),
  })
  .superRefine((pack, context) => {
    const counts = new Set(pack.measures.filter((one) => one.kind === 'count').map((one) => one.name));
    const seen = new Set<string>();
    pack.measures.forEach((one, at) => {
      const key = `${one.name} ${one.version}`;
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          path: ['measures', at, 'name'],
          message: `version ${one.version} of ${one.name} stands twice`,
        });
      seen.add(key);
      const named = one.kind === 'ratio' ? { numerator: one.numerator, denominator: one.denominator } : { part_of: one.part_of };
      for (const [field, name] of Object.entries(named)) {
        if (name !== undefined && !counts.has(name))
          context.addIssue({ code: 'custom', path: ['measures', at, field], message: `no count is called ${name}` });
      }
    });
  });
