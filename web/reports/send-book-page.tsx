import { Button, Select } from 'antd';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { SearchFilter } from '../ui/filter-fields.tsx';
import { yearNow } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Row = Output<'reports.book'>['rows'][number];

const TONE = { in_force: 'green', accepted: 'green', sent_back: 'amber', recalled: 'red', replaced: 'plain' } as const;

/** The book of issued reports: numbers as they were given, and what became of each. */
export function BookPage() {
  const { t, tCode, day } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const this_year = yearNow();
  const year = address.get('year');
  const filters = {
    unit: address.get('unit'),
    ...(year ? { year: Number(year) } : {}),
    from: address.get('from'),
    to: address.get('to'),
    q: address.get('q'),
  };
  const asked = useGet('reports.book', { ...filters, page: address.number('page', 1) }, { placeholderData: (before) => before });
  const columns: Column<Row>[] = [
    { key: 'code', title: t('book.code'), cell: (row) => <span className="nowrap">{row.code}</span>, phone: 'title' },
    { key: 'day', title: t('kept.issued_on'), cell: (row) => <span className="nowrap">{day(row.issued_on)}</span> },
    { key: 'title', title: t('inbox.subject'), cell: (row) => row.title },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    { key: 'signer', title: t('kept.signer'), cell: (row) => row.signer },
    {
      key: 'signatures',
      title: t('sending.signatures'),
      cell: (row) => (row.signatures === 0 ? t('sending.not_signed') : t('sending.office_signed', { count: row.signatures })),
    },
    { key: 'sent', title: t('book.sent_to'), cell: (row) => row.sent_to.join('; ') },
    { key: 'state', title: t('field.status'), cell: (row) => <Tag tone={TONE[row.state]}>{tCode('book_state', row.state)}</Tag> },
  ];
  return (
    <Page
      title={t('book.title')}
      lead={t('book.lead')}
      actions={
        may('reports.export') && (
          <Button icon={<Icon name="download" />} onClick={() => void download('reports.book_file', filters).catch(say.refused)}>
            {t('book.export')}
          </Button>
        )
      }
    >
      <Section>
        <FilterBar is_active={Object.values(filters).some(Boolean)} first={<SearchFilter label={t('book.find')} />}>
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={filters.unit} onChange={(unit) => address.set({ unit })} allowClear />}
          </Field>
          <Field label={t('kept.year')} className="half">
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder={t('field.all')}
                value={year ? Number(year) : null}
                onChange={(value: number | null) => address.set({ year: value ? String(value) : undefined })}
                options={Array.from({ length: 6 }, (_, i) => ({ value: this_year - i, label: this_year - i }))}
              />
            )}
          </Field>
          <DayField label={t('field.from')} value={filters.from} onChange={(from) => address.set({ from })} allowClear />
          <DayField label={t('field.to')} value={filters.to} onChange={(to) => address.set({ to })} allowClear />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              label={t('book.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => `${row.report_id} ${row.version}`}
              to={(row) => `/reports/kept/${row.report_id}`}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              empty={t('book.empty')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
