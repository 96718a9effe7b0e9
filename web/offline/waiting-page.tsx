import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { refresh } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Loading } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { canSeal } from './cipher.ts';
import { checkLink } from './link.ts';
import { clearSent, forgetIntake, type Intake, sendAgain, sendWaiting } from './outbox.ts';
import { useOutbox } from './use-outbox.ts';

const TONE = { waiting: 'amber', refused: 'red', sent: 'green' } as const;

/** Intakes made without a network: what waits, what the server would not take and why, what has arrived. */
export function WaitingPage() {
  const { t } = useText();
  const account_id = useMe().account.id;
  const client = useQueryClient();
  const say = useSay();
  const { mine, others, isPending } = useOutbox();
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState<Intake | null>(null);
  const send = async () => {
    setBusy(true);
    if (await checkLink()) {
      const { sent } = await sendWaiting(account_id);
      if (sent > 0) say.done(t('offline.done_sending', { count: sent }));
      void refresh(client, ['dossiers', 'measures', 'forms']);
    }
    setBusy(false);
  };
  return (
    <Page
      title={t('offline.title')}
      lead={t('offline.lead')}
      actions={
        mine.some((one) => one.state === 'waiting') && (
          <Button type="primary" icon={<Icon name="upload" />} loading={busy} onClick={() => void send()}>
            {t('offline.send_now')}
          </Button>
        )
      }
    >
      <Section>
        {others.length > 0 && (
          <Alert
            className="gap"
            type="warning"
            showIcon
            title={t('offline.others', { people: others.map((one) => `${one.name} (${one.count})`).join(', ') })}
          />
        )}
        {isPending ? <Loading /> : <Waiting rows={mine} onLeave={setLeaving} />}
        {mine.some((one) => one.state === 'sent') && (
          <Button className="gap" onClick={() => void clearSent(account_id, 0)}>
            {t('offline.clear_sent')}
          </Button>
        )}
        <details className="gap">
          <summary>{t('offline.what_is_kept')}</summary>
          <p>{t(canSeal() ? 'offline.kept_sealed' : 'offline.kept_plain')}</p>
        </details>
      </Section>
      <Confirm
        open={leaving !== null}
        danger
        title={t('offline.forget_title')}
        onCancel={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving) void forgetIntake(leaving.client_id);
          setLeaving(null);
        }}
      >
        <p>{t('offline.forget_text')}</p>
      </Confirm>
    </Page>
  );
}

function Waiting({ rows, onLeave }: { rows: Intake[]; onLeave: (intake: Intake) => void }) {
  const { t, tCode, moment, day, error } = useText();
  const columns: Column<Intake>[] = [
    {
      key: 'no',
      title: t('offline.temporary_no'),
      cell: (row) => (
        <Link className="code" to={`/dossiers/waiting/${row.client_id}`}>
          {row.temporary_no}
        </Link>
      ),
      phone: 'title',
    },
    {
      key: 'applicant',
      title: t('dossiers.applicant'),
      cell: (row) => row.content?.input.applicant.name ?? t('offline.unreadable'),
    },
    { key: 'procedure', title: t('field.procedure'), cell: (row) => row.content?.procedure_name ?? '' },
    { key: 'at', title: t('offline.kept_at'), cell: (row) => <span className="nowrap">{moment(row.kept_at)}</span> },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => (
        <>
          <Tag tone={TONE[row.state]}>{tCode('offline.state', row.state)}</Tag>
          {row.told && <div className="small">{error(row.told.code, row.told.data)}</div>}
          {row.receipt && (
            <div>
              <Link className="code" to={`/dossiers/${row.receipt.id}`}>
                {row.receipt.code}
              </Link>
              {row.receipt.due_on && <div className="small">{`${t('dossiers.due')}: ${day(row.receipt.due_on)}`}</div>}
            </div>
          )}
        </>
      ),
    },
    { key: 'do', title: t('dossier.actions'), cell: (row) => <Does row={row} onLeave={onLeave} /> },
  ];
  return (
    <List<Intake>
      label={t('offline.title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.client_id}
      empty={t('offline.none')}
    />
  );
}

function Does({ row, onLeave }: { row: Intake; onLeave: (intake: Intake) => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const named = (text: string) => `${text}: ${row.temporary_no}`;
  if (row.state === 'sent') {
    return (
      <Button
        size="small"
        aria-label={named(t('receive.print'))}
        onClick={() => void navigate(`/dossiers/${row.receipt?.id}/receipt`)}
      >
        {t('receive.print')}
      </Button>
    );
  }
  return (
    <span className="paper-controls">
      {row.state === 'refused' && row.content && (
        <Button
          size="small"
          type="primary"
          aria-label={named(t('offline.mend'))}
          onClick={() => void navigate(`/dossiers/new?waiting=${row.client_id}`)}
        >
          {t('offline.mend')}
        </Button>
      )}
      {row.state === 'refused' && row.content && (
        <Button size="small" aria-label={named(t('offline.send_again'))} onClick={() => void sendAgain(row.client_id)}>
          {t('offline.send_again')}
        </Button>
      )}
      <Button size="small" danger aria-label={named(t('offline.forget'))} onClick={() => onLeave(row)}>
        {t('offline.forget')}
      </Button>
    </span>
  );
}
