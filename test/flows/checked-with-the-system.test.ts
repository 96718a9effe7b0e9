import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from '#checks';
import { act } from '#dossiers';
import { transaction } from '#lib/db';
import type { Content } from '../../server/reports/content.ts';
import { leaveOut, refresh } from '../../server/reports/edit.ts';
import { frozenFigure } from '../../server/reports/frozen.ts';
import { issue, issuedOf } from '../../server/reports/issue.ts';
import { create } from '../../server/reports/make.ts';
import { explain } from '../../server/reports/remarks.ts';
import { draftDocx, held, step, versionOf } from '../../server/reports/stored.ts';
import { factsOf } from '../../server/reports/system-facts.ts';
import { testApp } from '../app.ts';

// What the check before signing is told of the records, the period before, the units below and the papers.

const app = await testApp();
const { owner } = app.db;
const EVERYTHING = { unit_ids: null };
const by = (user_id: number | null) => ({ actor: { user_id, name: 'Kiểm thử' }, now: app.now.at, scope: EVERYTHING });

async function made(unit: string, kind: string, n: number, is_issued: boolean, days: { data_to?: string } = {}): Promise<number> {
  return transaction(owner, 'write', async (db) => {
    const { id } = await create(db, { unit, regime: 'tthc', kind, year: 2026, n, ...days }, by(null));
    if (!is_issued) return id;
    await leaveOut(db, id, by(1));
    const { findings } = await versionOf(db, await held(db, id, EVERYTHING));
    for (const one of findings ?? [])
      if (one.severity === 'error') await explain(db, id, { finding: one.id, words: 'Đã rà soát.' }, by(1));
    await step(db, id, 'submit', null, by(1));
    await step(db, id, 'approve', null, by(2));
    await issue(db, id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by(2));
    return id;
  });
}

/** What the rules that ask the system say of the report with its content changed. */
async function said(id: number, change: (content: Content) => Content = (same) => same) {
  return transaction(owner, 'read', async (db) => {
    const report = await held(db, id, EVERYTHING);
    const version = await versionOf(db, report);
    const systemOf = await factsOf(db, report, version, EVERYTHING);
    const docx = await draftDocx(change(version.content));
    const { checked } = await checkFile('bc.docx', docx, { systemOf, rules: ['R08', 'R09', 'R10', 'R22', 'R23'] });
    return checked;
  });
}

const before = await made('H48.108', 'month', 8, true);
const after = await made('H48.108', 'month', 9, false);

test('every figure of the words and tables is known, and agrees with the system', async () => {
  const { findings, rules } = await said(after);
  assert.ok((rules.R10?.checked ?? 0) > 300, `${rules.R10?.checked} checked`);
  assert.ok((rules.R08?.checked ?? 0) > 10, `${rules.R08?.checked} carried over`);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
});

test('what the period before left over is held against its issued report: a difference is explained by what was corrected since', async () => {
  const report = await transaction(owner, 'read', (db) => held(db, before, EVERYTHING));
  const { rows } = await owner.query<{ version: number }>(
    'select max(i.version) as version from reports.issue i where i.report_id = $1',
    [before],
  );
  assert.equal(rows[0]?.version, 2);
  await owner.query("update reports.cell set value = value + 1 where report_id = $1 and measure = 'pending'", [report.id]);
  const { findings } = await said(after);
  const carried = findings.filter(({ rule }) => rule === 'R08');
  assert.ok(carried.length > 0);
  assert.deepEqual([...new Set(carried.map(({ severity }) => severity))], ['note']);
  assert.match(carried[0]?.message ?? '', /cập nhật sau khi ban hành/);
});

test('also where the period before was closed early: the next goes on from the day after, and takes over what it left', async () => {
  const closed = await made('H48.102', 'month', 1, true, { data_to: '2026-01-10' });
  const next = await made('H48.102', 'month', 2, false);
  const content = await transaction(owner, 'read', async (db) => (await versionOf(db, await held(db, next, EVERYTHING))).content);
  // 15 January to 14 February, and the four days before.
  assert.deepEqual([content.from, content.to, content.year_from], ['2026-01-11', '2026-02-14', '2025-12-15']);
  const of = (rule: string, { findings }: Awaited<ReturnType<typeof said>>) => findings.filter((one) => one.rule === rule);
  assert.deepEqual(of('R08', await said(next)), []);
  await owner.query("update reports.cell set value = value + 1 where report_id = $1 and measure = 'pending'", [closed]);
  const carried = of('R08', await said(next));
  assert.ok(carried.length > 0);
  assert.match(carried[0]?.message ?? '', /cập nhật sau khi ban hành/);
});

test('the units below that have not reported are named once; when all have, the sums are held against the whole', async () => {
  const id = await made('H48', 'month', 9, false);
  const { findings } = await said(id);
  const levels = findings.filter(({ rule }) => rule === 'R09');
  assert.deepEqual(
    levels.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
});

test('a figure far from the same figure of six periods is told as a note', async () => {
  for (const n of [3, 4, 5, 6, 7]) await made('H48.108', 'month', n, true);
  await owner.query(
    "update reports.cell set value = 1000 + n % 3 where measure = 'received' and report_id in (select r.id from reports.report r where r.id <> $1)",
    [after],
  );
  const { findings } = await said(after);
  const far = findings.filter(({ rule }) => rule === 'R22');
  assert.ok(far.length >= 1 && far.length <= 3, `${far.length}`);
  assert.ok(far.every(({ severity }) => severity === 'note'));
});

/** Every dossier a figure of an issued report counted. */
async function counted(id: number, anchor: string): Promise<number[]> {
  return transaction(owner, 'read', async (db) => {
    const report = await held(db, id, EVERYTHING);
    const issued = await issuedOf(db, report);
    assert.ok(issued);
    const { behind } = await frozenFigure(db, report, issued, { anchor, page: 1, page_size: 100 }, EVERYTHING);
    return (behind.dossiers ?? []).map((one) => one.id);
  });
}

test('dossiers opened again after the issue: the next report says which figures, where and why; the report itself is made anew and issued', async () => {
  const id = await made('H48.108', 'month', 10, true);
  const { content } = await transaction(owner, 'read', async (db) => versionOf(db, await held(db, id, EVERYTHING)));
  const resolved = Object.values(content.figures).find(
    ({ measure, filter, value }) => measure === 'resolved' && filter.sector && Number(value) > 0 && Number(value) < 6,
  );
  assert.ok(resolved);
  const dossiers = await counted(id, resolved.anchor);
  assert.equal(dossiers.length, Number(resolved.value));
  app.now.at = new Date(app.now.at.getTime() + 3_600_000);
  await transaction(owner, 'write', async (db) => {
    for (const dossier of dossiers) {
      const { rows } = await db.query<{ last_seq: number }>('select last_seq from dossiers.dossier where id = $1', [dossier]);
      const data = { reason: 'Ghi sai kết quả', decision_no: '07/QĐ' };
      await act(db, dossier, 'reopen', { last_seq: rows[0]?.last_seq ?? 0, data }, by(null));
    }
  });
  const next = await made('H48.108', 'month', 11, false);
  const later = (await transaction(owner, 'read', async (db) => versionOf(db, await held(db, next, EVERYTHING)))).content;
  const table = later.sections.find(({ key }) => key === 'adjusted')?.blocks.find(({ kind }) => kind === 'table');
  assert.ok(table?.kind === 'table');
  const lines = table.rows.map((cells) => cells.map(({ text = '' }) => text));
  const n = dossiers.length;
  const sector = lines.find(([, label = '']) => /^Đã giải quyết, lĩnh vực \p{L}/u.test(label));
  assert.ok(sector, JSON.stringify(lines.slice(0, 5)));
  assert.match(sector[2] ?? '', /^Phụ lục, dòng \p{L}.*, cột \(7\)/u);
  assert.deepEqual(sector.slice(3), [String(n), '0', `\u2212${n}`, `Bớt ${n} hồ sơ do đổi kết quả giải quyết`]);
  assert.equal(new Set(lines.map((cells) => cells.slice(1, 3).join('|'))).size, lines.length, 'each row is named by itself');
  for (const [, label, , was, now, gap, why] of lines) {
    assert.notEqual(was, now, label);
    assert.ok(why, label);
    assert.ok(!gap?.includes('-') || gap === '-', `${label}: ${gap}`);
  }
  await transaction(owner, 'write', async (db) => {
    await step(db, id, 'recall', 'Hồ sơ ghi sai kết quả', by(1));
    const before = await versionOf(db, await held(db, id, EVERYTHING));
    await refresh(db, id, before.version, by(1));
    const { content: anew, findings } = await versionOf(db, await held(db, id, EVERYTHING));
    // The rate of a sector in which nothing is resolved any more stands nowhere.
    const gone = Object.values(before.content.figures).find(
      ({ measure, filter }) => measure === 'on_time_rate' && filter.sector === resolved.filter.sector,
    );
    assert.ok(gone && !anew.figures[gone.anchor]);
    await leaveOut(db, id, by(1));
    for (const one of findings ?? [])
      if (one.severity === 'error') await explain(db, id, { finding: one.id, words: 'Đã rà soát.' }, by(1));
    await step(db, id, 'submit', null, by(1));
    await step(db, id, 'approve', null, by(2));
    await issue(db, id, { signer: 'Người Ký', issued_on: '2026-11-20' }, by(2));
  });
});
