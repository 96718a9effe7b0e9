// Background work of measures: the tallies are kept up to date, counted anew when they must be, and compared every night.
import { z } from 'zod';
import { enqueue, task } from '#jobs';
import { vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { compareTallies, keepComparison } from './tally-check.ts';
import { buildTallies, foldTallies } from './tally-keep.ts';

const Nothing = z.object({});
const PRODUCT = { user_id: null, name: 'motcua' };

/** Counting everything anew, as a job that can be watched. */
export const buildTask = task({
  kind: 'measures.count_anew',
  input: Nothing,
  title: 'Đếm lại toàn bộ số liệu hồ sơ theo ngày',
  run: async ({ pool, now, progress }) => ({ rows: await buildTallies(pool, now(), progress) }),
});

/** Adds what changed; asks for counting anew when that is not enough. */
export async function keepTallies(pool: Pool, now: Date): Promise<void> {
  if ((await foldTallies(pool)) !== 'missing') return;
  const asked = { input: {}, title: buildTask.title as string, tenant: 0, unit_id: null, actor: PRODUCT, now };
  await transaction(pool, 'write', (db) => enqueue(db, buildTask, { ...asked, key: buildTask.kind }));
}

export const tasks = [
  buildTask,
  task({
    kind: 'measures.keep_tallies',
    input: Nothing,
    schedule: '* * * * *',
    is_quiet: true,
    max_attempts: 1,
    run: ({ pool, now }) => keepTallies(pool, now()),
  }),
  task({
    kind: 'measures.compare_tallies',
    input: Nothing,
    // 01:20 in Vietnam.
    schedule: '20 18 * * *',
    title: 'So số liệu đếm sẵn với hồ sơ',
    run: async ({ pool, now, progress }) => {
      const found = await compareTallies(pool, vietnamDay(now()), progress);
      await transaction(pool, 'write', (db) => keepComparison(db, now(), found));
      // What differs is not to be shown a day longer; what it was stands in the result of this job.
      if (found.differences.length > 0) await buildTallies(pool, now());
      return found;
    },
  }),
];
