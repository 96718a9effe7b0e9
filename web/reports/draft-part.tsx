import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { keyed } from './document-frame.tsx';
import { NarrativeEditor, type Paragraph, type WantedFigure } from './narrative-editor.tsx';
import type { Kept } from './report-page.tsx';

type Content = Kept['content'];
type Block = Content['sections'][number]['blocks'][number];
type Narrative = Extract<Block, { kind: 'narrative' }>;
type Draft = NonNullable<Narrative['draft']>;

/** How many drafts of a report wait for an officer. */
export function openDrafts({ content, steps }: Kept): number {
  if (!steps.includes('save')) return 0;
  return content.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind === 'narrative' && (block.draft?.state === 'offered' || block.draft?.state === 'changed'))
    .length;
}

type Props = {
  report: Kept;
  block: Narrative & { draft: Draft };
  heading: string;
  words: (paragraph: Paragraph, content: Content) => ReactNode;
};

/** What the product drafted for a part, beside it: accepted as it is, edited first, or refused. It is printed only then. */
export function DraftPart({ report, block, heading, words }: Props) {
  const { t, tCode } = useText();
  const say = useSay();
  const decide = useCall('reports.decide_draft', ['reports']);
  const [editing, setEditing] = useState<'instead' | 'behind' | null>(null);
  const { draft } = block;
  const content = useMemo(
    () => ({ ...report.content, figures: { ...draft.figures, ...report.content.figures } }),
    [report.content, draft],
  );
  const edited = useMemo(() => ({ ...block, paragraphs: draft.paragraphs }), [block, draft]);
  const part = tCode('draft', draft.kind);
  const take = (
    decision: 'accept' | 'refuse' | 'offer',
    more: { is_behind?: boolean; words?: Paragraph[]; figures?: WantedFigure[] } = {},
  ) =>
    decide.mutate(
      { id: report.id, version: report.version, block: block.key, decision, ...more },
      {
        onSuccess: ({ version, is_layout_lost }) => {
          setEditing(null);
          if (decision === 'accept')
            say.done([t('draft.accepted', { version }), is_layout_lost && t('kept.layout_lost')].filter(Boolean).join(' '));
        },
        onError: say.refused,
      },
    );
  if (draft.state === 'accepted') return null;
  if (draft.state === 'refused')
    return (
      <div className="narrative-tools">
        <span className="small">{t('draft.refused', { part })}</span>
        <Button size="small" loading={decide.isPending} onClick={() => take('offer')} aria-label={`${t('draft.offer')}: ${part}`}>
          {t('draft.offer')}
        </Button>
      </div>
    );
  const has_words = block.paragraphs.length > 0;
  return (
    <aside className="report-draft" aria-label={t('draft.title', { part })}>
      <div className="report-draft-head">
        <strong>{t('draft.title', { part })}</strong>
        <span className="small">{t(draft.state === 'changed' ? 'draft.changed' : 'draft.note')}</span>
      </div>
      {editing ? (
        <NarrativeEditor
          report_id={report.id}
          content={content}
          block={edited}
          heading={heading}
          busy={decide.isPending}
          onCancel={() => setEditing(null)}
          onSave={(paragraphs, figures) => take('accept', { words: paragraphs, figures, is_behind: editing === 'behind' })}
        />
      ) : (
        <>
          {keyed(draft.paragraphs).map(([at, paragraph]) => (
            <p key={at} className="report-draft-line">
              {words(paragraph, content)}
            </p>
          ))}
          <div className="button-row">
            <Button
              size="small"
              type="primary"
              icon={<Icon name="check" />}
              loading={decide.isPending}
              onClick={() => take('accept')}
            >
              {t(has_words ? 'draft.accept_instead' : 'draft.accept')}
            </Button>
            {has_words && (
              <Button size="small" disabled={decide.isPending} onClick={() => take('accept', { is_behind: true })}>
                {t('draft.accept_behind')}
              </Button>
            )}
            <Button size="small" onClick={() => setEditing(has_words ? 'behind' : 'instead')}>
              {t('draft.edit')}
            </Button>
            <Button size="small" disabled={decide.isPending} onClick={() => take('refuse')}>
              {t(draft.state === 'changed' ? 'draft.keep' : 'draft.refuse')}
            </Button>
          </div>
        </>
      )}
    </aside>
  );
}
