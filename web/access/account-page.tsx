import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { browserName } from './browser-name.ts';

export function AccountPage() {
  const { t, lang, span } = useText();
  const me = useMe();
  return (
    <Page title={t('account.title')} lead={`${me.account.display_name} (${me.account.username})`}>
      {me.account.must_change_password && <Alert className="gap" type="warning" showIcon title={t('account.must_change')} />}
      <div className="grid">
        <Section className="span-5" title={t('account.password')}>
          <PasswordForm />
        </Section>
        <Section className="span-7" title={t('account.roles')}>
          <Facts
            items={[
              [t('field.unit'), me.account.unit_name],
              [t('accounts.job_title'), me.account.title],
            ]}
          />
          {me.roles.length === 0 ? (
            <Nothing text={t('account.no_roles')} />
          ) : (
            <ul className="plain-list gap">
              {me.roles.map((role) => (
                <li key={role.id}>
                  <span className="strong">{lang === 'vi' ? role.role_vi : role.role_en}</span>:{' '}
                  {role.unit_name ?? role.unit_code} <span className="small">{span(role.valid_from, role.valid_to)}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      <Sessions />
    </Page>
  );
}

type Passwords = { current: string; next: string; repeat: string };

function PasswordForm() {
  const { t } = useText();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Passwords>();
  const [is_done, setDone] = useState(false);
  const change = useCall('access.change_password', ['access']);
  const needed = { required: true, message: t('field.required') };
  const save = ({ current, next }: Passwords) =>
    change.mutate(
      { current, next },
      {
        onSuccess: async () => {
          form.resetFields();
          setDone(true);
          if (!me.account.must_change_password) return;
          await client.resetQueries({ queryKey: ['access.me'] });
          void navigate('/', { replace: true });
        },
      },
    );
  return (
    <Form<Passwords> form={form} layout="vertical" onFinish={save} onValuesChange={() => setDone(false)} requiredMark={false}>
      {change.isError && <Problem error={change.error} />}
      {is_done && <Alert className="gap" type="success" showIcon title={t('account.changed')} />}
      <Form.Item name="current" label={t('account.current')} rules={[needed]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="next" label={t('account.new')} extra={t('account.new_hint')} rules={[needed]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('account.repeat')}
        dependencies={['next']}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              !value || getFieldValue('next') === value ? Promise.resolve() : Promise.reject(new Error(t('account.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('account.password')}
      </Button>
    </Form>
  );
}

type Session = Output<'access.sessions'>['rows'][number];

function Sessions() {
  const { t, moment } = useText();
  const me = useMe();
  const say = useSay();
  const asked = useGet('access.sessions', me.account.must_change_password ? null : {});
  const end = useCall('access.end_session', ['access']);
  const endOne = (id: string) => end.mutate({ id }, { onSuccess: () => say.done(t('account.ended')), onError: say.refused });
  if (me.account.must_change_password) return null;
  const columns: Column<Session>[] = [
    {
      key: 'browser',
      title: t('account.browser'),
      cell: (row) => (
        <>
          {browserName(row.user_agent)} {row.is_current && <Tag tone="green">{t('account.this_session')}</Tag>}
          <div className="small">{row.ip}</div>
        </>
      ),
    },
    { key: 'began', title: t('account.began'), cell: (row) => moment(row.created_at) },
    { key: 'seen', title: t('account.seen'), cell: (row) => moment(row.seen_at) },
    {
      key: 'end',
      title: t('account.end'),
      cell: (row) =>
        !row.is_current && (
          <Button size="small" danger onClick={() => endOne(row.id)}>
            {t('account.end')}
          </Button>
        ),
    },
  ];
  return (
    <Section
      title={t('account.sessions')}
      className="gap"
      extra={
        asked.data &&
        asked.data.rows.length > 1 && (
          <Button danger onClick={() => endOne('others')}>
            {t('account.end_all')}
          </Button>
        )
      }
    >
      <Answer of={asked} rows={3}>
        {(reply) => <List<Session> label={t('account.sessions')} columns={columns} rows={reply.rows} rowKey={(row) => row.id} />}
      </Answer>
    </Section>
  );
}
