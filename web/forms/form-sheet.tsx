import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { CellLink, type Form } from './form-page.tsx';
import { headerCells } from './header.ts';

/** The form as the regulation prints it: heads over several rows, numbered columns, every figure a link. */
export function FormSheet({ form }: { form: Form }) {
  const { lang, number } = useText();
  const paths = form.columns.map((column) => (lang === 'vi' ? column.path_vi : column.path_en));
  return (
    <ScrollBox label={form.official_code}>
      <table className="sheet form-sheet">
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
            {form.columns.map((column) => (
              <th key={column.no} scope="col">
                ({column.no})
                {column.role === 'figure' && column.sum_of ? `=${column.sum_of.map((no) => `(${no})`).join('+')}` : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.rows.map((row) => (
            <tr key={row.key} className={row.kind === 'row' ? '' : row.kind}>
              {form.columns.map((column) => {
                if (column.role === 'ordinal')
                  return (
                    <td key={column.key} className="center">
                      {row.ordinal}
                    </td>
                  );
                if (column.role === 'label')
                  return (
                    <th key={column.key} scope="row">
                      {row.label}
                    </th>
                  );
                const cell = row.cells[column.key];
                const head = (lang === 'vi' ? column.path_vi : column.path_en).join(', ');
                return (
                  <td key={column.key}>
                    {cell && <CellLink cell={cell} text={number(cell.value)} label={`${row.label}, ${head}`} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
