import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { SheetHead } from './form-head.tsx';
import { CellLink, type Form } from './form-page.tsx';

/** The form as the regulation prints it: heads over several rows, numbered columns, every figure a link. */
export function FormSheet({ form }: { form: Form }) {
  const { lang, number } = useText();
  return (
    <ScrollBox label={form.official_code}>
      <table className="sheet form-sheet">
        <SheetHead columns={form.columns} numberOf={numberOf} />
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

/** As the printed form numbers it: `(3)=(4)+(5)`. */
function numberOf(column: Form['columns'][number]): string {
  const parts = column.role === 'figure' ? column.sum_of : undefined;
  return `(${column.no})${parts ? `=${parts.map((no) => `(${no})`).join('+')}` : ''}`;
}
