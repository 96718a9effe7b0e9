import type { Routes } from '../../server/routes.ts';
import { body, type Case, DAY, type Input, NO_ID, NO_UNIT, type RecordCase } from './case.ts';
import { CASES as CERTIFICATIONS } from './cases/certifications.ts';
import { CASES as CHECKS } from './cases/checks.ts';
import { CASES as CONSOLIDATION } from './cases/consolidation.ts';
import { CASES as DESK } from './cases/desk.ts';
import { CASES as DOSSIERS } from './cases/dossiers.ts';
import { CASES as DUE } from './cases/due.ts';
import { CASES as FILES } from './cases/files.ts';
import { CASES as HOLDINGS } from './cases/holdings.ts';
import { CASES as JOBS } from './cases/jobs.ts';
import { CASES as MEASURES } from './cases/measures.ts';
import { CASES as NOTICES } from './cases/notices.ts';
import { CASES as OVERVIEW } from './cases/overview.ts';
import { CASES as PLANS } from './cases/plans.ts';
import { CASES as PROCEDURES } from './cases/procedures.ts';
import { CASES as PROCESSES } from './cases/processes.ts';
import { CASES as REGISTERS } from './cases/registers.ts';
import { CASES as REPORT_TEMPLATES } from './cases/report-templates.ts';
import { CASES as REPORTS } from './cases/reports.ts';
import { CASES as SCORECARDS } from './cases/scorecards.ts';
import { CASES as SENDING } from './cases/sending.ts';
import { CASES as SIGNATURES } from './cases/signatures.ts';
import { CASES as SLIPS } from './cases/slips.ts';
import { CASES as WORKBOOKS } from './cases/workbooks.ts';
import type { Records } from './records.ts';
import type { Answer } from './send.ts';

export * from './case.ts';

const LAW = 'law and calendar are the same for everyone';
const ORGANISATION = 'the organisation is published';
const DEFINITIONS = 'definitions, no figures';

const period = { from: DAY, to: DAY };

/** A question about figures of a unit. */
function ofUnit(more: Input, seen: RecordCase['seen']): RecordCase {
  return {
    kind: 'record',
    input: (records) => ({ unit: records.unit.code, ...period, ...more }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    ...(seen && { seen }),
  };
}

type Figures = { unit: { code: string }; measures: { new: { value: number } } };
type Form = { unit: { code: string }; rows: { kind: string; cells: Record<string, { value: number; measure: string }> }[] };

function isOfUnit(answer: Answer, records: Records): boolean {
  return body<Figures>(answer).unit.code === records.unit.code;
}

function newInForm(form: Form): number {
  const total = form.rows.find((row) => row.kind === 'total');
  return Object.values(total?.cells ?? {})
    .filter((cell) => ['new_online', 'new_direct'].includes(cell.measure))
    .reduce((sum, cell) => sum + cell.value, 0);
}

let made = 0;

/** Every route of the product. What is not here fails the test. */
export const CASES: Record<keyof Routes, Case | Case[]> = {
  'app.info': { kind: 'public', input: {} },
  'app.health': { kind: 'public', input: {} },

  'audit.entries': {
    kind: 'list',
    input: { subject_kind: 'mark', page_size: 200 },
    mark: ({ marks }) => marks[3] as string,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ subject_kind: 'mark', unit: unit.id }),
  },
  'audit.verify': {
    kind: 'open',
    why: 'the chain of what belongs to no province: whether it holds and how long it is',
    input: { tenant: 0 },
  },

  'calendar.days': { kind: 'open', why: LAW, input: { year: 2026 } },
  'calendar.periods': { kind: 'open', why: LAW, input: { year: 2026 } },
  'calendar.working_hours': { kind: 'open', why: LAW, input: {} },
  'calendar.explain': {
    kind: 'open',
    why: LAW,
    input: { received_at: '2026-11-20T01:00:00Z', rule: { unit: 'working_day', amount: 5 } },
  },
  'calendar.change_day': {
    kind: 'open',
    why: 'one calendar for everyone: only a role on a province or the nation may change it',
    input: { on_date: '2027-06-05', kind: 'substitute', name_vi: 'x', name_en: 'x', source: 'x', status: 'to_be_verified' },
    answers: ['422 calendar.off_on_weekend'],
  },
  'calendar.remove_day': {
    kind: 'open',
    why: 'as change_day',
    input: { on_date: '2027-06-05' },
    answers: ['404 calendar.day_not_recorded'],
  },
  'calendar.change_year': {
    kind: 'open',
    why: 'as change_day',
    input: { year: 2027, status: 'to_be_verified', note: 'x', source: 'x' },
  },

  'org.units': { kind: 'open', why: ORGANISATION, input: { q: 'sa loong' } },
  'org.tree': { kind: 'open', why: ORGANISATION, input: { root: 'H36' } },
  'org.unit': { kind: 'open', why: ORGANISATION, input: { code: 'H36.102' } },
  'org.trees': { kind: 'open', why: ORGANISATION, input: {} },
  'org.change': {
    kind: 'record',
    input: ({ unit }) => ({
      change: 'rename',
      code: unit.code,
      name: `Đơn vị ${unit.code}`,
      short_name: unit.code,
      day: '2028-01-01',
      source: 'x',
    }),
    missing: { code: NO_UNIT },
    refusal: '404 org.unit_unknown',
    answers: ['200', '409 org.later_change'],
  },

  'access.sign_in': {
    kind: 'public',
    input: { username: 'khong-co-ai', password: 'x' },
    answers: ['401 access.wrong_password', '429 access.too_many_attempts'],
  },
  'access.sign_out': { kind: 'own', input: {} },
  'access.me': { kind: 'own', input: {} },
  'access.permissions': { kind: 'own', input: {} },
  'access.change_password': {
    kind: 'own',
    input: { current: 'x', next: 'y' },
    answers: ['422 access.wrong_current_password', '429 access.too_many_attempts'],
  },
  'access.sessions': { kind: 'own', input: {} },
  'access.end_session': { kind: 'own', input: { id: 'khong-co' }, answers: ['404 access.session_not_found'] },
  'access.accounts': {
    kind: 'list',
    input: { q: 'moc.', page_size: 200 },
    mark: ({ account }) => account.username,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ q: 'moc.', unit: unit.id }),
  },
  'access.create_account': {
    kind: 'record',
    input: ({ unit }) => {
      made += 1;
      return { username: `them.${made}`, display_name: `Thêm ${made}`, unit_id: unit.id };
    },
    missing: { unit_id: NO_ID, username: 'them.khong' },
    refusal: '404 access.unit_not_found',
  },
  'access.change_account': {
    kind: 'record',
    input: ({ account }) => ({ id: account.id, title: 'Chuyên viên' }),
    missing: { id: NO_ID },
    refusal: '404 access.not_found',
  },
  'access.reset_password': {
    kind: 'record',
    input: ({ account }) => ({ id: account.id }),
    missing: { id: NO_ID },
    refusal: '404 access.not_found',
  },
  'access.assign': [
    {
      kind: 'record',
      label: 'of an account',
      input: ({ account }, own) => ({
        account_id: account.id,
        role_code: 'auditor',
        unit_id: own.unit.id,
        valid_from: '2026-11-20',
      }),
      missing: { account_id: NO_ID },
      refusal: '404 access.not_found',
      answers: ['200', '409 access.already_assigned'],
    },
    {
      kind: 'record',
      label: 'on a unit',
      input: ({ unit }, own) => ({
        account_id: own.account.id,
        role_code: 'leader',
        unit_id: unit.id,
        valid_from: '2026-11-20',
      }),
      missing: { unit_id: NO_ID },
      refusal: '404 access.unit_not_found',
      answers: ['200', '409 access.already_assigned'],
    },
  ],
  'access.unassign': {
    kind: 'record',
    input: ({ assignment_id }) => ({ id: assignment_id }),
    missing: { id: NO_ID },
    refusal: '404 access.assignment_not_found',
    // The second who takes the same role away finds it gone.
    answers: ['200', '404 access.assignment_not_found'],
  },
  'access.roles': { kind: 'open', why: 'the roles themselves, not who has them', input: {} },

  ...FILES,
  ...PROCEDURES,
  ...DOSSIERS,
  ...SIGNATURES,
  ...JOBS,
  ...PROCESSES,
  ...HOLDINGS,
  ...CERTIFICATIONS,
  ...SLIPS,
  ...NOTICES,
  ...REGISTERS,
  ...DESK,
  ...CHECKS,
  ...MEASURES,
  ...PLANS,
  ...REPORTS,
  ...REPORT_TEMPLATES,
  ...DUE,
  ...WORKBOOKS,
  ...CONSOLIDATION,
  ...SENDING,
  ...SCORECARDS,
  ...OVERVIEW,

  'measures.definitions': { kind: 'open', why: DEFINITIONS, input: {} },
  'measures.figures': ofUnit(
    {},
    (answer, records, known) =>
      isOfUnit(answer, records) && body<Figures>(answer).measures.new.value === known.new_on_day[records.place],
  ),
  'measures.table': ofUnit({ measures: 'new', group_by: 'sector' }, (answer, records, known) => {
    const { groups } = body<{ groups: { measures: Figures['measures'] }[] }>(answer);
    const sum = groups.reduce((so_far, group) => so_far + group.measures.new.value, 0);
    return isOfUnit(answer, records) && sum === known.new_on_day[records.place];
  }),
  'measures.records': ofUnit({ measure: 'new', page_size: 200 }, (answer, records, known) => {
    const { count } = body<{ count: number }>(answer);
    return count === known.new_on_day[records.place] && answer.text.includes(records.dossier.code);
  }),
  'measures.export': ofUnit({ measure: 'new' }, (answer, { dossier }) => answer.text.includes(dossier.code)),

  'forms.list': { kind: 'open', why: DEFINITIONS, input: {} },
  'forms.fill': ofUnit(
    { code: 'II.06a' },
    (answer, records, known) => isOfUnit(answer, records) && newInForm(body<Form>(answer)) === known.new_on_day[records.place],
  ),
  'forms.fill_detail': ofUnit(
    { code: 'HS-QH' },
    (answer, { unit }) => body<{ unit: { code: string } }>(answer).unit.code === unit.code,
  ),
  'forms.export_detail': ofUnit({ code: 'HS-QH', format: 'xlsx' }, (answer) => answer.text.includes('HS-QH')),
  'forms.export': ofUnit({ code: 'II.06a', format: 'xlsx' }, (answer) => answer.text.includes('II.06a')),
  'reports.preview': ofUnit({}, undefined),
  'reports.period_report': ofUnit({ format: 'docx' }, (answer) => answer.text.includes('<w:document')),
};
