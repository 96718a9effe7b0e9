import { Link } from 'react-router';
import { type FigureFilter, recordsPath } from '../figures/question.ts';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import type { Months, Moved } from './ask.ts';
import { Spark } from './spark.tsx';

type Row = Moved['rows'][number];
type Span = Moved['now'];

/** What moved: now, before, a year earlier, and twelve months as a line. */
export function MovedPart({ moved, months }: { moved: Moved; months: Months | undefined }) {
  const { t, number, percent, label } = useText();
  const { unit, now, previous, year_earlier } = moved;
  const text = (row: Row, value: string | null) => (row.now.unit === 'percent' ? percent(value) : number(value));
  const figure = (row: Row, value: Row['now'], span: Span) => {
    if (value.value === null) return <span className="muted">{number(null)}</span>;
    const filter: FigureFilter = { unit: unit.code, ...span, scope: 'all' };
    return (
      <Link className="num" to={recordsPath(row.measure, filter)}>
        {text(row, value.value)}
      </Link>
    );
  };
  // The year before is the same days a year earlier.
  const is_year = previous.from === year_earlier.from;
  const year_column: Column<Row> = {
    key: 'year_earlier',
    title: t('overview.year_earlier'),
    align: 'right',
    cell: (row) => (
      <>
        {figure(row, row.year_earlier.value, year_earlier)}
        <Change row={row} beside={row.year_earlier} />
      </>
    ),
  };
  return (
    <>
      <p className="small">
        {t('overview.moved_lead', {
          ...now,
          previous_from: previous.from,
          previous_to: previous.to,
          earlier_from: year_earlier.from,
          earlier_to: year_earlier.to,
        })}
      </p>
      <List<Row>
        label={t('overview.moved')}
        rows={moved.rows}
        rowKey={(row) => row.measure}
        columns={[
          { key: 'measure', title: t('overview.measure'), phone: 'title', cell: (row) => label(row) },
          {
            key: 'now',
            title: t('overview.now'),
            align: 'right',
            cell: (row) => <strong>{figure(row, row.now, now)}</strong>,
          },
          {
            key: 'previous',
            title: t('overview.previous'),
            align: 'right',
            cell: (row) => (
              <>
                {figure(row, row.previous.value, previous)}
                <Change row={row} beside={row.previous} />
              </>
            ),
          },
          ...(is_year ? [] : [year_column]),
          {
            key: 'months',
            title: t('overview.twelve_months'),
            cell: (row) => {
              const points = months?.whole[row.measure];
              if (!points) return null;
              const values = points.map((point) => text(row, point.value)).join('; ');
              return (
                <Spark
                  label={t('overview.spark', { name: label(row), values })}
                  values={points.map((point) => (point.value === null ? null : Number(point.value)))}
                />
              );
            },
          },
        ]}
      />
    </>
  );
}

/** How far it went and whether that is good: arrow, number and word; the colour only helps. */
function Change({ row, beside }: { row: Row; beside: Row['previous'] }) {
  const { t, number } = useText();
  const { difference, is_better } = beside;
  if (difference === null) return null;
  const amount = Number(difference);
  const sign = amount > 0 ? '+' : amount < 0 ? '−' : '';
  const plain = `${sign}${number(difference.replace('-', ''))}`;
  const words = row.now.unit === 'percent' ? t('overview.points_of_percent', { value: plain }) : plain;
  const verdict = is_better === null ? '' : ` ${is_better ? t('overview.better') : t('overview.worse')}`;
  return (
    <div>
      <Tag tone={is_better === null ? 'plain' : is_better ? 'green' : 'red'}>
        {amount === 0 ? '=' : amount > 0 ? '▲' : '▼'} {words}
        {verdict}
      </Tag>
    </div>
  );
}
