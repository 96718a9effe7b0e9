import { Button, Checkbox, Form, Input } from 'antd';
import { type Output, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

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
  'report_arrived',
  'report_answered',
] as const;

type Settings = Output<'notices.settings'>;
type Written = { email?: string; phone?: string; by_email: Settings['by_email']; by_sms: Settings['by_sms']; digest: boolean };

/** Where I am reached outside the product, and with what. */
export function SettingsPage() {
  const { t } = useText();
  const asked = useGet('notices.settings', {});
  return (
    <Page title={t('notices.settings')} lead={t('notices.settings_lead')} crumbs={[{ label: t('nav.notices'), to: '/notices' }]}>
      <Section>
        <Answer of={asked} rows={8}>
          {(settings) => <SettingsForm settings={settings} />}
        </Answer>
      </Section>
    </Page>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t, tCode } = useText();
  const say = useSay();
  const keep = useCall('notices.keep_settings', ['notices']);
  const test = useCall('notices.send_test');
  const options = KINDS.map((value) => ({ value, label: tCode('notices.kind', value) }));
  const save = ({ email, phone, ...rest }: Written) =>
    keep.mutate(
      { email: email?.trim() || null, phone: phone?.trim() || null, ...rest },
      { onSuccess: () => say.done(t('notices.saved')) },
    );
  const tryOut = (channel: 'email' | 'sms') =>
    test.mutate({ channel }, { onSuccess: () => say.done(t('notices.test_sent')), onError: say.refused });
  return (
    <>
      {keep.isError && <Problem error={keep.error} />}
      <Form<Written>
        layout="vertical"
        className="narrow-form"
        onFinish={save}
        initialValues={{ ...settings, email: settings.email ?? '', phone: settings.phone ?? '' }}
      >
        <Form.Item
          name="email"
          label={t('notices.email')}
          extra={settings.channels.email ? null : t('notices.not_set_up')}
          rules={[{ type: 'email', message: t('notices.bad_email') }]}
        >
          <Input maxLength={200} autoComplete="email" />
        </Form.Item>
        <Form.Item name="by_email" label={t('notices.by_email')}>
          <Checkbox.Group options={options} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('notices.phone')}
          extra={settings.channels.sms ? null : t('notices.not_set_up')}
          rules={[{ pattern: /^\+?\d{9,12}$/, message: t('notices.bad_phone') }]}
        >
          <Input maxLength={13} inputMode="tel" autoComplete="tel" />
        </Form.Item>
        <Form.Item name="by_sms" label={t('notices.by_sms')}>
          <Checkbox.Group options={options} />
        </Form.Item>
        <Form.Item name="digest" valuePropName="checked">
          <Checkbox>{t('notices.digest')}</Checkbox>
        </Form.Item>
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={keep.isPending}>
            {t('act.save')}
          </Button>
          {settings.email && settings.channels.email && (
            <Button onClick={() => tryOut('email')}>{`${t('notices.send_test')}: ${t('notices.email')}`}</Button>
          )}
          {settings.phone && settings.channels.sms && (
            <Button onClick={() => tryOut('sms')}>{`${t('notices.send_test')}: ${t('notices.phone')}`}</Button>
          )}
        </div>
      </Form>
    </>
  );
}
