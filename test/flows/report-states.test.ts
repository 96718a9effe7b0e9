import assert from 'node:assert/strict';
import test from 'node:test';
import { hindrance, STATES, STEP_NAMES, type State, type StepName } from '../../server/reports/states.ts';
import { routes } from '../../server/routes.ts';
import { makeAccount } from '../access/world.ts';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';
import { ready } from '../report-steps.ts';

// Every step from every state, and every step by every role: of the report's own unit, of the level above, of another place.
// What is expected stands here, written out; nothing of it is asked of the code under test.

// The product first: tests that wait for nothing would be over before it stands.
const app = await testApp();
const { owner } = app.db;
const writer = await app.signIn('vanphong');
const { id } = await writer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });
const [signer] = (await (await app.signIn('lanhdao')).call('reports.signers', { id })).rows;
const signer_id = signer?.id as number;

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

const READERS = ['leader', 'procedure_control_officer', 'reform_officer', 'province_viewer', 'auditor'];

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
/** Over the unit's own name: only by a role on that very unit, never by one that covers it from above. */
const OWN_STEPS: StepName[] = ['save', 'submit', 'issue', 'recall'];
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
  if (OWN_STEPS.includes(step) && place === 'superior') return '404 reports.not_found';
  if (SUPERIOR_STEPS.includes(step) && place === 'own') return '403 reports.not_above';
  return '200';
}

const SENT = `insert into reports.dispatch (tenant, report_id, version, unit_id, channel, is_superior, to_unit_id, to_name, to_address, document_id, at)
  select i.tenant, i.report_id, i.version, i.unit_id, 'product', true, u.id, 'Cấp trên', u.code, 'thử', $2
  from reports.issue i join org.unit u on u.code = 'H48'
  where i.report_id = $1
  on conflict do nothing`;
const DELIVERED = `insert into reports.dispatch_event (tenant, dispatch_id, seq, kind, at)
  select d.tenant, d.id, (select count(*) + 1 from reports.dispatch_event v where v.tenant = d.tenant and v.dispatch_id = d.id), 'delivered', $2
  from reports.dispatch d
  where d.report_id = $1`;

/** Puts the report where the step begins, whatever was done to it before. */
async function put(kind: string): Promise<number> {
  const { rows } = await owner.query<{ version: number }>(
    `insert into reports.event (tenant, report_id, seq, kind, version, at)
     select v.tenant, v.report_id, max(v.seq) + 1, $2, max(v.version), $3 from reports.event v where v.report_id = $1 group by v.tenant, v.report_id
     returning version`,
    [id, kind, app.now.at],
  );
  // The level above accepts what was sent to it.
  if (kind === 'issued') await owner.query(SENT, [id, app.now.at]).then(() => owner.query(DELIVERED, [id, app.now.at]));
  return rows[0]?.version as number;
}

async function ask(client: Client, step: StepName, version: number): Promise<string> {
  const more =
    step === 'save'
      ? { version, blocks: {} }
      : step === 'issue'
        ? { signer_id, issued_on: '2026-11-20' }
        : { reason: 'Lý do thử' };
  const { status, body } = await client.ask(`reports.${step}`, { id, ...more });
  return status === 200 ? '200' : `${status} ${(body as { code?: string }).code}`;
}

test('every step by every role, of the unit itself, the level above, a neighbour and another province', async (t) => {
  await ready(writer, id);
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
            await writer.call('reports.save', { id, version, blocks: {} });
            await ready(writer, id);
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
  assert.deepEqual([recall?.by_name, recall?.reason], ['Người dùng leader.own', 'Lý do thử']);
});

// ---- what is being written is read by nobody above

test('the Word file of a draft is handed out by its report alone, never by its number', async () => {
  const { id: draft } = await writer.call('reports.create', {
    unit: 'H48.108',
    regime: 'tthc',
    kind: 'quarter',
    year: 2026,
    n: 1,
  });
  // Leaders read files.
  const readers = await Promise.all(['own', 'superior'].map((place) => app.signIn(`leader.${place}`, DEMO_PASSWORD)));
  const bytes = await writer.bytes('reports.docx', { id: draft });
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const sent = await writer.upload('reports.upload', { id: draft }, { name: 'bao-cao.docx', type, bytes });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const { rows } = await app.db.owner.query(
    'select v.file_id from reports.version v where v.report_id = $1 and v.file_id is not null',
    [draft],
  );
  assert.equal(rows.length, 1);
  for (const client of readers)
    assert.equal(
      ((await client.ask('files.download', { id: rows[0].file_id })).body as { code: string }).code,
      'files.not_found',
    );
  assert.ok((await writer.bytes('reports.docx', { id: draft })).length > 0);
});

test('a draft is read at its unit alone; above it is seen once it was submitted, and only as it was submitted', async (t) => {
  const { id: draft } = await writer.call('reports.create', {
    unit: 'H48.108',
    regime: 'tthc',
    kind: 'quarter',
    year: 2026,
    n: 2,
  });
  const first = await writer.call('reports.get', { id: draft });
  const block = first.content.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'narrative')?.key ?? '';
  const anchor = Object.keys(first.content.figures)[0] ?? '';
  await ready(writer, draft);
  const READS = Object.keys(routes).filter((name) => {
    const { method, path, permission } = routes[name as keyof typeof routes];
    return method === 'GET' && permission === 'reports.read' && path.startsWith('/api/reports/:id');
  }) as (keyof typeof routes)[];
  assert.ok(READS.length >= 12, READS.join());
  const clients = new Map<string, Client>();
  for (const role of READERS)
    for (const place of ['own', 'superior'] as const)
      clients.set(`${role} ${place}`, await app.signIn(`${role}.${place}`.replaceAll('_', '.'), DEMO_PASSWORD));
  const seen = async (client: Client) => {
    const found = [];
    for (const name of READS) {
      const { status } = await client.ask(name, { id: draft, anchor, measure: 'received', s: '2026-03-15' });
      if (status !== 404) found.push(name);
    }
    return found;
  };
  const listed = async (client: Client) =>
    (await client.call('reports.list', { page_size: 200 })).rows.some((row) => row.id === draft);
  for (const role of READERS)
    await t.test(`${role}, while it is a draft`, async () => {
      const [own, above] = [clients.get(`${role} own`) as Client, clients.get(`${role} superior`) as Client];
      // One that is about a consolidation answers that there is none.
      assert.deepEqual(await seen(own), READS);
      assert.deepEqual(await seen(above), []);
      assert.deepEqual([await listed(own), await listed(above)], [true, false]);
      assert.equal((await above.ask('reports.remark', { id: draft, place: 'report', words: 'x' })).status, 404);
    });
  const viewer = clients.get('province_viewer superior') as Client;
  const cell = async () => {
    const { cells, units } = await viewer.call('reports.due_matrix', {
      unit: 'H48',
      regime: 'tthc',
      kind: 'quarter',
      year: 2026,
    });
    const unit = units.find(({ code }) => code === 'H48.108')?.id;
    const of_it = cells.find((one) => one.unit_id === unit && one.s === '2026-03-15');
    return [of_it?.standing, of_it?.report_id];
  };
  assert.deepEqual(await cell(), ['draft', null], 'the page of completeness tells the state and opens nothing');
  await writer.call('reports.submit', { id: draft });
  assert.deepEqual(await cell(), ['submitted', draft]);
  for (const role of READERS)
    await t.test(`${role}, once it was submitted`, async () => {
      const above = clients.get(`${role} superior`) as Client;
      assert.deepEqual(await seen(above), READS);
      assert.equal(await listed(above), true);
      const { steps, may_write, may_issue, may_send } = await above.call('reports.get', { id: draft });
      // What is offered is what may be done.
      assert.deepEqual(steps, role === 'leader' ? ['return', 'approve'] : []);
      assert.deepEqual([may_write, may_issue, may_send], [false, false, false]);
    });
  const superior = clients.get('leader superior') as Client;
  const { id: remark_id } = await superior.call('reports.remark', { id: draft, place: block, words: 'Nêu rõ nguyên nhân' });
  await superior.call('reports.return', { id: draft, reason: 'Chưa nêu nguyên nhân' });
  await writer.call('reports.remark', { id: draft, place: block, words: 'Đã nêu', answers: remark_id });
  const words = [[{ text: 'Lời chưa trình' }]];
  const { version } = await writer.call('reports.save', { id: draft, version: 2, blocks: { [block]: words } });
  assert.equal(version, 3);
  const shown = await superior.call('reports.get', { id: draft });
  assert.deepEqual([shown.state, shown.version, shown.versions.length], ['draft', 2, 2]);
  assert.ok(!JSON.stringify(shown).includes('Lời chưa trình'));
  const asked = await superior.ask('reports.get', { id: draft, version: 3 });
  assert.deepEqual([asked.status, asked.body.code], [404, 'reports.no_such_version']);
  assert.ok(!(await superior.bytes('reports.docx', { id: draft })).equals(await writer.bytes('reports.docx', { id: draft })));
  await writer.call('reports.submit', { id: draft });
  assert.equal((await superior.call('reports.get', { id: draft })).version, 3);
  // How often it was changed and given back, in the list; every step in the trail.
  const row = (await superior.call('reports.list', { page_size: 200 })).rows.find((one) => one.id === draft);
  assert.deepEqual([row?.changes, row?.returned], [2, 1]);
  const { rows: trail } = await owner.query<{ action: string }>(
    `select action from audit.entry where subject_kind = 'report' and subject_id = $1 and action like 'reports.%' order by seq`,
    [String(draft)],
  );
  assert.deepEqual(
    trail.slice(-6).map(({ action }) => action),
    ['reports.submit', 'reports.remark', 'reports.return', 'reports.remark', 'reports.save', 'reports.submit'],
  );
});
