// Tallies as SQL: by the same conditions as the pass that counts. Pure: no database, no clock.
import { countedSql, straight } from './condition.ts';
import { type Column, type Turn, turnKey, turnsOf } from './tally-columns.ts';

/** Where facts come from: a table read as `v`, how much each row weighs (null: one), and which rows. */
export type Source = { table: string; weight: string | null; only?: string };

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
export function tallySql(columns: readonly Column[], source: Source): string {
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
export function sumsSql(places: readonly number[]): string {
  return `array[${places.map((place) => `sum(t.n[${place}])`).join(', ')}]::int[]`;
}
