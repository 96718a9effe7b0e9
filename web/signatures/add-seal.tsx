import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError, refresh, upload, useCall } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Fields = { unit: string; label: string; title?: string; password: string; needs_password?: boolean };

/** A seal or one's own signature from a PKCS#12 file. */
export function AddSeal({ route, onClose }: { route: 'signatures.add_seal' | 'signatures.add_own'; onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [no_file, setNoFile] = useState(false);
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const needed = [{ required: true, message: t('field.required') }];
  const is_own = route === 'signatures.add_own';
  const save = async ({ password, title, ...said }: Fields) => {
    if (!file) return setNoFile(true);
    setBusy(true);
    setError(null);
    try {
      // The password goes in the body, never in an address.
      await upload(route, { ...said, ...(title && { title }) }, file, { fields: { password } });
      say.done(t('signatures.added'));
      await refresh(client, ['signatures']);
      onClose();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError('web.no_connection', 0, {}, null));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog<Fields>
      title={is_own ? t('signatures.add_own') : t('signatures.add_seal')}
      initial={{ ...(me.account.unit_code && { unit: me.account.unit_code }), label: is_own ? me.account.display_name : '' }}
      busy={is_busy}
      error={error}
      onSave={(fields) => void save(fields)}
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="label" label={t('signatures.label')} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      {is_own && (
        <Form.Item name="title" label={t('signatures.job_title')}>
          <Input maxLength={120} />
        </Form.Item>
      )}
      <FileChoice
        id="seal-file"
        label={t('signatures.key_file')}
        accept=".p12,.pfx"
        is_missing={no_file}
        onChange={(chosen) => {
          setFile(chosen);
          setNoFile(false);
        }}
      />
      <Form.Item
        name="password"
        label={t('signatures.key_password')}
        rules={needed}
        extra={is_own ? t('signatures.own_password_hint') : t('signatures.password_hint')}
      >
        <Input.Password autoComplete="off" />
      </Form.Item>
      {!is_own && (
        <Form.Item name="needs_password" valuePropName="checked">
          <Checkbox>{t('signatures.ask_each_time')}</Checkbox>
        </Form.Item>
      )}
    </FormDialog>
  );
}

type Remote = { unit: string; label: string; url: string; credential_id: string; token: string };

/** A seal whose key lies with a signing service. */
export function AddRemoteSeal({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const say = useSay();
  const add = useCall('signatures.add_remote_seal', ['signatures']);
  const needed = [{ required: true, message: t('field.required') }];
  const save = (fields: Remote) =>
    add.mutate(fields, {
      onSuccess: () => {
        say.done(t('signatures.added'));
        onClose();
      },
    });
  return (
    <FormDialog<Remote>
      title={t('signatures.add_remote')}
      initial={me.account.unit_code ? { unit: me.account.unit_code } : {}}
      busy={add.isPending}
      error={add.error}
      onSave={save}
      onClose={onClose}
    >
      <p className="small">{t('signatures.remote_lead')}</p>
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="label" label={t('signatures.label')} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="url" label={t('signatures.url')} rules={[...needed, { type: 'url', message: 'https://…/csc/v2' }]}>
        <Input placeholder="https://…/csc/v2" maxLength={500} />
      </Form.Item>
      <Form.Item name="credential_id" label={t('signatures.credential')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="token" label={t('signatures.token')} rules={needed}>
        <Input.Password autoComplete="off" maxLength={4000} />
      </Form.Item>
    </FormDialog>
  );
}
