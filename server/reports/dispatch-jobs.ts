// Every minute: what stands in the outbox goes, what lies in the folder of the exchange is taken in.
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { task } from '#jobs';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { exchangeInbox } from './dispatch-carriers.ts';
import { deliver } from './dispatch-deliver.ts';
import { MOST_PACKAGE_BYTES } from './edxml-read.ts';
import { importPackage } from './inbox-import.ts';

export type Collected = { taken: number; refused: number };

/**
 * Takes in what lies in the folder: what was taken goes to `done`, what is refused to `refused` with the reason beside it. What fails for another
 * reason stays and is tried at the next look.
 */
export async function collect(pool: Pool, folder: string, now: () => Date): Promise<Collected> {
  const counted: Collected = { taken: 0, refused: 0 };
  const names = (await fs.readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.(edxml|xml)$/i.test(name)).sort();
  for (const name of names.slice(0, 100)) {
    const file = path.join(folder, name);
    const by = { actor: { user_id: null, name: 'Trục liên thông văn bản' }, now: now(), scope: { unit_ids: null } };
    try {
      const { size } = await fs.stat(file);
      if (size > MOST_PACKAGE_BYTES) throw new DomainError('reports.package_unreadable', 422, { reason: 'too_large' });
      const bytes = await fs.readFile(file);
      await transaction(pool, 'write', (db) => importPackage(db, bytes, by));
      await moved(file, path.join(folder, 'done'));
      counted.taken += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const to = await moved(file, path.join(folder, 'refused'));
      await fs.writeFile(`${to}.txt`, `${error.code} ${JSON.stringify(error.data)}\n`);
      counted.refused += 1;
    }
  }
  return counted;
}

async function moved(file: string, folder: string): Promise<string> {
  await fs.mkdir(folder, { recursive: true });
  const to = path.join(folder, path.basename(file));
  await fs.rename(file, to);
  return to;
}

export const dispatchTasks = [
  task({
    kind: 'reports.exchange',
    input: z.object({}),
    schedule: '* * * * *',
    is_quiet: true,
    max_attempts: 1,
    run: async ({ pool, now, signal }) => {
      const folder = exchangeInbox();
      const collected = folder ? await collect(pool, folder, now) : { taken: 0, refused: 0 };
      return { ...(await deliver(pool, now, signal)), ...collected };
    },
  }),
];
