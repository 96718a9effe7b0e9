import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { Verified } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Form = Output<'forms.list'>['forms'][number];

export function FormsPage() {
  const { t, lang, span } = useText();
  const asked = useGet('forms.list', {});
  const columns: Column<Form>[] = [
    { key: 'code', title: t('field.code'), cell: (row) => <span className="strong">{row.code}</span>, width: 120 },
    {
      key: 'name',
      title: t('field.name'),
      phone: 'title',
      cell: (row) => <Link to={`/forms/${row.code}`}>{lang === 'vi' ? row.name_vi : row.name_en}</Link>,
    },
    {
      key: 'valid',
      title: t('forms.valid'),
      cell: (row) => span(row.valid_from, row.valid_to),
    },
    {
      key: 'source',
      title: t('field.source'),
      cell: (row) => (
        <span className="small">
          {row.source} <Verified status={row.status} />
        </span>
      ),
    },
  ];
  return (
    <Page title={t('forms.title')} lead={t('forms.lead')}>
      <Section>
        <Answer of={asked}>
          {({ forms }) => (
            <List<Form>
              label={t('forms.title')}
              columns={columns}
              rows={forms}
              rowKey={(row) => `${row.code}-${row.version}`}
              empty={t('forms.empty')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
