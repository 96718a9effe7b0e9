import { Form, type FormInstance, Input, Modal, Progress, Radio, Select } from 'antd';
import { useState } from 'react';
import { useGet } from '../api.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { type BulkAction, SLICE } from './bulk-kinds.ts';
import type { Listed } from './marks.tsx';

export type BulkValues = {
  to_unit?: string;
  account_id?: number | null;
  note?: string;
  outcome?: 'granted' | 'refused';
  to_name?: string;
  channel?: 1 | 2 | 3;
  to_step?: string;
  reason?: string;
};

type Props = {
  action: BulkAction;
  rows: readonly Listed[];
  /** How many are through while it runs; null: it does not run. */
  done: number | null;
  error: unknown;
  onCancel: () => void;
  onConfirm: (data: Record<string, unknown>) => void;
};

/** What an action sends for all of them. */
function dataOf(action: BulkAction, values: BulkValues, step: string | null): Record<string, unknown> {
  const note = values.note?.trim() || null;
  switch (action) {
    case 'accept':
    case 'take_up':
      return {};
    case 'assign':
      return { account_id: values.account_id ?? null, note };
    case 'hand_over':
      return { ...(values.to_unit ? { to_unit: values.to_unit } : {}), to_account_id: values.account_id ?? null, note };
    case 'finish_step':
      return { note };
    case 'return_step':
      return { step, to: [values.to_step], reason: values.reason?.trim() };
    case 'decide':
      return { outcome: values.outcome, note };
    case 'deliver':
      return { to_name: values.to_name?.trim(), channel: values.channel ?? 1 };
  }
}

/** Asks once what is done to all of them. */
export function BulkDialog({ action, rows, done, error, onCancel, onConfirm }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<BulkValues>();
  const unit = rows[0]?.holder_unit_code ?? '';
  return (
    <Modal
      open
      title={t(`bulk.${action}`)}
      onCancel={onCancel}
      closable={{ 'aria-label': t('app.close') }}
      okText={t('act.confirm')}
      // While it runs the other button stops it.
      cancelText={t(done === null ? 'act.cancel' : 'bulk.stop')}
      okButtonProps={{ loading: done !== null, disabled: done !== null }}
      mask={{ closable: done === null }}
      onOk={() => form.submit()}
    >
      <p>{t('bulk.about', { count: rows.length })}</p>
      {done !== null && rows.length > SLICE && (
        <div role="status" aria-live="polite">
          <Progress
            percent={Math.floor((100 * done) / rows.length)}
            aria-label={t('bulk.progress', { done, all: rows.length })}
            format={() => t('bulk.progress', { done, all: rows.length })}
          />
        </div>
      )}
      {error !== null && <Problem error={error} title={t(`bulk.${action}`)} />}
      <Form<BulkValues>
        form={form}
        layout="vertical"
        disabled={done !== null}
        initialValues={{ to_unit: unit, outcome: 'granted', channel: 1 }}
        onFinish={(values) => onConfirm(dataOf(action, values, rows[0]?.step_code ?? null))}
      >
        <Fields action={action} rows={rows} unit={unit} form={form} />
      </Form>
    </Modal>
  );
}

type FieldsProps = { action: BulkAction; rows: readonly Listed[]; unit: string; form: FormInstance<BulkValues> };

function Fields({ action, rows, unit, form }: FieldsProps) {
  switch (action) {
    case 'accept':
    case 'take_up':
      return null;
    case 'assign':
      return (
        <>
          <OfficerField unit={unit} />
          <NoteField />
        </>
      );
    case 'hand_over':
      return <HandOver unit={unit} form={form} />;
    case 'finish_step':
      return <NoteField />;
    case 'return_step':
      return <SendBack first={rows[0]} />;
    case 'decide':
      return <Decide />;
    case 'deliver':
      return <Deliver />;
  }
}

function HandOver({ unit, form }: { unit: string; form: FormInstance<BulkValues> }) {
  const { t } = useText();
  const [to, setTo] = useState(unit);
  return (
    <>
      <Form.Item
        name="to_unit"
        label={t('action.to_unit')}
        getValueFromEvent={(code: string) => {
          setTo(code);
          form.setFieldValue('account_id', null);
          return code;
        }}
      >
        <UnitPicker />
      </Form.Item>
      <OfficerField unit={to} />
      <NoteField />
    </>
  );
}

function OfficerField({ unit }: { unit: string }) {
  const { t } = useText();
  const officers = useGet('dossiers.officers', unit ? { unit } : null);
  return (
    <Form.Item name="account_id" label={t('action.to_officer')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={officers.isFetching}
        placeholder={t('action.any_officer')}
        options={
          officers.data?.map((one) => ({ value: one.id, label: [one.display_name, one.title].filter(Boolean).join(', ') })) ?? []
        }
      />
    </Form.Item>
  );
}

function NoteField({ needed = false }: { needed?: boolean }) {
  const { t } = useText();
  return (
    <Form.Item
      name="note"
      label={t(needed ? 'action.refusal_reason' : 'field.note')}
      rules={needed ? [{ required: true, whitespace: true, message: t('field.required') }] : []}
    >
      <Input maxLength={1000} />
    </Form.Item>
  );
}

/** They stand at the same step of the same procedure: where the first may be sent back to, the others may. */
function SendBack({ first }: { first: Listed | undefined }) {
  const { t, lang } = useText();
  const steps = useGet('dossiers.steps', first ? { id: first.id } : null);
  const offer = steps.data?.offers.find((one) => one.step === first?.step_code);
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="to_step" label={t('processes.back_to')} rules={needed}>
        <Select
          loading={steps.isPending}
          options={offer?.back.map((one) => ({ value: one.code, label: lang === 'vi' ? one.name_vi : one.name_en })) ?? []}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')} rules={needed}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  );
}

function Decide() {
  const { t, tCode } = useText();
  const is_refused = Form.useWatch('outcome') === 'refused';
  return (
    <>
      <Form.Item name="outcome" label={t('action.outcome')}>
        <Radio.Group
          options={(['granted', 'refused'] as const).map((value) => ({ value, label: tCode('outcome_kind', value) }))}
        />
      </Form.Item>
      <NoteField needed={is_refused} />
    </>
  );
}

function Deliver() {
  const { t, tCode } = useText();
  return (
    <>
      <Form.Item
        name="to_name"
        label={t('action.to_name')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        extra={t('bulk.to_name_hint')}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="channel" label={t('receive.return_channel')}>
        <Radio.Group options={[1, 2, 3].map((value) => ({ value, label: tCode('channel', value) }))} />
      </Form.Item>
    </>
  );
}
