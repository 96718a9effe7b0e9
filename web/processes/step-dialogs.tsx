import { Form, Input, Modal, Select } from 'antd';
import { useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Offer, Taken } from './dossier-steps.tsx';

type Props = {
  dossier_id: number;
  what: 'finish_step' | 'return_step' | 'assign';
  offer: Offer;
  taken: Taken;
  last_seq: number;
  onClose: () => void;
};
type Fields = {
  to?: string;
  officers?: Record<string, number>;
  note?: string;
  result?: string;
  reason?: string;
  account_id?: number;
};

const TITLES = {
  finish_step: 'processes.finish',
  return_step: 'processes.send_back',
  assign: 'processes.assign_officer',
} as const;

/** Hands a step on, sends it back, or names its officer. */
export function StepDialog({ dossier_id, what, offer, taken, last_seq, onClose }: Props) {
  const { t, lang } = useText();
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const act = useCall('dossiers.act', ['dossiers', 'measures']);
  const chosen = Form.useWatch('to', form);
  const is_choice = what === 'finish_step' && offer.fork === 'one' && offer.next.length > 1;
  const ways = is_choice ? offer.next.filter((step) => step.code === chosen) : offer.next;
  const name = (of: { name_vi: string; name_en: string }) => (lang === 'vi' ? of.name_vi : of.name_en);
  const people = (officers: Offer['officers']) =>
    officers.map((one) => ({
      value: one.id,
      label: [one.display_name, one.title, one.delegate_name && t('processes.away', { name: one.delegate_name })]
        .filter(Boolean)
        .join(' · '),
    }));
  const needed = [{ required: true, message: t('field.required') }];
  const send = (fields: Fields) => {
    const officers = Object.fromEntries(
      Object.entries(fields.officers ?? {}).filter(([, id]) => id !== undefined && id !== null),
    );
    const data =
      what === 'finish_step'
        ? {
            step: offer.step,
            ...(is_choice ? { to: [fields.to] } : {}),
            officers,
            note: fields.note ?? null,
            result: fields.result ?? null,
          }
        : what === 'return_step'
          ? { step: offer.step, to: [fields.to], reason: fields.reason }
          : { step: offer.step, account_id: fields.account_id ?? null, note: fields.note ?? null };
    act.mutate(
      { id: dossier_id, action: what, last_seq, data },
      {
        onSuccess: () => {
          say.done(t('action.done'));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={`${t(TITLES[what])}: ${name(taken)}`}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: act.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {act.isError && <Problem error={act.error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={send}>
        {is_choice && (
          <Form.Item name="to" label={t('processes.next')} rules={needed}>
            <Select options={offer.next.map((step) => ({ value: step.code, label: name(step) }))} />
          </Form.Item>
        )}
        {what === 'finish_step' &&
          ways.map((step) => (
            <Form.Item
              key={step.code}
              name={['officers', step.code]}
              label={t('processes.officer_of', { name: name(step) })}
              extra={step.unit_name}
            >
              <Select allowClear placeholder={t('processes.by_rule')} options={people(step.officers)} />
            </Form.Item>
          ))}
        {what === 'finish_step' && offer.may.includes('propose') && (
          <Form.Item name="result" label={t('processes.proposal')}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
        )}
        {what === 'return_step' && (
          <>
            <Form.Item name="to" label={t('processes.back_to')} rules={needed}>
              <Select options={offer.back.map((step) => ({ value: step.code, label: name(step) }))} />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('field.reason')}
              rules={[{ required: true, whitespace: true, message: t('field.required') }]}
            >
              <Input.TextArea rows={3} maxLength={1000} />
            </Form.Item>
          </>
        )}
        {what === 'assign' && (
          <Form.Item name="account_id" label={t('processes.officer')}>
            <Select allowClear placeholder={t('processes.nobody_yet')} options={people(offer.officers)} />
          </Form.Item>
        )}
        {what !== 'return_step' && (
          <Form.Item name="note" label={t('field.note')}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
