import { Alert, Button, Result, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '../api.ts';
import { DueSteps } from '../ui/due-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';

/** The dossier was received: its code, its due date, and the way to the next one. */
export function Received({ receipt, onNext }: { receipt: Output<'dossiers.receive'>; onNext: () => void }) {
  const { t, day } = useText();
  const navigate = useNavigate();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    next.current?.focus();
  }, []);
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
              <Button ref={next} type="primary" size="large" onClick={onNext}>
                {t('receive.next')}
              </Button>
              <Button size="large" icon={<Icon name="print" />} onClick={() => void navigate(`/dossiers/${receipt.id}/receipt`)}>
                {t('receive.print')}
              </Button>
              <Button size="large" onClick={() => void navigate(`/dossiers/${receipt.id}`)}>
                {t('receive.open')}
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
