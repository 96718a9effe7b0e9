import { Button } from 'antd';
import { Link } from 'react-router';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter, SearchFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Copy = Output<'certifications.list'>['rows'][number];
const STATES = ['draft', 'signing', 'signed', 'given', 'cancelled'] as const;
export const STATE_TONE = { draft: 'amber', signing: 'amber', signed: 'blue', given: 'green', cancelled: 'red' } as const;

/** The register of electronic certified copies. */
export function RegisterPage() {
  const { t, tCode, day, moment, money } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const state = STATES.find((one) => one === address.get('state'));
  const filters = { unit: address.get('unit'), state, from: address.get('from'), to: address.get('to'), q: address.get('q') };
  const asked = useGet(
    'certifications.list',
    { ...filters, page: address.number('page', 1) },
    { placeholderData: (before) => before },
  );
  const counted = filters.from && filters.to ? { unit: filters.unit, from: filters.from, to: filters.to } : null;
  const counts = useGet('certifications.counts', counted);
  const columns: Column<Copy>[] = [
    {
      key: 'number',
      title: t('certifications.number'),
      cell: (row) => (row.number === null ? t('certifications.no_number') : `${row.number}/${row.year}`),
    },
    { key: 'original', title: t('certifications.original'), cell: (row) => <Original row={row} />, phone: 'title' },
    { key: 'requester', title: t('certifications.requester'), cell: (row) => row.requester_name },
    { key: 'copies', title: t('certifications.copies'), cell: (row) => row.copies, align: 'right' },
    {
      key: 'fee',
      title: t('certifications.fee'),
      cell: (row) => <span className="nowrap">{money(row.fee_vnd)}</span>,
      align: 'right',
    },
    { key: 'signer', title: t('certifications.signer'), cell: (row) => row.signer_name ?? '' },
    {
      key: 'day',
      title: t('certifications.day'),
      cell: (row) => <span className="nowrap">{moment(row.signed_at ?? row.drafted_at)}</span>,
    },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => <Tag tone={STATE_TONE[row.state]}>{tCode('copy_state', row.state)}</Tag>,
    },
  ];
  return (
    <Page
      title={t('certifications.title')}
      lead={t('certifications.lead')}
      actions={
        <>
          <Button
            icon={<Icon name="download" />}
            onClick={() => void download('certifications.export', filters).catch(say.refused)}
          >
            {t('act.export')}
          </Button>
          {may('certifications.write') && (
            <Link to="/certifications/new">
              <Button type="primary" icon={<Icon name="plus" />} tabIndex={-1}>
                {t('certifications.new')}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <Section>
        <FilterBar is_active={Object.values(filters).some(Boolean)} first={<SearchFilter label={t('certifications.find')} />}>
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={filters.unit} onChange={(unit) => address.set({ unit })} allowClear />}
          </Field>
          <CodeFilter label={t('field.status')} name="state" codes={STATES} prefix="copy_state" className="half" />
          <DayField label={t('field.from')} value={filters.from} onChange={(from) => address.set({ from })} allowClear />
          <DayField label={t('field.to')} value={filters.to} onChange={(to) => address.set({ to })} allowClear />
        </FilterBar>
        {counts.data && filters.from && filters.to && (
          <p role="status">
            {t('certifications.counted', {
              from: day(filters.from),
              to: day(filters.to),
              asked: counts.data.total.asked,
              certified: counts.data.total.certified,
              copies: counts.data.total.copies,
              fee: money(counts.data.total.fee_vnd),
            })}
          </p>
        )}
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Copy>
              label={t('certifications.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/certifications/${row.id}`}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              empty={t('certifications.empty')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function Original({ row }: { row: Copy }) {
  return (
    <>
      {row.original_name}
      {(row.original_number || row.original_issuer) && (
        <div className="small">{[row.original_number, row.original_issuer].filter(Boolean).join(' · ')}</div>
      )}
    </>
  );
}
