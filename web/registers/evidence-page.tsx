import { Button, Input } from 'antd';
import { download, type Output, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Row = Output<'registers.evidence'>['rows'][number];

/** Documents kept as evidence, and how many things each proves. */
export function EvidencePage() {
  const { t, day, moment, number, size } = useText();
  const me = useMe();
  const say = useSay();
  const address = useAddress();
  const unit = address.get('unit') ?? me.account.unit_code ?? '';
  const q = address.get('q');
  const asked = useGet('registers.evidence', unit ? { unit, q, page: address.number('page', 1) } : null, {
    placeholderData: (before) => before,
  });
  const columns: Column<Row>[] = [
    { key: 'title', title: t('evidence.title'), cell: (row) => <span className="cut-3">{row.title}</span>, phone: 'title' },
    { key: 'number', title: t('registers.document_number'), cell: (row) => row.document_number ?? '' },
    { key: 'on', title: t('evidence.document_on'), cell: (row) => day(row.document_on) },
    { key: 'uses', title: t('evidence.uses'), cell: (row) => number(row.uses), align: 'right', width: 110 },
    { key: 'added', title: t('evidence.added'), cell: (row) => `${row.added_by_name}, ${moment(row.added_at)}` },
    {
      key: 'file',
      title: t('evidence.file'),
      cell: (row) => (
        <Button
          size="small"
          icon={<Icon name="download" size={16} />}
          aria-label={t('evidence.open_named', { title: row.title })}
          onClick={() => void download('registers.evidence_file', { id: row.id }).catch(say.refused)}
        >
          {size(row.size_bytes)}
        </Button>
      ),
    },
  ];
  return (
    <Page
      title={t('registers.evidence_store')}
      lead={t('evidence.lead')}
      crumbs={[{ label: t('registers.title'), to: '/registers' }]}
    >
      <Section>
        <FilterBar
          is_active={Boolean(address.get('unit'))}
          first={
            <Field label={t('evidence.find')}>
              {(id) => (
                <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(words) => address.set({ q: words.trim() })} />
              )}
            </Field>
          }
        >
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} with_ended />}
          </Field>
        </FilterBar>
        <Answer of={asked} rows={8}>
          {(reply) => (
            <List<Row>
              label={t('registers.evidence_store')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              total={reply.total}
              loading={asked.isFetching && asked.isPlaceholderData}
              empty={t('evidence.none_kept')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
