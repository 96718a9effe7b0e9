import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Targets, targetsOf } from './due-asked.tsx';
import { type KindOfPeriod, type UnitKind, useKindName } from './due-parts.tsx';

type Row = Output<'reports.assignments'>['rows'][number];

/** Who was assigned the regime: what holds, what is to come, what is over. */
export function Assignments({ unit, regime, periods }: { unit: string; regime: string; periods: KindOfPeriod[] }) {
  const { t, span } = useText();
  const asked = useGet('reports.assignments', { unit, regime });
  const [is_new, setNew] = useState(false);
  const [ending, setEnding] = useState<Row | null>(null);
  const kindName = useKindName();
  const may_assign = asked.data?.may_assign ?? false;
  const columns: Column<Row>[] = [
    { key: 'who', title: t('assign.who'), phone: 'title', cell: (row) => <Who row={row} /> },
    { key: 'by', title: t('assign.by'), cell: (row) => row.by_unit.name },
    { key: 'to', title: t('assign.report_to'), cell: (row) => row.report_to?.name ?? t('assign.report_to_default') },
    { key: 'kinds', title: t('due.kind'), cell: (row) => row.kinds.map(kindName).join(', ') || t('field.all') },
    { key: 'valid', title: t('assign.valid'), cell: (row) => span(row.valid_from, row.valid_until) },
    { key: 'document', title: t('asked.document'), cell: (row) => row.document_number ?? '' },
    { key: 'state', title: t('field.status'), cell: (row) => <State row={row} /> },
    {
      key: 'do',
      title: '',
      cell: (row) => may_assign && row.ended_at === null && <Button onClick={() => setEnding(row)}>{t('assign.end')}</Button>,
    },
  ];
  return (
    <Section
      title={t('assign.title')}
      className="gap"
      extra={
        may_assign && (
          <Button icon={<Icon name="plus" />} onClick={() => setNew(true)}>
            {t('assign.new')}
          </Button>
        )
      }
    >
      <p className="small">{t('assign.lead')}</p>
      <Answer of={asked} rows={4}>
        {({ rows }) => (
          <List<Row> label={t('assign.title')} columns={columns} rows={rows} rowKey={(row) => row.id} empty={t('assign.empty')} />
        )}
      </Answer>
      {is_new && <AssignDialog unit={unit} regime={regime} periods={periods} onClose={() => setNew(false)} />}
      {ending && <EndDialog row={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function Who({ row }: { row: Row }) {
  const { t, tCode } = useText();
  const but = row.except.length > 0 ? `, ${t('assign.but', { units: row.except.map(({ name }) => name).join(', ') })}` : '';
  const kind = row.of_kind === null ? null : tCode('unit_kind', row.of_kind).toLocaleLowerCase('vi');
  return <>{kind === null ? row.unit.name : `${t('assign.all_of', { kind, unit: row.unit.name })}${but}`}</>;
}

function State({ row }: { row: Row }) {
  const { t } = useText();
  const today = dayOf(new Date());
  if (row.valid_until !== null && row.valid_until < today)
    return (
      <>
        <Tag>{t('assign.over')}</Tag> {row.ended_reason && <span className="small">{row.ended_reason}</span>}
      </>
    );
  return row.valid_from > today ? <Tag tone="blue">{t('assign.coming')}</Tag> : <Tag tone="green">{t('assign.holds')}</Tag>;
}

type Written = {
  kinds?: UnitKind[];
  units?: string[];
  except?: string[];
  periods?: KindOfPeriod[];
  report_to?: string;
  valid_from: string;
  valid_to?: string | null;
  document_number?: string;
  reason?: string;
};

type DialogProps = { unit: string; regime: string; periods: KindOfPeriod[]; onClose: () => void };

function AssignDialog({ unit, regime, periods, onClose }: DialogProps) {
  const { t } = useText();
  const say = useSay();
  const kindName = useKindName();
  const [form] = Form.useForm<Written>();
  const assign = useCall('reports.assign', ['reports']);
  const today = dayOf(new Date());
  const send = (written: Written) =>
    assign.mutate(
      {
        unit,
        regime,
        targets: targetsOf(unit, written).map((one) => ({ ...one, report_to: written.report_to ?? null })),
        kinds: written.periods ?? [],
        valid_from: written.valid_from,
        valid_to: written.valid_to ?? null,
        document_number: written.document_number?.trim() || null,
        reason: written.reason?.trim() || null,
      },
      {
        onSuccess: () => {
          say.done(t('assign.done'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      width={640}
      title={t('assign.title')}
      okText={t('assign.new')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: assign.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      {assign.error && <Problem error={assign.error} />}
      <Form<Written> form={form} layout="vertical" onFinish={send} initialValues={{ valid_from: today }}>
        <Targets unit={unit} day={today} />
        <Form.Item name="report_to" label={t('assign.report_to')} extra={t('assign.report_to_default')}>
          <UnitPicker allowClear />
        </Form.Item>
        <Form.Item name="periods" label={t('assign.kinds')}>
          <Select mode="multiple" options={periods.map((value) => ({ value, label: kindName(value) }))} />
        </Form.Item>
        <div className="content-grid">
          <Form.Item name="valid_from" label={t('regime.valid_from')} rules={[{ required: true }]}>
            <DayInput />
          </Form.Item>
          <Form.Item name="valid_to" label={t('regime.valid_to')}>
            <DayInput allowClear />
          </Form.Item>
          <Form.Item name="document_number" label={t('asked.document')}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={t('field.note')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function EndDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const end = useCall('reports.end_assignment', ['reports']);
  const [on, setOn] = useState(dayOf(new Date()));
  const [reason, setReason] = useState('');
  const send = () =>
    end.mutate(
      { id: row.id, on, reason: reason.trim() },
      {
        onSuccess: () => {
          say.done(t('assign.ended'));
          onClose();
        },
        onError: say.refused,
      },
    );
  return (
    <Modal
      open
      title={t('assign.end')}
      okText={t('act.confirm')}
      cancelText={t('act.cancel')}
      okButtonProps={{ danger: true, loading: end.isPending, disabled: reason.trim() === '' }}
      onOk={send}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <p>
        <Who row={row} />
      </p>
      <Field label={t('assign.end_on')}>{(id) => <DayInput id={id} value={on} onChange={(day) => day && setOn(day)} />}</Field>
      <Field label={t('field.reason')} className="gap">
        {(id) => (
          <Input.TextArea id={id} rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Modal>
  );
}
