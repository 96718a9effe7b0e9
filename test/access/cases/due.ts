import type { Routes } from '../../../server/routes.ts';
import { type Case, type Input, NO_ID, NO_UNIT } from '../case.ts';
import type { Records } from '../records.ts';
import type { Answer } from '../send.ts';

const ofUnit = (more: Input, rest: Partial<Extract<Case, { kind: 'record' }>> = {}): Case => ({
  kind: 'record',
  input: ({ unit }) => ({ unit: unit.code, ...more }),
  missing: { unit: NO_UNIT },
  refusal: '404 org.unit_unknown',
  ...rest,
});
const seen = (answer: Answer, { due }: Records) => answer.text.includes(due.mark);
const regime = {
  code: 'thu-quyen',
  name_vi: 'Thử',
  name_en: 'Try',
  source: 'x',
  status: 'to_be_verified',
  periods: ['year'],
  calendar: 'CAL',
  due: { commune: { rule: 'days_after', days: 5 } },
  outline: 'tthc',
};
const matrix = { regime: 'tthc', kind: 'quarter', year: 2026 };

export const CASES = {
  'reports.regimes': [
    { kind: 'open', why: 'which reports there are is law', input: {} },
    { label: 'of a province', ...ofUnit({}) },
  ],
  'reports.regime': ofUnit({ code: 'tthc' }),
  'reports.outline_choices': { kind: 'open', why: 'headings, no figures', input: {} },
  'reports.schedule': { kind: 'open', why: 'days that follow from what is sent', input: { regime, year: 2026 } },
  // The province has it already.
  'reports.define_regime': ofUnit(
    { regime, version: 0, is_new: true, valid_from: '2026-11-20', reason: 'x' },
    { answers: ['200', '409 reports.regime_code_taken'] },
  ),
  'reports.due': ofUnit({ from: '2026-11-01', to: '2026-12-31' }),
  'reports.period_asked': ofUnit({ regime: 'tthc', kind: 'quarter', year: 2026, n: 3 }),
  'reports.due_matrix': ofUnit(matrix),
  'reports.due_export': ofUnit(matrix),
  'reports.assignments': ofUnit({ regime: 'moc' }, { seen }),
  'reports.assign': ofUnit(
    { regime: 'tthc', targets: [{ unit: 'H48' }], valid_from: '2026-11-20' },
    { answers: ['422 reports.assigned_from_above'] },
  ),
  'reports.end_assignment': {
    kind: 'record',
    input: ({ due }) => ({ id: due.assignment_id, on: '2026-11-20', reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 reports.assignment_unknown',
    answers: ['200', '409 reports.assignment_over'],
  },
  'reports.ask': ofUnit(
    {
      subject: 'Thử quyền',
      from: '2026-11-01',
      to: '2026-11-19',
      due_on: '2026-11-30',
      sections: ['Một'],
      targets: [{ unit: 'H48' }],
    },
    { answers: ['422 reports.assigned_from_above'] },
  ),
  'reports.requests': ofUnit({}, { seen }),
  'reports.withdraw_request': {
    kind: 'record',
    input: ({ due }) => ({ id: due.request_id, reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 reports.request_unknown',
    answers: ['200', '409 reports.request_withdrawn'],
  },
  'reports.locks': ofUnit({ regime: 'moc' }, { seen }),
  // Who has the right at the commune only leaves it to the level above.
  'reports.change_lock': ofUnit(
    { regime: 'tthc', kind: 'quarter', year: 2026, n: 1, is_locked: true, reason: 'thử' },
    { answers: ['200', '403 reports.lock_from_above'] },
  ),
  'reports.lock_of': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id }),
    missing: { id: NO_ID },
    refusal: '404 reports.not_found',
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
