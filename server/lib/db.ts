import net from 'node:net';
import pg from 'pg';
import type { Db } from './sql.ts';

/** The role the product works as: it may not update or delete what is append-only (see db/migrations). */
export const APP_ROLE = 'motcua_app';

export type Pool = pg.Pool;

/**
 * A pool whose connections act as {@link APP_ROLE}, whoever owns the database.
 * @param options.owner keeps the owner's rights: only for migrations, packs and bulk loading
 */
export function openPool(url: string, options: { max?: number; owner?: boolean; application_name?: string } = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.application_name ?? 'motcua',
    stream: gatheringSocket,
    options: options.owner ? '-c timezone=UTC' : `-c timezone=UTC -c role=${APP_ROLE}`,
  });
  // An idle connection that the server closed is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** What is written in one turn leaves in one piece: a batch of statements wakes the other side once, not once for each. */
function gatheringSocket(): net.Socket {
  const socket = new net.Socket();
  // Connecting puts back the function of the class, so it is put here afterwards.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    let is_gathering = false;
    socket.write = (...args: unknown[]) => {
      if (!is_gathering) {
        is_gathering = true;
        socket.cork();
        process.nextTick(() => {
          is_gathering = false;
          socket.uncork();
        });
      }
      return write(...args);
    };
  });
  return socket;
}

/** Told of what `work` sent and does not wait for: the commit goes out behind it at once, and is done when all of it is. */
export type Behind = (sent: Promise<unknown>) => void;

/**
 * Runs `work` in one transaction and commits, or rolls back whatever it throws.
 * @param mode `read` is a repeatable-read, read-only snapshot: several reads agree, and a write is refused by PostgreSQL
 * @param options.pipelined statements that `work` sends without waiting go out at once and are answered in order, one broken one breaking those
 * behind it; then nothing in it may take the connection for itself (COPY, cursors)
 */
export async function transaction<T>(
  pool: Pool,
  mode: 'read' | 'write',
  work: (db: Db, behind: Behind) => Promise<T>,
  options: { pipelined?: boolean } = {},
): Promise<T> {
  const client: pg.PoolClient & { pipeline?: boolean } = await pool.connect();
  let broken: Error | undefined;
  const sent: Promise<unknown>[] = [];
  const behind: Behind = (one) => {
    one.catch(() => {});
    sent.push(one);
  };
  try {
    client.pipeline = options.pipelined === true;
    const begun = client.query(mode === 'read' ? 'begin isolation level repeatable read, read only' : 'begin');
    if (options.pipelined) behind(begun);
    else await begun;
    const result = await work(client, behind);
    if (!options.pipelined) await Promise.all(sent);
    // A broken statement makes a rollback of it; its own error is the one to be told.
    const committed = client.query('commit');
    committed.catch(() => {});
    for (const one of sent) await one;
    const { command } = await committed;
    if (command !== 'COMMIT') throw new Error(`a transaction with a broken statement ended with ${command}`);
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.pipeline = false;
    client.release(broken);
  }
}
