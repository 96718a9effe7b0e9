import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID } from '../cases.ts';

export const CASES = {
  'jobs.list': { kind: 'own', input: {} },
  'jobs.get': { kind: 'own', input: { id: NO_ID }, answers: ['404 jobs.not_found'] },
  'jobs.cancel': { kind: 'own', input: { id: NO_ID }, answers: ['404 jobs.not_found'] },
  'jobs.of_units': {
    kind: 'list',
    input: { kind: 'test.mark', page_size: 200 },
    mark: ({ job }) => job.title,
    total: (answer) => body<{ total: number }>(answer).total,
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
