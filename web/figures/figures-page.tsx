import { useMemo } from 'react';
import { type Output, useGet } from '../api.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Breakdown } from './breakdown.tsx';
import { type Definition, Tile } from './figure.tsx';
import { QuestionFilters, useQuestion } from './filters.tsx';
import { MeasureTable } from './measure-table.tsx';
import { MonthsChart } from './months-chart.tsx';
import { Notes } from './notes.tsx';
import type { FigureFilter } from './question.ts';

const TILES: [name: string, tone?: 'red' | 'green' | 'amber'][] = [
  ['received'],
  ['resolved'],
  ['on_time_rate', 'green'],
  ['resolved_overdue', 'red'],
  ['pending'],
  ['pending_overdue', 'red'],
  ['online_rate'],
  ['papers_digitised_rate'],
  ['results_digitised_rate'],
];

export function FiguresPage() {
  const { t } = useText();
  const { filter } = useQuestion();
  const definitions = useGet('measures.definitions', filter ? { day: filter.to } : null, { staleTime: 600_000 });
  const asked = useGet('measures.figures', filter, { placeholderData: (before) => before });
  return (
    <Page title={asked.data ? `${t('figures.title')}: ${asked.data.unit.name}` : t('figures.title')} lead={t('figures.lead')}>
      <Section>
        <QuestionFilters narrower />
      </Section>
      {filter === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked}>
          {(figures) => (
            <Answer of={definitions}>
              {(known) => (
                <Figures
                  figures={figures}
                  definitions={known.definitions.filter((one) => one.kind === 'count' || one.kind === 'ratio')}
                  filter={filter}
                />
              )}
            </Answer>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Figures({
  figures,
  definitions,
  filter,
}: {
  figures: Output<'measures.figures'>;
  definitions: Definition[];
  filter: FigureFilter;
}) {
  const { t } = useText();
  const by_name = useMemo(() => new Map(definitions.map((one) => [one.name, one])), [definitions]);
  const is_empty = figures.measures.received?.value === 0;
  return (
    <>
      <Notes notes={figures.notes} />
      {is_empty && <Nothing text={t('figures.empty')} />}
      <div className="tiles tiles-9 gap">
        {TILES.map(([name, tone]) => {
          const definition = by_name.get(name);
          const value = figures.measures[name];
          return (
            definition && (
              <Tile key={name} definition={definition} value={value} filter={filter} tone={value?.value ? tone : undefined} />
            )
          );
        })}
      </div>
      <Section title={t('figures.by_month')}>
        <MonthsChart filter={filter} />
      </Section>
      <Breakdown filter={filter} definitions={by_name} />
      <Section title={t('figures.all')}>
        <MeasureTable measures={figures.measures} definitions={definitions} filter={filter} />
      </Section>
    </>
  );
}
