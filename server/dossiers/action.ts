// What an action is: the event it makes, who may do it, what it asks, and what the product adds to it. Groups of actions stand in act-*.ts.
import { z } from 'zod';
import type { Db } from '#lib/sql';
import type { DossierEvent } from './event.ts';
import type { By } from './intake.ts';
import type { DossierRow, Projection } from './rows.ts';
import type { EventKind } from './status.ts';

/** What an action meets: the dossier as it is, held until the transaction ends. */
export type Situation = {
  tenant: number;
  dossier: DossierRow;
  events: DossierEvent[];
  known: Projection;
  /** When it happens; `by.now`: when it is entered. */
  at: Date;
  by: By;
};

/** What is known of a dossier when the page asks which actions to offer. */
export type Seen = {
  dossier: Pick<
    DossierRow,
    | 'status'
    | 'received_at'
    | 'due_on'
    | 'due_at'
    | 'due_precision'
    | 'paused_at'
    | 'decided_at'
    | 'explained_at'
    | 'explanation_accepted_at'
    | 'process_version_id'
    | 'step_code'
    | 'waiting_for'
    | 'fee_due_vnd'
    | 'fee_paid_vnd'
  >;
  events: readonly DossierEvent[];
  now: Date;
};

export type ActionDefinition<S extends z.ZodType = z.ZodType> = {
  event: EventKind;
  permission: string;
  /** Only the unit that holds the dossier may do it. */
  by_holder?: boolean;
  /** It happens at the desk that received the dossier, wherever that lies now. */
  at_desk?: boolean;
  /** What it asks of the officer. */
  data: S;
  /** Whether it makes sense, besides what the status allows; left out: always. */
  when?(seen: Seen): boolean;
  /** The event's data: what the officer said and what the product adds. Left out: what the officer said. */
  says?(db: Db, data: z.output<S>, situation: Situation): Promise<object> | object;
  /** What follows in the same transaction, once the event is kept. */
  after?(db: Db, data: z.output<S>, situation: Situation, after: Projection): Promise<void>;
};

/** An action as data: it can be listed, offered and checked. */
export function action<K extends EventKind, P extends string, S extends z.ZodType>(
  definition: ActionDefinition<S> & { event: K; permission: P },
): ActionDefinition<S> & { event: K; permission: P } {
  return definition;
}

export const reason = z.string().trim().min(1).max(1000);
/** A text that may be left out: null when nothing was written. */
export const optional = z
  .string()
  .trim()
  .max(1000)
  .transform((text) => text || null)
  .nullable()
  .default(null);
export const amount_vnd = z.int().positive().max(1e12);
