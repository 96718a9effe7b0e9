import { Button, Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Props<V> = {
  title: string;
  initial: Partial<V>;
  busy: boolean;
  error: ApiError | null;
  onSave: (values: V) => void;
  onClose: () => void;
  children: ReactNode;
};

/** A small form in a dialog; what the server refuses is told above the fields, which keep what was typed. */
export function FormDialog<V extends object>({ title, initial, busy, error, onSave, onClose, children }: Props<V>) {
  const { t } = useText();
  const [form] = Form.useForm<V>();
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={busy} onClick={() => form.submit()}>
          {t('act.save')}
        </Button>,
      ]}
    >
      {error && <Problem error={error} />}
      <Form<V> form={form} layout="vertical" onFinish={onSave} initialValues={initial as never}>
        {children}
      </Form>
    </Modal>
  );
}
