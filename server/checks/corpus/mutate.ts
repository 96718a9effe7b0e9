/**
 * Clean reports with marks: `⟦1.250⟧` is a figure that some other figure of the report depends on, so changing it makes the report contradict
 * itself. Stripped of its marks the report is a clean twin; each mark gives twins with one fault.
 */
export type Marked = { text: string; marks: { start: number; end: number }[] };

export function stripMarks(source: string): Marked {
  const marks: Marked['marks'] = [];
  let text = '';
  let open = -1;
  for (const char of source.normalize('NFC')) {
    if (char === '⟦') open = text.length;
    else if (char === '⟧') marks.push({ start: open, end: text.length });
    else text += char;
  }
  return { text, marks };
}

/** A small seeded generator (mulberry32): the corpus is the same on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Fault = 'digit_swap' | 'digit_typo' | 'off_by_little' | 'off_by_much' | 'other_numeral';
export type Twin = { text: string; start: number; end: number; fault: Fault; was: string; is: string };

const ROMAN = ['I', 'II', 'III', 'IV'];

/** One twin with one fault in the mark; null when this fault cannot be made there. */
export function twinOf(clean: Marked, mark: { start: number; end: number }, fault: Fault, random: () => number): Twin | null {
  const was = clean.text.slice(mark.start, mark.end);
  const is = changed(was, fault, random);
  if (is === null || is === was) return null;
  return {
    text: clean.text.slice(0, mark.start) + is + clean.text.slice(mark.end),
    start: mark.start,
    end: mark.start + is.length,
    fault,
    was,
    is,
  };
}

function changed(was: string, fault: Fault, random: () => number): string | null {
  if (/^[IVX]+$/.test(was))
    return fault === 'other_numeral' ? (ROMAN.filter((other) => other !== was)[Math.floor(random() * 3)] ?? null) : null;
  if (fault === 'other_numeral') return null;
  const digits = [...was].flatMap((char, i) => (/\d/.test(char) ? [i] : []));
  if (fault === 'digit_swap') return swapped(was, digits, random);
  if (fault === 'digit_typo') return typed(was, digits, random);
  return moved(was, digits, fault === 'off_by_little' ? 1n + BigInt(Math.floor(random() * 3)) : 0n, random);
}

function swapped(was: string, digits: readonly number[], random: () => number): string | null {
  const pairs = digits.slice(1).flatMap((at, i) => {
    const before = digits[i] as number;
    return was[at] !== was[before] && !(before === digits[0] && was[at] === '0') ? [[before, at] as const] : [];
  });
  const pair = pairs[Math.floor(random() * pairs.length)];
  if (!pair) return null;
  const chars = [...was];
  [chars[pair[0]], chars[pair[1]]] = [chars[pair[1]] as string, chars[pair[0]] as string];
  return chars.join('');
}

function typed(was: string, digits: readonly number[], random: () => number): string | null {
  const at = digits[Math.floor(random() * digits.length)];
  if (at === undefined) return null;
  const others = [...'123456789'].filter((digit) => digit !== was[at]);
  return was.slice(0, at) + others[Math.floor(random() * others.length)] + was.slice(at + 1);
}

/** Adds to the digits as one number: by 1 to 3 of the last digit, or by a tenth to a half. The print keeps its marks. */
function moved(was: string, digits: readonly number[], by: bigint, random: () => number): string | null {
  const value = BigInt(digits.map((at) => was[at]).join(''));
  const step = by > 0n ? by : (value * BigInt(10 + Math.floor(random() * 40))) / 100n + 1n;
  const next = random() < 0.5 && value > step ? value - step : value + step;
  const printed = String(next).padStart(digits.length, '0');
  if (printed.length !== digits.length) return null;
  const chars = [...was];
  for (const [i, at] of digits.entries()) chars[at] = printed[i] as string;
  return chars.join('');
}
