import { Button } from 'antd';
import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag, Verified } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useKindName, useRegimes, useUnit } from './due-parts.tsx';

type Row = Output<'reports.regimes'>[number];

/** Report regimes as a unit's province has them today. */
export function RegimesPage() {
  const { t, label, span } = useText();
  const { may } = useSession();
  const address = useAddress();
  const unit = useUnit();
  const kindName = useKindName();
  const asked = useRegimes(unit);
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('regime.name'),
      phone: 'title',
      cell: (row) => label({ label_vi: row.name_vi, label_en: row.name_en }),
    },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    { key: 'periods', title: t('regime.periods'), cell: (row) => row.periods.map(kindName).join(', ') },
    { key: 'calendar', title: t('regime.calendar'), cell: (row) => t(`regime.calendar.${row.calendar}`) },
    {
      key: 'version',
      title: t('field.source'),
      cell: (row) => (
        <>
          {row.decision ?? row.source} <Verified status={row.status} />{' '}
          {row.is_own && <Tag tone="blue">{`${t('regime.of_province')} (${span(row.valid_from, row.valid_to)})`}</Tag>}
        </>
      ),
    },
  ];
  return (
    <Page
      title={t('regime.title')}
      lead={t('regime.lead')}
      crumbs={[{ label: t('due.title'), to: '/reports/due' }]}
      actions={
        may('reports.define') && (
          <Link to={pathWith('/reports/regimes/edit', { unit: address.get('unit') })}>
            <Button type="primary" icon={<Icon name="plus" />}>
              {t('regime.new')}
            </Button>
          </Link>
        )
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} />}
          </Field>
        </div>
        {unit === undefined ? (
          <Nothing text={t('figures.choose_unit')} />
        ) : (
          <Answer of={asked} rows={6}>
            {(rows) => (
              <List<Row>
                label={t('regime.title')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.code}
                to={(row) => pathWith(`/reports/regimes/${row.code}`, { unit: address.get('unit') })}
                empty={t('regime.empty')}
              />
            )}
          </Answer>
        )}
      </Section>
    </Page>
  );
}
