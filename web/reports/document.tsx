import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { AnnexHead, DocumentFrame, DocumentTable, keyed } from './document-frame.tsx';
import { localPath } from './local-path.ts';

type Report = Output<'reports.preview'>;
type Block = Report['body'][number];
type Run = Extract<Block, { kind: 'paragraph' }>['runs'][number];
type Table = Report['annexes'][number]['table'];

/** The report as it will be printed; every figure opens its records. */
export function DocumentView({ report }: { report: Report }) {
  const annexes = report.annexes.map((annex) => (
    <section key={annex.label}>
      <AnnexHead label={annex.label} title={annex.title} lines={annex.lines} />
      <TableView table={annex.table} label={annex.title} />
      {keyed(annex.notes).map(([key, runs]) => (
        <p key={key}>
          <Runs runs={runs} />
        </p>
      ))}
    </section>
  ));
  const letter = { ...report, authority: report.signature.authority, signer: report.signature.name ?? '' };
  return (
    <DocumentFrame letter={letter} annexes={annexes}>
      {keyed(report.body).map(([key, block]) => (
        <BlockView key={key} block={block} />
      ))}
    </DocumentFrame>
  );
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
  return <DocumentTable table={table} label={label} inside={(cell) => <Linked link={cell.link}>{cell.text}</Linked>} />;
}
