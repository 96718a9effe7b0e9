// Sends what stands in the outbox. Each message is tried until it went, was refused for good, or its tries are used up.
import { z } from 'zod';
import type { Pool } from '#lib/db';
import { exec, loadSql, many } from '#lib/sql';
import { carriers } from './configure.ts';
import { CHANNELS, waitMinutes } from './kinds.ts';
import { Refused } from './senders.ts';

const sql = loadSql(import.meta.url, ['take', 'sent', 'later', 'dead']);

const LEASE_MS = 5 * 60_000;

const Taken = z.object({
  id: z.number(),
  channel: z.enum(CHANNELS),
  to_address: z.string(),
  to_name: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  attempts: z.number(),
});

export type Delivered = { sent: number; later: number; dead: number };

/**
 * Sends everything that is due. Taking a message and noting that it went are two transactions with the sending between them: after a crash it is
 * sent again rather than lost (the carrier gets the same reference).
 */
export async function deliver(pool: Pool, now: () => Date, signal?: AbortSignal): Promise<Delivered> {
  const counted: Delivered = { sent: 0, later: 0, dead: 0 };
  const senders = carriers();
  const channels = CHANNELS.filter((channel) => senders[channel]);
  while (channels.length > 0 && !signal?.aborted) {
    const at = now();
    const taken = await many(pool, sql.take, { at, lease_until: new Date(at.getTime() + LEASE_MS), channels }, Taken);
    if (taken.length === 0) break;
    for (const message of taken) counted[await send(pool, message, now)] += 1;
  }
  return counted;
}

async function send(pool: Pool, message: z.infer<typeof Taken>, now: () => Date): Promise<keyof Delivered> {
  const { id, channel, attempts } = message;
  try {
    const { provider_id } = (await carriers()[channel]?.(message)) ?? { provider_id: null };
    await exec(pool, sql.sent, { id, provider_id, at: now() });
    return 'sent';
  } catch (error) {
    const last_error = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    const wait = error instanceof Refused ? null : waitMinutes(attempts);
    if (wait === null) {
      await exec(pool, sql.dead, { id, last_error, at: now() });
      return 'dead';
    }
    await exec(pool, sql.later, { id, last_error, next_try_at: new Date(now().getTime() + wait * 60_000) });
    return 'later';
  }
}
