import { cueOf, namedIn } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';

const RAISED_SHARES_CUE = cueOf(' lên ');

const KIND = 'xã|phường|thị trấn|huyện|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố|trường|trạm';
const RAISED = /(?:nâng|đưa)\s(?:tổng\s)?số\s([^.;:\d]{2,60}?)\slên\s(?:thành\s)?(\d{1,3})\/(\d{1,3})(?![\d/])/giu;
const NAME = `\\p{Lu}\\p{L}*(?:\\s(?:\\p{Lu}\\p{L}*|\\d{1,2}(?!\\d)))*`;
const NAMES = new RegExp(`(?<!\\p{L})(?:${KIND})\\s${NAME}(?:(?:,\\s|\\svà\\s|,\\svà\\s)(?:(?:${KIND})\\s)?${NAME})*`, 'gu');
const COUNTED = new RegExp(`(?<![\\d/.,])(\\d{1,2})\\s(?:${KIND})(?!\\p{L})`, 'giu');

/** “Xây dựng xã A, xã B đạt tiêu chí …, nâng số xã đạt lên 21/22” where 20/22 were told before: what is there and what is added make the goal. R12. */
export function* raisedShares(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, RAISED_SHARES_CUE)) {
    if (!passage.text.includes(' lên ') || !passage.text.includes('/')) continue;
    for (const m of matchesIn(passage.text, RAISED)) {
      const from = Math.max(passage.text.lastIndexOf('. ', m.index), passage.text.lastIndexOf(';', m.index), -1) + 1;
      const clause = passage.text.slice(from, m.index);
      const added = addedIn(clause);
      const topic = topicOf(clause) ?? topicOf(m[1] ?? '');
      if (added === null || !topic) continue;
      const told = toldBefore(context.document, passage, topic, Number(m[3]));
      const bases = new Set(told.map(({ figure }) => Number(exactOf(figure).n)));
      const [base] = told;
      if (!base || bases.size !== 1) continue;
      decided(context);
      const now = Number(exactOf(base.figure).n);
      const goal = Number(m[2]);
      // Three or more apart: others are counted too.
      if (now + added === goal || goal < now || Math.abs(now + added - goal) > 2 || now + added > Number(m[3])) continue;
      const end = m.index + m[0].length;
      yield {
        message: 'raised_share',
        at: spotIn(passage, m.index, end),
        data: { now, added, goal, expected: now + added },
        expected: `${now + added}/${m[3]}`,
        related: [spotOf(base.passage, base.figure)],
      };
    }
  }
}

/** How many are added: one count, or the names. */
function addedIn(clause: string): number | null {
  const counts = matchesIn(clause, COUNTED);
  if (counts.length > 1 || /(?:các|những|một số|thêm các)\s/iu.test(clause)) return null;
  const [count] = counts;
  if (count) return Number(count[1]);
  const names = matchesIn(clause, NAMES);
  return names.length === 1 ? (names[0]?.[0] ?? '').split(/,\svà\s|,\s|\svà\s/u).length : null;
}

/** “đạt tiêu chí quốc gia về y tế”: its first words. */
function topicOf(text: string): string | null {
  const words = flat(/(?<!\p{L})đạt\s([^.,;:\d]{6,80})/iu.exec(text)?.[1] ?? '').split(' ');
  return words.length >= 3 ? words.slice(0, 3).join(' ') : null;
}

function toldBefore(
  { passages }: Document,
  { index }: Passage,
  topic: string,
  whole: number,
): { passage: Passage; figure: Figure }[] {
  return passages.slice(0, index).flatMap((passage) =>
    passage.section.is_plan
      ? []
      : passage.fractions.flatMap(({ a, b, tail, unit }) => {
          const is_so = unit !== '' && Number(exactOf(b).n) === whole && exactOf(b).d === 1n;
          const words = is_so ? flat(passage.text.slice(tail, tail + 90).split(/[.;]\s/u)[0] ?? '') : '';
          return is_so && words.includes(topic) && !/chưa|không/u.test(words.slice(0, words.indexOf(topic)))
            ? [{ passage, figure: a }]
            : [];
        }),
  );
}
