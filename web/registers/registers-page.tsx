import { Button, Input } from 'antd';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { matches } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useShow } from './show.tsx';

type Row = Output<'registers.list'>['rows'][number];

/** Every register of a unit, by area of the reform. */
export function RegistersPage() {
  const { t } = useText();
  const { may } = useSession();
  const me = useMe();
  const show = useShow();
  const address = useAddress();
  const unit = address.get('unit') ?? me.account.unit_code ?? '';
  const q = address.get('q') ?? '';
  const asked = useGet('registers.list', unit ? { unit } : null);
  const found = (asked.data?.rows ?? []).filter((row) => !q || matches(`${row.name_vi} ${row.name_en} ${row.code}`, q));
  const areas = [...new Set(found.map((row) => row.area))];
  return (
    <Page
      title={t('registers.title')}
      lead={t('registers.lead')}
      actions={
        <>
          {may('registers.import') && (
            <Link to="/registers/imports">
              <Button icon={<Icon name="upload" />} tabIndex={-1}>
                {t('registers.imports')}
              </Button>
            </Link>
          )}
          <Link to="/registers/evidence">
            <Button icon={<Icon name="link" />} tabIndex={-1}>
              {t('registers.evidence_store')}
            </Button>
          </Link>
          {asked.data?.can_define && (
            <Link to="/registers/define">
              <Button type="primary" icon={<Icon name="plus" />} tabIndex={-1}>
                {t('registers.define_new')}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <Section>
        <FilterBar
          is_active={Boolean(address.get('unit'))}
          first={
            <Field label={t('registers.find')}>
              {(id) => <Input id={id} allowClear value={q} onChange={(event) => address.set({ q: event.target.value })} />}
            </Field>
          }
        >
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} with_ended />}
          </Field>
        </FilterBar>
      </Section>
      <Answer of={asked} rows={12}>
        {({ year }) =>
          areas.length === 0 ? (
            <Nothing text={t('registers.none_found')} />
          ) : (
            areas.map((area) => (
              <Section key={area} title={show.area(area)} className="gap">
                <Area rows={found.filter((row) => row.area === area)} label={show.area(area)} unit={unit} year={year} />
              </Section>
            ))
          )
        }
      </Answer>
    </Page>
  );
}

function Area({ rows, label, unit, year }: { rows: Row[]; label: string; unit: string; year: number }) {
  const { t, day, number } = useText();
  const show = useShow();
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('field.name'),
      cell: (row) => show.name(row),
      phone: 'title',
    },
    {
      key: 'kind',
      title: t('field.kind'),
      cell: (row) => (
        <>
          {t(row.period_kind === 'at_day' ? 'registers.at_day_kind' : 'registers.in_period_kind')}
          {row.is_own && <Tag tone="blue">{t('registers.own')}</Tag>}
          {row.is_closed && <Tag tone="amber">{t('registers.is_closed')}</Tag>}
        </>
      ),
      width: 190,
    },
    {
      key: 'year',
      title: t('registers.in_year', { year }),
      cell: (row) => number(row.entries_in_year),
      align: 'right',
      width: 110,
    },
    { key: 'all', title: t('registers.in_all'), cell: (row) => number(row.entries), align: 'right', width: 100 },
    { key: 'last', title: t('registers.last_on'), cell: (row) => (row.last_on ? day(row.last_on) : ''), width: 120 },
  ];
  return (
    <List<Row>
      label={label}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.code}
      to={(row) => pathWith(`/registers/${row.code}`, { unit })}
    />
  );
}
