import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { pathWith } from '../ui/address.ts';
import { Chart } from '../ui/chart.tsx';
import { List } from '../ui/list.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { useText } from '../ui/text.tsx';
import { STATE_COLOUR } from './colours.ts';
import { type Counts, STATES } from './words.ts';

type Group = Output<'plans.counts'>['groups'][number];
/** What a list of tasks is asked for, so that a count opens the tasks it counts. */
export type Behind = Record<string, string | number | null | undefined>;

/** The counts of a plan or of a unit's year; each opens its tasks. */
export function CountTiles({ counts, behind }: { counts: Counts; behind: Behind }) {
  const { t, number } = useText();
  const share = (part: number) => (counts.total === 0 ? '' : ` (${number(((part / counts.total) * 100).toFixed(1))}%)`);
  const tile = (label: string, value: number, states: string | null, tone = '', extra = '') => (
    <Link className="tile" to={pathWith('/plans/tasks', { ...behind, states })}>
      <span className={`tile-value ${value > 0 ? tone : ''}`}>
        {number(value)}
        <span className="tile-share">{extra}</span>
      </span>
      <span className="tile-label">{label}</span>
    </Link>
  );
  const { states } = counts;
  const waiting = states.not_due + states.recurring + states.not_done;
  return (
    <div className="tiles tiles-small">
      {tile(t('plans.count.total'), counts.total, null)}
      {tile(
        t('plans.count.implemented'),
        counts.implemented,
        'in_progress,completed,completed_late,below_plan',
        'blue',
        share(counts.implemented),
      )}
      {tile(t('plans.count.completed'), counts.completed_all, 'completed,completed_late', 'green', share(counts.completed_all))}
      {tile(t('plans.count.waiting'), waiting, 'not_due,recurring,not_done')}
      {tile(t('plans.count.below_plan'), states.below_plan, 'below_plan', 'amber')}
      {tile(t('plans.count.overdue'), states.overdue, 'overdue', 'red')}
      {tile(t('plans.count.will_not_do'), states.will_not_do, 'will_not_do')}
    </div>
  );
}

type GroupProps = { groups: readonly Group[]; by: 'area' | 'lead' | 'unit'; behind: Behind; label: string };

/** Stacked bars by area or unit with the table they are drawn from; every figure opens its tasks. */
export function CountGroups({ groups, by, behind, label }: GroupProps) {
  const { t, tCode, number } = useText();
  // On a phone a card says what there is, not everything there is not.
  const narrow = useNarrow();
  const nameOf = (group: Group) => (by === 'area' ? tCode('plans.area', group.key) : (group.name ?? group.key));
  const to = (group: Group, states: string | null) => pathWith('/plans/tasks', { ...behind, [by]: group.key, states });
  const shown = STATES.filter((state) => groups.some((group) => group.counts.states[state] > 0));
  const cell = (group: Group, value: number, states: string | null) =>
    value === 0 ? narrow ? '' : <span className="muted">0</span> : <Link to={to(group, states)}>{number(value)}</Link>;
  return (
    <>
      <Chart
        label={label}
        horizontal
        height={90 + groups.length * 34 + (narrow ? shown.length * 24 : 0)}
        categories={groups.map(nameOf)}
        series={shown.map((state) => ({
          name: tCode('plans.state', state),
          values: groups.map((group) => group.counts.states[state]),
          colour: STATE_COLOUR[state],
          stack: 'all',
        }))}
      />
      <List
        label={label}
        rows={groups}
        rowKey={(group) => group.key}
        columns={[
          { key: 'name', title: by === 'area' ? t('plans.area') : t('field.unit'), cell: nameOf, phone: 'title', width: 210 },
          {
            key: 'total',
            title: t('plans.count.total'),
            align: 'right',
            head: 'wrapped' as const,
            cell: (group) => cell(group, group.counts.total, null),
          },
          {
            key: 'implemented',
            title: t('plans.count.implemented'),
            align: 'right',
            head: 'wrapped' as const,
            cell: (group) => cell(group, group.counts.implemented, 'in_progress,completed,completed_late,below_plan'),
          },
          ...shown.map((state) => ({
            key: state,
            title: tCode('plans.state', state),
            align: 'right' as const,
            head: 'wrapped' as const,
            cell: (group: Group) => cell(group, group.counts.states[state], state),
          })),
        ]}
      />
    </>
  );
}
