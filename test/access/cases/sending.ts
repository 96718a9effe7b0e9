import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID } from '../case.ts';

const ofReport = { missing: { id: NO_ID }, refusal: '404 reports.not_found' } as const;
const about = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ sending }) => ({ id: sending.report_id, ...more }),
  ...ofReport,
  ...(answers && { answers }),
});
const incoming = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ sending }) => ({ id: sending.incoming_id, ...more }),
  missing: { id: NO_ID },
  refusal: '404 reports.incoming_not_found',
  ...(answers && { answers }),
});
/** What lies out of reach is answered in its row, like what does not exist. */
const many: Case = {
  kind: 'open',
  why: 'each row is answered for itself; what is out of reach like what does not exist (test/flows/issued-report.test.ts)',
  input: { ids: [NO_ID], reason: 'thử' },
};
const DONE = '409 reports.incoming_not_in_this_state';

export const CASES = {
  'reports.exchange_receive': { kind: 'public', input: {}, answers: ['404 reports.exchange_closed'] },
  'reports.sign': about({ seal_id: NO_ID, password: null }, ['409 reports.no_pdf']),
  'reports.recipients': { ...about({}), seen: (answer) => body<{ lines: string[] }>(answer).lines.length > 0 } as Case,
  'reports.send': about({ recipients: [{ channel: 'edxml', name: 'Bộ', code: 'G01' }] }, ['409 reports.no_carrier']),
  'reports.dispatches': { ...about({}), seen: (answer) => body<{ rows: unknown[] }>(answer).rows.length === 1 } as Case,
  'reports.retry_dispatch': {
    kind: 'record',
    input: ({ sending }) => ({ id: sending.dispatch_id }),
    missing: { id: NO_ID },
    refusal: '404 reports.dispatch_not_found',
    answers: ['409 reports.nothing_to_retry'],
  },
  'reports.package': {
    kind: 'record',
    input: ({ sending }) => ({ id: sending.dispatch_id }),
    missing: { id: NO_ID },
    refusal: '404 reports.dispatch_not_found',
    seen: (answer, { sending }) => answer.text.includes(sending.title),
  },
  'reports.book': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ sending }) => sending.title,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ unit: unit.code }),
  },
  'reports.book_file': { kind: 'open', why: 'the list of reports.book as a workbook, from the same question', input: {} },
  'reports.submit_many': many,
  'reports.approve_many': many,
  'reports.accept_many': many,
  'reports.send_back_many': many,
  'reports.send_many': many,
  'reports.inbox': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ sending }) => sending.subject,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ unit: unit.code }),
  },
  'reports.incoming': {
    ...incoming({}),
    seen: (answer, { sending }) => body<{ subject: string }>(answer).subject === sending.subject,
  } as Case,
  'reports.incoming_file': {
    kind: 'record',
    input: ({ sending }) => ({ id: sending.incoming_id, ordinal: 1 }),
    missing: { id: NO_ID },
    refusal: '404 reports.incoming_not_found',
    answers: ['404 files.not_found'],
  },
  'reports.inbox_receive': incoming({}, ['200', DONE]),
  'reports.inbox_accept': incoming({}, ['200', DONE]),
  'reports.inbox_send_back': incoming({ reason: 'thử' }, ['200', DONE]),
  'reports.inbox_import': {
    kind: 'record',
    input: () => ({}),
    missing: {},
    refusal: '422 reports.package_unreadable',
    answers: ['422 reports.package_unreadable'],
    upload: () => ({ name: 'goi.edxml', bytes: Buffer.from('không phải gói') }),
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
