import type { Document, Passage } from './document.ts';
import { type Context, decided, type Fault, shorten, spotIn } from './rule.ts';

// What was opened and not closed, or left blank: notes only.

/** `a)`, `1)`, `iv)`: may number an item as well as close a bracket. */
const ITEM_MARK = /(?<![\p{L}\d])(?:\d{1,2}(?:\.\d{1,2})*|\p{L}|[ivx]{2,4})$/iu;
const LONGEST = 3900;
/** A bracket may go on over a few paragraphs, or over the short lines of a cell that was typed as text. */
const REACH = 10;

type Odd = {
  open: number;
  close: number /** Some closing bracket was not opened here, though it may only number an item. */;
  may_close: boolean;
};

const NONE: Odd = { open: -1, close: -1, may_close: false };

/** Places of the first bracket that is not closed and of the first that was not opened; -1 for none. */
function oddOf({ text, label }: Passage): Odd {
  if (!/[()]/.test(text)) return NONE;
  const open: number[] = [];
  let close = -1;
  let may_close = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '(') open.push(i);
    else if (text[i] === ')' && open.pop() === undefined && i >= (label?.body ?? 0)) {
      may_close = true;
      if (close < 0 && !ITEM_MARK.test(text.slice(Math.max(0, i - 12), i))) close = i;
    }
  }
  return { open: open[0] ?? -1, close, may_close };
}

/** “(từ 8 giờ đến 9 giờ hằng tuần.”, “dùng chung cho công dân).”: within a paragraph and the few beside it. R18. */
export function* brackets(context: Context): Generator<Fault> {
  const { passages } = context.document;
  const odd = passages.map(oddOf);
  for (const [i, passage] of passages.entries()) {
    const { open, close } = odd[i] as Odd;
    if ((open < 0 && close < 0) || (open >= 0 && close >= 0) || passage.text.length > LONGEST) continue;
    decided(context);
    const beside = open >= 0 ? odd.slice(i + 1, i + 1 + REACH) : odd.slice(Math.max(0, i - REACH), i);
    if (beside.some((other) => (open >= 0 ? other.may_close : other.open >= 0))) continue;
    const at = open >= 0 ? open : close;
    const spot =
      open >= 0
        ? spotIn(passage, at, Math.min(passage.text.length, at + 80))
        : spotIn(passage, Math.max(passage.label?.body ?? 0, at - 60), at + 1);
    yield {
      message: open >= 0 ? 'bracket_open' : 'bracket_closed',
      severity: 'note',
      at: spot,
      data: { words: shorten(spot.quote, 60) },
    };
  }
}

const NUMBER = /(?:^|[\t|]\s?|\s\s)số\s?:[.…_\s]*\/\s?\p{Lu}{2,}/iu;

/** “Số:   /BC-UBND” beside a day, a blank day beside a number. Both blank is a draft. R18. */
export function* blanks({ document }: Context): Generator<Fault> {
  const number = numberOf(document);
  const { signed, signed_at } = document.head;
  if (!number || !signed || !signed_at) return;
  const dated = document.passages[signed_at.passage];
  if (number.is_blank && signed.day !== undefined)
    yield { message: 'blank_number', severity: 'note', at: spotIn(number.passage, number.start, number.end) };
  if (!number.is_blank && signed.day === undefined && dated)
    yield { message: 'blank_day', severity: 'note', at: spotIn(dated, signed_at.start, signed_at.end) };
}

type HeadNumber = { passage: Passage; start: number; end: number; is_blank: boolean };

function numberOf({ passages }: Document): HeadNumber | null {
  for (const passage of passages.slice(0, 14)) {
    const blank = NUMBER.exec(passage.text);
    if (blank) return { passage, start: blank.index, end: blank.index + blank[0].length, is_blank: true };
    const told = /(?:^|[\t|]\s?|\s\s)số\s?:\s{0,3}\d[\d\p{L}]{0,7}\s?\/\s?\p{Lu}{2,}/iu.exec(passage.text);
    if (told) return { passage, start: told.index, end: told.index + told[0].length, is_blank: false };
  }
  return null;
}
