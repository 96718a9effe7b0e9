import { Link } from 'react-router';
import { useGet } from '../api.ts';
import { Tile } from '../figures/figure.tsx';
import { useQuestion } from '../figures/filters.tsx';
import { MonthsChart } from '../figures/months-chart.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

const SHOWN: [name: string, tone?: 'red' | 'green'][] = [
  ['received'],
  ['resolved'],
  ['on_time_rate', 'green'],
  ['pending'],
  ['pending_overdue', 'red'],
  ['online_rate'],
];

/** The unit's figures of the reporting year so far, with twelve months behind them. */
export function HomeFigures() {
  const { t, day } = useText();
  const { filter } = useQuestion();
  const asked = useGet('measures.figures', filter && { ...filter, measures: SHOWN.map(([name]) => name).join(',') });
  const definitions = useGet('measures.definitions', filter && { day: filter.to }, { staleTime: 600_000 });
  if (!filter) return null;
  return (
    <Section
      title={asked.data ? t('home.figures', { unit: asked.data.unit.name }) : t('nav.figures')}
      extra={<Link to="/figures">{t('home.all_figures')}</Link>}
      className="gap"
    >
      <p className="small">
        {day(filter.from)} – {day(filter.to)}
      </p>
      <Answer of={asked} rows={2}>
        {(found) => (
          <div className="tiles tiles-small">
            {SHOWN.map(([name, tone]) => {
              const definition = definitions.data?.definitions.find((one) => one.name === name);
              const value = found.measures[name];
              return (
                definition && (
                  <Tile key={name} definition={definition} value={value} filter={filter} tone={value?.value ? tone : undefined} />
                )
              );
            })}
          </div>
        )}
      </Answer>
      <div className="gap">
        <MonthsChart filter={filter} height={240} />
      </div>
    </Section>
  );
}
