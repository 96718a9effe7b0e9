import { Checkbox, DatePicker, Form, Input, Radio, type RefSelectProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { RefObject } from 'react';
import { ProcedurePicker } from '../procedures/procedure-picker.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Procedure } from './receive-form.ts';

/** What is asked for, where, how it came and when. */
export function FilingFields({
  picker,
  procedure,
}: {
  picker: RefObject<RefSelectProps | null>;
  procedure: Procedure | undefined;
}) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  const channels = (codes: number[]) => codes.map((value) => ({ value, label: tCode('channel', value) }));
  const has_other_time = Form.useWatch('other_time');
  const is_online = procedure && procedure.online_level !== 'none';
  return (
    <Section title={t('receive.procedure')}>
      <Form.Item name="procedure_code" label={t('receive.procedure')} rules={needed} extra={t('receive.procedure_hint')}>
        <ProcedurePicker ref={picker} name={procedure?.name} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="receiving_unit" label={t('receive.unit')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="channel" label={t('receive.channel')}>
          <Radio.Group options={channels(procedure && !is_online ? [1, 3] : [1, 2, 3])} />
        </Form.Item>
        <Form.Item name="return_channel" label={t('receive.return_channel')}>
          <Radio.Group options={channels([1, 2, 3])} />
        </Form.Item>
        <Form.Item name="matter" label={t('receive.matter')}>
          <Input maxLength={1000} />
        </Form.Item>
      </div>
      <Form.Item name="other_time" valuePropName="checked" noStyle>
        <Checkbox>{t('receive.other_time')}</Checkbox>
      </Form.Item>
      {has_other_time && (
        <div className="form-grid gap">
          <Form.Item
            name="received_at"
            label={t('receive.at')}
            rules={needed}
            getValueFromEvent={(at: Dayjs | null) => at?.format('YYYY-MM-DDTHH:mm')}
            getValueProps={(at?: string) => ({ value: at ? dayjs(at) : null })}
          >
            <DatePicker showTime={{ format: 'HH:mm' }} format="HH:mm DD/MM/YYYY" maxDate={dayjs()} className="wide" />
          </Form.Item>
          <Form.Item name="late_entry_reason" label={t('receive.late_reason')}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
      )}
    </Section>
  );
}
