import { Alert, Button, Form, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useSearchParams } from 'react-router';
import { type Output, useCall } from '../api.ts';
import { ProcedurePicker } from '../procedures/procedure-picker.tsx';
import { useMe } from '../shell/session.tsx';
import { DueSteps } from '../ui/due-steps.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { inVietnam, MomentInput, vietnamNow } from '../ui/moment-input.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Reply = Output<'dossiers.simulate'>;
type Fields = {
  procedure: string;
  receiving_unit: string;
  competent_unit?: string;
  received_at: Dayjs;
  pauses?: { from_at: Dayjs; to_at: Dayjs; reason: 'supplement' | 'payment' | 'other' }[];
};

/** The dates of every step for a moment of reception, each with its reasons. */
export function SimulatePage() {
  const { t } = useText();
  const me = useMe();
  const [search] = useSearchParams();
  const version = Number(search.get('version') ?? 0);
  const simulate = useCall('dossiers.simulate');
  const ask = (fields: Fields) =>
    simulate.mutate({
      procedure_code: fields.procedure,
      receiving_unit: fields.receiving_unit,
      ...(fields.competent_unit ? { competent_unit: fields.competent_unit } : {}),
      ...(version > 0 ? { version_id: version } : {}),
      received_at: inVietnam(fields.received_at),
      pauses: (fields.pauses ?? []).map(({ from_at, to_at, reason }) => ({
        from_at: inVietnam(from_at),
        to_at: inVietnam(to_at),
        reason,
      })),
    });
  const needed = [{ required: true, message: t('field.required') }];
  const start = {
    received_at: vietnamNow(),
    ...(search.get('procedure') ? { procedure: search.get('procedure') as string } : {}),
    ...(me.roles[0] ? { receiving_unit: me.roles[0].unit_code } : {}),
  };
  return (
    <Page
      title={t('processes.simulate')}
      lead={t('processes.simulate_lead')}
      crumbs={[{ label: t('processes.title'), to: '/processes' }]}
    >
      <div className="grid">
        <Section className="span-4">
          <Form<Fields> layout="vertical" onFinish={ask} initialValues={start}>
            {version > 0 && <Alert className="gap" type="info" showIcon title={t('processes.this_version')} />}
            <Form.Item name="procedure" label={t('field.procedure')} rules={needed}>
              <ProcedurePicker name={search.get('procedure') ?? undefined} />
            </Form.Item>
            <Form.Item name="receiving_unit" label={t('dossier.receiving')} rules={needed}>
              <UnitPicker />
            </Form.Item>
            <Form.Item name="competent_unit" label={t('dossier.competent')} extra={t('processes.competent_help')}>
              <UnitPicker allowClear />
            </Form.Item>
            <Form.Item name="received_at" label={t('deadline.received')} rules={needed}>
              <MomentInput allowClear={false} />
            </Form.Item>
            <Pauses />
            <Button type="primary" htmlType="submit" loading={simulate.isPending}>
              {t('processes.run')}
            </Button>
          </Form>
        </Section>
        <Section className="span-8" title={t('processes.dates')}>
          {simulate.isError ? (
            <Problem error={simulate.error} />
          ) : simulate.data ? (
            <Result reply={simulate.data} />
          ) : (
            <Nothing text={t('processes.simulate_empty')} />
          )}
        </Section>
      </div>
    </Page>
  );
}

function Pauses() {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <Form.List name="pauses">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="card gap">
              <Form.Item name={[field.name, 'from_at']} label={t('deadline.pause_from')} rules={needed}>
                <MomentInput />
              </Form.Item>
              <Form.Item name={[field.name, 'to_at']} label={t('deadline.pause_to')} rules={needed}>
                <MomentInput />
              </Form.Item>
              <div className="row">
                <Form.Item name={[field.name, 'reason']} label={t('field.reason')} className="grow">
                  <Select
                    options={['supplement', 'payment', 'other'].map((value) => ({
                      value,
                      label: tCode('deadline.pause', value),
                    }))}
                  />
                </Form.Item>
                <Button aria-label={t('act.remove')} icon={<Icon name="close" />} onClick={() => remove(field.name)} />
              </div>
            </div>
          ))}
          <p>
            <Button icon={<Icon name="plus" />} onClick={() => add({ reason: 'supplement' })}>
              {t('deadline.add_pause')}
            </Button>
          </p>
        </>
      )}
    </Form.List>
  );
}

function Result({ reply }: { reply: Reply }) {
  const { t, lang, day, moment } = useText();
  const name = (of: { name_vi: string; name_en: string }) => (lang === 'vi' ? of.name_vi : of.name_en);
  const due = reply.due_at ? moment(reply.due_at) : day(reply.due_on);
  return (
    <div aria-live="polite">
      <p className="due-big">{due || t('procedures.no_limit')}</p>
      <p className="muted">{reply.process ? name(reply.process) : t('processes.no_process')}</p>
      {reply.ends_at && reply.due_at && reply.ends_at > reply.due_at && (
        <Alert type="warning" showIcon title={t('processes.ends_late', { at: moment(reply.ends_at) })} />
      )}
      <ol className="plain-list timeline">
        {reply.steps.map((step, index) => (
          <li key={`${step.step}-${step.entered_at}`}>
            <span className="strong">
              {index + 1}. {name(step)}
            </span>{' '}
            <span className="small">{step.unit_name ?? t('processes.unit_missing')}</span>
            <div>
              {moment(step.entered_at)} → {step.due_at ? moment(step.due_at) : '–'}
            </div>
            {step.explanation[lang].length > 0 && (
              <details className="fold">
                <summary>{t('act.why')}</summary>
                <DueSteps steps={step.explanation} warnings={step.warnings} />
              </details>
            )}
          </li>
        ))}
      </ol>
      {reply.legs.length > 0 && (
        <>
          <h3>{t('processes.legs')}</h3>
          <ul className="plain-list">
            {reply.legs.map((leg) => (
              <li key={leg.leg}>
                {name(leg)}: {moment(leg.from)} → {moment(leg.to)}{' '}
                {leg.due_at && (
                  <Tag tone={leg.to && leg.to > leg.due_at ? 'red' : 'green'}>
                    {t('processes.due', { day: moment(leg.due_at) })}
                  </Tag>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('deadline.steps')}</h3>
      <DueSteps steps={reply.explanation} warnings={reply.warnings} />
    </div>
  );
}
