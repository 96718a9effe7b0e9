import { Link, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { pathWith } from '../ui/address.ts';
import { Facts, Tag, Verified } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Decision = Output<'procedures.decision'>;
type Item = Decision['items'][number];
export const KIND_TONES = { announce: 'green', amend: 'blue', replace: 'amber', abolish: 'red' } as const;

/** One decision and what it does to each procedure. */
export function DecisionPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('procedures.decision', { id });
  return (
    <Page
      title={asked.data ? asked.data.number : t('catalogue.tab_decisions')}
      lead={asked.data?.title}
      crumbs={[
        { label: t('procedures.title'), to: '/procedures' },
        { label: t('catalogue.tab_decisions'), to: '/procedures/decisions' },
      ]}
    >
      <Answer of={asked}>{(decision) => <Shown decision={decision} />}</Answer>
    </Page>
  );
}

function Shown({ decision }: { decision: Decision }) {
  const { t, tCode, day, moment } = useText();
  const columns: Column<Item>[] = [
    { key: 'name', title: t('field.name'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    {
      key: 'kind',
      title: t('catalogue.change_kind'),
      cell: (row) => (
        <>
          <Tag tone={KIND_TONES[row.kind]}>{tCode('catalogue.kind', row.kind)}</Tag>{' '}
          {row.replaced_code && (
            <Link to={pathWith(`/procedures/${row.replaced_code}`, { day: decision.signed_on })}>
              {t('catalogue.replaces', { code: row.replaced_code })}
            </Link>
          )}
        </>
      ),
    },
    { key: 'effective', title: t('catalogue.effective_on'), cell: (row) => day(row.effective_on) },
    { key: 'reason', title: t('catalogue.late_reason'), cell: (row) => row.reason ?? '' },
  ];
  return (
    <>
      <Section>
        <Facts
          items={[
            [t('catalogue.signed_on'), day(decision.signed_on)],
            [t('catalogue.issuer'), decision.issuer],
            [
              t('field.status'),
              decision.status === 'approved' ? t('status.approved') : <Verified key="status" status={decision.status} />,
            ],
            [t('catalogue.entered_by'), [decision.entered_by_name, moment(decision.entered_at)].filter(Boolean).join(', ')],
          ]}
        />
      </Section>
      <Section title={t('catalogue.procedures_of')}>
        <List<Item>
          label={t('catalogue.procedures_of')}
          columns={columns}
          rows={decision.items}
          rowKey={(row) => row.ordinal}
          to={(row) =>
            pathWith(`/procedures/${row.code}`, row.kind === 'abolish' ? { day: decision.signed_on } : { day: row.effective_on })
          }
        />
      </Section>
    </>
  );
}
