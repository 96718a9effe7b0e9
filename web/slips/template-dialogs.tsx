import { Form, Input, Modal } from 'antd';
import { type Input as RouteInput, useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

type Said = { from_on: string; reason: string };

/** From when, and why: asked before another template counts. */
export function FromWhen({
  title,
  busy,
  onSay,
  onClose,
}: {
  title: string;
  busy: boolean;
  onSay: (said: Said) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const [form] = Form.useForm<Said>();
  const today = dayOf(new Date());
  return (
    <Modal
      open
      title={title}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form form={form} layout="vertical" initialValues={{ from_on: today, reason: '' }} onFinish={onSay}>
        <Form.Item name="from_on" label={t('templates.from_on')} rules={[{ required: true, message: t('field.required') }]}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('field.reason')}
          rules={[{ required: true, whitespace: true, min: 3, message: t('field.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

type Kept = Omit<RouteInput<'slips.set_letterhead'>, 'unit'>;

/** What the desk of a unit is called, from a day on. */
export function LetterheadDialog({
  unit,
  now,
  onClose,
}: {
  unit: string;
  now: { desk_name: string; place: string | null; phone: string | null; address: string | null };
  onClose: () => void;
}) {
  const { t } = useText();
  const say = useSay();
  const keep = useCall('slips.set_letterhead', ['slips']);
  const [form] = Form.useForm<Kept>();
  const finish = (values: Kept) =>
    keep.mutate(
      { unit, ...values },
      {
        onSuccess: () => {
          say.done(t('letterhead.kept'));
          onClose();
        },
        onError: say.refused,
      },
    );
  return (
    <Modal
      open
      title={t('letterhead.title')}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: keep.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form form={form} layout="vertical" initialValues={{ ...now, from_on: dayOf(new Date()) }} onFinish={finish}>
        <Form.Item
          name="desk_name"
          label={t('letterhead.desk_name')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="place" label={t('letterhead.place')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="phone" label={t('letterhead.phone')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="address" label={t('letterhead.address')}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="from_on" label={t('letterhead.from_on')} rules={[{ required: true, message: t('field.required') }]}>
          <DayInput />
        </Form.Item>
      </Form>
    </Modal>
  );
}
