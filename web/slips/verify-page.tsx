import { Alert } from 'antd';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { ApiError, useGet } from '../api.ts';
import { PublicFrame } from '../shell/public-frame.tsx';
import { Facts } from '../ui/field.tsx';
import { Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** What the QR code of a slip leads to: for the public, on a phone. Says nothing that the holder of the paper does not know already but how the dossier stands. */
export function VerifyPage() {
  const { t, tCode, day } = useText();
  const token = useParams().token ?? '';
  const asked = useGet('slips.verify', { token }, { retry: false });
  useEffect(() => {
    document.title = `${t('verify.title')} · ${t('app.name')}`;
  }, [t]);
  const is_false = asked.error instanceof ApiError && ['slips.not_genuine', 'app.bad_input'].includes(asked.error.code);
  return (
    <PublicFrame>
      <div className="verify">
        <h1>{t('verify.title')}</h1>
        {asked.isPending && <Loading />}
        {is_false && <Alert type="error" showIcon title={t('verify.false')} description={<FalseText />} />}
        {asked.error && !is_false && <Problem error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <section className="panel">
            <Alert className="gap" type="success" showIcon title={t('verify.genuine')} description={t('verify.compare')} />
            <Facts
              items={[
                [t('verify.issuer'), asked.data.issuer],
                [t('verify.kind'), asked.data.title],
                [t('verify.number'), asked.data.number_text],
                [t('verify.issued_on'), asked.data.issued_on],
                [t('verify.addressee'), asked.data.addressee_hint],
                [t('verify.procedure'), asked.data.matter],
                asked.data.dossier_code !== null && [
                  t('verify.dossier'),
                  <span className="code" key="code">
                    {asked.data.dossier_code}
                  </span>,
                ],
                asked.data.promised !== '' && [t('verify.promised'), asked.data.promised],
                asked.data.status !== null && [
                  t('verify.status'),
                  <strong key="status">{tCode('verify.status', asked.data.status)}</strong>,
                ],
                asked.data.due_on !== null && !asked.data.is_finished && [t('verify.due_now'), day(asked.data.due_on)],
              ]}
            />
          </section>
        )}
      </div>
    </PublicFrame>
  );
}

function FalseText() {
  const { error } = useText();
  return <>{error('slips.not_genuine')}</>;
}
