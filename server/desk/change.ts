// What every change of a desk shares: who makes it, its entry in the trail, texts and days as they are sent.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import type { Db } from '#lib/sql';

/** Who changes something, when, where they may. */
export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id: string };

export type Of = { id: number; tenant: number; unit_id: number };

export async function noted(
  db: Db,
  of: Of,
  what: string,
  by: By,
  after: unknown,
  before?: unknown,
  reason?: string | null,
): Promise<void> {
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `desk.${what}`,
    subject_kind: 'desk',
    subject_id: of.id,
    unit_id: of.unit_id,
    before,
    after,
    reason: reason ?? null,
  });
}

export const text = (most: number) => z.string().trim().min(1).max(most);
export const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((said) => said || null)
    .nullable()
    .default(null);

export function forward({ valid_from, valid_until }: { valid_from: Day; valid_until: Day | null }): void {
  if (valid_until !== null && valid_until <= valid_from)
    throw new DomainError('desk.reversed_dates', 422, { from: valid_from, to: valid_until });
}
