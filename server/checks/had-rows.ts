// “Công chức được giao 36, có mặt 34” and the row “Biên chế công chức có mặt: 36”: what was given was copied into the row of what is there. The words name the
// office once, before what was given, so the count of those there has no name of its own beside it. R10.
import { exactOf, type Figure } from './figure.ts';
import { contentOf, type Form, formsOf, type Line } from './form-lines.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { isMisprint, type Sentence } from './story.ts';
import { storyTold } from './told-in.ts';

/** The clause up to what was given; who they are opens it. */
const GIVEN =
  /(?:^|[.;:,]\s|\s-\s)\s*([^.;:,()\d]{4,60}?)\s(?:được\s|hiện được\s)?(?:tỉnh\s|huyện\s|cấp trên\s)?giao(?:\slà)?:?\s$/iu;
const THERE =
  /^\s?(?:biên chế|người|chỉ tiêu)?(?:\s[^.;,()\d]{0,20})?[,;]?\s(?:và\s)?(?:hiện\s|hiện nay\s|đang\s|thực tế\s)?có mặt(?: là)?:?\s$/iu;
const HELD = /có mặt|hiện có|thực có/iu;
const GIVES = /giao|thiếu|chưa|tỷ lệ/iu;

/** Those there, in the words and in their row. */
export function* hadRows(context: Context): Generator<Fault> {
  const forms = formsOf(context.document);
  if (forms.length === 0) return;
  for (const sentences of storyTold(context.document, 2))
    for (const sentence of sentences) {
      if (sentence.passage.section.is_annex || !/có mặt/iu.test(sentence.text)) continue;
      for (const pair of pairsIn(sentence))
        for (const form of forms) {
          const line = lineOf(form, pair.name);
          if (!line) continue;
          decided(context);
          const cell = line.entry.figure;
          if (equal(exactOf(cell), exactOf(pair.there))) continue;
          // Beside a row of what was given, `form-rows.ts` knows the one of those there.
          const is_known = form.lines.some(
            ({ entry }) => entry.figure !== cell && equal(exactOf(entry.figure), exactOf(pair.given)),
          );
          if (!equal(exactOf(cell), exactOf(pair.given)) && (is_known || !isMisprint(cell.raw, pair.there.raw))) continue;
          yield {
            message: 'told_cell',
            at: spotInCell(form.grid.table, line.entry.cell),
            figures: [cell, pair.there],
            data: { name: line.label, first: cell.raw, second: pair.there.raw },
            expected: pair.there.raw,
            related: [spotOf(sentence.passage, pair.there)],
            shares: [line.entry.cell.offset, sentence.passage.offset + pair.there.start],
          };
        }
    }
}

type Pair = { name: string; given: Figure; there: Figure };

/** “Công chức được giao 36, có mặt 34; viên chức được giao 52, có mặt 49”. */
function pairsIn({ passage, start, told }: Sentence): Pair[] {
  const { text } = passage;
  return told.flatMap(({ figure: given }, i): Pair[] => {
    const there = told[i + 1]?.figure;
    const name = GIVEN.exec(text.slice(Math.max(start, given.start - 90), given.start))?.[1];
    if (!there || !name || compare(exactOf(there), exactOf(given)) > 0) return [];
    return THERE.test(text.slice(given.end, there.start)) ? [{ name, given, there }] : [];
  });
}

/** The one row of those there that is called so. */
function lineOf({ lines }: Form, name: string): Line | null {
  const words = [...contentOf(name.replace(/^(?:về|trong đó|riêng)\s/iu, ''))].filter(
    (word) => !['biên', 'chế', 'giao'].includes(word),
  );
  if (words.length === 0) return null;
  const called = lines.filter(
    ({ label, words: own }) =>
      HELD.test(label) && !GIVES.test(label) && words.every((word) => own.has(word)) && isNoLonger(own, words),
  );
  const [only, more] = called;
  return only && !more ? only : null;
}

const HEADS = new Set(['biên', 'chế', 'mặt', 'hiện', 'thực', 'người']);

/** Not of some of them. */
const isNoLonger = (own: ReadonlySet<string>, words: readonly string[]): boolean =>
  [...own].every((word) => words.includes(word) || HEADS.has(word));
