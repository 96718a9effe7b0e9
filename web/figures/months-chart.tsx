import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useGet } from '../api.ts';
import { Chart } from '../ui/chart.tsx';
import { twelveMonthsTo } from '../ui/period.ts';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { COLOUR } from '../ui/theme.ts';
import { type FigureFilter, recordsPath } from './question.ts';

const MEASURES = ['new', 'resolved', 'on_time_rate'] as const;

/** Received, resolved and the on-time rate over the twelve months that end with the period. A bar opens its records. */
export function MonthsChart({ filter, height }: { filter: FigureFilter; height?: number }) {
  const { t, lang } = useText();
  const navigate = useNavigate();
  const asked = useGet(
    'measures.table',
    { ...filter, ...twelveMonthsTo(filter.to), measures: MEASURES.join(','), group_by: 'month', regime: 'CAL' },
    { staleTime: 60_000, placeholderData: (before) => before },
  );
  const definitions = useGet('measures.definitions', { day: filter.to }, { staleTime: 600_000 });
  const groups = asked.data?.groups;
  const plot = useMemo(() => {
    const number = (value: number | string | null | undefined) => (value === null || value === undefined ? null : Number(value));
    const name = (measure: string) => {
      const found = definitions.data?.definitions.find((one) => one.name === measure);
      return found ? (lang === 'vi' ? found.label_vi : found.label_en) : measure;
    };
    const values = (measure: string) => (groups ?? []).map((group) => number(group.measures[measure]?.value));
    return {
      categories: (groups ?? []).map(
        (group) => group.key.month?.from.slice(5, 7).concat('/', group.key.month.from.slice(0, 4)) ?? '',
      ),
      series: [
        { name: name('new'), values: values('new'), colour: '#7fa8d9' },
        { name: name('resolved'), values: values('resolved'), colour: COLOUR.blue },
        {
          name: name('on_time_rate'),
          values: values('on_time_rate'),
          colour: COLOUR.green,
          kind: 'line' as const,
          is_percent: true,
        },
      ],
    };
  }, [groups, definitions.data, lang]);
  return (
    <Answer of={asked} rows={5}>
      {() =>
        plot.categories.length === 0 || !groups ? (
          <Nothing text={t('figures.no_by')} />
        ) : (
          <Chart
            label={t('figures.chart_months')}
            {...plot}
            {...(height ? { height } : {})}
            onPick={(index, series) => {
              const month = groups[index]?.key.month;
              const measure = MEASURES[plot.series.findIndex((one) => one.name === series)];
              if (month && measure) void navigate(recordsPath(measure, { ...filter, from: month.from, to: month.to }));
            }}
          />
        )
      }
    </Answer>
  );
}
