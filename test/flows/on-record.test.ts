import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '../../server/routes.ts';
import { testApp } from '../app.ts';

// Whoever takes people's data along leaves an entry in the trail, with what was asked for and never with what it says.

const app = await testApp();

/** Files without anybody's data in them, and one whose module writes its entry itself, in the store's own words. */
const WITHOUT_TRACE = {
  'registers.template': 'the empty form of a register',
  'reports.product_template': 'the empty layout of the product',
  'reports.template_file': 'the empty layout of an office',
  'slips.product_template': 'the empty form of the product',
  'slips.template_file': 'the empty form of an office',
  'slips.preview_template': 'a form filled with a made-up slip',
  'holdings.file': 'holdings.read_file, written by the module',
};

test('every file that is handed out is on record, but for empty forms', () => {
  const untraced = Object.entries(routes)
    .filter(([, route]) => 'file' in route && route.file && !('trace' in route && route.trace))
    .map(([name]) => name);
  assert.deepEqual(untraced.sort(), Object.keys(WITHOUT_TRACE).sort());
});

test('a register, a hand-over list, a slip, a paper and a process taken along are in the trail', async () => {
  const desk = await app.signIn('tiepnhan');
  const [dossier] = (await desk.call('dossiers.list', { status: '4' })).rows;
  assert.ok(dossier);
  const issued = await desk.call('slips.issue', { kind: 'receipt', dossier_id: dossier.id });
  await desk.bytes('slips.print', { id: issued.id, format: 'docx', paper: 'a4' });
  await desk.bytes('slips.preview', { kind: 'control_slip', dossier_id: dossier.id });
  await desk.bytes('slips.register', { unit: 'bo-y', from: '2026-11-01', to: '2026-11-21', format: 'xlsx' });
  const processes = await desk.call('processes.list', {});
  const process = processes[0];
  assert.ok(process, 'the demonstration has processes');
  await desk.bytes('processes.export', { id: process.id });
  const { rows } = await app.db.pool.query(
    `select e.action, e.subject_kind, e.subject_id, e.after from audit.entry e
     where e.action in ('slips.print', 'slips.preview', 'slips.register', 'processes.export') order by e.seq`,
  );
  assert.deepEqual(
    rows.map((row) => [row.action, row.subject_kind, row.subject_id]),
    [
      ['slips.print', 'slip', String(issued.id)],
      ['slips.preview', 'export', 'slips'],
      ['slips.register', 'export', 'register'],
      ['processes.export', 'process', String(process.id)],
    ],
  );
  assert.equal(rows[0].after.format, 'docx');
  assert.ok(rows[0].after.size_bytes > 5_000);
  assert.deepEqual(rows[2].after.asked, { unit: 'bo-y', from: '2026-11-01', to: '2026-11-21', format: 'xlsx' });
  assert.doesNotMatch(JSON.stringify(rows), /\d{12}/, 'no identity number');
});
