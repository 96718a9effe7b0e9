import { Form, Input, InputNumber, Select } from 'antd';
import { type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import type { Drafted } from '../registers/evidence.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { asGiven, EvidenceGiven } from './evidence-picker.tsx';
import { REASONED, type ReportStatus, type Task, toldNext } from './words.ts';

type Values = Omit<RouteInput<'plans.report'>, 'id' | 'evidence'> & { drafts?: Drafted[] };

/** Tells what became of a task: from its page, or by moving its card. */
export function ReportDialog({ task, status, onClose }: { task: Task; status?: ReportStatus | undefined; onClose: () => void }) {
  const { t, tCode, day } = useText();
  const say = useSay();
  const report = useCall('plans.report', ['plans']);
  // Months, quarters and halves of a recurring task; known on the task's own page only.
  const asked = useGet('plans.task', task.recurrence === 'none' || task.recurrence === 'year_end' ? null : { id: task.id });
  const open = asked.data?.occurrences.filter((one) => one.done_on === null) ?? [];
  const save = ({ drafts, ...values }: Values) =>
    report.mutate(
      { ...values, id: task.id, evidence: asGiven(drafts) },
      {
        onSuccess: () => {
          say.done(t('plans.told'));
          onClose();
        },
      },
    );
  return (
    <FormDialog<Values>
      title={t('plans.report')}
      initial={{ status: status ?? toldNext(task.state)[0] ?? 'comment', on_day: dayOf(new Date()) }}
      busy={report.isPending}
      error={report.error}
      onSave={save}
      onClose={onClose}
    >
      <p>{task.title}</p>
      <Form.Item name="status" label={t('plans.what_happened')} rules={[{ required: true }]}>
        <Select options={toldNext(task.state).map((value) => ({ value, label: tCode('plans.told_as', value) }))} />
      </Form.Item>
      {open.length > 0 && (
        <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.status !== b.status}>
          {({ getFieldValue }) =>
            ['done', 'started', 'comment'].includes(getFieldValue('status')) && (
              <Form.Item
                name="occurrence"
                label={t('plans.occurrence')}
                rules={[{ required: getFieldValue('status') === 'done' }]}
              >
                <Select
                  allowClear
                  options={open.map(({ label, due_on }) => ({ value: label, label: `${label} (${day(due_on)})` }))}
                />
              </Form.Item>
            )
          }
        </Form.Item>
      )}
      <Form.Item name="on_day" label={t('plans.on_day')} rules={[{ required: true }]}>
        <DayInput max={dayOf(new Date())} />
      </Form.Item>
      <Form.Item name="percent" label={t('plans.percent')}>
        <InputNumber min={0} max={100} precision={0} suffix="%" />
      </Form.Item>
      <Form.Item name="words" label={t('plans.words')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.status !== b.status}>
        {({ getFieldValue }) => {
          const needed = REASONED.includes(getFieldValue('status'));
          return (
            <Form.Item name="reason" label={t('field.reason')} rules={[{ required: needed, message: t('plans.reason_needed') }]}>
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
          );
        }}
      </Form.Item>
      <Form.Item name="drafts" label={t('plans.evidence')}>
        <EvidenceGiven />
      </Form.Item>
    </FormDialog>
  );
}
