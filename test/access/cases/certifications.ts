import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../cases.ts';
import { pdf } from '../makers/files.ts';

const ofCopy = { missing: { id: NO_ID }, refusal: '404 certifications.not_found' } as const;

export const CASES = {
  'certifications.list': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ copy }) => copy.mark,
    total: (answer) => body<{ total: number }>(answer).total,
  },
  'certifications.export': { kind: 'open', why: 'an archive; its rows are those of the list', input: {} },
  'certifications.counts': {
    kind: 'list',
    input: { from: '2026-11-20', to: '2026-11-20' },
    mark: ({ unit }) => `"${unit.code}"`,
  },
  'certifications.fee': { kind: 'open', why: 'rates are law', input: { pages: 3, copies: 1 } },
  'certifications.check': { kind: 'public', input: { token: 'a'.repeat(24) }, answers: ['404 certifications.not_genuine'] },
  'certifications.draft': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    // Nothing says what it is.
    answers: ['400 app.bad_input'],
    upload: ({ place }) => ({ name: `ban-chinh-${place}.pdf`, bytes: pdf(`original ${place}`) }),
  },
  'certifications.get': {
    kind: 'record',
    input: ({ copy }) => ({ id: copy.id }),
    ...ofCopy,
    seen: (answer, { copy }) => body<{ id: number }>(answer).id === copy.id,
  },
  'certifications.file': {
    kind: 'record',
    input: ({ copy }) => ({ id: copy.id }),
    ...ofCopy,
    seen: (answer) => answer.text.startsWith('%PDF'),
  },
  'certifications.signatures': { kind: 'record', input: ({ copy }) => ({ id: copy.id }), ...ofCopy },
  'certifications.sign': {
    kind: 'record',
    input: ({ copy }) => ({ id: copy.id, signer_name: 'Người Ký', signers: [{ seal_id: NO_ID }] }),
    ...ofCopy,
    answers: ['404 signatures.seal_not_found'],
  },
  'certifications.give': {
    kind: 'record',
    input: ({ copy }) => ({ id: copy.id, given_to: 'Người Nhận', given_how: 'email' }),
    ...ofCopy,
    // Not certified yet.
    answers: ['409 certifications.not_in_this_state'],
  },
  'certifications.cancel': {
    kind: 'record',
    input: ({ copy }) => ({ id: copy.id, reason: 'thử' }),
    ...ofCopy,
    answers: ['200', '409 certifications.not_in_this_state'],
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
