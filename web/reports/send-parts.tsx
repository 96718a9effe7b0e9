import { Button } from 'antd';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Kept } from './report-page.tsx';

type Row = Output<'reports.dispatches'>['rows'][number];

const TONE = {
  queued: 'plain',
  sent: 'blue',
  delivered: 'blue',
  received: 'blue',
  in_progress: 'blue',
  accepted: 'green',
  sent_back: 'red',
  refused: 'red',
  failed: 'red',
  recalled: 'red',
  recall_known: 'red',
  recall_refused: 'amber',
} as const;

/** Who signed the issued PDF. */
export function Signed({ issued }: { issued: NonNullable<Kept['issued']> }) {
  const { t, moment } = useText();
  if (issued.is_signature_waiting) return <>{t('sending.signature_waiting')}</>;
  if (issued.signed.length === 0) return <>{t('sending.not_signed')}</>;
  return (
    <>
      {issued.signed.map(({ role, signer, signed_at }) => (
        <div key={role}>{t('sending.signed_by', { signer, at: moment(signed_at) })}</div>
      ))}
    </>
  );
}

/** Where the report went, and what became of it at each recipient. */
export function Dispatches({ report }: { report: Kept }) {
  const { t } = useText();
  const asked = useGet('reports.dispatches', { id: report.id });
  return (
    <Section title={t('sending.where')} className="gap">
      <Answer of={asked} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="muted">{t('sending.nowhere')}</p>
          ) : (
            <ul className="plain-list">
              {rows.map((row) => (
                <li key={row.id}>
                  <One row={row} newest={report.issued?.version ?? row.version} may_send={report.may_send} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}

function One({ row, newest, may_send }: { row: Row; newest: number; may_send: boolean }) {
  const { t, tCode, moment } = useText();
  const say = useSay();
  const retry = useCall('reports.retry_dispatch', ['reports']);
  const is_stuck = row.outbox_state === 'dead' || (row.outbox_state === 'waiting' && (row.attempts ?? 0) > 0);
  return (
    <>
      <Tag tone={TONE[row.state]}>{tCode('dispatch_state', row.state)}</Tag> {row.to_name}{' '}
      <span className="small muted">
        ({tCode('dispatch_channel', row.channel)}
        {row.is_superior && `, ${t('sending.is_superior')}`}
        {row.version !== newest && `, ${t('kept.version', { version: row.version })}`})
      </span>
      {row.events.map((event) => (
        <div key={event.seq} className="small">
          {[
            `${tCode('dispatch_state', event.kind)}${event.code ? ` (${event.code})` : ''}`,
            moment(event.at),
            event.by_name,
            event.reason,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      ))}
      {is_stuck && (
        <div className="small">
          {[
            row.last_error,
            row.outbox_state === 'waiting' && row.next_try_at && t('sending.try_at', { at: moment(row.next_try_at) }),
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          {may_send && (
            <Button size="small" loading={retry.isPending} onClick={() => retry.mutate({ id: row.id }, { onError: say.refused })}>
              {t('sending.retry')}
            </Button>
          )}
        </div>
      )}
      {row.channel === 'edxml' && (
        <Button size="small" onClick={() => void download('reports.package', { id: row.id }).catch(say.refused)}>
          {t('sending.package')}
        </Button>
      )}
    </>
  );
}
