// What must be true of a dossier, as SQL: straight from its columns, or from a key that many alike dossiers share.
import type { Day } from '#lib/day';
import type { Condition, Count, Operand, Time } from './definition.ts';
import { CHOICES, type ChoiceField, choiceSql, codeOf, DAYS, type FlagField, flagSql } from './facts.ts';

/** `[s, e)`; overdue is judged at the end of the day before `as_of`: the period's last day, or today while the period runs. */
export type Bounds = { s: Day; e: Day; as_of: Day };

/** Names and numbers of the statement's parameters, in the order they were first used. */
export class Values {
  readonly list: unknown[] = [];
  readonly #places = new Map<string, string>();

  take(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.#places.get(key);
    if (known) return known;
    this.list.push(value);
    const place = `$${this.list.length}::${type}`;
    this.#places.set(key, place);
    return place;
  }
}

export type Days = { period_start: string; period_end: string; as_of: string };

/** Days become parameters when a condition first uses them: PostgreSQL refuses a parameter that stands nowhere. */
export function daysOf(bounds: Bounds, values: Values): Days {
  return {
    get period_start() {
      return values.take(bounds.s, 'date');
    },
    get period_end() {
      return values.take(bounds.e, 'date');
    },
    get as_of() {
      return values.take(bounds.as_of, 'date');
    },
  };
}

/** How a statement gets at the facts of a dossier. */
export type Reading = {
  choice(field: ChoiceField): string;
  /** Whether something holds: `yes` in SQL, `no` its opposite. */
  holds(yes: string, no: string, wanted: boolean): string;
};

/** From the columns of the version `v`. */
export const straight: Reading = {
  choice: choiceSql,
  holds: (yes, no, wanted) => (wanted ? yes : no),
};

/** Bits of a key that are used; the sign is left alone. Up to the first it is an int, which is quicker, above it a bigint. */
const BITS_OF_INT = 31;
const MOST_BITS = 62;

/** From the number `z.k`, in whose bits everything that was asked for is laid down once. */
export class Folded implements Reading {
  readonly #places = new Map<string, number>();
  #bits = 0;

  choice(field: ChoiceField): string {
    const width = Math.max(...Object.values(CHOICES[field])).toString(2).length;
    const at = this.#place(choiceSql(field), width);
    return `(z.k >> ${at} & ${2 ** width - 1})`;
  }

  holds(yes: string, _no: string, wanted: boolean): string {
    const at = this.#place(`(${yes})::int`, 1);
    return `z.k & ${1n << BigInt(at)} ${wanted ? '<>' : '='} 0`;
  }

  #place(part: string, width: number): number {
    const known = this.#places.get(part);
    if (known !== undefined) return known;
    const at = this.#bits;
    this.#places.set(part, at);
    this.#bits += width;
    return at;
  }

  /** False: more was asked for than a key can hold. */
  get fits(): boolean {
    return this.#bits <= MOST_BITS;
  }

  /** The expression over `v` that makes the key. Call it when everything has been read. */
  key(): string {
    const type = this.#bits > BITS_OF_INT ? '::int8' : '';
    return ['0', ...[...this.#places].map(([part, at]) => (at ? `${part} * ${1n << BigInt(at)}${type}` : part))].join(' + ');
  }
}

function operand(name: Operand, days: Days): string {
  return (DAYS as readonly string[]).includes(name) ? `v.${name}` : days[name as keyof Days];
}

/** A condition as a boolean that is never null: what is not known to be true is false. */
function conditionSql(condition: Condition, days: Days, reading: Reading): string {
  switch (condition.op) {
    case 'all':
      return condition.of.map((one) => nested(one, days, reading)).join(' and ');
    case 'any':
      return condition.of.map((one) => nested(one, days, reading)).join(' or ');
    case 'not':
      return `not ${nested(condition.of, days, reading)}`;
    case 'is':
      if (typeof condition.value === 'boolean') return flaggedSql(condition.field as FlagField, condition.value, reading);
      return `${reading.choice(condition.field as ChoiceField)} = ${codeOf(condition.field as ChoiceField, condition.value)}`;
    case 'in':
      return inSql(condition.field, condition.values, reading);
    case 'compare':
      return comparedSql(`${operand(condition.left, days)} ${condition.than} ${operand(condition.right, days)}`, reading);
  }
}

function flaggedSql(field: FlagField, wanted: boolean, reading: Reading): string {
  const { yes, no } = flagSql(field);
  return reading.holds(yes, no, wanted);
}

/** A comparison with a day that is missing is false. */
function comparedSql(comparison: string, reading: Reading): string {
  return reading.holds(`(${comparison}) is true`, `(${comparison}) is not true`, true);
}

function nested(condition: Condition, days: Days, reading: Reading): string {
  const sql = conditionSql(condition, days, reading);
  const is_one = condition.op === 'is' || condition.op === 'compare';
  return is_one ? sql : `(${sql})`;
}

// Neighbouring codes become a range: two comparisons are quicker than a search in an array for each of millions of rows.
function inSql(field: ChoiceField, names: readonly string[], reading: Reading): string {
  const fact = reading.choice(field);
  const codes = [...new Set(names.map((name) => codeOf(field, name)))].sort((a, b) => a - b);
  const [least = 0, most = 0] = [codes.at(0), codes.at(-1)];
  const all = Object.values(CHOICES[field]) as number[];
  if (most - least + 1 === codes.length) {
    const from_below = least === Math.min(...all) ? null : `${fact} >= ${least}`;
    const to_above = most === Math.max(...all) ? null : `${fact} <= ${most}`;
    return [from_below, to_above].filter((part) => part !== null).join(' and ') || 'true';
  }
  return codes.map((code) => `${fact} = ${code}`).join(' or ');
}

/**
 * The relation to the period, for rows that are already known to be alive in it (`received_on < e and open_until >= s`).
 * `on_hand` is all of them.
 */
function timeSql(time: Time, days: Days, reading: Reading): string | null {
  const received = (wanted: boolean) =>
    reading.holds(`v.received_on >= ${days.period_start}`, `v.received_on < ${days.period_start}`, wanted);
  const open = (wanted: boolean) =>
    reading.holds(`v.open_until >= ${days.period_end}`, `v.open_until < ${days.period_end}`, wanted);
  switch (time) {
    case 'received_in':
      return received(true);
    case 'closed_in':
      return open(false);
    case 'open_at_start':
      return received(false);
    case 'open_at_end':
      return open(true);
    case 'on_hand':
      return null;
  }
}

/** What makes a live row count for the measure; null: every one does. */
export function countedSql(count: Count, days: Days, reading: Reading): string | null {
  const time = timeSql(count.time, days, reading);
  if (!count.where) return time;
  const is_bare = count.where.op !== 'any' && count.where.op !== 'in';
  const where = is_bare ? conditionSql(count.where, days, reading) : nested(count.where, days, reading);
  if (!time) return where;
  // What is more often false stands first, and what follows it is not looked at: few live dossiers are open at an edge of the period.
  return count.time === 'open_at_start' || count.time === 'open_at_end' ? `${time} and ${where}` : `${where} and ${time}`;
}
