// A document that is cited with a day behind the period of the report, where the head prints no day of signing. R14.
//
// A report may be signed late, so that one such day says little by itself. But whoever writes late cites late: when every other document of the report is
// of its period or before, the one that is not has a wrong month.
import { dayOfDocument } from './cited-again.ts';
import { isInTitle, type Passage } from './document.ts';
import { dayNumber, daysOf } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit } from './signing.ts';
import { withMasks } from './told-in.ts';

/** Days after the end of the period in which a report is mostly signed. */
const SLACK = 30;
/** Other documents of the same year that stand within the period. */
const WITNESSES = 4;

type Cited = { passage: Passage; date: Mask; day: number };

/** The one day of a document that lies behind the period, beside four within it. */
export function* citedAhead(context: Context, limit: Limit | null): Generator<Fault> {
  const { period, year, kind } = context.document.head;
  if (!limit || limit.is_sure || !period || year === null || kind === 'KẾ HOẠCH' || !isInTitle(context.document, period)) return;
  const [first, last] = [
    dayNumber({ day: 1, month: 1, year }),
    dayNumber({ day: daysOf(period.to_month, year), month: period.to_month, year }),
  ];
  if (first === null || last === null) return;
  const cited = withMasks(context.document, 2).flatMap((passage) =>
    passage.masks.flatMap((mask, i): Cited[] => {
      const date = mask.kind === 'document' ? dayOfDocument(passage, i) : null;
      const day = date && dayOf(date);
      return date && day !== null && day >= first ? [{ passage, date, day }] : [];
    }),
  );
  const within = cited.filter(({ day }) => day <= last);
  const beyond = cited.filter(({ day }) => day > last + SLACK);
  const [odd] = beyond;
  if (!odd || within.length < WITNESSES || within.length + beyond.length < cited.length) return;
  decided(context);
  if (beyond.some(({ day }) => day !== odd.day)) return;
  yield {
    message: 'after_signing',
    at: spotIn(odd.passage, odd.date.start, odd.date.end),
    data: { date: odd.date.text.trim(), signed: period.text },
  };
}
