// From measures over registers to SQL: the same predicate becomes a column of the statement that counts and the filter of the list behind it.
// Names of fields are letters, digits and _ by their form; every value is a parameter. Pure: no database, no clock.
import type { Day } from '#lib/day';
import type { Statement } from './compile.ts';
import { type Bounds, Values } from './condition.ts';
import type { Entries, EntryCondition, SingleCondition } from './kinds.ts';

export type EntryWhere = { unit_ids: readonly number[]; known_at: Date | undefined };

/** What an entry says in a field, as text. */
export const said = (field: string) => `e.values ->> '${field}'`;

/** What is said as a number; a flag is 1 or 0. */
export const numberOf = (text: string) => `(case ${text} when 'true' then 1 when 'false' then 0 else (${text})::numeric end)`;

/** 1 January of the year of the period's last day; the first day asked for when that lies before it: a reporting year may begin in December. */
function yearStart(bounds: Bounds): Day {
  const last = new Date(`${bounds.e}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() - 1);
  const january = `${last.getUTCFullYear()}-01-01`;
  return bounds.s < january ? bounds.s : january;
}

/** The first day whose entries the measure looks at; null: any, or another day than that of the column. */
export function firstDay({ day, time }: Entries, bounds: Bounds): Day | null {
  if (day) return null;
  if (time === 'in_period') return bounds.s;
  return time === 'since_year_start' ? yearStart(bounds) : null;
}

/** `said`: where a field's text stands. */
export type Saying = { bounds: Bounds; values: Values; said: (field: string) => string };

function dayText(day: string, { bounds, values }: Saying): string {
  const known: Record<string, Day> = { period_start: bounds.s, period_end: bounds.e, year_start: yearStart(bounds) };
  return values.take(known[day] ?? day, 'text');
}

function singleSql(one: SingleCondition, at: Saying): string {
  const field = at.said(one.field);
  if ('is' in one) return `${field} = ${at.values.take(String(one.is), 'text')}`;
  if ('not' in one) return `${field} is distinct from ${at.values.take(String(one.not), 'text')}`;
  if ('in' in one) return `${field} = any(${at.values.take(one.in, 'text[]')})`;
  if ('at_least' in one) return `${numberOf(field)} >= ${at.values.take(one.at_least, 'numeric')}`;
  if ('at_most' in one) return `${numberOf(field)} <= ${at.values.take(one.at_most, 'numeric')}`;
  if ('from' in one) return `${field} >= ${dayText(one.from, at)}`;
  if ('before' in one) return `${field} < ${dayText(one.before, at)}`;
  if ('not_after' in one) return `${field} <= ${at.said(one.not_after)}`;
  if ('after' in one) return `${field} > ${at.said(one.after)}`;
  return `${field} is ${one.filled ? 'not null' : 'null'}`;
}

function conditionSql(condition: EntryCondition, at: Saying): string {
  if (!('any' in condition)) return singleSql(condition, at);
  return `(${condition.any.map((one) => singleSql(one, at)).join(' or ')})`;
}

/** The day an entry belongs to: a column, or a field whose text sorts as days do. */
export function dayOf(measure: Entries, at: Saying): string {
  return measure.day ? at.said(measure.day) : 'e.on_day';
}

/** Whether the measure looks at an entry. */
export function seenSql(measure: Entries, at: Saying): string {
  const { bounds, values } = at;
  const day = dayOf(measure, at);
  // Days of the column are compared as days: making text of each for every measure costs more than all else.
  const type = measure.day ? 'text' : 'date';
  const parts = [`${day} < ${values.take(bounds.e, type)}`];
  if (measure.time === 'in_period') parts.push(`${day} >= ${values.take(bounds.s, type)}`);
  if (measure.time === 'since_year_start') parts.push(`${day} >= ${values.take(yearStart(bounds), type)}`);
  if (measure.field) parts.push(`${at.said(measure.field)} is not null`);
  for (const condition of measure.where ?? []) parts.push(conditionSql(condition, at));
  return parts.join(' and ');
}

/** Days `[from, until)` of entries; null: no limit. */
export type EntryDays = { from: Day | null; until: Day | null };

/** Entries of a register that stand, of these units and days. */
export function entriesSql(register: string, { unit_ids, known_at }: EntryWhere, days: EntryDays, values: Values): string {
  const parts = [`e.register = ${values.take(register, 'text')}`, 'not e.is_cancelled'];
  if (known_at === undefined) parts.push("e.known_to = 'infinity'");
  else {
    const moment = values.take(known_at, 'timestamptz');
    parts.push(`e.known_from <= ${moment}`, `e.known_to > ${moment}`);
  }
  if (days.from !== null) parts.push(`e.on_day >= ${values.take(days.from, 'date')}`);
  if (days.until !== null) parts.push(`e.on_day < ${values.take(days.until, 'date')}`);
  parts.push(`access.in_scope(e.unit_id, ${values.take(unit_ids, 'int[]')})`);
  return `from registers.entry_version e\nwhere ${parts.join('\n  and ')}`;
}

const XOR = 'bit_xor(hashint8extended(e.entry_id, 17))';
const SUM = 'sum(hashint8extended(e.entry_id, 23))';

/** The entries a measure looks at; of `latest` the one that is taken for each unit and key. */
function membersSql(measure: Entries, where: EntryWhere, at: Saying): string {
  const days = { from: firstDay(measure, at.bounds), until: measure.day ? null : at.bounds.e };
  const from = `${entriesSql(measure.register, where, days, at.values)}\n  and ${seenSql(measure, at)}`;
  const kept = 'e.tenant, e.entry_id, e.version, e.unit_id, e.on_day, e.values';
  if (measure.aggregate !== 'latest') return `select ${kept}\n${from}`;
  const keys = ['e.unit_id', ...(measure.per ?? []).map(said)].join(', ');
  return `select distinct on (${keys}) ${kept}\n${from}\norder by ${keys}, ${dayOf(measure, at)} desc, e.entry_id desc`;
}

/** The entries behind a measure: ids with their days, newest first, with number and digest of all of them on every row. */
export function compileEntryRecords(
  measure: Entries,
  bounds: Bounds,
  where: EntryWhere,
  page: { limit?: number | undefined; offset: number },
): Statement {
  const at = { bounds, values: new Values(), said };
  const inner = membersSql(measure, where, at);
  const lines = [
    'select e.tenant, e.entry_id, e.version, e.unit_id, e.on_day, e.values,',
    `  count(*) over ()::int as n, (${XOR} over ())::text as x, (${SUM} over ())::text as y`,
    `from (${inner}) e`,
    'order by e.on_day desc, e.tenant, e.entry_id',
  ];
  if (page.limit !== undefined)
    lines.push(`limit ${at.values.take(page.limit, 'int')} offset ${at.values.take(page.offset, 'bigint')}`);
  return { text: lines.join('\n'), values: at.values.list };
}

export type EntryMember = { measure: Entries; bounds: Bounds; where: EntryWhere };

/**
 * Entries that one of two measures has and the other has not, or has in another version: what was, what is; null: none.
 * @param limit of the list; on every row stands how many there are in all
 */
export function compileMovedEntries(then: EntryMember, now: EntryMember, limit: number): Statement {
  const values = new Values();
  const side = ({ measure, bounds, where }: EntryMember) => membersSql(measure, where, { bounds, values, said });
  const text = [
    `with a as materialized (${side(then)}),`,
    `b as materialized (${side(now)})`,
    'select tenant, entry_id, a.version as was, b.version as now,',
    '  count(*) filter (where a.version is null) over ()::int as entered_n,',
    '  count(*) filter (where b.version is null) over ()::int as left_n,',
    '  count(*) filter (where a.version is not null and b.version is not null) over ()::int as changed_n',
    'from a full join b using (tenant, entry_id)',
    'where a.version is distinct from b.version',
    'order by tenant, entry_id',
    `limit ${values.take(limit, 'int')}`,
  ].join('\n');
  return { text, values: values.list };
}
