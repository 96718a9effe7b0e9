export type Stop = { at: number; mark: ',' | ';' | 'và' };

/** How much of the text a mark takes. */
export const afterStop = ({ at, mark }: Stop): number => at + (mark === 'và' ? ' và '.length : 1);

/** Commas, semicolons and “và” that stand outside brackets; a comma within a number is none. */
export function* stopsOf(text: string, from: number, end: number): Generator<Stop> {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    const char = text[at];
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth > 0) continue;
    if ((char === ',' || char === ';') && !/\d/u.test(text[at + 1] ?? '')) yield { at, mark: char };
    else if (char === ' ' && text.startsWith(' và ', at)) yield { at, mark: 'và' };
  }
}
