import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { isMisprint } from './story.ts';

const OWN_NUMBER_CUE = cueOf('kèm theo');

const tidy = (text: string): string => text.replace(/\s+/g, '').replace(/–/g, '-');

/** “Số: 214/BC-UBND” of the head; null where the number is left blank. */
function ownOf(passages: readonly Passage[]): { passage: Passage; mask: Mask } | null {
  for (const passage of passages.slice(0, 12)) {
    const mask = passage.masks.find(
      ({ kind, start }) => kind === 'document' && /(?:^|\s)số\s*:?\s*$/iu.test(passage.text.slice(0, start)),
    );
    if (mask && passage.text.length < 90) return { passage, mask };
  }
  return null;
}

/** “(Kèm theo Báo cáo số 241/BC-UBND ngày …)” over an annex names the report itself: its number and its day are those of the head. */
export function* ownNumber(context: Context): Generator<Fault> {
  const { passages, head } = context.document;
  const own = ownOf(passages);
  const number = own && tidy(own.mask.text);
  if (!own || !number) return;
  const [digits = '', symbol = ''] = [/^\d+/u.exec(number)?.[0], number.replace(/^\d+/u, '')];
  for (const passage of namedIn(context.document, OWN_NUMBER_CUE)) {
    if (passage.text.length > 300) continue;
    for (const mask of passage.masks) {
      if (
        mask.kind !== 'document' ||
        !/kèm theo báo cáo(?:\s\p{L}+){0,2}\s?(?:số)?\s*:?\s*$/iu.test(passage.text.slice(0, mask.start))
      )
        continue;
      const cited = tidy(mask.text);
      if (cited.replace(/^\d+/u, '') !== symbol) continue;
      decided(context);
      const other = /^\d+/u.exec(cited)?.[0] ?? '';
      if (Number(other) === Number(digits)) {
        yield* otherDay(passage, mask, head.signed);
        continue;
      }
      yield {
        message: 'own_number',
        severity: isMisprint(other, digits) ? 'error' : 'warning',
        at: spotIn(passage, mask.start, mask.end),
        data: { number: cited, own: number },
        expected: number,
        related: [spotIn(own.passage, own.mask.start, own.mask.end)],
      };
    }
  }
}

function* otherDay(passage: Passage, mask: Mask, signed: Context['document']['head']['signed']): Generator<Fault> {
  const date = passage.masks.find((m) => m.kind === 'date' && m.start >= mask.end && m.start - mask.end < 8)?.date;
  if (!date?.day || !date.month || !date.year || !signed?.day || !signed.month || !signed.year) return;
  if (date.day === signed.day && date.month === signed.month && date.year === signed.year) return;
  const print = (d: { day?: number; month?: number; year?: number }): string => `${d.day}/${d.month}/${d.year}`;
  yield {
    message: 'own_day',
    at: spotIn(passage, mask.start, mask.end),
    data: { number: tidy(mask.text), date: print(date), own: print(signed) },
    expected: print(signed),
  };
}
