import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import { ApiError, type Output, useGet } from '../api.ts';
import { PublicFrame } from '../shell/public-frame.tsx';
import { Facts } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** Whether a certified copy is real: what its QR leads to. The file at hand is compared here and sent nowhere. */
export function CheckPage() {
  const { t, error: sentence } = useText();
  const { token = '' } = useParams();
  const asked = useGet('certifications.check', { token }, { retry: false });
  const is_false = asked.error instanceof ApiError && ['certifications.not_genuine', 'app.bad_input'].includes(asked.error.code);
  return (
    <PublicFrame>
      <div className="check-page">
        <Page title={t('certifications.check_title')} lead={t('certifications.check_lead')}>
          {is_false ? (
            <Alert
              type="error"
              showIcon
              role="alert"
              title={t('certifications.is_false')}
              description={sentence('certifications.not_genuine')}
            />
          ) : (
            <Answer of={asked}>{(copy) => <Found copy={copy} />}</Answer>
          )}
        </Page>
      </div>
    </PublicFrame>
  );
}

function Found({ copy }: { copy: Output<'certifications.check'> }) {
  const { t, moment } = useText();
  const is_void = copy.state === 'cancelled';
  return (
    <>
      <Alert
        type={is_void ? 'error' : 'success'}
        showIcon
        title={is_void ? t('certifications.is_void') : t('certifications.is_real')}
        description={is_void && copy.cancelled_at ? t('certifications.void_since', { at: moment(copy.cancelled_at) }) : undefined}
      />
      <Section className="gap">
        <Facts
          items={[
            [t('certifications.number'), copy.number],
            [t('certifications.original_name'), copy.original_name],
            [t('certifications.pages'), copy.pages],
            [t('certifications.unit'), copy.unit_name],
            [t('certifications.signer'), [copy.signer_title, copy.signer_name].filter(Boolean).join(' ')],
            [t('certifications.signed_at'), moment(copy.signed_at)],
            [
              t('certifications.hash'),
              <span key="hash" className="hash">
                {copy.sha256}
              </span>,
            ],
          ]}
        />
      </Section>
      <Compare sha256={copy.sha256} />
    </>
  );
}

/** A file of the reader's own held against a hash; it is sent nowhere. */
export function Compare({ sha256, accept = '.pdf' }: { sha256: string; accept?: string }) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ name: string; is_same: boolean } | null>(null);
  const compare = async (file: File | undefined) => {
    if (!file) return;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    setSaid({ name: file.name, is_same: hex === sha256 });
  };
  return (
    <Section title={t('certifications.compare')} className="gap">
      <p className="small">{t('certifications.compare_hint')}</p>
      <input
        ref={input}
        type="file"
        style={{ display: 'none' }}
        accept={accept}
        onChange={(event) => {
          void compare(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button icon={<Icon name="shield" />} onClick={() => input.current?.click()}>
        {t('signatures.choose_pdf')}
      </Button>
      <div aria-live="polite" className="gap">
        {said && (
          <Alert
            type={said.is_same ? 'success' : 'error'}
            showIcon
            title={t(said.is_same ? 'certifications.same_file' : 'certifications.other_file', { name: said.name })}
          />
        )}
      </div>
    </Section>
  );
}
