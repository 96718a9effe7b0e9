import { Select } from 'antd';
import { Link } from 'react-router';
import { recordsPath } from '../figures/question.ts';
import { pathWith } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { BY, type By, type Months, type Standings, useOverview } from './ask.ts';
import { Spark } from './spark.tsx';

type Row = Standings['rows'][number];

/** Where a colour begins, in per cent. What is usual differs: nearly all results are on time, far fewer dossiers come online. */
const STEPS: Record<By, readonly [number, number, number, number]> = {
  on_time_rate: [80, 90, 95, 98],
  online_rate: [20, 40, 60, 80],
  papers_digitised_rate: [20, 40, 60, 80],
  tasks: [20, 40, 60, 80],
  score: [50, 65, 80, 90],
};
const stepOf = (by: By, value: string) => STEPS[by].filter((from) => Number(value) >= from).length;
const figureOf = (row: Row, by: By) => row.figures[by].value;

/** Each unit just below: a grid in colours with their words, twelve months of each, and the ranking. */
export function UnitsPart({ found, months }: { found: Standings; months: Months | undefined }) {
  const { t, tCode } = useText();
  const { address, by } = useOverview();
  if (found.rows.length === 0) return <Nothing text={t('overview.no_units')} />;
  const known = found.rows.filter((row) => figureOf(row, by) !== null);
  const unknown = found.rows.filter((row) => figureOf(row, by) === null);
  return (
    <>
      <p className="small">{t('overview.units_lead', found.period)}</p>
      <div className="filters">
        <Field label={t('overview.by_label')} className="half">
          {(id) => (
            <Select
              id={id}
              value={by}
              onChange={(value) => address.set({ by: value === 'on_time_rate' ? null : value })}
              options={BY.map((value) => ({ value, label: tCode('overview.by', value) }))}
            />
          )}
        </Field>
      </div>
      {known.length === 0 ? (
        <Nothing text={t('overview.no_unit_figure')} />
      ) : (
        <>
          <Legend by={by} />
          <ul className="ov-grid">
            {known.map((row) => (
              <UnitTile key={row.code} row={row} by={by} found={found} />
            ))}
          </ul>
        </>
      )}
      {unknown.length > 0 && (
        <p className="small">
          {t('overview.no_figure', { count: unknown.length, names: unknown.map((row) => row.short_name).join(', ') })}
        </p>
      )}
      {known.length > 0 && (
        <>
          <Multiples rows={known} by={by} months={months} />
          <Ranking rows={known} by={by} found={found} />
        </>
      )}
    </>
  );
}

function Legend({ by }: { by: By }) {
  const { t } = useText();
  const steps = STEPS[by];
  const words = [
    t('overview.step_below', { to: steps[0] }),
    ...steps.slice(0, -1).map((from, at) => t('overview.step', { from, to: steps[at + 1] })),
    t('overview.step_from', { from: steps[3] }),
  ];
  return (
    <ul className="ov-legend">
      {words.map((word, step) => (
        <li key={word}>
          <span className={`ov-swatch ov-step-${step}`} aria-hidden="true" /> {word}
        </li>
      ))}
    </ul>
  );
}

/** Where a figure of a unit comes from. */
function pathOf(row: Row, by: By, found: Standings): string {
  if (by === 'score') return `/scorecards/cards/${row.card_id}`;
  if (by === 'tasks')
    return pathWith('/plans/tasks', { unit: row.code, year: found.day.slice(0, 4), scope: 'all', day: found.day });
  return recordsPath(by, { unit: row.code, ...found.period, scope: 'all' });
}

function useUnitPath() {
  const { address } = useOverview();
  return (code: string) => pathWith('/overview', { ...Object.fromEntries(address.search), unit: code });
}

function UnitFigure({ row, by, found }: { row: Row; by: By; found: Standings }) {
  const { tCode, number, percent } = useText();
  const figure = row.figures[by];
  if (figure.value === null) return <span className="muted">{number(null)}</span>;
  const text = percent(figure.value);
  return (
    <Link className="num" to={pathOf(row, by, found)} aria-label={`${row.name}, ${tCode('overview.by', by)}: ${text}`}>
      {text}
    </Link>
  );
}

function UnitTile({ row, by, found }: { row: Row; by: By; found: Standings }) {
  const { t, number } = useText();
  const unitPath = useUnitPath();
  const { value, numerator, denominator } = row.figures[by];
  return (
    <li className={`ov-tile ov-step-${value === null ? 0 : stepOf(by, value)}`}>
      <Link to={unitPath(row.code)}>{row.short_name}</Link>
      <strong>
        <UnitFigure row={row} by={by} found={found} />
      </strong>
      <span className="small">
        {number(numerator)}/{number(denominator)}
        {row.overdue !== null && row.overdue !== '0' && ` · ${t('overview.overdue_short', { count: number(row.overdue) })}`}
      </span>
    </li>
  );
}

/** The same plot for every unit, all to one scale. */
function Multiples({ rows, by, months }: { rows: readonly Row[]; by: By; months: Months | undefined }) {
  const { t, tCode, percent } = useText();
  const unitPath = useUnitPath();
  const name = tCode('overview.by', by);
  const series = new Map(months?.units.map((unit) => [unit.code, unit.series[by]]));
  if (by === 'tasks' || by === 'score') return <p className="small">{t('overview.no_multiples')}</p>;
  return (
    <>
      <h3>{t('overview.multiples')}</h3>
      <p className="small">{t('overview.multiples_lead', { name })}</p>
      <ul className="ov-multiples">
        {rows.map((row) => {
          const points = series.get(row.code);
          if (!points) return null;
          const values = points.map((point) => percent(point.value)).join('; ');
          return (
            <li key={row.code}>
              <Link to={unitPath(row.code)}>{row.short_name}</Link>
              <Spark
                label={t('overview.spark', { name: `${row.name}, ${name}`, values })}
                values={points.map((point) => (point.value === null ? null : Number(point.value)))}
                top={100}
                width={150}
                height={56}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Ranking({ rows, by, found }: { rows: readonly Row[]; by: By; found: Standings }) {
  const { t, tCode, number } = useText();
  const unitPath = useUnitPath();
  const sorted = [...rows].sort((a, b) => Number(figureOf(b, by)) - Number(figureOf(a, by)));
  // Equals share a place and the next one is left out; of a round its own rule told them apart.
  const rankOf = (row: Row) =>
    by === 'score' ? row.rank : sorted.filter((one) => Number(figureOf(one, by)) > Number(figureOf(row, by))).length + 1;
  return (
    <>
      <h3>
        {t('overview.ranking')}: {tCode('overview.by', by)}
      </h3>
      {by === 'score' && found.round && (
        <p>
          <Link to={`/scorecards/${found.round.id}`}>{found.round.name}</Link>{' '}
          {!found.round.is_official && <Tag tone="amber">{t('overview.demonstration')}</Tag>}
        </p>
      )}
      <List<Row>
        label={t('overview.ranking')}
        rows={sorted}
        rowKey={(row) => row.code}
        columns={[
          { key: 'rank', title: t('overview.rank'), align: 'center', width: 70, cell: (row) => number(rankOf(row)) },
          {
            key: 'unit',
            title: t('overview.unit'),
            phone: 'title',
            cell: (row) => <Link to={unitPath(row.code)}>{row.name}</Link>,
          },
          ...BY.map((one) => ({
            key: one,
            title: tCode('overview.by', one),
            align: 'right' as const,
            cell: (row: Row) => <UnitFigure row={row} by={one} found={found} />,
          })),
          {
            key: 'overdue',
            title: t('overview.overdue'),
            align: 'right',
            cell: (row) => (
              <Link
                className="num"
                to={recordsPath('pending_overdue', { unit: row.code, ...found.period, scope: 'all' })}
                aria-label={`${row.name}, ${t('overview.overdue')}: ${number(row.overdue)}`}
              >
                {number(row.overdue)}
              </Link>
            ),
          },
        ]}
      />
    </>
  );
}
