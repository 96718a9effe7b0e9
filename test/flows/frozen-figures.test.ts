import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { act, ReceiveInput, receive } from '#dossiers';
import { addDays } from '#lib/day';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import { loadPack } from '#measures';
import { merge, unitOn } from '#org';
import { create, differences, explain, frozenCells, frozenFigure, held, issue, issuedOf, step, versionOf } from '#reports';
import { testApp } from '../app.ts';

// Issued reports and the records behind them: ten thousand figures equal theirs, and stay as they are whatever becomes of records, tree and definitions.

const app = await testApp();
const nobody = { unit_ids: null };
const by = (user_id: number | null) => ({ actor: { user_id, name: 'Kiểm thử' }, now: app.now.at, scope: nobody });
const write = <T>(work: (db: Db) => Promise<T>) => transaction(app.db.owner, 'write', work);

/** Two provinces, nine months: about 550 figures a report. The quarter is that of the merger below. */
const ASKED = [
  ...['H48', 'H36'].flatMap((unit) => [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => ({ unit, kind: 'month', n }))),
  ...[7, 8, 9, 10].map((n) => ({ unit: 'H55.102', kind: 'month', n })),
  { unit: 'H48.108', kind: 'quarter', n: 3 },
];

type Kept = { id: number; unit: string; s: string; cells: string };
const reports: Kept[] = [];

/** Every figure of every report: its cell, and what is found behind it. */
async function opened(kept: Kept) {
  return transaction(app.db.owner, 'read', async (db) => {
    const report = await held(db, kept.id, nobody);
    const issued = await issuedOf(db, report);
    assert.ok(issued);
    const cells = await frozenCells(db, report, issued.version);
    const found = [];
    for (const { anchor } of cells) found.push(await frozenFigure(db, report, issued, { anchor, page: 1, page_size: 1 }, nobody));
    return { cells, found };
  });
}

function assertSame({ cells, found }: Awaited<ReturnType<typeof opened>>, of: string): number {
  for (const { cell, count, digest, is_same } of found) {
    assert.equal(is_same, true, `${of} ${cell.measure} ${cell.anchor}: ${cell.digest} and found ${digest}`);
    assert.equal(count, cell.n, `${of} ${cell.measure}`);
  }
  return cells.length;
}

test('ten thousand figures of issued reports equal their records in number and digest', async () => {
  for (const { unit, kind, n } of ASKED)
    await write(async (db) => {
      const { id } = await create(db, { unit, regime: 'tthc', kind, year: 2026, n }, by(null));
      // What the check says of them is tested elsewhere.
      const { findings } = await versionOf(db, await held(db, id, nobody));
      for (const { id: finding, severity } of findings ?? [])
        if (severity === 'error') await explain(db, id, { finding, words: 'kiểm thử' }, by(1));
      await step(db, id, 'submit', null, by(1));
      await step(db, id, 'approve', null, by(2));
      await issue(db, id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by(2));
      reports.push({ id, unit, s: (await held(db, id, nobody)).s, cells: '' });
    });
  let figures = 0;
  for (const kept of reports) {
    const all = await opened(kept);
    figures += assertSame(all, `${kept.unit} ${kept.s}`);
    kept.cells = JSON.stringify(all.cells);
  }
  assert.ok(figures >= 10_000, `${figures} figures`);
});

test('after 500 corrections, a merger and a new definition every cell is what it was, and opens the records of then', async () => {
  const sample = reports.filter(({ unit, s }) => unit === 'H48.108' || (unit === 'H48' && s >= '2026-07-15'));
  const before = sample.map(({ cells }) => cells);
  app.now.at = new Date(app.now.at.getTime() + 86_400_000);
  await write((db) => correct(db, 300, 200));
  await write((db) =>
    merge(db, { ...by(null), scope: nobody }, { codes: ['H48.102'], into: 'H48.108', day: '2026-09-01', source: 'Thử sáp nhập' }),
  );
  await write((db) =>
    loadPack(
      db,
      packWith((text) => text.replace(/value: resolved }/, 'value: withdrawn }')),
    ),
  );
  for (const [at, kept] of sample.entries()) {
    const after = await opened(kept);
    assert.equal(JSON.stringify(after.cells), before[at], `${kept.unit} ${kept.s}`);
    assertSame(after, `${kept.unit} ${kept.s}`);
  }
});

test('what would be another figure today is told with its cause: late entry, outcome, organisation, definition', async () => {
  const causes = new Set<string>();
  for (const { id } of reports.filter(({ unit, s }) => unit === 'H48.108' && s >= '2026-06-15')) {
    const rows = await transaction(app.db.owner, 'read', async (db) => {
      const report = await held(db, id, nobody);
      const issued = await issuedOf(db, report);
      return issued ? differences(db, report, issued, nobody, '2026-11-21') : [];
    });
    for (const { entered, left, entered_n, left_n } of rows) {
      assert.ok(entered.length <= entered_n && left.length <= left_n);
      for (const { cause } of [...entered, ...left]) causes.add(cause);
    }
  }
  for (const cause of ['entered_late', 'outcome_changed', 'tree_changed', 'definition_changed'])
    assert.ok(causes.has(cause), `${cause} of ${[...causes].join(', ')}`);
});

/** Closed dossiers opened again, and dossiers of the counter entered late. */
async function correct(db: Db, reopened: number, entered: number): Promise<void> {
  const { rows } = await db.query<{ id: number; last_seq: number }>(
    `select d.id, d.last_seq from dossiers.dossier d
     join dossiers.version_now v on v.tenant = d.tenant and v.dossier_id = d.id
     join org.unit u on u.id = v.competent_unit_id
     where u.code in ('H48.108', 'H48.102') and v.closed_on >= '2026-03-01' and v.outcome = 1
     order by md5(d.id::text) limit $1`,
    [reopened],
  );
  assert.equal(rows.length, reopened);
  for (const { id, last_seq } of rows)
    await act(db, id, 'reopen', { last_seq, data: { reason: 'Ghi sai kết quả', decision_no: '07/QĐ' } }, by(null));
  await unitOn(db, 'H48.108', '2026-11-20');
  for (let n = 0; n < entered; n++) {
    const day = addDays('2026-06-20', n % 120);
    const input = ReceiveInput.parse({
      procedure_code: '1.001022',
      receiving_unit: 'H48.108',
      applicant: { name: 'Người Nộp Trễ', identity: null, no_identity_reason: 'thử' },
      papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 })),
      received_at: `${day}T08:00:00+07:00`,
      late_entry_reason: 'mất điện',
    });
    await receive(db, input, by(null));
  }
}

/** The shipped definitions with another text for what counts as resolved, as an update of the product would bring it. */
function packWith(change: (text: string) => string): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-measures-'));
  for (const name of fs.readdirSync(path.join(PACKS, 'measures'))) {
    const text = fs.readFileSync(path.join(PACKS, 'measures', name), 'utf8');
    const [head, ...rest] = text.split(/(?= {2}- name: )/);
    const changed = rest.map((one) => (one.startsWith('  - name: resolved\n') ? change(one) : one));
    fs.writeFileSync(path.join(dir, name), [head, ...changed].join(''));
  }
  test.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}
