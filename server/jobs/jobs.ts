import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import type { Task } from './task.ts';

export { prepareQueue } from './prepare.ts';
export { type Cancelled, type Progress, type Task, type TaskContext, task } from './task.ts';
export { runDue, startWorker, type Worker } from './worker.ts';

const sql = loadSql(import.meta.url, [
  'insert_job',
  'give_way',
  'put_in_queue',
  'may_see',
  'listed',
  'count_listed',
  'ask_to_cancel',
]);

export const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

export const Job = z.object({
  id: z.number(),
  kind: z.string(),
  title: z.string(),
  unit_id: z.number().nullable(),
  unit_code: z.string().nullable(),
  state: z.enum(STATES),
  steps_done: z.number(),
  /** Null while nobody knows how much it is. */
  steps_total: z.number().nullable(),
  message: z.string().nullable(),
  result: z.unknown(),
  error: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  attempts: z.number(),
  created_by: z.number().nullable(),
  created_by_name: z.string(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
  cancel_asked_at: z.date().nullable(),
});
export type Job = z.infer<typeof Job>;

export type Enqueued<P> = {
  input: P;
  /** Vietnamese, for the list: what is being done. */
  title: string;
  tenant: number;
  unit_id: number | null;
  actor: Actor;
  now: Date;
  /** While one with the same key waits, a second is not put beside it but in its place. */
  key?: string;
  run_at?: Date;
};

/**
 * Puts work into the queue, in the transaction of the change that needs it: it runs after the commit, or never.
 * @returns id of the job, to watch it by
 */
export async function enqueue<P>(db: Db, what: Task<P>, asked: Enqueued<P>): Promise<number> {
  const input = JSON.stringify(what.input.parse(asked.input));
  const job_key = asked.key ?? null;
  if (job_key !== null) await exec(db, sql.give_way, { job_key, at: asked.now });
  const { id } = await one(
    db,
    sql.insert_job,
    {
      tenant: asked.tenant,
      kind: what.kind,
      title: asked.title,
      unit_id: asked.unit_id,
      input,
      job_key,
      created_by: asked.actor.user_id,
      created_by_name: asked.actor.name,
      created_at: asked.now,
    },
    z.object({ id: z.number() }),
  );
  const queued = { kind: what.kind, job_id: id, job_key, run_at: asked.run_at ?? null };
  await one(db, sql.put_in_queue, { ...queued, max_attempts: what.max_attempts ?? 5 }, z.object({ is_queued: z.boolean() }));
  return id;
}

export type Seer = { account_id: number | null; scope: Scope };

/** A job of one's own, or of a unit one may watch. @throws jobs.not_found */
export async function jobById(db: Db, id: number, by: Seer): Promise<Job> {
  const job = await maybeOne(db, sql.may_see, { id, account_id: by.account_id, scope: by.scope.unit_ids }, Job);
  if (!job) throw new DomainError('jobs.not_found', 404, { id });
  return job;
}

export type Wanted = { state?: string | undefined; kind?: string | undefined; mine: boolean; page: number; page_size: number };

/** Newest first: one's own, and those of the units one may watch. */
export async function jobs(db: Db, wanted: Wanted, by: Seer): Promise<{ rows: Job[]; total: number }> {
  const params = {
    account_id: by.account_id,
    scope: by.scope.unit_ids,
    mine: wanted.mine,
    state: wanted.state ?? null,
    kind: wanted.kind ?? null,
  };
  const { total } = await one(db, sql.count_listed, params, z.object({ total: z.number() }));
  const page = { page_size: wanted.page_size, skipped: (wanted.page - 1) * wanted.page_size };
  return { rows: await many(db, sql.listed, { ...params, ...page }, Job), total };
}

/**
 * Asks for a stop. What waits never starts; what runs stops at its next step and leaves nothing half done.
 * @throws jobs.not_found, jobs.already_finished
 */
export async function cancel(db: Db, id: number, by: Seer & { actor: Actor; now: Date; request_id: string }): Promise<Job> {
  const job = await jobById(db, id, by);
  const changed = await exec(db, sql.ask_to_cancel, { id, at: by.now });
  if (changed === 0 && job.finished_at !== null) throw new DomainError('jobs.already_finished', 409, { id, state: job.state });
  if (changed === 1) {
    await record(db, {
      at: by.now,
      actor: by.actor,
      request_id: by.request_id,
      action: 'jobs.cancel',
      subject_kind: 'job',
      subject_id: id,
      unit_id: job.unit_id,
      before: { state: job.state, kind: job.kind, title: job.title },
    });
  }
  return jobById(db, id, by);
}
