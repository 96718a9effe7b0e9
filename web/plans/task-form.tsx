import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { type Input as RouteInput, refresh, useCall } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { UnitsPicker } from './units-picker.tsx';
import { AREAS, ASSIGNERS, RECURRENCES, type Task } from './words.ts';

type Values = Omit<RouteInput<'plans.assign'>, 'unit' | 'year'> & { reason?: string };

type Props = {
  /** To change; otherwise one is added to the plan, or assigned to the unit. */
  task?: Task;
  plan?: { id: number; needs_reason: boolean };
  unit?: string;
  year: number;
  onClose: () => void;
};

export function TaskForm({ task, plan, unit, year, onClose }: Props) {
  const { t } = useText();
  const say = useSay();
  const add = useCall('plans.add_task', ['plans']);
  const change = useCall('plans.change_task', ['plans']);
  const assign = useCall('plans.assign', ['plans']);
  // Sent twice, it is one task.
  const client_id = useMemo(() => crypto.randomUUID(), []);
  // What was seen when the form opened, also after the page has read the task again.
  const [edition] = useState(task?.edition ?? null);
  const client = useQueryClient();
  const done = {
    onError: () => void refresh(client, ['plans']),
    onSuccess: () => {
      say.done(t('plans.saved'));
      onClose();
    },
  };
  const save = ({ assigner, reason, ...values }: Values) => {
    const cooperating = values.cooperating ?? [];
    if (task) change.mutate({ ...values, cooperating, reason: reason ?? null, id: task.id, edition }, done);
    else if (plan) add.mutate({ ...values, cooperating, reason: reason ?? null, plan_id: plan.id, client_id }, done);
    else if (unit) assign.mutate({ ...values, cooperating, unit, year, assigner: assigner ?? 'other', client_id }, done);
  };
  const { error, isPending } = task ? change : plan ? add : assign;
  const initial: Partial<Values> = task
    ? asValues(task)
    : { ...(unit && { lead: unit }), recurrence: 'none', assigner: 'province' };
  return (
    <FormDialog<Values>
      title={t(task ? 'plans.change_task' : plan ? 'plans.add_task' : 'plans.assign_task')}
      initial={initial}
      busy={isPending}
      error={error}
      onSave={save}
      onClose={onClose}
    >
      {!plan && !task && <AssignerField />}
      <TaskFields year={year} />
      {(task || plan?.needs_reason) && (
        <Form.Item name="reason" label={t('field.reason')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function asValues(task: Task): Partial<Values> {
  const { area, code, title, product, starts_on, due_on, recurrence, source_number, source_on, source_issuer, note } = task;
  const planned = { area, code, title, product, starts_on, due_on, recurrence, source_number, source_on, source_issuer, note };
  return { ...planned, lead: task.lead_code, cooperating: task.cooperating.map((one) => one.code) };
}

function AssignerField() {
  const { t, tCode } = useText();
  return (
    <Form.Item name="assigner" label={t('plans.assigned_by')} rules={[{ required: true }]}>
      <Select
        options={ASSIGNERS.filter((value) => value !== 'superior').map((value) => ({
          value,
          label: tCode('plans.assigner', value),
        }))}
      />
    </Form.Item>
  );
}

function TaskFields({ year }: { year: number }) {
  const { t, tCode } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  const on = `${year}-12-31`;
  return (
    <>
      <Form.Item name="area" label={t('plans.area')} rules={needed}>
        <Select options={AREAS.map((value) => ({ value, label: tCode('plans.area', value) }))} />
      </Form.Item>
      <Form.Item name="title" label={t('plans.task')} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="product" label={t('plans.product')}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="lead" label={t('plans.lead')} rules={needed}>
        <UnitPicker day={on} with_ended />
      </Form.Item>
      <Form.Item name="cooperating" label={t('plans.cooperating')}>
        <UnitsPicker day={on} />
      </Form.Item>
      <div className="filters">
        <Form.Item name="starts_on" label={t('plans.starts')}>
          <DayInput allowClear />
        </Form.Item>
        <Form.Item name="due_on" label={t('plans.due')}>
          <DayInput allowClear />
        </Form.Item>
      </div>
      <Form.Item name="recurrence" label={t('plans.recurrence')}>
        <Select options={RECURRENCES.map((value) => ({ value, label: tCode('plans.recurrence', value) }))} />
      </Form.Item>
      <div className="filters">
        <Form.Item name="source_number" label={t('plans.source_number')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="source_on" label={t('plans.source_on')}>
          <DayInput allowClear />
        </Form.Item>
      </div>
      <Form.Item name="source_issuer" label={t('plans.source_issuer')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="code" label={t('field.code')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}
