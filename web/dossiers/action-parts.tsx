import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { TextKey } from '../messages.ts';
import { useText } from '../ui/text.tsx';
import type { ActionValues } from './action-data.ts';

export const CAUSES = ['workload', 'other_agency', 'applicant', 'officer', 'system', 'law', 'disaster', 'other'] as const;

export function ReasonField() {
  const { t } = useText();
  return (
    <Form.Item
      name="reason"
      label={t('field.reason')}
      rules={[{ required: true, whitespace: true, message: t('field.required') }]}
    >
      <Input.TextArea rows={3} maxLength={1000} autoFocus />
    </Form.Item>
  );
}

export function LongField({ name, label }: { name: keyof ActionValues; label: TextKey }) {
  const { t } = useText();
  return (
    <Form.Item name={name} label={t(label)} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
      <Input.TextArea rows={4} maxLength={1000} />
    </Form.Item>
  );
}

export function TextField({ name, label, needed = false }: { name: keyof ActionValues; label: TextKey; needed?: boolean }) {
  const { t } = useText();
  return (
    <Form.Item
      name={name}
      label={t(label)}
      rules={needed ? [{ required: true, whitespace: true, message: t('field.required') }] : []}
    >
      <Input maxLength={300} />
    </Form.Item>
  );
}

export function CheckField({ name, label }: { name: keyof ActionValues; label: TextKey }) {
  const { t } = useText();
  return (
    <Form.Item name={name} valuePropName="checked">
      <Checkbox>{t(label)}</Checkbox>
    </Form.Item>
  );
}

export function AmountField() {
  const { t, number } = useText();
  return (
    <Form.Item name="amount_vnd" label={t('action.amount')} rules={[{ required: true, message: t('field.required') }]}>
      <InputNumber<number>
        min={1}
        max={1e12}
        precision={0}
        className="wide"
        formatter={(value) => (value ? number(value) : '')}
        parser={(text) => Number((text ?? '').replace(/\D/g, ''))}
      />
    </Form.Item>
  );
}

type Choice = { name: keyof ActionValues; label: TextKey; codes: readonly string[]; told: (code: string) => string };

/** One of a few, all in sight. */
export function ChoiceField({ name, label, codes, told }: Choice) {
  const { t } = useText();
  return (
    <Form.Item name={name} label={t(label)}>
      <Radio.Group options={codes.map((value) => ({ value, label: told(value) }))} />
    </Form.Item>
  );
}

/** Why a dossier is late. */
export function CauseField() {
  const { t, tCode } = useText();
  return (
    <Form.Item name="cause" label={t('action.cause')} rules={[{ required: true, message: t('field.required') }]}>
      <Select options={CAUSES.map((value) => ({ value, label: tCode('late_cause', value) }))} />
    </Form.Item>
  );
}
