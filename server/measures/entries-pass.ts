// Many measures over registers at once: one part of a statement for each register, with each of its fields taken out of an entry once.
// Pure: no database, no clock.
import type { Statement } from './compile.ts';
import { type Bounds, Values } from './condition.ts';
import { dayOf, type EntryDays, entriesSql, firstDay, numberOf, type Saying, said, seenSql } from './entries-sql.ts';
import type { Entries } from './kinds.ts';

/** A measure over its days; those of one pass may look at different ones. */
export type EntriesAsked = { measure: Entries; bounds: Bounds };

/** Measures over one register, all of them `latest` with the same `per` or none, read together from the entries of these units. */
export type EntriesPass = {
  is_latest: boolean;
  asked: readonly EntriesAsked[];
  unit_ids: readonly number[];
  known_at: Date | undefined;
};

const arrayOf = (parts: readonly string[], type: string) => `array[${parts.join(', ')}]::${type}[]`;
const NONE = 'null::text[]';

type Columns = { n: string; x: string; y: string; v: string; d: string };

const rowOf = (place: number, unit: string, { n, x, y, v, d }: Columns) =>
  `select ${place} as pass, ${unit} as unit_id, ${n} as n, ${x} as x, ${y} as y, ${v} as v, ${d} as d`;

/**
 * Rows `pass, unit_id, n, x, y, v, d`: arrays in the order of the measures of a pass; x and y (digest) only where they are asked for, d (the
 * latest day of what was taken) of `latest` alone. A unit without an entry may be missing.
 * PostgreSQL reads the passes of a large unit side by side in several processes.
 */
export function compileEntries(passes: readonly EntriesPass[], digest: boolean): Statement {
  const values = new Values();
  const parts = passes.map((pass, place) => {
    if (!pass.is_latest) return sumsSql(place, pass, digest, values);
    return latestSql(place, pass, digest, values);
  });
  return { text: parts.join('\nunion all\n'), values: values.list };
}

/** Fields of an entry, each taken out of it once: those that something asked for, under a name. */
class Fields {
  readonly #names = new Map<string, string>();

  readonly of = (field: string): string => {
    const name = this.#names.get(field) ?? `f${this.#names.size}`;
    this.#names.set(field, name);
    return `e.${name}`;
  };

  get columns(): string[] {
    return [...this.#names].map(([field, name]) => `${said(field)} as ${name}`);
  }
}

/** Outside these days no measure of the pass looks. */
function daysOf(asked: readonly EntriesAsked[]): EntryDays {
  const firsts = asked.map(({ measure, bounds }) => firstDay(measure, bounds));
  const least = firsts.reduce((a, b) => (a === null || b === null ? null : a < b ? a : b));
  const by_column = asked.every(({ measure }) => !measure.day);
  return { from: least, until: by_column ? asked.map(({ bounds }) => bounds.e).reduce((a, b) => (a > b ? a : b)) : null };
}

/** The entries of a pass with their fields. Not pulled up: PostgreSQL would take every field out again for each measure. */
function readSql({ is_latest, asked, unit_ids, known_at }: EntriesPass, fields: Fields, values: Values): string {
  const [{ measure }] = asked as [EntriesAsked];
  const columns = ['e.unit_id', 'e.entry_id', 'e.on_day', ...(is_latest ? [KEY] : []), ...fields.columns];
  return `select ${columns.join(', ')}\n${entriesSql(measure.register, { unit_ids, known_at }, daysOf(asked), values)}\noffset null`;
}

function takenSql({ aggregate, field }: Entries, at: Saying): string {
  if (aggregate === 'count') return 'true';
  return aggregate === 'distinct' ? at.said(field as string) : numberOf(at.said(field as string));
}

function figureSql({ aggregate }: Entries, taken: string): string {
  if (aggregate === 'count' || aggregate === 'latest') return 'null';
  // Values apart by a sign that no text holds; units' different values are put together afterwards.
  if (aggregate === 'distinct') return `string_agg(distinct ${taken}, chr(31))`;
  return `(${aggregate}(${taken}))::text`;
}

function sumsSql(place: number, pass: EntriesPass, digest: boolean, values: Values): string {
  const fields = new Fields();
  const taken = pass.asked.map(({ measure, bounds }, at) => {
    const saying = { bounds, values, said: fields.of };
    return `case when ${seenSql(measure, saying)} then ${takenSql(measure, saying)} end as m${at}`;
  });
  const each = (of: (column: string, measure: Entries) => string) => pass.asked.map(({ measure }, at) => of(`z.m${at}`, measure));
  const hashes = digest ? ['hashint8extended(e.entry_id, 17) as x', 'hashint8extended(e.entry_id, 23) as y'] : [];
  const row = rowOf(place, 'z.unit_id', {
    n: arrayOf(
      each((column) => `count(${column})`),
      'int',
    ),
    x: digest
      ? arrayOf(
          each((column) => `bit_xor(z.x) filter (where ${column} is not null)`),
          'text',
        )
      : NONE,
    y: digest
      ? arrayOf(
          each((column) => `sum(z.y) filter (where ${column} is not null)`),
          'text',
        )
      : NONE,
    v: arrayOf(
      each((column, measure) => figureSql(measure, column)),
      'text',
    ),
    d: NONE,
  });
  const lines = [
    row,
    `from (select e.unit_id, ${[...hashes, ...taken].join(',\n  ')}`,
    `from (${readSql(pass, fields, values)}) e`,
    'offset null) z',
    'group by z.unit_id',
  ];
  return lines.join('\n');
}

/** Days of the column are counted from here where they stand beside numbers. */
const DAY_ZERO = "date '2000-01-01'";
/** Bits of an entry's number in a key of day and entry. */
const ENTRY_BITS = 44;
/** Day and entry as one number that sorts as both do, made once for all measures of a pass. */
const KEY = `(((e.on_day - ${DAY_ZERO})::bigint << ${ENTRY_BITS}) + e.entry_id)::numeric as k`;
const entryOf = (key: string) => `(${key}::bigint & ${2 ** ENTRY_BITS - 1})`;
const dayOfKey = (key: string) => `(${DAY_ZERO} + (${key}::bigint >> ${ENTRY_BITS})::int)`;

/**
 * The latest entry of each unit and key. By the day of the column it is the greatest of arrays of numbers (day and entry, value), which costs a
 * third of sorting; a field's day is text, and sorted.
 */
function latestSql(place: number, pass: EntriesPass, digest: boolean, values: Values): string {
  const fields = new Fields();
  const per = (pass.asked[0]?.measure.per ?? []).map(fields.of);
  const inner = pass.asked.flatMap(({ measure, bounds }, at) => {
    const saying = { bounds, values, said: fields.of };
    const only = seenSql(measure, saying);
    const value = numberOf(saying.said(measure.field as string));
    if (!measure.day) {
      return [`max(case when ${only} then array[e.k, ${value}] end) as m${at}`];
    }
    const day = dayOf(measure, saying);
    const picked = (what: string) => `(array_agg(${what} order by ${day} desc, e.entry_id desc) filter (where ${only}))[1]`;
    return [`${picked(value)} as v${at}`, `${picked('e.entry_id')} as i${at}`, `${picked(day)} as d${at}`];
  });
  const each = (of: (taken: { id: string; value: string; day: string }) => string) =>
    pass.asked.map(({ measure }, at) =>
      measure.day
        ? of({ id: `z.i${at}`, value: `z.v${at}`, day: `z.d${at}` })
        : of({ id: entryOf(`z.m${at}[1]`), value: `z.m${at}[2]`, day: dayOfKey(`z.m${at}[1]`) }),
    );
  const row = rowOf(place, 'z.unit_id', {
    n: arrayOf(
      each(({ id }) => `count(${id})`),
      'int',
    ),
    x: digest
      ? arrayOf(
          each(({ id }) => `bit_xor(hashint8extended(${id}, 17))`),
          'text',
        )
      : NONE,
    y: digest
      ? arrayOf(
          each(({ id }) => `sum(hashint8extended(${id}, 23))`),
          'text',
        )
      : NONE,
    v: arrayOf(
      each(({ value }) => `(sum(${value}))::text`),
      'text',
    ),
    d: arrayOf(
      each(({ day }) => `max(${day})::text`),
      'text',
    ),
  });
  const lines = [
    row,
    `from (select e.unit_id, ${inner.join(',\n  ')}`,
    `from (${readSql(pass, fields, values)}) e`,
    `group by ${['e.unit_id', ...per].join(', ')}) z`,
    'group by z.unit_id',
  ];
  return lines.join('\n');
}
