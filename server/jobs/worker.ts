import { type CronItem, type JobHelpers, parseCronItems, run, runOnce, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { exec, loadSql, maybeOne, one } from '#lib/sql';
import { enqueue } from './jobs.ts';
import { SILENT } from './prepare.ts';
import { Cancelled, type Progress, type Task } from './task.ts';

const sql = loadSql(import.meta.url, ['begin_job', 'report_progress', 'finish_job', 'wait_again', 'release_workers']);

// Progress is for people who watch: more often than this nobody sees a difference.
const PROGRESS_EVERY_MS = 250;
const PRODUCT = { user_id: null, name: 'motcua' };

export type Worker = { stop(): Promise<void> };

export type WorkerOptions = {
  // biome-ignore lint/suspicious/noExplicitAny: each task reads its own input
  tasks: readonly Task<any>[];
  now?: () => Date;
  log?: (level: 'info' | 'warn' | 'error', message: string, data: Record<string, unknown>) => void;
  concurrency?: number;
  /** True when no other process works on this queue: what a crash left locked is taken up at once instead of after four hours. */
  is_alone?: boolean;
};

/** Works off the queue until it is stopped. Stopping waits for what runs (asked to stop at its next step). */
export async function startWorker(pool: Pool, options: WorkerOptions): Promise<Worker> {
  if (options.is_alone) await pool.query(sql.release_workers.text);
  const runner = await run({
    pgPool: pool,
    taskList: taskList(pool, options),
    parsedCronItems: parseCronItems(schedules(options)),
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: SILENT,
  });
  return { stop: () => runner.stop() };
}

/** Runs everything that is due now, then comes back. For tests and for the command line. */
export async function runDue(pool: Pool, options: WorkerOptions): Promise<void> {
  await runOnce({ pgPool: pool, taskList: taskList(pool, options), noHandleSignals: true, logger: SILENT });
}

function schedules({ tasks }: WorkerOptions): CronItem[] {
  return tasks.flatMap(({ kind, schedule }) =>
    // A machine that was off at that minute makes up for it when it starts, within a day.
    schedule ? [{ task: kind, match: schedule, identifier: kind, options: { backfillPeriod: 24 * 3_600_000 } }] : [],
  );
}

function taskList(pool: Pool, options: WorkerOptions): TaskList {
  return Object.fromEntries(
    options.tasks.map((one) => [one.kind, (payload: unknown, helpers: JobHelpers) => work(pool, options, one, payload, helpers)]),
  );
}

const Begun = z.object({
  tenant: z.number(),
  unit_id: z.number().nullable(),
  input: z.unknown(),
  created_by: z.number().nullable(),
  created_by_name: z.string(),
  cancel_asked_at: z.date().nullable(),
});

async function work(
  pool: Pool,
  options: WorkerOptions,
  what: Task<unknown>,
  payload: unknown,
  helpers: JobHelpers,
): Promise<void> {
  const now = options.now ?? (() => new Date());
  const { job_id } = payload as { job_id?: number };
  if (job_id === undefined) return what.is_quiet ? runQuietly(pool, what, now) : startScheduled(pool, what, now());
  const job = await maybeOne(pool, sql.begin_job, { id: job_id, at: now() }, Begun);
  // Cancelled while it waited, or done by a run that could not tell.
  if (!job) return;
  const stop = new AbortController();
  const finish = (state: string, said: { result?: unknown; error?: unknown }) =>
    exec(pool, sql.finish_job, {
      id: job_id,
      state,
      at: now(),
      result: said.result === undefined ? null : JSON.stringify(said.result),
      error: said.error === undefined ? null : JSON.stringify(said.error),
    });
  try {
    const result = await what.run(
      {
        pool,
        job_id,
        tenant: job.tenant,
        unit_id: job.unit_id,
        actor: { user_id: job.created_by, name: job.created_by_name },
        now,
        progress: progressOf(pool, job_id, stop),
        signal: stop.signal,
      },
      what.input.parse(job.input),
    );
    await finish('done', { result });
  } catch (error) {
    if (error instanceof Cancelled || stop.signal.aborted) await finish('cancelled', {});
    else if (error instanceof DomainError) await finish('failed', { error: { code: error.code, data: error.data } });
    else {
      options.log?.('error', 'job failed', {
        job_id,
        kind: what.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
      const crashed = { error: { code: 'jobs.crashed', data: { job_id } } };
      if (helpers.job.attempts >= helpers.job.max_attempts) await finish('failed', crashed);
      else await exec(pool, sql.wait_again, { id: job_id, error: JSON.stringify(crashed.error) });
      throw error;
    }
  }
}

async function runQuietly(pool: Pool, what: Task<unknown>, now: () => Date): Promise<void> {
  const nobody = { job_id: 0, tenant: 0, unit_id: null, actor: PRODUCT, progress: async () => {} };
  await what.run({ pool, now, ...nobody, signal: new AbortController().signal }, what.input.parse(what.scheduled_input ?? {}));
}

/** A scheduled task becomes a job like any other, so that it is listed and watched the same way. */
async function startScheduled(pool: Pool, what: Task<unknown>, now: Date): Promise<void> {
  await transaction(pool, 'write', (db) =>
    enqueue(db, what, {
      input: what.scheduled_input ?? {},
      title: what.title ?? what.kind,
      tenant: 0,
      unit_id: null,
      actor: PRODUCT,
      now,
    }),
  );
}

function progressOf(pool: Pool, id: number, stop: AbortController): Progress {
  let told_at = 0;
  return async (steps_done, steps_total, message) => {
    const is_last = steps_done === steps_total;
    if (!is_last && Date.now() - told_at < PROGRESS_EVERY_MS) return;
    told_at = Date.now();
    const told = { id, steps_done, steps_total, message: message ?? null };
    const { is_cancelled } = await one(pool, sql.report_progress, told, z.object({ is_cancelled: z.boolean() }));
    if (!is_cancelled) return;
    stop.abort();
    throw new Cancelled();
  };
}
