import { Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { ChoiceFilter, SearchFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useRegimes, useUnit } from './due-parts.tsx';
import { useMany } from './send-many.tsx';

type Row = Output<'reports.list'>['rows'][number];
type Regime = Output<'reports.regimes'>[number];

export const REPORT_TONE = {
  draft: 'plain',
  submitted: 'amber',
  returned: 'red',
  approved: 'blue',
  issued: 'green',
  accepted: 'green',
  consolidated: 'green',
  recalled: 'red',
} as const;
const STATES = Object.keys(REPORT_TONE) as (keyof typeof REPORT_TONE)[];

/** Reports of the units in reach: what is due, where each stands. */
export function KeptPage() {
  const { t, tCode, day, label } = useText();
  const { may } = useSession();
  const address = useAddress();
  const [is_new, setNew] = useState(false);
  const regimes = useRegimes(useUnit());
  const state = STATES.find((one) => one === address.get('state'));
  const filters = {
    unit: address.get('unit'),
    regime: address.get('regime'),
    state,
    from: address.get('from'),
    to: address.get('to'),
    q: address.get('q'),
  };
  const asked = useGet('reports.list', { ...filters, page: address.number('page', 1) }, { placeholderData: (before) => before });
  const many = useMany(asked.data?.rows ?? []);
  const columns: Column<Row>[] = [
    { key: 'title', title: t('kept.report'), cell: (row) => row.title, phone: 'title' },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    {
      key: 'period',
      title: t('kept.period'),
      cell: (row) => <span className="nowrap">{`${day(row.from)} – ${day(row.to)}`}</span>,
    },
    {
      key: 'due',
      title: t('kept.due'),
      cell: (row) =>
        row.due_on && (
          <span className="nowrap">
            {day(row.due_on)} {row.is_late && <Tag tone="red">{t('kept.late')}</Tag>}
          </span>
        ),
    },
    { key: 'number', title: t('kept.issue_no'), cell: (row) => (row.number === null ? '' : `${row.number}/${row.year}`) },
    {
      key: 'changes',
      title: t('kept.changes'),
      align: 'right',
      cell: (row) => (
        <>
          {row.changes}
          {row.returned > 0 && <div className="small">{t('kept.returned_times', { count: row.returned })}</div>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => <Tag tone={REPORT_TONE[row.state]}>{tCode('report_state', row.state)}</Tag>,
    },
  ];
  return (
    <Page
      title={t('kept.title')}
      lead={t('kept.lead')}
      actions={
        may('reports.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setNew(true)}>
            {t('kept.new')}
          </Button>
        )
      }
    >
      <Section>
        <FilterBar is_active={Object.values(filters).some(Boolean)} first={<SearchFilter label={t('kept.find')} />}>
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={filters.unit} onChange={(unit) => address.set({ unit })} allowClear />}
          </Field>
          <ChoiceFilter
            label={t('kept.regime')}
            name="regime"
            value={filters.regime}
            options={(regimes.data ?? []).map((one) => ({ value: one.code, label: nameOf(one, label) }))}
          />
          <ChoiceFilter
            label={t('field.status')}
            name="state"
            value={state}
            options={STATES.map((value) => ({ value, label: tCode('report_state', value) }))}
            className="half"
          />
          <DayField label={t('field.from')} value={filters.from} onChange={(from) => address.set({ from })} allowClear />
          <DayField label={t('field.to')} value={filters.to} onChange={(to) => address.set({ to })} allowClear />
        </FilterBar>
        {many.bar}
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              ticks={many.ticks}
              label={t('kept.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/reports/kept/${row.id}`}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              empty={t('kept.empty')}
            />
          )}
        </Answer>
      </Section>
      {is_new && <NewReport regimes={regimes.data ?? []} onClose={() => setNew(false)} />}
    </Page>
  );
}

function nameOf(regime: Regime, label: (of: { label_vi: string; label_en: string }) => string): string {
  return label({ label_vi: regime.name_vi, label_en: regime.name_en });
}

const MOST = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 } as const;
const isNamed = (kind: string): kind is keyof typeof MOST => kind in MOST;

function NewReport({ regimes, onClose }: { regimes: Regime[]; onClose: () => void }) {
  const { t, tCode, label } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const say = useSay();
  const create = useCall('reports.create', ['reports']);
  const { mayAt } = useSession();
  // Only the unit's own people write its report.
  const units = [...new Map(me.roles.map((role) => [role.unit_code, role.unit_name])).entries()].filter(([code]) =>
    mayAt('reports.write', code),
  );
  const [unit, setUnit] = useState<string | undefined>(units[0]?.[0]);
  const [regime, setRegime] = useState(regimes[0]?.code);
  const chosen = regimes.find(({ code }) => code === regime);
  const [kind, setKind] = useState<keyof typeof MOST>('quarter');
  const [year, setYear] = useState(new Date().getFullYear());
  const [n, setN] = useState(1);
  const years = Array.from({ length: 6 }, (_, i) => new Date().getFullYear() + 1 - i);
  const numbers = Array.from({ length: MOST[kind] }, (_, i) => i + 1);
  const make = () => {
    if (!unit || !regime) return;
    create.mutate(
      { unit, regime, kind, year, n: Math.min(n, MOST[kind]) },
      { onSuccess: ({ id }) => void navigate(`/reports/kept/${id}`), onError: say.refused },
    );
  };
  return (
    <Modal
      open
      title={t('kept.new')}
      okText={t('kept.new')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !unit || !regime }}
      onOk={make}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form layout="vertical" onFinish={make} className="stacked">
        <Field label={t('field.unit')}>
          {(id) => (
            <Select
              id={id}
              value={unit ?? null}
              onChange={(code: string) => setUnit(code)}
              options={units.map(([value, name]) => ({ value, label: name }))}
            />
          )}
        </Field>
        <Field label={t('kept.regime')}>
          {(id) => (
            <Select
              id={id}
              value={regime ?? null}
              onChange={(code: string) => setRegime(code)}
              options={regimes.map((one) => ({ value: one.code, label: nameOf(one, label) }))}
            />
          )}
        </Field>
        <Field label={t('kept.period_kind')}>
          {(id) => (
            <Select
              id={id}
              value={kind}
              onChange={(value: keyof typeof MOST) => setKind(value)}
              options={(chosen?.periods ?? []).filter(isNamed).map((value) => ({ value, label: tCode('kept.kind', value) }))}
            />
          )}
        </Field>
        <Field label={t('kept.year')}>
          {(id) => (
            <Select
              id={id}
              value={year}
              onChange={(value: number) => setYear(value)}
              options={years.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        {MOST[kind] > 1 && (
          <Field label={t('kept.number_of_period')}>
            {(id) => (
              <Select
                id={id}
                value={Math.min(n, MOST[kind])}
                onChange={(value: number) => setN(value)}
                options={numbers.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
        )}
      </Form>
    </Modal>
  );
}
