import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import * as access from '#access';
import { entries } from '#audit';
import * as calendar from '#calendar';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import * as org from '#org';
import * as procedures from '#procedures';
import { testDb } from '../../test/db.ts';
import { absences, addAbsence, awayOn, colleagues, endAbsence, NewAbsence } from './absence.ts';
import { Definition } from './definition.ts';
import { processOn, processVersion } from './find.ts';
import { fromYaml, loadPack, toYaml } from './pack.ts';
import { create, discardDraft, end, NewProcess, publish, saveDraft } from './processes.ts';
import { above, gaps, get, list } from './show.ts';
import { unitOfRule } from './unit-rule.ts';

const { pool, owner } = await testDb();
const DAY = '2026-03-02';
const NOW = new Date('2026-03-02T02:00:00Z');
await transaction(owner, 'write', async (db) => {
  await calendar.loadPack(db);
  await org.loadPack(db);
  await org.loadPack(db, path.join(PACKS, 'demo'));
  await access.loadPack(db);
  await procedures.loadPack(db);
  await loadPack(db);
});
const unitId = async (code: string) => (await org.unitOn(owner, code, DAY)).id;
const [province, commune, sibling] = [await unitId('quang-ngai'), await unitId('bo-y'), await unitId('H48.109')];
const procedureId = async (code: string) => (await procedures.procedureOn(owner, code, DAY)).procedure_id;
const BY = { actor: { user_id: null, name: 'kiểm thử' }, now: NOW, today: DAY, scope: { unit_ids: null } };
const write = <T>(work: Parameters<typeof transaction<T>>[2]) => transaction(pool, 'write', work);
const ask = async (code: string, unit: number, day: string) =>
  processOn(pool, { procedure_id: await procedureId(code), competent_unit_id: unit, level: 'commune', day });

const ONE = Definition.parse({
  steps: [
    {
      code: 'ky',
      name_vi: 'Ký',
      name_en: 'Sign',
      role: 'leader',
      unit: { at: 'competent' },
      may: ['decide'],
      limit: { unit: 'hour', amount: 4 },
    },
  ],
});
const TOO_LONG = { ...ONE, steps: ONE.steps.map((step) => ({ ...step, limit: { unit: 'working_day' as const, amount: 9 } })) };

async function inForce(input: object, from: string): Promise<number> {
  return write(async (db) => {
    const { id } = await create(db, NewProcess.parse({ name_vi: 'Thử', name_en: 'Try', definition: ONE, ...input }), BY);
    await publish(db, id, { from, decision_no: '12/QĐ-UBND' }, BY);
    return id;
  });
}

test('models come with the product, are refreshed and never followed', async () => {
  const models = await list(pool, {}, { scope: { unit_ids: [] }, above: [], day: DAY });
  assert.deepEqual([...new Set(models.map((one) => one.state))], ['model']);
  assert.deepEqual(
    models.filter((one) => one.interlinking !== 'none').map((one) => [one.procedure_code, one.interlinking]),
    [
      ['2.002621', 'same_level'],
      ['1.003003', 'two_levels'],
    ],
  );
  assert.equal(await transaction(owner, 'write', (db) => loadPack(db)), 0);
  assert.equal(await ask('2.000815', commune, DAY), null);
});

test('the nearest process is followed, one of the procedure before one of all', async () => {
  const everything = await inForce({ unit: 'quang-ngai' }, '2026-04-01');
  assert.equal(await ask('1.001022', commune, '2026-03-31'), null);
  assert.equal((await ask('1.001022', commune, '2026-04-01'))?.process_id, everything);
  const communes = await inForce({ unit: 'quang-ngai', level: 'commune' }, '2026-04-01');
  assert.equal((await ask('1.001022', commune, '2026-04-01'))?.process_id, communes);
  const own = await inForce({ unit: 'bo-y' }, '2026-04-01');
  assert.equal((await ask('1.001022', commune, '2026-04-01'))?.process_id, own);
  assert.equal((await ask('1.001022', sibling, '2026-04-01'))?.process_id, communes);
  const of_procedure = await inForce({ unit: 'quang-ngai', procedure_code: '1.001022' }, '2026-04-01');
  assert.equal((await ask('1.001022', commune, '2026-04-01'))?.process_id, of_procedure);
  assert.equal((await ask('1.004837', commune, '2026-04-01'))?.process_id, own);
  assert.equal(await ask('1.001022', await unitId('H36.102'), '2026-04-01'), null);
});

test('a version in force is not edited: the next one is a draft, and takes over on its day', async () => {
  const id = await inForce({ unit: 'bo-y', procedure_code: '1.004845' }, '2026-05-04');
  const first = await ask('1.004845', commune, '2026-05-04');
  const next = { ...ONE, note: 'lần hai' };
  await write((db) => saveDraft(db, id, { definition: next, revision: 0 }, BY));
  await assert.rejects(
    write((db) => saveDraft(db, id, { definition: ONE, revision: 0 }, BY)),
    { code: 'processes.draft_changed' },
  );
  assert.equal((await ask('1.004845', commune, '2026-05-20'))?.id, first?.id);
  await assert.rejects(
    write((db) => publish(db, id, { from: '2026-05-04', decision_no: '1' }, BY)),
    { code: 'processes.starts_already' },
  );
  await assert.rejects(
    write((db) => publish(db, id, { from: '2026-03-01', decision_no: '1' }, BY)),
    { code: 'processes.day_in_the_past' },
  );
  await write((db) => publish(db, id, { from: '2026-05-18', decision_no: '20/QĐ-UBND' }, BY));
  assert.equal((await ask('1.004845', commune, '2026-05-17'))?.definition.note, null);
  assert.equal((await ask('1.004845', commune, '2026-05-18'))?.definition.note, 'lần hai');
  assert.deepEqual((await processVersion(pool, first?.id as number))?.definition, ONE);
  await write((db) => end(db, id, { from: '2026-06-01', decision_no: '30/QĐ-UBND' }, BY));
  assert.notEqual((await ask('1.004845', commune, '2026-06-01'))?.process_id, id);
  const shown = await get(pool, id, { scope: { unit_ids: [commune] }, above: [], day: DAY });
  assert.deepEqual(
    shown.versions.map((one) => [one.valid_from, one.valid_until, one.decision_no]),
    [
      ['2026-05-18', '2026-06-01', '20/QĐ-UBND'],
      ['2026-05-04', '2026-05-18', '12/QĐ-UBND'],
    ],
  );
  const trail = await entries(
    pool,
    { subject_kind: 'process', subject_id: String(id) },
    { page: 1, page_size: 20, sort: '-at' },
    { unit_ids: null },
  );
  assert.deepEqual(trail.rows.map((row) => row.action).sort(), [
    'processes.create',
    'processes.end',
    'processes.publish',
    'processes.publish',
    'processes.save_draft',
  ]);
});

test('steps that take longer than the procedure are not put in force', async () => {
  const input = NewProcess.parse({
    unit: 'bo-y',
    procedure_code: '1.004837',
    name_vi: 'Thử',
    name_en: 'Try',
    definition: TOO_LONG,
  });
  const { id } = await write((db) => create(db, input, BY));
  await assert.rejects(
    write((db) => publish(db, id, { from: DAY, decision_no: '1' }, BY)),
    (error: { code: string; data: { faults: { code: string; data: object }[] } }) => {
      assert.equal(error.code, 'processes.faulty');
      assert.deepEqual(error.data.faults, [{ code: 'too_long', step: null, data: { needed: 72, allowed: 24 } }]);
      return true;
    },
  );
  await assert.rejects(
    write((db) => create(db, input, BY)),
    { code: 'processes.exists_already' },
  );
  const elsewhere = { ...BY, scope: { unit_ids: [sibling] } };
  await assert.rejects(
    write((db) => create(db, { ...input, procedure_code: null, level: 'commune' }, elsewhere)),
    {
      code: 'processes.unit_not_permitted',
    },
  );
  await assert.rejects(
    write((db) => discardDraft(db, id, elsewhere)),
    { code: 'processes.not_found' },
  );
  await write((db) => discardDraft(db, id, BY));
  // Nothing of it was ever in force: it is gone.
  await assert.rejects(
    write((db) => publish(db, id, { from: DAY, decision_no: '1' }, BY)),
    { code: 'processes.not_found' },
  );
});

test('procedures without a process are told for an authority', async () => {
  const missing = await gaps(pool, { unit: 'H36.102', level: 'commune', day: '2026-04-01' });
  assert.ok(missing.some((one) => one.code === '1.001022'));
  assert.deepEqual(await gaps(pool, { unit: 'bo-y', level: 'commune', day: '2026-04-01' }), []);
});

test('a process goes out as a file and comes back the same', async () => {
  const [model] = await list(pool, { q: 'liên thông xã và tỉnh' }, { scope: { unit_ids: [] }, above: [], day: DAY });
  assert.ok(model);
  const {
    versions,
    name_vi,
    name_en,
    procedure_code: procedure,
    level,
  } = await get(pool, model.id, {
    scope: { unit_ids: [] },
    above: [],
    day: DAY,
  });
  const entry = { name_vi, name_en, procedure, level, ...(versions[0]?.definition as Definition) };
  assert.deepEqual(fromYaml(toYaml(entry)), entry);
  assert.throws(() => fromYaml('name_vi: [1'), { code: 'processes.file_unreadable' });
  assert.throws(() => fromYaml('name_vi: x'), { code: 'processes.file_unreadable' });
});

test('a rule finds the unit of a step', async () => {
  const where = { receiving_unit_id: sibling, competent_unit_id: commune, day: DAY };
  const name = async (rule: Parameters<typeof unitOfRule>[1]) => (await unitOfRule(pool, rule, where)).name;
  assert.equal(await name({ at: 'receiving' }), 'Xã Sa Loong');
  assert.equal(await name({ at: 'competent' }), 'Xã Bờ Y');
  assert.equal(await name({ at: 'parent' }), 'Tỉnh Quảng Ngãi');
  assert.equal(await name({ at: 'province' }), 'Tỉnh Quảng Ngãi');
  assert.equal(await name({ at: 'division', name: 'Phòng Kinh tế' }), 'Xã Bờ Y');
  assert.equal(
    await name({ at: 'province_body', name: 'sở nông nghiệp và môi trường' }),
    'Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi',
  );
  await assert.rejects(name({ at: 'province_body', name: 'Sở Không Có' }), { code: 'processes.no_unit_for_step' });
  await assert.rejects(name({ at: 'unit', code: 'H34.38' }), { code: 'org.unit_not_on_day' });
  assert.deepEqual(await above(pool, [commune], DAY), [commune, province, await unitId('VN')]);
});

test('who is away, who stands in, and nobody gains a right by it', async () => {
  const product = access.byProduct(NOW);
  const officer = async (username: string, role: string) =>
    transaction(owner, 'write', async (db) => {
      const { id } = await access.createAccount(db, { username, display_name: `Cán bộ ${username}`, unit_id: commune }, product);
      await access.assign(db, { account_id: id, role_code: role, unit_id: commune, valid_from: '2026-01-01' }, product);
      return id;
    });
  const [a, b, leader] = [
    await officer('thu-ly-a', 'processing_officer'),
    await officer('thu-ly-b', 'processing_officer'),
    await officer('lanh-dao-c', 'leader'),
  ];
  const own = { ...BY, actor: { user_id: a, name: 'A' }, scope: { unit_ids: [] } };
  const away = NewAbsence.parse({
    account_id: a,
    delegate_id: b,
    from_day: '2026-03-03',
    to_day: '2026-03-05',
    reason: 'Nghỉ phép',
  });
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, delegate_id: leader }, own)),
    { code: 'processes.delegate_without_role' },
  );
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, account_id: b, delegate_id: a }, own)),
    { code: 'processes.account_unknown' },
  );
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, to_day: '2026-03-01' }, own)),
    { code: 'processes.absence_reversed' },
  );
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, from_day: '2026-03-01' }, own)),
    { code: 'processes.absence_in_the_past' },
  );
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, delegate_id: a }, own)),
    { code: 'processes.delegate_is_oneself' },
  );
  const { id } = await write((db) => addAbsence(db, away, own));
  await assert.rejects(
    write((db) => addAbsence(db, { ...away, from_day: '2026-03-05', to_day: '2026-03-06' }, own)),
    {
      code: 'processes.absence_overlaps',
    },
  );
  assert.deepEqual(
    [...(await awayOn(pool, [a, b], '2026-03-05')).entries()],
    [[a, { delegate_id: b, delegate_name: 'Cán bộ thu-ly-b' }]],
  );
  assert.equal((await awayOn(pool, [a], '2026-03-06')).size, 0);
  const order = (await colleagues(pool, commune, 'processing_officer', '2026-03-04')).map((one) => [one.id, one.delegate_id]);
  assert.deepEqual(order, [
    [b, null],
    [a, b],
  ]);
  assert.deepEqual(await colleagues(pool, sibling, 'processing_officer', '2026-03-04'), []);
  // Seen by oneself, by who stands in and by who leads the unit; by nobody else.
  const seen = async (user_id: number | null, unit_ids: number[]) =>
    (await absences(pool, { ...own, actor: { user_id, name: 'x' }, scope: { unit_ids } })).map((one) => one.id);
  assert.deepEqual(await seen(a, []), [id]);
  assert.deepEqual(await seen(b, []), [id]);
  assert.deepEqual(await seen(leader, [commune]), [id]);
  assert.deepEqual(await seen(leader, [sibling]), []);
  const early = { ...own, today: '2026-03-04', now: new Date('2026-03-04T02:00:00Z') };
  await assert.rejects(
    write((db) => endAbsence(db, id, { ...early, actor: { user_id: b, name: 'B' } })),
    {
      code: 'processes.absence_not_found',
    },
  );
  await write((db) => endAbsence(db, id, early));
  assert.equal((await awayOn(pool, [a], '2026-03-03')).size, 1);
  assert.equal((await awayOn(pool, [a], '2026-03-04')).size, 0);
});
