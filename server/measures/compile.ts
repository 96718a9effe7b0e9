// From definitions to SQL. The same condition becomes a column of the pass that counts and the filter of the list behind it, so a
// figure and its records cannot part. Pure: no database, no clock.
import { type Bounds, countedSql, type Days, daysOf, Folded, type Reading, straight, Values } from './condition.ts';
import type { Count } from './definition.ts';

export type Statement = { text: string; values: unknown[] };
export type { Bounds } from './condition.ts';

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
  /** Only these dossiers; undefined = all of them. */
  dossier_ids?: readonly number[] | undefined;
  /** As known at this moment; undefined = as known now. */
  known_at?: Date | undefined;
};

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
  if (where.dossier_ids !== undefined) parts.push(`v.dossier_id = any (${values.take(where.dossier_ids, 'bigint[]')})`);
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

type CellsAsk = {
  counts: readonly Count[];
  periods: readonly Bounds[];
  group_by: readonly GroupColumn[];
  where: Where;
  digest?: boolean | undefined;
};

/**
 * All counts over all periods, grouped, in one statement: for each period one pass over the dossiers alive in it.
 * A row has the period's position, the group columns in the order asked for, then an array of the counts (with a digest: two more, of xors
 * and sums). Groups without any live dossier are left out.
 */
export function compileCells(ask: CellsAsk, way = wayFor(ask)): Statement {
  if (ask.counts.length === 0 || ask.periods.length === 0) throw new RangeError('nothing to count');
  const values = new Values();
  const columns = ask.group_by.map((name) => `v.${GROUP_COLUMNS[name]}`);
  const passes = ask.periods.map((bounds, position) => {
    const days = daysOf(bounds, values);
    const from = `from ${sourceSql(ask.where)}\nwhere ${aliveSql(ask.where, days, values)}`;
    return way === 'folded' ? foldedPass(ask, position, columns, days, from) : straightPass(ask, position, columns, days, from);
  });
  return { text: passes.join('\nunion all\n'), values: values.list };
}

/**
 * Straight: every count looks at every dossier. Folded: dossiers alike in all that is asked become one row first, and the counts look at
 * these. Folding wins where many dossiers are alike: a year by unit in three quarters of the time, with digests in a third, because each
 * dossier is hashed once. With many small groups few are alike and it only adds a step.
 */
function wayFor({ group_by }: CellsAsk): 'straight' | 'folded' {
  return group_by.some((name) => name === 'sector' || name === 'procedure') ? 'straight' : 'folded';
}

// One array instead of a column each: a province's year is 100,000 rows of 24 counts, and every column of a row costs on its way here.
function arraySql(figures: readonly string[], type: 'int' | 'text'): string {
  return `array[${figures.join(',\n    ')}]::${type}[]`;
}

function filtersOf(counts: readonly Count[], days: Days, reading: Reading): string[] {
  return counts.map((count) => {
    const counted = countedSql(count, days, reading);
    return counted ? ` filter (where ${counted})` : '';
  });
}

function straightPass(ask: CellsAsk, position: number, columns: readonly string[], days: Days, from: string): string {
  const only = filtersOf(ask.counts, days, straight);
  const figures = [
    arraySql(
      only.map((filter) => `count(*)${filter}`),
      'int',
    ),
  ];
  if (ask.digest) {
    for (const digest of [XOR, SUM])
      figures.push(
        arraySql(
          only.map((filter) => digest + filter),
          'text',
        ),
      );
  }
  const lines = [`select ${[`${position}::int`, ...columns, ...figures].join(',\n  ')}`, from];
  if (columns.length) lines.push(`group by ${columns.join(', ')}`);
  return lines.join('\n');
}

function foldedPass(ask: CellsAsk, position: number, columns: readonly string[], days: Days, from: string): string {
  const folded = new Folded();
  const only = filtersOf(ask.counts, days, folded);
  if (!folded.fits) return straightPass(ask, position, columns, days, from);
  const named = columns.map((_, at) => `z.g${at}`);
  const figures = [
    arraySql(
      only.map((filter) => `coalesce(sum(z.n)${filter}, 0)`),
      'int',
    ),
  ];
  if (ask.digest) {
    for (const digest of ['bit_xor(z.x)', 'sum(z.y)'])
      figures.push(
        arraySql(
          only.map((filter) => digest + filter),
          'text',
        ),
      );
  }
  const kept = [...columns.map((column, at) => `${column} as g${at}`), `${folded.key()} as k`, 'count(*)::int as n'];
  if (ask.digest) kept.push(`${XOR} as x`, `${SUM} as y`);
  const alike = Array.from({ length: columns.length + 1 }, (_, at) => at + 1).join(', ');
  const lines = [
    `select ${[`${position}::int`, ...named, ...figures].join(',\n  ')}`,
    `from (select ${kept.join(', ')}\n${from}\ngroup by ${alike}) z`,
  ];
  if (named.length) lines.push(`group by ${named.join(', ')}`);
  return lines.join('\n');
}

// `+ 0`: the order of an index would tempt PostgreSQL to walk the days of every unit for twenty rows of one: 7 ms instead of 1.
const RECEIVED = 'v.received_on + 0';

/** Columns by which records can be sorted. */
export const RECORD_SORTS = {
  received_on: RECEIVED,
  due_on: 'v.due_on',
  closed_on: 'v.closed_on',
} as const;
export type RecordSort = keyof typeof RECORD_SORTS;

function memberSql(count: Count, bounds: Bounds, where: Where, values: Values): string {
  const days = daysOf(bounds, values);
  const counted = countedSql(count, days, straight);
  return `from ${sourceSql(where)}\nwhere ${counted ? `${counted}\n  and ` : ''}${aliveSql(where, days, values)}`;
}

/** Number and digest of the records behind a count. */
export function compileRecordDigest(count: Count, bounds: Bounds, where: Where): Statement {
  const values = new Values();
  const text = `select count(*) as n, ${XOR}::text as x, ${SUM}::text as y\n${memberSql(count, bounds, where, values)}`;
  return { text, values: values.list };
}

const RECORD_COLUMNS = `v.tenant, v.dossier_id, v.competent_unit_id, v.procedure_id, v.sector_id, v.channel, v.level, v.outcome, v.timeliness,
  v.received_on, v.due_on, v.closed_on, v.paused_on, v.known_from`;
/** Above so many units only keys are carried to the page and to the proof of the whole: tens of thousands of whole rows cost more than a second scan. */
const MANY_UNITS = 32;

/** The records behind a count: tenant and id of each dossier and what was known of it, oldest reception first unless sorted otherwise. */
export function compileRecords(
  count: Count,
  bounds: Bounds,
  where: Where,
  page: {
    sort?: { by: RecordSort; descending: boolean };
    limit?: number | undefined;
    offset?: number;
    /** Number and digest of all the records on every row, so that a first page needs one statement and one scan. */
    with_digest?: boolean;
  } = {},
): Statement {
  const values = new Values();
  const members = memberSql(count, bounds, where, values);
  const { by, descending } = page.sort ?? { by: 'received_on', descending: false };
  const direction = descending ? ' desc nulls last' : '';
  const in_order = `order by ${RECORD_SORTS[by]}${direction}, ${RECEIVED}, v.tenant, v.dossier_id`;
  const some =
    page.limit === undefined ? [] : [`limit ${values.take(page.limit, 'int')} offset ${values.take(page.offset ?? 0, 'bigint')}`];
  if (page.with_digest && (where.unit_ids === null || where.unit_ids.length > MANY_UNITS)) {
    const in_turn = (rows: string) =>
      `order by ${rows}.sorted${direction}, ${rows}.received_on, ${rows}.tenant, ${rows}.dossier_id`;
    const lines = [
      `with f as materialized (select v.tenant, v.dossier_id, v.known_from, v.received_on, v.${by} as sorted\n${members}),`,
      // Reckoned once: PostgreSQL expects one row of the page and would not mind adding up again for each of twenty.
      `s as materialized (select count(*) as n, ${XOR}::text as x, ${SUM}::text as y\nfrom f v)`,
      `select ${RECORD_COLUMNS}, s.n, s.x, s.y`,
      `from (select f.tenant, f.dossier_id, f.known_from, f.received_on, f.sorted\nfrom f\n${[in_turn('f'), ...some].join('\n')}) k`,
      `join ${sourceSql(where)} on v.tenant = k.tenant and v.dossier_id = k.dossier_id and v.known_from = k.known_from`,
      'cross join s',
      in_turn('k'),
    ];
    return { text: lines.join('\n'), values: values.list };
  }
  const lines = [
    `select ${RECORD_COLUMNS}`,
    ...(page.with_digest ? [`, count(*) over () as n, (${XOR} over ())::text as x, (${SUM} over ())::text as y`] : []),
    members,
    in_order,
    ...some,
  ];
  return { text: lines.join('\n'), values: values.list };
}

/** What a count counts: its definition, the days, and whose records. */
export type Member = { count: Count; bounds: Bounds; where: Where };

/**
 * Dossiers that one of two counts has and the other has not, the oldest number first; on every row how many came in and how many went out in all.
 * @param limit of the list
 */
export function compileMoved(then: Member, now: Member, limit: number): Statement {
  const values = new Values();
  const side = ({ count, bounds, where }: Member) => `select v.tenant, v.dossier_id\n${memberSql(count, bounds, where, values)}`;
  const text = [
    `with a as materialized (${side(then)}),`,
    `b as materialized (${side(now)})`,
    'select tenant, dossier_id, a.dossier_id is null as has_entered,',
    '  count(*) filter (where a.dossier_id is null) over ()::int as entered_n,',
    '  count(*) filter (where b.dossier_id is null) over ()::int as left_n',
    'from a full join b using (tenant, dossier_id)',
    'where a.dossier_id is null or b.dossier_id is null',
    'order by tenant, dossier_id',
    `limit ${values.take(limit, 'int')}`,
  ].join('\n');
  return { text, values: values.list };
}
