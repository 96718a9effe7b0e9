import { Alert, Button, Dropdown, Progress, Select } from 'antd';
import { useRef } from 'react';
import { Link, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { momentText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Counts } from './counts.tsx';
import { Reading } from './reading.tsx';
import { ACCEPTED, SendingLine, useSending } from './upload-box.tsx';

type Document = Output<'checks.document'>;
type Draft = Document['draft'];
const EXPORTS = ['docx', 'html', 'sarif', 'json'] as const;

/** One checked report: its text and findings side by side, its drafts, what to do with it. */
export function CheckPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const address = useAddress();
  const seq = address.number('draft', 0);
  const asked = useGet(
    'checks.document',
    { id, ...(seq > 0 && { seq }) },
    {
      placeholderData: (before) => (before?.id === id ? before : undefined),
      refetchInterval: ({ state }) => (isUnderWay(state.data?.draft) ? 700 : false),
    },
  );
  const title = asked.data?.title ?? t('checks.report');
  return (
    <Page
      title={title}
      crumbs={[{ label: t('nav.checks'), to: '/checks' }]}
      lead={asked.data && <Lead document={asked.data} />}
      actions={asked.data && <Actions document={asked.data} />}
    >
      <Answer of={asked} rows={12}>
        {(document) => <Shown document={document} />}
      </Answer>
    </Page>
  );
}

function isUnderWay(draft: Draft | undefined): boolean {
  return draft?.state === 'waiting' && (draft.job?.state === 'waiting' || draft.job?.state === 'running');
}

function Lead({ document: { draft, unit_name } }: { document: Document }) {
  return (
    <span className="check-lead">
      <span>
        {unit_name} · {draft.file_name} · {momentText(draft.uploaded_at)}, {draft.uploaded_by_name}
      </span>{' '}
      <Counts of={draft} />
    </span>
  );
}

function Actions({ document }: { document: Document }) {
  const { t } = useText();
  const say = useSay();
  const address = useAddress();
  const input = useRef<HTMLInputElement>(null);
  const { sending, send } = useSending({ document_id: String(document.id) }, () => address.set({ draft: null }));
  const { draft, drafts } = document;
  const formats = EXPORTS.filter((format) => format !== 'docx' || document.text?.format === 'docx');
  if (sending) return <SendingLine sending={sending} />;
  return (
    <>
      {drafts.length > 1 && (
        <>
          <Select
            aria-label={t('checks.draft')}
            value={draft.seq}
            popupMatchSelectWidth={false}
            onChange={(value) => address.set({ draft: value === drafts[0]?.seq ? null : value })}
            options={drafts.map(({ seq, uploaded_at }) => ({
              value: seq,
              label: `${t('checks.draft_n', { seq })} (${momentText(uploaded_at)})`,
            }))}
          />
          <Link to={`/checks/${document.id}/compare`}>{t('checks.compare')}</Link>
        </>
      )}
      {draft.state === 'checked' && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: formats.map((format) => ({ key: format, label: t(`checks.export.${format}`) })),
            onClick: ({ key }) =>
              void download('checks.export', { id: draft.id, format: key as (typeof EXPORTS)[number] }).catch(say.refused),
          }}
        >
          <Button icon={<Icon name="download" />}>{t('checks.download')}</Button>
        </Dropdown>
      )}
      <Button type="primary" icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
        {t('checks.next_draft')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={t('checks.next_draft')}
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

function Shown({ document }: { document: Document }) {
  const { t } = useText();
  const { draft, text } = document;
  if (draft.state === 'unreadable') {
    return <Alert type="error" showIcon role="alert" title={t('checks.unreadable')} description={draft.unreadable} />;
  }
  if (text === null) return <Waiting draft={draft} />;
  return <Reading key={draft.id} document={document} text={text} />;
}

function Waiting({ draft }: { draft: Draft }) {
  const { t } = useText();
  const say = useSay();
  const cancel = useCall('jobs.cancel', ['checks', 'jobs']);
  const again = useCall('checks.recheck', ['checks']);
  const { job } = draft;
  if (job !== null && isUnderWay(draft)) {
    const percent = job.steps_total ? Math.floor((job.steps_done / job.steps_total) * 100) : 0;
    return (
      <Section>
        <div role="status" className="check-waiting">
          <p>{job.message ?? t('checks.waiting')}</p>
          <Progress percent={percent} status="active" aria-label={t('checks.waiting')} />
          {job.is_own && (
            <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: job.id }, { onError: say.refused })}>
              {t('checks.stop')}
            </Button>
          )}
        </div>
      </Section>
    );
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t(job?.state === 'failed' ? 'checks.has_failed' : 'checks.was_stopped')}
      action={
        <Button loading={again.isPending} onClick={() => again.mutate({ id: draft.id }, { onError: say.refused })}>
          {t('checks.again')}
        </Button>
      }
    />
  );
}
