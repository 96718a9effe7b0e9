// Counts as they come from the database.

/** Types of `int[]` and `text[]` in PostgreSQL. */
export const INT_ARRAY = 1007;
export const TEXT_ARRAY = 1009;

/** `{-12,NULL,5}`: numbers too long for JavaScript, as text; null where there were no records. */
export function longNumbers(text: string): (string | null)[] {
  return text
    .slice(1, -1)
    .split(',')
    .map((one) => (one === 'NULL' ? null : one));
}

/**
 * Each number of `{3,0,12}`, never negative, never null. The parser that comes with pg allows for quotes and nested arrays; for the 2,400,000
 * counts of a province's year that is a second.
 */
export function eachNumber(text: string, take: (n: number) => void): void {
  let n = 0;
  for (let at = 1; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) n = n * 10 + digit;
    else {
      take(n);
      n = 0;
    }
  }
}
