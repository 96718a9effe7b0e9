import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { act, ReceiveInput, receive } from '#dossiers';
import { keep, store } from '#files';
import { addDays } from '#lib/day';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import { declare, loadPack } from '#measures';
import { merge, unitOn } from '#org';
import {
  anchorOf,
  create,
  differences,
  explain,
  frozenCells,
  frozenFigure,
  held,
  issue,
  issuedOf,
  leaveOut,
  step,
  versionOf,
} from '#reports';
import { save } from '../../server/reports/edit.ts';
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

/** Declared, and summed over the units below: no definition that is shipped is, a province's own may be. */
const SUMMED = 'assigned_tasks';
const SUM_IT: Change = { name: SUMMED, change: (text) => text.replace('roll_up: none', 'roll_up: sum') };

/** What no dossier counts: declared and summed, certified copies, and what is made of declared, of certified and of counted values. */
const SAID = ['plan_tasks', 'plan_rate', SUMMED, 'certified_asked', 'certified_dossiers', 'c15_overdue'];

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

/** Reports of a commune and its province whose figures are declared, certified and made of others too. */
const isSaid = ({ unit, kind, n }: { unit: string; kind: string; n: number }) =>
  (unit === 'H48.108' && kind === 'quarter') || (unit === 'H48' && kind === 'month' && n === 9);

async function addSaid(db: Db, id: number): Promise<void> {
  const report = await held(db, id, nobody);
  const { version, content } = await versionOf(db, report);
  const block = content.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'narrative')?.key as string;
  const wanted = SAID.map((measure) => ({
    measure,
    unit: content.figures[Object.keys(content.figures)[0] as string]?.unit as string,
  }));
  const figures = wanted.map((one) => ({ ...one, from: report.s, to: addDays(report.e, -1) }));
  const words = figures.map(({ measure, ...filter }) => [{ figure: anchorOf(measure, { ...filter, scope: 'all' as const }) }]);
  await save(db, id, { version, blocks: { [block]: words }, figures }, by(null));
}

/** Declared in two communes, one of which is merged into the other later; copies certified in both. */
async function say(db: Db): Promise<void> {
  const cell = (measure: string, unit: string, value: string, version = 0) => ({
    ...{ measure, unit, value, version, note: null, from: '2026-01-01', to: '2026-09-14' },
  });
  const cells = [cell('plan_tasks', 'H48.108', '40'), cell('plan_tasks_done', 'H48.108', '31'), cell(SUMMED, 'H48.108', '12')];
  await declare(db, [...cells, cell(SUMMED, 'H48.102', '7')], 'Khai kỳ', by(null));
  for (const [unit, copies] of [
    ['H48.108', 3],
    ['H48.102', 1],
  ] as const)
    await certify(db, unit, copies);
}

async function certify(db: Db, unit: string, count: number): Promise<void> {
  const { id: unit_id, tenant } = await unitOn(db, unit, '2026-08-20');
  const file = await keep(db, store(), { ...by(null), bytes: Buffer.from('%PDF-1.4 thử'), name: 'goc.pdf', unit_id, tenant });
  await db.query(
    `insert into certifications.copy (tenant, unit_id, state, year, number, requester_name, original_name, pages, copies, fee_vnd, source_file_id,
                                      signed_file_id, sha256, token, drafted_at, signed_at)
     select $1, $2::int, 'signed', 2026, n, 'Người Yêu Cầu', 'Bằng tốt nghiệp', 1, 2, 0, $3, $3, 'x', 'ma-' || $2::int || '-' || n, $4, $4
     from generate_series(1, $5) n`,
    [tenant, unit_id, file.id, '2026-08-20T02:00:00Z', count],
  );
}

function assertSame({ cells, found }: Awaited<ReturnType<typeof opened>>, of: string): number {
  for (const { cell, count, digest, is_same } of found) {
    assert.equal(is_same, true, `${of} ${cell.measure} ${cell.anchor}: ${cell.digest} and found ${digest}`);
    assert.equal(count, cell.n, `${of} ${cell.measure}`);
  }
  return cells.length;
}

test('ten thousand figures of issued reports equal their records in number and digest', async () => {
  await write((db) => loadPack(db, packWith([SUM_IT])));
  await write(say);
  for (const { unit, kind, n } of ASKED)
    await write(async (db) => {
      const { id } = await create(db, { unit, regime: 'tthc', kind, year: 2026, n }, by(null));
      if (isSaid({ unit, kind, n })) await addSaid(db, id);
      await leaveOut(db, id, by(1));
      // What the check says of them is tested elsewhere.
      const { findings } = await versionOf(db, await held(db, id, nobody));
      for (const { id: finding, severity } of findings ?? [])
        if (severity === 'error') await explain(db, id, { finding, words: 'Đã rà soát.' }, by(1));
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
  await write(async (db) => {
    const cell = { from: '2026-01-01', to: '2026-09-14', note: null };
    const corrected = [
      { ...cell, measure: 'plan_tasks_done', unit: 'H48.108', value: '35', version: 1 },
      { ...cell, measure: SUMMED, unit: 'H48.108', value: '15', version: 1 },
      { ...cell, measure: SUMMED, unit: 'H48.109', value: '2', version: 0 },
    ];
    await declare(db, corrected, 'Đính chính', by(null));
    await db.query(
      `update certifications.copy set state = 'cancelled', cancelled_at = $1, cancel_reason = 'thử'
       where id = (select min(k.id) from certifications.copy k join org.unit u on u.id = k.unit_id where u.code = 'H48.108')`,
      [app.now.at],
    );
  });
  await write((db) =>
    merge(db, { ...by(null), scope: nobody }, { codes: ['H48.102'], into: 'H48.108', day: '2026-09-01', source: 'Thử sáp nhập' }),
  );
  await write((db) =>
    loadPack(
      db,
      packWith([SUM_IT, { name: 'resolved', change: (text) => text.replace(/value: resolved }/, 'value: withdrawn }') }]),
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

test('figures that are declared, certified or made of others stay, open what they stood on, and tell what would be another today', async () => {
  const of = async (unit: string, s: string, with_differences = true) => {
    const kept = reports.find((one) => one.unit === unit && one.s === s) as Kept;
    return transaction(app.db.owner, 'read', async (db) => {
      const report = await held(db, kept.id, nobody);
      const issued = await issuedOf(db, report);
      assert.ok(issued);
      const open = async (measure: string, operand?: string) => {
        const { anchor } = cells.find((one) => one.measure === measure) as (typeof cells)[number];
        return frozenFigure(db, report, issued, { anchor, page: 1, page_size: 20, ...(operand ? { operand } : {}) }, nobody);
      };
      const cells = await frozenCells(db, report, issued.version);
      const rows = with_differences ? await differences(db, report, issued, nobody, '2026-11-21') : [];
      const rate = await open('plan_rate');
      return {
        values: SAID.map((measure) => cells.find((one) => one.measure === measure)?.value),
        said: (await open(SUMMED)).behind.declarations
          ?.map(({ unit_code, value, version }) => [unit_code, value, version])
          .sort(),
        copies: (await open('certified_dossiers')).behind.copies?.map(({ state }) => state),
        parts: rate.behind.parts?.map(({ name, value }) => [name, value.value]),
        part: (await open('plan_rate', 'plan_tasks_done')).behind.declarations?.map(({ value }) => value),
        late: (await open('c15_overdue', 'resolved_overdue')).is_same,
        differs: (measure: string) => {
          const { anchor } = cells.find((one) => one.measure === measure) as (typeof cells)[number];
          const row = rows.find((one) => one.anchor === anchor);
          const why = (moved: readonly { cause: string }[]) => moved.map(({ cause }) => cause);
          return row && { ...row, whys: [why(row.entered), why(row.left), why(row.changed)] };
        },
      };
    });
  };
  const commune = await of('H48.108', '2026-06-15');
  assert.deepEqual(commune.values.slice(0, 5), ['40', '77.50', '12', '3', '3']);
  assert.deepEqual(commune.said, [['H48.108', '12', 1]]);
  assert.deepEqual(commune.copies, ['signed', 'signed', 'signed'], 'what was cancelled since was certified then');
  assert.deepEqual(commune.parts, [
    ['plan_tasks_done', '31'],
    ['plan_tasks', '40'],
  ]);
  assert.deepEqual([commune.part, commune.late], [['31'], true]);
  // The merger brings its copy, the cancelled one goes out.
  assert.deepEqual(commune.differs('certified_dossiers')?.whys, [['tree_changed'], ['removed'], []]);
  assert.deepEqual(commune.differs(SUMMED)?.whys, [[], [], ['value_changed']]);
  const rate = commune.differs('plan_rate');
  assert.deepEqual([rate?.was, rate?.now], ['77.50', '87.50']);
  assert.deepEqual(
    rate?.parts.map(({ measure, was, now, of: kind, changed }) => [measure, was, now, kind, changed.map(({ cause }) => cause)]),
    [['plan_tasks_done', '31', '35', 'declarations', ['value_changed']]],
  );
  const province = await of('H48', '2026-08-15', false);
  assert.deepEqual(province.values.slice(2, 5), ['19', '4', '4']);
  assert.deepEqual(province.said, [
    ['H48.102', '7', 1],
    ['H48.108', '12', 1],
  ]);
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

type Change = { name: string; change: (text: string) => string };

/** The shipped definitions with other texts, as an update of the product would bring them. */
function packWith(changes: readonly Change[]): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-measures-'));
  for (const name of fs.readdirSync(path.join(PACKS, 'measures'))) {
    const text = fs.readFileSync(path.join(PACKS, 'measures', name), 'utf8');
    const [head, ...rest] = text.split(/(?= {2}- name: )/);
    const changed = rest.map((one) => changes.find((each) => one.startsWith(`  - name: ${each.name}\n`))?.change(one) ?? one);
    fs.writeFileSync(path.join(dir, name), [head, ...changed].join(''));
  }
  test.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}
