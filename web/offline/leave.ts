import { forgetSecret } from './cipher.ts';
import { clearSent, intakesOf } from './outbox.ts';
import { forgetReplies } from './replies.ts';
import { store } from './store.ts';

/** Intakes of an account that have not arrived yet. */
export async function unsentOf(account_id: number): Promise<number> {
  try {
    return (await intakesOf(account_id)).filter((one) => one.state !== 'sent').length;
  } catch {
    return 0;
  }
}

/**
 * Takes out of this browser what was kept for an account that signs out: who it was, unfinished forms, intakes that arrived, and, when nothing
 * waits any more, the secret they were sealed with. What has not been sent stays, sealed, until the account signs in again.
 */
export async function leaveNothing(account_id: number): Promise<void> {
  await forgetReplies();
  try {
    const db = await store();
    for (const { id } of await db.getAllFromIndex('drafts', 'account_id', account_id)) await db.delete('drafts', id);
    await clearSent(account_id, 0);
    if ((await unsentOf(account_id)) === 0) await forgetSecret(account_id);
  } catch {
    // A browser that keeps nothing has nothing to throw away.
  }
}
