import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApp } from '../app.ts';

// The published figures of the localities as an officer of the province above them asks for them, over HTTP.

const app = await testApp({ template: 'demo' });
const [lam_dong, thai_nguyen, quang_ngai] = (await Promise.all(
  ['cchc', 'captren', 'kiemtra'].map((name) => app.signIn(name)),
)) as [Client, Client, Client];

async function figures(client: Client, input: Record<string, string>): Promise<Record<string, unknown>> {
  const { measures } = await client.call('measures.figures', input as { unit: string; from: string; to: string });
  return Object.fromEntries(Object.entries(measures).map(([name, { value }]) => [name, value]));
}

const DAK_SONG = { unit: 'dak-song', from: '2023-01-01', to: '2023-09-20' };
const NGAN_SON = { unit: 'ngan-son', from: '2022-06-15', to: '2022-09-09' };
const PO_Y = { unit: 'po-y', from: '2024-01-01', to: '2024-08-13' };

test('Đắk Song', async () => {
  const all = await figures(lam_dong, DAK_SONG);
  assert.deepEqual(
    [all.carried_over, all.new, all.received, all.resolved, all.resolved_in_time, all.resolved_overdue],
    [1728, 19117, 20845, 17604, 15739, 1865],
  );
  assert.equal((all.resolved_early as number) + (all.resolved_on_time as number), 15739);
  assert.equal((await figures(lam_dong, { ...DAK_SONG, sector: 'dat-dai' })).resolved_overdue, 1668);
  const since = { ...DAK_SONG, from: '2023-03-21' };
  assert.equal((await figures(lam_dong, since)).no_writing, 776);
  assert.equal((await figures(lam_dong, { ...since, scope: 'own' })).no_writing, 572);
  assert.equal((await figures(lam_dong, { ...since, scope: 'below' })).no_writing, 204);
});

test('Ngân Sơn', async () => {
  const own = await figures(thai_nguyen, { ...NGAN_SON, scope: 'own' });
  assert.deepEqual([own.received, own.resolved_in_time, own.pending_in_time], [269, 254, 15]);
  const below = await figures(thai_nguyen, { ...NGAN_SON, scope: 'below' });
  assert.deepEqual([below.received, below.resolved_in_time, below.pending_in_time], [1869, 1851, 18]);
  const nine_months = await figures(thai_nguyen, { unit: 'ngan-son', from: '2022-01-01', to: '2022-09-30' });
  assert.deepEqual([nine_months.received, nine_months.new_online], [5106, 396]);
});

test('Pờ Y', async () => {
  const all = await figures(quang_ngai, PO_Y);
  assert.deepEqual([all.received, all.new_online, all.online_partial], [1185, 109, 21]);
  assert.equal((await figures(quang_ngai, { ...PO_Y, sector: 'chung-thuc' })).received, 958);
  const { measures } = await quang_ngai.call('measures.figures', PO_Y);
  assert.deepEqual([measures.papers_digitised?.numerator, measures.papers_digitised?.denominator], [933, 1183]);
  assert.deepEqual([measures.results_digitised?.numerator, measures.results_digitised?.denominator], [734, 1179]);
});

test('every count of the three opens a list of as many dossiers with the same digest', async () => {
  for (const [client, question] of [
    [lam_dong, DAK_SONG],
    [thai_nguyen, NGAN_SON],
    [quang_ngai, PO_Y],
  ] as const) {
    const { measures } = await client.call('measures.figures', { ...question, digest: 'true' });
    const counts = Object.entries(measures).filter(([, one]) => typeof one.value === 'number');
    assert.ok(counts.length >= 20);
    for (const [measure, figure] of counts) {
      const list = await client.call('measures.records', { ...question, measure, page_size: 1 });
      assert.deepEqual([list.count, list.digest], [figure.value, figure.digest], `${question.unit} ${measure}`);
    }
  }
});

test('an empty period has no rate, and says so instead of 0 or 100', async () => {
  const all = await figures(quang_ngai, { unit: 'po-y', from: '2019-01-01', to: '2019-01-31' });
  assert.deepEqual([all.new, all.on_time_rate, all.online_rate], [0, null, null]);
});

test('a period across 1 July 2025 is answered, with a note', async () => {
  const question = { unit: 'quang-ngai', from: '2025-06-15', to: '2025-12-14' };
  const { notes, measures } = await quang_ngai.call('measures.figures', question);
  assert.ok(notes.some((note) => note.code === 'tiers_changed' && note.text_vi.includes('01/07/2025')));
  assert.equal(typeof measures.received?.value, 'number');
  const form = await quang_ngai.call('forms.fill', { code: 'II.06a', ...question });
  assert.ok(form.notes.some((note) => note.code === 'tiers_changed'));
});

test('a unit that ended inside the period is answered by the organisation of its last day; after it, its successors are named', async () => {
  const { notes, tree_day } = await lam_dong.call('measures.figures', { unit: 'dak-song', from: '2025-06-15', to: '2025-12-14' });
  assert.equal(tree_day, '2025-06-30');
  assert.ok(notes.some((note) => note.code === 'unit_ended'));
  const after = await lam_dong.ask('measures.figures', { unit: 'dak-song', from: '2025-07-01', to: '2025-12-14' });
  assert.deepEqual([after.status, after.body.code], [422, 'org.unit_not_on_day']);
  const { successors } = after.body.data as { successors: { code: string }[] };
  assert.deepEqual(
    successors.map((unit) => unit.code),
    ['H36'],
  );
});

test('the figures of another province are not there, under whatever name they are asked for', async () => {
  for (const unit of ['dak-song', 'H16.36', 'lam-dong', 'H36', 'dak-nong', 'viet-nam', 'VN']) {
    for (const [name, more] of [
      ['measures.figures', {}],
      ['measures.table', { group_by: 'sector' }],
      ['measures.records', { measure: 'new' }],
      ['measures.export', { measure: 'new' }],
      ['forms.fill', { code: 'II.06a' }],
      ['forms.export', { code: 'II.06a', format: 'xlsx' }],
      ['reports.preview', {}],
      ['reports.period_report', {}],
    ] as const) {
      const reply = await thai_nguyen.ask(name, { unit, from: '2023-01-01', to: '2023-09-20', ...more });
      assert.deepEqual([reply.status, reply.body.code], [404, 'org.unit_unknown'], `${name} ${unit}`);
    }
  }
});

test('a dossier of another province is not there, whoever knows its number, its code or the unit', async () => {
  const { records } = await lam_dong.call('measures.records', { ...DAK_SONG, measure: 'new', page_size: 1 });
  const { id, code } = records[0] as { id: number; code: string };
  assert.equal((await lam_dong.call('dossiers.get', { id })).code, code);
  assert.equal((await thai_nguyen.ask('dossiers.get', { id })).body.code, 'dossiers.not_found');
  assert.equal((await thai_nguyen.call('dossiers.list', { q: code })).total, 0);
  assert.equal((await thai_nguyen.call('dossiers.list', { unit: 'dak-song' })).total, 0);
  // A list counts as far as anybody pages; the figures count everything.
  const listed = await lam_dong.call('dossiers.list', { unit: 'dak-song' });
  assert.deepEqual([listed.total, listed.has_more], [10_000, true]);
});
