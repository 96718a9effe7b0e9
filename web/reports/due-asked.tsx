import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { UnitsPicker } from '../plans/units-picker.tsx';
import { useSession } from '../shell/session.tsx';
import { pathWith } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UNIT_KINDS, type UnitKind } from './due-parts.tsx';

type Row = Output<'reports.requests'>['rows'][number];

/** What was asked of units once, and asking it. */
export function Asked({ unit }: { unit: string }) {
  const { t, day } = useText();
  const { may } = useSession();
  const say = useSay();
  const asked = useGet('reports.requests', { unit });
  const withdraw = useCall('reports.withdraw_request', ['reports']);
  const [is_new, setNew] = useState(false);
  const [gone, setGone] = useState<Row | null>(null);
  const columns: Column<Row>[] = [
    { key: 'subject', title: t('asked.subject'), cell: (row) => row.subject, phone: 'title' },
    { key: 'by', title: t('asked.by'), cell: (row) => row.unit.name },
    { key: 'period', title: t('kept.period'), cell: (row) => `${day(row.from)} – ${day(row.to)}` },
    { key: 'due', title: t('asked.due'), cell: (row) => day(row.due_on) },
    { key: 'document', title: t('asked.document'), cell: (row) => row.document_number },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => (
        <Tag tone={row.withdrawn_at ? 'red' : 'blue'}>{t(row.withdrawn_at ? 'asked.withdrawn' : 'asked.running')}</Tag>
      ),
    },
    {
      key: 'do',
      title: '',
      cell: (row) =>
        row.withdrawn_at === null && (
          <span className="button-row">
            <Link
              className="button-link"
              to={pathWith('/reports/due', { unit: row.unit.code, view: 'below', regime: row.regime, year: row.to.slice(0, 4) })}
            >
              {t('asked.state_of')}
            </Link>
            {may('reports.assign') && (
              <Button danger onClick={() => setGone(row)}>
                {t('asked.withdraw')}
              </Button>
            )}
          </span>
        ),
    },
  ];
  return (
    <Section
      title={t('due.view.asked')}
      extra={
        may('reports.assign') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setNew(true)}>
            {t('asked.new')}
          </Button>
        )
      }
    >
      <Answer of={asked} rows={6}>
        {({ rows }) => (
          <List<Row>
            label={t('due.view.asked')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={t('asked.empty')}
          />
        )}
      </Answer>
      {is_new && <AskDialog unit={unit} onClose={() => setNew(false)} />}
      <Confirm
        open={gone !== null}
        title={`${t('asked.withdraw')}: ${gone?.subject ?? ''}`}
        reason="needed"
        danger
        busy={withdraw.isPending}
        onCancel={() => setGone(null)}
        onConfirm={(reason) =>
          gone && withdraw.mutate({ id: gone.id, reason }, { onSuccess: () => setGone(null), onError: say.refused })
        }
      />
    </Section>
  );
}

type Written = {
  subject: string;
  from: string;
  to: string;
  due_on: string;
  lock_on?: string | null;
  outline: string;
  sections?: string;
  document_number?: string;
  note?: string;
  kinds?: UnitKind[];
  units?: string[];
  except?: string[];
};

/** Targets of an assignment: every unit of the kinds below a unit, but those excepted, and single ones. */
export function targetsOf(unit: string, { kinds = [], units = [], except = [] }: Pick<Written, 'kinds' | 'units' | 'except'>) {
  return [
    ...kinds.map((of_kind) => ({ unit, of_kind, except, report_to: null })),
    ...units.map((code) => ({ unit: code, of_kind: null, except: [], report_to: null })),
  ];
}

function AskDialog({ unit, onClose }: { unit: string; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const [form] = Form.useForm<Written>();
  const ask = useCall('reports.ask', ['reports']);
  const outline = Form.useWatch('outline', form);
  const outlines = useGet('reports.outline_choices', {});
  const { label } = useText();
  const today = dayOf(new Date());
  const send = (written: Written) => {
    const { subject, from, to, due_on, outline: by, document_number, note } = written;
    const lines = (written.sections ?? '').split('\n').map((line) => line.trim());
    ask.mutate(
      {
        unit,
        subject,
        from,
        to,
        due_on,
        lock_on: written.lock_on ?? null,
        outline: by,
        sections: by === 'free' ? lines.filter(Boolean) : [],
        document_number: document_number?.trim() || null,
        note: note?.trim() || null,
        targets: targetsOf(unit, written),
      },
      {
        onSuccess: () => {
          say.done(t('asked.sent'));
          onClose();
        },
      },
    );
  };
  const needed = [{ required: true }];
  return (
    <Modal
      open
      width={680}
      title={t('asked.new')}
      okText={t('asked.new')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: ask.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      {ask.error && <Problem error={ask.error} />}
      <Form<Written> form={form} layout="vertical" onFinish={send} initialValues={{ from: today, to: today, outline: 'free' }}>
        <Form.Item name="subject" label={t('asked.subject')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        <div className="content-grid">
          <Form.Item name="from" label={t('field.from')} rules={needed}>
            <DayInput />
          </Form.Item>
          <Form.Item name="to" label={t('field.to')} rules={needed}>
            <DayInput />
          </Form.Item>
          <Form.Item name="due_on" label={t('asked.due')} rules={needed}>
            <DayInput min={today} />
          </Form.Item>
          <Form.Item name="lock_on" label={t('asked.lock_on')}>
            <DayInput allowClear />
          </Form.Item>
          <Form.Item name="document_number" label={t('asked.document')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="outline" label={t('asked.outline')}>
            <Select
              popupMatchSelectWidth={false}
              loading={outlines.isPending}
              options={(outlines.data ?? [{ code: 'free', name_vi: '…', name_en: '…' }]).map((one) => ({
                value: one.code,
                label: label({ label_vi: one.name_vi, label_en: one.name_en }),
              }))}
            />
          </Form.Item>
        </div>
        {outline === 'free' && (
          <Form.Item name="sections" label={t('asked.sections')} rules={needed}>
            <Input.TextArea rows={4} maxLength={3000} />
          </Form.Item>
        )}
        <Targets unit={unit} day={today} />
        <Form.Item name="note" label={t('field.note')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Who is meant: kinds of units below one, without some; and single units. */
export function Targets({ unit, day }: { unit: string; day: string }) {
  const { t, tCode } = useText();
  return (
    <>
      <Form.Item name="kinds" label={t('asked.kinds')}>
        <Select
          mode="multiple"
          options={UNIT_KINDS.filter((one) => one !== 'province').map((value) => ({ value, label: tCode('unit_kind', value) }))}
        />
      </Form.Item>
      <Form.Item name="except" label={t('asked.except')}>
        <UnitsPicker day={day} below={unit} />
      </Form.Item>
      <Form.Item
        name="units"
        label={t('asked.units')}
        dependencies={['kinds']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, units?: string[]) =>
              (units?.length ?? 0) + ((getFieldValue('kinds') as string[] | undefined)?.length ?? 0) > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('assign.targets_needed'))),
          }),
        ]}
      >
        <UnitsPicker day={day} below={unit} />
      </Form.Item>
    </>
  );
}
