import { Alert, Button, Checkbox, Form, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Message = Output<'notices.messages'>['rows'][number];
type Rule = Output<'notices.rules'>['rows'][number];
type Kept = RouteInput<'notices.keep_rule'>;
const TABS = ['dead', 'waiting', 'sent', 'rules'] as const;
const KINDS = [
  'due_soon',
  'overdue',
  'escalation',
  'step_due_soon',
  'step_overdue',
  'assigned',
  'consultation',
  'explanation_needed',
  'task_assigned',
  'task_due_soon',
  'task_overdue',
  'report_asked',
  'report_due_soon',
  'report_due_today',
  'report_overdue',
  'report_escalation',
] as const;
const TONES = { waiting: 'plain', sending: 'blue', sent: 'green', dead: 'red', cancelled: 'amber' } as const;

/** What leaves the product, and who is warned of what. */
export function OutboxPage() {
  const { t } = useText();
  const address = useAddress();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'dead';
  const state = tab === 'rules' ? undefined : tab;
  const asked = useGet(
    'notices.messages',
    { ...(state && { state }), page: address.number('page', 1) },
    { placeholderData: (before) => before, refetchInterval: 15_000 },
  );
  const count = asked.data;
  const has_channel = count === undefined || Object.values(count.channels).some(Boolean);
  return (
    <Page title={t('nav.outbox')} lead={t('outbox.lead')}>
      {!has_channel && <Alert type="info" showIcon title={t('outbox.no_channel')} />}
      <Section>
        <TabLinks
          label={t('nav.outbox')}
          active={tab}
          tabs={TABS.map((key) => ({
            key,
            label: key === 'rules' ? t('outbox.rules') : t(`outbox.${key}`),
            to: pathWith('/notices/outbox', { tab: key === 'dead' ? null : key }),
            count: key === 'rules' ? undefined : count?.[key],
            is_alarming: key === 'dead',
          }))}
        />
        {tab === 'rules' ? (
          <Rules />
        ) : (
          <Answer of={asked}>{({ rows, total }) => <Messages rows={rows} total={total} is_dead={tab === 'dead'} />}</Answer>
        )}
      </Section>
    </Page>
  );
}

function Messages({ rows, total, is_dead }: { rows: Message[]; total: number; is_dead: boolean }) {
  const { t, tCode, number } = useText();
  const say = useSay();
  const act = useCall('notices.act_on_message', ['notices']);
  const retry_all = useCall('notices.retry_dead', ['notices']);
  const button = (row: Message) => {
    const action = row.state === 'dead' || row.state === 'cancelled' ? 'retry' : row.state === 'waiting' ? 'cancel' : null;
    if (!action) return '';
    return (
      <Button
        size="small"
        loading={act.isPending && act.variables.id === row.id}
        aria-label={`${t(`outbox.${action}`)}: ${row.subject}, ${row.to_name ?? row.to_address}`}
        onClick={() =>
          act.mutate({ id: row.id, action }, { onSuccess: () => say.done(t(`outbox.${action}_done`)), onError: say.refused })
        }
      >
        {t(`outbox.${action}`)}
      </Button>
    );
  };
  const list = (
    <List<Message>
      label={t('outbox.messages')}
      rows={rows}
      total={total}
      rowKey={(row) => row.id}
      empty={t('outbox.none')}
      columns={[
        { key: 'subject', title: t('outbox.subject'), phone: 'title', cell: (row) => row.subject },
        { key: 'channel', title: t('outbox.channel'), cell: (row) => tCode('outbox.channel', row.channel) },
        {
          key: 'to',
          title: t('outbox.to'),
          cell: (row) => (
            <>
              {row.to_name} <span className="small code">{row.to_address}</span>
            </>
          ),
        },
        {
          key: 'state',
          title: t('field.status'),
          cell: (row) => (
            <>
              <Tag tone={TONES[row.state]}>{tCode('outbox.state', row.state)}</Tag>
              {row.last_error && <CarrierError said={row.last_error} />}
            </>
          ),
        },
        { key: 'tries', title: t('outbox.tries'), align: 'right', cell: (row) => number(row.attempts) },
        { key: 'next', title: t('outbox.next'), cell: (row) => row.ended_at === null && momentText(row.next_try_at) },
        { key: 'created', title: t('outbox.created'), cell: (row) => momentText(row.created_at) },
        { key: 'act', title: '', cell: button },
      ]}
    />
  );
  if (!is_dead || total === 0) return list;
  return (
    <>
      <div className="filters gap">
        <Button
          loading={retry_all.isPending}
          onClick={() =>
            retry_all.mutate(
              {},
              { onSuccess: ({ count }) => say.done(t('outbox.retried_all', { count: number(count) })), onError: say.refused },
            )
          }
        >
          {t('outbox.retry_all', { count: number(total) })}
        </Button>
      </div>
      {list}
    </>
  );
}

/** What a carrier said, in words; what is not known as it came. */
function CarrierError({ said }: { said: string }) {
  const { t } = useText();
  const smtp = /^SMTP (\d{3})$/.exec(said)?.[1];
  const http = /^HTTP (\d{3})$/.exec(said)?.[1];
  const words = smtp
    ? t('outbox.error.smtp', { code: smtp })
    : http
      ? t('outbox.error.http', { code: http })
      : said === 'the address was refused'
        ? t('outbox.error.address')
        : /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|timeout|fetch failed|Greeting never/i.test(said)
          ? t('outbox.error.away')
          : said;
  return (
    <div className="small" title={said}>
      {words}
    </div>
  );
}

function Rules() {
  const { t, tCode, number } = useText();
  const say = useSay();
  const asked = useGet('notices.rules', {});
  const drop = useCall('notices.drop_rule', ['notices']);
  const [setting, setSetting] = useState<Partial<Kept> | null>(null);
  const leadText = ({ kind, lead }: Rule) =>
    lead === 0 && (kind === 'overdue' || kind === 'escalation')
      ? t('rules.lead.at_once')
      : t(`rules.lead.${kind}`, { n: number(lead) });
  const who = (row: Rule) =>
    (['to_officer', 'to_head', 'to_superior'] as const)
      .filter((one) => row[one])
      .map((one) => t(`rules.${one}`))
      .join(', ');
  return (
    <>
      <div className="filters gap">
        <Button onClick={() => setSetting({ is_active: true, lead: 2, to_officer: true })}>{t('rules.set')}</Button>
      </div>
      <Answer of={asked}>
        {({ rows }) => (
          <List<Rule>
            label={t('outbox.rules')}
            rows={rows}
            rowKey={(row) => `${row.kind}${row.unit_code ?? ''}`}
            columns={[
              { key: 'kind', title: t('rules.kind'), phone: 'title', cell: (row) => tCode('notices.kind', row.kind) },
              {
                key: 'unit',
                title: t('rules.unit'),
                cell: (row) => row.unit_name ?? <span className="muted">{t('rules.everyone')}</span>,
              },
              {
                key: 'lead',
                title: t('rules.lead'),
                cell: (row) => (row.is_active ? leadText(row) : <Tag tone="amber">{t('rules.off')}</Tag>),
              },
              { key: 'to', title: t('rules.to'), cell: who },
              {
                key: 'act',
                title: '',
                cell: (row) =>
                  row.unit_code !== null && (
                    <Button
                      size="small"
                      loading={drop.isPending}
                      onClick={() => drop.mutate({ unit: row.unit_code as string, kind: row.kind }, { onError: say.refused })}
                    >
                      {t('rules.drop')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Answer>
      {setting && <KeepRule initial={setting} onClose={() => setSetting(null)} />}
    </>
  );
}

function KeepRule({ initial, onClose }: { initial: Partial<Kept>; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const keep = useCall('notices.keep_rule', ['notices']);
  const needed = [{ required: true, message: t('field.required') }];
  const save = (values: Kept) =>
    keep.mutate(
      { ...values, to_officer: !!values.to_officer, to_head: !!values.to_head, to_superior: !!values.to_superior },
      {
        onSuccess: () => {
          say.done(t('notices.saved'));
          onClose();
        },
      },
    );
  return (
    <FormDialog<Kept>
      title={t('rules.set')}
      initial={initial}
      busy={keep.isPending}
      error={keep.error}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="kind" label={t('rules.kind')} rules={needed}>
        <Select options={KINDS.map((value) => ({ value, label: tCode('notices.kind', value) }))} />
      </Form.Item>
      <Form.Item name="lead" label={t('rules.amount')} rules={needed}>
        <InputNumber min={0} max={60} precision={0} />
      </Form.Item>
      {(['to_officer', 'to_head', 'to_superior'] as const).map((one) => (
        <Form.Item key={one} name={one} valuePropName="checked">
          <Checkbox>{t(`rules.${one}`)}</Checkbox>
        </Form.Item>
      ))}
      <Form.Item name="is_active" label={t('rules.is_active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
