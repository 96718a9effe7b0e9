import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Absence = Output<'processes.absences'>[number];

/** Who is away and who acts in their place: one's own, and those of the officers one leads. */
export function AbsencesPage() {
  const { t, day } = useText();
  const me = useMe();
  const say = useSay();
  const address = useAddress();
  const [is_new, setNew] = useState(false);
  const [ending, setEnding] = useState<Absence | null>(null);
  const with_past = address.get('past') === '1';
  const asked = useGet('processes.absences', { with_past: with_past ? 'true' : 'false' });
  const end = useCall('processes.end_absence', ['processes']);
  const today = dayOf(new Date());
  const columns: Column<Absence>[] = [
    {
      key: 'who',
      title: t('processes.absent'),
      phone: 'title',
      cell: (row) => (
        <span>
          {row.account_name} {row.account_id === me.account.id && <Tag tone="blue">{t('processes.me')}</Tag>}
          <div className="small">{[row.account_title, row.unit_name].filter(Boolean).join(' · ')}</div>
        </span>
      ),
    },
    { key: 'from', title: t('field.from'), cell: (row) => day(row.from_day) },
    { key: 'to', title: t('field.to'), cell: (row) => day(row.to_day) },
    {
      key: 'delegate',
      title: t('processes.delegate'),
      cell: (row) => (
        <span>
          {row.delegate_name ?? t('processes.nobody')}{' '}
          {row.delegate_id === me.account.id && <Tag tone="blue">{t('processes.me')}</Tag>}
        </span>
      ),
    },
    { key: 'reason', title: t('field.reason'), cell: (row) => [row.reason, row.document_no].filter(Boolean).join(' · ') },
    {
      key: 'end',
      title: '',
      cell: (row) =>
        row.to_day >= today && row.delegate_id !== me.account.id ? (
          <Button size="small" onClick={() => setEnding(row)}>
            {t('processes.back_now')}
          </Button>
        ) : (
          ''
        ),
    },
  ];
  return (
    <Page
      title={t('processes.absences')}
      lead={t('processes.absences_lead')}
      crumbs={[{ label: t('account.title'), to: '/account' }]}
      actions={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setNew(true)}>
          {t('processes.add_absence')}
        </Button>
      }
    >
      <Section>
        <p>
          <Checkbox checked={with_past} onChange={(event) => address.set({ past: event.target.checked ? '1' : null })}>
            {t('processes.with_past')}
          </Checkbox>
        </p>
        <Answer of={asked}>
          {(rows) => (
            <List<Absence>
              label={t('processes.absences')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              empty={t('processes.no_absences')}
            />
          )}
        </Answer>
      </Section>
      {is_new && <NewAbsence onClose={() => setNew(false)} />}
      <Confirm
        open={ending !== null}
        title={t('processes.back_ask', { name: ending?.account_name ?? '' })}
        busy={end.isPending}
        onCancel={() => setEnding(null)}
        onConfirm={() => ending && end.mutate({ id: ending.id }, { onSuccess: () => setEnding(null), onError: say.refused })}
      />
    </Page>
  );
}

type Fields = {
  account_id: number;
  delegate_id?: number;
  from_day: string;
  to_day: string;
  reason: string;
  document_no?: string;
};

function NewAbsence({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const [form] = Form.useForm<Fields>();
  const account_id = Form.useWatch('account_id', form) ?? me.account.id;
  const led = useGet('processes.led', {});
  const stand_ins = useGet('processes.stand_ins', account_id === me.account.id ? {} : { account_id });
  const add = useCall('processes.add_absence', ['processes']);
  const today = dayOf(new Date());
  const person = (one: { id: number; display_name: string; title: string | null }) => ({
    value: one.id,
    label: [one.display_name, one.title].filter(Boolean).join(' · '),
  });
  const own = { value: me.account.id, label: `${me.account.display_name} (${t('processes.me')})` };
  const needed = [{ required: true, message: t('field.required') }];
  const send = ({ delegate_id, document_no, ...fields }: Fields) =>
    add.mutate({ ...fields, delegate_id: delegate_id ?? null, document_no: document_no ?? null }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t('processes.add_absence')}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {add.isError && <Problem error={add.error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={send} initialValues={{ account_id: me.account.id, from_day: today }}>
        <Form.Item name="account_id" label={t('processes.absent')} rules={needed}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            onChange={() => form.setFieldValue('delegate_id', undefined)}
            options={[own, ...(led.data ?? []).filter((one) => one.id !== me.account.id).map(person)]}
          />
        </Form.Item>
        <Form.Item name="from_day" label={t('field.from')} rules={needed}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item name="to_day" label={t('processes.last_day')} rules={needed}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item name="delegate_id" label={t('processes.delegate')} extra={t('processes.delegate_help')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('processes.nobody')}
            options={(stand_ins.data ?? []).map(person)}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('field.reason')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="document_no" label={t('processes.document_no')}>
          <Input maxLength={100} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
