import assert from 'node:assert/strict';
import test from 'node:test';
import { hindrance, STATES, STEP_NAMES, type State, type StepName } from '../../server/reports/states.ts';
import { makeAccount } from '../access/world.ts';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// Every step from every state, and every step by every role: of the report's own unit, of the level above, of another place.
// What is expected stands here, written out; nothing of it is asked of the code under test.

// The product first: tests that wait for nothing would be over before it stands.
const app = await testApp();
const { owner } = app.db;
const writer = await app.signIn('kiemsoat');
const { id } = await writer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });

const FROM: Record<StepName, State[]> = {
  save: ['draft', 'returned', 'recalled'],
  submit: ['draft', 'returned'],
  return: ['submitted', 'approved'],
  approve: ['submitted'],
  issue: ['approved'],
  accept: ['issued'],
  send_back: ['issued', 'accepted', 'consolidated'],
  recall: ['issued', 'accepted', 'consolidated'],
};
const NEEDS_REASON: StepName[] = ['return', 'send_back', 'recall'];

test('every step from every state: only where the table says so, with a reason where one is needed', () => {
  assert.deepEqual([...STEP_NAMES].sort(), Object.keys(FROM).sort());
  for (const step of STEP_NAMES)
    for (const state of STATES) {
      const now = { state, submitted_by: 1, actor_id: 2 };
      const may = FROM[step].includes(state);
      const told = `${step} from ${state}`;
      assert.equal(hindrance(step, { ...now, reason: 'vì' }), may ? null : 'not_in_this_state', told);
      const without = !may ? 'not_in_this_state' : NEEDS_REASON.includes(step) ? 'needs_reason' : null;
      assert.equal(hindrance(step, { ...now, reason: null }), without, told);
    }
});

test('two pairs of eyes: nobody approves what he submitted; every other step may be taken by one person', () => {
  for (const step of STEP_NAMES) {
    const state = FROM[step][0] as State;
    const own = hindrance(step, { state, submitted_by: 7, actor_id: 7, reason: 'vì' });
    assert.equal(own, step === 'approve' ? 'own_submission' : null, step);
  }
});

// ---- by role and place, over HTTP

/** What each role may do with reports, wherever it is held. */
const MAY: Record<string, StepName[]> = {
  administrator: [],
  reception_officer: [],
  processing_officer: [],
  leader: ['return', 'approve', 'issue', 'accept', 'send_back', 'recall'],
  procedure_control_officer: ['save', 'submit', 'accept', 'send_back'],
  reform_officer: ['save', 'submit', 'accept', 'send_back'],
  province_viewer: [],
  auditor: [],
};
const PLACES = { own: 'H48.108', superior: 'H48', sibling: 'H48.109', foreign: 'H36' } as const;
type Place = keyof typeof PLACES;
const SUPERIOR_STEPS: StepName[] = ['accept', 'send_back'];
/** The event after which the step may be taken. */
const BEFORE: Record<StepName, string> = {
  save: 'created',
  submit: 'created',
  return: 'submitted',
  approve: 'submitted',
  issue: 'approved',
  accept: 'issued',
  send_back: 'issued',
  recall: 'issued',
};

function expected(role: string, place: Place, step: StepName): string {
  if (!MAY[role]?.includes(step)) return '403 access.not_permitted';
  if (place === 'sibling' || place === 'foreign') return '404 reports.not_found';
  if (SUPERIOR_STEPS.includes(step) && place === 'own') return '403 reports.not_above';
  return '200';
}

/** Puts the report where the step begins, whatever was done to it before. */
async function put(kind: string): Promise<number> {
  const { rows } = await owner.query<{ version: number }>(
    `insert into reports.event (tenant, report_id, seq, kind, version, at)
     select v.tenant, v.report_id, max(v.seq) + 1, $2, max(v.version), $3 from reports.event v where v.report_id = $1 group by v.tenant, v.report_id
     returning version`,
    [id, kind, app.now.at],
  );
  return rows[0]?.version as number;
}

async function ask(client: Client, step: StepName, version: number): Promise<string> {
  const more =
    step === 'save'
      ? { version, blocks: {} }
      : step === 'issue'
        ? { signer: 'Người Ký', issued_on: '2026-11-20' }
        : { reason: 'Lý do thử' };
  const { status, body } = await client.ask(`reports.${step}`, { id, ...more });
  return status === 200 ? '200' : `${status} ${(body as { code?: string }).code}`;
}

test('every step by every role, of the unit itself, the level above, a neighbour and another province', async (t) => {
  const first = await writer.call('reports.get', { id });
  for (const { id: finding, severity } of first.findings)
    if (severity === 'error') await writer.call('reports.explain', { id, finding, words: 'Đã rà soát.' });
  for (const role of Object.keys(MAY))
    for (const place of Object.keys(PLACES) as Place[]) {
      const username = `${role}.${place}`.replaceAll('_', '.');
      await makeAccount(owner, username, PLACES[place], role, app.now.at);
      const client = await app.signIn(username, DEMO_PASSWORD);
      await t.test(`${role} at ${place}`, async () => {
        for (const step of STEP_NAMES) {
          const version = await put(BEFORE[step]);
          // A version is issued once: the next issue needs one of its own.
          if (step === 'issue' && expected(role, place, step) === '200') {
            await put('recalled');
            const saved = await writer.call('reports.save', { id, version, blocks: {} });
            for (const { id: finding, severity } of saved.findings)
              if (severity === 'error') await writer.call('reports.explain', { id, finding, words: 'Đã rà soát.' });
            await put('approved');
          }
          assert.equal(await ask(client, step, version), expected(role, place, step), step);
        }
      });
    }
});

test('what was done is told: who, when, with which reason', async () => {
  const { events } = await writer.call('reports.get', { id });
  const recall = events.findLast(({ kind, by_name }) => kind === 'recalled' && by_name !== null);
  assert.deepEqual([recall?.by_name, recall?.reason], ['Người dùng leader.superior', 'Lý do thử']);
});
