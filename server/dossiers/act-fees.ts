// Fees: collected, let off, given back. Every amount in đồng.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { action, amount_vnd, optional, reason, type Seen, type Situation } from './action.ts';
import { FEE_STAGES, PAYMENT_METHODS } from './event.ts';
import { listedFees } from './fee-stages.ts';

const stage = z.enum(FEE_STAGES);
const method = z.enum(PAYMENT_METHODS);
const Collected = z
  .object({
    stage: stage.default('reception'),
    amount_vnd,
    /** What it is made up of; left out: one item. */
    items: z
      .array(z.object({ name: z.string().trim().min(1).max(200), amount_vnd }))
      .max(20)
      .default([]),
    method: method.default('cash'),
    gateway: optional,
    /** An officer paid for the applicant: kept apart, or the share of online payments would flatter. */
    is_paid_on_behalf: z.boolean().default(false),
    payer_name: optional,
    receipt_no: optional,
  })
  .refine(({ items, amount_vnd: total }) => items.length === 0 || items.reduce((sum, one) => sum + one.amount_vnd, 0) === total, {
    path: ['amount_vnd'],
    message: 'the items add up to another amount',
  });

const owed = ({ fee_due_vnd, fee_paid_vnd }: Seen['dossier']) => fee_due_vnd - fee_paid_vnd;

export const FEES = {
  collect_fee: action({
    event: 'fee_collected',
    permission: 'dossiers.fees',
    at_desk: true,
    data: Collected,
    // What was asked for while the clock stands is taken by `record_payment`, which lets it go on.
    when: ({ dossier, events }) => owed(dossier) > 0 && !(dossier.status === 6 && isFeeAsked(events)),
    says: async (db, data, situation) => {
      mustBeOwed(situation, data.amount_vnd);
      return { ...data, items: await itemsOf(db, data, situation), is_online: data.method === 'online' };
    },
  }),
  waive_fee: action({
    event: 'fee_waived',
    permission: 'dossiers.fees',
    at_desk: true,
    data: z.object({ stage: stage.default('reception'), amount_vnd, reason, legal_ground: optional }),
    when: ({ dossier }) => owed(dossier) > 0,
    says: (_, data, situation) => {
      mustBeOwed(situation, data.amount_vnd);
      return data;
    },
  }),
  refund_fee: action({
    event: 'fee_refunded',
    permission: 'dossiers.fees',
    at_desk: true,
    data: z.object({ stage: stage.default('result'), amount_vnd, method: method.default('cash'), reason, receipt_no: optional }),
    when: ({ dossier }) => dossier.fee_paid_vnd > 0,
    says: (_, data, { dossier }) => {
      if (data.amount_vnd > dossier.fee_paid_vnd)
        throw new DomainError('dossiers.refund_above_paid', 422, { amount_vnd: data.amount_vnd, paid_vnd: dossier.fee_paid_vnd });
      return data;
    },
  }),
};

function isFeeAsked(events: Seen['events']): boolean {
  const asked = events.findLast((event) => event.kind === 'payment_requested');
  return asked?.kind === 'payment_requested' && (asked.data.purpose ?? 'fee') === 'fee';
}

/** What the money is for: as was said, or, when it is just what the catalogue lists for the stage, its lines. */
async function itemsOf(
  db: Db,
  { items, stage, amount_vnd }: z.output<typeof Collected>,
  { dossier }: Situation,
): Promise<{ name: string; amount_vnd: number }[]> {
  if (items.length > 0) return items;
  const listed = (await listedFees(db, dossier.procedure_version_id)).flatMap((fee) =>
    fee.stage === stage && fee.amount_vnd ? [{ name: fee.name, amount_vnd: fee.amount_vnd }] : [],
  );
  return listed.reduce((sum, fee) => sum + fee.amount_vnd, 0) === amount_vnd ? listed : [];
}

/** @throws dossiers.fee_above_owed */
function mustBeOwed({ dossier }: Situation, amount: number): void {
  const owed_vnd = Math.max(0, owed(dossier));
  if (amount > owed_vnd) throw new DomainError('dossiers.fee_above_owed', 422, { amount_vnd: amount, owed_vnd });
}
