// Control of procedures besides the decisions: what is missing, where it is posted, what is reviewed and proposed, who offers it.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitNear } from '#org';
import { type Gap, gapsOf } from './completeness.ts';
import { nationalCode } from './procedures.ts';

const sql = loadSql(import.meta.url, [
  'told_on',
  'procedure_by_code',
  'publications',
  'count_publications',
  'publication_share',
  'post_many',
  'check_publication',
  'end_publication',
  'plan_reviews',
  'review_in_reach',
  'record_outcome',
  'reviews',
  'review_counts',
  'insert_proposal',
  'proposal_in_reach',
  'move_proposal',
  'offered_named',
  'offer',
  'end_offer',
  'keep_sector',
]);

export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id: string };
type Of = { tenant: number; unit_id: number | null };

async function noted(
  db: Db,
  of: Of,
  what: string,
  subject: string | number,
  by: By,
  after: unknown,
  before?: unknown,
): Promise<void> {
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `procedures.${what}`,
    subject_kind: 'procedures.control',
    subject_id: subject,
    unit_id: of.unit_id,
    before,
    after,
  });
}

const Told = z.object({
  id: z.number(),
  code: z.string(),
  limit_unit: z.string().nullable(),
  result_name: z.string().nullable(),
  decision_no: z.string().nullable(),
  legal_basis: z.string().nullable(),
  status: z.string(),
  fee_vnd: z.number(),
  is_interlinked: z.boolean(),
  interlinked_kind: z.string().nullable(),
  papers: z.number(),
  fees: z.number(),
  steps: z.number(),
  legal_documents: z.number(),
});

/** Versions of a day by id, each with what is missing; the complete ones are not there. */
export async function gapsOn(db: Db, day: Day): Promise<Map<number, Gap[]>> {
  const rows = await many(db, sql.told_on, { day }, Told);
  return new Map(rows.map((row) => [row.id, gapsOf(row)] as const).filter(([, gaps]) => gaps.length > 0));
}

async function unitOf(db: Db, code: string, by: By): Promise<{ id: number; tenant: number; kind: string }> {
  const unit = await unitNear(db, code, by.today);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('procedures.unit_not_permitted', 403, { code: unit.code });
  return unit;
}

async function idOf(db: Db, code: string): Promise<number> {
  const found = await maybeOne(db, sql.procedure_by_code, { code: nationalCode(code) }, z.object({ id: z.number() }));
  if (!found) throw new DomainError('procedures.unknown', 404, { code: nationalCode(code) });
  return found.id;
}

// Publication

export const PLACES = ['desk', 'portal', 'website', 'kiosk'] as const;
export const Publication = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  place: z.enum(PLACES),
  address: z.string().nullable(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  checked_on: z.string().nullable(),
  is_complete: z.boolean(),
  note: z.string().nullable(),
  unit_code: z.string(),
  entered_by_name: z.string().nullable(),
});
export const PublicationShare = z.object({ due: z.number(), at_desk: z.number(), on_portal: z.number(), complete: z.number() });
const LEVEL_OF_KIND: Readonly<Record<string, string>> = { commune: 'commune', district: 'district', division: 'district' };

export type PublicationsAsked = {
  unit?: string | undefined;
  place?: string | undefined;
  day: Day;
  page: number;
  page_size: number;
};

/** What is posted on a day, and for one unit how much of what it should have posted. Nothing to post: no share. */
export async function publications(
  db: Db,
  asked: PublicationsAsked,
  scope: Scope,
): Promise<{ rows: z.infer<typeof Publication>[]; total: number; share: z.infer<typeof PublicationShare> | null }> {
  const unit = asked.unit === undefined ? null : await unitNear(db, asked.unit, asked.day);
  const params = { unit_id: unit?.id ?? null, place: asked.place ?? null, day: asked.day, scope: scope.unit_ids };
  const { total } = await one(db, sql.count_publications, params, z.object({ total: z.number() }));
  const page = { page_size: asked.page_size, skipped: (asked.page - 1) * asked.page_size };
  const rows = await many(db, sql.publications, { ...params, ...page }, Publication);
  const may_see = unit !== null && (scope.unit_ids === null || scope.unit_ids.includes(unit.id));
  if (!unit || !may_see) return { rows, total, share: null };
  const level = LEVEL_OF_KIND[unit.kind] ?? 'province';
  const share = await one(db, sql.publication_share, { unit_id: unit.id, day: asked.day, level }, PublicationShare);
  return { rows, total, share };
}

export const PostInput = z.object({
  unit: z.string().max(60),
  codes: z.array(z.string().max(60)).min(1).max(500),
  place: z.enum(PLACES),
  address: z.string().trim().max(500).nullable().default(null),
  from: z.iso.date(),
  checked_on: z.iso.date().nullable().default(null),
  is_complete: z.boolean().default(true),
  note: z.string().trim().max(500).nullable().default(null),
});

/** Procedures are posted somewhere by a unit; what is there already stays as it is. @throws procedures.unit_not_permitted, org.unit_unknown */
export async function post(db: Db, input: z.output<typeof PostInput>, by: By): Promise<number> {
  const unit = await unitOf(db, input.unit, by);
  const codes = input.codes.map(nationalCode);
  const values = { ...input, codes, tenant: unit.tenant, unit_id: unit.id, entered_by: by.actor.user_id, entered_at: by.now };
  const made = await many(db, sql.post_many, values, z.object({ id: z.number() }));
  if (made.length > 0) await noted(db, { tenant: unit.tenant, unit_id: unit.id }, 'post', unit.id, by, { ...input, codes });
  return made.length;
}

const Reached = z.object({ tenant: z.number(), unit_id: z.number() });

/** @throws procedures.publication_not_found */
export async function checkPublication(
  db: Db,
  input: { id: number; is_complete: boolean; note: string | null; ends: boolean },
  by: By,
): Promise<void> {
  const common = { id: input.id, scope: by.scope.unit_ids };
  const of = input.ends
    ? await maybeOne(db, sql.end_publication, { ...common, on: by.today }, Reached)
    : await maybeOne(
        db,
        sql.check_publication,
        { ...common, checked_on: by.today, is_complete: input.is_complete, note: input.note },
        Reached,
      );
  if (!of) throw new DomainError('procedures.publication_not_found', 404, { id: input.id });
  await noted(db, of, input.ends ? 'take_down' : 'check_publication', input.id, by, input);
}

// Reviews and proposals

export const OUTCOMES = ['keep', 'simplify', 'abolish'] as const;
export const PROPOSAL_STATES = ['draft', 'submitted', 'approved', 'rejected', 'in_force'] as const;
const NEXT: Readonly<Record<string, readonly string[]>> = {
  draft: ['submitted'],
  submitted: ['approved', 'rejected', 'draft'],
  approved: ['in_force'],
  rejected: [],
  in_force: [],
};

export const Review = z.object({
  id: z.number(),
  year: z.number(),
  code: z.string(),
  name: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  due_on: z.string(),
  plan_no: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  findings: z.string().nullable(),
  done_on: z.string().nullable(),
  proposals: z.array(
    z.object({
      id: z.number(),
      what: z.string(),
      law_to_change: z.string().nullable(),
      saved_vnd: z.number().nullable(),
      saved_note: z.string().nullable(),
      state: z.enum(PROPOSAL_STATES),
      state_on: z.string(),
      decision_no: z.string().nullable(),
    }),
  ),
});
export const ReviewCounts = z.object({
  planned: z.number(),
  reviewed: z.number(),
  late: z.number(),
  proposals: z.number(),
  approved: z.number(),
  /** Cost of compliance saved in a year by what was approved, in đồng. */
  saved_vnd: z.number(),
});

export type ReviewsAsked = { year: number; unit?: string | undefined; today: Day; page: number; page_size: number };

/** The review plan of a year with its results; counts are of the whole plan, not of the page. */
export async function reviews(
  db: Db,
  asked: ReviewsAsked,
  scope: Scope,
): Promise<{ rows: z.infer<typeof Review>[]; total: number; counts: z.infer<typeof ReviewCounts> }> {
  const unit_id = asked.unit === undefined ? null : (await unitNear(db, asked.unit, asked.today)).id;
  const params = { year: asked.year, unit_id, today: asked.today, scope: scope.unit_ids };
  const counts = await one(db, sql.review_counts, params, ReviewCounts);
  const page = { page_size: asked.page_size, skipped: (asked.page - 1) * asked.page_size };
  return { rows: await many(db, sql.reviews, { ...params, ...page }, Review), total: counts.planned, counts };
}

export const PlanInput = z.object({
  unit: z.string().max(60),
  year: z.int().min(2010).max(2100),
  codes: z.array(z.string().max(60)).min(1).max(500),
  due_on: z.iso.date(),
  plan_no: z.string().trim().max(100).nullable().default(null),
});

/** @throws procedures.unit_not_permitted, procedures.due_outside_year */
export async function planReviews(db: Db, input: z.output<typeof PlanInput>, by: By): Promise<number> {
  const unit = await unitOf(db, input.unit, by);
  if (!input.due_on.startsWith(`${input.year}-`))
    throw new DomainError('procedures.due_outside_year', 422, { due_on: input.due_on, year: input.year });
  const codes = input.codes.map(nationalCode);
  const values = { ...input, codes, tenant: unit.tenant, unit_id: unit.id, entered_by: by.actor.user_id, entered_at: by.now };
  const made = await many(db, sql.plan_reviews, values, z.object({ id: z.number() }));
  if (made.length > 0)
    await noted(db, { tenant: unit.tenant, unit_id: unit.id }, 'plan_reviews', unit.id, by, { ...input, codes });
  return made.length;
}

export const OutcomeInput = z.object({
  outcome: z.enum(OUTCOMES),
  findings: z.string().trim().min(1).max(5000),
  done_on: z.iso.date(),
});
const ReviewReached = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  outcome: z.string().nullable(),
  findings: z.string().nullable(),
  done_on: z.string().nullable(),
});

async function reviewInReach(db: Db, id: number, by: By): Promise<z.infer<typeof ReviewReached>> {
  const review = await maybeOne(db, sql.review_in_reach, { id, scope: by.scope.unit_ids }, ReviewReached);
  if (!review) throw new DomainError('procedures.review_not_found', 404, { id });
  return review;
}

/** @throws procedures.review_not_found, procedures.done_in_the_future */
export async function recordOutcome(db: Db, id: number, input: z.output<typeof OutcomeInput>, by: By): Promise<void> {
  const before = await reviewInReach(db, id, by);
  if (input.done_on > by.today) throw new DomainError('procedures.done_in_the_future', 422, { done_on: input.done_on });
  await exec(db, sql.record_outcome, { ...input, id });
  await noted(db, before, 'record_outcome', id, by, input, before);
}

export const ProposalInput = z.object({
  what: z.string().trim().min(1).max(2000),
  law_to_change: z.string().trim().max(1000).nullable().default(null),
  saved_vnd: z.int().min(0).max(1e15).nullable().default(null),
  saved_note: z.string().trim().max(1000).nullable().default(null),
});

/** @throws procedures.review_not_found, procedures.not_reviewed_yet */
export async function propose(db: Db, review_id: number, input: z.output<typeof ProposalInput>, by: By): Promise<number> {
  const review = await reviewInReach(db, review_id, by);
  if (review.outcome === null || review.outcome === 'keep')
    throw new DomainError('procedures.not_reviewed_yet', 409, { outcome: review.outcome });
  const values = {
    ...input,
    tenant: review.tenant,
    review_id,
    state_on: by.today,
    entered_by: by.actor.user_id,
    entered_at: by.now,
  };
  const { id } = await one(db, sql.insert_proposal, values, z.object({ id: z.number() }));
  await noted(db, review, 'propose', id, by, input);
  return id;
}

/** @throws procedures.proposal_not_found, procedures.proposal_not_in_this_state, procedures.decision_needed */
export async function moveProposal(
  db: Db,
  id: number,
  input: { state: (typeof PROPOSAL_STATES)[number]; decision_no: string | null },
  by: By,
): Promise<void> {
  const Row = z.object({ id: z.number(), tenant: z.number(), state: z.string(), state_on: z.string(), unit_id: z.number() });
  const before = await maybeOne(db, sql.proposal_in_reach, { id, scope: by.scope.unit_ids }, Row);
  if (!before) throw new DomainError('procedures.proposal_not_found', 404, { id });
  if (!NEXT[before.state]?.includes(input.state))
    throw new DomainError('procedures.proposal_not_in_this_state', 409, { state: before.state, wanted: input.state });
  if (input.state === 'approved' && !input.decision_no) throw new DomainError('procedures.decision_needed', 422, { id });
  await exec(db, sql.move_proposal, { id, ...input, state_on: by.today });
  await noted(db, before, 'move_proposal', id, by, input, { state: before.state, state_on: before.state_on });
}

// Who offers a procedure, and sectors

export const Offered = z.object({
  unit_code: z.string(),
  unit_name: z.string(),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
});

/** Units named for a procedure; empty: every unit of its level offers it. */
export function offeredBy(db: Db, code: string): Promise<z.infer<typeof Offered>[]> {
  return many(db, sql.offered_named, { code: nationalCode(code) }, Offered);
}

/** @throws procedures.unknown, org.unit_unknown, procedures.offered_already, procedures.not_offered */
export async function changeOffer(
  db: Db,
  input: { code: string; unit: string; from: Day; ends: boolean },
  by: By,
): Promise<void> {
  const procedure_id = await idOf(db, input.code);
  const unit = await unitNear(db, input.unit, input.from);
  if (input.ends) {
    const ended = await exec(db, sql.end_offer, { procedure_id, unit_id: unit.id, on: input.from });
    if (ended === 0) throw new DomainError('procedures.not_offered', 404, { code: input.code, unit: unit.code });
  } else {
    await translating({ offered_once: { code: 'procedures.offered_already', data: { code: input.code, unit: unit.code } } }, () =>
      exec(db, sql.offer, { procedure_id, unit_id: unit.id, from: input.from, until: null }),
    );
  }
  await noted(db, { tenant: 0, unit_id: null }, input.ends ? 'end_offer' : 'offer', input.code, by, input);
}

export const SectorInput = z.object({
  code: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(60),
  name: z.string().trim().min(1).max(200),
  name_en: z.string().trim().max(200).nullable().default(null),
  source: z.string().trim().min(1).max(500),
  status: z.enum(['approved', 'to_be_verified']).default('to_be_verified'),
});

export async function keepSector(db: Db, input: z.output<typeof SectorInput>, by: By): Promise<void> {
  await one(db, sql.keep_sector, input, z.object({ id: z.number() }));
  await noted(db, { tenant: 0, unit_id: null }, 'keep_sector', input.code, by, input);
}
