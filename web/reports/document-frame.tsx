import type { ReactNode } from 'react';
import { ScrollBox } from '../ui/scroll-box.tsx';

const MOTTO = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

/** Parts of a document never change places, so their place names them. */
export function keyed<T>(parts: readonly T[]): [number, T][] {
  return parts.map((part, at) => [at, part]);
}

export function Lines({ lines }: { lines: readonly string[] }) {
  return keyed(lines).map(([key, line]) => <div key={key}>{line}</div>);
}

type Letter = {
  superior: readonly string[];
  issuer: readonly string[];
  number: string;
  place_and_date: string;
  type: string;
  subject: readonly string[];
  recipients: readonly string[];
  authority: readonly string[];
  signer: string;
};

/**
 * Head and foot of an official document around its text. Always in Vietnamese.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
 */
export function DocumentFrame({ letter, annexes, children }: { letter: Letter; annexes: ReactNode; children: ReactNode }) {
  return (
    <article className="slip document" lang="vi">
      <header>
        <div>
          <Lines lines={letter.superior} />
          <div className="strong">
            <Lines lines={letter.issuer} />
          </div>
          <div>{letter.number}</div>
        </div>
        <div>
          <div className="strong">{MOTTO[0]}</div>
          <div className="strong underline">{MOTTO[1]}</div>
          <div className="italic">{letter.place_and_date}</div>
        </div>
      </header>
      <h2>
        {letter.type}
        <Lines lines={letter.subject} />
      </h2>
      {children}
      <footer>
        <div className="recipients">
          <div className="italic strong">Nơi nhận:</div>
          <Lines lines={letter.recipients} />
        </div>
        <div>
          <div className="strong">
            <Lines lines={letter.authority} />
          </div>
          <div className="sign">{letter.signer}</div>
        </div>
      </footer>
      {annexes}
    </article>
  );
}

export function AnnexHead({ label, title, lines }: { label: string; title: string; lines: readonly string[] }) {
  return (
    <>
      <h2>
        {label}
        <div>{title}</div>
      </h2>
      <div className="document-center">
        <Lines lines={lines} />
      </div>
    </>
  );
}

type Cell = {
  align?: string | undefined;
  bold?: boolean | undefined;
  col_span?: number | undefined;
  row_span?: number | undefined;
};

/** A table of a document; columns share its width as the paper's do. */
export function DocumentTable<C extends Cell>(props: {
  table: { widths: readonly number[]; header: readonly (readonly C[])[]; rows: readonly (readonly C[])[] };
  label: string;
  inside: (cell: C) => ReactNode;
  /** Remarks on a row. */
  remarked?: (row: number) => readonly { id: number; words: string }[] | undefined;
}) {
  const { table, label, inside, remarked } = props;
  const remarks = (row: number) => {
    const own = remarked?.(row) ?? [];
    if (own.length === 0) return {};
    return {
      className: 'remarked',
      'data-remarks': own.map(({ id }) => id).join(' '),
      title: own.map(({ words }) => words).join('\n'),
    };
  };
  const whole = table.widths.reduce((sum, width) => sum + width, 0);
  const spans = (cell: C) => ({ colSpan: cell.col_span ?? 1, rowSpan: cell.row_span ?? 1 });
  return (
    <ScrollBox label={label}>
      <table className={table.widths.length > 8 ? 'sheet wide-sheet' : 'sheet'}>
        <colgroup>
          {keyed(table.widths).map(([key, width]) => (
            <col key={key} style={{ width: `${(100 * width) / whole}%` }} />
          ))}
        </colgroup>
        <thead>
          {keyed(table.header).map(([key, row]) => (
            <tr key={key}>
              {keyed(row).map(([at, cell]) => (
                <th key={at} scope={(cell.col_span ?? 1) > 1 ? 'colgroup' : 'col'} {...spans(cell)}>
                  {inside(cell)}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {keyed(table.rows).map(([key, row]) => (
            <tr key={key} data-line={key} {...remarks(key)}>
              {keyed(row).map(([at, cell]) => (
                <td key={at} className={`${cell.align ?? 'left'}${cell.bold ? ' strong' : ''}`} {...spans(cell)}>
                  {inside(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
