import { Alert, Select } from 'antd';
import { Link, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { Notes } from '../figures/notes.tsx';
import { type FigureFilter, recordsPath } from '../figures/question.ts';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Loading, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { DetailFormPage } from './detail-form-page.tsx';
import { Downloads } from './downloads.tsx';
import { FormHead } from './form-head.tsx';
import { FormSheet } from './form-sheet.tsx';
import { ListFormPage } from './list-form-page.tsx';

export type Form = Output<'forms.fill'>;
export type FormCell = Form['rows'][number]['cells'][string];

/** A form by its code: columns over sectors or units, a list of rows, or a row for each target, area, dossier. */
export function FormPage() {
  const { code = '' } = useParams();
  const forms = useGet('forms.list', {}, { staleTime: 600_000 });
  if (forms.isPending) return <Loading />;
  const kind = forms.data?.forms.find((form) => form.code === code)?.kind;
  if (kind === 'list') return <ListFormPage code={code} />;
  return kind === 'detail' ? <DetailFormPage code={code} /> : <TableFormPage code={code} />;
}

function TableFormPage({ code }: { code: string }) {
  const { t, lang } = useText();
  const address = useAddress();
  const { filter } = useQuestion();
  const by = address.get('by') === 'unit' ? 'unit' : 'sector';
  const ask = filter && {
    code,
    unit: filter.unit,
    from: filter.from,
    to: filter.to,
    scope: filter.scope,
    by: by as 'unit' | 'sector',
  };
  const asked = useGet('forms.fill', ask, { placeholderData: (before) => before });
  return (
    <Page
      title={t('forms.one', { code })}
      lead={asked.data && (lang === 'vi' ? asked.data.title_vi : asked.data.title_en)}
      crumbs={[{ label: t('forms.title'), to: '/forms' }]}
      actions={ask && asked.data && <Downloads name="forms.export" ask={ask} formats={['docx', 'xlsx', 'pdf']} />}
    >
      <Section>
        <QuestionFilters>
          <Field label={t('forms.rows_by')} className="half">
            {(id) => (
              <Select
                id={id}
                value={by}
                onChange={(next) => address.set({ by: next === 'sector' ? null : next })}
                options={(['sector', 'unit'] as const).map((value) => ({ value, label: t(`forms.by.${value}`) }))}
              />
            )}
          </Field>
        </QuestionFilters>
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked}>{(form) => <Filled form={form} />}</Answer>
      )}
    </Page>
  );
}

function Filled({ form }: { form: Form }) {
  const { lang, number } = useText();
  const total = form.rows.find((row) => row.kind === 'total');
  return (
    <>
      <Notes notes={form.notes} />
      <Section className="form-paper">
        <FormHead form={form} />
        <FormSheet form={form} />
        {total && (
          <p className="gap">
            {form.besides.map((beside) => {
              const cell = total.besides[beside.key];
              return (
                cell && (
                  <span key={beside.key} className="beside">
                    {lang === 'vi' ? beside.label_vi : beside.label_en}:{' '}
                    <CellLink cell={cell} label={lang === 'vi' ? beside.label_vi : beside.label_en} text={number(cell.value)} />
                  </span>
                )
              );
            })}
          </p>
        )}
      </Section>
      <Checks form={form} />
    </>
  );
}

/** A cell of the form as a link to its records; a subtotal of a group has no list of its own. */
export function CellLink({ cell, text, label }: { cell: FormCell; text: string; label: string }) {
  if (cell.value === null || cell.filter.unit === '') return <span>{text}</span>;
  return (
    <Link to={recordsPath(cell.measure, cell.filter as FigureFilter)} aria-label={`${label}: ${text}`}>
      {text}
    </Link>
  );
}

function Checks({ form }: { form: Form }) {
  const { t, lang, number } = useText();
  return (
    <Section title={t('forms.checks')}>
      {form.checks.map((check) => (
        <Alert
          key={check.code}
          className="gap"
          showIcon
          type={check.is_met ? 'success' : 'error'}
          title={`${lang === 'vi' ? check.label_vi : check.label_en}: ${check.is_met ? t('forms.check_met') : t('forms.check_failed')}`}
          description={
            check.differences.length > 0 && (
              <ul className="plain-list">
                {check.differences.map((difference) => (
                  <li key={difference.row}>
                    {form.rows.find((row) => row.key === difference.row)?.label ?? difference.row}: {number(difference.left)} ≠{' '}
                    {number(difference.right)}
                  </li>
                ))}
              </ul>
            )
          }
        />
      ))}
    </Section>
  );
}
