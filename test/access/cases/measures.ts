import { body, type Case, DAY, NO_UNIT } from '../case.ts';

const period = { from: DAY, to: DAY };
const outside = { missing: { unit: NO_UNIT }, refusal: '404 org.unit_unknown' };
let made = 0;

const SHARE = {
  kind: 'share',
  label_vi: 'x',
  label_en: 'x',
  definition_vi: 'x',
  definition_en: 'x',
  source: 'x',
  status: 'to_be_verified',
  numerator: 'new_online',
  denominator: 'new',
  unit: 'percent',
  decimals: 2,
};

const FORM = { code: 'CCHC-TK', ...period };
const RULE = {
  label_vi: 'x',
  label_en: 'x',
  left: { expression: '[3.2.3]' },
  op: '<=',
  right: { expression: '1000000' },
  importance: 'low',
  instruction_vi: 'x',
};

export const CASES = {
  'measures.values': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...period, measures: 'new' }),
    ...outside,
    seen: (answer, records, known) => {
      const [row] = body<{ rows: { unit: { code: string }; values: { new: { value: string } } }[] }>(answer).rows;
      return row?.unit.code === records.unit.code && Number(row.values.new.value) === known.new_on_day[records.place];
    },
  },
  'measures.behind': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...period, measure: 'new', page_size: 200 }),
    ...outside,
    seen: (answer, records) => answer.text.includes(records.dossier.code),
  },
  'measures.declared': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...period }),
    ...outside,
    seen: (answer, records) => body<{ units: { code: string }[] }>(answer).units[0]?.code === records.unit.code,
  },
  'measures.declarations': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    ...outside,
  },
  'measures.declare': {
    kind: 'record',
    input: ({ unit }) => ({
      reason: 'x',
      cells: [{ measure: 'c15_discipline', unit: unit.code, ...period, value: '0' }],
    }),
    missing: { cells: [{ measure: 'c15_discipline', unit: NO_UNIT, ...period, value: '0' }] },
    refusal: '404 org.unit_unknown',
  },
  'measures.preview': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, ...period, definition: { ...SHARE, name: 'tried' } }),
    ...outside,
  },
  'measures.define': {
    kind: 'record',
    input: ({ unit }) => {
      made += 1;
      return { unit: unit.code, valid_from: DAY, reason: 'x', definition: { ...SHARE, name: `made_${made}` } };
    },
    ...outside,
  },
  'measures.versions': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, name: 'made_0' }),
    ...outside,
  },
  'forms.grid': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code }),
    ...outside,
    seen: (answer, records) => body<{ unit: { code: string } }>(answer).unit.code === records.unit.code,
  },
  'forms.grid_cell': { kind: 'record', input: ({ unit }) => ({ ...FORM, unit: unit.code, key: '3.2.3' }), ...outside },
  'forms.periods': { kind: 'record', input: ({ unit }) => ({ code: 'CCHC-TK', unit: unit.code, year: 2026 }), ...outside },
  'forms.units': { kind: 'record', input: ({ unit }) => ({ ...FORM, unit: unit.code }), ...outside },
  'forms.save_cells': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code, reason: 'x', cells: [{ key: '3.2.3', value: '0' }] }),
    ...outside,
    // Whoever comes second finds the value said already.
    answers: ['200', '422 forms.cells_refused'],
  },
  'forms.remark': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code, key: '3.2.3', kind: 'flagged' }),
    ...outside,
  },
  'forms.follow_ups': { kind: 'record', input: ({ unit }) => ({ unit: unit.code, code: FORM.code }), ...outside },
  'forms.export_follow_ups': { kind: 'record', input: ({ unit }) => ({ unit: unit.code }), ...outside },
  'forms.link_evidence': {
    kind: 'record',
    input: ({ unit, register }) => ({ ...FORM, unit: unit.code, key: '3.2.2', evidence_id: register.evidence_id }),
    ...outside,
    // Nothing is declared there.
    answers: ['409 forms.nothing_to_prove'],
  },
  'forms.unlink_evidence': {
    kind: 'record',
    input: ({ unit, register }) => ({ ...FORM, unit: unit.code, key: '3.2.2', link_id: register.link_id, reason: 'x' }),
    ...outside,
    answers: ['409 forms.nothing_to_prove'],
  },
  'forms.explain': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code, rule: 'c3.2', words: 'x' }),
    ...outside,
    answers: ['409 forms.not_failing'],
  },
  'forms.complete': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code, reason: 'thử' }),
    ...outside,
    answers: ['200', '409 forms.already_complete'],
  },
  'forms.reopen': {
    kind: 'record',
    input: ({ unit }) => ({ ...FORM, unit: unit.code, reason: 'x' }),
    ...outside,
    answers: ['200', '409 forms.not_complete'],
  },
  'forms.rules': { kind: 'record', input: ({ unit }) => ({ code: 'CCHC-TK', unit: unit.code }), ...outside },
  'forms.rule_versions': {
    kind: 'record',
    input: ({ unit }) => ({ code: 'CCHC-TK', rule: 'c1.2', unit: unit.code }),
    ...outside,
  },
  'forms.try_rule': { kind: 'record', input: ({ unit }) => ({ ...FORM, unit: unit.code, rule: RULE }), ...outside },
  'forms.keep_rule': {
    kind: 'record',
    input: ({ unit }) => {
      made += 1;
      return { code: 'CCHC-TK', unit: unit.code, rule: { ...RULE, code: `r${made}`, valid_from: DAY, reason: 'x' } };
    },
    ...outside,
  },
  'forms.fill_list': {
    kind: 'record',
    input: ({ unit }) => ({ code: 'CCHC-TK', unit: unit.code, ...period }),
    ...outside,
    seen: (answer, records) => body<{ unit: { code: string } }>(answer).unit.code === records.unit.code,
  },
  'forms.export_list': {
    kind: 'record',
    input: ({ unit }) => ({ code: 'CCHC-TK', unit: unit.code, ...period, format: 'xlsx' }),
    ...outside,
    seen: (answer) => answer.text.includes('CCHC-TK'),
  },
} satisfies Record<string, Case | Case[]>;
