import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../cases.ts';
import { pdf } from '../makers/files.ts';

export const CASES = {
  'holdings.open': {
    kind: 'record',
    input: ({ unit, personal }) => ({ unit: unit.code, identity: personal[0], ground: 'present' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
  },
  // Opened by nobody here: a store that another account opened is not there either (the module's tests).
  'holdings.items': {
    kind: 'open',
    why: 'only what one opened oneself',
    input: { reading_id: NO_ID },
    answers: ['404 holdings.not_open'],
  },
  'holdings.file': {
    kind: 'open',
    why: 'only what one opened oneself',
    input: { reading_id: NO_ID, id: 1 },
    answers: ['404 holdings.not_open'],
  },
  'holdings.signatures': {
    kind: 'open',
    why: 'only what one opened oneself',
    input: { reading_id: NO_ID, id: 1 },
    answers: ['404 holdings.not_open'],
  },
  'holdings.offer': {
    kind: 'record',
    input: ({ unit, personal }) => ({ unit: unit.code, identity: personal[0], papers: [{ ordinal: 1, name: 'Tờ khai' }] }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    seen: (answer) => body<{ ordinal: number }[]>(answer)[0]?.ordinal === 1,
  },
  'holdings.add': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    // Nothing says whose it is.
    answers: ['400 app.bad_input'],
    upload: ({ place }) => ({ name: `kho-${place}.pdf`, bytes: pdf(`store ${place}`) }),
  },
  'holdings.withdraw': {
    kind: 'record',
    input: ({ holding_id }) => ({ id: holding_id, reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 holdings.not_found',
    // The second one to ask finds it gone.
    answers: ['200', '404 holdings.not_found'],
  },
  'holdings.counts': {
    kind: 'list',
    input: { from: '2026-11-20', to: '2026-11-20' },
    mark: ({ unit }) => `"${unit.code}"`,
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
