import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../case.ts';

const DEFINITION = {
  steps: [{ code: 'ky', name_vi: 'Ký', name_en: 'Sign', role: 'leader', unit: { at: 'competent' }, may: ['decide'] }],
};

const FILE = `name_vi: x\nname_en: x\nprocedure: '2.001263'\nsteps:\n  - {code: ky, name_vi: Ký, name_en: Sign, role: leader, unit: {at: competent}, may: [decide]}\n`;

export const CASES = {
  'processes.list': {
    kind: 'list',
    input: { q: 'quy trình mốc' },
    mark: ({ process }) => process.name,
    of_unit: ({ unit }) => ({ q: 'quy trình mốc', unit: unit.code }),
  },
  'processes.gaps': { kind: 'open', why: 'catalogue and what is in force, both published', input: { unit: 'H48.108' } },
  'processes.roles': { kind: 'open', why: 'names of roles', input: {} },
  'processes.check': { kind: 'open', why: 'only what was sent is looked at', input: { definition: DEFINITION } },
  'processes.import': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    missing: { unit: NO_UNIT },
    refusal: '403 processes.unit_not_permitted',
    upload: () => ({ name: 'quy-trinh.yaml', bytes: Buffer.from(FILE) }),
    answers: ['409 processes.exists_already'],
  },
  'processes.create': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, procedure_code: '2.001263', name_vi: 'x', name_en: 'x' }),
    missing: { unit: NO_UNIT },
    // That the unit exists is known to everyone; that one may not write for it is said.
    refusal: '403 processes.unit_not_permitted',
    answers: ['409 processes.exists_already'],
  },
  'processes.get': {
    kind: 'record',
    input: ({ process }) => ({ id: process.id }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    seen: (answer, { process }) => body<{ name_vi: string }>(answer).name_vi === process.name,
  },
  'processes.export': {
    kind: 'record',
    input: ({ process }) => ({ id: process.id }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    seen: (answer, { process }) => answer.text.includes(process.name),
  },
  'processes.save_draft': {
    kind: 'record',
    input: ({ process }) => ({ id: process.id, definition: DEFINITION, revision: 999 }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    answers: ['409 processes.draft_changed'],
  },
  'processes.discard_draft': {
    kind: 'record',
    input: ({ doomed_process_id }) => ({ id: doomed_process_id }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    // The first one throws it away.
    answers: ['200', '404 processes.not_found'],
  },
  'processes.publish': {
    kind: 'record',
    input: ({ process }) => ({ id: process.id, from: '2020-01-01', decision_no: 'x' }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    answers: ['422 processes.day_in_the_past'],
  },
  'processes.end': {
    kind: 'record',
    input: ({ process }) => ({ id: process.id, from: '2027-01-01', decision_no: 'x' }),
    missing: { id: NO_ID },
    refusal: '404 processes.not_found',
    answers: ['409 processes.not_in_force'],
  },
  'processes.absences': { kind: 'own', input: {} },
  'processes.colleagues': {
    kind: 'list',
    input: { unit_id: NO_ID, role: 'reform_officer' },
    mark: () => '',
  },
  'processes.stand_ins': { kind: 'own', input: {} },
  'processes.led': { kind: 'own', input: {} },
  'processes.add_absence': {
    kind: 'own',
    input: { account_id: NO_ID, from_day: '2027-01-01', to_day: '2027-01-02', reason: 'x' },
    answers: ['404 processes.account_unknown'],
  },
  'processes.end_absence': { kind: 'own', input: { id: NO_ID }, answers: ['404 processes.absence_not_found'] },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
