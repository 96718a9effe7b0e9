// Evidence of tasks and targets: kept and hashed by the registers, linked from here with the days it must be dated in.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { linkEvidence } from '#registers';
import type { By } from './change.ts';
import type { Period } from './rule.ts';

export const EvidenceGiven = z.object({
  evidence_id: z.int().positive(),
  page: z.int().min(1).max(100_000).nullable().default(null),
  quote: z.string().trim().max(2000).nullable().default(null),
});
export type EvidenceGiven = z.output<typeof EvidenceGiven>;

/** What evidence of this module proves, as the registers know it. */
export type Proven = { kind: 'task' | 'target_figure'; id: number };

/**
 * Links pieces of evidence, each dated within the days given.
 * @throws registers.evidence_not_found, plans.evidence_outside_period
 */
export async function linkGiven(db: Db, given: readonly EvidenceGiven[], proven: Proven, within: Period, by: By): Promise<void> {
  const window = { from: within.from_on, to: within.to_on };
  const subject = { subject_kind: proven.kind, subject_id: proven.id, window };
  for (const one of given) {
    try {
      await linkEvidence(db, by, { ...one, ...subject });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'registers.evidence_outside_period') throw error;
      throw new DomainError('plans.evidence_outside_period', 422, error.data, { cause: error });
    }
  }
}
