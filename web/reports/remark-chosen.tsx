import { Button } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import { useAddress } from '../ui/address.ts';
import { useText } from '../ui/text.tsx';
import { addressOf } from './remark-lines.ts';

/** Words chosen in the text with mouse, finger or keys. */
type Words = { place: string; at: string; left: number; top: number };

/** What the browser settles on a little after a finger or a key moved. */
const SETTLE_MS = 150;
const BUTTON_PX = 200;

const elementAt = (node: Node) => (node instanceof Element ? node : node.parentElement);

/** Characters of an element before a point in it. */
function before(element: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** In a row the words of one cell, or the whole row: its cells are told apart by ` | `. */
function ofRow(row: HTMLTableRowElement, range: Range): [number, number] {
  const cells = [...row.cells];
  const texts = cells.map(({ textContent }) => textContent ?? '');
  const whole = texts.join(' | ').length;
  const at = cells.findIndex((cell) => cell.contains(range.startContainer));
  const cell = cells[at];
  if (!cell?.contains(range.endContainer)) return [0, whole];
  const begin = texts.slice(0, at).reduce((sum, text) => sum + text.length + 3, 0);
  const [from, to] = [before(cell, range.startContainer, range.startOffset), before(cell, range.endContainer, range.endOffset)];
  return [begin + from, begin + to];
}

/** What is chosen lies in one line: of more the first. */
function chosenWords(inside: HTMLElement): Words | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const line = elementAt(range.startContainer)?.closest<HTMLElement>('[data-line]');
  const part = line?.closest<HTMLElement>('[data-place]');
  if (!line || !part || !inside.contains(part)) return null;
  const whole = line instanceof HTMLTableRowElement ? '' : (line.textContent ?? '');
  const [from, to] =
    line instanceof HTMLTableRowElement
      ? ofRow(line, range)
      : [
          before(line, range.startContainer, range.startOffset),
          line.contains(range.endContainer) ? before(line, range.endContainer, range.endOffset) : whole.length,
        ];
  if (from >= to || range.toString().trim() === '') return null;
  const box = range.getBoundingClientRect();
  return {
    place: part.dataset.place ?? '',
    at: addressOf({ line: Number(line.dataset.line), from, to }, whole),
    left: Math.max(8, Math.min(box.left, window.innerWidth - BUTTON_PX)),
    top: Math.min(box.bottom + 6, window.innerHeight - 48),
  };
}

/** Beside words that were chosen: a remark on these very words. */
export function RemarkOnChosen({ within }: { within: RefObject<HTMLElement | null> }) {
  const { t } = useText();
  const address = useAddress();
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => setWords(within.current && chosenWords(within.current)), SETTLE_MS);
    };
    document.addEventListener('selectionchange', look);
    window.addEventListener('scroll', look, true);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('selectionchange', look);
      window.removeEventListener('scroll', look, true);
    };
  }, [within]);
  if (!words) return null;
  return (
    <Button
      className="remark-chosen no-print"
      size="small"
      type="primary"
      style={{ left: words.left, top: words.top }}
      // The words stay chosen while the button is pressed.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        address.set({ remark: words.place, at: words.at });
        window.getSelection()?.removeAllRanges();
        setWords(null);
      }}
    >
      {t('kept.remark_chosen')}
    </Button>
  );
}
