// Steps that others see: the level above accepts or sends back, the unit recalls; recipients and senders are told in the same transaction.
import type { Db } from '#lib/sql';
import { spread } from './dispatch.ts';
import { refuseFormFailures } from './form-failures.ts';
import { issuedOf } from './issue.ts';
import type { State, StepName } from './states.ts';
import { type By, held, step } from './stored.ts';

const SEEN = { accept: 'accepted', send_back: 'sent_back', recall: 'recalled' } as const;

/** @throws reports.not_found, reports.not_in_this_state, reports.needs_reason, reports.own_submission, reports.not_above, reports.form_failures */
export async function takeStep(
  db: Db,
  id: number,
  name: Exclude<StepName, 'save' | 'issue'>,
  reason: string | null,
  by: By,
): Promise<{ state: State }> {
  if (name === 'submit') await refuseFormFailures(db, await held(db, id, by.scope), by);
  const done = await step(db, id, name, reason, by);
  const kind = SEEN[name as keyof typeof SEEN];
  if (kind === undefined) return done;
  const report = await held(db, id, by.scope);
  const issued = await issuedOf(db, report);
  if (issued) await spread(db, report, issued.version, kind, reason, by);
  return done;
}
