// What a checking team proposes about units that do not carry their tasks out, and what the head decides.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type By, noted, optional, text, unitNamed, unitWithin } from './change.ts';
import { hold } from './task-write.ts';
import { PROPOSALS } from './words.ts';

const sql = loadSql(import.meta.url, ['proposals', 'lock_proposal', 'insert_proposal', 'proposal_of_client', 'decide_proposal']);

const Id = z.object({ id: z.number() });

export const PROPOSAL_STATES = ['open', 'accepted', 'rejected', 'done'] as const;

export const Proposal = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  task_id: z.number().nullable(),
  task_title: z.string().nullable(),
  about_code: z.string(),
  about_name: z.string(),
  on_day: z.string(),
  what: z.enum(PROPOSALS),
  words: z.string(),
  team: z.string(),
  team_document: z.string().nullable(),
  state: z.enum(PROPOSAL_STATES),
  decided_at: z.date().nullable(),
  decided_by_name: z.string().nullable(),
  decided_reason: z.string().nullable(),
  made_at: z.date(),
  made_by_name: z.string(),
});

export type ProposalsAsk = {
  unit_ids?: readonly number[] | null | undefined;
  state?: string | undefined;
  from_on?: Day | undefined;
  to_on?: Day | undefined;
};

export function proposals(db: Db, ask: ProposalsAsk, scope: Scope): Promise<z.infer<typeof Proposal>[]> {
  const { unit_ids = null, state = null, from_on = null, to_on = null } = ask;
  return many(db, sql.proposals, { unit_ids, state, from_on, to_on, scope: scope.unit_ids }, Proposal);
}

export const ProposalInput = z.object({
  unit: text(60),
  task_id: z.int().positive().nullable().default(null),
  about: text(60),
  on_day: z.iso.date(),
  what: z.enum(PROPOSALS),
  words: text(4000),
  team: text(300),
  team_document: optional(200),
  client_id: optional(60),
});
type Proposing = Omit<z.output<typeof ProposalInput>, 'client_id'> & { client_id?: string | null };

/** @throws plans.unit_not_permitted, plans.task_not_found, plans.note_in_the_future, plans.other_province, plans.client_id_taken, org.unit_unknown */
export async function propose(db: Db, input: Proposing, by: By): Promise<{ id: number }> {
  const unit = await unitWithin(db, input.unit, by.today, by.scope);
  if (input.on_day > by.today) throw new DomainError('plans.note_in_the_future', 422, { on_day: input.on_day, today: by.today });
  if (input.task_id !== null) await hold(db, input.task_id, by.scope);
  const about = await unitNamed(db, input.about, input.on_day, { tenant: unit.tenant, scope: by.scope });
  const { unit: _, about: __, client_id = null, ...said } = input;
  const row = { ...said, client_id, tenant: unit.tenant, unit_id: unit.id, about_unit_id: about.id };
  const made = await maybeOne(
    db,
    sql.insert_proposal,
    { ...row, at: by.now, by_id: by.actor.user_id, by_name: by.actor.name },
    Id,
  );
  if (!made) {
    const sent = await one(db, sql.proposal_of_client, row, Id.extend({ is_same: z.boolean() }));
    if (!sent.is_same) throw new DomainError('plans.client_id_taken', 409, { client_id });
    return { id: sent.id };
  }
  await noted(db, 'proposal', { id: made.id, tenant: unit.tenant, unit_id: unit.id }, 'propose', by, { after: input });
  return made;
}

export const DecideInput = z.object({ state: z.enum(['accepted', 'rejected', 'done']), reason: optional(1000) });
const NEXT: Record<string, readonly string[]> = { open: ['accepted', 'rejected'], accepted: ['done'] };

/** Accepts, rejects (with a reason), or ends what was accepted. @throws plans.proposal_not_found, plans.not_in_this_state, plans.reason_needed */
export async function decide(db: Db, id: number, input: z.output<typeof DecideInput>, by: By): Promise<void> {
  const Locked = z.object({ id: z.number(), tenant: z.number(), unit_id: z.number(), state: z.enum(PROPOSAL_STATES) });
  const found = await maybeOne(db, sql.lock_proposal, { id, scope: by.scope.unit_ids }, Locked);
  if (!found) throw new DomainError('plans.proposal_not_found', 404, { id });
  if (!NEXT[found.state]?.includes(input.state))
    throw new DomainError('plans.not_in_this_state', 409, { id, state: found.state });
  if (input.state === 'rejected' && input.reason === null) throw new DomainError('plans.reason_needed', 422, {});
  await exec(db, sql.decide_proposal, { ...input, tenant: found.tenant, id, at: by.now, by_name: by.actor.name });
  await noted(db, 'proposal', found, 'decide', by, {
    before: { state: found.state },
    after: { state: input.state },
    reason: input.reason,
  });
}
