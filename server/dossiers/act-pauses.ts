// While the applicant owes papers or money the clock stands.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { papersOf as listedPapers, versionById } from '#procedures';
import { action, amount_vnd, optional, reason, type Situation } from './action.ts';
import type { EventData } from './event.ts';
import { PaperInput, papersOf } from './intake.ts';
import { dueAfterPause } from './promise.ts';
import { fromStore, noteUses } from './reuse.ts';

const Supplement = z.object({ note: optional, papers: z.array(PaperInput).max(100).default([]) });

export const PAUSES = {
  request_supplement: action({
    event: 'supplement_requested',
    permission: 'dossiers.process',
    by_holder: true,
    data: z.object({ reason, items: z.array(z.string().trim().min(1).max(300)).min(1).max(50) }),
    says: async (db, data, situation) => {
      await mayAskAgain(db, situation);
      return data;
    },
  }),
  give_supplement: action({
    event: 'supplement_given',
    permission: 'dossiers.process',
    data: Supplement,
    says: supplemented,
  }),
  request_payment: action({
    event: 'payment_requested',
    permission: 'dossiers.process',
    by_holder: true,
    data: z.object({ amount_vnd, reason, purpose: z.enum(['fee', 'obligation']).default('fee') }),
  }),
  record_payment: action({
    event: 'payment_made',
    permission: 'dossiers.process',
    data: z.object({
      amount_vnd,
      /** Why less than what was asked for is enough. */
      reason: optional,
      receipt_no: optional,
      is_online: z.boolean().default(false),
      gateway: optional,
      /** An officer paid for the applicant: kept apart, or the share of online payments would flatter. */
      is_paid_on_behalf: z.boolean().default(false),
    }),
    says: async (db, { reason: why, ...data }, situation) => {
      if (why === null) mustBeEnough(situation, data.amount_vnd);
      const { purpose } = situation.known.life;
      return { ...data, ...(why !== null && { reason: why }), purpose, due: await dueAfterPause(db, situation) };
    },
  }),
};

/** @throws dossiers.supplements_used_up */
async function mayAskAgain(db: Db, { dossier, events }: Situation): Promise<void> {
  const { max_supplements } = await versionById(db, dossier.procedure_version_id);
  const asked = events.filter((event) => event.kind === 'supplement_requested').length;
  if (max_supplements !== null && asked >= max_supplements)
    throw new DomainError('dossiers.supplements_used_up', 422, { max_supplements, asked });
}

/**
 * The clock goes on when what was asked for is paid; what was let off meanwhile need not be.
 * @throws dossiers.payment_below_asked
 */
function mustBeEnough({ dossier, events, known }: Situation, amount: number): void {
  const asked = events.findLast((event) => event.kind === 'payment_requested');
  if (asked?.kind !== 'payment_requested') return;
  const owed = Math.max(0, dossier.fee_due_vnd - dossier.fee_paid_vnd);
  const asked_vnd = known.life.purpose === 'fee' ? Math.min(asked.data.amount_vnd, owed) : asked.data.amount_vnd;
  if (amount < asked_vnd) throw new DomainError('dossiers.payment_below_asked', 422, { asked_vnd, amount_vnd: amount });
}

async function supplemented(
  db: Db,
  { note, papers }: z.output<typeof Supplement>,
  situation: Situation,
): Promise<EventData['supplement_given']> {
  const { dossier, known } = situation;
  const there = known.papers.filter((paper) => paper.kind === 'component');
  const listed = (await listedPapers(db, dossier.procedure_version_id)).filter(
    (paper) => !there.some((one) => one.ordinal === paper.ordinal),
  );
  const first = Math.max(1000, ...there.map((paper) => paper.ordinal)) + 1;
  // A listed paper handed in again comes beside the first one: what was received stays on record.
  const again = papers.map((paper) => (there.some((one) => one.ordinal === paper.ordinal) ? renamed(paper, there) : paper));
  const { tenant, applicant_identity: identity } = dossier;
  const given = await fromStore(db, { tenant, identity, day: vietnamDay(situation.at) }, papersOf(listed, again, first));
  await noteUses(db, dossier, given, situation.by);
  return { note, papers: given, due: await dueAfterPause(db, situation) };
}

function renamed(paper: PaperInput, there: readonly { ordinal: number; name: string }[]): PaperInput {
  const before = there.find((one) => one.ordinal === paper.ordinal);
  return { ...paper, ordinal: undefined, name: `${paper.name ?? before?.name} (bổ sung)` };
}
