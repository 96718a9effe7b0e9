// Tallies as SQL: by the same conditions as the pass that counts. Pure: no database, no clock.
import type { Day } from '#lib/day';
import { countedSql, straight, Values } from './condition.ts';
import { type Column, type Turn, turnKey, turnsOf } from './tally-columns.ts';

/** Where facts come from: a table read as `v`, how much each row weighs (null: one), and which rows. */
type Source = { table: string; weight: string | null; only?: string };

const WHERE_ONLY = { time: 'on_hand', name: '', kind: 'count', unit: 'dossier' } as const;

/** The condition of a column in SQL, every bound being `edge`; null: every row. */
function whereSql(column: Column, edge: string): string | null {
  const days = { period_start: edge, period_end: edge, as_of: edge };
  const count = { ...WHERE_ONLY, ...(column.where && { where: column.where }) };
  return countedSql(count as Parameters<typeof countedSql>[0], days, straight);
}

const daySql = ({ field, before }: Turn): string => (before ? `(v.${field} - ${before})` : `v.${field}`);

/** Open at the start of the day `edge`. */
function openSql(column: Column, edge: string): string {
  const where = whereSql(column, edge);
  return `v.received_on < ${edge} and v.open_until >= ${edge}${where ? ` and (${where})` : ''}`;
}

function tallied(weight: string | null, filter: string | null): string {
  const only = filter ? ` filter (where ${filter})` : '';
  return weight ? `coalesce(sum(${weight})${only}, 0)` : `count(*)${only}`;
}

/** What a column gets of the rows that turn on a day; null: nothing. */
function shareSql(column: Column, turn: Turn, { weight }: Source): string | null {
  const key = turnKey(turn);
  const [is_received, is_closed] = [key === 'received_on 0', key === 'closed_on 0'];
  if (column.kind === 'received') return is_received ? tallied(weight, whereSql(column, 'null')) : null;
  if (column.kind === 'closed') return is_closed ? tallied(weight, whereSql(column, 'null')) : null;
  const day = daySql(turn);
  // What is received on a day was not open before, what is closed on it is not open after.
  if (is_received) return tallied(weight, openSql(column, `(${day} + 1)`));
  if (is_closed) return `-${tallied(weight, openSql(column, day))}`;
  const own = turnsOf([column]).map(turnKey);
  if (!own.includes(key)) return null;
  // A day on which a dossier turns twice, due and waiting, counts once.
  const before = turnsOf([column]).slice(2, own.indexOf(key));
  const once = before.map((other) => `${day} is distinct from ${daySql(other)} and `).join('');
  return `${tallied(weight, once + openSql(column, `(${day} + 1)`))} - ${tallied(weight, once + openSql(column, day))}`;
}

/** Which rows turn on such a day. Received and closed come first; what else turns a dossier lies between them, or is one of them. */
function onlySql(turn: Turn): string[] {
  const key = turnKey(turn);
  if (key === 'received_on 0') return [];
  if (key === 'closed_on 0') return ['v.closed_on is not null'];
  const day = daySql(turn);
  return [`${day} > v.received_on`, `${day} < v.open_until`];
}

/**
 * Statement that gives `unit_id, day, n`: what the rows of the source add to each column, by unit and day. A unit and day may come several times.
 * @param columns those asked for, in the order of `n`
 */
function tallySql(columns: readonly Column[], source: Source): string {
  const all = turnsOf(columns);
  const passes = all.flatMap((turn) => {
    const shares = columns.map((column) => shareSql(column, turn, source));
    if (shares.every((share) => share === null)) return [];
    const only = [...(source.only ? [source.only] : []), ...onlySql(turn)];
    return [
      [
        `select v.competent_unit_id as unit_id, ${daySql(turn)} as day, array[${shares.map((share) => share ?? '0').join(',\n  ')}]::int[] as n`,
        `from ${source.table} v`,
        ...(only.length > 0 ? [`where ${only.join(' and ')}`] : []),
        'group by 1, 2',
      ].join('\n'),
    ];
  });
  return passes.join('\nunion all\n');
}

/** The sum of each place of `n` over rows read as `t`. */
function sumsSql(places: readonly number[]): string {
  return `array[${places.map((place) => `sum(t.n[${place}])`).join(', ')}]::int[]`;
}

/** Rows `unit_id, day, n` as tallies of their day and of its month; in order, so that the months of a unit lie beside each other. */
function keptSql(from: string, columns: readonly Column[]): string {
  return `select t.unit_id, m.is_month, case when m.is_month then date_trunc('month', t.day::timestamp)::date else t.day end as day,
  ${sumsSql(columns.map((_, at) => at + 1))} as n
from (
${from}
) t
cross join (values (false), (true)) m (is_month)
group by 1, 2, 3
order by 1, 2, 3`;
}

/** Adds what changed since it was added last to the tallies. */
export function foldSql(columns: readonly Column[]): string {
  return `with gone as (
  delete from measures.tally_change c
  where c.sign <> 0
  returning c.sign, c.competent_unit_id, c.received_on, c.due_on, c.paused_on, c.closed_on, c.open_until, c.channel, c.outcome, c.timeliness,
    c.online_level, c.papers_state, c.result_state, c.level, c.is_no_writing, c.is_interlinked, c.marks
)
insert into measures.tally as o (unit_id, is_month, day, n)
${keptSql(tallySql(columns, { table: 'gone', weight: 'v.sign' }), columns)}
on conflict (unit_id, is_month, day) do update set n = measures.tallies_added(o.n, excluded.n)`;
}

/** Counts the dossiers of one part of the units anew: those whose id leaves `piece` when divided by `pieces`. */
export function countSql(columns: readonly Column[], pieces: number, piece: number): string {
  const source = { table: 'dossiers.version_now', weight: null, only: `v.competent_unit_id % ${pieces} = ${piece}` };
  return `insert into measures.tally (unit_id, is_month, day, n)\n${keptSql(tallySql(columns, source), columns)}`;
}

export type SumsAsk = {
  layout: string;
  columns: readonly Column[];
  places: readonly number[];
  /** Ascending. */
  edges: readonly Day[];
  unit_ids: readonly number[] | null;
};

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The sums between one edge and the next (`step`: how many edges are not after the day), and in the row without a unit whether they hold. */
export function compileSums({ layout, columns, places, edges, unit_ids }: SumsAsk): { text: string; values: unknown[] } {
  const values = new Values();
  const units = values.take(unit_ids, 'int[]');
  const before = values.take(edges, 'date[]');
  const last = values.take(edges.at(-1), 'date');
  const cut = values.take([...new Set(edges.filter((edge) => edge !== monthOf(edge)).map(monthOf))], 'date[]');
  const step = `width_bucket(t.day, ${before})`;
  const sums = sumsSql(places);
  const changed = tallySql(columns, {
    table: 'measures.tally_change',
    weight: 'v.sign',
    only: `v.sign <> 0 and access.in_scope(v.competent_unit_id, ${units})`,
  });
  const text = `select null::int as unit_id, 0 as step, array[measures.tallies_hold(${values.take(layout, 'text')})::int] as n
union all
select t.unit_id, ${step}, ${sums}
from measures.tally t
where t.is_month and t.day < ${last} and t.day <> all (${cut}) and access.in_scope(t.unit_id, ${units})
group by 1, 2
union all
select t.unit_id, ${step}, ${sums}
from unnest(${cut}) as m (day)
join measures.tally t on not t.is_month and t.day >= m.day and t.day < least(${last}, (m.day + interval '1 month')::date)
where access.in_scope(t.unit_id, ${units})
group by 1, 2
union all
select t.unit_id, ${step}, ${sumsSql(columns.map((_, at) => at + 1))}
from (
${changed}
) t
where t.day < ${last}
group by 1, 2`;
  return { text, values: values.list };
}
