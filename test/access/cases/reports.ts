import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID, NO_UNIT } from '../case.ts';
import type { Records } from '../records.ts';

const ofReport = { missing: { id: NO_ID }, refusal: '404 reports.not_found' } as const;
const about = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ report }) => ({ id: report.id, ...more }),
  ...ofReport,
  ...(answers && { answers }),
});
const NOT_NOW = '409 reports.not_in_this_state';
/** What the first who asks may do; the next find it done. */
const ofReady = (more: (ready: Records['ready_report']) => Input, then: string[]): Case => ({
  kind: 'record',
  input: ({ ready_report }) => ({ id: ready_report.id, ...more(ready_report) }),
  ...ofReport,
  answers: ['200', ...then],
});

export const CASES = {
  'reports.outlines': { kind: 'open', why: 'what reports of a kind are made of is no secret', input: {} },
  'reports.original': about({}),
  'reports.list': {
    kind: 'list',
    input: { page_size: 200, q: 'lưu mốc' },
    mark: ({ report }) => report.title,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ unit: unit.code, q: 'lưu mốc' }),
  },
  'reports.create': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, regime: 'tthc', kind: 'quarter', year: 2026, n: 4 }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
  },
  'reports.get': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    ...ofReport,
    seen: (answer, { report }) => body<{ title: string }>(answer).title === report.title,
  },
  'reports.docx': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    ...ofReport,
    // A Word file: its parts are written out one after the other.
    seen: (answer) => answer.text.includes('<w:document'),
  },
  'reports.pdf': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    ...ofReport,
    seen: (answer) => answer.text.startsWith('%PDF'),
  },
  'reports.xlsx': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    ...ofReport,
    seen: (answer) => answer.text.includes('<worksheet'),
  },
  'reports.figure': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id, anchor: report.anchor }),
    ...ofReport,
    seen: (answer, { report }) => body<{ report: { title: string } }>(answer).report.title === report.title,
  },
  'reports.differences': about({}),
  'reports.save': about({ version: 1, blocks: {} }, ['200', '409 reports.changed_meanwhile', NOT_NOW]),
  // In the order of the routes: figures anew, submitted, returned, its draft refused; whoever comes second finds it changed.
  'reports.refresh': ofReady(({ version }) => ({ version }), ['409 reports.changed_meanwhile']),
  'reports.decide_draft': ofReady(
    ({ version, drafted_block }) => ({ version: version + 1, block: drafted_block, decision: 'refuse' }),
    ['409 reports.changed_meanwhile'],
  ),
  'reports.upload': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    ...ofReport,
    answers: ['422 reports.unreadable', NOT_NOW],
    upload: () => ({ name: 'bao-cao.docx', bytes: Buffer.from('không phải Word') }),
  },
  'reports.submit': [
    ofReady(() => ({}), [NOT_NOW]),
    // The period of this report is not over.
    { ...about({}, ['409 reports.figures_early', NOT_NOW]), label: 'early' },
  ],
  'reports.return': ofReady(() => ({ reason: 'thử' }), [NOT_NOW]),
  'reports.approve': about({}, ['200', NOT_NOW, '409 reports.own_submission']),
  'reports.accept': about({}, [NOT_NOW]),
  'reports.send_back': about({ reason: 'thử' }, [NOT_NOW]),
  'reports.recall': about({ reason: 'thử' }, [NOT_NOW]),
  'reports.issue': about({ signer_id: NO_ID, issued_on: '2026-11-20' }, ['422 reports.signer_unknown']),
  'reports.signers': about({}),
  'reports.remark': about({ place: 'report', words: 'nhận xét' }),
  'reports.close_remark': about({ remark_id: NO_ID }, ['404 reports.no_such_place']),
  'reports.explain': about({ finding: 'khong-co', words: 'Đã rà soát.' }, ['404 reports.no_such_finding']),
  'reports.verify': { kind: 'public', input: { token: 'a'.repeat(24) }, answers: ['404 reports.code_unknown'] },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
