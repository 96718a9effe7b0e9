import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { useText } from '../ui/text.tsx';
import { INCOMING_TONE } from './inbox-page.tsx';

type Incoming = Output<'reports.incoming'>;

/** A report that came: what it says of itself, its files, what was done with it. */
export function InboxItemPage() {
  const id = Number(useParams().id);
  const { t } = useText();
  const asked = useGet('reports.incoming', { id });
  return (
    <PageAnswer of={asked} rows={12} title={t('kept.report')} crumbs={[{ label: t('inbox.title'), to: '/reports/inbox' }]}>
      {(incoming) => (
        <Page
          title={incoming.subject}
          crumbs={[{ label: t('inbox.title'), to: '/reports/inbox' }]}
          actions={<Steps incoming={incoming} />}
        >
          {incoming.state === 'recalled' && <Alert type="error" showIcon title={t('inbox.recalled_hint')} />}
          {incoming.state === 'replaced' && <Alert type="warning" showIcon title={t('inbox.replaced_hint')} />}
          {!incoming.is_superior && incoming.state === 'arrived' && (
            <Alert type="info" showIcon title={t('inbox.for_information')} />
          )}
          <About incoming={incoming} />
          <Files incoming={incoming} />
          <Events incoming={incoming} />
        </Page>
      )}
    </PageAnswer>
  );
}

function Steps({ incoming }: { incoming: Incoming }) {
  const { tCode } = useText();
  const { may } = useSession();
  const say = useSay();
  const [is_asked, setAsked] = useState(false);
  const receive = useCall('reports.inbox_receive', ['reports']);
  const accept = useCall('reports.inbox_accept', ['reports']);
  const back = useCall('reports.inbox_send_back', ['reports']);
  const can = (step: Incoming['steps'][number]) =>
    incoming.steps.includes(step) && may(step === 'receive' ? 'reports.receive' : 'reports.accept');
  const { id } = incoming;
  return (
    <>
      {can('send_back') && (
        <Button danger onClick={() => setAsked(true)}>
          {tCode('inbox_step', 'send_back')}
        </Button>
      )}
      {can('accept') && (
        <Button
          type={can('receive') ? 'default' : 'primary'}
          loading={accept.isPending}
          onClick={() => accept.mutate({ id }, { onError: say.refused })}
        >
          {tCode('inbox_step', 'accept')}
        </Button>
      )}
      {can('receive') && (
        <Button type="primary" loading={receive.isPending} onClick={() => receive.mutate({ id }, { onError: say.refused })}>
          {tCode('inbox_step', 'receive')}
        </Button>
      )}
      <Confirm
        open={is_asked}
        title={tCode('inbox_step', 'send_back')}
        reason="needed"
        danger
        busy={back.isPending}
        onConfirm={(reason) => back.mutate({ id, reason }, { onSuccess: () => setAsked(false), onError: say.refused })}
        onCancel={() => setAsked(false)}
      />
    </>
  );
}

function About({ incoming }: { incoming: Incoming }) {
  const { t, tCode, day, moment } = useText();
  return (
    <Section
      className="gap"
      title={t('kept.report')}
      extra={<Tag tone={INCOMING_TONE[incoming.state]}>{tCode('incoming_state', incoming.state)}</Tag>}
    >
      <Facts
        items={[
          [t('inbox.from'), `${incoming.from_name} (${incoming.from_code})`],
          [t('inbox.to'), incoming.unit.name],
          [t('inbox.code'), incoming.code],
          [t('inbox.promulgated_on'), incoming.promulgated_on && day(incoming.promulgated_on)],
          [t('kept.signer'), incoming.signer],
          [t('inbox.arrived'), `${moment(incoming.arrived_at)} · ${tCode('incoming_source', incoming.source)}`],
          incoming.content !== null && [t('inbox.note'), incoming.content],
          incoming.replaces !== null && [t('inbox.replaces'), incoming.replaces],
          [t('inbox.document_id'), incoming.document_id],
          incoming.token !== null && [
            t('kept.verify_link'),
            <a key="verify" href={`/r/${incoming.token}`} target="_blank" rel="noreferrer">
              {`/r/${incoming.token}`}
            </a>,
          ],
        ]}
      />
      {incoming.report_id !== null && incoming.is_superior && (
        <p className="gap">
          <Link to={`/reports/kept/${incoming.report_id}`}>{t('inbox.open_report')}</Link>
        </p>
      )}
    </Section>
  );
}

function Files({ incoming }: { incoming: Incoming }) {
  const { t } = useText();
  const say = useSay();
  return (
    <Section title={t('inbox.files')} className="gap">
      {incoming.files.length === 0 && <p className="muted">{t('inbox.no_files')}</p>}
      <ul className="plain-list">
        {incoming.files.map(({ ordinal, name, problem, is_digest_proven, sha256 }) => (
          <li key={ordinal}>
            {problem === null ? (
              <Button
                icon={<Icon name="download" />}
                onClick={() => void download('reports.incoming_file', { id: incoming.id, ordinal }).catch(say.refused)}
              >
                {name}
              </Button>
            ) : (
              <>
                {name} <Tag tone="amber">{t('inbox.not_kept')}</Tag>
              </>
            )}
            <div className="small">
              {incoming.source === 'edxml' && `${t(is_digest_proven ? 'inbox.digest_proven' : 'inbox.no_digest')} · `}
              <span className="hash">{sha256}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Events({ incoming }: { incoming: Incoming }) {
  const { t, tCode, moment } = useText();
  return (
    <Section title={t('kept.history')} className="gap">
      <ul className="plain-list">
        {incoming.events.toReversed().map((event) => (
          <li key={event.seq}>
            {tCode('incoming_state', event.kind)}
            <div className="small">{[moment(event.at), event.by_name].filter(Boolean).join(' · ')}</div>
            {event.reason && <div>{event.reason}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
