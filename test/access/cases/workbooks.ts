import type { Routes } from '../../../server/routes.ts';
import { type Case, type Input, NO_UNIT, type RecordCase } from '../case.ts';

/** No province keeps a workbook for the form: that is told only to who may ask for the unit. */
const ofUnit = (more: Input, answers: string[], rest: Partial<RecordCase> = {}): Case => ({
  kind: 'record',
  input: ({ unit }) => ({ unit: unit.code, ...more }),
  missing: { unit: NO_UNIT },
  refusal: '404 org.unit_unknown',
  answers,
  ...rest,
});
const UNKNOWN = ['404 reports.workbook_unknown'];
const period = { from: '2026-11-01', to: '2026-11-19' };
const kept = { form: 'CCHC-TK', valid_from: '2026-11-20', rows_by: 'sector', reason: 'thử' };

export const CASES = {
  'reports.workbooks': ofUnit({}, ['200']),
  'reports.workbook': ofUnit({ form: 'CCHC-TK' }, UNKNOWN),
  'reports.upload_workbook': ofUnit(kept, ['422 reports.workbook_unreadable'], {
    upload: () => ({ name: 'mau.xlsx', bytes: Buffer.from('không phải Excel') }),
  }),
  'reports.map_workbook': ofUnit({ ...kept, version: 1, mapping: [] }, UNKNOWN),
  'reports.fill_workbook': ofUnit({ form: 'CCHC-TK', ...period }, UNKNOWN),
  'reports.workbook_check': ofUnit({ form: 'CCHC-TK', ...period }, UNKNOWN),
  'reports.workbook_reports': ofUnit({ form: 'CCHC-TK' }, ['200']),
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
