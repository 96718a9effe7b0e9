import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call, fetchFile, type Output, refresh, useCall, useGet } from '../api.ts';
import { Preview } from '../papers/preview.tsx';
import { SignatureList } from '../papers/signature-badge.tsx';
import { useMe, useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { STATE_TONE } from './register-page.tsx';

type Copy = Output<'certifications.get'>;

/** One certified copy: what it is, what was done, what can be done next. */
export function CopyPage() {
  const id = Number(useParams().id);
  const { t } = useText();
  const asked = useGet(
    'certifications.get',
    { id },
    { refetchInterval: (query) => (query.state.data?.state === 'signing' ? 5_000 : false) },
  );
  return (
    <PageAnswer of={asked} title={t('certifications.one')} crumbs={[{ label: t('certifications.title'), to: '/certifications' }]}>
      {(copy) => (
        <Page
          title={copy.original_name}
          crumbs={[{ label: t('certifications.title'), to: '/certifications' }]}
          actions={<Actions copy={copy} />}
        >
          {copy.state === 'signing' && <Alert className="gap" type="info" showIcon title={t('certifications.signing_hint')} />}
          <div className="grid grid-2">
            <About copy={copy} />
            {copy.has_file && <Signed copy={copy} />}
          </div>
        </Page>
      )}
    </PageAnswer>
  );
}

function About({ copy }: { copy: Copy }) {
  const { t, tCode, day, moment, money } = useText();
  return (
    <Section title={t('certifications.about')} extra={<Tag tone={STATE_TONE[copy.state]}>{tCode('copy_state', copy.state)}</Tag>}>
      <Facts
        items={[
          [t('certifications.number'), copy.number === null ? t('certifications.no_number') : `${copy.number}/${copy.year}`],
          [t('certifications.original_name'), copy.original_name],
          [t('holdings.number'), copy.original_number],
          [t('holdings.issuer'), copy.original_issuer],
          [t('holdings.issued_on'), copy.original_issued_on && day(copy.original_issued_on)],
          [t('certifications.pages'), copy.pages],
          [t('certifications.copies'), copy.copies],
          [t('certifications.fee'), money(copy.fee_vnd)],
          [t('certifications.requester_name'), copy.requester_name],
          [t('holdings.identity'), copy.requester_identity],
          [t('certifications.phone'), copy.requester_phone],
          [
            t('certifications.drafted_at'),
            `${moment(copy.drafted_at)}${copy.drafted_by_name ? ` · ${copy.drafted_by_name}` : ''}`,
          ],
          copy.signed_at !== null && [t('certifications.signed_at'), `${moment(copy.signed_at)} · ${copy.signer_name ?? ''}`],
          copy.given_at !== null && [
            t('certifications.given_at'),
            `${moment(copy.given_at)} · ${copy.given_to ?? ''} · ${tCode('copy_how', copy.given_how)}`,
          ],
          copy.cancelled_at !== null && [
            t('certifications.cancelled_at'),
            `${moment(copy.cancelled_at)} · ${copy.cancel_reason ?? ''}`,
          ],
        ]}
      />
    </Section>
  );
}

function Signed({ copy }: { copy: Copy }) {
  const { t } = useText();
  const found = useGet('certifications.signatures', { id: copy.id });
  return (
    <Section title={t('certifications.signatures')}>
      <Answer of={found} rows={4}>
        {(reply) => <SignatureList found={reply} />}
      </Answer>
      {copy.token && (
        <p>
          <a href={`/c/${copy.token}`} target="_blank" rel="noreferrer">
            {t('certifications.check_link')}
          </a>
        </p>
      )}
      <p className="small">{t('certifications.hash')}</p>
      <p className="hash">{copy.sha256}</p>
    </Section>
  );
}

function Actions({ copy }: { copy: Copy }) {
  const { t, tCode } = useText();
  const { may } = useSession();
  const say = useSay();
  const client = useQueryClient();
  const [open, setOpen] = useState<'preview' | 'sign' | 'give' | 'cancel' | null>(null);
  const give = useCall('certifications.give', ['certifications']);
  const cancel = useCall('certifications.cancel', ['certifications']);
  const [given_to, setGivenTo] = useState(copy.requester_name);
  const [given_how, setGivenHow] = useState<'email' | 'device' | 'portal' | 'link'>('email');
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('preview')}>
        {copy.has_file ? t('certifications.see_copy') : t('certifications.see_scan')}
      </Button>
      {(copy.state === 'draft' || copy.state === 'signing') && may('certifications.issue') && (
        <Button type="primary" icon={<Icon name="shield" />} onClick={() => setOpen('sign')}>
          {t('certifications.certify')}
        </Button>
      )}
      {copy.state === 'signed' && may('certifications.write') && (
        <Button type="primary" onClick={() => setOpen('give')}>
          {t('certifications.give')}
        </Button>
      )}
      {copy.state !== 'cancelled' && may('certifications.issue') && (
        <Button danger onClick={() => setOpen('cancel')}>
          {t('certifications.cancel')}
        </Button>
      )}
      {open === 'preview' && (
        <Preview title={copy.original_name} load={() => fetchFile('certifications.file', { id: copy.id })} onClose={close} />
      )}
      {open === 'sign' && (
        <CertifyDialog
          copy={copy}
          onClose={close}
          onDone={(state) => {
            close();
            say.done(state === 'signed' ? t('certifications.certified') : t('signatures.asked'));
            void refresh(client, ['certifications', 'holdings']);
          }}
        />
      )}
      <Modal
        open={open === 'give'}
        title={t('certifications.give')}
        okText={t('act.confirm')}
        cancelText={t('act.cancel')}
        closable={{ 'aria-label': t('app.close') }}
        okButtonProps={{ loading: give.isPending, disabled: given_to.trim() === '' }}
        onCancel={close}
        onOk={() =>
          give.mutate({ id: copy.id, given_to: given_to.trim(), given_how }, { onSuccess: close, onError: say.refused })
        }
      >
        <div className="form-stack">
          <label htmlFor="given-to">{t('certifications.given_to')}</label>
          <Input id="given-to" value={given_to} maxLength={200} onChange={(event) => setGivenTo(event.target.value)} />
          <label htmlFor="given-how">{t('certifications.given_how')}</label>
          <Select
            id="given-how"
            value={given_how}
            onChange={setGivenHow}
            options={(['email', 'device', 'portal', 'link'] as const).map((value) => ({
              value,
              label: tCode('copy_how', value),
            }))}
          />
        </div>
      </Modal>
      <Confirm
        open={open === 'cancel'}
        title={t('certifications.cancel_title')}
        reason="needed"
        danger
        busy={cancel.isPending}
        onCancel={close}
        onConfirm={(reason) => cancel.mutate({ id: copy.id, reason }, { onSuccess: close, onError: say.refused })}
      >
        <p>{t('certifications.cancel_hint')}</p>
      </Confirm>
    </>
  );
}

type Certify = { signer_name: string; signer_title?: string; own?: number; password?: string; body?: number };

/** The signer’s own signature, the body’s seal, or both. */
function CertifyDialog({
  copy,
  onClose,
  onDone,
}: {
  copy: Copy;
  onClose: () => void;
  onDone: (state: 'signed' | 'signing') => void;
}) {
  const { t } = useText();
  const me = useMe();
  const seals = useGet('signatures.usable', {});
  const [form] = Form.useForm<Certify>();
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const own = Form.useWatch('own', form);
  const run = async ({ signer_name, signer_title, own, password, body }: Certify) => {
    const signers = [
      own !== undefined && { seal_id: own, password: password ?? null },
      body !== undefined && { seal_id: body, password: null },
    ].filter((one) => one !== false);
    if (signers.length === 0) return setError(null);
    setBusy(true);
    setError(null);
    try {
      const { state } = await call('certifications.sign', {
        id: copy.id,
        signer_name,
        signer_title: signer_title ?? null,
        signers,
      });
      onDone(state);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, message: t('field.required') }];
  const options = (kind: 'personal' | 'agency') =>
    (seals.data ?? [])
      .filter((one) => one.kind === kind)
      .map((one) => ({ value: one.id, label: `${one.label} · ${one.subject}` }));
  return (
    <Modal
      open
      title={t('certifications.certify')}
      okText={t('certifications.certify')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: is_busy, disabled: !seals.data?.length }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p>{t('certifications.certify_hint', { pages: copy.pages })}</p>
      {error !== null && <Problem error={error} />}
      <Answer of={seals} rows={4}>
        {(list) => (
          <Form<Certify>
            form={form}
            layout="vertical"
            onFinish={(fields) => void run(fields)}
            initialValues={{
              signer_name: me.account.display_name,
              signer_title: me.account.title ?? undefined,
              own: list.find((one) => one.kind === 'personal')?.id,
              body: list.find((one) => one.kind === 'agency')?.id,
            }}
          >
            {list.length === 0 && <Alert className="gap" type="warning" showIcon title={t('signatures.none_usable')} />}
            <Form.Item name="signer_name" label={t('certifications.signer')} rules={needed}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="signer_title" label={t('signatures.job_title')}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="own" label={t('certifications.own_signature')}>
              <Select allowClear options={options('personal')} placeholder={t('certifications.none')} />
            </Form.Item>
            {own !== undefined && (
              <Form.Item name="password" label={t('signatures.password')} rules={needed}>
                <Input.Password autoComplete="off" />
              </Form.Item>
            )}
            <Form.Item name="body" label={t('certifications.body_seal')}>
              <Select allowClear options={options('agency')} placeholder={t('certifications.none')} />
            </Form.Item>
          </Form>
        )}
      </Answer>
    </Modal>
  );
}
