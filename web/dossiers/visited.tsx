import { Button, Result } from 'antd';
import { SlipButton } from '../slips/slip-buttons.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import type { VisitMade } from './incomplete.tsx';

/** What was told to somebody whose dossier was not received: its slip, and the next one. */
export function Visited({ visit, onNext }: { visit: VisitMade; onNext: () => void }) {
  const { t } = useText();
  return (
    <Page title={t(visit.kind === 'guidance' ? 'incomplete.guided' : 'incomplete.turned_away')}>
      <Section>
        <Result
          status="info"
          title={visit.name}
          subTitle={t('incomplete.kept')}
          extra={
            <div className="actions actions-center">
              <SlipButton
                slip={{ kind: visit.kind, event_seq: 0, is_numbered: true, issued: null }}
                papers={['a4', 'a5']}
                subject={{ visit_id: visit.id }}
                label={t(visit.kind === 'guidance' ? 'incomplete.print_guidance' : 'incomplete.print_refusal')}
                is_main
                autoFocus
              />
              <Button size="large" onClick={onNext}>
                {t('receive.next')}
              </Button>
            </div>
          }
        />
      </Section>
    </Page>
  );
}
