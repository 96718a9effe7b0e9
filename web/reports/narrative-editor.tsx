import { Button, Select } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import type { Output } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { paragraphsOf } from './narrative.ts';

type Content = Output<'reports.get'>['content'];
type Narrative = Extract<Content['sections'][number]['blocks'][number], { kind: 'narrative' }>;
export type Paragraph = Narrative['paragraphs'][number];

/** What a piece of a paragraph prints. */
export function printed(content: Content, piece: Paragraph[number]): string {
  if ('text' in piece) return piece.text;
  if ('figure' in piece) return content.figures[piece.figure]?.printed ?? '';
  return { period: content.period_name, unit: content.unit_name, place_and_date: content.place_and_date, number: content.number }[
    piece.field
  ];
}

/** Words of a block, with its figures as chips that are moved and deleted whole and never typed into. */
export function NarrativeEditor({
  content,
  block,
  heading,
  busy,
  onSave,
  onCancel,
}: {
  content: Content;
  block: Narrative;
  heading: string;
  busy: boolean;
  onSave: (paragraphs: Paragraph[]) => void;
  onCancel: () => void;
}) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<Range | null>(null);
  const options = useMemo(
    () =>
      Object.values(content.figures)
        .filter((figure) => Object.keys(figure.filter).every((key) => key === 'scope'))
        .map(({ anchor, label, printed: text }) => ({ value: anchor, label: `${label}: ${text}` })),
    [content],
  );
  useEffect(() => {
    const here = box.current;
    if (!here) return;
    here.replaceChildren(
      ...(block.paragraphs.length > 0 ? block.paragraphs : [[]]).map((paragraph) => {
        const line = document.createElement('p');
        for (const piece of paragraph) line.append(nodeOf(content, piece));
        if (!line.hasChildNodes()) line.append(document.createElement('br'));
        return line;
      }),
    );
    here.focus();
  }, [content, block]);
  const remember = () => {
    const selection = window.getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) last.current = selection.getRangeAt(0).cloneRange();
  };
  const insert = (anchor: string) => {
    const here = box.current;
    if (!here) return;
    const node = nodeOf(content, { figure: anchor });
    const range = last.current;
    if (range) {
      range.deleteContents();
      range.insertNode(node);
      range.setStartAfter(node);
    } else (here.lastElementChild ?? here).append(node);
    here.focus();
  };
  return (
    <div className="narrative-editor">
      {/* biome-ignore lint/a11y/useSemanticElements: a text area cannot hold figures */}
      <div
        ref={box}
        className="narrative-box"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={t('kept.words_of', { heading })}
        onKeyUp={remember}
        onMouseUp={remember}
        onBlur={remember}
        onPaste={(event) => {
          // Words only: what comes from a page or Word brings no looks along.
          event.preventDefault();
          document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
        }}
      />
      <div className="row gap">
        <Select
          showSearch
          optionFilterProp="label"
          aria-label={t('kept.add_figure')}
          placeholder={t('kept.add_figure')}
          value={null}
          onChange={(anchor: string | null) => anchor && insert(anchor)}
          options={options}
          className="narrative-figures"
        />
        <Button onClick={onCancel}>{t('act.cancel')}</Button>
        <Button type="primary" loading={busy} onClick={() => box.current && onSave(paragraphsOf(box.current))}>
          {t('kept.save')}
        </Button>
      </div>
    </div>
  );
}

function nodeOf(content: Content, piece: Paragraph[number]): Node {
  if ('text' in piece) {
    const text = document.createTextNode(piece.text);
    if (!piece.bold && !piece.italic) return text;
    const look = document.createElement(piece.bold ? 'strong' : 'em');
    look.append(text);
    return look;
  }
  const chip = document.createElement('span');
  chip.contentEditable = 'false';
  chip.className = 'figure-chip';
  if ('figure' in piece) chip.dataset.figure = piece.figure;
  else chip.dataset.field = piece.field;
  chip.textContent = printed(content, piece);
  return chip;
}
