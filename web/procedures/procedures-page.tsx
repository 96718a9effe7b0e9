import { Input, Select } from 'antd';
import { type Output, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { dayOf } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { limitText } from './limit-text.ts';

type Row = Output<'procedures.list'>['rows'][number];
type Level = Row['level'];
type Online = Row['online_level'];
const LEVELS: Level[] = ['province', 'district', 'commune'];
const ONLINE: Online[] = ['full', 'partial', 'none'];

export function ProceduresPage() {
  const { t, tCode, lang } = useText();
  const address = useAddress();
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const [q, sector] = [address.get('q'), address.get('sector')];
  const level = LEVELS.find((one) => one === address.get('level'));
  const online_level = ONLINE.find((one) => one === address.get('online'));
  const asked = useGet(
    'procedures.list',
    {
      day,
      page: address.number('page', 1),
      ...(q ? { q } : {}),
      ...(sector ? { sector } : {}),
      ...(level ? { level } : {}),
      ...(online_level ? { online_level } : {}),
    },
    { placeholderData: (before) => before },
  );
  const sectors = useGet('procedures.sectors', { day }, { staleTime: 600_000 });
  const columns: Column<Row>[] = [
    { key: 'name', title: t('field.name'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    { key: 'sector', title: t('field.sector'), cell: (row) => row.sector_name },
    { key: 'level', title: t('field.level'), cell: (row) => <span className="nowrap">{tCode('level', row.level)}</span> },
    {
      key: 'limit',
      title: t('procedures.limit'),
      cell: (row) => <span className="nowrap">{limitText(row, lang) ?? t('procedures.no_limit')}</span>,
    },
    {
      key: 'online',
      title: t('procedures.online_level'),
      cell: (row) => (
        <Tag tone={row.online_level === 'full' ? 'green' : row.online_level === 'partial' ? 'blue' : 'plain'}>
          {tCode('procedures.online', row.online_level)}
        </Tag>
      ),
    },
  ];
  return (
    <Page title={t('procedures.title')} lead={t('procedures.lead')}>
      <Section>
        <FilterBar
          is_active={Boolean(sector || level || online_level || address.get('day'))}
          first={
            <Field label={t('procedures.find')} className="field-wide">
              {(id) => (
                <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
              )}
            </Field>
          }
        >
          <Field label={t('field.sector')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={sector ?? null}
                placeholder={t('field.all')}
                onChange={(code) => address.set({ sector: code })}
                popupMatchSelectWidth={320}
                options={
                  sectors.data
                    ?.filter((one) => one.procedures > 0)
                    .map((one) => ({
                      value: one.code,
                      label: `${lang === 'en' && one.name_en ? one.name_en : one.name} (${one.procedures})`,
                    })) ?? []
                }
              />
            )}
          </Field>
          <Field label={t('field.level')} className="half">
            {(id) => (
              <Select
                id={id}
                allowClear
                value={level ?? null}
                placeholder={t('field.all')}
                onChange={(value) => address.set({ level: value })}
                options={LEVELS.map((value) => ({ value, label: tCode('level', value) }))}
              />
            )}
          </Field>
          <Field label={t('procedures.online_level')} className="half">
            {(id) => (
              <Select
                id={id}
                allowClear
                value={online_level ?? null}
                placeholder={t('field.all')}
                onChange={(value) => address.set({ online: value })}
                options={ONLINE.map((value) => ({ value, label: tCode('procedures.online', value) }))}
              />
            )}
          </Field>
          <DayField
            label={t('field.as_of')}
            value={day}
            onChange={(next) => address.set({ day: next === today ? null : next })}
          />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              label={t('procedures.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => pathWith(`/procedures/${row.code}`, { day: address.get('day') })}
              total={reply.total}
              empty={t('procedures.none')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
