import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { type Input as RouteInput, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { FormDialog } from './form-dialog.tsx';

type Opened = RouteInput<'desk.open'>;

/** Reception points of the units one may see. */
export function DesksPage() {
  const { t, number } = useText();
  const { may } = useSession();
  const address = useAddress();
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const [opening, setOpening] = useState(false);
  const asked = useGet('desk.list', { day }, { placeholderData: (before) => before });
  return (
    <Page
      title={t('nav.desk')}
      lead={t('desk.lead')}
      actions={
        may('desk.manage') && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('desk.open_one')}
          </Button>
        )
      }
    >
      <Section>
        <div className="filters">
          <DayField
            label={t('desk.as_of')}
            value={day}
            onChange={(next) => next && address.set({ day: next === today ? null : next })}
          />
        </div>
        <Answer of={asked} rows={4}>
          {({ rows }) => (
            <List
              label={t('nav.desk')}
              rows={rows}
              rowKey={(row) => row.id}
              to={(row) => `/desk/${row.id}`}
              empty={t('desk.none')}
              columns={[
                { key: 'name', title: t('desk.name'), cell: (row) => row.name, phone: 'title' },
                { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
                { key: 'address', title: t('desk.address'), cell: (row) => row.address },
                { key: 'staff', title: t('desk.staff_count'), align: 'right', cell: (row) => number(row.staff_count) },
                { key: 'counters', title: t('desk.counters'), align: 'right', cell: (row) => number(row.counter_count) },
                {
                  key: 'missing',
                  title: t('desk.missing'),
                  align: 'right',
                  cell: (row) => (row.pieces_missing > 0 ? <Tag tone="amber">{number(row.pieces_missing)}</Tag> : number(0)),
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      {opening && <OpenDesk today={today} onClose={() => setOpening(false)} />}
    </Page>
  );
}

function OpenDesk({ today, onClose }: { today: string; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const open = useCall('desk.open', ['desk']);
  const save = (values: Opened) =>
    open.mutate(values, {
      onSuccess: () => {
        say.done(t('desk.saved'));
        onClose();
      },
    });
  return (
    <FormDialog<Opened>
      title={t('desk.open_one')}
      initial={{ valid_from: today, has_own_room: true }}
      busy={open.isPending}
      error={open.error}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item name="unit" label={t('field.unit')} rules={[{ required: true, message: t('field.required') }]}>
        <UnitPicker />
      </Form.Item>
      <DeskFields />
    </FormDialog>
  );
}

/** What is said of a desk. */
export function DeskFields() {
  const { t } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="name" label={t('desk.name')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="address" label={t('desk.address')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="phone" label={t('desk.phone')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="has_own_room" valuePropName="checked">
        <Checkbox>{t('desk.own_room')}</Checkbox>
      </Form.Item>
      <Form.Item name="decision_no" label={t('desk.decision')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="valid_from" label={t('desk.valid_from')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item name="valid_until" label={t('desk.valid_until')}>
        <DayInput allowClear />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  );
}
