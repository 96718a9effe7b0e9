import { Button } from 'antd';
import { useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { ChoiceFilter, CodeFilter, SearchFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useRegimes, useUnit } from './due-parts.tsx';
import { NewReport } from './new-report.tsx';
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
          <CodeFilter label={t('field.status')} name="state" codes={STATES} prefix="report_state" className="half" />
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
