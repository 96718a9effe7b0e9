import type { Routes } from '../../../server/routes.ts';
import { type Case, type Input, NO_ID } from '../case.ts';

const NOT_NOW = '409 reports.not_in_this_state';
const MEANWHILE = '409 reports.changed_meanwhile';
const about = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ report }) => ({ id: report.id, ...more }),
  missing: { id: NO_ID },
  refusal: '404 reports.not_found',
  ...(answers && { answers }),
});

export const CASES = {
  'reports.consolidation': about({}),
  'reports.consolidation_figure': about({ measure: 'khong_co', s: '2026-09-15' }, [
    '409 reports.not_consolidated',
    '404 reports.no_such_column',
  ]),
  // A commune has nothing below it; a province may.
  'reports.consolidate': about({ mode: 'as_reported' }, ['200', '422 reports.nothing_below', NOT_NOW]),
  'reports.adjust': about({ measure: 'khong_co', s: '2026-09-15', delta: '1', reason: 'thử' }, [
    '409 reports.not_consolidated',
    '404 reports.no_such_column',
  ]),
  'reports.withdraw_adjustment': about({ adjustment_id: NO_ID, reason: 'thử' }, ['404 reports.no_such_adjustment']),
  'reports.adjustments': about({}),
  'reports.sources': about({}),
  'reports.pull': about({ version: 1, section: 's1', report_id: NO_ID, block: 's1.n1' }, [
    '404 reports.no_such_source',
    MEANWHILE,
    NOT_NOW,
  ]),
  'reports.arrange': about({ version: 1, section: 'khong-co', blocks: [] }, ['422 reports.no_such_block', MEANWHILE, NOT_NOW]),
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
