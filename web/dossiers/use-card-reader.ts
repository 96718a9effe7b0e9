import { useEffect, useRef } from 'react';
import { NO_TYPING, STALL_MS, type Typing, typed } from './scanner.ts';

const AT_ONCE = 20;

/**
 * Reads a card that a scanner types anywhere on the page: what it types goes to `onScan` and not into the field that happens to have the focus.
 * A scanner's own Enter at the end is swallowed, or it would send the form.
 */
export function useCardReader(onScan: (text: string) => void): void {
  const told = useRef(onScan);
  told.current = onScan;
  useEffect(() => readCards((text) => told.current(text)), []);
}

function readCards(onScan: (text: string) => void): () => void {
  let typing: Typing = NO_TYPING;
  let before = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const finish = () => {
    clearTimeout(timer);
    const { text } = typing;
    typing = NO_TYPING;
    onScan(text);
  };
  const take = (event: Event, text: string, field: HTMLInputElement | HTMLTextAreaElement | null) => {
    const was_scan = typing.is_scan;
    const next = typed(typing, text, event.timeStamp, field);
    if (next.text === text) before = field?.value ?? '';
    typing = next;
    if (!typing.is_scan) return;
    event.preventDefault();
    event.stopPropagation();
    // What came before it was known to be a scanner stands in the field: take it out again.
    if (!was_scan && field) write(field, before);
    clearTimeout(timer);
    // Pasted, or sent by a scanner that acts as an input method: all of it is there.
    if (text.length > AT_ONCE) finish();
    else timer = setTimeout(finish, STALL_MS);
  };
  const beforeInput = (event: InputEvent) => {
    const field = textField(event.target);
    const text = event.data ?? event.dataTransfer?.getData('text/plain');
    if (field && text) take(event, text, field);
  };
  // Without a text field in focus nothing is typed anywhere; the key press still says which letter it was.
  const keyPress = (event: KeyboardEvent) => {
    if (!textField(event.target) && event.key.length === 1) take(event, event.key, null);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (!typing.is_scan || (event.key !== 'Enter' && event.key !== 'Tab')) return;
    event.preventDefault();
    event.stopPropagation();
    finish();
  };
  document.addEventListener('beforeinput', beforeInput, true);
  document.addEventListener('keypress', keyPress, true);
  document.addEventListener('keydown', keyDown, true);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('beforeinput', beforeInput, true);
    document.removeEventListener('keypress', keyPress, true);
    document.removeEventListener('keydown', keyDown, true);
  };
}

function textField(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type) ? target : null;
}

/** Sets the value as typing would, so that React learns of it. */
function write(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
