import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Input as RouteInput, useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { addDays, dayText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Shown, TabProps } from './desk-page.tsx';
import { FormDialog } from './form-dialog.tsx';

type Person = Shown['staff'][number];
type Added = Omit<RouteInput<'desk.add_staff'>, 'id'>;
const DUTIES = ['head', 'deputy', 'officer', 'support'] as const;

export function StaffTab({ shown, day, may_change }: TabProps) {
  const { t, tCode } = useText();
  const [with_left, setWithLeft] = useState(false);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const isThere = (one: Person) => one.valid_from <= day && (one.valid_until === null || one.valid_until > day);
  const rows = shown.staff.filter((one) => with_left || isThere(one));
  return (
    <>
      <div className="filters gap">
        <Checkbox checked={with_left} onChange={(event) => setWithLeft(event.target.checked)}>
          {t('desk.show_left')}
        </Checkbox>
        {may_change && <Button onClick={() => setAdding(true)}>{t('desk.add_staff')}</Button>}
      </div>
      <List<Person>
        label={t('desk.staff')}
        rows={rows}
        rowKey={(row) => row.id}
        empty={t('desk.no_staff')}
        columns={[
          { key: 'name', title: t('desk.person'), cell: (row) => row.name, phone: 'title' },
          {
            key: 'duty',
            title: t('desk.duty'),
            cell: (row) => <Tag tone={row.duty === 'head' ? 'blue' : 'plain'}>{tCode('desk.duty', row.duty)}</Tag>,
          },
          { key: 'title', title: t('desk.title'), cell: (row) => row.title },
          { key: 'agency', title: t('desk.agency'), cell: (row) => row.agency },
          { key: 'decision', title: t('desk.decision'), cell: (row) => row.decision_no },
          {
            key: 'period',
            title: t('desk.from_to'),
            cell: (row) =>
              row.valid_until === null
                ? t('desk.still_there', { from: dayText(row.valid_from) })
                : t('desk.was_there', { from: dayText(row.valid_from), to: dayText(addDays(row.valid_until, -1)) }),
          },
          ...(may_change
            ? [
                {
                  key: 'end',
                  title: '',
                  cell: (row: Person) =>
                    row.valid_until === null && (
                      <Button size="small" onClick={() => setLeaving(row)}>
                        {t('desk.end_staff')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {adding && <AddStaff desk_id={shown.desk.id} day={day} onClose={() => setAdding(false)} />}
      {leaving && <EndStaff desk_id={shown.desk.id} person={leaving} day={day} onClose={() => setLeaving(null)} />}
    </>
  );
}

function AddStaff({ desk_id, day, onClose }: { desk_id: number; day: string; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const add = useCall('desk.add_staff', ['desk']);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<Added>
      title={t('desk.add_staff')}
      initial={{ duty: 'officer', valid_from: day }}
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onSave={(values) =>
        add.mutate(
          { id: desk_id, ...values },
          {
            onSuccess: () => {
              say.done(t('desk.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="name" label={t('desk.person')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="duty" label={t('desk.duty')} rules={needed}>
        <Select options={DUTIES.map((value) => ({ value, label: tCode('desk.duty', value) }))} />
      </Form.Item>
      <Form.Item name="title" label={t('desk.title')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="agency" label={t('desk.agency')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="decision_no" label={t('desk.decision')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="valid_from" label={t('field.from')} rules={needed}>
        <DayInput />
      </Form.Item>
    </FormDialog>
  );
}

type Ended = { last_day: string; reason: string };

function EndStaff({ desk_id, person, day, onClose }: { desk_id: number; person: Person; day: string; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const [form] = Form.useForm<Ended>();
  const end = useCall('desk.end_staff', ['desk']);
  const needed = [{ required: true, message: t('field.required') }];
  const save = (values: Ended) =>
    end.mutate(
      { id: desk_id, staff_id: person.id, ...values },
      {
        onSuccess: () => {
          say.done(t('desk.saved'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('desk.end_staff_title', { name: person.name })}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: end.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      {end.isError && <Problem error={end.error} />}
      <Form<Ended> form={form} layout="vertical" onFinish={save} initialValues={{ last_day: day }}>
        <Form.Item name="last_day" label={t('desk.last_day')} rules={needed}>
          <DayInput min={person.valid_from} />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
