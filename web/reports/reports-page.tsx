import { useGet } from '../api.ts';
import { Tile } from '../figures/figure.tsx';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { Notes } from '../figures/notes.tsx';
import { Downloads } from '../forms/downloads.tsx';
import { useSession } from '../shell/session.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

const SHOWN = [
  'carried_over',
  'new',
  'received',
  'resolved',
  'resolved_early',
  'resolved_on_time',
  'resolved_overdue',
  'on_time_rate',
  'pending',
  'pending_overdue',
  'online_rate',
];

/** The period report: its figures at a glance, then the document. */
export function ReportsPage() {
  const { t } = useText();
  const { may } = useSession();
  const { filter } = useQuestion();
  const figures = useGet('measures.figures', filter && { ...filter, measures: SHOWN.join(',') }, {
    placeholderData: (before) => before,
  });
  const definitions = useGet('measures.definitions', filter && { day: filter.to }, { staleTime: 600_000 });
  const ask = filter && { unit: filter.unit, from: filter.from, to: filter.to, scope: filter.scope };
  return (
    <Page
      title={t('reports.title')}
      lead={t('reports.lead')}
      actions={ask && may('reports.export') && <Downloads name="reports.period_report" ask={ask} formats={['docx', 'pdf']} />}
    >
      <Section>
        <QuestionFilters />
      </Section>
      {filter === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={figures}>
          {(found) => (
            <Section title={`${t('reports.preview')}: ${found.unit.name}`}>
              <Notes notes={found.notes} />
              <div className="tiles">
                {SHOWN.map((name) => {
                  const definition = definitions.data?.definitions.find((one) => one.name === name);
                  return definition && <Tile key={name} definition={definition} value={found.measures[name]} filter={filter} />;
                })}
              </div>
            </Section>
          )}
        </Answer>
      )}
    </Page>
  );
}
