import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { recordsPath } from '../figures/question.ts';
import { pathWith } from '../ui/address.ts';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Downloads } from './downloads.tsx';
import { FormHead } from './form-head.tsx';

type Filled = Output<'forms.fill_list'>;
type Row = Filled['rows'][number];

/** A list form of a unit and a period: numbered rows, every figure a link to what stands behind it. */
export function ListFormPage({ code }: { code: string }) {
  const { t, lang } = useText();
  const { filter, period } = useQuestion();
  const ask = filter && { code, unit: filter.unit, from: filter.from, to: filter.to };
  const asked = useGet('forms.fill_list', ask, { placeholderData: (before) => before });
  return (
    <Page
      title={t('forms.one', { code })}
      lead={asked.data && (lang === 'vi' ? asked.data.title_vi : asked.data.title_en)}
      crumbs={[{ label: t('forms.title'), to: '/forms' }]}
      actions={
        ask &&
        asked.data && (
          <>
            <Link
              to={pathWith(`/forms/${code}/fill`, {
                unit: ask.unit,
                from: ask.from,
                to: ask.to,
                regime: period.regime,
                kind: period.kind,
              })}
            >
              <Button type="primary">{t('grid.fill')}</Button>
            </Link>
            <Downloads name="forms.export_list" ask={ask} formats={['docx', 'xlsx', 'pdf']} />
          </>
        )
      }
    >
      <Section>
        <QuestionFilters no_scope />
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked}>
          {(form) => (
            <>
              <Section className="form-paper">
                <FormHead form={form} />
                <Sheet form={form} />
              </Section>
              <Checks form={form} />
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Sheet({ form }: { form: Filled }) {
  const { t, label } = useText();
  return (
    <ScrollBox label={form.official_code}>
      <table className="sheet list-form">
        <thead>
          <tr>
            <th scope="col">{t('listform.code')}</th>
            <th scope="col">{t('listform.row')}</th>
            <th scope="col">{t('listform.unit')}</th>
            <th scope="col">{t('listform.value')}</th>
            <th scope="col">{t('listform.note')}</th>
          </tr>
        </thead>
        <tbody>
          {form.rows.map((row) => (
            <tr key={row.key} className={row.is_heading ? 'group' : ''}>
              <td className="left">{row.code ?? ''}</td>
              <th scope="row" className={`list-level-${Math.min(row.level, 4)}`}>
                {label(row)}
              </th>
              <td className="center">{row.unit_vi}</td>
              <td className="num">{row.is_heading ? '' : <Figure row={row} />}</td>
              <td className="left small">{row.is_heading ? '' : <Note row={row} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** A blank figure leads somewhere too: to why it is blank. */
function Figure({ row }: { row: Row }) {
  const { t, number, label } = useText();
  const text = row.words ?? (row.value === null ? '' : row.unit_vi === '%' ? `${number(row.value)}%` : number(row.value));
  if (!row.measure || !row.filter) return <>{text}</>;
  const said = text === '' ? t('figures.not_available') : text;
  return (
    <Link to={recordsPath(row.measure, row.filter)} aria-label={`${label(row)}: ${said}`}>
      {text === '' ? '…' : text}
    </Link>
  );
}

function Note({ row }: { row: Row }) {
  const { t, day } = useText();
  const parts = [
    row.basis === 'cumulative' && t('listform.cumulative'),
    row.note,
    row.as_of !== null && row.value !== null && t('measures.as_of', { day: day(row.as_of) }),
    row.value === null && row.words === null && row.note === null && row.reason_null && whyOf(t, row.reason_null),
  ];
  return <>{parts.filter(Boolean).join('; ')}</>;
}

const REASONS = ['no_records', 'not_declared', 'declared_blank', 'no_denominator', 'part_missing'] as const;

function whyOf(t: ReturnType<typeof useText>['t'], reason: string): string {
  const known = REASONS.find((one) => one === reason);
  return known ? t(`measures.null.${known}`) : '';
}

function Checks({ form }: { form: Filled }) {
  const { t, label, number } = useText();
  return (
    <Section title={t('forms.checks')}>
      {form.checks.map((check) => (
        <Alert
          key={check.code}
          className="gap"
          showIcon
          type={check.is_met === null ? 'info' : check.is_met ? 'success' : 'error'}
          title={`${label(check)}: ${check.is_met === null ? t('listform.check_open') : check.is_met ? t('forms.check_met') : t('forms.check_failed')}`}
          description={check.is_met === false ? `${number(check.left)} ≠ ${number(check.right)}` : undefined}
        />
      ))}
    </Section>
  );
}
