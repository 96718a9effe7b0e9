// The register as a source of figures: how many entries count in a period, by unit, and the entries behind the number.
import { z } from 'zod';
import { addDays, type Day, vietnamMoment } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { STATES } from './register.ts';

const sql = loadSql(import.meta.url, ['counted_by_unit', 'counted_entries']);

/** `asked`, `certified`, `given`: entries by the day that happened; `copies`: the copies of the certified ones. */
export const COUNTS = ['asked', 'certified', 'copies', 'given'] as const;
export type Counts = (typeof COUNTS)[number];

export type CountedAsk = {
  counts: Counts;
  /** Units whose entries count; the caller has left out what the asker may not see. */
  unit_ids: readonly number[];
  from: Day;
  /** Included. */
  to: Day;
  /** As the register was at this moment: what was certified later, or cancelled only later, counts as it stood then. */
  known_at: Date;
};

const ByUnit = z.object({
  unit_id: z.int(),
  entries: z.int(),
  copies: z.int(),
  x: z.string(),
  y: z.string(),
});
/** `value`: what is counted; `entries`, `x` and `y` are the digest of the entries behind it (count, xor, sum). */
export type CountedByUnit = Pick<z.infer<typeof ByUnit>, 'unit_id' | 'entries' | 'x' | 'y'> & { value: number };

/** One statement for any number of units; a unit without entries has no row. */
export async function countedByUnit(db: Db, ask: CountedAsk): Promise<CountedByUnit[]> {
  const rows = await many(db, sql.counted_by_unit, paramsOf(ask), ByUnit);
  return rows.map(({ copies, ...row }) => ({ ...row, value: ask.counts === 'copies' ? copies : row.entries }));
}

/** An entry as a figure sees it: nothing of the requester. */
export const CountedEntry = z.object({
  id: z.number(),
  unit_id: z.int(),
  state: z.enum(STATES),
  year: z.int().nullable(),
  number: z.int().nullable(),
  original_name: z.string(),
  pages: z.int(),
  copies: z.int(),
  drafted_at: z.date(),
  signed_at: z.date().nullable(),
  given_at: z.date().nullable(),
});

/** The entries behind {@link countedByUnit}, oldest first. */
export function countedEntries(
  db: Db,
  ask: CountedAsk,
  page: { page: number; page_size: number },
): Promise<z.infer<typeof CountedEntry>[]> {
  const window = { page_size: page.page_size, skipped: (page.page - 1) * page.page_size };
  return many(db, sql.counted_entries, { ...paramsOf(ask), ...window }, CountedEntry);
}

function paramsOf({ counts, unit_ids, from, to, known_at }: CountedAsk) {
  return { counts, unit_ids, known_at, from_at: vietnamMoment(from), to_at: vietnamMoment(addDays(to, 1)) };
}
