import { memo, type ReactNode } from 'react';
import type { Output } from '../api.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { type Range, stretches } from './marks.ts';
import { AT } from './show-place.ts';

type Document = Output<'checks.document'>;
export type Finding = Document['findings'][number];
type Block = NonNullable<Document['text']>['blocks'][number];
type Cell = NonNullable<Block['cells']>[number];

/** The first mark of a finding. */
export const markOf = (index: number): Element | null => document.querySelector(`[data-findings~="${index}"]`);
export const findingId = (index: number) => `finding-${index}`;

type Props = {
  blocks: readonly Block[];
  findings: readonly Finding[];
  ranges: readonly Range[];
  chosen: number | null;
  onChoose: (index: number) => void;
};

/** The report's text, as it was read, with every finding at its place. */
export const TextView = memo(function TextView({ blocks, ...rest }: Props) {
  return blocks.map((block) => <BlockView key={block.offset} block={block} {...rest} />);
});

type BlockProps = Omit<Props, 'blocks'> & { block: Block };

function BlockView({ block, ...rest }: BlockProps) {
  if (block.kind === 'table') return <TableView block={block} {...rest} />;
  const inside = (
    <>
      {block.kind === 'footnote' && <sup>{block.label} </sup>}
      {block.numbering && <span className="muted">{block.numbering.label} </span>}
      <Marked text={block.text} offset={block.offset} {...rest} />
    </>
  );
  if (block.kind === 'heading') return <p className="read-heading">{inside}</p>;
  return <p className={`read-${block.kind}`}>{inside}</p>;
}

function TableView({ block, ...rest }: BlockProps) {
  const { t } = useText();
  const rows: Cell[][] = [];
  for (const cell of block.cells ?? []) {
    const row = rows[cell.row];
    if (row) row.push(cell);
    else rows[cell.row] = [cell];
  }
  return (
    <ScrollBox label={t('checks.place.table', { n: block.index })}>
      <table className="read-table">
        <tbody>
          {Array.from(rows, (cells = [], row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the row is its number
            <tr key={row}>
              {cells.map((cell) => (
                <CellView key={cell.column} cell={cell} {...rest} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function CellView({ cell, ...rest }: Omit<Props, 'blocks'> & { cell: Cell }) {
  const spans = {
    ...(cell.row_span > 1 && { rowSpan: cell.row_span }),
    ...(cell.column_span > 1 && { colSpan: cell.column_span }),
  };
  const is_figure = /^[-–(]?\d[\d.,\s]*%?\)?$/.test(cell.text);
  const inside = <Marked text={cell.text} offset={cell.offset} {...rest} />;
  if (cell.is_header) return <th {...spans}>{inside}</th>;
  return (
    <td className={is_figure ? 'right' : ''} {...spans}>
      {inside}
    </td>
  );
}

const WORST = { error: 0, warning: 1, note: 2 } as const;

type MarkedProps = Omit<Props, 'blocks'> & { text: string; offset: number };

function Marked({ text, offset, findings, ranges, chosen, onChoose }: MarkedProps): ReactNode {
  const { t } = useText();
  const parts = stretches(text, offset, ranges).map((part, i) => {
    if (part.findings.length === 0) return part.text;
    const [index = 0] = [...part.findings].sort((a, b) => WORST[severityOf(a)] - WORST[severityOf(b)]);
    const is_chosen = chosen !== null && part.findings.includes(chosen);
    const is_settled = part.findings.every((one) => settled(findings[one]));
    return (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name
        key={i}
        data-findings={part.findings.join(' ')}
        href={`#${findingId(index)}`}
        className={`mark mark-${severityOf(index)} ${is_chosen ? 'is-chosen' : ''} ${is_settled ? 'is-settled' : ''}`}
        aria-label={`${part.text} (${t('checks.finding_n', { n: index + 1 })})`}
        onClick={(event) => {
          event.preventDefault();
          onChoose(index);
        }}
      >
        {part.text}
      </a>
    );
  });
  return <span {...{ [AT]: offset }}>{parts}</span>;

  function severityOf(index: number) {
    return findings[index]?.severity ?? 'note';
  }
}

/** Somebody has said what it is. */
export function settled(finding: Finding | undefined): boolean {
  return finding !== undefined && finding.verdict !== null && finding.verdict !== 'open';
}
