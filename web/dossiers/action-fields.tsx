import { Alert, Form, type FormInstance, Radio, Select } from 'antd';
import { useState } from 'react';
import { useGet } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { ActionValues } from './action-data.ts';
import type { Action } from './action-kinds.ts';
import { AmountField, CauseField, CheckField, ChoiceField, LongField, ReasonField, TextField } from './action-parts.tsx';
import { ApologyFields, ExtendFields, FeeFields } from './action-promise.tsx';
import type { Dossier } from './dossier-page.tsx';

export type { ActionValues } from './action-data.ts';

/** What stands in the fields when the dialog opens. */
export function firstValues(action: Action, dossier: Dossier): ActionValues {
  if (action === 'hand_over') return { to_unit: dossier.holder_unit_code };
  const owed = dossier.fee_due_vnd - dossier.fee_paid_vnd;
  if (action === 'request_payment') return { purpose: 'fee', ...(owed > 0 && { amount_vnd: owed }) };
  if (action === 'record_payment') {
    const asked = dossier.timeline.findLast((entry) => entry.kind === 'payment_requested')?.details.amount_vnd;
    return typeof asked === 'number' ? { amount_vnd: asked } : {};
  }
  if (action === 'collect_fee')
    return {
      stage: dossier.status >= 9 ? 'result' : 'reception',
      method: 'cash',
      ...(owed > 0 && { amount_vnd: owed }),
      payer_name: dossier.is_masked ? '' : (dossier.submitter_name ?? dossier.applicant_name),
    };
  if (action === 'waive_fee') return { stage: 'reception', ...(owed > 0 && { amount_vnd: owed }) };
  if (action === 'refund_fee') return { stage: 'result', method: 'cash', amount_vnd: dossier.fee_paid_vnd };
  if (action === 'note') return { visibility: 'internal' };
  if (action === 'correct') return { fault: 'agency' };
  if (action === 'extend') return { by: 'days', days: 1 };
  if (action === 'apologise') return { kind: 'reappointment', cause: 'workload' };
  if (action === 'explain') return { cause: 'workload' };
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
  const { t, tCode } = useText();
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
      return (
        <>
          <LongField name="text" label="action.text" />
          <ChoiceField
            name="visibility"
            label="action.visibility"
            codes={['internal', 'public']}
            told={(code) => tCode('visibility', code)}
          />
        </>
      );
    case 'correct':
      return (
        <>
          <ChoiceField name="fault" label="action.fault" codes={['agency', 'applicant']} told={(code) => tCode('fault', code)} />
          <ReasonField />
        </>
      );
    case 'reopen':
      return (
        <>
          <Alert className="gap" type="info" showIcon title={t('action.reopen_keeps')} />
          <ReasonField />
          <TextField name="decision_no" label="action.decision_no" />
        </>
      );
    case 'extend':
      return <ExtendFields dossier={dossier} />;
    case 'apologise':
      return <ApologyFields dossier={dossier} />;
    case 'explain':
      return (
        <>
          <CauseField />
          <LongField name="text" label="action.explanation" />
        </>
      );
    case 'accept_explanation':
      return <TextField name="note" label="field.note" />;
    case 'collect_fee':
    case 'waive_fee':
    case 'refund_fee':
      return <FeeFields action={action} dossier={dossier} />;
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
          <ChoiceField
            name="purpose"
            label="action.purpose"
            codes={['fee', 'obligation']}
            told={(code) => tCode('payment_purpose', code)}
          />
          <AmountField />
          <ReasonField />
        </>
      );
    case 'record_payment':
      return (
        <>
          <AmountField />
          <LessPaidField asked={firstValues('record_payment', dossier).amount_vnd} />
          <TextField name="receipt_no" label="action.receipt_no" />
          <CheckField name="is_online" label="action.is_online" />
          <TextField name="gateway" label="action.gateway" />
          <CheckField name="is_paid_on_behalf" label="action.on_behalf" />
        </>
      );
    case 'decide':
      return <DecideFields />;
    case 'deliver':
      return <DeliverFields dossier={dossier} />;
  }
}

/** Less than what was asked for is enough only for a reason. */
function LessPaidField({ asked }: { asked: number | undefined }) {
  const paid: number | undefined = Form.useWatch('amount_vnd');
  if (asked === undefined || typeof paid !== 'number' || paid >= asked) return null;
  return <TextField name="reason" label="action.less_paid" />;
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

function DeliverFields({ dossier }: { dossier: Dossier }) {
  const { t, tCode, money } = useText();
  const owed = dossier.fee_due_vnd - dossier.fee_paid_vnd;
  return (
    <>
      {owed > 0 && <Alert className="gap" type="warning" showIcon title={t('action.unpaid_warning', { owed: money(owed) })} />}
      <TextField name="to_name" label="action.to_name" needed />
      <Form.Item name="channel" label={t('receive.return_channel')}>
        <Radio.Group options={[1, 2, 3].map((value) => ({ value, label: tCode('channel', value) }))} />
      </Form.Item>
    </>
  );
}
