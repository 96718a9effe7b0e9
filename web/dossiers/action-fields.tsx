import { Checkbox, Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useGet } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { ActionValues } from './action-data.ts';
import type { Action } from './action-kinds.ts';
import type { Dossier } from './dossier-page.tsx';

export type { ActionValues } from './action-data.ts';

/** What stands in the fields when the dialog opens. */
export function firstValues(action: Action, dossier: Dossier): ActionValues {
  if (action === 'hand_over') return { to_unit: dossier.holder_unit_code };
  if (action === 'request_payment' || action === 'record_payment')
    return dossier.fee_vnd > 0 ? { amount_vnd: dossier.fee_vnd } : {};
  if (action === 'decide') return { outcome: 'granted', result_form: 0 };
  if (action === 'deliver')
    return {
      to_name: dossier.is_masked ? '' : (dossier.submitter_name ?? dossier.applicant_name),
      channel: dossier.return_channel as 1 | 2 | 3,
    };
  return {};
}

type Props = { action: Action; dossier: Dossier; form: FormInstance<ActionValues> };

/** The fields of each action. */
export function ActionFields({ action, dossier, form }: Props) {
  switch (action) {
    case 'accept':
    case 'take_up':
      return null;
    case 'reject':
    case 'withdraw':
      return <ReasonField />;
    case 'stop':
      return (
        <>
          <ReasonField />
          <TextField name="decision_no" label="action.decision_no" />
        </>
      );
    case 'note':
      return <LongField name="text" label="action.text" />;
    case 'request_supplement':
      return (
        <>
          <ReasonField />
          <LongField name="items" label="action.items" />
        </>
      );
    case 'give_supplement':
      return <TextField name="note" label="field.note" />;
    case 'hand_over':
      return <HandOverFields dossier={dossier} form={form} />;
    case 'request_payment':
      return (
        <>
          <AmountField />
          <ReasonField />
        </>
      );
    case 'record_payment':
      return (
        <>
          <AmountField />
          <TextField name="receipt_no" label="action.receipt_no" />
          <CheckField name="is_online" label="action.is_online" />
          <CheckField name="is_paid_on_behalf" label="action.on_behalf" />
        </>
      );
    case 'decide':
      return <DecideFields />;
    case 'deliver':
      return <DeliverFields />;
  }
}

type Label =
  | 'action.decision_no'
  | 'action.text'
  | 'action.items'
  | 'field.note'
  | 'action.receipt_no'
  | 'action.is_online'
  | 'action.on_behalf'
  | 'action.refusal_reason'
  | 'action.result_name'
  | 'action.to_name';

function ReasonField() {
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

function LongField({ name, label }: { name: keyof ActionValues; label: Label }) {
  const { t } = useText();
  return (
    <Form.Item name={name} label={t(label)} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
      <Input.TextArea rows={4} maxLength={1000} />
    </Form.Item>
  );
}

function TextField({ name, label, needed = false }: { name: keyof ActionValues; label: Label; needed?: boolean }) {
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

function CheckField({ name, label }: { name: keyof ActionValues; label: Label }) {
  const { t } = useText();
  return (
    <Form.Item name={name} valuePropName="checked">
      <Checkbox>{t(label)}</Checkbox>
    </Form.Item>
  );
}

function AmountField() {
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

function HandOverFields({ dossier, form }: { dossier: Dossier; form: FormInstance<ActionValues> }) {
  const { t } = useText();
  const [unit, setUnit] = useState(dossier.holder_unit_code);
  const officers = useGet('dossiers.officers', { unit });
  return (
    <>
      <Form.Item
        name="to_unit"
        label={t('action.to_unit')}
        getValueFromEvent={(code: string) => {
          setUnit(code);
          form.setFieldValue('to_account_id', null);
          return code;
        }}
      >
        <UnitPicker />
      </Form.Item>
      <Form.Item name="to_account_id" label={t('action.to_officer')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={officers.isPending}
          placeholder={t('action.any_officer')}
          options={
            officers.data?.map((officer) => ({
              value: officer.id,
              label: [officer.display_name, officer.title].filter(Boolean).join(', '),
            })) ?? []
          }
        />
      </Form.Item>
      <TextField name="note" label="field.note" />
    </>
  );
}

function DecideFields() {
  const { t, tCode } = useText();
  const is_refused = Form.useWatch('outcome') === 'refused';
  return (
    <>
      <Form.Item name="outcome" label={t('action.outcome')}>
        <Radio.Group
          options={(['granted', 'refused'] as const).map((value) => ({ value, label: tCode('outcome_kind', value) }))}
        />
      </Form.Item>
      <TextField name="result_name" label="action.result_name" />
      <Form.Item name="result_form" label={t('action.result_form')}>
        <Radio.Group options={[0, 1, 2].map((value) => ({ value, label: tCode('paper_form', value) }))} />
      </Form.Item>
      {is_refused ? <TextField name="note" label="action.refusal_reason" needed /> : <TextField name="note" label="field.note" />}
    </>
  );
}

function DeliverFields() {
  const { t, tCode } = useText();
  return (
    <>
      <TextField name="to_name" label="action.to_name" needed />
      <Form.Item name="channel" label={t('receive.return_channel')}>
        <Radio.Group options={[1, 2, 3].map((value) => ({ value, label: tCode('channel', value) }))} />
      </Form.Item>
    </>
  );
}
