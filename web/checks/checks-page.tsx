import { Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { ChoiceFilter } from '../ui/filter-fields.tsx';
import { momentText } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Counts } from './counts.tsx';
import { UploadBox } from './upload-box.tsx';

type Row = Output<'checks.documents'>['rows'][number];
const ONLY = ['errors', 'open', 'clean'] as const;
const SORTS = ['uploaded', '-uploaded', 'title', '-title', 'errors', '-errors'] as const;

/** Reports that were checked, and where the next one is dropped. */
export function ChecksPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Page title={t('checks.title')} lead={t('checks.lead')} actions={<Link to="/checks/rules">{t('checks.rules_link')}</Link>}>
      <Section>
        <NewReport onDone={(id, several) => !several && navigate(`/checks/${id}`)} />
      </Section>
      <Section title={t('checks.list')}>
        <Reports />
      </Section>
    </Page>
  );
}

function NewReport({ onDone }: { onDone: (id: number, several: boolean) => void }) {
  const { t } = useText();
  const [unit, setUnit] = useOwnUnit();
  return (
    <UploadBox
      fields={unit ? { unit_id: String(unit.id) } : null}
      why={t('checks.choose_unit')}
      onDone={(sent) => onDone(sent[0]?.document_id as number, sent.length > 1)}
    >
      <Field label={t('checks.for_unit')} className="field-wide">
        {(id) => <UnitPicker id={id} value={unit?.code} onChange={(_code, picked) => setUnit(picked ?? null)} />}
      </Field>
    </UploadBox>
  );
}

/** The unit on which the account may check reports, until another is chosen. */
function useOwnUnit() {
  const me = useMe();
  const tree = useGet('org.tree', {}, { staleTime: 600_000 });
  const [chosen, setChosen] = useState<{ id: number; code: string } | null>(null);
  const own = me.permissions.find(({ permission }) => permission === 'checks.use')?.unit_id;
  const unit = chosen ?? tree.data?.units.find(({ id }) => id === own) ?? null;
  return [unit, setChosen] as const;
}

function Reports() {
  const { t, number } = useText();
  const address = useAddress();
  const [q, unit] = [address.get('q'), address.get('unit')];
  const only = ONLY.find((one) => one === address.get('only'));
  const sort = SORTS.find((one) => one === address.get('sort'));
  const asked = useGet(
    'checks.documents',
    { page: address.number('page', 1), ...(q && { q }), ...(unit && { unit }), ...(only && { only }), ...(sort && { sort }) },
    {
      placeholderData: (before) => before,
      refetchInterval: ({ state }) => (state.data?.rows.some((row) => row.state === 'waiting') ? 1500 : false),
    },
  );
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('checks.report'),
      sort: 'title',
      phone: 'title',
      cell: (row) => row.title,
    },
    { key: 'found', title: t('checks.found'), sort: 'errors', cell: (row) => <Counts of={row} /> },
    {
      key: 'open',
      title: t('checks.open_count'),
      align: 'right',
      cell: (row) => (row.state === 'checked' ? number(row.open_findings) : ''),
    },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    {
      key: 'uploaded',
      title: t('checks.uploaded'),
      sort: 'uploaded',
      cell: (row) => (
        <>
          <span className="nowrap">{momentText(row.uploaded_at)}</span>
          <div className="small">
            {row.uploaded_by_name}
            {row.drafts > 1 && ` · ${t('checks.drafts', { count: row.drafts })}`}
          </div>
        </>
      ),
    },
  ];
  return (
    <>
      <FilterBar
        is_active={Boolean(unit || only)}
        first={
          <Field label={t('checks.find')} className="field-wide">
            {(id) => (
              <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
            )}
          </Field>
        }
      >
        <Field label={t('field.unit')}>
          {(id) => <UnitPicker id={id} value={unit} allowClear onChange={(code) => address.set({ unit: code })} />}
        </Field>
        <ChoiceFilter
          label={t('checks.only')}
          name="only"
          value={only}
          options={ONLY.map((value) => ({ value, label: t(`checks.only.${value}`) }))}
          width={260}
        />
      </FilterBar>
      <Answer of={asked} rows={6}>
        {(reply) => (
          <List<Row>
            label={t('checks.list')}
            columns={columns}
            rows={reply.rows}
            rowKey={(row) => row.id}
            to={(row) => `/checks/${row.id}`}
            total={reply.total}
            empty={t('checks.none')}
          />
        )}
      </Answer>
    </>
  );
}
