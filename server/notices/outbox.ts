// What is to leave the product: written in the transaction of what it is about, sent afterwards.
import { type Db, exec, loadSql } from '#lib/sql';
import type { Channel } from './kinds.ts';

const sql = loadSql(import.meta.url, ['put_message']);

export type NewMessage = {
  tenant: number;
  /** Said once: a second message with the same key is not put. */
  key: string;
  channel: Channel;
  to_address: string;
  to_name: string | null;
  account_id: number | null;
  /** Whose managers see it in the outbox. */
  unit_id: number | null;
  dossier_id: number | null;
  subject: string;
  text: string;
  at: Date;
};

/** @returns 1 when it is new, 0 when the key was used before */
export async function putMessage(db: Db, message: NewMessage): Promise<number> {
  return exec(db, sql.put_message, message);
}
