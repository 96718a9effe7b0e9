import { Button, Form, Input, Modal, Select } from 'antd';
import { type Input as RouteInput, useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayText } from '../ui/format.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { DayOff } from './calendar-page.tsx';

type Change = RouteInput<'calendar.change_day'>;

/** Records or corrects one day; every change goes into the audit trail with its reason. */
export function DayEditor({ day, known, onClose }: { day: string; known: DayOff | undefined; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const [form] = Form.useForm<Change>();
  const change = useCall('calendar.change_day', ['calendar']);
  const remove = useCall('calendar.remove_day', ['calendar']);
  const needed = [{ required: true, message: t('field.required') }];
  const options = (prefix: string, codes: string[]) => codes.map((value) => ({ value, label: tCode(prefix, value) }));
  const done = (text: string) => {
    say.done(text);
    onClose();
  };
  const save = (values: Change) => change.mutate(values, { onSuccess: () => done(t('calendar.saved')) });
  const takeOut = () => {
    const reason = form.getFieldValue('reason') as string | undefined;
    remove.mutate({ on_date: day, reason: reason ?? null }, { onSuccess: () => done(t('calendar.removed')) });
  };
  return (
    <Modal
      open
      title={t('calendar.edit_day', { day: dayText(day) })}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      footer={[
        known && (
          <Button key="remove" danger loading={remove.isPending} onClick={takeOut}>
            {t('act.remove')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={change.isPending} onClick={() => form.submit()}>
          {t('act.save')}
        </Button>,
      ]}
    >
      {change.isError && <Problem error={change.error} />}
      {remove.isError && <Problem error={remove.error} />}
      <Form<Change>
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={known ?? { on_date: day, kind: 'holiday', status: 'to_be_verified' }}
      >
        <Form.Item name="on_date" label={t('field.day')} rules={needed}>
          <DayInput disabled={known !== undefined} />
        </Form.Item>
        <Form.Item name="kind" label={t('field.kind')} rules={needed}>
          <Select options={options('calendar.kind', ['holiday', 'substitute', 'swap_off', 'swap_work', 'local_off'])} />
        </Form.Item>
        <Form.Item name="name_vi" label={t('calendar.name_vi')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="name_en" label={t('calendar.name_en')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="source" label={t('field.source')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="status" label={t('field.status')} rules={needed}>
          <Select options={options('status', ['approved', 'to_be_verified'])} />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
