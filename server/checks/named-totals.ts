import { type Passage, segmentAt, segmentsOf, wordsAround } from './document.ts';
import type { Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp } from './parts.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { flat } from './shown-tables.ts';
import { toldIn } from './told-in.ts';

const OPENS =
  /^[\s\-–+*•]*(?:tổng )?số\s([^.:;()\d]{4,60}?)\s(?:(?:này|trên|nêu trên)\s)?(?:đã\s)?(?:được\s)?(?:bố trí|phân bổ|phân công|phân loại|chia|phân chia|sắp xếp|cơ cấu)(?:\s(?:như sau|cụ thể(?: như sau)?|(?:theo|tại|về|cho|vào)\s[^.:;()\d]{2,40}))?\s?:/iu;
const SOME = /chủ yếu|tiêu biểu|trong đó|nhất là|một số|\.\.\.|…|v\.v/iu;

/**
 * “… được giao 39 người, hiện có mặt 35 người, còn thiếu 04 người. Số có mặt được bố trí như sau: … 05 người; … 09 người”: the sentence names which of
 * the figures before it is broken down. R03.
 */
export function* namedTotals(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    const { text } = passage;
    if (!/(?:^|[.]\s)(?:tổng )?số\s/iu.test(text)) continue;
    for (const { start, end } of segmentsOf(text, '.?!')) {
      const m = OPENS.exec(text.slice(start, end));
      if (!m || SOME.test(text.slice(start, end))) continue;
      const total = calledSo(context, passage, flat(m[1] ?? ''), start);
      const parts = total && partsAfter(passage, start + m[0].length, end, total.figure);
      if (!total || !parts) continue;
      decided(context);
      if (addsUp(total.figure, parts)) continue;
      const fault = partsFault(
        total.passage,
        total.figure,
        parts,
        'error',
        parts.map(() => passage),
      );
      yield total.passage === passage ? fault : { ...fault, severity: 'warning' };
    }
  }
}

/** The one figure before, in the paragraph or the one above it, whose words end with the name. */
function calledSo(context: Context, passage: Passage, name: string, before: number): { passage: Passage; figure: Figure } | null {
  const above = context.document.passages[passage.index - 1];
  for (const where of [passage, above]) {
    if (!where || where.section !== passage.section) continue;
    const called = where.figures.filter((f) => {
      if (f.kind !== 'count' || f.bound !== 'exact' || f.unit === '' || (where === passage && f.end > before)) return false;
      const words = wordsAround(where, f);
      return (
        flat(words.before).endsWith(name) ||
        flat(words.after).startsWith(name) ||
        flat(`${where.text.slice(f.end, f.tail)} ${words.after}`).startsWith(name)
      );
    });
    const [only, more] = called;
    if (only) return more ? null : { passage: where, figure: only };
  }
  return null;
}

/** One count of the unit in each piece of the list. */
function partsAfter(passage: Passage, from: number, end: number, total: Figure): Figure[] | null {
  const { text, figures } = passage;
  const stretch = text.slice(from, end);
  const pieces = stretch.includes(';') ? segmentsOf(stretch, ';') : segmentsOf(stretch, ',');
  if (pieces.length < 2) return null;
  const parts: Figure[] = [];
  for (const piece of pieces) {
    const own = figures.filter(
      (f) => f.kind === 'count' && segmentAt([{ start: from + piece.start, end: from + piece.end }], f.start),
    );
    const [part, more] = own;
    if (!part || more || (part.unit !== total.unit && part.unit !== '') || part.bound !== 'exact') return null;
    parts.push(part);
  }
  return parts;
}
