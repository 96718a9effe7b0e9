import { placeInCell } from './document.ts';
import { dateExists } from './head.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault } from './rule.ts';

const DAY = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?![\d/])/gu;

/** `| 203/UBND-VP | 31/9/2025 |`: what stands in a table is no passage, so its days are looked at cell by cell. R14. */
export function* cellDates(context: Context): Generator<Fault> {
  for (const { table } of context.document.tables)
    for (const cell of table.cells) {
      if (!cell.text.includes('/')) continue;
      for (const m of matchesIn(cell.text, DAY)) {
        decided(context);
        if (dateExists({ day: Number(m[1]), month: Number(m[2]), year: Number(m[3]) })) continue;
        yield {
          message: 'impossible',
          at: { location: placeInCell(table, cell, m.index, m.index + m[0].length), quote: m[0] },
          data: { date: m[0] },
        };
      }
    }
}
