import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, maybeOne } from '#lib/sql';

const sql = loadSql(import.meta.url, ['finding_in_reach', 'insert_verdict']);

/** fixed: right, and mended; explained: right, and why it stays; false_alarm: the rule is wrong; open: taken back. */
export const VERDICTS = ['fixed', 'explained', 'false_alarm', 'open'] as const;
export type Verdict = (typeof VERDICTS)[number];

const Reached = z.object({
  id: z.number(),
  rule: z.string(),
  quote: z.string(),
  severity: z.string(),
  tenant: z.number(),
  unit_id: z.number(),
  document_id: z.number(),
  verdict: z.enum(VERDICTS).nullable(),
  note: z.string().nullable(),
});

/**
 * An officer's word on a finding; it counts in the ledger of the rule.
 * @throws checks.finding_not_found, checks.note_needed when an explanation or a false alarm has no words
 */
export async function judge(
  db: Db,
  said: { finding_id: number; verdict: Verdict; note: string | null },
  by: { actor: Actor; now: Date; scope: Scope; request_id: string },
): Promise<{ id: number; verdict: Verdict; note: string | null }> {
  const finding = await maybeOne(db, sql.finding_in_reach, { id: said.finding_id, scope: by.scope.unit_ids }, Reached);
  if (!finding) throw new DomainError('checks.finding_not_found', 404, { id: said.finding_id });
  const note = said.note?.trim() || null;
  if ((said.verdict === 'explained' || said.verdict === 'false_alarm') && note === null)
    throw new DomainError('checks.note_needed', 422, { verdict: said.verdict });
  const { actor, now, request_id } = by;
  const row = { finding_id: finding.id, verdict: said.verdict, note, now, by_id: actor.user_id, by_name: actor.name };
  await exec(db, sql.insert_verdict, row);
  await record(db, {
    tenant: finding.tenant,
    at: now,
    actor,
    request_id,
    action: 'checks.judge',
    subject_kind: 'checked_document',
    subject_id: finding.document_id,
    unit_id: finding.unit_id,
    before: { verdict: finding.verdict, note: finding.note },
    after: { rule: finding.rule, quote: finding.quote, verdict: said.verdict, note },
  });
  return { id: finding.id, verdict: said.verdict, note };
}
