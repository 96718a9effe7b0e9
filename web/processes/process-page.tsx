import { Alert, Button, Form, Input, Modal, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Facts, Tag, Verified } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Diagram } from './diagram.tsx';
import { ProcessEditor } from './process-editor.tsx';
import { StateTag } from './processes-page.tsx';
import { StepList } from './step-list.tsx';

export type Process = Output<'processes.get'>;
export type Version = Process['versions'][number];

export function ProcessPage() {
  const { t, lang } = useText();
  const id = Number(useParams().id);
  const asked = useGet('processes.get', { id });
  const title = asked.data ? (lang === 'vi' ? asked.data.name_vi : asked.data.name_en) : t('processes.one');
  return (
    <Page title={title} crumbs={[{ label: t('processes.title'), to: '/processes' }]}>
      <Answer of={asked}>{(process) => <Whole process={process} />}</Answer>
    </Page>
  );
}

function Whole({ process }: { process: Process }) {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const draft = process.versions.find((version) => version.state === 'draft');
  const shown = process.versions.find((version) => String(version.id) === address.get('version')) ?? process.versions[0];
  if (may('processes.write') && !process.is_model && address.get('edit') === '1')
    return (
      <ProcessEditor
        process={process}
        draft={draft ?? null}
        from={shown ?? null}
        onClose={() => address.set({ edit: null, version: null })}
      />
    );
  return (
    <>
      <Buttons process={process} shown={shown} has_draft={draft !== undefined} />
      {shown === undefined ? (
        <Alert type="info" showIcon title={t('processes.no_version')} />
      ) : (
        <>
          <Section title={t('processes.diagram')}>
            <Diagram label={t('processes.diagram')} steps={shown.definition.steps} legs={shown.definition.legs} />
          </Section>
          <div className="grid gap">
            <Section className="span-8" title={t('processes.steps')}>
              <StepList definition={shown.definition} />
            </Section>
            <Section className="span-4" title={t('processes.versions')}>
              <About process={process} />
              <Versions process={process} shown={shown} />
            </Section>
          </div>
        </>
      )}
    </>
  );
}

function Buttons({ process, shown, has_draft }: { process: Process; shown: Version | undefined; has_draft: boolean }) {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const navigate = useNavigate();
  const say = useSay();
  const [asked, setAsked] = useState<'publish' | 'discard' | 'end' | null>(null);
  const discard = useCall('processes.discard_draft', ['processes']);
  const may_write = may('processes.write') && !process.is_model;
  const try_out = { procedure: process.procedure_code, version: shown?.id ? String(shown.id) : null };
  return (
    <Space wrap className="gap no-print">
      {may_write && (
        <Button type={has_draft ? 'default' : 'primary'} onClick={() => address.set({ edit: '1' })}>
          {t(has_draft ? 'processes.edit_draft' : 'processes.new_version')}
        </Button>
      )}
      {may_write && has_draft && (
        <>
          <Button type="primary" onClick={() => setAsked('publish')}>
            {t('processes.publish')}
          </Button>
          <Button danger onClick={() => setAsked('discard')}>
            {t('processes.discard')}
          </Button>
        </>
      )}
      {may_write && process.state === 'in_force' && <Button onClick={() => setAsked('end')}>{t('processes.end')}</Button>}
      <Button icon={<Icon name="clock" />} onClick={() => void navigate(pathWith('/processes/simulate', try_out))}>
        {t('processes.simulate')}
      </Button>
      {shown && (
        <Button
          icon={<Icon name="download" />}
          onClick={() => download('processes.export', { id: process.id, version_id: shown.id }).catch(say.refused)}
        >
          {t('processes.export')}
        </Button>
      )}
      {(asked === 'publish' || asked === 'end') && <ByDecision process={process} what={asked} onClose={() => setAsked(null)} />}
      <Confirm
        open={asked === 'discard'}
        title={t('processes.discard_ask')}
        danger
        busy={discard.isPending}
        onCancel={() => setAsked(null)}
        onConfirm={() =>
          discard.mutate(
            { id: process.id },
            {
              onSuccess: () => {
                setAsked(null);
                if (process.versions.length === 1) void navigate('/processes');
              },
              onError: say.refused,
            },
          )
        }
      />
    </Space>
  );
}

type Decision = { from: string; decision_no: string; decided_on?: string };

function ByDecision({ process, what, onClose }: { process: Process; what: 'publish' | 'end'; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const [form] = Form.useForm<Decision>();
  const publish = useCall('processes.publish', ['processes']);
  const end = useCall('processes.end', ['processes']);
  const change = what === 'publish' ? publish : end;
  const today = useMemo(() => dayOf(new Date()), []);
  const draft = process.versions.find((version) => version.state === 'draft');
  const faults = useCall('processes.check');
  const done = {
    onSuccess: () => {
      say.done(t(what === 'publish' ? 'processes.published' : 'processes.ended'));
      onClose();
    },
  };
  const send = ({ from, decision_no, decided_on }: Decision) => {
    if (what === 'end') return end.mutate({ id: process.id, from, decision_no }, done);
    publish.mutate({ id: process.id, from, decision_no, ...(decided_on ? { decided_on } : {}) }, done);
    if (draft) faults.mutate({ definition: draft.definition, procedure_code: process.procedure_code, day: from });
  };
  return (
    <Modal
      open
      title={t(what === 'publish' ? 'processes.publish' : 'processes.end')}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {change.isError && <Problem error={change.error} />}
      {change.isError &&
        faults.data?.map((fault) => (
          <p key={`${fault.code}${fault.step}`} className="red">
            {tCode('processes.fault', fault.code)} {fault.step ?? ''}
          </p>
        ))}
      <p className="muted">{t(what === 'publish' ? 'processes.publish_help' : 'processes.end_help')}</p>
      <Form<Decision> form={form} layout="vertical" onFinish={send} initialValues={{ from: today }}>
        <Form.Item name="from" label={t('processes.in_force_from')} rules={[{ required: true, message: t('field.required') }]}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item
          name="decision_no"
          label={t('processes.decision')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input maxLength={100} placeholder="123/QĐ-UBND" />
        </Form.Item>
        {what === 'publish' && (
          <Form.Item name="decided_on" label={t('processes.decided_on')}>
            <DayInput allowClear />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function About({ process }: { process: Process }) {
  const { t, tCode } = useText();
  return (
    <Facts
      items={[
        [t('field.status'), <StateTag key="state" state={process.state} />],
        [
          t('field.procedure'),
          process.procedure_code ? `${process.procedure_code} · ${process.procedure_name}` : t('processes.every_procedure'),
        ],
        [t('processes.authority'), process.is_model ? t('processes.model') : process.unit_name],
        process.level !== null && [t('field.level'), tCode('level', process.level)],
        process.interlinking !== 'none' && [t('procedures.interlinked'), tCode('processes.interlinking', process.interlinking)],
      ]}
    />
  );
}

function Versions({ process, shown }: { process: Process; shown: Version }) {
  const { t, span, moment } = useText();
  const address = useAddress();
  return (
    <ol className="plain-list timeline gap">
      {process.versions.map((version) => (
        <li key={version.id}>
          <Button
            type="link"
            className="flat"
            onClick={() => address.set({ version: String(version.id) })}
            aria-current={version.id === shown.id}
          >
            {version.state === 'in_force'
              ? span(version.valid_from, version.valid_until)
              : t(version.state === 'draft' ? 'processes.draft' : 'processes.model')}
          </Button>{' '}
          {version.id === shown.id && <Tag tone="blue">{t('processes.shown')}</Tag>}
          <div className="small">
            {[version.decision_no, version.changed_by_name, moment(version.changed_at)].filter(Boolean).join(' · ')}
          </div>
          {version.source && (
            <div className="small">
              {version.source} <Verified status={version.status} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
