// What higher modules have told: about tasks, about whatever is no dossier. Each thing once, and out of the product as its reader wants it.
import { z } from 'zod';
import { type Db, loadSql, many } from '#lib/sql';
import type { Kind, NoticeData, ShownKind } from './kinds.ts';
import { messagesFor } from './sweep.ts';

const sql = loadSql(import.meta.url, ['put_notices']);

type Notice<Of> = {
  tenant: number;
  account_id: number;
  kind: Of;
  /** Said once: a second notice of the account with the same key is not put. */
  key: string;
  data: z.infer<typeof NoticeData>;
};
export type Tell = Notice<Kind>;

/** @returns how many notices were new, and how many messages leave the product for them */
export async function tell(db: Db, told: readonly Tell[], at: Date): Promise<{ notices: number; messages: number }> {
  const ids = await putNotices(db, told, at);
  return { notices: ids.length, messages: await messagesFor(db, ids, at) };
}

/** Puts notices into the product alone. @returns the new ones */
export async function putNotices(db: Db, told: readonly Notice<ShownKind>[], at: Date): Promise<number[]> {
  if (told.length === 0) return [];
  const rows = JSON.stringify(told);
  return (await many(db, sql.put_notices, { rows, at }, z.object({ id: z.number() }))).map((row) => row.id);
}
