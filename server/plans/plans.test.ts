import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { transaction } from '#lib/db';
import type { Db } from '#lib/sql';
import { testDb } from '../../test/db.ts';
import { someUnits } from '../../test/ground.ts';
import { readBook, taskBook } from './book.ts';
import type { By } from './change.ts';
import { countsOf, taskCounts } from './counts.ts';
import { handDown, handedDown, ReportInput, report } from './notes.ts';
import { addTask, amend, approve, createPlan, NewPlan, plan, rollOver, usualDay, versionsOf } from './plan.ts';
import { remediationTask } from './remediation.ts';
import { remind } from './remind.ts';
import { takeOver } from './take-over.ts';
import { FigureInput, tell } from './target-figures.ts';
import { createTarget, NewTarget, recordVerdict, target, targetVerdicts } from './targets.ts';
import { AssignedInput, assign, changeTask, removeTask, TaskInput } from './task-write.ts';
import { changesOf, judged, shown, taskById } from './tasks.ts';
import { AREAS, type Area } from './words.ts';

const db = await testDb();
const ids = await someUnits(db.owner, [
  { code: 'huyen' },
  { code: 'phong', under: 'huyen' },
  { code: 'xa-1', under: 'huyen' },
  { code: 'xa-2', under: 'huyen' },
  { code: 'khac' },
]);
const EVERYWHERE = { unit_ids: null };
const at = (today: string, scope: By['scope'] = EVERYWHERE): By => ({
  actor: { user_id: null, name: 'Kiểm thử' },
  now: new Date(`${today}T02:00:00Z`),
  today,
  scope,
});
const run = <T>(work: (db: Db) => Promise<T>) => transaction(db.pool, 'write', work);
const task = (title: string, more: Partial<Record<string, unknown>> = {}) =>
  TaskInput.parse({ area: 'procedures', title, lead: 'PHONG', ...more });
const told = (status: string, on_day: string, more: Record<string, unknown> = {}) =>
  ReportInput.parse({ status, on_day, ...more });

let made = 0;
/** An approved plan of a year of its own with these tasks. */
async function approved(
  on: Db,
  tasks: TaskInput[],
  more: Record<string, unknown> = {},
): Promise<{ id: number; year: number; tasks: number[] }> {
  made += 1;
  const year = 2040 + made;
  const by = at(`${year}-01-05`);
  const input = NewPlan.parse({ unit: 'HUYEN', year, title: `Kế hoạch CCHC năm ${year}`, ...more });
  const id = await createPlan(on, input, by);
  const task_ids: number[] = [];
  for (const one of tasks) task_ids.push(await addTask(on, id, one, by));
  await approve(on, id, by);
  return { id, year, tasks: task_ids };
}

test('an approved plan changes only under an amendment, and each version tells what it changed', () =>
  run(async (on) => {
    const { id, year, tasks } = await approved(on, [task('một'), task('hai')]);
    const by = at(`${year}-03-01`);
    await assert.rejects(addTask(on, id, task('ba'), by), { code: 'plans.approved_needs_amendment' });
    const changed = { ...task('một, sửa'), reason: 'x' };
    await assert.rejects(changeTask(on, tasks[0] as number, changed, by), { code: 'plans.approved_needs_amendment' });
    await assert.rejects(removeTask(on, tasks[1] as number, 'x', by), { code: 'plans.approved_needs_amendment' });
    await amend(on, id, { reason: 'Bổ sung theo chỉ đạo', document: '15/QĐ-UBND' }, by);
    await addTask(on, id, task('ba'), by);
    await assert.rejects(changeTask(on, tasks[0] as number, { ...changed, reason: null }, by), { code: 'plans.reason_needed' });
    await changeTask(on, tasks[0] as number, changed, by);
    await removeTask(on, tasks[1] as number, 'Trùng với nhiệm vụ khác', by);
    assert.equal(await approve(on, id, by), 2);
    const of = await plan(on, id, EVERYWHERE);
    assert.deepEqual([of.state, of.version, of.tasks], ['approved', 2, 2]);
    assert.deepEqual(
      (await versionsOf(on, of)).map(({ version, added, changed, removed }) => [version, added, changed, removed]),
      [
        [2, 1, 1, 1],
        [1, 2, 0, 0],
      ],
    );
    const history = await changesOf(on, { tenant: 34, id: tasks[0] as number });
    assert.deepEqual(
      history.map(({ what, version }) => `${what} ${version}`),
      ['changed 2', 'added 1'],
    );
  }));

test('a task due before it starts, or outside its year, is refused', () =>
  run(async (on) => {
    const id = await createPlan(on, NewPlan.parse({ unit: 'HUYEN', year: 2030, title: 'x' }), at('2030-01-01'));
    const reversed = task('x', { starts_on: '2030-06-01', due_on: '2030-05-31' });
    await assert.rejects(addTask(on, id, reversed, at('2030-01-02')), { code: 'plans.task_due_before_start', status: 422 });
    const outside = task('x', { starts_on: '2031-02-01', due_on: '2031-05-31' });
    await assert.rejects(addTask(on, id, outside, at('2030-01-02')), { code: 'plans.task_outside_year' });
    await assert.rejects(approve(on, id, at('2030-01-02')), { code: 'plans.empty' });
  }));

test('a unit has one plan of a kind and year', async () => {
  const same = NewPlan.parse({ unit: 'HUYEN', year: 2031, title: 'x' });
  await run((on) => createPlan(on, same, at('2031-01-01')));
  await assert.rejects(
    run((on) => createPlan(on, same, at('2031-01-02'))),
    { code: 'plans.exists' },
  );
});

test('progress is told in order, with reasons, and not of what is finished', () =>
  run(async (on) => {
    const { year, tasks } = await approved(on, [task('một', { due_on: `${2040 + made + 1}-06-30` })]);
    const [id] = tasks as [number];
    const tellIt = (status: string, on_day: string, more = {}, today = `${year}-12-01`) =>
      report(on, id, told(status, on_day, more), at(today));
    await assert.rejects(tellIt('started', `${year}-05-02`, {}, `${year}-05-01`), { code: 'plans.note_in_the_future' });
    await assert.rejects(tellIt('started', `${year - 1}-12-31`), { code: 'plans.note_before_start' });
    await assert.rejects(tellIt('not_done', `${year}-02-01`), { code: 'plans.reason_needed' });
    await assert.rejects(tellIt('reopened', `${year}-02-01`, { reason: 'x' }), { code: 'plans.task_not_closed' });
    await tellIt('started', `${year}-03-01`, { percent: 20 });
    await assert.rejects(tellIt('done', `${year}-02-28`), { code: 'plans.note_out_of_order' });
    await tellIt('done', `${year}-07-02`);
    await assert.rejects(tellIt('started', `${year}-08-01`), { code: 'plans.task_closed', status: 409 });
    await tellIt('comment', `${year}-08-01`, { words: 'Đã gửi báo cáo' });
    const states = async (...days: string[]) => {
      const found: string[] = [];
      for (const day of days) found.push((await taskById(on, id, day, EVERYWHERE)).state);
      return found;
    };
    assert.deepEqual(await states(`${year}-02-01`, `${year}-03-01`, `${year}-07-01`, `${year}-07-02`), [
      'not_due',
      'in_progress',
      'overdue',
      'completed_late',
    ]);
    await tellIt('reopened', `${year}-09-01`, { reason: 'Kết quả bị trả lại' });
    assert.deepEqual(await states(`${year}-08-31`, `${year}-09-01`), ['completed_late', 'overdue']);
    const [row] = await shown(on, [await taskById(on, id, `${year}-09-01`, EVERYWHERE)], `${year}-09-01`);
    assert.deepEqual([row?.percent, row?.reason, row?.days_late], [100, 'Kết quả bị trả lại', 63]);
  }));

test('a recurring task is told of quarter by quarter', () =>
  run(async (on) => {
    const { year, tasks } = await approved(on, [task('báo cáo quý', { recurrence: 'quarter' })]);
    const [id] = tasks as [number];
    const by = at(`${year}-12-31`);
    await assert.rejects(report(on, id, told('done', `${year}-03-20`), by), { code: 'plans.occurrence_needed' });
    const quarter = (n: string) => told('done', `${year}-03-20`, { occurrence: `${year}-${n}` });
    await assert.rejects(report(on, id, quarter('Q5'), by), { code: 'plans.occurrence_unknown' });
    await report(on, id, quarter('Q1'), by);
    await assert.rejects(report(on, id, quarter('Q1'), by), { code: 'plans.occurrence_done' });
    assert.equal((await taskById(on, id, `${year}-06-30`, EVERYWHERE)).state, 'in_progress');
    assert.equal((await taskById(on, id, `${year}-07-01`, EVERYWHERE)).state, 'overdue');
  }));

test('a task handed down is the lower unit’s own, and its progress is seen above', () =>
  run(async (on) => {
    const { year, tasks } = await approved(on, [task('một', { due_on: `${2040 + made + 1}-09-30` })]);
    const [id] = tasks as [number];
    const by = at(`${year}-02-01`);
    const down = (units: string[], due_on: string | null = null) => handDown(on, id, { units, due_on, note: null }, by);
    await assert.rejects(down(['KHAC']), { code: 'plans.not_below' });
    await assert.rejects(down(['XA.1'], `${year}-10-01`), { code: 'plans.task_due_after_parent' });
    const { ids: children } = await down(['XA.1', 'XA.2'], `${year}-08-31`);
    const commune = { unit_ids: [ids['xa-1'] as number] };
    await report(on, children[0] as number, told('done', `${year}-05-05`), at(`${year}-05-06`, commune));
    await assert.rejects(report(on, id, told('done', `${year}-05-05`), at(`${year}-05-06`, commune)), {
      code: 'plans.task_not_found',
    });
    const below = await handedDown(on, id, `${year}-05-06`);
    assert.deepEqual(
      below.map(({ unit_code, state, due_on, assigner }) => [unit_code, state, due_on, assigner]),
      [
        ['XA.1', 'completed', `${year}-08-31`, 'superior'],
        ['XA.2', 'not_due', `${year}-08-31`, 'superior'],
      ],
    );
    await assert.rejects(report(on, id, told('done', `${year}-06-01`), at(`${year}-06-01`)), { code: 'plans.units_unfinished' });
    await report(on, id, told('done', `${year}-06-01`, { reason: 'Xã còn lại không phát sinh' }), at(`${year}-06-01`));
    const own = await taskCounts(on, { unit: 'HUYEN', year, day: `${year}-06-01` }, EVERYWHERE, `${year}-06-01`);
    const all = await taskCounts(
      on,
      { unit: 'HUYEN', year, day: `${year}-06-01`, scope: 'all', by: 'unit' },
      EVERYWHERE,
      `${year}-06-01`,
    );
    assert.deepEqual([own.total.total, all.total.total], [1, 3]);
    assert.deepEqual(
      all.groups.map(({ key, counts }) => `${key} ${counts.completed_all}/${counts.total}`),
      ['HUYEN 1/1', 'XA.1 1/1', 'XA.2 0/1'],
    );
  }));

test('who leads tells how it goes, who helps says a word, nobody else sees it', () =>
  run(async (on) => {
    const { year, tasks } = await approved(on, [task('một', { lead: 'XA.1', cooperating: ['XA.2'] })]);
    const [id] = tasks as [number];
    const as = (unit: string) => at(`${year}-04-01`, { unit_ids: [ids[unit] as number] });
    await assert.rejects(report(on, id, told('started', `${year}-04-01`), as('khac')), { code: 'plans.task_not_found' });
    await assert.rejects(report(on, id, told('done', `${year}-04-01`), as('xa-2')), { code: 'plans.only_helping' });
    await report(on, id, told('comment', `${year}-04-01`, { words: 'Đã góp ý' }), as('xa-2'));
    await report(on, id, told('done', `${year}-04-01`), as('xa-1'));
    await assert.rejects(changeTask(on, id, { ...task('x'), reason: 'x' }, as('xa-1')), { code: 'plans.unit_not_permitted' });
  }));

test('what is not finished is carried over once, with the reason', () =>
  run(async (on) => {
    const { id, year, tasks } = await approved(on, [task('một'), task('hai'), task('ba')]);
    made += 1;
    await report(on, tasks[0] as number, told('done', `${year}-05-01`), at(`${year}-05-01`));
    await report(
      on,
      tasks[1] as number,
      told('will_not_do', `${year}-05-01`, { reason: 'Không được chọn thí điểm' }),
      at(`${year}-05-01`),
    );
    const by = at(`${year}-12-31`);
    const { plan_id, carried } = await rollOver(on, id, 'Chưa hoàn thành', by);
    assert.equal(carried, 1);
    const next = await judged(on, { plan_id }, `${year + 1}-01-01`, EVERYWHERE);
    const [row] = await shown(on, next, `${year + 1}-01-01`);
    assert.deepEqual(
      [row?.title, row?.carried_from_id, row?.carried_reason, row?.due_on],
      ['ba', tasks[2], 'Chưa hoàn thành', `${year + 1}-12-31`],
    );
    assert.equal((await plan(on, plan_id, EVERYWHERE)).title, `Kế hoạch CCHC năm ${year + 1}`);
    assert.deepEqual(await rollOver(on, id, 'Chưa hoàn thành', by), { plan_id, carried: 0 });
  }));

test('a year that is over is looked at as of the last day told of', () =>
  run(async (on) => {
    const { id, year, tasks } = await approved(on, [task('một'), task('hai')]);
    await report(on, tasks[0] as number, told('done', `${year}-09-20`), at(`${year}-09-20`));
    assert.equal(await usualDay(on, { plan_id: id, year }, `${year}-05-05`, EVERYWHERE), `${year}-05-05`);
    assert.equal(await usualDay(on, { plan_id: id, year }, `${year + 2}-05-05`, EVERYWHERE), `${year}-09-20`);
  }));

test('a gap becomes one task of the year’s remediation plan, which is made when there is none', () =>
  run(async (on) => {
    made += 1;
    const year = 2040 + made;
    const gap = { unit: 'HUYEN', lead: 'PHONG', year, area: 'procedures' as const, title: 'Giảm hồ sơ quá hạn' };
    const origin = { kind: 'score_gap', id: 7, points: '2.5' };
    const first = await remediationTask(on, { ...gap, origin }, at(`${year}-02-01`));
    const second = await remediationTask(on, { ...gap, origin: { ...origin, id: 8 } }, at(`${year}-02-02`));
    assert.equal(second.plan_id, first.plan_id);
    const of = await plan(on, first.plan_id, EVERYWHERE);
    assert.deepEqual([of.kind, of.state, of.tasks], ['remediation', 'draft', 2]);
    const [row] = await shown(on, [await taskById(on, first.task_id, `${year}-02-03`, EVERYWHERE)], `${year}-02-03`);
    assert.deepEqual(
      [row?.origin_kind, row?.origin_id, row?.origin_points, row?.starts_on],
      ['score_gap', '7', '2.5', `${year}-02-01`],
    );
  }));

test('counts by area and by unit add up to the total, whatever the tasks', () =>
  run(async (on) => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    const year = 2040 + made + 1;
    const areas = AREAS.slice(0, 7) as Area[];
    const leads = ['PHONG', 'XA.1', 'XA.2'];
    const pad = (n: number) => String(n).padStart(2, '0');
    const tasks = Array.from({ length: 60 }, (_, i) =>
      task(`việc ${i}`, { area: areas[random(7)], lead: leads[random(3)], due_on: `${year}-${pad(1 + random(12))}-28` }),
    );
    const { id, tasks: task_ids } = await approved(on, tasks);
    const statuses = ['started', 'done', 'below_plan', 'not_done', 'will_not_do'];
    for (const one of task_ids) {
      if (random(3) === 0) continue;
      const day = `${year}-${pad(1 + random(12))}-15`;
      await report(on, one, told(statuses[random(5)] as string, day, { reason: 'x' }), at(`${year}-12-31`));
    }
    for (const day of [`${year}-01-31`, `${year}-06-15`, `${year}-12-31`]) {
      const all = await judged(on, { plan_id: id }, day, EVERYWHERE);
      const total = countsOf(all);
      assert.equal(
        Object.values(total.states).reduce((a, b) => a + b),
        60,
      );
      assert.equal(
        Object.values(total.outcomes).reduce((a, b) => a + b),
        60,
      );
      for (const by of ['area', 'lead', 'unit', 'kind'] as const) {
        const counted = await taskCounts(on, { year, plan_id: id, day, by }, EVERYWHERE, day);
        assert.deepEqual(counted.total, total);
        for (const key of ['total', 'implemented', 'completed_all'] as const)
          assert.equal(
            counted.groups.reduce((sum, group) => sum + group.counts[key], 0),
            total[key],
            `${by} ${key}`,
          );
      }
    }
  }));

test('a book is written, read back and taken over; with any fault nothing is', () =>
  run(async (on) => {
    made += 1;
    const year = 2040 + made;
    const by = at(`${year}-01-02`);
    const id = await createPlan(on, NewPlan.parse({ unit: 'HUYEN', year, title: 'x' }), by);
    const bytes = await filled([
      ['1', 'Cải cách thể chế', 'Rà soát văn bản', 'Báo cáo', 'PHONG', 'XA.1; XA.2', '15/01/2047', `30/11/${year}`, 'Hằng quý'],
      ['2', '8', 'Việc khác', '', 'PHONG', '', '', '', ''],
      ['3', 'Cải cách tài chính công', 'Quy chế chi tiêu', '', 'KHONG-CO', '', '', '', ''],
      ['4', 'Lĩnh vực lạ', '', '', 'PHONG', '', '', 'cuối năm', ''],
      ['5', 'Cải cách thể chế', 'Rà soát văn bản', '', 'PHONG', '', '', '', 'thỉnh thoảng'],
    ]);
    const { problems } = await readBook(bytes);
    assert.deepEqual(
      problems.map(({ sheet, cell }) => `${sheet}!${cell}`).sort(),
      [`B5`, 'C5', 'H5', 'I6'].map((cell) => `Nhiệm vụ!${cell}`),
    );
    await assert.rejects(takeOver(on, id, bytes, by, null), (error: { code: string; data: { count: number } }) => {
      assert.equal(error.code, 'plans.book_faulty');
      return error.data.count >= 5;
    });
    assert.equal((await plan(on, id, EVERYWHERE)).tasks, 0);
    const good = await filled([
      [
        '1',
        'cai cach the che',
        'Rà soát văn bản',
        'Báo cáo',
        'PHONG',
        'XA.1; XA.2',
        `15/01/${year}`,
        `30/11/${year}`,
        'Hằng quý',
      ],
      ['2', '8', 'Việc khác', '', 'phong', '', '', '', ''],
    ]);
    await assert.rejects(takeOver(on, id, good, by, null), { code: 'plans.book_faulty' }, 'units are named by their code');
    const right = await filled([
      [
        '1',
        'cai cach the che',
        'Rà soát văn bản',
        'Báo cáo',
        'PHONG',
        'XA.1; XA.2',
        `15/01/${year}`,
        `30/11/${year}`,
        'Hằng quý',
      ],
      ['2', '8', 'Việc khác', '', 'PHONG', '', '', '', ''],
    ]);
    assert.deepEqual(await takeOver(on, id, right, by, null), { added: 2 });
    const rows = await shown(on, await judged(on, { plan_id: id }, by.today, EVERYWHERE), by.today);
    assert.deepEqual(
      rows.map(({ area, recurrence, cooperating }) => [area, recurrence, cooperating.length]),
      [
        ['institutions', 'quarter', 2],
        ['other', 'none', 0],
      ],
    );
    const again = await readBook(await taskBook(rows, { plan: null, day: by.today }));
    assert.deepEqual(again.problems, []);
    assert.deepEqual(
      again.tasks.map(({ task: { title, due_on, recurrence } }) => [title, due_on, recurrence]),
      rows.map(({ title, due_on, recurrence }) => [title, due_on, recurrence]),
    );
    await assert.rejects(takeOver(on, id, right, by, null), { code: 'plans.book_faulty' }, 'the same tasks again');
  }));

test('merged cells, a missing and a doubled column are faults', async () => {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('Nhiệm vụ');
  page.addRow(['Lĩnh vực', 'Nhiệm vụ', 'Nhiệm vụ']);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  assert.deepEqual(
    (await readBook(bytes)).problems.map(({ cell }) => cell),
    ['C1', 'A1'],
  );
  const merged = new ExcelJS.Workbook();
  const sheet = merged.addWorksheet('Nhiệm vụ');
  sheet.addRow(['Lĩnh vực', 'Nhiệm vụ', 'Đơn vị chủ trì']);
  sheet.addRow(['Cải cách thể chế', 'một', 'PHONG']);
  sheet.addRow(['', 'hai', 'PHONG']);
  sheet.mergeCells('A2:A3');
  const { problems } = await readBook(new Uint8Array(await merged.xlsx.writeBuffer()));
  assert.ok(problems.some(({ cell, message_vi }) => cell === 'A2' && message_vi.includes('A2:A3')));
  await assert.rejects(readBook(Buffer.from('không phải Excel')), { code: 'plans.book_unreadable' });
});

async function filled(rows: string[][]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await taskBook([], { plan: null, day: '2023-01-01' })) as never);
  const page = book.getWorksheet('Nhiệm vụ') as ExcelJS.Worksheet;
  for (const row of rows) page.addRow(row);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const LEAF = (code: string, op: string, threshold: string, more = {}) => ({
  code,
  name: code,
  op,
  threshold,
  unit: '%',
  figure: { kind: 'declared' },
  ...more,
});
const newTarget = (code: string, rule: unknown, more = {}) =>
  NewTarget.parse({ unit: 'HUYEN', year: 2023, code, name: code, lead: 'PHONG', rule, ...more });
const figure = (part: string, more: Record<string, unknown>) =>
  FigureInput.parse({ part, from_on: '2023-01-01', to_on: '2023-09-30', ...more });

test('a target is judged by its figure; without one a verdict needs its reason and evidence', () =>
  run(async (on) => {
    const by = at('2023-10-01');
    const id = await createTarget(on, newTarget('1', LEAF('a', '>=', '30')), by);
    const verdict = async (day = '2023-09-30') =>
      (await targetVerdicts(on, { id, day }, EVERYWHERE, '2023-10-01')).rows[0]?.verdict;
    assert.equal(await verdict(), 'unknown');
    await assert.rejects(tell(on, id, figure('b', { value: '1' }), by), { code: 'plans.part_unknown' });
    await assert.rejects(tell(on, id, figure('a', {}), by), { code: 'plans.verdict_without_figure' });
    await assert.rejects(tell(on, id, figure('a', { numerator: '7' }), by), { code: 'plans.verdict_without_figure' });
    await assert.rejects(tell(on, id, figure('a', { numerator: '0', denominator: '0' }), by), { code: 'plans.zero_denominator' });
    await assert.rejects(tell(on, id, figure('a', { verdict: 'met' }), by), { code: 'plans.reason_needed' });
    await assert.rejects(tell(on, id, figure('a', { verdict: 'met', reason: 'x' }), by), { code: 'plans.evidence_needed' });
    await assert.rejects(tell(on, id, figure('a', { value: '1', to_on: '2023-10-02' }), by), {
      code: 'plans.figure_in_the_future',
    });
    await assert.rejects(tell(on, id, figure('a', { value: '1', to_on: '2022-12-31' }), by), { code: 'plans.figure_reversed' });
    await tell(on, id, figure('a', { verdict: 'unknown', reason: 'Tháng 10 mới kiểm tra' }), by);
    await assert.rejects(recordVerdict(on, id, { day: '2023-09-30', reason: null }, by), { code: 'plans.reason_needed' });
    await recordVerdict(on, id, { day: '2023-09-30', reason: 'Tháng 10 mới kiểm tra' }, by);
    await tell(on, id, figure('a', { numerator: '7', denominator: '20' }), by);
    assert.equal(await verdict(), 'met');
    assert.equal(await verdict('2023-06-30'), 'unknown', 'nothing was known of it in June');
    assert.deepEqual(
      await recordVerdict(on, id, { day: '2023-09-30', reason: null }, by).then(({ verdict: kept }) => kept),
      'met',
    );
    const seen = await target(on, id, '2023-09-30', EVERYWHERE, '2023-10-01');
    assert.deepEqual(
      seen.recorded.map((row) => row.verdict),
      ['met', 'unknown'],
      'what was recorded stays',
    );
    assert.deepEqual(seen.target.assessed.figures[0]?.exact, { num: '35', den: '1' });
  }));

test('both parts must be reached; three years before the year each count', () =>
  run(async (on) => {
    const by = at('2024-08-13');
    const rule = { code: '5', name: 'x', join: 'all', parts: [LEAF('5a', '=', '100'), LEAF('5b', '>=', '30')] };
    const both = await createTarget(on, newTarget('5', rule), by);
    await tell(on, both, figure('5a', { value: '100' }), by);
    await tell(on, both, figure('5b', { value: '17' }), by);
    const years = LEAF('d', '>=', '98', { years_before: 3 });
    const history = await createTarget(on, newTarget('15', years, { year: 2024, bundle: 'criterion_15' }), by);
    for (const [year, value] of [
      [2021, '98.2'],
      [2022, '99'],
      [2023, '97.99'],
    ] as const)
      await tell(on, history, figure('d', { value, from_on: `${year}-01-01`, to_on: `${year}-12-31` }), by);
    const verdicts = await targetVerdicts(on, { day: '2024-08-13' }, EVERYWHERE, '2024-08-13');
    const of = (id: number) => verdicts.rows.find((row) => row.id === id);
    assert.equal(of(both)?.verdict, 'missed');
    assert.deepEqual(
      of(both)?.assessed.parts.map((part) => part.verdict),
      ['met', 'missed'],
    );
    assert.equal(of(history)?.verdict, 'missed');
    assert.deepEqual(
      of(history)?.assessed.figures.map(({ value, verdict }) => `${value} ${verdict}`),
      ['98.2 met', '99 met', '97.99 missed'],
    );
  }));

test('reminders: given, due soon, overdue, each said once', () =>
  run(async (on) => {
    const year = 2040 + made + 1;
    const { tasks } = await approved(on, [
      task('sắp đến hạn', { due_on: `${year}-03-12` }),
      task('quá hạn', { due_on: `${year}-03-01` }),
      task('còn xa', { due_on: `${year}-11-30` }),
    ]);
    const assigned = AssignedInput.parse({
      ...task('tỉnh giao', { due_on: `${year}-09-30` }),
      unit: 'HUYEN',
      year,
      assigner: 'province',
    });
    const given = await assign(on, assigned, at(`${year}-03-01`));
    await staff(on, 'phong', 'chuyenvien', 'plans.report');
    await staff(on, 'huyen', 'lanhdao', 'plans.approve');
    const now = new Date(`${year}-03-09T02:00:00Z`);
    // Four notices: two to the officer for what is due and what was given, and what is overdue to officer and head.
    assert.deepEqual(await remind(on, now), { notices: 4, messages: 0 });
    assert.deepEqual(await remind(on, now), { notices: 0, messages: 0 });
    const { rows } = await on.query(
      `select a.username, n.kind, n.data ->> 'link' as link from notices.notice n join access.account a on a.id = n.account_id order by a.username, n.kind`,
    );
    assert.deepEqual(
      rows.map((row) => `${row.username} ${row.kind} ${row.link}`),
      [
        `chuyenvien task_assigned /plans/tasks/${given}`,
        `chuyenvien task_due_soon /plans/tasks/${tasks[0]}`,
        `chuyenvien task_overdue /plans/tasks/${tasks[1]}`,
        `lanhdao task_overdue /plans/tasks/${tasks[1]}`,
      ],
    );
  }));

/** Somebody with one permission on a unit, and the product's rules of reminding. */
async function staff(on: Db, unit: string, username: string, permission: string): Promise<void> {
  await on.query('insert into access.role (code, name_vi, name_en) values ($1, $1, $1)', [username]);
  await on.query('insert into access.role_permission (role_code, permission) values ($1, $2)', [username, permission]);
  await on.query(
    `with a as (insert into access.account (username, display_name, unit_id) values ($1, $1, $2) returning id)
     insert into access.assignment (account_id, role_code, unit_id, valid) select a.id, $1, $2, '[2000-01-01,)' from a`,
    [username, ids[unit]],
  );
  for (const [kind, lead, to_head] of [
    ['task_assigned', 0, false],
    ['task_due_soon', 5, false],
    ['task_overdue', 0, true],
  ] as const)
    await on.query(
      `insert into notices.rule (kind, lead, to_officer, to_head, from_pack, changed_at) values ($1, $2, true, $3, true, now()) on conflict do nothing`,
      [kind, lead, to_head],
    );
}
