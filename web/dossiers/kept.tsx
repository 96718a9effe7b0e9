import { Button, Result } from 'antd';
import { useNavigate } from 'react-router';
import type { KeptIntake } from '../offline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { type Keep, NextButtons, useArrivedKeys } from './arrived.tsx';

type Props = { intake: KeptIntake; limit: string | null; onNext: (keep: Keep) => void };

/** The server could not be reached: the intake lies in this browser, and a temporary slip may be given. */
export function Kept({ intake, limit, onNext }: Props) {
  const { t, moment } = useText();
  const navigate = useNavigate();
  const print = () => void navigate(`/dossiers/waiting/${intake.client_id}`);
  useArrivedKeys({ p: print, n: () => onNext('applicant'), t: () => onNext('procedure') });
  return (
    <Page title={t('offline.kept')}>
      <Section>
        <Result
          status="warning"
          title={<span className="received-code">{intake.temporary_no}</span>}
          subTitle={
            <>
              <div>{t('offline.kept_text', { at: moment(intake.kept_at) })}</div>
              <div>{t('offline.due_limit', { limit: limit ?? t('procedures.no_limit') })}</div>
            </>
          }
          extra={
            <div className="actions actions-center">
              <NextButtons onNext={onNext} />
              <Button size="large" icon={<Icon name="print" />} onClick={print}>
                {t('offline.print_slip')} <span className="only-wide key-hint">P</span>
              </Button>
              <Button size="large" onClick={() => void navigate('/dossiers/waiting')}>
                {t('offline.see')}
              </Button>
            </div>
          }
        />
      </Section>
    </Page>
  );
}
