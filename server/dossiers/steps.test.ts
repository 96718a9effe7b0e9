import assert from 'node:assert/strict';
import test from 'node:test';
import * as access from '#access';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import * as org from '#org';
import * as processes from '#processes';
import { testDb } from '../../test/db.ts';
import { type ActInput, act } from './act.ts';
import { ACTION_NAMES, type Action, offeredActions } from './actions.ts';
import { project } from './facts.ts';
import { eventsOf, factsFor } from './keep.ts';
import { aDossier, at, makeWorld } from './make-world.ts';
import { rebuild } from './rebuild.ts';
import type { Projection } from './rows.ts';

const { pool, owner } = await testDb();
const world = await makeWorld(owner);
const DAY = '2024-04-15';
const product = access.byProduct(at(DAY, '07:00'));
const unit = {
  duc_an: world.unit.duc_an,
  dak_song: world.unit.dak_song,
  department: (await org.unitOn(owner, 'H16.12', DAY)).id,
};

async function officer(username: string, unit_id: number, role: string): Promise<number> {
  return transaction(owner, 'write', async (db) => {
    const { id } = await access.createAccount(
      db,
      { username, display_name: username, unit_id, password: 'Suối Đăk Bla 1972', must_change_password: false },
      product,
    );
    await access.assign(db, { account_id: id, role_code: role, unit_id, valid_from: '2024-01-01' }, product);
    return id;
  });
}
const who = {
  desk: await officer('mot-cua', unit.duc_an, 'reception_officer'),
  checker: await officer('dia-chinh', unit.duc_an, 'processing_officer'),
  poster: await officer('niem-yet', unit.duc_an, 'processing_officer'),
  surveyor: await officer('do-dac', unit.department, 'processing_officer'),
  head: await officer('giam-doc', unit.department, 'leader'),
  chair: await officer('chu-tich', unit.dak_song, 'leader'),
  deputy: await officer('pho-chu-tich', unit.dak_song, 'leader'),
  clerk: await officer('chuyen-vien', unit.dak_song, 'processing_officer'),
};

// Three levels: the commune receives and checks in two ways at once, the department measures, the district decides.
const THREE = processes.Definition.parse({
  legs: [
    { code: 'xa', name_vi: 'Cấp xã', name_en: 'Commune', level: 'commune', limit: { unit: 'working_day', amount: 5 } },
    { code: 'tinh', name_vi: 'Cấp tỉnh', name_en: 'Province', level: 'province', limit: { unit: 'working_day', amount: 4 } },
    { code: 'huyen', name_vi: 'Cấp huyện', name_en: 'District', level: 'district', limit: { unit: 'working_day', amount: 3 } },
  ],
  steps: [
    {
      ...{
        code: 'tiep_nhan',
        name_vi: 'Tiếp nhận',
        name_en: 'Receive',
        role: 'reception_officer',
        unit: { at: 'receiving' },
        leg: 'xa',
      },
      ...{
        limit: { unit: 'working_day', amount: 1 },
        may: ['hand_on', 'ask_supplement', 'consult'],
        assign: { rule: 'receiver' },
      },
      ...{ next: ['xac_minh', 'niem_yet'], fork: 'all' },
    },
    {
      ...{
        code: 'xac_minh',
        name_vi: 'Xác minh',
        name_en: 'Verify',
        role: 'processing_officer',
        unit: { at: 'receiving' },
        leg: 'xa',
      },
      ...{ limit: { unit: 'working_day', amount: 3 }, may: ['hand_on', 'step_back', 'ask_supplement', 'consult'] },
      ...{ assign: { rule: 'least_busy' }, assigned_by: ['reception_officer'], next: ['do_dac'] },
    },
    {
      ...{
        code: 'niem_yet',
        name_vi: 'Niêm yết',
        name_en: 'Post',
        role: 'processing_officer',
        unit: { at: 'receiving' },
        leg: 'xa',
      },
      ...{ limit: { unit: 'working_day', amount: 4 }, may: ['hand_on', 'step_back'], next: ['do_dac'] },
    },
    {
      ...{ code: 'do_dac', name_vi: 'Đo đạc', name_en: 'Survey', role: 'processing_officer', leg: 'tinh' },
      ...{ unit: { at: 'province_body', name: 'Sở Tài nguyên và Môi trường' } },
      ...{ limit: { unit: 'working_day', amount: 4 }, may: ['hand_on', 'step_back', 'consult'], next: ['ky'] },
    },
    {
      ...{ code: 'ky', name_vi: 'Ký', name_en: 'Sign', role: 'leader', unit: { at: 'competent' }, leg: 'huyen' },
      ...{ limit: { unit: 'working_day', amount: 2 }, may: ['step_back', 'decide', 'stop', 'consult'], next: ['tra'] },
    },
    {
      ...{
        code: 'tra',
        name_vi: 'Trả kết quả',
        name_en: 'Return',
        role: 'reception_officer',
        unit: { at: 'receiving' },
        leg: 'huyen',
      },
      ...{ limit: { unit: 'working_day', amount: 1 }, assign: { rule: 'same_as', step: 'tiep_nhan' } },
    },
  ],
});
await transaction(owner, 'write', (db) =>
  processes.putInForce(db, {
    unit: 'dak-song',
    procedure_code: '1.003003',
    definition: THREE,
    from: '2024-04-01',
    decision_no: '7/QĐ-UBND',
  }),
);

const by = (user_id: number | null, now: Date) => ({ ...world.everything, now, actor: { user_id, name: 'x' } });
const papers = [1, 2, 3, 4].map((ordinal) => ({ ordinal, form: 0 }));

async function aLandDossier(day: string, time: string): Promise<number> {
  const more = { procedure_code: '1.003003', receiving_unit: 'H16.36.01', competent_unit: 'dak-song' };
  const listed = await owner.query(
    `select w.ordinal from procedures.paper w join procedures.version v on v.id = w.version_id join procedures.procedure p on p.id = v.procedure_id
     where p.code = '1.003003' and v.valid @> $1::date order by 1`,
    [day],
  );
  const given = papers.slice(0, 0).concat(listed.rows.map(({ ordinal }) => ({ ordinal, form: 0 })));
  const made = await transaction(pool, 'write', (db) => aDossier(db, by(who.desk, at(day, time)), { ...more, papers: given }));
  return made.id;
}

async function known(id: number): Promise<Projection> {
  const events = await eventsOf(owner, 16, id);
  return project(16, id, events, await factsFor(owner, events));
}

async function does(id: number, actor: number | null, name: Action, data: object, when: [string, string]): Promise<Projection> {
  const { dossier } = await known(id);
  const input: ActInput = { last_seq: dossier.last_seq, data: data as Record<string, unknown> };
  return transaction(pool as Pool, 'write', (db) => act(db, id, name, input, by(actor, at(...when))));
}

const standing = ({ steps }: Projection) =>
  steps.map((row) => `${row.step_code} ${row.left_as ?? 'open'} ${row.left_at === null ? '-' : row.timeliness}`);
const open = ({ steps }: Projection) => steps.filter((row) => row.left_at === null);

test('a dossier of three levels goes its way, each leg with its own time', async () => {
  const id = await aLandDossier('2024-04-15', '08:30');
  let now = await known(id);
  assert.deepEqual(
    now.steps.map((row) => [
      row.step_code,
      row.unit_id,
      row.account_id,
      row.assigned_by,
      row.due_on,
      row.leg_due_at?.toISOString(),
    ]),
    // 15 April is a Monday; 18 April (Hùng Vương) is off: five working days later is the 23rd.
    [['tiep_nhan', unit.duc_an, who.desk, 'rule', '2024-04-16', '2024-04-23T10:00:00.000Z']],
  );
  assert.deepEqual([now.dossier.holder_id, now.dossier.step_code], [who.desk, 'tiep_nhan']);
  assert.equal(now.dossier.step_due_at?.toISOString(), '2024-04-16T10:00:00.000Z');

  now = await does(id, who.desk, 'finish_step', { note: 'Đủ giấy tờ' }, ['2024-04-15', '10:00']);
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.account_id, row.assigned_by, row.due_on]),
    [
      ['xac_minh', who.checker, 'rule', '2024-04-19'],
      ['niem_yet', null, null, '2024-04-22'],
    ],
  );
  assert.equal(now.dossier.status, 4);

  now = await does(id, who.poster, 'finish_step', { step: 'niem_yet' }, ['2024-04-22', '16:00']);
  assert.deepEqual(now.arrived, ['do_dac']);
  // Verification was due on the 19th: the step is late though the leg is not.
  now = await does(id, who.checker, 'finish_step', {}, ['2024-04-23', '09:00']);
  assert.deepEqual(now.arrived, []);
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.unit_id, row.leg, row.due_on, row.leg_due_at?.toISOString()]),
    // 29 and 30 April and 1 May are off.
    [['do_dac', unit.department, 'tinh', '2024-05-02', '2024-05-02T10:00:00.000Z']],
  );
  assert.equal(now.dossier.holder_unit_id, unit.department);

  now = await does(id, who.surveyor, 'finish_step', { result: 'Khớp bản đồ' }, ['2024-05-03', '08:00']);
  now = await does(id, who.chair, 'decide', { outcome: 'granted' }, ['2024-05-06', '09:00']);
  assert.equal(now.dossier.status, 9);
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.account_id, row.assigned_by]),
    [['tra', who.desk, 'rule']],
  );
  now = await does(id, who.desk, 'deliver', { to_name: 'Y Thử' }, ['2024-05-07', '09:00']);
  assert.deepEqual(standing(now), [
    'tiep_nhan done 1',
    'xac_minh done 3',
    'niem_yet done 2',
    'do_dac done 3',
    // Saturday 4 May is worked for 29 April, so two days after Friday the 3rd is Monday.
    'ky done 2',
    'tra done 2',
  ]);
  assert.deepEqual([now.dossier.step_code, now.dossier.step_due_at], [null, null]);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [id] }), []);
});

test('only who has the step does it; another unit, another role and another officer are refused', async () => {
  const id = await aLandDossier('2024-04-15', '09:00');
  const refused = async (actor: number, name: Action, data: object, code: string) =>
    assert.rejects(does(id, actor, name, data, ['2024-04-15', '11:00']), { code });
  await refused(who.checker, 'finish_step', {}, 'dossiers.step_of_another');
  await refused(who.chair, 'decide', { outcome: 'granted' }, 'dossiers.not_at_this_step');
  await refused(who.desk, 'hand_over', { to_unit: 'dak-song' }, 'dossiers.follow_process');
  await refused(who.desk, 'return_step', { to: ['tiep_nhan'], reason: 'x' }, 'dossiers.not_at_this_step');
  await refused(who.desk, 'finish_step', { officers: { xac_minh: who.surveyor } }, 'dossiers.officer_without_role');
  await refused(who.desk, 'finish_step', { to: ['ky'] }, 'processes.not_a_next_step');
  await does(id, who.desk, 'finish_step', { officers: { niem_yet: who.poster } }, ['2024-04-15', '11:30']);
  await refused(who.checker, 'finish_step', { step: 'niem_yet' }, 'dossiers.step_of_another');
  await refused(who.checker, 'finish_step', {}, 'dossiers.which_step');
  // Named anew by a role the step lets name: the desk for verification, only leaders for posting.
  await refused(who.desk, 'assign', { step: 'niem_yet', account_id: who.checker }, 'dossiers.may_not_assign');
  const now = await does(id, who.desk, 'assign', { step: 'xac_minh', account_id: who.poster }, ['2024-04-15', '14:00']);
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.account_id, row.assigned_by]),
    [
      ['xac_minh', who.poster, 'person'],
      ['niem_yet', who.poster, 'person'],
    ],
  );
  await refused(who.desk, 'assign', { step: 'xac_minh', account_id: who.clerk }, 'dossiers.officer_without_role');
});

test('sent back with a reason: what hangs on the earlier step is done again, and the leg gets no new time', async () => {
  const id = await aLandDossier('2024-04-15', '08:00');
  await does(id, who.desk, 'finish_step', {}, ['2024-04-15', '09:00']);
  const back = await does(id, who.checker, 'return_step', { step: 'xac_minh', to: ['tiep_nhan'], reason: 'Thiếu trích đo' }, [
    '2024-04-16',
    '09:00',
  ]);
  assert.deepEqual(standing(back), ['tiep_nhan done 1', 'xac_minh returned 1', 'niem_yet cancelled 0', 'tiep_nhan open -']);
  assert.equal(open(back)[0]?.leg_due_at?.toISOString(), '2024-04-23T10:00:00.000Z');
  assert.equal(open(back)[0]?.account_id, who.desk);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [id] }), []);
});

test('while the applicant owes papers every step stands, and so does its leg', async () => {
  const id = await aLandDossier('2024-04-15', '08:00');
  await does(id, who.desk, 'finish_step', {}, ['2024-04-15', '09:00']);
  await does(id, who.checker, 'request_supplement', { reason: 'Thiếu', items: ['Trích lục'] }, ['2024-04-16', '09:00']);
  const now = await does(id, who.desk, 'give_supplement', {}, ['2024-04-24', '09:00']);
  // Stood on 17, 19, 22, 23 and 24 April: five working days.
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.due_on, row.leg_due_at?.toISOString()]),
    [
      ['xac_minh', '2024-04-26', '2024-05-03T10:00:00.000Z'],
      ['niem_yet', '2024-05-02', '2024-05-03T10:00:00.000Z'],
    ],
  );
});

test('who stands in for somebody away does their step, and it is told for whom', async () => {
  const leader = (now: Date, today: string) => ({
    actor: { user_id: who.chair, name: 'x' },
    now,
    today,
    scope: { unit_ids: [] },
  });
  await transaction(owner, 'write', (db) =>
    processes.addAbsence(
      db,
      processes.NewAbsence.parse({
        account_id: who.chair,
        delegate_id: who.deputy,
        from_day: '2024-06-03',
        to_day: '2024-06-07',
        reason: 'Đi công tác',
      }),
      leader(at('2024-06-03', '07:00'), '2024-06-03'),
    ),
  );
  const id = await aLandDossier('2024-05-27', '08:00');
  await does(id, who.desk, 'finish_step', { officers: { niem_yet: who.checker, xac_minh: who.checker } }, [
    '2024-05-27',
    '09:00',
  ]);
  await does(id, who.checker, 'finish_step', { step: 'niem_yet' }, ['2024-05-28', '09:00']);
  await does(id, who.checker, 'finish_step', { step: 'xac_minh' }, ['2024-05-28', '10:00']);
  // Named while away: the one who stands in is named.
  let now = await does(id, who.surveyor, 'finish_step', { officers: { ky: who.chair } }, ['2024-05-29', '09:00']);
  assert.equal(open(now)[0]?.account_id, who.chair);
  await assert.rejects(does(id, who.deputy, 'decide', { outcome: 'granted' }, ['2024-05-30', '09:00']), {
    code: 'dossiers.step_of_another',
  });
  now = await does(id, who.deputy, 'decide', { outcome: 'granted' }, ['2024-06-03', '09:00']);
  const { rows } = await owner.query("select e.data from dossiers.event e where e.dossier_id = $1 and e.kind = 'decided'", [id]);
  assert.equal(rows[0].data.on_behalf_of, who.chair);
});

test('several units are asked at once; each answers for itself, the dossier waits for those that have not', async () => {
  const id = await aLandDossier('2024-04-15', '08:00');
  const ask = (to_unit: string, more: object = {}) =>
    does(id, who.desk, 'ask_opinion', { to_unit, question: 'Đất có tranh chấp không?', due_on: '2024-04-18', ...more }, [
      '2024-04-15',
      '09:00',
    ]);
  await ask('dak-song');
  const now = await ask('H16.12', { account_id: who.surveyor });
  assert.equal(now.dossier.waiting_for, 2);
  assert.deepEqual(
    now.consultations.map((one) => [one.id, one.unit_id, one.account_id, one.due_on, one.step_code]),
    // The 18th is off, so the answer is due on the 19th.
    [
      [2, unit.dak_song, null, '2024-04-19', 'tiep_nhan'],
      [3, unit.department, who.surveyor, '2024-04-19', 'tiep_nhan'],
    ],
  );
  await assert.rejects(ask('dak-song'), { code: 'dossiers.opinion_asked_already' });
  await assert.rejects(ask('H16.36.D01', { due_on: '2024-04-12' }), { code: 'dossiers.opinion_due_too_early' });
  await assert.rejects(ask('po-y'), { code: 'dossiers.other_province' });
  const answer = { opinion: 'agree', text: 'Không có tranh chấp' };
  await assert.rejects(does(id, who.head, 'give_opinion', { id: 3, ...answer }, ['2024-04-16', '09:00']), {
    code: 'dossiers.opinion_of_another',
  });
  await does(id, who.surveyor, 'give_opinion', { id: 3, ...answer }, ['2024-04-16', '09:00']);
  await does(id, who.desk, 'remind_opinion', { id: 2 }, ['2024-04-17', '09:00']);
  // Asked of the unit: whoever there handles or decides dossiers.
  await does(id, who.clerk, 'give_opinion', { id: 2, opinion: 'other', text: 'Đang kiểm tra' }, ['2024-04-17', '10:00']);
  const after = await known(id);
  assert.equal(after.dossier.waiting_for, 0);
  assert.deepEqual(
    after.consultations.map((one) => [one.answered_by, one.opinion, one.times_reminded]),
    [
      [who.clerk, 'other', 1],
      [who.surveyor, 'agree', 0],
    ],
  );
  await assert.rejects(does(id, who.desk, 'cancel_opinion', { id: 2 }, ['2024-04-17', '11:00']), {
    code: 'dossiers.opinion_not_asked',
  });
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [id] }), []);
});

test('opened again it comes back to who decided, and the leg stood meanwhile', async () => {
  const id = await aLandDossier('2024-04-15', '08:00');
  await does(id, who.desk, 'finish_step', {}, ['2024-04-15', '09:00']);
  await does(id, null, 'finish_step', { step: 'xac_minh' }, ['2024-04-16', '09:00']);
  await does(id, null, 'finish_step', { step: 'niem_yet' }, ['2024-04-16', '09:30']);
  await does(id, who.surveyor, 'finish_step', {}, ['2024-04-17', '09:00']);
  await does(id, who.chair, 'decide', { outcome: 'refused', note: 'x' }, ['2024-04-19', '09:00']);
  const now = await does(id, null, 'reopen', { reason: 'Khiếu nại đúng' }, ['2024-05-06', '09:00']);
  assert.deepEqual(
    open(now).map((row) => [row.step_code, row.unit_id, row.due_on]),
    [['ky', unit.dak_song, '2024-05-08']],
  );
  assert.equal(now.dossier.holder_unit_id, unit.dak_song);
});

test('a dossier whose procedure has no process goes as before', async () => {
  const made = await transaction(pool, 'write', (db) => aDossier(db, by(null, at('2024-04-15', '08:00'))));
  const { steps, dossier } = await known(made.id);
  assert.deepEqual([steps, dossier.process_version_id, dossier.step_code], [[], null, null]);
  await assert.rejects(does(made.id, null, 'finish_step', {}, ['2024-04-15', '09:00']), { code: 'dossiers.no_process' });
  const now = await does(made.id, null, 'hand_over', { to_unit: 'H16.36.D01' }, ['2024-04-15', '09:00']);
  assert.equal(now.dossier.holder_unit_id, world.unit.office);
  const named = await does(made.id, null, 'assign', { account_id: world.officer }, ['2024-04-15', '10:00']);
  assert.deepEqual([named.dossier.holder_unit_id, named.dossier.holder_id], [world.unit.office, world.officer]);
});

test('random courses through the process leave what their events say, and always one place to be', async () => {
  let state = 20240415;
  const dice = (n: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * n);
  };
  const officers = [null, ...Object.values(who)];
  const NAMES: readonly Action[] = [
    'finish_step',
    'finish_step',
    'return_step',
    'decide',
    'request_supplement',
    'give_supplement',
    'assign',
    'take_up',
    'ask_opinion',
    'give_opinion',
    'reopen',
    'deliver',
    'stop',
    'withdraw',
  ];
  const codes = THREE.steps.map((step) => step.code);
  const ids: number[] = [];
  let [done, refused] = [0, 0];
  for (let n = 0; n < 40; n += 1) {
    const id = await aLandDossier('2024-07-01', '08:00');
    ids.push(id);
    let hour = 0;
    for (let turn = 0; turn < 25; turn += 1) {
      hour += dice(12);
      const moment = new Date(at('2024-07-01', '09:00').getTime() + hour * 3_600_000);
      const { dossier, steps, consultations } = await known(id);
      const name = NAMES[dice(NAMES.length)] as Action;
      const now_at = steps.filter((row) => row.left_at === null).map((row) => row.step_code);
      const data: Partial<Record<Action, object>> = {
        finish_step: dice(2) ? {} : { step: now_at[dice(now_at.length)] },
        return_step: { step: now_at[dice(now_at.length)], to: [codes[dice(codes.length)]], reason: 'x' },
        decide: { outcome: 'granted' },
        request_supplement: { reason: 'x', items: ['y'] },
        assign: { step: now_at[0], account_id: officers[1 + dice(officers.length - 1)] },
        ask_opinion: { to_unit: 'dak-song', question: 'x', due_on: '2030-01-02' },
        give_opinion: { id: consultations.at(-1)?.id ?? 1, opinion: 'agree', text: 'x' },
        reopen: { reason: 'x' },
        deliver: { to_name: 'x' },
        stop: { reason: 'x' },
        withdraw: { reason: 'x' },
      };
      const actor = dice(4) ? null : (officers[dice(officers.length)] as number);
      const input = { last_seq: dossier.last_seq, data: (data[name] ?? {}) as Record<string, unknown> };
      try {
        const after = await transaction(pool, 'write', (db) => act(db, id, name, input, by(actor, moment)));
        done += 1;
        const is_alive = [2, 4, 5, 6].includes(after.dossier.status);
        assert.equal(
          open(after).length > 0,
          is_alive || after.dossier.status === 9,
          `${name} left status ${after.dossier.status}`,
        );
        assert.ok(new Set(open(after).map((row) => row.step_code)).size === open(after).length, 'no step twice at once');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused += 1;
      }
    }
  }
  assert.ok(done > 200 && refused > 100, `${done} done, ${refused} refused`);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids }), []);
});

test('a step is offered only where there is one', async () => {
  const made = await transaction(pool, 'write', (db) => aDossier(db, by(null, at('2024-04-15', '08:00'))));
  const { dossier } = await known(made.id);
  const offered = offeredActions({ dossier, events: [], now: at('2024-04-15', '09:00') });
  assert.ok(!offered.includes('finish_step') && !offered.includes('give_opinion') && offered.includes('ask_opinion'));
  assert.ok(ACTION_NAMES.includes('finish_step'));
});
