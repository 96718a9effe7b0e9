import { Checkbox, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { asMinute, MomentInput, vietnamNow } from '../ui/moment-input.tsx';
import { useText } from '../ui/text.tsx';

const CAUSES = ['network_fault', 'late_click', 'other'] as const;

/** When it really happened, for what is entered later, and why: both times are kept. */
export function EarlierFields() {
  const { t, tCode } = useText();
  const other_time = Form.useWatch('other_time');
  const at = Form.useWatch('at');
  const is_late = at !== undefined && vietnamNow().diff(dayjs(at), 'minute') > 60;
  return (
    <>
      <Form.Item name="other_time" valuePropName="checked" className="no-gap">
        <Checkbox>{t('action.other_time')}</Checkbox>
      </Form.Item>
      {other_time && (
        <>
          <p className="small">{t('action.other_time_hint')}</p>
          <Form.Item name="at" label={t('action.at')} rules={[{ required: true, message: t('field.required') }]} {...asMinute}>
            <MomentInput until_now />
          </Form.Item>
          <Form.Item name="late_entry_cause" label={t('action.late_entry_cause')}>
            <Select
              options={CAUSES.map((value) => ({ value, label: tCode('late_entry', value) }))}
              placeholder={tCode('late_entry', 'other')}
            />
          </Form.Item>
          <Form.Item
            name="late_entry_reason"
            label={t('action.late_entry_reason')}
            rules={is_late ? [{ required: true, whitespace: true, message: t('field.required') }] : []}
          >
            <Input maxLength={500} />
          </Form.Item>
        </>
      )}
    </>
  );
}
