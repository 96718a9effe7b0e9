// What every change of this module shares: who makes it, where, and its entry in the trail.
import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Unit, unitNear, unitOn } from '#org';

/** Who changes something, when, where they may. */
export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id?: string | null };

export type Of = { id: number; tenant: number; unit_id: number };
export type Subject = 'plan' | 'task' | 'target' | 'proposal';

export async function noted(
  db: Db,
  subject: Subject,
  of: Of,
  what: string,
  by: By,
  said: { before?: unknown; after?: unknown; reason?: string | null } = {},
): Promise<void> {
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `plans.${what}`,
    subject_kind: subject,
    subject_id: of.id,
    unit_id: of.unit_id,
    before: said.before,
    after: said.after,
    reason: said.reason ?? null,
  });
}

/** The unit on a day, if one may act there. @throws org.unit_unknown, org.unit_not_on_day, plans.unit_not_permitted */
export async function unitWithin(db: Db, code: string, day: Day, scope: Scope): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (!may(scope, unit.id)) throw new DomainError('plans.unit_not_permitted', 403, { code });
  return unit;
}

/**
 * A unit that is only named (who leads, who helps, whom a proposal is about): it lived in that year, in the province of what it is
 * named in, or within one's own reach (units that went into a province stay those of the province they lived in). A province gives
 * no tasks to another one, and what a unit leads it sees.
 * @throws org.unit_unknown, plans.other_province
 */
export async function unitNamed(db: Db, code: string, day: Day, of: { tenant: number; scope: Scope }): Promise<Unit> {
  const unit = await unitNear(db, code, day);
  if (unit.tenant !== of.tenant && !may(of.scope, unit.id)) throw new DomainError('plans.other_province', 422, { code });
  return unit;
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
export const reason = text(1000);
export const year = z.coerce.number().int().min(2000).max(2099);

/** The document something comes from. */
export const SourceInput = {
  source_number: optional(100),
  source_on: z.iso.date().nullable().default(null),
  source_issuer: optional(200),
};
export const Source = {
  source_number: z.string().nullable(),
  source_on: z.string().nullable(),
  source_issuer: z.string().nullable(),
};
