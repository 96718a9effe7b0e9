// Steps that others see: the level above accepts or sends back, the unit recalls; recipients and senders are told in the same transaction.
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { spread, wasSent } from './dispatch.ts';
import { refuseFormFailures } from './form-failures.ts';
import { issuedOf } from './issue.ts';
import { readinessOf, refuseUnready } from './ready.ts';
import type { State, StepName } from './states.ts';
import { type By, held, step, versionOf } from './stored.ts';

const SEEN = { accept: 'accepted', send_back: 'sent_back', recall: 'recalled' } as const;

/** What was taken on from here on holds: nothing unwritten, unexplained or of days that are not over. */
const HANDED_ON: readonly StepName[] = ['submit', 'approve'];

/**
 * @returns where the report is now, and how many remarks are still open
 * @throws reports.not_found, reports.not_in_this_state, reports.needs_reason, reports.own_submission, reports.not_above, reports.form_failures,
 * reports.figures_early, reports.places_unfilled, reports.errors_unexplained, reports.not_sent
 */
export async function takeStep(
  db: Db,
  id: number,
  name: Exclude<StepName, 'save' | 'issue'>,
  reason: string | null,
  by: By,
): Promise<{ state: State; remarks: number }> {
  if (name === 'submit') await refuseFormFailures(db, await held(db, id, by.scope), by);
  const done = await step(db, id, name, reason, by);
  const report = await held(db, id, by.scope);
  // After the step, which locks the report and says first whether it may be taken at all; a refusal undoes it.
  const version = await versionOf(db, report);
  const { remarks } = HANDED_ON.includes(name)
    ? await refuseUnready(db, report, version)
    : await readinessOf(db, report, version);
  const kind = SEEN[name as keyof typeof SEEN];
  if (kind === undefined) return { ...done, remarks };
  const issued = await issuedOf(db, report);
  if (name === 'accept' && !(issued && (await wasSent(db, report, issued.version))))
    throw new DomainError('reports.not_sent', 409, {});
  if (issued) await spread(db, report, issued.version, kind, reason, by);
  return { ...done, remarks };
}
