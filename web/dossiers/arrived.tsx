import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { Kept } from './kept.tsx';
import { PrintReceipt } from './print-receipt.tsx';
import { Received } from './received.tsx';
import type { Arrived } from './use-intake.ts';

/** What stays in the form for the next dossier. */
export type Keep = 'nothing' | 'applicant' | 'procedure';

type Props = { arrived: Arrived[]; left: number; onNext: (keep: Keep) => void };

/** What became of what was sent: one with its due date, or several in a list. */
export function ArrivedPage({ arrived, left, onNext }: Props) {
  const [only] = arrived;
  if (arrived.length > 1 || left > 0) return <Many arrived={arrived} left={left} onNext={onNext} />;
  if (!only) return null;
  return only.sent.kind === 'received' ? (
    <Received receipt={only.sent.receipt} ready={only.ready} onNext={onNext} />
  ) : (
    <Kept intake={only.sent.intake} limit={only.ready.limit_text} onNext={onNext} />
  );
}

/** The way on from here: the next one, one more of the same person, or the same procedure for somebody else. */
export function NextButtons({ onNext }: { onNext: (keep: Keep) => void }) {
  const { t } = useText();
  return (
    <>
      <Button type="primary" size="large" autoFocus onClick={() => onNext('nothing')}>
        {t('receive.next')}
      </Button>
      <Button size="large" onClick={() => onNext('applicant')}>
        {t('receive.same_applicant')} <span className="only-wide key-hint">N</span>
      </Button>
      <Button size="large" onClick={() => onNext('procedure')}>
        {t('receive.same_procedure')} <span className="only-wide key-hint">T</span>
      </Button>
    </>
  );
}

/** Single letters, as there is no field to type in: P prints, O opens, N the same person once more, T the same procedure. */
export function useArrivedKeys(does: Record<string, () => void>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : does[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}

function Many({ arrived, left, onNext }: Props) {
  const { t, day } = useText();
  const navigate = useNavigate();
  useArrivedKeys({ n: () => onNext('applicant'), t: () => onNext('procedure') });
  return (
    <Page title={t('basket.done', { count: arrived.length })}>
      <Section>
        {left > 0 && <Alert className="gap" type="warning" showIcon title={t('basket.left', { count: left })} />}
        <ScrollBox label={t('basket.done', { count: arrived.length })}>
          <table className="sheet">
            <thead>
              <tr>
                <th scope="col">{t('dossiers.code')}</th>
                <th scope="col">{t('dossiers.applicant')}</th>
                <th scope="col">{t('field.procedure')}</th>
                <th scope="col">{t('dossiers.due')}</th>
                <th scope="col">{t('receipt.one')}</th>
              </tr>
            </thead>
            <tbody>
              {arrived.map(({ ready, sent }) => (
                <tr key={ready.input.client_id}>
                  <td className="left code">
                    {sent.kind === 'received' ? (
                      <Link to={`/dossiers/${sent.receipt.id}`}>{sent.receipt.code}</Link>
                    ) : (
                      <Link to={`/dossiers/waiting/${ready.input.client_id}`}>{sent.intake.temporary_no}</Link>
                    )}
                  </td>
                  <td className="left">{ready.input.applicant.name}</td>
                  <td className="left">{ready.procedure_name}</td>
                  <td className="left">
                    {sent.kind === 'kept'
                      ? t('offline.state.waiting')
                      : sent.receipt.due_on
                        ? day(sent.receipt.due_on)
                        : t('dossiers.no_due')}
                  </td>
                  <td>{sent.kind === 'received' && <PrintReceipt dossier_id={sent.receipt.id} name={sent.receipt.code} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        <div className="actions gap">
          {left > 0 ? (
            <Button type="primary" size="large" autoFocus onClick={() => onNext('nothing')}>
              {t('basket.mend')}
            </Button>
          ) : (
            <NextButtons onNext={onNext} />
          )}
          {arrived.some((one) => one.sent.kind === 'kept') && (
            <Button size="large" onClick={() => void navigate('/dossiers/waiting')}>
              {t('offline.see')}
            </Button>
          )}
        </div>
      </Section>
    </Page>
  );
}
