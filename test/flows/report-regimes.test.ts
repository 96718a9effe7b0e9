import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { transaction } from '#lib/db';
import { remind } from '#reports';
import { openWord } from '../../server/reports/word/package.ts';
import { testApp } from '../app.ts';
import { ready } from '../report-steps.ts';

// Regimes of a province, who reports under them, what is due, what is asked ad hoc, reminders, periods that are closed.

const app = await testApp();
const officer = await app.signIn('kiemsoat');
const clerk = await app.signIn('vanphong');
const leader = await app.signIn('lanhdao');
const COMMUNE = 'H48.108';
const PROVINCE = 'H48';
const Q3 = { kind: 'quarter', year: 2026, n: 3 } as const;

const refused = async (client: typeof officer, name: Parameters<typeof officer.ask>[0], input: Record<string, unknown>) => {
  const { status, body } = await client.ask(name, input);
  return `${status} ${body.code ?? ''}`.trim();
};

const base = {
  code: 'mot-cua-tuan',
  name_vi: 'Báo cáo tình hình một cửa',
  name_en: 'Report on the one-stop shop',
  source: 'Quyết định của UBND tỉnh',
  status: 'to_be_verified',
  decision: '15/QĐ-UBND',
  periods: ['month'],
  calendar: 'CAL',
  due: {
    commune: { rule: 'days_after', days: 3, counted: 'working' },
    department: { rule: 'day_of_month', day: 5, months_after: 1, moves: true },
  },
  lock: { days: 5, counted: 'working' },
  outline: 'tthc',
  forms: ['II.06a'],
} as const;
const ask = { unit: PROVINCE, regime: base, version: 0, is_new: true, valid_from: '2026-10-01', reason: 'Tỉnh quy định' };

test('a province sets up a regime of its own; bad ones are refused, each with what is wrong', async () => {
  const bad = (more: Record<string, unknown>) => refused(officer, 'reports.define_regime', { ...ask, ...more });
  const with_regime = (more: Record<string, unknown>) => bad({ regime: { ...base, ...more } });
  assert.equal(await with_regime({ code: 'tthc' }), '409 reports.regime_code_taken');
  assert.equal(await with_regime({ outline: 'khong-co' }), '404 reports.outline_unknown');
  assert.equal(await with_regime({ due: {} }), '422 reports.no_due_rule');
  assert.equal(await with_regime({ forms: ['XX.99'] }), '422 reports.form_unknown');
  assert.equal(await with_regime({ due: { commune: { rule: 'days_after', days: 500 } } }), '400 app.bad_input');
  assert.equal(await bad({ is_new: false }), '404 reports.regime_unknown');
  assert.equal(await bad({ valid_to: '2026-09-01' }), '409 reports.regime_overlaps');
  assert.equal(await bad({ unit: 'H36' }), '404 org.unit_unknown');
  assert.equal(await refused(leader, 'reports.define_regime', ask), '403 access.not_permitted');
  assert.deepEqual(await officer.call('reports.define_regime', ask as never), { code: 'mot-cua-tuan', version: 1 });
  assert.equal(await bad({ is_new: false, version: 0, valid_from: '2026-12-01' }), '409 reports.regime_changed_meanwhile');
  assert.equal(await bad({ is_new: false, version: 1, valid_from: '2026-10-01' }), '409 reports.regime_overlaps');
});

test('what it means in a year is told before it is kept: working days, days that move, the lock day', async () => {
  const rows = await officer.call('reports.schedule', { regime: base as never, year: 2026 });
  const due = (label: string) =>
    Object.fromEntries(
      (rows.find((row) => row.label_vi === label)?.due ?? []).map((one) => [one.unit_kind, [one.due_on, one.lock_on]]),
    );
  // 30 April and 1 May are days off; 5 September is a Saturday.
  assert.deepEqual(due('Tháng 4/2026'), { department: ['2026-05-05', '2026-05-12'], commune: ['2026-05-06', '2026-05-13'] });
  assert.deepEqual(due('Tháng 8/2026'), { department: ['2026-09-07', '2026-09-14'], commune: ['2026-09-07', '2026-09-14'] });
  assert.equal(rows.length, 12);
});

test('a new version holds from its day; earlier periods stay under the one before', async () => {
  const regime = { ...base, due: { commune: { rule: 'days_after', days: 10 } }, lock: null };
  const made = await officer.call('reports.define_regime', {
    ...ask,
    regime,
    is_new: false,
    version: 1,
    valid_from: '2026-11-01',
  } as never);
  assert.equal(made.version, 2);
  const { versions, may_define, now } = await officer.call('reports.regime', { code: base.code, unit: COMMUNE });
  assert.deepEqual(
    versions.map((one) => [one.version, one.valid_from, one.valid_to, one.history?.reason]),
    [
      [2, '2026-11-01', null, 'Tỉnh quy định'],
      [1, '2026-10-01', '2026-11-01', 'Tỉnh quy định'],
    ],
  );
  assert.deepEqual([may_define, now?.version], [true, 2]);
  assert.equal((await leader.call('reports.regime', { code: base.code, unit: COMMUNE })).may_define, false);
  const { rows } = await leader.call('reports.due', { unit: COMMUNE, from: '2026-11-01', to: '2026-12-31' });
  const own = rows.filter((row) => row.regime === base.code);
  assert.deepEqual(
    own.map((row) => [row.label_vi, row.due_on, row.lock_on]),
    [
      ['Tháng 10/2026', '2026-11-04', '2026-11-11'],
      ['Tháng 11/2026', '2026-12-10', null],
    ],
  );
  // What the product comes with is not touched, nor are other provinces.
  assert.ok(!(await officer.call('reports.regimes', {})).some((one) => one.code === base.code));
});

test('figures are closed on another day at each level: told before, in the calendar, in the report and its Word file; an officer may choose another', async () => {
  const cut_off = { commune: { rule: 'day_of_month', day: 25 }, department: { rule: 'days_before', days: 3 } };
  const regime = { ...base, code: 'chot-som', name_vi: 'Báo cáo chốt sớm', lock: null, cut_off };
  const define = (more: Record<string, unknown>) => ({ ...ask, regime: { ...regime, ...more } }) as never;
  const late = { commune: { rule: 'days_before', days: 61 } };
  assert.equal(await refused(officer, 'reports.define_regime', define({ cut_off: late })), '400 app.bad_input');
  assert.equal(await refused(officer, 'reports.define_regime', define({ template: '999999' })), '404 reports.template_not_found');
  await officer.call('reports.define_regime', define({}));
  const year = await officer.call('reports.schedule', { regime: regime as never, year: 2026 });
  assert.deepEqual(
    year.find(({ label_vi }) => label_vi === 'Tháng 10/2026')?.due.map((one) => [one.unit_kind, one.data_to]),
    [
      ['department', '2026-10-28'],
      ['commune', '2026-10-25'],
    ],
  );
  const of = { unit: COMMUNE, regime: 'chot-som', kind: 'month', year: 2026 };
  assert.deepEqual(await clerk.call('reports.period_asked', { ...of, n: 10 }), {
    from: '2026-10-01',
    to: '2026-10-31',
    due_on: '2026-11-04',
    data_to: '2026-10-25',
    // Before the regime began nothing was closed early.
    data_from: '2026-10-01',
    earliest: '2026-09-02',
    closed: { by: 'start', on: '2026-09-30', title: null },
    notes: [],
  });
  const shown = async (more: Record<string, unknown>) => {
    const { id } = await clerk.call('reports.create', { ...of, ...more } as never);
    const { content } = await clerk.call('reports.get', { id });
    const { xml } = openWord(await clerk.bytes('reports.docx', { id }));
    const said = /Số liệu từ ngày [^,]+|chốt đến ngày \d\d\/\d\d\/\d{4}/.exec(xml.replace(/<[^>]+>/g, ''))?.[0] ?? null;
    return [content.from, content.to, said];
  };
  assert.deepEqual(await shown({ n: 10 }), ['2026-10-01', '2026-10-25', 'chốt đến ngày 25/10/2026']);
  const { rows } = await clerk.call('reports.due', { unit: COMMUNE, from: '2026-11-01', to: '2026-12-31' });
  assert.deepEqual(
    rows.filter((row) => row.regime === 'chot-som').map((row) => [row.label_vi, row.data_from, row.data_to]),
    [
      ['Tháng 10/2026', null, '2026-10-25'],
      ['Tháng 11/2026', '2026-10-26', '2026-11-25'],
    ],
  );
  // The whole period though the regime closes earlier; and a day nobody named before.
  await officer.call('reports.define_regime', {
    ...ask,
    regime: { ...regime, periods: ['month', 'quarter'] },
    is_new: false,
    version: 1,
    valid_from: '2026-10-02',
  } as never);
  assert.deepEqual(await shown({ kind: 'quarter', n: 4, data_to: '2026-11-10' }), [
    '2026-10-01',
    '2026-11-10',
    'chốt đến ngày 10/11/2026',
  ]);
  // The month goes on from the day after October was closed.
  assert.deepEqual(await shown({ n: 11, data_to: '2026-11-30' }), [
    '2026-10-26',
    '2026-11-30',
    'Số liệu từ ngày 26/10/2026 đến hết ngày 30/11/2026',
  ]);
  const beyond = { ...of, n: 12, data_to: '2027-01-01' };
  assert.equal(await refused(clerk, 'reports.create', beyond), '422 reports.bad_cut_off');
  const { now, versions } = await officer.call('reports.regime', { code: 'chot-som', unit: COMMUNE });
  assert.deepEqual([now?.cut_off, versions.length], [cut_off, 2]);
});

// The rule of one regime over a year: months, quarters and the year of a unit whose dossiers come every day.
const followed = {
  ...{ ...base, code: 'noi-tiep', name_vi: 'Báo cáo nối tiếp', lock: null },
  periods: ['month', 'quarter', 'half_year', 'nine_months', 'year'],
  cut_off: { commune: { rule: 'day_of_month', day: 25 } },
};

test('months, quarters and the year each hold every dossier of a year once; what one leaves over the next takes over', async () => {
  const define = { ...ask, regime: followed, valid_from: '2024-01-01' };
  await officer.call('reports.define_regime', define as never);
  const of = { unit: COMMUNE, regime: followed.code };
  const span = async (kind: string, n: number, year = 2026) => {
    const { data_from, data_to, to, notes } = await clerk.call('reports.period_asked', { ...of, kind, year, n });
    assert.deepEqual(notes, [], `${kind} ${n}`);
    return { from: data_from, to: data_to ?? to };
  };
  const spans = (kind: string, most: number) => Promise.all(Array.from({ length: most }, (_, at) => span(kind, at + 1)));
  const [months, quarters, [year]] = [await spans('month', 12), await spans('quarter', 4), await spans('year', 1)];
  assert.deepEqual(
    [year, months[0], quarters[1]],
    [
      { from: '2025-12-26', to: '2026-12-25' },
      { from: '2025-12-26', to: '2026-01-25' },
      { from: '2026-03-26', to: '2026-06-25' },
    ],
  );
  const behind = async (measure: string, days: { from: string; to: string } | undefined) => {
    const found: string[] = [];
    for (let page = 1; ; page += 1) {
      const asked = { unit: COMMUNE, ...(days as { from: string; to: string }), measure, page, page_size: 200 };
      const { records, count } = await officer.call('measures.records', asked);
      found.push(...records.map((one) => one.code));
      if (found.length >= count) return found;
    }
  };
  for (const measure of ['new', 'resolved']) {
    const whole = (await behind(measure, year)).sort();
    assert.ok(whole.length > 20, `${measure}: ${whole.length}`);
    assert.equal(new Set(whole).size, whole.length);
    for (const parts of [months, quarters]) {
      const summed = (await Promise.all(parts.map((days) => behind(measure, days)))).flat();
      assert.deepEqual(summed.sort(), whole, `${measure} in ${parts.length} periods`);
    }
  }
  const stock = async (measure: string, days: { from: string; to: string } | undefined) =>
    (
      await officer.call('measures.figures', {
        unit: COMMUNE,
        ...(days as { from: string; to: string }),
        measures: measure as never,
      })
    ).measures[measure]?.value;
  for (const [at, days] of months.entries())
    if (at > 0) assert.equal(await stock('carried_over', days), await stock('pending', months[at - 1]), `month ${at + 1}`);
});

test('a report is of the days that follow on, also since the year began; the next follows what a report was closed with by hand', async () => {
  const of = { unit: COMMUNE, regime: followed.code, kind: 'month', year: 2026 };
  const made = async (more: Record<string, unknown>) => {
    const { id } = await clerk.call('reports.create', { ...of, ...more } as never);
    return clerk.call('reports.get', { id });
  };
  const march = await made({ n: 3, data_to: '2026-03-20' });
  const { content } = march;
  assert.deepEqual([content.from, content.to, content.year_from], ['2026-02-26', '2026-03-20', '2025-12-26']);
  const value = (of_one: typeof march, measure: string) =>
    Object.values(of_one.content.figures).find(
      (one) => one.measure === measure && one.from === of_one.content.from && Object.keys(one.filter).length === 1,
    )?.value;
  const asked = async (from: string, to: string) =>
    (await officer.call('measures.figures', { unit: COMMUNE, from, to, measures: 'received,carried_over' as never })).measures;
  assert.equal(value(march, 'received'), String((await asked('2026-02-26', '2026-03-20')).received?.value));
  assert.match(content.subject.at(-1) ?? '', /^Tháng 3\/2026$/);
  // The month and the quarter end together and are closed on different days: told, not guessed.
  assert.deepEqual(
    march.window_notes.map(({ note, to, label_vi }) => [note, to, label_vi]),
    [['kinds_end', '2026-03-25', 'Quý I/2026']],
  );
  const next = await clerk.call('reports.period_asked', { ...of, n: 4 });
  assert.deepEqual(
    [next.data_from, next.data_to, next.closed.by, next.closed.on, next.notes.map(({ note, to }) => [note, to])],
    ['2026-03-21', '2026-04-25', 'report', '2026-03-20', [['kinds_begin', '2026-03-25']]],
  );
  const again = await clerk.call('reports.period_asked', { ...of, n: 4, data_from: '2026-03-11' });
  assert.deepEqual(
    again.notes.map(({ note, from, to }) => [note, from, to]),
    [
      ['double', '2026-03-11', '2026-03-20'],
      ['kinds_begin', '2026-03-25', '2026-03-25'],
    ],
  );
  const april = await made({ n: 4 });
  assert.deepEqual([april.content.from, april.content.to], ['2026-03-21', '2026-04-25']);
  assert.equal(value(april, 'received'), String((await asked('2026-03-21', '2026-04-25')).received?.value));
  assert.deepEqual((await clerk.call('reports.period_asked', { ...of, kind: 'quarter', n: 2 })).data_from, '2026-03-26');
  // Kept where it began: figures of today are of the same days.
  const { version } = await clerk.call('reports.refresh', { id: april.id, version: april.version });
  const fresh = await clerk.call('reports.get', { id: april.id });
  assert.deepEqual([version, fresh.content.from, fresh.content.to], [2, '2026-03-21', '2026-04-25']);
  // By hand, within bounds; without a rule before it a period begins with its own first day, as it always did.
  const bad = (more: Record<string, unknown>) => refused(clerk, 'reports.create', { ...of, n: 6, ...more });
  assert.equal(await bad({ data_from: '2026-05-01' }), '422 reports.bad_first_day');
  assert.equal(await bad({ data_from: '2026-06-02' }), '422 reports.bad_first_day');
  assert.equal(await bad({ data_to: '2026-05-31' }), '422 reports.bad_cut_off');
  assert.equal(await bad({ data_from: '2026-02-30' }), '400 app.bad_input');
  const { rows } = await app.db.owner.query(
    `select kind, s, data_from, data_to, year_from from reports.report where regime = 'tthc' and num_nonnulls(data_from, year_from) > 0`,
  );
  assert.deepEqual(rows, []);
});

test('after its lock day a period is closed; the level above makes an exception, with a reason, until a day', async () => {
  const october = { unit: COMMUNE, regime: base.code, kind: 'month', year: 2026, n: 10 } as const;
  const make = () => refused(clerk, 'reports.create', october);
  assert.equal(await make(), '409 reports.period_locked');
  const open = { ...october, is_locked: false, open_until: '2026-11-25', reason: 'Mất điện cả tuần' };
  assert.equal(await refused(leader, 'reports.change_lock', open), '403 reports.lock_from_above', 'nobody opens it for himself');
  assert.equal(await refused(officer, 'reports.change_lock', { ...open, open_until: '2026-11-01' }), '422 reports.lock_days');
  assert.equal((await officer.call('reports.change_lock', open)).is_locked, false);
  const { id } = await clerk.call('reports.create', october);
  const told = await leader.call('reports.lock_of', { id });
  assert.deepEqual(
    [told.is_locked, told.lock_on, told.by_hand?.open_until, told.by_hand?.reason],
    [false, '2026-11-11', '2026-11-25', 'Mất điện cả tuần'],
  );
  const at = app.now.at;
  await ready(clerk, id);
  const version = (await clerk.call('reports.get', { id })).version;
  app.now.at = new Date('2026-11-26T02:00:00Z');
  const late = await app.signIn('vanphong');
  assert.equal(await refused(late, 'reports.save', { id, version, blocks: {} }), '409 reports.period_locked');
  assert.equal(await refused(late, 'reports.submit', { id }), '409 reports.period_locked');
  app.now.at = at;
  assert.equal(await refused(clerk, 'reports.submit', { id }), '200');
  // Locked by hand what the rule leaves open; then opened again.
  const lock = { ...october, is_locked: true, open_until: null, reason: 'Đã tổng hợp' };
  assert.equal((await officer.call('reports.change_lock', lock)).is_locked, true);
  assert.equal(await refused(leader, 'reports.approve', { id }), '409 reports.period_locked');
  const { rows } = await officer.call('reports.locks', { unit: PROVINCE, regime: base.code });
  assert.deepEqual(
    rows.map((row) => [row.is_locked, row.unit.code, row.reason]),
    [
      [true, COMMUNE, 'Đã tổng hợp'],
      [false, COMMUNE, 'Mất điện cả tuần'],
    ],
  );
});

test('a lock and a save at the same time: the save is done before, or refused', async () => {
  const november = { unit: COMMUNE, regime: base.code, kind: 'month', year: 2026, n: 11 } as const;
  const { id } = await clerk.call('reports.create', november);
  const { version } = await clerk.call('reports.get', { id });
  const lock = { ...november, is_locked: true, open_until: null, reason: 'Cùng lúc' };
  const [locked, saved] = await Promise.all([
    officer.ask('reports.change_lock', lock),
    clerk.ask('reports.save', { id, version, blocks: {} }),
  ]);
  assert.equal(locked.status, 200);
  assert.ok([200, 409].includes(saved.status), JSON.stringify(saved.body));
  const { rows } = await app.db.owner.query<{ saved_at: Date; locked_at: Date }>(
    `select (select max(v.seq) from reports.event v where v.report_id = $1)::int as last`,
    [id],
  );
  assert.equal((rows[0] as unknown as { last: number }).last, saved.status === 200 ? 2 : 1);
  assert.equal(await refused(clerk, 'reports.save', { id, version: version + 1, blocks: {} }), '409 reports.period_locked');
});

test('assigned: a kind with exceptions, and one unit; what is not assigned is not owed; it ends with a reason and stays in the history', async () => {
  const owes = async () => {
    const { cells, units } = await officer.call('reports.due_matrix', {
      unit: PROVINCE,
      regime: 'cchc',
      kind: 'quarter',
      year: 2026,
    });
    const q4 = cells.filter((cell) => cell.s === '2026-09-15').map((cell) => cell.unit_id);
    return new Set(units.filter(({ id }) => q4.includes(id)).map(({ code }) => code));
  };
  const before = await owes();
  assert.ok(before.has(COMMUNE) && before.size > 2, [...before].join());
  const assign = { unit: PROVINCE, regime: 'cchc', valid_from: '2026-11-01', document_number: '12/QĐ-UBND' };
  const targets = [{ unit: PROVINCE, of_kind: 'commune' as const, except: [COMMUNE] }];
  assert.equal(
    await refused(officer, 'reports.assign', { ...assign, targets: [{ unit: PROVINCE }] }),
    '422 reports.assigned_from_above',
  );
  assert.equal(
    await refused(officer, 'reports.assign', { ...assign, targets: [{ unit: 'H36.102' }] }),
    '422 reports.assigned_from_above',
  );
  assert.equal(
    await refused(officer, 'reports.assign', { ...assign, targets: [{ unit: PROVINCE, of_kind: 'vertical' }] }),
    '422 reports.nobody_assigned',
  );
  assert.equal(await refused(officer, 'reports.assign', { ...assign, targets, kinds: ['month'] }), '422 reports.not_of_regime');
  assert.equal(
    await refused(officer, 'reports.assign', { ...assign, targets, valid_to: '2026-10-01' }),
    '422 reports.assignment_days',
  );
  const { ids } = await officer.call('reports.assign', { ...assign, targets });
  const after = await owes();
  assert.ok(!after.has(COMMUNE) && after.size > 0 && after.size < before.size);
  const due = await leader.call('reports.due', { unit: COMMUNE, from: '2026-12-01', to: '2026-12-31' });
  assert.ok(!due.rows.some((row) => row.regime === 'cchc'));
  const more = await officer.call('reports.assign', { ...assign, targets: [{ unit: COMMUNE }] });
  assert.ok((await owes()).has(COMMUNE));
  for (const id of [...ids, ...more.ids])
    await officer.call('reports.end_assignment', { id, on: '2026-11-20', reason: 'Thử xong' });
  assert.deepEqual(await owes(), before);
  assert.equal(
    await refused(officer, 'reports.end_assignment', { id: ids[0] as number, on: '2026-11-21', reason: 'x' }),
    '409 reports.assignment_over',
  );
  const { rows } = await leader.call('reports.assignments', { unit: COMMUNE, regime: 'cchc' });
  assert.deepEqual(
    rows.map((row) => [row.unit.code, row.of_kind, row.ended_reason, row.document_number]),
    [[COMMUNE, null, 'Thử xong', '12/QĐ-UBND']],
  );
});

test('the matrix counts what the list shows; nothing handed in has no punctuality; it goes out to Excel', async () => {
  const wanted = { unit: PROVINCE, regime: 'tthc', kind: 'quarter', year: 2026 } as const;
  await clerk.call('reports.create', { unit: COMMUNE, regime: 'tthc', ...Q3 });
  const { periods, cells, units } = await officer.call('reports.due_matrix', wanted);
  const q3 = periods.find((one) => one.n === 3);
  const of_q3 = cells.filter((cell) => cell.s === q3?.s);
  assert.equal(q3?.tally.assigned, of_q3.length);
  assert.deepEqual([q3?.tally.handed_in, q3?.tally.completeness, q3?.tally.timeliness], [0, 0, null]);
  const commune = units.find((one) => one.code === COMMUNE);
  const cell = of_q3.find((one) => one.unit_id === commune?.id);
  assert.deepEqual([cell?.standing, cell?.due_on, cell?.days_late], ['draft', '2026-09-16', 65]);
  assert.equal(q3?.tally.missing, of_q3.length, 'the day of every level has passed');
  assert.equal(periods.find((one) => one.n === 4)?.tally.missing, 0, 'nothing is missing before its day');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await officer.bytes('reports.due_export', wanted)) as unknown as ArrayBuffer);
  const page = book.getWorksheet('Tình hình báo cáo');
  const text: string[] = [];
  page?.eachRow((row) => row.eachCell((box) => text.push(String(box.value))));
  assert.ok(text.includes('Nháp, muộn 65 ngày'), text.slice(0, 30).join('|'));
  assert.ok(text.includes('–'), 'punctuality of nothing is a dash');
  assert.equal(book.getWorksheet('Danh sách')?.rowCount, cells.length + 1);
});

test('asked ad hoc: the commune finds it in its calendar, is told once, writes it under its headings, and can no longer once it is withdrawn', async () => {
  const request = {
    unit: PROVINCE,
    subject: 'Tình hình tiếp nhận hồ sơ sau bão số 12',
    from: '2026-11-01',
    to: '2026-11-18',
    due_on: '2026-11-24',
    sections: ['Thiệt hại của Bộ phận Một cửa', 'Đề xuất'],
    document_number: '99/UBND-NC',
    targets: [{ unit: COMMUNE }],
  };
  assert.equal(await refused(officer, 'reports.ask', { ...request, due_on: '2026-11-01' }), '422 reports.request_days');
  assert.equal(await refused(officer, 'reports.ask', { ...request, sections: [] }), '422 reports.needs_sections');
  const { id, regime } = await officer.call('reports.ask', request);
  const { rows } = await leader.call('reports.due', { unit: COMMUNE, from: '2026-11-01', to: '2026-11-30' });
  const due = rows.find((row) => row.regime === regime);
  assert.deepEqual([due?.name_vi, due?.due_on, due?.standing, due?.is_once], [request.subject, '2026-11-24', 'none', true]);
  const made = await clerk.call('reports.create', { unit: COMMUNE, regime, kind: 'free', year: 2026 });
  const { content, title } = await clerk.call('reports.get', { id: made.id });
  assert.deepEqual(content.sections.map(({ heading }) => heading).filter(Boolean), [
    'I. THIỆT HẠI CỦA BỘ PHẬN MỘT CỬA',
    'II. ĐỀ XUẤT',
  ]);
  assert.match(title, /^Tình hình tiếp nhận hồ sơ sau bão số 12: /);
  const { cells } = await officer.call('reports.due_matrix', { unit: PROVINCE, regime, year: 2020 });
  assert.deepEqual(
    cells.map((cell) => [cell.standing, cell.report_id]),
    [['draft', null]],
    'what a unit below is writing is told, not opened',
  );
  await officer.call('reports.withdraw_request', { id, reason: 'Không cần nữa' });
  const gone = await leader.call('reports.due', { unit: COMMUNE, from: '2026-11-01', to: '2026-11-30' });
  assert.ok(!gone.rows.some((row) => row.regime === regime));
  assert.equal(await refused(officer, 'reports.withdraw_request', { id, reason: 'x' }), '409 reports.request_withdrawn');
  assert.equal(
    await refused(clerk, 'reports.create', { unit: COMMUNE, regime, kind: 'free', year: 2026 }),
    '409 reports.request_withdrawn',
  );
});

test('reminders: before the day, on it, every few days when late, to the head in the end; each told once', async () => {
  const look = (day: string) => transaction(app.db.owner, 'write', (db) => remind(db, new Date(`${day}T02:00:00Z`)));
  const told = async () => {
    const { rows } = await app.db.owner.query<{ username: string; kind: string; day: string }>(
      `select a.username, n.kind, n.data->>'day' as day from notices.notice n join access.account a on a.id = n.account_id
       where n.kind like 'report_%' and n.key like '%:cchc:%' and n.data->>'title' like '%Quý IV/2026%' order by n.kind, a.username, n.id`,
    );
    return rows.map((row) => `${row.kind} ${row.username} ${row.day}`);
  };
  // The province's own report of the fourth quarter: due 20 December, a Sunday that does not move; nobody is told weeks before.
  await look('2026-12-01');
  assert.deepEqual(await told(), []);
  await look('2026-12-16');
  await look('2026-12-16');
  assert.deepEqual(
    (await told()).filter((one) => one.includes('kiemsoat')),
    ['report_due_soon kiemsoat 2026-12-20'],
  );
  // The commune's own report is due on 16 December: who writes it hears of it that day, its head three working days late.
  const head = (one: string) => one.includes(' lanhdao ');
  assert.ok((await told()).includes('report_due_today vanphong 2026-12-16'));
  assert.ok(!(await told()).some(head));
  await look('2026-12-20');
  await look('2026-12-21');
  const after = await told();
  assert.ok(after.includes('report_due_today kiemsoat 2026-12-20'));
  assert.ok(after.includes('report_escalation lanhdao 2026-12-16'));
  await look('2026-12-22');
  await look('2026-12-22');
  await look('2026-12-24');
  const late = (await told()).filter((one) => one === 'report_overdue kiemsoat 2026-12-20');
  assert.equal(late.length, 2, 'two and four working days late');
});
