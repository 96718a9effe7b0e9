import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Secret } from './secret.tsx';

type Fields = { username: string; display_name: string; title?: string; unit: string };

/** Makes an account; its first password is shown once and must be changed at the first sign-in. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<Fields>();
  const [unit_id, setUnit] = useState<number | null>(null);
  const create = useCall('access.create_account', ['access']);
  const needed = [{ required: true, message: t('field.required') }];
  const save = ({ username, display_name, title }: Fields) =>
    unit_id !== null && create.mutate({ username, display_name, title: title ?? null, unit_id });
  return (
    <Modal
      open
      title={t('accounts.new')}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      okText={create.data ? t('app.close') : t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => (create.data ? onClose() : form.submit())}
    >
      {create.isError && <Problem error={create.error} />}
      {create.data ? (
        <>
          <Alert className="gap" type="success" showIcon title={t('accounts.created')} description={t('accounts.initial_hint')} />
          <Secret label={t('accounts.initial_password')} value={create.data.password} />
        </>
      ) : (
        <Form<Fields> form={form} layout="vertical" onFinish={save}>
          <Form.Item name="display_name" label={t('accounts.display_name')} rules={needed}>
            <Input maxLength={200} autoFocus />
          </Form.Item>
          <Form.Item
            name="username"
            label={t('access.username')}
            rules={[...needed, { pattern: /^[a-z0-9][a-z0-9._-]{1,63}$/, message: t('accounts.username_rule') }]}
          >
            <Input autoCapitalize="none" spellCheck={false} maxLength={64} />
          </Form.Item>
          <Form.Item name="title" label={t('accounts.job_title')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="unit"
            label={t('field.unit')}
            rules={needed}
            getValueFromEvent={(code: string, unit?: { id: number }) => {
              setUnit(unit?.id ?? null);
              return code;
            }}
          >
            <UnitPicker />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
