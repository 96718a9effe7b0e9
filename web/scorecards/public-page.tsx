import { useParams } from 'react-router';
import { useGet } from '../api.ts';
import { PublicFrame } from '../shell/public-frame.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Ranking } from './ranking-page.tsx';

/** Results that anybody may read. */
export function PublicScoresPage() {
  const { t, day } = useText();
  const asked = useGet('scorecards.published', {});
  return (
    <PublicFrame home="/cong-khai/cham-diem">
      <Page title={t('scorecards.public_title')}>
        <Section>
          <Answer of={asked}>
            {({ rounds }) => (
              <List
                label={t('scorecards.public_title')}
                rows={rounds}
                rowKey={(row) => row.id}
                to={(row) => `/cong-khai/cham-diem/${row.id}`}
                empty={t('scorecards.public_none')}
                columns={[
                  { key: 'name', title: t('scorecards.round_name'), cell: (row) => row.name, phone: 'title' },
                  { key: 'year', title: t('field.year'), cell: (row) => row.year },
                  {
                    key: 'decision',
                    title: t('scorecards.decision_number'),
                    cell: (row) => `${row.decision_number}, ${day(row.decision_on)}`,
                  },
                  { key: 'cards', title: t('scorecards.units'), align: 'right', cell: (row) => row.cards },
                ]}
              />
            )}
          </Answer>
        </Section>
      </Page>
    </PublicFrame>
  );
}

/** One result that anybody may read. */
export function PublicScorePage() {
  const { t } = useText();
  const asked = useGet('scorecards.published_round', { id: Number(useParams().id) });
  return (
    <PublicFrame home="/cong-khai/cham-diem">
      <PageAnswer of={asked} title={t('scorecards.public_title')}>
        {(view) => (
          <Page
            title={view.round.name}
            lead={view.owner_name}
            crumbs={[{ label: t('scorecards.public_title'), to: '/cong-khai/cham-diem' }]}
          >
            <Ranking view={view} linked={false} />
          </Page>
        )}
      </PageAnswer>
    </PublicFrame>
  );
}
