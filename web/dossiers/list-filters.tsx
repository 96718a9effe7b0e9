import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useGet } from '../api.ts';
import { ProcedurePicker } from '../procedures/procedure-picker.tsx';
import { useAddress } from '../ui/address.ts';
import { DayField, Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

export const STANDINGS = ['in_time', 'overdue', 'paused', 'undated'] as const;
/** Names of the filters in the address. */
export const FILTERS = [
  'q',
  'status',
  'standing',
  'unit',
  'holder_unit',
  'procedure',
  'sector',
  'channel',
  'fee',
  'mine',
  'waiting',
  'step_late',
  'received_from',
  'received_to',
  'due_from',
  'due_to',
  'closed_from',
  'closed_to',
] as const;

const MORE: readonly string[] = FILTERS.filter((name) => name !== 'q');
/** Folded on a desk as well, unless one of them is used. */
const HIDDEN: readonly string[] = MORE.filter((name) => !['status', 'standing', 'procedure', 'unit'].includes(name));
const TYPING_MS = 250;

/** Filters of the list of dossiers, all of them in the address. */
export function ListFilters() {
  const { t, tCode } = useText();
  const { get, set } = useAddress();
  const is_narrow = useNarrow();
  const status = get('status')?.split(',') ?? [];
  const day = (name: string, label: string) => (
    <DayField label={label} value={get(name)} onChange={(value) => set({ [name]: value })} allowClear />
  );
  const flag = (name: string, label: string) => (
    <Checkbox checked={get(name) === '1'} onChange={(event) => set({ [name]: event.target.checked ? '1' : null })}>
      {label}
    </Checkbox>
  );
  const more = (
    <>
      <CodeFilter label={t('field.channel')} name="channel" codes={['1', '2', '3']} prefix="channel" className="half" />
      <Sector />
      <Field label={t('dossiers.holder')}>
        {(id) => <UnitPicker id={id} value={get('holder_unit')} onChange={(unit) => set({ holder_unit: unit })} allowClear />}
      </Field>
      <CodeFilter label={t('column.fee')} name="fee" codes={['unpaid', 'paid']} prefix="fee_state" className="half" />
      {day('received_from', t('dossiers.received_from'))}
      {day('received_to', t('dossiers.received_to'))}
      {day('due_from', t('dossiers.due_from'))}
      {day('due_to', t('dossiers.due_to'))}
      {day('closed_from', t('dossiers.closed_from'))}
      {day('closed_to', t('dossiers.closed_to'))}
      <div className="field filter-flags">
        {flag('mine', t('dossiers.only_mine'))}
        {flag('waiting', t('tab.others'))}
        {flag('step_late', t('dossiers.step_late'))}
      </div>
    </>
  );
  return (
    <FilterBar is_active={MORE.some((name) => get(name))} first={<Words />}>
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
      <CodeFilter label={t('dossiers.standing')} name="standing" codes={STANDINGS} prefix="standing" className="half" />
      <ProcedureField />
      <Field label={t('field.unit')}>
        {(id) => <UnitPicker id={id} value={get('unit')} onChange={(unit) => set({ unit })} allowClear />}
      </Field>
      {FILTERS.some((name) => get(name)) && (
        <Button onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, null])))}>{t('act.clear')}</Button>
      )}
      {is_narrow ? (
        more
      ) : (
        <details className="filters-more" open={HIDDEN.some((name) => get(name))}>
          <summary>{t('dossiers.more_filters')}</summary>
          <div className="filters">{more}</div>
        </details>
      )}
    </FilterBar>
  );
}

/** Found while it is typed. */
function Words() {
  const { t } = useText();
  const { get, set } = useAddress();
  const asked = get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  // The address was changed by something else: a saved filter, the search of the frame, going back.
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => set({ q: typed.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, set]);
  return (
    <Field label={t('dossiers.find_long')} className="field-wide">
      {(id) => (
        <Input.Search
          id={id}
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(now) => set({ q: now.trim() })}
        />
      )}
    </Field>
  );
}

function Sector() {
  const { t, lang } = useText();
  const { get, set } = useAddress();
  const sectors = useGet('procedures.sectors', {}, { staleTime: 600_000 });
  return (
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
            sectors.data?.map((one) => ({ value: one.code, label: lang === 'en' && one.name_en ? one.name_en : one.name })) ?? []
          }
        />
      )}
    </Field>
  );
}

function ProcedureField() {
  const { t } = useText();
  const { get, set } = useAddress();
  const code = get('procedure');
  const chosen = useGet('procedures.get', code ? { code } : null, { staleTime: 600_000 });
  return (
    <Field label={t('field.procedure')}>
      {(id) => (
        <ProcedurePicker
          id={id}
          value={code}
          name={chosen.data?.name}
          placeholder={t('field.all')}
          onChange={(procedure) => set({ procedure })}
        />
      )}
    </Field>
  );
}
