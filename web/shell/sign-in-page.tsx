import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { keepCsrf, useCall, useGet } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { LanguageButton } from './layout.tsx';
import { nextAddress } from './next-address.ts';
import { useSession } from './session.tsx';

export function SignInPage() {
  const { t, lang } = useText();
  const { me } = useSession();
  const [search] = useSearchParams();
  const next = nextAddress(search.get('next'));
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<{ username: string; password: string }>();
  const signIn = useCall('access.sign_in');
  const info = useGet('app.info', {});
  useEffect(() => {
    document.title = `${t('access.sign_in')} · ${t('app.name')}`;
  }, [t]);
  if (me) return <Navigate to={next} replace />;

  const enter = (input: { username: string; password: string }) =>
    signIn.mutate(input, {
      onSuccess: async (session) => {
        keepCsrf(session.csrf);
        await client.resetQueries({ queryKey: ['access.me'] });
        void navigate(next, { replace: true });
      },
    });

  return (
    <div className="sign-in">
      <div className="sign-in-top">
        <LanguageButton />
      </div>
      <main className={`sign-in-box ${info.data?.is_demo ? 'sign-in-wide' : ''}`}>
        <div>
          <div className="sign-in-brand">
            <img src="/mark.svg" alt="" width={48} height={48} />
            <div>
              <h1>{t('app.name')}</h1>
              <p className="muted">{t('app.tagline')}</p>
            </div>
          </div>
          {search.has('ended') ? (
            <Alert className="gap" type="warning" showIcon title={t('access.session_ended')} />
          ) : (
            search.has('next') && <Alert className="gap" type="info" showIcon title={t('access.sign_in_first')} />
          )}
          {signIn.isError && <Problem error={signIn.error} title={t('access.sign_in_failed')} />}
          <Form form={form} layout="vertical" requiredMark={false} onFinish={enter} className="gap">
            <Form.Item name="username" label={t('access.username')} rules={[{ required: true, message: t('field.required') }]}>
              <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus size="large" />
            </Form.Item>
            <Form.Item name="password" label={t('access.password')} rules={[{ required: true, message: t('field.required') }]}>
              <Input.Password autoComplete="current-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
              {t('access.sign_in')}
            </Button>
          </Form>
        </div>
        {info.data?.is_demo && (
          <section className="demo-accounts">
            <h2>{t('access.demo_accounts')}</h2>
            <p className="small">{t('access.demo_accounts_text')}</p>
            <ul className="plain-list">
              {info.data.demo_accounts.map((account) => (
                <li key={account.username}>
                  <button
                    type="button"
                    className="demo-account"
                    disabled={signIn.isPending}
                    onClick={() => enter({ username: account.username, password: account.password })}
                  >
                    <Icon name="user" />
                    <span>
                      <span className="strong">{lang === 'vi' ? account.role_vi : account.role_en}</span>
                      <span className="small">
                        {account.display_name} · {account.unit}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}
