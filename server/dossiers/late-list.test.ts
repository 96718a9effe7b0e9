import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { entries } from '#audit';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { lateDossiers } from './late.ts';
import { compileLateList, lateList, publicLateList, publicLateLists, publishLateList, recallLateList } from './late-list.ts';
import { lateListSheet, lateSheet } from './life-sheets.ts';
import { aDossier, at, makeWorld, type World } from './make-world.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

const by = (now: Date, scope: { unit_ids: number[] | null } = EVERYTHING) => ({ ...world.everything, now, scope });
const write = <T>(work: (db: Parameters<typeof act>[0]) => Promise<T>) => transaction(pool, 'write', work);
const make = (day: string) => write((db) => aDossier(db, by(at(day, '09:00'))));
const does = async (id: number, last_seq: number, action: Action, day: string, data: object = {}, more: object = {}) =>
  write((db) => act(db, id, action, { last_seq, data: data as Record<string, unknown>, ...more }, by(at(day, '10:00'))));
const GRANT = { outcome: 'granted' };
const names = (list: { entries: { code: string }[] }) => list.entries.map((entry) => entry.code);
const compile = (month: string, now = at('2024-05-02', '08:00')) =>
  write((db) => compileLateList(db, { unit: 'dak-song', month }, by(now)));

test('a month: what ended late in it and what was late and open when it ended, by unit and officer', async () => {
  // Three working days: 1 April is due on the 4th.
  const late = await make('2024-04-01');
  await write((db) =>
    act(
      db,
      late.id,
      'take_up',
      { last_seq: 1, data: {} },
      { ...by(at('2024-04-02', '08:00')), actor: { user_id: world.officer, name: 'x' } },
    ),
  );
  await does(late.id, 2, 'decide', '2024-04-09', GRANT);
  const in_time = await make('2024-04-01');
  await does(in_time.id, 1, 'decide', '2024-04-04', GRANT);
  const open = await make('2024-04-10');
  const paused = await make('2024-04-10');
  await does(paused.id, 1, 'request_supplement', '2024-04-11', { reason: 'x', items: ['y'] });
  const before_month = await make('2024-03-04');
  await does(before_month.id, 1, 'decide', '2024-03-20', GRANT);
  const withdrawn = await make('2024-04-01');
  await does(withdrawn.id, 1, 'withdraw', '2024-04-20', { reason: 'x' });

  const id = await compile('2024-04');
  const list = await lateList(pool, id, EVERYTHING);
  assert.deepEqual(names(list).sort(), [late.code, open.code].sort());
  assert.deepEqual([list.state, list.month, list.total, list.resolved], ['draft', '2024-04', 2, 2]);
  const [ended, running] = [late.code, open.code].map((code) => list.entries.find((entry) => entry.code === code));
  assert.deepEqual(
    [ended?.closed_on, ended?.late_days, ended?.officer_name, ended?.officer_title],
    ['2024-04-09', 5, 'Cán bộ Thử', 'Chuyên viên'],
  );
  assert.deepEqual(
    [running?.closed_on, running?.due_on, running?.late_days, running?.officer_name],
    [null, '2024-04-15', 15, null],
  );
  assert.deepEqual(
    list.officers.map((one) => [one.officer_name, one.closed_late, one.open_late, one.most_late_days]),
    [
      ['Cán bộ Thử', 1, 0, 5],
      [null, 0, 1, 15],
    ],
  );
  assert.ok((await lateListSheet(list)).byteLength > 3000);
});

test('nothing is public before a leader approves it; then it never changes, whatever is corrected later', async () => {
  const id = await compile('2024-04');
  assert.deepEqual((await publicLateLists(pool, { page: 1, page_size: 20 })).rows, []);
  await assert.rejects(publicLateList(pool, id), { code: 'dossiers.late_list_not_found', status: 404 });
  await assert.rejects(
    write((db) => publishLateList(db, id, { unit_ids: [world.unit.po_y] }, by(at('2024-05-02', '09:00')))),
    {
      code: 'dossiers.action_not_permitted',
      status: 403,
    },
  );
  await write((db) => publishLateList(db, id, EVERYTHING, by(at('2024-05-02', '09:00'))));
  const shown = await publicLateList(pool, id);
  assert.deepEqual([shown.state, shown.total, shown.resolved, shown.officers.length], ['published', 2, 2, 2]);
  for (const word of ['Y Thử', '000123456789', 'H16.36-24']) assert.ok(!JSON.stringify(shown).includes(word), word);

  const late = (await lateList(pool, id, EVERYTHING)).entries.find((entry) => entry.closed_on !== null);
  await does(late?.dossier_id as number, 3, 'reopen', '2024-05-06', { reason: 'Khiếu nại' });
  assert.deepEqual(await publicLateList(pool, id), shown);
  await assert.rejects(compile('2024-04'), { code: 'dossiers.late_list_published', status: 409 });
  await assert.rejects(
    write((db) => publishLateList(db, id, EVERYTHING, by(at('2024-05-07', '09:00')))),
    {
      code: 'dossiers.late_list_not_draft',
    },
  );
});

test('a published list is taken back with a reason, stays on record, and the month is compiled anew', async () => {
  const { rows } = await publicLateLists(pool, { page: 1, page_size: 20 });
  const id = rows[0]?.id as number;
  await write((db) => recallLateList(db, id, 'Nhầm đơn vị', EVERYTHING, by(at('2024-05-08', '08:00'))));
  await assert.rejects(publicLateList(pool, id), { code: 'dossiers.late_list_not_found' });
  assert.equal((await lateList(pool, id, EVERYTHING)).recall_reason, 'Nhầm đơn vị');
  const again = await compile('2024-04', at('2024-05-08', '09:00'));
  assert.notEqual(again, id);
  await assert.rejects(
    write((db) => recallLateList(db, again, 'x', EVERYTHING, by(at('2024-05-08', '10:00')))),
    {
      code: 'dossiers.late_list_not_published',
    },
  );
  // The re-opened dossier is open now, as known today, and late since 4 April.
  assert.equal((await lateList(pool, again, EVERYTHING)).entries.filter((entry) => entry.closed_on === null).length, 2);
  const trail = await entries(pool, { subject_kind: 'late_list' }, { page: 1, page_size: 20, sort: 'at' }, EVERYTHING);
  assert.deepEqual(
    [...new Set(trail.rows.map((row) => row.action))],
    ['dossiers.late_list_compiled', 'dossiers.late_list_published', 'dossiers.late_list_recalled'],
  );
});

test('only a month that is over, only by who may for that unit', async () => {
  await assert.rejects(compile('2024-05', at('2024-05-31', '23:00')), { code: 'dossiers.month_not_over', status: 422 });
  const elsewhere = by(at('2024-05-02', '08:00'), { unit_ids: [world.unit.po_y] });
  await assert.rejects(
    write((db) => compileLateList(db, { unit: 'dak-song', month: '2024-04' }, elsewhere)),
    {
      code: 'dossiers.unit_not_permitted',
      status: 403,
    },
  );
  const [first, second] = await Promise.all([compile('2024-02'), compile('2024-02')]);
  const drafts = await owner.query(
    "select count(*)::int as n from dossiers.late_list l where l.month = '2024-02-01' and l.state = 'draft'",
  );
  assert.equal(drafts.rows[0].n, 1);
  assert.notEqual(first, second);
});

test('the list to explain: counted by state of explanation, late by the click told apart, and written to a sheet', async () => {
  const reader = { scope: EVERYTHING, personal: EVERYTHING, now: at('2024-06-20', '08:00') };
  const late = await make('2024-06-03');
  await does(late.id, 1, 'decide', '2024-06-12', GRANT);
  const clicked = await make('2024-06-03');
  await does(clicked.id, 1, 'decide', '2024-06-12', GRANT, {
    at: '2024-06-05T09:00:00+07:00',
    late_entry_reason: 'quên',
    late_entry_cause: 'late_click',
  });
  await does(clicked.id, 2, 'explain', '2024-06-13', { cause: 'officer', text: 'Quên thao tác' });
  const page = { page: 1, page_size: 20 };
  const june = { unit: 'dak-song', from: '2024-06-01', to: '2024-06-30', state: 'closed', explanation: 'all' } as const;
  const { rows, counts, total } = await lateDossiers(pool, june, page, reader);
  assert.equal(total, 2);
  assert.deepEqual(
    rows.map((row) => [row.code, row.is_late_by_click, row.late_entry_cause, row.cause]),
    [
      [late.code, false, null, null],
      [clicked.code, true, 'late_click', 'officer'],
    ],
  );
  assert.deepEqual(counts, { missing: 1, explained: 1, accepted: 0, apologised: 0, total: 2 });
  const missing = await lateDossiers(pool, { ...june, explanation: 'missing' }, page, reader);
  assert.deepEqual([missing.rows.map((row) => row.code), missing.total], [[late.code], 1]);
  assert.ok((await lateSheet(rows, '2024-06-01', '2024-06-30')).byteLength > 3000);
  const elsewhere = { ...reader, scope: { unit_ids: [world.unit.po_y] } };
  assert.equal((await lateDossiers(pool, { ...june, unit: undefined }, page, elsewhere)).total, 0);
});
