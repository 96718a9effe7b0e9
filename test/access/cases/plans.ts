import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID, NO_UNIT } from '../case.ts';
import type { Records } from '../records.ts';

type Plan = Records['plan'];
type Of = { missing: Input; refusal: string };
const ofPlan: Of = { missing: { id: NO_ID }, refusal: '404 plans.not_found' };
const ofTask: Of = { missing: { id: NO_ID }, refusal: '404 plans.task_not_found' };
const ofTarget: Of = { missing: { id: NO_ID }, refusal: '404 plans.target_not_found' };
/** That the unit exists is known to everyone; that one may not write there is said. */
const ofUnit: Of = { missing: { unit: NO_UNIT }, refusal: '403 plans.unit_not_permitted' };

const about = (of: Of, id: (plan: Plan) => number, more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ plan }) => ({ id: id(plan), ...more }),
  ...of,
  ...(answers && { answers }),
});
const task = (unit: string): Input => ({ area: 'procedures', title: 'x', lead: unit });
const LEAF = { code: 'a', name: 'a', op: '>=', threshold: '30', unit: '%', figure: { kind: 'declared' } };
let made = 0;

export const CASES = {
  // Beside the marks there are the demonstration's own, and more than one for each place.
  'plans.list': {
    kind: 'list',
    input: { year: 2026, scope: 'all' },
    mark: ({ plan }) => plan.title,
  },
  'plans.counts': {
    kind: 'record',
    input: ({ unit }) => ({ year: 2026, unit: unit.code }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    seen: (answer) => body<{ total: { total: number } }>(answer).total.total >= 2,
  },
  'plans.get': {
    kind: 'record',
    input: ({ plan }) => ({ id: plan.id }),
    ...ofPlan,
    seen: (answer, { plan }) => body<{ plan: { title: string } }>(answer).plan.title === plan.title,
  },
  'plans.export': about(ofPlan, (plan) => plan.id, {}),
  'plans.create': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, year: 2027, kind: 'other', title: 'x' }),
    ...ofUnit,
  },
  'plans.change': about(ofPlan, (plan) => plan.draft_id, { title: 'x' }, ['200', '409 plans.approved_needs_amendment']),
  'plans.approve': about(ofPlan, (plan) => plan.id, {}, ['409 plans.not_in_this_state', '200']),
  'plans.amend': about(ofPlan, (plan) => plan.draft_id, { reason: 'x' }, ['409 plans.not_in_this_state']),
  'plans.roll_over': about(ofPlan, (plan) => plan.draft_id, { reason: 'x' }, ['409 plans.not_in_this_state']),
  'plans.import_preview': {
    kind: 'record',
    input: ({ plan }) => ({ id: plan.draft_id }),
    ...ofPlan,
    answers: ['422 plans.book_unreadable'],
    upload: () => ({ name: 'nhiem-vu.txt', bytes: Buffer.from('nhiệm vụ') }),
  },
  'plans.import': {
    kind: 'record',
    input: ({ plan }) => ({ id: plan.draft_id }),
    ...ofPlan,
    answers: ['422 plans.book_unreadable'],
    upload: () => ({ name: 'nhiem-vu.txt', bytes: Buffer.from('nhiệm vụ') }),
  },
  'plans.tasks': {
    kind: 'list',
    input: { year: 2026, page_size: 1000, scope: 'all' },
    mark: ({ plan }) => plan.title,
  },
  'plans.tasks_export': { kind: 'open', why: 'an archive; its rows are those of the list', input: { year: 2026 } },
  'plans.task': {
    kind: 'record',
    input: ({ plan }) => ({ id: plan.task_id }),
    ...ofTask,
    seen: (answer, { plan }) => body<{ task: { id: number } }>(answer).task.id === plan.task_id,
  },
  'plans.add_task': {
    kind: 'record',
    input: ({ plan, unit }) => ({ plan_id: plan.draft_id, ...task(unit.code) }),
    missing: { plan_id: NO_ID },
    refusal: '404 plans.not_found',
  },
  'plans.assign': {
    kind: 'record',
    input: ({ unit }) => ({ ...task(unit.code), unit: unit.code, year: 2026, assigner: 'province' }),
    ...ofUnit,
  },
  'plans.change_task': {
    kind: 'record',
    input: ({ plan, unit }) => ({ id: plan.task_id, ...task(unit.code) }),
    ...ofTask,
    // The plan is approved.
    answers: ['409 plans.approved_needs_amendment'],
  },
  'plans.remove_task': about(ofTask, (plan) => plan.task_id, { reason: 'x' }, ['409 plans.approved_needs_amendment']),
  'plans.report': about(ofTask, (plan) => plan.task_id, { on_day: '2026-11-20', status: 'started', words: 'x' }),
  'plans.hand_down': about(ofTask, (plan) => plan.task_id, { units: [NO_UNIT] }, ['404 org.unit_unknown']),
  'plans.proposals': {
    kind: 'list',
    input: {},
    mark: ({ plan }) => plan.title,
  },
  'plans.propose': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, about: unit.code, on_day: '2026-11-20', what: 'remind', words: 'x', team: 'x' }),
    ...ofUnit,
  },
  'plans.decide': about(
    { missing: { id: NO_ID }, refusal: '404 plans.proposal_not_found' },
    (plan) => plan.proposal_id,
    { state: 'accepted' },
    ['200', '409 plans.not_in_this_state'],
  ),
  'plans.targets': {
    kind: 'list',
    input: { year: 2026, bundle: 'moc' },
    mark: ({ plan }) => plan.title,
    total: (answer) => body<{ total: number }>(answer).total,
  },
  'plans.targets_export': { kind: 'open', why: 'an archive; its rows are those of the list', input: { year: 2026 } },
  'plans.target': {
    kind: 'record',
    input: ({ plan }) => ({ id: plan.target_id }),
    ...ofTarget,
    seen: (answer, { plan }) => body<{ target: { id: number } }>(answer).target.id === plan.target_id,
  },
  'plans.add_target': {
    kind: 'record',
    input: ({ unit }) => {
      made += 1;
      return { unit: unit.code, year: 2026, bundle: 'them', code: `t${made}`, name: 'x', lead: unit.code, rule: LEAF };
    },
    ...ofUnit,
  },
  'plans.change_target': {
    kind: 'record',
    input: ({ plan, unit }) => ({ id: plan.target_id, name: plan.title, lead: unit.code, rule: LEAF, reason: 'x' }),
    ...ofTarget,
  },
  // The second who takes the same target out finds it gone.
  'plans.remove_target': about(ofTarget, (plan) => plan.doomed_target_id, { reason: 'x' }, ['200', '404 plans.target_not_found']),
  'plans.tell_figure': about(ofTarget, (plan) => plan.target_id, {
    part: 'a',
    from_on: '2026-01-01',
    to_on: '2026-11-20',
    value: '31',
  }),
  'plans.record_verdict': about(ofTarget, (plan) => plan.target_id, { day: '2026-11-20', reason: 'x' }),
  'plans.remedy_target': about(ofTarget, (plan) => plan.target_id, { title: 'x', area: 'procedures' }, [
    '200',
    '409 plans.target_not_missed',
    '409 plans.task_exists',
  ]),
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
