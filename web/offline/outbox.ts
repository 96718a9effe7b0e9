// Intakes made without a network: kept, sent once when the line is back, and shown until they have arrived.
import { ApiError, call, type Input, keepCsrf } from '../api.ts';
import type { PaperRow, ReceiveFields } from '../dossiers/receive-form.ts';
import { type Sealed, seal, unseal } from './cipher.ts';
import { serverNow } from './link.ts';
import { MOST_TRIES, outcomeOf, temporaryNumber } from './outcome.ts';
import { type KeptIntake, store } from './store.ts';

export type ReceiveInput = Input<'dossiers.receive'>;

/** What is sealed: what will be sent, and what the temporary slip says besides. */
export type IntakeContent = {
  input: ReceiveInput & { client_id: string; received_at: string };
  procedure_name: string;
  unit_name: string;
  /** As it stood on the screen, to be mended there. */
  form: { fields: ReceiveFields; papers: PaperRow[] };
  /** `5 ngày làm việc` */
  limit_text: string | null;
  fee_vnd: number;
};

export type Intake = Omit<KeptIntake, 'content'> & { content: IntakeContent | null };

const CHANNEL = 'motcua.outbox';
const KEEP_SENT_MS = 7 * 86_400_000;

type Account = { id: number; display_name: string };

/** Keeps an intake until it can be sent. The same `client_id` again replaces what was kept, never adds to it. */
export async function keepIntake(account: Account, content: IntakeContent): Promise<KeptIntake> {
  const { client_id, received_at, receiving_unit } = content.input;
  const intake: KeptIntake = {
    client_id,
    account_id: account.id,
    account_name: account.display_name,
    temporary_no: temporaryNumber(receiving_unit, received_at.slice(0, 10), client_id),
    kept_at: received_at,
    state: 'waiting',
    tries: 0,
    told: null,
    receipt: null,
    sent_at: null,
    content: await seal(account.id, content),
  };
  await (await store()).put('intakes', intake);
  tellTabs();
  return intake;
}

/** Everything kept for an account, the newest first. What cannot be unsealed any more is listed without its content. */
export async function intakesOf(account_id: number): Promise<Intake[]> {
  const kept = await (await store()).getAllFromIndex('intakes', 'account_id', account_id);
  const rows = await Promise.all(kept.map(async (one) => ({ ...one, content: await contentOf(account_id, one.content) })));
  return rows.sort((a, b) => b.kept_at.localeCompare(a.kept_at) || a.client_id.localeCompare(b.client_id));
}

async function contentOf(account_id: number, sealed: Sealed): Promise<IntakeContent | null> {
  try {
    return await unseal<IntakeContent>(account_id, sealed);
  } catch {
    return null;
  }
}

/** How many intakes of other accounts wait in this browser, by the name of the account: only they may send them. */
export async function waitingForOthers(account_id: number): Promise<{ name: string; count: number }[]> {
  const counts = new Map<string, number>();
  for (const one of await (await store()).getAll('intakes')) {
    if (one.account_id !== account_id && one.state !== 'sent')
      counts.set(one.account_name, (counts.get(one.account_name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

export async function forgetIntake(client_id: string): Promise<void> {
  await (await store()).delete('intakes', client_id);
  tellTabs();
}

/** A refused intake goes to the end of the waiting again, as it is. */
export async function sendAgain(client_id: string): Promise<void> {
  await change(client_id, { state: 'waiting', tries: 0, told: null });
}

/** An intake that was received from its own page after mending. */
export async function markSent(client_id: string, receipt: NonNullable<KeptIntake['receipt']>): Promise<void> {
  await change(client_id, { state: 'sent', receipt, told: null, sent_at: serverNow().toISOString() });
}

async function change(client_id: string, values: Partial<KeptIntake>): Promise<void> {
  const tx = (await store()).transaction('intakes', 'readwrite');
  const now = await tx.store.get(client_id);
  if (now) await tx.store.put({ ...now, ...values });
  await tx.done;
  tellTabs();
}

/**
 * Sends what waits, the oldest first, one tab at a time. Stops when the line is down again or nobody is signed in.
 * @returns how many arrived, and why it stopped, if it did
 */
export async function sendWaiting(account_id: number): Promise<{ sent: number; stopped: 'away' | 'sign_in' | null }> {
  const send = () => sendEach(account_id);
  if (!navigator.locks) return send();
  // Another tab that is at it does all the work; two would only make the server say "again".
  return navigator.locks.request('motcua.outbox', { ifAvailable: true }, (lock) =>
    lock ? send() : Promise.resolve({ sent: 0, stopped: null }),
  );
}

async function sendEach(account_id: number): Promise<{ sent: number; stopped: 'away' | 'sign_in' | null }> {
  let sent = 0;
  const waiting = (await intakesOf(account_id)).filter((one) => one.state === 'waiting').reverse();
  for (const { client_id, content, tries } of waiting) {
    if (content === null) {
      await change(client_id, { state: 'refused', told: { code: 'web.cannot_unseal', status: 0, data: {} } });
      continue;
    }
    try {
      const receipt = await receiveOnce(content.input);
      await markSent(client_id, { id: receipt.id, code: receipt.code, due_on: receipt.due_on, due_at: receipt.due_at });
      sent += 1;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const outcome = outcomeOf(error);
      if (outcome === 'away' || outcome === 'sign_in') return { sent, stopped: outcome };
      const { code, status, data } = error;
      const is_done = outcome === 'refused' || tries + 1 >= MOST_TRIES;
      await change(client_id, { tries: tries + 1, ...(is_done && { state: 'refused' as const, told: { code, status, data } }) });
    }
  }
  return { sent, stopped: null };
}

async function receiveOnce(input: IntakeContent['input']) {
  try {
    return await call('dossiers.receive', input);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Signed in anew since: the session has another token.
    if (outcomeOf(error) === 'token') {
      keepCsrf((await call('access.me', {})).csrf);
      return call('dossiers.receive', input);
    }
    // This machine's clock is ahead of the server's.
    if (error.code === 'dossiers.in_the_future') {
      const { at } = await call('app.health', {});
      return call('dossiers.receive', { ...input, received_at: at });
    }
    throw error;
  }
}

/** Throws away what has arrived and is no longer asked for. */
export async function clearSent(account_id: number, older_than_ms = KEEP_SENT_MS): Promise<void> {
  const db = await store();
  const before = new Date(serverNow().getTime() - older_than_ms).toISOString();
  for (const one of await db.getAllFromIndex('intakes', 'account_id', account_id)) {
    if (one.state === 'sent' && (one.sent_at ?? one.kept_at) <= before) await db.delete('intakes', one.client_id);
  }
  tellTabs();
}

const here = new Set<() => void>();
const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
others?.addEventListener('message', () => {
  for (const changed of here) changed();
});

function tellTabs(): void {
  others?.postMessage('changed');
  for (const changed of here) changed();
}

/** Calls back whenever what is kept changed, in this tab or another. @returns how to stop */
export function watchOutbox(changed: () => void): () => void {
  here.add(changed);
  return () => here.delete(changed);
}
