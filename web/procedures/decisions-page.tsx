import { Button, Input } from 'antd';
import { useNavigate } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field, Verified } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { CatalogueTabs } from './tabs.tsx';

type Row = Output<'procedures.decisions'>['rows'][number];

/** Decisions on procedures, newest first. */
export function DecisionsPage() {
  const { t, day } = useText();
  const { may } = useSession();
  const navigate = useNavigate();
  const address = useAddress();
  const q = address.get('q');
  const asked = useGet(
    'procedures.decisions',
    { page: address.number('page', 1), ...(q ? { q } : {}) },
    { placeholderData: (before) => before },
  );
  const columns: Column<Row>[] = [
    { key: 'number', title: t('catalogue.number'), cell: (row) => <span className="nowrap">{row.number}</span>, phone: 'title' },
    {
      key: 'title',
      title: t('catalogue.title'),
      cell: (row) => (
        <>
          {row.title} <Verified status={row.status} />
        </>
      ),
    },
    { key: 'signed', title: t('catalogue.signed_on'), cell: (row) => day(row.signed_on) },
    { key: 'issuer', title: t('catalogue.issuer'), cell: (row) => row.issuer },
    {
      key: 'effective',
      title: t('catalogue.effective_on'),
      cell: (row) => row.first_effective_on && day(row.first_effective_on),
    },
    { key: 'items', title: t('catalogue.items'), cell: (row) => row.items, align: 'right' },
  ];
  return (
    <Page
      title={t('catalogue.tab_decisions')}
      lead={t('catalogue.decisions_lead')}
      crumbs={[{ label: t('procedures.title'), to: '/procedures' }]}
      actions={
        may('procedures.write') && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => void navigate('/procedures/decide')}>
            {t('catalogue.decide')}
          </Button>
        )
      }
    >
      <CatalogueTabs active="decisions" />
      <Section>
        <FilterBar
          first={
            <Field label={t('catalogue.find_decision')} className="field-wide">
              {(id) => (
                <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
              )}
            </Field>
          }
        />
        <Answer of={asked} rows={8}>
          {(reply) => (
            <List<Row>
              label={t('catalogue.tab_decisions')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/procedures/decisions/${row.id}`}
              total={reply.total}
              empty={q ? t('catalogue.none_decisions') : t('catalogue.no_decisions')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
