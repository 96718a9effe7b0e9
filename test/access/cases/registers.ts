import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT, type RecordCase } from '../cases.ts';
import { pdf } from '../makers/files.ts';

const ofUnit = { missing: { unit: NO_UNIT }, refusal: '404 org.unit_unknown' } as const;
const ofEntry = { missing: { id: NO_ID }, refusal: '404 registers.entry_not_found' } as const;
const ofEvidence = { missing: { id: NO_ID }, refusal: '404 registers.evidence_not_found' } as const;
const ofImport = { missing: { id: NO_ID }, refusal: '404 registers.import_not_found' } as const;
const seen: RecordCase['seen'] = (answer, { register }) => answer.text.includes(register.mark);
const values = { held_on: '2026-11-18', kind: 'briefing', sessions: '1' };
const definition = {
  code: 'moc_thu',
  name_vi: 'Sổ mốc',
  name_en: 'x',
  area: 'general',
  layout: {
    fields: [{ key: 'on', type: 'day', label_vi: 'Ngày', label_en: 'Day', is_required: true }],
    day_field: 'on',
    period_kind: 'in_period',
    list: ['on'],
  },
};
let made = 0;

export const CASES = {
  'registers.list': { kind: 'record', input: ({ unit }) => ({ unit: unit.code }), ...ofUnit },
  'registers.definition': { kind: 'record', input: ({ unit }) => ({ code: 'meeting', unit: unit.code }), ...ofUnit },
  'registers.check_definition': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...definition }),
    ...ofUnit,
  },
  'registers.define': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...definition, valid_from: '2026-11-20', source: 'x', reason: 'x' }),
    ...ofUnit,
    // The province has it already.
    answers: ['200', '409 registers.version_too_early'],
  },
  'registers.entries': { kind: 'record', input: ({ unit }) => ({ code: 'meeting', unit: unit.code }), ...ofUnit, seen },
  'registers.export': { kind: 'record', input: ({ unit }) => ({ code: 'meeting', unit: unit.code }), ...ofUnit },
  'registers.entry': { kind: 'record', input: ({ register }) => ({ id: register.entry_id }), ...ofEntry, seen },
  'registers.keep': {
    kind: 'record',
    input: ({ unit }) => {
      made += 1;
      return { code: 'meeting', unit: unit.code, values: { ...values, subject: `thử ${made}` } };
    },
    ...ofUnit,
  },
  'registers.correct': {
    kind: 'record',
    input: ({ register }) => ({ id: register.entry_id, values: { ...values, subject: register.mark }, reason: 'thử' }),
    ...ofEntry,
  },
  'registers.cancel': {
    kind: 'record',
    input: ({ register }) => ({ id: register.doomed_id, reason: 'thử' }),
    ...ofEntry,
    answers: ['200', '409 registers.already_cancelled'],
  },
  'registers.evidence': { kind: 'record', input: ({ unit }) => ({ unit: unit.code }), ...ofUnit, seen },
  'registers.keep_evidence': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    ...ofUnit,
    // Nothing says what it is.
    answers: ['400 app.bad_input'],
    upload: ({ place }) => ({ name: `minh-chung-${place}.pdf`, bytes: pdf(`evidence ${place}`) }),
  },
  'registers.evidence_uses': { kind: 'record', input: ({ register }) => ({ id: register.evidence_id }), ...ofEvidence },
  'registers.evidence_file': {
    kind: 'record',
    input: ({ register }) => ({ id: register.evidence_id }),
    ...ofEvidence,
    seen: (answer) => answer.text.startsWith('%PDF'),
  },
  'registers.link': {
    kind: 'record',
    input: ({ register }) => ({ id: register.entry_id, evidence_id: register.evidence_id, page: 2 }),
    ...ofEntry,
  },
  'registers.unlink': {
    kind: 'record',
    input: ({ register }) => ({ id: register.link_id, reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 registers.link_not_found',
    answers: ['200', '404 registers.link_not_found'],
  },
  'registers.template': { kind: 'record', input: ({ unit }) => ({ code: 'meeting', unit: unit.code }), ...ofUnit },
  'registers.import': {
    kind: 'record',
    input: ({ unit }) => ({ code: 'meeting', unit: unit.code, from: '2026-01-01', to: '2026-11-20' }),
    ...ofUnit,
    upload: ({ place }) => ({ name: `so-${place}.pdf`, bytes: pdf(`book ${place}`) }),
  },
  'registers.imports': {
    kind: 'list',
    input: { page_size: 200 },
    mark: ({ register }) => `${register.mark}.xlsx`,
    total: (answer) => body<{ total: number }>(answer).total,
  },
  'registers.import_of': { kind: 'record', input: ({ register }) => ({ id: register.import_id }), ...ofImport, seen },
  'registers.import_keep': {
    kind: 'record',
    input: ({ register }) => ({ id: register.import_id }),
    ...ofImport,
    // Nobody looked it through.
    answers: ['409 registers.import_not_ready'],
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
