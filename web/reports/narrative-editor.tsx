import { Alert, Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call, type Output } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { FigureSearch, type FoundFigure } from './figure-search.tsx';
import { paragraphsOf, printed } from './narrative.ts';

type Content = Output<'reports.get'>['content'];
type Narrative = Extract<Content['sections'][number]['blocks'][number], { kind: 'narrative' }>;
export type Paragraph = Narrative['paragraphs'][number];

export type WantedFigure = { measure: string; unit: string; from: string; to: string; sector?: string | undefined };

/** What opens the search: `[[` anywhere, `/` at the beginning of a word, because `12/KH-UBND` and `15/9` are words of their own. */
export function triggerAtEnd(before: string): string | null {
  const found = /(?:^|\s)(\/)$|(\[\[)$/.exec(before);
  return found?.[1] ?? found?.[2] ?? null;
}

/** Words of a block, with its figures as chips that are moved and deleted whole and never typed into; new ones are found by words. */
export function NarrativeEditor({
  report_id,
  content,
  block,
  heading,
  busy,
  theirs = null,
  onSave,
  onCancel,
}: {
  report_id: number;
  content: Content;
  block: Narrative;
  heading: string;
  busy: boolean;
  /** What somebody else wrote in the same part meanwhile. */
  theirs?: ReactNode | null;
  onSave: (paragraphs: Paragraph[], figures: WantedFigure[]) => void;
  onCancel: () => void;
}) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<Range | null>(null);
  const added = useRef(new Map<string, WantedFigure>());
  // What was typed to open the search; null: it is closed.
  const [opened, setOpened] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [is_computing, setComputing] = useState(false);
  const is_filled = useRef(false);
  useEffect(() => {
    const here = box.current;
    // Filled once: what was read again meanwhile does not take away what is being written.
    if (!here || is_filled.current) return;
    is_filled.current = true;
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
  const put = (node: Node) => {
    const here = box.current;
    if (!here) return;
    const range = last.current ?? endOf(here);
    range.deleteContents();
    range.insertNode(node);
    range.setStartAfter(node);
    range.collapse(true);
    here.focus();
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    remember();
  };
  const open = (typed: string) => {
    setProblem(null);
    setOpened(typed);
  };
  const onInput = () => {
    const selection = window.getSelection();
    const node = selection?.anchorNode;
    if (!selection || !(node instanceof Text) || !selection.isCollapsed) return;
    const typed = triggerAtEnd(node.data.slice(0, selection.anchorOffset));
    if (typed === null) return;
    const range = document.createRange();
    range.setStart(node, selection.anchorOffset - typed.length);
    range.setEnd(node, selection.anchorOffset);
    range.deleteContents();
    last.current = range;
    open(typed);
  };
  const close = () => {
    if (opened) put(document.createTextNode(opened));
    else box.current?.focus();
    setOpened(null);
  };
  const choose = async (row: FoundFigure) => {
    const { anchor, measure, unit, from, to, sector, label } = row;
    try {
      setComputing(true);
      const wanted = { measure, unit, from, to, ...(sector ? { sector } : {}) };
      const text = row.printed ?? (await call('reports.figure_value', { id: report_id, ...wanted })).printed;
      if (!content.figures[anchor]) added.current.set(anchor, wanted);
      put(chipOf({ figure: anchor }, text, `${label} · ${row.period} · ${row.unit_name}`));
      setOpened(null);
    } catch (error) {
      setProblem(error);
    } finally {
      setComputing(false);
    }
  };
  const save = () => {
    if (!box.current) return;
    const paragraphs = paragraphsOf(box.current);
    const used = new Set(paragraphs.flat().flatMap((piece) => ('figure' in piece ? [piece.figure] : [])));
    onSave(
      paragraphs,
      [...added.current].flatMap(([anchor, wanted]) => (used.has(anchor) ? [wanted] : [])),
    );
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
        onInput={onInput}
        onKeyUp={remember}
        onMouseUp={remember}
        onBlur={remember}
        onPaste={(event) => {
          // Words only: what comes from a page or Word brings no looks along.
          event.preventDefault();
          document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
        }}
      />
      {theirs !== null && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          title={t('kept.both_wrote')}
          description={
            <>
              {theirs}
              <Button size="small" onClick={() => void navigator.clipboard.writeText(box.current?.innerText ?? '')}>
                {t('kept.copy_mine')}
              </Button>
            </>
          }
        />
      )}
      {opened !== null && (
        <FigureSearch
          report_id={report_id}
          busy={is_computing}
          error={problem}
          onChoose={(row) => void choose(row)}
          onClose={close}
        />
      )}
      <div className="row gap">
        <Button onClick={() => open('')} disabled={opened !== null}>
          {t('kept.add_figure')}
        </Button>
        <span className="small narrative-hint">{t('figures_in.hint')}</span>
        <Button onClick={onCancel}>{t('act.cancel')}</Button>
        <Button type="primary" loading={busy} onClick={save}>
          {t(theirs === null ? 'kept.save' : 'kept.save_mine')}
        </Button>
      </div>
    </div>
  );
}

function endOf(here: HTMLElement): Range {
  const range = document.createRange();
  range.selectNodeContents(here.lastElementChild ?? here);
  range.collapse(false);
  return range;
}

function nodeOf(content: Content, piece: Paragraph[number]): Node {
  if ('text' in piece) {
    const text = document.createTextNode(piece.text);
    if (piece.to_write) {
      const place = document.createElement('mark');
      place.className = 'to-write';
      place.append(text);
      return place;
    }
    if (!piece.bold && !piece.italic) return text;
    const look = document.createElement(piece.bold ? 'strong' : 'em');
    look.append(text);
    return look;
  }
  const label = 'figure' in piece ? content.figures[piece.figure]?.label : undefined;
  return chipOf(piece, printed(content, piece), label ?? '');
}

function chipOf(piece: { figure: string } | { field: string }, text: string, label: string): HTMLElement {
  const chip = document.createElement('span');
  chip.contentEditable = 'false';
  chip.className = 'figure-chip';
  if ('figure' in piece) chip.dataset.figure = piece.figure;
  else chip.dataset.field = piece.field;
  if (label) chip.title = label;
  chip.textContent = text;
  return chip;
}
