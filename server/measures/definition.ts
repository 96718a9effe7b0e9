// A measure as data: what is counted, in which relation to the period, and how it is said. One definition computes the figure
// and lists its records.
import { z } from 'zod';
import { isDay } from '#lib/day';
import { BOUNDS, CHOICE_FIELDS, CHOICES, type ChoiceField, DAYS, type DayField, FLAGS, type FlagField } from './facts.ts';
import { Certified, Computed, Declared, Entries, faultOf, madeOf, Name, SAID, Share } from './kinds.ts';

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

export const Count = z.strictObject({
  ...SAID,
  kind: z.literal('count'),
  unit: z.literal('dossier'),
  time: z.enum(TIMES),
  where: Condition.optional(),
  /** The count this one is a part of: shown beside it as its denominator. */
  part_of: Name.optional(),
});
export type Count = z.infer<typeof Count>;

export const Ratio = z.strictObject({
  ...SAID,
  kind: z.literal('ratio'),
  unit: z.literal('percent'),
  numerator: Name,
  denominator: Name,
  factor: z.int().positive(),
  decimals: z.int().min(0).max(6),
});
export type Ratio = z.infer<typeof Ratio>;

export const Definition = z.discriminatedUnion('kind', [Count, Ratio, Entries, Declared, Certified, Share, Computed]);
export type Definition = z.infer<typeof Definition>;
export type Kind = Definition['kind'];

const Valid = z.string().refine(isDay, 'not a day that exists');
const versioned = { version: z.int().min(1).default(1), valid_from: Valid.optional(), valid_to: Valid.optional() };

/**
 * A file of packs/measures. A definition that changes gets a new version with its days; the old one answers for its own days. What the
 * names in it mean is checked over all files together: {@link faultsOf}.
 */
export const MeasurePack = z.strictObject({
  measures: z
    .array(
      z.discriminatedUnion('kind', [
        Count.extend(versioned),
        Ratio.extend(versioned),
        Entries.extend(versioned),
        Declared.extend(versioned),
        Certified.extend(versioned),
        Share.extend(versioned),
        Computed.extend(versioned),
      ]),
    )
    .min(1),
});

export type Fault = {
  at: number;
  path: string;
  message: string;
  code: 'twice' | 'unknown' | 'cycle' | 'broken';
  names?: string[];
};

/** What is wrong with definitions taken together: names that stand twice or mean nothing, counts that are none, circles. */
export function faultsOf(all: readonly (Definition & { version: number })[]): Fault[] {
  const faults: Fault[] = [];
  const known = new Map(all.map((one) => [one.name, one]));
  const seen = new Set<string>();
  all.forEach((one, at) => {
    const key = `${one.name} ${one.version}`;
    if (seen.has(key))
      faults.push({ at, path: 'name', message: `version ${one.version} of ${one.name} stands twice`, code: 'twice' });
    seen.add(key);
    for (const [path, name] of namedBy(one)) {
      const found = known.get(name);
      if (!found) faults.push({ at, path, message: `no measure is called ${name}`, code: 'unknown', names: [name] });
      else if ((one.kind === 'ratio' || one.kind === 'count') && found.kind !== 'count')
        faults.push({ at, path, message: `no count is called ${name}`, code: 'unknown', names: [name] });
    }
    const broken = one.kind === 'entries' ? faultOf(one) : null;
    if (broken) faults.push({ at, ...broken, code: 'broken' });
    const circle = circleFrom(one.name, known);
    if (circle)
      faults.push({ at, path: 'expression', message: `is made of itself: ${circle.join(' → ')}`, code: 'cycle', names: circle });
  });
  return faults;
}

function namedBy(one: Definition): [path: string, name: string][] {
  if (one.kind === 'ratio' || one.kind === 'share')
    return [
      ['numerator', one.numerator],
      ['denominator', one.denominator],
    ];
  if (one.kind === 'count') return one.part_of ? [['part_of', one.part_of]] : [];
  return one.kind === 'expression' ? madeOf(one).map((name) => ['expression', name]) : [];
}

/** The way from a measure back to itself; null when there is none. */
function circleFrom(name: string, known: ReadonlyMap<string, Definition>): string[] | null {
  const walked = new Set<string>();
  const walk = (at: string, way: string[]): string[] | null => {
    if (at === name && way.length > 0) return [...way, at];
    if (walked.has(at)) return null;
    walked.add(at);
    const one = known.get(at);
    if (one?.kind !== 'share' && one?.kind !== 'expression') return null;
    for (const next of madeOf(one)) {
      const found = walk(next, [...way, at]);
      if (found) return found;
    }
    return null;
  };
  return walk(name, []);
}
