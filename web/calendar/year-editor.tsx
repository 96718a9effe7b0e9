import { Form, Input, Select } from 'antd';
import { type Output, useCall } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSay } from '../ui/confirm.tsx';
import { useText } from '../ui/text.tsx';

type Year = Output<'calendar.days'>['years'][number];
type Fields = { status: Year['status']; source: string; reason?: string };

/** Says how sure the list of days off of a year is; due dates in a year that is not approved carry a warning. */
export function YearEditor({ year, known, onClose }: { year: number; known: Year | undefined; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const change = useCall('calendar.change_year', ['calendar']);
  return (
    <FormDialog<Fields>
      title={t('calyear.title', { year })}
      initial={{ status: known?.status ?? 'to_be_verified', source: known?.source ?? '' }}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSave={({ reason, ...fields }) =>
        change.mutate(
          { year, ...fields, reason: reason?.trim() || null },
          {
            onSuccess: () => {
              say.done(t('calyear.saved', { year }));
              onClose();
            },
          },
        )
      }
    >
      <p>{t('calyear.help')}</p>
      <Form.Item name="status" label={t('field.status')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={(['to_be_verified', 'approved'] as const).map((value) => ({ value, label: tCode('status', value) }))} />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('field.source')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
