import { ownTemplate } from '#slips';
import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../case.ts';
import type { Records } from '../records.ts';

const template = await ownTemplate('receipt', '03/2025', 'a4');
const DAY = '2026-11-20';
const NO_DOSSIER = '404 dossiers.not_found';
const NO_SUCH_UNIT = '404 org.unit_unknown';
const NO_TEMPLATE = '404 slips.template_not_found';
const unitOf = ({ unit }: Records) => ({ unit: unit.code });

export const CASES = {
  'slips.list': {
    kind: 'list',
    input: { q: 'mốc kiểm thử', page_size: 200 },
    mark: ({ dossier }) => dossier.code,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ q: 'mốc kiểm thử', unit: unit.code }),
  },
  'slips.issue': {
    kind: 'record',
    input: ({ dossier }) => ({ kind: 'receipt', dossier_id: dossier.id }),
    missing: { dossier_id: NO_ID },
    refusal: NO_DOSSIER,
    seen: (answer, { slip }) => body<{ id: number }>(answer).id === slip.id,
  },
  'slips.of': {
    kind: 'record',
    input: ({ dossier }) => ({ dossier_id: dossier.id }),
    missing: { dossier_id: NO_ID },
    refusal: NO_DOSSIER,
    seen: (answer, { slip }) => body<{ issued: { id: number } | null }[]>(answer).some((one) => one.issued?.id === slip.id),
  },
  'slips.print': {
    kind: 'record',
    input: ({ slip }) => ({ id: slip.id, format: 'docx' }),
    missing: { id: NO_ID },
    refusal: '404 slips.not_found',
    seen: (answer, { dossier }) => answer.text.includes(dossier.code),
  },
  'slips.preview': [
    {
      kind: 'record',
      label: 'of a dossier',
      input: ({ dossier }) => ({ kind: 'control_slip', dossier_id: dossier.id, format: 'docx' }),
      missing: { dossier_id: NO_ID },
      refusal: NO_DOSSIER,
      seen: (answer, { dossier }) => answer.text.includes(dossier.code),
    },
    {
      kind: 'record',
      label: 'of a visit',
      input: ({ visit }) => ({ kind: 'guidance', visit_id: visit.id, format: 'docx' }),
      missing: { visit_id: NO_ID },
      refusal: '404 slips.visit_not_found',
      seen: (answer, { visit }) => answer.text.includes(visit.mark),
    },
  ],
  'slips.register': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), from: DAY, to: DAY, format: 'docx' }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
    seen: (answer, { dossier }) => answer.text.includes(dossier.code),
  },
  'slips.batches': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), day: DAY }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
  },
  'slips.handover_list': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), to: 'H36.102', day: DAY, format: 'docx' }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
    // Nothing was handed over: only who reaches the unit learns as much.
    answers: ['409 slips.nothing_to_print'],
  },
  'slips.verify': { kind: 'public', input: { token: 'khong-co-phieu-nao-nhu-the' }, answers: ['404 slips.not_genuine'] },
  'slips.templates': {
    kind: 'record',
    input: unitOf,
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
    seen: (answer, { slip }) => answer.text.includes(slip.template_name),
  },
  'slips.product_template': {
    kind: 'open',
    why: "the product's own layout, no record",
    input: { kind: 'receipt', form_set: '03/2025', paper: 'a5' },
  },
  'slips.upload_template': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), kind: 'receipt', form_set: '03/2025' }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
    upload: () => ({ name: 'mau.docx', bytes: template }),
    seen: (answer) => body<{ id: number | null; faults: unknown[] }>(answer).id !== null,
  },
  'slips.template_file': {
    kind: 'record',
    input: ({ slip }) => ({ id: slip.template_id }),
    missing: { id: NO_ID },
    refusal: NO_TEMPLATE,
    seen: (answer) => answer.text.includes('{dossier_code}'),
  },
  'slips.preview_template': {
    kind: 'record',
    input: ({ slip }) => ({ id: slip.template_id }),
    missing: { id: NO_ID },
    refusal: NO_TEMPLATE,
  },
  'slips.activate_template': {
    kind: 'record',
    input: ({ slip }) => ({ id: slip.template_id, from_on: '2027-01-01', reason: 'Mẫu mới' }),
    missing: { id: NO_ID },
    refusal: NO_TEMPLATE,
  },
  'slips.restore_template': {
    kind: 'record',
    input: (records) => ({
      ...unitOf(records),
      kind: 'receipt',
      form_set: '03/2025',
      paper: 'a5',
      from_on: '2027-01-01',
      reason: 'Dùng mẫu chung',
    }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
  },
  'slips.letterheads': { kind: 'record', input: unitOf, missing: { unit: NO_UNIT }, refusal: NO_SUCH_UNIT },
  'slips.set_letterhead': {
    kind: 'record',
    input: (records) => ({ ...unitOf(records), from_on: '2027-01-01', desk_name: 'Trung tâm Phục vụ hành chính công' }),
    missing: { unit: NO_UNIT },
    refusal: NO_SUCH_UNIT,
    answers: ['200', '409 slips.letterhead_exists'],
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
