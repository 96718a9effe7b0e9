import { Alert, Button, Result, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { SlipButton } from '../slips/slip-buttons.tsx';
import { DueSteps } from '../ui/due-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { type Keep, NextButtons, useArrivedKeys } from './arrived.tsx';
import { useReceipt } from './print-receipt.tsx';
import type { Ready, Receipt } from './send-intake.ts';
import { TakeFee } from './take-fee.tsx';

type Props = { receipt: Receipt; ready: Ready; onNext: (keep: Keep) => void };

/** The dossier was received: its code, its due date, its slips, its fee, and the way to the next one. */
export function Received({ receipt, ready, onNext }: Props) {
  const { t, day } = useText();
  const navigate = useNavigate();
  const { slips, print, busy } = useReceipt(receipt.id);
  const others = slips.filter((slip) => slip.kind === 'no_writing_application' || slip.kind === 'fee_receipt');
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
          subTitle={
            <>
              <div>{ready.input.applicant.name}</div>
              <div>{receipt.due_on ? `${t('receive.due')}: ${day(receipt.due_on)}` : t('dossiers.no_due')}</div>
            </>
          }
          extra={
            <div className="actions actions-center">
              <NextButtons onNext={onNext} />
              <Button size="large" icon={<Icon name="print" />} loading={busy} onClick={print}>
                {t('receive.print')} <span className="only-wide key-hint">P</span>
              </Button>
              <Button size="large" onClick={open}>
                {t('receive.open')} <span className="only-wide key-hint">O</span>
              </Button>
              {others.map((slip) => (
                <SlipButton
                  key={`${slip.kind} ${slip.event_seq}`}
                  slip={slip}
                  papers={slip.papers}
                  subject={{ dossier_id: receipt.id }}
                  label={t(slip.kind === 'fee_receipt' ? 'receive.print_fee' : 'receive.print_application')}
                />
              ))}
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
      <TakeFee dossier_id={receipt.id} fee_vnd={ready.fee_vnd} />
    </Page>
  );
}
