// What is written beside the course of a dossier: notes, and errors that had to be put right.
import { z } from 'zod';
import { action, reason } from './action.ts';

export const NOTES = {
  note: action({
    event: 'note_added',
    permission: 'dossiers.process',
    // Public: the applicant reads it when asking for the state of the dossier.
    data: z.object({ text: reason, visibility: z.enum(['internal', 'public']).default('internal') }),
  }),
  correct: action({
    event: 'corrected',
    permission: 'dossiers.process',
    data: z.object({ fault: z.enum(['agency', 'applicant']), reason }),
  }),
};
