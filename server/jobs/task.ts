// What background work is: a kind, its input, a function. Pure types.
import type { z } from 'zod';
import type { Pool } from '#lib/db';
import type { Actor } from '#lib/route';

export type Progress = (steps_done: number, steps_total: number | null, message?: string) => Promise<void>;

export type TaskContext = {
  /** Acts as the product's role. The task opens its own transactions. */
  pool: Pool;
  job_id: number;
  tenant: number;
  unit_id: number | null;
  /** Who asked for it. */
  actor: Actor;
  now(): Date;
  /** Tells how far it is. @throws Cancelled when somebody asked for a stop */
  progress: Progress;
  signal: AbortSignal;
};

export type Task<P> = {
  /** `<module>.<what>` */
  kind: string;
  input: z.ZodType<P>;
  /** Tries before it counts as failed; a documented error (DomainError) is not tried again. Default 5. */
  max_attempts?: number;
  /** crontab, in UTC (Vietnam is seven hours ahead): started by the product itself with `scheduled_input`. */
  schedule?: string;
  scheduled_input?: P;
  /** Of a scheduled task that runs often: nobody watches it, so it leaves no job behind (its failures stand in the log). */
  is_quiet?: boolean;
  title?: string;
  /** It may be run twice for one job (the machine stopped after the work and before the note of it), so it must not do anything twice. */
  run(context: TaskContext, input: P): Promise<unknown>;
};

/** Thrown by `progress` when the job is to stop; let it pass through. */
export class Cancelled extends Error {}

export function task<P>(definition: Task<P>): Task<P> {
  return definition;
}
