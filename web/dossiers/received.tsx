import { Alert, Button, Result, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { DueSteps } from '../ui/due-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { type Keep, NextButtons, useArrivedKeys } from './arrived.tsx';
import type { Receipt } from './send-intake.ts';

/** The dossier was received: its code, its due date, and the way to the next one. */
export function Received({ receipt, onNext }: { receipt: Receipt; onNext: (keep: Keep) => void }) {
  const { t, day } = useText();
  const navigate = useNavigate();
  const print = () => void navigate(`/dossiers/${receipt.id}/receipt`);
  const open = () => void navigate(`/dossiers/${receipt.id}`);
  useArrivedKeys({ p: print, o: open, n: () => onNext('applicant'), t: () => onNext('procedure') });
  return (
    <Page title={t('receive.done')}>
      <Section>
        <Result
          status="success"
          title={
            <Typography.Text className="received-code" copyable={{ tooltips: [t('act.copy'), t('act.copied')] }}>
              {receipt.code}
            </Typography.Text>
          }
          subTitle={receipt.due_on ? `${t('receive.due')}: ${day(receipt.due_on)}` : t('dossiers.no_due')}
          extra={
            <div className="actions actions-center">
              <NextButtons onNext={onNext} />
              <Button size="large" icon={<Icon name="print" />} onClick={print}>
                {t('receive.print')} <span className="only-wide key-hint">P</span>
              </Button>
              <Button size="large" onClick={open}>
                {t('receive.open')} <span className="only-wide key-hint">O</span>
              </Button>
            </div>
          }
        />
        {receipt.is_repeat && <Alert type="info" showIcon title={t('receive.repeat')} />}
        {receipt.explanation.vi.length > 0 && (
          <details>
            <summary>{t('dossier.why')}</summary>
            <DueSteps steps={receipt.explanation} warnings={receipt.warnings} />
          </details>
        )}
      </Section>
    </Page>
  );
}
