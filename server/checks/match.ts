/** What tells two findings apart or shows that they are the same one in two drafts. */
export type Matched = { rule: string; quote: string; around: string };

/**
 * Which findings of a draft are those of the draft before. First those that quote the same words under the same rule, in the order of
 * the text, best with the same words around; then those whose words around the figure are the same though the figure itself was changed and is still wrong.
 * @returns for each of `after`, its index in `before`, or null: it is new
 */
export function matchFindings(before: readonly Matched[], after: readonly Matched[]): (number | null)[] {
  const found: (number | null)[] = after.map(() => null);
  const taken = new Set<number>();
  for (const keyOf of [sameWords, sameQuote, sameSurroundings]) {
    const waiting = new Map<string, number[]>();
    for (const [i, one] of before.entries()) {
      const key = taken.has(i) ? null : keyOf(one);
      if (key === null) continue;
      const list = waiting.get(key);
      if (list) list.push(i);
      else waiting.set(key, [i]);
    }
    for (const [i, one] of after.entries()) {
      const key = found[i] === null ? keyOf(one) : null;
      const match = key === null ? undefined : waiting.get(key)?.shift();
      if (match === undefined) continue;
      found[i] = match;
      taken.add(match);
    }
  }
  return found;
}

const words = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function sameWords({ rule, quote, around }: Matched): string {
  return `${rule} ${words(quote)} ${withoutFigures(around)}`;
}

// The sentence around it may have been written anew.
function sameQuote({ rule, quote }: Matched): string | null {
  return quote.replace(/[^\p{L}]/gu, '').length < 5 ? null : `${rule} ${words(quote)}`;
}

// Too few words around it tell nothing.
function sameSurroundings({ rule, around }: Matched): string | null {
  const bare = withoutFigures(around);
  return bare.replace(/[^\p{L}]/gu, '').length < 12 ? null : `${rule} ${bare}`;
}

function withoutFigures(text: string): string {
  return words(text).replace(/\d[\d.,/]*/g, '#');
}

/** Words before and after a place in its own paragraph, as far as they help to know it again. */
export function around(text: string, offset: number, length: number): string {
  const before = text.slice(Math.max(0, offset - 60), offset);
  const after = text.slice(offset + length, offset + length + 40);
  return `${before.slice(before.lastIndexOf('\n') + 1)}…${after.split('\n')[0]}`;
}
