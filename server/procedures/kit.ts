import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { Level, Paper } from './procedures.ts';

const sql = loadSql(import.meta.url, ['catalogue_on']);

export const KitProcedure = z.object({
  version_id: z.number(),
  code: z.string(),
  name: z.string(),
  sector_code: z.string(),
  sector_name: z.string(),
  level: Level,
  limit_unit: z.enum(['hour', 'day', 'working_day', 'month']).nullable(),
  limit_amount: z.number().nullable(),
  fee_vnd: z.number(),
  online_level: z.enum(['none', 'partial', 'full']),
  is_interlinked: z.boolean(),
  is_no_writing: z.boolean(),
  is_boundary_free: z.boolean(),
  papers: z.array(Paper),
});

export const Kit = z.object({
  day: z.string(),
  /** Of the rows: the same digest, the same catalogue. */
  digest: z.string(),
  /** Null: the asker has these rows already. */
  rows: z.array(KitProcedure).nullable(),
});

/**
 * The whole catalogue of a day with its papers, for a desk that must go on when the line is cut.
 * @param known digest of what the asker has; when nothing changed the rows stay away
 */
export async function kit(db: Db, day: Day, known: string | undefined): Promise<z.infer<typeof Kit>> {
  const rows = await many(db, sql.catalogue_on, { day }, KitProcedure);
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 32);
  return { day, digest, rows: digest === known ? null : rows };
}
