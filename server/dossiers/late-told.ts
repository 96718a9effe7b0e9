// What was done about late dossiers: who answered for them, the cause, the explanation, the apology, the new day.
import { z } from 'zod';
import { type Db, loadSql, many } from '#lib/sql';
import { LATE_CAUSES } from './event.ts';

const sql = loadSql(import.meta.url, ['late_told']);

export const LateTold = z.object({
  id: z.number(),
  officer_id: z.number().nullable(),
  officer_name: z.string().nullable(),
  cause: z.enum(LATE_CAUSES).nullable(),
  explanation: z.string().nullable(),
  explained_on: z.string().nullable(),
  accepted_on: z.string().nullable(),
  apologised_on: z.string().nullable(),
  reappointed_on: z.string().nullable(),
});
export type LateTold = z.output<typeof LateTold>;

/** Of dossiers by id, in no order. Whose they are and who may see them is for the caller. */
export function lateTold(db: Db, ids: readonly number[]): Promise<LateTold[]> {
  return ids.length === 0 ? Promise.resolve([]) : many(db, sql.late_told, { ids }, LateTold);
}
