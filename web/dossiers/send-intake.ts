import { ApiError, call, type Output } from '../api.ts';
import { isLinkUp, serverNow } from '../offline/link.ts';
import { type IntakeContent, keepIntake, type ReceiveInput } from '../offline/outbox.ts';
import { isAway } from '../offline/outcome.ts';
import type { KeptIntake } from '../offline/store.ts';

/** An intake that is complete on the screen: what will be sent, and what its slips say besides. */
export type Ready = Omit<IntakeContent, 'input'> & { input: ReceiveInput & { client_id: string } };

export type Receipt = Output<'dossiers.receive'>;
export type Sent = { kind: 'received'; receipt: Receipt } | { kind: 'kept'; intake: KeptIntake };

type Account = { id: number; display_name: string };

/**
 * Receives on the server, or keeps the intake in this browser when the server cannot be reached. When the line broke on the way nobody knows
 * whether it arrived: it is kept under the same name, so that the server makes one dossier of both.
 * @throws ApiError when the server refuses it
 */
export async function sendIntake(ready: Ready, account: Account, reason: string): Promise<Sent> {
  if (isLinkUp()) {
    try {
      return { kind: 'received', receipt: await call('dossiers.receive', ready.input) };
    } catch (error) {
      if (!(error instanceof ApiError) || !isAway(error)) throw error;
    }
  }
  return keepHere(ready, account, reason);
}

async function keepHere(ready: Ready, account: Account, reason: string): Promise<Sent> {
  const received_at = ready.input.received_at ?? vietnamIso(serverNow());
  const late_entry_reason = ready.input.late_entry_reason ?? reason;
  const intake = await keepIntake(account, { ...ready, input: { ...ready.input, received_at, late_entry_reason } });
  return { kind: 'kept', intake };
}

export type Tried = { ready: Ready; sent: Sent; error: null } | { ready: Ready; sent: null; error: ApiError };

/** Several at once: each is received or refused on its own; without a server all are kept. */
export async function sendMany(items: readonly Ready[], account: Account, reason: string): Promise<Tried[]> {
  if (isLinkUp()) {
    try {
      const reply = await call('dossiers.receive_many', { items: items.map((ready) => ready.input) });
      return items.map((ready, place) => {
        const { receipt = null, refusal = null } = reply.items[place] ?? {};
        if (receipt) return { ready, sent: { kind: 'received', receipt }, error: null };
        const { code, status, data } = refusal ?? { code: 'web.unexpected_reply', status: 0, data: {} };
        return { ready, sent: null, error: new ApiError(code, status, data, null) };
      });
    } catch (error) {
      if (!(error instanceof ApiError) || !isAway(error)) throw error;
    }
  }
  const kept: Tried[] = [];
  for (const ready of items) kept.push({ ready, sent: await keepHere(ready, account, reason), error: null });
  return kept;
}

/** A moment as Vietnam's clocks show it, with its offset: `2026-11-20T16:45:10+07:00`. */
export function vietnamIso(at: Date): string {
  return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
