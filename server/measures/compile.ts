// From definitions to SQL. The same condition becomes a column of the pass that counts and the filter of the list behind it, so a
// figure and its records cannot part. Pure: no database, no clock.
import type { Day } from '#lib/day';
import type { Condition, Count, Operand, Time } from './definition.ts';
import { CHOICES, type ChoiceField, codeOf, DAYS } from './facts.ts';

export type Statement = { text: string; values: unknown[] };

/** `[s, e)`; overdue is judged at the end of the day before `as_of`: the period's last day, or today while the period runs. */
export type Bounds = { s: Day; e: Day; as_of: Day };

/** Columns by which figures can be grouped, as they stand in dossiers.version. */
export const GROUP_COLUMNS = {
  unit: 'competent_unit_id',
  sector: 'sector_id',
  channel: 'channel',
  level: 'level',
  procedure: 'procedure_id',
} as const;
export type GroupColumn = keyof typeof GROUP_COLUMNS;

/** What narrows a question besides its period. `unit_ids` null = every unit. */
export type Where = {
  unit_ids: readonly number[] | null;
  /** They are most of all units: the statement is kept from the index of units. */
  is_wide?: boolean;
  sector_id?: number | undefined;
  channel?: number | undefined;
  level?: number | undefined;
  procedure_id?: number | undefined;
  /** As known at this moment; undefined = as known now. */
  known_at?: Date | undefined;
};

/** Names and numbers of the statement's parameters, in the order they were first used. */
class Values {
  readonly list: unknown[] = [];
  readonly #places = new Map<string, string>();

  take(value: unknown, type: string): string {
    const key = `${type} ${value instanceof Date ? value.toISOString() : String(value)}`;
    const known = this.#places.get(key);
    if (known) return known;
    this.list.push(value);
    const place = `$${this.list.length}::${type}`;
    this.#places.set(key, place);
    return place;
  }
}

type Days = { period_start: string; period_end: string; as_of: string };

/** Days become parameters when a condition first uses them: PostgreSQL refuses a parameter that stands nowhere. */
function daysOf(bounds: Bounds, values: Values): Days {
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

function operand(name: Operand, days: Days): string {
  return (DAYS as readonly string[]).includes(name) ? `v.${name}` : days[name as keyof Days];
}

/** A condition as a boolean that is never null: what is not known to be true is false. */
function conditionSql(condition: Condition, days: Days): string {
  switch (condition.op) {
    case 'all':
      return condition.of.map((one) => nested(one, days)).join(' and ');
    case 'any':
      return condition.of.map((one) => nested(one, days)).join(' or ');
    case 'not':
      return `not ${nested(condition.of, days)}`;
    case 'is':
      if (typeof condition.value === 'boolean') return `${condition.value ? '' : 'not '}v.${condition.field}`;
      return `v.${condition.field} = ${codeOf(condition.field as ChoiceField, condition.value)}`;
    case 'in':
      return inSql(condition.field, condition.values);
    case 'compare':
      return `(${operand(condition.left, days)} ${condition.than} ${operand(condition.right, days)}) is true`;
  }
}

function nested(condition: Condition, days: Days): string {
  const sql = conditionSql(condition, days);
  const is_one = condition.op === 'is' || condition.op === 'compare';
  return is_one ? sql : `(${sql})`;
}

// Neighbouring codes become a range: two comparisons are quicker than a search in an array for each of millions of rows.
function inSql(field: ChoiceField, names: readonly string[]): string {
  const codes = [...new Set(names.map((name) => codeOf(field, name)))].sort((a, b) => a - b);
  const [least = 0, most = 0] = [codes.at(0), codes.at(-1)];
  const all = Object.values(CHOICES[field]) as number[];
  if (most - least + 1 === codes.length) {
    const from_below = least === Math.min(...all) ? null : `v.${field} >= ${least}`;
    const to_above = most === Math.max(...all) ? null : `v.${field} <= ${most}`;
    return [from_below, to_above].filter((part) => part !== null).join(' and ') || 'true';
  }
  return codes.map((code) => `v.${field} = ${code}`).join(' or ');
}

/**
 * The relation to the period, for rows that are already known to be alive in it (`received_on < e and open_until >= s`).
 * `on_hand` is all of them.
 */
function timeSql(time: Time, days: Days): string | null {
  switch (time) {
    case 'received_in':
      return `v.received_on >= ${days.period_start}`;
    case 'closed_in':
      return `v.open_until < ${days.period_end}`;
    case 'open_at_start':
      return `v.received_on < ${days.period_start}`;
    case 'open_at_end':
      return `v.open_until >= ${days.period_end}`;
    case 'on_hand':
      return null;
  }
}

/** What makes a live row count for the measure; null: every one does. */
function countedSql(count: Count, days: Days): string | null {
  const time = timeSql(count.time, days);
  if (!count.where) return time;
  const is_bare = count.where.op !== 'any' && count.where.op !== 'in';
  const where = is_bare ? conditionSql(count.where, days) : nested(count.where, days);
  if (!time) return where;
  // What is more often false stands first, and what follows it is not looked at: few live dossiers are open at an edge of the period.
  return count.time === 'open_at_start' || count.time === 'open_at_end' ? `${time} and ${where}` : `${where} and ${time}`;
}

/** The rows a period can count, ending with the predicate that every read of records passes. */
function aliveSql(where: Where, days: Days, values: Values): string {
  const parts = [`v.received_on < ${days.period_end}`, `v.open_until >= ${days.period_start}`];
  if (where.known_at !== undefined) {
    const at = values.take(where.known_at, 'timestamptz');
    parts.unshift(`v.known_from <= ${at}`, `v.known_to > ${at}`);
  }
  for (const field of ['sector_id', 'channel', 'level', 'procedure_id'] as const) {
    if (where[field] !== undefined) parts.push(`v.${field} = ${values.take(where[field], 'int')}`);
  }
  // `+ 0`: an index cannot serve it. PostgreSQL takes every page to be at hand and reads 3,000,000 rows in the order of units, which takes twice as long.
  const unit = where.is_wide ? 'v.competent_unit_id + 0' : 'v.competent_unit_id';
  parts.push(`access.in_scope(${unit}, ${values.take(where.unit_ids, 'int[]')})`);
  return parts.join('\n  and ');
}

function sourceSql(where: Where): string {
  return where.known_at === undefined ? 'dossiers.version_now v' : 'dossiers.version v';
}

const XOR = 'bit_xor(hashint8extended(v.dossier_id, 17))';
const SUM = 'sum(hashint8extended(v.dossier_id, 23))';

/**
 * All counts over all periods, grouped, in one statement: for each period one pass over the dossiers alive in it.
 * A row has the period's position, the group columns in the order asked for, then an array of the counts (with a digest: two more, of xors and sums).
 * Groups without any live dossier are left out.
 */
export function compileCells(ask: {
  counts: readonly Count[];
  periods: readonly Bounds[];
  group_by: readonly GroupColumn[];
  where: Where;
  digest?: boolean | undefined;
}): Statement {
  if (ask.counts.length === 0 || ask.periods.length === 0) throw new RangeError('nothing to count');
  const values = new Values();
  const columns = ask.group_by.map((name) => `v.${GROUP_COLUMNS[name]}`);
  const passes = ask.periods.map((bounds, position) => {
    const days = daysOf(bounds, values);
    const only = ask.counts.map((count) => {
      const counted = countedSql(count, days);
      return counted ? ` filter (where ${counted})` : '';
    });
    // One array instead of a column each: a province's year is 100,000 rows of 24 counts, and every column of a row costs on its way here.
    const figures = [`array[${only.map((filter) => `count(*)${filter}`).join(',\n    ')}]::int[]`];
    if (ask.digest)
      figures.push(
        `array[${only.map((filter) => XOR + filter).join(', ')}]::text[]`,
        `array[${only.map((filter) => SUM + filter).join(', ')}]::text[]`,
      );
    return [
      `select ${[`${position}::int`, ...columns, ...figures].join(',\n  ')}`,
      `from ${sourceSql(ask.where)}`,
      `where ${aliveSql(ask.where, days, values)}`,
      ...(columns.length ? [`group by ${columns.join(', ')}`] : []),
    ].join('\n');
  });
  return { text: passes.join('\nunion all\n'), values: values.list };
}

/** Columns by which records can be sorted. */
export const RECORD_SORTS = {
  received_on: 'v.received_on',
  due_on: 'v.due_on',
  closed_on: 'v.closed_on',
} as const;
export type RecordSort = keyof typeof RECORD_SORTS;

function memberSql(count: Count, bounds: Bounds, where: Where, values: Values): string {
  const days = daysOf(bounds, values);
  const counted = countedSql(count, days);
  return `from ${sourceSql(where)}\nwhere ${counted ? `${counted}\n  and ` : ''}${aliveSql(where, days, values)}`;
}

/** Number and digest of the records behind a count. */
export function compileRecordDigest(count: Count, bounds: Bounds, where: Where): Statement {
  const values = new Values();
  const text = `select count(*), ${XOR}::text, ${SUM}::text\n${memberSql(count, bounds, where, values)}`;
  return { text, values: values.list };
}

/** The records behind a count: tenant and id of each dossier and what was known of it, oldest reception first unless sorted otherwise. */
export function compileRecords(
  count: Count,
  bounds: Bounds,
  where: Where,
  page: { sort?: { by: RecordSort; descending: boolean }; limit?: number | undefined; offset?: number } = {},
): Statement {
  const values = new Values();
  const members = memberSql(count, bounds, where, values);
  const { by, descending } = page.sort ?? { by: 'received_on', descending: false };
  const direction = descending ? ' desc nulls last' : '';
  const lines = [
    'select v.tenant, v.dossier_id, v.competent_unit_id, v.procedure_id, v.sector_id, v.channel, v.level, v.outcome, v.timeliness,',
    '  v.received_on, v.due_on, v.closed_on, v.paused_on, v.known_from',
    members,
    `order by ${RECORD_SORTS[by]}${direction}, v.received_on, v.tenant, v.dossier_id`,
  ];
  if (page.limit !== undefined)
    lines.push(`limit ${values.take(page.limit, 'int')} offset ${values.take(page.offset ?? 0, 'bigint')}`);
  return { text: lines.join('\n'), values: values.list };
}
