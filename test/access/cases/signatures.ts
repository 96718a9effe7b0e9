import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../cases.ts';
import { pdf } from '../makers/files.ts';

const key = { name: 'khoa.p12', bytes: pdf('no key') };

/** Something about one request that is over: whoever reaches it learns that. */
const ofRequest: Case = {
  kind: 'record',
  input: ({ seal }) => ({ id: seal.request_id }),
  missing: { id: NO_ID },
  refusal: '404 signatures.request_not_found',
  answers: ['409 signatures.request_finished'],
};

export const CASES = {
  'signatures.of_file': {
    kind: 'record',
    input: ({ file_id }) => ({ id: file_id }),
    missing: { id: NO_ID },
    refusal: '404 files.not_found',
    seen: (answer) => body<{ state: string }>(answer).state === 'unsigned',
  },
  'signatures.check': { kind: 'open', why: 'the file is the asker’s own', input: {}, answers: ['400 files.no_file'] },
  'signatures.usable': { kind: 'list', input: {}, mark: ({ seal }) => seal.label },
  'signatures.seals': { kind: 'list', input: {}, mark: ({ seal }) => seal.label },
  'signatures.add_seal': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, label: 'Con dấu mới' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    answers: ['422 signatures.not_key_file'],
    upload: () => key,
  },
  'signatures.add_own': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, label: 'Chữ ký của tôi' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    answers: ['422 signatures.not_key_file'],
    upload: () => key,
  },
  'signatures.add_remote_seal': {
    kind: 'record',
    // Nothing listens there: whoever may comes as far as asking the service.
    input: ({ unit }) => ({ unit: unit.code, label: 'Từ xa', url: 'http://127.0.0.1:9/csc/v2', credential_id: 'x', token: 'x' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    answers: ['503 signatures.service_away'],
  },
  'signatures.set_picture': {
    kind: 'record',
    input: ({ seal }) => ({ id: seal.id }),
    missing: { id: NO_ID },
    refusal: '404 signatures.seal_not_found',
    upload: () => ({ name: 'dau.png', bytes: Buffer.from('\x89PNG\r\n\x1a\nđấu', 'latin1') }),
  },
  'signatures.retire_seal': {
    kind: 'record',
    input: ({ seal }) => ({ id: seal.id, reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 signatures.seal_not_found',
    // The second one to ask finds it retired.
    answers: ['200', '404 signatures.seal_not_found'],
  },
  'signatures.retire_own': {
    kind: 'open',
    why: 'only one’s own',
    input: { id: NO_ID, reason: 'thử' },
    answers: ['404 signatures.seal_not_found'],
  },
  'signatures.roots': { kind: 'open', why: 'authorities are published', input: {} },
  'signatures.trust': { kind: 'open', why: 'authorities are published', input: {}, answers: ['400 app.bad_input'] },
  'signatures.distrust': {
    kind: 'open',
    why: 'authorities are published',
    input: { id: NO_ID, reason: 'thử' },
    answers: ['404 signatures.root_not_found'],
  },
  'signatures.requests': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ seal }) => seal.request_name,
    total: (answer) => body<{ total: number }>(answer).total,
  },
  'signatures.retry': ofRequest,
  'signatures.give_up': ofRequest,
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
