import { defaultTemplate } from '../../../server/reports/word/template.ts';
import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../case.ts';
import type { Records } from '../records.ts';

const bytes = await defaultTemplate(new Date(0));
const unitOf = ({ unit }: Records) => ({ unit: unit.code });
const ofUnit = { missing: { unit: NO_UNIT }, refusal: '404 org.unit_unknown' } as const;
const ofTemplate = { missing: { id: NO_ID }, refusal: '404 reports.template_not_found' } as const;
const idOf = ({ report_template }: Records) => ({ id: report_template.id });

export const CASES = {
  'reports.templates': {
    kind: 'record',
    input: unitOf,
    ...ofUnit,
    seen: (answer, { report_template }) => answer.text.includes(report_template.file_name),
  },
  'reports.template_names': { kind: 'record', input: (records) => ({ ...unitOf(records), regime: 'tthc' }), ...ofUnit },
  'reports.product_template': { kind: 'open', why: "the product's own layout, no record", input: {} },
  'reports.upload_template': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), regime: 'tthc' }),
    ...ofUnit,
    upload: () => ({ name: 'mau-bao-cao.docx', bytes }),
    seen: (answer) => body<{ id: number | null }>(answer).id !== null,
  },
  'reports.template_file': { kind: 'record', input: idOf, ...ofTemplate },
  'reports.preview_template': { kind: 'record', input: (records) => ({ ...idOf(records), format: 'docx' }), ...ofTemplate },
  'reports.use_template': {
    kind: 'record',
    input: (records) => ({ ...idOf(records), from_on: '2027-01-01', reason: 'Mẫu mới' }),
    ...ofTemplate,
  },
  'reports.use_product_template': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), regime: 'tthc', from_on: '2027-01-01', reason: 'Dùng mẫu chung' }),
    ...ofUnit,
  },
  'reports.figure_search': {
    kind: 'record',
    input: ({ report }) => ({ id: report.id, q: 'hồ sơ quá hạn' }),
    missing: { id: NO_ID },
    refusal: '404 reports.not_found',
  },
  'reports.figure_value': {
    kind: 'record',
    input: ({ report, unit }) => ({ id: report.id, measure: 'received', unit: unit.code, from: '2026-10-01', to: '2026-10-31' }),
    missing: { id: NO_ID },
    refusal: '404 reports.not_found',
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
