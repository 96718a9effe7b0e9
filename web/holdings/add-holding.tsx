import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { refresh, upload } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Fields = {
  unit: string;
  identity: string;
  owner_name: string;
  kind: 'paper' | 'result';
  name: string;
  number?: string;
  issuer?: string;
  issued_on?: string;
  valid_until?: string;
};

/** Puts a paper or an earlier result that is still in force into the store of its owner. */
export function AddHolding({ onClose }: { onClose: () => void }) {
  const { t, tCode } = useText();
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const needed = [{ required: true, message: t('field.required') }];
  const save = async ({ unit, ...said }: Fields) => {
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const fields = Object.fromEntries(Object.entries(said).filter((one): one is [string, string] => Boolean(one[1])));
      await upload('holdings.add', { unit }, file, { fields });
      say.done(t('holdings.added'));
      await refresh(client, ['holdings']);
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('holdings.add')}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: is_busy, disabled: file === null }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <Problem error={error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void save(fields)}
        initialValues={{ kind: 'result', unit: me.account.unit_code }}
      >
        <Form.Item name="unit" label={t('field.unit')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item
          name="identity"
          label={t('holdings.identity')}
          rules={[...needed, { pattern: /^\d{9,13}$/, message: t('holdings.identity_form') }]}
        >
          <Input inputMode="numeric" maxLength={13} />
        </Form.Item>
        <Form.Item name="owner_name" label={t('holdings.owner')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('field.kind')}>
          <Select options={(['result', 'paper'] as const).map((value) => ({ value, label: tCode('holding_kind', value) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('holdings.name')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="number" label={t('holdings.number')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="issuer" label={t('holdings.issuer')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="issued_on" label={t('holdings.issued_on')}>
          <DayInput allowClear />
        </Form.Item>
        <Form.Item name="valid_until" label={t('holdings.valid_until')}>
          <DayInput allowClear />
        </Form.Item>
        <FileChoice
          id="holding-file"
          label={t('holdings.file')}
          accept=".pdf,.png,.jpg,.jpeg,.webp,.tif,.tiff"
          onChange={setFile}
        />
      </Form>
    </Modal>
  );
}
