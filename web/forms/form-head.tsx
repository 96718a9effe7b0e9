import { useText } from '../ui/text.tsx';
import { headerCells } from './header.ts';

type Headed = {
  official_code: string;
  source: string;
  title_vi: string;
  title_en: string;
  period: { from: string; to: string; text_vi: string };
  unit: { name: string };
  /** What is counted, where one word says it for the whole form. */
  count_unit_vi?: string;
  count_unit_en?: string;
};

/** What stands above a form, as the regulation prints it: its number, its title and period, who reports. */
export function FormHead({ form }: { form: Headed }) {
  const { t, lang, day } = useText();
  const unit = lang === 'vi' ? form.count_unit_vi : form.count_unit_en;
  return (
    <div className="form-head">
      <div>
        <div className="strong">{form.official_code}</div>
        <div className="small">{form.source}</div>
      </div>
      <div className="form-title">
        <div className="strong">{(lang === 'vi' ? form.title_vi : form.title_en).toUpperCase()}</div>
        <div>
          {lang === 'vi' ? form.period.text_vi : `${t('field.period')}: ${day(form.period.from)} – ${day(form.period.to)}`}
        </div>
      </div>
      <div>
        <div>{form.unit.name}</div>
        {unit !== undefined && <div className="small">{t('forms.unit_of_count', { unit })}</div>}
      </div>
    </div>
  );
}

type HeadedColumn = { no: number; path_vi: readonly string[]; path_en: readonly string[] };

/** Heads over several rows, and the row of official column numbers. */
export function SheetHead<C extends HeadedColumn>({
  columns,
  numberOf,
}: {
  columns: readonly C[];
  numberOf: (column: C) => string;
}) {
  const { lang } = useText();
  const paths = columns.map((column) => (lang === 'vi' ? column.path_vi : column.path_en));
  return (
    <thead>
      {headerCells(paths).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a head never move.
        <tr key={index}>
          {row.map((cell) => (
            <th
              key={`${cell.column}-${cell.text}`}
              colSpan={cell.columns}
              rowSpan={cell.rows}
              scope={cell.columns > 1 ? 'colgroup' : 'col'}
            >
              {cell.text}
            </th>
          ))}
        </tr>
      ))}
      <tr className="numbers">
        {columns.map((column) => (
          <th key={column.no} scope="col">
            {numberOf(column)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
