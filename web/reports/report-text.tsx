import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useCall } from '../api.ts';
import { recordsPath } from '../figures/question.ts';
import { useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { keyed } from './document.tsx';
import { NarrativeEditor, type Paragraph, printed } from './narrative-editor.tsx';
import type { Kept } from './report-page.tsx';

type Content = Kept['content'];
type Block = Content['sections'][number]['blocks'][number];
type Table = Extract<Block, { kind: 'table' }>;
type Narrative = Extract<Block, { kind: 'narrative' }>;

/** The report as it will be printed; every figure opens its records, every narrative may be edited in place. */
export function ReportText({ report }: { report: Kept }) {
  const { content } = report;
  const figure = useAddress().get('figure');
  useEffect(() => {
    if (figure) document.getElementById(`figure-${figure}`)?.scrollIntoView({ block: 'center' });
  }, [figure]);
  return (
    <article className="slip document" lang="vi">
      <header>
        <div>
          <Lines lines={content.superior} />
          <div className="strong">
            <Lines lines={content.issuer} />
          </div>
          <div>{content.number}</div>
        </div>
        <div>
          <div className="strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div>
          <div className="strong underline">Độc lập - Tự do - Hạnh phúc</div>
          <div className="italic">{content.place_and_date}</div>
        </div>
      </header>
      <h2>
        {content.type}
        <Lines lines={content.subject} />
      </h2>
      {content.bases.map((basis) => (
        <p key={basis} className="paragraph-basis">
          {basis}
        </p>
      ))}
      {content.sections.map((section) => (
        <section key={section.key}>
          {section.heading && <h3>{section.heading}</h3>}
          {section.blocks.map((block) =>
            block.kind === 'table' ? (
              <TableView key={block.key} table={block} content={content} />
            ) : (
              <NarrativeView key={block.key} block={block} heading={section.heading} report={report} />
            ),
          )}
        </section>
      ))}
      <footer>
        <div className="recipients">
          <div className="italic strong">Nơi nhận:</div>
          <Lines lines={content.recipients} />
        </div>
        <div>
          <div className="strong">
            <Lines lines={content.authority} />
          </div>
          <div className="sign">{content.signer}</div>
        </div>
      </footer>
      {content.annexes.map((annex) => (
        <section key={annex.key}>
          <h2>
            {annex.label}
            <div>{annex.title}</div>
          </h2>
          <div className="document-center">
            <Lines lines={annex.lines} />
          </div>
          <TableView table={{ ...annex.table, caption: annex.title }} content={content} hidden_caption />
          {annex.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </section>
      ))}
    </article>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line) => <div key={line}>{line}</div>);
}

/** A figure leads to the records it counts. */
function FigureLink({ anchor, content, bold }: { anchor: string; content: Content; bold?: boolean | undefined }) {
  const chosen = useAddress().get('figure') === anchor;
  const figure = content.figures[anchor];
  if (!figure) return null;
  const scope = figure.filter.scope === 'own' || figure.filter.scope === 'below' ? figure.filter.scope : 'all';
  const { sector } = figure.filter;
  const path = recordsPath(figure.measure, {
    unit: figure.unit,
    from: figure.from,
    to: figure.to,
    scope,
    ...(sector ? { sector } : {}),
  });
  return (
    <Link
      {...(chosen ? { id: `figure-${anchor}` } : {})}
      to={path}
      title={figure.label}
      className={`num${bold ? ' strong' : ''}${chosen ? ' figure-chosen' : ''}`}
    >
      {figure.printed}
    </Link>
  );
}

function Words({ paragraph, content }: { paragraph: Paragraph; content: Content }) {
  return keyed(paragraph).map(([at, piece]) => {
    if ('figure' in piece) return <FigureLink key={at} anchor={piece.figure} content={content} bold={piece.bold} />;
    const text = printed(content, piece);
    const is_bold = 'text' in piece && piece.bold;
    const is_italic = 'text' in piece && piece.italic;
    return is_bold ? <strong key={at}>{text}</strong> : is_italic ? <em key={at}>{text}</em> : <span key={at}>{text}</span>;
  });
}

function NarrativeView({ block, heading, report }: { block: Narrative; heading: string; report: Kept }) {
  const { t, tCode } = useText();
  const { may } = useSession();
  const say = useSay();
  const save = useCall('reports.save', ['reports']);
  const [is_editing, setEditing] = useState(false);
  const may_edit = report.steps.includes('save') && may('reports.write');
  if (is_editing)
    return (
      <NarrativeEditor
        content={report.content}
        block={block}
        heading={heading}
        busy={save.isPending}
        onCancel={() => setEditing(false)}
        onSave={(paragraphs) =>
          save.mutate(
            { id: report.id, version: report.version, blocks: { [block.key]: paragraphs } },
            {
              onSuccess: ({ version }) => {
                say.done(t('kept.saved', { version }));
                setEditing(false);
              },
              onError: say.refused,
            },
          )
        }
      />
    );
  return (
    <div className="narrative">
      {block.paragraphs.length === 0 && may_edit && <p className="muted">{t('kept.nothing_written')}</p>}
      {keyed(block.paragraphs).map(([at, paragraph]) => (
        <p key={at} className="paragraph-body">
          <Words paragraph={paragraph} content={report.content} />
        </p>
      ))}
      {may_edit && (
        <div className="narrative-tools">
          <span className="small">{[tCode('report_origin', block.origin), block.from].filter(Boolean).join(': ')}</span>
          <Button size="small" onClick={() => setEditing(true)} aria-label={`${t('kept.edit')}: ${heading}`}>
            {t('kept.edit')}
          </Button>
        </div>
      )}
    </div>
  );
}

function TableView({ table, content, hidden_caption }: { table: Table; content: Content; hidden_caption?: boolean }) {
  const sum = table.widths.reduce((so_far, share) => so_far + share, 0);
  return (
    <>
      {table.caption && !hidden_caption && <div className="document-center strong">{table.caption}</div>}
      <ScrollBox label={table.caption || content.title}>
        <table className={table.widths.length > 8 ? 'sheet wide-sheet' : 'sheet'}>
          <colgroup>
            {keyed(table.widths).map(([at, share]) => (
              <col key={at} style={{ width: `${(100 * share) / sum}%` }} />
            ))}
          </colgroup>
          <thead>
            {keyed(table.header).map(([at, row]) => (
              <tr key={at}>
                {keyed(row).map(([place, cell]) => (
                  <th key={place} {...lookOf(cell)} scope="col">
                    <Inside cell={cell} content={content} />
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {keyed(table.rows).map(([at, row]) => (
              <tr key={at}>
                {keyed(row).map(([place, cell]) => (
                  <td key={place} {...lookOf(cell)}>
                    <Inside cell={cell} content={content} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

type Cell = Table['rows'][number][number];

function lookOf({ col_span, row_span, align, bold }: Cell) {
  return { colSpan: col_span, rowSpan: row_span, className: `${align ?? 'left'}${bold ? ' strong' : ''}` };
}

function Inside({ cell, content }: { cell: Cell; content: Content }) {
  return cell.figure ? <FigureLink anchor={cell.figure} content={content} bold={cell.bold} /> : (cell.text ?? '');
}
