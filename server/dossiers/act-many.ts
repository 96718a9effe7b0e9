// The same action on many dossiers: what may succeed succeeds, each refusal is told with its code, and a sending that comes twice acts once.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { act, Moment } from './act.ts';
import { ACTION_NAMES, type Action, actionOf } from './actions.ts';
import type { By } from './intake.ts';

const sql = loadSql(import.meta.url, ['hold_key', 'sent_before', 'lock_many', 'readable', 'keep_batch']);

export const MOST_AT_ONCE = 200;

export const ActManyInput = Moment.extend({
  /** Given before sending: sent again, it does nothing and gives the same answer. */
  client_key: z.string().min(8).max(64),
  action: z.enum(ACTION_NAMES),
  items: z
    .array(z.object({ id: z.int().positive(), last_seq: z.int().min(1) }))
    .min(1)
    .max(MOST_AT_ONCE),
  /** The same for all of them. */
  data: z.record(z.string(), z.unknown()).default({}),
});
export type ActManyInput = z.output<typeof ActManyInput>;

/** What became of one dossier: its new state, or why nothing happened to it. */
export const ActedOn = z.object({
  id: z.number(),
  is_done: z.boolean(),
  status: z.number().nullable(),
  last_seq: z.number().nullable(),
  due_on: z.string().nullable(),
  error: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});
export type ActedOn = z.output<typeof ActedOn>;

const Key = z.object({ tenant: z.number(), id: z.number() });

/**
 * In the order of `items`. Each dossier has its own savepoint: a refusal undoes nothing of the others. An error of the database or of the
 * data undoes all.
 * @param by.scope what the actor may reach under the action's permission
 * @param readable what he may see: told apart from what is not there
 * @throws dossiers.batch_key_reused when the key came with other dossiers, another action or other data
 */
export async function actMany(
  db: Db,
  input: ActManyInput,
  by: By,
  readable: Scope,
): Promise<{ results: ActedOn[]; is_repeat: boolean }> {
  const account_id = by.actor.user_id ?? 0;
  const { client_key } = input;
  const asked_hash = createHash('sha256')
    .update(JSON.stringify([input.action, input.items, input.data, input.at ?? null]))
    .digest('hex');
  await exec(db, sql.hold_key, { account_id, client_key });
  const before = await maybeOne(
    db,
    sql.sent_before,
    { account_id, client_key },
    z.object({ asked_hash: z.string(), results: z.array(ActedOn) }),
  );
  if (before) {
    if (before.asked_hash !== asked_hash) throw new DomainError('dossiers.batch_key_reused', 409, { client_key });
    return { results: before.results, is_repeat: true };
  }
  // Data that the action does not know is wrong for all of them.
  actionOf(input.action).data.parse(input.data);
  const ids = input.items.map((item) => item.id);
  const held = await many(db, sql.lock_many, { ids, scope: by.scope.unit_ids }, Key);
  const seen = await many(db, sql.readable, { ids, scope: readable.unit_ids }, z.object({ id: z.number() }));
  const within = new Set(held.map((one) => one.id));
  const known = new Set(seen.map((one) => one.id));
  const results: ActedOn[] = [];
  for (const { id, last_seq } of input.items) {
    if (!known.has(id)) results.push(refused(id, new DomainError('dossiers.not_found', 404, { id })));
    else if (!within.has(id)) results.push(refused(id, notPermitted(input.action)));
    else results.push(await actOn(db, { ...input, last_seq }, id, by));
  }
  const tenant = held[0]?.tenant;
  if (tenant !== undefined && results.some((one) => one.is_done))
    await exec(db, sql.keep_batch, { tenant, account_id, client_key, asked_hash, at: by.now, results: JSON.stringify(results) });
  return { results, is_repeat: false };
}

/** The refusal of an action on a dossier that may be read. */
export function notPermitted(action: Action): DomainError {
  return new DomainError('dossiers.action_not_permitted', 403, { action, permission: actionOf(action).permission });
}

async function actOn(db: Db, input: ActManyInput & { last_seq: number }, id: number, by: By): Promise<ActedOn> {
  await db.query('savepoint dossier');
  try {
    const { dossier } = await act(db, id, input.action, input, by);
    await db.query('release savepoint dossier');
    const { status, last_seq, due_on } = dossier;
    return { id, is_done: true, status, last_seq, due_on, error: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await db.query('rollback to savepoint dossier');
    return refused(id, error);
  }
}

function refused(id: number, { code, data }: DomainError): ActedOn {
  return { id, is_done: false, status: null, last_seq: null, due_on: null, error: { code, data: { ...(data as object) } } };
}
