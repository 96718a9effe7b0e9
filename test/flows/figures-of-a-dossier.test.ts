import assert from 'node:assert/strict';
import test from 'node:test';
import { vietnamMoment } from '#lib/day';
import { type Client, testApp } from '../app.ts';

// What one dossier does to every figure, to the form and to the trail, step by step, over HTTP. Around each step the clock stands still,
// so that whatever changes was changed by the step.

const app = await testApp({ template: 'demo' });
const PERIOD = { unit: 'bo-y', from: '2026-11-15', to: '2026-12-14' };
const SECTOR = 'ho-tich';
let desk: Client;
let officer: Client;
let leader: Client;

async function on(day: string, time: string): Promise<void> {
  app.now.at = vietnamMoment(day, time);
  [desk, officer, leader] = (await Promise.all(['tiepnhan', 'thuly', 'lanhdao'].map((name) => app.signIn(name)))) as [
    Client,
    Client,
    Client,
  ];
}

/** Every count of the unit, and every cell of the form's row of the sector and of its total. */
async function everyFigure(): Promise<Record<string, number>> {
  const { measures } = await leader.call('measures.figures', PERIOD);
  const all: Record<string, number> = {};
  for (const [name, { value }] of Object.entries(measures)) if (typeof value === 'number') all[name] = value;
  const form = await leader.call('forms.fill', { code: 'II.06a', ...PERIOD });
  assert.deepEqual(
    form.checks.filter((check) => !check.is_met),
    [],
  );
  const total = form.rows.find((row) => row.kind === 'total');
  const sector = form.rows.find((row) => Object.values(row.cells).some((cell) => cell.filter.sector === SECTOR));
  for (const [row, cells] of [
    ['total', total?.cells],
    [SECTOR, sector?.cells],
  ] as const)
    for (const [column, cell] of Object.entries(cells ?? {})) all[`${row} ${column}`] = cell.value ?? 0;
  return all;
}

/** What changed while `step` was done. */
async function change(step: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await everyFigure();
  await step();
  const after = await everyFigure();
  return Object.fromEntries(
    Object.keys(after)
      .map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const)
      .filter(([, difference]) => difference !== 0),
  );
}

async function codesIn(measure: string): Promise<string[]> {
  const found = await leader.call('measures.records', { ...PERIOD, measure, page_size: 200 });
  const figure = (await leader.call('measures.figures', { ...PERIOD, digest: 'true' })).measures[measure];
  assert.deepEqual([found.count, found.digest], [figure?.value, figure?.digest], `${measure}: the list is that of the figure`);
  return found.records.map((record) => record.code);
}

let id = 0;
let code = '';

test('received: one more in the columns of what came in and of what is pending', async () => {
  await on('2026-11-20', '09:00');
  const changed = await change(async () => {
    const receipt = await desk.call('dossiers.receive', {
      procedure_code: '1.001022',
      receiving_unit: 'bo-y',
      applicant: { name: 'A Theo Dõi', identity: '062190000001' },
      papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
    });
    ({ id, code } = receipt);
    // Three working days after Friday the 20th; Tuesday the 24th is a day off.
    assert.equal(receipt.due_on, '2026-11-26');
    assert.ok(
      receipt.explanation.vi.some((line) => line.includes('24/11/2026')),
      receipt.explanation.vi.join('\n'),
    );
  });
  assert.deepEqual(changed, {
    new: 1,
    new_counter: 1,
    new_direct: 1,
    received: 1,
    pending: 1,
    pending_in_time: 1,
    papers_required: 1,
    fee_bearing: 1,
    'total received': 1,
    'total new_direct': 1,
    'total pending': 1,
    'total pending_in_time': 1,
    'ho-tich received': 1,
    'ho-tich new_direct': 1,
    'ho-tich pending': 1,
    'ho-tich pending_in_time': 1,
  });
  assert.ok((await codesIn('new')).includes(code));
});

test('handed over and waiting for papers: no figure moves, and it is not overdue however long the applicant takes', async () => {
  const moved = await change(async () => {
    await desk.call('dossiers.act', { id, action: 'hand_over', last_seq: 1, data: {} });
    await officer.call('dossiers.act', { id, action: 'take_up', last_seq: 2 });
    await officer.call('dossiers.act', {
      id,
      action: 'request_supplement',
      last_seq: 3,
      data: { reason: 'Thiếu chứng cứ', items: ['Kết quả giám định'] },
    });
  });
  assert.deepEqual(moved, {});
  await on('2026-12-01', '09:00');
  assert.ok((await codesIn('pending_in_time')).includes(code));
  assert.ok(!(await codesIn('pending_overdue')).includes(code));
  assert.equal((await officer.call('dossiers.get', { id })).standing, 'paused');
});

test('supplemented: the clock goes on with what was left of it', async () => {
  const moved = await change(async () => {
    const { due_on } = await officer.call('dossiers.act', { id, action: 'give_supplement', last_seq: 4, data: {} });
    // The clock stood before its first day was over: three working days again, from Tuesday 1 December.
    assert.equal(due_on, '2026-12-04');
  });
  assert.deepEqual(moved, {});
});

test('scanned: digitised when the last paper that must be is', async () => {
  const { papers } = await desk.call('dossiers.get', { id });
  const must = papers.filter((paper) => paper.must_digitise);
  assert.equal(must.length, 2);
  const scan = (paper_id: number) =>
    desk.upload(
      'dossiers.attach',
      { id, paper_id },
      { name: 'quet.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 x') },
    );
  assert.deepEqual(await change(() => scan(must[0]?.id as number)), {});
  assert.deepEqual(await change(() => scan(must[1]?.id as number)), { papers_digitised: 1 });
});

test('decided before the due day: from the columns of pending to resolved, early', async () => {
  await on('2026-12-03', '16:00');
  const { last_seq } = await leader.call('dossiers.get', { id });
  const changed = await change(() =>
    leader.call('dossiers.act', { id, action: 'decide', last_seq, data: { outcome: 'granted' } }),
  );
  assert.deepEqual(changed, {
    resolved: 1,
    resolved_early: 1,
    resolved_in_time: 1,
    pending: -1,
    pending_in_time: -1,
    resolved_in_first_promise: 1,
    resolved_commune: 1,
    resolved_in_time_commune: 1,
    results_issued: 1,
    'total resolved': 1,
    'total resolved_early': 1,
    'total pending': -1,
    'total pending_in_time': -1,
    'ho-tich resolved': 1,
    'ho-tich resolved_early': 1,
    'ho-tich pending': -1,
    'ho-tich pending_in_time': -1,
  });
  assert.ok((await codesIn('resolved_early')).includes(code));
  assert.ok(!(await codesIn('pending')).includes(code));
});

test('returned late: the result was there in time, and that is what counts', async () => {
  await on('2026-12-10', '09:00');
  const { last_seq } = await desk.call('dossiers.get', { id });
  const moved = await change(() =>
    desk.call('dossiers.act', { id, action: 'deliver', last_seq, data: { to_name: 'A Theo Dõi' } }),
  );
  assert.deepEqual(moved, {});
  const end = await desk.call('dossiers.get', { id });
  assert.deepEqual([end.status, end.timeliness, end.actions], [10, 'early', ['note', 'correct', 'apologise', 'collect_fee']]);
});

test('withdrawn: identity of the columns holds with what is under the table', async () => {
  const taken_back = await desk.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'bo-y',
    applicant: { name: 'A Theo Dõi', identity: '062190000001' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
  });
  const changed = await change(() =>
    officer.call('dossiers.act', { id: taken_back.id, action: 'withdraw', last_seq: 1, data: { reason: 'Người dân xin rút' } }),
  );
  assert.equal(changed.withdrawn_refused, 1);
  assert.deepEqual(
    [changed.pending, changed['total pending'], changed.resolved, changed.received],
    [-1, -1, undefined, undefined],
  );
});

test('the trail has every step, and its chain holds', async () => {
  const auditor = await app.signIn('kiemtra');
  const trail = await auditor.call('audit.entries', {
    subject_kind: 'dossier',
    subject_id: String(id),
    sort: 'at',
    page_size: 50,
  });
  assert.deepEqual(
    trail.rows.map((row) => row.action),
    [
      'dossiers.received',
      'dossiers.handed_over',
      'dossiers.taken_up',
      'dossiers.supplement_requested',
      'dossiers.supplement_given',
      'dossiers.paper_digitised',
      'dossiers.paper_digitised',
      'dossiers.decided',
      'dossiers.delivered',
    ],
  );
  assert.deepEqual([...new Set(trail.rows.map((row) => row.actor_name))], ['Y Hoa Mai', 'Trần Minh Quân', 'Lê Thanh Sơn']);
  const proof = await auditor.call('audit.verify', {});
  assert.deepEqual([proof.ok, proof.broken_at], [true, null]);
});

test('a file of the form carries the same figures', async () => {
  const form = await leader.call('forms.fill', { code: 'II.06a', ...PERIOD });
  const received = form.rows.find((row) => row.kind === 'total')?.cells.received?.value;
  const { measures } = await leader.call('measures.figures', { ...PERIOD, measures: 'received' });
  assert.equal(received, measures.received?.value);
  const docx = await leader.bytes('forms.export', { code: 'II.06a', ...PERIOD, format: 'docx' });
  assert.equal(docx.subarray(0, 2).toString(), 'PK');
  const pdf = await leader.bytes('forms.export', { code: 'II.06a', ...PERIOD, format: 'pdf' });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
});
