import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type ApiError, refresh, useCall } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { useText } from '../ui/text.tsx';
import { figurePath } from './consolidate-path.ts';
import { AnnexHead, DocumentFrame, DocumentTable, keyed } from './document-frame.tsx';
import { DraftPart } from './draft-part.tsx';
import { printed } from './narrative.ts';
import { NarrativeEditor, type Paragraph } from './narrative-editor.tsx';
import { RemarkOnChosen } from './remark-chosen.tsx';
import { cutsOf } from './remark-lines.ts';
import { openRemarks } from './remarks.tsx';
import type { Kept } from './report-page.tsx';

type Content = Kept['content'];
type Block = Content['sections'][number]['blocks'][number];
type Table = Extract<Block, { kind: 'table' }>;
type Narrative = Extract<Block, { kind: 'narrative' }>;

const isEmpty = (block: Block) => block.kind === 'narrative' && block.paragraphs.length === 0;

/** The report as it will be printed; every figure opens its records, every narrative may be edited in place. */
export function ReportText({ report }: { report: Kept }) {
  const { content } = report;
  const box = useRef<HTMLDivElement>(null);
  const figure = useAddress().get('figure');
  useEffect(() => {
    if (figure) document.getElementById(`figure-${figure}`)?.scrollIntoView({ block: 'center' });
  }, [figure]);
  const annexes = content.annexes.map((annex) => (
    <section key={annex.key}>
      <AnnexHead label={annex.label} title={annex.title} lines={annex.lines} />
      <TableView table={{ ...annex.table, caption: annex.title }} report={report} hidden_caption />
      <div className="narrative-tools no-print">
        <RemarkButton report={report} place={annex.table.key} name={annex.title} />
      </div>
      {annex.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  ));
  return (
    <div ref={box}>
      <RemarkOnChosen within={box} />
      <DocumentFrame letter={content} annexes={annexes}>
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
                <div key={block.key}>
                  <TableView table={block} report={report} />
                  <div className="narrative-tools no-print">
                    <RemarkButton report={report} place={block.key} name={block.caption || section.heading} />
                  </div>
                </div>
              ) : (
                <NarrativeView
                  key={block.key}
                  block={block}
                  heading={section.heading}
                  report={report}
                  is_only={block === section.blocks[0] && section.blocks.every(isEmpty)}
                />
              ),
            )}
          </section>
        ))}
      </DocumentFrame>
    </div>
  );
}

/** A figure leads to the records it counts. */
function FigureLink(props: { anchor: string; content: Content; bold?: boolean | undefined; text?: string | undefined }) {
  const { anchor, content, bold, text } = props;
  const chosen = useAddress().get('figure') === anchor;
  const { id = '' } = useParams();
  const figure = content.figures[anchor];
  if (!figure) return null;
  return (
    <Link
      {...(chosen ? { id: `figure-${anchor}` } : {})}
      to={figurePath(id, figure)}
      title={figure.label}
      className={`num${bold ? ' strong' : ''}${chosen ? ' figure-chosen' : ''}`}
    >
      {text ?? figure.printed}
    </Link>
  );
}

type Remark = Kept['remarks'][number];
type Mark = { from: number; to: number; remark: Remark };

/** Open remarks on words of a part that stand there still, by their line. */
function marksOf({ remarks }: Kept, place: string): Map<number, Mark[]> {
  const here = remarks.flatMap((remark) =>
    remark.place === place && remark.closed_at === null && remark.found ? [{ ...remark.found, remark }] : [],
  );
  return Map.groupBy(here, ({ line }) => line);
}

/** Words that somebody remarked on; the remark finds them by its number. */
function Marked({ of, children }: { of: readonly Mark[]; children: ReactNode }) {
  if (of.length === 0) return children;
  return (
    <mark
      className="remarked"
      data-remarks={of.map(({ remark }) => remark.id).join(' ')}
      title={of.map(({ remark }) => remark.words).join('\n')}
    >
      {children}
    </mark>
  );
}

type WordsProps = { paragraph: Paragraph; content: Content; marks?: readonly Mark[] | undefined };

function Words({ paragraph, content, marks = [] }: WordsProps) {
  let begin = 0;
  return keyed(paragraph).map(([at, piece]) => {
    const text = printed(content, piece);
    const cuts = cutsOf(begin, text.length, marks);
    begin += text.length;
    if ('figure' in piece)
      return (
        <Marked key={at} of={cuts.flatMap(({ of }) => of)}>
          <FigureLink anchor={piece.figure} content={content} bold={piece.bold} />
        </Marked>
      );
    const said = cuts.map(({ from, to, of }) => (
      <Marked key={from} of={of}>
        {text.slice(from, to)}
      </Marked>
    ));
    if ('text' in piece && piece.to_write)
      return (
        <mark key={at} className="to-write">
          {said}
        </mark>
      );
    const is_bold = 'text' in piece && piece.bold;
    const is_italic = 'text' in piece && piece.italic;
    return is_bold ? <strong key={at}>{said}</strong> : is_italic ? <em key={at}>{said}</em> : <span key={at}>{said}</span>;
  });
}

/** The version the words were taken from stays, whatever is read again meanwhile: nobody writes over somebody else's words unseen. */
function Editing({ block, heading, report, onEnd }: { block: Narrative; heading: string; report: Kept; onEnd: () => void }) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const save = useCall('reports.save', ['reports']);
  const [base, setBase] = useState(report.version);
  const [is_behind, setBehind] = useState(false);
  const refused = async (error: ApiError) => {
    if (error.code !== 'reports.changed_meanwhile') return say.refused(error);
    await refresh(client, ['reports']);
    setBase(Number(error.data.version));
    setBehind(true);
  };
  return (
    <NarrativeEditor
      report_id={report.id}
      content={report.content}
      block={block}
      heading={heading}
      busy={save.isPending}
      theirs={
        is_behind
          ? keyed(block.paragraphs).map(([at, paragraph]) => (
              <p key={at}>
                <Words paragraph={paragraph} content={report.content} />
              </p>
            ))
          : null
      }
      onCancel={onEnd}
      onSave={(paragraphs, figures) =>
        save.mutate(
          { id: report.id, version: base, blocks: { [block.key]: paragraphs }, figures },
          {
            onSuccess: ({ version, is_layout_lost }) => {
              say.done([t('kept.saved', { version }), is_layout_lost && t('kept.layout_lost')].filter(Boolean).join(' '));
              onEnd();
            },
            onError: (error) => void refused(error),
          },
        )
      }
    />
  );
}

type Part = NonNullable<Narrative['draft']>['kind'];
const PARTS: Record<Part, true> = { strengths: true, weaknesses: true, missing_points: true, next_tasks: true };

/** The place of a part that is drafted from data bears its name, also where the data say nothing. */
function partOf({ key }: Narrative): Part | null {
  const last = key.slice(key.lastIndexOf('.') + 1);
  return last in PARTS ? (last as Part) : null;
}

type NarrativeProps = { block: Narrative; heading: string; report: Kept; is_only: boolean };

/** @param is_only of parts that stand empty in a section one is enough to be remarked on */
function NarrativeView({ block, heading, report, is_only }: NarrativeProps) {
  const { t, tCode } = useText();
  const [is_editing, setEditing] = useState(false);
  const may_edit = report.steps.includes('save');
  if (is_editing) return <Editing block={block} heading={heading} report={report} onEnd={() => setEditing(false)} />;
  const words = (paragraph: Paragraph, content: Content) => <Words paragraph={paragraph} content={content} />;
  const { draft } = block;
  const part = partOf(block);
  const name = part ? tCode('draft', part) : heading;
  const marks = marksOf(report, block.key);
  const is_waiting = (draft?.state === 'offered' || draft?.state === 'changed') && block.paragraphs.length === 0;
  return (
    <div className="narrative" data-place={block.key}>
      {block.paragraphs.length === 0 && may_edit && !is_waiting && (
        <p className="muted">{part ? t('kept.nothing_drafted', { part: name }) : t('kept.nothing_written')}</p>
      )}
      {keyed(block.paragraphs).map(([at, paragraph]) => (
        <p key={at} className="paragraph-body" data-line={at}>
          <Words paragraph={paragraph} content={report.content} marks={marks.get(at)} />
        </p>
      ))}
      <div className="narrative-tools no-print">
        {may_edit && !is_waiting && (
          <span className="small">{[tCode('report_origin', block.origin), block.from].filter(Boolean).join(': ')}</span>
        )}
        {(block.paragraphs.length > 0 || may_edit || is_only) && <RemarkButton report={report} place={block.key} name={name} />}
        {may_edit && !is_waiting && (
          <Button size="small" onClick={() => setEditing(true)} aria-label={`${t('kept.edit')}: ${name || t('kept.opening')}`}>
            {t('kept.edit')}
          </Button>
        )}
      </div>
      {may_edit && draft && <DraftPart report={report} block={{ ...block, draft }} heading={heading} words={words} />}
    </div>
  );
}

/** Begins a remark on this part; how many are open is said where they belong. */
function RemarkButton({ report, place, name }: { report: Kept; place: string; name: string }) {
  const { t } = useText();
  const address = useAddress();
  const count = openRemarks(report, place);
  const label = count === 0 ? t('kept.remark_here') : t('kept.remark_here_open', { count });
  return (
    <Button
      size="small"
      type={count === 0 ? 'text' : 'default'}
      aria-label={`${label}: ${name}`}
      onClick={() => address.set({ remark: place, at: null })}
    >
      {label}
    </Button>
  );
}

function TableView({ table, report, hidden_caption }: { table: Table; report: Kept; hidden_caption?: boolean }) {
  const { content } = report;
  const marks = marksOf(report, table.key);
  const inside = (cell: Table['rows'][number][number]) =>
    cell.figure ? <FigureLink anchor={cell.figure} content={content} bold={cell.bold} text={cell.text} /> : (cell.text ?? '');
  const remarked = (row: number) => marks.get(row)?.map(({ remark }) => remark);
  return (
    <div data-place={table.key}>
      {table.caption && !hidden_caption && <div className="document-center strong">{table.caption}</div>}
      <DocumentTable table={table} label={table.caption || content.title} inside={inside} remarked={remarked} />
    </div>
  );
}
