// What is written beside the course of a dossier: notes, and errors that had to be put right.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { action, reason } from './action.ts';
import { mayWriteIn } from './steps.ts';

export const NOTES = {
  note: action({
    event: 'note_added',
    // Whoever handles or decides it: a leader instructs by a note. Asked for when it is done.
    permission: 'dossiers.read',
    // Public: the applicant reads it when asking for the state of the dossier.
    data: z.object({ text: reason, visibility: z.enum(['internal', 'public']).default('internal') }),
    says: async (db, data, situation) => {
      if (!(await mayWriteIn(db, situation)))
        throw new DomainError('dossiers.action_not_permitted', 403, { action: 'note', permission: 'dossiers.process' });
      return data;
    },
  }),
  correct: action({
    event: 'corrected',
    permission: 'dossiers.process',
    data: z.object({ fault: z.enum(['agency', 'applicant']), reason }),
  }),
};
