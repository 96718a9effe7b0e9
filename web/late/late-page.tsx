import { Button, Select } from 'antd';
import { useState } from 'react';
import { download, type Output, useGet } from '../api.ts';
import { Holder } from '../dossiers/marks.tsx';
import { asked as without } from '../figures/question.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Row = Output<'dossiers.late'>['rows'][number];
const EXPLANATIONS = ['all', 'missing', 'explained', 'accepted'] as const;
const STATES = ['all', 'open', 'closed'] as const;
const PATH = '/late';

/** What must be explained to the head of the unit: late when it ended in the days chosen, or late now. */
export function LatePage() {
  const { t, tCode } = useText();
  const address = useAddress();
  const say = useSay();
  const [is_exporting, setExporting] = useState(false);
  const { get } = address;
  const explanation = EXPLANATIONS.find((one) => one === get('explanation')) ?? 'all';
  const filter = without({
    unit: get('unit'),
    from: get('from'),
    to: get('to'),
    state: STATES.find((one) => one === get('state')),
  });
  const asked = useGet(
    'dossiers.late',
    { ...filter, explanation, page: address.number('page', 1) },
    { placeholderData: (before) => before },
  );
  const counts = asked.data?.counts;
  const columns = useColumns();
  const save = async () => {
    setExporting(true);
    await download('dossiers.late_export', { ...filter, explanation }).catch(say.refused);
    setExporting(false);
  };
  return (
    <Page
      title={t('late.title')}
      lead={t('late.lead')}
      actions={
        <Button icon={<Icon name="download" />} loading={is_exporting} onClick={() => void save()}>
          {t('late.export')}
        </Button>
      }
    >
      <Section>
        <FilterBar
          first={
            <Field label={t('field.unit')}>
              {(id) => <UnitPicker id={id} value={get('unit')} onChange={(unit) => address.set({ unit })} allowClear />}
            </Field>
          }
          is_active={Boolean(get('from') || get('to') || get('state'))}
        >
          <DayField
            label={t('late.from')}
            value={get('from') ?? asked.data?.from}
            onChange={(from) => address.set({ from })}
            allowClear
          />
          <DayField label={t('late.to')} value={get('to') ?? asked.data?.to} onChange={(to) => address.set({ to })} allowClear />
          <Field label={t('late.state')}>
            {(id) => (
              <Select
                id={id}
                className="wide"
                value={get('state') ?? 'all'}
                onChange={(state) => address.set({ state: state === 'all' ? null : state })}
                options={STATES.map((value) => ({ value, label: tCode('late.state', value) }))}
              />
            )}
          </Field>
        </FilterBar>
        <TabLinks
          label={t('late.explanation')}
          active={explanation}
          tabs={EXPLANATIONS.map((key) => ({
            key,
            label: tCode('late.explanation', key),
            to: pathWith(PATH, { ...filter, explanation: key === 'all' ? null : key }),
            count: counts?.[key === 'all' ? 'total' : key],
            is_alarming: key === 'missing',
          }))}
        />
        <Answer of={asked} rows={8}>
          {(reply) => (
            <List<Row>
              label={t('late.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/dossiers/${row.id}`}
              total={reply.total}
              loading={asked.isPlaceholderData}
              empty={t('late.none')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t, tCode, day, moment } = useText();
  return [
    { key: 'code', title: t('dossiers.code'), cell: (row) => <span className="code nowrap">{row.code}</span>, phone: 'title' },
    {
      key: 'procedure',
      title: t('field.procedure'),
      cell: (row) => (
        <>
          {row.procedure_name}
          <div className="small">{row.competent_unit_name}</div>
        </>
      ),
    },
    {
      key: 'officer',
      title: t('late.officer'),
      cell: (row) =>
        row.officer_name ? (
          <>
            {row.officer_name}
            {row.officer_title && <div className="small">{row.officer_title}</div>}
          </>
        ) : row.closed_at === null ? (
          <Holder of={row} />
        ) : (
          <span className="muted">{t('late.nobody')}</span>
        ),
    },
    {
      key: 'due',
      title: t('dossiers.due'),
      cell: (row) => (
        <>
          <span className="nowrap">{day(row.due_on)}</span>
          {row.first_due_on !== row.due_on && (
            <div className="small">
              {t('dossier.first_due')}: {day(row.first_due_on)}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'ended',
      title: t('dossier.decided'),
      cell: (row) => (row.decided_at ? moment(row.decided_at) : <Tag tone="red">{tCode('late.state', 'open')}</Tag>),
    },
    {
      key: 'days',
      title: t('late.days'),
      align: 'right',
      cell: (row) => (row.is_late_by_click ? <Tag tone="amber">{t('late.by_click')}</Tag> : row.late_days),
    },
    {
      key: 'apology',
      title: t('late.apologised'),
      cell: (row) =>
        row.apologised_at ? (
          moment(row.apologised_at)
        ) : row.is_late_by_click ? (
          ''
        ) : (
          <span className="muted">{t('late.not_apologised')}</span>
        ),
    },
    {
      key: 'explanation',
      title: t('late.explanation'),
      cell: (row) =>
        row.explained_at === null ? (
          <Tag tone="red">{tCode('late.explanation', 'missing')}</Tag>
        ) : (
          <>
            <Tag tone={row.explanation_accepted_at ? 'green' : 'amber'}>
              {tCode('late.explanation', row.explanation_accepted_at ? 'accepted' : 'explained')}
            </Tag>
            <div className="small">
              {tCode('late_cause', row.cause)}: {row.explanation}
            </div>
          </>
        ),
    },
  ];
}
