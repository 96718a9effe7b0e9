import { Alert, Button, Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { leftAt, useFeeStages } from './fee-stages.tsx';

const METHODS = ['cash', 'card', 'transfer', 'online'] as const;
type Fields = { amount_vnd: number; method: (typeof METHODS)[number]; receipt_no?: string; is_paid_on_behalf?: boolean };

/** The fee of a dossier that was just received, taken at once; later it stands among the actions of the dossier. */
export function TakeFee({ dossier_id, fee_vnd }: { dossier_id: number; fee_vnd: number }) {
  const { t, tCode, money, number } = useText();
  const { may } = useSession();
  const [taken, setTaken] = useState(0);
  const act = useCall('dossiers.act', ['dossiers', 'slips', 'measures']);
  const is_asked = fee_vnd > 0 && may('dossiers.fees');
  const fees = useFeeStages(is_asked ? dossier_id : null);
  if (!is_asked || fees.isPending) return null;
  // Without an answer the whole fee is offered, as the catalogue in the browser has it.
  const now_vnd = fees.data ? leftAt(fees.data.stages, 'reception') : fee_vnd;
  const later_vnd = (fees.data?.left_vnd ?? now_vnd) - now_vnd;
  if (taken > 0) return <Alert type="success" showIcon role="status" title={t('fee.taken', { amount: money(taken) })} />;
  if (now_vnd === 0)
    return later_vnd > 0 ? <Alert type="info" showIcon title={t('fee.later', { amount: money(later_vnd) })} /> : null;
  const take = ({ receipt_no, ...fields }: Fields) =>
    act.mutate(
      // Nothing has happened to it since it was received.
      {
        id: dossier_id,
        action: 'collect_fee',
        last_seq: 1,
        data: {
          ...fields,
          is_paid_on_behalf: fields.is_paid_on_behalf ?? false,
          stage: 'reception',
          receipt_no: receipt_no?.trim() || null,
        },
      },
      { onSuccess: () => setTaken(fields.amount_vnd) },
    );
  return (
    <Section title={t('fee.title', { amount: money(now_vnd) })}>
      {later_vnd > 0 && <p className="small">{t('fee.later', { amount: money(later_vnd) })}</p>}
      {act.isError && <Problem error={act.error} title={t('fee.refused')} />}
      <Form<Fields>
        layout="vertical"
        initialValues={{ amount_vnd: now_vnd, method: 'cash' }}
        onFinish={take}
        className="fee-form"
      >
        <Form.Item name="amount_vnd" label={t('action.amount')} rules={[{ required: true, message: t('field.required') }]}>
          <InputNumber<number>
            min={1}
            precision={0}
            className="wide"
            formatter={(value) => (value ? number(value) : '')}
            parser={(text) => Number((text ?? '').replace(/\D/g, ''))}
          />
        </Form.Item>
        <Form.Item name="receipt_no" label={t('action.receipt_no')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="method" label={t('fee.method')}>
          <Radio.Group options={METHODS.map((value) => ({ value, label: tCode('payment_method', value) }))} />
        </Form.Item>
        <Form.Item name="is_paid_on_behalf" valuePropName="checked">
          <Checkbox>{t('action.on_behalf')}</Checkbox>
        </Form.Item>
        <Button htmlType="submit" loading={act.isPending}>
          {t('fee.take')}
        </Button>
      </Form>
    </Section>
  );
}
