// What a key does while the focus is on a line of the papers. Pure.
import type { PaperRow } from './receive-form.ts';

/** C: bản Chính; S: bản Sao; D: Điện tử. */
const FORMS: Record<string, 0 | 1 | 2> = { c: 0, s: 1, d: 2 };

export type Done = { papers: PaperRow[] | null; focus: number };

/**
 * @param at place of the line with the focus, from 0
 * @param offered what lies in the applicant's store for the line with the focus; K takes it, or gives it back
 * @param is_number the focus is on the number of sheets: digits are its own
 * @returns what becomes of the papers and where the focus goes; null when the key is not ours
 */
export function keyOn(
  papers: readonly PaperRow[],
  at: number,
  key: string,
  is_number: boolean,
  offered?: number | undefined,
): Done | null {
  const now = papers[at];
  if (!now) return null;
  const changed = (place: number, values: Partial<PaperRow>): PaperRow[] =>
    papers.map((paper, index) => (index === place ? { ...paper, ...values } : paper));
  if (!is_number && /^[1-9]$/.test(key)) {
    const place = Number(key) - 1;
    const paper = papers[place];
    return paper ? { papers: changed(place, { is_given: !paper.is_given }), focus: place } : null;
  }
  const form = FORMS[key.toLowerCase()];
  if (form !== undefined) return { papers: withoutHolding(changed(at, { form, is_given: true }), at), focus: at };
  if (key.toLowerCase() === 'k' && offered !== undefined) return { papers: changed(at, reused(now, offered)), focus: at };
  if (key === '+' || key === '=')
    return { papers: changed(at, { sheets: Math.min(now.sheets + 1, 9999), is_given: true }), focus: at };
  if (key === '-') return { papers: changed(at, { sheets: Math.max(now.sheets - 1, 1) }), focus: at };
  if (is_number) return null;
  if (key === 'ArrowDown') return { papers: null, focus: Math.min(at + 1, papers.length - 1) };
  if (key === 'ArrowUp') return { papers: null, focus: Math.max(at - 1, 0) };
  return null;
}

/** The paper from the store, as an electronic one; taken again, it is given back. */
export function reused({ holding_id }: PaperRow, offered: number): Partial<PaperRow> {
  return holding_id === offered ? { holding_id: undefined } : { holding_id: offered, form: 2, is_given: true, sheets: 1 };
}

/** Handed in after all: nothing is taken from the store. */
function withoutHolding(papers: PaperRow[], at: number): PaperRow[] {
  return papers.map((paper, index) => (index === at ? { ...paper, holding_id: undefined } : paper));
}
