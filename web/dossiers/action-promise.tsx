import { Alert, Form, InputNumber, Radio } from 'antd';
import { useEffect, useRef } from 'react';
import { DayInput } from '../ui/field.tsx';
import { addDays, dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import type { ActionValues } from './action-data.ts';
import type { Action } from './action-kinds.ts';
import { AmountField, CauseField, CheckField, ChoiceField, ReasonField, TextField } from './action-parts.tsx';
import type { Dossier } from './dossier-page.tsx';
import { FeeStagesShown, leftAt, stageNow, useFeeStages } from './fee-stages.tsx';

type Props = { dossier: Dossier };

/** How much later, why, and who permits it. */
export function ExtendFields({ dossier }: Props) {
  const { t, day } = useText();
  const by = Form.useWatch('by');
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <>
      <Alert className="gap" type="info" showIcon title={t('action.extend_keeps')} />
      <p className="small">
        {t('dossiers.due')}: {day(dossier.due_on)}
      </p>
      <Form.Item name="by" label={t('action.by')}>
        <Radio.Group
          options={[
            { value: 'days', label: t('action.by_days') },
            { value: 'day', label: t('action.by_day') },
          ]}
        />
      </Form.Item>
      {by === 'day' ? (
        <Form.Item name="until" label={t('action.until')} rules={needed}>
          <DayInput {...(dossier.due_on && { min: addDays(dossier.due_on, 1) })} />
        </Form.Item>
      ) : (
        <Form.Item name="days" label={t('action.days')} rules={needed}>
          <InputNumber<number> min={1} max={366} precision={0} />
        </Form.Item>
      )}
      <ReasonField />
      <TextField name="approved_by_name" label="action.approved_by_name" needed />
      <TextField name="decision_no" label="action.decision_no" />
    </>
  );
}

/** What is said to the applicant when a promise is not kept. */
export function ApologyFields({ dossier }: Props) {
  const { t, tCode } = useText();
  const kind = Form.useWatch('kind');
  const today = dayOf(new Date());
  const is_after_lead = dossier.due_on !== null && today >= dossier.due_on;
  const first_day = dossier.due_on !== null && dossier.due_on >= today ? addDays(dossier.due_on, 1) : today;
  return (
    <>
      <Alert className="gap" type="info" showIcon title={t('action.apology_excuses_nothing')} />
      {is_after_lead && <Alert className="gap" type="warning" showIcon title={t('action.lead_days_passed')} />}
      <ChoiceField
        name="kind"
        label="action.apology_kind"
        codes={['apology', 'reappointment', 'extension_request']}
        told={(code) => tCode('apology_kind', code)}
      />
      {kind !== 'apology' && (
        <Form.Item name="new_due_on" label={t('action.new_due_on')} rules={[{ required: true, message: t('field.required') }]}>
          <DayInput min={first_day} />
        </Form.Item>
      )}
      <CauseField />
      <ReasonField />
      <TextField name="signer_name" label="action.signer_name" needed />
    </>
  );
}

const METHODS = ['cash', 'card', 'transfer', 'online'] as const;
const STAGES = ['reception', 'supplement', 'result'] as const;

/** Money that comes, is let off or goes back. */
export function FeeFields({ action, dossier }: Props & { action: Action }) {
  const { t, tCode, money } = useText();
  const method = Form.useWatch('method');
  const { fee_due_vnd, fee_paid_vnd } = dossier;
  const owed = Math.max(0, fee_due_vnd - fee_paid_vnd);
  const form = Form.useFormInstance<ActionValues>();
  const fees = useFeeStages(dossier.id);
  const stages = fees.data?.stages;
  const is_owing = action !== 'refund_fee';
  // The stage and its amount stand there as soon as they are known; what was typed meanwhile stays.
  useEffect(() => {
    if (!stages || !is_owing || form.isFieldTouched('amount_vnd') || form.isFieldTouched('stage')) return;
    const stage = stageNow(stages, dossier.status);
    form.setFieldsValue({ stage, ...(leftAt(stages, stage) > 0 && { amount_vnd: leftAt(stages, stage) }) });
  }, [stages, is_owing, form, dossier.status]);
  const stage = Form.useWatch('stage', form);
  const chosen = useRef(stage);
  useEffect(() => {
    if (chosen.current === stage) return;
    chosen.current = stage;
    const left = stage ? leftAt(stages, stage) : 0;
    if (is_owing && left > 0 && !form.isFieldTouched('amount_vnd')) form.setFieldValue('amount_vnd', left);
  }, [stage, stages, is_owing, form]);
  return (
    <>
      <p className="small">{t('action.owed', { due: money(fee_due_vnd), paid: money(fee_paid_vnd), owed: money(owed) })}</p>
      {fees.data && fees.data.items.length > 0 && <FeeStagesShown fees={fees.data} />}
      <ChoiceField name="stage" label="action.stage" codes={STAGES} told={(code) => tCode('fee_stage', code)} />
      <AmountField />
      {action !== 'waive_fee' && (
        <ChoiceField name="method" label="action.method" codes={METHODS} told={(code) => tCode('payment_method', code)} />
      )}
      {action === 'collect_fee' && method === 'online' && (
        <>
          <TextField name="gateway" label="action.gateway" />
          <CheckField name="is_paid_on_behalf" label="action.on_behalf" />
        </>
      )}
      {action === 'collect_fee' && <TextField name="payer_name" label="action.payer_name" />}
      {action !== 'collect_fee' && <ReasonField />}
      {action === 'waive_fee' ? (
        <TextField name="legal_ground" label="action.legal_ground" />
      ) : (
        <TextField name="receipt_no" label="action.receipt_no" />
      )}
    </>
  );
}
