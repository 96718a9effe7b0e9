// Ends without a result, and opening again what was closed.
import { z } from 'zod';
import { action, optional, reason } from './action.ts';
import type { DossierEvent } from './event.ts';
import { dueAfterPause } from './promise.ts';

export const ENDS = {
  withdraw: action({ event: 'withdrawn', permission: 'dossiers.process', data: z.object({ reason }) }),
  stop: action({
    event: 'stopped',
    permission: 'dossiers.decide',
    by_holder: true,
    data: z.object({ reason, decision_no: optional }),
  }),
  reopen: action({
    event: 'reopened',
    permission: 'dossiers.reopen',
    data: z.object({ reason, decision_no: optional }),
    when: ({ dossier }) => dossier.received_at !== null,
    // The clock stood while the dossier was closed: what was left of the limit then is left now. One that was late stays late.
    says: async (db, data, { dossier, events, at, by }) => {
      if (dossier.received_at === null) return { ...data, due: null };
      const opened = {
        kind: 'reopened',
        at,
        data: { ...data, due: null },
        seq: 0,
        recorded_at: by.now,
        actor_id: null,
        unit_id: 0,
      };
      const due = await dueAfterPause(db, { dossier, events: [...events, opened as DossierEvent], at });
      return { ...data, due };
    },
  }),
};
