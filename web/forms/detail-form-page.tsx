import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { recordsPath } from '../figures/question.ts';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Downloads } from './downloads.tsx';
import { FormHead, SheetHead } from './form-head.tsx';

type Filled = Output<'forms.fill_detail'>;
type Row = Filled['rows'][number];
type Cell = Row['cells'][string];
type Column = Filled['columns'][number];

/** A form with a row for each target, area of a scorecard or late dossier; every cell a link to what stands behind it. */
export function DetailFormPage({ code }: { code: string }) {
  const { t, lang } = useText();
  const { filter } = useQuestion();
  const ask = filter && { code, unit: filter.unit, from: filter.from, to: filter.to };
  const asked = useGet('forms.fill_detail', ask, { placeholderData: (before) => before });
  return (
    <Page
      title={t('forms.one', { code })}
      lead={asked.data && (lang === 'vi' ? asked.data.title_vi : asked.data.title_en)}
      crumbs={[{ label: t('forms.title'), to: '/forms' }]}
      actions={ask && asked.data && <Downloads name="forms.export_detail" ask={ask} formats={['docx', 'xlsx', 'pdf']} />}
    >
      <Section>
        <QuestionFilters no_scope />
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <Answer of={asked} rows={12}>
          {(form) => (
            <Section className="form-paper">
              <FormHead form={form} />
              {form.rows.length === 0 ? <Nothing text={t('detailform.empty')} /> : <Sheet form={form} />}
              <Foot form={form} />
            </Section>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Sheet({ form }: { form: Filled }) {
  return (
    <ScrollBox label={form.official_code}>
      <table className="sheet detail-sheet">
        <SheetHead columns={form.columns} numberOf={numberOf} />
        <tbody>
          {form.rows.map((row) =>
            row.kind === 'group' ? <Group key={row.key} form={form} row={row} /> : <Line key={row.key} form={form} row={row} />,
          )}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** As the printed form numbers it: `(5)=(3)-(4)`. */
function numberOf({ no, sum_of, minus, percent_of }: Column): string {
  if (sum_of) return `(${no})=${sum_of.map((part) => `(${part})`).join('+')}`;
  if (minus) return `(${no})=(${minus[0]})-(${minus[1]})`;
  return percent_of ? `(${no})=(${percent_of[0]})/(${percent_of[1]})` : `(${no})`;
}

function Group({ form, row }: { form: Filled; row: Row }) {
  const [first, second] = form.columns as [Column, Column];
  return (
    <tr className="group">
      <td className="center">{row.cells[first.key]?.text}</td>
      <th scope="rowgroup" colSpan={form.columns.length - 1} className={`list-level-${row.level}`}>
        <Shown cell={row.cells[second.key]} label={second.path_vi.at(-1) ?? ''} />
      </th>
    </tr>
  );
}

const CLASS = { ordinal: 'center', label: '', words: 'left', mark: 'center', day: 'center nowrap', figure: 'num' } as const;

function Line({ form, row }: { form: Filled; row: Row }) {
  const { lang } = useText();
  return (
    <tr {...(row.kind === 'row' ? {} : { className: row.kind === 'part' ? 'detail-part' : row.kind })}>
      {form.columns.map((column) => {
        const label = (lang === 'vi' ? column.path_vi : column.path_en).join(', ');
        const shown = <Shown cell={row.cells[column.key]} label={label} />;
        if (column.role === 'label')
          return (
            <th key={column.key} scope="row" className={`list-level-${Math.min(row.level, 4)}`}>
              {shown}
            </th>
          );
        return (
          <td key={column.key} className={CLASS[column.role]}>
            {shown}
          </td>
        );
      })}
    </tr>
  );
}

function Shown({ cell, label }: { cell: Cell | undefined; label: string }) {
  const { number } = useText();
  if (!cell) return null;
  const text = cell.value === null ? (cell.text ?? '') : `${number(cell.value)}${cell.suffix ?? ''}`;
  if (text === '' || !cell.link) return <>{text}</>;
  return (
    <Link to={pathOf(cell.link)} aria-label={`${label}: ${text}`}>
      {text}
    </Link>
  );
}

function pathOf(link: NonNullable<Cell['link']>): string {
  return 'page' in link ? link.page : recordsPath(link.measure, link.filter);
}

function Foot({ form }: { form: Filled }) {
  const { t, lang, number } = useText();
  return (
    <>
      {form.tallies.length > 0 && (
        <p className="gap">
          <span className="strong">{t('detailform.tallies')}: </span>
          {form.tallies.map((tally) => {
            const text = `${lang === 'vi' ? tally.label_vi : tally.label_en}: ${number(tally.value)}`;
            return (
              <span key={tally.code} className="beside">
                {tally.link ? <Link to={pathOf(tally.link)}>{text}</Link> : text}
              </span>
            );
          })}
        </p>
      )}
      {form.notes.map((note) => (
        <p key={note.code} className="small">
          {lang === 'vi' ? note.text_vi : note.text_en}
        </p>
      ))}
    </>
  );
}
