// What a key does while the focus is on a line of the papers. Pure.
import type { PaperRow } from './receive-form.ts';

/** C: bản Chính; S: bản Sao; D: Điện tử. */
const FORMS: Record<string, 0 | 1 | 2> = { c: 0, s: 1, d: 2 };

export type Done = { papers: PaperRow[] | null; focus: number };

/**
 * @param at place of the line with the focus, from 0
 * @param is_number the focus is on the number of sheets: digits are its own
 * @returns what becomes of the papers and where the focus goes; null when the key is not ours
 */
export function keyOn(papers: readonly PaperRow[], at: number, key: string, is_number: boolean): Done | null {
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
  if (form !== undefined) return { papers: changed(at, { form, is_given: true }), focus: at };
  if (key === '+' || key === '=')
    return { papers: changed(at, { sheets: Math.min(now.sheets + 1, 9999), is_given: true }), focus: at };
  if (key === '-') return { papers: changed(at, { sheets: Math.max(now.sheets - 1, 1) }), focus: at };
  if (is_number) return null;
  if (key === 'ArrowDown') return { papers: null, focus: Math.min(at + 1, papers.length - 1) };
  if (key === 'ArrowUp') return { papers: null, focus: Math.max(at - 1, 0) };
  return null;
}
