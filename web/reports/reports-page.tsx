import { useGet } from '../api.ts';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { Downloads } from '../forms/downloads.tsx';
import { useSession } from '../shell/session.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { DocumentView } from './document.tsx';

/** The period report, as it would be issued; every figure of it opens its records before anybody signs. */
export function ReportsPage() {
  const { t } = useText();
  const { may } = useSession();
  const { filter } = useQuestion();
  const ask = filter && { unit: filter.unit, from: filter.from, to: filter.to, scope: filter.scope };
  const asked = useGet('reports.preview', ask, { placeholderData: (before) => before });
  return (
    <Page
      title={t('reports.title')}
      lead={t('reports.lead')}
      actions={
        ask &&
        asked.data &&
        may('reports.export') && <Downloads name="reports.period_report" ask={ask} formats={['docx', 'pdf']} />
      }
    >
      <Section>
        <QuestionFilters />
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked} rows={14}>
          {(report) => <DocumentView report={report} />}
        </Answer>
      )}
    </Page>
  );
}
