import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { download, useGet } from '../api.ts';
import { asked as without } from '../figures/question.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { dossierColumns } from './columns.tsx';
import type { Listed } from './marks.tsx';

const STANDINGS = ['in_time', 'overdue', 'paused', 'undated'] as const;
const FILTERS = ['q', 'status', 'standing', 'unit', 'sector', 'channel', 'received_from', 'received_to', 'due_from', 'due_to'];

export function ListPage() {
  const text = useText();
  const { t } = text;
  const address = useAddress();
  const say = useSay();
  const [is_exporting, setExporting] = useState(false);
  const { get } = address;
  const filter = without({
    q: get('q'),
    status: get('status'),
    standing: STANDINGS.find((one) => one === get('standing')),
    unit: get('unit'),
    sector: get('sector'),
    channel: get('channel'),
    received_from: get('received_from'),
    received_to: get('received_to'),
    due_from: get('due_from'),
    due_to: get('due_to'),
    sort: get('sort'),
  });
  const asked = useGet('dossiers.list', { ...filter, page: address.number('page', 1) }, { placeholderData: (before) => before });
  const save = async () => {
    setExporting(true);
    await download('dossiers.export', filter).catch(say.refused);
    setExporting(false);
  };
  return (
    <Page
      title={t('dossiers.title')}
      actions={
        <Button icon={<Icon name="download" />} loading={is_exporting} onClick={() => void save()}>
          {t('act.export')}
        </Button>
      }
    >
      <Section>
        <Filters />
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Listed>
              label={t('dossiers.title')}
              columns={dossierColumns(text, true)}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/dossiers/${row.id}`}
              total={reply.total}
              empty={t('dossiers.none')}
              loading={asked.isPlaceholderData}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function Filters() {
  const { t, tCode, lang } = useText();
  const address = useAddress();
  const sectors = useGet('procedures.sectors', {}, { staleTime: 600_000 });
  const { get, set } = address;
  const status = get('status')?.split(',') ?? [];
  const day = (name: string, label: string) => (
    <DayField label={label} value={get(name)} onChange={(value) => set({ [name]: value })} allowClear />
  );
  return (
    <FilterBar
      is_active={FILTERS.some((name) => name !== 'q' && get(name))}
      first={
        <Field label={t('dossiers.find_placeholder')} className="field-wide">
          {(id) => (
            <Input.Search
              key={get('q') ?? ''}
              id={id}
              allowClear
              defaultValue={get('q') ?? ''}
              onSearch={(typed) => set({ q: typed.trim() })}
            />
          )}
        </Field>
      }
    >
      <Field label={t('field.status')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            maxTagCount={1}
            value={status}
            placeholder={t('field.all')}
            onChange={(next: string[]) => set({ status: next.join(',') })}
            popupMatchSelectWidth={260}
            options={Array.from({ length: 10 }, (_none, at) => ({
              value: String(at + 1),
              label: tCode('dossier_status', at + 1),
            }))}
          />
        )}
      </Field>
      <Field label={t('dossiers.standing')} className="half">
        {(id) => (
          <Select
            id={id}
            allowClear
            value={get('standing') ?? null}
            placeholder={t('field.all')}
            onChange={(value) => set({ standing: value })}
            options={STANDINGS.map((value) => ({ value, label: tCode('standing', value) }))}
          />
        )}
      </Field>
      <Field label={t('field.channel')} className="half">
        {(id) => (
          <Select
            id={id}
            allowClear
            value={get('channel') ?? null}
            placeholder={t('field.all')}
            onChange={(value) => set({ channel: value })}
            options={['1', '2', '3'].map((value) => ({ value, label: tCode('channel', value) }))}
          />
        )}
      </Field>
      <Field label={t('field.sector')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={get('sector') ?? null}
            placeholder={t('field.all')}
            onChange={(value) => set({ sector: value })}
            popupMatchSelectWidth={300}
            options={
              sectors.data?.map((one) => ({ value: one.code, label: lang === 'en' && one.name_en ? one.name_en : one.name })) ??
              []
            }
          />
        )}
      </Field>
      <Field label={t('field.unit')}>
        {(id) => <UnitPicker id={id} value={get('unit')} onChange={(unit) => set({ unit })} allowClear />}
      </Field>
      {day('received_from', t('dossiers.received_from'))}
      {day('received_to', t('dossiers.received_to'))}
      {day('due_from', t('dossiers.due_from'))}
      {day('due_to', t('dossiers.due_to'))}
      {FILTERS.some((name) => get(name)) && (
        <Button onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, null])))}>{t('act.clear')}</Button>
      )}
    </FilterBar>
  );
}
