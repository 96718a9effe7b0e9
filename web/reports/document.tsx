import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { localPath } from './local-path.ts';

type Report = Output<'reports.preview'>;
type Block = Report['body'][number];
type Run = Extract<Block, { kind: 'paragraph' }>['runs'][number];
type Table = Report['annexes'][number]['table'];
type Cell = Table['rows'][number][number];

const MOTTO = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

/** The report as it will be printed; every figure opens its records. Always in Vietnamese: it is an official document. */
export function DocumentView({ report }: { report: Report }) {
  return (
    <article className="slip document" lang="vi">
      <header>
        <div>
          <Lines lines={report.superior} />
          <div className="strong">
            <Lines lines={report.issuer} />
          </div>
          <div>{report.number}</div>
        </div>
        <div>
          <div className="strong">{MOTTO[0]}</div>
          <div className="strong underline">{MOTTO[1]}</div>
          <div className="italic">{report.place_and_date}</div>
        </div>
      </header>
      <h2>
        {report.type}
        <Lines lines={report.subject} />
      </h2>
      {keyed(report.body).map(([key, block]) => (
        <BlockView key={key} block={block} />
      ))}
      <footer>
        <div className="recipients">
          <div className="italic strong">Nơi nhận:</div>
          <Lines lines={report.recipients} />
        </div>
        <div>
          <div className="strong">
            <Lines lines={report.signature.authority} />
          </div>
          <div className="sign">{report.signature.name ?? ''}</div>
        </div>
      </footer>
      {report.annexes.map((annex) => (
        <section key={annex.label}>
          <h2>
            {annex.label}
            <div>{annex.title}</div>
          </h2>
          <div className="document-center">
            <Lines lines={annex.lines} />
          </div>
          <TableView table={annex.table} label={annex.title} />
          {keyed(annex.notes).map(([key, runs]) => (
            <p key={key}>
              <Runs runs={runs} />
            </p>
          ))}
        </section>
      ))}
    </article>
  );
}

/** Parts of a document never change places, so their place names them. */
export function keyed<T>(parts: readonly T[]): [number, T][] {
  return parts.map((part, at) => [at, part]);
}

function Lines({ lines }: { lines: readonly string[] }) {
  return keyed(lines).map(([key, line]) => <div key={key}>{line}</div>);
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h3 className={`heading-${block.level}`}>{block.text}</h3>;
    case 'paragraph':
      return (
        <p className={`paragraph-${block.style}`}>
          <Runs runs={block.runs} />
        </p>
      );
    case 'caption':
      return <p className="document-center italic">{block.text}</p>;
    case 'table':
      return <TableView table={block.table} label={block.table.header[0]?.map((cell) => cell.text).join(', ') ?? ''} />;
  }
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return keyed(runs).map(([key, run]) => (
    <span key={key} className={`${run.bold ? 'strong' : ''} ${run.italic ? 'italic' : ''}`}>
      <Linked link={run.link}>{run.text}</Linked>
    </span>
  ));
}

function Linked({ link, children }: { link: string | undefined; children: ReactNode }) {
  return link ? <Link to={localPath(link)}>{children}</Link> : children;
}

function TableView({ table, label }: { table: Table; label: string }) {
  const whole = table.widths.reduce((sum, width) => sum + width, 0);
  return (
    <ScrollBox label={label}>
      <table className="sheet">
        <colgroup>
          {keyed(table.widths).map(([key, width]) => (
            <col key={key} style={{ width: `${(100 * width) / whole}%` }} />
          ))}
        </colgroup>
        <thead>
          {keyed(table.header).map(([key, row]) => (
            <tr key={key}>
              {keyed(row).map(([at, cell]) => (
                <th
                  key={at}
                  scope={(cell.col_span ?? 1) > 1 ? 'colgroup' : 'col'}
                  colSpan={cell.col_span ?? 1}
                  rowSpan={cell.row_span ?? 1}
                >
                  {cell.text}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {keyed(table.rows).map(([key, row]) => (
            <tr key={key}>
              {keyed(row).map(([at, cell]) => (
                <CellView key={at} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function CellView({ cell }: { cell: Cell }) {
  return (
    <td
      className={`${cell.align ?? 'left'} ${cell.bold ? 'strong' : ''}`}
      colSpan={cell.col_span ?? 1}
      rowSpan={cell.row_span ?? 1}
    >
      <Linked link={cell.link}>{cell.text}</Linked>
    </td>
  );
}
