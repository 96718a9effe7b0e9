// Replies that the intake page needs to open without a network. None holds an applicant's data.
import { store } from './store.ts';

const KEPT = new Set(['access.me', 'app.info', 'org.tree', 'org.trees', 'dossiers.own_lists']);

/** Asked for as it is today, without any condition: those are few, and always the same. */
export function isKept(name: string, input: object): boolean {
  return KEPT.has(name) && Object.keys(input).length === 0;
}

export async function keepReply(name: string, value: unknown): Promise<void> {
  try {
    await (await store()).put('replies', { key: name, value, at: new Date().toISOString() });
  } catch {
    // A browser that keeps nothing works as long as there is a network.
  }
}

/** The last reply of this name, or undefined. */
export async function keptReply(name: string): Promise<unknown> {
  try {
    return (await (await store()).get('replies', name))?.value;
  } catch {
    return undefined;
  }
}

/** Nobody is signed in any more: what was kept for the account goes. The catalogue and the units are public and may stay. */
export async function forgetReplies(): Promise<void> {
  try {
    const db = await store();
    await db.delete('replies', 'access.me');
    await db.delete('replies', 'dossiers.own_lists');
  } catch {
    // Nothing was kept.
  }
}
