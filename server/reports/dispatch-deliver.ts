// Sends what stands in the outbox of reports: tried until it went, was refused for good, or its tries are used up.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Pool } from '#lib/db';
import { transaction } from '#lib/db';
import { type Db, exec, many } from '#lib/sql';
import { Refused } from '#notices';
import { addDispatchEvent } from './dispatch.ts';
import { exchange, mail } from './dispatch-carriers.ts';
import { mailOf, packageOf, outboxSql as sql, statusOf, type Written } from './dispatch-out.ts';

const LEASE_MS = 10 * 60_000;
/** Minutes to wait before the next try: a server may be away for a night. */
const WAITS = [1, 5, 15, 60, 180, 360, 720];

const Taken = z.object({
  tenant: z.number(),
  id: z.number(),
  channel: z.enum(['email', 'edxml']),
  purpose: z.enum(['report', 'recall', 'status']),
  unit_id: z.number(),
  dispatch_id: z.number().nullable(),
  incoming_id: z.number().nullable(),
  to_address: z.string(),
  to_name: z.string(),
  status_code: z.string().nullable(),
  reason: z.string().nullable(),
  attempts: z.number(),
  created_at: z.date(),
});
type Taken = z.infer<typeof Taken>;

export type Delivered = { sent: number; later: number; dead: number };

/**
 * Sends everything that is due. Taking a row and noting that it went are two transactions with the sending between them: after a crash it is sent
 * again under the same name rather than lost.
 */
export async function deliver(pool: Pool, now: () => Date, signal?: AbortSignal): Promise<Delivered> {
  const counted: Delivered = { sent: 0, later: 0, dead: 0 };
  const channels = [...(mail() ? ['email'] : []), ...(exchange() ? ['edxml'] : [])];
  while (channels.length > 0 && !signal?.aborted) {
    const at = now();
    const taken = await many(pool, sql.take_outbox, { at, lease_until: new Date(at.getTime() + LEASE_MS), channels }, Taken);
    if (taken.length === 0) break;
    for (const row of taken) counted[await attempt(pool, row, now)] += 1;
  }
  return counted;
}

async function attempt(pool: Pool, row: Taken, now: () => Date): Promise<keyof Delivered> {
  const key = { tenant: row.tenant, id: row.id };
  try {
    const went = await (row.channel === 'email' ? sendMail(pool, row) : sendPackage(pool, row));
    await transaction(pool, 'write', async (db) => {
      const done = await exec(db, sql.outbox_sent, { ...key, ...went, at: now() });
      if (done > 0 && row.purpose === 'report') await told(db, row, 'sent', null, now());
    });
    return 'sent';
  } catch (error) {
    const last_error = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    const wait = error instanceof Refused ? undefined : WAITS[row.attempts - 1];
    if (wait !== undefined) {
      await exec(pool, sql.outbox_later, { ...key, last_error, next_try_at: new Date(now().getTime() + wait * 60_000) });
      return 'later';
    }
    await transaction(pool, 'write', async (db) => {
      const done = await exec(db, sql.outbox_dead, { ...key, last_error, at: now() });
      if (done > 0 && row.purpose === 'report') await told(db, row, 'failed', last_error, now());
    });
    return 'dead';
  }
}

async function told(db: Db, row: Taken, kind: 'sent' | 'failed', reason: string | null, at: Date): Promise<void> {
  if (row.dispatch_id === null) return;
  await addDispatchEvent(
    db,
    { tenant: row.tenant, id: row.dispatch_id },
    { kind, at, by: null, by_name: null, reason, code: null },
  );
}

const recallOf = (row: Taken) => (row.purpose === 'recall' ? { reason: row.reason, at: row.created_at } : null);

async function sendMail(db: Db, row: Taken): Promise<{ reference: string | null; sha256: string | null }> {
  const send = mail();
  if (!send || row.dispatch_id === null) throw new Error('no mail server');
  const { subject, text, attachments, sha256 } = await mailOf(db, { tenant: row.tenant, id: row.dispatch_id }, recallOf(row));
  const { to_address, to_name } = row;
  const reference = `report-${row.tenant}-${row.id}`;
  const { provider_id } = await send({ id: row.id, reference, to_address, to_name, subject, text, attachments });
  return { reference: provider_id, sha256 };
}

async function sendPackage(db: Db, row: Taken): Promise<{ reference: string | null; sha256: string | null }> {
  const way = exchange();
  if (!way) throw new Error('no exchange');
  const written = await packageFor(db, row);
  const { reference } = await way.send({ ...written, to: row.to_address });
  return { reference, sha256: createHash('sha256').update(written.bytes).digest('hex') };
}

function packageFor(db: Db, row: Taken): Promise<Written> {
  if (row.dispatch_id !== null) return packageOf(db, { tenant: row.tenant, id: row.dispatch_id }, recallOf(row));
  const { tenant, incoming_id, status_code, reason, created_at: at } = row;
  if (incoming_id === null || status_code === null) throw new Error(`outbox ${row.id} is about nothing`);
  return statusOf(db, { tenant, incoming_id, code: status_code, reason, at });
}
