import type { Routes } from '../../../server/routes.ts';
import { type Case, NO_ID } from '../cases.ts';
import { pdf } from '../makers/files.ts';

export const CASES = {
  'files.upload': {
    kind: 'record',
    input: ({ unit }) => ({ unit_id: unit.id }),
    missing: { unit_id: 2_147_483_647 },
    refusal: '404 files.unit_not_found',
    upload: ({ place }) => ({ name: `gui-${place}.pdf`, bytes: pdf(`upload ${place}`) }),
  },
  'files.download': {
    kind: 'record',
    input: ({ file_id }) => ({ id: file_id }),
    missing: { id: NO_ID },
    refusal: '404 files.not_found',
    seen: (answer) => answer.text.startsWith('%PDF-1.4\n% file '),
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
