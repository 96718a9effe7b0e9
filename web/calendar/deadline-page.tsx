import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { type Output, type Input as RouteInput, useCall } from '../api.ts';
import { DueSteps, sentencesOf } from '../ui/due-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { inVietnam, MomentInput, vietnamNow } from '../ui/moment-input.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Ask = RouteInput<'calendar.explain'>;
type Fields = {
  received_at: Dayjs;
  amount: number;
  unit: Ask['rule']['unit'];
  cut_off?: string;
  restart: boolean;
  unit_code?: string;
  pauses?: { from_at: Dayjs; to_at?: Dayjs; reason: 'supplement' | 'payment' | 'other' }[];
};

export function DeadlinePage() {
  const { t } = useText();
  const explain = useCall('calendar.explain');
  const ask = (fields: Fields) =>
    explain.mutate({
      ...(fields.unit_code ? { unit_code: fields.unit_code } : {}),
      received_at: inVietnam(fields.received_at),
      rule: { unit: fields.unit, amount: fields.amount, cut_off: fields.cut_off || null, restart_on_supplement: fields.restart },
      pauses: (fields.pauses ?? []).map((pause) => ({
        from_at: inVietnam(pause.from_at),
        to_at: pause.to_at ? inVietnam(pause.to_at) : null,
        reason: pause.reason,
      })),
    });
  return (
    <Page title={t('deadline.title')} lead={t('deadline.lead')} crumbs={[{ label: t('nav.calendar'), to: '/calendar' }]}>
      <div className="grid">
        <Section className="span-5">
          <DeadlineForm onAsk={ask} busy={explain.isPending} />
        </Section>
        <Section className="span-7" title={t('deadline.result')}>
          {explain.isError ? (
            <Problem error={explain.error} />
          ) : explain.data ? (
            <Result reply={explain.data} />
          ) : (
            <Nothing text={t('deadline.lead')} />
          )}
        </Section>
      </div>
    </Page>
  );
}

function DeadlineForm({ onAsk, busy }: { onAsk: (fields: Fields) => void; busy: boolean }) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <Form<Fields>
      layout="vertical"
      onFinish={onAsk}
      initialValues={{ received_at: vietnamNow(), amount: 5, unit: 'working_day', restart: false }}
    >
      <Form.Item name="received_at" label={t('deadline.received')} rules={needed}>
        <MomentInput allowClear={false} />
      </Form.Item>
      <div className="row">
        <Form.Item name="amount" label={t('deadline.amount')} rules={needed}>
          <InputNumber min={0} max={999} precision={0} />
        </Form.Item>
        <Form.Item name="unit" label={t('field.kind')} className="grow">
          <Select
            options={['hour', 'day', 'working_day', 'month'].map((value) => ({ value, label: tCode('deadline.unit', value) }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="cut_off"
        label={t('deadline.cut_off')}
        rules={[{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: 'HH:mm' }]}
      >
        <Input placeholder="15:00" className="short" />
      </Form.Item>
      <Form.Item name="unit_code" label={t('field.unit')}>
        <UnitPicker allowClear />
      </Form.Item>
      <h3>{t('deadline.pauses')}</h3>
      <Form.List name="pauses">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div key={field.key} className="card gap">
                <Form.Item name={[field.name, 'from_at']} label={t('deadline.pause_from')} rules={needed}>
                  <MomentInput />
                </Form.Item>
                <Form.Item name={[field.name, 'to_at']} label={t('deadline.pause_to')}>
                  <MomentInput />
                </Form.Item>
                <div className="row">
                  <Form.Item name={[field.name, 'reason']} label={t('field.reason')} className="grow" initialValue="supplement">
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
            <Button className="gap" icon={<Icon name="plus" />} onClick={() => add({ reason: 'supplement' })}>
              {t('deadline.add_pause')}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="restart" valuePropName="checked">
        <Checkbox>{t('deadline.restart')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('deadline.title')}
      </Button>
    </Form>
  );
}

function Result({ reply }: { reply: Output<'calendar.explain'> }) {
  const { t, tCode, day, moment } = useText();
  return (
    <div aria-live="polite">
      <p className="due-big">
        {reply.due_on ? (reply.precision === 'hour' ? moment(reply.due_at) : day(reply.due_on)) : t('deadline.stopped')}
      </p>
      {reply.remaining && (
        <p className="muted">
          {t('deadline.remaining', { amount: reply.remaining.amount, unit: tCode('deadline.unit', reply.remaining.unit) })}
        </p>
      )}
      <h3>{t('deadline.steps')}</h3>
      <DueSteps steps={sentencesOf(reply.steps)} warnings={sentencesOf(reply.warnings)} />
    </div>
  );
}
