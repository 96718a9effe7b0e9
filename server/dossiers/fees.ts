// The fee list of a desk: what was collected, let off and given back in some days, with its totals. Every amount in đồng.
import { z } from 'zod';
import { inOrder } from '#calendar';
import { addDays, type Day, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many } from '#lib/sql';
import { masked } from './applicant.ts';
import { FEE_STAGES, PAYMENT_METHODS } from './event.ts';
import type { Reader } from './find.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, ['fees_of_day']);

const MOST_LISTED = 5000;
const MOST_DAYS = 92;

export const FeeFilter = z.object({
  unit: z.string().max(60),
  /** Left out: today. */
  from: z.iso.date().optional(),
  /** Included. Left out: `from`. */
  to: z.iso.date().optional(),
  /** Only what I took. */
  mine: z.preprocess((value) => value === true || value === 'true' || value === '1', z.boolean()).default(false),
});

export const FeeRow = z.object({
  dossier_id: z.number(),
  seq: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  applicant_name: z.string(),
  kind: z.enum(['collected', 'waived', 'refunded']),
  stage: z.enum(FEE_STAGES),
  at: z.date(),
  amount_vnd: z.number(),
  method: z.enum(PAYMENT_METHODS).nullable(),
  is_online: z.boolean(),
  gateway: z.string().nullable(),
  is_paid_on_behalf: z.boolean(),
  payer_name: z.string().nullable(),
  receipt_no: z.string().nullable(),
  officer_name: z.string().nullable(),
});
export type FeeRow = z.output<typeof FeeRow>;

export const FeeTotals = z.object({
  collected_vnd: z.number(),
  waived_vnd: z.number(),
  refunded_vnd: z.number(),
  /** Collected, less what was given back. */
  kept_vnd: z.number(),
  /** Collected by each method. */
  by_method: z.array(z.object({ method: z.enum(PAYMENT_METHODS), count: z.number(), amount_vnd: z.number() })),
  payments: z.number(),
  online: z.number(),
  /** Of those online: an officer paid for the applicant. */
  online_on_behalf: z.number(),
});
export type FeeTotals = z.output<typeof FeeTotals>;

/**
 * Money of a unit's desks over some days, in the order in which it moved.
 * @throws calendar.reversed_dates, dossiers.too_many_days, dossiers.export_too_large
 */
export async function fees(
  db: Db,
  { unit, from, to, mine }: z.output<typeof FeeFilter>,
  reader: Reader & { account_id?: number | null },
  today: Day,
): Promise<{ from: Day; to: Day; rows: FeeRow[]; totals: FeeTotals }> {
  const first = from ?? today;
  const last = to ?? first;
  inOrder(first, last);
  if (addDays(first, MOST_DAYS) < last) throw new DomainError('dossiers.too_many_days', 422, { most: MOST_DAYS });
  const found = await many(
    db,
    sql.fees_of_day,
    {
      units: await unitsUnder(db, unit, today),
      scope: reader.scope.unit_ids,
      personal: reader.personal.unit_ids,
      account_id: mine ? (reader.account_id ?? -1) : null,
      from_at: vietnamMoment(first),
      to_at: vietnamMoment(addDays(last, 1)),
      most: MOST_LISTED + 1,
    },
    FeeRow.extend({ may_read_personal: z.boolean() }),
  );
  if (found.length > MOST_LISTED)
    throw new DomainError('dossiers.export_too_large', 422, { total: found.length, most: MOST_LISTED });
  const rows = found.map(({ may_read_personal, ...row }) => ({
    ...row,
    payer_name: row.payer_name !== null && !may_read_personal ? masked(row.payer_name) : row.payer_name,
  }));
  return { from: first, to: last, rows, totals: feeTotals(rows) };
}

/** Sums of a list. */
export function feeTotals(
  rows: readonly Pick<FeeRow, 'kind' | 'amount_vnd' | 'method' | 'is_online' | 'is_paid_on_behalf'>[],
): FeeTotals {
  const sum = (of: readonly { amount_vnd: number }[]) => of.reduce((total, row) => total + row.amount_vnd, 0);
  const collected = rows.filter((row) => row.kind === 'collected');
  const refunded_vnd = sum(rows.filter((row) => row.kind === 'refunded'));
  const online = collected.filter((row) => row.is_online);
  return {
    collected_vnd: sum(collected),
    waived_vnd: sum(rows.filter((row) => row.kind === 'waived')),
    refunded_vnd,
    kept_vnd: sum(collected) - refunded_vnd,
    by_method: PAYMENT_METHODS.flatMap((method) => {
      const of_one = collected.filter((row) => row.method === method);
      return of_one.length === 0 ? [] : [{ method, count: of_one.length, amount_vnd: sum(of_one) }];
    }),
    payments: collected.length,
    online: online.length,
    online_on_behalf: online.filter((row) => row.is_paid_on_behalf).length,
  };
}
