// What higher modules have told: about tasks, about whatever is no dossier. Each thing once, and out of the product as its reader wants it.
import { z } from 'zod';
import { type Db, loadSql, many } from '#lib/sql';
import type { Kind, NoticeData } from './kinds.ts';
import { messagesFor } from './sweep.ts';

const sql = loadSql(import.meta.url, ['put_notices']);

export type Tell = {
  tenant: number;
  account_id: number;
  kind: Kind;
  /** Said once: a second notice of the account with the same key is not put. */
  key: string;
  data: z.infer<typeof NoticeData>;
};

/** @returns how many notices were new, and how many messages leave the product for them */
export async function tell(db: Db, told: readonly Tell[], at: Date): Promise<{ notices: number; messages: number }> {
  if (told.length === 0) return { notices: 0, messages: 0 };
  const rows = JSON.stringify(told);
  const ids = (await many(db, sql.put_notices, { rows, at }, z.object({ id: z.number() }))).map((row) => row.id);
  return { notices: ids.length, messages: await messagesFor(db, ids, at) };
}
